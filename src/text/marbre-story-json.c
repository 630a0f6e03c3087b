/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A story as a JSON object; see marbre-story-json.h.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-story-json.h"

#include <glib/gi18n.h>

#include "marbre-html.h"
#include "marbre-language.h"
#include "marbre-story-file.h"
#include "marbre-text-error.h"
#include "marbre-time.h"

/* The value under @key, NULL if it is missing or null, which mean the same here. */
static JsonNode *
find_value (JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  return node && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

static gboolean fail (GError **error, MarbreTextError code, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/* Reports an error. Returns FALSE, so that callers can return it. */
static gboolean
fail (GError **error, MarbreTextError code, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_propagate_error (error, g_error_new_valist (MARBRE_TEXT_ERROR, (int) code, format, args));
  va_end (args);
  return FALSE;
}

/* Checks that @node is a text of valid UTF-8 and gives it; borrowed. */
static gboolean
read_string (JsonNode *node, const char *key, const char **text, GError **error)
{
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return fail (error, MARBRE_TEXT_ERROR_INVALID, _ ("“%s” must be a text in quotes."), key);
  *text = json_node_get_string (node);
  if (!g_utf8_validate (*text, -1, NULL))
    return fail (error, MARBRE_TEXT_ERROR_ENCODING, _ ("“%s” is not UTF-8."), key);
  return TRUE;
}

/* The text under @key, "" if there is none; borrowed. */
static gboolean
read_member (JsonObject *object, const char *key, const char **text, GError **error)
{
  JsonNode *node = find_value (object, key);

  *text = "";
  return node == NULL || read_string (node, key, text, error);
}

/* A list of texts, or one text, under @key; NULL if there is none. */
static gboolean
read_list (JsonObject *object, const char *key, GStrv *list, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonNode *node = find_value (object, key);
  const char *text;

  *list = NULL;
  if (node == NULL)
    return TRUE;
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          g_autofree char *line = NULL;

          if (!read_string (json_array_get_element (array, i), key, &text, error))
            return FALSE;
          line = marbre_story_file_one_line (text);
          g_strv_builder_add (builder, line);
        }
    }
  else
    {
      g_autofree char *line = NULL;

      if (!read_string (node, key, &text, error))
        return FALSE;
      line = marbre_story_file_one_line (text);
      g_strv_builder_add (builder, line);
    }
  *list = g_strv_builder_end (builder);
  return TRUE;
}

static gboolean
read_lines (MarbreStory *story, JsonObject *object, GError **error)
{
  for (guint i = 0; i < MARBRE_N_FIELDS; i++)
    {
      const char *key = marbre_field_get_name ((MarbreField) i);
      const char *text;
      g_autofree char *line = NULL;

      if (i == MARBRE_FIELD_BODY)
        continue;
      if (!read_member (object, key, &text, error))
        return FALSE;
      line = marbre_story_file_one_line (text);
      marbre_story_set_text (story, (MarbreField) i, line);
    }
  return TRUE;
}

static gboolean
read_body (MarbreStory *story, JsonObject *object, GError **error)
{
  g_autofree char *markdown = NULL;
  const char *body, *html;

  if (!read_member (object, "body", &body, error) || !read_member (object, "html", &html, error))
    return FALSE;
  if (*body == '\0' && *html != '\0')
    {
      const char *base = marbre_story_get_url (story);

      markdown = marbre_html_to_markdown (html, -1, *base ? base : NULL, error);
      if (markdown == NULL)
        {
          g_prefix_error (error, "“html”: ");
          return FALSE;
        }
      body = g_strchomp (markdown); /* its last line end is the file's, not the body's */
    }
  marbre_story_set_text (story, MARBRE_FIELD_BODY, body);
  return TRUE;
}

