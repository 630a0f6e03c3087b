/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The archive's operations on revisions: they are read here, and kept where stories are saved,
 * replaced and published. On the reader's thread, so that comparing them delays no save.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include <glib/gi18n.h>

#include "marbre-archive-private.h"
#include "marbre-revision-table.h"

static gpointer
run_list (MarbreArchive *archive,
          MarbreDatabase *database,
          gpointer data,
          GCancellable *cancellable,
          GError **error)
{
  return marbre_revision_table_list (database, data, cancellable, error);
}

static gpointer
run_load (MarbreArchive *archive,
          MarbreDatabase *database,
          gpointer data,
          GCancellable *cancellable,
          GError **error)
{
  const gint64 *number = data;
  MarbreStory *story;

  if (!marbre_revision_table_load (database, *number, &story, error))
    return NULL;
  if (story == NULL)
    g_set_error_literal (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_NOT_FOUND,
                         _ ("The archive does not have this version any more"));
  return story;
}

static const MarbreJob list_job = {
  .name = "list revisions",
  .lane = MARBRE_LANE_READER,
  .run = run_list,
  .free_data = g_free,
  .free_result = (GDestroyNotify) g_ptr_array_unref,
};

static const MarbreJob load_job = {
  .name = "load revision",
  .lane = MARBRE_LANE_READER,
  .run = run_load,
  .free_data = g_free,
  .free_result = g_object_unref,
};

/**
 * marbre_archive_list_revisions_async:
 * @story_id: a story, also one that was never saved
 *
 * Lists what was kept of a story, with the size of each change.
 */
void
marbre_archive_list_revisions_async (MarbreArchive *self,
                                     const char *story_id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_return_if_fail (MARBRE_IS_ARCHIVE (self));
  g_return_if_fail (story_id != NULL);
  marbre_archive_start (self, &list_job, g_strdup (story_id), cancellable, callback, user_data);
}

/**
 * marbre_archive_list_revisions_finish:
 *
 * Returns: (transfer full) (element-type MarbreRevision) (nullable): the last 500, the newest first
 */
GPtrArray *
marbre_archive_list_revisions_finish (MarbreArchive *self, GAsyncResult *result, GError **error)
{
  return marbre_archive_end (self, &list_job, result, error);
}

/**
 * marbre_archive_load_revision_async:
 * @number: marbre_revision_get_number()
 *
 * Loads a text that was kept.
 */
void
marbre_archive_load_revision_async (MarbreArchive *self,
                                    gint64 number,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  gint64 *data;

  g_return_if_fail (MARBRE_IS_ARCHIVE (self));

  data = g_new (gint64, 1);
  *data = number;
  marbre_archive_start (self, &load_job, data, cancellable, callback, user_data);
}

/**
 * marbre_archive_load_revision_finish:
 * @error: %MARBRE_ARCHIVE_ERROR_NOT_FOUND if it was pruned meanwhile
 *
 * Returns: (transfer full) (nullable): the story as it was
 */
MarbreStory *
marbre_archive_load_revision_finish (MarbreArchive *self, GAsyncResult *result, GError **error)
{
  return marbre_archive_end (self, &load_job, result, error);
}
