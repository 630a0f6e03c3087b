/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A block of ours, as HTML → the node of Lexical that says the same; see marbre-lexical.h. What
 * Ghost's editor has no node for (a table, a box, a call of a note) goes as an HTML card, which it
 * keeps to the letter. The members are those that Ghost itself writes (its package
 * kg-default-nodes, version 2).
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-lexical-private.h"

#include <string.h>

#include "marbre-encode.h"
#include "marbre-html-figure.h"
#include "marbre-html-tree.h"

#define MAX_LISTS 40

static const struct
{
  GumboTag tag;
  int bit;
} formats[] = {
  { GUMBO_TAG_STRONG, MARBRE_LEXICAL_BOLD },   { GUMBO_TAG_EM, MARBRE_LEXICAL_ITALIC },
  { GUMBO_TAG_B, MARBRE_LEXICAL_BOLD },        { GUMBO_TAG_I, MARBRE_LEXICAL_ITALIC },
  { GUMBO_TAG_U, MARBRE_LEXICAL_UNDERLINE },   { GUMBO_TAG_DEL, MARBRE_LEXICAL_STRIKETHROUGH },
  { GUMBO_TAG_CODE, MARBRE_LEXICAL_CODE },     { GUMBO_TAG_MARK, MARBRE_LEXICAL_HIGHLIGHT },
  { GUMBO_TAG_SUB, MARBRE_LEXICAL_SUBSCRIPT }, { GUMBO_TAG_SUP, MARBRE_LEXICAL_SUPERSCRIPT },
};

static const char *const nothing[] = { NULL };

static JsonObject *
new_node (const char *type)
{
  JsonObject *node = json_object_new ();

  json_object_set_string_member (node, "type", type);
  json_object_set_int_member (node, "version", 1);
  return node;
}

/* One that holds others. */
static JsonObject *
new_element (const char *type, int indent)
{
  JsonObject *node = json_object_new ();

  json_object_set_array_member (node, "children", json_array_new ());
  json_object_set_null_member (node, "direction");
  json_object_set_string_member (node, "format", "");
  json_object_set_int_member (node, "indent", indent);
  json_object_set_string_member (node, "type", type);
  json_object_set_int_member (node, "version", 1);
  return node;
}

static JsonArray *
get_children (JsonObject *node)
{
  return json_object_get_array_member (node, "children");
}

/* Whether the element has no attributes but these. */
static gboolean
has_only (const GumboNode *node, const char *const *names)
{
  const GumboVector *attributes = &node->v.element.attributes;

  for (guint i = 0; i < attributes->length; i++)
    if (!g_strv_contains (names, ((GumboAttribute *) attributes->data[i])->name))
      return FALSE;
  return TRUE;
}

static gboolean
is_blank (const GumboNode *node)
{
  return node->type == GUMBO_NODE_WHITESPACE;
}

static void
add_text (JsonArray *line, const char *text, int format)
{
  const guint n = json_array_get_length (line);
  JsonObject *last = n > 0 ? json_array_get_object_element (line, n - 1) : NULL;
  g_autofree char *joined = NULL;
  JsonObject *node;

  if (*text == '\0')
    return;
  if (last && g_str_equal (_marbre_lexical_get_type (last), "text") &&
      _marbre_lexical_get_int (last, "format") == format)
    {
      joined = g_strconcat (_marbre_lexical_get_string (last, "text"), text, NULL);
      json_object_set_string_member (last, "text", joined);
      return;
    }
  node = json_object_new ();
  json_object_set_int_member (node, "detail", 0);
  json_object_set_int_member (node, "format", format);
  json_object_set_string_member (node, "mode", "normal");
  json_object_set_string_member (node, "style", "");
  json_object_set_string_member (node, "text", text);
  json_object_set_string_member (node, "type", "extended-text");
  json_object_set_int_member (node, "version", 1);
  json_array_add_object_element (line, node);
}

static gboolean add_line (JsonArray *line, const GumboNode *node, int format, gboolean in_link);

static gboolean
add_link (JsonArray *line, const GumboNode *node, int format)
{
  static const char *const own[] = { "href", "title", "class", NULL };
  const char *href = marbre_html_node_get_attribute (node, "href");
  const char *title = marbre_html_node_get_attribute (node, "title");
  const char *class_name = marbre_html_node_get_attribute (node, "class");
  g_autoptr (JsonObject) link = new_element ("link", 0);

  if (href == NULL || !has_only (node, own) ||
      g_strcmp0 (class_name ? class_name : "embed", "embed") != 0)
    return FALSE;
  json_object_set_null_member (link, "rel");
  json_object_set_null_member (link, "target");
  if (title != NULL)
    json_object_set_string_member (link, "title", title);
  else
    json_object_set_null_member (link, "title");
  json_object_set_string_member (link, "url", href);
  if (!add_line (get_children (link), node, format, TRUE))
    return FALSE;
  json_array_add_object_element (line, g_steal_pointer (&link));
  return TRUE;
}

