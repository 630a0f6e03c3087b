/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a text is about: its words as folded stems, its names and its figures, for search, related
 * stories and tag suggestion. Not a ranking (the archive ranks). No state; any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Text beyond this is not read, and terms beyond that number are not kept. */
#define MARBRE_TERMS_MAX_BYTES (2 * 1024 * 1024)
#define MARBRE_TERMS_MAX       5000

/**
 * MarbreTerm:
 * @term: (owned): folded and stemmed; the words of a name are stems too, with one space between
 * @surface: (owned): as first seen in the text, without the capital of a sentence
 * @count: how often, at least 1
 * @is_name: %TRUE for a sequence of capitalised words inside a sentence, or an initialism
 */
typedef struct
{
  char *term;
  char *surface;
  guint count;
  gboolean is_name;
} MarbreTerm;

void       marbre_term_free        (MarbreTerm *term);
GPtrArray *marbre_terms_extract    (const char *plain_text,
                                    const char *language) G_GNUC_WARN_UNUSED_RESULT;
char      *marbre_terms_fold       (const char *text) G_GNUC_WARN_UNUSED_RESULT;
char      *marbre_terms_index_text (const char *plain_text,
                                    const char *language) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreTerm, marbre_term_free)

G_END_DECLS
