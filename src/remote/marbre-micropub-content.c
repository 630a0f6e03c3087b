/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Micropub: a story as microformats2 JSON, and back (DESIGN §2). Every value stands in an array.
 * What h-entry has no name for goes under our own (section, kicker, byline, language), which the
 * specification lets a server keep or drop; kicker and section are also where others look for them.
 * No requests here.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include <glib/gi18n.h>

#include "marbre-compat.h"
#include "marbre-html.h"
#include "marbre-language.h"
#include "marbre-micropub-private.h"
#include "marbre-remote-error.h"
#include "marbre-time.h"

/* The texts that are one plain value each. */
static const struct
{
  const char *property;
  MarbreField field;
} plain[] = {
  { "name", MARBRE_FIELD_HEADLINE },   { "summary", MARBRE_FIELD_STANDFIRST },
  { "section", MARBRE_FIELD_SECTION }, { "kicker", MARBRE_FIELD_KICKER },
  { "byline", MARBRE_FIELD_BYLINE },   { "language", MARBRE_FIELD_LANGUAGE },
};

/**
 * marbre_micropub_shape_error:
 *
 * Returns: (transfer full): that the JSON is not what Micropub answers
 */
GError *
marbre_micropub_shape_error (void)
{
  GError *error = g_error_new_literal (
      MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_AN_API,
      _ ("The answer is not what a Micropub site gives. Check the site’s address."));

  marbre_remote_error_set_was_sent (error);
  return error;
}

static void
set_value (JsonObject *properties, const char *name, const char *value)
{
  JsonArray *array;

  if (value == NULL || *value == '\0')
    return;
  array = json_array_new ();
  json_array_add_string_element (array, value);
  json_object_set_array_member (properties, name, array);
}

/* One value that is an object; @value is taken over. */
static void
set_object (JsonObject *properties, const char *name, JsonObject *value)
{
  JsonArray *array = json_array_new ();

  json_array_add_object_element (array, value);
  json_object_set_array_member (properties, name, array);
}

static void
write_photo (JsonObject *properties, const MarbreSubmission *submission)
{
  MarbreMedia *media = marbre_story_get_lead_image (submission->story);
  JsonObject *photo;

  if (media == NULL || submission->lead_url == NULL)
    return;
  photo = json_object_new ();
  json_object_set_string_member (photo, "value", submission->lead_url);
  json_object_set_string_member (photo, "alt", marbre_media_get_alt (media));
  if (*marbre_media_get_caption (media))
    json_object_set_string_member (photo, "caption", marbre_media_get_caption (media));
  if (*marbre_media_get_credit (media))
    json_object_set_string_member (photo, "credit", marbre_media_get_credit (media));
  set_object (properties, "photo", photo);
}

static void
write_categories (JsonObject *properties, MarbreStory *story)
{
  const char *section = marbre_story_get_text (story, MARBRE_FIELD_SECTION);
  const char *const *tags = marbre_story_get_tags (story);
  JsonArray *categories;

  if (*section == '\0' && *tags == NULL)
    return;
  categories = json_array_new ();
  if (*section)
    json_array_add_string_element (categories, section);
  for (; *tags; tags++)
    json_array_add_string_element (categories, *tags);
  json_object_set_array_member (properties, "category", categories);
}

static JsonObject *
write_properties (const MarbreSubmission *submission)
{
  MarbreStory *story = submission->story;
  JsonObject *properties = json_object_new ();
  JsonObject *content = json_object_new ();
  g_autofree char *date =
      submission->date != 0 ? marbre_time_format_iso8601 (submission->date) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    set_value (properties, plain[i].property, marbre_story_get_text (story, plain[i].field));
  json_object_set_string_member (content, "html", submission->html);
  set_object (properties, "content", content);
  write_categories (properties, story);
  write_photo (properties, submission);
  set_value (properties, "published", date);
  set_value (properties, "post-status",
             g_str_equal (submission->status, "publish") ||
                     g_str_equal (submission->status, "future")
                 ? "published"
                 : "draft");
  return properties;
}

/**
 * marbre_micropub_write_create:
 * @submission: what to send
 *
 * Returns: (transfer full): the JSON that makes a post
 */
