/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where sentences begin and end, in French and in English.
 */
#include "config.h"

#include <glib.h>
#include <string.h>

#include "marbre-sentence.h"

/* Cuts @text into its sentences, with a bar between them. */
static char *
cut (const char *text)
{
  GString *all = g_string_new (NULL);
  gsize length = strlen (text);
  gsize at = 0, start, end, last = G_MAXSIZE;

  for (; at < length; at++)
    {
      marbre_sentence_find (text, length, at, &start, &end);
      g_assert_cmpuint (start, <=, end);
      g_assert_cmpuint (end, <=, length);
      if (start == last)
        continue;
      last = start;
      if (all->len > 0)
        g_string_append_c (all, '|');
      g_string_append_len (all, text + start, (gssize) (end - start));
    }
  return g_string_free (all, FALSE);
}

static void
assert_cut (const char *text, const char *expected)
{
  g_autofree char *found = cut (text);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_plain (void)
{
  assert_cut ("One. Two! Three? Four…", "One.|Two!|Three?|Four…");
  assert_cut ("Not ended", "Not ended");
  assert_cut ("  Before. After  ", "Before.|After  ");
  assert_cut ("One line\nof two. Then another\nline.", "One line\nof two.|Then another\nline.");
  assert_cut ("Really?! Yes... No", "Really?!|Yes...|No");
  assert_cut ("It is 3.14 at marbre.example. Good.", "It is 3.14 at marbre.example.|Good.");
}

static void
test_abbreviations (void)
{
  assert_cut ("M. Dupont et MM. Durand. Ils parlent.", "M. Dupont et MM. Durand.|Ils parlent.");
  assert_cut ("Dr. Ann J. Smith of the U.S. Senate left. Mr. Hill stayed.",
              "Dr. Ann J. Smith of the U.S. Senate left.|Mr. Hill stayed.");
  assert_cut ("Voir p. 12 et art. L. 121. Puis.", "Voir p. 12 et art. L. 121.|Puis.");
  assert_cut ("Ports, docks, etc. The town grew.", "Ports, docks, etc.|The town grew.");
  assert_cut ("Ports, etc. et la ville.", "Ports, etc. et la ville.");
  assert_cut ("1. Premier point. Second.", "1. Premier point.|Second.");
}

static void
test_quotes (void)
{
  assert_cut ("« Oui ! » dit-elle. Il partit.",
              "« Oui ! » dit-elle.|Il partit.");
  assert_cut ("« Oui. » Elle partit.", "« Oui. »|Elle partit.");
  assert_cut ("“Yes.” She left. (He stayed.) They met.",
              "“Yes.”|She left.|(He stayed.)|They met.");
  assert_cut ("**Bold end.** And *more.* Last.[^1] Note.",
              "**Bold end.**|And *more.*|Last.[^1]|Note.");
  assert_cut ("— Viens. — Non.", "— Viens.|— Non.");
}

static void
test_edges (void)
{
  gsize start, end;

  marbre_sentence_find ("", 0, 0, &start, &end);
  g_assert_cmpuint (start, ==, 0);
  g_assert_cmpuint (end, ==, 0);
  /* The space between belongs to the first, the end of the text to the last. */
  marbre_sentence_find ("One. Two.", 9, 4, &start, &end);
  g_assert_cmpuint (start, ==, 0);
  marbre_sentence_find ("One. Two.", 9, 5, &start, &end);
  g_assert_cmpuint (start, ==, 5);
  marbre_sentence_find ("One. Two.", 9, 9, &start, &end);
  g_assert_cmpuint (start, ==, 5);
  marbre_sentence_find ("One. ", 5, 5, &start, &end);
  g_assert_cmpuint (start, ==, 0);
  g_assert_cmpuint (end, ==, 4);
  marbre_sentence_find ("   ", 3, 1, &start, &end);
  g_assert_cmpuint (start, ==, 3);
  g_assert_cmpuint (end, ==, 3);
  marbre_sentence_find ("A.[^", 4, 4, &start, &end);
  g_assert_cmpuint (end, ==, 4);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sentence/plain", test_plain);
  g_test_add_func ("/sentence/abbreviations", test_abbreviations);
  g_test_add_func ("/sentence/quotes", test_quotes);
  g_test_add_func ("/sentence/edges", test_edges);
  return g_test_run ();
}
