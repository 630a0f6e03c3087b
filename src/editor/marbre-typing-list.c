/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lists under the keys; see marbre-typing-list.h. An item is the line with its marker and what is
 * indented below it; its siblings are found by walking from item to item.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-typing-list.h"

#include <string.h>

#include "marbre-typing-lines.h"

/* Columns from the quote marks on. */
static int
indent_of (const MarbreLine *line)
{
  return line->marker - line->quote;
}

static gboolean
is_empty (const MarbreLine *line)
{
  return line->kind == MARBRE_ITEM_NONE && line->blank;
}

static gboolean
is_child (const MarbreLine *line, const MarbreLine *parent)
{
  return indent_of (line) >= parent->inner - parent->quote;
}

/* Whether both are items of one list, given that neither lies in the other. */
static gboolean
are_alike (const MarbreLine *a, const MarbreLine *b)
{
  return a->kind == b->kind && a->sign == b->sign;
}

/* The next item above @index that is not deeper than @indent: a sibling, or the item around.
 *
 * Returns: its line, −1 if the list begins at @index */
static int
find_above (GtkTextBuffer *buffer, int index, const MarbreLine *from, MarbreLine *found)
{
  for (int i = index - 1; i >= MAX (0, index - MARBRE_LIST_MAX_LINES); i--)
    {
      marbre_line_read_at (buffer, i, found);
      if (found->depth != from->depth)
        return -1;
      if (is_empty (found))
        continue;
      if (found->kind == MARBRE_ITEM_NONE && indent_of (found) == 0)
        return -1;
      if (found->kind != MARBRE_ITEM_NONE && indent_of (found) <= indent_of (from))
        return i;
    }
  return -1;
}

/* The last line of the item that begins at @index. */
static int
find_end (GtkTextBuffer *buffer, int index, const MarbreLine *item)
{
  int count = MIN (gtk_text_buffer_get_line_count (buffer), index + MARBRE_LIST_MAX_LINES);
  int last = index;

  for (int i = index + 1; i < count; i++)
    {
      MarbreLine line;

      marbre_line_read_at (buffer, i, &line);
      if (line.depth != item->depth)
        break;
      if (is_empty (&line))
        continue;
      /* Without a blank line before it, a line goes on with the paragraph above wherever it
       * begins. */
      if (!is_child (&line, item) && (line.kind != MARBRE_ITEM_NONE || last != i - 1))
        break;
      last = i;
    }
  return last;
}

/* The line of the next item of the same list, −1 if there is none. */
static int
find_next (GtkTextBuffer *buffer, int index, const MarbreLine *item, MarbreLine *next)
{
  int count = gtk_text_buffer_get_line_count (buffer);

  for (int i = find_end (buffer, index, item) + 1; i < count; i++)
    {
      marbre_line_read_at (buffer, i, next);
      if (next->depth != item->depth)
        return -1;
      if (!is_empty (next))
        return are_alike (next, item) && indent_of (next) >= indent_of (item) ? i : -1;
    }
  return -1;
}

static int
find_previous (GtkTextBuffer *buffer, int index, const MarbreLine *item, MarbreLine *previous)
{
  int found = find_above (buffer, index, item, previous);

  return found >= 0 && !is_child (item, previous) && are_alike (item, previous) ? found : -1;
}

static int
find_first (GtkTextBuffer *buffer, int index, MarbreLine *item)
{
  MarbreLine previous;

  for (int steps = 0; steps < MARBRE_LIST_MAX_LINES; steps++)
    {
      int found = find_previous (buffer, index, item, &previous);

      if (found < 0)
        break;
      index = found;
      *item = previous;
    }
  return index;
}

/**
 * marbre_list_find_item:
 * @index: a line
 * @first: (out): where the item begins that the line belongs to
 * @last: (out): its last line, items within it included
 *
 * Returns: %FALSE if that line is in no list
 */
gboolean
marbre_list_find_item (GtkTextBuffer *buffer, int index, int *first, int *last)
{
  MarbreLine line, item;

  g_return_val_if_fail (GTK_IS_TEXT_BUFFER (buffer), FALSE);

  marbre_line_read_at (buffer, index, &line);
  *first = index;
  item = line;
  if (line.kind == MARBRE_ITEM_NONE)
    {
      if (line.blank || indent_of (&line) == 0)
        return FALSE;
      *first = find_above (buffer, index, &line, &item);
    }
  if (*first < 0)
    return FALSE;
  *last = find_end (buffer, *first, &item);
  return *last >= index;
}

