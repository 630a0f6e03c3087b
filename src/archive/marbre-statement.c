/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Prepared statements; see marbre-statement.h.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-statement.h"

#include <sqlite3.h>

#include "marbre-database.h"

struct _MarbreStatement
{
  sqlite3 *database;    /* (borrowed): the connection that keeps this statement */
  const char *sql;      /* (borrowed): static text */
  sqlite3_stmt *handle; /* (owned) (nullable): NULL if it could not be prepared */
  GError *error;        /* (owned) (nullable): the first failure since the last reset */
};

static void
note_result (MarbreStatement *self, int result)
{
  if (result != SQLITE_OK && self->error == NULL)
    self->error = marbre_database_error_new (self->database, result);
}

/**
 * marbre_statement_new:
 * @database: the connection
 * @sql: one statement of constant text; values only as parameters
 *
 * Only the connection calls this; all others ask it for the statement.
 *
 * Returns: (transfer full): the statement, not prepared yet
 */
MarbreStatement *
marbre_statement_new (sqlite3 *database, const char *sql)
{
  MarbreStatement *self = g_new0 (MarbreStatement, 1);

  self->database = database;
  self->sql = sql;
  return self;
}

/**
 * marbre_statement_begin:
 *
 * Makes the statement ready for a new use: prepares it the first time, and again if that failed
 * (another program may have held the file). Only the connection calls this.
 */
void
marbre_statement_begin (MarbreStatement *self)
{
  g_assert (self->handle == NULL || !sqlite3_stmt_busy (self->handle));

  if (self->handle == NULL)
    note_result (self, sqlite3_prepare_v3 (self->database, self->sql, -1,
                                           SQLITE_PREPARE_PERSISTENT, &self->handle, NULL));
}

/**
 * marbre_statement_free:
 *
 * Forgets a statement; its connection does this when it closes.
 */
void
marbre_statement_free (MarbreStatement *self)
{
  sqlite3_finalize (self->handle);
  g_clear_error (&self->error);
  g_free (self);
}

/**
 * marbre_statement_bind_text:
 * @index: the parameter, from 1
 * @text: (nullable): UTF-8, copied; %NULL is ""
 */
void
marbre_statement_bind_text (MarbreStatement *self, int index, const char *text)
{
  if (self->error == NULL)
    note_result (self, sqlite3_bind_text (self->handle, index, text ? text : "", -1,
                                          SQLITE_TRANSIENT));
}

/**
 * marbre_statement_bind_int:
 * @index: the parameter, from 1
 * @value: the number
 */
void
marbre_statement_bind_int (MarbreStatement *self, int index, gint64 value)
{
  if (self->error == NULL)
    note_result (self, sqlite3_bind_int64 (self->handle, index, value));
}

/**
 * marbre_statement_bind_bytes:
 * @index: the parameter, from 1
 * @bytes: copied
 */
void
marbre_statement_bind_bytes (MarbreStatement *self, int index, GBytes *bytes)
{
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);

  /* A NULL pointer would bind SQL's NULL, not an empty value. */
  if (self->error == NULL)
    note_result (self, sqlite3_bind_blob64 (self->handle, index, data ? data : "", size,
                                            SQLITE_TRANSIENT));
}

/**
 * marbre_statement_next:
 *
 * Goes to the next row.
 *
 * Returns: %FALSE behind the last one, and after a failure
 */
gboolean
marbre_statement_next (MarbreStatement *self)
{
  int result;

  if (self->error != NULL)
    return FALSE;
  result = sqlite3_step (self->handle);
  if (result == SQLITE_ROW)
    return TRUE;
  if (result != SQLITE_DONE)
    note_result (self, result);
  return FALSE;
}

/**
 * marbre_statement_end:
 * @error: where the first failure since the statement was taken goes
 *
 * Ends the query and lets its locks go.
 *
 * Returns: %FALSE if anything failed
 */
gboolean
marbre_statement_end (MarbreStatement *self, GError **error)
{
  GError *failure = g_steal_pointer (&self->error);

  if (self->handle != NULL)
    {
      sqlite3_reset (self->handle);
      sqlite3_clear_bindings (self->handle);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);
  return FALSE;
}

/**
 * marbre_statement_run:
 *
 * Runs a statement to its end, without looking at rows.
 *
 * Returns: %FALSE if anything failed
 */
gboolean
marbre_statement_run (MarbreStatement *self, GError **error)
{
  while (marbre_statement_next (self))
    ;
  return marbre_statement_end (self, error);
}

/**
 * marbre_statement_get_text:
 * @column: from 0
 *
 * Returns: (transfer none): the text, "" for SQL's NULL; valid until the next row
 */
const char *
marbre_statement_get_text (MarbreStatement *self, int column)
{
  const char *text = (const char *) sqlite3_column_text (self->handle, column);

  return text ? text : "";
}

/**
 * marbre_statement_dup_text:
 * @column: from 0
 *
 * Returns: (transfer full): the text, "" for SQL's NULL
 */
char *
marbre_statement_dup_text (MarbreStatement *self, int column)
{
  return g_strdup (marbre_statement_get_text (self, column));
}

/**
 * marbre_statement_get_int:
 * @column: from 0
 *
 * Returns: the number, 0 for SQL's NULL
 */
gint64
marbre_statement_get_int (MarbreStatement *self, int column)
{
  return sqlite3_column_int64 (self->handle, column);
}

/**
 * marbre_statement_dup_bytes:
 * @column: from 0
 *
 * Returns: (transfer full): the bytes
 */
GBytes *
marbre_statement_dup_bytes (MarbreStatement *self, int column)
{
  const void *data = sqlite3_column_blob (self->handle, column);

  return g_bytes_new (data, (gsize) sqlite3_column_bytes (self->handle, column));
}

/**
 * marbre_statement_get_bytes:
 * @column: from 0
 * @size: (out): how many bytes
 *
 * Returns: (transfer none) (nullable): the bytes, valid until the next row
 */
const guint8 *
marbre_statement_get_bytes (MarbreStatement *self, int column, gsize *size)
{
  const guint8 *data = sqlite3_column_blob (self->handle, column);

  *size = (gsize) sqlite3_column_bytes (self->handle, column);
  return data;
}

/**
 * marbre_statement_reset:
 *
 * Gives a statement back to its connection, forgetting rows and failure.
 */
void
marbre_statement_reset (MarbreStatement *self)
{
  g_autoptr (GError) ignored = NULL;

  marbre_statement_end (self, &ignored);
}
