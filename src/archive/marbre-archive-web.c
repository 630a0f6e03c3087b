/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which stories may load pictures and link cards from the web: what the user said of each, kept on
 * this machine only. Reading is on the writer's thread: who has just allowed it asks next.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-archive-private.h"

#include "marbre-time.h"

typedef struct
{
  char *story_id; /* (owned) */
  gboolean allowed;
} Permission;

static void
permission_free (Permission *permission)
{
  g_free (permission->story_id);
  g_free (permission);
}

static gpointer
run_set (MarbreArchive *archive,
         MarbreDatabase *database,
         gpointer data,
         GCancellable *cancellable,
         GError **error)
{
  static const char allow[] = "INSERT INTO web_story (story_id, allowed) VALUES (?1, ?2)"
                              "  ON CONFLICT (story_id) DO NOTHING";
  static const char withdraw[] = "DELETE FROM web_story WHERE story_id = ?1";
  const Permission *permission = data;
  g_autoptr (MarbreStatement) statement =
      marbre_database_prepare (database, permission->allowed ? allow : withdraw);

  marbre_statement_bind_text (statement, 1, permission->story_id);
  if (permission->allowed)
    marbre_statement_bind_int (statement, 2, marbre_time_now ());
  return marbre_statement_run (statement, error) ? archive : NULL;
}

static gpointer
run_get (MarbreArchive *archive,
         MarbreDatabase *database,
         gpointer data,
         GCancellable *cancellable,
         GError **error)
{
  static const char sql[] = "SELECT 1 FROM web_story WHERE story_id = ?1";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  gboolean found;

  marbre_statement_bind_text (statement, 1, data);
  found = marbre_statement_next (statement);
  return marbre_statement_end (statement, error) && found ? archive : NULL;
}

static const MarbreJob set_job = {
  .name = "set web permission",
  .lane = MARBRE_LANE_WRITER,
  .run = run_set,
  .free_data = (GDestroyNotify) permission_free,
};

static const MarbreJob get_job = {
  .name = "get web permission",
  .lane = MARBRE_LANE_WRITER,
  .run = run_get,
  .free_data = g_free,
};

/**
 * marbre_archive_set_web_allowed_async:
 * @story_id: a story, which need not be saved yet
 * @allowed: whether it may load pictures and link cards from the web from now on
 *
 * Keeps what the user said of a story.
 */
void
marbre_archive_set_web_allowed_async (MarbreArchive *self,
                                      const char *story_id,
                                      gboolean allowed,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  Permission *permission;

  g_return_if_fail (MARBRE_IS_ARCHIVE (self));
  g_return_if_fail (story_id != NULL);

  permission = g_new0 (Permission, 1);
  permission->story_id = g_strdup (story_id);
  permission->allowed = allowed;
  marbre_archive_start (self, &set_job, permission, cancellable, callback, user_data);
}

/**
 * marbre_archive_set_web_allowed_finish:
 * @error: why it is not kept
 *
 * Returns: %TRUE if it is kept
 */
gboolean
marbre_archive_set_web_allowed_finish (MarbreArchive *self, GAsyncResult *result, GError **error)
{
  return marbre_archive_end (self, &set_job, result, error) != NULL;
}

/**
 * marbre_archive_get_web_allowed_async:
 * @story_id: a story
 *
 * Asks what the user said of a story.
 */
void
marbre_archive_get_web_allowed_async (MarbreArchive *self,
                                      const char *story_id,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_return_if_fail (MARBRE_IS_ARCHIVE (self));
  g_return_if_fail (story_id != NULL);
  marbre_archive_start (self, &get_job, g_strdup (story_id), cancellable, callback, user_data);
}

/**
 * marbre_archive_get_web_allowed_finish:
 * @error: why it is not known
 *
 * Returns: %TRUE if the story may load from the web; %FALSE too with @error set
 */
gboolean
marbre_archive_get_web_allowed_finish (MarbreArchive *self, GAsyncResult *result, GError **error)
{
  return marbre_archive_end (self, &get_job, result, error) != NULL;
}
