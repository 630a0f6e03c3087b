/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Segments; see marbre-index-merge.h. A log-structured merge (P. O'Neil et al., "The Log-Structured
 * Merge-Tree", 1996): a segment is written once, and four neighbours of about one size become one.
 * How far a merge has come stands in the database, so that it goes on after a crash.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-index-merge.h"

#include "marbre-index-postings.h"
#include "marbre-index-segment.h"
#include "marbre-index-table.h"

/* So many segments of one size become one of the next; so much larger is the next. */
#define FAN 4

/* How much smaller a segment is than the one before it, at least. */
#define CALM_RATIO 3

/* Bytes of postings in one slice: some ten milliseconds. */
#define SLICE_BYTES (2 * 1024 * 1024)

/* Rows of a segment that is not needed any more which one slice deletes. */
#define SLICE_ROWS 5000

typedef struct
{
  MarbreDatabase *database; /* (borrowed) */
  guint max_pending;
  gboolean more;
} Step;

/* Empties a segment that was merged, from its first term on. */
static gboolean
empty_slice (MarbreDatabase *database, const MarbreIndexSegment *segment, GError **error)
{
  static const char sql[] =
      "DELETE FROM topic_posting WHERE place >= ?1 AND place <= coalesce ("
      "  (SELECT place FROM topic_posting WHERE place >= ?1 AND place <= ?2 ORDER BY place"
      "     LIMIT 1 OFFSET ?3), ?2)";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  marbre_statement_bind_int (statement, 1, marbre_index_place (segment->number, 0));
  marbre_statement_bind_int (statement, 2, marbre_index_place (segment->number, G_MAXUINT32));
  marbre_statement_bind_int (statement, 3, SLICE_ROWS);
  if (!marbre_statement_run (statement, error))
    return FALSE;
  return marbre_database_get_changes (database) > SLICE_ROWS ||
         marbre_index_segment_delete (database, segment->number, error);
}

/* The live segments within the range of the one that is being made. */
static GArray *
find_sources (GArray *segments, const MarbreIndexSegment *made)
{
  GArray *sources = g_array_new (FALSE, FALSE, sizeof (MarbreIndexSegment));

  for (guint i = 0; i < segments->len; i++)
    {
      const MarbreIndexSegment *segment = &g_array_index (segments, MarbreIndexSegment, i);

      if (segment->state == MARBRE_INDEX_SEGMENT_LIVE && segment->first >= made->first &&
          segment->last <= made->last)
        g_array_append_val (sources, *segment);
    }
  return sources;
}

/* The segment is whole: from now on it is read, and those it was made of are not. */
static gboolean
put_in_place (MarbreDatabase *database,
              GArray *sources,
              const MarbreIndexSegment *made,
              GError **error)
{
  static const char dead_sql[] = "DELETE FROM topic_dead WHERE doc BETWEEN ?1 AND ?2";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, dead_sql);

  for (guint i = 0; i < sources->len; i++)
    if (!marbre_index_segment_set_state (database,
                                         g_array_index (sources, MarbreIndexSegment, i).number,
                                         MARBRE_INDEX_SEGMENT_OLD, error))
      return FALSE;
  /* A story that changed while the merge was under way may have left postings of its old text; as
   * it has no document of that number any more, nobody is misled. */
  marbre_statement_bind_int (statement, 1, made->first);
  marbre_statement_bind_int (statement, 2, made->last);
  return marbre_statement_run (statement, error) &&
         marbre_index_segment_set_state (database, made->number, MARBRE_INDEX_SEGMENT_LIVE, error);
}

static gboolean
merge_slice (MarbreDatabase *database,
             GArray *segments,
             const MarbreIndexSegment *made,
             GError **error)
{
  g_autoptr (GArray) sources = find_sources (segments, made);
  gint64 reached = made->reached;
  gboolean done;

  if (!marbre_index_postings_merge (database, sources, made, SLICE_BYTES, &reached, &done, error))
    return FALSE;
  return done ? put_in_place (database, sources, made, error)
              : marbre_index_segment_set_reached (database, made->number, reached, error);
}

/* 0 for the smallest, one more for each FAN-fold. */
static guint
level_of (gint64 size)
{
  guint level = 0;

  for (; size > MARBRE_INDEX_PENDING * 2; size /= FAN)
    level++;
  return level;
}

