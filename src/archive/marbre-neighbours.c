/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which stories are near a draft; see marbre-neighbours.h. FTS5 gives candidates: the best by BM25
 * for any of the topics, and the latest with a tag of the draft's. They are then compared with the
 * topics' own weights, which FTS5's ranking does not know.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-neighbours.h"

#include <math.h>
#include <string.h>

#include "marbre-search-query.h"
#include "marbre-story-table.h"
#include "marbre-story-text.h"
#include "marbre-terms.h"
#include "marbre-time.h"

#define CANDIDATES         100
#define CANDIDATES_PER_TAG 30

/* BM25's usual saturation, and how much a long story must say more (S. Robertson, H. Zaragoza, "The
 * Probabilistic Relevance Framework", 2009). */
#define SATURATION    1.2
#define LENGTH_EFFECT 0.5

/* The length of a usual story's stems, in bytes: the candidates are few, so a constant that fits
 * news does better than their mean, which one long story would move. */
#define USUAL_LENGTH 2500.0

/* What tags in common add to what the texts say, and what they are worth alone. */
#define TAG_FACTOR 1.0
#define TAG_ALONE  0.12

/* A story in another language is still of use, but after those the reader can read. */
#define OTHER_LANGUAGE 0.8

/* A story loses at most a tenth by age, half of that in about a year and a half. */
#define AGE_EFFECT  0.1
#define AGE_SECONDS (2.0 * 365 * 24 * 3600)

/* With the same headline, from here on a text is the draft's own copy (imported, or synced). */
#define COPY_SIMILARITY 0.6

static void
neighbour_free (MarbreNeighbour *neighbour)
{
  g_free (neighbour->id);
  g_free (neighbour->headline);
  g_free (neighbour->section);
  g_free (neighbour->url);
  g_free (neighbour->language);
  g_strfreev (neighbour->tags);
  g_clear_pointer (&neighbour->shared, g_ptr_array_unref);
  g_strfreev (neighbour->shared_tags);
  g_free (neighbour);
}

static gboolean
collect_numbers (MarbreStatement *statement, GHashTable *numbers, GError **error)
{
  while (marbre_statement_next (statement))
    {
      const gint64 number = marbre_statement_get_int (statement, 0);

      g_hash_table_add (numbers, g_memdup2 (&number, sizeof number));
    }
  return marbre_statement_end (statement, error);
}

static gboolean
collect_by_topics (MarbreDatabase *database,
                   MarbreProfile *profile,
                   GHashTable *numbers,
                   GError **error)
{
  static const char sql[] = "SELECT rowid FROM story_stems WHERE story_stems MATCH ?1"
                            "  ORDER BY rank LIMIT ?2";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  g_autoptr (GString) query = g_string_new (NULL);

  if (profile->topics->len == 0)
    return TRUE;
  for (guint i = 0; i < profile->topics->len; i++)
    {
      const MarbreTopic *topic = g_ptr_array_index (profile->topics, i);

      if (query->len > 0)
        g_string_append (query, " OR ");
      marbre_search_query_append_phrase (query, topic->stems, strlen (topic->stems));
    }
  marbre_statement_bind_text (statement, 1, query->str);
  marbre_statement_bind_int (statement, 2, CANDIDATES);
  return collect_numbers (statement, numbers, error);
}

static gboolean
collect_by_tags (MarbreDatabase *database,
                 const char *const *tags,
                 GHashTable *numbers,
                 GError **error)
{
  static const char sql[] = "SELECT story_tag.story FROM tag"
                            "    JOIN story_tag ON story_tag.tag = tag.number"
                            "  WHERE tag.folded = ?1 ORDER BY story_tag.story DESC LIMIT ?2";

  for (guint i = 0; tags[i] != NULL; i++)
    {
      g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
      g_autofree char *folded = marbre_terms_fold (tags[i]);

      marbre_statement_bind_text (statement, 1, folded);
      marbre_statement_bind_int (statement, 2, CANDIDATES_PER_TAG);
      if (!collect_numbers (statement, numbers, error))
        return FALSE;
    }
  return TRUE;
}

/* How often words follow each other in a text of words with single spaces. */
static guint
count_in (const char *stems, const char *phrase)
{
  const gsize length = strlen (phrase);
  guint count = 0;

  for (const char *p = strstr (stems, phrase); p != NULL; p = strstr (p + 1, phrase))
    if ((p == stems || p[-1] == ' ') && (p[length] == ' ' || p[length] == '\0'))
      count++;
  return count;
}

/* How much of the draft's topics a text covers. */
static void
compare_texts (MarbreProfile *profile, MarbreNeighbour *neighbour, const char *stems)
{
  const double length = 1.0 - LENGTH_EFFECT + LENGTH_EFFECT * strlen (stems) / USUAL_LENGTH;
  double covered = 0;

  for (guint i = 0; i < profile->topics->len; i++)
    {
      MarbreTopic *topic = g_ptr_array_index (profile->topics, i);
      const double count = count_in (stems, topic->stems);

      if (count == 0)
        continue;
      covered += topic->weight * count / (count + SATURATION * length);
      g_ptr_array_add (neighbour->shared, topic);
    }
  neighbour->similarity = profile->weight > 0 ? covered / profile->weight : 0;
}

static GStrv
find_shared_tags (const char *const *folded_tags, GStrv tags)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; tags[i] != NULL; i++)
    {
      g_autofree char *folded = marbre_terms_fold (tags[i]);

      if (g_strv_contains (folded_tags, folded))
        g_strv_builder_add (builder, tags[i]);
    }
  return g_strv_builder_end (builder);
}

