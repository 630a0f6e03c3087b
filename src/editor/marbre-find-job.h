/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A search in the texts of a story, on a thread: copies go in, places or replacements come out.
 * Knows no widgets. Call from the main thread.
 */
#pragma once

#include "marbre-find-pattern.h"
#include "marbre-find-places.h"
#include "marbre-find-template.h"
#include "marbre-worker.h"

G_BEGIN_DECLS

/* What is found that often is no word. */
#define MARBRE_FIND_MAX_PLACES 100000

/**
 * MarbreFindText:
 * @text: (owned): a copy
 * @first: characters before the part that is searched
 * @last: characters before what follows that
 */
typedef struct
{
  char *text;
  guint first;
  guint last;
} MarbreFindText;

/**
 * MarbreFindEdit:
 * @start: characters before what is replaced
 * @end: characters before what follows it
 * @text: (owned): what is put there
 */
typedef struct
{
  guint start;
  guint end;
  char *text;
} MarbreFindEdit;

GArray    *marbre_find_texts_new       (void) G_GNUC_WARN_UNUSED_RESULT;
GArray    *marbre_find_edits_new       (void) G_GNUC_WARN_UNUSED_RESULT;
void       marbre_find_job_async       (MarbreWorker        *worker,
                                        MarbreFindPattern   *pattern,
                                        MarbreFindTemplate  *replacement,
                                        GArray              *texts,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data);
GPtrArray *marbre_find_job_finish      (GAsyncResult        *result,
                                        GError             **error) G_GNUC_WARN_UNUSED_RESULT;
void       marbre_find_edit_clear      (MarbreFindEdit      *edit);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MarbreFindEdit, marbre_find_edit_clear)

G_END_DECLS
