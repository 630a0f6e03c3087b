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
  g_autofree char *text = marbre_measure_line_describe (measure, 0);

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
  GtkLabel *label =
      GTK_LABEL (gtk_menu_button_get_child (GTK_MENU_BUTTON (gtk_widget_get_first_child (line))));
  int before, after;

  gtk_widget_measure (line, GTK_ORIENTATION_VERTICAL, -1, &before, NULL, NULL, NULL);
  marbre_measure_line_set (MARBRE_MEASURE_LINE (line), &article, 0);
  g_assert_cmpstr (gtk_label_get_text (label), ==,
                   "1500 characters · 1.0 pages of 1,500 · 250 words · 1 min");
  gtk_widget_measure (line, GTK_ORIENTATION_VERTICAL, -1, &after, NULL, NULL, NULL);
  g_assert_cmpint (before, ==, after);
  marbre_measure_line_set (MARBRE_MEASURE_LINE (line), &empty, 0);
  g_assert_cmpstr (gtk_label_get_text (label), ==, "0 characters");
}

static void
test_ordered (void)
{
  const MarbreMeasure article = { .signs = 2431, .feuillets = 1.62, .words = 402, .minutes = 2.01 };
  const MarbreMeasure empty = { 0 };
  g_autofree char *under = marbre_measure_line_describe (&article, 4500);
  g_autofree char *over = marbre_measure_line_describe (&article, 2000);
  g_autofree char *none = marbre_measure_line_describe (&empty, 4500);

  g_assert_cmpstr (under, ==,
                   "2431 of 4500 characters · 1.6 pages of 1,500 · 402 words · 2 min");
  g_assert_true (g_str_has_prefix (over, "2431 of 2000 characters (+431) · "));
  g_assert_true (g_str_has_prefix (none, "0 of 4500 characters · "));
}

/* The gauge is there when a length was ordered, and says its figure. */
static void
test_gauge (void)
{
  const MarbreMeasure article = { .signs = 1500, .feuillets = 1, .words = 250, .minutes = 1.25 };
  const MarbreMeasure part = { .signs = 20, .feuillets = 0.01, .words = 4, .minutes = 0.01 };
  g_autoptr (GtkWidget) line = g_object_ref_sink (marbre_measure_line_new ());
  GtkWidget *button = gtk_widget_get_first_child (line);
  GtkWidget *gauge = gtk_widget_get_next_sibling (button);
  GtkLabel *label = GTK_LABEL (gtk_menu_button_get_child (GTK_MENU_BUTTON (button)));

  marbre_measure_line_set (MARBRE_MEASURE_LINE (line), &article, 0);
  g_assert_false (gtk_widget_get_visible (gauge));
  marbre_measure_line_set (MARBRE_MEASURE_LINE (line), &article, 2000);
  g_assert_true (gtk_widget_get_visible (gauge));
  g_assert_cmpfloat (gtk_level_bar_get_value (GTK_LEVEL_BAR (gauge)), ==, 0.75);
  g_assert_cmpstr (gtk_widget_get_tooltip_text (gauge), ==, "75% of the ordered length");
  g_assert_false (gtk_widget_has_css_class (gauge, "over"));
  marbre_measure_line_set (MARBRE_MEASURE_LINE (line), &article, 1000);
  g_assert_true (gtk_widget_has_css_class (gauge, "over"));

  marbre_measure_line_set_selection (MARBRE_MEASURE_LINE (line), &part);
  g_assert_cmpstr (gtk_label_get_text (label), ==,
                   "Selected: 20 characters · 0.0 pages of 1,500 · 4 words · 1 min");
  marbre_measure_line_set (MARBRE_MEASURE_LINE (line), &article, 1000);
  g_assert_true (g_str_has_prefix (gtk_label_get_text (label), "Selected"));
  marbre_measure_line_set_selection (MARBRE_MEASURE_LINE (line), NULL);
  g_assert_true (g_str_has_prefix (gtk_label_get_text (label), "1500 of 1000"));
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
  g_test_add_func ("/app/measure-line/ordered", test_ordered);
  g_test_add_func ("/app/measure-line/gauge", test_gauge);
  return g_test_run ();
}
