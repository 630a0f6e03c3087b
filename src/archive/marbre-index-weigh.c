/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which of a draft's words are searched for, and how much each counts; see marbre-index-query.h.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-index-query-private.h"

#include <math.h>

#include "marbre-index-table.h"

/* Words that are searched for, and how many stories they may be in together: as many as there are,
 * in a small archive more. Measured, like what follows, on two news archives. */
#define MAX_WORDS    50
#define MIN_POSTINGS 1000

/* A word that is often in the draft is worth up to so many times of one that is there once. */
#define MAX_REPEATED 2.0

/* In an archive of more stories, how many have a word is told by segments that have so much of it,
 * if it is in so many stories there: a look-up in each of a dozen would take most of the time. */
#define EXACT_STORIES  20000
#define ENOUGH_SHARE   0.6
#define ENOUGH_STORIES 8

/* Names tell more than words do. */
#define NAME_FACTOR 3.0

/* In a large archive, may what the segments so far say of a word stand for all? */
static gboolean
is_enough (const MarbreIndexSearch *query, gint64 n_with, gint64 n_docs, gint64 n_all)
{
  return query->answer->n_stories > EXACT_STORIES && n_with >= ENOUGH_STORIES &&
         n_docs >= n_all * ENOUGH_SHARE;
}

/* Largest segments first: how rare a word is can be told from most of the stories. */
static gboolean
count_stories (MarbreIndexSearch *query, MarbreIndexWord *word, GError **error)
{
  static const char sql[] = "SELECT stories FROM topic_posting WHERE place = ?1";
  const GArray *waiting =
      g_hash_table_lookup (query->pending, GUINT_TO_POINTER (word->term->hash));
  gint64 n_docs = 0;

  word->n_stories = 0;
  for (guint i = 0; i < query->segments->len; i++)
    {
      const MarbreIndexSegment *segment =
          &g_array_index (query->segments, MarbreIndexSegment, i);
      g_autoptr (MarbreStatement) statement =
          marbre_database_prepare (query->reader->database, sql);

      marbre_statement_bind_int (statement, 1,
                                 marbre_index_place (segment->number, word->term->hash));
      if (marbre_statement_next (statement))
        word->n_stories += marbre_statement_get_int (statement, 0);
      if (!marbre_statement_end (statement, error))
        return FALSE;
      n_docs += marbre_index_segment_size (segment);
      if (is_enough (query, word->n_stories, n_docs, query->n_docs))
        {
          word->n_stories = word->n_stories * query->n_docs / n_docs;
          break;
        }
    }
  word->n_stories += waiting->len;
  return TRUE;
}

/* Robertson's idf, never negative. */
static double
rareness (gint64 n_stories, gint64 n_with)
{
  return log (1.0 + (MAX (0, n_stories - n_with) + 0.5) / (n_with + 0.5));
}

static int
compare_weights (gconstpointer a, gconstpointer b)
{
  const MarbreIndexWord *left = a;
  const MarbreIndexWord *right = b;

  if (left->weight != right->weight)
    return left->weight > right->weight ? -1 : 1;
  return (left->term->hash > right->term->hash) - (left->term->hash < right->term->hash);
}

static gboolean
weigh_words (MarbreIndexSearch *query, GError **error)
{
  GArray *words = query->answer->words;

  for (guint i = 0; i < words->len; i++)
    {
      MarbreIndexWord *word = &g_array_index (words, MarbreIndexWord, i);
      const double count = word->term->count;
      double rare;

      if (!count_stories (query, word, error))
        return FALSE;
      rare = rareness (query->answer->n_stories, word->n_stories);
      word->rareness = word->n_stories > 0 ? rare : 0;
      word->weight = (float) (rare * (MAX_REPEATED + 1) * count / (count + MAX_REPEATED) *
                              (word->term->is_name ? NAME_FACTOR : 1.0));
    }
  g_array_sort (words, compare_weights);
  return TRUE;
}

/* Leaves a weight to the heaviest words only, as long as their lists may be read. */
static void
choose_searched (MarbreIndexSearch *query, const MarbreIndexTerms *draft, double usual)
{
  GArray *words = query->answer->words;
  gint64 budget = MAX (query->answer->n_stories, MIN_POSTINGS);
  guint n_own = 0;

  for (guint i = 0; i < words->len; i++)
    {
      MarbreIndexWord *word = &g_array_index (words, MarbreIndexWord, i);

      if (word->n_stories > budget || n_own >= MAX_WORDS)
        word->weight = 0;
      if (word->weight <= 0)
        continue;
      budget -= word->n_stories;
      n_own++;
      query->answer->own_score +=
          word->weight * marbre_index_table_impact (word->term->count, draft->length, usual);
      /* What no story has is not looked for, but the draft is about that too. */
      if (word->n_stories == 0)
        word->weight = 0;
      else
        query->answer->n_searched++;
    }
  g_array_sort (words, compare_weights);
}

/**
 * marbre_index_search_weigh:
 * @draft: its terms
 * @usual: length of a story
 *
 * Weighs the draft's words by how rare they are and leaves a weight to those that are searched for.
 *
 * Returns: %FALSE if the index could not be read
 */
gboolean
marbre_index_search_weigh (MarbreIndexSearch *self,
                           const MarbreIndexTerms *draft,
                           double usual,
                           GError **error)
{
  if (!weigh_words (self, error))
    return FALSE;
  choose_searched (self, draft, usual);
  return TRUE;
}
