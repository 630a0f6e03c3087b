/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window's actions that find and replace in the story on the desk; the bar does it.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-window-private.h"

static void
find_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  marbre_find_bar_open (MARBRE_WINDOW (widget)->find_bar, FALSE);
}

static void
find_replace_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  marbre_find_bar_open (MARBRE_WINDOW (widget)->find_bar, TRUE);
}

static void
find_next_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  marbre_find_bar_step (MARBRE_WINDOW (widget)->find_bar, TRUE);
}

static void
find_previous_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  marbre_find_bar_step (MARBRE_WINDOW (widget)->find_bar, FALSE);
}

static const struct
{
  const char *name;
  GtkWidgetActionActivateFunc activate;
} actions[] = {
  { "win.find", find_action },
  { "win.find-replace", find_replace_action },
  { "win.find-next", find_next_action },
  { "win.find-previous", find_previous_action },
};

/* Adds the actions to the window's class. */
void
_marbre_window_class_find_init (MarbreWindowClass *klass)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), actions[i].name, NULL,
                                     actions[i].activate);
}

/* Whether there is a @story to find something in. */
void
_marbre_window_find_update (MarbreWindow *self, gboolean story)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i].name, story);
}
