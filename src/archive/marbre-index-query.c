/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The search for near stories; see marbre-index-query.h. BM25 over the draft's most telling words,
 * one list after the other into an array of scores: with a limit to the postings that are read this
 * is quicker than cleverer orders, and takes about the same time in any archive.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-index-query-private.h"

#include <string.h>

#include "marbre-index-codec.h"
#include "marbre-index-hits.h"
#include "marbre-index-postings.h"
#include "marbre-index-table.h"

/* Words of a draft that are looked up; a long draft has its most frequent ones looked up. */
#define MAX_LOOKED_UP 600

/**
 * marbre_index_reader_new:
 * @database: (transfer none): a connection that outlives the reader
 *
 * Returns: (transfer full): a reader
 */
MarbreIndexReader *
marbre_index_reader_new (MarbreDatabase *database)
{
  MarbreIndexReader *self = g_new0 (MarbreIndexReader, 1);

  self->database = database;
  return self;
}

/**
 * marbre_index_reader_free:
 * @self: (transfer full) (nullable): a reader
 */
void
marbre_index_reader_free (MarbreIndexReader *self)
{
  if (self == NULL)
    return;
  g_free (self->scores);
  g_free (self);
}

/**
 * marbre_index_reader_get_database:
 *
 * Returns: (transfer none): its connection
 */
MarbreDatabase *
marbre_index_reader_get_database (MarbreIndexReader *self)
{
  return self->database;
}

/**
 * marbre_index_answer_free:
 * @self: (transfer full) (nullable): an answer
 */
void
marbre_index_answer_free (MarbreIndexAnswer *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->words);
  g_array_unref (self->hits);
  g_free (self);
}

static void
query_clear (MarbreIndexSearch *query)
{
  g_clear_pointer (&query->segments, g_array_unref);
  g_clear_pointer (&query->pending, g_hash_table_unref);
  g_clear_pointer (&query->terms, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MarbreIndexSearch, query_clear)

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  const MarbreIndexTerm *left = ((const MarbreIndexWord *) a)->term;
  const MarbreIndexTerm *right = ((const MarbreIndexWord *) b)->term;

  if (left->count != right->count)
    return left->count > right->count ? -1 : 1;
  return (left->hash > right->hash) - (left->hash < right->hash);
}

static int
compare_terms (gconstpointer a, gconstpointer b)
{
  const guint32 left = *(const guint32 *) a;
  const guint32 right = *(const guint32 *) b;

  return (left > right) - (left < right);
}

/* The draft's words, of a long one the most frequent. */
static void
choose_looked_up (MarbreIndexSearch *query, const MarbreIndexTerms *draft)
{
  GArray *words = query->answer->words;

  for (guint i = 0; i < draft->terms->len; i++)
    {
      const MarbreIndexWord word = { .term = &g_array_index (draft->terms, MarbreIndexTerm, i) };

      g_array_append_val (words, word);
    }
  if (words->len > MAX_LOOKED_UP)
    {
      g_array_sort (words, compare_counts);
      g_array_set_size (words, MAX_LOOKED_UP);
    }
  for (guint i = 0; i < words->len; i++)
    {
      const MarbreIndexWord *word = &g_array_index (words, MarbreIndexWord, i);

      g_hash_table_insert (query->pending, GUINT_TO_POINTER (word->term->hash),
                           g_array_new (FALSE, FALSE, sizeof (MarbreIndexWaiting)));
      g_array_append_val (query->terms, word->term->hash);
    }
  g_array_sort (query->terms, compare_terms);
}

