/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tags that fit a draft; see marbre-suggest.h. Only tags that stories have are suggested, so the
 * list of tags does not grow by itself.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-suggest-private.h"

#include "marbre-archive-values.h"
#include "marbre-story-text.h"

/* Reads what a suggestion shows; FALSE without an error if no story has the tag. */
static gboolean
read_tag (MarbreDatabase *database,
          gint64 number,
          MarbreTagSuggestionValues *values,
          char **folded,
          GError **error)
{
  static const char sql[] =
      "SELECT name, folded,"
      "    (SELECT count(*) FROM (SELECT 1 FROM story_tag WHERE tag = ?1 LIMIT ?2))"
      "  FROM tag WHERE number = ?1";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  marbre_statement_bind_int (statement, 1, number);
  marbre_statement_bind_int (statement, 2, MARBRE_TAG_SUGGESTION_MAX_COUNT);
  if (marbre_statement_next (statement))
    {
      values->name = marbre_statement_dup_text (statement, 0);
      *folded = marbre_statement_dup_text (statement, 1);
      values->story_count = (guint) marbre_statement_get_int (statement, 2);
    }
  return marbre_statement_end (statement, error) && values->story_count > 0;
}

/* Adds the tag of a guess, unless the draft has it or it is another spelling of one before it. */
static gboolean
add_suggestion (MarbreDatabase *database,
                const MarbreTagGuess *guess,
                GHashTable *seen,
                GPtrArray *suggestions,
                GError **error)
{
  g_auto (MarbreTagSuggestionValues) values = { 0 };
  g_autofree char *folded = NULL;
  g_autoptr (GError) problem = NULL;

  if (!read_tag (database, guess->number, &values, &folded, &problem))
    {
      if (problem == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (!g_hash_table_add (seen, g_steal_pointer (&folded)))
    return TRUE;
  values.score = guess->chance;
  values.mentioned = guess->is_mentioned;
  g_ptr_array_add (suggestions, marbre_tag_suggestion_new (&values));
  return TRUE;
}

/**
 * marbre_suggester_tags:
 * @draft: a story, in the archive or not
 * @limit: how many at most
 * @min_chance: how likely they are at least, 0 to 1
 * @cancellable: (nullable): stops it
 * @error: %MARBRE_ARCHIVE_ERROR_CORRUPT if the index makes no sense
 *
 * Returns: (transfer full) (nullable) (element-type MarbreTagSuggestion): likeliest first, none
 *   that the draft has; may be empty
 */
GPtrArray *
marbre_suggester_tags (MarbreSuggester *self,
                       MarbreStory *draft,
                       guint limit,
                       double min_chance,
                       GCancellable *cancellable,
                       GError **error)
{
  MarbreDatabase *database =
      marbre_index_reader_get_database (marbre_suggester_get_reader (self));
  const MarbreSuggestView *view = marbre_suggester_look (self, draft, cancellable, error);
  g_autoptr (GPtrArray) suggestions = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) own = marbre_story_text_fold_all (marbre_story_get_tags (draft));

  if (view == NULL)
    return NULL;
  for (guint i = 0; own[i] != NULL; i++)
    g_hash_table_add (seen, g_strdup (own[i]));
  for (guint i = 0; i < view->guesses->len && suggestions->len < limit; i++)
    {
      const MarbreTagGuess *guess = &g_array_index (view->guesses, MarbreTagGuess, i);

      if (guess->chance < min_chance)
        break;
      if (!add_suggestion (database, guess, seen, suggestions, error))
        return NULL;
    }
  return g_steal_pointer (&suggestions);
}
