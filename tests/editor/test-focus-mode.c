/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Focus mode: what of a text the caret is at, and where the veil lies.
 */
#include "config.h"

#include <gtk/gtk.h>

#include "marbre-focus-range.h"

/* Puts the caret before @at, or selects from there to before @to. */
static void
place (GtkTextBuffer *buffer, const char *at, const char *to)
{
  GtkTextIter start, end, unused;

  gtk_text_buffer_get_start_iter (buffer, &start);
  g_assert_true (gtk_text_iter_forward_search (&start, at, 0, &start, &unused, NULL));
  end = start;
  if (to != NULL)
    g_assert_true (gtk_text_iter_forward_search (&start, to, 0, &end, &unused, NULL));
  gtk_text_buffer_select_range (buffer, &start, &end);
}

static void
assert_range (GtkTextBuffer *buffer, MarbreFocus focus, const char *expected)
{
  g_autofree char *found = NULL;
  GtkTextIter start, end;

  marbre_focus_range_find (buffer, focus, &start, &end);
  found = gtk_text_iter_get_slice (&start, &end);
  g_assert_cmpstr (found, ==, expected);
}

static GtkTextBuffer *
make_buffer (const char *text)
{
  GtkTextBuffer *buffer = gtk_text_buffer_new (NULL);

  gtk_text_buffer_set_text (buffer, text, -1);
  return buffer;
}

static void
test_sentence (void)
{
  g_autoptr (GtkTextBuffer) buffer =
      make_buffer ("Été. M. Dupont part.\n\nDeux. Trois\nlignes. Fin.");

  place (buffer, "Ét", NULL);
  assert_range (buffer, MARBRE_FOCUS_SENTENCE, "Été.");
  place (buffer, "Dupont", NULL);
  assert_range (buffer, MARBRE_FOCUS_SENTENCE, "M. Dupont part.");
  place (buffer, "lignes", NULL);
  assert_range (buffer, MARBRE_FOCUS_SENTENCE, "Trois\nlignes.");
  place (buffer, "Été", "Dupont");
  assert_range (buffer, MARBRE_FOCUS_SENTENCE, "Été. M. Dupont part.");
  place (buffer, "Dupont", "Trois");
  assert_range (buffer, MARBRE_FOCUS_SENTENCE, "M. Dupont part.\n\nDeux. Trois\nlignes.");
  place (buffer, "\nDeux", NULL);
  assert_range (buffer, MARBRE_FOCUS_SENTENCE, "");
}

static void
test_paragraph (void)
{
  g_autoptr (GtkTextBuffer) buffer =
      make_buffer ("# Head\nOne\ntwo.\n\n- item\n  more\n- other. End.\n> quote\n## Next\nlast");

  place (buffer, "Head", NULL);
  assert_range (buffer, MARBRE_FOCUS_PARAGRAPH, "# Head");
  place (buffer, "two", NULL);
  assert_range (buffer, MARBRE_FOCUS_PARAGRAPH, "One\ntwo.");
  place (buffer, "more", NULL);
  assert_range (buffer, MARBRE_FOCUS_PARAGRAPH, "- item\n  more");
  place (buffer, "other", NULL);
  assert_range (buffer, MARBRE_FOCUS_SENTENCE, "other.");
  place (buffer, "- other", NULL); /* the caret is in the marker */
  assert_range (buffer, MARBRE_FOCUS_SENTENCE, "- other.");
  place (buffer, "last", NULL);
  assert_range (buffer, MARBRE_FOCUS_PARAGRAPH, "last");
  assert_range (buffer, MARBRE_FOCUS_OFF,
                "# Head\nOne\ntwo.\n\n- item\n  more\n- other. End.\n> quote\n## Next\nlast");
}

/* What is read for a caret does not grow with the text around it. */
static void
test_long (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GtkTextBuffer) buffer = NULL;
  GtkTextIter start, end, middle;

  for (int i = 0; i < 200000; i++)
    g_string_append (text, "word ");
  buffer = make_buffer (text->str);
  gtk_text_buffer_get_iter_at_offset (buffer, &middle, 500000);
  gtk_text_buffer_place_cursor (buffer, &middle);
  marbre_focus_range_find (buffer, MARBRE_FOCUS_SENTENCE, &start, &end);
  g_assert_cmpint (gtk_text_iter_compare (&start, &middle), <, 0);
  g_assert_cmpint (gtk_text_iter_compare (&end, &middle), >, 0);
  g_assert_cmpint (gtk_text_iter_get_offset (&end) - gtk_text_iter_get_offset (&start), <, 10000);
}

static void
test_empty (void)
{
  g_autoptr (GtkTextBuffer) buffer = make_buffer ("");

  assert_range (buffer, MARBRE_FOCUS_SENTENCE, "");
  assert_range (buffer, MARBRE_FOCUS_PARAGRAPH, "");
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv);

  g_test_add_func ("/focus-mode/sentence", test_sentence);
  g_test_add_func ("/focus-mode/paragraph", test_paragraph);
  g_test_add_func ("/focus-mode/long", test_long);
  g_test_add_func ("/focus-mode/empty", test_empty);
  return g_test_run ();
}
