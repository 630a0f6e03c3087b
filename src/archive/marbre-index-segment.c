/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows of topic_segment; see marbre-index-segment.h.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-index-segment.h"

/**
 * marbre_index_segment_list:
 *
 * Returns: (transfer full) (nullable) (element-type MarbreIndexSegment): all of them, in the order
 *   of their documents
 */
GArray *
marbre_index_segment_list (MarbreDatabase *database, GError **error)
{
  static const char sql[] = "SELECT segment, state, first, last, reached FROM topic_segment"
                            "  ORDER BY first, last";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  g_autoptr (GArray) segments = g_array_new (FALSE, FALSE, sizeof (MarbreIndexSegment));

  while (marbre_statement_next (statement))
    {
      const MarbreIndexSegment segment = {
        .number = marbre_statement_get_int (statement, 0),
        .state = (MarbreIndexSegmentState) marbre_statement_get_int (statement, 1),
        .first = marbre_statement_get_int (statement, 2),
        .last = marbre_statement_get_int (statement, 3),
        .reached = marbre_statement_get_int (statement, 4),
      };

      g_array_append_val (segments, segment);
    }
  return marbre_statement_end (statement, error) ? g_steal_pointer (&segments) : NULL;
}

/**
 * marbre_index_segment_add:
 * @number: (out): its number
 *
 * Returns: %FALSE if it could not be written
 */
gboolean
marbre_index_segment_add (MarbreDatabase *database,
                          MarbreIndexSegmentState state,
                          gint64 first,
                          gint64 last,
                          gint64 *number,
                          GError **error)
{
  static const char sql[] = "INSERT INTO topic_segment (state, first, last, reached)"
                            "  VALUES (?1, ?2, ?3, -1)";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  marbre_statement_bind_int (statement, 1, state);
  marbre_statement_bind_int (statement, 2, first);
  marbre_statement_bind_int (statement, 3, last);
  if (!marbre_statement_run (statement, error))
    return FALSE;
  *number = marbre_database_get_last_number (database);
  return TRUE;
}

static gboolean
run_with (MarbreDatabase *database, const char *sql, gint64 number, gint64 value, GError **error)
{
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  marbre_statement_bind_int (statement, 1, number);
  marbre_statement_bind_int (statement, 2, value);
  return marbre_statement_run (statement, error);
}

/**
 * marbre_index_segment_set_state:
 *
 * Returns: %FALSE if it could not be written
 */
gboolean
marbre_index_segment_set_state (MarbreDatabase *database,
                                gint64 number,
                                MarbreIndexSegmentState state,
                                GError **error)
{
  return run_with (database, "UPDATE topic_segment SET state = ?2 WHERE segment = ?1", number,
                   state, error);
}

/**
 * marbre_index_segment_set_reached:
 *
 * Returns: %FALSE if it could not be written
 */
gboolean
marbre_index_segment_set_reached (MarbreDatabase *database,
                                  gint64 number,
                                  gint64 reached,
                                  GError **error)
{
  return run_with (database, "UPDATE topic_segment SET reached = ?2 WHERE segment = ?1", number,
                   reached, error);
}

/**
 * marbre_index_segment_delete:
 *
 * Takes the row away; its postings are gone already.
 *
 * Returns: %FALSE if it could not be written
 */
gboolean
marbre_index_segment_delete (MarbreDatabase *database, gint64 number, GError **error)
{
  static const char sql[] = "DELETE FROM topic_segment WHERE segment = ?1";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  marbre_statement_bind_int (statement, 1, number);
  return marbre_statement_run (statement, error);
}
