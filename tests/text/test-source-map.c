/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Words of a page and where they were written. Generated blocks have words of which each is there
 * once, and addresses, tags and titles made of the words around them, which are the places that a
 * search alone would find instead.
 */
#include "config.h"

#include <string.h>

#include "marbre-blocks.h"
#include "marbre-source-map.h"

#define N_ROUNDS 4000

typedef struct
{
  char *text;
  gsize byte;
} Word;

typedef struct
{
  GString *source;
  GArray *words;
  guint count;
} Story;

static void
clear_word (Word *word)
{
  g_free (word->text);
}

/* The text of a page. */
static char *
read_page (const char *html)
{
  GString *out = g_string_new (NULL);
  gboolean tag = FALSE;

  for (; *html != '\0'; html++)
    {
      if (*html == '<')
        tag = TRUE;
      if (!tag)
        g_string_append_c (out, *html);
      if (*html == '>')
        tag = FALSE;
    }
  g_string_replace (out, "&quot;", "\"", 0);
  g_string_replace (out, "&lt;", "<", 0);
  g_string_replace (out, "&gt;", ">", 0);
  g_string_replace (out, "&amp;", "&", 0);
  return g_string_free (out, FALSE);
}

/* As a browser counts them. */
static guint
count_units (const char *text, const char *end)
{
  guint units = 0;

  for (; text < end; text = g_utf8_next_char (text))
    units += g_utf8_get_char (text) > 0xffff ? 2 : 1;
  return units;
}

static void
add (Story *story, const char *markup)
{
  g_string_append (story->source, markup);
}

/* A word that is in the story once. */
static void
add_word (Story *story)
{
  static const char *const starts[] = { "port", "Saint", "été", "mer", "h", "œuvre" };
  Word word;

  word.text = g_strdup_printf ("%sq%uz", starts[g_test_rand_int_range (0, 6)], story->count++);
  word.byte = story->source->len;
  g_array_append_val (story->words, word);
  g_string_append (story->source, word.text);
}

/* One that was just said, where it does not count. */
static const char *
echo (Story *story)
{
  guint n = story->words->len;

  if (n == 0)
    return "nothing";
  n -= (guint) g_test_rand_int_range (1, (int) MIN (n, 3) + 1);
  return g_array_index (story->words, Word, n).text;
}

static void
add_echo (Story *story, const char *before, const char *after)
{
  const char *word = echo (story);

  g_string_append_printf (story->source, "%s%s%s", before, word, after);
}

static void
add_inline (Story *story)
{
  switch (g_test_rand_int_range (0, 16))
    {
    case 0:
      add (story, "**");
      add_word (story);
      add (story, " ");
      add_word (story);
      add (story, "**");
      break;
    case 1:
      add (story, "*");
      add_word (story);
      add (story, "*");
      break;
    case 2:
      add (story, "[");
      add_word (story);
      add (story, " ");
      add_word (story);
      add_echo (story, "](https://example.org/", "/b_(c)");
      add_echo (story, " \"", " said\")");
      break;
    case 3:
      add_echo (story, "![", "](x.png \"t\") ");
      add_word (story);
      break;
    case 4:
      add (story, "`");
      add_word (story);
      add (story, " * [x](y) &amp;`");
      break;
    case 5:
      add (story, "&eacute; &amp; ");
      add_word (story);
      break;
    case 6:
      add (story, "\\*");
      add_word (story);
      add (story, "\\_ 2 * 3");
      break;
    case 7:
      add_echo (story, "<b title=\"", "\">");
      add_word (story);
      add (story, "</b>");
      break;
    case 8:
      add_echo (story, "<https://example.org/x", "z>");
      break;
    case 9:
      add (story, "~~");
      add_word (story);
      add (story, "~~");
      break;
    case 10:
      add (story, "« ");
      add_word (story);
      add (story, " », l’");
      add_word (story);
      break;
    default:
      add_word (story);
    }
}

static void
add_line (Story *story)
{
  int n = g_test_rand_int_range (1, 9);

  add_word (story);
  for (int i = 0; i < n; i++)
    {
      add (story, " ");
      add_inline (story);
    }
}

