/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Notes to the desk in the tree; see marbre-blocks-critic.h. The leaves of a block are read in
 * their order, and each is marked by itself or with its neighbours: so a mark may begin inside of
 * strong text and end outside, and one that a table tears apart is still kept back as a whole.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-blocks-critic.h"

#include <string.h>

#include "marbre-blocks-critic-private.h"

/* What is not text of the story: code stays as it was written, captions lose their notes. */
static void
unmask_attributes (MarbreCriticUnmasker *self, cmark_node *node)
{
  cmark_node_type type = cmark_node_get_type (node);
  gboolean is_html = type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE;
  g_autofree char *literal = NULL;
  g_autofree char *url = NULL;
  g_autofree char *title = NULL;
  g_autofree char *info = NULL;

  if (type == CMARK_NODE_HTML_BLOCK && self->show)
    literal = _marbre_critic_tab_html (cmark_node_get_literal (node));
  if (is_html && literal == NULL)
    literal = _marbre_critic_publish (cmark_node_get_literal (node));
  else if (type == CMARK_NODE_CODE || type == CMARK_NODE_CODE_BLOCK)
    literal = _marbre_critic_restore (cmark_node_get_literal (node));
  if (literal != NULL)
    cmark_node_set_literal (node, literal);
  if (type == CMARK_NODE_CODE_BLOCK &&
      (info = _marbre_critic_restore (cmark_node_get_fence_info (node))) != NULL)
    cmark_node_set_fence_info (node, info);
  if (type != CMARK_NODE_LINK && type != CMARK_NODE_IMAGE)
    return;
  if ((url = _marbre_critic_restore (cmark_node_get_url (node))) != NULL)
    cmark_node_set_url (node, url);
  if ((title = _marbre_critic_publish (cmark_node_get_title (node))) != NULL)
    cmark_node_set_title (node, title);
}

static void
add_piece (MarbreCriticUnmasker *self, cmark_node *node)
{
  MarbreCriticPiece piece = {
    .node = node,
    .line = node,
    .state = _marbre_critic_get_state (self),
  };

  while (marbre_critic_is_inline (piece.line))
    piece.line = cmark_node_parent (piece.line);
  g_array_append_val (self->pieces, piece);
}

static void
add_text (MarbreCriticUnmasker *self, cmark_node *before, const char *text, gssize length)
{
  g_autofree char *literal = length < 0 ? g_strdup (text) : g_strndup (text, (gsize) length);
  cmark_node *node;

  if (*literal == '\0' && !(_marbre_critic_get_state (self) & MARBRE_CRITIC_IN_COMMENT))
    return;
  node = cmark_node_new (CMARK_NODE_TEXT);
  cmark_node_set_literal (node, literal);
  cmark_node_insert_before (before, node);
  add_piece (self, node);
}

static void
take_text (MarbreCriticUnmasker *self, cmark_node *node)
{
  g_autofree char *literal = g_strdup (cmark_node_get_literal (node));
  const char *text = literal;
  gsize length;
  guint code;
  const char *mask = _marbre_critic_find_mask (text, &length, &code);

  if (mask == NULL)
    {
      add_piece (self, node);
      return;
    }
  for (; mask != NULL; mask = _marbre_critic_find_mask (text, &length, &code))
    {
      add_text (self, node, text, mask - text);
      _marbre_critic_take_sign (self, code);
      text = mask + length;
    }
  add_text (self, node, text, -1);
  cmark_node_unlink (node);
  cmark_node_free (node);
}

/* The leaves first: taking texts apart would confuse the iterator. */
static void
take_leaves (MarbreCriticUnmasker *self)
{
  g_autoptr (GPtrArray) leaves = g_ptr_array_new ();
  cmark_iter *iter;
  cmark_event_type event;

  cmark_consolidate_text_nodes (self->root);
  iter = cmark_iter_new (self->root);
  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE)
    {
      cmark_node *node = cmark_iter_get_node (iter);

      if (event != CMARK_EVENT_ENTER)
        continue;
      unmask_attributes (self, node);
      /* A picture is what it shows, not its alternative text. */
      if (marbre_critic_is_inline (node) &&
          (cmark_node_first_child (node) == NULL || marbre_critic_is_picture (node)))
        g_ptr_array_add (leaves, node);
    }
  cmark_iter_free (iter);
  for (guint i = 0; i < leaves->len; i++)
    {
      cmark_node *node = g_ptr_array_index (leaves, i);

      if (cmark_node_get_type (node) == CMARK_NODE_TEXT)
        take_text (self, node);
      else
        add_piece (self, node);
    }
}

static gboolean
is_cell (cmark_node *node)
{
  return g_str_has_prefix (cmark_node_get_type_string (node), "table");
}

/**
 * marbre_critic_remove_node:
 * @node: a node
 * @top: what stays
 *
 * Removes @node, and what held nothing else, up to @top.
 */
void
marbre_critic_remove_node (cmark_node *node, cmark_node *top)
{
  while (node != top)
    {
      cmark_node *parent = cmark_node_parent (node);

      cmark_node_unlink (node);
      cmark_node_free (node);
      if (cmark_node_first_child (parent) != NULL || marbre_critic_is_picture (parent) ||
          is_cell (parent))
        return;
      node = parent;
    }
}

/* Between the pieces before @first and from @end on, nothing will stand once the story is out: one
 * of two spaces goes with what stood there. */
