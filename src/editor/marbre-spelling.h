/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Checks spelling for all editors of the program: dictionaries, word lists and names are loaded and
 * asked on one thread of its own. Nothing leaves the machine. Main thread.
 */
#pragma once

#include <gio/gio.h>

#include "marbre-spelling-text.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_SPELLING (marbre_spelling_get_type ())
G_DECLARE_FINAL_TYPE (MarbreSpelling, marbre_spelling, MARBRE, SPELLING, GObject)

/**
 * MarbreSpellingReport:
 * @paragraphs: (owned) (element-type MarbreSpellingParagraph): what was read
 * @mistakes: (owned) (element-type MarbreSpellingPlace): in the order of the text
 *
 * What was found in a text.
 */
typedef struct
{
  GPtrArray *paragraphs;
  GArray *mistakes;
} MarbreSpellingReport;

/**
 * MarbreSpellingList:
 * @MARBRE_SPELLING_PERSONAL: the writer's own words
 * @MARBRE_SPELLING_NEWSROOM: those that the newsroom shares
 */
typedef enum
{
  MARBRE_SPELLING_PERSONAL,
  MARBRE_SPELLING_NEWSROOM,
  MARBRE_SPELLING_N_LISTS,
} MarbreSpellingList;

MarbreSpelling       *marbre_spelling_new             (void) G_GNUC_WARN_UNUSED_RESULT;
void                  marbre_spelling_set_list        (MarbreSpelling        *self,
                                                       MarbreSpellingList     list,
                                                       GFile                 *file);
gboolean              marbre_spelling_has_list        (MarbreSpelling        *self,
                                                       MarbreSpellingList     list);
void                  marbre_spelling_set_names       (MarbreSpelling        *self,
                                                       const char *const     *names);
void                  marbre_spelling_ignore          (MarbreSpelling        *self,
                                                       const char            *word);
void                  marbre_spelling_add_word        (MarbreSpelling        *self,
                                                       MarbreSpellingList     list,
                                                       const char            *word);
void                  marbre_spelling_prepare         (MarbreSpelling        *self,
                                                       const char            *language);
void                  marbre_spelling_check_async     (MarbreSpelling        *self,
                                                       const char            *text,
                                                       MarbreProseMode        mode,
                                                       const char            *language,
                                                       GCancellable          *cancellable,
                                                       GAsyncReadyCallback    callback,
                                                       gpointer               user_data);
MarbreSpellingReport *marbre_spelling_check_finish    (MarbreSpelling        *self,
                                                       GAsyncResult          *result,
                                                       GError               **error)
                                                       G_GNUC_WARN_UNUSED_RESULT;
void                  marbre_spelling_suggest_async   (MarbreSpelling        *self,
                                                       const char            *word,
                                                       const char            *context,
                                                       const char            *language,
                                                       GCancellable          *cancellable,
                                                       GAsyncReadyCallback    callback,
                                                       gpointer               user_data);
char                **marbre_spelling_suggest_finish  (MarbreSpelling        *self,
                                                       GAsyncResult          *result,
                                                       GError               **error)
                                                       G_GNUC_WARN_UNUSED_RESULT;
void                  marbre_spelling_report_free     (MarbreSpellingReport  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreSpellingReport, marbre_spelling_report_free)

G_END_DECLS
