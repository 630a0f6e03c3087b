/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The import of JSON lines. It reads, parses and stems on a thread of its own and gives the writer
 * one batch after the other, so that saves get their turn in between, memory stays flat and what
 * was written before a failure is kept.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-archive-private.h"

#include <string.h>

#include "marbre-import.h"
#include "marbre-story-table.h"

/* A batch ends at either; stories and bytes of JSON. */
#define BATCH_STORIES 500
#define BATCH_BYTES   (16 * 1024 * 1024)

typedef struct
{
  guint64 line;
  MarbreStory *story;    /* (owned) */
  MarbreStoryText *text; /* (owned) */
} Item;

typedef struct
{
  MarbreArchive *archive;     /* (borrowed): the task's source */
  MarbreLineReader *reader;   /* (owned) */
  MarbreImportReport *report; /* (owned) (nullable): NULL once returned */
  GPtrArray *batch;           /* (owned) (element-type Item) */
  gsize batch_bytes;
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
item_free (Item *item)
{
  g_object_unref (item->story);
  marbre_story_text_free (item->text);
  g_free (item);
}

static void
import_free (Import *import)
{
  marbre_line_reader_free (import->reader);
  g_clear_pointer (&import->report, marbre_import_report_free);
  g_ptr_array_unref (import->batch);
  g_free (import);
}

static gboolean
write_item (MarbreDatabase *database, Import *import, const Item *item, GError **error)
{
  g_autoptr (GError) problem = NULL;
  MarbreStoryOutcome outcome;

  if (!marbre_database_run (database, "SAVEPOINT item", error))
    return FALSE;
  if (marbre_story_table_write (database, item->story, item->text, MARBRE_STORY_WRITE_WHOLE,
                                &outcome, &problem))
    {
      import->report->imported += outcome == MARBRE_STORY_ADDED;
      import->report->updated += outcome == MARBRE_STORY_CHANGED;
      import->report->unchanged += outcome == MARBRE_STORY_UNCHANGED;
    }
  else if (g_error_matches (problem, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_INVALID))
    {
      if (!marbre_database_run (database, "ROLLBACK TO item", error))
        return FALSE;
      marbre_import_report_skip (import->report, item->line, problem->message);
    }
  else
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  return marbre_database_run (database, "RELEASE item", error);
}

static gboolean
write_batch (MarbreDatabase *database, gpointer data, GError **error)
{
  Import *import = data;

  for (guint i = 0; i < import->batch->len; i++)
    if (!write_item (database, import, g_ptr_array_index (import->batch, i), error))
      return FALSE;
  return TRUE;
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

static gboolean
flush (Import *import, GMainContext *context, GCancellable *cancellable, GError **error)
{
  if (import->batch->len > 0 &&
      marbre_archive_call (import->archive, &batch_job, import, cancellable, error) == NULL)
    return FALSE;
  g_ptr_array_set_size (import->batch, 0);
  import->batch_bytes = 0;
  tell_progress (import, context);
  return TRUE;
}

static gboolean
is_blank (const char *line, gsize length)
{
  return strspn (line, " \t") >= length;
}

/* Puts the story of a line into the batch, or the line into the report. */
static void
take_line (Import *import, const char *line, gsize length)
{
  static const char byte_order_mark[] = "\xef\xbb\xbf";
  const guint64 number = marbre_line_reader_get_lines (import->reader);
  g_autoptr (GError) error = NULL;
  MarbreStory *story;
  Item *item;

  if (number == 1 && g_str_has_prefix (line, byte_order_mark))
    {
      line += strlen (byte_order_mark);
      length -= strlen (byte_order_mark);
    }
  if (is_blank (line, length))
    return;
  story = marbre_import_parse (line, length, &error);
  if (story == NULL)
    {
      marbre_import_report_skip (import->report, number, error->message);
      return;
    }
  item = g_new0 (Item, 1);
  item->line = number;
  item->story = story;
  item->text = marbre_story_text_new (story);
  g_ptr_array_add (import->batch, item);
  import->batch_bytes += length;
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
            return flush (import, context, cancellable, error);
          take_line (import, line, length);
        }
      else if (g_error_matches (problem, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_INVALID))
        marbre_import_report_skip (import->report, marbre_line_reader_get_lines (import->reader),
                                   problem->message);
      else
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return FALSE;
        }
      if ((import->batch->len >= BATCH_STORIES || import->batch_bytes >= BATCH_BYTES) &&
          !flush (import, context, cancellable, error))
        return FALSE;
    }
}

static void
run_import (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Import *import = data;
  GError *error = NULL;
  gboolean done;

  marbre_archive_hold_index (import->archive);
  done = import_all (import, g_task_get_context (task), cancellable, &error);
  marbre_archive_release_index (import->archive);
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
  import->batch = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
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
