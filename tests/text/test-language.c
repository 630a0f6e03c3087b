/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Labels, dates as dailies print them, and the guess.
 */
#include "config.h"

#include "marbre-language.h"

static void
test_resolve (void)
{
  g_assert_cmpstr (marbre_language_resolve ("fr"), ==, "fr");
  g_assert_cmpstr (marbre_language_resolve ("fr-CA"), ==, "fr");
  g_assert_cmpstr (marbre_language_resolve ("FR_fr"), ==, "fr");
  g_assert_cmpstr (marbre_language_resolve ("frr"), ==, "en");
  g_assert_cmpstr (marbre_language_resolve ("en-GB"), ==, "en");
  g_assert_cmpstr (marbre_language_resolve (""), ==, "en");
  g_assert_cmpstr (marbre_language_resolve (NULL), ==, "en");
}

static void
test_phrases (void)
{
  g_assert_cmpstr (marbre_language_phrase ("fr", MARBRE_PHRASE_READ_ALSO), ==, "Lire aussi");
  g_assert_cmpstr (marbre_language_phrase ("en", MARBRE_PHRASE_READ_ALSO), ==, "Read also");
  for (guint i = 0; i <= MARBRE_PHRASE_NOTES; i++)
    {
      g_assert_cmpstr (marbre_language_phrase ("fr", (MarbrePhrase) i), !=, "");
      g_assert_cmpstr (marbre_language_phrase ("en", (MarbrePhrase) i), !=, "");
    }
}

static void
assert_date (const char *language, const char *moment, gboolean with_time, const char *expected)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Paris");
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (moment, NULL);
  g_autofree char *text =
      marbre_language_format_date (language, g_date_time_to_unix (time), zone, with_time);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_dates (void)
{
  assert_date ("fr", "2026-11-22T13:30:00Z", TRUE, "22\u00a0novembre 2026 à 14\u00a0h\u00a030");
  assert_date ("fr", "2026-05-01T06:00:00Z", TRUE, "1er\u00a0mai 2026 à 8\u00a0h");
  assert_date ("fr", "2026-08-11T22:05:00Z", TRUE, "12\u00a0août 2026 à 0\u00a0h\u00a005");
  assert_date ("fr", "2026-12-31T23:30:00Z", FALSE, "1er\u00a0janvier 2027");
  assert_date ("en", "2026-11-22T13:30:00Z", TRUE, "22\u00a0November 2026, 2.30pm");
  assert_date ("en", "2026-11-22T08:00:00Z", TRUE, "22\u00a0November 2026, 9am");
  assert_date ("en", "2026-11-22T11:00:00Z", TRUE, "22\u00a0November 2026, noon");
  assert_date ("en", "2026-11-22T23:00:00Z", TRUE, "23\u00a0November 2026, midnight");
  assert_date ("en", "2026-11-22T23:05:00Z", TRUE, "23\u00a0November 2026, 12.05am");
  assert_date (NULL, "2026-11-22T13:30:00Z", FALSE, "22\u00a0November 2026");
}

static void
test_impossible_date (void)
{
  g_autofree char *text = marbre_language_format_date ("fr", G_MAXINT64, NULL, TRUE);

  g_assert_cmpstr (text, ==, "");
}

static void
test_guess (void)
{
  g_autofree char *long_word = g_strnfill (100 * 1024, 'a');

  g_assert_cmpstr (marbre_language_guess ("L’usine ferme"), ==, "fr");
  g_assert_cmpstr (marbre_language_guess ("Grève à Nantes"), ==, "fr");
  g_assert_cmpstr (marbre_language_guess ("The harbour closes"), ==, "en");
  g_assert_cmpstr (
      marbre_language_guess ("La Banque de France cite « The Economist » dans son rapport"), ==,
      "fr");
  g_assert_null (marbre_language_guess ("Navalis"));
  g_assert_null (marbre_language_guess ("The Grand Palais de Lille"));
  g_assert_null (marbre_language_guess (""));
  g_assert_null (marbre_language_guess (long_word));
}

/* The text is cut at 32 kB, which falls inside a character here. */
static void
test_guess_long (void)
{
  g_autoptr (GString) text = g_string_new ("x");

  while (text->len < 40 * 1024)
    g_string_append (text, "é le ");
  g_assert_cmpstr (marbre_language_guess (text->str), ==, "fr");
  g_string_erase (text, 0, 1);
  g_assert_cmpstr (marbre_language_guess (text->str), ==, "fr");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/language/resolve", test_resolve);
  g_test_add_func ("/text/language/phrases", test_phrases);
  g_test_add_func ("/text/language/dates", test_dates);
  g_test_add_func ("/text/language/impossible-date", test_impossible_date);
  g_test_add_func ("/text/language/guess", test_guess);
  g_test_add_func ("/text/language/guess-long", test_guess_long);
  return g_test_run ();
}
