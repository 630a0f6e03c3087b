/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is found, what a regular expression that makes no sense is told, what replaces, and places
 * that move. No display.
 */
#include <string.h>

#include "marbre-find-needle.h"
#include "marbre-find-pattern.h"
#include "marbre-find-places.h"
#include "marbre-find-template.h"

static gboolean
note_cb (const GMatchInfo *match, gsize start, gsize end, gpointer data)
{
  GString *found = data;
  g_autofree char *words = g_match_info_fetch (match, 0);

  g_assert_cmpuint (end - start, ==, strlen (words));
  g_string_append_printf (found, "%s%zu:%s", found->len ? " | " : "", start, words);
  return TRUE;
}

static char *
find (const char *needle, MarbreFindFlags flags, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreFindPattern) pattern = marbre_find_pattern_new (needle, flags, &error);
  GString *found = g_string_new (NULL);

  g_assert_no_error (error);
  g_assert_true (marbre_find_pattern_search (pattern, text, strlen (text),
                                             g_get_monotonic_time () + 5 * G_USEC_PER_SEC, NULL,
                                             note_cb, found, &error));
  g_assert_no_error (error);
  return g_string_free (found, FALSE);
}

#define EXPECT(needle, flags, text, expected)                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *result = find (needle, flags, text);                                          \
                                                                                                   \
    g_assert_cmpstr (result, ==, expected);                                                        \
  }                                                                                                \
  G_STMT_END

static void
test_words (void)
{
  EXPECT ("port", 0, "Port, report", "0:Port | 8:port");
  EXPECT ("port", MARBRE_FIND_CASE, "Port, report", "8:port");
  EXPECT ("port", MARBRE_FIND_WORD, "Port, report, port_", "0:Port");
  EXPECT ("a.c", 0, "abc a.c", "4:a.c");
  EXPECT ("(", 0, "a (b", "2:(");
  EXPECT ("aa", 0, "aaaa", "0:aa | 2:aa");
}

static void
test_accents (void)
{
  EXPECT ("ete", 0, "été ete Été", "0:été | 6:ete | 10:Été");
  EXPECT ("été", 0, "été ete", "0:été");
  EXPECT ("ete", MARBRE_FIND_EXACT, "été ete", "6:ete");
  EXPECT ("l'oeuvre", 0, "l’œuvre l'oeuvre", "0:l’œuvre | 11:l'oeuvre");
  EXPECT ("l'", MARBRE_FIND_EXACT, "l’œuvre l'oeuvre", "11:l'");
  EXPECT ("12 %", 0, "12\u202f% 12 %", "0:12\u202f% | 7:12 %");
  EXPECT ("ete", 0, "e\u0301te\u0301", "0:e\u0301te\u0301");
  EXPECT ("ete", MARBRE_FIND_WORD, "l’été, étés", "4:été");
}

static void
test_regex (void)
{
  EXPECT ("^\\w+$", MARBRE_FIND_REGEX, "one\ntwo three\nfour", "0:one | 14:four");
  EXPECT ("x*", MARBRE_FIND_REGEX | MARBRE_FIND_WORD, "a xx b", "2:xx");
  EXPECT ("\\d+", MARBRE_FIND_REGEX | MARBRE_FIND_WORD, "12 b34 56", "0:12 | 7:56");
  EXPECT ("a|b", MARBRE_FIND_REGEX | MARBRE_FIND_WORD, "a b ab", "0:a | 2:b");
  EXPECT ("(?<=\\n)b", MARBRE_FIND_REGEX, "a\nb\nb", "2:b | 4:b");
  EXPECT ("\\Aa", MARBRE_FIND_REGEX, "a\na\na", "0:a");
  EXPECT ("a\\z", MARBRE_FIND_REGEX, "a\na\na", "4:a");
  EXPECT ("a\\Kb", MARBRE_FIND_REGEX, "ab ab", "1:b | 4:b");
}

/* Places without length. */
static void
test_nothing (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  EXPECT ("^", MARBRE_FIND_REGEX, "é\n\nb", "0: | 3: | 4:");
  EXPECT ("$", MARBRE_FIND_REGEX, "é\n\nb", "2: | 3: | 5:");
  EXPECT ("$", MARBRE_FIND_REGEX, "a\n", "1: | 2:");
  EXPECT ("\\b", MARBRE_FIND_REGEX, "l’été", "0: | 1: | 4: | 9:");
  EXPECT ("x*", MARBRE_FIND_REGEX, "axxéb", "0: | 1:xx | 5: | 6:");
  EXPECT ("(?=é)", MARBRE_FIND_REGEX, "été", "0: | 3:");
  EXPECT ("^", MARBRE_FIND_REGEX, "", "");
  EXPECT ("^$", MARBRE_FIND_REGEX, "a\n\nb\n\n", "2: | 5:");
  /* Each once, across windows too. */
  for (guint i = 0; i < 1000; i++)
    g_string_append (text, "Un mot de plus.\n");
  for (guint i = 0; i < 3; i++)
    {
      static const char *const needles[] = { "^", "$", "(?<=\\.)" };
      g_autofree char *found = find (needles[i], MARBRE_FIND_REGEX, text->str);
      g_auto (GStrv) places = g_strsplit (found, " | ", -1);

      g_assert_cmpuint (g_strv_length (places), ==, i == 1 ? 1001 : 1000);
    }
}

