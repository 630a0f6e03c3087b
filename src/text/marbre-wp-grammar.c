/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The block grammar; see marbre-wp-grammar.h. After "Markup representation of a block" and the
 * default parser in WordPress's Block Editor Handbook
 * (https://developer.wordpress.org/block-editor/): like that parser it counts starts and ends, and
 * does not compare their names.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-wp-grammar.h"

#include <string.h>

#include "marbre-compat.h"

#define SPACES " \t\r\n\f\v"

/* Real settings are some hundred bytes, nested five deep. */
#define MAX_ATTRIBUTE_BYTES (1024 * 1024)
#define MAX_ATTRIBUTE_DEPTH 100

static gboolean
is_name_start (char c)
{
  return g_ascii_islower (c);
}

/* Returns: what follows a name at @p, @p itself if there is none */
static const char *
skip_name (const char *p)
{
  if (!is_name_start (*p))
    return p;
  while (g_ascii_islower (*p) || g_ascii_isdigit (*p) || *p == '_' || *p == '-')
    p++;
  return p;
}

/* The settings end with the first "}" that the end of the comment follows.
 *
 * Returns: (nullable): that "}" */
static const char *
find_attributes_end (const char *start)
{
  for (const char *end = strstr (start, "-->"); end != NULL; end = strstr (end + 1, "-->"))
    {
      const char *p = end;

      if (end - start > MAX_ATTRIBUTE_BYTES)
        return NULL;
      if (p[-1] == '/')
        p--;
      if (strchr (SPACES, p[-1]) == NULL)
        continue;
      while (p > start && strchr (SPACES, p[-1]) != NULL)
        p--;
      if (p > start && p[-1] == '}')
        return p - 1;
    }
  return NULL;
}

/* "paragraph" or "acf/quote" at @p. */
static const char *
read_name (const char *p, MarbreWpDelimiter *delimiter)
{
  const char *end = skip_name (p);
  const char *space = "core/";

  if (end == p)
    return NULL;
  if (*end == '/')
    {
      const char *second = skip_name (end + 1);

      if (second == end + 1)
        return NULL;
      end = second;
      space = "";
    }
  if (strchr (SPACES, *end) == NULL || *end == '\0')
    return NULL;
  delimiter->name = g_strdup_printf ("%s%.*s", space, (int) (end - p), p);
  return end;
}

/**
 * marbre_wp_delimiter_clear:
 *
 * Frees what it holds.
 */
void
marbre_wp_delimiter_clear (MarbreWpDelimiter *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->attributes, g_free);
}

/**
 * marbre_wp_grammar_match:
 * @text: where a comment begins, or anything else
 * @delimiter: (out caller-allocates): what it says; to be cleared if there is one
 *
 * Returns: whether one of the block editor's comments begins at @text
 */
gboolean
marbre_wp_grammar_match (const char *text, MarbreWpDelimiter *delimiter)
{
  g_auto (MarbreWpDelimiter) found = { 0 };
  const char *p = text;

  if (!g_str_has_prefix (p, "<!--") || strchr (SPACES, p[4]) == NULL)
    return FALSE;
  p += 4;
  p += strspn (p, SPACES);
  found.closes = *p == '/';
  p += found.closes;
  if (!g_str_has_prefix (p, "wp:"))
    return FALSE;
  p = read_name (p + 3, &found);
  if (p == NULL)
    return FALSE;
  p += strspn (p, SPACES);
  if (*p == '{')
    {
      const char *end = find_attributes_end (p);

      if (end == NULL)
        return FALSE;
      found.attributes = g_strndup (p, (gsize) (end + 1 - p));
      p = end + 1;
      p += strspn (p, SPACES);
    }
  else
    found.attributes = g_strdup ("");
  found.is_void = *p == '/';
  p += found.is_void;
  if (!g_str_has_prefix (p, "-->"))
    return FALSE;
  found.length = (gsize) (p + 3 - text);
  *delimiter = found;
  found = (MarbreWpDelimiter){ 0 };
  return TRUE;
}

static void
piece_clear (gpointer data)
{
  MarbreWpPiece *piece = data;

  g_free (piece->name);
  g_free (piece->attributes);
}

static void
add_between (GArray *pieces, gsize start, gsize end, gboolean broken)
{
  MarbreWpPiece piece = { .start = start, .end = end, .inner_start = start, .inner_end = end };

  if (start == end)
    return;
  piece.name = g_strdup ("");
  piece.attributes = g_strdup ("");
  piece.broken = broken;
  g_array_append_val (pieces, piece);
}

