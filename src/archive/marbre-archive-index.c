/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The keeper of the index; see marbre-archive-index.h. A task of the writer does one slice and
 * queues the next behind whatever was asked for meanwhile, so no save waits for more than a slice.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-archive-index.h"

#include "marbre-archive-private.h"
#include "marbre-archive-rebuild.h"
#include "marbre-index-merge.h"
#include "marbre-index-table.h"
#include "marbre-search-table.h"
#include "marbre-suggest.h"
#include "marbre-tag-follow.h"
#include "marbre-tag-learn.h"
#include "marbre-tag-store.h"

/* Rows of a model that are written in one transaction. */
#define ROWS_PER_SLICE 2000

struct _MarbreArchiveIndex
{
  MarbreArchive *archive;     /* (borrowed): owns this */
  MarbreWorker *learner;      /* (owned) */
  GCancellable *closing;      /* (owned) */
  MarbreSuggester *suggester; /* (owned) (nullable): the reader's */
  int tending;                /* atomic: whether a slice is queued */
  int learning;               /* atomic: whether it is being learnt */
  int held;                   /* atomic: imports under way */
};

/* A model on its way into the database. */
typedef struct
{
  MarbreTagModel *model; /* (borrowed) */
  GHashTableIter iter;
  gboolean started;
  gboolean more;
} Save;

/**
 * marbre_archive_index_new:
 * @archive: (transfer none): whose index it is
 *
 * Returns: (transfer full): the keeper, with nothing to do
 */
MarbreArchiveIndex *
marbre_archive_index_new (MarbreArchive *archive)
{
  MarbreArchiveIndex *self = g_new0 (MarbreArchiveIndex, 1);

  self->archive = archive;
  self->learner = marbre_worker_new_background ("archive-learner");
  self->closing = g_cancellable_new ();
  return self;
}

/**
 * marbre_archive_index_free:
 * @self: (transfer full): the keeper, closed
 */
void
marbre_archive_index_free (MarbreArchiveIndex *self)
{
  g_clear_object (&self->learner);
  g_clear_object (&self->closing);
  g_free (self);
}

/**
 * marbre_archive_index_open_reader:
 * @database: (transfer none): the reader's connection
 *
 * On the reader's thread.
 */
void
marbre_archive_index_open_reader (MarbreArchiveIndex *self, MarbreDatabase *database)
{
  self->suggester = marbre_suggester_new (database);
}

/**
 * marbre_archive_index_close_reader:
 *
 * On the reader's thread, before its connection is closed.
 */
void
marbre_archive_index_close_reader (MarbreArchiveIndex *self)
{
  g_clear_pointer (&self->suggester, marbre_suggester_free);
}

/**
 * marbre_archive_index_close:
 *
 * Stops learning and begins no further slice; the writer goes on.
 */
void
marbre_archive_index_close (MarbreArchiveIndex *self)
{
  g_cancellable_cancel (self->closing);
  marbre_worker_stop (self->learner);
}

typedef struct
{
  gint64 row;
  gboolean more;
} Fill;

static gboolean
fill (MarbreDatabase *database, gpointer data, GError **error)
{
  Fill *slice = data;

  return marbre_index_table_fill (database, slice->row, &slice->more, error);
}

/* Gives some of the file's empty pages back, if they are many: a merge leaves as many as it writes.
 * Files from before version 6 keep theirs for what comes. */
static gboolean
shrink_slice (MarbreDatabase *database, gboolean *more, GError **error)
{
  static const char sql[] =
      "SELECT freelist_count > 512 AND freelist_count > page_count / 50 AND auto_vacuum = 2"
      "  FROM pragma_freelist_count, pragma_page_count, pragma_auto_vacuum";
  gint64 many;

  if (!marbre_database_read_int (database, sql, &many, error))
    return FALSE;
  *more = many != 0;
  return !*more || marbre_database_run (database, "PRAGMA incremental_vacuum (128)", error);
}

/* Does what is most urgent. */
static gboolean
tend_slice (MarbreArchiveIndex *self,
            MarbreDatabase *database,
            gboolean bulk,
            gboolean *more,
            GError **error)
{
  MarbreIndexTotal total;
  Fill slice = { 0 };
  gboolean follows;

  if (!marbre_index_table_read_total (database, &total, error))
    return FALSE;
  *more = TRUE;
  if (total.damaged)
    return marbre_archive_rebuild (database, error);
  if (!marbre_tag_follow_step (database, &follows, error))
    return FALSE;
  if (follows)
    return TRUE;
  slice.row = total.filled;
  if (total.filled >= 0)
    {
      if (!marbre_database_transact (database, fill, &slice, error))
        return FALSE;
      if (!slice.more)
        marbre_archive_watch_note_filled (marbre_archive_get_watch (self->archive));
    }
  if (!marbre_index_merge_step (database,
                                bulk || slice.more ? MARBRE_INDEX_PENDING_BULK
                                                   : MARBRE_INDEX_PENDING,
                                more, error))
    return FALSE;
  *more = *more || slice.more;
  return *more || bulk || shrink_slice (database, more, error);
}

