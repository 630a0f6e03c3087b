/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stories follow their tags; see marbre-tag-follow.h. The full text still has the names that were:
 * by them a posting tells whether its story said what was sent. If it did it still counts so, for
 * the newsroom renamed a tag and nobody changed the story; its site's news of it go on coming.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-tag-follow.h"

#include "marbre-index-table.h"
#include "marbre-search-table.h"
#include "marbre-story-digest.h"
#include "marbre-story-table.h"
#include "marbre-tag-table.h"

/* One slice: what a save waits for at most. */
#define STORIES_PER_STEP 40

/* What search has of the story's tags. */
static gboolean
read_known (MarbreDatabase *database, gint64 story, char **known, GError **error)
{
  static const char sql[] = "SELECT tags FROM search_story WHERE story = ?1";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  *known = NULL;
  marbre_statement_bind_int (statement, 1, story);
  if (marbre_statement_next (statement))
    *known = marbre_statement_dup_text (statement, 0);
  return marbre_statement_end (statement, error);
}

/* The id of a story that is at a site; NULL if it is at none. */
static gboolean
find_posted (MarbreDatabase *database, gint64 story, char **id, GError **error)
{
  static const char sql[] = "SELECT id FROM story WHERE number = ?1"
                            "  AND EXISTS (SELECT 1 FROM posting WHERE story_id = id)";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  *id = NULL;
  marbre_statement_bind_int (statement, 1, story);
  if (marbre_statement_next (statement))
    *id = marbre_statement_dup_text (statement, 0);
  return marbre_statement_end (statement, error);
}

static gboolean
follow_postings (MarbreDatabase *database, gint64 number, const char *known, GError **error)
{
  static const char sql[] =
      "UPDATE posting SET published_hash = ?3 WHERE story_id = ?1 AND published_hash = ?2";
  g_autoptr (MarbreStory) story = NULL;
  g_autoptr (MarbreStory) before = NULL;
  g_autoptr (MarbreStatement) statement = NULL;
  g_auto (GStrv) tags = g_strsplit (known, "\n", -1);
  g_autofree char *id = NULL;
  g_autofree char *old = NULL;
  g_autofree char *now = NULL;

  if (!find_posted (database, number, &id, error))
    return FALSE;
  if (id == NULL)
    return TRUE;
  if (!marbre_story_table_load (database, id, &story, NULL, error))
    return FALSE;
  before = marbre_story_copy (story);
  marbre_story_set_tags (before, (const char *const *) tags);
  old = marbre_story_digest (before);
  now = marbre_story_digest (story);
  statement = marbre_database_prepare (database, sql);
  marbre_statement_bind_text (statement, 1, id);
  marbre_statement_bind_text (statement, 2, old);
  marbre_statement_bind_text (statement, 3, now);
  return marbre_statement_run (statement, error);
}

static gboolean
follow (MarbreDatabase *database, gint64 story, GError **error)
{
  static const char done_sql[] = "DELETE FROM tag_stale WHERE story = ?1";
  g_auto (GStrv) tags = marbre_tag_table_load (database, story, error);
  g_autofree char *joined = NULL;
  g_autofree char *known = NULL;
  g_autoptr (MarbreStatement) done = NULL;

  if (tags == NULL || !read_known (database, story, &known, error))
    return FALSE;
  joined = g_strjoinv ("\n", tags);
  /* The index knows tags by their numbers: they may be others under the same names. */
  if (!marbre_index_table_put_tags (database, story, error) ||
      (known != NULL && !g_str_equal (known, joined) &&
       (!follow_postings (database, story, known, error) ||
        !marbre_search_table_put_tags (database, story, joined, error))))
    return FALSE;
  done = marbre_database_prepare (database, done_sql);
  marbre_statement_bind_int (done, 1, story);
  return marbre_statement_run (done, error);
}

static gboolean
take_step (MarbreDatabase *database, gpointer data, GError **error)
{
  static const char sql[] = "SELECT story FROM tag_stale ORDER BY story LIMIT ?1";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  g_autoptr (GArray) stories = g_array_new (FALSE, FALSE, sizeof (gint64));

  marbre_statement_bind_int (statement, 1, STORIES_PER_STEP);
  while (marbre_statement_next (statement))
    {
      const gint64 story = marbre_statement_get_int (statement, 0);

      g_array_append_val (stories, story);
    }
  if (!marbre_statement_end (statement, error))
    return FALSE;
  for (guint i = 0; i < stories->len; i++)
    if (!follow (database, g_array_index (stories, gint64, i), error))
      return FALSE;
  return TRUE;
}

/**
 * marbre_tag_follow_step:
 * @more: (out): whether there was something to do; then there may be more
 *
 * Has some stories follow, in a transaction of its own.
 *
 * Returns: %FALSE if they could not
 */
gboolean
marbre_tag_follow_step (MarbreDatabase *database, gboolean *more, GError **error)
{
  gint64 left;

  if (!marbre_database_read_int (database, "SELECT EXISTS (SELECT 1 FROM tag_stale)", &left,
                                 error))
    return FALSE;
  *more = left != 0;
  return !*more || marbre_database_transact (database, take_step, NULL, error);
}

static gboolean
follow_one (MarbreDatabase *database, gpointer data, GError **error)
{
  return follow (database, *(const gint64 *) data, error);
}

/**
 * marbre_tag_follow_story:
 * @id: a story whose posting somebody is going to judge by
 *
 * Has that one follow at once, in a transaction of its own, if it has to.
 *
 * Returns: %FALSE if it could not
 */
gboolean
marbre_tag_follow_story (MarbreDatabase *database, const char *id, GError **error)
{
  static const char sql[] = "SELECT number FROM story WHERE id = ?1"
                            "  AND EXISTS (SELECT 1 FROM tag_stale WHERE story = number)";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  gint64 number;

  marbre_statement_bind_text (statement, 1, id);
  number = marbre_statement_next (statement) ? marbre_statement_get_int (statement, 0) : 0;
  if (!marbre_statement_end (statement, error))
    return FALSE;
  return number == 0 || marbre_database_transact (database, follow_one, &number, error);
}
