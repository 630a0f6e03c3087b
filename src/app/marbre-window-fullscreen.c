/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The full screen: the text and nothing else. Panes and library step aside and come back as they
 * were; what is asked for meanwhile is shown. The header bar waits above the screen's upper edge
 * for the pointer, for the keyboard in it and for F10. Main thread.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-window-private.h"

/* Pixels: how near to the edge the pointer brings the header bar, and how far below the bar it
 * sends it away. */
#define EDGE 2
#define AWAY 24

static gboolean
is_header_wanted (MarbreWindow *self)
{
  return self->at_edge || gtk_event_controller_focus_contains_focus (
                              GTK_EVENT_CONTROLLER_FOCUS (self->header_focus));
}

static void
update_edge (MarbreWindow *self)
{
  gtk_revealer_set_reveal_child (self->edge, self->full && is_header_wanted (self));
}

static void
motion_cb (MarbreWindow *self, double x, double y)
{
  int bar = gtk_widget_get_height (self->header);

  if (!self->full)
    return;
  if (y <= EDGE)
    self->at_edge = TRUE;
  else if (y > bar + AWAY)
    self->at_edge = FALSE;
  update_edge (self);
}

/* Menus are opened by what is seen. */
static gboolean
key_cb (MarbreWindow *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (self->full && keyval == GDK_KEY_F10)
    gtk_revealer_set_reveal_child (self->edge, TRUE);
  return GDK_EVENT_PROPAGATE;
}

/* Comes last: whoever has something to close closes that first. */
static gboolean
escape_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  if (!gtk_window_is_fullscreen (GTK_WINDOW (widget)))
    return GDK_EVENT_PROPAGATE;
  gtk_window_unfullscreen (GTK_WINDOW (widget));
  return GDK_EVENT_STOP;
}

static void
move_header (MarbreWindow *self)
{
  g_object_ref (self->header);
  if (self->full)
    {
      gtk_box_remove (self->sheet, self->header);
      gtk_revealer_set_child (self->edge, self->header);
    }
  else
    {
      gtk_revealer_set_child (self->edge, NULL);
      gtk_box_prepend (self->sheet, self->header);
    }
  g_object_unref (self->header);
  gtk_widget_set_visible (GTK_WIDGET (self->edge), self->full);
}

static void
enter (MarbreWindow *self)
{
  self->library_before = adw_flap_get_reveal_flap (self->flap);
  adw_flap_set_reveal_flap (self->flap, FALSE);
  if (self->panes == NULL)
    return;
  self->preview_before = marbre_panes_get_preview_visible (self->panes);
  self->sidebar_before = marbre_panes_get_sidebar_visible (self->panes);
  marbre_panes_set_preview_visible (self->panes, FALSE);
  marbre_panes_set_sidebar_visible (self->panes, FALSE);
}

static void
leave (MarbreWindow *self)
{
  self->at_edge = FALSE;
  adw_flap_set_reveal_flap (self->flap, self->library_before);
  if (self->panes == NULL)
    return;
  marbre_panes_set_sidebar_visible (self->panes, self->sidebar_before);
  marbre_panes_set_preview_visible (self->panes, self->preview_before);
}

static void
fullscreened_cb (MarbreWindow *self)
{
  gboolean full = gtk_window_is_fullscreen (GTK_WINDOW (self));
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (full == self->full)
    return;
  self->full = full;
  move_header (self);
  if (full)
    enter (self);
  else
    leave (self);
  if (self->measure != NULL)
    gtk_widget_set_visible (GTK_WIDGET (self->measure), !full);
  update_edge (self);
  /* Who writes goes on; a pane that steps aside takes its focus along. */
  if (self->editor != NULL && (focus == NULL || !gtk_widget_get_child_visible (focus) ||
                               !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->editor))))
    gtk_widget_grab_focus (GTK_WIDGET (self->editor));
}

/* What is shown beside the text, or will be again after the full screen; once there are panes. */
void
_marbre_window_get_shown (MarbreWindow *self,
                          gboolean *library,
                          gboolean *preview,
                          gboolean *sidebar)
{
  *library = self->full ? self->library_before : adw_flap_get_reveal_flap (self->flap);
  *preview = self->full ? self->preview_before : marbre_panes_get_preview_visible (self->panes);
  *sidebar = self->full ? self->sidebar_before : marbre_panes_get_sidebar_visible (self->panes);
}

/* Once the template is there. */
void
_marbre_window_set_up_fullscreen (MarbreWindow *self)
{
  g_autoptr (GPropertyAction) action =
      g_property_action_new ("fullscreen", self, "fullscreened");
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *escape = gtk_shortcut_controller_new ();

  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (action));
  g_signal_connect_object (self, "notify::fullscreened", G_CALLBACK (fullscreened_cb), self,
                           G_CONNECT_SWAPPED);
  self->header_focus = gtk_event_controller_focus_new ();
  g_signal_connect_object (self->header_focus, "notify::contains-focus", G_CALLBACK (update_edge),
                           self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->header, self->header_focus);

  gtk_event_controller_set_propagation_phase (motion, GTK_PHASE_CAPTURE);
  g_signal_connect_object (motion, "motion", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);

  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (escape),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                        gtk_callback_action_new (escape_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), escape);
}
