/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Documents that wait become a segment; see marbre-index-postings.h.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-index-codec.h"
#include "marbre-index-postings.h"

/* The digits by which terms are sorted. */
#define RADIX_BITS 11
#define RADIX      (1u << RADIX_BITS)

/* A term of a document that waits. */
typedef struct
{
  guint32 term;
  guint32 doc; /* from the first that waits */
  guint8 impact;
} Pending;

/* Sorts by terms; the entries of a term keep their order, which is that of the documents. A radix
 * sort (D. E. Knuth, "The Art of Computer Programming", vol. 3, 5.2.5): there are millions. */
static GArray *
sort_by_term (GArray *all)
{
  GArray *other = g_array_sized_new (FALSE, FALSE, sizeof (Pending), all->len);

  g_array_set_size (other, all->len);
  for (guint shift = 0; shift < 32; shift += RADIX_BITS)
    {
      const Pending *from = (const Pending *) (gpointer) all->data;
      Pending *to = (Pending *) (gpointer) other->data;
      g_autofree guint *starts = g_new0 (guint, RADIX + 1);
      GArray *sorted = other;

      for (guint i = 0; i < all->len; i++)
        starts[(from[i].term >> shift) % RADIX + 1]++;
      for (guint i = 1; i < RADIX; i++)
        starts[i] += starts[i - 1];
      for (guint i = 0; i < all->len; i++)
        to[starts[(from[i].term >> shift) % RADIX]++] = from[i];
      other = all;
      all = sorted;
    }
  g_array_unref (other);
  return all;
}

static gboolean
collect_terms (GArray *all, guint32 doc, const guint8 *data, gsize size)
{
  MarbreIndexBytes bytes = { data, data + size };
  guint64 term = 0;

  while (bytes.p < bytes.end)
    {
      Pending entry = { .doc = doc };
      guint64 distance;

      if (!marbre_index_read_number (&bytes, &distance) || bytes.p == bytes.end ||
          term + distance > G_MAXUINT32)
        return FALSE;
      term += distance;
      entry.term = (guint32) term;
      entry.impact = *bytes.p++;
      if (entry.impact < MARBRE_INDEX_MIN_IMPACT || entry.impact > MARBRE_INDEX_MAX_IMPACT)
        return FALSE;
      g_array_append_val (all, entry);
    }
  return TRUE;
}

/* The terms of the documents that have waited longest. */
static gboolean
read_pending (MarbreDatabase *database,
              guint limit,
              GArray *all,
              gint64 *first,
              gint64 *last,
              GError **error)
{
  static const char sql[] = "SELECT doc, terms FROM topic_pending ORDER BY doc LIMIT ?1";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  gboolean sound = TRUE;

  *first = -1;
  marbre_statement_bind_int (statement, 1, limit);
  while (sound && marbre_statement_next (statement))
    {
      gsize size;
      const guint8 *data = marbre_statement_get_bytes (statement, 1, &size);

      *last = marbre_statement_get_int (statement, 0);
      if (*first < 0)
        *first = *last;
      sound = *last - *first < G_MAXUINT32 &&
              collect_terms (all, (guint32) (*last - *first), data, size);
    }
  if (!marbre_statement_end (statement, error))
    return FALSE;
  if (!sound)
    g_propagate_error (error, marbre_index_damaged_error_new ());
  return sound;
}

static gboolean
write_lists (MarbreDatabase *database, GArray *all, gint64 segment, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint i = 0;

  while (i < all->len)
    {
      const guint32 term = g_array_index (all, Pending, i).term;
      gint64 before = -1;
      guint n = 0;

      g_byte_array_set_size (bytes, 0);
      for (; i < all->len && g_array_index (all, Pending, i).term == term; i++, n++)
        {
          const Pending *entry = &g_array_index (all, Pending, i);

          marbre_index_append_posting (bytes, (guint64) (entry->doc - before), entry->impact);
          before = entry->doc;
        }
      if (!marbre_index_postings_insert (database, segment, term, n, bytes, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * marbre_index_postings_flush:
 * @limit: how many documents at most
 *
 * Makes a segment of documents that wait.
 *
 * Returns: %FALSE if it could not be written
 */
gboolean
marbre_index_postings_flush (MarbreDatabase *database, guint limit, GError **error)
{
  static const char delete_sql[] = "DELETE FROM topic_pending WHERE doc <= ?1";
  static const char total_sql[] =
      "UPDATE topic_total SET pending = (SELECT count(*) FROM topic_pending)";
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Pending));
  g_autoptr (MarbreStatement) statement = NULL;
  gint64 first, last, number;

  if (!read_pending (database, limit, all, &first, &last, error))
    return FALSE;
  if (first < 0)
    return marbre_database_run (database, total_sql, error);
  all = sort_by_term (g_steal_pointer (&all));
  if (!marbre_index_segment_add (database, MARBRE_INDEX_SEGMENT_LIVE, first, last, &number,
                                 error) ||
      !write_lists (database, all, number, error))
    return FALSE;
  statement = marbre_database_prepare (database, delete_sql);
  marbre_statement_bind_int (statement, 1, last);
  return marbre_statement_run (statement, error) &&
         marbre_database_run (database, total_sql, error);
}
