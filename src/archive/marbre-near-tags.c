/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tags that are nearly the same; see marbre-near-tags.h. All are read: they are some thousands,
 * and it is done once for each new tag, on the reader's thread.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-near-tags.h"

#include "marbre-archive-private.h"
#include "marbre-archive-values.h"
#include "marbre-tag-name.h"

static gboolean
count_stories (MarbreDatabase *database, const char *name, guint *count, GError **error)
{
  static const char sql[] = "SELECT count(*) FROM tag JOIN story_tag ON story_tag.tag = tag.number"
                            "    JOIN story ON story.number = story_tag.story"
                            "  WHERE tag.name = ?1 AND story.trashed = 0";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  *count = 0;
  marbre_statement_bind_text (statement, 1, name);
  if (marbre_statement_next (statement))
    *count = (guint) marbre_statement_get_int (statement, 0);
  return marbre_statement_end (statement, error);
}

static gint
compare_counts (gconstpointer a, gconstpointer b)
{
  const guint count_a = marbre_facet_value_get_count (*(MarbreFacetValue *const *) a);
  const guint count_b = marbre_facet_value_get_count (*(MarbreFacetValue *const *) b);

  return count_a < count_b ? 1 : count_a > count_b ? -1 : 0;
}

/* The tags that are near, or have another name that is; none if the newsroom has the tag as it is
 * spelt.
 *
 * Returns: (transfer full) (nullable) (element-type utf8) */
static GPtrArray *
find_names (MarbreDatabase *database, const char *wanted, GError **error)
{
  static const char sql[] =
      "SELECT name, name, folded FROM tag"
      "  UNION ALL SELECT tag_alias.name, tag.name, tag_alias.folded"
      "    FROM tag_alias JOIN tag ON tag.number = tag_alias.tag"
      "  ORDER BY 3";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  gboolean known = FALSE;

  while (marbre_statement_next (statement))
    {
      const char *name = marbre_statement_get_text (statement, 0);
      const char *tag = marbre_statement_get_text (statement, 1);

      known |= g_str_equal (tag, wanted);
      if (marbre_tag_name_is_near (name, wanted) &&
          !g_ptr_array_find_with_equal_func (names, tag, g_str_equal, NULL))
        g_ptr_array_add (names, g_strdup (tag));
    }
  if (!marbre_statement_end (statement, error))
    return NULL;
  if (known)
    g_ptr_array_set_size (names, 0);
  return g_steal_pointer (&names);
}

static gpointer
run_find (MarbreArchive *archive,
          MarbreDatabase *database,
          gpointer data,
          GCancellable *cancellable,
          GError **error)
{
  g_autoptr (GPtrArray) names = find_names (database, data, error);
  g_autoptr (GPtrArray) tags = g_ptr_array_new_with_free_func (g_object_unref);

  if (names == NULL)
    return NULL;
  for (guint i = 0; i < names->len; i++)
    {
      g_auto (MarbreFacetValueValues) value = { 0 };

      if (!count_stories (database, g_ptr_array_index (names, i), &value.count, error))
        return NULL;
      value.name = g_strdup (g_ptr_array_index (names, i));
      /* A tag that no story has is no tag of the newsroom any more. */
      if (value.count > 0)
        g_ptr_array_add (tags, marbre_facet_value_new (&value));
    }
  g_ptr_array_sort (tags, compare_counts);
  return g_steal_pointer (&tags);
}

static const MarbreJob find_job = {
  .name = "find near tags",
  .lane = MARBRE_LANE_READER,
  .run = run_find,
  .free_data = g_free,
  .free_result = (GDestroyNotify) g_ptr_array_unref,
};

/**
 * marbre_near_tags_find_async:
 * @archive: the archive
 * @name: a tag to be
 *
 * Asks for tags of stories that differ from @name by case, accents, plurals or one letter, by their
 * own name or by another.
 */
void
marbre_near_tags_find_async (MarbreArchive *archive,
                             const char *name,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (MARBRE_IS_ARCHIVE (archive));
  g_return_if_fail (name != NULL);
  marbre_archive_start (archive, &find_job, g_strdup (name), cancellable, callback, user_data);
}

/**
 * marbre_near_tags_find_finish:
 *
 * Returns: (transfer full) (nullable) (element-type MarbreFacetValue): the most used first; empty
 *   if @name is a tag already, or like none
 */
GPtrArray *
marbre_near_tags_find_finish (MarbreArchive *archive, GAsyncResult *result, GError **error)
{
  return marbre_archive_end (archive, &find_job, result, error);
}
