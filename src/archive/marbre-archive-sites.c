/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The archive's operations on sites and sync marks.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-archive-private.h"

#include <string.h>

#include "marbre-site-table.h"

typedef struct
{
  char *site_id; /* (owned) */
  char *url;     /* (owned) */
  char *api;     /* (owned) */
} Move;

typedef struct
{
  char *site_id; /* (owned) */
  char *mark;    /* (owned) */
} Mark;

static Move *
move_new (const char *site_id, const char *url, const char *api)
{
  Move *move = g_new0 (Move, 1);

  move->site_id = g_strdup (site_id);
  move->url = g_str_has_suffix (url, "/") ? g_strndup (url, strlen (url) - 1) : g_strdup (url);
  move->api = g_strdup (api);
  return move;
}

static void
move_free (Move *move)
{
  g_free (move->site_id);
  g_free (move->url);
  g_free (move->api);
  g_free (move);
}

static Mark *
mark_new (const char *site_id, const char *text)
{
  Mark *mark = g_new0 (Mark, 1);

  mark->site_id = g_strdup (site_id);
  mark->mark = g_strdup (text);
  return mark;
}

static void
mark_free (Mark *mark)
{
  g_free (mark->site_id);
  g_free (mark->mark);
  g_free (mark);
}

static gboolean
save_site (MarbreDatabase *database, gpointer data, GError **error)
{
  return marbre_site_table_save (database, data, error);
}

static gboolean
save_profile (MarbreDatabase *database, gpointer data, GError **error)
{
  return marbre_site_table_save_profile (database, data, error);
}

static gboolean
remove_site (MarbreDatabase *database, gpointer data, GError **error)
{
  return marbre_site_table_remove (database, data, error);
}

static gboolean
move_site (MarbreDatabase *database, gpointer data, GError **error)
{
  const Move *move = data;

  return marbre_site_table_move (database, move->site_id, move->url, move->api, error);
}

static gpointer
run_save_site (MarbreArchive *archive,
               MarbreDatabase *database,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  if (!marbre_database_transact (database, save_site, data, error))
    return NULL;
  marbre_archive_tell_sites (archive);
  return archive;
}

static gpointer
run_save_profile (MarbreArchive *archive,
                  MarbreDatabase *database,
                  gpointer data,
                  GCancellable *cancellable,
                  GError **error)
{
  if (!marbre_database_transact (database, save_profile, data, error))
    return NULL;
  marbre_archive_tell_sites (archive);
  return archive;
}

static gpointer
run_remove_site (MarbreArchive *archive,
                 MarbreDatabase *database,
                 gpointer data,
                 GCancellable *cancellable,
                 GError **error)
{
  if (!marbre_database_transact (database, remove_site, data, error))
    return NULL;
  marbre_archive_tell_sites (archive);
  return archive;
}

static gpointer
run_move_site (MarbreArchive *archive,
               MarbreDatabase *database,
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  if (!marbre_database_transact (database, move_site, data, error))
    return NULL;
  marbre_archive_tell_sites (archive);
  marbre_archive_tell_stories (archive);
  return archive;
}

static gpointer
run_list_sites (MarbreArchive *archive,
                MarbreDatabase *database,
                gpointer data,
                GCancellable *cancellable,
                GError **error)
{
  return marbre_site_table_list (database, error);
}

static gpointer
run_get_mark (MarbreArchive *archive,
              MarbreDatabase *database,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  char *mark;

  return marbre_site_table_get_mark (database, data, &mark, error) ? mark : NULL;
}

static gpointer
run_put_mark (MarbreArchive *archive,
              MarbreDatabase *database,
              gpointer data,
              GCancellable *cancellable,
              GError **error)
{
  const Mark *mark = data;

  return marbre_site_table_put_mark (database, mark->site_id, mark->mark, error) ? archive : NULL;
}

static const MarbreJob save_site_job = {
  .name = "save site",
  .lane = MARBRE_LANE_WRITER,
  .run = run_save_site,
  .free_data = g_object_unref,
};

static const MarbreJob save_profile_job = {
  .name = "save site profile",
  .lane = MARBRE_LANE_WRITER,
  .run = run_save_profile,
  .free_data = g_object_unref,
};

static const MarbreJob remove_site_job = {
  .name = "remove site",
  .lane = MARBRE_LANE_WRITER,
  .run = run_remove_site,
  .free_data = g_free,
};

