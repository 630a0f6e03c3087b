/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Enter, Tab and Backspace in lists and quotes, and the numbers of lists.
 */
#include "config.h"

#include "marbre-typing-lines.h"
#include "marbre-typing-list.h"
#include "typing-text.h"

typedef struct
{
  const char *before, *after;
} Case;

static void
test_lines (void)
{
  static const struct
  {
    const char *text;
    int depth, marker, content;
    MarbreItemKind kind;
    guint number;
    gboolean task, blank;
  } cases[] = {
    { "", 0, 0, 0, MARBRE_ITEM_NONE, 0, FALSE, TRUE },
    { "word", 0, 0, 0, MARBRE_ITEM_NONE, 0, FALSE, FALSE },
    { "- a", 0, 0, 2, MARBRE_ITEM_BULLET, 0, FALSE, FALSE },
    { "-a", 0, 0, 0, MARBRE_ITEM_NONE, 0, FALSE, FALSE },
    { "- - -", 0, 0, 0, MARBRE_ITEM_NONE, 0, FALSE, FALSE },
    { "***", 0, 0, 0, MARBRE_ITEM_NONE, 0, FALSE, FALSE },
    { "  12) a", 0, 2, 6, MARBRE_ITEM_NUMBER, 12, FALSE, FALSE },
    { "1234567890. a", 0, 0, 0, MARBRE_ITEM_NONE, 0, FALSE, FALSE },
    { "- [ ] a", 0, 0, 6, MARBRE_ITEM_BULLET, 0, TRUE, FALSE },
    { "- [x] ", 0, 0, 6, MARBRE_ITEM_BULLET, 0, TRUE, TRUE },
    { "> > 1. ", 2, 4, 7, MARBRE_ITEM_NUMBER, 1, FALSE, TRUE },
    { "2026 was", 0, 0, 0, MARBRE_ITEM_NONE, 0, FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MarbreLine line;

      marbre_line_read (cases[i].text, &line);
      g_assert_cmpint (line.depth, ==, cases[i].depth);
      g_assert_cmpint (line.marker, ==, cases[i].marker);
      g_assert_cmpint (line.content, ==, cases[i].content);
      g_assert_cmpint (line.kind, ==, cases[i].kind);
      g_assert_cmpuint (line.number, ==, cases[i].number);
      g_assert_cmpint (line.task, ==, cases[i].task);
      g_assert_cmpint (line.blank, ==, cases[i].blank);
    }
}

static void
test_break (void)
{
  static const Case cases[] = {
    { "- un‸", "- un\n- ‸" },
    { "* un‸ deux", "* un\n* ‸deux" },
    { "1. un‸\n2. deux", "1. un\n2. ‸\n3. deux" },
    { "1. un\n1. deux‸", "1. un\n1. deux\n1. ‸" },
    { "9. un‸\n10. deux\n    - trois", "9. un\n10. ‸\n11. deux\n    - trois" },
    { "8) un‸\n9) deux\n   - trois", "8) un\n9) ‸\n10) deux\n    - trois" },
    { "- [x] un‸", "- [x] un\n- [ ] ‸" },
    { "> Il dit‸", "> Il dit\n> ‸" },
    { "> [!box]‸", "> [!box]\n> ‸" },
    { "> - un‸", "> - un\n> - ‸" },
    { "- un\n- ‸", "- un\n\n‸" },
    { "- ‸", "‸" },
    { "1. un\n2. ‸\n3. trois", "1. un\n\n‸\n\n3. trois" },
    { "- un\n  - ‸", "- un\n- ‸" },
    { "1. un\n   - ‸\n2. deux", "1. un\n- ‸\n2. deux" },
    { "> un\n> ‸", "> un\n\n‸" },
    { "> un\n> - deux\n> - ‸", "> un\n> - deux\n> \n> ‸" },
    { "> un\n> > ‸", "> un\n> \n> ‸" },
    { "mot‸", NULL },
    { "‸- un", NULL },
    { "-‸ un", NULL },
    { "- ‸un‸", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GtkTextBuffer) buffer = typing_buffer (cases[i].before);

      g_assert_cmpint (marbre_list_break (buffer), ==, cases[i].after != NULL);
      typing_check (buffer, cases[i].before, cases[i].after ? cases[i].after : cases[i].before);
    }
}

static void
test_erase (void)
{
  static const Case cases[] = {
    { "- ‸un", "‸un" },
    { "- [ ] ‸un", "‸un" },
    { "  - ‸un", "  ‸un" },
    { "> ‸un", "‸un" },
    { "> > ‸un", "> ‸un" },
    { "> - ‸un", "> ‸un" },
    { "## ‸Titre", "‸Titre" },
    { "1. un\n2. ‸deux\n3. trois", "1. un\n‸deux\n2. trois" },
    { "- u‸n", NULL },
    { "‸- un", NULL },
    { "un‸", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GtkTextBuffer) buffer = typing_buffer (cases[i].before);

      g_assert_cmpint (marbre_list_erase_marker (buffer), ==, cases[i].after != NULL);
      typing_check (buffer, cases[i].before, cases[i].after ? cases[i].after : cases[i].before);
    }
}

static void
test_shift (void)
{
  static const struct
  {
    const char *before;
    gboolean deeper;
    const char *after;
  } cases[] = {
    { "- un\n- de‸ux", TRUE, "- un\n  - de‸ux" },
    { "- un\n- de‸ux\n  - trois", TRUE, "- un\n  - de‸ux\n    - trois" },
    { "- u‸n", TRUE, NULL },
    { "- un\n  - de‸ux", TRUE, NULL },
    { "1. un\n2. de‸ux\n3. trois", TRUE, "1. un\n   1. de‸ux\n2. trois" },
    { "1. un\n   1. a\n2. de‸ux\n3. trois", TRUE, "1. un\n   1. a\n   2. de‸ux\n2. trois" },
    { "1. un\n   1. de‸ux\n   2. a\n2. trois", FALSE, "1. un\n2. de‸ux\n   1. a\n3. trois" },
    { "- un\n- ‸deux\n- tro‸is\n- quatre", TRUE, "- un\n  - ‸deux\n  - tro‸is\n- quatre" },
    { "- un\n  - de‸ux", FALSE, "- un\n- de‸ux" },
    { "- u‸n", FALSE, NULL },
    { "> - un\n> - d‸eux", TRUE, "> - un\n>   - d‸eux" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GtkTextBuffer) buffer = typing_buffer (cases[i].before);
      gboolean done;

      g_assert_true (marbre_list_shift (buffer, cases[i].deeper, &done));
      g_assert_cmpint (done, ==, cases[i].after != NULL);
      typing_check (buffer, cases[i].before, cases[i].after ? cases[i].after : cases[i].before);
    }
}

static void
test_outside (void)
{
  g_autoptr (GtkTextBuffer) buffer = typing_buffer ("- un\n\ndeux‸");
  gboolean done;

  g_assert_false (marbre_list_shift (buffer, TRUE, &done));
}

/* The time of a key does not grow with the story, nor without limit with the list. */
static void
test_long (void)
{
  g_autoptr (GString) text = g_string_new ("1. un‸");
  g_autoptr (GtkTextBuffer) buffer = NULL;
  gint64 start;

  for (int i = 2; i < 20000; i++)
    g_string_append_printf (text, "\n%d. deux", i);
  buffer = typing_buffer (text->str);
  start = g_get_monotonic_time ();
  g_assert_true (marbre_list_break (buffer));
  g_assert_cmpint (g_get_monotonic_time () - start, <, 500 * 1000);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/editor/typing-list/lines", test_lines);
  g_test_add_func ("/editor/typing-list/break", test_break);
  g_test_add_func ("/editor/typing-list/erase", test_erase);
  g_test_add_func ("/editor/typing-list/shift", test_shift);
  g_test_add_func ("/editor/typing-list/outside", test_outside);
  g_test_add_func ("/editor/typing-list/long", test_long);
  return g_test_run ();
}
