/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The archive's life: two threads, each with its connection, and how it is opened and closed. How
 * work gets to them is in marbre-archive-work.c, how news of it gets back in marbre-archive-news.c,
 * the operations are in the other marbre-archive-*.c files.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-archive-private.h"

#include <glib/gi18n.h>

#include "marbre-archive-file.h"
#include "marbre-archive-news.h"

struct _MarbreArchive
{
  GObject parent_instance;

  GFile *file;                               /* (owned) */
  GMainContext *context;                     /* (owned): where signals are emitted */
  MarbreWorker *workers[MARBRE_N_LANES];     /* (owned): stopped once closed */
  MarbreDatabase *databases[MARBRE_N_LANES]; /* (owned) (nullable): each its worker's only */
  MarbreSession *session;                    /* (owned) (nullable): the writer's */
  MarbreArchiveIndex *index;                 /* (owned) */
  MarbreArchiveWatch *watch;                 /* (owned) */
  int unclean;                               /* atomic */
  gboolean closed;
};

G_DEFINE_FINAL_TYPE (MarbreArchive, marbre_archive, G_TYPE_OBJECT)

static void
marbre_archive_dispose (GObject *object)
{
  marbre_archive_close (MARBRE_ARCHIVE (object));
  G_OBJECT_CLASS (marbre_archive_parent_class)->dispose (object);
}

static void
marbre_archive_finalize (GObject *object)
{
  MarbreArchive *self = MARBRE_ARCHIVE (object);

  for (guint lane = 0; lane < MARBRE_N_LANES; lane++)
    g_clear_object (&self->workers[lane]);
  g_clear_pointer (&self->index, marbre_archive_index_free);
  g_clear_pointer (&self->watch, marbre_archive_watch_free);
  g_clear_object (&self->file);
  g_clear_pointer (&self->context, g_main_context_unref);
  G_OBJECT_CLASS (marbre_archive_parent_class)->finalize (object);
}

static void
marbre_archive_class_init (MarbreArchiveClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = marbre_archive_dispose;
  object_class->finalize = marbre_archive_finalize;
  marbre_archive_news_install ();
}

static void
marbre_archive_init (MarbreArchive *self)
{
  self->context = g_main_context_ref_thread_default ();
  self->workers[MARBRE_LANE_WRITER] = marbre_worker_new_background ("archive-writer");
  self->workers[MARBRE_LANE_READER] = marbre_worker_new_background ("archive-reader");
  self->index = marbre_archive_index_new (self);
  self->watch = marbre_archive_watch_new (self);
}

/**
 * marbre_archive_get_context:
 *
 * Returns: (transfer none): where signals are emitted
 */
GMainContext *
marbre_archive_get_context (MarbreArchive *self)
{
  return self->context;
}

/**
 * marbre_archive_get_worker:
 *
 * Returns: (transfer none): a lane's thread
 */
MarbreWorker *
marbre_archive_get_worker (MarbreArchive *self, MarbreLane lane)
{
  return self->workers[lane];
}

/**
 * marbre_archive_get_database:
 *
 * On the lane's thread only.
 *
 * Returns: (transfer none) (nullable): its connection, %NULL once the archive is closed
 */
MarbreDatabase *
marbre_archive_get_database (MarbreArchive *self, MarbreLane lane)
{
  return self->databases[lane];
}

/**
 * marbre_archive_get_index:
 *
 * Returns: (transfer none): the keeper of the index
 */
MarbreArchiveIndex *
marbre_archive_get_index (MarbreArchive *self)
{
  return self->index;
}

/**
 * marbre_archive_get_watch:
 *
 * Returns: (transfer none): who looks after the archive's health
 */
MarbreArchiveWatch *
marbre_archive_get_watch (MarbreArchive *self)
{
  return self->watch;
}

/**
 * marbre_archive_new:
 * @file: a local file, which opening creates where there is none
 *
 * Returns: (transfer full): an archive that is not open yet
 */
MarbreArchive *
marbre_archive_new (GFile *file)
{
  MarbreArchive *self;

  g_return_val_if_fail (G_IS_FILE (file), NULL);
  g_return_val_if_fail (g_file_is_native (file), NULL);

  self = g_object_new (MARBRE_TYPE_ARCHIVE, NULL);
  self->file = g_object_ref (file);
  return self;
}

/**
 * marbre_archive_get_file:
 *
 * Returns: (transfer none): the file
 */
GFile *
marbre_archive_get_file (MarbreArchive *self)
{
  g_return_val_if_fail (MARBRE_IS_ARCHIVE (self), NULL);
  return self->file;
}