/* What is longer than a window, or stands across the end of one. */
static void
test_long (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *across = NULL, *whole = NULL, *expected = NULL;
  gsize place;

  for (guint i = 0; i < 400; i++)
    g_string_append (text, "Un mot de plus.\n");
  place = text->len;
  g_string_append (text, "START\n");
  for (guint i = 0; i < 400; i++)
    g_string_append (text, "Et un autre.\n");
  g_string_append (text, "END\n");
  whole = find ("START[\\s\\S]*END", MARBRE_FIND_REGEX, text->str);
  expected = g_strdup_printf ("%zu:START\nEt", place);
  g_assert_true (g_str_has_prefix (whole, expected));
  g_assert_true (g_str_has_suffix (whole, "autre.\nEND"));
  across = find ("plus\\.\\nUn", MARBRE_FIND_REGEX, text->str);
  {
    g_auto (GStrv) places = g_strsplit (across, " | ", -1);

    g_assert_cmpuint (g_strv_length (places), ==, 399);
  }
}

static void
expect_complaint (const char *needle, const char *part)
{
  g_autoptr (GError) error = NULL;
  MarbreFindPattern *pattern = marbre_find_pattern_new (needle, MARBRE_FIND_REGEX, &error);

  g_assert_null (pattern);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  if (strstr (error->message, part) == NULL)
    g_test_message ("%s: %s", needle, error->message);
  g_assert_nonnull (strstr (error->message, part));
}

static void
test_complaints (void)
{
  expect_complaint ("a(b", "is not complete: a parenthesis");
  expect_complaint ("[a", "is not complete: the bracket [");
  expect_complaint ("*a", "at character 1: there is nothing that");
  expect_complaint ("é\\", "is not complete: nothing follows the backslash");
  expect_complaint ("12{3,1}", "the numbers in { }");
  expect_complaint ("(?<=a*)b", "fixed length");
  expect_complaint ("a)|(b", "a parenthesis");
}

static void
test_slow (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) found = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreFindPattern) pattern =
      marbre_find_pattern_new ("(a+)+$", MARBRE_FIND_REGEX, &error);
  gint64 begun = g_get_monotonic_time ();

  for (guint i = 0; i < 60; i++)
    g_string_append_c (text, 'a');
  g_string_append_c (text, '!');
  g_assert_false (marbre_find_pattern_search (pattern, text->str, text->len,
                                              begun + 2 * G_USEC_PER_SEC, NULL, note_cb, found,
                                              &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 5 * G_USEC_PER_SEC);
}

typedef struct
{
  MarbreFindTemplate *replacement;
  GString *result;
} Expansion;

static gboolean
expand_cb (const GMatchInfo *match, gsize start, gsize end, gpointer data)
{
  Expansion *expansion = data;
  g_autofree char *text = marbre_find_template_expand (expansion->replacement, match);

  g_string_append (expansion->result, text);
  return TRUE;
}

static void
expect_replacement (const char *needle,
                    MarbreFindFlags flags,
                    const char *with,
                    const char *text,
                    const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreFindPattern) pattern = marbre_find_pattern_new (needle, flags, &error);
  g_autoptr (MarbreFindTemplate) replacement = marbre_find_template_new (with, pattern, &error);
  g_autoptr (GString) result = g_string_new (NULL);
  Expansion expansion = { replacement, result };

  g_assert_no_error (error);
  marbre_find_pattern_search (pattern, text, strlen (text), G_MAXINT64, NULL, expand_cb, &expansion,
                              &error);
  g_assert_no_error (error);
  g_assert_cmpstr (result->str, ==, expected);
}

static void
test_replacements (void)
{
  expect_replacement ("(\\w+) (\\w+)", MARBRE_FIND_REGEX, "\\2 \\1", "Jean Dupont", "Dupont Jean");
  expect_replacement ("(?<first>\\w+) (?<last>\\w+)", MARBRE_FIND_REGEX,
                      "${last}, ${first} $1 ${2}", "Jean Dupont", "Dupont, Jean Jean Dupont");
  expect_replacement ("a", MARBRE_FIND_REGEX, "\\n\\t\\\\\\$\\0", "a", "\n\t\\$a");
  expect_replacement ("a(b)?", MARBRE_FIND_REGEX, "[\\1]", "a", "[]");
  expect_replacement ("(a)", MARBRE_FIND_REGEX, "$5 and $", "a", "$5 and $");
  expect_replacement ("a", 0, "\\1 ${x} \\n", "a", "\\1 ${x} \\n");
}

