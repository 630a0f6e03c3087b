/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words that a newsroom and a journalist know and a dictionary does not: names of the archive,
 * and word lists in plain text files, one word a line, that anybody may share and edit. Blocks on
 * the disk: for a worker, and one thread at a time.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _MarbreSpellingWords MarbreSpellingWords;

MarbreSpellingWords *marbre_spelling_words_new          (void) G_GNUC_WARN_UNUSED_RESULT;
void                 marbre_spelling_words_free         (MarbreSpellingWords  *self);
void                 marbre_spelling_words_add          (MarbreSpellingWords  *self,
                                                         const char           *words);
gboolean             marbre_spelling_words_contains     (MarbreSpellingWords  *self,
                                                         const char           *word);
gboolean             marbre_spelling_words_load         (MarbreSpellingWords  *self,
                                                         GFile                *file,
                                                         GError              **error);
gboolean             marbre_spelling_words_append       (MarbreSpellingWords  *self,
                                                         GFile                *file,
                                                         const char           *word,
                                                         GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreSpellingWords, marbre_spelling_words_free)

G_END_DECLS