/* A slice that failed: if the index makes no sense it is made anew, else the next save tries
 * again. */
static gboolean
take_failure (MarbreArchiveIndex *self, MarbreDatabase *database, const GError *error)
{
  g_message ("The index was not tended: %s", error->message);
  return g_error_matches (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_CORRUPT) &&
         marbre_archive_watch_mend (marbre_archive_get_watch (self->archive), database);
}

static gpointer
put_model (MarbreArchive *archive,
           MarbreDatabase *database,
           gpointer data,
           GCancellable *cancellable,
           GError **error);

static const MarbreJob put_job = {
  .name = "store tag model",
  .lane = MARBRE_LANE_WRITER,
  .run = put_model,
};

static gboolean
write_model (MarbreDatabase *database, gpointer data, GError **error)
{
  static const char stale_sql[] =
      "DELETE FROM topic_model WHERE place >> 32 <> (SELECT generation FROM topic_total)";
  Save *save = data;
  gint64 generation;

  if (!save->started)
    {
      if (!marbre_database_run (database, stale_sql, error) ||
          !marbre_database_read_int (database, "SELECT generation FROM topic_total", &generation,
                                     error))
        return FALSE;
      save->model->generation = generation + 1;
      g_hash_table_iter_init (&save->iter, save->model->rows);
      save->started = TRUE;
    }
  return marbre_tag_store_save_rows (database, save->model, &save->iter, ROWS_PER_SLICE,
                                     &save->more, error) &&
         (save->more || marbre_tag_store_put_in_place (database, save->model, error));
}

static gpointer
put_model (MarbreArchive *archive,
           MarbreDatabase *database,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  return marbre_database_transact (database, write_model, data, error) ? archive : NULL;
}

static gpointer
note_attempt (MarbreArchive *archive,
              MarbreDatabase *database,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  return marbre_database_run (database, "UPDATE topic_total SET learnt_from = stories", error)
             ? archive
             : NULL;
}

static const MarbreJob attempt_job = {
  .name = "note that there was nothing to learn",
  .lane = MARBRE_LANE_WRITER,
  .run = note_attempt,
};

