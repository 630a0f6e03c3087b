/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which stories of the archive say the same as a draft, by their words. Private to the archive; a
 * reader belongs to the thread of its connection.
 */
#pragma once

#include <gio/gio.h>

#include "marbre-database.h"
#include "marbre-index-hits.h"
#include "marbre-index-terms.h"

G_BEGIN_DECLS

/**
 * MarbreIndexWord:
 * @term: (borrowed): the draft's
 * @n_stories: in how many it is
 * @rareness: its inverse document frequency
 * @weight: in the search; 0 if it was not searched for
 */
typedef struct
{
  const MarbreIndexTerm *term;
  gint64 n_stories;
  double rareness;
  float weight;
} MarbreIndexWord;

/**
 * MarbreIndexAnswer:
 * @words: (owned) (element-type MarbreIndexWord): of the draft, those searched for first, heaviest
 *   first
 * @n_searched: how many of them were searched for
 * @hits: (owned) (element-type MarbreIndexHit): nearest first
 * @own_score: what a story with the draft's own words would score
 * @n_stories: in the index
 */
typedef struct
{
  GArray *words;
  guint n_searched;
  GArray *hits;
  double own_score;
  gint64 n_stories;
} MarbreIndexAnswer;

typedef struct _MarbreIndexReader MarbreIndexReader;

MarbreIndexReader *marbre_index_reader_new      (MarbreDatabase          *database)
    G_GNUC_WARN_UNUSED_RESULT;
void               marbre_index_reader_free     (MarbreIndexReader       *self);
MarbreDatabase    *marbre_index_reader_get_database (MarbreIndexReader *self);
MarbreIndexAnswer *marbre_index_reader_find     (MarbreIndexReader       *self,
                                                 const MarbreIndexTerms  *draft,
                                                 gint64                   not_story,
                                                 gint64                   before,
                                                 GCancellable            *cancellable,
                                                 GError                 **error)
    G_GNUC_WARN_UNUSED_RESULT;
gboolean           marbre_index_reader_explain  (MarbreIndexReader       *self,
                                                 const MarbreIndexAnswer *answer,
                                                 GPtrArray               *hits,
                                                 GError                 **error);
void               marbre_index_answer_free     (MarbreIndexAnswer       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreIndexReader, marbre_index_reader_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreIndexAnswer, marbre_index_answer_free)

G_END_DECLS
