/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One connection to a SQLite file; see marbre-database.h.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-database.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sqlite3.h>

#include "marbre-archive-error.h"
#include "marbre-database-functions.h"

/* How often a running statement asks whether it was cancelled: a few thousand steps of SQLite's
 * virtual machine take well under a millisecond. */
#define STEPS_PER_LOOK 2000

/* How long to wait for another program that writes, in milliseconds. */
#define BUSY_TIMEOUT 5000

/* A copy goes on in pieces of so many pages, so that a writer gets its turn and cancelling is
 * quick. */
#define PAGES_PER_COPY_STEP 512

struct _MarbreDatabase
{
  sqlite3 *handle;           /* (owned) */
  char *path;                /* (owned) */
  GHashTable *statements;    /* (owned) (element-type MarbreStatement): by address of the SQL */
  GCancellable *cancellable; /* (owned) (nullable): stops what runs now */
};

static MarbreArchiveError
code_from_result (sqlite3 *handle, int result)
{
  switch (result & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return MARBRE_ARCHIVE_ERROR_BUSY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return MARBRE_ARCHIVE_ERROR_CORRUPT;
    case SQLITE_FULL:
      return MARBRE_ARCHIVE_ERROR_FULL;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return MARBRE_ARCHIVE_ERROR_READ_ONLY;
    case SQLITE_CONSTRAINT:
    case SQLITE_TOOBIG:
    case SQLITE_MISMATCH:
      return MARBRE_ARCHIVE_ERROR_INVALID;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
      switch (handle != NULL ? sqlite3_system_errno (handle) : 0)
        {
        case ENOSPC:
        case EDQUOT:
          return MARBRE_ARCHIVE_ERROR_FULL;
        case EACCES:
        case EPERM:
        case EROFS:
          return MARBRE_ARCHIVE_ERROR_READ_ONLY;
        default:
          return MARBRE_ARCHIVE_ERROR_FAILED;
        }
    default:
      return MARBRE_ARCHIVE_ERROR_FAILED;
    }
}

static const char *
message_for_code (MarbreArchiveError code)
{
  switch (code)
    {
    case MARBRE_ARCHIVE_ERROR_BUSY:
      return _ ("The archive is in use by another program; try again");
    case MARBRE_ARCHIVE_ERROR_CORRUPT:
      return _ ("The archive’s file is damaged; restore a backup");
    case MARBRE_ARCHIVE_ERROR_FULL:
      return _ ("There is no room left on the disk");
    case MARBRE_ARCHIVE_ERROR_READ_ONLY:
      return _ ("The archive’s file or its folder may not be written");
    case MARBRE_ARCHIVE_ERROR_INVALID:
      return _ ("The archive cannot keep these values");
    default:
      return _ ("The archive does not work");
    }
}

/**
 * marbre_database_error_new:
 * @handle: (nullable): the connection on which it happened
 * @result: SQLite's result code
 *
 * Says a failure of SQLite in the archive's words; SQLite's own follow in brackets. An interrupted
 * statement is %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full): the error
 */
GError *
marbre_database_error_new (sqlite3 *handle, int result)
{
  MarbreArchiveError code;

  if ((result & 0xff) == SQLITE_INTERRUPT)
    return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Cancelled"));

  code = code_from_result (handle, result);
  return g_error_new (MARBRE_ARCHIVE_ERROR, code, "%s (%s)", message_for_code (code),
                      handle != NULL ? sqlite3_errmsg (handle) : sqlite3_errstr (result));
}

static gboolean
check_result (MarbreDatabase *self, int result, GError **error)
{
  if (result == SQLITE_OK)
    return TRUE;
  g_propagate_error (error, marbre_database_error_new (self->handle, result));
  return FALSE;
}

static int
look_for_cancel_cb (void *data)
{
  return g_cancellable_is_cancelled (data);
}

/**
 * marbre_database_open:
 * @path: a file, in the file system's encoding
 * @mode: whether it may be written and created
 *
 * Opens a connection and changes nothing in the file.
 *
 * Returns: (transfer full) (nullable): the connection
 */
MarbreDatabase *
marbre_database_open (const char *path, MarbreDatabaseMode mode, GError **error)
{
  g_autoptr (MarbreDatabase) self = g_new0 (MarbreDatabase, 1);
  const int flags = mode == MARBRE_DATABASE_WRITE ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                                                  : SQLITE_OPEN_READONLY;

  self->path = g_strdup (path);
  self->statements =
      g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) marbre_statement_free);
  /* No mutex: a connection never leaves its thread. */
  if (!check_result (self, sqlite3_open_v2 (path, &self->handle, flags | SQLITE_OPEN_NOMUTEX, NULL),
                     error) ||
      !check_result (self, marbre_database_functions_add (self->handle), error))
    return NULL;
  sqlite3_extended_result_codes (self->handle, 1);
  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  return g_steal_pointer (&self);
}

