/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a draft is about: its most telling words by tf·idf, with the whole archive as the measure of
 * rareness; see marbre-neighbours.h.
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

/* Topics of a draft. More find a little more and cost in proportion. */
#define MAX_TOPICS 25

/* The most frequent terms are looked up, names of several words apart: each costs a query. */
#define MAX_LOOKED_UP 400
#define MAX_PHRASES   60

/* A word in more than a quarter of the stories says nothing; in a small archive any word may. */
#define COMMON_SHARE       4
#define COMMON_MIN_STORIES 40

/* Names tell more than words do; measured on news archives. */
#define NAME_FACTOR 1.5

static void
topic_free (MarbreTopic *topic)
{
  g_free (topic->stems);
  g_free (topic->surface);
  g_free (topic);
}

/* In how many stories a word is. */
static gboolean
count_word (MarbreDatabase *database, const char *stem, gint64 *count, GError **error)
{
  g_autoptr (MarbreStatement) statement =
      marbre_database_prepare (database, "SELECT doc FROM story_stem WHERE term = ?1");

  marbre_statement_bind_text (statement, 1, stem);
  *count = marbre_statement_next (statement) ? marbre_statement_get_int (statement, 0) : 0;
  return marbre_statement_end (statement, error);
}

/* In how many stories words follow each other. */
static gboolean
count_phrase (MarbreDatabase *database, const char *stems, gint64 *count, GError **error)
{
  static const char sql[] = "SELECT count(*) FROM story_stems WHERE story_stems MATCH ?1";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  g_autoptr (GString) query = g_string_new (NULL);

  marbre_search_query_append_phrase (query, stems, strlen (stems));
  marbre_statement_bind_text (statement, 1, query->str);
  *count = marbre_statement_next (statement) ? marbre_statement_get_int (statement, 0) : 0;
  return marbre_statement_end (statement, error);
}

static int
compare_weights (gconstpointer a, gconstpointer b)
{
  const MarbreTopic *left = *(const MarbreTopic *const *) a;
  const MarbreTopic *right = *(const MarbreTopic *const *) b;

  if (left->weight != right->weight)
    return left->weight > right->weight ? -1 : 1;
  return strcmp (left->stems, right->stems);
}

/* How rare: Robertson's idf, never negative. */
static double
rareness (gint64 n_stories, gint64 n_with)
{
  return log (1.0 + (MAX (0, n_stories - n_with) + 0.5) / (n_with + 0.5));
}

static void
add_topic (MarbreProfile *self, const MarbreTerm *term, gint64 n_stories, gint64 n_with)
{
  MarbreTopic *topic;

  /* The draft itself, as it was saved, says nothing about the others. */
  if (self->number != 0)
    n_with--;
  if (n_with <= 0 ||
      (n_stories >= COMMON_MIN_STORIES && n_with > n_stories / COMMON_SHARE))
    return;
  topic = g_new0 (MarbreTopic, 1);
  topic->stems = g_strdup (term->term);
  topic->surface = g_strdup (term->surface);
  topic->is_name = term->is_name;
  topic->weight = (1.0 + log (term->count)) * rareness (n_stories, n_with) *
                  (term->is_name ? NAME_FACTOR : 1.0);
  g_ptr_array_add (self->topics, topic);
}

static gboolean
add_topics (MarbreProfile *self, MarbreDatabase *database, GPtrArray *terms, GError **error)
{
  gint64 n_stories;
  guint n_phrases = 0;

  /* The last number stands for the count: reading that would read the whole table. */
  if (!marbre_database_read_int (database, "SELECT max(number) FROM story", &n_stories, error))
    return FALSE;
  for (guint i = 0; i < terms->len && i < MAX_LOOKED_UP; i++)
    {
      const MarbreTerm *term = g_ptr_array_index (terms, i);
      const gboolean is_phrase = strchr (term->term, ' ') != NULL;
      gint64 n_with;

      if (is_phrase && n_phrases++ >= MAX_PHRASES)
        continue;
      if (!(is_phrase ? count_phrase : count_word) (database, term->term, &n_with, error))
        return FALSE;
      add_topic (self, term, n_stories, n_with);
    }
  g_ptr_array_sort (self->topics, compare_weights);
  if (self->topics->len > MAX_TOPICS)
    g_ptr_array_set_size (self->topics, MAX_TOPICS);
  for (guint i = 0; i < self->topics->len; i++)
    self->weight += ((const MarbreTopic *) g_ptr_array_index (self->topics, i))->weight;
  return TRUE;
}

/**
 * marbre_profile_new:
 * @draft: a story, in the archive or not
 *
 * Returns: (transfer full) (nullable): what it is about; no topics if it has no telling words
 */
MarbreProfile *
marbre_profile_new (MarbreDatabase *database, MarbreStory *draft, GError **error)
{
  g_autoptr (MarbreProfile) self = g_new0 (MarbreProfile, 1);
  g_autoptr (MarbreStory) stored = NULL;
  g_autofree char *body = marbre_story_text_dup_body (draft);
  g_autofree char *whole = marbre_story_text_dup_whole (draft, body);
  g_autoptr (GPtrArray) terms =
      marbre_terms_extract (whole, marbre_story_get_text (draft, MARBRE_FIELD_LANGUAGE));

  self->topics = g_ptr_array_new_with_free_func ((GDestroyNotify) topic_free);
  self->folded = marbre_terms_fold (whole);
  if (!marbre_story_table_load (database, marbre_story_get_id (draft), &stored, &self->number,
                                error) ||
      !add_topics (self, database, terms, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * marbre_profile_free:
 * @self: (transfer full) (nullable): a profile
 */
void
marbre_profile_free (MarbreProfile *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->topics, g_ptr_array_unref);
  g_free (self->folded);
  g_free (self);
}