static void
add_lines (Story *story, const char *first, const char *next)
{
  int n = g_test_rand_int_range (1, 4);

  add (story, first);
  add_line (story);
  for (int i = 1; i < n; i++)
    {
      add (story, g_test_rand_bit () ? "\n" : "  \n");
      add (story, next);
      add_line (story);
    }
}

static void
add_row (Story *story)
{
  add (story, "| ");
  add_word (story);
  add (story, " | **");
  add_word (story);
  add (story, "** | -5 |\n");
}

static void
add_block (Story *story)
{
  switch (g_test_rand_int_range (0, 13))
    {
    case 0:
      add (story, "## ");
      add_line (story);
      break;
    case 1:
      add_lines (story, "- ", "  ");
      add_lines (story, "\n- ", "  ");
      add_lines (story, "\n  - ", "    ");
      break;
    case 2:
      add_lines (story, "1. ", "   ");
      add_lines (story, "\n2. ", "   ");
      break;
    case 3:
      add_lines (story, "> ", "> ");
      break;
    case 4:
      add_lines (story, "> [!pullquote]\n> ", "> ");
      break;
    case 5:
      add_lines (story, "> [!key-points]\n> - ", ">   ");
      break;
    case 6:
      add (story, "> [!read-also]\n> [");
      add_word (story);
      add_echo (story, "](/articles/", ")");
      break;
    case 7:
      add_row (story);
      add (story, "|---|:--|---|\n");
      add_row (story);
      add_row (story);
      break;
    case 8:
      add_echo (story, "![", "](pictures/a.png \"");
      add_word (story);
      add (story, " ");
      add_word (story);
      add (story, " — Credit: ");
      add_word (story);
      add (story, "\")");
      break;
    case 9:
      add (story, "```c\n");
      add_word (story);
      add (story, " = [a](b) * &amp; **x**;\n    ");
      add_word (story);
      add (story, "\n```");
      break;
    default:
      add_lines (story, "", "");
    }
}

static void
check_word (MarbreSourceMap *map, const char *page, const char *word, gsize byte)
{
  const char *found = strstr (page, word);
  gsize first = (gsize) (g_utf8_next_char (word) - word);
  guint before, units;

  /* An address that is shown may have the word, too, after an x. */
  while (found != NULL && found > page && found[-1] == 'x')
    found = strstr (found + 1, word);
  g_assert_nonnull (found);
  before = count_units (page, found);
  units = count_units (word, word + strlen (word));
  g_assert_cmpuint (marbre_source_map_to_source (map, before + 1, FALSE), ==, byte + first);
  g_assert_cmpuint (marbre_source_map_to_source (map, before + units, TRUE), ==,
                    byte + strlen (word));
  g_assert_cmpuint (marbre_source_map_to_text (map, byte), ==, before);
  g_assert_cmpuint (marbre_source_map_to_text (map, byte + first), ==, before + 1);
}

static void
check_block (const MarbreBlock *block, const char *source, const Word *words, guint n_words)
{
  g_autoptr (MarbreSourceMap) map =
      marbre_source_map_new (source + block->start, block->end - block->start, block->html);
  g_autofree char *page = read_page (block->html);

  g_test_message ("%.*s\n%s", (int) (block->end - block->start), source + block->start,
                  block->html);
  for (guint i = 0; i < n_words; i++)
    if (words[i].byte >= block->start && words[i].byte < block->end)
      check_word (map, page, words[i].text, words[i].byte - block->start);
}

static void
test_words (void)
{
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      Story story = { g_string_new (NULL), g_array_new (FALSE, FALSE, sizeof (Word)), 0 };
      g_autoptr (MarbreBlocks) blocks = NULL;

      g_array_set_clear_func (story.words, (GDestroyNotify) clear_word);
      for (int i = 0; i < 4; i++)
        {
          add_block (&story);
          add (&story, "\n\n");
        }
      blocks = marbre_blocks_parse (story.source->str, -1, "fr", NULL, NULL);
      for (guint i = 0; i < marbre_blocks_get_length (blocks); i++)
        check_block (marbre_blocks_get (blocks, i), story.source->str,
                     (Word *) (gpointer) story.words->data, story.words->len);
      g_string_free (story.source, TRUE);
      g_array_unref (story.words);
    }
}

