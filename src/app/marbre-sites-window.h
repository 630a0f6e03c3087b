/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The newsroom's sites: connect one by its address, test it, remove it. Not for talking to them
 * (remote/ does). Main thread.
 */
#pragma once

#include <adwaita.h>

#include "marbre-newsroom.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_SITES_WINDOW (marbre_sites_window_get_type ())
G_DECLARE_FINAL_TYPE (MarbreSitesWindow, marbre_sites_window, MARBRE, SITES_WINDOW, AdwWindow)

GtkWidget *marbre_sites_window_new (GtkWindow      *parent,
                                    MarbreNewsroom *newsroom) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
