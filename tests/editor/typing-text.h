/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Texts with a caret for tests of what keys do: ‸ is the caret, or both ends of a selection.
 */
#pragma once

#include <gtksourceview/gtksource.h>

#define CARET "‸"

static inline GtkTextBuffer *
typing_buffer (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, CARET, 3);
  g_autofree char *plain = g_strjoinv ("", parts);
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (gtk_source_buffer_new (NULL));
  int from = (int) g_utf8_strlen (parts[0], -1);
  int to = from + (parts[1] && parts[2] ? (int) g_utf8_strlen (parts[1], -1) : 0);
  GtkTextIter start, end;

  gtk_source_buffer_set_implicit_trailing_newline (GTK_SOURCE_BUFFER (buffer), FALSE);
  gtk_text_buffer_set_text (buffer, plain, -1);
  gtk_text_buffer_get_iter_at_offset (buffer, &start, from);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, to);
  gtk_text_buffer_select_range (buffer, &end, &start);
  return buffer;
}

static inline char *
typing_text (GtkTextBuffer *buffer)
{
  GtkTextIter start, from, to, end;
  g_autofree char *before = NULL;
  g_autofree char *inside = NULL;
  g_autofree char *after = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_get_selection_bounds (buffer, &from, &to);
  before = gtk_text_buffer_get_text (buffer, &start, &from, TRUE);
  inside = gtk_text_buffer_get_text (buffer, &from, &to, TRUE);
  after = gtk_text_buffer_get_text (buffer, &to, &end, TRUE);
  return g_strconcat (before, CARET, inside, *inside ? CARET : "", after, NULL);
}

/* The text is as expected, and one undo brings back what was before. */
static inline void
typing_check (GtkTextBuffer *buffer, const char *before, const char *expected)
{
  g_autofree char *text = typing_text (buffer);
  g_auto (GStrv) parts = g_strsplit (before, CARET, 3);
  g_autofree char *plain = g_strjoinv ("", parts);
  GtkTextIter start, end;
  g_autofree char *undone = NULL;

  g_assert_cmpstr (text, ==, expected);
  if (g_str_equal (before, expected))
    return;
  gtk_text_buffer_undo (buffer);
  g_assert_false (gtk_text_buffer_get_can_undo (buffer));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  undone = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  g_assert_cmpstr (undone, ==, plain);
}
