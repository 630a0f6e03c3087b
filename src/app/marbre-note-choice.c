/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Choices about notes; see marbre-note-choice.h. All that one choice changes is one undo step.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-note-choice.h"

#include <string.h>

/**
 * marbre_note_choice_get_text:
 *
 * Returns: (transfer full): all of the buffer's text
 */
char *
marbre_note_choice_get_text (GtkTextBuffer *buffer)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

/**
 * marbre_note_choice_find:
 * @text: a body
 *
 * Returns: (transfer full) (element-type MarbreDeskNote): its notes
 */
GArray *
marbre_note_choice_find (const char *text)
{
  g_autoptr (MarbreBlocks) blocks = marbre_blocks_parse_for_desk (text, -1, NULL);

  return marbre_desk_notes_list (blocks);
}

/**
 * marbre_note_choice_find_same:
 * @notes: the notes of a text
 * @listed: a note of an earlier state of it
 *
 * Returns: (transfer none) (nullable): the same note where it stands now, one of @notes
 */
const MarbreDeskNote *
marbre_note_choice_find_same (GArray *notes, const MarbreDeskNote *listed)
{
  const MarbreDeskNote *found = NULL;
  gsize least = G_MAXSIZE;

  for (guint i = 0; i < notes->len; i++)
    {
      const MarbreDeskNote *note = &g_array_index (notes, MarbreDeskNote, i);
      gsize distance = note->mark.start > listed->mark.start
                           ? note->mark.start - listed->mark.start
                           : listed->mark.start - note->mark.start;

      if (note->mark.kind != listed->mark.kind || !g_str_equal (note->text, listed->text) ||
          g_strcmp0 (note->replacement, listed->replacement) != 0 || distance >= least)
        continue;
      found = note;
      least = distance;
    }
  return found;
}

/**
 * marbre_note_choice_find_at:
 * @notes: the notes of a text
 * @place: a byte of it
 *
 * Returns: (transfer none) (nullable): the innermost note that holds or touches @place
 */
const MarbreDeskNote *
marbre_note_choice_find_at (GArray *notes, gsize place)
{
  const MarbreDeskNote *found = NULL;

  for (guint i = 0; i < notes->len; i++)
    {
      const MarbreDeskNote *note = &g_array_index (notes, MarbreDeskNote, i);

      /* Of two that touch, the one that begins here is meant. */
      if (note->mark.start <= place && place <= note->end &&
          (found == NULL || place < note->end || found->end == place))
        found = note;
    }
  return found;
}

/**
 * marbre_note_choice_find_next:
 * @notes: the notes of a text
 * @place: a byte of it
 * @forward: which way
 *
 * Returns: (transfer none) (nullable): the first note that begins behind @place, or the last that
 *   ends before it, around the ends of the text; %NULL if there are none at all
 */
const MarbreDeskNote *
marbre_note_choice_find_next (GArray *notes, gsize place, gboolean forward)
{
  const MarbreDeskNote *found = NULL;

  if (notes->len == 0)
    return NULL;
  for (guint i = 0; i < notes->len; i++)
    {
      const MarbreDeskNote *note = &g_array_index (notes, MarbreDeskNote, i);

      if (forward && note->mark.start > place)
        return note;
      if (!forward && note->end < place)
        found = note;
    }
  if (found != NULL)
    return found;
  return &g_array_index (notes, MarbreDeskNote, forward ? 0 : notes->len - 1);
}

static void
replace (GtkTextBuffer *buffer, const char *text, gsize from, gsize to, const char *with)
{
  int offset = (int) g_utf8_strlen (text, (gssize) from);
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_offset (buffer, &start, offset);
  gtk_text_buffer_get_iter_at_offset (
      buffer, &end, offset + (int) g_utf8_strlen (text + from, (gssize) (to - from)));
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, with, -1);
}

static void
resolve (GtkTextBuffer *buffer,
         const char *text,
         GArray *marks,
         const MarbreDeskNote *note,
         MarbreCriticChoice choice,
         MarbreCriticScope scope)
{
  guint index = 0;
  gsize start;
  g_autofree char *with = NULL;

  if (!(marbre_critic_get_scope (note->mark.kind) & scope))
    {
      replace (buffer, text, note->mark.end, note->end, "");
      return;
    }
  while (g_array_index (marks, MarbreCriticMark, index).start != note->mark.start)
    index++;
  with = marbre_critic_resolve (text, strlen (text), marks, index, choice, scope, &start);
  /* What was said about it goes with it. */
  if (*with == '\0' && start == note->mark.start && start > 0 && text[start - 1] == ' ' &&
      marbre_critic_may_close_up (text + note->end))
    start--;
  replace (buffer, text, start, note->end, with);
}

/**
 * marbre_note_choice_make:
 * @buffer: the body
 * @text: its text
 * @note: a note in it
 * @choice: what to do with it
 *
 * Accepts or rejects one note.
 */
void
marbre_note_choice_make (GtkTextBuffer *buffer,
                         const char *text,
                         const MarbreDeskNote *note,
                         MarbreCriticChoice choice)
{
  g_autoptr (GArray) marks = marbre_critic_scan (text, strlen (text));

  gtk_text_buffer_begin_user_action (buffer);
  resolve (buffer, text, marks, note, choice, marbre_critic_get_scope (note->mark.kind));
  gtk_text_buffer_end_user_action (buffer);
}

/* Whether @note has something of @scope that is not in a note already @covered. */
static gboolean
is_meant (const MarbreDeskNote *note, MarbreCriticScope scope, gsize covered)
{
  if (note->mark.start < covered)
    return FALSE;
  return (marbre_critic_get_scope (note->mark.kind) & scope) ||
         (note->comment != NULL && (scope & MARBRE_CRITIC_COMMENTS));
}

/**
 * marbre_note_choice_make_all:
 * @buffer: the body
 * @choice: what to do
 * @scope: with which notes
 *
 * Accepts or rejects all notes of a scope.
 */
void
marbre_note_choice_make_all (GtkTextBuffer *buffer,
                             MarbreCriticChoice choice,
                             MarbreCriticScope scope)
{
  g_autofree char *text = marbre_note_choice_get_text (buffer);
  g_autoptr (GArray) notes = marbre_note_choice_find (text);
  g_autoptr (GArray) marks = marbre_critic_scan (text, strlen (text));
  g_autoptr (GPtrArray) meant = g_ptr_array_new ();
  gsize covered = 0;

  for (guint i = 0; i < notes->len; i++)
    {
      MarbreDeskNote *note = &g_array_index (notes, MarbreDeskNote, i);

      if (!is_meant (note, scope, covered))
        continue;
      g_ptr_array_add (meant, note);
      if (marbre_critic_get_scope (note->mark.kind) & scope)
        covered = note->end;
    }
  if (meant->len == 0)
    return;
  gtk_text_buffer_begin_user_action (buffer);
  for (guint i = meant->len; i > 0; i--)
    resolve (buffer, text, marks, g_ptr_array_index (meant, i - 1), choice, scope);
  gtk_text_buffer_end_user_action (buffer);
}
