/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Related stories; see marbre-suggest.h. Nothing rather than noise: a story that only happens to
 * use some of the same words is left out.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-suggest.h"

#include <string.h>

#include "marbre-archive-values.h"
#include "marbre-neighbours.h"
#include "marbre-terms.h"

/* A story is shown if it scores so much, and so much of what the best one does. */
#define MIN_SCORE      0.03
#define MIN_OF_BEST    0.2

/* Without a tag in common, one word in common is a coincidence. */
#define MIN_SHARED_TOPICS 2

#define MAX_REASONS 3

static gboolean
is_related (const MarbreNeighbour *neighbour, double best)
{
  return neighbour->score >= MIN_SCORE && neighbour->score >= MIN_OF_BEST * best &&
         (neighbour->shared_tags[0] != NULL || neighbour->shared->len >= MIN_SHARED_TOPICS);
}

/* Does one of the words already told say the same, as "Alibaba Cloud" does for "Alibaba"? */
static gboolean
is_told (GPtrArray *told, const char *folded)
{
  for (guint i = 0; i < told->len; i++)
    if (strstr (g_ptr_array_index (told, i), folded) != NULL ||
        strstr (folded, g_ptr_array_index (told, i)) != NULL)
      return TRUE;
  return FALSE;
}

static void
tell_topics (const MarbreNeighbour *neighbour,
             gboolean names,
             GPtrArray *told,
             GStrvBuilder *surfaces,
             guint *n_told)
{
  for (guint i = 0; i < neighbour->shared->len && *n_told < MAX_REASONS; i++)
    {
      const MarbreTopic *topic = g_ptr_array_index (neighbour->shared, i);
      g_autofree char *folded = marbre_terms_fold (topic->surface);

      if (topic->is_name != names || is_told (told, folded))
        continue;
      g_strv_builder_add (surfaces, topic->surface);
      g_ptr_array_add (told, g_steal_pointer (&folded));
      (*n_told)++;
    }
}

/* The heaviest topics in common, names before words, without what the tags in common say. */
static GStrv
choose_terms (const MarbreNeighbour *neighbour)
{
  g_autoptr (GStrvBuilder) surfaces = g_strv_builder_new ();
  g_autoptr (GPtrArray) told = g_ptr_array_new_with_free_func (g_free);
  guint n_told = 0;

  for (guint i = 0; neighbour->shared_tags[i] != NULL; i++)
    g_ptr_array_add (told, marbre_terms_fold (neighbour->shared_tags[i]));
  tell_topics (neighbour, TRUE, told, surfaces, &n_told);
  tell_topics (neighbour, FALSE, told, surfaces, &n_told);
  return g_strv_builder_end (surfaces);
}

static MarbreRelated *
make_related (const MarbreNeighbour *neighbour)
{
  g_auto (MarbreRelatedValues) values = { 0 };

  values.id = g_strdup (neighbour->id);
  values.headline = g_strdup (neighbour->headline);
  values.section = g_strdup (neighbour->section);
  values.url = g_strdup (neighbour->url);
  values.language = g_strdup (neighbour->language);
  values.published = neighbour->published;
  values.score = neighbour->score;
  values.shared_tags = g_strdupv (neighbour->shared_tags);
  values.shared_terms = choose_terms (neighbour);
  return marbre_related_new (&values);
}

/**
 * marbre_suggest_related:
 * @draft: a story, in the archive or not
 * @limit: how many at most
 * @cancellable: (nullable): stops it
 *
 * Returns: (transfer full) (nullable) (element-type MarbreRelated): nearest first; may be empty
 */
GPtrArray *
marbre_suggest_related (MarbreDatabase *database,
                        MarbreStory *draft,
                        guint limit,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (MarbreProfile) profile = marbre_profile_new (database, draft, error);
  g_autoptr (GPtrArray) neighbours = NULL;
  g_autoptr (GPtrArray) related = g_ptr_array_new_with_free_func (g_object_unref);

  if (profile == NULL)
    return NULL;
  neighbours = marbre_neighbours_find (database, draft, profile, cancellable, error);
  if (neighbours == NULL)
    return NULL;
  for (guint i = 0; i < neighbours->len && related->len < limit; i++)
    {
      const MarbreNeighbour *best = g_ptr_array_index (neighbours, 0);
      const MarbreNeighbour *neighbour = g_ptr_array_index (neighbours, i);

      if (is_related (neighbour, best->score))
        g_ptr_array_add (related, make_related (neighbour));
    }
  return g_steal_pointer (&related);
}
