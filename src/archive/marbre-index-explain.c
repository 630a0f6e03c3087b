/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Why a story is near: which of the draft's telling words it has; see marbre-index-query.h. Lists
 * are read once more, the short ones, and for the stories that are shown only.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-index-codec.h"
#include "marbre-index-postings.h"
#include "marbre-index-query.h"

/* A word in more than a twentieth of the stories is a reason only for want of a better one, one in
 * more than a quarter never; in a small archive any word may be. */
#define RARE_SHARE   20
#define COMMON_SHARE 4
#define COMMON_MIN   100

/* With so many reasons no common word is looked for. */
#define FEW 2

/* A story with so many reasons needs no further one. */
#define ENOUGH 8

/* Walks a list and notes the word at each hit it has. */
static gboolean
note_hits (const guint8 *data, gsize size, gint64 before, GPtrArray *by_doc, guint word)
{
  MarbreIndexBytes bytes = { data, data + size };
  gint64 doc = before;
  guint next = 0;

  while (bytes.p < bytes.end && next < by_doc->len)
    {
      guint64 distance;
      guint impact;

      if (!marbre_index_read_posting (&bytes, &distance, &impact))
        return FALSE;
      doc += (gint64) distance;
      while (next < by_doc->len &&
             ((MarbreIndexHit *) g_ptr_array_index (by_doc, next))->doc < doc)
        next++;
      if (next < by_doc->len)
        {
          MarbreIndexHit *hit = g_ptr_array_index (by_doc, next);

          if (hit->doc == doc && hit->shared->len < ENOUGH)
            g_array_append_val (hit->shared, word);
        }
    }
  return TRUE;
}

/* Not as a join with the segments: once it has figures, SQLite makes a Bloom filter for that of the
 * whole table. */
static gboolean
note_in_segment (MarbreDatabase *database,
                 const MarbreIndexSegment *segment,
                 const MarbreIndexWord *word,
                 guint place,
                 GPtrArray *by_doc,
                 GError **error)
{
  static const char sql[] = "SELECT postings FROM topic_posting WHERE place = ?1";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  gboolean sound = TRUE;

  marbre_statement_bind_int (statement, 1,
                             marbre_index_place (segment->number, word->term->hash));
  if (marbre_statement_next (statement))
    {
      gsize size;
      const guint8 *data = marbre_statement_get_bytes (statement, 0, &size);

      sound = note_hits (data, size, segment->first - 1, by_doc, place);
    }
  if (!marbre_statement_end (statement, error))
    return FALSE;
  if (!sound)
    g_propagate_error (error, marbre_index_damaged_error_new ());
  return sound;
}

static gboolean
note_in_segments (MarbreDatabase *database,
                  const GArray *segments,
                  const MarbreIndexWord *word,
                  guint place,
                  GPtrArray *by_doc,
                  GError **error)
{
  for (guint i = 0; i < segments->len; i++)
    {
      const MarbreIndexSegment *segment = &g_array_index (segments, MarbreIndexSegment, i);

      if (segment->state == MARBRE_INDEX_SEGMENT_LIVE &&
          !note_in_segment (database, segment, word, place, by_doc, error))
        return FALSE;
    }
  return TRUE;
}

/* A document that waits has its terms in one row. */
static gboolean
note_waiting (MarbreDatabase *database,
              const MarbreIndexAnswer *answer,
              MarbreIndexHit *hit,
              GError **error)
{
  static const char sql[] = "SELECT terms FROM topic_pending WHERE doc = ?1";
  const gint64 most = MAX (answer->n_stories / COMMON_SHARE, COMMON_MIN);
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  g_autoptr (GHashTable) terms = g_hash_table_new (NULL, NULL);

  marbre_statement_bind_int (statement, 1, hit->doc);
  if (marbre_statement_next (statement))
    {
      gsize size;
      const guint8 *data = marbre_statement_get_bytes (statement, 0, &size);
      MarbreIndexBytes bytes = { data, data + size };
      guint64 distance;
      guint32 term = 0;

      while (marbre_index_read_number (&bytes, &distance) && bytes.p++ < bytes.end)
        {
          term += (guint32) distance;
          g_hash_table_add (terms, GUINT_TO_POINTER (term));
        }
    }
  for (guint i = 0; i < answer->n_searched && hit->shared->len < ENOUGH; i++)
    {
      const MarbreIndexWord *word = &g_array_index (answer->words, MarbreIndexWord, i);

      if (word->n_stories <= most &&
          g_hash_table_contains (terms, GUINT_TO_POINTER (word->term->hash)))
        g_array_append_val (hit->shared, i);
    }
  return marbre_statement_end (statement, error);
}

static int
compare_docs (gconstpointer a, gconstpointer b)
{
  const MarbreIndexHit *left = *(const MarbreIndexHit *const *) a;
  const MarbreIndexHit *right = *(const MarbreIndexHit *const *) b;

  return (left->doc > right->doc) - (left->doc < right->doc);
}

/* Looks for the words that are in so many stories: more than @least, at most @most. */
static gboolean
note_words (MarbreDatabase *database,
            const GArray *segments,
            const MarbreIndexAnswer *answer,
            GPtrArray *by_doc,
            gint64 least,
            gint64 most,
            GError **error)
{
  for (guint i = 0; i < answer->n_searched && by_doc->len > 0; i++)
    {
      const MarbreIndexWord *word = &g_array_index (answer->words, MarbreIndexWord, i);

      if (word->n_stories > least && word->n_stories <= most &&
          !note_in_segments (database, segments, word, i, by_doc, error))
        return FALSE;
    }
  return TRUE;
}

static void
drop_explained (GPtrArray *by_doc)
{
  for (guint i = by_doc->len; i-- > 0;)
    if (((MarbreIndexHit *) g_ptr_array_index (by_doc, i))->shared->len >= FEW)
      g_ptr_array_remove_index (by_doc, i);
}

/**
 * marbre_index_reader_explain:
 * @answer: of this reader
 * @hits: (element-type MarbreIndexHit): some of the answer's hits
 * @error: %MARBRE_ARCHIVE_ERROR_CORRUPT if the index makes no sense
 *
 * Fills in which of the draft's telling words the hits share.
 *
 * Returns: %FALSE if the lists could not be read
 */
gboolean
marbre_index_reader_explain (MarbreIndexReader *self,
                             const MarbreIndexAnswer *answer,
                             GPtrArray *hits,
                             GError **error)
{
  MarbreDatabase *database = marbre_index_reader_get_database (self);
  const gint64 rare = MAX (answer->n_stories / RARE_SHARE, COMMON_MIN);
  const gint64 common = MAX (answer->n_stories / COMMON_SHARE, COMMON_MIN);
  g_autoptr (GPtrArray) by_doc = g_ptr_array_new ();
  g_autoptr (GArray) segments = marbre_index_segment_list (database, error);

  if (segments == NULL)
    return FALSE;
  for (guint i = 0; i < hits->len; i++)
    {
      MarbreIndexHit *hit = g_ptr_array_index (hits, i);

      g_clear_pointer (&hit->shared, g_array_unref);
      hit->shared = g_array_new (FALSE, FALSE, sizeof (guint));
      if (!note_waiting (database, answer, hit, error))
        return FALSE;
      g_ptr_array_add (by_doc, hit);
    }
  g_ptr_array_sort (by_doc, compare_docs);
  if (!note_words (database, segments, answer, by_doc, 0, rare, error))
    return FALSE;
  drop_explained (by_doc);
  return note_words (database, segments, answer, by_doc, rare, common, error);
}
