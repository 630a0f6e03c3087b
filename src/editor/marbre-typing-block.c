/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Blocks under the keys; see marbre-typing-block.h. In a list the item is the block, with all
 * that is in it, and moves among its siblings. The parsed blocks say where others begin and end,
 * since code and lists may hold blank lines; without them a run of lines that are not blank is
 * one.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-typing-block.h"

#include "marbre-typing-lines.h"
#include "marbre-typing-list.h"

typedef struct
{
  int first;
  int last;
} Lines;

static gboolean
is_blank (GtkTextBuffer *buffer, int index)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_line (buffer, &iter, index);
  while (!gtk_text_iter_ends_line (&iter))
    {
      if (!g_unichar_isspace (gtk_text_iter_get_char (&iter)))
        return FALSE;
      gtk_text_iter_forward_char (&iter);
    }
  return TRUE;
}

/* The blocks may be a change behind the text: a block that does not begin and end where the text
 * has something is none. */
static gboolean
find_parsed (GtkTextBuffer *buffer, MarbreBlocks *blocks, int index, Lines *found)
{
  const MarbreBlock *block;
  guint at;

  if (blocks == NULL)
    return FALSE;
  at = marbre_blocks_find_line (blocks, (guint) index);
  if (at >= marbre_blocks_get_length (blocks))
    return FALSE;
  block = marbre_blocks_get (blocks, at);
  *found = (Lines){ (int) block->first_line, (int) block->last_line };
  return block->kind != MARBRE_BLOCK_FOOTNOTES && found->first <= index && index <= found->last &&
         found->last < gtk_text_buffer_get_line_count (buffer) &&
         !is_blank (buffer, found->first) && !is_blank (buffer, found->last);
}

/* The block around a line that is not blank. */
static void
find_block (GtkTextBuffer *buffer, MarbreBlocks *blocks, int index, Lines *found)
{
  int count = gtk_text_buffer_get_line_count (buffer);

  if (find_parsed (buffer, blocks, index, found))
    return;
  *found = (Lines){ index, index };
  while (found->first > 0 && !is_blank (buffer, found->first - 1))
    found->first--;
  while (found->last + 1 < count && !is_blank (buffer, found->last + 1))
    found->last++;
}

/* The block at the caret, or all that the selection touches. */
static gboolean
find_at_caret (GtkTextBuffer *buffer, MarbreBlocks *blocks, Lines *found, gboolean *is_item)
{
  GtkTextIter start, end;
  Lines last;
  int from, to;

  gtk_text_buffer_get_selection_bounds (buffer, &start, &end);
  from = gtk_text_iter_get_line (&start);
  to = gtk_text_iter_get_line (&end);
  if (to > from && gtk_text_iter_starts_line (&end))
    to--;
  while (from < to && is_blank (buffer, from))
    from++;
  while (to > from && is_blank (buffer, to))
    to--;
  if (is_blank (buffer, from))
    return FALSE;
  *is_item = marbre_list_find_item (buffer, from, &found->first, &found->last) && to <= found->last;
  if (*is_item)
    return TRUE;
  find_block (buffer, blocks, from, found);
  find_block (buffer, blocks, to, &last);
  found->last = MAX (found->last, last.last);
  return TRUE;
}

static gboolean
find_neighbour (GtkTextBuffer *buffer,
                MarbreBlocks *blocks,
                const Lines *block,
                gboolean is_item,
                gboolean down,
                Lines *found)
{
  int count = gtk_text_buffer_get_line_count (buffer);
  int at = down ? block->last + 1 : block->first - 1;

  if (is_item)
    {
      at = marbre_list_find_sibling (buffer, block->first, down);
      return at >= 0 && marbre_list_find_item (buffer, at, &found->first, &found->last);
    }
  while (at >= 0 && at < count && is_blank (buffer, at))
    at += down ? 1 : -1;
  if (at < 0 || at >= count)
    return FALSE;
  find_block (buffer, blocks, at, found);
  return down ? found->first > block->last : found->last < block->first;
}

/* From the start of a line to the end of another. */
static void
get_bounds (GtkTextBuffer *buffer, int first, int last, GtkTextIter *start, GtkTextIter *end)
{
  gtk_text_buffer_get_iter_at_line (buffer, start, first);
  gtk_text_buffer_get_iter_at_line (buffer, end, last);
  if (!gtk_text_iter_ends_line (end))
    gtk_text_iter_forward_to_line_end (end);
}

