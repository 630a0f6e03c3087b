/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Emptying the indexes, so that they are made anew from the stories, whatever is wrong with them.
 * Private to the archive; on the writer's thread.
 */
#pragma once

#include "marbre-database.h"

G_BEGIN_DECLS

gboolean marbre_archive_rebuild_is_index (const char      *table);
gboolean marbre_archive_rebuild          (MarbreDatabase  *database,
                                          GError         **error);

G_END_DECLS
