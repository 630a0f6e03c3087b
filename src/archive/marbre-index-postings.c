/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Postings, read and merged; see marbre-index-postings.h. The first distance of a list is from the
 * document before its segment's first one.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-index-postings.h"

#include <glib/gi18n.h>

#include "marbre-archive-error.h"
#include "marbre-index-codec.h"

/* A segment that is read from a term on. */
typedef struct
{
  const MarbreIndexSegment *segment; /* (borrowed) */
  MarbreStatement *statement;        /* (borrowed): the connection's */
  gint64 term;                       /* of the current row, -1 behind the last */
} Source;

typedef struct
{
  Source sources[MARBRE_INDEX_MAX_SOURCES];
  guint n_sources;
  GHashTable *dead; /* (owned): a set of documents, as pointers to their distance */
  gint64 before;    /* the document before the new segment's first */
} Merge;

/**
 * marbre_index_damaged_error_new:
 *
 * Returns: (transfer full): the index makes no sense; nothing else is damaged
 */
GError *
marbre_index_damaged_error_new (void)
{
  return g_error_new_literal (MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_CORRUPT,
                              _ ("The index of related stories is damaged; it is being made anew"));
}

/**
 * marbre_index_postings_add:
 * @data: a list
 * @n_docs: of its segment
 * @weight: of the term, for an impact of 1
 * @scores: (inout): of each document of the segment
 *
 * Returns: %FALSE if the list makes no sense
 */
gboolean
marbre_index_postings_add (const guint8 *data,
                           gsize size,
                           gint64 n_docs,
                           float weight,
                           float *scores)
{
  MarbreIndexBytes bytes = { data, data + size };
  gint64 at = -1;

  while (bytes.p < bytes.end)
    {
      guint64 distance;
      guint impact;

      if (!marbre_index_read_posting (&bytes, &distance, &impact) ||
          distance > (guint64) (n_docs - 1 - at))
        return FALSE;
      at += (gint64) distance;
      scores[at] += weight * (float) impact;
    }
  return TRUE;
}

/**
 * marbre_index_postings_insert:
 * @stories: how many documents @postings has
 *
 * Writes a list.
 *
 * Returns: %FALSE if it could not be written
 */
gboolean
marbre_index_postings_insert (MarbreDatabase *database,
                 gint64 segment,
                 gint64 term,
                 guint stories,
                 GByteArray *postings,
                 GError **error)
{
  static const char sql[] =
      "INSERT OR REPLACE INTO topic_posting (place, stories, postings) VALUES (?1, ?2, ?3)";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  g_autoptr (GBytes) bytes = g_bytes_new (postings->data, postings->len);

  marbre_statement_bind_int (statement, 1, marbre_index_place (segment, term));
  marbre_statement_bind_int (statement, 2, stories);
  marbre_statement_bind_bytes (statement, 3, bytes);
  return marbre_statement_run (statement, error);
}

/* One text each, since the connection knows a statement by its address. */
#define SOURCE_SQL                                                                                 \
  "SELECT place & 4294967295, stories, postings FROM topic_posting"                                \
  "  WHERE place > ?1 AND place <= ?2 ORDER BY place"

static const char source_sql[MARBRE_INDEX_MAX_SOURCES][sizeof SOURCE_SQL] = {
  SOURCE_SQL, SOURCE_SQL, SOURCE_SQL, SOURCE_SQL, SOURCE_SQL, SOURCE_SQL, SOURCE_SQL, SOURCE_SQL,
};

static void
source_next (Source *source)
{
  source->term = marbre_statement_next (source->statement)
                     ? marbre_statement_get_int (source->statement, 0)
                     : -1;
}

static gboolean
read_dead (MarbreDatabase *database, Merge *merge, const MarbreIndexSegment *made, GError **error)
{
  static const char sql[] = "SELECT doc FROM topic_dead WHERE doc BETWEEN ?1 AND ?2";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  marbre_statement_bind_int (statement, 1, made->first);
  marbre_statement_bind_int (statement, 2, made->last);
  while (marbre_statement_next (statement))
    g_hash_table_add (merge->dead, GSIZE_TO_POINTER ((gsize) (
                                       marbre_statement_get_int (statement, 0) - merge->before)));
  return marbre_statement_end (statement, error);
}

