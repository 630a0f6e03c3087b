/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Brings a database file to the shape that this program knows, step by step. Private to the
 * archive; on the writer's thread.
 */
#pragma once

#include <gio/gio.h>

#include "marbre-database.h"

G_BEGIN_DECLS

/* "Mrbr", the application_id that version-001.sql sets. */
#define MARBRE_MIGRATION_APPLICATION_ID 0x4d726272

gboolean marbre_migration_check_file  (const char      *path,
                                       guint            newest,
                                       GError         **error);
guint    marbre_migration_get_newest  (GResource       *scripts);
gboolean marbre_migration_run         (MarbreDatabase  *database,
                                       GResource       *scripts,
                                       gboolean        *refused,
                                       GError         **error);

G_END_DECLS
