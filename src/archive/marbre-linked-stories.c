/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stories behind links; see marbre-linked-stories.h. What a story was called is in its revisions:
 * each publication, and each text that came in place of another, left one.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-linked-stories.h"

#include <string.h>

#include "marbre-archive-private.h"
#include "marbre-read-also.h"
#include "marbre-story-table.h"
#include "marbre-terms.h"

/* So many of the last versions are asked for their headline. */
#define MAX_VERSIONS 50

static GStrv
list_former (MarbreDatabase *database, const char *id, GError **error)
{
  static const char sql[] =
      "SELECT DISTINCT headline FROM ("
      "  SELECT coalesce (json_extract (content, '$.headline'), '') AS headline"
      "    FROM revision JOIN story ON story.number = revision.story"
      "    WHERE story.id = ?1 ORDER BY made DESC LIMIT ?2) WHERE headline <> ''";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  marbre_statement_bind_text (statement, 1, id);
  marbre_statement_bind_int (statement, 2, MAX_VERSIONS);
  while (marbre_statement_next (statement))
    {
      g_autofree char *folded = marbre_terms_fold (marbre_statement_get_text (statement, 0));

      g_strv_builder_add (builder, folded);
    }
  return marbre_statement_end (statement, error) ? g_strv_builder_end (builder) : NULL;
}

static gsize
bare_length (const char *url)
{
  gsize length = strcspn (url, "#");

  return length > 0 && url[length - 1] == '/' ? length - 1 : length;
}

/* Where the story is, as the link says it: whole, or the path alone; NULL if it leads there. */
static char *
find_address (MarbreStory *story, const char *link)
{
  const char *url = marbre_story_get_url (story);
  g_autofree char *path = NULL;
  g_autofree char *linked = NULL;

  if (*url == '\0')
    return NULL;
  if (*link != '/')
    {
      const gsize length = bare_length (url);

      return length == bare_length (link) && strncmp (url, link, length) == 0 ? NULL
                                                                             : g_strdup (url);
    }
  path = marbre_story_table_path_of_url (url);
  linked = marbre_story_table_path_of_url (link);
  return g_str_equal (path, linked) || *path == '\0' ? NULL : g_steal_pointer (&path);
}

static gboolean
look_up (MarbreDatabase *database, const char *address, GHashTable *stories, GError **error)
{
  g_autoptr (MarbreStory) story = NULL;
  g_autoptr (MarbreReadAlsoStory) known = NULL;

  if (g_hash_table_contains (stories, address))
    return TRUE;
  if (!marbre_story_table_find_url (database, address, &story, error))
    return FALSE;
  if (story == NULL)
    return TRUE;
  known = g_new0 (MarbreReadAlsoStory, 1);
  known->headline = g_strdup (marbre_story_get_text (story, MARBRE_FIELD_HEADLINE));
  known->address = find_address (story, address);
  known->former = list_former (database, marbre_story_get_id (story), error);
  if (known->former == NULL)
    return FALSE;
  g_hash_table_insert (stories, g_strdup (address), g_steal_pointer (&known));
  return TRUE;
}

static gpointer
run_find (MarbreArchive *archive,
          MarbreDatabase *database,
          gpointer data,
          GCancellable *cancellable,
          GError **error)
{
  g_autoptr (GArray) links = marbre_read_also_find (data);
  g_autoptr (GHashTable) stories = g_hash_table_new_full (
      g_str_hash, g_str_equal, g_free, (GDestroyNotify) marbre_read_also_story_free);

  for (guint i = 0; i < links->len; i++)
    if (!look_up (database, g_array_index (links, MarbreReadAlso, i).address, stories, error))
      return NULL;
  return g_steal_pointer (&stories);
}

static const MarbreJob find_job = {
  .name = "find linked stories",
  .lane = MARBRE_LANE_READER,
  .run = run_find,
  .free_data = g_free,
  .free_result = (GDestroyNotify) g_hash_table_unref,
};

/**
 * marbre_linked_stories_find_async:
 * @archive: the archive
 * @body: a story's body; copied now
 *
 * Looks up the stories that it points to.
 */
void
marbre_linked_stories_find_async (MarbreArchive *archive,
                                  const char *body,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_return_if_fail (MARBRE_IS_ARCHIVE (archive));
  g_return_if_fail (body != NULL);
  marbre_archive_start (archive, &find_job, g_strdup (body), cancellable, callback, user_data);
}

/**
 * marbre_linked_stories_find_finish:
 *
 * Returns: (transfer full) (nullable) (element-type utf8 MarbreReadAlsoStory): by the address in
 *   the body, those that the archive has
 */
GHashTable *
marbre_linked_stories_find_finish (MarbreArchive *archive, GAsyncResult *result, GError **error)
{
  return marbre_archive_end (archive, &find_job, result, error);
}
