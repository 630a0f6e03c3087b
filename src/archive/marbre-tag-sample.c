/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stories to learn from; see marbre-tag-sample.h.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-tag-sample.h"

#include <math.h>

#include "marbre-story-table.h"

typedef struct
{
  gint64 doc;
  char *id; /* (owned) */
} Found;

static void
found_free (Found *found)
{
  g_free (found->id);
  g_free (found);
}

static void
story_free (MarbreTagStory *story)
{
  g_clear_pointer (&story->tags, g_array_unref);
  g_clear_pointer (&story->weights, g_array_unref);
  g_clear_pointer (&story->mentions, g_array_unref);
  g_clear_pointer (&story->draft, marbre_index_draft_free);
  g_free (story->places);
  g_free (story);
}

/**
 * marbre_tag_sample_free:
 * @self: (transfer full) (nullable): a sample
 */
void
marbre_tag_sample_free (MarbreTagSample *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->stories);
  g_array_unref (self->vocabulary);
  g_free (self);
}

/**
 * marbre_tag_story_has:
 *
 * Returns: whether the story has the tag
 */
gboolean
marbre_tag_story_has (const MarbreTagStory *story, guint tag)
{
  for (guint i = 0; i < story->tags->len; i++)
    if (g_array_index (story->tags, guint, i) == tag)
      return TRUE;
  return FALSE;
}

/* The latest stories with tags, the oldest of them first. */
static GPtrArray *
find_stories (MarbreDatabase *database, GError **error)
{
  static const char sql[] =
      "SELECT * FROM (SELECT t.doc, s.id FROM topic_story t JOIN story s ON s.number = t.story"
      "                 WHERE length (t.tags) > 0 ORDER BY t.doc DESC LIMIT ?1) ORDER BY 1";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) found_free);

  marbre_statement_bind_int (statement, 1, MARBRE_TAG_SAMPLE);
  while (marbre_statement_next (statement))
    {
      Found *found = g_new0 (Found, 1);

      found->doc = marbre_statement_get_int (statement, 0);
      found->id = marbre_statement_dup_text (statement, 1);
      g_ptr_array_add (all, found);
    }
  return marbre_statement_end (statement, error) ? g_steal_pointer (&all) : NULL;
}

static gboolean
read_tags (MarbreDatabase *database,
           const MarbreTagModel *model,
           MarbreTagStory *story,
           GError **error)
{
  static const char sql[] = "SELECT tag FROM story_tag WHERE story = ?1";
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);

  story->tags = g_array_new (FALSE, FALSE, sizeof (guint));
  marbre_statement_bind_int (statement, 1, story->number);
  while (marbre_statement_next (statement))
    {
      const gint64 number = marbre_statement_get_int (statement, 0);
      const guint place = GPOINTER_TO_UINT (g_hash_table_lookup (model->places, &number));
      const guint tag = place - 1;

      if (place != 0)
        g_array_append_val (story->tags, tag);
    }
  return marbre_statement_end (statement, error);
}

/* Takes over the draft's terms as counts; they become weights once all stories are known. */
static void
take_terms (MarbreTagSample *self, GHashTable *places, MarbreTagStory *story)
{
  const GArray *terms = story->draft->terms->terms;

  story->weights = g_array_sized_new (FALSE, FALSE, sizeof (MarbreTagWeight), terms->len);
  story->places = g_new (guint, MAX (terms->len, 1));
  for (guint i = 0; i < terms->len; i++)
    {
      const MarbreIndexTerm *term = &g_array_index (terms, MarbreIndexTerm, i);
      const MarbreTagWeight weight = { term->hash, (float) (1.0 + log (term->count)) };
      guint place = GPOINTER_TO_UINT (g_hash_table_lookup (places, GUINT_TO_POINTER (term->hash)));

      if (place == 0)
        {
          g_array_append_val (self->vocabulary, term->hash);
          place = self->vocabulary->len;
          g_hash_table_insert (places, GUINT_TO_POINTER (term->hash), GUINT_TO_POINTER (place));
        }
      story->places[i] = place - 1;
      g_array_append_val (story->weights, weight);
    }
}

/* With a @counter the story is not asked for what is near it, and needs no names. */
static gboolean
read_story (MarbreTagSample *self,
            MarbreDatabase *database,
            const MarbreTagModel *model,
            const Found *found,
            MarbreTermsCounter *counter,
            GHashTable *places,
            GError **error)
{
  g_autoptr (MarbreStory) text = NULL;
  MarbreTagStory *story;
  gint64 number;

  if (!marbre_story_table_load (database, found->id, &text, &number, error))
    return FALSE;
  if (text == NULL)
    return TRUE;
  story = g_new0 (MarbreTagStory, 1);
  g_ptr_array_add (self->stories, story);
  story->doc = found->doc;
  story->number = number;
  story->draft = counter != NULL ? marbre_index_draft_new_counted (text, counter)
                                 : marbre_index_draft_new (text);
  story->mentions =
      marbre_tag_lexicon_find (model->lexicon, story->draft->headline, story->draft->text);
  take_terms (self, places, story);
  return read_tags (database, model, story, error);
}

/* Rareness among the stories of the sample, and lengths of one. */
static void
weigh (MarbreTagSample *self)
{
  g_autofree guint *counts = g_new0 (guint, self->vocabulary->len + 1);
  const double n = self->stories->len + 1.0;

  for (guint i = 0; i < self->stories->len; i++)
    {
      const MarbreTagStory *story = g_ptr_array_index (self->stories, i);

      for (guint j = 0; j < story->weights->len; j++)
        counts[story->places[j]]++;
    }
  for (guint i = 0; i < self->stories->len; i++)
    {
      const MarbreTagStory *story = g_ptr_array_index (self->stories, i);
      double squares = 0;

      for (guint j = 0; j < story->weights->len; j++)
        {
          MarbreTagWeight *weight = &g_array_index (story->weights, MarbreTagWeight, j);

          weight->weight *= (float) log (n / (counts[story->places[j]] + 0.5));
          squares += (double) weight->weight * weight->weight;
        }
      for (guint j = 0; j < story->weights->len; j++)
        g_array_index (story->weights, MarbreTagWeight, j).weight /= (float) sqrt (squares);
    }
}

/**
 * marbre_tag_sample_new:
 * @tags: a model that knows the archive's tags
 * @cancellable: (nullable): stops it
 *
 * Returns: (transfer full) (nullable): the latest stories with tags
 */
MarbreTagSample *
marbre_tag_sample_new (MarbreDatabase *database,
                       MarbreTagModel *tags,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (MarbreTagSample) self = g_new0 (MarbreTagSample, 1);
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);
  g_autoptr (MarbreTermsCounter) counter = marbre_terms_counter_new ();
  g_autoptr (GPtrArray) found = NULL;

  self->stories = g_ptr_array_new_with_free_func ((GDestroyNotify) story_free);
  self->vocabulary = g_array_new (FALSE, FALSE, sizeof (guint32));
  found = find_stories (database, error);
  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      const gboolean is_old = i + MARBRE_TAG_EXAMPLES < found->len;

      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !read_story (self, database, tags, g_ptr_array_index (found, i),
                       is_old ? counter : NULL, places, error))
        return NULL;
      if (is_old)
        {
          MarbreTagStory *story = g_ptr_array_index (self->stories, self->stories->len - 1);

          g_clear_pointer (&story->draft, marbre_index_draft_free);
        }
    }
  weigh (self);
  return found != NULL ? g_steal_pointer (&self) : NULL;
}
