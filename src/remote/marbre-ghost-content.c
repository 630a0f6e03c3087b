/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ghost: a story as a post's JSON, and back; its body is in marbre-ghost-body.c. The section is the
 * post's first tag, which is what Ghost and its themes take for that; a story with tags and no
 * section begins with a tag that readers do not see, so that the first real one is not taken for a
 * section. No requests here.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-caption-line.h"
#include "marbre-compat.h"
#include "marbre-encode.h"
#include "marbre-ghost-private.h"
#include "marbre-html.h"
#include "marbre-language.h"
#include "marbre-time.h"

/* What Ghost takes, in characters. */
#define MAX_ALT 191

/* Ghost calls tags that begin with # internal. */
#define NO_SECTION "#no-section"

/* Ghost has neither a desk that looks at what is pending nor private articles. */
static const char *
write_status (const char *status)
{
  if (g_str_equal (status, "publish"))
    return "published";
  return g_str_equal (status, "future") ? "scheduled" : "draft";
}

static const char *
read_status (const char *status)
{
  if (g_str_equal (status, "published"))
    return "publish";
  if (g_str_equal (status, "scheduled"))
    return "future";
  /* What went out as a newsletter only is not on the site. */
  return g_str_equal (status, "sent") ? "private" : "draft";
}

static void
add_tag (JsonArray *tags, const char *name)
{
  JsonObject *tag = json_object_new ();

  json_object_set_string_member (tag, "name", name);
  json_array_add_object_element (tags, tag);
}

/* Tags of the site's own workings, which the story does not know, stay. */
static void
add_internal_tags (JsonArray *tags, JsonArray *seen)
{
  for (guint i = 0; seen && i < json_array_get_length (seen); i++)
    {
      JsonObject *tag = marbre_json_node_object (json_array_get_element (seen, i));
      const char *name = marbre_json_string (tag, "name");

      if (g_str_equal (marbre_json_string (tag, "visibility"), "internal") && *name != '\0' &&
          !g_str_equal (name, NO_SECTION))
        add_tag (tags, name);
    }
}

static JsonArray *
write_tags (MarbreStory *story, JsonObject *seen)
{
  const char *section = marbre_story_get_text (story, MARBRE_FIELD_SECTION);
  const char *const *tags = marbre_story_get_tags (story);
  JsonArray *array = json_array_new ();

  if (*section != '\0')
    add_tag (array, section);
  else if (*tags != NULL)
    add_tag (array, NO_SECTION);
  for (; *tags != NULL; tags++)
    if (!g_str_equal (*tags, section))
      add_tag (array, *tags);
  add_internal_tags (array, marbre_json_array (seen, "tags"));
  return array;
}

/* An alt text that is too long is cut: it is no reason to hold the article back. */
static char *
write_alt (MarbreMedia *lead, GPtrArray *warnings)
{
  const char *alt = marbre_media_get_alt (lead);
  g_autofree char *start = NULL;

  if (g_utf8_strlen (alt, -1) <= MAX_ALT)
    return g_strdup (alt);
  g_ptr_array_add (warnings, g_strdup_printf (_ ("Ghost takes at most %d characters of the lead "
                                                 "picture’s description: the rest was cut."),
                                              MAX_ALT));
  start = g_utf8_substring (alt, 0, MAX_ALT - 1);
  return g_strconcat (start, "…", NULL);
}

static void
write_lead (JsonObject *post, const MarbreSubmission *submission, GPtrArray *warnings)
{
  MarbreMedia *lead = marbre_story_get_lead_image (submission->story);
  g_autofree char *alt = NULL;
  g_autofree char *line = NULL;
  g_autofree char *caption = NULL;

  if (lead == NULL || submission->lead_url == NULL || *submission->lead_url == '\0')
    {
      json_object_set_null_member (post, "feature_image");
      json_object_set_null_member (post, "feature_image_alt");
      json_object_set_null_member (post, "feature_image_caption");
      return;
    }
  alt = write_alt (lead, warnings);
  line = marbre_caption_line_join (
      lead, marbre_story_get_text (submission->story, MARBRE_FIELD_LANGUAGE));
  caption = marbre_encode_html (line);
  json_object_set_string_member (post, "feature_image", submission->lead_url);
  json_object_set_string_member (post, "feature_image_alt", alt);
  json_object_set_string_member (post, "feature_image_caption", caption);
}

