/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How an operation of the archive gets to the thread that runs it, and its result back to who asked
 * for it.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-archive-private.h"

#include <glib/gi18n.h>

/* What a job's task carries. */
typedef struct
{
  const MarbreJob *job; /* (borrowed): static */
  gpointer data;        /* (owned) (nullable) */
} Work;

static void
work_free (Work *work)
{
  if (work->data != NULL && work->job->free_data != NULL)
    work->job->free_data (work->data);
  g_free (work);
}

static gpointer
run (MarbreArchive *self,
     MarbreDatabase *database,
     const Work *work,
     GCancellable *cancellable,
     GError **error)
{
  gpointer result;

  /* What writes is short and is not stopped in its middle; it looks at the cancellable itself where
   * it can be stopped between two transactions. */
  if (work->job->lane == MARBRE_LANE_READER)
    marbre_database_set_cancellable (database, cancellable);
  result = work->job->run (self, database, work->data, cancellable, error);
  if (work->job->lane == MARBRE_LANE_READER)
    marbre_database_set_cancellable (database, NULL);
  return result;
}

static gboolean
can_run_again (MarbreArchive *self, const MarbreJob *job, const GError *error)
{
  MarbreArchiveWatch *watch = marbre_archive_get_watch (self);

  if (!job->mends || !g_error_matches (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_CORRUPT))
    return FALSE;
  if (job->lane == MARBRE_LANE_READER)
    return marbre_archive_watch_ask_to_mend (watch);
  return marbre_archive_watch_mend (watch,
                                    marbre_archive_get_database (self, MARBRE_LANE_WRITER));
}

static void
run_work (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  MarbreArchive *self = source;
  const Work *work = task_data;
  MarbreDatabase *database = marbre_archive_get_database (self, work->job->lane);
  GError *error = NULL;
  gpointer result;

  if (database == NULL)
    {
      g_task_return_new_error (task, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_FAILED,
                               _ ("The archive is not open"));
      return;
    }
  result = run (self, database, work, cancellable, &error);
  if (can_run_again (self, work->job, error))
    {
      g_clear_error (&error);
      result = run (self, database, work, cancellable, &error);
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, result, work->job->free_result);
}

/**
 * marbre_archive_start:
 * @job: (transfer none): the operation, static
 * @data: (transfer full) (nullable): what it is asked
 *
 * Queues an operation on its lane's thread.
 */
void
marbre_archive_start (MarbreArchive *self,
                      const MarbreJob *job,
                      gpointer data,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Work *work = g_new0 (Work, 1);

  g_task_set_source_tag (task, (gpointer) job);
  g_task_set_name (task, job->name);
  work->job = job;
  work->data = data;
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  marbre_worker_push (marbre_archive_get_worker (self, job->lane), task, run_work);
}

/**
 * marbre_archive_end:
 * @job: the operation as it was started
 *
 * Returns: (transfer full) (nullable): its result
 */
gpointer
marbre_archive_end (MarbreArchive *self,
                    const MarbreJob *job,
                    GAsyncResult *result,
                    GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, (gpointer) job), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * marbre_archive_call:
 * @job: (transfer none): the operation, static
 * @data: (transfer full) (nullable): what it is asked
 *
 * Runs an operation on its lane's thread and waits for it.
 *
 * Returns: (transfer full) (nullable): its result
 */
gpointer
marbre_archive_call (MarbreArchive *self,
                     const MarbreJob *job,
                     gpointer data,
                     GCancellable *cancellable,
                     GError **error)
{
  Work work = { job, data };
  gpointer result;

  result = marbre_worker_call (marbre_archive_get_worker (self, job->lane), run_work, self, &work,
                               cancellable, error);
  if (data != NULL && job->free_data != NULL)
    job->free_data (data);
  return result;
}
