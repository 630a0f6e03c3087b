/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Notes to the desk → runs; see marbre-blocks-ink.h.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include <string.h>

#include "marbre-blocks-ink.h"

#define SIGN_LENGTH  3
#define ARROW_LENGTH 2

/* Where we are in a part: marks come in the order of their beginnings. */
typedef struct
{
  MarbrePart *part; /* (borrowed) */
  guint line;
  gsize start; /* of @line */
} Place;

static gsize
find_line_end (MarbrePart *part, gsize at)
{
  while (at < part->length && part->source[at] != '\n' && part->source[at] != '\r')
    at++;
  return at;
}

static gsize
skip_line_end (MarbrePart *part, gsize at)
{
  if (at + 1 < part->length && part->source[at] == '\r' && part->source[at + 1] == '\n')
    return at + 2;
  return MIN (at + 1, part->length);
}

/* One run in each line of the range. */
static void
add_range (const Place *place, MarbreRunKind kind, gsize start, gsize end)
{
  Place at = *place;

  while (start < end)
    {
      gsize line_end = find_line_end (at.part, at.start);
      gsize next = skip_line_end (at.part, line_end);
      MarbreRun run = {
        .line = at.line,
        .start = (guint) (MAX (start, at.start) - at.start),
        .end = (guint) (MIN (end, line_end) - at.start),
        .kind = kind,
      };

      if (run.start < run.end)
        g_array_append_val (at.part->runs, run);
      if (next <= at.start || end <= next)
        return;
      at.line++;
      at.start = next;
    }
}

static void
add_mark (const Place *place, const MarbreCriticMark *mark)
{
  static const MarbreRunKind kinds[MARBRE_N_CRITIC_KINDS] = {
    [MARBRE_CRITIC_COMMENT] = MARBRE_RUN_COMMENT,
    [MARBRE_CRITIC_ADDITION] = MARBRE_RUN_ADDED,
    [MARBRE_CRITIC_DELETION] = MARBRE_RUN_REMOVED,
    [MARBRE_CRITIC_SUBSTITUTION] = MARBRE_RUN_REMOVED,
    [MARBRE_CRITIC_HIGHLIGHT] = MARBRE_RUN_FLAGGED,
  };
  gsize closing = mark->end - SIGN_LENGTH;

  add_range (place, MARBRE_RUN_MARK, mark->start, mark->start + SIGN_LENGTH);
  add_range (place, kinds[mark->kind], mark->start + SIGN_LENGTH, mark->middle);
  if (mark->kind == MARBRE_CRITIC_SUBSTITUTION)
    {
      add_range (place, MARBRE_RUN_MARK, mark->middle, mark->middle + ARROW_LENGTH);
      add_range (place, MARBRE_RUN_ADDED, mark->middle + ARROW_LENGTH, closing);
    }
  add_range (place, MARBRE_RUN_MARK, closing, mark->end);
}

/**
 * marbre_ink_add_critics:
 * @part: a part that knows its notes to the desk
 *
 * Gives it their runs.
 */
void
marbre_ink_add_critics (MarbrePart *part)
{
  Place place = { .part = part };

  if (part->critics == NULL)
    return;
  if (part->runs == NULL)
    part->runs = g_array_new (FALSE, FALSE, sizeof (MarbreRun));
  for (guint i = 0; i < part->critics->len; i++)
    {
      const MarbreCriticMark *mark = &g_array_index (part->critics, MarbreCriticMark, i);

      for (;;)
        {
          gsize next = skip_line_end (part, find_line_end (part, place.start));

          if (next > mark->start || next <= place.start)
            break;
          place.start = next;
          place.line++;
        }
      add_mark (&place, mark);
    }
}
