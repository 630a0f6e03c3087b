/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window's size: what is remembered of it from one start to the next, and what steps aside when
 * it is narrow. The panes have a file of their own (marbre-panes.c); this one is for the library
 * and the header bar. Main thread.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-window-private.h"

/* Pixels: below this width of the window, one pane at a time. */
#define NARROW 900
/* Pixels: below this one, the header bar keeps only what has no other place. */
#define TIGHT 560

/* Whether the library lies above the panes. */
gboolean
_marbre_window_is_folded (MarbreWindow *self)
{
  return adw_flap_get_fold_policy (self->flap) == ADW_FLAP_FOLD_POLICY_ALWAYS;
}

/* Remembers the window's size and panes for the next start. */
void
_marbre_window_save_layout (MarbreWindow *self)
{
  gboolean library, preview, sidebar;
  int width;
  int height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  if (!gtk_window_is_maximized (GTK_WINDOW (self)))
    {
      g_settings_set_int (self->settings, "window-width", MAX (360, width));
      g_settings_set_int (self->settings, "window-height", MAX (240, height));
    }
  g_settings_set_boolean (self->settings, "window-maximized",
                          gtk_window_is_maximized (GTK_WINDOW (self)));
  if (self->panes == NULL)
    return;
  g_settings_set_double (self->settings, "preview-share",
                         CLAMP (marbre_panes_get_preview_share (self->panes), 0.2, 0.8));
  g_settings_set_int (self->settings, "sidebar-width",
                      MAX (200, marbre_panes_get_sidebar_width (self->panes)));
  _marbre_window_get_shown (self, &library, &preview, &sidebar);
  g_settings_set_boolean (self->settings, "library-visible",
                          _marbre_window_is_folded (self) ? self->library_wanted : library);
  if (marbre_panes_get_narrow (self->panes))
    return; /* what a narrow window shows says nothing about what is wanted in a wide one */
  g_settings_set_boolean (self->settings, "preview-visible", preview);
  g_settings_set_boolean (self->settings, "sidebar-visible", sidebar);
}

/* Gives the window the size and panes that it had. */
void
_marbre_window_restore_layout (MarbreWindow *self)
{
  gtk_window_set_default_size (GTK_WINDOW (self),
                               g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  adw_flap_set_reveal_flap (self->flap,
                            g_settings_get_boolean (self->settings, "library-visible"));
}

/* In a narrow window the library is a visit; widening brings back what was wanted. */
static void
fold_library (MarbreWindow *self, gboolean narrow)
{
  if (narrow == _marbre_window_is_folded (self))
    return;
  if (narrow)
    self->library_wanted = adw_flap_get_reveal_flap (self->flap);
  adw_flap_set_fold_policy (self->flap, narrow ? ADW_FLAP_FOLD_POLICY_ALWAYS
                                               : ADW_FLAP_FOLD_POLICY_NEVER);
  adw_flap_set_reveal_flap (self->flap, !narrow && self->library_wanted);
}

static gboolean
fold_cb (gpointer data)
{
  MarbreWindow *self = data;
  int width = gtk_widget_get_width (GTK_WIDGET (self));

  self->fold_id = 0;
  self->tight = width < TIGHT;
  fold_library (self, width < NARROW);
  gtk_widget_set_visible (self->new_button, !self->tight);
  if (self->tight)
    gtk_widget_add_css_class (GTK_WIDGET (self), "tight");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "tight");
  _marbre_window_actions_update (self);
  return G_SOURCE_REMOVE;
}

/* A narrow window shows one pane at a time, so the library then lies above it instead of beside.
 * Called while sizes are allocated, when the policy must not change: it does so in an idle moment
 * before the next frame. */
void
_marbre_window_fit (MarbreWindow *self, int width)
{
  if (((width < NARROW) != _marbre_window_is_folded (self) || (width < TIGHT) != self->tight) &&
      self->fold_id == 0)
    self->fold_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, fold_cb, self, NULL);
}