/**
 * marbre_database_configure:
 *
 * Sets what an archive's connection works with. The writer's commit waits for the disk (FULL): a
 * save that was reported is on the disk, and it still takes only some milliseconds.
 *
 * Returns: %FALSE if the file cannot be used so
 */
gboolean
marbre_database_configure (MarbreDatabase *self, GError **error)
{
  static const char settings[] = "PRAGMA foreign_keys = ON;"
                                 "PRAGMA cell_size_check = ON;"
                                 "PRAGMA temp_store = MEMORY;"
                                 "PRAGMA cache_size = -16384;";
  /* The first two count only before the first page is written, so they come before the WAL. On
   * smaller pages a sixth of each stays empty, as stories are long. */
  static const char writing[] = "PRAGMA page_size = 16384;"
                                "PRAGMA auto_vacuum = INCREMENTAL;"
                                "PRAGMA journal_mode = WAL;"
                                "PRAGMA synchronous = FULL;"
                                "PRAGMA journal_size_limit = 33554432;";

  if (!marbre_database_run_script (self, settings, error))
    return FALSE;
  return sqlite3_db_readonly (self->handle, "main") ||
         marbre_database_run_script (self, writing, error);
}

/**
 * marbre_database_close:
 *
 * Ends a connection; its statements end with it.
 */
void
marbre_database_close (MarbreDatabase *self)
{
  g_clear_pointer (&self->statements, g_hash_table_unref);
  g_clear_object (&self->cancellable);
  sqlite3_close (self->handle);
  g_free (self->path);
  g_free (self);
}

/**
 * marbre_database_close_untouched:
 *
 * Ends a connection to a file that is not ours to write: what another program left in its
 * write-ahead log stays there.
 */
void
marbre_database_close_untouched (MarbreDatabase *self)
{
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  marbre_database_close (self);
}

/**
 * marbre_database_get_path:
 *
 * Returns: the file's path
 */
const char *
marbre_database_get_path (MarbreDatabase *self)
{
  return self->path;
}

/**
 * marbre_database_set_cancellable:
 * @cancellable: (nullable): stops the statements that run from now on, also in their middle
 */
void
marbre_database_set_cancellable (MarbreDatabase *self, GCancellable *cancellable)
{
  g_set_object (&self->cancellable, cancellable);
  sqlite3_progress_handler (self->handle, STEPS_PER_LOOK, cancellable ? look_for_cancel_cb : NULL,
                            cancellable);
}

/**
 * marbre_database_interrupt:
 *
 * Ends what runs now, as if it were cancelled; on any thread, while the connection is open.
 */
void
marbre_database_interrupt (MarbreDatabase *self)
{
  sqlite3_interrupt (self->handle);
}

/**
 * marbre_database_set_defensive:
 * @defensive: %FALSE to let SQL change the tables behind a full text, for a moment
 */
void
marbre_database_set_defensive (MarbreDatabase *self, gboolean defensive)
{
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, defensive ? 1 : 0, NULL);
}

/**
 * marbre_database_prepare:
 * @sql: one statement, static text: its address is the key under which it stays prepared
 *
 * Returns: (transfer none): the statement, idle and without values; g_autoptr gives it back
 */
MarbreStatement *
marbre_database_prepare (MarbreDatabase *self, const char *sql)
{
  MarbreStatement *statement = g_hash_table_lookup (self->statements, sql);

  if (statement == NULL)
    {
      statement = marbre_statement_new (self->handle, sql);
      g_hash_table_insert (self->statements, (gpointer) sql, statement);
    }
  marbre_statement_begin (statement);
  return statement;
}

/**
 * marbre_database_run:
 * @sql: one statement without parameters, static text
 *
 * Returns: %FALSE if it failed
 */
gboolean
marbre_database_run (MarbreDatabase *self, const char *sql, GError **error)
{
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (self, sql);

  return marbre_statement_run (statement, error);
}

/**
 * marbre_database_run_script:
 * @sql: statements without parameters, of a migration or a setting
 *
 * Returns: %FALSE at the first that failed
 */
gboolean
marbre_database_run_script (MarbreDatabase *self, const char *sql, GError **error)
{
  return check_result (self, sqlite3_exec (self->handle, sql, NULL, NULL, NULL), error);
}

