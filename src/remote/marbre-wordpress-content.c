/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WordPress: a story as a post's JSON, and back (DESIGN §2). Title, excerpt, terms and the featured
 * picture are fields there; kicker and byline are not, so they stand as two paragraphs of their own
 * class before the body and become fields again when the post is read. No requests here.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-caption-line.h"
#include "marbre-compat.h"
#include "marbre-encode.h"
#include "marbre-html.h"
#include "marbre-language.h"
#include "marbre-time.h"
#include "marbre-wordpress-private.h"

/* WordPress's name for "no category was chosen", in its English and French installations. */
static const char *const no_category[] = { "uncategorized", "non-classe", NULL };

static void
set_encoded (JsonObject *post, const char *member, const char *text)
{
  g_autofree char *html = marbre_encode_html (text);

  json_object_set_string_member (post, member, html);
}

/* A byline that is only the account's name at the site does not get into the text of an article
 * that is there without one: reading put it into the field. */
static const char *
choose_byline (MarbreStory *story, const MarbreWordpressPresent *present)
{
  const char *byline = marbre_story_get_text (story, MARBRE_FIELD_BYLINE);

  return present->has_text && *marbre_site_content_get_byline (present->content) == '\0' &&
                 g_str_equal (byline, present->author)
             ? ""
             : byline;
}

static char *
write_content (const MarbreSubmission *submission,
               const MarbreWordpressPresent *present,
               gboolean trusted,
               guint *n_lost)
{
  MarbreStory *story = submission->story;
  const MarbreSiteBody body = {
    .kicker = marbre_story_get_text (story, MARBRE_FIELD_KICKER),
    .byline = choose_byline (story, present),
    .source = marbre_story_get_text (story, MARBRE_FIELD_BODY),
    .language = marbre_story_get_text (story, MARBRE_FIELD_LANGUAGE),
    .blocks = submission->blocks,
    .picture_ids = submission->picture_ids,
    .trusted = trusted,
  };

  return marbre_site_content_write (present->content, &body, n_lost);
}

/**
 * marbre_wordpress_write_post:
 * @submission: what to send
 * @present: what is there now
 * @warnings: (element-type utf8): takes what will not be as it was written
 *
 * Everything of a post but its tags and categories, whose ids must be asked for. Texts are encoded:
 * WordPress keeps title and excerpt as HTML.
 *
 * Returns: (transfer full): the JSON of an update
 */
JsonObject *
marbre_wordpress_write_post (const MarbreSubmission *submission,
                             const MarbreWordpressPresent *present,
                             GPtrArray *warnings)
{
  MarbreStory *story = submission->story;
  const char *slug = marbre_story_get_text (story, MARBRE_FIELD_SLUG);
  guint n_lost = 0;
  g_autofree char *content = write_content (submission, present, FALSE, &n_lost);
  JsonObject *post = json_object_new ();

  if (n_lost > 0)
    g_ptr_array_add (warnings,
                     g_strdup (_ ("Blocks that this site does not have went as plain HTML. Look at "
                                  "the article there.")));
  set_encoded (post, "title", marbre_story_get_text (story, MARBRE_FIELD_HEADLINE));
  set_encoded (post, "excerpt", marbre_story_get_text (story, MARBRE_FIELD_STANDFIRST));
  json_object_set_string_member (post, "content", content);
  json_object_set_string_member (post, "status", submission->status);
  /* An empty slug makes WordPress build one from the title: right once, when our reference stands
   * there; later it would change the address of a published article. */
  if (*slug || submission->fresh)
    json_object_set_string_member (post, "slug", slug);
  if (submission->date != 0)
    {
      g_autofree char *date = marbre_time_format_iso8601 (submission->date);

      date[strlen (date) - 1] = '\0'; /* date_gmt is UTC by name and takes no Z */
      json_object_set_string_member (post, "date_gmt", date);
    }
  if (submission->pinned >= 0)
    json_object_set_boolean_member (post, "sticky", submission->pinned > 0);
  if (submission->password)
    json_object_set_string_member (post, "password", submission->password);
  json_object_set_int_member (
      post, "featured_media",
      submission->lead_id ? g_ascii_strtoll (submission->lead_id, NULL, 10) : 0);
  return post;
}

/* What a post says, kicker and byline included, wherever the site has them. */
static char *
join_gist (MarbreStory *story, MarbreSiteContent *content)
{
  g_autofree char *gist = marbre_site_content_dup_gist (content);

  return g_strjoin ("\n", marbre_story_get_text (story, MARBRE_FIELD_KICKER),
                    marbre_story_get_text (story, MARBRE_FIELD_BYLINE), gist, NULL);
}

/**
 * marbre_wordpress_digest: implements MarbreEndpointInterface.digest
 *
 * Of what the content says and not of its bytes, which depend on what stood there before.
 */