static void
close_up (MarbreCriticUnmasker *self, guint first, guint end)
{
  MarbreCriticPiece *run = marbre_critic_get_piece (self, first);
  MarbreCriticPiece *before = first > 0 ? marbre_critic_get_piece (self, first - 1) : NULL;
  MarbreCriticPiece *behind = end < self->pieces->len ? marbre_critic_get_piece (self, end) : NULL;
  g_autofree char *text = NULL;
  gsize length;

  if (before != NULL && before->line != run->line)
    before = NULL;
  if (behind != NULL && behind->line != run->line)
    behind = NULL;
  if (before == NULL || marbre_critic_is_break (before))
    {
      if (behind == NULL || !marbre_critic_is_text (behind) ||
          (self->show && !(run->state & MARBRE_CRITIC_IN_COMMENT)))
        return;
      text = g_strdup (cmark_node_get_literal (behind->node));
      cmark_node_set_literal (behind->node, g_strchug (text));
      return;
    }
  if (!marbre_critic_is_text (before))
    return;
  text = g_strdup (cmark_node_get_literal (before->node));
  length = strlen (text);
  if (length == 0 || text[length - 1] != ' ' ||
      (behind != NULL && !marbre_critic_is_break (behind) &&
       !(marbre_critic_is_text (behind) &&
         marbre_critic_may_close_up (cmark_node_get_literal (behind->node)))))
    return;
  text[length - 1] = '\0';
  cmark_node_set_literal (before->node, text);
  if (self->show && marbre_critic_is_text (run) && !(run->state & MARBRE_CRITIC_IN_COMMENT))
    {
      g_autofree char *moved = g_strconcat (" ", cmark_node_get_literal (run->node), NULL);

      cmark_node_set_literal (run->node, moved);
    }
}

static void
close_up_all (MarbreCriticUnmasker *self)
{
  for (guint i = 0; i < self->pieces->len;)
    {
      guint end = i;

      while (end < self->pieces->len &&
             MARBRE_CRITIC_IS_UNPUBLISHED (marbre_critic_get_piece (self, end)->state) &&
             marbre_critic_get_piece (self, end)->line == marbre_critic_get_piece (self, i)->line)
        end++;
      if (end > i)
        close_up (self, i, end);
      i = MAX (end, i + 1);
    }
}

/* What is left of a line that lost something: no line ends and blanks at its ends, nor two in a
 * row. */
static void
tidy_line (cmark_node *line)
{
  gboolean after_break = TRUE;
  cmark_node *next;

  for (cmark_node *node = cmark_node_first_child (line); node != NULL; node = next)
    {
      cmark_node_type type = cmark_node_get_type (node);
      gboolean empty = type == CMARK_NODE_TEXT && *cmark_node_get_literal (node) == '\0';

      next = cmark_node_next (node);
      if (empty || (type == CMARK_NODE_SOFTBREAK && (after_break || next == NULL)))
        {
          cmark_node_unlink (node);
          cmark_node_free (node);
          continue;
        }
      after_break = type == CMARK_NODE_SOFTBREAK;
    }
}

/**
 * marbre_critic_find_line_end:
 * @first: a piece
 *
 * Returns: where the pieces end that are in the same line as that at @first
 */
guint
marbre_critic_find_line_end (MarbreCriticUnmasker *self, guint first)
{
  guint end = first + 1;

  while (end < self->pieces->len &&
         marbre_critic_get_piece (self, end)->line == marbre_critic_get_piece (self, first)->line)
    end++;
  return end;
}

/* Backwards: what is in a picture goes before the picture. */
static void
drop_unpublished (MarbreCriticUnmasker *self)
{
  guint end;

  for (guint i = self->pieces->len; i > 0; i--)
    {
      MarbreCriticPiece *piece = marbre_critic_get_piece (self, i - 1);

      if (MARBRE_CRITIC_IS_UNPUBLISHED (piece->state))
        marbre_critic_remove_node (piece->node, piece->line);
    }
  for (guint i = 0; i < self->pieces->len; i = end)
    {
      cmark_node *line = marbre_critic_get_piece (self, i)->line;
      gboolean lost = FALSE;

      end = marbre_critic_find_line_end (self, i);
      for (guint j = i; j < end; j++)
        lost |= MARBRE_CRITIC_IS_UNPUBLISHED (marbre_critic_get_piece (self, j)->state);
      if (!lost || is_cell (line))
        continue;
      tidy_line (line);
      if (cmark_node_first_child (line) == NULL)
        marbre_critic_remove_node (line, self->root);
    }
}

/**
 * marbre_critic_unmask:
 * @root: a block in which something may be masked
 * @show: whether notes are shown; else what is published stays: no comments, no suggestion accepted
 *
 * Returns: whether nothing of @root is left
 */
gboolean
marbre_critic_unmask (cmark_node *root, gboolean show)
{
  MarbreCriticUnmasker unmasker = {
    .root = root,
    .show = show,
    .pieces = g_array_new (FALSE, FALSE, sizeof (MarbreCriticPiece)),
  };
  gboolean had_children = cmark_node_first_child (root) != NULL;

  take_leaves (&unmasker);
  close_up_all (&unmasker);
  if (show)
    marbre_critic_show_all (&unmasker);
  else
    drop_unpublished (&unmasker);
  g_array_unref (unmasker.pieces);
  return had_children && cmark_node_first_child (root) == NULL;
}
