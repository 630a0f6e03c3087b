/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Comparing HTML; see marbre-wp-compare.h. Both are written in one plain form. Left out of it is
 * what may differ: white space that nobody sees, the marks that the editor's versions put on by
 * themselves, all attributes of the outermost element, and those of links and pictures but where
 * they lead and what they say; who rewrites a block puts these back (marbre-wp-carry.h).
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-wp-compare.h"

#include <string.h>

#include "marbre-compat.h"
#include "marbre-encode.h"
#include "marbre-html-figure.h"
#include "marbre-html-tree.h"
#include "marbre-wp-grammar.h"

typedef struct
{
  GString *out;      /* (owned) */
  gboolean gap;      /* white space was seen */
  gboolean at_start; /* of a block: white space does not count */
  gboolean verbatim; /* in code */
} Plain;

/* Elements before and behind which white space does not count. */
static const GumboTag block_tags[] = {
  GUMBO_TAG_P,     GUMBO_TAG_H1,     GUMBO_TAG_H2,         GUMBO_TAG_H3,      GUMBO_TAG_H4,
  GUMBO_TAG_H5,    GUMBO_TAG_H6,     GUMBO_TAG_UL,         GUMBO_TAG_OL,      GUMBO_TAG_LI,
  GUMBO_TAG_TABLE, GUMBO_TAG_THEAD,  GUMBO_TAG_TBODY,      GUMBO_TAG_TR,      GUMBO_TAG_TH,
  GUMBO_TAG_TD,    GUMBO_TAG_FIGURE, GUMBO_TAG_FIGCAPTION, GUMBO_TAG_DIV,     GUMBO_TAG_BLOCKQUOTE,
  GUMBO_TAG_PRE,   GUMBO_TAG_HR,     GUMBO_TAG_ASIDE,      GUMBO_TAG_SECTION, GUMBO_TAG_BR,
  GUMBO_TAG_CITE,
};

static void add_node (Plain *self, const GumboNode *node, guint depth);

static gboolean
is_block (const GumboNode *node)
{
  for (gsize i = 0; i < G_N_ELEMENTS (block_tags); i++)
    if (marbre_html_node_is (node, block_tags[i]))
      return TRUE;
  return FALSE;
}

static void
add_characters (Plain *self, const char *text)
{
  char run[2] = { '\0', '\0' };

  if (self->verbatim)
    {
      marbre_encode_html_append (self->out, text, -1);
      return;
    }
  for (const char *p = text; *p != '\0'; p++)
    {
      if (strchr (" \t\r\n\f", *p) != NULL)
        {
          self->gap = TRUE;
          continue;
        }
      if (self->gap && !self->at_start)
        g_string_append_c (self->out, ' ');
      self->gap = FALSE;
      self->at_start = FALSE;
      run[0] = *p;
      if (*p == '<' || *p == '&' || *p == '>')
        marbre_encode_html_append (self->out, run, 1);
      else
        g_string_append_c (self->out, *p);
    }
}

static gboolean
is_own_class (const char *name)
{
  return g_str_has_prefix (name, "wp-block-") || g_str_has_prefix (name, "wp-element-") ||
         g_str_has_prefix (name, "wp-image-") || g_str_has_prefix (name, "size-") ||
         g_str_equal (name, "has-alpha-channel-opacity") || *name == '\0';
}

/* Settings that the HTML says, too, and classes that older versions take for somebody's. */
static gboolean
says_more (const char *attributes)
{
  static const char *const said[] = {
    "ordered", "start", "level", "hasFixedLayout", "values", "anchor",
  };
  g_autoptr (JsonObject) settings = marbre_wp_attributes_parse (attributes);
  const char *class_name;
  g_auto (GStrv) names = NULL;

  if (settings == NULL)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (said); i++)
    json_object_remove_member (settings, said[i]);
  class_name = json_object_get_string_member_with_default (settings, "className", "");
  names = g_strsplit (class_name ? class_name : "", " ", -1);
  for (guint i = 0; names[i] != NULL; i++)
    if (!is_own_class (names[i]) && !g_str_equal (names[i], "is-loose") &&
        !g_str_equal (names[i], "label"))
      return TRUE;
  json_object_remove_member (settings, "className");
  return json_object_get_size (settings) > 0;
}

/* Blocks within a block are seen from their HTML; lists and quotations had none in older versions
 * of the editor. */
static void
add_comment (Plain *self, const char *text)
{
  g_autofree char *whole = g_strdup_printf ("<!--%s-->", text);
  g_auto (MarbreWpDelimiter) delimiter = { 0 };

  if (marbre_wp_grammar_match (whole, &delimiter) && !delimiter.is_void &&
      !says_more (delimiter.attributes))
    return;
  g_string_append (self->out, whole);
}

static const char *
get_plain_name (const GumboNode *node, const char *name)
{
  if (marbre_html_node_is (node, GUMBO_TAG_B))
    return "strong";
  if (marbre_html_node_is (node, GUMBO_TAG_I))
    return "em";
  if (marbre_html_node_is (node, GUMBO_TAG_S) || marbre_html_node_is (node, GUMBO_TAG_STRIKE))
    return "del";
  return name;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
add_classes (Plain *self, const char *value)
{
  g_auto (GStrv) names = g_strsplit_set (value, " \t\r\n\f", -1);
  gboolean first = TRUE;

  qsort (names, g_strv_length (names), sizeof *names, compare_names);
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (is_own_class (names[i]))
        continue;
      g_string_append (self->out, first ? " class=\"" : " ");
      marbre_encode_attribute_append (self->out, names[i], -1);
      first = FALSE;
    }
  if (!first)
    g_string_append_c (self->out, '"');
}