static void
open_reader (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  MarbreArchive *self = source;
  const char *path = g_file_peek_path (self->file);
  g_autoptr (MarbreDatabase) database = NULL;
  GError *error = NULL;

  database = marbre_database_open (path, MARBRE_DATABASE_READ, &error);
  if (database == NULL || !marbre_database_configure (database, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  self->databases[MARBRE_LANE_READER] = g_steal_pointer (&database);
  marbre_archive_index_open_reader (self->index, self->databases[MARBRE_LANE_READER]);
  g_task_return_pointer (task, self, NULL);
}

static void
close_reader (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  MarbreArchive *self = data;

  marbre_archive_index_close_reader (self->index);
  g_clear_pointer (&self->databases[MARBRE_LANE_READER], marbre_database_close);
  g_task_return_pointer (task, NULL, NULL);
}

static void
close_writer (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  MarbreArchive *self = data;
  MarbreDatabase *database = g_steal_pointer (&self->databases[MARBRE_LANE_WRITER]);

  if (database != NULL)
    {
      g_autoptr (GError) error = NULL;

      /* Figures for the query planner; they are only missed, never wrong. */
      if (!marbre_database_run (database, "PRAGMA optimize", &error))
        g_debug ("PRAGMA optimize: %s", error->message);
      marbre_session_end (g_steal_pointer (&self->session), database);
      marbre_database_close (database);
    }
  g_task_return_pointer (task, NULL, NULL);
}

static void
open_all (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  MarbreArchive *self = source;
  gboolean rebuilt;
  GError *error = NULL;

  if (self->databases[MARBRE_LANE_WRITER] != NULL)
    {
      g_task_return_new_error (task, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_INVALID,
                               _ ("The archive is open already"));
      return;
    }
  self->databases[MARBRE_LANE_WRITER] =
      marbre_archive_file_open (g_file_peek_path (self->file), &self->session, &rebuilt, &error);
  if (self->databases[MARBRE_LANE_WRITER] == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (marbre_worker_call (self->workers[MARBRE_LANE_READER], open_reader, self, NULL, NULL,
                          &error) == NULL)
    {
      marbre_session_end (g_steal_pointer (&self->session), self->databases[MARBRE_LANE_WRITER]);
      g_clear_pointer (&self->databases[MARBRE_LANE_WRITER], marbre_database_close);
      g_task_return_error (task, error);
      return;
    }
  g_atomic_int_set (&self->unclean, marbre_session_is_unclean (self->session));
  marbre_archive_watch_begin (self->watch, self->databases[MARBRE_LANE_WRITER], self->unclean,
                              rebuilt);
  marbre_archive_tend_index (self);
  g_task_return_pointer (task, self, NULL);
}

/**
 * marbre_archive_open_async:
 *
 * Opens the file: makes it where there is none, brings an older one to this program's version (a
 * copy is kept beside it). If the last program that had it open did not close it, it is checked in
 * the background.
 */
void
marbre_archive_open_async (MarbreArchive *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (MARBRE_IS_ARCHIVE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, marbre_archive_open_async);
  marbre_worker_push (self->workers[MARBRE_LANE_WRITER], task, open_all);
}

/**
 * marbre_archive_open_finish:
 * @error: any of %MARBRE_ARCHIVE_ERROR. After %MARBRE_ARCHIVE_ERROR_TOO_NEW, _FOREIGN and _CORRUPT
 *   for what is no database, the file is byte for byte as it was
 *
 * Returns: %TRUE if the archive can be used
 */
gboolean
marbre_archive_open_finish (MarbreArchive *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}

/**
 * marbre_archive_open_sync:
 *
 * Opens the file and waits; see marbre_archive_open_async().
 *
 * Returns: %TRUE if the archive can be used
 */
gboolean
marbre_archive_open_sync (MarbreArchive *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (MARBRE_IS_ARCHIVE (self), FALSE);
  return marbre_worker_call (self->workers[MARBRE_LANE_WRITER], open_all, self, NULL, cancellable,
                             error) != NULL;
}

/**
 * marbre_archive_was_unclean:
 *
 * Returns: %TRUE if whoever had the archive open before was killed; valid once it is open
 */
gboolean
marbre_archive_was_unclean (MarbreArchive *self)
{
  g_return_val_if_fail (MARBRE_IS_ARCHIVE (self), FALSE);
  return g_atomic_int_get (&self->unclean);
}

/**
 * marbre_archive_get_health:
 *
 * Returns: how the archive is, as far as anybody noticed; "health-changed" says when that changes
 */
MarbreArchiveHealth
marbre_archive_get_health (MarbreArchive *self)
{
  g_return_val_if_fail (MARBRE_IS_ARCHIVE (self), MARBRE_ARCHIVE_WHOLE);
  return marbre_archive_watch_get_health (self->watch);
}

/**
 * marbre_archive_close:
 *
 * Waits until everything asked for is done and closes the file; for the end of a program, after
 * the other threads that use the archive have ended. Later calls fail with %G_IO_ERROR_CLOSED.
 * Doing it twice is harmless.
 */
void
marbre_archive_close (MarbreArchive *self)
{
  static const GTaskThreadFunc closers[MARBRE_N_LANES] = {
    [MARBRE_LANE_WRITER] = close_writer,
    [MARBRE_LANE_READER] = close_reader,
  };

  g_return_if_fail (MARBRE_IS_ARCHIVE (self));

  if (self->closed)
    return;
  self->closed = TRUE;
  marbre_archive_index_close (self->index);
  marbre_archive_watch_close (self->watch);
  /* The reader first: the writer's close then folds the log into the file and removes it. */
  for (int lane = MARBRE_N_LANES - 1; lane >= 0; lane--)
    {
      /* No source object: this may be the archive's last moment. */
      marbre_worker_call (self->workers[lane], closers[lane], NULL, self, NULL, NULL);
      marbre_worker_stop (self->workers[lane]);
    }
}
