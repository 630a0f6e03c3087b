/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of segments of the index. Private to the archive; on the thread of the connection.
 */
#pragma once

#include "marbre-database.h"

G_BEGIN_DECLS

/**
 * MarbreIndexSegmentState:
 * @MARBRE_INDEX_SEGMENT_MADE: being made of the live ones in its range
 * @MARBRE_INDEX_SEGMENT_LIVE: what queries read
 * @MARBRE_INDEX_SEGMENT_OLD: being emptied
 */
typedef enum
{
  MARBRE_INDEX_SEGMENT_MADE,
  MARBRE_INDEX_SEGMENT_LIVE,
  MARBRE_INDEX_SEGMENT_OLD,
} MarbreIndexSegmentState;

/**
 * MarbreIndexSegment:
 * @first: its first possible document
 * @last: its last one
 * @reached: the last term that was merged, -1 for none
 */
typedef struct
{
  gint64 number;
  MarbreIndexSegmentState state;
  gint64 first;
  gint64 last;
  gint64 reached;
} MarbreIndexSegment;

/* Where a term's list is, of the tables that have one number for both. */
static inline gint64
marbre_index_place (gint64 segment, gint64 term)
{
  return segment << 32 | term;
}

GArray   *marbre_index_segment_list        (MarbreDatabase           *database,
                                            GError                  **error)
    G_GNUC_WARN_UNUSED_RESULT;
gboolean  marbre_index_segment_add         (MarbreDatabase           *database,
                                            MarbreIndexSegmentState   state,
                                            gint64                    first,
                                            gint64                    last,
                                            gint64                   *number,
                                            GError                  **error);
gboolean  marbre_index_segment_set_state   (MarbreDatabase           *database,
                                            gint64                    number,
                                            MarbreIndexSegmentState   state,
                                            GError                  **error);
gboolean  marbre_index_segment_set_reached (MarbreDatabase           *database,
                                            gint64                    number,
                                            gint64                    reached,
                                            GError                  **error);
gboolean  marbre_index_segment_delete      (MarbreDatabase           *database,
                                            gint64                    number,
                                            GError                  **error);

G_END_DECLS
