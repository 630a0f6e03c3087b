/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the archive's SQL can call. Private to the archive.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

struct sqlite3;

int marbre_database_functions_add (struct sqlite3 *handle);

G_END_DECLS
