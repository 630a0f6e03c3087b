/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Choices about notes; see marbre-note-choice.h.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-note-choice.h"

#include <string.h>

/**
 * marbre_note_choice_find:
 * @story: a story
 *
 * Parses its body.
 *
 * Returns: (transfer full) (element-type MarbreDeskNote): the notes in all of its texts
 */
GArray *
marbre_note_choice_find (MarbreStory *story)
{
  g_autoptr (MarbreBlocks) blocks = marbre_blocks_parse_for_desk (
      marbre_story_get_text (story, MARBRE_FIELD_BODY), -1, NULL);

  return marbre_desk_notes_list_story (story, blocks);
}

/**
 * marbre_note_choice_find_same:
 * @notes: the notes of a story
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

      if (note->where != listed->where || note->mark.kind != listed->mark.kind ||
          !g_str_equal (note->text, listed->text) ||
          g_strcmp0 (note->replacement, listed->replacement) != 0 || distance >= least)
        continue;
      found = note;
      least = distance;
    }
  return found;
}

/**
 * marbre_note_choice_find_at:
 * @notes: the notes of a story
 * @where: one of its texts
 * @place: a byte of that text
 *
 * Returns: (transfer none) (nullable): the innermost note that holds or touches @place
 */
const MarbreDeskNote *
marbre_note_choice_find_at (GArray *notes, MarbreDeskText where, gsize place)
{
  const MarbreDeskNote *found = NULL;

  for (guint i = 0; i < notes->len; i++)
    {
      const MarbreDeskNote *note = &g_array_index (notes, MarbreDeskNote, i);

      /* Of two that touch, the one that begins here is meant. */
      if (note->where == where && note->mark.start <= place && place <= note->end &&
          (found == NULL || place < note->end || found->end == place))
        found = note;
    }
  return found;
}

/**
 * marbre_note_choice_find_next:
 * @notes: the notes of a story
 * @where: one of its texts
 * @place: a byte of that text
 * @forward: which way
 *
 * Returns: (transfer none) (nullable): the first note that begins at or behind @place, or the last
 *   that ends before it, in any text, around the ends of the story; %NULL if there are none at all
 */
const MarbreDeskNote *
marbre_note_choice_find_next (GArray *notes, MarbreDeskText where, gsize place, gboolean forward)
{
  const MarbreDeskNote *found = NULL;

  if (notes->len == 0)
    return NULL;
  for (guint i = 0; i < notes->len; i++)
    {
      const MarbreDeskNote *note = &g_array_index (notes, MarbreDeskNote, i);
      gboolean here = note->where == where;

      if (forward && (note->where > where || (here && note->mark.start >= place)))
        return note;
      if (!forward && (note->where < where || (here && note->end < place)))
        found = note;
    }
  if (found != NULL)
    return found;
  return &g_array_index (notes, MarbreDeskNote, forward ? 0 : notes->len - 1);
}

static MarbreFindEdit
make_edit (const char *text, gsize from, gsize to, const char *with)
{
  guint start = (guint) g_utf8_strlen (text, (gssize) from);

  return (MarbreFindEdit){
    .start = start,
    .end = start + (guint) g_utf8_strlen (text + from, (gssize) (to - from)),
    .text = g_strdup (with),
  };
}

/* What has to be done in @text for a choice. */
static MarbreFindEdit
resolve (const char *text,
         GArray *marks,
         const MarbreDeskNote *note,
         MarbreCriticChoice choice,
         MarbreCriticScope scope)
{
  guint index = 0;
  gsize start;
  g_autofree char *with = NULL;

  if (!(marbre_critic_get_scope (note->mark.kind) & scope))
    return make_edit (text, note->mark.end, note->end, "");
  while (g_array_index (marks, MarbreCriticMark, index).start != note->mark.start)
    index++;
  with = marbre_critic_resolve (text, strlen (text), marks, index, choice, scope, &start);
  /* What was said about it goes with it. */
  if (*with == '\0' && start == note->mark.start && start > 0 && text[start - 1] == ' ' &&
      marbre_critic_may_close_up (text + note->end))
    start--;
  return make_edit (text, start, note->end, with);
}

/**
 * marbre_note_choice_resolve:
 * @story: a story
 * @note: a note of it
 * @choice: what to do with it
 *
 * Returns: (transfer full) (element-type MarbreFindEdit): what to change in the note's text to
 *   accept or reject it
 */
GArray *
marbre_note_choice_resolve (MarbreStory *story,
                            const MarbreDeskNote *note,
                            MarbreCriticChoice choice)
{
  const char *text = marbre_desk_text_get (story, note->where);
  g_autoptr (GArray) marks = marbre_critic_scan (text, strlen (text));
  GArray *edits = marbre_find_edits_new ();
  MarbreFindEdit edit =
      resolve (text, marks, note, choice, marbre_critic_get_scope (note->mark.kind));

  g_array_append_val (edits, edit);
  return edits;
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
 * marbre_note_choice_resolve_all:
 * @story: a story
 * @notes: (element-type MarbreDeskNote): its notes
 * @where: one of its texts
 * @choice: what to do
 * @scope: with which notes
 *
 * Returns: (transfer full) (element-type MarbreFindEdit): what to change in that text to accept or
 *   reject all notes of a scope, in order
 */
GArray *
marbre_note_choice_resolve_all (MarbreStory *story,
                                GArray *notes,
                                MarbreDeskText where,
                                MarbreCriticChoice choice,
                                MarbreCriticScope scope)
{
  const char *text = marbre_desk_text_get (story, where);
  g_autoptr (GArray) marks = marbre_critic_scan (text, strlen (text));
  GArray *edits = marbre_find_edits_new ();
  gsize covered = 0;

  for (guint i = 0; i < notes->len; i++)
    {
      const MarbreDeskNote *note = &g_array_index (notes, MarbreDeskNote, i);
      MarbreFindEdit edit;

      if (note->where != where || !is_meant (note, scope, covered))
        continue;
      edit = resolve (text, marks, note, choice, scope);
      g_array_append_val (edits, edit);
      if (marbre_critic_get_scope (note->mark.kind) & scope)
        covered = note->end;
    }
  return edits;
}
