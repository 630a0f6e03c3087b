/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ghost: the body of a post. Where the site keeps it as its editor does (Lexical: Ghost 5 and 6),
 * it is read and written as that, and loses nothing. Posts from before, which nobody opened in that
 * editor since, are HTML to us, of which Ghost makes what it can. Kicker and byline are no fields
 * there, so they stand before the body in an HTML card of their own. No requests here.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-compat.h"
#include "marbre-ghost-private.h"
#include "marbre-html.h"
#include "marbre-lead-paragraph.h"
#include "marbre-lexical.h"

/* Returns: (transfer full) (nullable): the post's document, %NULL if it has none */
static MarbreSiteContent *
read_document (JsonObject *post)
{
  const char *document = marbre_json_string (post, "lexical");

  return *document != '\0' ? marbre_lexical_read (document, NULL) : NULL;
}

/* The body of a post that has no document. */
static char *
write_html (const MarbreSubmission *submission)
{
  MarbreStory *story = submission->story;
  g_autoptr (GString) lead = g_string_new (NULL);
  g_autofree char *body = marbre_ghost_write_cards (submission->html);

  marbre_lead_paragraph_append (lead, "kicker", marbre_story_get_text (story, MARBRE_FIELD_KICKER));
  marbre_lead_paragraph_append (lead, "byline", marbre_story_get_text (story, MARBRE_FIELD_BYLINE));
  if (lead->len == 0)
    return g_steal_pointer (&body);
  return g_strconcat ("<!--kg-card-begin: html-->\n", lead->str, "<!--kg-card-end: html-->\n", body,
                      NULL);
}

/* A byline that is only the account's name at the site does not get into the text of an article
 * that is there without one: reading put it into the field. */
static const char *
choose_byline (MarbreStory *story, MarbreSiteContent *content, JsonObject *seen)
{
  const char *byline = marbre_story_get_text (story, MARBRE_FIELD_BYLINE);

  return *marbre_json_string (seen, "html") != '\0' &&
                 *marbre_site_content_get_byline (content) == '\0' &&
                 g_str_equal (byline, marbre_ghost_get_author (seen))
             ? ""
             : byline;
}

static char *
write_document (const MarbreSubmission *submission,
                MarbreSiteContent *content,
                JsonObject *seen,
                guint *n_lost)
{
  MarbreStory *story = submission->story;
  const MarbreSiteBody body = {
    .kicker = marbre_story_get_text (story, MARBRE_FIELD_KICKER),
    .byline = choose_byline (story, content, seen),
    .source = marbre_story_get_text (story, MARBRE_FIELD_BODY),
    .language = marbre_story_get_text (story, MARBRE_FIELD_LANGUAGE),
    .blocks = submission->blocks,
    .trusted = n_lost == NULL,
  };

  return marbre_site_content_write (content, &body, n_lost);
}

static gboolean
has_site_blocks (const MarbreSubmission *submission)
{
  for (guint i = 0; submission->blocks != NULL && i < submission->blocks->len; i++)
    if (((MarbreBlock *) g_ptr_array_index (submission->blocks, i))->kind == MARBRE_BLOCK_SITE)
      return TRUE;
  return FALSE;
}

/**
 * marbre_ghost_write_body:
 * @post: what will be sent
 * @submission: what it is to say
 * @seen: the post that is there now
 * @warnings: (element-type utf8): takes what will not be as it was written
 *
 * Returns: whether Ghost must be told that the body is HTML
 */
gboolean
marbre_ghost_write_body (JsonObject *post,
                         const MarbreSubmission *submission,
                         JsonObject *seen,
                         GPtrArray *warnings)
{
  g_autoptr (MarbreSiteContent) content = read_document (seen);
  g_autofree char *text = NULL;
  guint n_lost = 0;

  if (content == NULL)
    {
      text = write_html (submission);
      json_object_set_string_member (post, "html", text);
      if (has_site_blocks (submission))
        g_ptr_array_add (warnings, g_strdup (_ ("Blocks of another site stayed behind. Look at the "
                                                "article there.")));
      return TRUE;
    }
  text = write_document (submission, content, seen, &n_lost);
  json_object_set_string_member (post, "lexical", text);
  if (n_lost > 0)
    g_ptr_array_add (warnings,
                     g_strdup (_ ("Blocks that this site does not have went as plain HTML. Look at "
                                  "the article there.")));
  return FALSE;
}

/* Kicker, byline and body out of the HTML; in @story they are as after a sync, whatever Ghost made
 * of the HTML on its way. */