static gboolean
same_language (const char *left, const char *right)
{
  return *left == '\0' || *right == '\0' || g_ascii_strncasecmp (left, right, 2) == 0;
}

static void
give_score (MarbreNeighbour *neighbour, MarbreStory *draft, gint64 now)
{
  const guint n_draft = g_strv_length ((GStrv) marbre_story_get_tags (draft));
  const guint n_tags = g_strv_length (neighbour->tags);
  const guint n_shared = g_strv_length (neighbour->shared_tags);
  const double tags = n_shared > 0 ? n_shared / sqrt ((double) n_draft * n_tags) : 0;
  const double age = MAX (0, now - neighbour->published);
  double score = neighbour->similarity * (1.0 + TAG_FACTOR * tags) + TAG_ALONE * tags;

  if (!same_language (neighbour->language, marbre_story_get_text (draft, MARBRE_FIELD_LANGUAGE)))
    score *= OTHER_LANGUAGE;
  score *= 1.0 - AGE_EFFECT + AGE_EFFECT * exp (-age / AGE_SECONDS);
  neighbour->score = MIN (1.0, score);
}

static gboolean
is_same_story (const MarbreNeighbour *neighbour, MarbreStory *draft)
{
  const char *url = marbre_story_get_url (draft);
  g_autofree char *ours = marbre_terms_fold (marbre_story_get_text (draft, MARBRE_FIELD_HEADLINE));
  g_autofree char *theirs = marbre_terms_fold (neighbour->headline);

  return g_str_equal (neighbour->id, marbre_story_get_id (draft)) ||
         (*url != '\0' && g_str_equal (neighbour->url, url)) ||
         (neighbour->similarity >= COPY_SIMILARITY && g_str_equal (ours, theirs));
}

/* Loads a candidate and compares it; NULL without an error if it is in the trash. */
static MarbreNeighbour *
load_neighbour (MarbreDatabase *database,
                gint64 number,
                MarbreProfile *profile,
                GError **error)
{
  static const char sql[] =
      "SELECT s.id, s.headline, s.section, s.url, s.language, s.published, t.stems"
      "  FROM story s JOIN story_text t ON t.number = s.number"
      "  WHERE s.number = ?1 AND s.trashed = 0";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  MarbreNeighbour *neighbour = NULL;

  marbre_statement_bind_int (statement, 1, number);
  if (marbre_statement_next (statement))
    {
      neighbour = g_new0 (MarbreNeighbour, 1);
      neighbour->number = number;
      neighbour->id = marbre_statement_dup_text (statement, 0);
      neighbour->headline = marbre_statement_dup_text (statement, 1);
      neighbour->section = marbre_statement_dup_text (statement, 2);
      neighbour->url = marbre_statement_dup_text (statement, 3);
      neighbour->language = marbre_statement_dup_text (statement, 4);
      neighbour->published = marbre_statement_get_int (statement, 5);
      neighbour->shared = g_ptr_array_new ();
      compare_texts (profile, neighbour, marbre_statement_get_text (statement, 6));
    }
  if (!marbre_statement_end (statement, error))
    g_clear_pointer (&neighbour, neighbour_free);
  else if (neighbour != NULL)
    {
      neighbour->tags = marbre_story_table_load_tags (database, number, error);
      if (neighbour->tags == NULL)
        g_clear_pointer (&neighbour, neighbour_free);
    }
  return neighbour;
}

static int
compare_scores (gconstpointer a, gconstpointer b)
{
  const MarbreNeighbour *left = *(const MarbreNeighbour *const *) a;
  const MarbreNeighbour *right = *(const MarbreNeighbour *const *) b;

  if (left->score != right->score)
    return left->score > right->score ? -1 : 1;
  if (left->published != right->published)
    return left->published > right->published ? -1 : 1;
  return strcmp (left->id, right->id);
}

/**
 * marbre_neighbours_find:
 * @draft: a story
 * @profile: what it is about; must outlive the result
 * @cancellable: (nullable): stops it between two stories, the connection within a query
 *
 * Returns: (transfer full) (nullable) (element-type MarbreNeighbour): stories about some of the
 *   same or with a tag in common, nearest first; not the draft and not its copies
 */
GPtrArray *
marbre_neighbours_find (MarbreDatabase *database,
                        MarbreStory *draft,
                        MarbreProfile *profile,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GHashTable) numbers =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GPtrArray) found =
      g_ptr_array_new_with_free_func ((GDestroyNotify) neighbour_free);
  g_auto (GStrv) folded_tags = marbre_story_text_fold_all (marbre_story_get_tags (draft));
  const gint64 now = marbre_time_now ();
  GHashTableIter iter;
  gpointer key;

  if (!collect_by_topics (database, profile, numbers, error) ||
      !collect_by_tags (database, marbre_story_get_tags (draft), numbers, error))
    return NULL;
  g_hash_table_remove (numbers, &profile->number);

  g_hash_table_iter_init (&iter, numbers);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      g_autoptr (GError) problem = NULL;
      MarbreNeighbour *neighbour;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      neighbour = load_neighbour (database, *(gint64 *) key, profile, &problem);
      if (problem != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return NULL;
        }
      if (neighbour == NULL)
        continue;
      neighbour->shared_tags =
          find_shared_tags ((const char *const *) folded_tags, neighbour->tags);
      give_score (neighbour, draft, now);
      if (is_same_story (neighbour, draft))
        neighbour_free (neighbour);
      else
        g_ptr_array_add (found, neighbour);
    }
  g_ptr_array_sort (found, compare_scores);
  return g_steal_pointer (&found);
}
