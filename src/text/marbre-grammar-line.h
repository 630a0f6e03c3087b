/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is written to the grammar process and what comes back, a line of JSON each; see
 * ui/grammalecte.py. No state; any thread.
 */
#pragma once

#include "marbre-grammar.h"

G_BEGIN_DECLS

/**
 * MarbreGrammarLine:
 * @MARBRE_GRAMMAR_LINE_UNREADABLE: no answer
 * @MARBRE_GRAMMAR_LINE_READY: the process has started
 * @MARBRE_GRAMMAR_LINE_MISSING: Grammalecte is not installed
 * @MARBRE_GRAMMAR_LINE_MISTAKES: a paragraph is checked
 *
 * What a line says.
 */
typedef enum
{
  MARBRE_GRAMMAR_LINE_UNREADABLE,
  MARBRE_GRAMMAR_LINE_READY,
  MARBRE_GRAMMAR_LINE_MISSING,
  MARBRE_GRAMMAR_LINE_MISTAKES,
} MarbreGrammarLine;

char              *marbre_grammar_line_write (const char  *text) G_GNUC_WARN_UNUSED_RESULT;
MarbreGrammarLine  marbre_grammar_line_read  (const char  *line,
                                              const char  *text,
                                              GPtrArray  **mistakes);

G_END_DECLS
