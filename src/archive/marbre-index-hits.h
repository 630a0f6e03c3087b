/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The nearest documents of a query, while it looks for them. Private to the archive's index.
 */
#pragma once

#include "marbre-database.h"

G_BEGIN_DECLS

/* So many stories are found at most. */
#define MARBRE_INDEX_MAX_HITS 200

/**
 * MarbreIndexHit:
 * @doc: the document
 * @story: the story's row
 * @score: how near, comparable within one query only
 * @tags: (owned) (element-type gint64): numbers of its tags
 * @shared: (owned) (nullable) (element-type guint): words of the answer that it has, heaviest
 *   first; see marbre_index_reader_explain()
 */
typedef struct
{
  gint64 doc;
  gint64 story;
  float score;
  GArray *tags;
  GArray *shared;
} MarbreIndexHit;

/* Some more are kept while it is not known which are documents of an older text. */
#define MARBRE_INDEX_HEAP (MARBRE_INDEX_MAX_HITS + 100)

GArray   *marbre_index_hits_new     (void) G_GNUC_WARN_UNUSED_RESULT;
void      marbre_index_hits_offer   (GArray          *hits,
                                     gint64           doc,
                                     float            score);
gboolean  marbre_index_hits_resolve (MarbreDatabase  *database,
                                     GArray          *hits,
                                     gint64           not_story,
                                     GError         **error);

G_END_DECLS