static char *
dup_lines (GtkTextBuffer *buffer, int first, int last)
{
  GtkTextIter start, end;

  get_bounds (buffer, first, last, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

/* The line ends between two blocks, with the blank lines there. */
static char *
dup_between (GtkTextBuffer *buffer, const Lines *above, const Lines *below)
{
  GtkTextIter start, end;

  get_bounds (buffer, above->last, above->last, &end, &start);
  gtk_text_buffer_get_iter_at_line (buffer, &end, below->first);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

typedef struct
{
  int insert;
  int bound;
} Selection; /* offsets in the text */

static Selection
get_selection (GtkTextBuffer *buffer)
{
  Selection selection;
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  selection.insert = gtk_text_iter_get_offset (&iter);
  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_selection_bound (buffer));
  selection.bound = gtk_text_iter_get_offset (&iter);
  return selection;
}

static void
select_moved (GtkTextBuffer *buffer, Selection selection, int by)
{
  GtkTextIter insert, bound;

  gtk_text_buffer_get_iter_at_offset (buffer, &insert, MAX (selection.insert + by, 0));
  gtk_text_buffer_get_iter_at_offset (buffer, &bound, MAX (selection.bound + by, 0));
  gtk_text_buffer_select_range (buffer, &insert, &bound);
}

/* Writes two blocks in the other order, what is between them staying between them. */
static void
swap (GtkTextBuffer *buffer, const Lines *above, const Lines *below, gboolean down)
{
  g_autofree char *upper = dup_lines (buffer, above->first, above->last);
  g_autofree char *lower = dup_lines (buffer, below->first, below->last);
  g_autofree char *between = dup_between (buffer, above, below);
  g_autofree char *text = g_strconcat (lower, between, upper, NULL);
  Selection selection = get_selection (buffer);
  glong moved = g_utf8_strlen (down ? lower : upper, -1) + g_utf8_strlen (between, -1);
  GtkTextIter start, end;

  get_bounds (buffer, above->first, below->last, &start, &end);
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, text, -1);
  select_moved (buffer, selection, (int) (down ? moved : -moved));
}

/**
 * marbre_block_move:
 * @buffer: the text
 * @blocks: (nullable): the text as it is parsed
 * @down: below the next block, not above the one before
 *
 * Lets the block at the caret change places with its neighbour, as one user action. The caret stays
 * in its text.
 *
 * Returns: %FALSE if there is no block, or no neighbour
 */
gboolean
marbre_block_move (GtkTextBuffer *buffer, MarbreBlocks *blocks, gboolean down)
{
  MarbreNumbering numbering = { 0, 1 };
  Lines block, other;
  gboolean is_item;

  g_return_val_if_fail (GTK_IS_TEXT_BUFFER (buffer), FALSE);

  if (!find_at_caret (buffer, blocks, &block, &is_item) ||
      !find_neighbour (buffer, blocks, &block, is_item, down, &other))
    return FALSE;
  if (is_item)
    numbering = marbre_list_get_numbering (buffer, block.first);

  gtk_text_buffer_begin_user_action (buffer);
  swap (buffer, down ? &block : &other, down ? &other : &block, down);
  if (is_item)
    marbre_list_renumber (buffer, MIN (block.first, other.first), &numbering);
  gtk_text_buffer_end_user_action (buffer);
  return TRUE;
}

/**
 * marbre_block_duplicate:
 * @buffer: the text
 * @blocks: (nullable): the text as it is parsed
 *
 * Writes the block at the caret a second time below itself, as one user action, and goes on in the
 * second.
 *
 * Returns: %FALSE if there is no block
 */
gboolean
marbre_block_duplicate (GtkTextBuffer *buffer, MarbreBlocks *blocks)
{
  MarbreNumbering numbering = { 0, 1 };
  g_autofree char *text = NULL;
  g_autofree char *below = NULL;
  Selection selection;
  GtkTextIter start, end;
  gboolean is_item;
  Lines block;

  g_return_val_if_fail (GTK_IS_TEXT_BUFFER (buffer), FALSE);

  if (!find_at_caret (buffer, blocks, &block, &is_item))
    return FALSE;
  if (is_item)
    numbering = marbre_list_get_numbering (buffer, block.first);
  text = dup_lines (buffer, block.first, block.last);
  below = g_strconcat (is_item ? "\n" : "\n\n", text, NULL);
  selection = get_selection (buffer);

  gtk_text_buffer_begin_user_action (buffer);
  get_bounds (buffer, block.first, block.last, &start, &end);
  gtk_text_buffer_insert (buffer, &end, below, -1);
  select_moved (buffer, selection, (int) g_utf8_strlen (below, -1));
  if (is_item)
    marbre_list_renumber (buffer, block.first, &numbering);
  gtk_text_buffer_end_user_action (buffer);
  return TRUE;
}

/**
 * marbre_block_select:
 * @buffer: the text
 * @blocks: (nullable): the text as it is parsed
 *
 * Selects the block at the caret; an item that is selected already gives way to its list.
 */
void
marbre_block_select (GtkTextBuffer *buffer, MarbreBlocks *blocks)
{
  GtkTextIter start, end, from, to;
  gboolean is_item;
  Lines block;

  g_return_if_fail (GTK_IS_TEXT_BUFFER (buffer));

  if (!find_at_caret (buffer, blocks, &block, &is_item))
    return;
  get_bounds (buffer, block.first, block.last, &start, &end);
  gtk_text_buffer_get_selection_bounds (buffer, &from, &to);
  if (is_item && gtk_text_iter_equal (&start, &from) && gtk_text_iter_equal (&end, &to))
    {
      find_block (buffer, blocks, block.first, &block);
      get_bounds (buffer, block.first, block.last, &start, &end);
    }
  gtk_text_buffer_select_range (buffer, &end, &start);
}