static const MarbreJob move_site_job = {
  .name = "move site",
  .lane = MARBRE_LANE_WRITER,
  .run = run_move_site,
  .free_data = (GDestroyNotify) move_free,
};

static const MarbreJob list_sites_job = {
  .name = "list sites",
  .lane = MARBRE_LANE_WRITER,
  .run = run_list_sites,
  .free_result = (GDestroyNotify) g_ptr_array_unref,
};

static const MarbreJob get_mark_job = {
  .name = "get sync mark",
  .lane = MARBRE_LANE_WRITER,
  .run = run_get_mark,
  .free_data = g_free,
  .free_result = g_free,
};

static const MarbreJob put_mark_job = {
  .name = "put sync mark",
  .lane = MARBRE_LANE_WRITER,
  .run = run_put_mark,
  .free_data = (GDestroyNotify) mark_free,
};

/**
 * marbre_archive_save_site_async:
 * @site: a new site, or a changed one with its old id; copied now
 *
 * Adds or changes a site.
 */
void
marbre_archive_save_site_async (MarbreArchive *self,
                                MarbreSite *site,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_return_if_fail (MARBRE_IS_ARCHIVE (self));
  g_return_if_fail (MARBRE_IS_SITE (site));
  marbre_archive_start (self, &save_site_job, marbre_site_copy (site), cancellable, callback,
                        user_data);
}

/**
 * marbre_archive_save_site_finish:
 * @error: %MARBRE_ARCHIVE_ERROR_INVALID if another site has its name
 *
 * Returns: %TRUE if it is saved
 */
gboolean
marbre_archive_save_site_finish (MarbreArchive *self, GAsyncResult *result, GError **error)
{
  return marbre_archive_end (self, &save_site_job, result, error) != NULL;
}

/**
 * marbre_archive_save_site_sync:
 * @site: see marbre_archive_save_site_async()
 * @error: %MARBRE_ARCHIVE_ERROR_INVALID if another site has its name
 *
 * Returns: %TRUE if it is saved
 */
gboolean
marbre_archive_save_site_sync (MarbreArchive *self,
                               MarbreSite *site,
                               GCancellable *cancellable,
                               GError **error)
{
  g_return_val_if_fail (MARBRE_IS_ARCHIVE (self), FALSE);
  g_return_val_if_fail (MARBRE_IS_SITE (site), FALSE);
  return marbre_archive_call (self, &save_site_job, marbre_site_copy (site), cancellable, error) !=
         NULL;
}

/**
 * marbre_archive_save_site_profile_async:
 * @site: a site that is there; copied now
 *
 * Keeps what the site's pages have room for. marbre_archive_save_site_async() does not: who signs
 * in anew does not know it.
 */
void
marbre_archive_save_site_profile_async (MarbreArchive *self,
                                        MarbreSite *site,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  g_return_if_fail (MARBRE_IS_ARCHIVE (self));
  g_return_if_fail (MARBRE_IS_SITE (site));
  marbre_archive_start (self, &save_profile_job, marbre_site_copy (site), cancellable, callback,
                        user_data);
}

/**
 * marbre_archive_save_site_profile_finish:
 * @error: %MARBRE_ARCHIVE_ERROR_NOT_FOUND
 *
 * Returns: %TRUE if it is kept
 */
gboolean
marbre_archive_save_site_profile_finish (MarbreArchive *self, GAsyncResult *result, GError **error)
{
  return marbre_archive_end (self, &save_profile_job, result, error) != NULL;
}

/**
 * marbre_archive_list_sites_async:
 *
 * Lists the sites.
 */
void
marbre_archive_list_sites_async (MarbreArchive *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (MARBRE_IS_ARCHIVE (self));
  marbre_archive_start (self, &list_sites_job, NULL, cancellable, callback, user_data);
}

/**
 * marbre_archive_list_sites_finish:
 *
 * Returns: (transfer full) (element-type MarbreSite): the sites by name
 */
GPtrArray *
marbre_archive_list_sites_finish (MarbreArchive *self, GAsyncResult *result, GError **error)
{
  return marbre_archive_end (self, &list_sites_job, result, error);
}

/**
 * marbre_archive_list_sites_sync:
 *
 * Returns: (transfer full) (element-type MarbreSite): the sites by name
 */