/**
 * marbre_ghost_write_post:
 * @submission: what to send
 * @seen: the post that is there now
 * @warnings: (element-type utf8): takes what Ghost will not have
 * @is_html: (out): whether Ghost must be told that the body is HTML
 *
 * Returns: (transfer full): the JSON of an update of @seen, which Ghost refuses if it changed since
 */
JsonObject *
marbre_ghost_write_post (const MarbreSubmission *submission,
                         JsonObject *seen,
                         GPtrArray *warnings,
                         gboolean *is_html)
{
  MarbreStory *story = submission->story;
  const char *slug = marbre_story_get_text (story, MARBRE_FIELD_SLUG);
  JsonObject *post = json_object_new ();

  json_object_set_string_member (post, "title",
                                 marbre_story_get_text (story, MARBRE_FIELD_HEADLINE));
  json_object_set_string_member (post, "custom_excerpt",
                                 marbre_story_get_text (story, MARBRE_FIELD_STANDFIRST));
  *is_html = marbre_ghost_write_body (post, submission, seen, warnings);
  json_object_set_string_member (post, "status", write_status (submission->status));
  json_object_set_string_member (post, "updated_at", marbre_json_string (seen, "updated_at"));
  json_object_set_array_member (post, "tags", write_tags (story, seen));
  write_lead (post, submission, warnings);
  /* An empty slug makes Ghost build one from the title: right once, when our reference stands
   * there; later it would change the address of a published article. */
  if (*slug || submission->fresh)
    json_object_set_string_member (post, "slug", slug);
  /* "Featured": what a theme shows first. */
  if (submission->pinned >= 0)
    json_object_set_boolean_member (post, "featured", submission->pinned > 0);
  if (submission->date != 0)
    {
      g_autofree char *date = marbre_time_format_iso8601 (submission->date);

      json_object_set_string_member (post, "published_at", date);
    }
  return post;
}

static void
read_tags (MarbreStory *story, JsonArray *tags)
{
  for (guint i = 0; tags && i < json_array_get_length (tags); i++)
    {
      JsonObject *tag = marbre_json_node_object (json_array_get_element (tags, i));
      const char *name = marbre_json_string (tag, "name");

      if (*name == '\0' || g_str_equal (marbre_json_string (tag, "visibility"), "internal"))
        continue;
      if (i == 0)
        marbre_story_set_text (story, MARBRE_FIELD_SECTION, name);
      else
        marbre_story_add_tag (story, name);
    }
}

static void
read_lead (MarbreStory *story, JsonObject *post)
{
  const char *src = marbre_json_string (post, "feature_image");
  g_autofree char *line = NULL;
  g_autofree char *caption = NULL;
  g_autofree char *credit = NULL;
  g_autoptr (MarbreMedia) media = NULL;

  if (*src == '\0')
    return;
  line = marbre_html_to_text (marbre_json_string (post, "feature_image_caption"), -1);
  marbre_caption_line_split (g_strstrip (line), &caption, &credit);
  media = marbre_media_new (src, marbre_json_string (post, "feature_image_alt"), caption, credit);
  marbre_story_set_lead_image (story, media);
}

static void
read_moments (MarbreStory *story, JsonObject *post, const char *status)
{
  gint64 seconds = 0;

  if (marbre_time_parse_iso8601 (marbre_json_string (post, "updated_at"), &seconds))
    marbre_story_set_time (story, MARBRE_MOMENT_UPDATED, seconds);
  if (marbre_time_parse_iso8601 (marbre_json_string (post, "created_at"), &seconds))
    marbre_story_set_time (story, MARBRE_MOMENT_CREATED, seconds);
  if (!marbre_time_parse_iso8601 (marbre_json_string (post, "published_at"), &seconds))
    return;
  if (g_str_equal (status, "publish"))
    marbre_story_set_time (story, MARBRE_MOMENT_PUBLISHED, seconds);
  else if (g_str_equal (status, "future"))
    marbre_story_set_time (story, MARBRE_MOMENT_PUBLISH_AT, seconds);
}

