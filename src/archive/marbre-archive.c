/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The archive's life: two threads, each with its connection, and how work gets there and news of it
 * back. The operations are in the marbre-archive-*.c files beside this one.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-archive-private.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "marbre-index-table.h"
#include "marbre-migration.h"
#include "marbre-schema.h"
#include "marbre-session.h"
#include "marbre-worker.h"

struct _MarbreArchive
{
  GObject parent_instance;

  GFile *file;                               /* (owned) */
  GMainContext *context;                     /* (owned): where signals are emitted */
  MarbreWorker *workers[MARBRE_N_LANES];     /* (owned): stopped once closed */
  MarbreDatabase *databases[MARBRE_N_LANES]; /* (owned) (nullable): each its worker's only */
  MarbreSession *session;                    /* (owned) (nullable): the writer's */
  MarbreArchiveIndex *index;                 /* (owned) */
  int unclean;                               /* atomic */
  gboolean closed;
};

G_DEFINE_FINAL_TYPE (MarbreArchive, marbre_archive, G_TYPE_OBJECT)

enum
{
  STORY_CHANGED,
  STORIES_CHANGED,
  OUTBOX_CHANGED,
  SITES_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* A signal on its way from a worker to the main context. */
typedef struct
{
  GWeakRef archive; /* of MarbreArchive */
  guint signal;     /* of signals[] */
  char *id;         /* (owned) (nullable): of the story */
  gint64 row;       /* of the outbox */
} News;

/* What a job's task carries. */
typedef struct
{
  const MarbreJob *job; /* (borrowed): static */
  gpointer data;        /* (owned) (nullable) */
} Work;

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