/* Both sides ascend, so each is gone through once. */
static void
read_waiting (MarbreIndexSearch *query, gint64 doc, const guint8 *data, gsize size)
{
  const guint32 *wanted = (const guint32 *) (gpointer) query->terms->data;
  const guint32 *end = wanted + query->terms->len;
  MarbreIndexBytes bytes = { data, data + size };
  guint64 distance;
  guint32 term = 0;

  while (wanted < end && marbre_index_read_number (&bytes, &distance) && bytes.p < bytes.end)
    {
      const MarbreIndexWaiting waiting = { doc, *bytes.p++ };

      term += (guint32) distance;
      while (wanted < end && *wanted < term)
        wanted++;
      if (wanted < end && *wanted == term)
        g_array_append_val (g_hash_table_lookup (query->pending, GUINT_TO_POINTER (term)),
                            waiting);
    }
}

/* Documents that wait are few and read whole. */
static gboolean
read_pending (MarbreIndexSearch *query, GError **error)
{
  static const char sql[] = "SELECT doc, terms FROM topic_pending WHERE doc < ?1";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (query->reader->database, sql);

  marbre_statement_bind_int (statement, 1, query->before);
  while (marbre_statement_next (statement))
    {
      gsize size;
      const guint8 *data = marbre_statement_get_bytes (statement, 1, &size);

      read_waiting (query, marbre_statement_get_int (statement, 0), data, size);
    }
  return marbre_statement_end (statement, error);
}

static void
reserve_scores (MarbreIndexReader *self, gsize n)
{
  if (n <= self->n_scores)
    return;
  g_free (self->scores);
  self->scores = g_new0 (float, n);
  self->n_scores = n;
}

static gboolean
score_segment (MarbreIndexSearch *query,
               const MarbreIndexSegment *segment,
               gint64 n_docs,
               GError **error)
{
  static const char sql[] = "SELECT postings FROM topic_posting WHERE place = ?1";
  gboolean sound = TRUE;

  for (guint i = 0; i < query->answer->n_searched && sound; i++)
    {
      const MarbreIndexWord *word = &g_array_index (query->answer->words, MarbreIndexWord, i);
      g_autoptr (MarbreStatement) statement =
          marbre_database_prepare (query->reader->database, sql);

      marbre_statement_bind_int (statement, 1,
                                 marbre_index_place (segment->number, word->term->hash));
      if (marbre_statement_next (statement))
        {
          gsize size;
          const guint8 *data = marbre_statement_get_bytes (statement, 0, &size);

          sound = marbre_index_postings_add (data, size, n_docs, word->weight,
                                             query->reader->scores);
        }
      if (!marbre_statement_end (statement, error))
        return FALSE;
    }
  if (!sound)
    g_propagate_error (error, marbre_index_damaged_error_new ());
  return sound;
}

static gboolean
search_segment (MarbreIndexSearch *query, const MarbreIndexSegment *segment, GError **error)
{
  const gint64 n_docs = marbre_index_segment_size (segment);
  const gint64 n_seen = MIN (n_docs, query->before - segment->first);
  GArray *hits = query->answer->hits;
  float least = 0;
  float *scores;
  gboolean well;

  if (n_seen <= 0)
    return TRUE;
  reserve_scores (query->reader, (gsize) n_docs);
  scores = query->reader->scores;
  well = score_segment (query, segment, n_docs, error);
  for (gint64 i = 0; well && i < n_seen; i++)
    if (scores[i] > least)
      {
        marbre_index_hits_offer (hits, segment->first + i, scores[i]);
        if (hits->len == MARBRE_INDEX_HEAP)
          least = g_array_index (hits, MarbreIndexHit, 0).score;
      }
  memset (scores, 0, (gsize) n_docs * sizeof *scores);
  return well && !g_cancellable_set_error_if_cancelled (query->cancellable, error);
}

