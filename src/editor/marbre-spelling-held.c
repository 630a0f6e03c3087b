/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A word under the caret; see marbre-spelling-held.h.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-spelling-held.h"

struct _MarbreSpellingHeld
{
  GtkTextBuffer *buffer; /* (owned) */
  GtkTextMark *word;     /* (borrowed) (nullable): of the buffer: where the word begins */
};

/**
 * marbre_spelling_held_new:
 * @buffer: a text
 *
 * Returns: (transfer full): holds nothing yet
 */
MarbreSpellingHeld *
marbre_spelling_held_new (GtkTextBuffer *buffer)
{
  MarbreSpellingHeld *self;

  g_return_val_if_fail (GTK_IS_TEXT_BUFFER (buffer), NULL);

  self = g_new0 (MarbreSpellingHeld, 1);
  self->buffer = g_object_ref (buffer);
  return self;
}

/**
 * marbre_spelling_held_free:
 *
 * Forgets the word.
 */
void
marbre_spelling_held_free (MarbreSpellingHeld *self)
{
  g_return_if_fail (self != NULL);

  if (self->word != NULL)
    gtk_text_buffer_delete_mark (self->buffer, self->word);
  g_object_unref (self->buffer);
  g_free (self);
}

/**
 * marbre_spelling_held_is_letter:
 * @c: a character
 *
 * Returns: whether it goes on with a word that is typed
 */
gboolean
marbre_spelling_held_is_letter (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c) || c == '\'' || c == 0x2019 || c == '-';
}

/* Whether the caret is still in the word that begins at @start. */
static gboolean
caret_is_in_word (MarbreSpellingHeld *self, const GtkTextIter *start)
{
  GtkTextIter caret, iter = *start;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &caret,
                                    gtk_text_buffer_get_insert (self->buffer));
  while (gtk_text_iter_compare (&iter, &caret) < 0 &&
         marbre_spelling_held_is_letter (gtk_text_iter_get_char (&iter)))
    gtk_text_iter_forward_char (&iter);
  return gtk_text_iter_equal (&iter, &caret);
}

/**
 * marbre_spelling_held_hold:
 * @start: where a word begins
 *
 * Holds the word, if the caret is in it.
 *
 * Returns: whether it does
 */
gboolean
marbre_spelling_held_hold (MarbreSpellingHeld *self, const GtkTextIter *start)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (!caret_is_in_word (self, start))
    return FALSE;
  if (self->word == NULL)
    self->word = gtk_text_buffer_create_mark (self->buffer, NULL, start, TRUE);
  else
    gtk_text_buffer_move_mark (self->buffer, self->word, start);
  return TRUE;
}

/**
 * marbre_spelling_held_release:
 * @start: (out): where the word begins that was held
 *
 * Lets the word go, if the caret has left it.
 *
 * Returns: whether there was one, and it has
 */
gboolean
marbre_spelling_held_release (MarbreSpellingHeld *self, GtkTextIter *start)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->word == NULL)
    return FALSE;
  gtk_text_buffer_get_iter_at_mark (self->buffer, start, self->word);
  if (caret_is_in_word (self, start))
    return FALSE;
  gtk_text_buffer_delete_mark (self->buffer, g_steal_pointer (&self->word));
  return TRUE;
}
