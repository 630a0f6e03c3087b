/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Blocks of pasted HTML: headings, quotes and other frames, code, rules, and what of our own pages
 * comes back. Lists, tables and figures have files of their own. One thread at a time.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include <string.h>

#include "marbre-encode.h"
#include "marbre-html-clean-private.h"
#include "marbre-html-tree.h"

/* What our own pages are made of keeps its class: marbre-html-markdown.c knows it, and WordPress's.
 * A page elsewhere may call a box what is none of ours, but not with these elements. */
static const struct
{
  GumboTag tag;
  const char *name;
} house_blocks[] = {
  { GUMBO_TAG_ASIDE, "read-also" },
  { GUMBO_TAG_ASIDE, "box" },
  { GUMBO_TAG_SECTION, "key-points" },
  { GUMBO_TAG_BLOCKQUOTE, "pullquote" },
  { GUMBO_TAG_BLOCKQUOTE, "wp-block-pullquote" },
  { GUMBO_TAG_BLOCKQUOTE, "is-style-pullquote" },
};

static void
clean_heading (MarbreClean *self, const GumboNode *node, guint level, const MarbreCleanInk *ink)
{
  MarbreCleanPlace before = self->place;
  gsize start;

  _marbre_clean_begin_block (self);
  start = self->out->len;
  g_string_append_printf (self->out, "<h%u>", level);
  self->place = MARBRE_CLEAN_HEADING;
  _marbre_clean_children (self, node, ink);
  _marbre_clean_flush (self);
  self->place = before;
  if (self->out->len == start + strlen ("<h1>"))
    g_string_truncate (self->out, start);
  else
    {
      g_string_append_printf (self->out, "</h%u>\n", level);
      self->pasted->rich = TRUE;
    }
}

static const char *
find_house_class (const GumboNode *node)
{
  for (guint i = 0; i < G_N_ELEMENTS (house_blocks); i++)
    if (marbre_html_node_is (node, house_blocks[i].tag) &&
        _marbre_clean_has_class (node, house_blocks[i].name))
      return house_blocks[i].name;
  return NULL;
}

/* "Read also" and its like: our pages write it, the story does not have it. */
static gboolean
is_house_label (const GumboNode *node)
{
  return marbre_html_node_is (node, GUMBO_TAG_P) && _marbre_clean_has_class (node, "label") &&
         node->parent != NULL && find_house_class (node->parent) != NULL;
}

/* An element that stays around its content. */
static void
clean_frame (MarbreClean *self,
             const GumboNode *node,
             const char *name,
             const char *class_name,
             const MarbreCleanInk *ink)
{
  _marbre_clean_begin_block (self);
  g_string_append_printf (self->out, "<%s", name);
  if (class_name != NULL)
    g_string_append_printf (self->out, " class=\"%s\"", class_name);
  g_string_append_c (self->out, '>');
  _marbre_clean_children (self, node, ink);
  _marbre_clean_begin_block (self);
  g_string_append_printf (self->out, "</%s>\n", name);
  self->pasted->rich = TRUE;
}

/* Mail programs and browsers indent by a quote without a border. */
static gboolean
is_indent (const GumboNode *quote)
{
  const char *style = marbre_html_node_get_attribute (quote, "style");

  return style != NULL && strstr (style, "border:") != NULL && strstr (style, "none") != NULL;
}

/* Word's styles for whole paragraphs; 0 for what is no heading. */
static guint
find_level (const GumboNode *node, const MarbreHtmlStyle *style)
{
  const char *role = marbre_html_node_get_attribute (node, "role");
  const char *level = marbre_html_node_get_attribute (node, "aria-level");

  if (_marbre_clean_has_class (node, "MsoTitle"))
    return 1;
  if (style->outline_level > 0)
    return style->outline_level;
  if (g_strcmp0 (role, "heading") == 0 && level != NULL && *level >= '1' && *level <= '6')
    return (guint) (*level - '0');
  return 0;
}

