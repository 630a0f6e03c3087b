/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Spaces that do not break: where French wants them, nowhere else, and as many signs as before.
 */
#include "config.h"

#include "marbre-nobreak.h"

static void
assert_set (const char *html, const char *expected)
{
  g_autofree char *set = marbre_nobreak_html (html, "fr-FR");

  g_assert_cmpstr (set, ==, expected);
  g_assert_cmpint (g_utf8_strlen (set, -1), ==, g_utf8_strlen (html, -1));
}

static void
test_french (void)
{
  assert_set ("", "");
  assert_set ("Quoi ? Oui !", "Quoi\u202f? Oui\u202f!");
  assert_set ("ceci : cela ; voilà", "ceci\u00a0: cela\u202f; voilà");
  assert_set ("« mot » et « <em>mot</em> »",
              "«\u00a0mot\u00a0» et «\u00a0<em>mot</em>\u00a0»");
  assert_set ("<p>Vraiment ?</p>", "<p>Vraiment\u202f?</p>");
  assert_set ("Ah !… Oh ?! (Eh !)", "Ah\u202f!… Oh\u202f?! (Eh\u202f!)");
  assert_set ("un deux", "un deux");
}

static void
test_untouched (void)
{
  static const char *const same[] = {
    "<a href=\"a ? b\" title='x : y > z !'>un</a>", "<pre>a ? b\n« c »</pre>",
    "<code class=\"x\">a ; b</code>",               ":-) :) ?= ;-)",
    "un :mot",
  };

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    assert_set (same[i], same[i]);
  assert_set ("<pre>a ?</pre> b ?", "<pre>a ?</pre> b\u202f?");
  assert_set ("<preface> a ?", "<preface> a\u202f?");
  assert_set ("</code> a ?", "</code> a\u202f?");
  assert_set ("a <", "a <");
}

static void
test_english (void)
{
  g_autofree char *set = marbre_nobreak_html ("Who ? « x »", "en");

  g_assert_cmpstr (set, ==, "Who ? « x »");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/nobreak/french", test_french);
  g_test_add_func ("/text/nobreak/untouched", test_untouched);
  g_test_add_func ("/text/nobreak/english", test_english);
  return g_test_run ();
}
