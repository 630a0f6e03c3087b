/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Signs, words, feuillets and minutes.
 */
#include "config.h"

#include <string.h>

#include "marbre-measure.h"

static void
assert_measure (const char *text, guint signs, guint words)
{
  MarbreMeasure measure;

  marbre_measure_text (text, &measure);
  if (measure.signs != signs || measure.words != words)
    g_error ("“%s”: %u signs, %u words", text, measure.signs, measure.words);
}

static void
test_signs_and_words (void)
{
  assert_measure ("", 0, 0);
  assert_measure (" \n\t ", 0, 0);
  assert_measure ("Un deux", 7, 2);
  assert_measure ("  Un \n\n deux  ", 7, 2);
  assert_measure ("L’eau de vingt-trois", 20, 3);
  assert_measure ("Est-ce\u202f?", 8, 1);
  assert_measure ("«\u00a0Non\u00a0»", 7, 1);
  assert_measure ("Un \u2013 deux", 9, 2);
  assert_measure ("one\u2014two", 7, 2);
  assert_measure ("12\u00a0000", 6, 2);
  assert_measure ("e\u0301te\u0301", 3, 1);
  assert_measure ("so\u00adlo", 4, 1);
  assert_measure ("🗞\ufe0f x", 3, 1);
}

static void
test_units (void)
{
  g_autofree char *text = g_strnfill (3000, 'a');
  g_autoptr (GString) words = g_string_new (NULL);
  MarbreMeasure measure;

  marbre_measure_text (text, &measure);
  g_assert_cmpfloat (measure.feuillets, ==, 2.0);
  for (guint i = 0; i < 480; i++)
    g_string_append (words, "mot ");
  marbre_measure_text (words->str, &measure);
  g_assert_cmpfloat (measure.minutes, ==, 2.0);
  g_assert_cmpuint (measure.headline_signs, ==, 0);
}

static void
test_story (void)
{
  g_autoptr (MarbreStory) story = marbre_story_new ();
  g_autoptr (MarbreBlocks) blocks = NULL;
  MarbreMeasure measure, again;

  marbre_story_set_text (story, MARBRE_FIELD_HEADLINE, "Été");
  marbre_story_set_text (story, MARBRE_FIELD_STANDFIRST, "Chapô.");
  marbre_story_set_text (story, MARBRE_FIELD_BODY, "## Un\n\n**Deux** [trois](https://a.b/c).\n");
  marbre_measure_story (story, NULL, &measure);
  g_assert_cmpuint (measure.headline_signs, ==, 3);
  g_assert_cmpuint (measure.standfirst_signs, ==, 6);
  g_assert_cmpuint (measure.words, ==, 3);
  g_assert_cmpuint (measure.signs, ==, strlen ("Un Deux trois."));

  blocks =
      marbre_blocks_parse (marbre_story_get_text (story, MARBRE_FIELD_BODY), -1, "fr", NULL, NULL);
  marbre_measure_story (story, blocks, &again);
  g_assert_cmpuint (measure.signs, ==, again.signs);
  g_assert_cmpuint (measure.headline_signs, ==, again.headline_signs);
}

/* A passage has the length that it has in the story, wherever it is cut. */
static void
test_passage (void)
{
  static const struct
  {
    const char *markdown;
    const char *plain;
  } cases[] = {
    { "", "" },
    { "**Deux** [trois](https://a.b/c \"t\").", "Deux trois." },
    { "## Un\n\n- deux\n- trois", "Un deux trois" },
    { "Un{>> vraiment ? <<} {++grand ++}port", "Un port" },
    { "![alt](a.jpg \"Légende\")\n\nTexte", "Texte" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MarbreMeasure measure, expected;

      marbre_measure_passage (cases[i].markdown, &measure);
      marbre_measure_text (cases[i].plain, &expected);
      g_assert_cmpuint (measure.signs, ==, expected.signs);
      g_assert_cmpuint (measure.words, ==, expected.words);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/measure/signs-and-words", test_signs_and_words);
  g_test_add_func ("/text/measure/units", test_units);
  g_test_add_func ("/text/measure/story", test_story);
  g_test_add_func ("/text/measure/passage", test_passage);
  return g_test_run ();
}
