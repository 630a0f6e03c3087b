/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Migrations; see marbre-migration.h. The scripts are compiled into the program, so that a program
 * never meets foreign ones. How to change the format: add version-NNN.sql, a fixture of the version
 * before it to tests/archive/data, and never touch an older script.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-migration.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "marbre-archive-error.h"

/* SQLite's file format, "The Database Header". */
#define HEADER_SIZE              100
#define HEADER_USER_VERSION      60
#define HEADER_APPLICATION_ID    68
static const char header_magic[16] = "SQLite format 3";

static GBytes *
load_script (const MarbreMigration *self, guint version)
{
  g_autofree char *path = g_strdup_printf ("%s%03u.sql", self->prefix, version);

  return g_resource_lookup_data (self->scripts, path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
}

/* The number of the last script. */
static guint
get_newest (const MarbreMigration *self)
{
  for (guint version = 1;; version++)
    {
      g_autoptr (GBytes) script = load_script (self, version);

      if (script == NULL)
        return version - 1;
    }
}

static guint32
read_be32 (const guint8 *bytes)
{
  guint32 value;

  memcpy (&value, bytes, sizeof value);
  return GUINT32_FROM_BE (value);
}

/* Reads up to @size bytes; -1 with errno set if the file cannot be read. */
static gssize
read_start (const char *path, guint8 *buffer, gsize size)
{
  const int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gsize have = 0;
  gssize got = 1;

  if (fd < 0)
    return -1;
  while (have < size && got > 0)
    {
      got = read (fd, buffer + have, size - have);
      if (got > 0)
        have += (gsize) got;
      else if (got < 0 && errno == EINTR)
        got = 1;
    }
  close (fd);
  return got < 0 ? -1 : (gssize) have;
}

static gboolean
check_identity (const MarbreMigration *self,
                guint32 application_id,
                gint64 version,
                GError **error)
{
  const guint newest = get_newest (self);

  /* Both 0: an empty database, which marbre_migration_run() looks into. */
  if (application_id != self->application_id && (application_id != 0 || version != 0))
    {
      g_set_error_literal (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_FOREIGN,
                           _ ("The file is a database of another program; choose another file"));
      return FALSE;
    }
  if (version > newest)
    {
      g_set_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_TOO_NEW,
                   _ ("A newer Marbre wrote this archive (version %d, this one reads %u); update "
                      "Marbre. The file was not changed"),
                   (int) version, newest);
      return FALSE;
    }
  return TRUE;
}

/**
 * marbre_migration_check_file:
 * @path: a file that may not exist
 * @error: %MARBRE_ARCHIVE_ERROR_TOO_NEW, %MARBRE_ARCHIVE_ERROR_FOREIGN,
 *   %MARBRE_ARCHIVE_ERROR_CORRUPT if it is no database
 *
 * Looks at a file before SQLite does: only reading its header is sure to leave it, and the files
 * beside it, as they are.
 *
 * Returns: %TRUE if the file may be opened, or is not there or empty
 */
gboolean
marbre_migration_check_file (const MarbreMigration *self, const char *path, GError **error)
{
  guint8 header[HEADER_SIZE];
  const gssize length = read_start (path, header, sizeof header);

  if (length < 0 && errno == ENOENT)
    return TRUE;
  if (length < 0)
    {
      const int code = errno;
      const gboolean right = code == EACCES || code == EPERM;

      g_set_error (error, MARBRE_ARCHIVE_ERROR,
                   right ? MARBRE_ARCHIVE_ERROR_READ_ONLY : MARBRE_ARCHIVE_ERROR_FAILED,
                   _ ("The archive’s file cannot be read: %s"), g_strerror (code));
      return FALSE;
    }
  if (length == 0)
    return TRUE;
  if (length < HEADER_SIZE || memcmp (header, header_magic, sizeof header_magic) != 0)
    {
      g_set_error_literal (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_CORRUPT,
                           _ ("The file is not a database; restore a backup or choose another"));
      return FALSE;
    }
  return check_identity (self, read_be32 (header + HEADER_APPLICATION_ID),
                         read_be32 (header + HEADER_USER_VERSION), error);
}

typedef struct
{
  const char *script; /* (borrowed) */
  guint version;
} Step;

static gboolean
run_step (MarbreDatabase *database, gpointer data, GError **error)
{
  const Step *step = data;
  g_autofree char *bump = g_strdup_printf ("PRAGMA user_version = %u", step->version);
  gint64 version;

  /* Another program may have taken this step while we waited for the right to write. */
  if (!marbre_database_read_int (database, "PRAGMA user_version", &version, error))
    return FALSE;
  if (version >= step->version)
    return TRUE;
  return marbre_database_run_script (database, step->script, error) &&
         marbre_database_run_script (database, bump, error);
}

static gboolean
check_contents (const MarbreMigration *self,
                MarbreDatabase *database,
                gint64 *version,
                GError **error)
{
  gint64 application_id, n_objects;

  if (!marbre_database_read_int (database, "PRAGMA application_id", &application_id, error) ||
      !marbre_database_read_int (database, "PRAGMA user_version", version, error) ||
      !marbre_database_read_int (database, "SELECT count(*) FROM sqlite_schema", &n_objects, error))
    return FALSE;
  /* A database without any sign of ours is ours to fill only while it is empty: a program that
   * died while it made the file leaves it so. */
  if (application_id == 0 && n_objects > 0)
    application_id = ~self->application_id;
  return check_identity (self, (guint32) application_id, *version, error);
}

/**
 * marbre_migration_run:
 * @database: a connection that may write, not configured yet
 * @refused: (out): %TRUE if the file is not ours and must be left alone
 *
 * Configures the connection and takes each step that is missing, together with its version number,
 * in a transaction. An existing database is first copied to "FILE.pre-vN", N being the first step.
 *
 * Returns: %FALSE if the database could not be brought to the newest version; it is then at the
 *   last version whose step worked
 */
gboolean
marbre_migration_run (const MarbreMigration *self,
                      MarbreDatabase *database,
                      gboolean *refused,
                      GError **error)
{
  const guint newest = get_newest (self);
  gint64 version;

  /* Again what the header said: a newer header may stand in the write-ahead log only. */
  *refused = TRUE;
  if (!check_contents (self, database, &version, error))
    return FALSE;
  *refused = FALSE;
  if (!marbre_database_configure (database, error))
    return FALSE;

  if (version > 0 && version < newest)
    {
      g_autofree char *copy = g_strdup_printf ("%s.pre-v%u", marbre_database_get_path (database),
                                               (guint) version + 1);

      if (!marbre_database_copy_to (database, copy, NULL, error))
        return FALSE;
    }
  for (guint next = (guint) version + 1; next <= newest; next++)
    {
      g_autoptr (GBytes) script = load_script (self, next);
      Step step = { g_bytes_get_data (script, NULL), next };

      if (!marbre_database_transact (database, run_step, &step, error))
        return FALSE;
    }
  return TRUE;
}
