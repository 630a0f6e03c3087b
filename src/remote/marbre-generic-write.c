/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any JSON API: a story as an article's JSON. An update starts from what is at the site, so that
 * members which the profile does not name are sent back as they are. Kicker and byline stand before
 * the body where the profile has no place for them. No requests here.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-caption-line.h"
#include "marbre-compat.h"
#include "marbre-generic-private.h"
#include "marbre-json-pointer.h"
#include "marbre-json.h"
#include "marbre-lead-paragraph.h"
#include "marbre-mapping-place.h"
#include "marbre-time.h"

/* The texts that are one plain value each; reference, body, status and dates are not among them. */
static const struct
{
  const char *name;
  MarbreField field;
} plain[] = {
  { "headline", MARBRE_FIELD_HEADLINE }, { "standfirst", MARBRE_FIELD_STANDFIRST },
  { "kicker", MARBRE_FIELD_KICKER },     { "byline", MARBRE_FIELD_BYLINE },
  { "section", MARBRE_FIELD_SECTION },   { "language", MARBRE_FIELD_LANGUAGE },
};

/**
 * marbre_generic_write_status:
 * @status: "draft", "pending", "private", "publish" or "future"
 *
 * Returns: (nullable): what the system calls it, %NULL if it has no such state
 */
const char *
marbre_generic_write_status (MarbreGeneric *self, const char *status)
{
  JsonObject *statuses = marbre_mapping_get_section (self->mapping, "statuses");
  const char *word = marbre_json_string (statuses, status);

  /* A system without states publishes what it gets. */
  if (statuses == NULL)
    return g_str_equal (status, "publish") ? "" : NULL;
  return *word ? word : NULL;
}

/**
 * marbre_generic_write_html:
 * @submission: what to send
 *
 * Returns: (transfer full): the body as it goes over the wire
 */
char *
marbre_generic_write_html (MarbreGeneric *self, const MarbreSubmission *submission)
{
  g_autoptr (GString) html = g_string_new (NULL);

  if (marbre_mapping_get_place (self->mapping, "kicker") == NULL)
    marbre_lead_paragraph_append (html, "kicker",
                                  marbre_story_get_text (submission->story, MARBRE_FIELD_KICKER));
  if (marbre_mapping_get_place (self->mapping, "byline") == NULL)
    marbre_lead_paragraph_append (html, "byline",
                                  marbre_story_get_text (submission->story, MARBRE_FIELD_BYLINE));
  g_string_append (html, submission->html);
  return marbre_string_steal (g_steal_pointer (&html));
}

/* A text at the field's place; an empty one takes away what is there. */
static void
write_text (MarbreGeneric *self, JsonNode *item, const char *field, const char *text)
{
  const char *const values[] = { text && *text ? text : NULL, NULL };

  marbre_mapping_place_write (marbre_mapping_get_place (self->mapping, field), item, values, FALSE);
}

static void
write_moment (MarbreGeneric *self, JsonNode *item, const char *field, gint64 seconds)
{
  g_autofree char *text = seconds != 0 ? marbre_time_format_iso8601 (seconds) : NULL;

  write_text (self, item, field, text);
}

static void
set_member (JsonNode *picture, JsonObject *place, const char *name, const char *text)
{
  const char *pointer = marbre_json_string (place, name);
  g_autoptr (JsonNode) value = NULL;

  if (*pointer == '\0')
    return;
  if (text == NULL || *text == '\0')
    {
      marbre_json_pointer_remove (picture, pointer);
      return;
    }
  value = json_node_init_string (json_node_alloc (), text);
  marbre_json_pointer_set (picture, pointer, value);
}

/* Takes the lead picture out of the article: the element of an array that is it, or the object. */
static void
remove_lead (JsonObject *place, JsonNode *item)
{
  const char *at = marbre_json_string (place, "at");
  JsonNode *found = marbre_mapping_place_find (place, item);
  JsonArray *array = marbre_json_node_array (marbre_json_pointer_get (item, at));

  if (found == NULL)
    return;
  if (array == NULL)
    {
      marbre_json_pointer_remove (item, at);
      return;
    }
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (json_array_get_element (array, i) == found)
      {
        json_array_remove_element (array, i);
        return;
      }
}

static void
write_lead (MarbreGeneric *self, JsonNode *item, const MarbreSubmission *submission)
{
  JsonObject *place =
      marbre_json_node_object (marbre_mapping_get_place (self->mapping, "lead-image"));
  MarbreMedia *lead = marbre_story_get_lead_image (submission->story);
  JsonNode *picture;
  g_autofree char *old = NULL;
  g_autofree char *line = NULL;

  if (place == NULL)
    return;
  picture = marbre_mapping_place_find (place, item);
  old = marbre_json_pointer_text (picture, marbre_json_string (place, "url"));
  /* Another picture begins anew: sizes and formats of the old one are not its. */
  if (lead == NULL || submission->lead_url == NULL || !g_str_equal (old, submission->lead_url))
    remove_lead (place, item);
  if (lead == NULL || submission->lead_url == NULL)
    return;
  picture = marbre_mapping_place_make (place, item);
  line = json_object_has_member (place, "credit")
             ? g_strdup (marbre_media_get_caption (lead))
             : marbre_caption_line_join (
                   lead, marbre_story_get_text (submission->story, MARBRE_FIELD_LANGUAGE));
  set_member (picture, place, "id", submission->lead_id);
  set_member (picture, place, "url", submission->lead_url);
  set_member (picture, place, "alt", marbre_media_get_alt (lead));
  set_member (picture, place, "caption", line);
  set_member (picture, place, "credit", marbre_media_get_credit (lead));
}