static void
begin_piece (MarbreWpPiece *piece, MarbreWpDelimiter *delimiter, gsize at)
{
  *piece = (MarbreWpPiece){
    .start = at,
    .end = at + delimiter->length,
    .inner_start = at + delimiter->length,
    .inner_end = at + delimiter->length,
    .name = g_steal_pointer (&delimiter->name),
    .attributes = g_steal_pointer (&delimiter->attributes),
  };
}

/**
 * marbre_wp_grammar_split:
 * @content: a post's raw content, UTF-8
 *
 * Cuts it into its outermost blocks and what stands between them, without a gap: all pieces in a
 * row are @content. From an end that has no start the rest is one broken piece, as it is for
 * WordPress.
 *
 * Returns: (transfer full) (element-type MarbreWpPiece): the pieces
 */
GArray *
marbre_wp_grammar_split (const char *content)
{
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (MarbreWpPiece));
  MarbreWpPiece open = { 0 };
  guint depth = 0;
  gsize done = 0;
  const char *p = content;

  g_array_set_clear_func (pieces, piece_clear);
  while ((p = strstr (p, "<!--")) != NULL)
    {
      g_auto (MarbreWpDelimiter) delimiter = { 0 };
      const gsize at = (gsize) (p - content);

      if (!marbre_wp_grammar_match (p, &delimiter))
        {
          p += 4;
          continue;
        }
      p += delimiter.length;
      if (delimiter.closes && depth == 0)
        {
          add_between (pieces, done, strlen (content), TRUE);
          return pieces;
        }
      if (!delimiter.closes && depth == 0)
        {
          add_between (pieces, done, at, FALSE);
          begin_piece (&open, &delimiter, at);
        }
      if (delimiter.closes)
        depth--;
      else if (!delimiter.is_void)
        depth++;
      if (depth > 0)
        continue;
      if (delimiter.closes)
        open.inner_end = at;
      open.end = done = at + delimiter.length;
      g_array_append_val (pieces, open);
    }
  if (depth > 0)
    {
      open.inner_end = open.end = done = strlen (content);
      open.broken = TRUE;
      g_array_append_val (pieces, open);
    }
  add_between (pieces, done, strlen (content), FALSE);
  return pieces;
}

/* Whether brackets are nested deeper than json-glib, which recurses, should see. */
static gboolean
is_deep (const char *json)
{
  guint depth = 0;

  for (const char *p = json; *p != '\0'; p++)
    {
      if ((*p == '{' || *p == '[') && ++depth > MAX_ATTRIBUTE_DEPTH)
        return TRUE;
      if ((*p == '}' || *p == ']') && depth > 0)
        depth--;
    }
  return FALSE;
}

/**
 * marbre_wp_attributes_parse:
 * @attributes: a block's settings, or ""
 *
 * Returns: (transfer full) (nullable): the settings, empty for ""; %NULL if @attributes is no JSON
 *   object
 */
JsonObject *
marbre_wp_attributes_parse (const char *attributes)
{
  g_autoptr (JsonNode) node = NULL;

  if (*attributes == '\0')
    return json_object_new ();
  if (is_deep (attributes))
    return NULL;
  node = json_from_string (attributes, NULL);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  return json_object_ref (json_node_get_object (node));
}

/**
 * marbre_wp_attributes_format:
 * @attributes: a block's settings
 *
 * Writes them so that they can stand in a comment: with escapes for what could end it or be taken
 * for HTML, as the block editor does.
 *
 * Returns: (transfer full): JSON, "" if there are no settings
 */
char *
marbre_wp_attributes_format (JsonObject *attributes)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *json = NULL;
  GString *out;

  if (json_object_get_size (attributes) == 0)
    return g_strdup ("");
  node = json_node_init_object (json_node_alloc (), attributes);
  json = json_to_string (node, FALSE);
  out = g_string_new (json);
  g_string_replace (out, "\\\\", "\\u005c", 0);
  g_string_replace (out, "--", "\\u002d\\u002d", 0);
  g_string_replace (out, "<", "\\u003c", 0);
  g_string_replace (out, ">", "\\u003e", 0);
  g_string_replace (out, "&", "\\u0026", 0);
  g_string_replace (out, "\\\"", "\\u0022", 0);
  return marbre_string_steal (out);
}
