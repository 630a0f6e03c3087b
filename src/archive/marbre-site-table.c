/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tables of sites, postings, uploads and sync marks; see marbre-site-table.h.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-site-table.h"

#include <string.h>

#include <glib/gi18n.h>

#include "marbre-archive-error.h"
#include "marbre-story-table.h"

static gboolean
expect_site (MarbreDatabase *database, GError **error)
{
  if (marbre_database_get_changes (database) > 0)
    return TRUE;
  g_set_error_literal (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_NOT_FOUND,
                       _ ("The archive has no such site"));
  return FALSE;
}

/**
 * marbre_site_table_save:
 * @site: new, or one that is there under its id
 * @error: %MARBRE_ARCHIVE_ERROR_INVALID if another site has its name
 *
 * Returns: %FALSE if it could not be saved
 */
gboolean
marbre_site_table_save (MarbreDatabase *database, MarbreSite *site, GError **error)
{
  static const char name_sql[] = "SELECT 1 FROM site WHERE name = ?1 AND id <> ?2";
  static const char sql[] =
      "INSERT INTO site (id, name, kind, url, api, user, mapping, certificate, zone, rights)"
      "  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
      "  ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind,"
      "    url = excluded.url, api = excluded.api, user = excluded.user,"
      "    mapping = excluded.mapping, certificate = excluded.certificate,"
      "    zone = excluded.zone, rights = excluded.rights";
  g_autoptr (MarbreStatement) name = marbre_database_prepare (database, name_sql);
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  gboolean taken;

  marbre_statement_bind_text (name, 1, marbre_site_get_name (site));
  marbre_statement_bind_text (name, 2, marbre_site_get_id (site));
  taken = marbre_statement_next (name);
  if (!marbre_statement_end (name, error))
    return FALSE;
  if (taken)
    {
      g_set_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_INVALID,
                   _ ("There is a site named “%s” already; choose another name"),
                   marbre_site_get_name (site));
      return FALSE;
    }
  marbre_statement_bind_text (statement, 1, marbre_site_get_id (site));
  marbre_statement_bind_text (statement, 2, marbre_site_get_name (site));
  marbre_statement_bind_text (statement, 3, marbre_site_get_kind (site));
  marbre_statement_bind_text (statement, 4, marbre_site_get_url (site));
  marbre_statement_bind_text (statement, 5, marbre_site_get_api (site));
  marbre_statement_bind_text (statement, 6, marbre_site_get_user (site));
  marbre_statement_bind_text (statement, 7, marbre_site_get_mapping (site));
  marbre_statement_bind_text (statement, 8, marbre_site_get_certificate (site));
  marbre_statement_bind_text (statement, 9, marbre_site_get_zone (site));
  marbre_statement_bind_int (statement, 10, marbre_site_get_rights (site));
  return marbre_statement_run (statement, error);
}

/**
 * marbre_site_table_save_profile:
 * @site: one that is there
 * @error: %MARBRE_ARCHIVE_ERROR_NOT_FOUND
 *
 * Saves what the site's pages have room for, which marbre_site_table_save() leaves alone: signing
 * in anew must not forget it.
 *
 * Returns: %FALSE if it could not be saved
 */
gboolean
marbre_site_table_save_profile (MarbreDatabase *database, MarbreSite *site, GError **error)
{
  static const char sql[] = "UPDATE site SET headline_limit = ?2, standfirst_limit = ?3,"
                            "  spaces = ?4 WHERE id = ?1";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  const MarbreSiteProfile *profile = marbre_site_get_profile (site);

  marbre_statement_bind_text (statement, 1, marbre_site_get_id (site));
  marbre_statement_bind_int (statement, 2, profile->headline_limit);
  marbre_statement_bind_int (statement, 3, profile->standfirst_limit);
  marbre_statement_bind_int (statement, 4, profile->spaces);
  return marbre_statement_run (statement, error) && expect_site (database, error);
}

static MarbreSite *
read_site (MarbreStatement *statement)
{
  MarbreSite *site = marbre_site_new (
      marbre_statement_get_text (statement, 0), marbre_statement_get_text (statement, 1),
      marbre_statement_get_text (statement, 2), marbre_statement_get_text (statement, 3),
      marbre_statement_get_text (statement, 4), marbre_statement_get_text (statement, 5));
  const MarbreSiteProfile profile = {
    .headline_limit = (guint) marbre_statement_get_int (statement, 6),
    .standfirst_limit = (guint) marbre_statement_get_int (statement, 7),
    .spaces = (MarbreSiteSpaces) marbre_statement_get_int (statement, 8),
  };

  marbre_site_set_profile (site, &profile);
  marbre_site_set_mapping (site, marbre_statement_get_text (statement, 9));
  marbre_site_set_certificate (site, marbre_statement_get_text (statement, 10));
  marbre_site_set_zone (site, marbre_statement_get_text (statement, 11));
  marbre_site_set_rights (site, (int) marbre_statement_get_int (statement, 12));
  return site;
}

