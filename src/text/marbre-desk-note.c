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

static MarbreDeskNote
make_note (MarbrePart *part, const MarbreCriticMark *mark, gsize offset, guint line)
{
  MarbreDeskNote note = { .mark = *mark, .line = line, .end = offset + mark->end };

  note.text = marbre_critic_dup_text (part->source, mark, &note.replacement);
  note.mark.start += offset;
  note.mark.middle += offset;
  note.mark.end += offset;
  return note;
}

static void
append_part (GArray *notes, MarbrePart *part, const MarbrePlace *place)
{
  guint last[MARBRE_CRITIC_MAX_DEPTH]; /* one more than the index of the last note so deep */
  guint line = place->line;
  gsize counted = 0;

  memset (last, 0, sizeof last);
  for (guint i = 0; part->critics != NULL && i < part->critics->len; i++)
    {
      const MarbreCriticMark *mark = &g_array_index (part->critics, MarbreCriticMark, i);
      MarbreDeskNote *before =
          last[mark->depth] > 0
              ? &g_array_index (notes, MarbreDeskNote, last[mark->depth] - 1)
              : NULL;
      MarbreDeskNote note;

      if (before != NULL && is_about (mark, before, place->offset))
        {
          g_autofree char *none = NULL;

          before->comment = marbre_critic_dup_text (part->source, mark, &none);
          before->end = place->offset + mark->end;
          continue;
        }
      line += count_lines (part->source, counted, mark->start);
      counted = mark->start;
      note = make_note (part, mark, place->offset, line);
      g_array_append_val (notes, note);
      last[mark->depth] = notes->len;
    }
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
  GArray *notes = g_array_new (FALSE, FALSE, sizeof (MarbreDeskNote));

  g_return_val_if_fail (blocks != NULL, notes);

  g_array_set_clear_func (notes, (GDestroyNotify) clear_note);
  for (guint i = 0; i < blocks->parts->len; i++)
    append_part (notes, g_ptr_array_index (blocks->parts, i),
                 &g_array_index (blocks->places, MarbrePlace, i));
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
