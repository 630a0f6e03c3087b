/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The full text; see marbre-search-table.h. FTS5 with external content (SQLite's documentation,
 * "External Content Tables"): its commands look like INSERTs.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-search-table.h"

#define N_COLUMNS 6

static const char insert_sql[] =
    "INSERT INTO story_search (rowid, body, headline, kicker, tags, standfirst, byline)"
    "  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

/* Bytes of words in memory, and how many pieces of one size become one: FTS5's own defaults, and
 * what is quicker while an archive is imported. */
#define USUAL_BYTES (1024 * 1024)
#define USUAL_MERGE 4
#define BULK_BYTES  (16 * 1024 * 1024)
#define BULK_MERGE  16

static gboolean
run_for_story (MarbreDatabase *database, const char *sql, gint64 story, GError **error)
{
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  marbre_statement_bind_int (statement, 1, story);
  return marbre_statement_run (statement, error);
}

/* Gives the story's texts, as they are in the database, to a command of FTS5's. */
static gboolean
pass_on (MarbreDatabase *database, const char *sql, gint64 story, GError **error)
{
  static const char find_sql[] =
      "SELECT body, headline, kicker, tags, standfirst, byline FROM story_plain WHERE number = ?1";
  g_autoptr (MarbreStatement) find = marbre_database_prepare (database, find_sql);
  g_autoptr (MarbreStatement) command = NULL;

  marbre_statement_bind_int (find, 1, story);
  if (marbre_statement_next (find))
    {
      command = marbre_database_prepare (database, sql);
      marbre_statement_bind_int (command, 1, story);
      for (int i = 0; i < N_COLUMNS; i++)
        marbre_statement_bind_text (command, i + 2, marbre_statement_get_text (find, i));
      if (!marbre_statement_run (command, error))
        return FALSE;
    }
  return marbre_statement_end (find, error);
}

/**
 * marbre_search_table_forget:
 * @story: a row, not changed yet
 *
 * Takes a story's words out, if they are in: before anything of it is written.
 *
 * Returns: %FALSE if they could not be
 */
gboolean
marbre_search_table_forget (MarbreDatabase *database, gint64 story, GError **error)
{
  static const char delete_sql[] =
      "INSERT INTO story_search"
      "    (story_search, rowid, body, headline, kicker, tags, standfirst, byline)"
      "  VALUES ('delete', ?1, ?2, ?3, ?4, ?5, ?6, ?7)";

  return pass_on (database, delete_sql, story, error) &&
         run_for_story (database, "DELETE FROM search_story WHERE story = ?1", story, error);
}

static gboolean
note_story (MarbreDatabase *database, gint64 story, const char *tags, GError **error)
{
  static const char sql[] = "INSERT INTO search_story (story, tags) VALUES (?1, ?2)";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  marbre_statement_bind_int (statement, 1, story);
  marbre_statement_bind_text (statement, 2, tags);
  return marbre_statement_run (statement, error);
}

/**
 * marbre_search_table_put:
 * @story: a row whose words are not in
 * @values: the story as it is written there
 * @text: its texts
 *
 * Puts a story's words in.
 *
 * Returns: %FALSE if they could not be written
 */
gboolean
marbre_search_table_put (MarbreDatabase *database,
                         gint64 story,
                         MarbreStory *values,
                         MarbreStoryText *text,
                         GError **error)
{
  g_autoptr (MarbreStatement) statement = NULL;
  g_autofree char *tags = g_strjoinv ("\n", (char **) marbre_story_get_tags (values));
  const char *texts[N_COLUMNS] = {
    text->body,
    marbre_story_get_text (values, MARBRE_FIELD_HEADLINE),
    marbre_story_get_text (values, MARBRE_FIELD_KICKER),
    tags,
    marbre_story_get_text (values, MARBRE_FIELD_STANDFIRST),
    marbre_story_get_text (values, MARBRE_FIELD_BYLINE),
  };

  if (!note_story (database, story, tags, error))
    return FALSE;
  statement = marbre_database_prepare (database, insert_sql);
  marbre_statement_bind_int (statement, 1, story);
  for (int i = 0; i < N_COLUMNS; i++)
    marbre_statement_bind_text (statement, i + 2, texts[i]);
  return marbre_statement_run (statement, error);
}

/**
 * marbre_search_table_put_tags:
 * @story: a row whose words are in
 * @tags: its tags, one per line
 *
 * Returns: %FALSE if they could not be written
 */
gboolean
marbre_search_table_put_tags (MarbreDatabase *database,
                              gint64 story,
                              const char *tags,
                              GError **error)
{
  return marbre_search_table_forget (database, story, error) &&
         note_story (database, story, tags, error) &&
         pass_on (database, insert_sql, story, error);
}

/**
 * marbre_search_table_clear:
 *
 * Takes all words out.
 *
 * Returns: %FALSE if they could not be
 */
gboolean
marbre_search_table_clear (MarbreDatabase *database, GError **error)
{
  return marbre_database_run (database, "DELETE FROM search_story", error) &&
         marbre_database_run (database,
                              "INSERT INTO story_search (story_search) VALUES ('delete-all')",
                              error);
}

/* Sets one of FTS5's options, which stand in the database. */
static gboolean
set_option (MarbreDatabase *database, const char *name, gint64 value, GError **error)
{
  static const char sql[] = "INSERT INTO story_search (story_search, rank) VALUES (?1, ?2)";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  marbre_statement_bind_text (statement, 1, name);
  marbre_statement_bind_int (statement, 2, value);
  return marbre_statement_run (statement, error);
}

/**
 * marbre_search_table_set_bulk:
 * @bulk: whether many stories are going to come
 *
 * Has FTS5 gather more words before it writes them, and merge what it wrote less often; afterwards
 * as usual again.
 *
 * Returns: %FALSE if it could not be written
 */
gboolean
marbre_search_table_set_bulk (MarbreDatabase *database, gboolean bulk, GError **error)
{
  return set_option (database, "hashsize", bulk ? BULK_BYTES : USUAL_BYTES, error) &&
         set_option (database, "automerge", bulk ? BULK_MERGE : USUAL_MERGE, error);
}

/**
 * marbre_search_table_set_usual:
 *
 * As marbre_search_table_set_bulk() with %FALSE, if a program that imported could not do that any
 * more. Writes nothing else.
 *
 * Returns: %FALSE if it could not be read or written
 */
gboolean
marbre_search_table_set_usual (MarbreDatabase *database, GError **error)
{
  static const char sql[] = "SELECT v FROM story_search_config WHERE k = 'hashsize'";
  gint64 size;

  if (!marbre_database_read_int (database, sql, &size, error))
    return FALSE;
  return size != BULK_BYTES || marbre_search_table_set_bulk (database, FALSE, error);
}
