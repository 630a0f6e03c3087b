/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The archive's operations on the outbox. Each transition is one transaction, and on the disk when
 * it was reported.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-archive-private.h"

#include <glib/gi18n.h>

#include "marbre-outbox-table.h"
#include "marbre-revision-table.h"

typedef struct
{
  MarbreOutboxRow *row; /* (owned) */
  MarbreOutboxState from;
  gint64 merged;
} Update;

static gboolean
enqueue (MarbreDatabase *database, gpointer data, GError **error)
{
  MarbreOutboxRow *row = data;

  /* With the row, so that nothing is ever sent of which no text is left. */
  return marbre_outbox_table_enqueue (database, row, error) &&
         marbre_revision_table_keep_sent (database, row->story_id, row->payload, error);
}

static gboolean
update (MarbreDatabase *database, gpointer data, GError **error)
{
  Update *change = data;

  return marbre_outbox_table_update (database, change->row, change->from, &change->merged, error);
}

static void
update_free (Update *change)
{
  marbre_outbox_row_free (change->row);
  g_free (change);
}

static gpointer
run_enqueue (MarbreArchive *archive,
             MarbreDatabase *database,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  MarbreOutboxRow *asked = data;
  MarbreOutboxRow *row;

  if (!marbre_database_transact (database, enqueue, asked, error) ||
      !marbre_outbox_table_load (database, asked->id, &row, error))
    return NULL;
  marbre_archive_tell_outbox (archive, asked->id);
  return row;
}

static gpointer
run_get_row (MarbreArchive *archive,
             MarbreDatabase *database,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  const gint64 *id = data;
  MarbreOutboxRow *row;

  if (!marbre_outbox_table_load (database, *id, &row, error))
    return NULL;
  if (row == NULL)
    g_set_error_literal (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_NOT_FOUND,
                         _ ("The outbox has no such entry"));
  return row;
}

static gpointer
run_list (MarbreArchive *archive,
          MarbreDatabase *database,
          gpointer data,
          GCancellable *cancellable,
          GError **error)
{
  return marbre_outbox_table_list (database, GPOINTER_TO_UINT (data), error);
}

static gpointer
run_update (MarbreArchive *archive,
            MarbreDatabase *database,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  Update *change = data;
  MarbreOutboxRow *row;

  if (!marbre_database_transact (database, update, change, error) ||
      !marbre_outbox_table_load (database, change->row->id, &row, error))
    return NULL;
  marbre_archive_tell_outbox (archive, change->row->id);
  if (change->merged != 0)
    marbre_archive_tell_outbox (archive, change->merged);
  return row;
}

static const MarbreJob enqueue_job = {
  .name = "enqueue",
  .lane = MARBRE_LANE_WRITER,
  .run = run_enqueue,
  .free_data = (GDestroyNotify) marbre_outbox_row_free,
  .free_result = (GDestroyNotify) marbre_outbox_row_free,
};

static const MarbreJob get_row_job = {
  .name = "get outbox row",
  .lane = MARBRE_LANE_WRITER,
  .run = run_get_row,
  .free_data = g_free,
  .free_result = (GDestroyNotify) marbre_outbox_row_free,
};

static const MarbreJob list_job = {
  .name = "list outbox",
  .lane = MARBRE_LANE_WRITER,
  .run = run_list,
  .free_result = (GDestroyNotify) g_ptr_array_unref,
};

static const MarbreJob update_job = {
  .name = "update outbox",
  .lane = MARBRE_LANE_WRITER,
  .run = run_update,
  .free_data = (GDestroyNotify) update_free,
  .free_result = (GDestroyNotify) marbre_outbox_row_free,
};

/**
 * marbre_archive_enqueue_async:
 * @row: what to send; id, state, attempts and errors are the archive's
 *
 * Puts a story in the outbox. If one for the same story and site waits already (queued, to be
 * retried, or in need of somebody), that row gets the new payload, status and date and is queued
 * again; its operation, client reference, attempts and error code stay, for an earlier request of
 * it may have reached the site. For the same reason a new row takes them over from the last one, if
 * that was cancelled after an attempt.
 */
void
marbre_archive_enqueue_async (MarbreArchive *self,
                              const MarbreOutboxRow *row,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (MARBRE_IS_ARCHIVE (self));
  g_return_if_fail (row != NULL);
  marbre_archive_start (self, &enqueue_job, marbre_outbox_row_copy (row), cancellable, callback,
                        user_data);
}

/**
 * marbre_archive_enqueue_finish:
 * @error: %MARBRE_ARCHIVE_ERROR_INVALID if the story or the site is not in the archive
 *
 * Returns: (transfer full) (nullable): the row as it stands in the outbox
 */
