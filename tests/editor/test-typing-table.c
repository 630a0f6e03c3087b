/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tab and Enter in tables, and their columns in the source.
 */
#include "config.h"

#include "marbre-typing-table.h"
#include "typing-text.h"

static void
test_step (void)
{
  static const struct
  {
    const char *before;
    gboolean forward;
    const char *after;
  } cases[] = {
    { "|a‸|b|\n|-|-|\n|c|long|", TRUE,
      "| a   | ‸b‸    |\n| --- | ---- |\n| c   | long |" },
    { "| a   | b‸    |\n| --- | ---- |\n| c   | long |", TRUE,
      "| a   | b    |\n| --- | ---- |\n| ‸c‸   | long |" },
    { "| a   | b    |\n| --- | ---- |\n| c‸   | long |", FALSE,
      "| a   | ‸b‸    |\n| --- | ---- |\n| c   | long |" },
    { "| a   | b    |\n| --- | ---- |\n| c   | long‸ |", TRUE,
      "| a   | b    |\n| --- | ---- |\n| c   | long |\n| ‸    |      |" },
    { "| a   | b    |\n| --- | ---- |\n| c   | long‸ |\n\nmot", TRUE,
      "| a   | b    |\n| --- | ---- |\n| c   | long |\n| ‸    |      |\n\nmot" },
    { "| a\\|‸ | b |\n|:-:|--:|\n| c | 12,5 |", TRUE,
      "| a\\| |    ‸b‸ |\n| :-: | ---: |\n|  c  | 12,5 |" },
    { "> | a‸ | b |\n> |---|---|\n> | été | c |", TRUE,
      "> | a   | ‸b‸   |\n> | --- | --- |\n> | été | c   |" },
    { "a | b‸\n--|--\nc | d", FALSE, "| ‸a‸   | b   |\n| --- | --- |\n| c   | d   |" },
    { "mot | mot‸", TRUE, NULL },
    { "mot‸", TRUE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GtkTextBuffer) buffer = typing_buffer (cases[i].before);
      g_autofree char *text = NULL;

      g_assert_cmpint (marbre_table_step (buffer, cases[i].forward), ==, cases[i].after != NULL);
      text = typing_text (buffer);
      g_assert_cmpstr (text, ==, cases[i].after ? cases[i].after : cases[i].before);
      if (gtk_text_buffer_get_can_undo (buffer))
        gtk_text_buffer_undo (buffer);
      g_assert_false (gtk_text_buffer_get_can_undo (buffer));
    }
}

static void
test_break (void)
{
  static const struct
  {
    const char *before, *after;
  } cases[] = {
    { "| a   |\n| --- |\n| c‸   |\n| d   |", "| a   |\n| --- |\n| c   |\n| ‸    |\n| d   |" },
    { "| a‸   |\n| --- |", "| a   |\n| --- |\n| ‸    |" },
    { "| a   |\n| --- |\n| ‸    |", "| a   |\n| --- |\n\n‸" },
    { "| a   |\n| --- |\n| ‸    |\n\nmot", "| a   |\n| --- |\n\n‸\n\nmot" },
    { "| un | deux |‸",
      "| un  | deux |\n| --- | ---- |\n| ‸    |      |" },
    { "‸| a   |\n| --- |\n| c   |", NULL },
    { "texte | barre‸", NULL },
    { "mot\n| un | deux |‸", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GtkTextBuffer) buffer = typing_buffer (cases[i].before);

      g_assert_cmpint (marbre_table_break (buffer), ==, cases[i].after != NULL);
      typing_check (buffer, cases[i].before, cases[i].after ? cases[i].after : cases[i].before);
    }
}

static void
test_new (void)
{
  g_autofree char *text = marbre_table_format (2, 1);
  g_autofree char *marked = g_strconcat ("| ‸", text + 2, NULL);
  g_autoptr (GtkTextBuffer) buffer = typing_buffer (marked);
  g_autofree char *stepped = NULL;

  g_assert_cmpstr (text, ==, "|     |     |\n| --- | --- |\n|     |     |");
  g_assert_true (marbre_table_break_line (buffer));
  gtk_text_buffer_undo (buffer);
  g_assert_true (marbre_table_step (buffer, TRUE));
  stepped = typing_text (buffer);
  g_assert_cmpstr (stepped, ==, "|     | ‸    |\n| --- | --- |\n|     |     |");
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/editor/typing-table/step", test_step);
  g_test_add_func ("/editor/typing-table/break", test_break);
  g_test_add_func ("/editor/typing-table/new", test_new);
  return g_test_run ();
}