JsonObject *
marbre_micropub_write_create (const MarbreSubmission *submission)
{
  JsonObject *create = json_object_new ();
  JsonObject *properties = write_properties (submission);
  JsonArray *type = json_array_new ();

  set_value (properties, "uid", submission->client_ref);
  set_value (properties, "mp-slug",
             marbre_story_get_text (submission->story, MARBRE_FIELD_SLUG));
  json_array_add_string_element (type, "h-entry");
  json_object_set_array_member (create, "type", type);
  json_object_set_object_member (create, "properties", properties);
  return create;
}

/**
 * marbre_micropub_write_update:
 * @submission: what to send
 * @url: which post
 *
 * Everything that the story says, in place of what the post says.
 *
 * Returns: (transfer full): the JSON that changes a post
 */
JsonObject *
marbre_micropub_write_update (const MarbreSubmission *submission, const char *url)
{
  JsonObject *update = json_object_new ();

  json_object_set_string_member (update, "action", "update");
  json_object_set_string_member (update, "url", url);
  json_object_set_object_member (update, "replace", write_properties (submission));
  return update;
}

static void
add_if_gone (JsonArray *gone, JsonObject *wanted, JsonObject *present, const char *name)
{
  if (!json_object_has_member (wanted, name) && json_object_has_member (present, name))
    json_array_add_string_element (gone, name);
}

/**
 * marbre_micropub_write_delete:
 * @submission: what was sent
 * @url: which post
 * @item: what q=source answers after marbre_micropub_write_update()
 *
 * What the story does not say any more. A request of its own, and only for what is there: some
 * servers do one of "replace" and "delete" when they find both, or refuse to delete what is not.
 *
 * Returns: (transfer full) (nullable): the JSON, %NULL if nothing is to be deleted
 */