/**
 * marbre_site_table_list:
 *
 * Returns: (transfer full) (nullable) (element-type MarbreSite): the sites by name
 */
GPtrArray *
marbre_site_table_list (MarbreDatabase *database, GError **error)
{
  static const char sql[] =
      "SELECT id, name, kind, url, api, user, headline_limit, standfirst_limit, spaces,"
      "    mapping, certificate, zone, rights FROM site ORDER BY name COLLATE NOCASE, id";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  g_autoptr (GPtrArray) sites = g_ptr_array_new_with_free_func (g_object_unref);

  while (marbre_statement_next (statement))
    g_ptr_array_add (sites, read_site (statement));
  return marbre_statement_end (statement, error) ? g_steal_pointer (&sites) : NULL;
}

/**
 * marbre_site_table_remove:
 * @error: %MARBRE_ARCHIVE_ERROR_NOT_FOUND
 *
 * Removes a site and what the archive knows of its copies; the stories stay.
 *
 * Returns: %FALSE if there is no such site
 */
gboolean
marbre_site_table_remove (MarbreDatabase *database, const char *site_id, GError **error)
{
  static const char sql[] = "DELETE FROM site WHERE id = ?1";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  marbre_statement_bind_text (statement, 1, site_id);
  return marbre_statement_run (statement, error) && expect_site (database, error);
}

/* Runs an UPDATE of the addresses under ?1 to the same under ?2, ?3 being the site. */
static gboolean
move_urls (MarbreDatabase *database,
           const char *sql,
           const char *old_url,
           const char *new_url,
           const char *site_id,
           GError **error)
{
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  marbre_statement_bind_text (statement, 1, old_url);
  marbre_statement_bind_text (statement, 2, new_url);
  marbre_statement_bind_text (statement, 3, site_id);
  return marbre_statement_run (statement, error);
}

static gboolean
load_url (MarbreDatabase *database, const char *site_id, char **url, GError **error)
{
  g_autoptr (MarbreStatement) statement =
      marbre_database_prepare (database, "SELECT url FROM site WHERE id = ?1");

  *url = NULL;
  marbre_statement_bind_text (statement, 1, site_id);
  if (marbre_statement_next (statement))
    *url = marbre_statement_dup_text (statement, 0);
  return marbre_statement_end (statement, error);
}

/* "URL lies under the site's old address": the address itself or followed by a slash. */
#define UNDER(column)                                                                              \
  "(" column " = ?1 OR substr (" column ", 1, length (?1) + 1) = ?1 || '/')"
#define MOVED(column) "?2 || substr (" column ", length (?1) + 1)"

/**
 * marbre_site_table_move:
 * @new_url: the site's public address from now on, without a slash at its end
 * @new_api: its endpoint
 * @error: %MARBRE_ARCHIVE_ERROR_NOT_FOUND
 *
 * Follows a site to another address: postings, uploads, outbox rows and the stories' own permalinks
 * that lie under the old one are rewritten.
 *
 * Returns: %FALSE if nothing was changed
 */
gboolean
marbre_site_table_move (MarbreDatabase *database,
                        const char *site_id,
                        const char *new_url,
                        const char *new_api,
                        GError **error)
{
  static const char site_sql[] = "UPDATE site SET url = ?2, api = ?3 WHERE id = ?1";
  /* The path of a permalink may change too (a site that moves into a folder), so it is made anew
   * from the tail: scheme and host end at the first slash behind "://". */
  static const char story_sql[] =
      "UPDATE story SET url = " MOVED ("url") ", path = rtrim (substr ("
      "    substr (" MOVED ("url") ", instr (" MOVED ("url") ", '://') + 3),"
      "    instr (substr (" MOVED ("url") ", instr (" MOVED ("url") ", '://') + 3) || '/', '/')),"
      "    '/')"
      "  WHERE " UNDER ("url")
      "    AND id IN (SELECT story_id FROM posting WHERE site_id = ?3)";
  static const char posting_sql[] = "UPDATE posting SET url = " MOVED ("url")
                                    "  WHERE site_id = ?3 AND " UNDER ("url");
  static const char remote_sql[] = "UPDATE posting SET remote_id = " MOVED ("remote_id")
                                   "  WHERE site_id = ?3 AND " UNDER ("remote_id");
  static const char upload_sql[] = "UPDATE upload SET url = " MOVED ("url")
                                   "  WHERE site_id = ?3 AND " UNDER ("url");
  static const char outbox_sql[] = "UPDATE outbox SET remote_url = " MOVED ("remote_url")
                                   "  WHERE site_id = ?3 AND " UNDER ("remote_url");
  static const char outbox_id_sql[] = "UPDATE outbox SET remote_id = " MOVED ("remote_id")
                                      "  WHERE site_id = ?3 AND " UNDER ("remote_id");
  const char *const all[] = { story_sql,  posting_sql, remote_sql,
                              upload_sql, outbox_sql,  outbox_id_sql };
  g_autoptr (MarbreStatement) site = marbre_database_prepare (database, site_sql);
  g_autofree char *old_url = NULL;

  if (!load_url (database, site_id, &old_url, error))
    return FALSE;
  marbre_statement_bind_text (site, 1, site_id);
  marbre_statement_bind_text (site, 2, new_url);
  marbre_statement_bind_text (site, 3, new_api);
  if (!marbre_statement_run (site, error) || !expect_site (database, error))
    return FALSE;
  if (old_url == NULL || *old_url == '\0' || g_str_equal (old_url, new_url))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (!move_urls (database, all[i], old_url, new_url, site_id, error))
      return FALSE;
  return TRUE;
}

