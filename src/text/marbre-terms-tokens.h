/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A text cut into words, with what their spelling and place say about them. Only marbre-terms.c
 * uses it. No state; any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MarbreTokenFlags:
 * @MARBRE_TOKEN_CAPITAL: begins with a capital
 * @MARBRE_TOKEN_INITIALISM: two or more letters, all of them capitals, not in a line of such words
 * @MARBRE_TOKEN_NUMBER: digits only, with the marks that group them
 * @MARBRE_TOKEN_SENTENCE: first word of a sentence, of a line or of a quotation
 * @MARBRE_TOKEN_APART: more than blanks, a hyphen or an elision before it
 * @MARBRE_TOKEN_HYPHEN: joined to the word before by a hyphen
 */
typedef enum
{
  MARBRE_TOKEN_CAPITAL = 1 << 0,
  MARBRE_TOKEN_INITIALISM = 1 << 1,
  MARBRE_TOKEN_NUMBER = 1 << 2,
  MARBRE_TOKEN_SENTENCE = 1 << 3,
  MARBRE_TOKEN_APART = 1 << 4,
  MARBRE_TOKEN_HYPHEN = 1 << 5,
} MarbreTokenFlags;

/**
 * MarbreToken:
 * @start: first byte in the text, after an elided word ("l’")
 * @end: byte after the last, before a possessive ("’s")
 * @flags: #MarbreTokenFlags
 */
typedef struct
{
  gsize start;
  gsize end;
  guint flags;
} MarbreToken;

GArray *marbre_terms_tokenize (const char *text,
                               gsize       length) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
