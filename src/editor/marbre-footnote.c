/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Footnotes; see marbre-footnote.h. Numbers are labels only: the page counts notes in the order in
 * which they are called, so none has to be renumbered when one is put between others.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-footnote.h"

#include <string.h>

#include "marbre-typing-lines.h"

/* A label with its brackets: "[^1]". */
static gboolean
starts_with_label (const char *text, gsize *length)
{
  gsize inside;

  if (!g_str_has_prefix (text, "[^"))
    return FALSE;
  inside = strcspn (text + 2, "[]^ \t\n");
  *length = inside + 3;
  return inside > 0 && text[inside + 2] == ']';
}

static gboolean
begins_line (const char *text, const char *at)
{
  return at == text || at[-1] == '\n';
}

/* A note's own text begins its line: "[^1]: text". */
static gboolean
is_definition (const char *text, const char *at, gsize length)
{
  return begins_line (text, at) && at[length] == ':';
}

static char *
dup_text (GtkTextBuffer *buffer)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static void
go_to (GtkTextBuffer *buffer, const char *text, const char *place)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_offset (buffer, &iter, (int) g_utf8_pointer_to_offset (text, place));
  gtk_text_buffer_place_cursor (buffer, &iter);
}

/* The label that the caret is in, or right behind, or whose text the caret's line begins with. */
static const char *
find_label_at (const char *text, const char *caret, gsize *length)
{
  const char *line = caret;

  while (!begins_line (text, line))
    line--;
  for (const char *p = line; p != NULL && p <= caret; p = strstr (p + 1, "[^"))
    if (starts_with_label (p, length) && (caret <= p + *length || is_definition (text, p, *length)))
      return p;
  return NULL;
}

/**
 * marbre_footnote_jump:
 * @buffer: the text
 *
 * From where a note is called to the end of its text, and from its text to where it is called.
 *
 * Returns: %FALSE if the caret is at neither, or the other is missing
 */
gboolean
marbre_footnote_jump (GtkTextBuffer *buffer)
{
  g_autofree char *text = NULL;
  g_autofree char *label = NULL;
  const char *at, *caret;
  GtkTextIter iter;
  gboolean from_text;
  gsize length;

  g_return_val_if_fail (GTK_IS_TEXT_BUFFER (buffer), FALSE);

  text = dup_text (buffer);
  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  caret = g_utf8_offset_to_pointer (text, gtk_text_iter_get_offset (&iter));
  at = find_label_at (text, caret, &length);
  if (at == NULL)
    return FALSE;
  from_text = is_definition (text, at, length);
  label = g_strndup (at, length);
  for (const char *p = text; (p = strstr (p, label)) != NULL; p += length)
    {
      if (is_definition (text, p, length) == from_text)
        continue;
      go_to (buffer, text, from_text ? p + length : p + strcspn (p, "\n"));
      return TRUE;
    }
  return FALSE;
}

static guint
find_next_number (const char *text)
{
  guint64 highest = 0;

  for (const char *p = text; (p = strstr (p, "[^")) != NULL; p += 2)
    {
      char *end;
      guint64 number = g_ascii_strtoull (p + 2, &end, 10);

      if (end > p + 2 && *end == ']' && number < G_MAXUINT)
        highest = MAX (highest, number);
    }
  return (guint) highest + 1;
}

/* Behind the selection; on an empty line behind what was written last. */
static void
find_place (GtkTextBuffer *buffer, GtkTextIter *place)
{
  GtkTextIter start;
  int line;

  gtk_text_buffer_get_selection_bounds (buffer, &start, place);
  line = gtk_text_iter_get_line (place);
  if (!marbre_line_is_empty (buffer, line))
    return;
  while (line > 0 && marbre_line_is_empty (buffer, line))
    line--;
  gtk_text_buffer_get_iter_at_line (buffer, place, line);
  if (!gtk_text_iter_ends_line (place))
    gtk_text_iter_forward_to_line_end (place);
}

/* What stands between the end of the text and a new note's. */
static const char *
get_gap (const char *text)
{
  gsize length = strlen (text);
  gsize ends = 0;
  const char *line;
  gsize label;

  while (ends < length && text[length - 1 - ends] == '\n')
    ends++;
  line = text + length - ends;
  while (!begins_line (text, line))
    line--;
  if (starts_with_label (line, &label) && is_definition (text, line, label))
    return ends > 0 ? "" : "\n";
  return ends > 1 ? "" : (ends > 0 ? "\n" : "\n\n");
}

/**
 * marbre_footnote_insert:
 * @buffer: the text
 *
 * Calls a new note at the caret and begins its text at the end, where the caret goes; one user
 * action.
 */
void
marbre_footnote_insert (GtkTextBuffer *buffer)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *call = NULL;
  g_autofree char *note = NULL;
  GtkTextIter place;
  guint number;

  g_return_if_fail (GTK_IS_TEXT_BUFFER (buffer));

  before = dup_text (buffer);
  number = find_next_number (before);
  call = g_strdup_printf ("[^%u]", number);
  find_place (buffer, &place);

  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_insert (buffer, &place, call, -1);
  after = dup_text (buffer);
  note = g_strdup_printf ("%s%s: ", get_gap (after), call);
  gtk_text_buffer_get_end_iter (buffer, &place);
  gtk_text_buffer_insert (buffer, &place, note, -1);
  gtk_text_buffer_place_cursor (buffer, &place);
  gtk_text_buffer_end_user_action (buffer);
}
