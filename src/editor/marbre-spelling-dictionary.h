/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The dictionaries of one enchant broker, and what French and English do to a word before it is one
 * of a dictionary: elision, possessive, hyphens. Enchant may be used by one thread at a time only,
 * loads from the disk and takes its time to suggest: for a worker.
 */
#pragma once

#include "marbre-spelling-words.h"

G_BEGIN_DECLS

typedef struct _MarbreSpellingDictionary MarbreSpellingDictionary;

MarbreSpellingDictionary *marbre_spelling_dictionary_new   (void) G_GNUC_WARN_UNUSED_RESULT;
void     marbre_spelling_dictionary_free    (MarbreSpellingDictionary *self);
gboolean marbre_spelling_dictionary_has     (MarbreSpellingDictionary *self,
                                             const char               *language);
gboolean marbre_spelling_dictionary_check   (MarbreSpellingDictionary *self,
                                             MarbreSpellingWords      *known,
                                             const char               *language,
                                             const char               *word,
                                             guint                    *first,
                                             guint                    *length);
char   **marbre_spelling_dictionary_suggest (MarbreSpellingDictionary *self,
                                             const char               *language,
                                             const char               *word)
                                             G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreSpellingDictionary, marbre_spelling_dictionary_free)

G_END_DECLS
