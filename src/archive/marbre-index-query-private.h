/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A query of the index under way, for the files that take it step by step.
 */
#pragma once

#include "marbre-index-query.h"
#include "marbre-index-segment.h"

G_BEGIN_DECLS

struct _MarbreIndexReader
{
  MarbreDatabase *database; /* (borrowed) */
  float *scores;            /* (owned): of one segment's documents, all 0 between queries */
  gsize n_scores;
};

/* A query under way. */
typedef struct
{
  MarbreIndexReader *reader; /* (borrowed) */
  MarbreIndexAnswer *answer; /* (borrowed) */
  GArray *segments;          /* (owned) (element-type MarbreIndexSegment) */
  GHashTable *pending;       /* (owned): by term, a GArray of MarbreIndexWaiting */
  GArray *terms;             /* (owned) (element-type guint32): the terms of those, ascending */
  gint64 n_docs;             /* of the segments together */
  gint64 before;
  gint64 not_story;
  GCancellable *cancellable; /* (borrowed) (nullable) */
} MarbreIndexSearch;

/* A document that waits, with what a term says of it. */
typedef struct
{
  gint64 doc;
  guint8 impact;
} MarbreIndexWaiting;

static inline gint64
marbre_index_segment_size (const MarbreIndexSegment *segment)
{
  return segment->last - segment->first + 1;
}

gboolean marbre_index_search_weigh (MarbreIndexSearch      *self,
                                    const MarbreIndexTerms *draft,
                                    double                  usual,
                                    GError                **error);

G_END_DECLS
