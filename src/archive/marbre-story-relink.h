/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Drafts whose « Lire aussi » links follow a story that got another address. Private to the
 * archive; on the writer's thread, inside a transaction of the caller.
 */
#pragma once

#include "marbre-database.h"

G_BEGIN_DECLS

gboolean marbre_story_relink (MarbreDatabase  *database,
                              const char      *from,
                              const char      *to,
                              GPtrArray       *ids,
                              GError         **error);

G_END_DECLS
