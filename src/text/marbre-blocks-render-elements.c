/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The nodes of a block's tree → elements, one at a time, and the text that is in them. Not for
 * pictures and what is inside of a line only (marbre-blocks-inline.c), nor for tables
 * (marbre-blocks-table.c). One thread at a time.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-blocks-render-private.h"

#include <string.h>

#include "marbre-blocks-critic.h"
#include "marbre-blocks-ids.h"
#include "marbre-blocks-inline.h"
#include "marbre-encode.h"
#include "marbre-language.h"
#include "marbre-sanitize.h"
#include "marbre-slug.h"

#define MAX_SLUG_CHARS 80

static gboolean
is_in_tight_list (cmark_node *paragraph)
{
  cmark_node *parent = cmark_node_parent (paragraph);
  cmark_node *list = parent ? cmark_node_parent (parent) : NULL;

  return list != NULL && cmark_node_get_type (list) == CMARK_NODE_LIST &&
         cmark_node_get_list_tight (list);
}

static void
take_down_heading (MarbrePart *part, const char *slug, const char *id)
{
  if (part->slugs == NULL)
    {
      part->slugs = g_ptr_array_new_with_free_func (g_free);
      part->ids = g_ptr_array_new_with_free_func (g_free);
    }
  g_ptr_array_add (part->slugs, g_strdup (slug));
  g_ptr_array_add (part->ids, g_strdup (id));
}

static void
enter_heading (MarbreBlocksRenderer *self, cmark_node *node)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *slug = NULL;
  g_autofree char *id = NULL;

  marbre_blocks_append_content (text, node);
  slug = marbre_slug_from_text (text->str, MAX_SLUG_CHARS);
  id = marbre_heading_ids_take (self->ids, slug);
  if (self->part != NULL)
    take_down_heading (self->part, slug, id);
  g_string_append_printf (self->html, "<h%d id=\"%s\">", cmark_node_get_heading_level (node), id);
}

static void
append_label (MarbreBlocksRenderer *self, MarbrePhrase phrase)
{
  g_string_append (self->html, "<p class=\"label\">");
  marbre_encode_html_append (self->html, marbre_language_phrase (self->language, phrase), -1);
  g_string_append (self->html, "</p>");
}

static void
enter_quote (MarbreBlocksRenderer *self, cmark_node *node)
{
  switch ((MarbreBlockKind) GPOINTER_TO_UINT (cmark_node_get_user_data (node)))
    {
    case MARBRE_BLOCK_PULLQUOTE:
      g_string_append (self->html, "<blockquote class=\"pullquote\">");
      break;
    case MARBRE_BLOCK_READ_ALSO:
      g_string_append (self->html, "<aside class=\"read-also\">");
      append_label (self, MARBRE_PHRASE_READ_ALSO);
      break;
    case MARBRE_BLOCK_BOX:
      g_string_append (self->html, "<aside class=\"box\">");
      break;
    case MARBRE_BLOCK_KEY_POINTS:
      g_string_append (self->html, "<section class=\"key-points\">");
      append_label (self, MARBRE_PHRASE_KEY_POINTS);
      break;
    default:
      g_string_append (self->html, "<blockquote>");
    }
}

static void
exit_quote (MarbreBlocksRenderer *self, cmark_node *node)
{
  switch ((MarbreBlockKind) GPOINTER_TO_UINT (cmark_node_get_user_data (node)))
    {
    case MARBRE_BLOCK_READ_ALSO:
    case MARBRE_BLOCK_BOX:
      g_string_append (self->html, "</aside>");
      break;
    case MARBRE_BLOCK_KEY_POINTS:
      g_string_append (self->html, "</section>");
      break;
    default:
      g_string_append (self->html, "</blockquote>");
    }
}

static void
enter_list (MarbreBlocksRenderer *self, cmark_node *node)
{
  int start = cmark_node_get_list_start (node);

  if (cmark_node_get_list_type (node) != CMARK_ORDERED_LIST)
    g_string_append (self->html, "<ul>");
  else if (start == 1)
    g_string_append (self->html, "<ol>");
  else
    g_string_append_printf (self->html, "<ol start=\"%d\">", start);
}

