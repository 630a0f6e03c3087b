/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Postings: for a term and a segment, which documents have it (as varints of their distances) and
 * what it says of each (a byte). Private to the archive; on the thread of the connection, what
 * writes inside a transaction of the caller.
 */
#pragma once

#include "marbre-database.h"
#include "marbre-index-segment.h"

G_BEGIN_DECLS

/* Segments that one merge takes at most. */
#define MARBRE_INDEX_MAX_SOURCES 8

GError   *marbre_index_damaged_error_new  (void) G_GNUC_WARN_UNUSED_RESULT;
gboolean  marbre_index_postings_add       (const guint8              *data,
                                           gsize                      size,
                                           gint64                     n_docs,
                                           float                      weight,
                                           float                     *scores)
    G_GNUC_WARN_UNUSED_RESULT;
gboolean  marbre_index_postings_insert    (MarbreDatabase            *database,
                                           gint64                     segment,
                                           gint64                     term,
                                           guint                      stories,
                                           GByteArray                *postings,
                                           GError                   **error);
gboolean  marbre_index_postings_flush     (MarbreDatabase            *database,
                                           guint                      limit,
                                           GError                   **error);
gboolean  marbre_index_postings_merge     (MarbreDatabase            *database,
                                           GArray                    *sources,
                                           const MarbreIndexSegment  *made,
                                           gsize                      max_bytes,
                                           gint64                    *reached,
                                           gboolean                  *done,
                                           GError                   **error);

G_END_DECLS
