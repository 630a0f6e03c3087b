/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Blocks that are moved, written twice and selected.
 */
#include "config.h"

#include "marbre-typing-block.h"
#include "typing-text.h"

static MarbreBlocks *
parse (GtkTextBuffer *buffer)
{
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  return marbre_blocks_parse (text, -1, "en", NULL, NULL);
}

static void
test_move (void)
{
  static const struct
  {
    const char *before;
    gboolean down;
    const char *after;
  } cases[] = {
    { "un\n\nde‸ux\n\ntrois", FALSE, "de‸ux\n\nun\n\ntrois" },
    { "un\n\nde‸ux\n\ntrois", TRUE, "un\n\ntrois\n\nde‸ux" },
    { "u‸n\n\n```\na\n\nb\n```\n\nc", TRUE, "```\na\n\nb\n```\n\nu‸n\n\nc" },
    { "## T‸itre\nmot\n\nfin", TRUE, "mot\n## T‸itre\n\nfin" },
    { "1. u‸n\n2. deux\n3. trois", TRUE, "1. deux\n2. u‸n\n3. trois" },
    { "- un\n  - a\n- de‸ux", FALSE, "- de‸ux\n- un\n  - a" },
    { "- un\n  - ‸a\n  - b\n- deux", TRUE, "- un\n  - b\n  - ‸a\n- deux" },
    { "u‸n\n\nde‸ux\n\ntrois", TRUE, "trois\n\nu‸n\n\nde‸ux" },
    { "u‸n", TRUE, NULL },
    { "- u‸n\n\nmot", TRUE, NULL },
    { "un\n‸\ndeux", TRUE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GtkTextBuffer) buffer = typing_buffer (cases[i].before);
      g_autoptr (MarbreBlocks) blocks = parse (buffer);

      g_assert_cmpint (marbre_block_move (buffer, blocks, cases[i].down), ==,
                       cases[i].after != NULL);
      typing_check (buffer, cases[i].before, cases[i].after ? cases[i].after : cases[i].before);
    }
}

static void
test_duplicate (void)
{
  static const char *const cases[][2] = {
    { "u‸n\n\ndeux", "un\n\nu‸n\n\ndeux" },
    { "1. u‸n\n2. deux", "1. un\n2. u‸n\n3. deux" },
    { "| a |\n|---|\n| b‸ |", "| a |\n|---|\n| b |\n\n| a |\n|---|\n| b‸ |" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GtkTextBuffer) buffer = typing_buffer (cases[i][0]);
      g_autoptr (MarbreBlocks) blocks = parse (buffer);

      g_assert_true (marbre_block_duplicate (buffer, blocks));
      typing_check (buffer, cases[i][0], cases[i][1]);
    }
}

static void
test_select (void)
{
  g_autoptr (GtkTextBuffer) buffer = typing_buffer ("un\n\n- de‸ux\n- trois");
  g_autoptr (MarbreBlocks) blocks = parse (buffer);
  g_autofree char *item = NULL;
  g_autofree char *list = NULL;

  marbre_block_select (buffer, blocks);
  item = typing_text (buffer);
  g_assert_cmpstr (item, ==, "un\n\n‸- deux‸\n- trois");
  marbre_block_select (buffer, blocks);
  list = typing_text (buffer);
  g_assert_cmpstr (list, ==, "un\n\n‸- deux\n- trois‸");
}

/* Blocks that are behind the text do no harm. */
static void
test_stale (void)
{
  g_autoptr (GtkTextBuffer) buffer = typing_buffer ("un\n\n\n\nde‸ux\n\ntrois");
  g_autoptr (MarbreBlocks) blocks = marbre_blocks_parse ("a\n\nb\nc\nd\n\ne", -1, "en", NULL, NULL);
  g_autofree char *text = NULL;

  g_assert_true (marbre_block_move (buffer, blocks, TRUE));
  text = typing_text (buffer);
  g_assert_cmpstr (text, ==, "un\n\n\n\ntrois\n\nde‸ux");
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/editor/typing-block/move", test_move);
  g_test_add_func ("/editor/typing-block/duplicate", test_duplicate);
  g_test_add_func ("/editor/typing-block/select", test_select);
  g_test_add_func ("/editor/typing-block/stale", test_stale);
  return g_test_run ();
}
