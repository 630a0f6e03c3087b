/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The nearest documents; see marbre-index-hits.h.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-index-hits.h"

#include "marbre-index-codec.h"
#include "marbre-index-postings.h"

static void
clear_hit (gpointer data)
{
  MarbreIndexHit *hit = data;

  g_clear_pointer (&hit->tags, g_array_unref);
  g_clear_pointer (&hit->shared, g_array_unref);
}

/**
 * marbre_index_hits_new:
 *
 * Returns: (transfer full) (element-type MarbreIndexHit): none yet
 */
GArray *
marbre_index_hits_new (void)
{
  GArray *hits = g_array_new (FALSE, FALSE, sizeof (MarbreIndexHit));

  g_array_set_clear_func (hits, clear_hit);
  return hits;
}

/* A heap with the worst hit on top. */
static gboolean
is_worse (const MarbreIndexHit *left, const MarbreIndexHit *right)
{
  return left->score < right->score || (left->score == right->score && left->doc < right->doc);
}

static void
sift_down (MarbreIndexHit *heap, guint length, guint i)
{
  const MarbreIndexHit hit = heap[i];

  for (;;)
    {
      guint child = 2 * i + 1;

      if (child + 1 < length && is_worse (&heap[child + 1], &heap[child]))
        child++;
      if (child >= length || !is_worse (&heap[child], &hit))
        break;
      heap[i] = heap[child];
      i = child;
    }
  heap[i] = hit;
}

/**
 * marbre_index_hits_offer:
 * @hits: (element-type MarbreIndexHit): the best so far, the worst of them first once there are
 *   %MARBRE_INDEX_HEAP
 *
 * Takes a document in, if it is one of the best.
 */
void
marbre_index_hits_offer (GArray *hits, gint64 doc, float score)
{
  const MarbreIndexHit hit = { .doc = doc, .score = score };
  MarbreIndexHit *heap = (MarbreIndexHit *) (gpointer) hits->data;

  if (hits->len < MARBRE_INDEX_HEAP)
    {
      g_array_append_val (hits, hit);
      heap = (MarbreIndexHit *) (gpointer) hits->data;
      if (hits->len == MARBRE_INDEX_HEAP)
        for (guint i = MARBRE_INDEX_HEAP / 2; i-- > 0;)
          sift_down (heap, MARBRE_INDEX_HEAP, i);
    }
  else if (is_worse (&heap[0], &hit))
    {
      heap[0] = hit;
      sift_down (heap, MARBRE_INDEX_HEAP, 0);
    }
}

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  return is_worse (a, b) ? 1 : is_worse (b, a) ? -1 : 0;
}

static gboolean
read_tags (const guint8 *data, gsize size, GArray *tags)
{
  MarbreIndexBytes bytes = { data, data + size };
  guint64 distance;
  gint64 tag = 0;

  while (bytes.p < bytes.end)
    {
      if (!marbre_index_read_number (&bytes, &distance))
        return FALSE;
      tag += (gint64) distance;
      g_array_append_val (tags, tag);
    }
  return TRUE;
}

/* Finds the hit's story; leaves it without tags if there is none, or not to be shown. */
static gboolean
resolve_hit (MarbreDatabase *database, MarbreIndexHit *hit, gint64 not_story, GError **error)
{
  static const char sql[] = "SELECT story, tags FROM topic_story WHERE doc = ?1";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  gboolean sound = TRUE;

  marbre_statement_bind_int (statement, 1, hit->doc);
  if (marbre_statement_next (statement) && marbre_statement_get_int (statement, 0) != not_story)
    {
      gsize size;
      const guint8 *data = marbre_statement_get_bytes (statement, 1, &size);

      hit->story = marbre_statement_get_int (statement, 0);
      hit->tags = g_array_new (FALSE, FALSE, sizeof (gint64));
      sound = read_tags (data, size, hit->tags);
    }
  if (!marbre_statement_end (statement, error))
    return FALSE;
  if (!sound)
    g_propagate_error (error, marbre_index_damaged_error_new ());
  return sound;
}

/**
 * marbre_index_hits_resolve:
 * @hits: (element-type MarbreIndexHit): what was offered
 * @not_story: a story that is left out, 0 for none
 * @error: %MARBRE_ARCHIVE_ERROR_CORRUPT if a row makes no sense
 *
 * Finds the stories of the documents, drops those that have none any more, and puts the nearest
 * first.
 *
 * Returns: %FALSE if they could not be read
 */
gboolean
marbre_index_hits_resolve (MarbreDatabase *database,
                           GArray *hits,
                           gint64 not_story,
                           GError **error)
{
  guint n = 0;

  g_array_sort (hits, compare_hits);
  for (guint i = 0; i < hits->len && n < MARBRE_INDEX_MAX_HITS; i++)
    {
      MarbreIndexHit *hit = &g_array_index (hits, MarbreIndexHit, i);

      if (!resolve_hit (database, hit, not_story, error))
        return FALSE;
      if (hit->tags == NULL)
        continue;
      if (n != i)
        {
          g_array_index (hits, MarbreIndexHit, n) = *hit;
          hit->tags = NULL;
        }
      n++;
    }
  g_array_set_size (hits, n);
  return TRUE;
}
