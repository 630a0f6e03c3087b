/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where texts are checked: dictionaries, word lists and names. Loads from the disk and takes its
 * time: for one worker at a time; marbre-spelling.h is for everybody else.
 */
#pragma once

#include "marbre-spelling.h"

G_BEGIN_DECLS

typedef struct _MarbreSpellingDesk MarbreSpellingDesk;

MarbreSpellingDesk   *marbre_spelling_desk_new       (void) G_GNUC_WARN_UNUSED_RESULT;
void                  marbre_spelling_desk_free      (MarbreSpellingDesk  *self);
MarbreSpellingReport *marbre_spelling_desk_check     (MarbreSpellingDesk  *self,
                                                      const char          *text,
                                                      MarbreProseMode      mode,
                                                      const char          *language,
                                                      char               **missing)
                                                      G_GNUC_WARN_UNUSED_RESULT;
char                **marbre_spelling_desk_suggest   (MarbreSpellingDesk  *self,
                                                      const char          *word,
                                                      const char          *context,
                                                      const char          *language)
                                                      G_GNUC_WARN_UNUSED_RESULT;
void                  marbre_spelling_desk_prepare   (MarbreSpellingDesk  *self,
                                                      const char          *language);
gboolean              marbre_spelling_desk_load      (MarbreSpellingDesk  *self,
                                                      MarbreSpellingList   list,
                                                      GFile               *file,
                                                      GError             **error);
gboolean              marbre_spelling_desk_add       (MarbreSpellingDesk  *self,
                                                      MarbreSpellingList   list,
                                                      GFile               *file,
                                                      const char          *word,
                                                      GError             **error);
void                  marbre_spelling_desk_set_names (MarbreSpellingDesk  *self,
                                                      const char *const   *names);
void                  marbre_spelling_desk_ignore    (MarbreSpellingDesk  *self,
                                                      const char          *word);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreSpellingDesk, marbre_spelling_desk_free)

G_END_DECLS
