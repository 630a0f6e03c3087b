/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Folding, terms, names and the index text, in French and English.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "marbre-terms.h"

static void
assert_fold (const char *text, const char *expected)
{
  g_autofree char *folded = marbre_terms_fold (text);

  g_assert_cmpstr (folded, ==, expected);
}

static void
test_fold (void)
{
  assert_fold ("", "");
  assert_fold ("PLAIN Text-1", "plain text-1");
  assert_fold ("Élysée", "elysee");
  assert_fold ("E\u0301lyse\u0301e", "elysee");
  assert_fold ("L’Œuvre ŒUVRE curriculum vitæ", "l'oeuvre oeuvre curriculum vitae");
  assert_fold ("ça\u00a0va\u202f?", "ca va ?");
  assert_fold ("Łódź straße Ørsted", "lodz strasse orsted");
}

static void
assert_index (const char *text, const char *language, const char *expected)
{
  g_autofree char *index = marbre_terms_index_text (text, language);

  g_assert_cmpstr (index, ==, expected);
}

static void
test_index_french (void)
{
  assert_index ("Les élections municipales", "fr", "elect municipal");
  assert_index ("manifestée manifestation", "fr", "manifest manifest");
  assert_index ("L’usine qu’aujourd’hui jusqu’ici d’Oise", "fr", "usin ois");
  assert_index ("l'usine", "fr", "usin");
  assert_index ("ŒUVRES œuvre oeuvre", "fr", "oeuvr oeuvr oeuvr");
  assert_index ("12\u202f000 euros, 1 234 567 et 3,5 % en 2026", "fr",
                "12000 euros 1234567 3 5 2026");
  assert_index ("Saint-Nazaire, Covid-19", "fr", "saint nazair covid 19");
  assert_index ("de la le les", "fr", "");
  assert_index ("", "fr", "");
}

/* The first, the last and some middle words of the sorted lists. */
static void
test_stop_words (void)
{
  assert_index ("a à à-t-il afin donc moins quelqu’un vôtre vous vu y", "fr", "");
  assert_index ("a about didn’t I me yourself you’re your yours", "en", "");
}

static void
test_index_english (void)
{
  assert_index ("The elections", "en", "elect");
  assert_index ("Navalis’s workers’ harbours don't close", "en", "navali worker harbour close");
  assert_index ("O’Brien", "en", "obrien");
  assert_index ("12,000 jobs", "en", "12000 job");
  assert_index ("the harbours are for the workers", NULL, "harbour worker");
}

/* "term*" for a name, "term=3" for a count above one. */
static void
assert_terms (const char *text, const char *language, const char *expected)
{
  g_autoptr (GPtrArray) terms = marbre_terms_extract (text, language);
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < terms->len; i++)
    {
      MarbreTerm *term = g_ptr_array_index (terms, i);

      g_string_append_printf (line, "%s%s%s", i > 0 ? ", " : "", term->term,
                              term->is_name ? "*" : "");
      if (term->count > 1)
        g_string_append_printf (line, "=%u", term->count);
    }
  g_assert_cmpstr (line->str, ==, expected);
}

static void
test_names (void)
{
  assert_terms ("Le maire de Nantes a dit non.", "fr", "nant*, mair, dit");
  assert_terms ("Nantes a dit non.", "fr", "nant, dit");
  assert_terms ("Nantes gagne. Hier, Nantes.", "fr", "nant*=2, gagn");
  assert_terms ("La Banque de France prête.", "fr", "banqu franc*, banqu, franc, pret");
  assert_terms ("the Bank of England lends", "en", "bank england*, bank, england, lend");
  assert_terms ("L’Oréal et Saint-Nazaire", "fr", "oreal*, saint nazair*, saint, nazair");
  assert_terms ("à Boulogne-sur-Mer", "fr", "boulogn mer*, boulogn, mer");
  assert_terms ("aux Chantiers de la Rade", "fr", "chanti rad*, chanti, rad");
  assert_terms ("ONU et OTAN", "fr", "onu*, otan*");
  assert_terms ("LE PORT EST FERMÉ DEMAIN", "fr", "port, ferm, demain");
  assert_terms ("le lundi M. Lunel, J. K. Rowling", "fr", "lunel*, rowling*");
  assert_terms ("on Monday in May, Covid-19 hit", "en", "covid 19*, covid, hit");
  assert_terms ("le Val d’Oise", "fr", "val ois*, val, ois");
}

