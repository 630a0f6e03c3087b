/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * HTML → Markdown, block by block; see marbre-html.h. It knows our own HTML, so that what was
 * published comes back as it was written, and WordPress's; elements that mean nothing to Markdown
 * give way to their content.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-html.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-blocks-house.h"
#include "marbre-compat.h"
#include "marbre-html-figure.h"
#include "marbre-html-inline.h"
#include "marbre-html-lines.h"
#include "marbre-html-list.h"
#include "marbre-html-markdown.h"
#include "marbre-html-tree.h"
#include "marbre-text-error.h"

typedef struct
{
  const char *base_uri; /* (borrowed) (nullable) */
  guint depth;
} Converter;

static void convert_children (Converter *self, const GumboNode *node, GPtrArray *blocks);

static const GumboTag block_tags[] = {
  GUMBO_TAG_P,          GUMBO_TAG_H1,     GUMBO_TAG_H2,       GUMBO_TAG_H3,
  GUMBO_TAG_H4,         GUMBO_TAG_H5,     GUMBO_TAG_H6,       GUMBO_TAG_UL,
  GUMBO_TAG_OL,         GUMBO_TAG_LI,     GUMBO_TAG_DL,       GUMBO_TAG_DT,
  GUMBO_TAG_DD,         GUMBO_TAG_PRE,    GUMBO_TAG_TABLE,    GUMBO_TAG_DIV,
  GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_FIGURE, GUMBO_TAG_HR,       GUMBO_TAG_SECTION,
  GUMBO_TAG_ARTICLE,    GUMBO_TAG_ASIDE,  GUMBO_TAG_HEADER,   GUMBO_TAG_FOOTER,
  GUMBO_TAG_MAIN,       GUMBO_TAG_NAV,    GUMBO_TAG_ADDRESS,  GUMBO_TAG_DETAILS,
  GUMBO_TAG_SUMMARY,    GUMBO_TAG_FORM,   GUMBO_TAG_FIELDSET, GUMBO_TAG_CENTER,
  GUMBO_TAG_FIGCAPTION, GUMBO_TAG_IFRAME, GUMBO_TAG_HTML,     GUMBO_TAG_BODY,
  GUMBO_TAG_HEAD,
};

static gboolean
is_block (const GumboNode *node)
{
  for (guint i = 0; i < G_N_ELEMENTS (block_tags); i++)
    if (marbre_html_node_is (node, block_tags[i]))
      return TRUE;
  return FALSE;
}

