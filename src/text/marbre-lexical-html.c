/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Nodes of Lexical → HTML that our Markdown may say; see marbre-lexical.h. What is set beside the
 * text (its direction, the width of a picture, where a link opens) is left out: who rewrites a node
 * puts it back (marbre-lexical-carry.c). A node that says more than that has no HTML here.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-lexical-private.h"

#include <string.h>

#include "marbre-compat.h"
#include "marbre-encode.h"
#include "marbre-html.h"

#define MAX_LISTS 40

/* From the outside in. */
static const struct
{
  int bit;
  const char *tag;
} formats[] = {
  { MARBRE_LEXICAL_BOLD, "strong" },       { MARBRE_LEXICAL_ITALIC, "em" },
  { MARBRE_LEXICAL_STRIKETHROUGH, "del" }, { MARBRE_LEXICAL_UNDERLINE, "u" },
  { MARBRE_LEXICAL_HIGHLIGHT, "mark" },    { MARBRE_LEXICAL_SUBSCRIPT, "sub" },
  { MARBRE_LEXICAL_SUPERSCRIPT, "sup" },   { MARBRE_LEXICAL_CODE, "code" },
};

/* Closes and opens what it takes to get from the formats @from to @to. */
static void
change_format (GString *out, int from, int to)
{
  guint first = 0;

  while (first < G_N_ELEMENTS (formats) && ((from ^ to) & formats[first].bit) == 0)
    first++;
  for (guint i = G_N_ELEMENTS (formats); i > first; i--)
    if (from & formats[i - 1].bit)
      g_string_append_printf (out, "</%s>", formats[i - 1].tag);
  for (guint i = first; i < G_N_ELEMENTS (formats); i++)
    if (to & formats[i].bit)
      g_string_append_printf (out, "<%s>", formats[i].tag);
}

static void
append_attribute (GString *out, const char *name, const char *value)
{
  g_string_append_printf (out, " %s=\"", name);
  marbre_encode_attribute_append (out, value, -1);
  g_string_append_c (out, '"');
}

static gboolean append_line (GString *out, JsonObject *node, guint from, gboolean in_link);

static gboolean
append_link (GString *out, JsonObject *node)
{
  const char *title = _marbre_lexical_get_string (node, "title");

  g_string_append (out, "<a");
  append_attribute (out, "href", _marbre_lexical_get_string (node, "url"));
  if (*title != '\0')
    append_attribute (out, "title", title);
  g_string_append_c (out, '>');
  if (!append_line (out, node, 0, TRUE))
    return FALSE;
  g_string_append (out, "</a>");
  return TRUE;
}

/* The children of @node from number @from on, which are a line of text. */
static gboolean
append_line (GString *out, JsonObject *node, guint from, gboolean in_link)
{
  int open = 0;

  for (guint i = from; i < _marbre_lexical_n_children (node); i++)
    {
      JsonObject *child = _marbre_lexical_get_child (node, i);
      const char *type = child ? _marbre_lexical_get_type (child) : "";

      if (g_str_equal (type, "text") || g_str_equal (type, "tk") || g_str_equal (type, "tab"))
        {
          const gint64 format = _marbre_lexical_get_int (child, "format");

          if (format < 0 || format >= 2 * MARBRE_LEXICAL_HIGHLIGHT)
            return FALSE;
          change_format (out, open, (int) format);
          open = (int) format;
          marbre_encode_html_append (out, _marbre_lexical_get_string (child, "text"), -1);
        }
      else if (g_str_equal (type, "linebreak"))
        g_string_append (out, "<br>");
      else if (!in_link && (g_str_equal (type, "link") || g_str_equal (type, "autolink")))
        {
          change_format (out, open, 0);
          open = 0;
          if (!append_link (out, child))
            return FALSE;
        }
      else if (!g_str_equal (type, "zwnj"))
        return FALSE;
    }
  change_format (out, open, 0);
  return TRUE;
}

static gboolean
append_element (GString *out, JsonObject *node, const char *open, const char *close)
{
  g_string_append (out, open);
  if (!append_line (out, node, 0, FALSE))
    return FALSE;
  g_string_append (out, close);
  return TRUE;
}

