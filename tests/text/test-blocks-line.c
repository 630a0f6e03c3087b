/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A changed line rendered alone: whatever is given must be what a parse of the whole body gives.
 */
#include "config.h"

#include <string.h>

#include "marbre-blocks.h"

#define N_ROUNDS 20000
#define N_LINES  7

static void
assert_equal (MarbreBlocks *a, MarbreBlocks *b, const char *body)
{
  g_autofree char *text_a = marbre_blocks_to_text (a);
  g_autofree char *text_b = marbre_blocks_to_text (b);

  g_test_message ("%s", body);
  g_assert_cmpstr (text_a, ==, text_b);
  g_assert_cmpuint (marbre_blocks_get_length (a), ==, marbre_blocks_get_length (b));
  for (guint i = 0; i < marbre_blocks_get_length (a); i++)
    {
      const MarbreBlock *x = marbre_blocks_get (a, i);
      const MarbreBlock *y = marbre_blocks_get (b, i);

      g_assert_cmpstr (x->html, ==, y->html);
      g_assert_cmpstr (x->text, ==, y->text);
      g_assert_true (x->hash == y->hash);
      g_assert_cmpint (x->kind, ==, y->kind);
      g_assert_cmpuint (x->start, ==, y->start);
      g_assert_cmpuint (x->end, ==, y->end);
      g_assert_cmpuint (x->first_line, ==, y->first_line);
      g_assert_cmpuint (x->last_line, ==, y->last_line);
    }
}

static MarbreBlocks *
parse (const char *body)
{
  return marbre_blocks_parse (body, -1, "fr", NULL, NULL);
}

static void
test_plain (void)
{
  g_autoptr (MarbreBlocks) blocks = parse ("# Un\n\nLe *maire* vote.\n\n## Deux\n\n- a");
  g_autoptr (MarbreBlocks) edited =
      marbre_blocks_edit_line (blocks, 2, "Le *maire* vote.", "Le *maire* a voté.");
  g_autoptr (MarbreBlocks) wanted = parse ("# Un\n\nLe *maire* a voté.\n\n## Deux\n\n- a");
  g_autoptr (MarbreBlocks) again = NULL;

  g_assert_nonnull (edited);
  assert_equal (edited, wanted, "");
  again = marbre_blocks_edit_line (edited, 2, "Le *maire* a voté.", "Le *maire* vote.");
  g_assert_nonnull (again);
  assert_equal (again, blocks, "");
}

static void
test_links (void)
{
  const char *line = "Selon [le rapport](https://www.example.org/a), rien.";
  g_autoptr (MarbreBlocks) blocks = parse (line);
  g_autoptr (MarbreBlocks) edited =
      marbre_blocks_edit_line (blocks, 0, line, "Selon [ce rapport](https://www.example.org/a).");

  g_assert_nonnull (edited);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *body;
    guint line;
    const char *before;
    const char *after;
  } cases[] = {
    { "a\n\nb", 2, "b", "# b" },
    { "a\n\nb", 2, "b", "" },
    { "- a\n\nb", 2, "b", "  b" },
    { "a\n\nb", 2, "b", "www.example.org" },
    { "a\n\nb", 2, "b", "voir https://example.org/" },
    { "a\n\nb", 2, "b", "~~b~~" },
    { "a\n\nb", 2, "b", "<div>" },
    { "a\n\nb", 2, "b", "![b](c.png)" },
    { "[r]: /x\n\nb", 2, "b", "[r]" },
    { "b[^1]\n\n[^1]: c", 0, "b[^1]", "bb[^1]" },
    { "a\nb", 1, "b", "bb" },
    { "a\n\nb", 2, "c", "cc" },
    { "# b", 0, "# b", "b" },
    { "", 0, "", "b" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MarbreBlocks) blocks = parse (cases[i].body);

      g_test_message ("%s → %s", cases[i].before, cases[i].after);
      g_assert_null (
          marbre_blocks_edit_line (blocks, cases[i].line, cases[i].before, cases[i].after));
    }
}

static const char *const lines[] = {
  "",
  "",
  "",
  "Le maire a voté.",
  "Une *phrase* et **une autre**",
  "- un",
  "  deux",
  "1. un",
  "2. deux",
  "> cité",
  "> # titre",
  "# Titre",
  "===",
  "---",
  "```",
  "    code",
  "<div>",
  "</div>",
  "<b>gras",
  "[r]: /adresse",
  "[r]:",
  "\"titre\"",
  "[^1]: note",
  "voir [r] et[^1]",
  "[a](https://example.org/x)",
  "|a|b|",
  "|-|-|",
  ":-",
  "-",
  "https://example.org/",
  "> [!encadré]",
  "<!-- x",
  "-->",
};

static const char *const bits[] = {
  "a",  "é", " ", "mot ", "*",  "**", "_",    "`",      "[",    "]",   "(",  ")",  "[r]", "[^1]",
  "://", "w", ":", "www.", "~~", "|",  "http", "https://x.fr", "<b>", "<", ">", "&amp;", "#",
  "-",  "+", "1.", "\\",  "!",  "@",  "\"",   "\t",     "](https://x.fr)", "— ", ".", "=",
};

static char *
edit (const char *line)
{
  glong length = g_utf8_strlen (line, -1);
  glong place = g_test_rand_int_range (0, (int) length + 1);
  const char *at = g_utf8_offset_to_pointer (line, place);
  const char *bit = bits[g_test_rand_int_range (0, G_N_ELEMENTS (bits))];
  glong gone = g_test_rand_int_range (0, 3);
  const char *end = g_utf8_offset_to_pointer (at, MIN (gone, length - place));

  return g_strdup_printf ("%.*s%s%s", (int) (at - line), line,
                          g_test_rand_int_range (0, 4) == 0 ? "" : bit, end);
}

static void
test_random (void)
{
  guint given = 0;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      char *body[N_LINES + 1] = { NULL };
      g_autofree char *before = NULL;
      g_autoptr (MarbreBlocks) blocks = NULL;
      guint line = (guint) g_test_rand_int_range (0, N_LINES);

      for (guint i = 0; i < N_LINES; i++)
        body[i] = g_strdup (lines[g_test_rand_int_range (0, G_N_ELEMENTS (lines))]);
      before = g_strjoinv ("\n", body);
      blocks = parse (before);
      for (guint i = 0; i < 4; i++)
        {
          g_autofree char *changed = edit (body[line]);
          g_autofree char *after = NULL;
          g_autoptr (MarbreBlocks) wanted = NULL;
          g_autoptr (MarbreBlocks) edited =
              marbre_blocks_edit_line (blocks, line, body[line], changed);

          g_free (body[line]);
          body[line] = g_steal_pointer (&changed);
          after = g_strjoinv ("\n", body);
          wanted = parse (after);
          if (edited != NULL)
            {
              given++;
              assert_equal (edited, wanted, after);
            }
          g_clear_pointer (&blocks, marbre_blocks_unref);
          blocks = edited != NULL ? g_steal_pointer (&edited) : g_steal_pointer (&wanted);
        }
      for (guint i = 0; i < N_LINES; i++)
        g_free (body[i]);
    }
  /* Or the test would show nothing. */
  g_assert_cmpuint (given, >, N_ROUNDS / 20);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/blocks-line/plain", test_plain);
  g_test_add_func ("/text/blocks-line/links", test_links);
  g_test_add_func ("/text/blocks-line/refused", test_refused);
  g_test_add_func ("/text/blocks-line/random", test_random);
  return g_test_run ();
}
