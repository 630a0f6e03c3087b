/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tags that fit a draft; see marbre-suggest.h. Two witnesses: how the newsroom tagged the nearest
 * stories, and the tag's own words in the text. Only tags that stories have are suggested, so the
 * list of tags does not grow by itself.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-suggest.h"

#include <string.h>

#include "marbre-archive-values.h"
#include "marbre-neighbours.h"
#include "marbre-story-text.h"
#include "marbre-terms.h"

/* So many of the nearest stories are asked. */
#define N_VOTERS 30

/* Stories this near, and nearer, vote; of others the tags are accidental. If even the nearest is
 * not as near as that, its vote counts for less in proportion. */
#define MIN_VOTER_SCORE  0.05
#define MIN_VOTER_TOPICS 2
#define NEAR             0.25

/* How much a mention is worth, in the headline and elsewhere; and what a suggestion must reach. */
#define MENTION_IN_HEADLINE 0.6
#define MENTION             0.4
#define MIN_SCORE           0.12

/* A mention of a shorter word is too often an accident ("IA" is found by its neighbours). */
#define MIN_MENTION_BYTES 3

typedef struct
{
  char *name;   /* (owned) */
  char *folded; /* (owned) */
  guint count;
  double mention;
  double score;
} Candidate;

static void
candidate_free (Candidate *candidate)
{
  g_free (candidate->name);
  g_free (candidate->folded);
  g_free (candidate);
}

static gboolean
is_between_words (const char *p)
{
  return *p == '\0' || !g_unichar_isalnum (g_utf8_get_char (p));
}

/* Are the words in the text, as whole words? Both folded. */
static gboolean
mentions (const char *text, const char *words)
{
  const gsize length = strlen (words);

  for (const char *p = strstr (text, words); p != NULL; p = strstr (p + 1, words))
    if ((p == text || is_between_words (g_utf8_prev_char (p))) && is_between_words (p + length))
      return TRUE;
  return FALSE;
}

static gboolean
may_vote (const MarbreNeighbour *neighbour)
{
  return neighbour->score >= MIN_VOTER_SCORE && neighbour->tags[0] != NULL &&
         (neighbour->shared->len >= MIN_VOTER_TOPICS || neighbour->shared_tags[0] != NULL);
}

/* The nearest know better: a vote weighs as the square of the score, so that the number of distant
 * ones does not matter. */
static double
voice (const MarbreNeighbour *neighbour)
{
  return neighbour->score * neighbour->score;
}

/* For each tag the share of the voters' voices that it has, 0 to 1. */
static GHashTable *
count_votes (GPtrArray *neighbours)
{
  GHashTable *votes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  double total = 0;
  double confidence = 0;
  guint n_voters = 0;

  for (guint i = 0; i < neighbours->len && n_voters < N_VOTERS; i++)
    {
      const MarbreNeighbour *voter = g_ptr_array_index (neighbours, i);

      if (!may_vote (voter))
        continue;
      total += voice (voter);
      confidence = MAX (confidence, MIN (1.0, voter->score / NEAR));
      n_voters++;
    }
  for (guint i = 0; i < neighbours->len && n_voters > 0; i++)
    {
      const MarbreNeighbour *voter = g_ptr_array_index (neighbours, i);

      if (!may_vote (voter))
        continue;
      n_voters--;
      for (guint j = 0; voter->tags[j] != NULL; j++)
        {
          double *vote = g_hash_table_lookup (votes, voter->tags[j]);

          if (vote == NULL)
            {
              vote = g_new0 (double, 1);
              g_hash_table_insert (votes, g_strdup (voter->tags[j]), vote);
            }
          *vote += confidence * voice (voter) / total;
        }
    }
  return votes;
}

