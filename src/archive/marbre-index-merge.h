/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The index of topics, where postings are made: of pending documents a segment, of several segments
 * a larger one, a slice at a time, so that saves get their turn. Private to the archive; on the
 * writer's thread.
 */
#pragma once

#include "marbre-database.h"

G_BEGIN_DECLS

/* So many documents wait before they become a segment; a query reads the terms of all that wait.
 * While many stories come at once it is worth to wait for more. */
#define MARBRE_INDEX_PENDING      256
#define MARBRE_INDEX_PENDING_BULK 8192

gboolean marbre_index_merge_step (MarbreDatabase  *database,
                                  guint            max_pending,
                                  gboolean        *more,
                                  GError         **error);

G_END_DECLS