static gboolean
append_heading (GString *out, JsonObject *node)
{
  const char *tag = _marbre_lexical_get_string (node, "tag");
  g_autofree char *open = g_strdup_printf ("<%s>", tag);
  g_autofree char *close = g_strdup_printf ("</%s>", tag);

  return strlen (tag) == 2 && tag[0] == 'h' && tag[1] >= '1' && tag[1] <= '6' &&
         append_element (out, node, open, close);
}

static gboolean
is_list (JsonObject *node)
{
  return node != NULL && g_str_equal (_marbre_lexical_get_type (node), "list");
}

/* A list within a list is an item of its own there, and belongs to the item before it. */
static gboolean
append_list (GString *out, JsonObject *node, guint depth)
{
  const gboolean ordered = g_str_equal (_marbre_lexical_get_string (node, "listType"), "number");
  const gint64 start =
      json_object_has_member (node, "start") ? _marbre_lexical_get_int (node, "start") : 1;
  gboolean in_item = FALSE;

  if (depth > MAX_LISTS ||
      (!ordered && !g_str_equal (_marbre_lexical_get_string (node, "listType"), "bullet")))
    return FALSE;
  g_string_append (out, ordered ? "<ol" : "<ul");
  if (ordered && start != 1)
    g_string_append_printf (out, " start=\"%" G_GINT64_FORMAT "\"", start);
  g_string_append_c (out, '>');
  for (guint i = 0; i < _marbre_lexical_n_children (node); i++)
    {
      JsonObject *item = _marbre_lexical_get_child (node, i);
      JsonObject *first = item && _marbre_lexical_n_children (item) > 0
                              ? _marbre_lexical_get_child (item, 0)
                              : NULL;

      if (item == NULL || !g_str_equal (_marbre_lexical_get_type (item), "listitem"))
        return FALSE;
      if (is_list (first))
        {
          if (!in_item || _marbre_lexical_n_children (item) > 1 ||
              !append_list (out, first, depth + 1))
            return FALSE;
          continue;
        }
      g_string_append (out, in_item ? "</li><li>" : "<li>");
      in_item = TRUE;
      if (!append_line (out, item, 0, FALSE))
        return FALSE;
    }
  g_string_append (out, in_item ? "</li>" : "");
  g_string_append (out, ordered ? "</ol>" : "</ul>");
  return in_item;
}

static gboolean
append_code (GString *out, JsonObject *node)
{
  const char *code = _marbre_lexical_get_string (node, "code");
  const char *language = _marbre_lexical_get_string (node, "language");

  if (*_marbre_lexical_get_string (node, "caption") != '\0')
    return FALSE;
  g_string_append (out, "<pre><code");
  if (*language != '\0')
    {
      g_autofree char *class_name = g_strconcat ("language-", language, NULL);

      append_attribute (out, "class", class_name);
    }
  g_string_append_c (out, '>');
  marbre_encode_html_append (out, code, -1);
  g_string_append (out, g_str_has_suffix (code, "\n") ? "" : "\n");
  g_string_append (out, "</code></pre>");
  return TRUE;
}

static gboolean
append_image (GString *out, JsonObject *node)
{
  const char *src = _marbre_lexical_get_string (node, "src");
  g_autofree char *caption =
      g_strstrip (marbre_html_to_text (_marbre_lexical_get_string (node, "caption"), -1));

  g_string_append (out, "<figure><img");
  append_attribute (out, "src", src);
  append_attribute (out, "alt", _marbre_lexical_get_string (node, "alt"));
  g_string_append_c (out, '>');
  if (*caption != '\0')
    {
      g_string_append (out, "<figcaption>");
      marbre_encode_html_append (out, caption, -1);
      g_string_append (out, "</figcaption>");
    }
  g_string_append (out, "</figure>");
  return *src != '\0';
}

/* An address alone in its paragraph: what stands there is what it leads to. */
static void
append_address (GString *out, const char *url)
{
  g_string_append (out, "<p><a class=\"embed\"");
  append_attribute (out, "href", url);
  g_string_append_c (out, '>');
  marbre_encode_html_append (out, url, -1);
  g_string_append (out, "</a></p>");
}

/* Markdown says it with the address, as long as nothing else is said. */
static gboolean
append_embed (GString *out, JsonObject *node)
{
  const char *url = _marbre_lexical_get_string (node, "url");

  append_address (out, url);
  return *url != '\0' && *_marbre_lexical_get_string (node, "caption") == '\0';
}

