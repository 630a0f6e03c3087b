/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Plain text made without blocks is what blocks say, and counted words are those that are found.
 */
#include "config.h"

#include "marbre-plain-text.h"

#include <string.h>

#include "marbre-blocks.h"
#include "marbre-terms-counter.h"
#include "marbre-terms.h"

#define ROUNDS (g_test_slow () ? 200000u : 4000u)

static void
assert_same (const char *markdown)
{
  g_autoptr (MarbreBlocks) blocks = marbre_blocks_parse (markdown, -1, "fr", NULL, NULL);
  g_autofree char *expected = marbre_blocks_to_text (blocks);
  g_autofree char *text = marbre_plain_text_new (markdown, "fr");

  g_assert_cmpstr (text, ==, expected);
}

static void
test_cases (void)
{
  static const char *const cases[] = {
    "",
    "\n\n",
    "One line",
    "One line,\nand the next.\n\n\nAnother paragraph\n",
    "\n\nFirst of all.",
    "He said:\n— Yes.\n— No.\n\n— A dash first.",
    "« Des guillemets »\n“Quotes”\n‘single’",
    "1. a list\n2. of two",
    "1986 was a year.\n12 000 people",
    "A title\n===\n\nAnother\n---",
    "See http://example.org and www.example.org, www too.",
    "Mail to desk@example.org",
    "A *word* and __another__, `code`, ~~gone~~",
    "[link](https://example.org) and ![picture](a.jpg \"Caption\")",
    "    code by indent",
    "Trailing spaces  \nmake a break",
    "A backslash\\\nbreaks too",
    "&amp; &eacute; & alone",
    "# Heading\nText",
    "+ one\n+ two\n- three",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "A note.[^1]\n\n[^1]: Here.",
    "{++added++} and {--gone--}",
    "> [!box]\n> In a box",
    "https://example.org/embed",
    "Text<br>with <b>HTML</b>",
    "\xe2\x80\xa8Line separator\xc2\xa0" "and hard space",
    "A tab\there\r\nand a return",
    ". A full stop first",
    "http:// alone, a:b, a://b",
    "\x01 control",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_same (cases[i]);
}

/* Whatever the pieces come to, both ways say the same. */
static void
test_random (void)
{
  static const char *const pieces[] = {
    "word", "Word", " ", " ", " ", "\n", "\n", "\n\n", ". ", ", ", ": ", "; ", "! ", "? ", "é", "œ",
    "— ", "– ", "« ", " »", "“", "’", "'", "\"", "(", ")", "-", "--", "1", "12.", "3)", "=", "==",
    "+", "#", "%", "$", "/", "//", "www", "www.a.b", "http:", "*", "_", "`", "[", "]", "<", ">",
    "&", "~", "|", "{", "}", "@", "\\", "!", "  ", "    ", "\t", "\xc2\xa0", "…", "TK", "日本", "^",
  };

  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      const int n = g_test_rand_int_range (1, 14);
      /* Of half of them most pieces are harmless, so that both ways are taken. */
      const int n_pieces = round % 2 == 0 ? 44 : (int) G_N_ELEMENTS (pieces);

      for (int i = 0; i < n; i++)
        g_string_append (text, pieces[g_test_rand_int_range (0, n_pieces)]);
      assert_same (text->str);
    }
}

static void
test_invalid (void)
{
  g_autofree char *text = marbre_plain_text_new ("bad \xff bytes", "en");

  g_assert_true (g_utf8_validate (text, -1, NULL));
}

static void
add_count (GHashTable *counts, const char *stem, guint count)
{
  g_hash_table_insert (counts, g_strdup (stem),
                       GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, stem)) +
                                         count));
}

/* The same counts as marbre_terms_extract() gives, text after text. */
static void
test_counted (void)
{
  static const struct
  {
    const char *language;
    const char *text;
  } cases[] = {
    { "en", "The Bank of England raised rates. Banks raised theirs; the bank's governor said so." },
    { "en", "In 1986 the Two Brothers bought 12,000 barrels of Covid-19 tests. Two. Rates rise." },
    { "fr", "L’école rénovée de Saint-Nazaire rouvre : les écoles, jusqu’ici fermées, rouvrent." },
    { "", "Les élus de la ville ont voté le budget de la commune avec une voix d’avance." },
    { "fr", "" },
    { "en", "the of and" },
  };
  g_autoptr (MarbreTermsCounter) counter = marbre_terms_counter_new ();

  for (guint round = 0; round < 2 * G_N_ELEMENTS (cases); round++)
    {
      const guint i = round % G_N_ELEMENTS (cases);
      g_autoptr (GPtrArray) terms = marbre_terms_extract (cases[i].text, cases[i].language);
      const GArray *found =
          marbre_terms_counter_count (counter, cases[i].text, cases[i].language);
      g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      guint n_words = 0;

      for (guint j = 0; j < found->len; j++)
        {
          const MarbreTermsCount *count = &g_array_index (found, MarbreTermsCount, j);

          add_count (counts, count->stem, count->count);
        }
      for (guint j = 0; j < terms->len; j++)
        {
          const MarbreTerm *term = g_ptr_array_index (terms, j);

          if (strchr (term->term, ' ') != NULL)
            continue;
          n_words++;
          g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (counts, term->term)), ==,
                            term->count);
        }
      g_assert_cmpuint (g_hash_table_size (counts), ==, n_words);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/plain-text/cases", test_cases);
  g_test_add_func ("/text/plain-text/random", test_random);
  g_test_add_func ("/text/plain-text/invalid", test_invalid);
  g_test_add_func ("/text/plain-text/counted", test_counted);
  return g_test_run ();
}