/**
 * marbre_list_find_sibling:
 * @index: the line of an item's marker
 * @below: the one below, not the one above
 *
 * Returns: the line of the next item of the same list, −1 if there is none
 */
int
marbre_list_find_sibling (GtkTextBuffer *buffer, int index, gboolean below)
{
  MarbreLine item, sibling;

  g_return_val_if_fail (GTK_IS_TEXT_BUFFER (buffer), -1);

  marbre_line_read_at (buffer, index, &item);
  return below ? find_next (buffer, index, &item, &sibling)
               : find_previous (buffer, index, &item, &sibling);
}

/**
 * marbre_list_get_numbering:
 * @index: the line of an item's marker
 *
 * Ask before a change, to keep it with marbre_list_renumber() afterwards.
 *
 * Returns: how the item's list is numbered
 */
MarbreNumbering
marbre_list_get_numbering (GtkTextBuffer *buffer, int index)
{
  MarbreNumbering numbering = { 0, 1 };
  MarbreLine first, second;

  g_return_val_if_fail (GTK_IS_TEXT_BUFFER (buffer), numbering);

  marbre_line_read_at (buffer, index, &first);
  if (first.kind != MARBRE_ITEM_NUMBER)
    return numbering;
  index = find_first (buffer, index, &first);
  numbering.start = first.number;
  if (find_next (buffer, index, &first, &second) >= 0 && second.number == first.number)
    numbering.step = 0;
  return numbering;
}

/* Moves lines sideways; blank ones stay. */
static void
indent_lines (GtkTextBuffer *buffer, int first, int last, int by)
{
  for (int i = first; i <= last && by != 0; i++)
    {
      g_autofree char *space = g_strnfill ((gsize) MAX (by, 0), ' ');
      MarbreLine line;

      marbre_line_read_at (buffer, i, &line);
      if (!is_empty (&line))
        marbre_line_replace (buffer, i, line.quote, line.quote + CLAMP (-by, 0, indent_of (&line)),
                             space);
    }
}

/* What lies in the item has to move along when the number gets longer. */
static void
set_number (GtkTextBuffer *buffer, int index, const MarbreLine *item, guint number)
{
  int last = find_end (buffer, index, item);
  MarbreLine renumbered;
  g_autofree char *marker = NULL;

  if (item->number == number)
    return;
  marker = g_strdup_printf ("%u%c", number, item->sign);
  marbre_line_replace (buffer, index, item->marker, item->inner - item->gap, marker);
  marbre_line_read_at (buffer, index, &renumbered);
  indent_lines (buffer, index + 1, last, renumbered.inner - item->inner);
}

/**
 * marbre_list_renumber:
 * @index: the line of an item's marker
 * @numbering: how its list is to be numbered
 *
 * Puts the numbers of the item's list in order. Does nothing to other lists, those inside its items
 * included.
 */
void
marbre_list_renumber (GtkTextBuffer *buffer, int index, const MarbreNumbering *numbering)
{
  guint number = numbering->start;
  MarbreLine item;

  g_return_if_fail (GTK_IS_TEXT_BUFFER (buffer));

  marbre_line_read_at (buffer, index, &item);
  if (item.kind != MARBRE_ITEM_NUMBER)
    return;
  index = find_first (buffer, index, &item);
  for (int steps = 0; index >= 0 && steps < MARBRE_LIST_MAX_LINES; steps++)
    {
      MarbreLine next;

      set_number (buffer, index, &item, number);
      number += numbering->step;
      marbre_line_read_at (buffer, index, &item);
      index = find_next (buffer, index, &item, &next);
      item = next;
    }
}

/* Enter */

static char *
dup_prefix (GtkTextBuffer *buffer, int index, int columns)
{
  g_autofree char *text = marbre_line_dup_text (buffer, index);

  return g_strndup (text, (gsize) columns);
}

/* The quote marks in front of a line that is yet to be written. */
static char *
dup_quote (GtkTextBuffer *buffer, int index, const MarbreLine *line)
{
  g_autofree char *marks = dup_prefix (buffer, index, line->quote);

  return line->depth > 0 && !g_str_has_suffix (marks, " ") ? g_strconcat (marks, " ", NULL)
                                                           : g_steal_pointer (&marks);
}

/* The quote marks without the innermost. */
static char *
dup_outer_quote (GtkTextBuffer *buffer, int index, const MarbreLine *line)
{
  g_autofree char *marks = dup_prefix (buffer, index, line->quote);
  char *last = strrchr (marks, '>');

  if (last != NULL)
    *last = '\0';
  return g_steal_pointer (&marks);
}

