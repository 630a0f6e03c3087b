/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Three texts into one.
 */
#include "config.h"

#include <string.h>

#include "marbre-merge.h"

/* Overlaps as "{base|mine|theirs}". */
static char *
merge (const char *base, const char *mine, const char *theirs)
{
  g_autoptr (GPtrArray) parts = marbre_merge_texts (base, mine, theirs, NULL);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++)
    {
      const MarbreMergePart *part = g_ptr_array_index (parts, i);

      if (part->overlap)
        g_string_append_printf (out, "{%s|%s|%s}", part->base, part->text, part->theirs);
      else
        g_string_append (out, part->text);
    }
  return g_string_free (out, FALSE);
}

static void
test_cases (void)
{
  static const char *const cases[][4] = {
    { "Un deux trois.", "Un deux trois.", "Un deux trois.", "Un deux trois." },
    { "Un deux trois.", "Un 2 trois.", "Un deux trois.", "Un 2 trois." },
    { "Un deux trois.", "Un deux trois.", "Un 2 trois.", "Un 2 trois." },
    { "Un deux trois quatre.", "Un 2 trois quatre.", "Un deux trois 4.", "Un 2 trois 4." },
    { "Un deux trois.", "Un 2 trois.", "Un 2 trois.", "Un 2 trois." },
    { "A\n\nUn deux.\n\nB", "A\n\nUn 2.\n\nB", "A\n\nUn II.\n\nB",
      "A\n\n{Un deux.|Un 2.|Un II.}\n\nB" },
    /* What else one changed in that paragraph is decided with it; other paragraphs are not. */
    { "A\n\nUn deux trois.\n\nB", "AA\n\nUn 2 trois.\n\nB", "A\n\nUn II 3.\n\nBB",
      "AA\n\n{Un deux trois.|Un 2 trois.|Un II 3.}\n\nBB" },
    { "A\n\nB\n\nC", "A\n\nC", "A\n\nB bis\n\nC", NULL },
    { "A\n\nB", "A\n\nmien\n\nB", "A\n\nleur\n\nB", NULL },
    { "", "mien", "leur", "{|mien|leur}" },
    { "A", "", "A B", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *got = merge (cases[i][0], cases[i][1], cases[i][2]);

      if (cases[i][3] != NULL)
        g_assert_cmpstr (got, ==, cases[i][3]);
      else
        g_assert_nonnull (strchr (got, '{'));
    }
}

static char *
change (GRand *rand, const char *text)
{
  static const char *const words[] = { "alpha", "bêta", "\n\n", "gamma delta", "" };
  g_auto (GStrv) parts = g_strsplit (text, " ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (g_rand_int_range (rand, 0, 8) == 0)
      {
        g_free (parts[i]);
        parts[i] = g_strdup (words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
      }
  return g_strjoinv (" ", parts);
}

static char *
join (GPtrArray *parts, gboolean theirs)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++)
    {
      const MarbreMergePart *part = g_ptr_array_index (parts, i);

      g_string_append (out, part->overlap && theirs ? part->theirs : part->text);
    }
  return g_string_free (out, FALSE);
}

/* Whoever changed nothing gets what the other wrote; two who wrote the same have it; and nothing
 * depends on who is who but the overlaps. */
static void
test_property (void)
{
  static const char base[] = "Un deux trois.\n\nQuatre cinq, six sept.\n\nHuit neuf dix onze.\n";

  for (guint i = 0; i < 3000; i++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (i);
      g_autofree char *mine = change (rand, base);
      g_autofree char *theirs = change (rand, base);
      g_autofree char *alone = merge (base, mine, base);
      g_autofree char *other = merge (base, base, theirs);
      g_autofree char *same = merge (base, mine, mine);
      g_autoptr (GPtrArray) one = marbre_merge_texts (base, mine, theirs, NULL);
      g_autoptr (GPtrArray) two = marbre_merge_texts (base, theirs, mine, NULL);
      g_autofree char *first = join (one, FALSE);
      g_autofree char *second = join (two, TRUE);

      g_assert_cmpstr (alone, ==, mine);
      g_assert_cmpstr (other, ==, theirs);
      g_assert_cmpstr (same, ==, mine);
      g_assert_cmpstr (first, ==, second);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/cases", test_cases);
  g_test_add_func ("/merge/property", test_property);
  return g_test_run ();
}