static gboolean
read_lists (MarbreStory *story, JsonObject *object, GError **error)
{
  g_auto (GStrv) tags = NULL;
  g_auto (GStrv) sections = NULL;

  if (!read_list (object, "tags", &tags, error) ||
      !read_list (object, "sections", &sections, error))
    return FALSE;
  marbre_story_set_tags (story, (const char *const *) tags);
  if (sections != NULL && sections[0] != NULL)
    marbre_story_set_text (story, MARBRE_FIELD_SECTION, sections[0]);
  return TRUE;
}

static gboolean
read_moments (MarbreStory *story, JsonObject *object, GError **error)
{
  for (guint i = 0; i < MARBRE_N_MOMENTS; i++)
    {
      const char *key = marbre_story_file_moment_key ((MarbreMoment) i);
      const char *text;
      gint64 seconds = 0;

      if (!read_member (object, key, &text, error))
        return FALSE;
      if (*text != '\0' && !marbre_time_parse_iso8601 (text, &seconds))
        return fail (error, MARBRE_TEXT_ERROR_INVALID,
                     _ ("“%s” is no time. Write it as 2026-11-22T14:30:00+01:00."), key);
      marbre_story_set_time (story, (MarbreMoment) i, seconds);
    }
  return TRUE;
}

static gboolean
read_state (MarbreStory *story, JsonObject *object, GError **error)
{
  MarbreStoryState state = MARBRE_STORY_ARCHIVED;
  const char *name;

  if (!read_member (object, "state", &name, error))
    return FALSE;
  if (*name != '\0' && !marbre_story_state_from_name (name, &state))
    return fail (error, MARBRE_TEXT_ERROR_INVALID, _ ("“%s” must be draft, published or archived."),
                 "state");
  marbre_story_set_state (story, state);
  return TRUE;
}

/* "length": a number of characters. */
static gboolean
read_length (MarbreStory *story, JsonObject *object, GError **error)
{
  JsonNode *node = find_value (object, "length");
  gint64 signs;

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return fail (error, MARBRE_TEXT_ERROR_INVALID, _ ("“%s” must be a number."), "length");
  signs = json_node_get_int (node);
  if (signs < 0 || signs > MARBRE_STORY_MAX_LENGTH)
    return fail (error, MARBRE_TEXT_ERROR_INVALID, _ ("“%s” must be between 0 and %d."), "length",
                 MARBRE_STORY_MAX_LENGTH);
  marbre_story_set_length (story, (guint) signs);
  return TRUE;
}

/* "lead_image": {"src", "alt", "caption", "credit"}, or its src alone. */
static gboolean
read_lead_image (MarbreStory *story, JsonObject *object, GError **error)
{
  g_autoptr (MarbreMedia) media = NULL;
  JsonNode *node = find_value (object, "lead_image");
  const char *src, *alt = NULL, *caption = NULL, *credit = NULL;
  JsonObject *image;

  if (node == NULL)
    return TRUE;
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      image = json_node_get_object (node);
      if (!read_member (image, "src", &src, error) || !read_member (image, "alt", &alt, error) ||
          !read_member (image, "caption", &caption, error) ||
          !read_member (image, "credit", &credit, error))
        {
          g_prefix_error (error, "“lead_image”: ");
          return FALSE;
        }
    }
  else if (!read_string (node, "lead_image", &src, error))
    return FALSE;
  if (*src == '\0')
    return TRUE;
  media = marbre_media_new (src, alt, caption, credit);
  marbre_story_set_lead_image (story, media);
  return TRUE;
}

/**
 * marbre_story_from_json:
 * @object: a story as marbre_story_to_json() writes it, or less of it
 * @error: return location for an error
 *
 * Reads a story. "body" is Markdown; where it is missing, "html" is turned into it. The first of
 * "sections" (a list or a text) is the section. A missing key is an empty field, a missing "state"
 * means archived, a missing "id" gives the story one of its own, a missing "language" is guessed
 * from the text. Other keys are passed over.
 *
 * Returns: (transfer full): the story; %NULL with %MARBRE_TEXT_ERROR_INVALID or
 *   %MARBRE_TEXT_ERROR_ENCODING, naming the key, or an error of marbre_html_to_markdown()
 */