static void
clean_paragraph (MarbreClean *self,
                 const GumboNode *node,
                 const MarbreHtmlStyle *style,
                 const MarbreCleanInk *ink)
{
  guint level = find_level (node, style);

  if (is_house_label (node))
    return;
  if (level > 0)
    clean_heading (self, node, level, ink);
  else if (style->list_level > 0 && _marbre_clean_list_item (self, node, style, ink))
    return;
  else if (_marbre_clean_has_class (node, "MsoQuote") ||
           _marbre_clean_has_class (node, "MsoIntenseQuote"))
    clean_frame (self, node, "blockquote", NULL, ink);
  else
    {
      _marbre_clean_flush (self);
      _marbre_clean_children (self, node, ink);
      _marbre_clean_flush (self);
    }
}

static void
clean_code (MarbreClean *self, const GumboNode *node)
{
  const GumboNode *code = marbre_html_node_find (node, GUMBO_TAG_CODE);
  const char *classes = code ? marbre_html_node_get_attribute (code, "class") : NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  _marbre_clean_begin_block (self);
  marbre_html_node_append_text (node, text);
  g_string_append (self->out, "<pre><code");
  if (classes != NULL)
    {
      g_string_append (self->out, " class=\"");
      marbre_encode_attribute_append (self->out, classes, -1);
      g_string_append_c (self->out, '"');
    }
  g_string_append (self->out, ">\n");
  marbre_encode_html_append (self->out, text->str, (gssize) text->len);
  g_string_append (self->out, "</code></pre>\n");
  self->pasted->rich = TRUE;
}

/* The line between a text and its footnotes goes with them. */
static gboolean
is_before_notes (MarbreClean *self, const GumboNode *rule)
{
  const GumboNode *parent = rule->parent;
  MarbreHtmlStyle style;

  marbre_html_style_read (marbre_html_node_get_attribute (parent, "style"), &style);
  if (g_str_equal (style.element, "footnote-list"))
    return TRUE;
  for (guint i = rule->index_within_parent + 1; i < marbre_html_node_get_n_children (parent); i++)
    {
      const GumboNode *next = marbre_html_node_get_child (parent, i);

      if (next->type == GUMBO_NODE_ELEMENT)
        return marbre_html_notes_is_note (self->notes, next);
    }
  return FALSE;
}

static void
clean_rule (MarbreClean *self, const GumboNode *node)
{
  if (self->in_note || is_before_notes (self, node))
    return;
  _marbre_clean_begin_block (self);
  g_string_append (self->out, "<hr>\n");
  self->pasted->rich = TRUE;
}

static void
clean_frame_source (MarbreClean *self, const GumboNode *iframe)
{
  const char *src = marbre_html_node_get_attribute (iframe, "src");

  if (src == NULL || !g_str_has_prefix (src, "http"))
    return;
  _marbre_clean_begin_block (self);
  g_string_append (self->out, "<iframe src=\"");
  marbre_encode_attribute_append (self->out, src, -1);
  g_string_append (self->out, "\"></iframe>\n");
}

void
_marbre_clean_block (MarbreClean *self,
                     const GumboNode *node,
                     const MarbreHtmlStyle *style,
                     const MarbreCleanInk *ink)
{
  const char *house = find_house_class (node);

  switch ((int) node->v.element.tag)
    {
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
      clean_heading (self, node, node->v.element.tag - GUMBO_TAG_H1 + 1, ink);
      break;
    case GUMBO_TAG_P:
      clean_paragraph (self, node, style, ink);
      break;
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
      _marbre_clean_list (self, node, ink);
      break;
    case GUMBO_TAG_TABLE:
      _marbre_clean_table (self, node, ink);
      break;
    case GUMBO_TAG_PRE:
      clean_code (self, node);
      break;
    case GUMBO_TAG_HR:
      clean_rule (self, node);
      break;
    case GUMBO_TAG_IFRAME:
      clean_frame_source (self, node);
      break;
    case GUMBO_TAG_FIGURE:
      _marbre_clean_figure (self, node, ink);
      break;
    case GUMBO_TAG_BLOCKQUOTE:
      if (!is_indent (node))
        {
          clean_frame (self, node, "blockquote", house, ink);
          break;
        }
      clean_paragraph (self, node, style, ink);
      break;
    default:
      if (house != NULL)
        clean_frame (self, node, "aside", house, ink);
      else
        clean_paragraph (self, node, style, ink);
    }
}
