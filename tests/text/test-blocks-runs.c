/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the markup stands: each case is a body and the runs of its first stretch, written as
 * "line:kind:text".
 */
#include "config.h"

#include <glib.h>
#include <string.h>

#include "marbre-blocks-runs.h"
#include "marbre-compat.h"

static const char *const names[MARBRE_N_RUN_KINDS] = {
  [MARBRE_RUN_BLOCK] = "block",       [MARBRE_RUN_HEADING] = "heading",
  [MARBRE_RUN_QUOTE] = "quote",       [MARBRE_RUN_CODE_LINE] = "codeline",
  [MARBRE_RUN_TABLE] = "table",       [MARBRE_RUN_NOTE] = "note",
  [MARBRE_RUN_PREFIX] = "prefix",     [MARBRE_RUN_MARK] = "mark",
  [MARBRE_RUN_STRONG] = "strong",     [MARBRE_RUN_EMPHASIS] = "emphasis",
  [MARBRE_RUN_STRIKE] = "strike",     [MARBRE_RUN_CODE] = "code",
  [MARBRE_RUN_LINK] = "link",         [MARBRE_RUN_FOLD] = "fold",
  [MARBRE_RUN_FOLDED] = "folded",     [MARBRE_RUN_CALL] = "call",
  [MARBRE_RUN_KEYWORD] = "keyword",   [MARBRE_RUN_TO_COME] = "tocome",
};

/* Returns: (transfer full): the runs of one kind, joined by "|" */
static char *
find_runs (const char *markdown, MarbreRunKind kind)
{
  g_autoptr (MarbreBlocks) blocks = marbre_blocks_parse (markdown, -1, "fr", NULL, NULL);
  g_auto (GStrv) lines = g_strsplit (markdown, "\n", -1);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < marbre_blocks_count_stretches (blocks); i++)
    {
      MarbreStretch stretch;

      marbre_blocks_get_stretch (blocks, i, &stretch);
      for (guint j = 0; j < stretch.n_runs; j++)
        {
          const MarbreRun *run = &stretch.runs[j];
          const char *line = lines[stretch.first_line + run->line];

          g_assert_cmpuint (run->line, <, stretch.n_lines);
          g_assert_cmpuint (run->end, <=, strlen (line));
          if (run->kind != kind)
            continue;
          if (out->len > 0)
            g_string_append_c (out, '|');
          g_string_append_len (out, line + run->start, run->end - run->start);
        }
    }
  return marbre_string_steal (out);
}