static void
exit_list (MarbreBlocksRenderer *self, cmark_node *node)
{
  gboolean ordered = cmark_node_get_list_type (node) == CMARK_ORDERED_LIST;

  g_string_append (self->html, ordered ? "</ol>" : "</ul>");
}

static void
append_code_block (MarbreBlocksRenderer *self, cmark_node *node)
{
  const char *info = cmark_node_get_fence_info (node);
  gsize length = info ? strcspn (info, " \t") : 0;
  const char *literal = cmark_node_get_literal (node);

  g_string_append (self->html, "<pre><code");
  if (length > 0)
    {
      g_string_append (self->html, " class=\"language-");
      marbre_encode_attribute_append (self->html, info, (gssize) length);
      g_string_append_c (self->html, '"');
    }
  g_string_append_c (self->html, '>');
  marbre_encode_html_append (self->html, literal, -1);
  g_string_append (self->html, "</code></pre>");
  g_string_append (self->text, literal);
}

static void
enter_link (MarbreBlocksRenderer *self, cmark_node *node)
{
  const char *title = cmark_node_get_title (node);
  g_autofree char *uri = marbre_sanitize_uri (cmark_node_get_url (node), MARBRE_URI_LINK);

  if (uri == NULL)
    {
      /* The words stay, the link goes; exit_link() must know. */
      cmark_node_set_user_data (node, GUINT_TO_POINTER (TRUE));
      return;
    }
  if (title != NULL && *title != '\0')
    {
      g_string_append (self->html, "<a title=\"");
      marbre_encode_attribute_append (self->html, title, -1);
      g_string_append (self->html, "\" href=\"");
    }
  else
    g_string_append (self->html, "<a href=\"");
  marbre_encode_attribute_append (self->html, uri, -1);
  g_string_append (self->html, "\">");
}

static void
exit_link (MarbreBlocksRenderer *self, cmark_node *node)
{
  if (cmark_node_get_user_data (node) == NULL)
    g_string_append (self->html, "</a>");
}

static void
append_note_call (MarbreBlocksRenderer *self, cmark_node *node)
{
  const char *literal = cmark_node_get_literal (node);
  guint number = (guint) g_ascii_strtoull (literal ? literal : "", NULL, 10);
  guint calls;

  if (self->numbers != NULL && number < self->numbers->len)
    number = g_array_index (self->numbers, guint, number);
  calls = _marbre_blocks_renderer_count_call (self, number);
  if (self->calls != NULL)
    marbre_numbers_add (self->calls, number);
  g_string_append_printf (self->html, "<sup class=\"footnote-ref\"><a id=\"fnref-%u", number);
  if (calls > 1)
    g_string_append_printf (self->html, "-%u", calls);
  g_string_append_printf (self->html, "\" href=\"#fn-%u\">%u</a></sup>", number, number);
}

void
_marbre_blocks_append_note_back (MarbreBlocksRenderer *self)
{
  g_string_append_printf (self->html, " <a class=\"footnote-back\" href=\"#fnref-%u\">↩</a>",
                          self->note_number);
}

/* The way back stands at the end of the note's last paragraph. */
static gboolean
ends_note (MarbreBlocksRenderer *self, cmark_node *paragraph)
{
  return self->note_number > 0 && cmark_node_next (paragraph) == NULL &&
         cmark_node_get_type (cmark_node_parent (paragraph)) == CMARK_NODE_FOOTNOTE_DEFINITION;
}

/* cmark keeps the types of its extensions to itself; their names are public. */
static void
render_extension (MarbreBlocksRenderer *self, cmark_node *node, gboolean enter)
{
  if (g_str_equal (cmark_node_get_type_string (node), "strikethrough"))
    g_string_append (self->html, enter ? "<del>" : "</del>");
  else
    marbre_blocks_table_render (&self->table, node, enter);
}

/* A line of dialogue, or "— Jeanne" under what Jeanne said. */
static gboolean
starts_with_dash (cmark_node *node)
{
  return node != NULL && cmark_node_get_type (node) == CMARK_NODE_TEXT &&
         g_str_has_prefix (cmark_node_get_literal (node), "— ");
}