static void
add_attribute (Plain *self, const GumboNode *node, const char *name)
{
  const char *value = marbre_html_node_get_attribute (node, name);

  if (value == NULL || *value == '\0')
    return;
  g_string_append_printf (self->out, " %s=\"", name);
  marbre_encode_attribute_append (self->out, value, -1);
  g_string_append_c (self->out, '"');
}

static void
add_attributes (Plain *self, const GumboNode *node)
{
  const GumboVector *attributes = &node->v.element.attributes;

  if (marbre_html_node_is (node, GUMBO_TAG_A))
    {
      add_attribute (self, node, "href");
      add_attribute (self, node, "title");
      return;
    }
  if (marbre_html_node_is (node, GUMBO_TAG_IMG))
    {
      add_attribute (self, node, "src");
      add_attribute (self, node, "alt");
      add_attribute (self, node, "title");
      return;
    }
  if (marbre_html_node_is (node, GUMBO_TAG_TABLE))
    return;
  for (guint i = 0; i < attributes->length; i++)
    {
      const GumboAttribute *attribute = attributes->data[i];

      if (g_str_equal (attribute->name, "class"))
        add_classes (self, attribute->value);
      else
        add_attribute (self, node, attribute->name);
    }
}

static void
add_children (Plain *self, const GumboNode *node, guint depth)
{
  guint n = depth < MARBRE_HTML_MAX_DEPTH ? marbre_html_node_get_n_children (node) : 0;

  for (guint i = 0; i < n; i++)
    add_node (self, marbre_html_node_get_child (node, i), depth + 1);
}

/* Whether the credit has an element of its own differs, not what the line says. */
static gboolean
add_caption (Plain *self, const GumboNode *node)
{
  g_autofree char *title = NULL;

  for (guint i = 0; i < marbre_html_node_get_n_children (node); i++)
    {
      const GumboNode *child = marbre_html_node_get_child (node, i);

      if (!marbre_html_node_is_text (child) &&
          !marbre_html_node_has_token (child, "class", "credit"))
        return FALSE;
    }
  title = marbre_html_figure_dup_title (node);
  g_string_append (self->out, "<figcaption>");
  marbre_encode_html_append (self->out, title, -1);
  return TRUE;
}

/* White space in a line counts where the next character is: "<b>a </b>b" is "<b>a</b> b". */
static void
end_line (Plain *self)
{
  self->gap = FALSE;
  self->at_start = TRUE;
}

/* "Read also": in the story's language, which is not known when a post is read. */
static gboolean
is_label (const GumboNode *node)
{
  return marbre_html_node_is (node, GUMBO_TAG_P) &&
         marbre_html_node_has_token (node, "class", "label") && node->parent != NULL &&
         (marbre_html_node_has_token (node->parent, "class", "read-also") ||
          marbre_html_node_has_token (node->parent, "class", "key-points"));
}

static void
add_element (Plain *self, const GumboNode *node, guint depth)
{
  g_autofree char *name = marbre_html_node_dup_name (node);
  const gboolean block = is_block (node);
  const gboolean pre = marbre_html_node_is (node, GUMBO_TAG_PRE);
  gboolean caption = FALSE;

  if (marbre_html_node_is (node, GUMBO_TAG_MARK) &&
      marbre_html_node_has_token (node, "class", "tk"))
    {
      add_children (self, node, depth);
      return;
    }
  if (is_label (node))
    return;
  if (block)
    end_line (self);
  if (marbre_html_node_is (node, GUMBO_TAG_FIGCAPTION))
    caption = add_caption (self, node);
  if (!caption)
    {
      g_string_append_printf (self->out, "<%s", get_plain_name (node, name));
      if (depth > 1)
        add_attributes (self, node);
      else
        add_attribute (self, node, "start");
      g_string_append_c (self->out, '>');
      self->verbatim |= pre;
      add_children (self, node, depth);
      if (pre)
        self->verbatim = FALSE;
    }
  if (block)
    end_line (self);
  g_string_append_printf (self->out, "</%s>", get_plain_name (node, name));
}

static void
add_node (Plain *self, const GumboNode *node, guint depth)
{
  if (marbre_html_node_is_text (node))
    add_characters (self, node->v.text.text);
  else if (node->type == GUMBO_NODE_COMMENT)
    add_comment (self, node->v.text.text);
  else if (node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE)
    add_element (self, node, depth);
}

/* Returns: (transfer full) (nullable): @html in plain form, %NULL if it cannot be read */
static char *
make_plain (const char *html)
{
  g_autoptr (MarbreHtmlTree) tree = marbre_html_tree_new_fragment (html, -1, NULL);
  Plain self = { .at_start = TRUE };

  if (tree == NULL)
    return NULL;
  self.out = g_string_new (NULL);
  add_children (&self, marbre_html_tree_get_root (tree), 0);
  return marbre_string_steal (self.out);
}

/**
 * marbre_wp_compare:
 * @one: HTML of a block, without its own comments
 * @other: likewise
 *
 * Returns: whether nothing of one is lost if the other takes its place, with the attributes of its
 *   outermost element, links and pictures put back
 */
gboolean
marbre_wp_compare (const char *one, const char *other)
{
  g_autofree char *first = make_plain (one);
  g_autofree char *second = make_plain (other);

  return first != NULL && second != NULL && g_str_equal (first, second);
}
