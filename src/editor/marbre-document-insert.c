/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Blocks into a document, between those that it has; see marbre-document.h. Where a block ends is
 * known from the parse that the page was made of. While there is none (the last key is not parsed
 * yet, or the story is not on the desk), the text around the caret is parsed and not the whole: a
 * long story would keep the window waiting. Main thread only.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-document.h"

#include <string.h>

/* Enough for a long investigation; what is longer comes from a clipboard by mistake. */
#define MAX_INSERT_BYTES (8 * 1024 * 1024)

/* Bytes that are parsed above the caret, and below; more only up to the next blank line. A block
 * that is longer than both is taken apart, as long as it was just written in. */
#define AROUND (16 * 1024)

static gboolean
line_is_blank (GtkTextBuffer *buffer, int line)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_line (buffer, &iter, line);
  while (!gtk_text_iter_ends_line (&iter))
    {
      if (!g_unichar_isspace (gtk_text_iter_get_char (&iter)))
        return FALSE;
      gtk_text_iter_forward_char (&iter);
    }
  return TRUE;
}

static int
count_bytes (GtkTextBuffer *buffer, int line)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_line (buffer, &iter, line);
  return gtk_text_iter_get_bytes_in_line (&iter);
}

/* Returns: the last line of the block on @line, in @blocks that begin in line @offset; between two
 *   of them @line */
static int
find_last_line (MarbreBlocks *blocks, int offset, int line)
{
  for (guint i = 0; i < marbre_blocks_get_length (blocks); i++)
    {
      const MarbreBlock *block = marbre_blocks_get (blocks, i);

      if ((int) block->first_line + offset <= line && line <= (int) block->last_line + offset)
        return (int) block->last_line + offset;
    }
  return line;
}

/* The text around @line, from a line after a blank one to another before one.
 *
 * Returns: (transfer full): its blocks, whose lines count from @first */
static MarbreBlocks *
parse_around (MarbreDocument *self, int line, int *first)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (marbre_document_get_buffer (self));
  int count = gtk_text_buffer_get_line_count (buffer);
  int last = line;
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  *first = line;
  for (int bytes = 0; *first > 0 && (bytes < AROUND || !line_is_blank (buffer, *first - 1));)
    bytes += count_bytes (buffer, --*first);
  for (int bytes = 0; last + 1 < count && (bytes < AROUND || !line_is_blank (buffer, last + 1));)
    bytes += count_bytes (buffer, ++last);
  gtk_text_buffer_get_iter_at_line (buffer, &start, *first);
  gtk_text_buffer_get_iter_at_line (buffer, &end, last);
  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  return marbre_blocks_parse (text, -1, marbre_document_get_language (self), NULL, NULL);
}

/* The last line of the block that the caret is in; its own line between two blocks. The parser is
 * asked, since a code block or a list may hold blank lines. */
static int
last_line_at_caret (MarbreDocument *self)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (marbre_document_get_buffer (self));
  MarbreBlocks *blocks = marbre_document_get_blocks (self);
  g_autoptr (MarbreBlocks) around = NULL;
  GtkTextIter caret;
  int line, first;

  gtk_text_buffer_get_iter_at_mark (buffer, &caret, gtk_text_buffer_get_insert (buffer));
  line = gtk_text_iter_get_line (&caret);
  if (blocks != NULL)
    return find_last_line (blocks, 0, line);
  around = parse_around (self, line, &first);
  return find_last_line (around, first, line);
}

/**
 * marbre_document_insert_markdown:
 * @markdown: one or more blocks of Markdown, at most 8 MiB
 *
 * Puts @markdown behind the block that the caret is in, apart from its neighbours by blank lines,
 * as one undo step, and the caret at its end.
 */
void
marbre_document_insert_markdown (MarbreDocument *self, const char *markdown)
{
  GtkTextBuffer *buffer;
  g_autofree char *block = NULL;
  g_autoptr (GString) text = NULL;
  GtkTextIter iter;
  int line, lines;
  gsize before = 0;

  g_return_if_fail (MARBRE_IS_DOCUMENT (self));
  g_return_if_fail (markdown != NULL && strlen (markdown) <= MAX_INSERT_BYTES);

  buffer = GTK_TEXT_BUFFER (marbre_document_get_buffer (self));
  block = g_strdup (markdown);
  g_strchomp (block);
  line = last_line_at_caret (self);
  lines = gtk_text_buffer_get_line_count (buffer);

  text = g_string_new (NULL);
  if (!line_is_blank (buffer, line))
    g_string_append (text, "\n\n");
  else if (line > 0 && !line_is_blank (buffer, line - 1))
    g_string_append (text, "\n");
  g_string_append (text, block);
  before = text->len;
  if (line + 1 < lines && !line_is_blank (buffer, line + 1))
    g_string_append (text, "\n");

  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_get_iter_at_line (buffer, &iter, line);
  if (!gtk_text_iter_ends_line (&iter))
    gtk_text_iter_forward_to_line_end (&iter);
  gtk_text_buffer_insert (buffer, &iter, text->str, (int) before);
  gtk_text_buffer_place_cursor (buffer, &iter);
  if (text->len > before)
    {
      GtkTextMark *caret = gtk_text_buffer_create_mark (buffer, NULL, &iter, TRUE);

      gtk_text_buffer_insert (buffer, &iter, text->str + before, -1);
      gtk_text_buffer_get_iter_at_mark (buffer, &iter, caret);
      gtk_text_buffer_place_cursor (buffer, &iter);
      gtk_text_buffer_delete_mark (buffer, caret);
    }
  gtk_text_buffer_end_user_action (buffer);
}