/* What changes whenever somebody changes the article. Not updated_at: that has seconds only, so
 * that it can miss a change, and the site itself sets it when a scheduled article goes online. Of
 * the body it is the HTML, and of cards all that there is: some are for letters only. */
static char *
make_version (JsonObject *post, const char *cards)
{
  static const char *const members[] = { "title",         "slug",
                                         "html",          "custom_excerpt",
                                         "feature_image", "feature_image_alt",
                                         "feature_image_caption" };
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  JsonArray *tags = marbre_json_array (post, "tags");

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *text = marbre_json_string (post, members[i]);

      g_checksum_update (checksum, (const guchar *) text, (gssize) strlen (text) + 1);
    }
  for (guint i = 0; tags && i < json_array_get_length (tags); i++)
    {
      const char *name =
          marbre_json_string (marbre_json_node_object (json_array_get_element (tags, i)), "name");

      g_checksum_update (checksum, (const guchar *) name, (gssize) strlen (name) + 1);
    }
  g_checksum_update (checksum, (const guchar *) cards, (gssize) strlen (cards));
  return g_strdup (g_checksum_get_string (checksum));
}

/**
 * marbre_ghost_get_author:
 * @post: (nullable): a post with its authors
 *
 * Returns: the name of the first, "" if there is none
 */
const char *
marbre_ghost_get_author (JsonObject *post)
{
  JsonArray *authors = marbre_json_array (post, "authors");

  if (authors == NULL || json_array_get_length (authors) == 0)
    return "";
  return marbre_json_string (marbre_json_node_object (json_array_get_element (authors, 0)), "name");
}

static void
read_author (MarbreStory *story, JsonObject *post)
{
  if (*marbre_story_get_text (story, MARBRE_FIELD_BYLINE) == '\0')
    marbre_story_set_text (story, MARBRE_FIELD_BYLINE, marbre_ghost_get_author (post));
}

/**
 * marbre_ghost_read_post:
 * @post: (nullable): a post with its HTML, its document, tags and authors
 * @error: %MARBRE_REMOTE_ERROR_NOT_AN_API if it is no such post
 *
 * Returns: (transfer full) (nullable): the post in our model
 */
MarbreRemotePost *
marbre_ghost_read_post (MarbreGhost *self, JsonObject *post, GError **error)
{
  const char *id = marbre_json_string (post, "id");
  const char *slug = marbre_json_string (post, "slug");
  const char *url = marbre_json_string (post, "url");
  const char *status;
  g_autoptr (MarbreStory) story = NULL;
  g_autofree char *version = NULL;
  g_autofree char *content = NULL;
  g_autofree char *cards = NULL;
  MarbreRemotePost *result;
  gboolean referenced;

  if (*id == '\0' || *marbre_json_string (post, "status") == '\0' ||
      *marbre_json_string (post, "updated_at") == '\0' || !json_object_has_member (post, "html"))
    {
      g_propagate_error (error, marbre_ghost_shape_error ());
      return NULL;
    }
  story = marbre_story_new ();
  if (!marbre_ghost_read_body (self, post, story, &content, &cards, error))
    return NULL;
  status = read_status (marbre_json_string (post, "status"));
  marbre_story_set_text (story, MARBRE_FIELD_HEADLINE, marbre_json_string (post, "title"));
  marbre_story_set_text (story, MARBRE_FIELD_STANDFIRST,
                         marbre_json_string (post, "custom_excerpt"));
  read_tags (story, marbre_json_array (post, "tags"));
  read_lead (story, post);
  read_author (story, post);
  read_moments (story, post, status);

  referenced = g_uuid_string_is_valid (slug);
  marbre_story_set_text (story, MARBRE_FIELD_SLUG, referenced ? "" : slug);
  marbre_story_set_url (story, url);
  marbre_story_set_text (
      story, MARBRE_FIELD_LANGUAGE,
      marbre_language_guess (marbre_story_get_text (story, MARBRE_FIELD_BODY)));

  version = make_version (post, cards);
  result = marbre_remote_post_new (id, url, version, status, referenced ? slug : "", story);
  marbre_remote_post_set_digest (result, marbre_json_string (post, "title"),
                                 marbre_json_string (post, "custom_excerpt"), content);
  marbre_remote_post_set_stand (result, marbre_json_is_true (post, "featured"), "");
  return result;
}
