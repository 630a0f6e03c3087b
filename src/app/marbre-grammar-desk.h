/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who checks grammar, as the settings and the story want it: Grammalecte on this computer, a
 * LanguageTool server, both or neither. The one place that decides whether text leaves the machine
 * for that. Main thread.
 */
#pragma once

#include "marbre-credentials.h"

G_BEGIN_DECLS

/* Under which name the keyring has the server's key. */
#define MARBRE_GRAMMAR_DESK_SECRET "languagetool"

#define MARBRE_TYPE_GRAMMAR_DESK (marbre_grammar_desk_get_type ())
G_DECLARE_FINAL_TYPE (MarbreGrammarDesk, marbre_grammar_desk, MARBRE, GRAMMAR_DESK, GObject)

MarbreGrammarDesk *marbre_grammar_desk_new           (GSettings         *settings,
                                                      MarbreCredentials *credentials)
                                                      G_GNUC_WARN_UNUSED_RESULT;
GPtrArray         *marbre_grammar_desk_get_checkers  (MarbreGrammarDesk *self);
void               marbre_grammar_desk_set_embargoed (MarbreGrammarDesk *self,
                                                      gboolean           embargoed);

G_END_DECLS
