/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What happens to stories that are in their table: a revision is kept, they go into the trash and
 * come back, they get published; see marbre-story-table.h.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-story-table.h"

#include <glib/gi18n.h>

#include "marbre-archive-error.h"
#include "marbre-index-table.h"
#include "marbre-revision-table.h"
#include "marbre-time.h"

/**
 * marbre_story_table_keep_revision:
 * @id: a stored story
 * @reason: why
 *
 * Keeps the stored text as a revision, unless the last revision says the same.
 *
 * Returns: %FALSE if it could not be kept
 */
gboolean
marbre_story_table_keep_revision (MarbreDatabase *database,
                                  const char *id,
                                  MarbreRevisionReason reason,
                                  GError **error)
{
  g_autoptr (MarbreStory) story = NULL;
  gint64 number;

  return marbre_story_table_load (database, id, &story, &number, error) &&
         (story == NULL || marbre_revision_table_keep (database, number, story, reason,
                                                       marbre_time_now (), error));
}

static gboolean
expect_change (MarbreDatabase *database, GError **error)
{
  if (marbre_database_get_changes (database) > 0)
    return TRUE;
  g_set_error_literal (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_NOT_FOUND,
                       _ ("The archive has no such story"));
  return FALSE;
}

/* Takes a story out of the index, or into it. */
static gboolean
index_again (MarbreDatabase *database, const char *id, gboolean indexed, GError **error)
{
  g_autoptr (MarbreStory) story = NULL;
  g_autoptr (MarbreStoryText) text = NULL;
  gint64 number;

  if (!marbre_story_table_load (database, id, &story, &number, error))
    return FALSE;
  if (!indexed || story == NULL)
    return marbre_index_table_remove (database, number, error);
  text = marbre_story_text_new (story, NULL);
  return marbre_index_table_put (database, number, text->terms, error);
}

/**
 * marbre_story_table_set_trashed:
 * @error: %MARBRE_ARCHIVE_ERROR_NOT_FOUND
 *
 * Puts a story in the trash or takes it out; nothing of it is deleted.
 *
 * Returns: %FALSE if there is no such story
 */
gboolean
marbre_story_table_set_trashed (MarbreDatabase *database,
                                const char *id,
                                gboolean trashed,
                                GError **error)
{
  static const char sql[] = "UPDATE story SET trashed = ?2 WHERE id = ?1";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  marbre_statement_bind_text (statement, 1, id);
  marbre_statement_bind_int (statement, 2, trashed ? marbre_time_now () : 0);
  return marbre_statement_run (statement, error) && expect_change (database, error) &&
         index_again (database, id, !trashed, error);
}

/**
 * marbre_story_table_set_published:
 * @state: the state to come
 * @url: the permalink; "" keeps the one that is there
 * @published: seconds UTC of the first publication; 0 keeps the one that is there
 * @error: %MARBRE_ARCHIVE_ERROR_NOT_FOUND
 *
 * Writes the columns that publishing owns.
 *
 * Returns: %FALSE if there is no such story
 */
gboolean
marbre_story_table_set_published (MarbreDatabase *database,
                                  const char *id,
                                  MarbreStoryState state,
                                  const char *url,
                                  gint64 published,
                                  GError **error)
{
  static const char sql[] =
      "UPDATE story SET state = ?2, url = iif(?3 = '', url, ?3), path = iif(?3 = '', path, ?4),"
      "    published = iif(?5 = 0, published, ?5)"
      "  WHERE id = ?1";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  g_autofree char *path = marbre_story_table_path_of_url (url);

  marbre_statement_bind_text (statement, 1, id);
  marbre_statement_bind_int (statement, 2, state);
  marbre_statement_bind_text (statement, 3, url);
  marbre_statement_bind_text (statement, 4, path);
  marbre_statement_bind_int (statement, 5, published);
  return marbre_statement_run (statement, error) && expect_change (database, error);
}