static gboolean
read_html (MarbreStory *story, const char *html, GError **error)
{
  g_autofree char *kicker = marbre_lead_paragraph_take (&html, "kicker");
  g_autofree char *byline = marbre_lead_paragraph_take (&html, "byline");
  g_autofree char *markdown = marbre_html_to_markdown (html, -1, NULL, error);

  if (markdown == NULL)
    return FALSE;
  marbre_story_set_text (story, MARBRE_FIELD_KICKER, kicker);
  marbre_story_set_text (story, MARBRE_FIELD_BYLINE, byline);
  marbre_story_set_text (story, MARBRE_FIELD_BODY, g_strchomp (markdown));
  return TRUE;
}

/* Ghost writes HTML of its own, so what is compared is what it says; and it makes links from the
 * site's root whole, so all are compared without that root. */
static char *
join_content (MarbreSite *site, const char *kicker, const char *byline, const char *body)
{
  const char *root = marbre_site_get_url (site);
  g_autoptr (GString) content = g_string_new (kicker);

  g_string_append_printf (content, "\n\n%s\n\n%s", byline, body);
  if (*root != '\0')
    g_string_replace (content, root, g_str_has_suffix (root, "/") ? "/" : "", 0);
  return marbre_string_steal (g_steal_pointer (&content));
}

static char *
join_html (MarbreSite *site, MarbreStory *story)
{
  return join_content (site, marbre_story_get_text (story, MARBRE_FIELD_KICKER),
                       marbre_story_get_text (story, MARBRE_FIELD_BYLINE),
                       marbre_story_get_text (story, MARBRE_FIELD_BODY));
}

/* What a document says, kicker and byline included. */
static char *
join_document (MarbreSite *site, MarbreSiteContent *content)
{
  g_autofree char *gist = marbre_site_content_dup_gist (content);

  return join_content (site, marbre_site_content_get_kicker (content),
                       marbre_site_content_get_byline (content), gist);
}

/**
 * marbre_ghost_digest: implements MarbreEndpointInterface.digest
 *
 * In the form in which the post that was read last has its body.
 */
char *
marbre_ghost_digest (MarbreEndpoint *endpoint, const MarbreSubmission *submission)
{
  MarbreGhost *self = MARBRE_GHOST (endpoint);
  g_autoptr (MarbreSiteContent) document = read_document (self->seen);
  g_autofree char *content = NULL;

  if (document != NULL)
    {
      g_autoptr (MarbreSiteContent) none = marbre_lexical_read ("", NULL);
      g_autofree char *text = write_document (submission, none, NULL, NULL);
      g_autoptr (MarbreSiteContent) sent = marbre_lexical_read (text, NULL);

      content = sent ? join_document (self->site, sent) : NULL;
    }
  else
    {
      g_autoptr (MarbreStory) read = marbre_story_new ();
      g_autofree char *html = write_html (submission);

      content = read_html (read, html, NULL) ? join_html (self->site, read) : NULL;
    }
  if (content == NULL)
    return g_strdup ("");
  return marbre_remote_post_make_digest (
      marbre_story_get_text (submission->story, MARBRE_FIELD_HEADLINE),
      marbre_story_get_text (submission->story, MARBRE_FIELD_STANDFIRST), content);
}

/**
 * marbre_ghost_read_body:
 * @post: a post with its HTML and its document
 * @story: takes kicker, byline and body
 * @gist: (out): a text that is the same for bodies that say the same
 * @cards: (out): what may change there without a change of the HTML
 * @error: %MARBRE_TEXT_ERROR
 *
 * Returns: %FALSE on error
 */
gboolean
marbre_ghost_read_body (MarbreGhost *self,
                        JsonObject *post,
                        MarbreStory *story,
                        char **gist,
                        char **cards,
                        GError **error)
{
  g_autoptr (MarbreSiteContent) content = read_document (post);

  if (content == NULL)
    {
      if (!read_html (story, marbre_json_string (post, "html"), error))
        return FALSE;
      *gist = join_html (self->site, story);
      *cards = g_strdup ("");
      return TRUE;
    }
  marbre_story_set_text (story, MARBRE_FIELD_KICKER, marbre_site_content_get_kicker (content));
  marbre_story_set_text (story, MARBRE_FIELD_BYLINE, marbre_site_content_get_byline (content));
  marbre_story_set_text (story, MARBRE_FIELD_BODY, marbre_site_content_get_markdown (content));
  *gist = join_document (self->site, content);
  *cards = marbre_lexical_dup_cards (content);
  return TRUE;
}
