/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Figures of the archive, its check and its copy.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-archive-private.h"

#include <glib/gi18n.h>

/* Problems that a check lists at most. */
#define MAX_PROBLEMS 100

static gpointer
run_stats (MarbreArchive *archive,
           MarbreDatabase *database,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  static const char sql[] =
      "SELECT (SELECT count(*) FROM story WHERE state = 0 AND trashed = 0),"
      "       (SELECT count(*) FROM story WHERE state = 1 AND trashed = 0),"
      "       (SELECT count(*) FROM story WHERE state = 2 AND trashed = 0),"
      "       (SELECT count(*) FROM story WHERE trashed <> 0),"
      "       (SELECT count(DISTINCT tag) FROM story_tag),"
      "       (SELECT count(*) FROM revision),"
      "       (SELECT count(*) FROM media),"
      "       (SELECT coalesce (sum(size), 0) FROM media),"
      "       (SELECT count(*) FROM outbox WHERE state NOT IN (3, 7)),"
      "       (SELECT page_count * page_size FROM pragma_page_count, pragma_page_size)";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  g_autofree MarbreStats *stats = g_new0 (MarbreStats, 1);

  if (marbre_statement_next (statement))
    {
      stats->drafts = (guint64) marbre_statement_get_int (statement, 0);
      stats->published = (guint64) marbre_statement_get_int (statement, 1);
      stats->archived = (guint64) marbre_statement_get_int (statement, 2);
      stats->trashed = (guint64) marbre_statement_get_int (statement, 3);
      stats->tags = (guint64) marbre_statement_get_int (statement, 4);
      stats->revisions = (guint64) marbre_statement_get_int (statement, 5);
      stats->media = (guint64) marbre_statement_get_int (statement, 6);
      stats->media_bytes = (guint64) marbre_statement_get_int (statement, 7);
      stats->outbox = (guint64) marbre_statement_get_int (statement, 8);
      stats->file_bytes = (guint64) marbre_statement_get_int (statement, 9);
    }
  return marbre_statement_end (statement, error) ? g_steal_pointer (&stats) : NULL;
}

/* Adds what a pragma complains of. */
static gboolean
collect_problems (MarbreDatabase *database,
                  const char *sql,
                  GStrvBuilder *problems,
                  GError **error)
{
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  marbre_statement_bind_int (statement, 1, MAX_PROBLEMS);
  while (marbre_statement_next (statement))
    g_strv_builder_add (problems, marbre_statement_get_text (statement, 0));
  return marbre_statement_end (statement, error);
}

/* The indexes of search check themselves by a command that looks like an INSERT. A failure of it is
 * a finding, not a failure of the check. */
static gboolean
check_index (MarbreDatabase *database, const char *sql, const char *what, GStrvBuilder *problems)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *problem = NULL;

  if (marbre_database_run (database, sql, &error))
    return TRUE;
  problem = g_strdup_printf ("%s: %s", what, error->message);
  g_strv_builder_add (problems, problem);
  return !g_error_matches (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_CORRUPT);
}

static gpointer
run_check (MarbreArchive *archive,
           MarbreDatabase *database,
           gpointer data,
           GCancellable *cancellable,
           GError **error)
{
  static const char pages_sql[] =
      "SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok' LIMIT ?1";
  static const char keys_sql[] =
      "SELECT 'foreign key: ' || \"table\" || ' row ' || coalesce (rowid, '?') || ' → ' || parent"
      "  FROM pragma_foreign_key_check LIMIT ?1";
  static const char missing_sql[] =
      "SELECT 'not indexed: ' || id FROM story"
      "  WHERE number NOT IN (SELECT story FROM search_story)"
      "    AND (SELECT filled FROM topic_total) < 0 LIMIT ?1";
  static const char search_sql[] =
      "INSERT INTO story_search (story_search, rank) VALUES ('integrity-check', 1)";
  g_autoptr (GStrvBuilder) problems = g_strv_builder_new ();
  gboolean looked;
  gboolean sound = TRUE;

  /* The indexes need the writer's connection; so that leaving is possible, it may be interrupted
   * here, where nothing is changed. */
  marbre_database_set_cancellable (database, cancellable);
  looked = collect_problems (database, pages_sql, problems, error) &&
           collect_problems (database, keys_sql, problems, error) &&
           collect_problems (database, missing_sql, problems, error);
  if (looked)
    sound = check_index (database, search_sql, "story_search", problems);
  marbre_database_set_cancellable (database, NULL);
  if (!sound)
    marbre_archive_watch_mend (marbre_archive_get_watch (archive), database);
  return looked ? g_strv_builder_end (problems) : NULL;
}

