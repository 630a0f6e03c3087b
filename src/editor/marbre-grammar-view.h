/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Underlines in a text view what a grammar checker objects to, paragraph by paragraph as they
 * change. Changes no text. Main thread.
 */
#pragma once

#include "marbre-grammar.h"
#include "marbre-spelling-view.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_GRAMMAR_VIEW (marbre_grammar_view_get_type ())
G_DECLARE_FINAL_TYPE (MarbreGrammarView, marbre_grammar_view, MARBRE, GRAMMAR_VIEW, GObject)

MarbreGrammarView          *marbre_grammar_view_new          (MarbreSpellingView *reader,
                                                              GtkTextView        *view)
                                                              G_GNUC_WARN_UNUSED_RESULT;
void                        marbre_grammar_view_set_checkers (MarbreGrammarView  *self,
                                                              GPtrArray          *checkers);
void                        marbre_grammar_view_set_ignored  (MarbreGrammarView  *self,
                                                              const char *const  *ignored);
void                        marbre_grammar_view_set_spoken   (MarbreGrammarView  *self,
                                                              gboolean            spoken);
const MarbreGrammarMistake *marbre_grammar_view_find         (MarbreGrammarView  *self,
                                                              const GtkTextIter  *place,
                                                              GtkTextIter        *start,
                                                              GtkTextIter        *end);
gboolean                    marbre_grammar_view_find_next    (MarbreGrammarView  *self,
                                                              const GtkTextIter  *place,
                                                              GtkTextIter        *start,
                                                              GtkTextIter        *end);

G_END_DECLS