/* An empty item becomes one of the list around, then a paragraph, then leaves the quote. */
static void
end_item (GtkTextBuffer *buffer, int index, const MarbreLine *item)
{
  MarbreLine parent;
  int above = find_above (buffer, index, item, &parent);
  g_autofree char *prefix = NULL;
  gboolean done;

  while (above >= 0 && !is_child (item, &parent))
    {
      MarbreLine from = parent;

      above = find_above (buffer, above, &from, &parent);
    }
  if (item->kind != MARBRE_ITEM_NONE && above >= 0)
    {
      marbre_list_shift (buffer, FALSE, &done);
      return;
    }
  if (item->kind != MARBRE_ITEM_NONE)
    prefix = dup_prefix (buffer, index, item->quote);
  else
    prefix = dup_outer_quote (buffer, index, item);
  marbre_line_stand_alone (buffer, index, prefix);
}

static void
delete_spaces_after_caret (GtkTextBuffer *buffer)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_mark (buffer, &start, gtk_text_buffer_get_insert (buffer));
  end = start;
  while (!gtk_text_iter_ends_line (&end) && gtk_text_iter_get_char (&end) == ' ')
    gtk_text_iter_forward_char (&end);
  gtk_text_buffer_delete (buffer, &start, &end);
}

static void
continue_item (GtkTextBuffer *buffer, int index, const MarbreLine *item)
{
  MarbreNumbering numbering = marbre_list_get_numbering (buffer, index);
  g_autofree char *quote = dup_quote (buffer, index, item);
  g_autofree char *indent = g_strnfill ((gsize) indent_of (item), ' ');
  g_autofree char *marker = NULL;
  g_autofree char *text = NULL;

  if (item->kind != MARBRE_ITEM_NONE)
    marker = marbre_line_dup_marker (item, item->number + numbering.step);
  text = g_strconcat ("\n", quote, marker ? indent : "", marker, NULL);
  delete_spaces_after_caret (buffer);
  gtk_text_buffer_insert_at_cursor (buffer, text, -1);
  marbre_list_renumber (buffer, index, &numbering);
}

/**
 * marbre_list_break:
 * @buffer: the text
 *
 * What Enter does in an item or a quote: goes on with it, or leaves it if it is empty.
 *
 * Returns: %FALSE if the caret is in neither; nothing was done
 */
gboolean
marbre_list_break (GtkTextBuffer *buffer)
{
  MarbreLine line;
  int index, column;

  g_return_val_if_fail (GTK_IS_TEXT_BUFFER (buffer), FALSE);

  marbre_line_get_caret (buffer, &index, &column);
  marbre_line_read_at (buffer, index, &line);
  if ((line.kind == MARBRE_ITEM_NONE && line.depth == 0) || column < line.content ||
      gtk_text_buffer_get_has_selection (buffer))
    return FALSE;
  gtk_text_buffer_begin_user_action (buffer);
  if (line.blank)
    end_item (buffer, index, &line);
  else
    continue_item (buffer, index, &line);
  gtk_text_buffer_end_user_action (buffer);
  return TRUE;
}

/* Backspace */

/* The column behind "## ", 0 if the line is no heading. */
static int
heading_column (const char *text, const MarbreLine *line)
{
  int signs = (int) strspn (text + line->content, "#");
  int spaces = (int) strspn (text + line->content + signs, " \t");

  return signs > 0 && signs <= 6 && spaces > 0 ? line->content + signs + spaces : 0;
}

static void
erase_item (GtkTextBuffer *buffer, int index, const MarbreLine *item)
{
  MarbreNumbering numbering = marbre_list_get_numbering (buffer, index);
  MarbreLine next, first;
  int below = find_next (buffer, index, item, &next);

  marbre_line_replace (buffer, index, item->marker, item->content, "");
  if (below < 0)
    return;
  /* The items below may be a list of their own now, which goes on with the numbers. */
  first = next;
  if (find_first (buffer, below, &first) == below && numbering.start > 0)
    numbering.start = item->number;
  marbre_list_renumber (buffer, below, &numbering);
}

/**
 * marbre_list_erase_marker:
 * @buffer: the text
 *
 * What Backspace does where an item, a quote or a heading begins: takes the marker away.
 *
 * Returns: %FALSE if the caret is not there; nothing was done
 */
