/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shortcuts' Markdown; see marbre-markup.h.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-markup.h"

#include <string.h>

/* The selection, or the word under the caret, without spaces at its ends: "**word **" is not bold
 * in Markdown. */
static gboolean
get_target (GtkTextBuffer *buffer, GtkTextIter *start, GtkTextIter *end)
{
  if (!gtk_text_buffer_get_selection_bounds (buffer, start, end))
    {
      gtk_text_buffer_get_iter_at_mark (buffer, start, gtk_text_buffer_get_insert (buffer));
      *end = *start;
      if (!gtk_text_iter_inside_word (start) || gtk_text_iter_starts_word (start))
        return FALSE;
      gtk_text_iter_backward_word_start (start);
      gtk_text_iter_forward_word_end (end);
    }
  while (gtk_text_iter_compare (start, end) < 0 &&
         g_unichar_isspace (gtk_text_iter_get_char (start)))
    gtk_text_iter_forward_char (start);
  while (gtk_text_iter_compare (start, end) < 0)
    {
      GtkTextIter last = *end;

      gtk_text_iter_backward_char (&last);
      if (!g_unichar_isspace (gtk_text_iter_get_char (&last)))
        break;
      *end = last;
    }
  return !gtk_text_iter_equal (start, end);
}

/* How many of @sign stand in a row from @iter on, in a direction. */
static guint
count_signs (const GtkTextIter *iter, gunichar sign, gboolean backwards)
{
  GtkTextIter at = *iter;
  guint count = 0;

  for (;;)
    {
      if (backwards && !gtk_text_iter_backward_char (&at))
        return count;
      if (gtk_text_iter_get_char (&at) != sign)
        return count;
      count++;
      if (!backwards && !gtk_text_iter_forward_char (&at))
        return count;
    }
}

/* One star is emphasis, two are strong, three are both: a run holds @wanted of them if taking it
 * away leaves a run that means the rest. */
static gboolean
run_holds (guint run, guint wanted)
{
  return run == wanted || run == 3;
}

static gboolean
is_wrapped (const GtkTextIter *start, const GtkTextIter *end, const char *marker)
{
  guint length = (guint) strlen (marker);

  return run_holds (count_signs (start, (gunichar) *marker, TRUE), length) &&
         run_holds (count_signs (end, (gunichar) *marker, FALSE), length);
}

/* How many "#" the caret's line begins with, and where. */
static guint
count_level (GtkTextBuffer *buffer, GtkTextIter *start)
{
  gtk_text_buffer_get_iter_at_mark (buffer, start, gtk_text_buffer_get_insert (buffer));
  gtk_text_iter_set_line_offset (start, 0);
  return count_signs (start, '#', FALSE);
}

static void
insert_at (GtkTextBuffer *buffer, int offset, const char *text)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_offset (buffer, &iter, offset);
  gtk_text_buffer_insert (buffer, &iter, text, -1);
}

static void
delete_range (GtkTextBuffer *buffer, int from, int to)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_offset (buffer, &start, from);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, to);
  gtk_text_buffer_delete (buffer, &start, &end);
}

static void
select_range (GtkTextBuffer *buffer, int from, int to)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_offset (buffer, &start, from);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, to);
  gtk_text_buffer_select_range (buffer, &end, &start);
}

/**
 * marbre_markup_toggle_wrap:
 * @buffer: a buffer
 * @marker: what stands on both sides: "*" or "**"
 *
 * Puts @marker around the selection or the word at the caret, or takes it away where it is. Without
 * either, puts a pair at the caret and the caret between.
 */
void
marbre_markup_toggle_wrap (GtkTextBuffer *buffer, const char *marker)
{
  GtkTextIter start, end;
  int length, from, to;
  gboolean wrapped;

  g_return_if_fail (GTK_IS_TEXT_BUFFER (buffer));
  g_return_if_fail (marker != NULL && *marker != '\0');

  length = (int) strlen (marker);
  wrapped = get_target (buffer, &start, &end) && is_wrapped (&start, &end, marker);
  from = gtk_text_iter_get_offset (&start);
  to = gtk_text_iter_get_offset (&end);

  gtk_text_buffer_begin_user_action (buffer);
  if (wrapped)
    {
      delete_range (buffer, to, to + length);
      delete_range (buffer, from - length, from);
      select_range (buffer, from - length, to - length);
    }
  else
    {
      insert_at (buffer, to, marker);
      insert_at (buffer, from, marker);
      select_range (buffer, from + length, to + length);
    }
  gtk_text_buffer_end_user_action (buffer);
}

/**
 * marbre_markup_set_heading:
 * @buffer: a buffer
 * @level: 1 to 6; 0 for a plain line
 *
 * Makes the caret's line a heading of that level; a line that is one already becomes plain.
 */
void
marbre_markup_set_heading (GtkTextBuffer *buffer, guint level)
{
  GtkTextIter start, end;
  guint present;
  char prefix[8];

  g_return_if_fail (GTK_IS_TEXT_BUFFER (buffer));
  g_return_if_fail (level <= 6);

  present = count_level (buffer, &start);
  end = start;
  gtk_text_iter_forward_chars (&end, (int) present);
  while (present > 0 && gtk_text_iter_get_char (&end) == ' ')
    gtk_text_iter_forward_char (&end);

  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete (buffer, &start, &end);
  if (present != level && level > 0)
    {
      memset (prefix, '#', level);
      prefix[level] = ' ';
      gtk_text_buffer_insert (buffer, &start, prefix, (int) level + 1);
    }
  gtk_text_buffer_end_user_action (buffer);
}

/**
 * marbre_markup_get_state:
 * @buffer: a buffer
 *
 * Reads the lines that are selected, so not for each key while much is.
 *
 * Returns: what the selection is already
 */
MarbreMarkupState
marbre_markup_get_state (GtkTextBuffer *buffer)
{
  MarbreMarkupState state = 0;
  GtkTextIter start, end;

  g_return_val_if_fail (GTK_IS_TEXT_BUFFER (buffer), 0);

  if (get_target (buffer, &start, &end))
    {
      state |= is_wrapped (&start, &end, "**") ? MARBRE_MARKUP_STRONG : 0;
      state |= is_wrapped (&start, &end, "*") ? MARBRE_MARKUP_EMPHASIS : 0;
    }
  state |= count_level (buffer, &start) > 0 ? MARBRE_MARKUP_HEADING : 0;
  state |= marbre_markup_is_quote (buffer) ? MARBRE_MARKUP_QUOTE : 0;
  state |= marbre_markup_is_list (buffer, MARBRE_LIST_BULLETS) ? MARBRE_MARKUP_LIST : 0;
  return state;
}
