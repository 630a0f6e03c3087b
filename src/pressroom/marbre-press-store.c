/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pressroom's file: opening, settings, pictures; see marbre-press-store.h. The posts are in
 * marbre-press-posts.c.
 */
#define G_LOG_DOMAIN "marbre-pressroom"

#include "config.h"

#include "marbre-press-store.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "marbre-archive-error.h"
#include "marbre-migration.h"
#include "marbre-pressroom-resources.h"

struct _MarbrePressStore
{
  MarbreDatabase *database; /* (owned) */
};

/* Makes the folder and an empty file that only the user may read, since the token is kept in it;
 * SQLite gives the same rights to the files beside it. */
static gboolean
make_file (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = -1;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      const int code = errno;

      g_set_error (error, MARBRE_ARCHIVE_ERROR,
                   code == ENOSPC ? MARBRE_ARCHIVE_ERROR_FULL : MARBRE_ARCHIVE_ERROR_READ_ONLY,
                   "The built-in site’s database cannot be made: %s", g_strerror (code));
      return FALSE;
    }
  close (fd);
  return TRUE;
}

/**
 * marbre_press_store_open:
 * @path: the file; it and its folder are made if they are not there
 * @error: a #MarbreArchiveError
 *
 * Returns: (transfer full) (nullable): the store
 */
MarbrePressStore *
marbre_press_store_open (const char *path, GError **error)
{
  const MarbreMigration migration = {
    .scripts = marbre_pressroom_get_resource (),
    .prefix = "/io/github/marbre/Marbre/pressroom/pressroom-",
    .application_id = 0x4d726250, /* "MrbP" */
  };
  g_autoptr (MarbreDatabase) database = NULL;
  MarbrePressStore *self;
  gboolean refused;

  if (!marbre_migration_check_file (&migration, path, error) || !make_file (path, error))
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

  self = g_new0 (MarbrePressStore, 1);
  self->database = g_steal_pointer (&database);
  return self;
}

/**
 * marbre_press_store_close:
 *
 * Ends the connection.
 */
void
marbre_press_store_close (MarbrePressStore *self)
{
  marbre_database_close (self->database);
  g_free (self);
}

/**
 * marbre_press_store_get_database:
 *
 * Returns: (transfer none): the connection, for a transaction around several changes
 */
MarbreDatabase *
marbre_press_store_get_database (MarbrePressStore *self)
{
  return self->database;
}

/**
 * marbre_press_store_get_setting:
 *
 * Returns: (transfer full) (nullable): the value, "" if there is none; %NULL on failure
 */
char *
marbre_press_store_get_setting (MarbrePressStore *self, const char *key, GError **error)
{
  g_autoptr (MarbreStatement) statement =
      marbre_database_prepare (self->database, "SELECT value FROM setting WHERE key = ?1");
  g_autofree char *value = NULL;

  marbre_statement_bind_text (statement, 1, key);
  if (marbre_statement_next (statement))
    value = marbre_statement_dup_text (statement, 0);
  if (!marbre_statement_end (statement, error))
    return NULL;
  return value != NULL ? g_steal_pointer (&value) : g_strdup ("");
}

/**
 * marbre_press_store_set_setting:
 *
 * Returns: %FALSE if it is not kept
 */
gboolean
marbre_press_store_set_setting (MarbrePressStore *self,
                                const char *key,
                                const char *value,
                                GError **error)
{
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (
      self->database, "INSERT INTO setting (key, value) VALUES (?1, ?2)"
                      " ON CONFLICT (key) DO UPDATE SET value = excluded.value");

  marbre_statement_bind_text (statement, 1, key);
  marbre_statement_bind_text (statement, 2, value);
  return marbre_statement_run (statement, error);
}

/**
 * marbre_press_store_add_media:
 * @name: (nullable): a name with its suffix, or %NULL to name the picture by its content
 * @mime: the type as marbre_picture_type_read() found it
 * @bytes: the picture
 *
 * Keeps a picture; one that has the name already is replaced, so the same bytes are kept once.
 *
 * Returns: (transfer full) (nullable): the name
 */
char *
marbre_press_store_add_media (MarbrePressStore *self,
                              const char *name,
                              const char *mime,
                              GBytes *bytes,
                              GError **error)
{
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (
      self->database, "INSERT INTO media (name, mime, hash, bytes) VALUES (?1, ?2, ?3, ?4)"
                      " ON CONFLICT (name) DO UPDATE SET mime = excluded.mime,"
                      " hash = excluded.hash, bytes = excluded.bytes WHERE hash <> excluded.hash");
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autofree char *kept_as = NULL;

  if (name != NULL)
    {
      kept_as = g_strdup (name);
    }
  else
    {
      const char *slash = strchr (mime, '/');
      const char *suffix = g_str_equal (mime, "image/svg+xml") ? "svg" : slash + 1;

      kept_as = g_strdup_printf ("%.32s.%s", hash, suffix);
    }
  marbre_statement_bind_text (statement, 1, kept_as);
  marbre_statement_bind_text (statement, 2, mime);
  marbre_statement_bind_text (statement, 3, hash);
  marbre_statement_bind_bytes (statement, 4, bytes);
  return marbre_statement_run (statement, error) ? g_steal_pointer (&kept_as) : NULL;
}

/**
 * marbre_press_store_load_media:
 * @name: its name
 * @mime: (out) (transfer full): its type
 * @hash: (out) (transfer full): SHA-256 of its bytes
 * @error: %MARBRE_ARCHIVE_ERROR_NOT_FOUND if there is none
 *
 * Returns: (transfer full) (nullable): the picture
 */
GBytes *
marbre_press_store_load_media (MarbrePressStore *self,
                               const char *name,
                               char **mime,
                               char **hash,
                               GError **error)
{
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (
      self->database, "SELECT mime, hash, bytes FROM media WHERE name = ?1");
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *found_mime = NULL;
  g_autofree char *found_hash = NULL;

  marbre_statement_bind_text (statement, 1, name);
  if (marbre_statement_next (statement))
    {
      found_mime = marbre_statement_dup_text (statement, 0);
      found_hash = marbre_statement_dup_text (statement, 1);
      bytes = marbre_statement_dup_bytes (statement, 2);
    }
  if (!marbre_statement_end (statement, error))
    return NULL;
  if (bytes == NULL)
    {
      g_set_error_literal (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_NOT_FOUND,
                           "There is no such picture");
      return NULL;
    }
  *mime = g_steal_pointer (&found_mime);
  *hash = g_steal_pointer (&found_hash);
  return g_steal_pointer (&bytes);
}
