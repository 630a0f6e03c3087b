/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The watch over the archive's health; see marbre-archive-watch.h.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-archive-watch.h"

#include "marbre-archive-private.h"
#include "marbre-archive-rebuild.h"

/* How often the index is made anew while a program runs: if it does not help, something else is
 * damaged. */
#define MAX_MENDS 8

struct _MarbreArchiveWatch
{
  MarbreArchive *archive; /* (borrowed): owns this */
  MarbreWorker *checker;  /* (owned) */
  GCancellable *closing;  /* (owned) */
  guint n_mends;          /* the writer's */
  int health;             /* atomic: MarbreArchiveHealth */
};

/**
 * marbre_archive_watch_new:
 * @archive: (transfer none): whose health it is
 *
 * Returns: (transfer full): the watch
 */
MarbreArchiveWatch *
marbre_archive_watch_new (MarbreArchive *archive)
{
  MarbreArchiveWatch *self = g_new0 (MarbreArchiveWatch, 1);

  self->archive = archive;
  self->checker = marbre_worker_new_background ("archive-checker");
  self->closing = g_cancellable_new ();
  return self;
}

/**
 * marbre_archive_watch_free:
 * @self: (transfer full): the watch, closed
 */
void
marbre_archive_watch_free (MarbreArchiveWatch *self)
{
  g_clear_object (&self->checker);
  g_clear_object (&self->closing);
  g_free (self);
}

/**
 * marbre_archive_watch_get_health:
 *
 * On any thread.
 *
 * Returns: how the archive is
 */
MarbreArchiveHealth
marbre_archive_watch_get_health (MarbreArchiveWatch *self)
{
  return g_atomic_int_get (&self->health);
}

/* What is damaged stays so, whatever else is well again. */
static void
set_health (MarbreArchiveWatch *self, MarbreArchiveHealth health)
{
  const MarbreArchiveHealth before = marbre_archive_watch_get_health (self);

  if (before == health || before == MARBRE_ARCHIVE_DAMAGED)
    return;
  g_atomic_int_set (&self->health, health);
  marbre_archive_tell_health (self->archive, health);
}

/**
 * marbre_archive_watch_mend:
 * @database: the writer's connection, on whose thread this is
 *
 * Something made no sense that may be of the indexes: they are emptied, and made anew in the
 * background.
 *
 * Returns: %TRUE if what failed may be tried once more
 */
gboolean
marbre_archive_watch_mend (MarbreArchiveWatch *self, MarbreDatabase *database)
{
  g_autoptr (GError) error = NULL;

  if (self->n_mends++ >= MAX_MENDS)
    {
      set_health (self, MARBRE_ARCHIVE_DAMAGED);
      return FALSE;
    }
  g_message ("The index is damaged and is made anew");
  if (!marbre_archive_rebuild (database, &error))
    {
      g_message ("The index cannot be made anew: %s", error->message);
      set_health (self, MARBRE_ARCHIVE_DAMAGED);
      return FALSE;
    }
  set_health (self, MARBRE_ARCHIVE_MENDING);
  marbre_archive_tend_index (self->archive);
  return TRUE;
}

static gpointer
run_mend (MarbreArchive *archive,
          MarbreDatabase *database,
          gpointer data,
          GCancellable *cancellable,
          GError **error)
{
  return GINT_TO_POINTER (marbre_archive_watch_mend (data, database));
}

static const MarbreJob mend_job = {
  .name = "mend index",
  .lane = MARBRE_LANE_WRITER,
  .run = run_mend,
};

/**
 * marbre_archive_watch_ask_to_mend:
 *
 * Has marbre_archive_watch_mend() done and waits for it; on any thread but the writer's and one
 * that draws.
 *
 * Returns: %TRUE if what failed may be tried once more
 */
gboolean
marbre_archive_watch_ask_to_mend (MarbreArchiveWatch *self)
{
  return marbre_archive_call (self->archive, &mend_job, self, NULL, NULL) != NULL;
}

/**
 * marbre_archive_watch_note_filled:
 *
 * The index has all stories; on the writer's thread.
 */
void
marbre_archive_watch_note_filled (MarbreArchiveWatch *self)
{
  const MarbreArchiveHealth before = marbre_archive_watch_get_health (self);

  if (before != MARBRE_ARCHIVE_FILLING && before != MARBRE_ARCHIVE_MENDING)
    return;
  set_health (self, MARBRE_ARCHIVE_WHOLE);
  marbre_archive_tell_stories (self->archive);
}

