/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is to be read; see marbre-spelling-backlog.h.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-spelling-backlog.h"

#include "marbre-spelling-chunk.h"

struct _MarbreSpellingBacklog
{
  GtkTextBuffer *buffer; /* (owned) */
  GtkTextTag *unread;    /* (borrowed): of the buffer: what is to be read */
  GtkTextTag *code;      /* (borrowed): of the buffer: see marbre-spelling-chunk.h */
  MarbreProseMode mode;
};

/**
 * marbre_spelling_backlog_new:
 * @buffer: a text
 * @mode: %MARBRE_PROSE_BODY for Markdown, which is read in parts; %MARBRE_PROSE_LINE for a field
 *
 * Returns: (transfer full): a backlog with nothing in it
 */
MarbreSpellingBacklog *
marbre_spelling_backlog_new (GtkTextBuffer *buffer, MarbreProseMode mode)
{
  MarbreSpellingBacklog *self;

  g_return_val_if_fail (GTK_IS_TEXT_BUFFER (buffer), NULL);

  self = g_new0 (MarbreSpellingBacklog, 1);
  self->buffer = g_object_ref (buffer);
  self->unread = gtk_text_buffer_create_tag (buffer, NULL, NULL);
  self->code = gtk_text_buffer_create_tag (buffer, NULL, NULL);
  self->mode = mode;
  return self;
}

/**
 * marbre_spelling_backlog_free:
 *
 * Forgets what was to be read.
 */
void
marbre_spelling_backlog_free (MarbreSpellingBacklog *self)
{
  GtkTextTagTable *table;

  g_return_if_fail (self != NULL);

  table = gtk_text_buffer_get_tag_table (self->buffer);
  gtk_text_tag_table_remove (table, self->unread);
  gtk_text_tag_table_remove (table, self->code);
  g_object_unref (self->buffer);
  g_free (self);
}

/**
 * marbre_spelling_backlog_add:
 * @start: a place
 * @end: the same, or one behind
 *
 * Has the lines from @start to @end read, again or for the first time.
 */
void
marbre_spelling_backlog_add (MarbreSpellingBacklog *self,
                             const GtkTextIter *start,
                             const GtkTextIter *end)
{
  GtkTextIter from = *start, to = *end;

  g_return_if_fail (self != NULL);

  gtk_text_iter_set_line_offset (&from, 0);
  gtk_text_iter_forward_line (&to);
  gtk_text_buffer_apply_tag (self->buffer, self->unread, &from, &to);
}

/**
 * marbre_spelling_backlog_is_empty:
 *
 * Returns: whether all of it was taken
 */
gboolean
marbre_spelling_backlog_is_empty (MarbreSpellingBacklog *self)
{
  GtkTextIter iter;

  g_return_val_if_fail (self != NULL, TRUE);

  gtk_text_buffer_get_start_iter (self->buffer, &iter);
  return !gtk_text_iter_has_tag (&iter, self->unread) &&
         !gtk_text_iter_forward_to_tag_toggle (&iter, self->unread);
}

static void
take (MarbreSpellingBacklog *self, GtkTextIter *first, GtkTextIter *last)
{
  if (self->mode == MARBRE_PROSE_BODY)
    marbre_spelling_chunk_find (self->buffer, self->code, self->unread, first, last);
  else
    gtk_text_buffer_get_bounds (self->buffer, first, last);
  gtk_text_buffer_remove_tag (self->buffer, self->unread, first, last);
}

/**
 * marbre_spelling_backlog_take_at:
 * @place: a place
 * @first: (out): the beginning of a part of the text
 * @last: (out): its end
 *
 * Takes the part that the line of @place is in.
 *
 * Returns: %FALSE if that line is not to be read
 */
gboolean
marbre_spelling_backlog_take_at (MarbreSpellingBacklog *self,
                                 const GtkTextIter *place,
                                 GtkTextIter *first,
                                 GtkTextIter *last)
{
  g_return_val_if_fail (self != NULL, FALSE);

  *first = *place;
  gtk_text_iter_set_line_offset (first, 0);
  if (!gtk_text_iter_has_tag (first, self->unread))
    return FALSE;
  take (self, first, last);
  return TRUE;
}

/**
 * marbre_spelling_backlog_take_from:
 * @place: a place
 * @first: (out): the beginning of a part of the text
 * @last: (out): its end
 *
 * Takes the next part from @place on; behind the last one, the first of all.
 *
 * Returns: %FALSE if nothing is to be read
 */
gboolean
marbre_spelling_backlog_take_from (MarbreSpellingBacklog *self,
                                   const GtkTextIter *place,
                                   GtkTextIter *first,
                                   GtkTextIter *last)
{
  g_return_val_if_fail (self != NULL, FALSE);

  *first = *place;
  gtk_text_iter_set_line_offset (first, 0);
  if (!gtk_text_iter_has_tag (first, self->unread) &&
      !gtk_text_iter_forward_to_tag_toggle (first, self->unread))
    gtk_text_buffer_get_start_iter (self->buffer, first);
  if (!gtk_text_iter_has_tag (first, self->unread) &&
      !gtk_text_iter_forward_to_tag_toggle (first, self->unread))
    return FALSE;
  take (self, first, last);
  return TRUE;
}
