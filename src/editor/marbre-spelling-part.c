/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A part at the worker; see marbre-spelling-part.h.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-spelling-part.h"

struct _MarbreSpellingPart
{
  GtkTextBuffer *buffer;     /* (owned) */
  GtkTextMark *first, *last; /* (borrowed): of the buffer */
  GCancellable *cancellable; /* (owned) */
  gboolean edited;
};

/**
 * marbre_spelling_part_new:
 * @first: its beginning
 * @last: its end
 *
 * Returns: (transfer full): the part
 */
MarbreSpellingPart *
marbre_spelling_part_new (const GtkTextIter *first, const GtkTextIter *last)
{
  MarbreSpellingPart *self;

  g_return_val_if_fail (first != NULL && last != NULL, NULL);

  self = g_new0 (MarbreSpellingPart, 1);
  self->buffer = g_object_ref (gtk_text_iter_get_buffer (first));
  self->first = gtk_text_buffer_create_mark (self->buffer, NULL, first, TRUE);
  self->last = gtk_text_buffer_create_mark (self->buffer, NULL, last, FALSE);
  self->cancellable = g_cancellable_new ();
  return self;
}

/**
 * marbre_spelling_part_free:
 *
 * Forgets it; cancels nothing.
 */
void
marbre_spelling_part_free (MarbreSpellingPart *self)
{
  g_return_if_fail (self != NULL);

  gtk_text_buffer_delete_mark (self->buffer, self->first);
  gtk_text_buffer_delete_mark (self->buffer, self->last);
  g_object_unref (self->buffer);
  g_object_unref (self->cancellable);
  g_free (self);
}

/**
 * marbre_spelling_part_get_cancellable:
 *
 * Returns: (transfer none): of the work on it
 */
GCancellable *
marbre_spelling_part_get_cancellable (MarbreSpellingPart *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->cancellable;
}

/**
 * marbre_spelling_part_get_bounds:
 * @first: (out): where it begins now
 * @last: (out): where it ends
 */
void
marbre_spelling_part_get_bounds (MarbreSpellingPart *self, GtkTextIter *first, GtkTextIter *last)
{
  g_return_if_fail (self != NULL);

  gtk_text_buffer_get_iter_at_mark (self->buffer, first, self->first);
  gtk_text_buffer_get_iter_at_mark (self->buffer, last, self->last);
}

/**
 * marbre_spelling_part_note_edit:
 * @start: a place
 * @end: the same, or one behind
 *
 * The lines from @start to @end are other ones now. Next to the part counts too: the two may be
 * one paragraph.
 */
void
marbre_spelling_part_note_edit (MarbreSpellingPart *self,
                                const GtkTextIter *start,
                                const GtkTextIter *end)
{
  GtkTextIter from = *start, to = *end, first, last;

  g_return_if_fail (self != NULL);

  gtk_text_iter_set_line_offset (&from, 0);
  gtk_text_iter_forward_line (&to);
  marbre_spelling_part_get_bounds (self, &first, &last);
  if (gtk_text_iter_compare (&to, &first) >= 0 && gtk_text_iter_compare (&from, &last) <= 0)
    self->edited = TRUE;
}

/**
 * marbre_spelling_part_is_edited:
 *
 * Returns: whether what is found in it is of no use any more
 */
gboolean
marbre_spelling_part_is_edited (MarbreSpellingPart *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->edited;
}
