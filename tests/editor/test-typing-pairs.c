/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Signs that come in pairs. A no-break space is written ~ here.
 */
#include "config.h"

#include "marbre-typing-pairs.h"
#include "typing-text.h"

static char *
unfold (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "~", -1);

  return g_strjoinv ("\u00A0", parts);
}

static void
test_type (void)
{
  static const struct
  {
    const char *before, *sign, *language, *after;
  } cases[] = {
    { "un ‸mot‸ ici", "(", "en", "un (‸mot‸) ici" },
    { "un ‸mot ‸ici", "*", "en", "un *‸mot‸* ici" },
    { "un *‸mot‸* ici", "*", "en", "un **‸mot‸** ici" },
    { "un ‸mot‸", "«", "fr", "un «~‸mot‸~»" },
    { "un ‸mot‸", "\"", "fr", "un «~‸mot‸~»" },
    { "a ‸word‸", "\"", "en", "a “‸word‸”" },
    { "‸un\n\ndeux‸", "*", "en", NULL },
    { "un ‸", "(", "en", "un (‸)" },
    { "un ‸ deux", "[", "en", "un [‸] deux" },
    { "un ‸deux", "(", "en", NULL },
    { "un ‸", "«", "fr", NULL },
    { "un ‸", "“", "en", NULL },
    { "un ‸", "*", "en", "un *‸*" },
    { "un *‸*", "*", "en", "un **‸**" },
    { "un *‸*", " ", "en", "un * ‸" },
    { "un **‸**", " ", "en", "un ** ‸" },
    { "un **mot*‸*", " ", "en", NULL },
    { "‸", "*", "en", NULL },
    { "‸", "`", "en", NULL },
    { "un mot‸", "*", "en", NULL },
    { "un ‸", "\"", "en", NULL },
    { "un (mot‸)", ")", "en", "un (mot)‸" },
    { "un ((mot‸)", ")", "en", NULL },
    { "un mot‸)", ")", "en", NULL },
    { "un *mot‸*", "*", "en", "un *mot*‸" },
    { "un **mot*‸*", "*", "en", "un **mot**‸" },
    { "un **mot‸**", "*", "en", "un **mot*‸*" },
    { "- [ ‸]", "]", "en", "- [ ]‸" },
    { "un ‸", "x", "en", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *before = unfold (cases[i].before);
      g_autofree char *after = unfold (cases[i].after ? cases[i].after : cases[i].before);
      g_autoptr (GtkTextBuffer) buffer = typing_buffer (before);
      g_autofree char *text = NULL;

      g_assert_cmpint (
          marbre_pair_type (buffer, g_utf8_get_char (cases[i].sign), cases[i].language), ==,
          cases[i].after != NULL);
      text = typing_text (buffer);
      g_assert_cmpstr (text, ==, after);
      if (gtk_text_buffer_get_can_undo (buffer))
        gtk_text_buffer_undo (buffer);
      g_assert_false (gtk_text_buffer_get_can_undo (buffer));
    }
}

static void
test_erase (void)
{
  static const char *const cases[][2] = {
    { "un (‸)", "un ‸" },     { "un **‸**", "un *‸*" },
    { "un (a‸)", "un (a‸)" }, { "un ‸)", "un ‸)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *before = unfold (cases[i][0]);
      g_autofree char *after = unfold (cases[i][1]);
      g_autoptr (GtkTextBuffer) buffer = typing_buffer (before);

      g_assert_cmpint (marbre_pair_erase (buffer), ==, !g_str_equal (before, after));
      typing_check (buffer, before, after);
    }
}

/* What a person types is what is there in the end. */
static void
test_sentence (void)
{
  static const char *const texts[] = {
    "**here**",
    "**here** and *there* and `so` (or [so])",
    "un **mot**, un *mot*. Un `mot` !",
    "un ***mot*** et `` un ` mot ``",
    "(**mot**) [*mot*](adresse)",
    "«\u00A0**mot**\u00A0» “*mot*”",
    "- **mot** et *mot*",
    "> **mot** : *mot*",
    "2 * 3 * 4, et 2 ** 3",
    "*un **deux** trois*",
    "un *deux **trois** quatre* cinq",
    "un *mot* **mot** ***mot***",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GtkTextBuffer) buffer = typing_buffer ("‸");
      g_autofree char *expected = g_strconcat (texts[i], CARET, NULL);
      g_autofree char *text = NULL;

      for (const char *p = texts[i]; *p != '\0'; p = g_utf8_next_char (p))
        if (!marbre_pair_type (buffer, g_utf8_get_char (p), "fr"))
          gtk_text_buffer_insert_interactive_at_cursor (
              buffer, p, (int) (g_utf8_next_char (p) - p), TRUE);
      text = typing_text (buffer);
      g_assert_cmpstr (text, ==, expected);
    }
}

/* What was typed before a pair is not taken back with it. */
static void
test_undo (void)
{
  g_autoptr (GtkTextBuffer) buffer = typing_buffer ("‸");
  g_autofree char *text = NULL;

  gtk_text_buffer_insert_interactive_at_cursor (buffer, "u", -1, TRUE);
  gtk_text_buffer_insert_interactive_at_cursor (buffer, "n", -1, TRUE);
  gtk_text_buffer_insert_interactive_at_cursor (buffer, " ", -1, TRUE);
  g_assert_true (marbre_pair_type (buffer, '(', "en"));
  gtk_text_buffer_undo (buffer);
  text = typing_text (buffer);
  g_assert_cmpstr (text, ==, "un ‸");
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/editor/typing-pairs/type", test_type);
  g_test_add_func ("/editor/typing-pairs/erase", test_erase);
  g_test_add_func ("/editor/typing-pairs/undo", test_undo);
  g_test_add_func ("/editor/typing-pairs/sentence", test_sentence);
  return g_test_run ();
}