static gboolean
is_in_quote (cmark_node *node)
{
  cmark_node *paragraph = cmark_node_parent (node);

  return cmark_node_get_type (paragraph) == CMARK_NODE_PARAGRAPH &&
         cmark_node_get_type (cmark_node_parent (paragraph)) == CMARK_NODE_BLOCK_QUOTE;
}

/* A line end in the source says nothing; it is a space, because some sites make breaks of them. */
static void
render_line_end (MarbreBlocksRenderer *self, cmark_node *node)
{
  gboolean dash = starts_with_dash (cmark_node_next (node));
  gboolean breaks = dash || cmark_node_get_type (node) == CMARK_NODE_LINEBREAK;

  if (dash && is_in_quote (node))
    g_string_append (self->html, "</p><p>");
  else
    g_string_append (self->html, breaks ? "<br>" : " ");
  if (!self->in_added)
    g_string_append_c (self->text, breaks ? '\n' : ' ');
}

static void
render_text (MarbreBlocksRenderer *self, cmark_node *node)
{
  const char *literal = cmark_node_get_literal (node);

  if (marbre_critic_render (node, self->raw, self->html))
    {
      MarbreCriticNode kind = marbre_critic_get_node (node);

      if (kind == MARBRE_CRITIC_NODE_ADDED || kind == MARBRE_CRITIC_NODE_ADDED_END)
        self->in_added = kind == MARBRE_CRITIC_NODE_ADDED;
      return;
    }
  marbre_blocks_append_prose (self->html, literal);
  if (!self->in_added)
    g_string_append (self->text, literal);
}

void
_marbre_blocks_render_leaf (MarbreBlocksRenderer *self, cmark_node *node)
{
  const char *literal = cmark_node_get_literal (node);

  switch ((int) cmark_node_get_type (node))
    {
    case CMARK_NODE_TEXT:
      render_text (self, node);
      break;
    case CMARK_NODE_CODE:
      g_string_append (self->html, "<code>");
      marbre_encode_html_append (self->html, literal, -1);
      g_string_append (self->html, "</code>");
      if (!self->in_added)
        g_string_append (self->text, literal);
      break;
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
      render_line_end (self, node);
      break;
    case CMARK_NODE_CODE_BLOCK:
      append_code_block (self, node);
      break;
    case CMARK_NODE_THEMATIC_BREAK:
      g_string_append (self->html, "<hr>");
      break;
    case CMARK_NODE_HTML_BLOCK:
    case CMARK_NODE_HTML_INLINE:
      g_string_append (self->html, literal);
      break;
    default:
      break;
    }
}

void
_marbre_blocks_render_container (MarbreBlocksRenderer *self, cmark_node *node, gboolean enter)
{
  switch ((int) cmark_node_get_type (node))
    {
    case CMARK_NODE_PARAGRAPH:
      if (!enter && ends_note (self, node))
        _marbre_blocks_append_note_back (self);
      if (!is_in_tight_list (node))
        g_string_append (self->html, enter ? "<p>" : "</p>");
      break;
    case CMARK_NODE_HEADING:
      if (enter)
        enter_heading (self, node);
      else
        g_string_append_printf (self->html, "</h%d>", cmark_node_get_heading_level (node));
      break;
    case CMARK_NODE_BLOCK_QUOTE:
      (enter ? enter_quote : exit_quote) (self, node);
      break;
    case CMARK_NODE_LIST:
      (enter ? enter_list : exit_list) (self, node);
      break;
    case CMARK_NODE_ITEM:
      g_string_append (self->html, enter ? "<li>" : "</li>");
      break;
    case CMARK_NODE_EMPH:
      g_string_append (self->html, enter ? "<em>" : "</em>");
      break;
    case CMARK_NODE_STRONG:
      g_string_append (self->html, enter ? "<strong>" : "</strong>");
      break;
    case CMARK_NODE_LINK:
      (enter ? enter_link : exit_link) (self, node);
      break;
    case CMARK_NODE_FOOTNOTE_REFERENCE:
      if (enter)
        append_note_call (self, node);
      break;
    default:
      render_extension (self, node, enter);
    }
}
