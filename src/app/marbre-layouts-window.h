/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The layouts that were made from pages of sites: to rename, refresh or remove. Main thread.
 */
#pragma once

#include <adwaita.h>

#include "marbre-layout-store.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_LAYOUTS_WINDOW (marbre_layouts_window_get_type ())
G_DECLARE_FINAL_TYPE (MarbreLayoutsWindow, marbre_layouts_window, MARBRE, LAYOUTS_WINDOW,
                      AdwWindow)

GtkWidget *marbre_layouts_window_new (GtkWindow         *parent,
                                      MarbreLayoutStore *store) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