/**
 * marbre_site_table_get_mark:
 * @mark: (out) (transfer full) (nullable): where the last sync ended, %NULL if there was none
 *
 * Returns: %FALSE if the table could not be read
 */
gboolean
marbre_site_table_get_mark (MarbreDatabase *database,
                            const char *site_id,
                            char **mark,
                            GError **error)
{
  static const char sql[] = "SELECT sync_mark FROM site WHERE id = ?1 AND sync_mark <> ''";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  *mark = NULL;
  marbre_statement_bind_text (statement, 1, site_id);
  if (marbre_statement_next (statement))
    *mark = marbre_statement_dup_text (statement, 0);
  if (marbre_statement_end (statement, error))
    return TRUE;
  g_clear_pointer (mark, g_free);
  return FALSE;
}

/**
 * marbre_site_table_put_mark:
 * @mark: where this sync ended, "" to begin anew
 * @error: %MARBRE_ARCHIVE_ERROR_NOT_FOUND
 *
 * Returns: %FALSE if there is no such site
 */
gboolean
marbre_site_table_put_mark (MarbreDatabase *database,
                            const char *site_id,
                            const char *mark,
                            GError **error)
{
  static const char sql[] = "UPDATE site SET sync_mark = ?2 WHERE id = ?1";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  marbre_statement_bind_text (statement, 1, site_id);
  marbre_statement_bind_text (statement, 2, mark);
  return marbre_statement_run (statement, error) && expect_site (database, error);
}

/* Reads the one posting that a query with two texts gives. */
static gboolean
read_posting (MarbreDatabase *database,
              const char *sql,
              const char *first,
              const char *second,
              MarbrePosting **posting,
              GError **error)
{
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  g_autoptr (MarbrePosting) found = NULL;

  *posting = NULL;
  marbre_statement_bind_text (statement, 1, first);
  marbre_statement_bind_text (statement, 2, second);
  if (marbre_statement_next (statement))
    {
      const MarbrePosting row = {
        .story_id = (char *) marbre_statement_get_text (statement, 0),
        .site_id = (char *) marbre_statement_get_text (statement, 1),
        .remote_id = (char *) marbre_statement_get_text (statement, 2),
        .url = (char *) marbre_statement_get_text (statement, 3),
        .version = (char *) marbre_statement_get_text (statement, 4),
        .status = (char *) marbre_statement_get_text (statement, 5),
        .client_ref = (char *) marbre_statement_get_text (statement, 6),
        .published_hash = (char *) marbre_statement_get_text (statement, 7),
        .base_body = (char *) marbre_statement_get_text (statement, 8),
        .published = marbre_statement_get_int (statement, 9),
        .pinned = marbre_statement_get_int (statement, 10) != 0,
        .password = (char *) marbre_statement_get_text (statement, 11),
      };

      found = marbre_posting_copy (&row);
    }
  if (!marbre_statement_end (statement, error))
    return FALSE;
  *posting = g_steal_pointer (&found);
  return TRUE;
}

#define POSTING_COLUMNS                                                                            \
  "story_id, site_id, remote_id, url, version, status, client_ref, published_hash, base_body,"     \
  " published, pinned, password"

/**
 * marbre_site_table_get_posting:
 * @posting: (out) (transfer full) (nullable): %NULL if the story was never posted there
 *
 * Returns: %FALSE if the table could not be read
 */
gboolean
marbre_site_table_get_posting (MarbreDatabase *database,
                               const char *story_id,
                               const char *site_id,
                               MarbrePosting **posting,
                               GError **error)
{
  static const char sql[] =
      "SELECT " POSTING_COLUMNS " FROM posting WHERE story_id = ?1 AND site_id = ?2";

  return read_posting (database, sql, story_id, site_id, posting, error);
}

