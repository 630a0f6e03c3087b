/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The preferences page “Writing”: the editor's letters and lines, and what happens around the
 * caret. Main thread.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define MARBRE_TYPE_PREFERENCES_WRITING (marbre_preferences_writing_get_type ())
G_DECLARE_FINAL_TYPE (MarbrePreferencesWriting,
                      marbre_preferences_writing,
                      MARBRE,
                      PREFERENCES_WRITING,
                      AdwPreferencesPage)

void marbre_preferences_writing_bind (MarbrePreferencesWriting *self,
                                      GSettings                *settings);

G_END_DECLS
