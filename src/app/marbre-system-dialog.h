/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Connects a system that Marbre does not know by name: choose the profile that describes it, say
 * where its API is, sign in. Not for the profile itself (remote/ reads and checks it). Main thread.
 */
#pragma once

#include <adwaita.h>

#include "marbre-newsroom.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_SYSTEM_DIALOG (marbre_system_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MarbreSystemDialog, marbre_system_dialog, MARBRE, SYSTEM_DIALOG, AdwWindow)

GtkWidget *marbre_system_dialog_new (GtkWindow      *parent,
                                     MarbreNewsroom *newsroom) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