static void
assert_runs (const char *markdown, MarbreRunKind kind, const char *expected)
{
  g_autofree char *found = find_runs (markdown, kind);

  if (!g_str_equal (found, expected))
    g_test_message ("%s of: %s", names[kind], markdown);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_emphasis (void)
{
  assert_runs ("Un *mot* et **deux mots** et ~~rien~~.", MARBRE_RUN_EMPHASIS, "mot");
  assert_runs ("Un *mot* et **deux mots** et ~~rien~~.", MARBRE_RUN_STRONG, "deux mots");
  assert_runs ("Un *mot* et **deux mots** et ~~rien~~.", MARBRE_RUN_STRIKE, "rien");
  assert_runs ("Un *mot* et **deux mots**", MARBRE_RUN_MARK, "*|*|**|**");
  assert_runs ("***tout***", MARBRE_RUN_STRONG, "tout");
  assert_runs ("***tout***", MARBRE_RUN_EMPHASIS, "**tout**");
  assert_runs ("***a** b*", MARBRE_RUN_EMPHASIS, "**a** b");
  assert_runs ("un **deux\ntrois** quatre", MARBRE_RUN_STRONG, "deux|trois");
  assert_runs ("2 * 3 * 4 \\*non\\* *oui*", MARBRE_RUN_EMPHASIS, "oui");
  assert_runs ("A &amp; B &copy; C &nope; *oui*", MARBRE_RUN_EMPHASIS, "oui");
  assert_runs ("`a*b*` et ``c`d`` *oui*", MARBRE_RUN_CODE, "a*b*|c`d");
  assert_runs ("`a*b*` et ``c`d`` *oui*", MARBRE_RUN_EMPHASIS, "oui");
  assert_runs ("é *à* <b>x</b> *ù*", MARBRE_RUN_EMPHASIS, "à|ù");
}

static void
test_links (void)
{
  const char *text = "Voir [le *site*](https://a.fr/x_(y) \"Titre\") et [b][r].\n\n"
                     "[r]: https://b.fr\n";

  assert_runs (text, MARBRE_RUN_LINK, "le *site*|b");
  assert_runs (text, MARBRE_RUN_FOLD, "[|](https://a.fr/x_(y) \"Titre\")|[|][r]");
  assert_runs (text, MARBRE_RUN_FOLDED, "[le *site*](https://a.fr/x_(y) \"Titre\")|[b][r]");
  assert_runs ("Ni [](https://a.fr) *x*", MARBRE_RUN_FOLD, "");
  assert_runs ("Ni [](https://a.fr) *x*", MARBRE_RUN_EMPHASIS, "x");
  assert_runs ("<https://a.fr> et https://b.fr/c *x*", MARBRE_RUN_LINK,
               "https://a.fr|https://b.fr/c");
  assert_runs ("<https://a.fr> et https://b.fr/c *x*", MARBRE_RUN_EMPHASIS, "x");
  assert_runs ("![Le port](port.jpg \"À l’aube — Crédit : AFP\")", MARBRE_RUN_FOLD, "port.jpg");
  assert_runs ("Un appel[^1] *x*.\n\n[^1]: La *note*.\n", MARBRE_RUN_CALL, "[^1]|[^1]:");
  assert_runs ("Un appel[^1] *x*.\n\n[^1]: La *note*.\n", MARBRE_RUN_EMPHASIS, "x|note");
  assert_runs ("[a\nb](c) d", MARBRE_RUN_LINK, "a|b");
}

static void
test_blocks (void)
{
  const char *box = "> [!encadré]\n> Un **mot**\n> et *un\n> autre* TK\n\nFin";

  assert_runs ("## Un *inter* ##\n\nTexte", MARBRE_RUN_HEADING, "## Un *inter* ##");
  assert_runs ("## Un *inter* ##\n\nTexte", MARBRE_RUN_MARK, "## |*|*| ##");
  assert_runs ("Titre\n-----\n\nTexte", MARBRE_RUN_HEADING, "Titre|-----");
  assert_runs ("Titre\n-----\n\nTexte", MARBRE_RUN_MARK, "-----");
  assert_runs (box, MARBRE_RUN_KEYWORD, "[!encadré]");
  assert_runs (box, MARBRE_RUN_EMPHASIS, "un|autre");
  assert_runs (box, MARBRE_RUN_TO_COME, "TK");
  assert_runs (box, MARBRE_RUN_PREFIX, "> |> |> |> |");
  assert_runs ("TK STOCK TKTK (TK)", MARBRE_RUN_TO_COME, "TK|TKTK|TK");
  assert_runs ("- un\n  *deux*\n  1. trois", MARBRE_RUN_PREFIX, "- |  |  1. ");
  assert_runs ("- un\n  *deux*\n  1. trois", MARBRE_RUN_EMPHASIS, "deux");
  assert_runs ("- un\n  *deux*\n  1. trois", MARBRE_RUN_MARK, "-|*|*|1.");
  assert_runs ("```c\nint *a;\n```\n\nx", MARBRE_RUN_CODE_LINE, "```c|int *a;|```");
  assert_runs ("```c\nint *a;\n```\n\nx", MARBRE_RUN_MARK, "```c|```");
  assert_runs ("| a | *b* |\n|---|---|\n| c \\| d | **e** |", MARBRE_RUN_STRONG, "e");
  assert_runs ("| a | *b* |\n|---|---|\n| c \\| d | **e** |", MARBRE_RUN_EMPHASIS, "b");
  assert_runs ("a\n\n***\n\nb", MARBRE_RUN_MARK, "***");
}

/* An edit gives the runs of a whole parse, and keeps the stretches that it does not touch. */
static void
test_edit (void)
{
  g_autoptr (MarbreBlocks) before =
      marbre_blocks_parse ("Un *a*.\n\nDeux *b*.\n\nTrois *c*.\n", -1, "fr", NULL, NULL);
  g_autoptr (MarbreBlocks) after =
      marbre_blocks_edit (before, 2, 3, "Deux **bb**.\n", -1, G_MAXSIZE);
  MarbreStretch old, new;
  guint end;

  g_assert_nonnull (after);
  g_assert_cmpuint (marbre_blocks_count_stretches (after), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      marbre_blocks_get_stretch (before, i, &old);
      marbre_blocks_get_stretch (after, i, &new);
      g_assert_true ((old.id == new.id) == (i != 1));
    }
  marbre_blocks_get_stretch (after, marbre_blocks_find_stretch (after, 2), &new);
  g_assert_cmpuint (new.first_line, ==, 2);
  g_assert_cmpuint (marbre_stretch_find_line (&new, 0, &end), ==, 0);
  g_assert_cmpuint (end, ==, new.n_runs);
  g_assert_cmpuint (marbre_stretch_find_line (&new, 1, &end), ==, new.n_runs);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/blocks-runs/emphasis", test_emphasis);
  g_test_add_func ("/text/blocks-runs/links", test_links);
  g_test_add_func ("/text/blocks-runs/blocks", test_blocks);
  g_test_add_func ("/text/blocks-runs/edit", test_edit);
  return g_test_run ();
}