static JsonObject *
get_only_child (JsonObject *node)
{
  return _marbre_lexical_n_children (node) == 1 ? _marbre_lexical_get_child (node, 0) : NULL;
}

static gboolean
append_paragraph (GString *out, JsonObject *node)
{
  JsonObject *link = get_only_child (node);
  JsonObject *text = link ? get_only_child (link) : NULL;
  const char *url = link ? _marbre_lexical_get_string (link, "url") : "";

  if (text == NULL || !g_str_has_prefix (url, "http") ||
      *_marbre_lexical_get_string (link, "title") != '\0' ||
      _marbre_lexical_get_int (text, "format") != 0 ||
      !g_str_equal (_marbre_lexical_get_string (text, "text"), url))
    return append_element (out, node, "<p>", "</p>");
  append_address (out, url);
  return TRUE;
}

static gboolean
is_true (JsonObject *node, const char *name)
{
  JsonNode *member = node ? json_object_get_member (node, name) : NULL;

  return member && JSON_NODE_HOLDS_VALUE (member) &&
         json_node_get_value_type (member) == G_TYPE_BOOLEAN && json_node_get_boolean (member);
}

static JsonObject *
get_object (JsonObject *node, const char *name)
{
  JsonNode *member = node ? json_object_get_member (node, name) : NULL;

  return member && JSON_NODE_HOLDS_OBJECT (member) ? json_node_get_object (member) : NULL;
}

static gboolean
is_for_all (JsonObject *place)
{
  return place != NULL && g_str_equal (_marbre_lexical_get_string (place, "memberSegment"),
                                       "status:free,status:-free");
}

/* A card that only some may see is never text: rewritten, all could see it. */
static gboolean
is_visible (JsonObject *node)
{
  JsonObject *visibility = get_object (node, "visibility");
  JsonObject *web = get_object (visibility, "web");

  if (!json_object_has_member (node, "visibility"))
    return TRUE;
  return is_true (web, "nonMember") && is_for_all (web) &&
         is_for_all (get_object (visibility, "email"));
}

static gboolean
append_card (GString *out, JsonObject *node)
{
  g_string_append (out, _marbre_lexical_get_string (node, "html"));
  return is_visible (node);
}

/* Their Markdown has marks that ours has not. */
static gboolean
append_markdown (GString *out, JsonObject *node)
{
  const char *markdown = _marbre_lexical_get_string (node, "markdown");
  g_autoptr (MarbreBlocks) blocks = NULL;
  g_autofree char *html = NULL;

  if (strpbrk (markdown, "<=~^{|&") != NULL || strstr (markdown, "[!") != NULL)
    return FALSE;
  blocks = marbre_blocks_parse (markdown, -1, NULL, NULL, NULL);
  html = marbre_blocks_to_html (blocks);
  g_string_append (out, html);
  return TRUE;
}

static gboolean
append_node (GString *out, JsonObject *node)
{
  const char *type = _marbre_lexical_get_type (node);

  if (g_str_equal (type, "paragraph"))
    return append_paragraph (out, node);
  if (g_str_equal (type, "heading"))
    return append_heading (out, node);
  if (g_str_equal (type, "quote"))
    return append_element (out, node, "<blockquote><p>", "</p></blockquote>");
  if (g_str_equal (type, "aside"))
    return append_element (out, node, "<blockquote class=\"pullquote\"><p>", "</p></blockquote>");
  if (g_str_equal (type, "list"))
    return append_list (out, node, 0);
  if (g_str_equal (type, "codeblock"))
    return append_code (out, node);
  if (g_str_equal (type, "image"))
    return append_image (out, node);
  if (g_str_equal (type, "bookmark") || g_str_equal (type, "embed"))
    return append_embed (out, node);
  if (g_str_equal (type, "html"))
    return append_card (out, node);
  if (g_str_equal (type, "markdown"))
    return append_markdown (out, node);
  g_string_append (out, "<hr>");
  return g_str_equal (type, "horizontalrule");
}

/* Returns: (transfer full) (nullable): what the node says, %NULL if HTML of ours cannot say it */
char *
_marbre_lexical_to_html (JsonObject *node)
{
  g_autoptr (GString) out = g_string_new (NULL);

  return append_node (out, node) ? marbre_string_steal (g_steal_pointer (&out)) : NULL;
}
