/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lengths of copy; see marbre-measure.h.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-measure.h"

#include "marbre-desk-note.h"

/* Silent reading of plain prose: 238 words a minute in English, about as fast in French
 * (M. Brysbaert, "How many words do we read per minute?", Journal of Memory and Language 109,
 * 2019). Sites that print a reading time round it the same way. */
#define WORDS_PER_MINUTE 240.0

/* Marks, joiners and soft hyphens add nothing to what is read before or after them. */
static gboolean
is_silent (gunichar c)
{
  return g_unichar_ismark (c) || g_unichar_iszerowidth (c) || c == 0xad;
}

/* White space that counts once however much there is of it. No-break spaces are each typed on
 * purpose and count each. */
static gboolean
is_blank (gunichar c)
{
  return g_unichar_isspace (c) && c != 0xa0 && c != 0x202f && c != 0x2007;
}

/* Any space, and the marks that English sets without one. */
static gboolean
parts_words (gunichar c)
{
  return g_unichar_isspace (c) || c == 0x2014 || c == 0x2026;
}

/**
 * marbre_measure_text:
 * @plain: valid UTF-8, without markup
 * @out: (out caller-allocates): the measures; those of headline and standfirst are 0
 *
 * Counts as copy editors and word processors do. Signs: every character, where a run of white space
 * is one and accents that are characters of their own are none. Words: what stands between white
 * space or em dashes and has a letter or a digit, so "l’eau" and "vingt-trois" are one each and a
 * lone dash is none.
 */
void
marbre_measure_text (const char *plain, MarbreMeasure *out)
{
  gboolean blank = FALSE, word = FALSE;

  g_return_if_fail (plain != NULL);
  g_return_if_fail (out != NULL);

  *out = (MarbreMeasure){ 0 };
  for (const char *p = plain; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (parts_words (c))
        word = FALSE;
      else if (!word && g_unichar_isalnum (c))
        {
          word = TRUE;
          out->words++;
        }
      if (is_blank (c))
        {
          blank = out->signs > 0;
          continue;
        }
      if (is_silent (c))
        continue;
      out->signs += blank ? 2 : 1;
      blank = FALSE;
    }
  out->feuillets = (double) out->signs / MARBRE_MEASURE_FEUILLET;
  out->minutes = out->words / WORDS_PER_MINUTE;
}

/**
 * marbre_measure_passage:
 * @markdown: a part of a body, from anywhere to anywhere
 * @out: (out caller-allocates): the measures; those of headline and standfirst are 0
 *
 * Measures what a reader gets of a passage: its markup, the addresses of its links and the notes to
 * the desk count for nothing, as in the story as a whole.
 */
void
marbre_measure_passage (const char *markdown, MarbreMeasure *out)
{
  g_autoptr (MarbreBlocks) blocks = NULL;
  g_autofree char *plain = NULL;

  g_return_if_fail (markdown != NULL);
  g_return_if_fail (out != NULL);

  blocks = marbre_blocks_parse (markdown, -1, NULL, NULL, NULL);
  plain = marbre_blocks_to_text (blocks);
  marbre_measure_text (plain, out);
}

static guint
count_signs (MarbreStory *story, MarbreField field)
{
  MarbreMeasure measure;

  marbre_measure_text (marbre_story_get_text (story, field), &measure);
  return measure.signs;
}

/**
 * marbre_measure_story:
 * @story: a story
 * @body: (nullable): its body, if the caller has it parsed; %NULL to parse it here
 * @out: (out caller-allocates): the measures
 *
 * Measures the prose of the body as marbre_blocks_to_text() gives it, without captions and links to
 * other stories, and the two fields that sites limit; notes to the desk count for nothing.
 */
void
marbre_measure_story (MarbreStory *story, MarbreBlocks *body, MarbreMeasure *out)
{
  g_autoptr (MarbreBlocks) parsed = NULL;
  g_autoptr (MarbreStory) read = NULL;
  g_autofree char *plain = NULL;

  g_return_if_fail (MARBRE_IS_STORY (story));
  g_return_if_fail (out != NULL);

  read = marbre_desk_notes_strip_lines (story);
  if (body == NULL)
    body = parsed =
        marbre_blocks_parse (marbre_story_get_text (story, MARBRE_FIELD_BODY), -1,
                             marbre_story_get_text (story, MARBRE_FIELD_LANGUAGE), NULL, NULL);
  plain = marbre_blocks_to_text (body);
  marbre_measure_text (plain, out);
  out->headline_signs = count_signs (read, MARBRE_FIELD_HEADLINE);
  out->standfirst_signs = count_signs (read, MARBRE_FIELD_STANDFIRST);
}