GPtrArray *
marbre_archive_list_sites_sync (MarbreArchive *self,
                                GCancellable *cancellable,
                                GError **error)
{
  g_return_val_if_fail (MARBRE_IS_ARCHIVE (self), NULL);
  return marbre_archive_call (self, &list_sites_job, NULL, cancellable, error);
}

/**
 * marbre_archive_remove_site_async:
 * @site_id: the site
 *
 * Forgets a site, what it has of ours and what was to be sent to it. The stories stay.
 */
void
marbre_archive_remove_site_async (MarbreArchive *self,
                                  const char *site_id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_return_if_fail (MARBRE_IS_ARCHIVE (self));
  g_return_if_fail (site_id != NULL);
  marbre_archive_start (self, &remove_site_job, g_strdup (site_id), cancellable, callback,
                        user_data);
}

/**
 * marbre_archive_remove_site_finish:
 * @error: %MARBRE_ARCHIVE_ERROR_NOT_FOUND
 *
 * Returns: %TRUE if it is removed
 */
gboolean
marbre_archive_remove_site_finish (MarbreArchive *self, GAsyncResult *result, GError **error)
{
  return marbre_archive_end (self, &remove_site_job, result, error) != NULL;
}

/**
 * marbre_archive_remove_site_sync:
 * @site_id: the site
 * @error: %MARBRE_ARCHIVE_ERROR_NOT_FOUND
 *
 * Returns: %TRUE if it is removed
 */
gboolean
marbre_archive_remove_site_sync (MarbreArchive *self,
                                 const char *site_id,
                                 GCancellable *cancellable,
                                 GError **error)
{
  g_return_val_if_fail (MARBRE_IS_ARCHIVE (self), FALSE);
  g_return_val_if_fail (site_id != NULL, FALSE);
  return marbre_archive_call (self, &remove_site_job, g_strdup (site_id), cancellable, error) !=
         NULL;
}

/**
 * marbre_archive_move_site_sync:
 * @site_id: the site
 * @new_url: its public address from now on
 * @new_api: its endpoint
 * @error: %MARBRE_ARCHIVE_ERROR_NOT_FOUND
 *
 * Follows a site that has another address, as the embedded one after a start: in one transaction
 * the addresses under the old one become addresses under the new one, in postings, uploads, the
 * outbox and the stories posted there.
 *
 * Returns: %TRUE if it is done
 */
gboolean
marbre_archive_move_site_sync (MarbreArchive *self,
                               const char *site_id,
                               const char *new_url,
                               const char *new_api,
                               GCancellable *cancellable,
                               GError **error)
{
  g_return_val_if_fail (MARBRE_IS_ARCHIVE (self), FALSE);
  g_return_val_if_fail (site_id != NULL, FALSE);
  g_return_val_if_fail (new_url != NULL, FALSE);
  g_return_val_if_fail (new_api != NULL, FALSE);
  return marbre_archive_call (self, &move_site_job, move_new (site_id, new_url, new_api),
                              cancellable, error) != NULL;
}

/**
 * marbre_archive_get_sync_mark_sync:
 * @site_id: the site
 *
 * Returns: (transfer full) (nullable): where its last sync ended; %NULL without an error if there
 *   was none
 */
char *
marbre_archive_get_sync_mark_sync (MarbreArchive *self,
                                   const char *site_id,
                                   GCancellable *cancellable,
                                   GError **error)
{
  g_return_val_if_fail (MARBRE_IS_ARCHIVE (self), NULL);
  g_return_val_if_fail (site_id != NULL, NULL);
  return marbre_archive_call (self, &get_mark_job, g_strdup (site_id), cancellable, error);
}

/**
 * marbre_archive_put_sync_mark_sync:
 * @site_id: the site
 * @mark: where its sync ended, in the site's own terms; "" to begin anew
 * @error: %MARBRE_ARCHIVE_ERROR_NOT_FOUND
 *
 * Returns: %TRUE if it is kept
 */
gboolean
marbre_archive_put_sync_mark_sync (MarbreArchive *self,
                                   const char *site_id,
                                   const char *mark,
                                   GCancellable *cancellable,
                                   GError **error)
{
  g_return_val_if_fail (MARBRE_IS_ARCHIVE (self), FALSE);
  g_return_val_if_fail (site_id != NULL, FALSE);
  g_return_val_if_fail (mark != NULL, FALSE);
  return marbre_archive_call (self, &put_mark_job, mark_new (site_id, mark), cancellable, error) !=
         NULL;
}