static gboolean
add_inline (JsonArray *line, const GumboNode *node, int format, gboolean in_link)
{
  if (marbre_html_node_is_text (node))
    {
      g_autofree char *text = g_strdelimit (g_strdup (node->v.text.text), "\t\r\n\f", ' ');

      add_text (line, text, format);
      return TRUE;
    }
  if (marbre_html_node_is (node, GUMBO_TAG_BR))
    {
      json_array_add_object_element (line, new_node ("linebreak"));
      return has_only (node, nothing);
    }
  if (marbre_html_node_is (node, GUMBO_TAG_A))
    return !in_link && add_link (line, node, format);
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (marbre_html_node_is (node, formats[i].tag))
      return has_only (node, nothing) && add_line (line, node, format | formats[i].bit, in_link);
  return FALSE;
}

/* Returns: whether Lexical has all that is in @node, which is a line of text */
static gboolean
add_line (JsonArray *line, const GumboNode *node, int format, gboolean in_link)
{
  for (guint i = 0; i < marbre_html_node_get_n_children (node); i++)
    if (!add_inline (line, marbre_html_node_get_child (node, i), format, in_link))
      return FALSE;
  return TRUE;
}

static JsonObject *
make_element (const char *type, const GumboNode *node)
{
  g_autoptr (JsonObject) element = new_element (type, 0);

  return add_line (get_children (element), node, 0, FALSE) ? g_steal_pointer (&element) : NULL;
}

static JsonObject *
make_heading (const GumboNode *node)
{
  /* Ghost gives headings addresses of its own. */
  static const char *const own[] = { "id", NULL };
  g_autofree char *tag = marbre_html_node_dup_name (node);
  JsonObject *heading = has_only (node, own) ? make_element ("extended-heading", node) : NULL;

  if (heading != NULL)
    json_object_set_string_member (heading, "tag", tag);
  return heading;
}

/* Its editor's quotations hold one paragraph. */
static JsonObject *
make_quote (const GumboNode *node)
{
  static const char *const own[] = { "class", NULL };
  const char *class_name = marbre_html_node_get_attribute (node, "class");
  const gboolean pull = g_strcmp0 (class_name, "pullquote") == 0;
  const GumboNode *text = NULL;

  if (!has_only (node, own) || (class_name != NULL && !pull))
    return NULL;
  for (guint i = 0; i < marbre_html_node_get_n_children (node); i++)
    {
      const GumboNode *child = marbre_html_node_get_child (node, i);

      if (is_blank (child))
        continue;
      if (text != NULL || !marbre_html_node_is (child, GUMBO_TAG_P) || !has_only (child, nothing))
        return NULL;
      text = child;
    }
  return text ? make_element (pull ? "aside" : "extended-quote", text) : NULL;
}

static gboolean
is_list (const GumboNode *node)
{
  return marbre_html_node_is (node, GUMBO_TAG_UL) || marbre_html_node_is (node, GUMBO_TAG_OL);
}

static JsonObject *make_list (const GumboNode *node, int depth);

/* An item, and further ones for the lists in it. */
static gboolean
add_item (JsonArray *items, const GumboNode *node, gint64 value, int depth)
{
  JsonObject *item = new_element ("listitem", depth);
  gboolean ended = FALSE;

  json_object_set_int_member (item, "value", value);
  json_array_add_object_element (items, item);
  if (!has_only (node, nothing))
    return FALSE;
  for (guint i = 0; i < marbre_html_node_get_n_children (node); i++)
    {
      const GumboNode *child = marbre_html_node_get_child (node, i);

      if (is_list (child))
        {
          JsonObject *list = make_list (child, depth + 1);
          JsonObject *holder;

          if (list == NULL)
            return FALSE;
          holder = new_element ("listitem", depth);
          json_array_add_object_element (get_children (holder), list);
          json_object_set_int_member (holder, "value", value + 1);
          json_array_add_object_element (items, holder);
          ended = TRUE;
        }
      else if (!is_blank (child) || !ended)
        if (ended || !add_inline (get_children (item), child, 0, FALSE))
          return FALSE;
    }
  return TRUE;
}