JsonObject *
marbre_micropub_write_delete (const MarbreSubmission *submission, const char *url, JsonNode *item)
{
  JsonObject *present = marbre_json_object (marbre_json_node_object (item), "properties");
  g_autoptr (JsonObject) wanted = write_properties (submission);
  g_autoptr (JsonArray) gone = json_array_new ();
  JsonObject *update;

  if (present == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    add_if_gone (gone, wanted, present, plain[i].property);
  add_if_gone (gone, wanted, present, "category");
  add_if_gone (gone, wanted, present, "photo");
  if (json_array_get_length (gone) == 0)
    return NULL;
  update = json_object_new ();
  json_object_set_string_member (update, "action", "update");
  json_object_set_string_member (update, "url", url);
  json_object_set_array_member (update, "delete", g_steal_pointer (&gone));
  return update;
}

/**
 * marbre_micropub_digest: implements MarbreEndpointInterface.digest
 */
char *
marbre_micropub_digest (MarbreEndpoint *endpoint, const MarbreSubmission *submission)
{
  return marbre_remote_post_make_digest (
      marbre_story_get_text (submission->story, MARBRE_FIELD_HEADLINE),
      marbre_story_get_text (submission->story, MARBRE_FIELD_STANDFIRST), submission->html);
}

/* The first value of a property. */
static JsonNode *
first (JsonObject *properties, const char *name)
{
  JsonArray *values = marbre_json_array (properties, name);

  return values && json_array_get_length (values) > 0 ? json_array_get_element (values, 0) : NULL;
}

static const char *
first_string (JsonObject *properties, const char *name)
{
  return marbre_json_node_string (first (properties, name));
}

static void
read_categories (MarbreStory *story, JsonObject *properties)
{
  JsonArray *categories = marbre_json_array (properties, "category");
  const char *section = marbre_story_get_text (story, MARBRE_FIELD_SECTION);

  for (guint i = 0; categories && i < json_array_get_length (categories); i++)
    {
      const char *name = marbre_json_node_string (json_array_get_element (categories, i));

      /* The section travels first; a site that does not keep `section` gives it back as a tag. */
      if (*name && !(i == 0 && g_str_equal (name, section)))
        marbre_story_add_tag (story, name);
    }
}

static void
read_photo (MarbreStory *story, JsonObject *properties)
{
  JsonNode *node = first (properties, "photo");
  JsonObject *photo = marbre_json_node_object (node);
  const char *src = photo ? marbre_json_string (photo, "value") : marbre_json_node_string (node);
  g_autoptr (MarbreMedia) media = NULL;

  if (*src == '\0')
    return;
  media = marbre_media_new (src, marbre_json_string (photo, "alt"),
                            marbre_json_string (photo, "caption"),
                            marbre_json_string (photo, "credit"));
  marbre_story_set_lead_image (story, media);
}

/* An author is a name, or an h-card with one. */
static void
read_author (MarbreStory *story, JsonObject *properties)
{
  JsonNode *node = first (properties, "author");
  JsonObject *card = marbre_json_object (marbre_json_node_object (node), "properties");

  if (*marbre_story_get_text (story, MARBRE_FIELD_BYLINE) == '\0')
    marbre_story_set_text (story, MARBRE_FIELD_BYLINE,
                           card ? first_string (card, "name") : marbre_json_node_string (node));
}

/* Some servers give the HTML that they were sent back as a bare string. */
static const char *
read_html (JsonObject *properties)
{
  JsonNode *node = first (properties, "content");
  JsonObject *object = marbre_json_node_object (node);
  const char *html = marbre_json_string (object, "html");

  if (*html)
    return html;
  return object ? marbre_json_string (object, "value") : marbre_json_node_string (node);
}

static gboolean
read_body (MarbreStory *story, const char *html, GError **error)
{
  g_autofree char *markdown = marbre_html_to_markdown (html, -1, NULL, error);
  if (markdown == NULL)
    return FALSE;
  marbre_story_set_text (story, MARBRE_FIELD_BODY, g_strchomp (markdown));
  return TRUE;
}

static const char *
read_status (JsonObject *properties, gint64 published)
{
  if (g_str_equal (first_string (properties, "post-status"), "draft"))
    return "draft";
  return published > marbre_time_now () ? "future" : "publish";
}

/* A site that does not date its changes is compared by what it says. */
static char *
read_version (JsonObject *properties)
{
  const char *updated = first_string (properties, "updated");
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *hash = NULL;

  if (*updated)
    return g_strdup (updated);
  bytes = marbre_json_to_bytes (properties);
  hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  return g_strconcat ("sha256:", hash, NULL);
}

/**
 * marbre_micropub_read_item:
 * @node: (nullable): what q=source answered for one post
 * @url: (nullable): the post's address, %NULL to take it from the item
 * @error: %MARBRE_REMOTE_ERROR_NOT_AN_API if it is no such item
 *
 * Returns: (transfer full) (nullable): the post in our model
 */
MarbreRemotePost *
marbre_micropub_read_item (JsonNode *node, const char *url, GError **error)
{
  JsonObject *properties = marbre_json_object (marbre_json_node_object (node), "properties");
  const char *address = url ? url : first_string (properties, "url");
  g_autoptr (MarbreStory) story = NULL;
  g_autofree char *version = NULL;
  MarbreRemotePost *post;
  const char *status;
  gint64 published = 0;
  gint64 updated = 0;

  if (properties == NULL || *address == '\0')
    {
      g_propagate_error (error, marbre_micropub_shape_error ());
      return NULL;
    }
  story = marbre_story_new ();
  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    marbre_story_set_text (story, plain[i].field, first_string (properties, plain[i].property));
  if (!read_body (story, read_html (properties), error))
    return NULL;
  read_author (story, properties);
  read_categories (story, properties);
  read_photo (story, properties);
  if (*marbre_story_get_text (story, MARBRE_FIELD_LANGUAGE) == '\0')
    marbre_story_set_text (
        story, MARBRE_FIELD_LANGUAGE,
        marbre_language_guess (marbre_story_get_text (story, MARBRE_FIELD_BODY)));

  marbre_time_parse_iso8601 (first_string (properties, "published"), &published);
  if (marbre_time_parse_iso8601 (first_string (properties, "updated"), &updated))
    marbre_story_set_time (story, MARBRE_MOMENT_UPDATED, updated);
  status = read_status (properties, published);
  marbre_story_set_text (story, MARBRE_FIELD_SLUG, first_string (properties, "mp-slug"));
  if (published != 0)
    marbre_story_set_time (story,
                           g_str_equal (status, "future") ? MARBRE_MOMENT_PUBLISH_AT
                                                          : MARBRE_MOMENT_PUBLISHED,
                           published);
  marbre_story_set_url (story, address);
  version = read_version (properties);
  post = marbre_remote_post_new (address, address, version, status,
                                 first_string (properties, "uid"), story);
  marbre_remote_post_set_digest (post, first_string (properties, "name"),
                                 first_string (properties, "summary"), read_html (properties));
  return post;
}
