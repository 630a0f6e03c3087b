/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Grammalecte in a process of its own, which runs while there is something to check. It may hang or
 * die: it is then started again, and given up when that does not help. It ends with the thread that
 * started it, whatever either is doing. French only; nothing leaves the machine. Main thread.
 */
#pragma once

#include "marbre-grammar.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_GRAMMAR_PROCESS (marbre_grammar_process_get_type ())
G_DECLARE_FINAL_TYPE (MarbreGrammarProcess,
                      marbre_grammar_process,
                      MARBRE,
                      GRAMMAR_PROCESS,
                      GObject)

MarbreGrammar *marbre_grammar_process_new             (const char *const    *arguments,
                                                       guint                 timeout)
                                                       G_GNUC_WARN_UNUSED_RESULT;
MarbreGrammar *marbre_grammar_process_new_grammalecte (const char           *python,
                                                       guint                 timeout)
                                                       G_GNUC_WARN_UNUSED_RESULT;
void           marbre_grammar_process_set_patience    (MarbreGrammarProcess *self,
                                                       guint                 pause,
                                                       guint                 rest);

G_END_DECLS