static gint64
size_at (GArray *segments, guint i)
{
  const MarbreIndexSegment *segment = &g_array_index (segments, MarbreIndexSegment, i);

  return segment->last - segment->first + 1;
}

/* Of the newest segments, as many as are no larger than @level. The segments are in the order of
 * their documents. */
static guint
count_run (GArray *segments, guint level)
{
  guint n = 0;

  while (n < segments->len)
    {
      if (level_of (size_at (segments, segments->len - 1 - n)) > level)
        break;
      n++;
    }
  return n;
}

/* With time to spare each segment is to be much smaller than the one before: as many of the newest
 * as it takes for that, also if some of them are as they should be. */
static guint
plan_calm_merge (GArray *segments)
{
  gint64 sum = 0;
  guint best = 0;

  for (guint n = 0; n < segments->len && n < MARBRE_INDEX_MAX_SOURCES; n++)
    {
      const gint64 size = size_at (segments, segments->len - 1 - n);

      if (size < CALM_RATIO * sum)
        best = n + 1;
      sum += size;
    }
  return best;
}

/* While many stories come, how many of the newest segments are to be merged; 0 for none. */
static guint
plan_bulk_merge (GArray *segments)
{
  guint best = 0;

  for (guint level = 0; level < 32; level++)
    {
      const guint n = count_run (segments, level);

      if (n >= FAN)
        best = MIN (n, MARBRE_INDEX_MAX_SOURCES);
      if (n == segments->len)
        break;
    }
  return best;
}

static gboolean
begin_merge (MarbreDatabase *database, GArray *segments, guint n, GError **error)
{
  const MarbreIndexSegment *oldest =
      &g_array_index (segments, MarbreIndexSegment, segments->len - n);
  const MarbreIndexSegment *newest =
      &g_array_index (segments, MarbreIndexSegment, segments->len - 1);
  gint64 number;

  return marbre_index_segment_add (database, MARBRE_INDEX_SEGMENT_MADE, oldest->first,
                                   newest->last, &number, error);
}

static const MarbreIndexSegment *
find_state (GArray *segments, MarbreIndexSegmentState state)
{
  for (guint i = 0; i < segments->len; i++)
    if (g_array_index (segments, MarbreIndexSegment, i).state == state)
      return &g_array_index (segments, MarbreIndexSegment, i);
  return NULL;
}

static gboolean
take_step (MarbreDatabase *database, gpointer data, GError **error)
{
  Step *step = data;
  g_autoptr (GArray) segments = marbre_index_segment_list (database, error);
  const MarbreIndexSegment *segment;
  MarbreIndexTotal total;
  guint n;

  if (segments == NULL || !marbre_index_table_read_total (database, &total, error))
    return FALSE;
  step->more = TRUE;
  if (total.pending >= MAX (step->max_pending, 1))
    return marbre_index_postings_flush (database, MARBRE_INDEX_PENDING_BULK, error);
  segment = find_state (segments, MARBRE_INDEX_SEGMENT_OLD);
  if (segment != NULL)
    return empty_slice (database, segment, error);
  segment = find_state (segments, MARBRE_INDEX_SEGMENT_MADE);
  if (segment != NULL)
    return merge_slice (database, segments, segment, error);
  n = step->max_pending > MARBRE_INDEX_PENDING ? plan_bulk_merge (segments)
                                               : plan_calm_merge (segments);
  if (n > 0)
    return begin_merge (database, segments, n, error);
  step->more = FALSE;
  return TRUE;
}

/**
 * marbre_index_merge_step:
 * @max_pending: from how many waiting documents on they are made a segment of
 * @more: (out): whether there was something to do, and so may be more
 * @error: %MARBRE_ARCHIVE_ERROR_CORRUPT if postings make no sense
 *
 * Does the next slice of what is due, in a transaction of its own.
 *
 * Returns: %FALSE if it failed and nothing was changed
 */
gboolean
marbre_index_merge_step (MarbreDatabase *database,
                         guint max_pending,
                         gboolean *more,
                         GError **error)
{
  Step step = { database, max_pending, FALSE };

  *more = FALSE;
  if (!marbre_database_transact (database, take_step, &step, error))
    return FALSE;
  *more = step.more;
  return TRUE;
}