/* What a PATCH says: the members that the profile writes, null for those that are gone (RFC 7396),
 * and the version if the system wants it back. */
static JsonNode *
only_ours (MarbreGeneric *self, JsonNode *item)
{
  static const char *const never[] = { "id",      "url",       "created", "updated",
                                       "version", "reference", NULL };
  JsonObject *story = marbre_mapping_get_section (self->mapping, "story");
  JsonObject *conflict = marbre_mapping_get_section (self->mapping, "conflict");
  const gboolean version = g_str_equal (marbre_json_string (conflict, "send"), "version");
  JsonNode *result = json_node_new (JSON_NODE_OBJECT);
  JsonObjectIter iter;
  const char *name;
  JsonNode *place;

  json_node_take_object (result, json_object_new ());
  json_object_iter_init (&iter, story);
  while (json_object_iter_next (&iter, &name, &place))
    {
      g_autofree char *member = marbre_mapping_place_member (place);
      g_autoptr (JsonNode) nothing = json_node_init_null (json_node_alloc ());
      JsonNode *value = marbre_json_pointer_get (item, member);

      if (!g_strv_contains (never, name) || (version && g_str_equal (name, "version")))
        marbre_json_pointer_set (result, member, value ? value : nothing);
    }
  return result;
}

/**
 * marbre_generic_write_item:
 * @submission: what to send, in a state that the system has
 * @seen: (nullable): the article that is there now, %NULL for a new one
 * @patch: whether only what the profile writes is sent
 *
 * Returns: (transfer full): the article's JSON
 */
JsonNode *
marbre_generic_write_item (MarbreGeneric *self,
                           const MarbreSubmission *submission,
                           JsonNode *seen,
                           gboolean patch)
{
  MarbreStory *story = submission->story;
  const char *slug = marbre_story_get_text (story, MARBRE_FIELD_SLUG);
  g_autoptr (JsonNode) item =
      seen ? marbre_json_node_thaw (seen) : json_node_new (JSON_NODE_OBJECT);
  g_autofree char *html = marbre_generic_write_html (self, submission);

  if (seen == NULL)
    {
      json_node_take_object (item, json_object_new ());
      write_text (self, item, "reference", submission->client_ref);
    }
  marbre_mapping_place_set_all (item, marbre_mapping_get_section (self->mapping, "constants"));
  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    write_text (self, item, plain[i].name, marbre_story_get_text (story, plain[i].field));
  write_text (self, item, "body", html);
  marbre_mapping_place_write (marbre_mapping_get_place (self->mapping, "tags"), item,
                              marbre_story_get_tags (story), TRUE);
  write_text (self, item, "status", marbre_generic_write_status (self, submission->status));
  write_lead (self, item, submission);
  write_moment (self, item, "embargo", marbre_story_get_time (story, MARBRE_MOMENT_EMBARGO_UNTIL));
  /* An empty slug or date is the system's to choose, and stays what it chose. */
  if (*slug)
    write_text (self, item, "slug", slug);
  if (submission->date != 0)
    write_moment (self, item, "date", submission->date);
  return patch && seen ? only_ours (self, item) : g_steal_pointer (&item);
}

/**
 * marbre_generic_add_warnings:
 * @story: what was sent
 * @post: takes a warning if something of it was not
 */
void
marbre_generic_add_warnings (MarbreGeneric *self, MarbreStory *story, MarbreRemotePost *post)
{
  const struct
  {
    const char *name;
    const char *words;
    gboolean said;
  } fields[] = {
    { "section", _ ("the section"), *marbre_story_get_text (story, MARBRE_FIELD_SECTION) != '\0' },
    { "tags", _ ("the tags"), *marbre_story_get_tags (story) != NULL },
    { "standfirst", _ ("the standfirst"),
      *marbre_story_get_text (story, MARBRE_FIELD_STANDFIRST) != '\0' },
    { "lead-image", _ ("the lead picture"), marbre_story_get_lead_image (story) != NULL },
  };
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *warning = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i].said && marbre_mapping_get_place (self->mapping, fields[i].name) == NULL)
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", fields[i].words);
  if (names->len == 0)
    return;
  warning = g_strdup_printf (
      _ ("The site’s profile has no place for this, so it was not sent: %s."), names->str);
  marbre_remote_post_add_warning (post, warning);
}