static void
test_surface (void)
{
  g_autoptr (GPtrArray) terms =
      marbre_terms_extract ("au port de l’Île-d’Yeu, des Élections\u00a0! élection", "fr");

  for (guint i = 0; i < terms->len; i++)
    {
      MarbreTerm *term = g_ptr_array_index (terms, i);

      if (g_str_equal (term->term, "elect"))
        {
          g_assert_cmpstr (term->surface, ==, "Élections");
          g_assert_cmpuint (term->count, ==, 2);
        }
      else if (g_str_equal (term->term, "il yeu"))
        g_assert_cmpstr (term->surface, ==, "Île-d’Yeu");
    }
}

/* The capital of a sentence is not the word's own, and numbers in words are no subject. */
static void
test_sentence_start (void)
{
  g_autoptr (GPtrArray) terms = marbre_terms_extract ("Soixante camions. Éoliennes. ONU.", "fr");
  MarbreTerm *second;

  g_assert_cmpuint (terms->len, ==, 3);
  second = g_ptr_array_index (terms, 2);
  g_assert_cmpstr (second->surface, ==, "éoliennes");
  g_assert_false (second->is_name);
}

/* Every term must be found where the index has it, names as phrases. */
static void
test_terms_are_in_index (void)
{
  const char *text = "Interrogé mardi, le directeur de la Caisse des Dépôts, Paul Lunel, et "
                     "l’Agence de l’eau ont cité l’article 12 du Code de l’environnement.";
  g_autofree char *index = marbre_terms_index_text (text, "fr");
  g_autofree char *spaced = g_strconcat (" ", index, " ", NULL);
  g_autoptr (GPtrArray) terms = marbre_terms_extract (text, "fr");

  g_assert_cmpuint (terms->len, >, 10);
  for (guint i = 0; i < terms->len; i++)
    {
      MarbreTerm *term = g_ptr_array_index (terms, i);
      g_autofree char *phrase = g_strconcat (" ", term->term, " ", NULL);

      if (strstr (spaced, phrase) == NULL)
        g_error ("“%s” is not in “%s”", term->term, index);
    }
}

static void
test_bounds (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) terms = NULL;
  g_autofree char *endless = g_strnfill (1000 * 1000, 'a');
  g_autofree char *index = marbre_terms_index_text (endless, "fr");

  g_assert_cmpstr (index, ==, "");
  for (guint i = 0; text->len < MARBRE_TERMS_MAX_BYTES + 100; i++)
    g_string_append_printf (text, "é%xq ", i);
  terms = marbre_terms_extract (text->str, "fr");
  g_assert_cmpuint (terms->len, ==, MARBRE_TERMS_MAX);
}

/* Random characters of every kind must come out as valid UTF-8. */
/* MARBRE_TEST_SEED makes other texts; the default is fixed, so that a red test stays red. */
static void
test_random (void)
{
  const char *seed = g_getenv ("MARBRE_TEST_SEED");
  g_autoptr (GRand) dice = g_rand_new_with_seed (seed ? (guint32) strtoul (seed, NULL, 10) : 1);
  static const char *const parts[] = { "a",  "É",    "œ", "’", "'", "-",  " ", "\u00a0", "\u202f",
                                       "1",  "234",  ",", ".", "s", "l",  "d", "\n",     "\u0301",
                                       "漢", "🗞", "ß", "«", "A", "BC", "de" };

  for (guint round = 0; round < 3000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GPtrArray) terms = NULL;
      g_autofree char *index = NULL;
      guint length = (guint) g_rand_int_range (dice, 0, 40);

      for (guint i = 0; i < length; i++)
        g_string_append (text, parts[g_rand_int_range (dice, 0, (int) G_N_ELEMENTS (parts))]);
      terms = marbre_terms_extract (text->str, round % 2 ? "fr" : "en");
      index = marbre_terms_index_text (text->str, round % 2 ? "fr" : "en");
      g_assert_true (g_utf8_validate (index, -1, NULL));
      for (guint i = 0; i < terms->len; i++)
        {
          MarbreTerm *term = g_ptr_array_index (terms, i);

          g_assert_true (g_utf8_validate (term->surface, -1, NULL));
          g_assert_true (g_utf8_validate (term->term, -1, NULL));
          g_assert_cmpstr (term->term, !=, "");
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/terms/fold", test_fold);
  g_test_add_func ("/text/terms/index-french", test_index_french);
  g_test_add_func ("/text/terms/stop-words", test_stop_words);
  g_test_add_func ("/text/terms/index-english", test_index_english);
  g_test_add_func ("/text/terms/names", test_names);
  g_test_add_func ("/text/terms/surface", test_surface);
  g_test_add_func ("/text/terms/sentence-start", test_sentence_start);
  g_test_add_func ("/text/terms/in-index", test_terms_are_in_index);
  g_test_add_func ("/text/terms/bounds", test_bounds);
  g_test_add_func ("/text/terms/random", test_random);
  return g_test_run ();
}