char *
marbre_wordpress_digest (MarbreEndpoint *endpoint, const MarbreSubmission *submission)
{
  MarbreStory *story = submission->story;
  g_autoptr (MarbreSiteContent) none = marbre_wp_content_read ("", NULL);
  const MarbreWordpressPresent nothing = { .content = none };
  g_autofree char *raw = write_content (submission, &nothing, TRUE, NULL);
  g_autoptr (MarbreSiteContent) content = marbre_wp_content_read (raw, NULL);
  g_autofree char *gist = content ? join_gist (story, content) : g_strdup ("");
  g_autofree char *title =
      marbre_encode_html (marbre_story_get_text (story, MARBRE_FIELD_HEADLINE));
  g_autofree char *excerpt =
      marbre_encode_html (marbre_story_get_text (story, MARBRE_FIELD_STANDFIRST));

  return marbre_remote_post_make_digest (title, excerpt, gist);
}

static void
set_plain (MarbreStory *story, MarbreField field, const char *html)
{
  g_autofree char *text = marbre_html_to_text (html, -1);

  marbre_story_set_text (story, field, g_strstrip (text));
}

static void
read_content (MarbreStory *story, MarbreSiteContent *content)
{
  marbre_story_set_text (story, MARBRE_FIELD_KICKER, marbre_site_content_get_kicker (content));
  marbre_story_set_text (story, MARBRE_FIELD_BYLINE, marbre_site_content_get_byline (content));
  marbre_story_set_text (story, MARBRE_FIELD_BODY, marbre_site_content_get_markdown (content));
}

/* One list of wp:term: the categories or the tags, told apart by the taxonomy of its items. */
static void
read_terms (MarbreStory *story, JsonArray *terms)
{
  for (guint i = 0; terms && i < json_array_get_length (terms); i++)
    {
      JsonObject *term = marbre_json_node_object (json_array_get_element (terms, i));
      const char *taxonomy = marbre_json_string (term, "taxonomy");
      g_autofree char *name = marbre_html_to_text (marbre_json_string (term, "name"), -1);

      g_strstrip (name);
      if (*name == '\0')
        continue;
      if (g_str_equal (taxonomy, "post_tag"))
        marbre_story_add_tag (story, name);
      else if (g_str_equal (taxonomy, "category") &&
               !g_strv_contains (no_category, marbre_json_string (term, "slug")) &&
               *marbre_story_get_text (story, MARBRE_FIELD_SECTION) == '\0')
        marbre_story_set_text (story, MARBRE_FIELD_SECTION, name);
    }
}

static void
read_lead_image (MarbreStory *story, JsonArray *pictures)
{
  JsonObject *picture =
      pictures && json_array_get_length (pictures) > 0
          ? marbre_json_node_object (json_array_get_element (pictures, 0))
          : NULL;
  const char *src = marbre_json_string (picture, "source_url");
  const char *rendered = marbre_json_string (marbre_json_object (picture, "caption"), "rendered");
  g_autofree char *alt = NULL;
  g_autofree char *joined = NULL;
  g_autofree char *caption = NULL;
  g_autofree char *credit = NULL;
  g_autoptr (MarbreMedia) media = NULL;

  if (*src == '\0')
    return;
  alt = marbre_html_to_text (marbre_json_string (picture, "alt_text"), -1);
  joined = marbre_html_to_text (rendered, -1);
  marbre_caption_line_split (g_strstrip (joined), &caption, &credit);
  media = marbre_media_new (src, g_strstrip (alt), caption, credit);
  marbre_story_set_lead_image (story, media);
}

static char *
dup_author (JsonObject *embedded)
{
  JsonArray *authors = marbre_json_array (embedded, "author");
  JsonObject *first = authors && json_array_get_length (authors) > 0
                          ? marbre_json_node_object (json_array_get_element (authors, 0))
                          : NULL;

  return g_strstrip (marbre_html_to_text (marbre_json_string (first, "name"), -1));
}

/* The names that stand beside the post when it is asked for with _embed. */
static void
read_embedded (MarbreStory *story, JsonObject *embedded)
{
  JsonArray *terms = marbre_json_array (embedded, "wp:term");

  for (guint i = 0; terms && i < json_array_get_length (terms); i++)
    read_terms (story, marbre_json_node_array (json_array_get_element (terms, i)));
  read_lead_image (story, marbre_json_array (embedded, "wp:featuredmedia"));
  if (*marbre_story_get_text (story, MARBRE_FIELD_BYLINE) == '\0')
    {
      g_autofree char *author = dup_author (embedded);

      marbre_story_set_text (story, MARBRE_FIELD_BYLINE, author);
    }
}

