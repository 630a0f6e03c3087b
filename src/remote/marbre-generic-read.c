/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any JSON API: an article's JSON as a story. No requests here.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include <string.h>

#include "marbre-caption-line.h"
#include "marbre-generic-private.h"
#include "marbre-html.h"
#include "marbre-json-pointer.h"
#include "marbre-json.h"
#include "marbre-language.h"
#include "marbre-lead-paragraph.h"
#include "marbre-mapping-place.h"
#include "marbre-time.h"

static const struct
{
  const char *name;
  MarbreField field;
} plain[] = {
  { "headline", MARBRE_FIELD_HEADLINE }, { "standfirst", MARBRE_FIELD_STANDFIRST },
  { "kicker", MARBRE_FIELD_KICKER },     { "byline", MARBRE_FIELD_BYLINE },
  { "section", MARBRE_FIELD_SECTION },   { "language", MARBRE_FIELD_LANGUAGE },
  { "slug", MARBRE_FIELD_SLUG },
};

static char *
text_of (MarbreGeneric *self, JsonNode *item, const char *field)
{
  return marbre_mapping_place_text (marbre_mapping_get_place (self->mapping, field), item);
}

/* Body, and kicker and byline where they have no places of their own. */
static gboolean
read_html (MarbreGeneric *self, MarbreStory *story, const char *html, GError **error)
{
  g_autofree char *kicker = NULL;
  g_autofree char *byline = NULL;
  g_autofree char *markdown = NULL;

  if (marbre_mapping_get_place (self->mapping, "kicker") == NULL)
    {
      kicker = marbre_lead_paragraph_take (&html, "kicker");
      marbre_story_set_text (story, MARBRE_FIELD_KICKER, kicker);
    }
  if (marbre_mapping_get_place (self->mapping, "byline") == NULL)
    {
      byline = marbre_lead_paragraph_take (&html, "byline");
      marbre_story_set_text (story, MARBRE_FIELD_BYLINE, byline);
    }
  markdown = marbre_html_to_markdown (html, -1, NULL, error);
  if (markdown == NULL)
    return FALSE;
  marbre_story_set_text (story, MARBRE_FIELD_BODY, g_strchomp (markdown));
  return TRUE;
}

/* A system may write the HTML in its own way, so what is compared is what it says. */
static char *
make_digest (MarbreGeneric *self, MarbreStory *fields, MarbreStory *texts)
{
  const gboolean standfirst = marbre_mapping_get_place (self->mapping, "standfirst") != NULL;

  return marbre_remote_post_make_digest (
      marbre_story_get_text (fields, MARBRE_FIELD_HEADLINE),
      standfirst ? marbre_story_get_text (fields, MARBRE_FIELD_STANDFIRST) : "",
      marbre_story_get_text (texts, MARBRE_FIELD_BODY));
}

/**
 * marbre_generic_digest: implements MarbreEndpointInterface.digest
 */
char *
marbre_generic_digest (MarbreEndpoint *endpoint, const MarbreSubmission *submission)
{
  MarbreGeneric *self = MARBRE_GENERIC (endpoint);
  g_autoptr (MarbreStory) read = marbre_story_new ();
  g_autofree char *html = marbre_generic_write_html (self, submission);

  return read_html (self, read, html, NULL) ? make_digest (self, submission->story, read)
                                            : g_strdup ("");
}

/* The state that the system's word means; the date decides where one word means two. */
static const char *
read_status (MarbreGeneric *self, JsonNode *item, gint64 date)
{
  static const char *const all[] = { "publish", "draft", "pending", "private", "future" };
  JsonObject *statuses = marbre_mapping_get_section (self->mapping, "statuses");
  g_autofree char *word = text_of (self, item, "status");
  const char *status = statuses ? "private" : "publish";

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (*word && g_str_equal (marbre_json_string (statuses, all[i]), word))
      {
        status = all[i];
        break;
      }
  if (g_str_equal (status, "publish") && date > marbre_time_now ())
    return "future";
  return status;
}

static void
read_lead (MarbreGeneric *self, MarbreStory *story, JsonNode *item)
{
  JsonObject *place =
      marbre_json_node_object (marbre_mapping_get_place (self->mapping, "lead-image"));
  JsonNode *picture = place ? marbre_mapping_place_find (place, item) : NULL;
  const char *const names[] = { "url", "alt", "caption", "credit" };
  g_autofree char *texts[G_N_ELEMENTS (names)] = { NULL };
  g_autofree char *caption = NULL;
  g_autofree char *credit = NULL;
  g_autoptr (MarbreMedia) media = NULL;

  for (guint i = 0; picture && i < G_N_ELEMENTS (names); i++)
    if (*marbre_json_string (place, names[i]))
      texts[i] = marbre_json_pointer_text (picture, marbre_json_string (place, names[i]));
  if (texts[0] && *texts[0])
    {
      if (json_object_has_member (place, "credit"))
        caption = g_strdup (texts[2]);
      else
        marbre_caption_line_split (texts[2] ? texts[2] : "", &caption, &credit);
      media = marbre_media_new (texts[0], texts[1] ? texts[1] : "", caption ? caption : "",
                                texts[3] ? texts[3] : (credit ? credit : ""));
      marbre_story_set_lead_image (story, media);
    }
  for (guint i = 1; i < G_N_ELEMENTS (names); i++)
    g_clear_pointer (&texts[i], g_free);
}

