/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * "Use a page of my site…": asks for a page, shows the story being written in it, lets a person
 * correct what was recognised, and keeps the layout. Main thread.
 */
#pragma once

#include <adwaita.h>

#include "marbre-layout-store.h"
#include "marbre-newsroom.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_LAYOUT_DIALOG (marbre_layout_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MarbreLayoutDialog, marbre_layout_dialog, MARBRE, LAYOUT_DIALOG, AdwWindow)

GtkWidget *marbre_layout_dialog_new     (GtkWindow          *parent,
                                         MarbreNewsroom     *newsroom,
                                         MarbreLayoutStore  *store,
                                         MarbrePage         *page,
                                         MarbreSite         *site) G_GNUC_WARN_UNUSED_RESULT;
void       marbre_layout_dialog_refresh (MarbreLayoutDialog *self,
                                         MarbreLayout       *layout);

G_END_DECLS