static GPtrArray *
list_tables (MarbreDatabase *database, GError **error)
{
  /* Not the full text, which has no pages but those of the tables behind it, and what was set aside
   * before. What takes longest to read comes last. */
  static const char sql[] =
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0"
      "    AND name NOT LIKE 'lost!_%' ESCAPE '!'"
      "  ORDER BY name IN ('media', 'revision', 'story', 'story_search_data', 'topic_posting')";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  while (marbre_statement_next (statement))
    g_ptr_array_add (names, marbre_statement_dup_text (statement, 0));
  return marbre_statement_end (statement, error) ? g_steal_pointer (&names) : NULL;
}

/* Returns: (transfer full) (nullable): what is wrong with a table, NULL if nothing is known */
static char *
find_problem (MarbreDatabase *database, const char *table)
{
  static const char sql[] =
      "SELECT quick_check FROM pragma_quick_check (?1) WHERE quick_check <> 'ok' LIMIT 1";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  g_autoptr (GError) error = NULL;
  g_autofree char *problem = NULL;

  marbre_statement_bind_text (statement, 1, table);
  if (marbre_statement_next (statement))
    problem = marbre_statement_dup_text (statement, 0);
  if (!marbre_statement_end (statement, &error) &&
      g_error_matches (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_CORRUPT))
    return g_strdup (error->message);
  return g_steal_pointer (&problem);
}

/* Reads the tables through, one after the other: each is a transaction of its own, so that what is
 * written meanwhile gets into the file. */
static void
check_tables (MarbreArchiveWatch *self, MarbreDatabase *database, GPtrArray *tables)
{
  gboolean mended = FALSE;

  for (guint i = 0; i < tables->len && !g_cancellable_is_cancelled (self->closing); i++)
    {
      const char *table = g_ptr_array_index (tables, i);
      const gboolean is_index = marbre_archive_rebuild_is_index (table);
      g_autofree char *problem =
          is_index && mended ? NULL : find_problem (database, table);

      if (problem == NULL || g_cancellable_is_cancelled (self->closing))
        continue;
      g_message ("The table %s is damaged: %s", table, problem);
      if (!is_index)
        set_health (self, MARBRE_ARCHIVE_DAMAGED);
      else
        mended = marbre_archive_watch_ask_to_mend (self);
    }
}

static void
interrupt_cb (GCancellable *cancellable, gpointer data)
{
  marbre_database_interrupt (data);
}

static void
run_check (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  MarbreArchiveWatch *self = data;
  const char *path = g_file_peek_path (marbre_archive_get_file (self->archive));
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreDatabase) database = marbre_database_open (path, MARBRE_DATABASE_READ, &error);
  g_autoptr (GPtrArray) tables = NULL;
  gulong handler;

  g_task_return_boolean (task, TRUE);
  if (database != NULL && marbre_database_configure (database, &error))
    tables = list_tables (database, &error);
  if (tables == NULL)
    {
      g_message ("The archive could not be checked: %s", error->message);
      return;
    }
  /* A table is read inside one step of SQLite's, which asks nobody whether to go on. */
  handler = g_cancellable_connect (self->closing, G_CALLBACK (interrupt_cb), database, NULL);
  check_tables (self, database, tables);
  g_cancellable_disconnect (self->closing, handler);
}

/**
 * marbre_archive_watch_begin:
 * @database: the writer's connection
 * @unclean: whether the last program that had the archive open did not close it
 * @rebuilt: whether the indexes were found damaged and emptied
 *
 * On the writer's thread, when the archive was opened.
 */
void
marbre_archive_watch_begin (MarbreArchiveWatch *self,
                            MarbreDatabase *database,
                            gboolean unclean,
                            gboolean rebuilt)
{
  static const char missing_sql[] =
      "SELECT filled >= 0 AND EXISTS (SELECT 1 FROM story WHERE number > filled) FROM topic_total";
  g_autoptr (GTask) task = NULL;
  gint64 missing = 0;

  if (marbre_database_read_int (database, missing_sql, &missing, NULL) && missing)
    set_health (self, rebuilt ? MARBRE_ARCHIVE_MENDING : MARBRE_ARCHIVE_FILLING);
  if (!unclean)
    return;
  /* No source object: this task must not be what keeps the archive, which waits for it. */
  task = g_task_new (NULL, self->closing, NULL, NULL);
  g_task_set_name (task, "check after a crash");
  g_task_set_task_data (task, self, NULL);
  marbre_worker_push (self->checker, task, run_check);
}

/**
 * marbre_archive_watch_close:
 *
 * Stops checking; the writer goes on.
 */
void
marbre_archive_watch_close (MarbreArchiveWatch *self)
{
  g_cancellable_cancel (self->closing);
  marbre_worker_stop (self->checker);
}
