/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One block → its HTML; see marbre-blocks-render.h. The tree is walked with cmark's iterator, which
 * does not recurse: ten thousand nested quotes are only a long walk, and below MAX_DEPTH they get
 * no tags of their own.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-blocks-render-private.h"

#include "marbre-blocks-critic.h"
#include "marbre-blocks-inline.h"
#include "marbre-compat.h"
#include "marbre-critic-html.h"
#include "marbre-html.h"
#include "marbre-sanitize.h"
#include "marbre-site-block.h"

#define MAX_DEPTH 100

static gboolean
is_figure (cmark_node *paragraph)
{
  cmark_node *child = cmark_node_first_child (paragraph);

  return child != NULL && cmark_node_next (child) == NULL &&
         cmark_node_get_type (child) == CMARK_NODE_IMAGE;
}

static gboolean
is_leaf (cmark_node *node)
{
  switch ((int) cmark_node_get_type (node))
    {
    case CMARK_NODE_TEXT:
    case CMARK_NODE_CODE:
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
    case CMARK_NODE_CODE_BLOCK:
    case CMARK_NODE_THEMATIC_BREAK:
    case CMARK_NODE_HTML_BLOCK:
    case CMARK_NODE_HTML_INLINE:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
ends_line (cmark_node *node)
{
  cmark_node_type type = cmark_node_get_type (node);

  return type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING;
}

/* Pictures are written as a whole. Returns: %TRUE if @node was one and its content is done. */
static gboolean
render_picture (MarbreBlocksRenderer *self, cmark_node *node)
{
  MarbreUriMapper map_image = self->raw ? NULL : self->map_image;
  cmark_node_type type = cmark_node_get_type (node);

  if (type == CMARK_NODE_PARAGRAPH && is_figure (node))
    {
      marbre_blocks_append_figure (self->html, cmark_node_first_child (node), map_image,
                                   self->map_data);
      return TRUE;
    }
  if (type == CMARK_NODE_IMAGE)
    {
      marbre_blocks_append_image (self->html, node, TRUE, map_image, self->map_data);
      return TRUE;
    }
  return FALSE;
}

static void
render_tree (MarbreBlocksRenderer *self, cmark_node *root)
{
  cmark_iter *iter = cmark_iter_new (root);
  cmark_event_type event;

  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE)
    {
      cmark_node *node = cmark_iter_get_node (iter);
      gboolean enter = event == CMARK_EVENT_ENTER;

      if (is_leaf (node))
        {
          _marbre_blocks_render_leaf (self, node);
          continue;
        }
      if (enter && render_picture (self, node))
        {
          cmark_iter_reset (iter, node, CMARK_EVENT_EXIT);
          continue;
        }
      if (enter && cmark_node_get_type (node) == CMARK_NODE_BLOCK_QUOTE && node != root)
        {
          /* The walk has already looked ahead at what the marker was. */
          cmark_node_set_user_data (node, GUINT_TO_POINTER (marbre_blocks_take_marker (node)));
          cmark_iter_reset (iter, node, CMARK_EVENT_ENTER);
        }
      if (enter)
        self->depth++;
      if (self->depth <= MAX_DEPTH)
        _marbre_blocks_render_container (self, node, enter);
      if (!enter)
        self->depth--;
      if (!enter && ends_line (node))
        g_string_append_c (self->text, '\n');
    }
  cmark_iter_free (iter);
}

/**
 * marbre_blocks_holds_raw:
 * @root: a node
 *
 * Returns: whether @root or something below it is the writer's own HTML
 */
gboolean
marbre_blocks_holds_raw (cmark_node *root)
{
  cmark_iter *iter = cmark_iter_new (root);
  gboolean found = FALSE;

  while (!found && cmark_iter_next (iter) != CMARK_EVENT_DONE)
    {
      cmark_node_type type = cmark_node_get_type (cmark_iter_get_node (iter));

      found = type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE;
    }
  cmark_iter_free (iter);
  return found;
}

static void
begin (MarbreBlocksRenderer *self)
{
  self->html = g_string_new (NULL);
  self->text = g_string_new (NULL);
  self->table = (MarbreBlocksTable){ .html = self->html, .text = self->text };
  self->depth = 0;
}

/**
 * marbre_blocks_sanitize:
 * @html: HTML of the body with raw HTML of the writer in it, and tabs where notes are shown
 * @out: (out caller-allocates): its texts are set
 */
void
marbre_blocks_sanitize (MarbreBlocksRenderer *self, const char *html, MarbreRendered *out)
{
  g_autofree char *published = NULL;
  char *clean = marbre_sanitize_fragment (html, -1, self->map_image, self->map_data);

  g_strstrip (clean);
  out->html = clean;
  if (self->shows_desk && marbre_critic_has_tabs (clean))
    {
      published = marbre_critic_publish_tabs (clean);
      out->html = marbre_critic_show_tabs (clean);
      g_free (clean);
    }
  out->text = marbre_html_to_text (published ? published : out->html, -1);
}

static void
end (MarbreBlocksRenderer *self, MarbreRendered *out)
{
  g_autofree char *html = marbre_string_steal (g_steal_pointer (&self->html));
  g_autofree char *text = marbre_string_steal (g_steal_pointer (&self->text));

  if (self->raw)
    {
      marbre_blocks_sanitize (self, html, out);
      return;
    }
  out->html = g_steal_pointer (&html);
  out->text = g_steal_pointer (&text);
}

static const char *
get_info (cmark_node *code)
{
  const char *info = cmark_node_get_fence_info (code);

  return info ? info : "";
}

static MarbreBlockKind
find_kind (cmark_node *block)
{
  switch ((int) cmark_node_get_type (block))
    {
    case CMARK_NODE_HEADING:
      return MARBRE_BLOCK_HEADING;
    case CMARK_NODE_LIST:
      return MARBRE_BLOCK_LIST;
    case CMARK_NODE_CODE_BLOCK:
      return marbre_site_block_is_info (get_info (block)) ? MARBRE_BLOCK_SITE : MARBRE_BLOCK_CODE;
    case CMARK_NODE_THEMATIC_BREAK:
      return MARBRE_BLOCK_RULE;
    case CMARK_NODE_HTML_BLOCK:
      return MARBRE_BLOCK_HTML;
    case CMARK_NODE_BLOCK_QUOTE:
      return marbre_blocks_take_marker (block);
    case CMARK_NODE_PARAGRAPH:
      return is_figure (block) ? MARBRE_BLOCK_FIGURE : MARBRE_BLOCK_PARAGRAPH;
    default:
      return marbre_blocks_table_is (block) ? MARBRE_BLOCK_TABLE : MARBRE_BLOCK_PARAGRAPH;
    }
}

/**
 * marbre_blocks_render:
 * @block: a top-level node of the body; house markers in it are taken out
 * @bare_uri: (nullable): the URI, if the block's source is nothing else
 * @out: (out caller-allocates): the result
 *
 * Renders one block. Blocks must come in the order of the body.
 */
void
marbre_blocks_render (MarbreBlocksRenderer *self,
                      cmark_node *block,
                      const char *bare_uri,
                      MarbreRendered *out)
{
  gboolean gone;

  self->raw = marbre_blocks_holds_raw (block);
  gone = self->masked && marbre_critic_unmask (block, self->shows_desk);
  out->kind = bare_uri ? MARBRE_BLOCK_EMBED : find_kind (block);

  begin (self);
  if (gone)
    self->raw = FALSE;
  else if (out->kind == MARBRE_BLOCK_EMBED)
    marbre_blocks_append_embed (self->html, bare_uri);
  else if (out->kind == MARBRE_BLOCK_SITE)
    marbre_site_block_render (self->html, get_info (block), cmark_node_get_literal (block),
                              self->language);
  else
    {
      if (cmark_node_get_type (block) == CMARK_NODE_BLOCK_QUOTE)
        cmark_node_set_user_data (block, GUINT_TO_POINTER (out->kind));
      render_tree (self, block);
    }
  end (self, out);

  if (out->kind == MARBRE_BLOCK_FIGURE || out->kind == MARBRE_BLOCK_READ_ALSO ||
      out->kind == MARBRE_BLOCK_EMBED)
    {
      g_free (out->text);
      out->text = g_strdup ("");
    }
}

/**
 * marbre_blocks_render_note:
 * @node: the definition of a footnote
 * @raw: whether any note of the body holds raw HTML
 * @note: what is known of it; gets its texts and its calls
 *
 * Renders what the list item of a footnote holds. Notes come after all blocks, in the order of
 * their numbers.
 */
void
marbre_blocks_render_note (MarbreBlocksRenderer *self,
                           cmark_node *node,
                           gboolean raw,
                           MarbreNote *note)
{
  cmark_node *last;

  if (self->masked)
    marbre_critic_unmask (node, self->shows_desk);
  last = cmark_node_last_child (node);
  begin (self);
  self->raw = raw;
  self->note_number = note->number;
  self->calls = &note->calls;
  for (cmark_node *child = cmark_node_first_child (node); child != NULL;
       child = cmark_node_next (child))
    render_tree (self, child);
  if (last == NULL || cmark_node_get_type (last) != CMARK_NODE_PARAGRAPH || is_figure (last))
    _marbre_blocks_append_note_back (self);
  self->note_number = 0;
  self->calls = NULL;
  g_free (note->html);
  g_free (note->text);
  note->html = marbre_string_steal (g_steal_pointer (&self->html));
  note->text = marbre_string_steal (g_steal_pointer (&self->text));
}
