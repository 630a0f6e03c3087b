/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Commands' Markdown for whole lines; see marbre-markup.h.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-markup.h"

#include <string.h>

#include "marbre-typing-lines.h"

/* The lines that the selection touches, or the caret's. */
static void
get_lines (GtkTextBuffer *buffer, int *first, int *last)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_selection_bounds (buffer, &start, &end);
  *first = gtk_text_iter_get_line (&start);
  *last = gtk_text_iter_get_line (&end);
  if (*last > *first && gtk_text_iter_starts_line (&end))
    (*last)--;
}

static gboolean
is_such_item (const MarbreLine *line, MarbreListStyle style)
{
  switch (style)
    {
    case MARBRE_LIST_NUMBERS:
      return line->kind == MARBRE_ITEM_NUMBER;
    case MARBRE_LIST_TASKS:
      return line->kind != MARBRE_ITEM_NONE && line->task;
    case MARBRE_LIST_BULLETS:
    default:
      return line->kind == MARBRE_ITEM_BULLET && !line->task;
    }
}

static char *
make_marker (MarbreListStyle style, guint number)
{
  if (style == MARBRE_LIST_NUMBERS)
    return g_strdup_printf ("%u. ", number);
  return g_strdup (style == MARBRE_LIST_TASKS ? "- [ ] " : "- ");
}

/* Whether all lines with text are as they are to become: then it is taken away. */
static gboolean
all_items (GtkTextBuffer *buffer, int first, int last, MarbreListStyle style)
{
  gboolean some = FALSE;

  for (int i = first; i <= last; i++)
    {
      MarbreLine line;

      marbre_line_read_at (buffer, i, &line);
      if (line.blank && line.kind == MARBRE_ITEM_NONE)
        continue;
      if (!is_such_item (&line, style))
        return FALSE;
      some = TRUE;
    }
  return some;
}

/**
 * marbre_markup_is_list:
 * @buffer: a buffer
 * @style: which kind of list
 *
 * Returns: whether all lines of the selection, or the caret's line, are such items
 */
gboolean
marbre_markup_is_list (GtkTextBuffer *buffer, MarbreListStyle style)
{
  int first, last;

  g_return_val_if_fail (GTK_IS_TEXT_BUFFER (buffer), FALSE);

  get_lines (buffer, &first, &last);
  return all_items (buffer, first, last, style);
}

/**
 * marbre_markup_is_quote:
 * @buffer: a buffer
 *
 * Returns: whether all lines of the selection, or the caret's line, are quoted
 */
gboolean
marbre_markup_is_quote (GtkTextBuffer *buffer)
{
  int first, last;

  g_return_val_if_fail (GTK_IS_TEXT_BUFFER (buffer), FALSE);

  get_lines (buffer, &first, &last);
  for (int i = first; i <= last; i++)
    {
      MarbreLine line;

      marbre_line_read_at (buffer, i, &line);
      if (line.depth == 0)
        return FALSE;
    }
  return TRUE;
}

/**
 * marbre_markup_toggle_list:
 * @buffer: a buffer
 * @style: which kind of list
 *
 * Makes an item of each line of the selection, or of the caret's line; plain lines of them if all
 * are such items already. One user action.
 */
void
marbre_markup_toggle_list (GtkTextBuffer *buffer, MarbreListStyle style)
{
  gboolean off;
  guint number = 1;
  int first, last;

  g_return_if_fail (GTK_IS_TEXT_BUFFER (buffer));

  get_lines (buffer, &first, &last);
  off = all_items (buffer, first, last, style);
  gtk_text_buffer_begin_user_action (buffer);
  for (int i = first; i <= last; i++)
    {
      g_autofree char *marker = off ? g_strdup ("") : make_marker (style, number);
      MarbreLine line;

      marbre_line_read_at (buffer, i, &line);
      if (line.blank && line.kind == MARBRE_ITEM_NONE && first < last)
        continue;
      marbre_line_replace (buffer, i, line.marker, line.content, marker);
      number++;
    }
  gtk_text_buffer_end_user_action (buffer);
}

/**
 * marbre_markup_toggle_quote:
 * @buffer: a buffer
 *
 * Makes a quote of the lines of the selection, or of the caret's line, or takes one level of quote
 * away if all are quoted already. One user action.
 */
void
marbre_markup_toggle_quote (GtkTextBuffer *buffer)
{
  gboolean off;
  int first, last;

  g_return_if_fail (GTK_IS_TEXT_BUFFER (buffer));

  get_lines (buffer, &first, &last);
  off = marbre_markup_is_quote (buffer);
  gtk_text_buffer_begin_user_action (buffer);
  for (int i = first; i <= last; i++)
    {
      g_autofree char *text = marbre_line_dup_text (buffer, i);
      int mark = (int) strspn (text, " ") + 1;

      if (off)
        marbre_line_replace (buffer, i, 0, mark + (text[mark] == ' '), "");
      else
        marbre_line_replace (buffer, i, 0, 0, "> ");
    }
  gtk_text_buffer_end_user_action (buffer);
}
