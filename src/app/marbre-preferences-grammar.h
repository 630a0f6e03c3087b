/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The preferences page “Grammar”: who checks it, and which text leaves the machine for that. Main
 * thread.
 */
#pragma once

#include <adwaita.h>

#include "marbre-credentials.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_PREFERENCES_GRAMMAR (marbre_preferences_grammar_get_type ())
G_DECLARE_FINAL_TYPE (MarbrePreferencesGrammar,
                      marbre_preferences_grammar,
                      MARBRE,
                      PREFERENCES_GRAMMAR,
                      AdwPreferencesPage)

void marbre_preferences_grammar_bind (MarbrePreferencesGrammar *self,
                                      GSettings                *settings,
                                      MarbreCredentials        *credentials);

G_END_DECLS