/* Adds the tag if the text or the voters speak for it and the draft has it not. */
static void
consider (GPtrArray *candidates,
          MarbreStatement *tag,
          GHashTable *votes,
          const char *text,
          const char *headline,
          const char *const *own_tags)
{
  const char *name = marbre_statement_get_text (tag, 0);
  const char *folded = marbre_statement_get_text (tag, 1);
  const double *vote = g_hash_table_lookup (votes, name);
  double mention = 0;
  double score;
  Candidate *candidate;

  if (strlen (folded) >= MIN_MENTION_BYTES && mentions (text, folded))
    mention = mentions (headline, folded) ? MENTION_IN_HEADLINE : MENTION;
  /* Two witnesses who may both be right: the chance that not both are wrong. The votes are sums of
   * shares, which add up to a hair more than one now and then. */
  score = 1.0 - (1.0 - (vote ? MIN (*vote, 1.0) : 0)) * (1.0 - mention);
  if (score < MIN_SCORE || g_strv_contains (own_tags, folded))
    return;
  candidate = g_new0 (Candidate, 1);
  candidate->name = g_strdup (name);
  candidate->folded = g_strdup (folded);
  candidate->count = (guint) marbre_statement_get_int (tag, 2);
  candidate->mention = mention;
  candidate->score = score;
  g_ptr_array_add (candidates, candidate);
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *left = *(const Candidate *const *) a;
  const Candidate *right = *(const Candidate *const *) b;

  if (left->score != right->score)
    return left->score > right->score ? -1 : 1;
  if (left->count != right->count)
    return left->count > right->count ? -1 : 1;
  return strcmp (left->name, right->name);
}

/* The best candidates; of several spellings of one tag the one that is before the others. */
static GPtrArray *
make_suggestions (GPtrArray *candidates, guint limit)
{
  g_autoptr (GPtrArray) suggestions = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_ptr_array_sort (candidates, compare_candidates);
  for (guint i = 0; i < candidates->len && suggestions->len < limit; i++)
    {
      const Candidate *candidate = g_ptr_array_index (candidates, i);
      g_auto (MarbreTagSuggestionValues) values = { 0 };

      if (!g_hash_table_add (seen, candidate->folded))
        continue;
      values.name = g_strdup (candidate->name);
      values.story_count = candidate->count;
      values.score = candidate->score;
      values.mentioned = candidate->mention > 0;
      g_ptr_array_add (suggestions, marbre_tag_suggestion_new (&values));
    }
  return g_steal_pointer (&suggestions);
}

/**
 * marbre_suggest_tags:
 * @draft: a story, in the archive or not
 * @limit: how many at most
 * @cancellable: (nullable): stops it
 *
 * Returns: (transfer full) (nullable) (element-type MarbreTagSuggestion): best first, none that the
 *   draft has; may be empty
 */
GPtrArray *
marbre_suggest_tags (MarbreDatabase *database,
                     MarbreStory *draft,
                     guint limit,
                     GCancellable *cancellable,
                     GError **error)
{
  static const char sql[] =
      "SELECT tag.name, tag.folded, count(*) FROM tag JOIN story_tag ON story_tag.tag = tag.number"
      "  WHERE story_tag.story <> ?1 GROUP BY tag.number";
  g_autoptr (MarbreProfile) profile = marbre_profile_new (database, draft, error);
  g_autoptr (MarbreStatement) statement = marbre_database_prepare (database, sql);
  g_autoptr (GPtrArray) candidates =
      g_ptr_array_new_with_free_func ((GDestroyNotify) candidate_free);
  g_autoptr (GPtrArray) neighbours = NULL;
  g_autoptr (GHashTable) votes = NULL;
  g_auto (GStrv) own_tags = marbre_story_text_fold_all (marbre_story_get_tags (draft));
  g_autofree char *headline = NULL;

  if (profile == NULL)
    return NULL;
  neighbours = marbre_neighbours_find (database, draft, profile, cancellable, error);
  if (neighbours == NULL)
    return NULL;
  votes = count_votes (neighbours);
  headline = marbre_terms_fold (marbre_story_get_text (draft, MARBRE_FIELD_HEADLINE));
  marbre_statement_bind_int (statement, 1, profile->number);
  while (marbre_statement_next (statement))
    consider (candidates, statement, votes, profile->folded, headline,
              (const char *const *) own_tags);
  if (!marbre_statement_end (statement, error))
    return NULL;
  return make_suggestions (candidates, limit);
}
