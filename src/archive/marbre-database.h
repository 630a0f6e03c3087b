/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One connection to a SQLite file: settings, statements prepared once, transactions that roll back,
 * errors in the archive's words, cancellation. Knows no table. For the archive and the embedded
 * site; a connection belongs to one thread.
 */
#pragma once

#include <gio/gio.h>

#include "marbre-statement.h"

G_BEGIN_DECLS

struct sqlite3;

typedef struct _MarbreDatabase MarbreDatabase;

/**
 * MarbreDatabaseMode:
 * @MARBRE_DATABASE_READ: may not write
 * @MARBRE_DATABASE_WRITE: may write and creates the file
 */
typedef enum
{
  MARBRE_DATABASE_READ,
  MARBRE_DATABASE_WRITE,
} MarbreDatabaseMode;

/**
 * MarbreDatabaseFunc:
 *
 * What a transaction does.
 *
 * Returns: %FALSE with @error set to undo all of it
 */
typedef gboolean (*MarbreDatabaseFunc) (MarbreDatabase *database,
                                        gpointer        data,
                                        GError        **error);

GError          *marbre_database_error_new       (struct sqlite3            *handle,
                                                  int                 result)
    G_GNUC_WARN_UNUSED_RESULT;
MarbreDatabase  *marbre_database_open            (const char         *path,
                                                  MarbreDatabaseMode  mode,
                                                  GError            **error)
    G_GNUC_WARN_UNUSED_RESULT;
gboolean         marbre_database_configure       (MarbreDatabase     *self,
                                                  GError            **error);
void             marbre_database_close           (MarbreDatabase     *self);
void             marbre_database_close_untouched (MarbreDatabase     *self);
const char      *marbre_database_get_path        (MarbreDatabase     *self);
void             marbre_database_set_cancellable (MarbreDatabase     *self,
                                                  GCancellable       *cancellable);
void             marbre_database_interrupt       (MarbreDatabase     *self);
void             marbre_database_set_defensive   (MarbreDatabase     *self,
                                                  gboolean            defensive);
MarbreStatement *marbre_database_prepare         (MarbreDatabase     *self,
                                                  const char         *sql)
    G_GNUC_WARN_UNUSED_RESULT;
gboolean         marbre_database_run             (MarbreDatabase     *self,
                                                  const char         *sql,
                                                  GError            **error);
gboolean         marbre_database_run_script      (MarbreDatabase     *self,
                                                  const char         *sql,
                                                  GError            **error);
gboolean         marbre_database_read_int        (MarbreDatabase     *self,
                                                  const char         *sql,
                                                  gint64             *value,
                                                  GError            **error);
gboolean         marbre_database_transact        (MarbreDatabase     *self,
                                                  MarbreDatabaseFunc  func,
                                                  gpointer            data,
                                                  GError            **error);
gint64           marbre_database_get_last_number (MarbreDatabase     *self);
guint            marbre_database_get_changes     (MarbreDatabase     *self);
gboolean         marbre_database_copy_to         (MarbreDatabase     *self,
                                                  const char         *path,
                                                  GCancellable       *cancellable,
                                                  GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreDatabase, marbre_database_close)

G_END_DECLS