/* A span or an unknown element around blocks is looked through; a link around blocks is not. */
static gboolean
holds_blocks (const GumboNode *node, guint depth)
{
  guint n = depth < MARBRE_HTML_MAX_DEPTH ? marbre_html_node_get_n_children (node) : 0;

  if (marbre_html_node_is (node, GUMBO_TAG_A))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      const GumboNode *child = marbre_html_node_get_child (node, i);

      if (is_block (child) || holds_blocks (child, depth + 1))
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_class (const GumboNode *node, const char *name)
{
  return marbre_html_node_has_token (node, "class", name);
}

static void
flush (MarbreInline *content, GPtrArray *blocks)
{
  marbre_lines_add (blocks, MARBRE_LINES_PARAGRAPH,
                    marbre_inline_take (content, MARBRE_INLINE_PARAGRAPH));
}

static char *
convert_inline (Converter *self, const GumboNode *node, MarbreInlinePlace place)
{
  g_autoptr (MarbreInline) content = marbre_inline_new (self->base_uri);

  for (guint i = 0; i < marbre_html_node_get_n_children (node); i++)
    marbre_inline_add (content, marbre_html_node_get_child (node, i));
  return marbre_inline_take (content, place);
}

static void
convert_heading (Converter *self, const GumboNode *node, GPtrArray *blocks)
{
  g_autofree char *text = convert_inline (self, node, MARBRE_INLINE_HEADING);
  g_autofree char *signs = g_strnfill (node->v.element.tag - GUMBO_TAG_H1 + 1, '#');

  if (*text != '\0')
    marbre_lines_add (blocks, MARBRE_LINES_OTHER, g_strconcat (signs, " ", text, NULL));
}

static const GumboNode *
get_only_element (const GumboNode *node)
{
  const GumboNode *only = NULL;

  for (guint i = 0; i < marbre_html_node_get_n_children (node); i++)
    {
      const GumboNode *child = marbre_html_node_get_child (node, i);

      if (child->type == GUMBO_NODE_WHITESPACE || child->type == GUMBO_NODE_COMMENT)
        continue;
      if (only != NULL || child->type != GUMBO_NODE_ELEMENT)
        return NULL;
      only = child;
    }
  return only;
}

static void
add_bare_uri (const char *uri, GPtrArray *blocks)
{
  g_autofree char *clean = uri ? marbre_inline_resolve (NULL, uri, TRUE) : NULL;

  if (clean != NULL && g_str_has_prefix (clean, "http"))
    marbre_lines_add (blocks, MARBRE_LINES_PARAGRAPH, g_steal_pointer (&clean));
}

static void
convert_paragraph (Converter *self, const GumboNode *node, GPtrArray *blocks)
{
  const GumboNode *only = get_only_element (node);

  if (has_class (node, "label") && node->parent != NULL &&
      (has_class (node->parent, "read-also") || has_class (node->parent, "key-points")))
    return;
  if (only != NULL && marbre_html_node_is (only, GUMBO_TAG_A) && has_class (only, "embed"))
    {
      /* The text is the URI as the writer typed it. */
      marbre_lines_add (blocks, MARBRE_LINES_PARAGRAPH, marbre_html_dup_line (only));
      return;
    }
  convert_children (self, node, blocks);
}

static void
convert_list (Converter *self, const GumboNode *list, GPtrArray *blocks)
{
  MarbreLinesKind kind =
      marbre_html_node_is (list, GUMBO_TAG_OL) ? MARBRE_LINES_NUMBERS : MARBRE_LINES_BULLETS;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  MarbreLines *last = blocks->len > 0 ? g_ptr_array_index (blocks, blocks->len - 1) : NULL;
  gboolean turned = last != NULL && last->kind == kind && !last->turned;
  guint before = blocks->len;

  for (guint i = 0; i < marbre_html_node_get_n_children (list); i++)
    {
      const GumboNode *child = marbre_html_node_get_child (list, i);
      GPtrArray *content;

      if (child->type != GUMBO_NODE_ELEMENT)
        continue;
      content = marbre_lines_new_array ();
      convert_children (self, child, content);
      g_ptr_array_add (items, content);
    }
  marbre_lines_add (blocks, kind, marbre_html_list_to_markdown (list, items, kind, turned));
  if (blocks->len > before)
    ((MarbreLines *) g_ptr_array_index (blocks, blocks->len - 1))->turned = turned;
}

static gboolean
is_pullquote (const GumboNode *node)
{
  return has_class (node, "pullquote") || has_class (node, "is-style-pullquote") ||
         has_class (node, "wp-block-pullquote") ||
         (node->parent != NULL && has_class (node->parent, "wp-block-pullquote"));
}

static MarbreBlockKind
find_house_kind (const GumboNode *node)
{
  if (marbre_html_node_is (node, GUMBO_TAG_BLOCKQUOTE))
    return is_pullquote (node) ? MARBRE_BLOCK_PULLQUOTE : MARBRE_BLOCK_QUOTE;
  if (has_class (node, "read-also"))
    return MARBRE_BLOCK_READ_ALSO;
  if (has_class (node, "box"))
    return MARBRE_BLOCK_BOX;
  if (has_class (node, "key-points"))
    return MARBRE_BLOCK_KEY_POINTS;
  return MARBRE_BLOCK_PARAGRAPH;
}

/* A numbered list, a table or a rule would not be read as such right under the marker's line. */
static gboolean
needs_gap_after_marker (GPtrArray *content)
{
  const MarbreLines *first = content->len > 0 ? g_ptr_array_index (content, 0) : NULL;

  return first != NULL && first->kind != MARBRE_LINES_PARAGRAPH &&
         first->kind != MARBRE_LINES_BULLETS && first->text[0] != '#';
}

static void
convert_quote (Converter *self, const GumboNode *node, MarbreBlockKind kind, GPtrArray *blocks)
{
  const char *marker = marbre_blocks_house_get_marker (kind);
  g_autoptr (GPtrArray) content = marbre_lines_new_array ();
  g_autofree char *text = NULL;
  g_autofree char *marked = NULL;

  convert_children (self, node, content);
  text = marbre_lines_join (content, FALSE);
  if (*text == '\0')
    return;
  if (marker != NULL)
    marked =
        g_strconcat ("[!", marker, needs_gap_after_marker (content) ? "]\n\n" : "]\n", text, NULL);
  marbre_lines_add (blocks, MARBRE_LINES_OTHER,
                    marbre_lines_indent (marked ? marked : text, "> ", "> "));
}

static void
convert_notes (Converter *self, const GumboNode *section, GPtrArray *blocks)
{
  const GumboNode *list = marbre_html_node_find (section, GUMBO_TAG_OL);

  for (guint i = 0; list != NULL && i < marbre_html_node_get_n_children (list); i++)
    {
      const GumboNode *item = marbre_html_node_get_child (list, i);
      const char *id = marbre_html_node_get_attribute (item, "id");
      g_autoptr (GPtrArray) content = marbre_lines_new_array ();
      g_autofree char *text = NULL;
      g_autofree char *label = NULL;

      if (id == NULL || !g_str_has_prefix (id, "fn-"))
        continue;
      convert_children (self, item, content);
      text = marbre_lines_join (content, FALSE);
      label = g_strdup_printf ("[^%s]: ", id + strlen ("fn-"));
      marbre_lines_add (blocks, MARBRE_LINES_OTHER, marbre_lines_indent (text, label, "    "));
    }
}

static void
convert_figure (Converter *self, const GumboNode *node, GPtrArray *blocks)
{
  if (has_class (node, "wp-block-embed") && marbre_html_node_find (node, GUMBO_TAG_IFRAME) == NULL)
    {
      const GumboNode *wrapper = marbre_html_node_find (node, GUMBO_TAG_DIV);
      g_autofree char *uri = wrapper ? marbre_html_dup_line (wrapper) : NULL;

      add_bare_uri (uri, blocks);
    }
  else if (marbre_html_node_find (node, GUMBO_TAG_IMG) != NULL)
    marbre_lines_add (blocks, MARBRE_LINES_PARAGRAPH,
                      marbre_html_figure_to_markdown (node, self->base_uri));
  else
    convert_children (self, node, blocks);
}

static void
convert_block (Converter *self, const GumboNode *node, GPtrArray *blocks)
{
  MarbreBlockKind house = find_house_kind (node);

  if (house != MARBRE_BLOCK_PARAGRAPH)
    {
      convert_quote (self, node, house, blocks);
      return;
    }
  switch ((int) node->v.element.tag)
    {
    case GUMBO_TAG_P:
      convert_paragraph (self, node, blocks);
      break;
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
      convert_heading (self, node, blocks);
      break;
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
      convert_list (self, node, blocks);
      break;
    case GUMBO_TAG_PRE:
      marbre_lines_add (blocks, MARBRE_LINES_OTHER, marbre_html_code_to_markdown (node));
      break;
    case GUMBO_TAG_TABLE:
      marbre_lines_add (blocks, MARBRE_LINES_TABLE,
                        marbre_html_table_to_markdown (node, self->base_uri));
      break;
    case GUMBO_TAG_HR:
      marbre_lines_add (blocks, MARBRE_LINES_OTHER, g_strdup ("***"));
      break;
    case GUMBO_TAG_FIGURE:
      convert_figure (self, node, blocks);
      break;
    case GUMBO_TAG_IFRAME:
      add_bare_uri (marbre_html_node_get_attribute (node, "src"), blocks);
      break;
    case GUMBO_TAG_HEAD:
      break;
    case GUMBO_TAG_SECTION:
      if (has_class (node, "footnotes"))
        {
          convert_notes (self, node, blocks);
          break;
        }
      convert_children (self, node, blocks);
      break;
    default:
      convert_children (self, node, blocks);
    }
}

static void
add_attribution (Converter *self, const GumboNode *cite, GPtrArray *blocks)
{
  g_autofree char *name = convert_inline (self, cite, MARBRE_INLINE_PARAGRAPH);
  gboolean dashed = g_str_has_prefix (name, "—");

  if (*name != '\0')
    marbre_lines_add (blocks, MARBRE_LINES_PARAGRAPH, g_strconcat (dashed ? "" : "— ", name, NULL));
}

static void
convert_children (Converter *self, const GumboNode *node, GPtrArray *blocks)
{
  g_autoptr (MarbreInline) content = marbre_inline_new (self->base_uri);
  guint n = self->depth < MARBRE_HTML_MAX_DEPTH ? marbre_html_node_get_n_children (node) : 0;

  self->depth++;
  for (guint i = 0; i < n; i++)
    {
      const GumboNode *child = marbre_html_node_get_child (node, i);
      gboolean cite = marbre_html_node_is (child, GUMBO_TAG_CITE) &&
                      marbre_html_node_is (node, GUMBO_TAG_BLOCKQUOTE);

      if (!cite && !is_block (child) && !holds_blocks (child, self->depth))
        {
          marbre_inline_add (content, child);
          continue;
        }
      flush (content, blocks);
      if (cite)
        add_attribution (self, child, blocks);
      else if (is_block (child))
        convert_block (self, child, blocks);
      else
        convert_children (self, child, blocks);
    }
  flush (content, blocks);
  self->depth--;
}

/**
 * marbre_html_add_lines:
 * @blocks: (element-type MarbreLines): where to
 * @html: foreign HTML, UTF-8
 * @length: bytes of @html, -1 if NUL-terminated; at most %MARBRE_HTML_MAX_BYTES
 * @base_uri: (nullable): what its relative links are relative to
 * @error: as for marbre_html_to_markdown()
 *
 * Adds what @html says to what came before it.
 *
 * Returns: %FALSE on error
 */
gboolean
marbre_html_add_lines (GPtrArray *blocks,
                       const char *html,
                       gssize length,
                       const char *base_uri,
                       GError **error)
{
  g_autoptr (MarbreHtmlTree) tree = NULL;
  Converter converter = { .base_uri = base_uri };

  if (!g_utf8_validate (html, length, NULL))
    {
      g_set_error_literal (error, MARBRE_TEXT_ERROR, MARBRE_TEXT_ERROR_ENCODING,
                           _ ("This HTML is not UTF-8"));
      return FALSE;
    }
  tree = marbre_html_tree_new_fragment (html, length, error);
  if (tree == NULL)
    return FALSE;
  convert_children (&converter, marbre_html_tree_get_root (tree), blocks);
  return TRUE;
}

/**
 * marbre_html_to_markdown:
 * @html: foreign HTML, a page or a part of one, UTF-8
 * @length: bytes of @html, -1 if NUL-terminated; at most %MARBRE_HTML_MAX_BYTES
 * @base_uri: (nullable): what its relative links are relative to; %NULL keeps them relative
 *
 * Reads HTML as a body of ours. Nothing that could act survives; text that looks like Markdown is
 * escaped. HTML that marbre_blocks_to_html() made comes back as Markdown that gives the same HTML.
 *
 * Returns: (transfer full) (nullable): Markdown that ends with a line end, or ""; %NULL with
 *   %MARBRE_TEXT_ERROR_ENCODING or %MARBRE_TEXT_ERROR_TOO_LARGE
 */
char *
marbre_html_to_markdown (const char *html, gssize length, const char *base_uri, GError **error)
{
  g_autoptr (GPtrArray) blocks = marbre_lines_new_array ();
  g_autofree char *text = NULL;

  g_return_val_if_fail (html != NULL, NULL);

  if (!marbre_html_add_lines (blocks, html, length, base_uri, error))
    return NULL;
  text = marbre_lines_join (blocks, FALSE);
  return *text != '\0' ? g_strconcat (text, "\n", NULL) : g_strdup ("");
}
