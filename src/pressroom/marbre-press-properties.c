/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Posts and mf2 JSON; see marbre-press-properties.h. What arrives is made harmless here, before
 * anything is stored: HTML through the allow-list, lines without control characters, addresses of
 * this site without its port, which may change.
 */
#define G_LOG_DOMAIN "marbre-pressroom"

#include "config.h"

#include "marbre-press-properties.h"

#include <string.h>

#include "marbre-compat.h"
#include "marbre-encode.h"
#include "marbre-html.h"
#include "marbre-language.h"
#include "marbre-pressroom-error.h"
#include "marbre-slug.h"
#include "marbre-time.h"

#define MAX_LINE_BYTES 16384
#define MAX_TAGS       200
#define MAX_SLUG_CHARS 80

static const struct
{
  const char *name;
  MarbrePressText text;
} lines[] = {
  { "uid", MARBRE_PRESS_UID },         { "name", MARBRE_PRESS_NAME },
  { "summary", MARBRE_PRESS_SUMMARY }, { "section", MARBRE_PRESS_SECTION },
  { "kicker", MARBRE_PRESS_KICKER },   { "byline", MARBRE_PRESS_BYLINE },
};

static gboolean
fail (GError **error, const char *property, const char *what)
{
  g_set_error (error, MARBRE_PRESSROOM_ERROR, MARBRE_PRESSROOM_ERROR_INVALID,
               "The property “%s” %s", property, what);
  return FALSE;
}

static JsonArray *
array_with_string (const char *text)
{
  JsonArray *array = json_array_new ();

  json_array_add_string_element (array, text);
  return array;
}

static void
set_line (JsonObject *properties, const char *name, const char *text)
{
  if (*text != '\0')
    json_object_set_array_member (properties, name, array_with_string (text));
}

/* Puts @to for @from before "media/…" in the sources of pictures; only there, so that no text is
 * touched. The HTML is sanitized, so attributes are written in one way only. */
static char *
swap_before_media (const char *html, const char *from, const char *to)
{
  g_autofree char *old = g_strconcat (" src=\"", from, "/media/", NULL);
  g_autofree char *new = g_strconcat (" src=\"", to, "/media/", NULL);
  g_auto (GStrv) parts = g_strsplit (html, old, -1);

  return g_strjoinv (new, parts);
}

static void
set_content (JsonObject *properties, const char *html, const char *origin)
{
  JsonObject *content;
  JsonArray *array;
  g_autofree char *absolute = NULL;

  if (*html == '\0')
    return;
  absolute = swap_before_media (html, "", origin);
  content = json_object_new ();
  array = json_array_new ();
  json_object_set_string_member (content, "html", absolute);
  json_array_add_object_element (array, content);
  json_object_set_array_member (properties, "content", array);
}

static void
set_photo (JsonObject *properties, const MarbrePressPost *post, const char *origin)
{
  const char *src = post->texts[MARBRE_PRESS_PHOTO];
  JsonObject *photo;
  JsonArray *array;
  g_autofree char *url = NULL;

  if (*src == '\0')
    return;
  url = g_strconcat (*src == '/' ? origin : "", src, NULL);
  photo = json_object_new ();
  array = json_array_new ();
  json_object_set_string_member (photo, "value", url);
  json_object_set_string_member (photo, "alt", post->texts[MARBRE_PRESS_PHOTO_ALT]);
  json_object_set_string_member (photo, "caption", post->texts[MARBRE_PRESS_PHOTO_CAPTION]);
  json_object_set_string_member (photo, "credit", post->texts[MARBRE_PRESS_PHOTO_CREDIT]);
  json_array_add_object_element (array, photo);
  json_object_set_array_member (properties, "photo", array);
}

static void
set_categories (JsonObject *properties, const MarbrePressPost *post)
{
  const char *section = post->texts[MARBRE_PRESS_SECTION];
  JsonArray *array;

  if (*section == '\0' && post->tags[0] == NULL)
    return;
  array = json_array_new ();
  if (*section != '\0')
    json_array_add_string_element (array, section);
  for (guint i = 0; post->tags[i] != NULL; i++)
    json_array_add_string_element (array, post->tags[i]);
  json_object_set_array_member (properties, "category", array);
}

/**
 * marbre_press_properties_format_updated:
 * @updated: microseconds since 1970 UTC
 *
 * Writes the moment of a change as RFC 3339 with all its digits, so that it is a version too.
 *
 * Returns: (transfer full): the text
 */