static void
test_wrong_replacements (void)
{
  g_autoptr (MarbreFindPattern) pattern =
      marbre_find_pattern_new ("(a)", MARBRE_FIND_REGEX, NULL);
  static const char *const wrong[] = { "\\2", "${2}", "${name}", "a\\" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (marbre_find_template_new (wrong[i], pattern, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
    }
}

static MarbreFindPlaces *
make_places (const guint *numbers, guint count)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (MarbreFindPlace));

  g_array_append_vals (places, numbers, count / 2);
  return marbre_find_places_new (places);
}

static void
assert_place (const MarbreFindPlaces *places, guint index, guint start, guint end)
{
  MarbreFindPlace place = marbre_find_places_get (places, index);

  g_assert_cmpuint (place.start, ==, start);
  g_assert_cmpuint (place.end, ==, end);
}

static void
test_places (void)
{
  const guint numbers[] = { 2, 4, 10, 12, 20, 25, 30, 31 };
  g_autoptr (MarbreFindPlaces) places = make_places (numbers, G_N_ELEMENTS (numbers));
  guint lost;

  g_assert_cmpuint (marbre_find_places_search (places, 0), ==, 0);
  g_assert_cmpuint (marbre_find_places_search (places, 4), ==, 1);
  g_assert_cmpuint (marbre_find_places_search (places, 31), ==, 4);
  /* Before, between, at the edges. */
  g_assert_cmpuint (marbre_find_places_note_edit (places, 15, 0, 3, &lost), ==, 2);
  g_assert_cmpuint (lost, ==, 0);
  assert_place (places, 1, 10, 12);
  assert_place (places, 2, 23, 28);
  marbre_find_places_note_edit (places, 0, 1, 0, &lost);
  assert_place (places, 0, 1, 3);
  assert_place (places, 3, 32, 33);
  marbre_find_places_note_edit (places, 22, 0, 1, &lost);
  g_assert_cmpuint (lost, ==, 0);
  assert_place (places, 2, 23, 28);
  /* Into one, and over two. */
  g_assert_cmpuint (marbre_find_places_note_edit (places, 24, 0, 1, &lost), ==, 2);
  g_assert_cmpuint (lost, ==, 1);
  assert_place (places, 2, 34, 35);
  marbre_find_places_note_edit (places, 2, 8, 1, &lost);
  g_assert_cmpuint (lost, ==, 2);
  g_assert_cmpuint (marbre_find_places_count (places), ==, 1);
  assert_place (places, 0, 27, 28);
}

/* Random edits move places as they move in a text. */
static void
test_random_places (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (MarbreFindPlace));
  g_autoptr (MarbreFindPlaces) places = NULL;

  for (guint i = 0; i < 200; i++)
    {
      MarbreFindPlace place = { (guint) text->len, (guint) text->len + 1 };

      g_array_append_val (found, place);
      g_string_append (text, "X....");
    }
  places = marbre_find_places_new (g_steal_pointer (&found));
  for (guint i = 0; i < 500; i++)
    {
      guint offset = (guint) g_test_rand_int_range (0, (int) text->len);
      guint wanted = (guint) g_test_rand_int_range (0, 4);
      guint removed = MIN (wanted, (guint) text->len - offset);
      guint inserted = (guint) g_test_rand_int_range (0, 5), lost;

      g_string_erase (text, (gssize) offset, (gssize) removed);
      for (guint j = 0; j < inserted; j++)
        g_string_insert_c (text, (gssize) offset, '-');
      marbre_find_places_note_edit (places, offset, removed, inserted, &lost);
    }
  for (guint i = 0, seen = 0; i < text->len; i++)
    if (text->str[i] == 'X')
      {
        assert_place (places, seen, i, i + 1);
        seen++;
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/editor/find-pattern/words", test_words);
  g_test_add_func ("/editor/find-pattern/accents", test_accents);
  g_test_add_func ("/editor/find-pattern/regex", test_regex);
  g_test_add_func ("/editor/find-pattern/nothing", test_nothing);
  g_test_add_func ("/editor/find-pattern/long", test_long);
  g_test_add_func ("/editor/find-pattern/complaints", test_complaints);
  g_test_add_func ("/editor/find-pattern/slow", test_slow);
  g_test_add_func ("/editor/find-pattern/replacements", test_replacements);
  g_test_add_func ("/editor/find-pattern/wrong-replacements", test_wrong_replacements);
  g_test_add_func ("/editor/find-pattern/places", test_places);
  g_test_add_func ("/editor/find-pattern/random-places", test_random_places);
  return g_test_run ();
}
