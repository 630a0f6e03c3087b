/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The difference of two texts: small cases as a person would mark them, random texts by applying
 * the changes, and the time that large ones take.
 */
#include "config.h"

#include "marbre-word-diff.h"

#define N_RANDOM    400
#define LARGE_WORDS 10000

/* "[-gone-]{+new+}", as one would write it by hand. */
static char *
mark (const char *before, const char *after)
{
  g_autoptr (GArray) changes = marbre_word_diff (before, after);
  GString *out = g_string_new (NULL);
  gsize at = 0;

  for (guint i = 0; i < changes->len; i++)
    {
      const MarbreWordChange *change = &g_array_index (changes, MarbreWordChange, i);

      g_string_append_len (out, before + at, (gssize) (change->before_start - at));
      if (change->before_length > 0)
        g_string_append_printf (out, "[-%.*s-]", (int) change->before_length,
                                before + change->before_start);
      if (change->after_length > 0)
        g_string_append_printf (out, "{+%.*s+}", (int) change->after_length,
                                after + change->after_start);
      at = change->before_start + change->before_length;
    }
  g_string_append (out, before + at);
  return g_string_free (out, FALSE);
}

static char *
apply (const char *before, const char *after)
{
  g_autoptr (GArray) changes = marbre_word_diff (before, after);
  GString *out = g_string_new (NULL);
  gsize at = 0;

  for (guint i = 0; i < changes->len; i++)
    {
      const MarbreWordChange *change = &g_array_index (changes, MarbreWordChange, i);

      g_assert_cmpuint (change->before_length + change->after_length, >, 0);
      g_assert_cmpuint (change->before_start, >=, at);
      g_string_append_len (out, before + at, (gssize) (change->before_start - at));
      g_assert_cmpuint (out->len, ==, change->after_start);
      g_string_append_len (out, after + change->after_start, (gssize) change->after_length);
      at = change->before_start + change->before_length;
    }
  g_string_append (out, before + at);
  return g_string_free (out, FALSE);
}

static void
test_marks (void)
{
  static const struct
  {
    const char *before, *after, *marked;
  } cases[] = {
    { "", "", "" },
    { "", "Un", "{+Un+}" },
    { "Un", "", "[-Un-]" },
    { "Le maire parle.", "Le maire parle.", "Le maire parle." },
    { "Le maire parle.", "Le préfet parle.", "Le [-maire-]{+préfet+} parle." },
    { "a b c d", "a x y d", "a [-b c-]{+x y+} d" },
    { "Il dit oui, hier.", "Il dit oui.", "Il dit oui[-, hier-]." },
    { "Un.\n\nDeux.\n", "Un.\n\nUn et demi.\n\nDeux.\n", "Un.\n\n{+Un et demi.\n\n+}Deux.\n" },
    { "été", "été", "[-e\314\201t\303\251-]{+été+}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      /* The last is one word in two ways of writing it. */
      const char *before = i + 1 == G_N_ELEMENTS (cases) ? "e\314\201t\303\251" : cases[i].before;
      g_autofree char *marked = mark (before, cases[i].after);

      g_assert_cmpstr (marked, ==, cases[i].marked);
    }
}

static void
append_words (GString *out, guint n, guint vocabulary)
{
  for (guint i = 0; i < n; i++)
    g_string_append_printf (out, "%s%c%d", i % 12 == 11 ? ".\n\n" : " ",
                            (char) g_test_rand_int_range ('a', 'f'),
                            g_test_rand_int_range (0, (gint32) vocabulary));
}

static void
test_random (void)
{
  for (guint i = 0; i < N_RANDOM; i++)
    {
      g_autoptr (GString) before = g_string_new (NULL);
      g_autoptr (GString) after = g_string_new (NULL);
      g_autofree char *applied = NULL;

      append_words (before, (guint) g_test_rand_int_range (0, 60), 3);
      append_words (after, (guint) g_test_rand_int_range (0, 60), 3);
      applied = apply (before->str, after->str);
      g_assert_cmpstr (applied, ==, after->str);
    }
}

static double
time_diff (const char *before, const char *after)
{
  gint64 start = g_get_monotonic_time ();
  g_autofree char *applied = apply (before, after);
  double ms = (double) (g_get_monotonic_time () - start) / 1000;

  g_assert_cmpstr (applied, ==, after);
  return ms;
}

/* An article of ten thousand words: with one word in twenty changed, and with all of them. */
static void
test_large (void)
{
  g_autoptr (GString) before = g_string_new (NULL);
  g_autoptr (GString) after = g_string_new (NULL);
  g_autoptr (GString) other = g_string_new (NULL);
  double edited, rewritten;

  append_words (before, LARGE_WORDS, 2000);
  append_words (other, LARGE_WORDS, 2000);
  for (const char *p = before->str; *p != '\0'; p++)
    {
      if (*p == ' ' && g_test_rand_int_range (0, 20) == 0)
        g_string_append (after, " neuf");
      g_string_append_c (after, *p);
    }
  edited = time_diff (before->str, after->str);
  rewritten = time_diff (before->str, other->str);
  g_test_message ("one word in twenty: %.1f ms, all: %.1f ms", edited, rewritten);
  if (g_test_perf ())
    {
      g_assert_cmpfloat (edited, <, 50);
      g_assert_cmpfloat (rewritten, <, 50);
    }
}

static void
test_count (void)
{
  const char *before = "Le vieux maire parle.";
  const char *after = "Le maire de Brest parle haut.";
  g_autoptr (GArray) changes = marbre_word_diff (before, after);
  guint removed, added;

  marbre_word_diff_count (before, after, changes, &removed, &added);
  g_assert_cmpuint (removed, ==, 1);
  g_assert_cmpuint (added, ==, 3);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/word-diff/marks", test_marks);
  g_test_add_func ("/text/word-diff/random", test_random);
  g_test_add_func ("/text/word-diff/large", test_large);
  g_test_add_func ("/text/word-diff/count", test_count);
  return g_test_run ();
}
