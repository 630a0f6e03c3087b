/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the shortcuts write, and the look of Markdown.
 */
#include "config.h"

#include <gtk/gtk.h>

#include "marbre-markup.h"

/* A buffer of @text, where "|" are the ends of the selection, or the caret. */
static GtkTextBuffer *
buffer_of (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "|", 3);
  g_autofree char *plain = g_strjoinv ("", parts);
  GtkTextBuffer *buffer = gtk_text_buffer_new (NULL);
  int from = (int) g_utf8_strlen (parts[0], -1);
  int to = parts[1] && parts[2] ? from + (int) g_utf8_strlen (parts[1], -1) : from;
  GtkTextIter start, end;

  gtk_text_buffer_set_text (buffer, plain, -1);
  gtk_text_buffer_get_iter_at_offset (buffer, &start, from);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, to);
  gtk_text_buffer_select_range (buffer, &end, &start);
  return buffer;
}

static char *
text_of (GtkTextBuffer *buffer)
{
  GtkTextIter start, end, from, to;
  GString *text = g_string_new (NULL);
  gboolean selected = gtk_text_buffer_get_selection_bounds (buffer, &from, &to);
  g_autofree char *before = NULL, *inside = NULL, *after = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  before = gtk_text_buffer_get_text (buffer, &start, &from, TRUE);
  inside = gtk_text_buffer_get_text (buffer, &from, &to, TRUE);
  after = gtk_text_buffer_get_text (buffer, &to, &end, TRUE);
  g_string_append_printf (text, "%s|%s%s%s", before, inside, selected ? "|" : "", after);
  return g_string_free (text, FALSE);
}

static void
assert_text (GtkTextBuffer *buffer, const char *expected)
{
  g_autofree char *text = text_of (buffer);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_wrap (void)
{
  static const struct
  {
    const char *before, *marker, *after;
  } cases[] = {
    { "Un |été| ici", "**", "Un **|été|** ici" },
    { "Un **|été|** ici", "**", "Un |été| ici" },
    { "Un |été |ici", "*", "Un *|été|* ici" },
    { "Un é|té ici", "*", "Un *|été|* ici" },
    { "Un **|été|** ici", "*", "Un ***|été|*** ici" },
    { "Un ***|été|*** ici", "*", "Un **|été|** ici" },
    { "Un |", "**", "Un **|**" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GtkTextBuffer) buffer = buffer_of (cases[i].before);

      marbre_markup_toggle_wrap (buffer, cases[i].marker);
      assert_text (buffer, cases[i].after);
      gtk_text_buffer_undo (buffer);
      g_assert_false (gtk_text_buffer_get_can_undo (buffer));
    }
}

static void
test_heading (void)
{
  g_autoptr (GtkTextBuffer) buffer = buffer_of ("a\nTit|re\nb");

  marbre_markup_set_heading (buffer, 2);
  assert_text (buffer, "a\n## Tit|re\nb");
  marbre_markup_set_heading (buffer, 3);
  assert_text (buffer, "a\n### Tit|re\nb");
  marbre_markup_set_heading (buffer, 3);
  assert_text (buffer, "a\nTit|re\nb");
}

static void
test_state (void)
{
  static const struct
  {
    const char *text;
    MarbreMarkupState state;
  } cases[] = {
    { "un |mot| ici", 0 },
    { "un **|mot|** ici", MARBRE_MARKUP_STRONG },
    { "un *|mot|* ici", MARBRE_MARKUP_EMPHASIS },
    { "un ***|mot|*** ici", MARBRE_MARKUP_STRONG | MARBRE_MARKUP_EMPHASIS },
    { "## un |mot| ici", MARBRE_MARKUP_HEADING },
    { "> - un |mot|", MARBRE_MARKUP_QUOTE | MARBRE_MARKUP_LIST },
    { "- |un\n- mot|", MARBRE_MARKUP_LIST },
    { "- |un\nmot|", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GtkTextBuffer) buffer = buffer_of (cases[i].text);

      g_assert_cmpint (marbre_markup_get_state (buffer), ==, cases[i].state);
    }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/editor/markup/wrap", test_wrap);
  g_test_add_func ("/editor/markup/heading", test_heading);
  g_test_add_func ("/editor/markup/state", test_state);
  return g_test_run ();
}