static gint64
read_moment (
    MarbreGeneric *self, MarbreStory *story, JsonNode *item, const char *field, MarbreMoment moment)
{
  g_autofree char *text = text_of (self, item, field);
  gint64 seconds = 0;

  if (!marbre_time_parse_iso8601 (text, &seconds))
    return 0;
  marbre_story_set_time (story, moment, seconds);
  return seconds;
}

/* What changes whenever somebody changes the article: its version if it has one, otherwise all
 * that the profile reads but the state, which changes by itself when a date comes. */
static char *
make_version (MarbreGeneric *self, JsonNode *item)
{
  static const char *const never[] = { "id",      "url",    "created", "updated",
                                       "version", "status", "date",    NULL };
  JsonObject *story = marbre_mapping_get_section (self->mapping, "story");
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  JsonObjectIter iter;
  const char *name;
  JsonNode *place;

  if (json_object_has_member (story, "version"))
    return text_of (self, item, "version");
  json_object_iter_init_ordered (&iter, story);
  while (json_object_iter_next_ordered (&iter, &name, &place))
    {
      JsonObject *object = marbre_json_node_object (place);
      JsonNode *node = object && g_str_equal (name, "lead-image")
                           ? marbre_mapping_place_find (object, item)
                           : NULL;
      g_autofree char *picture = node ? json_to_string (node, FALSE) : g_strdup ("");
      g_auto (GStrv) values = marbre_mapping_place_read (place, item);

      if (g_strv_contains (never, name))
        continue;
      g_checksum_update (checksum, (const guchar *) picture, (gssize) strlen (picture) + 1);
      for (char **value = values; *value && node == NULL; value++)
        g_checksum_update (checksum, (const guchar *) *value, (gssize) strlen (*value) + 1);
    }
  return g_strdup (g_checksum_get_string (checksum));
}

static gboolean
read_fields (MarbreGeneric *self, MarbreStory *story, JsonNode *item, GError **error)
{
  g_autofree char *html = text_of (self, item, "body");
  g_auto (GStrv) tags =
      marbre_mapping_place_read (marbre_mapping_get_place (self->mapping, "tags"), item);

  if (!read_html (self, story, html, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    if (marbre_mapping_get_place (self->mapping, plain[i].name))
      {
        g_autofree char *text = text_of (self, item, plain[i].name);

        marbre_story_set_text (story, plain[i].field, text);
      }
  for (char **tag = tags; *tag; tag++)
    marbre_story_add_tag (story, *tag);
  if (*marbre_story_get_text (story, MARBRE_FIELD_LANGUAGE) == '\0')
    marbre_story_set_text (
        story, MARBRE_FIELD_LANGUAGE,
        marbre_language_guess (marbre_story_get_text (story, MARBRE_FIELD_BODY)));
  read_lead (self, story, item);
  return TRUE;
}

/**
 * marbre_generic_read_item:
 * @item: (nullable): an article as the system answers it
 * @error: %MARBRE_REMOTE_ERROR_NOT_AN_API if it is none
 *
 * Returns: (transfer full) (nullable): the article in our model
 */
MarbreRemotePost *
marbre_generic_read_item (MarbreGeneric *self, JsonNode *item, GError **error)
{
  g_autoptr (MarbreStory) story = NULL;
  g_autofree char *id = NULL;
  g_autofree char *url = NULL;
  g_autofree char *version = NULL;
  g_autofree char *reference = NULL;
  MarbreRemotePost *post;
  const char *status;
  gint64 date;

  if (marbre_json_node_object (item))
    id = text_of (self, item, "id");
  if (id == NULL || *id == '\0')
    {
      g_propagate_error (error, marbre_generic_shape_error (self, "id"));
      return NULL;
    }
  story = marbre_story_new ();
  if (!read_fields (self, story, item, error))
    return NULL;
  read_moment (self, story, item, "created", MARBRE_MOMENT_CREATED);
  read_moment (self, story, item, "updated", MARBRE_MOMENT_UPDATED);
  read_moment (self, story, item, "embargo", MARBRE_MOMENT_EMBARGO_UNTIL);
  date = read_moment (self, story, item, "date", MARBRE_MOMENT_PUBLISHED);
  status = read_status (self, item, date);
  if (!g_str_equal (status, "publish"))
    marbre_story_set_time (story, MARBRE_MOMENT_PUBLISHED, 0);
  if (g_str_equal (status, "future"))
    marbre_story_set_time (story, MARBRE_MOMENT_PUBLISH_AT, date);
  url = text_of (self, item, "url");
  marbre_story_set_url (story, url);
  version = make_version (self, item);
  reference = text_of (self, item, "reference");
  post = marbre_remote_post_new (id, url, version, status, reference, story);
  marbre_remote_post_set_digest (post, marbre_story_get_text (story, MARBRE_FIELD_HEADLINE),
                                 marbre_story_get_text (story, MARBRE_FIELD_STANDFIRST),
                                 marbre_story_get_text (story, MARBRE_FIELD_BODY));
  return post;
}
