/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The strip that says how far a site is fetched, with a button that stops it. It comes only when
 * that takes a while. Not for what came of it (the window says that). Main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "marbre-sync.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_SYNC_BAR (marbre_sync_bar_get_type ())
G_DECLARE_FINAL_TYPE (MarbreSyncBar, marbre_sync_bar, MARBRE, SYNC_BAR, GtkWidget)

void marbre_sync_bar_begin (MarbreSyncBar        *self,
                            const char           *site_name);
void marbre_sync_bar_show  (MarbreSyncBar        *self,
                            const MarbreSyncNews *news);
void marbre_sync_bar_end   (MarbreSyncBar        *self);

G_END_DECLS