  /**
   * MarbreArchive::story-changed:
   * @id: the story's id
   *
   * A story was written, trashed or taken back from the trash. All signals come after the commit,
   * in the main context in which the archive was made.
   */
  signals[STORY_CHANGED] =
      g_signal_new ("story-changed", MARBRE_TYPE_ARCHIVE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * MarbreArchive::stories-changed:
   *
   * Many stories changed at once; look at all of them again.
   */
  signals[STORIES_CHANGED] = g_signal_new ("stories-changed", MARBRE_TYPE_ARCHIVE,
                                           G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * MarbreArchive::outbox-changed:
   * @row: the row's id
   *
   * A row of the outbox is new or in another state.
   */
  signals[OUTBOX_CHANGED] =
      g_signal_new ("outbox-changed", MARBRE_TYPE_ARCHIVE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_INT64);

  /**
   * MarbreArchive::sites-changed:
   *
   * A site was added, changed or removed.
   */
  signals[SITES_CHANGED] = g_signal_new ("sites-changed", MARBRE_TYPE_ARCHIVE, G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
marbre_archive_init (MarbreArchive *self)
{
  self->context = g_main_context_ref_thread_default ();
  self->workers[MARBRE_LANE_WRITER] = marbre_worker_new_background ("archive-writer");
  self->workers[MARBRE_LANE_READER] = marbre_worker_new_background ("archive-reader");
  self->index = marbre_archive_index_new (self);
}

static void
work_free (Work *work)
{
  if (work->data != NULL && work->job->free_data != NULL)
    work->job->free_data (work->data);
  g_free (work);
}

static void
run_work (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  MarbreArchive *self = source;
  const Work *work = task_data;
  MarbreDatabase *database = self->databases[work->job->lane];
  GError *error = NULL;
  gpointer result;

  if (database == NULL)
    {
      g_task_return_new_error (task, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_FAILED,
                               _ ("The archive is not open"));
      return;
    }
  /* What writes is short and is not stopped in its middle; it looks at the cancellable itself where
   * it can be stopped between two transactions. */
  if (work->job->lane == MARBRE_LANE_READER)
    marbre_database_set_cancellable (database, cancellable);
  result = work->job->run (self, database, work->data, cancellable, &error);
  if (work->job->lane == MARBRE_LANE_READER)
    marbre_database_set_cancellable (database, NULL);

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
  marbre_worker_push (self->workers[job->lane], task, run_work);
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

  result = marbre_worker_call (self->workers[job->lane], run_work, self, &work, cancellable, error);
  if (data != NULL && job->free_data != NULL)
    job->free_data (data);
  return result;
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

static void
news_free (News *news)
{
  g_weak_ref_clear (&news->archive);
  g_free (news->id);
  g_free (news);
}

static gboolean
tell_cb (gpointer data)
{
  const News *news = data;
  g_autoptr (MarbreArchive) self = g_weak_ref_get ((GWeakRef *) &news->archive);

  if (self == NULL)
    return G_SOURCE_REMOVE;
  if (news->signal == STORY_CHANGED)
    g_signal_emit (self, signals[STORY_CHANGED], 0, news->id);
  else if (news->signal == OUTBOX_CHANGED)
    g_signal_emit (self, signals[OUTBOX_CHANGED], 0, news->row);
  else
    g_signal_emit (self, signals[news->signal], 0);
  return G_SOURCE_REMOVE;
}

static void
tell (MarbreArchive *self, guint signal, const char *id, gint64 row)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  News *news = g_new0 (News, 1);

  g_weak_ref_init (&news->archive, self);
  news->signal = signal;
  news->id = g_strdup (id);
  news->row = row;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_static_name (source, "marbre-archive news");
  g_source_set_callback (source, tell_cb, news, (GDestroyNotify) news_free);
  g_source_attach (source, self->context);
}

/**
 * marbre_archive_tell_story:
 * @id: the story
 *
 * Has "story-changed" emitted in the main context; after the commit, from any thread.
 */
void
marbre_archive_tell_story (MarbreArchive *self, const char *id)
{
  tell (self, STORY_CHANGED, id, 0);
}

/**
 * marbre_archive_tell_stories:
 *
 * Has "stories-changed" emitted; see marbre_archive_tell_story().
 */
void
marbre_archive_tell_stories (MarbreArchive *self)
{
  tell (self, STORIES_CHANGED, NULL, 0);
}

/**
 * marbre_archive_tell_outbox:
 * @row: the row's id
 *
 * Has "outbox-changed" emitted; see marbre_archive_tell_story().
 */
void
marbre_archive_tell_outbox (MarbreArchive *self, gint64 row)
{
  tell (self, OUTBOX_CHANGED, NULL, row);
}

/**
 * marbre_archive_tell_sites:
 *
 * Has "sites-changed" emitted; see marbre_archive_tell_story().
 */
void
marbre_archive_tell_sites (MarbreArchive *self)
{
  tell (self, SITES_CHANGED, NULL, 0);
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

static MarbreArchiveError
code_from_errno (int code)
{
  switch (code)
    {
    case EACCES:
    case EPERM:
    case EROFS:
      return MARBRE_ARCHIVE_ERROR_READ_ONLY;
    case ENOSPC:
    case EDQUOT:
      return MARBRE_ARCHIVE_ERROR_FULL;
    default:
      return MARBRE_ARCHIVE_ERROR_FAILED;
    }
}

/* Makes the folder and an empty file, readable for the owner only: sources may be in it. SQLite
 * gives the files beside it the same rights, and does not tell why it cannot make one. */
static gboolean
make_private_file (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd;

  g_mkdir_with_parents (folder, 0700);
  fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      const int code = errno;

      g_set_error (error, MARBRE_ARCHIVE_ERROR, (int) code_from_errno (code),
                   _ ("The archive’s file cannot be written: %s"), g_strerror (code));
      return FALSE;
    }
  close (fd);
  return TRUE;
}

static gboolean
check_after_crash (MarbreDatabase *database, GError **error)
{
  g_autoptr (MarbreStatement) statement =
      marbre_database_prepare (database, "PRAGMA quick_check (1)");
  g_autofree char *problem = NULL;

  if (marbre_statement_next (statement))
    problem = marbre_statement_dup_text (statement, 0);
  if (!marbre_statement_end (statement, error))
    return FALSE;
  if (g_strcmp0 (problem, "ok") == 0)
    return TRUE;
  g_set_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_CORRUPT,
               _ ("The archive’s file is damaged; restore a backup (%s)"), problem);
  return FALSE;
}

static gboolean
begin_index (MarbreDatabase *database, gpointer data, GError **error)
{
  return marbre_index_table_begin (database, error);
}

/* The writer's connection, migrated and marked as open; NULL leaves nothing behind. */
static MarbreDatabase *
open_writer (const char *path, MarbreSession **session, GError **error)
{
  const MarbreMigration migration = {
    .scripts = marbre_schema_get_resource (),
    .prefix = "/io/github/marbre/Marbre/schema/version-",
    .application_id = 0x4d726272, /* "Mrbr" */
  };
  g_autoptr (MarbreDatabase) database = NULL;
  gboolean refused;

  if (!marbre_migration_check_file (&migration, path, error) || !make_private_file (path, error))
    return NULL;
  database = marbre_database_open (path, MARBRE_DATABASE_WRITE, error);
  if (database == NULL)
    return NULL;
  if (!marbre_migration_run (&migration, database, &refused, error))
    {
      if (refused)
        marbre_database_close_untouched (g_steal_pointer (&database));
      return NULL;
    }
  *session = marbre_database_transact (database, begin_index, NULL, error)
                 ? marbre_session_begin (database, error)
                 : NULL;
  if (*session == NULL)
    return NULL;
  if (marbre_session_is_unclean (*session) && !check_after_crash (database, error))
    {
      /* The mark stays, so that the next start looks again. */
      marbre_session_leave (g_steal_pointer (session));
      return NULL;
    }
  return g_steal_pointer (&database);
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
  GError *error = NULL;

  if (self->databases[MARBRE_LANE_WRITER] != NULL)
    {
      g_task_return_new_error (task, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_INVALID,
                               _ ("The archive is open already"));
      return;
    }
  self->databases[MARBRE_LANE_WRITER] =
      open_writer (g_file_peek_path (self->file), &self->session, &error);
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
  marbre_archive_tend_index (self);
  g_task_return_pointer (task, self, NULL);
}

/**
 * marbre_archive_open_async:
 *
 * Opens the file: makes it where there is none, brings an older one to this program's version (a
 * copy is kept beside it), checks it if the last program that had it open did not close it.
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
  /* The reader first: the writer's close then folds the log into the file and removes it. */
  for (int lane = MARBRE_N_LANES - 1; lane >= 0; lane--)
    {
      /* No source object: this may be the archive's last moment. */
      marbre_worker_call (self->workers[lane], closers[lane], NULL, self, NULL, NULL);
      marbre_worker_stop (self->workers[lane]);
    }
}