static gpointer
run_backup (MarbreArchive *archive,
            MarbreDatabase *database,
            gpointer data,
            GCancellable *cancellable,
            GError **error)
{
  return marbre_database_copy_to (database, data, cancellable, error) ? archive : NULL;
}

static const MarbreJob stats_job = {
  .name = "stats",
  .lane = MARBRE_LANE_READER,
  .run = run_stats,
  .free_result = g_free,
};

static const MarbreJob check_job = {
  .name = "check",
  .lane = MARBRE_LANE_WRITER,
  .run = run_check,
  .free_result = (GDestroyNotify) g_strfreev,
};

static const MarbreJob backup_job = {
  .name = "backup",
  .lane = MARBRE_LANE_READER,
  .run = run_backup,
  .free_data = g_free,
};

/**
 * marbre_archive_stats_async:
 *
 * Counts what the archive has.
 */
void
marbre_archive_stats_async (MarbreArchive *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (MARBRE_IS_ARCHIVE (self));
  marbre_archive_start (self, &stats_job, NULL, cancellable, callback, user_data);
}

/**
 * marbre_archive_stats_finish:
 * @stats: (out): the figures, untouched on failure
 *
 * Returns: %TRUE if @stats is set
 */
gboolean
marbre_archive_stats_finish (MarbreArchive *self,
                             GAsyncResult *result,
                             MarbreStats *stats,
                             GError **error)
{
  g_autofree MarbreStats *found = marbre_archive_end (self, &stats_job, result, error);

  if (found == NULL)
    return FALSE;
  *stats = *found;
  return TRUE;
}

/**
 * marbre_archive_check_async:
 *
 * Looks for damage: pages, references between tables, the indexes of search, which are made anew if
 * they are damaged. Saves wait for it, so it is for when somebody asks.
 */
void
marbre_archive_check_async (MarbreArchive *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (MARBRE_IS_ARCHIVE (self));
  marbre_archive_start (self, &check_job, NULL, cancellable, callback, user_data);
}

/**
 * marbre_archive_check_finish:
 *
 * Returns: (transfer full) (nullable): what was found, for experts; empty if all is well
 */
GStrv
marbre_archive_check_finish (MarbreArchive *self, GAsyncResult *result, GError **error)
{
  return marbre_archive_end (self, &check_job, result, error);
}

/**
 * marbre_archive_backup_async:
 * @destination: a local file; one that is there is replaced once the copy is whole
 *
 * Copies the archive as of one moment. Saves go on meanwhile.
 */
void
marbre_archive_backup_async (MarbreArchive *self,
                             GFile *destination,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (MARBRE_IS_ARCHIVE (self));
  g_return_if_fail (G_IS_FILE (destination) && g_file_is_native (destination));
  marbre_archive_start (self, &backup_job, g_file_get_path (destination), cancellable, callback,
                        user_data);
}

/**
 * marbre_archive_backup_finish:
 *
 * Returns: %TRUE if the copy is there
 */
gboolean
marbre_archive_backup_finish (MarbreArchive *self, GAsyncResult *result, GError **error)
{
  return marbre_archive_end (self, &backup_job, result, error) != NULL;
}
