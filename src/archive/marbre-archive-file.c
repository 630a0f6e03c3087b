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

/**
 * marbre_archive_file_open:
 * @path: the file, made where there is none
 * @session: (out): the mark that it is open; untouched on failure
 *
 * Opens the connection that writes and brings the file to this program's version.
 *
 * Returns: (transfer full) (nullable): the connection; %NULL leaves nothing behind
 */
MarbreDatabase *
marbre_archive_file_open (const char *path, MarbreSession **session, GError **error)
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