/* Learns and stores what was learnt; on any thread but the archive's. */
static gboolean
learn (MarbreArchiveIndex *self, GError **error)
{
  const char *path = g_file_peek_path (marbre_archive_get_file (self->archive));
  g_autoptr (MarbreDatabase) database = marbre_database_open (path, MARBRE_DATABASE_READ, error);
  g_autoptr (MarbreIndexReader) reader = NULL;
  g_autoptr (MarbreTagModel) model = NULL;
  g_autoptr (GError) problem = NULL;
  Save save = { .more = TRUE };

  if (database == NULL || !marbre_database_configure (database, error))
    return FALSE;
  reader = marbre_index_reader_new (database);
  model = marbre_tag_learn (reader, self->closing, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (model == NULL)
    return marbre_archive_call (self->archive, &attempt_job, NULL, self->closing, error) != NULL;
  save.model = model;
  while (save.more)
    if (marbre_archive_call (self->archive, &put_job, &save, self->closing, error) == NULL)
      return FALSE;
  return TRUE;
}

static void
run_learn (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  MarbreArchiveIndex *self = data;
  g_autoptr (GError) error = NULL;

  if (!learn (self, &error) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_message ("How the newsroom tags was not learnt: %s", error->message);
  g_atomic_int_set (&self->learning, 0);
  g_task_return_boolean (task, TRUE);
}

static void
begin_to_learn (MarbreArchiveIndex *self, MarbreDatabase *database)
{
  g_autoptr (GTask) task = NULL;
  MarbreIndexTotal total;

  if (g_atomic_int_get (&self->held) > 0 ||
      !marbre_index_table_read_total (database, &total, NULL) ||
      !marbre_tag_learn_is_due (&total) ||
      !g_atomic_int_compare_and_exchange (&self->learning, 0, 1))
    return;
  /* No source object: this task must not be what keeps the archive, which waits for it. */
  task = g_task_new (NULL, self->closing, NULL, NULL);
  g_task_set_name (task, "learn tags");
  g_task_set_task_data (task, self, NULL);
  marbre_worker_push (self->learner, task, run_learn);
}

static void queue_slice (MarbreArchiveIndex *self);

static void
run_slice (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  MarbreArchiveIndex *self = data;
  MarbreDatabase *database = marbre_archive_get_database (self->archive, MARBRE_LANE_WRITER);
  g_autoptr (GError) error = NULL;
  gboolean more = FALSE;

  g_task_return_boolean (task, TRUE);
  if (database == NULL)
    return;
  if (!tend_slice (self, database, g_atomic_int_get (&self->held) > 0, &more, &error))
    more = take_failure (self, database, error);
  if (more && !g_cancellable_is_cancelled (self->closing))
    {
      queue_slice (self);
      return;
    }
  g_atomic_int_set (&self->tending, 0);
  begin_to_learn (self, database);
}

static void
queue_slice (MarbreArchiveIndex *self)
{
  g_autoptr (GTask) task = g_task_new (NULL, self->closing, NULL, NULL);

  g_task_set_name (task, "tend index");
  g_task_set_task_data (task, self, NULL);
  marbre_worker_push (marbre_archive_get_worker (self->archive, MARBRE_LANE_WRITER), task,
                      run_slice);
}

/**
 * marbre_archive_tend_index:
 *
 * Has the index put in order in the background, if it is not being put already; after each write,
 * on the writer's thread.
 */
void
marbre_archive_tend_index (MarbreArchive *archive)
{
  MarbreArchiveIndex *self = marbre_archive_get_index (archive);

  if (!g_cancellable_is_cancelled (self->closing) &&
      g_atomic_int_compare_and_exchange (&self->tending, 0, 1))
    queue_slice (self);
}

static gboolean
set_bulk (MarbreDatabase *database, gpointer data, GError **error)
{
  return marbre_search_table_set_bulk (database, GPOINTER_TO_INT (data), error);
}

static gpointer
run_hold (MarbreArchive *archive,
          MarbreDatabase *database,
          gpointer data,
          GCancellable *cancellable,
          GError **error)
{
  return marbre_database_transact (database, set_bulk, GINT_TO_POINTER (TRUE), error) ? archive
                                                                                      : NULL;
}

static const MarbreJob hold_job = {
  .name = "hold index",
  .lane = MARBRE_LANE_WRITER,
  .run = run_hold,
};

/**
 * marbre_archive_hold_index:
 *
 * Many stories are going to come: the indexes let more of them wait, and nothing is learnt until
 * marbre_archive_release_index(). Not on the main thread.
 */
void
marbre_archive_hold_index (MarbreArchive *archive)
{
  g_atomic_int_inc (&marbre_archive_get_index (archive)->held);
  marbre_archive_call (archive, &hold_job, NULL, NULL, NULL);
}

static gpointer
run_tend (MarbreArchive *archive,
          MarbreDatabase *database,
          gpointer data,
          GCancellable *cancellable,
          GError **error)
{
  g_autoptr (GError) problem = NULL;
  gboolean more;

  /* What waits is looked at one by one by each query, so it does not wait for the next start. */
  if (!marbre_database_transact (database, set_bulk, GINT_TO_POINTER (FALSE), &problem) ||
      !marbre_index_merge_step (database, MARBRE_INDEX_PENDING, &more, &problem))
    g_message ("The index was not tended after an import: %s", problem->message);
  marbre_archive_tend_index (archive);
  return archive;
}

static const MarbreJob tend_job = {
  .name = "tend index",
  .lane = MARBRE_LANE_WRITER,
  .run = run_tend,
};

/**
 * marbre_archive_release_index:
 *
 * The stories have come.
 */
void
marbre_archive_release_index (MarbreArchive *archive)
{
  g_atomic_int_add (&marbre_archive_get_index (archive)->held, -1);
  marbre_archive_call (archive, &tend_job, NULL, NULL, NULL);
}

static gpointer
run_settle (MarbreArchive *archive,
            MarbreDatabase *database,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  gboolean more = TRUE;

  while (more)
    if (!tend_slice (marbre_archive_get_index (archive), database, FALSE, &more, error))
      return NULL;
  return archive;
}

static const MarbreJob settle_job = {
  .name = "settle index",
  .lane = MARBRE_LANE_WRITER,
  .run = run_settle,
};

/**
 * marbre_archive_settle_index_sync:
 * @learn: whether to learn how the newsroom tags too
 *
 * Does at once, and waits for, what would be done in the background: for measuring and tests.
 *
 * Returns: %FALSE if it could not be done
 */
gboolean
marbre_archive_settle_index_sync (MarbreArchive *archive, gboolean learn_too, GError **error)
{
  return marbre_archive_call (archive, &settle_job, NULL, NULL, error) != NULL &&
         (!learn_too || learn (marbre_archive_get_index (archive), error));
}

/**
 * marbre_archive_index_related:
 *
 * See marbre_suggester_related(); on the reader's thread.
 *
 * Returns: (transfer full) (nullable) (element-type MarbreRelated): nearest first
 */
GPtrArray *
marbre_archive_index_related (MarbreArchive *archive,
                              MarbreStory *draft,
                              guint limit,
                              GCancellable *cancellable,
                              GError **error)
{
  MarbreArchiveIndex *self = marbre_archive_get_index (archive);

  return marbre_suggester_related (self->suggester, draft, limit, cancellable, error);
}

/**
 * marbre_archive_index_tags:
 *
 * See marbre_suggester_tags(); on the reader's thread.
 *
 * Returns: (transfer full) (nullable) (element-type MarbreTagSuggestion): likeliest first
 */
GPtrArray *
marbre_archive_index_tags (MarbreArchive *archive,
                           MarbreStory *draft,
                           guint limit,
                           GCancellable *cancellable,
                           GError **error)
{
  MarbreArchiveIndex *self = marbre_archive_get_index (archive);

  return marbre_suggester_tags (self->suggester, draft, limit, MARBRE_SUGGEST_MIN_CHANCE,
                                cancellable, error);
}
