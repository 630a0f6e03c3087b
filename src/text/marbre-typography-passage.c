/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What typographic rules ask of a paragraph and do to it; see marbre-typography-private.h.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-typography-private.h"

/**
 * marbre_is_letter:
 *
 * Returns: %TRUE for letters and their marks
 */
gboolean
marbre_is_letter (gunichar c)
{
  return g_unichar_isalpha (c) || g_unichar_ismark (c);
}

/**
 * marbre_is_blank:
 *
 * Returns: %TRUE for the spaces that stand inside a line, no-break or not
 */
gboolean
marbre_is_blank (gunichar c)
{
  return c == ' ' || c == MARBRE_NO_BREAK_SPACE || c == MARBRE_NARROW_SPACE || c == 0x2009;
}

/**
 * marbre_passage_get:
 *
 * Returns: the character of cell @index, U+FFFC if it is opaque, 0 if it is markup or there is none
 */
gunichar
marbre_passage_get (MarbrePassage *self, guint index)
{
  return index < self->cells->len ? g_array_index (self->cells, MarbreCell, index).c : 0;
}

/**
 * marbre_passage_get_before:
 *
 * Returns: the character that a reader sees before cell @index, 0 at the start
 */
gunichar
marbre_passage_get_before (MarbrePassage *self, guint index)
{
  while (index-- > 0)
    if (g_array_index (self->cells, MarbreCell, index).kind != MARBRE_CELL_MARKUP)
      return marbre_passage_get (self, index);
  return 0;
}

/**
 * marbre_passage_get_after:
 *
 * Returns: the character that a reader sees at cell @index or after the markup there, 0 at the end
 */
gunichar
marbre_passage_get_after (MarbrePassage *self, guint index)
{
  for (; index < self->cells->len; index++)
    if (g_array_index (self->cells, MarbreCell, index).kind != MARBRE_CELL_MARKUP)
      return marbre_passage_get (self, index);
  return 0;
}

/**
 * marbre_passage_count_space:
 *
 * Returns: how many blanks follow each other from cell @index on, at most %MARBRE_PASSAGE_MAX_RUN
 */
guint
marbre_passage_count_space (MarbrePassage *self, guint index)
{
  guint count = 0;

  while (count < MARBRE_PASSAGE_MAX_RUN &&
         marbre_is_blank (marbre_passage_get (self, index + count)))
    count++;
  return count;
}

/**
 * marbre_passage_count_digit:
 *
 * Returns: how many ASCII digits follow each other from cell @index on, at most
 *   %MARBRE_PASSAGE_MAX_RUN
 */
guint
marbre_passage_count_digit (MarbrePassage *self, guint index)
{
  guint count = 0;
  gunichar c;

  while (count < MARBRE_PASSAGE_MAX_RUN && (c = marbre_passage_get (self, index + count)) < 0x80 &&
         g_ascii_isdigit ((char) c))
    count++;
  return count;
}

/**
 * marbre_passage_match:
 * @word: UTF-8 in lower case
 *
 * Returns: the number of cells if @word stands at @index in any case, 0 if not
 */
guint
marbre_passage_match (MarbrePassage *self, guint index, const char *word)
{
  guint count = 0;

  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p), count++)
    if (g_unichar_tolower (marbre_passage_get (self, index + count)) != g_utf8_get_char (p))
      return 0;
  return count;
}

/**
 * marbre_passage_match_any:
 * @words: (array zero-terminated=1): words in lower case
 *
 * Returns: the number of cells if one of @words stands at @index as a whole word, 0 if not
 */
guint
marbre_passage_match_any (MarbrePassage *self, guint index, const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    {
      guint count = marbre_passage_match (self, index, words[i]);
      gunichar next = marbre_passage_get_after (self, index + count);

      if (count > 0 && !marbre_is_letter (next) && !g_unichar_isdigit (next))
        return count;
    }
  return 0;
}

/**
 * marbre_passage_at_start:
 *
 * Returns: %TRUE if a word or number can begin at cell @index
 */
gboolean
marbre_passage_at_start (MarbrePassage *self, guint index)
{
  gunichar before = marbre_passage_get_before (self, index);

  return !marbre_is_letter (before) && !g_unichar_isdigit (before) && before != 0xfffc;
}

/**
 * marbre_passage_is_at_caret:
 *
 * Returns: %TRUE if cell @index was typed last, and nothing stands behind it yet
 */
gboolean
marbre_passage_is_at_caret (MarbrePassage *self, guint index)
{
  const MarbreCell *cell = &g_array_index (self->cells, MarbreCell, index);
  gunichar after = marbre_passage_get_after (self, index + 1);

  return self->caret != MARBRE_NO_CARET && index < self->cells->len && cell->length > 0 &&
         cell->start + cell->length == self->caret && (after == 0 || g_unichar_isspace (after));
}

/**
 * marbre_passage_put:
 *
 * Writes a character to the output.
 */
void
marbre_passage_put (MarbrePassage *self, gunichar c)
{
  MarbreCell cell = { .kind = MARBRE_CELL_TEXT, .c = c };

  g_array_append_val (self->out, cell);
}

/**
 * marbre_passage_keep:
 *
 * Writes @count cells from @index on to the output as they are.
 */
void
marbre_passage_keep (MarbrePassage *self, guint index, guint count)
{
  if (count > 0)
    g_array_append_vals (self->out, &g_array_index (self->cells, MarbreCell, index), count);
}

/**
 * marbre_passage_set:
 *
 * Replaces one character of text in place, for rules on a whole paragraph.
 */
void
marbre_passage_set (MarbrePassage *self, guint index, gunichar c)
{
  g_array_index (self->cells, MarbreCell, index).c = c;
}
