/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window: library, desk, header bar. Not for what happens on the desk (MarbreDesk) and not for
 * publishing (MarbrePublisher); it holds them and shows how they are. Main thread.
 */
#pragma once

#include <adwaita.h>

#include "marbre-layout-store.h"
#include "marbre-newsroom.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_WINDOW (marbre_window_get_type ())
G_DECLARE_FINAL_TYPE (MarbreWindow, marbre_window, MARBRE, WINDOW, AdwApplicationWindow)

MarbreWindow *marbre_window_new          (GtkApplication *application,
                                          GSettings      *settings) G_GNUC_WARN_UNUSED_RESULT;
void          marbre_window_set_newsroom (MarbreWindow      *self,
                                          MarbreNewsroom    *newsroom,
                                          MarbreLayoutStore *layouts);
void          marbre_window_show_loading (MarbreWindow   *self);
void          marbre_window_show_failure (MarbreWindow   *self,
                                          const GError   *error);
void          marbre_window_open_story   (MarbreWindow   *self,
                                          const char     *id);

G_END_DECLS