/* The place of @text in the page leads to that of @source, and back. */
static void
assert_place (const char *body, const char *text, const char *source)
{
  g_autoptr (MarbreBlocks) blocks = marbre_blocks_parse (body, -1, "fr", NULL, NULL);
  guint last = marbre_blocks_get_length (blocks) - 1;
  const MarbreBlock *block = marbre_blocks_get (blocks, last);
  g_autoptr (MarbreSourceMap) map =
      marbre_source_map_new (body + block->start, block->end - block->start, block->html);
  g_autofree char *page = read_page (block->html);
  guint offset = count_units (page, strstr (page, text));
  gsize byte = (gsize) (strstr (body, source) - body) - block->start;

  g_assert_cmpuint (marbre_source_map_to_source (map, offset, FALSE), ==, byte);
  g_assert_cmpuint (marbre_source_map_to_text (map, byte), ==, offset);
}

static void
test_notes (void)
{
  static const char body[] = "Text.[^a] More.[^b]\n\n[^a]: The first note.\n[^b]: Another one.\n";

  assert_place (body, "first", "first");
  assert_place (body, "Another", "Another");
}

static void
test_labels (void)
{
  assert_place ("> [!lire-aussi]\n> [Lire le port](/articles/lire)", "Lire le port",
                "Lire le port");
  assert_place ("Before[^1] after.\n\n[^1]: Note.", "Note", "Note");
  assert_place ("2020\\. Then\n2021. Now", "Now", "Now");
  assert_place ("![Le port](p.png \"Crédit : AFP\")", "AFP", "AFP");
  assert_place ("Il a 😀 dit **oui**", "oui", "oui");
}

/* Nothing is known of these: they end, and inside the source. */
static void
test_noise (void)
{
  static const char signs[] = "ab [](!)`*_<>&;#1.-|\n\\\"^:~";

  for (guint round = 0; round < N_ROUNDS * 4; round++)
    {
      g_autoptr (GString) source = g_string_new (NULL);
      g_autoptr (GString) html = g_string_new (NULL);
      g_autoptr (MarbreSourceMap) map = NULL;
      gsize before = 0;

      for (int i = g_test_rand_int_range (0, 60); i > 0; i--)
        g_string_append_c (source, signs[g_test_rand_int_range (0, (int) sizeof signs - 1)]);
      for (int i = g_test_rand_int_range (0, 60); i > 0; i--)
        g_string_append_c (html, signs[g_test_rand_int_range (0, (int) sizeof signs - 1)]);
      map = marbre_source_map_new (source->str, source->len, html->str);
      for (guint i = 0; i < html->len + 2; i++)
        {
          gsize byte = marbre_source_map_to_source (map, i, FALSE);

          g_assert_cmpuint (byte, <=, source->len);
          g_assert_cmpuint (byte, >=, before);
          before = byte;
          g_assert_cmpuint (marbre_source_map_to_text (map, byte), <=, html->len);
        }
    }
}

/* A block that the writer has just turned into something else is no reason to wait. */
static void
test_cost (void)
{
  g_autoptr (GString) source = g_string_new (NULL);
  g_autoptr (GString) html = g_string_new (NULL);
  gint64 begin = g_get_monotonic_time ();

  for (int i = 0; i < 20000; i++)
    {
      g_string_append (source, i % 2 ? "aab[](( " : "   <b \"<");
      g_string_append (html, "aaac zz ");
    }
  marbre_source_map_free (marbre_source_map_new (source->str, source->len, html->str));
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 2 * G_USEC_PER_SEC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/source-map/words", test_words);
  g_test_add_func ("/text/source-map/notes", test_notes);
  g_test_add_func ("/text/source-map/labels", test_labels);
  g_test_add_func ("/text/source-map/noise", test_noise);
  g_test_add_func ("/text/source-map/cost", test_cost);
  return g_test_run ();
}