char *
marbre_press_properties_format_updated (gint64 updated)
{
  g_autofree char *seconds = marbre_time_format_iso8601 (updated / G_USEC_PER_SEC);
  gsize length = strlen (seconds);

  if (length == 0)
    return g_steal_pointer (&seconds);
  return g_strdup_printf ("%.*s.%06dZ", (int) length - 1, seconds,
                          (int) (updated % G_USEC_PER_SEC));
}

/**
 * marbre_press_properties_from_post:
 * @origin: scheme, host and port of this site, without a slash
 *
 * Returns: (transfer full): what q=source says of a post; empty values are left out
 */
JsonObject *
marbre_press_properties_from_post (const MarbrePressPost *post, const char *origin)
{
  JsonObject *properties = json_object_new ();
  g_autofree char *path = marbre_press_post_make_path (post);
  g_autofree char *url = g_strconcat (origin, path, NULL);
  g_autofree char *updated = marbre_press_properties_format_updated (post->updated);

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    set_line (properties, lines[i].name, post->texts[lines[i].text]);
  set_line (properties, "language", post->texts[MARBRE_PRESS_LANGUAGE]);
  set_line (properties, "mp-slug", post->texts[MARBRE_PRESS_SLUG]);
  set_line (properties, "url", url);
  set_line (properties, "updated", updated);
  set_line (properties, "post-status", post->draft ? "draft" : "published");
  if (post->published != 0)
    {
      g_autofree char *published = marbre_time_format_iso8601 (post->published);

      set_line (properties, "published", published);
    }
  set_content (properties, post->texts[MARBRE_PRESS_HTML], origin);
  set_categories (properties, post);
  set_photo (properties, post, origin);
  return properties;
}

/* Returns: (transfer full) (nullable): a line fit for pages and feeds: no control characters */
static char *
clean_line (const char *text, const char *property, GError **error)
{
  GString *line;

  if (strlen (text) > MAX_LINE_BYTES)
    {
      fail (error, property, "is too long");
      return NULL;
    }
  line = g_string_new (NULL);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (line, g_unichar_iscntrl (c) || c == 0x2028 || c == 0x2029 ? ' ' : c);
    }
  return g_strstrip (marbre_string_steal (line));
}

/* The values of a property: %NULL with no error if it has none. */
static gboolean
get_values (JsonObject *properties, const char *name, JsonArray **values, GError **error)
{
  JsonNode *node = json_object_get_member (properties, name);

  *values = NULL;
  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return fail (error, name, "is not an array");
  if (json_array_get_length (json_node_get_array (node)) > 0)
    *values = json_node_get_array (node);
  return TRUE;
}

static gboolean
node_is_string (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
}

static gboolean
read_line (JsonObject *properties, const char *name, char **line, GError **error)
{
  JsonArray *values;
  JsonNode *first;

  *line = NULL;
  if (!get_values (properties, name, &values, error))
    return FALSE;
  if (values == NULL)
    {
      *line = g_strdup ("");
      return TRUE;
    }
  first = json_array_get_element (values, 0);
  if (!node_is_string (first))
    return fail (error, name, "is not a text");
  *line = clean_line (json_node_get_string (first), name, error);
  return *line != NULL;
}

static gboolean
read_lines (JsonObject *properties, MarbrePressPost *post, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *line = NULL;

      if (!read_line (properties, lines[i].name, &line, error))
        return FALSE;
      marbre_press_post_set_text (post, lines[i].text, line);
    }
  return TRUE;
}

/* Plain text as content: its empty lines part paragraphs. */
static char *
html_from_plain (const char *text)
{
  g_auto (GStrv) paragraphs = g_regex_split_simple ("\\R\\s*\\R", text, 0, 0);
  GString *html = g_string_new (NULL);

  for (guint i = 0; paragraphs[i] != NULL; i++)
    if (*g_strstrip (paragraphs[i]) != '\0')
      {
        g_string_append (html, "<p>");
        marbre_encode_html_append (html, paragraphs[i], -1);
        g_string_append (html, "</p>\n");
      }
  return marbre_string_steal (html);
}

