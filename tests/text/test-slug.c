/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Slugs from headlines of both languages.
 */
#include "config.h"

#include "marbre-slug.h"

static void
assert_slug (const char *text, guint max_chars, const char *expected)
{
  g_autofree char *slug = marbre_slug_from_text (text, max_chars);

  g_assert_cmpstr (slug, ==, expected);
}

static void
test_slugs (void)
{
  assert_slug ("L’été à Sainte-Orne : « tout ouvre » !", 0, "l-ete-a-sainte-orne-tout-ouvre");
  assert_slug ("Navalis’s harbour doesn't close", 0, "navaliss-harbour-doesnt-close");
  assert_slug ("  Cœur de ville\u00a0\u2014 50\u00a0% ", 0, "coeur-de-ville-50");
  assert_slug ("???", 0, "");
  assert_slug ("漢字 2026", 0, "2026");
  assert_slug ("", 10, "");
}

static void
test_length (void)
{
  assert_slug ("un deux trois", 13, "un-deux-trois");
  assert_slug ("un deux trois", 12, "un-deux");
  assert_slug ("un deux trois", 7, "un-deux");
  assert_slug ("un deux trois", 6, "un");
  assert_slug ("anticonstitutionnellement", 4, "anti");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/slug/headlines", test_slugs);
  g_test_add_func ("/text/slug/length", test_length);
  return g_test_run ();
}
