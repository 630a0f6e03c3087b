/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Brings a database file to the shape that this program knows, step by step. For the
 * archive and the embedded site; on the thread of the connection.
 */
#pragma once

#include <gio/gio.h>

#include "marbre-database.h"

G_BEGIN_DECLS

/**
 * MarbreMigration:
 * @scripts: holds the scripts
 * @prefix: their path in @scripts and the start of their names, to which "001.sql", "002.sql"… are
 *   added without a gap
 * @application_id: what the first script sets as PRAGMA application_id
 *
 * The steps of one kind of database.
 */
typedef struct
{
  GResource *scripts; /* (borrowed) */
  const char *prefix; /* (borrowed) */
  guint32 application_id;
} MarbreMigration;

gboolean marbre_migration_check_file (const MarbreMigration  *self,
                                      const char             *path,
                                      GError                **error);
gboolean marbre_migration_run        (const MarbreMigration  *self,
                                      MarbreDatabase         *database,
                                      gboolean               *refused,
                                      GError                **error);

G_END_DECLS