static void
read_moments (MarbreStory *story, JsonObject *post, const char *status)
{
  gint64 seconds = 0;

  if (marbre_time_parse_iso8601 (marbre_json_string (post, "modified_gmt"), &seconds))
    marbre_story_set_time (story, MARBRE_MOMENT_UPDATED, seconds);
  if (!marbre_time_parse_iso8601 (marbre_json_string (post, "date_gmt"), &seconds))
    return;
  marbre_story_set_time (story, MARBRE_MOMENT_CREATED, seconds);
  if (g_str_equal (status, "publish") || g_str_equal (status, "private"))
    marbre_story_set_time (story, MARBRE_MOMENT_PUBLISHED, seconds);
  else if (g_str_equal (status, "future"))
    marbre_story_set_time (story, MARBRE_MOMENT_PUBLISH_AT, seconds);
}

/**
 * marbre_wordpress_read_post:
 * @node: (nullable): a post asked for with context=edit, and with _embed for the names
 * @error: %MARBRE_REMOTE_ERROR_NOT_AN_API if it is no such post
 *
 * Returns: (transfer full) (nullable): the post in our model
 */
MarbreRemotePost *
marbre_wordpress_read_post (JsonNode *node, GError **error)
{
  JsonObject *post = marbre_json_node_object (node);
  const gint64 id = marbre_json_int (post, "id");
  const char *status = marbre_json_string (post, "status");
  const char *slug = marbre_json_string (post, "slug");
  JsonObject *content = marbre_json_object (post, "content");
  g_autofree char *remote_id = NULL;
  g_autofree char *readable_slug = NULL;
  g_autofree char *gist = NULL;
  g_autoptr (MarbreStory) story = NULL;
  g_autoptr (MarbreSiteContent) said = NULL;
  MarbreRemotePost *result;
  gboolean referenced;

  if (id <= 0 || *status == '\0' || content == NULL || !json_object_has_member (content, "raw"))
    {
      g_propagate_error (error, marbre_wordpress_shape_error ());
      return NULL;
    }
  said = marbre_wp_content_read (marbre_json_string (content, "raw"), error);
  if (said == NULL)
    return NULL;
  story = marbre_story_new ();
  read_content (story, said);
  /* Before the account's name stands for a byline that the content does not have. */
  gist = join_gist (story, said);
  set_plain (story, MARBRE_FIELD_HEADLINE,
             marbre_json_string (marbre_json_object (post, "title"), "raw"));
  set_plain (story, MARBRE_FIELD_STANDFIRST,
             marbre_json_string (marbre_json_object (post, "excerpt"), "raw"));
  read_embedded (story, marbre_json_object (post, "_embedded"));
  read_moments (story, post, status);

  referenced = g_uuid_string_is_valid (slug);
  readable_slug = g_uri_unescape_string (slug, NULL); /* WordPress escapes what is not ASCII */
  marbre_story_set_text (story, MARBRE_FIELD_SLUG,
                         referenced || readable_slug == NULL ? "" : readable_slug);
  marbre_story_set_url (story, marbre_json_string (post, "link"));
  marbre_story_set_text (story, MARBRE_FIELD_LANGUAGE,
                         marbre_language_guess (
                             marbre_story_get_text (story, MARBRE_FIELD_BODY)));

  remote_id = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  result = marbre_remote_post_new (remote_id, marbre_json_string (post, "link"),
                                   marbre_json_string (post, "modified_gmt"), status,
                                   referenced ? slug : "", story);
  marbre_remote_post_set_digest (
      result, marbre_json_string (marbre_json_object (post, "title"), "raw"),
      marbre_json_string (marbre_json_object (post, "excerpt"), "raw"), gist);
  marbre_remote_post_set_stand (result, marbre_json_is_true (post, "sticky"),
                                marbre_json_string (post, "password"));
  return result;
}

/**
 * marbre_wordpress_present_read:
 * @self: (out caller-allocates): what is at the site, to be cleared
 * @node: (nullable): a post's content, asked for with context=edit and _embed=author
 * @error: %MARBRE_REMOTE_ERROR_NOT_AN_API if it is no such post
 *
 * Returns: %FALSE on error
 */
gboolean
marbre_wordpress_present_read (MarbreWordpressPresent *self, JsonNode *node, GError **error)
{
  JsonObject *post = marbre_json_node_object (node);
  JsonObject *content = marbre_json_object (post, "content");
  const char *raw = marbre_json_string (content, "raw");

  if (content == NULL || !json_object_has_member (content, "raw"))
    {
      g_propagate_error (error, marbre_wordpress_shape_error ());
      return FALSE;
    }
  self->has_text = *raw != '\0';
  self->author = dup_author (marbre_json_object (post, "_embedded"));
  self->content = marbre_wp_content_read (raw, error);
  return self->content != NULL;
}

/**
 * marbre_wordpress_present_clear:
 *
 * Frees what it holds.
 */
void
marbre_wordpress_present_clear (MarbreWordpressPresent *self)
{
  g_clear_pointer (&self->content, marbre_site_content_free);
  g_clear_pointer (&self->author, g_free);
}