gboolean
marbre_list_erase_marker (GtkTextBuffer *buffer)
{
  g_autofree char *text = NULL;
  g_autofree char *outer = NULL;
  MarbreLine line;
  int index, column, heading;

  g_return_val_if_fail (GTK_IS_TEXT_BUFFER (buffer), FALSE);

  marbre_line_get_caret (buffer, &index, &column);
  if (column == 0 || gtk_text_buffer_get_has_selection (buffer))
    return FALSE;
  text = marbre_line_dup_text (buffer, index);
  marbre_line_read (text, &line);
  heading = heading_column (text, &line);
  if (column != heading &&
      (column != line.content || (line.kind == MARBRE_ITEM_NONE && line.depth == 0)))
    return FALSE;
  gtk_text_buffer_begin_user_action (buffer);
  if (column == heading)
    marbre_line_replace (buffer, index, line.content, heading, "");
  else if (line.kind != MARBRE_ITEM_NONE)
    erase_item (buffer, index, &line);
  else
    {
      outer = dup_outer_quote (buffer, index, &line);
      marbre_line_replace (buffer, index, 0, line.content, outer);
    }
  gtk_text_buffer_end_user_action (buffer);
  return TRUE;
}

/* Tab */

/* Where an item goes, in columns from the quote marks on; −1 if it cannot. */
static int
find_new_indent (GtkTextBuffer *buffer, int index, const MarbreLine *item, gboolean deeper)
{
  MarbreLine above;
  int found = find_above (buffer, index, item, &above);

  if (deeper)
    return found >= 0 && !is_child (item, &above) ? above.inner - above.quote : -1;
  while (found >= 0 && !is_child (item, &above))
    {
      MarbreLine from = above;

      found = find_above (buffer, found, &from, &above);
    }
  if (found >= 0)
    return indent_of (&above);
  return indent_of (item) > 0 ? 0 : -1;
}

/* The items of the selection, or the caret's. */
static gboolean
find_items (GtkTextBuffer *buffer, int *first, int *last)
{
  GtkTextIter start, end;
  int to, end_line;

  gtk_text_buffer_get_selection_bounds (buffer, &start, &end);
  if (!marbre_list_find_item (buffer, gtk_text_iter_get_line (&start), first, last))
    return FALSE;
  end_line = gtk_text_iter_get_line (&end);
  if (end_line > gtk_text_iter_get_line (&start) && gtk_text_iter_starts_line (&end))
    end_line--;
  while (*last < end_line)
    {
      int next = *last + 1;

      while (next < end_line && marbre_line_is_empty (buffer, next))
        next++;
      if (!marbre_list_find_item (buffer, next, &to, last))
        return FALSE;
    }
  return TRUE;
}

/* An item that comes into another list takes the number that follows there. */
static void
join_list (GtkTextBuffer *buffer, int index)
{
  MarbreLine item, previous;
  MarbreNumbering numbering = { 1, 1 };
  int above;

  marbre_line_read_at (buffer, index, &item);
  if (item.kind != MARBRE_ITEM_NUMBER)
    return;
  above = find_previous (buffer, index, &item, &previous);
  if (above >= 0)
    {
      above = find_first (buffer, above, &previous);
      numbering = marbre_list_get_numbering (buffer, above);
      /* The number that it brings along says nothing about the list. */
      if (find_next (buffer, above, &previous, &item) == index)
        numbering.step = 1;
    }
  marbre_list_renumber (buffer, index, &numbering);
}

/**
 * marbre_list_shift:
 * @buffer: the text
 * @deeper: into the item above, not out of the one around
 * @done: (out): whether it could be moved that way
 *
 * What Tab and Shift+Tab do to the item at the caret, or to those of the selection, with all that
 * is in them.
 *
 * Returns: %FALSE if the caret is in no item
 */
gboolean
marbre_list_shift (GtkTextBuffer *buffer, gboolean deeper, gboolean *done)
{
  MarbreNumbering numbering = { 0, 1 };
  MarbreLine item, next;
  int first, last, indent, below;

  g_return_val_if_fail (GTK_IS_TEXT_BUFFER (buffer), FALSE);

  *done = FALSE;
  if (!find_items (buffer, &first, &last))
    return FALSE;
  marbre_line_read_at (buffer, first, &item);
  indent = find_new_indent (buffer, first, &item, deeper);
  if (indent < 0)
    return TRUE;
  numbering = marbre_list_get_numbering (buffer, first);
  below = find_next (buffer, first, &item, &next);
  while (below >= 0 && below <= last)
    {
      MarbreLine from = next;

      below = find_next (buffer, below, &from, &next);
    }

  gtk_text_buffer_begin_user_action (buffer);
  indent_lines (buffer, first, last, indent - indent_of (&item));
  join_list (buffer, first);
  if (below >= 0)
    marbre_list_renumber (buffer, below, &numbering);
  gtk_text_buffer_end_user_action (buffer);
  *done = TRUE;
  return TRUE;
}
