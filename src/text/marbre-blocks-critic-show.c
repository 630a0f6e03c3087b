/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Notes to the desk as the preview shows them: nodes in the tree, and the HTML that these become;
 * see marbre-blocks-critic.h.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include <string.h>

#include "marbre-blocks-critic-private.h"
#include "marbre-critic-html.h"
#include "marbre-encode.h"

static cmark_node *
new_node (MarbreCriticNode kind)
{
  cmark_node *node = cmark_node_new (CMARK_NODE_TEXT);

  cmark_node_set_literal (node, "");
  cmark_node_set_user_data (node, GUINT_TO_POINTER (kind));
  return node;
}

static gboolean
is_in_picture (cmark_node *node)
{
  for (node = cmark_node_parent (node); marbre_critic_is_inline (node);
       node = cmark_node_parent (node))
    if (marbre_critic_is_picture (node))
      return TRUE;
  return FALSE;
}

static gboolean
is_empty (MarbreCriticPiece *piece)
{
  const char *literal = cmark_node_get_literal (piece->node);

  return marbre_critic_is_break (piece) ||
         (marbre_critic_is_text (piece) && literal[strspn (literal, " ")] == '\0');
}

/* A paragraph that is a picture but for comments is a figure, as it will be when published. */
static void
make_figure (MarbreCriticUnmasker *self, guint first, guint end)
{
  guint n_pictures = 0;

  if (cmark_node_get_type (marbre_critic_get_piece (self, first)->line) != CMARK_NODE_PARAGRAPH)
    return;
  for (guint i = first; i < end; i++)
    {
      MarbreCriticPiece *piece = marbre_critic_get_piece (self, i);

      if (piece->state & MARBRE_CRITIC_IN_COMMENT || is_empty (piece) ||
          is_in_picture (piece->node))
        continue;
      if (piece->state != 0 || !marbre_critic_is_picture (piece->node))
        return;
      n_pictures++;
    }
  if (n_pictures != 1)
    return;
  for (guint i = end; i > first; i--)
    {
      MarbreCriticPiece *piece = marbre_critic_get_piece (self, i - 1);

      if (!(piece->state & MARBRE_CRITIC_IN_COMMENT) &&
          (!is_empty (piece) || is_in_picture (piece->node)))
        continue;
      marbre_critic_remove_node (piece->node, piece->line);
      piece->node = NULL;
    }
}

/* The pieces of one comment become one node. */
static void
show_comment (MarbreCriticUnmasker *self, guint first, guint end)
{
  g_autoptr (GString) text = g_string_new (NULL);
  MarbreCriticPiece *piece = marbre_critic_get_piece (self, first);

  for (guint i = first; i < end; i++)
    {
      const char *literal = cmark_node_get_literal (marbre_critic_get_piece (self, i)->node);

      g_string_append (text, literal && *literal != '\0' ? literal : i > first ? " " : "");
    }
  if (!is_in_picture (piece->node))
    {
      cmark_node *node = new_node (MARBRE_CRITIC_NODE_COMMENT);

      cmark_node_set_literal (node, g_strstrip (text->str));
      cmark_node_insert_before (piece->node, node);
    }
  for (guint i = end; i > first; i--)
    marbre_critic_remove_node (marbre_critic_get_piece (self, i - 1)->node, piece->line);
}

static void
show_marked (MarbreCriticUnmasker *self, guint first, guint end, guint state)
{
  static const struct
  {
    guint state;
    MarbreCriticNode kind;
  } kinds[] = {
    { MARBRE_CRITIC_IN_FLAGGED, MARBRE_CRITIC_NODE_FLAGGED },
    { MARBRE_CRITIC_IN_REMOVED, MARBRE_CRITIC_NODE_REMOVED },
    { MARBRE_CRITIC_IN_ADDED, MARBRE_CRITIC_NODE_ADDED },
  };
  cmark_node *before = marbre_critic_get_piece (self, first)->node;
  cmark_node *last = marbre_critic_get_piece (self, end - 1)->node;

  if (is_in_picture (before))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (state & kinds[i].state)
      {
        cmark_node_insert_before (before, new_node (kinds[i].kind));
        cmark_node_insert_after (last, new_node (kinds[i].kind + 1));
      }
}

/* Where the pieces end that can be marked together with that at @first. */
static guint
find_group_end (MarbreCriticUnmasker *self, guint first, guint end)
{
  MarbreCriticPiece *piece = marbre_critic_get_piece (self, first);
  guint i = first + 1;

  for (; i < end; i++)
    {
      MarbreCriticPiece *other = marbre_critic_get_piece (self, i);

      if (other->node == NULL || other->state != piece->state)
        break;
      if (!(piece->state & MARBRE_CRITIC_IN_COMMENT) &&
          cmark_node_parent (other->node) != cmark_node_parent (piece->node))
        break;
    }
  return i;
}

