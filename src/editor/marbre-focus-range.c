/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sentence or paragraph with the caret; see marbre-focus-range.h. Read again from the buffer's
 * lines for each caret: no state that could be wrong, and no cost that grows with the story.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-focus-range.h"

#include <string.h>

#include "marbre-sentence.h"
#include "marbre-typing-lines.h"

/* A paragraph of more lines is cut: nobody sees it whole. */
#define MAX_LINES 120

/* Characters around the caret in which a sentence is looked for. */
#define MAX_REACH 4000

static gboolean
begins_paragraph (GtkTextBuffer *buffer, int line)
{
  g_autofree char *text = marbre_line_dup_text (buffer, line);
  MarbreLine read;

  marbre_line_read (text, &read);
  return read.blank || read.kind != MARBRE_ITEM_NONE || text[read.content] == '#';
}

/* A heading is a paragraph by itself, and nothing belongs to a blank line. */
static gboolean
ends_paragraph (GtkTextBuffer *buffer, int line)
{
  g_autofree char *text = marbre_line_dup_text (buffer, line);
  MarbreLine read;

  marbre_line_read (text, &read);
  return read.blank || text[read.content] == '#';
}

static void
find_paragraph (GtkTextBuffer *buffer, const GtkTextIter *at, GtkTextIter *start, GtkTextIter *end)
{
  int n_lines = gtk_text_buffer_get_line_count (buffer);
  int first = gtk_text_iter_get_line (at);
  int last = first;

  for (int i = 0; i < MAX_LINES && first > 0 && !begins_paragraph (buffer, first) &&
                  !ends_paragraph (buffer, first - 1);
       i++)
    first--;
  for (int i = 0; i < MAX_LINES && last + 1 < n_lines && !ends_paragraph (buffer, last) &&
                  !begins_paragraph (buffer, last + 1);
       i++)
    last++;
  gtk_text_buffer_get_iter_at_line (buffer, start, first);
  gtk_text_buffer_get_iter_at_line (buffer, end, last);
  if (!gtk_text_iter_ends_line (end))
    gtk_text_iter_forward_to_line_end (end);
}

/* Leaves out what stands before the text: quote marks and an item's marker. */
static void
skip_marker (GtkTextBuffer *buffer, GtkTextIter *start)
{
  MarbreLine line;

  if (!gtk_text_iter_starts_line (start))
    return;
  marbre_line_read_at (buffer, gtk_text_iter_get_line (start), &line);
  gtk_text_iter_set_line_offset (start, line.content);
}

static void
find_sentence (GtkTextBuffer *buffer, const GtkTextIter *at, GtkTextIter *start, GtkTextIter *end)
{
  g_autofree char *before = NULL;
  g_autofree char *text = NULL;
  gsize first, last;
  int offset;

  find_paragraph (buffer, at, start, end);
  skip_marker (buffer, start);
  if (gtk_text_iter_compare (at, start) < 0)
    gtk_text_iter_set_line_offset (start, 0);
  if (gtk_text_iter_get_offset (at) - gtk_text_iter_get_offset (start) > MAX_REACH)
    gtk_text_iter_set_offset (start, gtk_text_iter_get_offset (at) - MAX_REACH);
  if (gtk_text_iter_get_offset (end) - gtk_text_iter_get_offset (at) > MAX_REACH)
    gtk_text_iter_set_offset (end, gtk_text_iter_get_offset (at) + MAX_REACH);

  before = gtk_text_iter_get_slice (start, at);
  text = gtk_text_iter_get_slice (start, end);
  marbre_sentence_find (text, strlen (text), strlen (before), &first, &last);
  offset = gtk_text_iter_get_offset (start);
  gtk_text_iter_set_offset (end, offset + (int) g_utf8_strlen (text, (gssize) last));
  gtk_text_iter_set_offset (start, offset + (int) g_utf8_strlen (text, (gssize) first));
}

/**
 * marbre_focus_range_find:
 * @buffer: a text
 * @focus: what of it
 * @start: (out): where it begins
 * @end: (out): where it ends
 *
 * Finds what the caret is in; with a selection, all that it touches.
 */
void
marbre_focus_range_find (GtkTextBuffer *buffer,
                         MarbreFocus focus,
                         GtkTextIter *start,
                         GtkTextIter *end)
{
  GtkTextIter first, last, unused;

  g_return_if_fail (GTK_IS_TEXT_BUFFER (buffer));
  g_return_if_fail (start != NULL && end != NULL);

  gtk_text_buffer_get_selection_bounds (buffer, &first, &last);
  if (focus == MARBRE_FOCUS_OFF)
    gtk_text_buffer_get_bounds (buffer, start, end);
  else if (focus == MARBRE_FOCUS_SENTENCE)
    {
      find_sentence (buffer, &first, start, &unused);
      find_sentence (buffer, &last, &unused, end);
    }
  else
    {
      find_paragraph (buffer, &first, start, &unused);
      find_paragraph (buffer, &last, &unused, end);
    }
}
