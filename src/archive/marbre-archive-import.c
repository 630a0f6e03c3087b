/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The import of JSON lines. It reads, parses and stems on a thread of its own and gives the writer
 * one batch after the other, itself reading the next meanwhile; so saves get their turn in between,
 * memory stays flat and what was written before a failure is kept.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-archive-private.h"

#include "marbre-import-batch.h"
#include "marbre-import.h"

typedef struct
{
  MarbreArchive *archive;      /* (borrowed): the task's source */
  MarbreLineReader *reader;    /* (owned) */
  MarbreImportReport *report;  /* (owned) (nullable): NULL once returned */
  MarbreTermsCounter *counter; /* (owned) */
  GMainContext *context;       /* (owned) (nullable): of its thread */
  MarbreImportBatch *read;     /* (owned): being filled */
  MarbreImportBatch *written;  /* (owned) (nullable): the writer's */
  GAsyncResult *result;        /* (owned) (nullable): of the writer */
  MarbreImportProgress progress; /* (nullable) */
  gpointer progress_data;        /* (borrowed): the caller's */
} Import;

/* Progress on its way to the caller's main context. */
typedef struct
{
  MarbreImportProgress progress;
  gpointer data; /* (borrowed): the caller's */
  guint64 lines;
  guint64 bytes;
} Progress;

static void
import_free (Import *import)
{
  marbre_line_reader_free (import->reader);
  g_clear_pointer (&import->report, marbre_import_report_free);
  g_clear_pointer (&import->read, marbre_import_batch_free);
  g_clear_pointer (&import->written, marbre_import_batch_free);
  g_clear_object (&import->result);
  marbre_terms_counter_free (import->counter);
  g_clear_pointer (&import->context, g_main_context_unref);
  g_free (import);
}

static gboolean
write_batch (MarbreDatabase *database, gpointer data, GError **error)
{
  return marbre_import_batch_write (data, database, error);
}

static gpointer
run_batch (MarbreArchive *archive,
           MarbreDatabase *database,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  if (!marbre_database_transact (database, write_batch, data, error))
    return NULL;
  marbre_archive_tend_index (archive);
  return archive;
}

static const MarbreJob batch_job = {
  .name = "import batch",
  .lane = MARBRE_LANE_WRITER,
  .run = run_batch,
  .mends = TRUE,
};

static gboolean
tell_progress_cb (gpointer data)
{
  const Progress *progress = data;

  progress->progress (progress->lines, progress->bytes, progress->data);
  return G_SOURCE_REMOVE;
}

static void
tell_progress (Import *import, GMainContext *context)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  Progress *progress;

  if (import->progress == NULL)
    return;
  progress = g_new0 (Progress, 1);
  progress->progress = import->progress;
  progress->data = import->progress_data;
  progress->lines = marbre_line_reader_get_lines (import->reader);
  progress->bytes = marbre_line_reader_get_bytes (import->reader);
  /* The priority of the task's own return, so that no progress comes after it. */
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_static_name (source, "marbre-archive import progress");
  g_source_set_callback (source, tell_progress_cb, progress, g_free);
  g_source_attach (source, context);
}

static void
batch_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Import *import = user_data;

  import->result = g_object_ref (result);
}

/* Waits for the batch that the writer has. */
static gboolean
end_batch (Import *import, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  gboolean written;

  if (import->written == NULL)
    return TRUE;
  while (import->result == NULL)
    g_main_context_iteration (import->context, TRUE);
  result = g_steal_pointer (&import->result);
  written = marbre_archive_end (import->archive, &batch_job, result, error) != NULL;
  if (written)
    marbre_import_batch_report (import->written, import->report);
  g_clear_pointer (&import->written, marbre_import_batch_free);
  return written;
}

/* Gives the writer what was read, once it has done the batch before. */
static gboolean
begin_batch (Import *import, GMainContext *context, GCancellable *cancellable, GError **error)
{
  if (!end_batch (import, error))
    return FALSE;
  import->written = import->read;
  import->read = marbre_import_batch_new ();
  marbre_archive_start (import->archive, &batch_job, import->written, cancellable, batch_written_cb,
                        import);
  tell_progress (import, context);
  return TRUE;
}

static gboolean
import_all (Import *import, GMainContext *context, GCancellable *cancellable, GError **error)
{
  for (;;)
    {
      g_autoptr (GError) problem = NULL;
      const char *line;
      gsize length;

      if (marbre_line_reader_next (import->reader, &line, &length, cancellable, &problem))
        {
          if (line == NULL)
            return begin_batch (import, context, cancellable, error);
          marbre_import_batch_take_line (import->read,
                                         marbre_line_reader_get_lines (import->reader), line,
                                         length, import->counter);
        }
      else if (g_error_matches (problem, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_INVALID))
        marbre_import_batch_skip (import->read, marbre_line_reader_get_lines (import->reader),
                                  problem->message);
      else
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return FALSE;
        }
      if (marbre_import_batch_is_full (import->read) &&
          !begin_batch (import, context, cancellable, error))
        return FALSE;
    }
}

/* Reads all and waits for the last batch, also if another one failed: the writer has it. */
static gboolean
import_and_wait (Import *import, GMainContext *context, GCancellable *cancellable, GError **error)
{
  gboolean done = import_all (import, context, cancellable, error);

  return end_batch (import, done ? error : NULL) && done;
}

static void
run_import (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Import *import = data;
  GError *error = NULL;
  gboolean done;

  import->context = g_main_context_new ();
  g_main_context_push_thread_default (import->context);
  marbre_archive_hold_index (import->archive);
  done = import_and_wait (import, g_task_get_context (task), cancellable, &error);
  marbre_archive_release_index (import->archive);
  g_main_context_pop_thread_default (import->context);
  if (import->report->imported > 0 || import->report->updated > 0)
    marbre_archive_tell_stories (import->archive);
  if (done)
    g_task_return_pointer (task, g_steal_pointer (&import->report),
                           (GDestroyNotify) marbre_import_report_free);
  else
    g_task_return_error (task, error);
}

/**
 * marbre_archive_import_async:
 * @jsonl: one story per line, as marbre_story_from_json() reads it; a line of at most
 *   %MARBRE_IMPORT_MAX_LINE bytes
 * @progress: (nullable): told after each batch, in this thread's main context
 * @progress_data: for @progress, valid until the operation has returned
 *
 * Adds stories and replaces those of the same id; a different text that was there is kept as a
 * revision. A line without an id gets one made from its "url", else from the line. Bad lines are
 * skipped. After a failure or cancellation the batches written before it stay, and the same import
 * may be done again.
 */
void
marbre_archive_import_async (MarbreArchive *self,
                             GInputStream *jsonl,
                             MarbreImportProgress progress,
                             gpointer progress_data,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Import *import;

  g_return_if_fail (MARBRE_IS_ARCHIVE (self));
  g_return_if_fail (G_IS_INPUT_STREAM (jsonl));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, marbre_archive_import_async);
  import = g_new0 (Import, 1);
  import->archive = self;
  import->reader = marbre_line_reader_new (jsonl);
  import->report = marbre_import_report_new ();
  import->read = marbre_import_batch_new ();
  import->counter = marbre_terms_counter_new ();
  import->progress = progress;
  import->progress_data = progress_data;
  g_task_set_task_data (task, import, (GDestroyNotify) import_free);
  g_task_run_in_thread (task, run_import);
}

/**
 * marbre_archive_import_finish:
 *
 * Returns: (transfer full) (nullable): what was done
 */
MarbreImportReport *
marbre_archive_import_finish (MarbreArchive *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