MarbreStory *
marbre_story_from_json (JsonObject *object, GError **error)
{
  g_autoptr (MarbreStory) story = NULL;
  const char *id, *url;

  g_return_val_if_fail (object != NULL, NULL);

  if (!read_member (object, "id", &id, error) || !read_member (object, "url", &url, error))
    return NULL;
  story = *id ? marbre_story_new_with_id (id) : marbre_story_new ();
  marbre_story_set_url (story, url);
  if (!read_lines (story, object, error) || !read_body (story, object, error) ||
      !read_lists (story, object, error) || !read_moments (story, object, error) ||
      !read_state (story, object, error) || !read_length (story, object, error) ||
      !read_lead_image (story, object, error))
    return NULL;
  if (find_value (object, marbre_field_get_name (MARBRE_FIELD_LANGUAGE)) == NULL)
    marbre_story_set_text (
        story, MARBRE_FIELD_LANGUAGE,
        marbre_language_guess (marbre_story_get_text (story, MARBRE_FIELD_BODY)));
  return g_steal_pointer (&story);
}

static JsonArray *
array_of (const char *const *texts)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; texts[i] != NULL; i++)
    json_array_add_string_element (array, texts[i]);
  return array;
}

static JsonObject *
object_of_media (MarbreMedia *media)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "src", marbre_media_get_src (media));
  json_object_set_string_member (object, "alt", marbre_media_get_alt (media));
  json_object_set_string_member (object, "caption", marbre_media_get_caption (media));
  json_object_set_string_member (object, "credit", marbre_media_get_credit (media));
  return object;
}

static void
write_moments (MarbreStory *story, JsonObject *object)
{
  for (guint i = 0; i < MARBRE_N_MOMENTS; i++)
    {
      gint64 seconds = marbre_story_get_time (story, (MarbreMoment) i);
      g_autofree char *text = seconds ? marbre_time_format_iso8601 (seconds) : NULL;

      if (text != NULL && *text != '\0')
        json_object_set_string_member (object, marbre_story_file_moment_key ((MarbreMoment) i),
                                       text);
    }
}

/**
 * marbre_story_to_json:
 * @story: a story
 *
 * Writes the whole story in a fixed order of keys. Texts are always there, if only as ""; times and
 * the lead image only if the story has them.
 *
 * Returns: (transfer full): an object that marbre_story_from_json() reads as the same story
 */
JsonObject *
marbre_story_to_json (MarbreStory *story)
{
  JsonObject *object;
  MarbreMedia *media;
  const char *section;
  const char *sections[] = { NULL, NULL };

  g_return_val_if_fail (MARBRE_IS_STORY (story), NULL);

  object = json_object_new ();
  json_object_set_string_member (object, "id", marbre_story_get_id (story));
  json_object_set_string_member (object, "url", marbre_story_get_url (story));
  json_object_set_string_member (object, "state",
                                 marbre_story_state_get_name (marbre_story_get_state (story)));
  for (guint i = 0; i < MARBRE_N_FIELDS; i++)
    if (i != MARBRE_FIELD_SECTION)
      json_object_set_string_member (object, marbre_field_get_name ((MarbreField) i),
                                     marbre_story_get_text (story, (MarbreField) i));
  section = marbre_story_get_text (story, MARBRE_FIELD_SECTION);
  if (*section != '\0')
    sections[0] = section;
  json_object_set_array_member (object, "sections", array_of (sections));
  json_object_set_array_member (object, "tags", array_of (marbre_story_get_tags (story)));
  if (marbre_story_get_length (story) > 0)
    json_object_set_int_member (object, "length", marbre_story_get_length (story));
  write_moments (story, object);
  media = marbre_story_get_lead_image (story);
  if (media != NULL)
    json_object_set_object_member (object, "lead_image", object_of_media (media));
  return object;
}
