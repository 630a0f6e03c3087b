/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stories that say about the same as another, and of which somebody said that they are not the
 * same: they are not asked about again.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-archive-private.h"

typedef struct
{
  char *story_id; /* (owned) */
  char *other_id; /* (owned) */
} Pair;

static void
pair_free (Pair *pair)
{
  g_free (pair->story_id);
  g_free (pair->other_id);
  g_free (pair);
}

static gpointer
run_set (MarbreArchive *archive,
         MarbreDatabase *database,
         gpointer data,
         GCancellable *cancellable,
         GError **error)
{
  static const char sql[] = "INSERT OR IGNORE INTO story_unlike (story_id, other_id)"
                            "  VALUES (?1, ?2)";
  const Pair *pair = data;
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  marbre_statement_bind_text (statement, 1, pair->story_id);
  marbre_statement_bind_text (statement, 2, pair->other_id);
  return marbre_statement_run (statement, error) ? archive : NULL;
}

static const MarbreJob set_job = {
  .name = "set unlike",
  .lane = MARBRE_LANE_WRITER,
  .run = run_set,
  .free_data = (GDestroyNotify) pair_free,
};

/**
 * marbre_archive_set_unlike_async:
 * @story_id: a story, which need not be saved yet
 * @other_id: a story that says about the same, and is another one
 *
 * Keeps that marbre_related_is_copy() is wrong here.
 */
void
marbre_archive_set_unlike_async (MarbreArchive *self,
                                 const char *story_id,
                                 const char *other_id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  Pair *pair;

  g_return_if_fail (MARBRE_IS_ARCHIVE (self));
  g_return_if_fail (story_id != NULL);
  g_return_if_fail (other_id != NULL);

  pair = g_new0 (Pair, 1);
  pair->story_id = g_strdup (story_id);
  pair->other_id = g_strdup (other_id);
  marbre_archive_start (self, &set_job, pair, cancellable, callback, user_data);
}

/**
 * marbre_archive_set_unlike_finish:
 *
 * Returns: %TRUE if it is kept
 */
gboolean
marbre_archive_set_unlike_finish (MarbreArchive *self, GAsyncResult *result, GError **error)
{
  return marbre_archive_end (self, &set_job, result, error) != NULL;
}