static JsonObject *
make_list (const GumboNode *node, int depth)
{
  static const char *const own[] = { "start", NULL };
  const gboolean ordered = marbre_html_node_is (node, GUMBO_TAG_OL);
  const int start = ordered ? marbre_html_node_get_number (node, "start", 1) : 1;
  g_autoptr (JsonObject) list = new_element ("list", 0);
  gint64 value = start;

  if (depth > MAX_LISTS || !has_only (node, ordered ? own : nothing))
    return NULL;
  json_object_set_string_member (list, "listType", ordered ? "number" : "bullet");
  json_object_set_int_member (list, "start", start);
  json_object_set_string_member (list, "tag", ordered ? "ol" : "ul");
  for (guint i = 0; i < marbre_html_node_get_n_children (node); i++)
    {
      const GumboNode *child = marbre_html_node_get_child (node, i);

      if (is_blank (child))
        continue;
      if (!marbre_html_node_is (child, GUMBO_TAG_LI) ||
          !add_item (get_children (list), child, value, depth))
        return NULL;
      value++;
    }
  return g_steal_pointer (&list);
}

static JsonObject *
make_code (const GumboNode *node)
{
  const GumboNode *inner = marbre_html_node_find (node, GUMBO_TAG_CODE);
  const char *class_name = inner ? marbre_html_node_get_attribute (inner, "class") : NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  JsonObject *code;

  if (inner == NULL || (class_name != NULL && !g_str_has_prefix (class_name, "language-")))
    return NULL;
  marbre_html_node_append_text (inner, text);
  if (g_str_has_suffix (text->str, "\n"))
    g_string_truncate (text, text->len - 1);
  code = new_node ("codeblock");
  json_object_set_string_member (code, "code", text->str);
  json_object_set_string_member (code, "language",
                                 class_name ? class_name + strlen ("language-") : "");
  json_object_set_string_member (code, "caption", "");
  return code;
}

static JsonObject *
make_image (const GumboNode *node)
{
  static const char *const own[] = { "src", "alt", NULL };
  const GumboNode *picture = NULL;
  g_autofree char *title = NULL;
  g_autofree char *caption = NULL;
  const char *alt;
  JsonObject *image;

  for (guint i = 0; i < marbre_html_node_get_n_children (node); i++)
    {
      const GumboNode *child = marbre_html_node_get_child (node, i);

      if (marbre_html_node_is (child, GUMBO_TAG_IMG) && picture == NULL)
        picture = child;
      else if (marbre_html_node_is (child, GUMBO_TAG_FIGCAPTION) && title == NULL)
        title = marbre_html_figure_dup_title (child);
      else if (!is_blank (child))
        return NULL;
    }
  if (picture == NULL || !has_only (picture, own) || !has_only (node, nothing))
    return NULL;
  alt = marbre_html_node_get_attribute (picture, "alt");
  caption = marbre_encode_html (title ? title : "");
  image = new_node ("image");
  json_object_set_string_member (image, "src", marbre_html_node_get_attribute (picture, "src"));
  json_object_set_null_member (image, "width");
  json_object_set_null_member (image, "height");
  json_object_set_string_member (image, "title", "");
  json_object_set_string_member (image, "alt", alt ? alt : "");
  json_object_set_string_member (image, "caption", caption);
  json_object_set_string_member (image, "cardWidth", "regular");
  json_object_set_string_member (image, "href", "");
  return image;
}

/* Returns: (transfer full) (nullable): the node, %NULL if Lexical has none for it */
static JsonObject *
make_node (const GumboNode *node)
{
  if (node->type != GUMBO_NODE_ELEMENT || node->v.element.tag_namespace != GUMBO_NAMESPACE_HTML)
    return NULL;
  switch ((int) node->v.element.tag)
    {
    case GUMBO_TAG_P:
      return has_only (node, nothing) ? make_element ("paragraph", node) : NULL;
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
      return make_heading (node);
    case GUMBO_TAG_BLOCKQUOTE:
      return make_quote (node);
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
      return make_list (node, 0);
    case GUMBO_TAG_PRE:
      return make_code (node);
    case GUMBO_TAG_FIGURE:
      return make_image (node);
    case GUMBO_TAG_HR:
      return new_node ("horizontalrule");
    default:
      return NULL;
    }
}

/* Returns: (transfer full): an HTML card */
char *
_marbre_lexical_write_card (const char *html)
{
  g_autoptr (JsonObject) card = new_node ("html");

  json_object_set_string_member (card, "html", html);
  return _marbre_lexical_format (card);
}

/* Returns: (transfer full): the node of a block of ours */
char *
_marbre_lexical_write_block (const char *html)
{
  g_autoptr (MarbreHtmlTree) tree = marbre_html_tree_new_fragment (html, -1, NULL);
  const GumboNode *root = tree ? marbre_html_tree_get_root (tree) : NULL;
  g_autoptr (JsonObject) node = NULL;

  if (root != NULL && marbre_html_node_get_n_children (root) == 1)
    node = make_node (marbre_html_node_get_child (root, 0));
  return node ? _marbre_lexical_format (node) : _marbre_lexical_write_card (html);
}
