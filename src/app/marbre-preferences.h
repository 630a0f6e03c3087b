/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The preferences window: appearance, and what a new story starts with. Sites have a window of
 * their own. Main thread.
 */
#pragma once

#include <adwaita.h>

#include "marbre-credentials.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_PREFERENCES (marbre_preferences_get_type ())
G_DECLARE_FINAL_TYPE (MarbrePreferences, marbre_preferences, MARBRE, PREFERENCES,
                      AdwPreferencesWindow)

GtkWidget *marbre_preferences_new (GtkWindow         *parent,
                                   GSettings         *settings,
                                   MarbreCredentials *credentials) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