/* Returns: (transfer full) (nullable): the content's HTML as it came */
static char *
get_content_html (JsonArray *values, GError **error)
{
  JsonNode *node = json_array_get_element (values, 0);
  JsonNode *html = NULL;

  if (node_is_string (node))
    return html_from_plain (json_node_get_string (node));
  if (JSON_NODE_HOLDS_OBJECT (node))
    html = json_object_get_member (json_node_get_object (node), "html");
  if (html != NULL && node_is_string (html))
    return g_strdup (json_node_get_string (html));
  fail (error, "content", "is neither a text nor an object with “html”");
  return NULL;
}

static gboolean
read_content (JsonObject *properties, const char *origin, MarbrePressPost *post, GError **error)
{
  JsonArray *values;
  g_autofree char *received = NULL;
  g_autofree char *harmless = NULL;
  g_autofree char *html = NULL;
  g_autofree char *markdown = NULL;

  if (!get_values (properties, "content", &values, error))
    return FALSE;
  received = values != NULL ? get_content_html (values, error) : g_strdup ("");
  if (received == NULL)
    return FALSE;
  if (strlen (received) > MARBRE_HTML_MAX_BYTES)
    {
      g_set_error_literal (error, MARBRE_PRESSROOM_ERROR, MARBRE_PRESSROOM_ERROR_TOO_LARGE,
                           "The text is too long");
      return FALSE;
    }
  harmless = marbre_html_sanitize (received, -1);
  html = swap_before_media (harmless, origin, "");
  /* A page is laid out from Markdown, so that it is the page that the preview showed. A text that
   * did not change keeps its Markdown. */
  if (g_str_equal (html, post->texts[MARBRE_PRESS_HTML]))
    return TRUE;
  markdown = marbre_html_to_markdown (html, -1, NULL, error);
  if (markdown == NULL)
    {
      g_prefix_error (error, "The property “content”: ");
      return FALSE;
    }
  marbre_press_post_set_text (post, MARBRE_PRESS_HTML, html);
  marbre_press_post_set_text (post, MARBRE_PRESS_MARKDOWN, markdown);
  return TRUE;
}

static gboolean
read_categories (JsonObject *properties, MarbrePressPost *post, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonArray *values;

  if (!get_values (properties, "category", &values, error))
    return FALSE;
  if (values != NULL && json_array_get_length (values) > MAX_TAGS)
    return fail (error, "category", "has too many values");
  /* The section travels as a category too, for readers that know no sections. */
  g_hash_table_add (seen, g_strdup (post->texts[MARBRE_PRESS_SECTION]));
  for (guint i = 0; values != NULL && i < json_array_get_length (values); i++)
    {
      JsonNode *node = json_array_get_element (values, i);
      g_autofree char *name = NULL;

      if (!node_is_string (node))
        return fail (error, "category", "is not a list of texts");
      name = clean_line (json_node_get_string (node), "category", error);
      if (name == NULL)
        return FALSE;
      if (*name != '\0' && g_hash_table_add (seen, g_strdup (name)))
        g_strv_builder_add (builder, name);
    }
  g_strfreev (post->tags);
  post->tags = g_strv_builder_end (builder);
  return TRUE;
}

static gboolean
is_web_address (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && g_uri_get_host (uri) != NULL &&
         (g_str_equal (g_uri_get_scheme (uri), "https") ||
          g_str_equal (g_uri_get_scheme (uri), "http"));
}

static gboolean
set_photo_url (MarbrePressPost *post, const char *url, const char *origin, GError **error)
{
  const gsize length = strlen (origin);
  g_autofree char *clean = clean_line (url, "photo", error);

  if (clean == NULL)
    return FALSE;
  if (strncmp (clean, origin, length) == 0 && g_str_has_prefix (clean + length, "/media/"))
    marbre_press_post_set_text (post, MARBRE_PRESS_PHOTO, clean + length);
  else if (is_web_address (clean))
    marbre_press_post_set_text (post, MARBRE_PRESS_PHOTO, clean);
  else
    return fail (error, "photo", "is not an http(s) address");
  return TRUE;
}

