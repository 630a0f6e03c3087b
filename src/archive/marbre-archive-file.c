/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opening the archive's file; see marbre-archive-file.h.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-archive-file.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "marbre-archive-error.h"
#include "marbre-archive-rebuild.h"
#include "marbre-index-table.h"
#include "marbre-migration.h"
#include "marbre-schema.h"

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
begin_index (MarbreDatabase *database, gpointer data, GError **error)
{
  return marbre_index_table_begin (database, error);
}

/* Indexes that make no sense are no reason to keep anybody from the stories. */
static gboolean
begin_indexes (MarbreDatabase *database, gboolean *rebuilt, GError **error)
{
  g_autoptr (GError) problem = NULL;

  if (marbre_database_transact (database, begin_index, NULL, &problem))
    return TRUE;
  if (g_error_matches (problem, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_CORRUPT))
    {
      *rebuilt = TRUE;
      return marbre_archive_rebuild (database, error);
    }
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

/**
 * marbre_archive_file_open:
 * @path: the file, made where there is none
 * @session: (out): the mark that it is open; untouched on failure
 * @rebuilt: (out): whether the indexes were damaged and are empty now
 *
 * Opens the connection that writes and brings the file to this program's version.
 *
 * Returns: (transfer full) (nullable): the connection; %NULL leaves nothing behind
 */
MarbreDatabase *
marbre_archive_file_open (const char *path,
                          MarbreSession **session,
                          gboolean *rebuilt,
                          GError **error)
{
  const MarbreMigration migration = {
    .scripts = marbre_schema_get_resource (),
    .prefix = "/io/github/marbre/Marbre/schema/version-",
    .application_id = 0x4d726272, /* "Mrbr" */
  };
  g_autoptr (MarbreDatabase) database = NULL;
  gboolean refused;

  *rebuilt = FALSE;
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
  if (!begin_indexes (database, rebuilt, error))
    return NULL;
  *session = marbre_session_begin (database, error);
  return *session != NULL ? g_steal_pointer (&database) : NULL;
}
