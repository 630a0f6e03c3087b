/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Emptying the indexes; see marbre-archive-rebuild.h. SQLite reads the pages of a table when it
 * empties or drops it, and so cannot do either where one of them makes no sense. Such a table is
 * set aside: it gets another name, which touches no page of it, and an empty one takes its place.
 * What was set aside stays in the file and is never read again.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-archive-rebuild.h"

#include "marbre-archive-error.h"
#include "marbre-index-table.h"

typedef struct
{
  const char *name;
  const char *empty_sql;
} Table;

static const Table tables[] = {
  { "topic_total", "DELETE FROM topic_total" },
  { "topic_posting", "DELETE FROM topic_posting" },
  { "topic_segment", "DELETE FROM topic_segment" },
  { "topic_pending", "DELETE FROM topic_pending" },
  { "topic_dead", "DELETE FROM topic_dead" },
  { "topic_story", "DELETE FROM topic_story" },
  { "topic_model", "DELETE FROM topic_model" },
  { "topic_tag", "DELETE FROM topic_tag" },
  { "search_story", "DELETE FROM search_story" },
  { "story_search", "INSERT INTO story_search (story_search) VALUES ('delete-all')" },
};

static gboolean
is_damage (const GError *error)
{
  return g_error_matches (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_CORRUPT);
}

static gboolean
clear_all (MarbreDatabase *database, gpointer data, GError **error)
{
  return marbre_index_table_clear (database, error);
}

static gboolean
empty (MarbreDatabase *database, gpointer data, GError **error)
{
  const Table *table = data;

  return marbre_database_run (database, table->empty_sql, error);
}

/* How the table was made, and how many were set aside. */
static char *
read_schema (MarbreDatabase *database, const char *name, gint64 *n_lost, GError **error)
{
  static const char sql[] =
      "SELECT sql, (SELECT count(*) FROM sqlite_schema WHERE name LIKE 'lost!_%' ESCAPE '!')"
      "  FROM sqlite_schema WHERE name = ?1";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  g_autofree char *made_by = NULL;

  marbre_statement_bind_text (statement, 1, name);
  if (marbre_statement_next (statement))
    {
      made_by = marbre_statement_dup_text (statement, 0);
      *n_lost = marbre_statement_get_int (statement, 1);
    }
  return marbre_statement_end (statement, error) ? g_steal_pointer (&made_by) : NULL;
}

static gboolean
set_table_aside (MarbreDatabase *database, const char *name, GError **error)
{
  gint64 n_lost = 0;
  g_autofree char *made_by = read_schema (database, name, &n_lost, error);
  g_autofree char *rename_sql = NULL;

  if (made_by == NULL)
    return FALSE;
  g_message ("The table %s is damaged and is set aside", name);
  rename_sql = g_strdup_printf ("ALTER TABLE %s RENAME TO lost_%" G_GINT64_FORMAT "_%s", name,
                                n_lost, name);
  return marbre_database_run_script (database, rename_sql, error) &&
         marbre_database_run_script (database, made_by, error);
}

/* The full text cannot be renamed, as it is not even opened while what it begins with is damaged.
 * So the tables behind it are, and the new ones get what FTS5 puts into those of an empty one. */
static gboolean
set_search_aside (MarbreDatabase *database, GError **error)
{
  static const char *const names[] = {
    "story_search_data", "story_search_idx", "story_search_docsize", "story_search_config",
  };
  static const char fill_sql[] =
      "CREATE VIRTUAL TABLE temp.blank USING fts5 (text, content = '');"
      "INSERT INTO story_search_data SELECT * FROM temp.blank_data;"
      "INSERT INTO story_search_config SELECT * FROM temp.blank_config;"
      "DROP TABLE temp.blank;";

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (!set_table_aside (database, names[i], error))
      return FALSE;
  return marbre_database_run_script (database, fill_sql, error);
}

static gboolean
set_aside (MarbreDatabase *database, const char *name, GError **error)
{
  return g_str_equal (name, "story_search") ? set_search_aside (database, error)
                                            : set_table_aside (database, name, error);
}

/* Empties each table for itself. In a transaction in which SQLite met damage it renames nothing any
 * more, so each has its own, and begins with the one without whose row the next start does all of
 * this again. */
static gboolean
find_damaged (MarbreDatabase *database, gboolean *damaged, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (GError) problem = NULL;

      if (marbre_database_transact (database, empty, (gpointer) &tables[i], &problem))
        continue;
      if (!is_damage (problem))
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return FALSE;
        }
      damaged[i] = TRUE;
    }
  return TRUE;
}

static gboolean
renew (MarbreDatabase *database, gpointer data, GError **error)
{
  static const char first_row_sql[] =
      "INSERT INTO topic_total"
      "    (key, stories, words, pending, damaged, generation, learnt_from, fit)"
      "  VALUES (1, 0, 0, 0, 0, 0, 0, '')";
  const gboolean *damaged = data;

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (damaged[i] && !set_aside (database, tables[i].name, error))
      return FALSE;
  return marbre_database_run (database, first_row_sql, error) &&
         marbre_index_table_clear (database, error);
}

static gboolean
rebuild (MarbreDatabase *database, GError **error)
{
  gboolean damaged[G_N_ELEMENTS (tables)] = { FALSE };
  g_autoptr (GError) problem = NULL;

  if (marbre_database_transact (database, clear_all, NULL, &problem))
    return TRUE;
  if (is_damage (problem))
    return find_damaged (database, damaged, error) &&
           marbre_database_transact (database, renew, damaged, error);
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

/**
 * marbre_archive_rebuild_is_index:
 * @table: a table of the archive
 *
 * Returns: %TRUE if it belongs to the indexes: all it has is made of the stories
 */
gboolean
marbre_archive_rebuild_is_index (const char *table)
{
  return g_str_has_prefix (table, "topic_") || g_str_has_prefix (table, "story_search") ||
         g_str_equal (table, "search_story");
}

/**
 * marbre_archive_rebuild:
 *
 * Empties the indexes, in transactions of its own. marbre_index_table_fill() makes them anew.
 *
 * Returns: %FALSE if they could not all be emptied
 */
gboolean
marbre_archive_rebuild (MarbreDatabase *database, GError **error)
{
  gboolean done;

  /* The view that the full text reads through names a table which may get another name: it means
   * the one that comes in its place. SQLite takes this setting between transactions only. */
  if (!marbre_database_run (database, "PRAGMA legacy_alter_table = ON", error))
    return FALSE;
  marbre_database_set_defensive (database, FALSE);
  done = rebuild (database, error);
  marbre_database_set_defensive (database, TRUE);
  marbre_database_run (database, "PRAGMA legacy_alter_table = OFF", NULL);
  return done;
}