/**
 * marbre_database_read_int:
 * @sql: a query without parameters, static text
 * @value: (out): the first column of its first row, 0 if there is none
 *
 * Returns: %FALSE if it failed
 */
gboolean
marbre_database_read_int (MarbreDatabase *self, const char *sql, gint64 *value, GError **error)
{
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (self, sql);

  *value = marbre_statement_next (statement) ? marbre_statement_get_int (statement, 0) : 0;
  return marbre_statement_end (statement, error);
}

/**
 * marbre_database_transact:
 * @func: what happens as a whole or not at all
 * @data: for @func
 *
 * Runs @func in a transaction that has the right to write from its start, so that it never has to
 * give up half-way because another program wrote.
 *
 * Returns: %FALSE if it failed and everything is as before
 */
gboolean
marbre_database_transact (MarbreDatabase *self,
                          MarbreDatabaseFunc func,
                          gpointer data,
                          GError **error)
{
  if (!marbre_database_run (self, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (func (self, data, error) && marbre_database_run (self, "COMMIT", error))
    return TRUE;
  /* A full disk makes SQLite roll back by itself; then there is nothing left to undo. */
  if (!sqlite3_get_autocommit (self->handle))
    sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

/**
 * marbre_database_get_last_number:
 *
 * Returns: the row number that the last INSERT gave
 */
gint64
marbre_database_get_last_number (MarbreDatabase *self)
{
  return sqlite3_last_insert_rowid (self->handle);
}

/**
 * marbre_database_get_changes:
 *
 * Returns: how many rows the last INSERT, UPDATE or DELETE changed
 */
guint
marbre_database_get_changes (MarbreDatabase *self)
{
  return (guint) sqlite3_changes (self->handle);
}

static gboolean
copy_pages (MarbreDatabase *self,
            MarbreDatabase *copy,
            GCancellable *cancellable,
            GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (copy->handle, "main", self->handle, "main");
  int result = SQLITE_OK;

  if (backup == NULL)
    return check_result (copy, sqlite3_errcode (copy->handle), error);
  while (result == SQLITE_OK || result == SQLITE_BUSY || result == SQLITE_LOCKED)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          sqlite3_backup_finish (backup);
          return FALSE;
        }
      if (result != SQLITE_OK)
        g_usleep (10000); /* another program is writing; SQLite offers no event to wait for */
      result = sqlite3_backup_step (backup, PAGES_PER_COPY_STEP);
    }
  /* The copy shall be one file that can be carried away, without a log beside it. */
  return check_result (copy, sqlite3_backup_finish (backup), error) &&
         marbre_database_run_script (copy, "PRAGMA journal_mode = DELETE", error);
}

/* Copies as of one moment: without a transaction around the pieces SQLite would begin anew at every
 * save that comes between two of them, and never end beside somebody who types. */
static gboolean
copy_moment (MarbreDatabase *self,
             MarbreDatabase *copy,
             GCancellable *cancellable,
             GError **error)
{
  gint64 ignored;
  gboolean copied;

  if (!marbre_database_run (self, "BEGIN", error))
    return FALSE;
  /* BEGIN alone sees no moment yet; the first look does. */
  copied = marbre_database_read_int (self, "SELECT count(*) FROM sqlite_schema", &ignored, error) &&
           copy_pages (self, copy, cancellable, error);
  sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
  return copied;
}

static gboolean
fail_to_copy (GError **error, int code)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
               _ ("The copy could not be put in its place: %s"), g_strerror (code));
  return FALSE;
}

/* SQLite makes a new file readable for everybody, and a copy has in it what the original has. */
static gboolean
make_private_file (const char *path, GError **error)
{
  const int fd = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  if (fd < 0 || close (fd) != 0)
    return fail_to_copy (error, errno);
  return TRUE;
}

/**
 * marbre_database_copy_to:
 * @path: the copy's file; one that is there is replaced when the copy is whole
 * @cancellable: (nullable): stops it and leaves what was at @path
 *
 * Copies the whole database as of one moment, while others may go on writing.
 *
 * Returns: %FALSE if there is no copy
 */
gboolean
marbre_database_copy_to (MarbreDatabase *self,
                         const char *path,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autoptr (MarbreDatabase) copy = NULL;
  gboolean copied;

  g_unlink (part);
  if (!make_private_file (part, error))
    return FALSE;
  copy = marbre_database_open (part, MARBRE_DATABASE_WRITE, error);
  copied = copy != NULL && copy_moment (self, copy, cancellable, error);
  g_clear_pointer (&copy, marbre_database_close);
  if (copied && g_rename (part, path) != 0)
    copied = fail_to_copy (error, errno);
  if (!copied)
    g_unlink (part);
  return copied;
}
