/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Notes to the desk; see marbre-desk-note.h. Each part of a body keeps its own, so a list takes as
 * long as there are parts and notes.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-desk-note.h"

#include <string.h>

#include "marbre-blocks-private.h"

static void
clear_note (MarbreDeskNote *note)
{
  g_free (note->text);
  g_free (note->replacement);
  g_free (note->comment);
}

static guint
count_lines (const char *text, gsize from, gsize to)
{
  guint lines = 0;

  for (gsize i = from; i < to; i++)
    lines += text[i] == '\n' || (text[i] == '\r' && text[i + 1] != '\n');
  return lines;
}

/* Whether @comment speaks of what @note marks. */
static gboolean
is_about (const MarbreCriticMark *comment, const MarbreDeskNote *note, gsize offset)
{
  return comment->kind == MARBRE_CRITIC_COMMENT && note->mark.kind != MARBRE_CRITIC_COMMENT &&
         note->comment == NULL && note->mark.depth == comment->depth &&
         note->end == offset + comment->start;
}

/* Where marks stand. */
typedef struct
{
  MarbreDeskText text;
  const char *source; /* (borrowed): from which marks are counted */
  gsize offset;       /* of @source in the text */
  guint line;
} Place;

static MarbreDeskNote
make_note (const Place *place, const MarbreCriticMark *mark, guint line)
{
  gsize offset = place->offset;
  MarbreDeskNote note = {
    .where = place->text, .mark = *mark, .line = line, .end = offset + mark->end
  };

  note.text = marbre_critic_dup_text (place->source, mark, &note.replacement);
  note.mark.start += offset;
  note.mark.middle += offset;
  note.mark.end += offset;
  return note;
}

static void
append_marks (GArray *notes, GArray *marks, const Place *place)
{
  guint last[MARBRE_CRITIC_MAX_DEPTH]; /* one more than the index of the last note so deep */
  guint line = place->line;
  gsize counted = 0;

  memset (last, 0, sizeof last);
  for (guint i = 0; i < marks->len; i++)
    {
      const MarbreCriticMark *mark = &g_array_index (marks, MarbreCriticMark, i);
      MarbreDeskNote *before =
          last[mark->depth] > 0
              ? &g_array_index (notes, MarbreDeskNote, last[mark->depth] - 1)
              : NULL;
      MarbreDeskNote note;

      if (before != NULL && is_about (mark, before, place->offset))
        {
          g_autofree char *none = NULL;

          before->comment = marbre_critic_dup_text (place->source, mark, &none);
          before->end = place->offset + mark->end;
          continue;
        }
      line += count_lines (place->source, counted, mark->start);
      counted = mark->start;
      note = make_note (place, mark, line);
      g_array_append_val (notes, note);
      last[mark->depth] = notes->len;
    }
}

static void
append_body (GArray *notes, MarbreBlocks *blocks)
{
  for (guint i = 0; i < blocks->parts->len; i++)
    {
      const MarbrePart *part = g_ptr_array_index (blocks->parts, i);
      const MarbrePlace *start = &g_array_index (blocks->places, MarbrePlace, i);
      const Place place = { MARBRE_DESK_TEXT_BODY, part->source, start->offset, start->line };

      if (part->critics != NULL)
        append_marks (notes, part->critics, &place);
    }
}

static void
append_line (GArray *notes, MarbreDeskText where, const char *line)
{
  g_autoptr (GArray) marks = marbre_critic_scan (line, strlen (line));
  const Place place = { .text = where, .source = line };

  if (marks != NULL)
    append_marks (notes, marks, &place);
}

static GArray *
new_list (void)
{
  GArray *notes = g_array_new (FALSE, FALSE, sizeof (MarbreDeskNote));

  g_array_set_clear_func (notes, (GDestroyNotify) clear_note);
  return notes;
}

/**
 * marbre_desk_notes_list:
 * @blocks: a body, parsed in either way
 *
 * Returns: (transfer full) (element-type MarbreDeskNote): its notes, in the order of their
 *   beginnings
 */
GArray *
marbre_desk_notes_list (MarbreBlocks *blocks)
{
  GArray *notes = new_list ();

  g_return_val_if_fail (blocks != NULL, notes);

  append_body (notes, blocks);
  return notes;
}

/**
 * marbre_desk_notes_list_line:
 * @where: which text: not the body
 * @line: the text
 *
 * Returns: (transfer full) (element-type MarbreDeskNote): its notes, in the order of their
 *   beginnings
 */
GArray *
marbre_desk_notes_list_line (MarbreDeskText where, const char *line)
{
  GArray *notes = new_list ();

  g_return_val_if_fail (line != NULL, notes);

  append_line (notes, where, line);
  return notes;
}

/**
 * marbre_desk_notes_list_story:
 * @story: a story
 * @blocks: its body, parsed in either way
 *
 * Returns: (transfer full) (element-type MarbreDeskNote): the notes in all of its texts, in the
 *   order of the window
 */
GArray *
marbre_desk_notes_list_story (MarbreStory *story, MarbreBlocks *blocks)
{
  GArray *notes = new_list ();

  g_return_val_if_fail (MARBRE_IS_STORY (story), notes);
  g_return_val_if_fail (blocks != NULL, notes);

  for (guint i = 0; i < MARBRE_DESK_TEXT_BODY; i++)
    append_line (notes, i, marbre_desk_text_get (story, i));
  append_body (notes, blocks);
  return notes;
}

/**
 * marbre_desk_notes_count:
 * @blocks: a body
 * @n_suggestions: (out): how many of its marks suggest another text
 *
 * Returns: how many comment or highlight
 */
guint
marbre_desk_notes_count (MarbreBlocks *blocks, guint *n_suggestions)
{
  guint n_comments = 0;

  *n_suggestions = 0;
  g_return_val_if_fail (blocks != NULL, 0);

  for (guint i = 0; i < blocks->parts->len; i++)
    {
      MarbrePart *part = g_ptr_array_index (blocks->parts, i);

      for (guint j = 0; part->critics != NULL && j < part->critics->len; j++)
        {
          const MarbreCriticMark *mark = &g_array_index (part->critics, MarbreCriticMark, j);

          if (marbre_critic_get_scope (mark->kind) == MARBRE_CRITIC_SUGGESTIONS)
            (*n_suggestions)++;
          else
            n_comments++;
        }
    }
  return n_comments;
}

/**
 * marbre_desk_notes_collect:
 * @blocks: a body
 * @starts: (element-type gsize): gets the first byte of each mark that is a note: not of what only
 *   looks like one, in code
 */
void
marbre_desk_notes_collect (MarbreBlocks *blocks, GHashTable *starts)
{
  g_return_if_fail (blocks != NULL);
  g_return_if_fail (starts != NULL);

  for (guint i = 0; i < blocks->parts->len; i++)
    {
      MarbrePart *part = g_ptr_array_index (blocks->parts, i);
      gsize offset = g_array_index (blocks->places, MarbrePlace, i).offset;

      for (guint j = 0; part->critics != NULL && j < part->critics->len; j++)
        g_hash_table_add (
            starts, GSIZE_TO_POINTER (
                        offset + g_array_index (part->critics, MarbreCriticMark, j).start));
    }
}