/**
 * marbre_site_table_find_posting:
 * @remote_id: the site's own name of the article
 * @posting: (out) (transfer full) (nullable): %NULL if the archive has no such article
 *
 * Returns: %FALSE if the table could not be read
 */
gboolean
marbre_site_table_find_posting (MarbreDatabase *database,
                                const char *site_id,
                                const char *remote_id,
                                MarbrePosting **posting,
                                GError **error)
{
  static const char sql[] =
      "SELECT " POSTING_COLUMNS " FROM posting"
      "  WHERE site_id = ?1 AND remote_id = ?2 AND remote_id <> ''";

  return read_posting (database, sql, site_id, remote_id, posting, error);
}

/**
 * marbre_site_table_put_posting:
 * @posting: new, or what replaces the one of the same story and site
 * @error: %MARBRE_ARCHIVE_ERROR_INVALID if there is no such story or site, or if another story is
 *   that article of the site
 *
 * Returns: %FALSE if it could not be written
 */
gboolean
marbre_site_table_put_posting (MarbreDatabase *database,
                               const MarbrePosting *posting,
                               GError **error)
{
  /* Not INSERT OR REPLACE: that would silently drop another story's posting of the same article. */
  static const char sql[] =
      "INSERT INTO posting (" POSTING_COLUMNS ")"
      "  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
      "  ON CONFLICT (story_id, site_id) DO UPDATE SET remote_id = excluded.remote_id,"
      "    url = excluded.url, version = excluded.version, status = excluded.status,"
      "    client_ref = excluded.client_ref, published_hash = excluded.published_hash,"
      "    base_body = excluded.base_body, published = excluded.published,"
      "    pinned = excluded.pinned, password = excluded.password";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  marbre_statement_bind_text (statement, 1, posting->story_id);
  marbre_statement_bind_text (statement, 2, posting->site_id);
  marbre_statement_bind_text (statement, 3, posting->remote_id);
  marbre_statement_bind_text (statement, 4, posting->url);
  marbre_statement_bind_text (statement, 5, posting->version);
  marbre_statement_bind_text (statement, 6, posting->status);
  marbre_statement_bind_text (statement, 7, posting->client_ref);
  marbre_statement_bind_text (statement, 8, posting->published_hash);
  marbre_statement_bind_text (statement, 9, posting->base_body);
  marbre_statement_bind_int (statement, 10, posting->published);
  marbre_statement_bind_int (statement, 11, posting->pinned != FALSE);
  marbre_statement_bind_text (statement, 12, posting->password);
  return marbre_statement_run (statement, error);
}

/**
 * marbre_site_table_get_upload:
 * @upload: (out) (transfer full) (nullable): %NULL if the site does not have the picture
 *
 * A picture is its content: under another name it is there, too.
 *
 * Returns: %FALSE if the table could not be read
 */
gboolean
marbre_site_table_get_upload (MarbreDatabase *database,
                              const char *site_id,
                              const char *media_name,
                              MarbreUpload **upload,
                              GError **error)
{
  static const char sql[] =
      "SELECT remote_id, url FROM upload WHERE site_id = ?1 AND (media_name = ?2 OR media_name IN"
      "    (SELECT name FROM media WHERE hash = (SELECT hash FROM media WHERE name = ?2)))"
      "  ORDER BY media_name <> ?2 LIMIT 1";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  g_autoptr (MarbreUpload) found = NULL;

  *upload = NULL;
  marbre_statement_bind_text (statement, 1, site_id);
  marbre_statement_bind_text (statement, 2, media_name);
  if (marbre_statement_next (statement))
    found = marbre_upload_new (site_id, media_name, marbre_statement_get_text (statement, 0),
                               marbre_statement_get_text (statement, 1));
  if (!marbre_statement_end (statement, error))
    return FALSE;
  *upload = g_steal_pointer (&found);
  return TRUE;
}

/**
 * marbre_site_table_put_upload:
 * @upload: new, or what replaces the one of the same picture and site
 *
 * Returns: %FALSE if it could not be written
 */
gboolean
marbre_site_table_put_upload (MarbreDatabase *database, const MarbreUpload *upload, GError **error)
{
  static const char sql[] = "INSERT OR REPLACE INTO upload (site_id, media_name, remote_id, url)"
                            "  VALUES (?1, ?2, ?3, ?4)";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  marbre_statement_bind_text (statement, 1, upload->site_id);
  marbre_statement_bind_text (statement, 2, upload->media_name);
  marbre_statement_bind_text (statement, 3, upload->remote_id);
  marbre_statement_bind_text (statement, 4, upload->url);
  return marbre_statement_run (statement, error);
}
