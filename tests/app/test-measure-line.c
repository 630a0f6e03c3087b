/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the line below the editor says about the length of a story.
 */
#include "config.h"

#include <locale.h>

#include <gtk/gtk.h>

#include "marbre-measure-line.h"

static void
assert_described (const MarbreMeasure *measure, const char *expected)
{
  g_autofree char *text = marbre_measure_line_describe (measure);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_article (void)
{
  const MarbreMeasure article = { .signs = 2431, .feuillets = 1.62, .words = 402, .minutes = 2.01 };

  assert_described (&article, "2431 characters · 1.6 pages of 1,500 · 402 words · 2 min");
}

static void
test_one (void)
{
  const MarbreMeasure one = { .signs = 1, .feuillets = 1 / 1500.0, .words = 1, .minutes = 0.005 };

  assert_described (&one, "1 character · 0.0 pages of 1,500 · 1 word · 1 min");
}

static void
test_empty (void)
{
  const MarbreMeasure empty = { 0 };

  assert_described (&empty, "");
}

static void
test_widget (void)
{
  const MarbreMeasure article = { .signs = 1500, .feuillets = 1, .words = 250, .minutes = 1.25 };
  const MarbreMeasure empty = { 0 };
  g_autoptr (GtkWidget) line = g_object_ref_sink (marbre_measure_line_new ());
  GtkLabel *label = GTK_LABEL (gtk_widget_get_first_child (line));
  int before, after;

  gtk_widget_measure (line, GTK_ORIENTATION_VERTICAL, -1, &before, NULL, NULL, NULL);
  marbre_measure_line_set (MARBRE_MEASURE_LINE (line), &article);
  g_assert_cmpstr (gtk_label_get_text (label), ==,
                   "1500 characters · 1.0 pages of 1,500 · 250 words · 1 min");
  gtk_widget_measure (line, GTK_ORIENTATION_VERTICAL, -1, &after, NULL, NULL, NULL);
  g_assert_cmpint (before, ==, after);
  marbre_measure_line_set (MARBRE_MEASURE_LINE (line), &empty);
  g_assert_cmpstr (gtk_label_get_text (label), ==, "");
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  /* The numbers are written as the locale says; here as C says. */
  setlocale (LC_NUMERIC, "C");
  g_test_add_func ("/app/measure-line/article", test_article);
  g_test_add_func ("/app/measure-line/one", test_one);
  g_test_add_func ("/app/measure-line/empty", test_empty);
  g_test_add_func ("/app/measure-line/widget", test_widget);
  return g_test_run ();
}