static void
show_line (MarbreCriticUnmasker *self, guint first, guint end)
{
  guint next;

  make_figure (self, first, end);
  for (guint i = first; i < end; i = next)
    {
      MarbreCriticPiece *piece = marbre_critic_get_piece (self, i);

      next = i + 1;
      if (piece->node == NULL || piece->state == 0)
        continue;
      next = find_group_end (self, i, end);
      if (piece->state & MARBRE_CRITIC_IN_COMMENT)
        show_comment (self, i, next);
      else
        show_marked (self, i, next, piece->state);
    }
}

/**
 * marbre_critic_show_all:
 *
 * Puts nodes into the tree that show the notes.
 */
void
marbre_critic_show_all (MarbreCriticUnmasker *self)
{
  guint end;

  for (guint i = 0; i < self->pieces->len; i = end)
    {
      end = marbre_critic_find_line_end (self, i);
      show_line (self, i, end);
    }
}

/**
 * marbre_critic_get_node:
 * @node: a node of a block that was unmasked
 *
 * Returns: what it stands for
 */
MarbreCriticNode
marbre_critic_get_node (cmark_node *node)
{
  if (cmark_node_get_type (node) != CMARK_NODE_TEXT)
    return MARBRE_CRITIC_NODE_TEXT;
  return (MarbreCriticNode) GPOINTER_TO_UINT (cmark_node_get_user_data (node));
}

static void
render_tabs (MarbreCriticNode kind, const char *comment, GString *html)
{
  static const MarbreCriticTab tabs[] = {
    [MARBRE_CRITIC_NODE_COMMENT] = MARBRE_CRITIC_TAB_COMMENT,
    [MARBRE_CRITIC_NODE_ADDED] = MARBRE_CRITIC_TAB_ADDED,
    [MARBRE_CRITIC_NODE_ADDED_END] = MARBRE_CRITIC_TAB_ADDED_END,
    [MARBRE_CRITIC_NODE_REMOVED] = MARBRE_CRITIC_TAB_REMOVED,
    [MARBRE_CRITIC_NODE_REMOVED_END] = MARBRE_CRITIC_TAB_REMOVED_END,
    [MARBRE_CRITIC_NODE_FLAGGED] = MARBRE_CRITIC_TAB_FLAGGED,
    [MARBRE_CRITIC_NODE_FLAGGED_END] = MARBRE_CRITIC_TAB_FLAGGED_END,
  };

  marbre_critic_append_tab (html, tabs[kind]);
  if (kind != MARBRE_CRITIC_NODE_COMMENT)
    return;
  marbre_encode_html_append (html, comment, -1);
  marbre_critic_append_tab (html, MARBRE_CRITIC_TAB_COMMENT_END);
}

/**
 * marbre_critic_render:
 * @node: a text node
 * @tabs: whether the HTML is yet to be sanitized, which takes foreign elements out: then tabs are
 *   written (marbre-critic-html.h)
 * @html: where to
 *
 * Writes @node, unless it is only text.
 *
 * Returns: whether it was written
 */
gboolean
marbre_critic_render (cmark_node *node, gboolean tabs, GString *html)
{
  static const char *const elements[] = {
    [MARBRE_CRITIC_NODE_ADDED] = "<ins class=\"desk\">",
    [MARBRE_CRITIC_NODE_ADDED_END] = "</ins>",
    [MARBRE_CRITIC_NODE_REMOVED] = "<del class=\"desk\">",
    [MARBRE_CRITIC_NODE_REMOVED_END] = "</del>",
    [MARBRE_CRITIC_NODE_FLAGGED] = "<mark class=\"desk\">",
    [MARBRE_CRITIC_NODE_FLAGGED_END] = "</mark>",
  };
  MarbreCriticNode kind = marbre_critic_get_node (node);

  if (kind == MARBRE_CRITIC_NODE_TEXT)
    return FALSE;
  if (tabs)
    render_tabs (kind, cmark_node_get_literal (node), html);
  else if (kind != MARBRE_CRITIC_NODE_COMMENT)
    g_string_append (html, elements[kind]);
  else
    {
      g_autofree char *comment = marbre_encode_html (cmark_node_get_literal (node));

      marbre_critic_append_comment (html, comment);
    }
  return TRUE;
}
