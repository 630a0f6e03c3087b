/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shows what the connection doctor finds: the steps of the way to a site, with words for each. A
 * certificate that nobody vouches for may be trusted here. Not for finding it (remote/ does). Main
 * thread.
 */
#pragma once

#include <adwaita.h>

#include "marbre-newsroom.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_DOCTOR_WINDOW (marbre_doctor_window_get_type ())
G_DECLARE_FINAL_TYPE (MarbreDoctorWindow, marbre_doctor_window, MARBRE, DOCTOR_WINDOW, AdwWindow)

GtkWidget *marbre_doctor_window_new (GtkWindow      *parent,
                                     MarbreNewsroom *newsroom,
                                     MarbreSite     *site,
                                     const char     *secret) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