static gboolean
read_photo_texts (JsonObject *photo, MarbrePressPost *post, GError **error)
{
  static const struct
  {
    const char *name;
    MarbrePressText text;
  } texts[] = {
    { "alt", MARBRE_PRESS_PHOTO_ALT },
    { "caption", MARBRE_PRESS_PHOTO_CAPTION },
    { "credit", MARBRE_PRESS_PHOTO_CREDIT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      JsonNode *node = json_object_get_member (photo, texts[i].name);
      g_autofree char *line = NULL;

      if (node == NULL || !node_is_string (node))
        continue;
      line = clean_line (json_node_get_string (node), "photo", error);
      if (line == NULL)
        return FALSE;
      marbre_press_post_set_text (post, texts[i].text, line);
    }
  return TRUE;
}

/* The first photo is the lead picture; the others, if any, belong into the text. */
static gboolean
read_photo (JsonObject *properties, const char *origin, MarbrePressPost *post, GError **error)
{
  JsonArray *values;
  JsonNode *node, *value;

  for (guint i = MARBRE_PRESS_PHOTO; i <= MARBRE_PRESS_PHOTO_CREDIT; i++)
    marbre_press_post_set_text (post, (MarbrePressText) i, NULL);
  if (!get_values (properties, "photo", &values, error))
    return FALSE;
  if (values == NULL)
    return TRUE;
  node = json_array_get_element (values, 0);
  if (node_is_string (node))
    return set_photo_url (post, json_node_get_string (node), origin, error);
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail (error, "photo", "is neither an address nor an object with “value”");
  value = json_object_get_member (json_node_get_object (node), "value");
  if (value == NULL || !node_is_string (value))
    return fail (error, "photo", "has no “value”");
  return set_photo_url (post, json_node_get_string (value), origin, error) &&
         read_photo_texts (json_node_get_object (node), post, error);
}

static gboolean
read_status (JsonObject *properties, MarbrePressPost *post, GError **error)
{
  g_autofree char *status = NULL;
  g_autofree char *published = NULL;

  if (!read_line (properties, "post-status", &status, error) ||
      !read_line (properties, "published", &published, error))
    return FALSE;
  if (*status != '\0' && !g_str_equal (status, "draft") && !g_str_equal (status, "published"))
    return fail (error, "post-status", "is neither “draft” nor “published”");
  post->draft = g_str_equal (status, "draft");
  post->published = 0;
  if (*published != '\0' && !marbre_time_parse_iso8601 (published, &post->published))
    return fail (error, "published", "is not a moment as in RFC 3339");
  if (!post->draft && post->published == 0)
    post->published = marbre_time_now ();
  return TRUE;
}

static gboolean
read_language (JsonObject *properties, MarbrePressPost *post, GError **error)
{
  g_autofree char *language = NULL;

  if (!read_line (properties, "language", &language, error))
    return FALSE;
  if (*language == '\0')
    {
      const char *guess = marbre_language_guess (post->texts[MARBRE_PRESS_MARKDOWN]);

      marbre_set_str (&language, guess != NULL ? guess : "fr");
    }
  else if (strspn (language, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") !=
           strlen (language))
    {
      return fail (error, "language", "is not a language tag");
    }
  marbre_press_post_set_text (post, MARBRE_PRESS_LANGUAGE, language);
  return TRUE;
}

/* Only a new post gets a slug: afterwards the permalink stays. */
static gboolean
read_slug (JsonObject *properties, MarbrePressPost *post, GError **error)
{
  g_autofree char *wanted = NULL;
  g_autofree char *slug = NULL;

  if (post->number != 0)
    return TRUE;
  if (!read_line (properties, "mp-slug", &wanted, error))
    return FALSE;
  slug = marbre_slug_from_text (*wanted != '\0' ? wanted : post->texts[MARBRE_PRESS_NAME],
                                MAX_SLUG_CHARS);
  marbre_press_post_set_text (post, MARBRE_PRESS_SLUG, *slug != '\0' ? slug : "article");
  return TRUE;
}

/**
 * marbre_press_properties_to_post:
 * @properties: as a client sent them, or as marbre_press_properties_from_post() gave them and
 *   marbre_press_properties_update() changed them
 * @origin: see marbre_press_properties_from_post()
 * @post: what it becomes; unknown on failure
 * @error: %MARBRE_PRESSROOM_ERROR_INVALID, %MARBRE_PRESSROOM_ERROR_TOO_LARGE
 *
 * Reads everything that the pressroom knows; properties that are not there become empty, and those
 * that it does not know are passed over, as Micropub asks.
 *
 * Returns: %FALSE if a property has no sense
 */
gboolean
marbre_press_properties_to_post (JsonObject *properties,
                                 const char *origin,
                                 MarbrePressPost *post,
                                 GError **error)
{
  return read_lines (properties, post, error) && read_content (properties, origin, post, error) &&
         read_categories (properties, post, error) &&
         read_photo (properties, origin, post, error) && read_status (properties, post, error) &&
         read_language (properties, post, error) && read_slug (properties, post, error);
}
