/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The panes: side by side where there is room, one at a time where there is not, and back.
 */
#include "config.h"

#include <adwaita.h>

#include "marbre-panes.h"

typedef struct
{
  GtkWidget *window;
  MarbrePanes *panes;
  GtkWidget *writing;
  GtkWidget *preview;
  GtkWidget *sidebar;
} Fixture;

static GtkWidget *
make_pane (void)
{
  GtkWidget *pane = gtk_label_new ("pane");

  gtk_widget_set_size_request (pane, 200, -1);
  return pane;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->writing = make_pane ();
  fixture->preview = make_pane ();
  fixture->sidebar = make_pane ();
  fixture->panes = MARBRE_PANES (
      marbre_panes_new (fixture->writing, fixture->preview, fixture->sidebar));
  fixture->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->panes));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
}

static void
show_at (Fixture *fixture, int width)
{
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), width, 500);
  gtk_window_present (GTK_WINDOW (fixture->window));
  while (gtk_widget_get_width (GTK_WIDGET (fixture->panes)) != width)
    g_main_context_iteration (NULL, TRUE);
  gtk_test_widget_wait_for_draw (fixture->window);
}

static void
assert_visible (Fixture *fixture, gboolean writing, gboolean preview, gboolean sidebar)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpint (gtk_widget_get_mapped (fixture->writing), ==, writing);
  g_assert_cmpint (gtk_widget_get_mapped (fixture->preview), ==, preview);
  g_assert_cmpint (gtk_widget_get_mapped (fixture->sidebar), ==, sidebar);
}

static void
test_wide (Fixture *fixture, gconstpointer data)
{
  show_at (fixture, 1200);
  g_assert_false (marbre_panes_get_narrow (fixture->panes));
  assert_visible (fixture, TRUE, TRUE, TRUE);
  marbre_panes_set_preview_visible (fixture->panes, FALSE);
  assert_visible (fixture, TRUE, FALSE, TRUE);
  marbre_panes_set_sidebar_visible (fixture->panes, FALSE);
  assert_visible (fixture, TRUE, FALSE, FALSE);
}

static void
test_one_at_a_time (Fixture *fixture, gconstpointer data)
{
  show_at (fixture, 800);
  g_assert_true (marbre_panes_get_narrow (fixture->panes));
  assert_visible (fixture, TRUE, FALSE, FALSE);
  marbre_panes_set_preview_visible (fixture->panes, TRUE);
  assert_visible (fixture, FALSE, TRUE, FALSE);
  marbre_panes_set_sidebar_visible (fixture->panes, TRUE);
  assert_visible (fixture, FALSE, FALSE, TRUE);
  g_assert_false (marbre_panes_get_preview_visible (fixture->panes));
  marbre_panes_set_sidebar_visible (fixture->panes, FALSE);
  assert_visible (fixture, TRUE, FALSE, FALSE);
}

static void
test_medium_has_two (Fixture *fixture, gconstpointer data)
{
  show_at (fixture, 940);
  assert_visible (fixture, TRUE, TRUE, FALSE);
  marbre_panes_set_sidebar_visible (fixture->panes, TRUE);
  assert_visible (fixture, TRUE, FALSE, TRUE);
  g_assert_false (marbre_panes_get_preview_visible (fixture->panes));
  marbre_panes_set_preview_visible (fixture->panes, TRUE);
  assert_visible (fixture, TRUE, TRUE, FALSE);
}

static void
test_widening_brings_back (Fixture *fixture, gconstpointer data)
{
  show_at (fixture, 800);
  marbre_panes_set_preview_visible (fixture->panes, TRUE);
  show_at (fixture, 1200);
  assert_visible (fixture, TRUE, TRUE, TRUE);
}

static void
test_share (Fixture *fixture, gconstpointer data)
{
  marbre_panes_set_preview_share (fixture->panes, 0.6);
  marbre_panes_set_sidebar_width (fixture->panes, 320);
  show_at (fixture, 1200);
  assert_visible (fixture, TRUE, TRUE, TRUE);
  gtk_test_widget_wait_for_draw (fixture->window);
  g_assert_cmpint (ABS (gtk_widget_get_width (fixture->sidebar) - 320), <=, 16);
  g_assert_cmpint (ABS (gtk_widget_get_width (fixture->preview) - 528), <=, 16);
  g_assert_cmpfloat_with_epsilon (marbre_panes_get_preview_share (fixture->panes), 0.6, 0.02);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(name, func) g_test_add ("/app/panes/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("wide", test_wide);
  ADD ("one-at-a-time", test_one_at_a_time);
  ADD ("medium-has-two", test_medium_has_two);
  ADD ("widening-brings-back", test_widening_brings_back);
  ADD ("share", test_share);
#undef ADD
  return g_test_run ();
}
