/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The program: settings, style, the newsroom and its window, and the order in which they come and
 * go. Main thread.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define MARBRE_TYPE_APPLICATION (marbre_application_get_type ())
G_DECLARE_FINAL_TYPE (MarbreApplication, marbre_application, MARBRE, APPLICATION, AdwApplication)

MarbreApplication *marbre_application_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
