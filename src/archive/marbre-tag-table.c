/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tables of tags; see marbre-tag-table.h. Another name of a tag is never a tag of a story:
 * whoever writes a story under it, be it an editor that has not heard of a new name, a site or an
 * old version, gets the tag.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-tag-table.h"

#include "marbre-terms.h"

/**
 * marbre_tag_table_find:
 * @name: a tag as it is spelt
 * @number: (out): its row, 0 if there is none
 *
 * Returns: %FALSE if the table could not be read
 */
gboolean
marbre_tag_table_find (MarbreDatabase *database, const char *name, gint64 *number, GError **error)
{
  static const char sql[] = "SELECT number FROM tag WHERE name = ?1";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  marbre_statement_bind_text (statement, 1, name);
  *number = marbre_statement_next (statement) ? marbre_statement_get_int (statement, 0) : 0;
  return marbre_statement_end (statement, error);
}

/**
 * marbre_tag_table_load:
 * @story: the story's row
 *
 * Returns: (transfer full) (nullable): its tags in the writer's order
 */
GStrv
marbre_tag_table_load (MarbreDatabase *database, gint64 story, GError **error)
{
  static const char sql[] = "SELECT tag.name FROM story_tag JOIN tag ON tag.number = story_tag.tag"
                            "  WHERE story_tag.story = ?1 ORDER BY story_tag.position";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  marbre_statement_bind_int (statement, 1, story);
  while (marbre_statement_next (statement))
    g_strv_builder_add (builder, marbre_statement_get_text (statement, 0));
  if (!marbre_statement_end (statement, error))
    return NULL;
  return g_strv_builder_end (builder);
}

static gboolean
add_tag (MarbreDatabase *database, const char *name, gint64 *number, GError **error)
{
  static const char next_sql[] =
      "SELECT max (coalesce ((SELECT max (number) FROM tag), 0), highest) + 1 FROM tag_book";
  static const char sql[] = "INSERT INTO tag (number, name, folded) VALUES (?1, ?2, ?3)";
  g_autoptr (MarbreStatement) statement = NULL;
  g_autofree char *folded = marbre_terms_fold (name);

  if (!marbre_database_read_int (database, next_sql, number, error))
    return FALSE;
  statement = marbre_database_prepare (database, sql);
  marbre_statement_bind_int (statement, 1, *number);
  marbre_statement_bind_text (statement, 2, name);
  marbre_statement_bind_text (statement, 3, folded);
  return marbre_statement_run (statement, error);
}

/**
 * marbre_tag_table_write:
 * @story: the story's row
 * @tags: what it is to have, none of them another name of a tag; new ones are added
 *
 * Returns: %FALSE if they could not be written
 */
gboolean
marbre_tag_table_write (MarbreDatabase *database,
                        gint64 story,
                        const char *const *tags,
                        GError **error)
{
  static const char clear_sql[] = "DELETE FROM story_tag WHERE story = ?1";
  /* No INSERT with a SELECT, before which the full text would write all it has to the disk. */
  static const char link_sql[] =
      "INSERT OR IGNORE INTO story_tag (story, tag, position) VALUES (?1, ?2, ?3)";
  g_autoptr (MarbreStatement) clear = marbre_database_prepare (database, clear_sql);

  marbre_statement_bind_int (clear, 1, story);
  if (!marbre_statement_run (clear, error))
    return FALSE;
  for (guint i = 0; tags[i] != NULL; i++)
    {
      g_autoptr (MarbreStatement) link = marbre_database_prepare (database, link_sql);
      gint64 tag;

      if (!marbre_tag_table_find (database, tags[i], &tag, error) ||
          (tag == 0 && !add_tag (database, tags[i], &tag, error)))
        return FALSE;
      marbre_statement_bind_int (link, 1, story);
      marbre_statement_bind_int (link, 2, tag);
      marbre_statement_bind_int (link, 3, i);
      if (!marbre_statement_run (link, error))
        return FALSE;
    }
  return TRUE;
}

/* The tag that is meant by @name: of another name in just this spelling; else, if no tag is spelt
 * so, of one that differs by case and accents; else @name.
 *
 * Returns: (transfer full) (nullable) */
static char *
resolve (MarbreDatabase *database, const char *name, GError **error)
{
  static const char sql[] =
      "SELECT tag.name FROM tag_alias JOIN tag ON tag.number = tag_alias.tag"
      "  WHERE tag_alias.folded = ?2 AND (tag_alias.name = ?1 OR"
      "    NOT EXISTS (SELECT 1 FROM tag AS own WHERE own.name = ?1))"
      "  ORDER BY tag_alias.name = ?1 DESC, tag_alias.name LIMIT 1";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  g_autofree char *folded = marbre_terms_fold (name);
  g_autofree char *meant = NULL;

  marbre_statement_bind_text (statement, 1, name);
  marbre_statement_bind_text (statement, 2, folded);
  if (marbre_statement_next (statement))
    meant = marbre_statement_dup_text (statement, 0);
  if (!marbre_statement_end (statement, error))
    return NULL;
  return meant != NULL ? g_steal_pointer (&meant) : g_strdup (name);
}

/**
 * marbre_tag_table_resolve:
 * @tags: tags as somebody wrote them
 *
 * Returns: (transfer full) (nullable): the newsroom's tags that are meant, which may be some twice
 */
GStrv
marbre_tag_table_resolve (MarbreDatabase *database, const char *const *tags, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; tags[i] != NULL; i++)
    {
      g_autofree char *meant = resolve (database, tags[i], error);

      if (meant == NULL)
        return NULL;
      g_strv_builder_add (builder, meant);
    }
  return g_strv_builder_end (builder);
}