/* Appends the current list of a source to @bytes, whose last document is @last. */
static gboolean
append_list (Merge *merge, Source *source, GByteArray *bytes, gint64 *last, guint *n_stories)
{
  const gboolean any_dead = g_hash_table_size (merge->dead) > 0;
  gsize size;
  const guint8 *data = marbre_statement_get_bytes (source->statement, 2, &size);
  MarbreIndexBytes list = { data, data + size };
  gint64 doc = source->segment->first - 1 - merge->before; /* the segment's first is 1 or more */

  while (list.p < list.end)
    {
      guint64 distance;
      guint impact;

      if (!marbre_index_read_posting (&list, &distance, &impact) ||
          distance > (guint64) (source->segment->last - merge->before - doc))
        return FALSE;
      doc += (gint64) distance;
      if (any_dead && g_hash_table_contains (merge->dead, GSIZE_TO_POINTER ((gsize) doc)))
        continue;
      marbre_index_append_posting (bytes, (guint64) (doc - *last), impact);
      *last = doc;
      (*n_stories)++;
    }
  return TRUE;
}

/* The next term of any source; -1 behind the last. */
static gint64
next_term (Merge *merge)
{
  gint64 term = -1;

  for (guint i = 0; i < merge->n_sources; i++)
    if (merge->sources[i].term >= 0 && (term < 0 || merge->sources[i].term < term))
      term = merge->sources[i].term;
  return term;
}

static gboolean
merge_term (MarbreDatabase *database,
            Merge *merge,
            gint64 term,
            gint64 segment,
            GByteArray *bytes,
            GError **error)
{
  guint n_stories = 0;
  gint64 last = 0;

  g_byte_array_set_size (bytes, 0);
  for (guint i = 0; i < merge->n_sources; i++)
    if (merge->sources[i].term == term)
      {
        if (!append_list (merge, &merge->sources[i], bytes, &last, &n_stories))
          {
            g_propagate_error (error, marbre_index_damaged_error_new ());
            return FALSE;
          }
        source_next (&merge->sources[i]);
      }
  return n_stories == 0 ||
         marbre_index_postings_insert (database, segment, term, n_stories, bytes, error);
}

static gboolean
end_sources (Merge *merge, gboolean done, GError **error)
{
  for (guint i = 0; i < merge->n_sources; i++)
    if (done)
      done = marbre_statement_end (merge->sources[i].statement, error);
    else
      marbre_statement_reset (merge->sources[i].statement);
  g_hash_table_unref (merge->dead);
  return done;
}

/**
 * marbre_index_postings_merge:
 * @sources: (element-type MarbreIndexSegment): segments, in the order of their documents
 * @made: the segment that is made of them
 * @max_bytes: how much is written at most, about
 * @reached: (inout): the last term that was merged
 * @done: (out): whether it was the last of all
 * @error: %MARBRE_ARCHIVE_ERROR_CORRUPT if a list makes no sense
 *
 * Writes the next lists of a segment that is made of others, without documents that are dead.
 *
 * Returns: %FALSE if they could not be read or written
 */
gboolean
marbre_index_postings_merge (MarbreDatabase *database,
                             GArray *sources,
                             const MarbreIndexSegment *made,
                             gsize max_bytes,
                             gint64 *reached,
                             gboolean *done,
                             GError **error)
{
  Merge merge = { .before = made->first - 1 };
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gsize written = 0;
  gint64 term;
  gboolean well;

  merge.dead = g_hash_table_new (NULL, NULL);
  well = read_dead (database, &merge, made, error);
  merge.n_sources = MIN (sources->len, MARBRE_INDEX_MAX_SOURCES);
  for (guint i = 0; i < merge.n_sources; i++)
    {
      Source *source = &merge.sources[i];

      source->segment = &g_array_index (sources, MarbreIndexSegment, i);
      source->statement = marbre_database_prepare (database, source_sql[i]);
      marbre_statement_bind_int (source->statement, 1,
                                 marbre_index_place (source->segment->number, 0) + *reached);
      marbre_statement_bind_int (source->statement, 2,
                                 marbre_index_place (source->segment->number, G_MAXUINT32));
      source_next (source);
    }
  for (term = next_term (&merge); well && term >= 0 && written < max_bytes;
       term = next_term (&merge))
    {
      well = merge_term (database, &merge, term, made->number, bytes, error);
      written += bytes->len + 16;
      *reached = term;
    }
  *done = term < 0;
  return end_sources (&merge, well, error);
}