MarbreOutboxRow *
marbre_archive_enqueue_finish (MarbreArchive *self, GAsyncResult *result, GError **error)
{
  return marbre_archive_end (self, &enqueue_job, result, error);
}

/**
 * marbre_archive_enqueue_sync:
 * @row: see marbre_archive_enqueue_async()
 * @error: %MARBRE_ARCHIVE_ERROR_INVALID if the story or the site is not in the archive
 *
 * Returns: (transfer full) (nullable): the row as it stands in the outbox
 */
MarbreOutboxRow *
marbre_archive_enqueue_sync (MarbreArchive *self,
                             const MarbreOutboxRow *row,
                             GCancellable *cancellable,
                             GError **error)
{
  g_return_val_if_fail (MARBRE_IS_ARCHIVE (self), NULL);
  g_return_val_if_fail (row != NULL, NULL);
  return marbre_archive_call (self, &enqueue_job, marbre_outbox_row_copy (row), cancellable, error);
}

/**
 * marbre_archive_get_outbox_sync:
 * @id: of the row
 * @error: %MARBRE_ARCHIVE_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the row
 */
MarbreOutboxRow *
marbre_archive_get_outbox_sync (MarbreArchive *self,
                                gint64 id,
                                GCancellable *cancellable,
                                GError **error)
{
  g_return_val_if_fail (MARBRE_IS_ARCHIVE (self), NULL);
  return marbre_archive_call (self, &get_row_job, g_memdup2 (&id, sizeof id), cancellable, error);
}

/**
 * marbre_archive_list_outbox_async:
 * @states: MARBRE_OUTBOX_STATE_BIT()s, 0 for all
 *
 * Lists the outbox.
 */
void
marbre_archive_list_outbox_async (MarbreArchive *self,
                                  guint states,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_return_if_fail (MARBRE_IS_ARCHIVE (self));
  marbre_archive_start (self, &list_job, GUINT_TO_POINTER (states), cancellable, callback,
                        user_data);
}

/**
 * marbre_archive_list_outbox_finish:
 *
 * Returns: (transfer full) (nullable) (element-type MarbreOutboxRow): the rows, oldest first
 */
GPtrArray *
marbre_archive_list_outbox_finish (MarbreArchive *self, GAsyncResult *result, GError **error)
{
  return marbre_archive_end (self, &list_job, result, error);
}

/**
 * marbre_archive_list_outbox_sync:
 * @states: MARBRE_OUTBOX_STATE_BIT()s, 0 for all
 *
 * Returns: (transfer full) (nullable) (element-type MarbreOutboxRow): the rows, oldest first
 */
GPtrArray *
marbre_archive_list_outbox_sync (MarbreArchive *self,
                                 guint states,
                                 GCancellable *cancellable,
                                 GError **error)
{
  g_return_val_if_fail (MARBRE_IS_ARCHIVE (self), NULL);
  return marbre_archive_call (self, &list_job, GUINT_TO_POINTER (states), cancellable, error);
}

/**
 * marbre_archive_update_outbox_sync:
 * @row: (inout): a row with its new state and whatever came with it; is as the table has it after
 * @from: the state that the row must still have
 * @error: %MARBRE_ARCHIVE_ERROR_BUSY if it has another state by now (somebody cancelled it…), or if
 *   it shall be sent while another of the same story and site is; %MARBRE_ARCHIVE_ERROR_NOT_FOUND
 *
 * Makes one transition. A row that is to wait again while a newer one of the same story and site
 * waits takes over the newer payload, and the newer is cancelled: so an old text never follows a
 * new one.
 *
 * Returns: %TRUE if it is done; else nothing changed, @row neither
 */
gboolean
marbre_archive_update_outbox_sync (MarbreArchive *self,
                                   MarbreOutboxRow *row,
                                   MarbreOutboxState from,
                                   GCancellable *cancellable,
                                   GError **error)
{
  Update *change;
  MarbreOutboxRow *after;
  MarbreOutboxRow before;

  g_return_val_if_fail (MARBRE_IS_ARCHIVE (self), FALSE);
  g_return_val_if_fail (row != NULL && row->id > 0, FALSE);

  change = g_new0 (Update, 1);
  change->row = marbre_outbox_row_copy (row);
  change->from = from;
  after = marbre_archive_call (self, &update_job, change, cancellable, error);
  if (after == NULL)
    return FALSE;
  /* The caller keeps its struct and gets the contents. */
  before = *row;
  *row = *after;
  *after = before;
  marbre_outbox_row_free (after);
  return TRUE;
}
