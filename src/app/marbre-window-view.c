/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How the writing pane looks: the settings of the page “Writing” are put to the editor as they
 * change, and keys, menu and wheel change them. Main thread.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-window-private.h"

/* Percent; a step up or down goes to the next of them. */
static const int zooms[] = { 50, 67, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300 };

static void
set_zoom (MarbreWindow *self, int steps)
{
  int zoom = g_settings_get_int (self->settings, "text-zoom");
  int last = (int) G_N_ELEMENTS (zooms) - 1;
  int index = 0;

  if (steps > 0)
    while (index < last && zooms[index] <= zoom)
      index++;
  else
    for (index = last; index > 0 && zooms[index] >= zoom;)
      index--;
  g_settings_set_int (self->settings, "text-zoom", zooms[index]);
}

static void
zoom_in_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  set_zoom (MARBRE_WINDOW (widget), 1);
}

static void
zoom_out_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  set_zoom (MARBRE_WINDOW (widget), -1);
}

static void
zoom_normal_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_settings_reset (MARBRE_WINDOW (widget)->settings, "text-zoom");
}

/* All of the text, the sentence, the paragraph, and all again. */
static void
next_focus_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MarbreWindow *self = MARBRE_WINDOW (widget);
  int focus = g_settings_get_enum (self->settings, "focus-mode");

  g_settings_set_enum (self->settings, "focus-mode", (focus + 1) % (MARBRE_FOCUS_PARAGRAPH + 1));
}

/* Installs the actions; from the class's init. */
void
_marbre_window_class_view_init (MarbreWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_install_action (widget_class, "win.zoom-in", NULL, zoom_in_action);
  gtk_widget_class_install_action (widget_class, "win.zoom-out", NULL, zoom_out_action);
  gtk_widget_class_install_action (widget_class, "win.zoom-normal", NULL, zoom_normal_action);
  gtk_widget_class_install_action (widget_class, "win.next-focus", NULL, next_focus_action);
}

static gboolean
scroll_cb (MarbreWindow *self, double dx, double dy, GtkEventController *wheel)
{
  if (!(gtk_event_controller_get_current_event_state (wheel) & GDK_CONTROL_MASK))
    return GDK_EVENT_PROPAGATE;
  /* A wheel turns by whole steps, two fingers by small parts of one. */
  self->zoom_turned += dy;
  if (self->zoom_turned >= 1 || self->zoom_turned <= -1)
    {
      set_zoom (self, self->zoom_turned < 0 ? 1 : -1);
      self->zoom_turned = 0;
    }
  return GDK_EVENT_STOP;
}

static void
update_look (MarbreWindow *self, const char *key)
{
  GSettings *settings = self->settings;

  if (g_str_equal (key, "focus-mode"))
    marbre_editor_set_focus_mode (self->editor,
                                  (MarbreFocus) g_settings_get_enum (settings, key));
  else if (g_str_equal (key, "typewriter"))
    marbre_editor_set_typewriter (self->editor, g_settings_get_boolean (settings, key));
  else if (g_str_equal (key, "text-zoom"))
    marbre_editor_set_zoom (self->editor, (guint) g_settings_get_int (settings, key));
  else if (g_str_equal (key, "text-measure"))
    marbre_editor_set_measure (self->editor, (guint) g_settings_get_int (settings, key));
  else if (g_str_equal (key, "text-spacing"))
    marbre_editor_set_spacing (self->editor, (MarbreSpacing) g_settings_get_enum (settings, key));
  else if (g_str_equal (key, "text-font"))
    {
      g_autofree char *family = g_settings_get_string (settings, key);

      marbre_editor_set_typeface (self->editor, family);
    }
}

/* Gives the editor, which is new, the look that is set, and each one that will be. */
void
_marbre_window_watch_view (MarbreWindow *self)
{
  static const char *const keys[] = { "focus-mode",   "typewriter",   "text-zoom",
                                      "text-measure", "text-spacing", "text-font" };
  GtkEventController *wheel =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *signal = g_strconcat ("changed::", keys[i], NULL);

      g_signal_connect_object (self->settings, signal, G_CALLBACK (update_look), self,
                               G_CONNECT_SWAPPED);
      update_look (self, keys[i]);
    }
  gtk_event_controller_set_propagation_phase (wheel, GTK_PHASE_CAPTURE);
  g_signal_connect_object (wheel, "scroll", G_CALLBACK (scroll_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->editor), wheel);
}
