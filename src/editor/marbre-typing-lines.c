/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lines of Markdown; see marbre-typing-lines.h. All that stands before a line's text is ASCII, so
 * its columns are bytes as well.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-typing-lines.h"

#include <string.h>

/* CommonMark takes no longer number for a list's. */
#define MAX_DIGITS 9

static int
count_spaces (const char *text)
{
  return (int) strspn (text, " \t");
}

/* "> > " */
static int
read_quote (const char *text, int *depth)
{
  int at = 0;

  for (;;)
    {
      int space = count_spaces (text + at);

      if (space > 3 || text[at + space] != '>')
        return at;
      at += space + 1;
      at += text[at] == ' ';
      (*depth)++;
    }
}

/* Three signs or more of one kind, and spaces between: a rule and no item. */
static gboolean
is_rule (const char *text)
{
  int count = 0;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == *text)
        count++;
      else if (*p != ' ' && *p != '\t')
        return FALSE;
    }
  return count >= 3;
}

static int
read_marker (const char *text, MarbreLine *line)
{
  int digits = (int) strspn (text, "0123456789");
  int length;

  if (digits == 0 && *text != '\0' && strchr ("-*+", *text) != NULL)
    {
      line->kind = MARBRE_ITEM_BULLET;
      line->sign = *text;
      length = 1;
    }
  else if (digits > 0 && digits <= MAX_DIGITS && (text[digits] == '.' || text[digits] == ')'))
    {
      line->kind = MARBRE_ITEM_NUMBER;
      line->sign = text[digits];
      line->number = (guint) g_ascii_strtoull (text, NULL, 10);
      length = digits + 1;
    }
  else
    return 0;
  line->gap = count_spaces (text + length);
  if (line->gap == 0 || (line->kind == MARBRE_ITEM_BULLET && is_rule (text)))
    {
      line->kind = MARBRE_ITEM_NONE;
      return 0;
    }
  return length + line->gap;
}

static gboolean
starts_with_box (const char *text)
{
  return text[0] == '[' && text[1] != '\0' && strchr (" xX", text[1]) != NULL && text[2] == ']' &&
         (text[3] == ' ' || text[3] == '\0');
}

/**
 * marbre_line_read:
 * @text: a line, without its end
 * @line: (out caller-allocates): what it begins with
 */
void
marbre_line_read (const char *text, MarbreLine *line)
{
  int at;

  g_return_if_fail (text != NULL);
  g_return_if_fail (line != NULL);

  *line = (MarbreLine){ 0 };
  line->quote = read_quote (text, &line->depth);
  line->marker = line->quote + count_spaces (text + line->quote);
  at = line->marker + read_marker (text + line->marker, line);
  line->inner = at;
  if (line->kind != MARBRE_ITEM_NONE && starts_with_box (text + at))
    {
      line->task = TRUE;
      at += 3;
      at += text[at] == ' ';
    }
  line->content = at;
  line->blank = text[at + count_spaces (text + at)] == '\0';
}

/**
 * marbre_line_dup_text:
 * @index: a line of @buffer, from 0
 *
 * Returns: (transfer full): the line without its end, folded parts included
 */
char *
marbre_line_dup_text (GtkTextBuffer *buffer, int index)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_line (buffer, &start, index);
  end = start;
  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

/**
 * marbre_line_read_at:
 * @index: a line of @buffer, from 0
 * @line: (out caller-allocates): what it begins with
 */
void
marbre_line_read_at (GtkTextBuffer *buffer, int index, MarbreLine *line)
{
  g_autofree char *text = marbre_line_dup_text (buffer, index);

  marbre_line_read (text, line);
}

/**
 * marbre_line_get_caret:
 * @index: (out): its line
 * @column: (out): its column
 */
void
marbre_line_get_caret (GtkTextBuffer *buffer, int *index, int *column)
{
  GtkTextIter caret;

  gtk_text_buffer_get_iter_at_mark (buffer, &caret, gtk_text_buffer_get_insert (buffer));
  *index = gtk_text_iter_get_line (&caret);
  *column = gtk_text_iter_get_line_offset (&caret);
}

/* A column behind the line's end is its end. */
static void
get_iter (GtkTextBuffer *buffer, GtkTextIter *iter, int index, int column)
{
  gtk_text_buffer_get_iter_at_line (buffer, iter, index);
  for (int i = 0; i < column && !gtk_text_iter_ends_line (iter); i++)
    gtk_text_iter_forward_char (iter);
}

/**
 * marbre_line_place_caret:
 * @index: a line of @buffer
 * @column: a column; beyond the line's end means its end
 */
void
marbre_line_place_caret (GtkTextBuffer *buffer, int index, int column)
{
  GtkTextIter iter;

  get_iter (buffer, &iter, index, column);
  gtk_text_buffer_place_cursor (buffer, &iter);
}

/**
 * marbre_line_replace:
 * @index: a line of @buffer
 * @from: a column
 * @to: a column that is not before @from
 * @text: what stands there afterwards
 *
 * Changes nothing if that stands there already. The caret stays in its text.
 */
void
marbre_line_replace (GtkTextBuffer *buffer, int index, int from, int to, const char *text)
{
  GtkTextIter start, end;
  g_autofree char *present = NULL;

  get_iter (buffer, &start, index, from);
  get_iter (buffer, &end, index, to);
  present = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  if (g_str_equal (present, text))
    return;
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, text, -1);
}

/**
 * marbre_line_dup_marker:
 * @line: an item
 * @number: its number, if it has one
 *
 * Returns: (transfer full): its marker with the spaces behind, and an empty box if it has a box
 */
char *
marbre_line_dup_marker (const MarbreLine *line, guint number)
{
  const char *box = line->task ? "[ ] " : "";

  g_return_val_if_fail (line->kind != MARBRE_ITEM_NONE, NULL);

  if (line->kind == MARBRE_ITEM_NUMBER)
    return g_strdup_printf ("%u%c%*s%s", number, line->sign, line->gap, "", box);
  return g_strdup_printf ("%c%*s%s", line->sign, line->gap, "", box);
}

/**
 * marbre_line_is_empty:
 * @index: a line of @buffer, or one beyond its ends
 *
 * Returns: whether nothing is there, or quote marks alone
 */
gboolean
marbre_line_is_empty (GtkTextBuffer *buffer, int index)
{
  MarbreLine line;

  if (index < 0 || index >= gtk_text_buffer_get_line_count (buffer))
    return TRUE;
  marbre_line_read_at (buffer, index, &line);
  return line.kind == MARBRE_ITEM_NONE && line.blank;
}

/**
 * marbre_line_stand_alone:
 * @index: a line of @buffer
 * @prefix: quote marks, or nothing
 *
 * Makes it a line with nothing but @prefix, apart from both its neighbours, with the caret in it:
 * directly below an item, a quote or a table, what is written would still belong to it.
 */
void
marbre_line_stand_alone (GtkTextBuffer *buffer, int index, const char *prefix)
{
  gboolean before = !marbre_line_is_empty (buffer, index - 1);
  gboolean after = !marbre_line_is_empty (buffer, index + 1);
  g_autofree char *text = NULL;

  text = g_strconcat (before ? prefix : "", before ? "\n" : "", prefix, after ? "\n" : "",
                      after ? prefix : "", NULL);
  marbre_line_replace (buffer, index, 0, G_MAXINT, text);
  marbre_line_place_caret (buffer, index + before, G_MAXINT);
}