static void
search_pending (MarbreIndexSearch *query)
{
  g_autoptr (GHashTable) scores =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer doc, score;

  for (guint i = 0; i < query->answer->n_searched; i++)
    {
      const MarbreIndexWord *word = &g_array_index (query->answer->words, MarbreIndexWord, i);
      const GArray *list =
          g_hash_table_lookup (query->pending, GUINT_TO_POINTER (word->term->hash));

      for (guint j = 0; j < list->len; j++)
        {
          const MarbreIndexWaiting *waiting = &g_array_index (list, MarbreIndexWaiting, j);
          float *sum = g_hash_table_lookup (scores, &waiting->doc);

          if (sum == NULL)
            {
              sum = g_new0 (float, 1);
              g_hash_table_insert (scores, g_memdup2 (&waiting->doc, sizeof waiting->doc), sum);
            }
          *sum += word->weight * waiting->impact;
        }
    }
  g_hash_table_iter_init (&iter, scores);
  while (g_hash_table_iter_next (&iter, &doc, &score))
    marbre_index_hits_offer (query->answer->hits, *(gint64 *) doc, *(float *) score);
}

static int
compare_sizes (gconstpointer a, gconstpointer b)
{
  const gint64 left = marbre_index_segment_size (a);
  const gint64 right = marbre_index_segment_size (b);

  return (left < right) - (left > right);
}

/* The largest first. */
static gboolean
list_live_segments (MarbreIndexSearch *query, GError **error)
{
  query->segments = marbre_index_segment_list (query->reader->database, error);
  for (guint i = query->segments != NULL ? query->segments->len : 0; i-- > 0;)
    if (g_array_index (query->segments, MarbreIndexSegment, i).state !=
        MARBRE_INDEX_SEGMENT_LIVE)
      g_array_remove_index (query->segments, i);
  if (query->segments == NULL)
    return FALSE;
  g_array_sort (query->segments, compare_sizes);
  for (guint i = 0; i < query->segments->len; i++)
    {
      const MarbreIndexSegment *segment =
          &g_array_index (query->segments, MarbreIndexSegment, i);

      query->n_docs += marbre_index_segment_size (segment);
    }
  return TRUE;
}

static gboolean
run_query (MarbreIndexSearch *query, const MarbreIndexTerms *draft, GError **error)
{
  MarbreIndexTotal total;

  if (!marbre_index_table_read_total (query->reader->database, &total, error) ||
      !list_live_segments (query, error))
    return FALSE;
  query->answer->n_stories = total.stories;
  choose_looked_up (query, draft);
  if (!read_pending (query, error) ||
      !marbre_index_search_weigh (query, draft, marbre_index_table_usual_length (&total), error))
    return FALSE;
  for (guint i = 0; i < query->segments->len; i++)
    if (!search_segment (query, &g_array_index (query->segments, MarbreIndexSegment, i), error))
      return FALSE;
  search_pending (query);
  return marbre_index_hits_resolve (query->reader->database, query->answer->hits,
                                    query->not_story, error);
}

/**
 * marbre_index_reader_find:
 * @draft: its terms; must outlive the answer
 * @not_story: a story that is left out, 0 for none
 * @before: only documents with smaller numbers are found; %G_MAXINT64 for all
 * @cancellable: (nullable): stops it
 * @error: %MARBRE_ARCHIVE_ERROR_CORRUPT if the index makes no sense
 *
 * Inside a read transaction of the caller, or segments may come and go meanwhile.
 *
 * Returns: (transfer full) (nullable): the nearest stories
 */
MarbreIndexAnswer *
marbre_index_reader_find (MarbreIndexReader *self,
                          const MarbreIndexTerms *draft,
                          gint64 not_story,
                          gint64 before,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (MarbreIndexAnswer) answer = g_new0 (MarbreIndexAnswer, 1);
  g_auto (MarbreIndexSearch) query = {
    .reader = self,
    .answer = answer,
    .before = before,
    .not_story = not_story,
    .cancellable = cancellable,
  };

  answer->words = g_array_new (FALSE, FALSE, sizeof (MarbreIndexWord));
  answer->hits = marbre_index_hits_new ();
  query.terms = g_array_new (FALSE, FALSE, sizeof (guint32));
  query.pending =
      g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
  if (!run_query (&query, draft, error))
    return NULL;
  return g_steal_pointer (&answer);
}
