/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a model says of a draft; see marbre-tag-model.h. Five witnesses are heard of each tag: the
 * nearest stories, the mean of the stories that have it, a linear model where there are enough of
 * those, its name in the text, and how often it is used. How much each is worth differs from one
 * newsroom to the other, so that is learnt too.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-tag-model.h"

#include <math.h>

#include "marbre-index-codec.h"
#include "marbre-index-postings.h"
#include "marbre-index-segment.h"
#include "marbre-tag-store.h"

/* So many of the nearest stories with tags are asked, by the square of how near they are. */
#define N_VOTERS  30
#define N_NEAREST 5

/* A tag is looked at if its mean is so near as this share of the nearest one's, or its linear model
 * is not surer than that it does not fit. */
#define MIN_OF_BEST 0.3
#define MIN_MARGIN  -1.5

/* Before there are stories to learn from, the nearest story is believed if it is as near as this,
 * else in proportion: it may be near by accident. */
#define NEAR 0.25

/* How the witnesses are weighed before there are stories to learn it from. */
static const double first_fit[MARBRE_TAG_FEATURES] = {
  -3.4, 2.5, 0.5, 0.4, 1.5, 0.7, 0.5, 0.5, 1.5, 1.0, 0.0, 0.5,
  0.3, 1.2, 0.2, 1.0, 0.1, 0.3, 0.6, 0.2, 0.5, 0.2, 0.3, 0.0, 0.2,
};

/* What the witnesses say, by index of the tag. */
typedef struct
{
  guint n_tags;
  double *votes;    /* (owned): shares of the voters' voices */
  double *nearest;  /* (owned): shares of the nearest */
  double *centroid; /* (owned): cosine with the tag's mean */
  double *margin;   /* (owned): of the linear model */
  const MarbreTagMention **mentions; /* (owned): borrowed from the draft; NULL for none */
  const GArray *first;               /* (borrowed) (nullable): tags of the nearest story */
  double best_centroid;
  double best_mention;
  double best_margin;
  double second_margin; /* the best of the others */
} Hearing;

/**
 * marbre_tag_model_new:
 *
 * Returns: (transfer full): a model that knows no tag
 */
MarbreTagModel *
marbre_tag_model_new (void)
{
  MarbreTagModel *self = g_new0 (MarbreTagModel, 1);

  for (guint i = 0; i < MARBRE_TAG_FEATURES; i++)
    self->fit[i] = first_fit[i];
  self->facts = g_array_new (FALSE, TRUE, sizeof (MarbreTagFacts));
  self->places = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->lexicon = marbre_tag_lexicon_new ();
  return self;
}

/**
 * marbre_tag_model_free:
 * @self: (transfer full) (nullable): a model
 */
void
marbre_tag_model_free (MarbreTagModel *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->facts);
  g_hash_table_unref (self->places);
  marbre_tag_lexicon_free (self->lexicon);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_free (self);
}

static void
hearing_init (Hearing *self, guint n_tags)
{
  *self = (Hearing) {
    .n_tags = n_tags,
    .best_centroid = 1e-9,
    .best_margin = MIN_MARGIN,
    .second_margin = MIN_MARGIN,
  };
  self->votes = g_new0 (double, n_tags);
  self->nearest = g_new0 (double, n_tags);
  self->centroid = g_new0 (double, n_tags);
  self->margin = g_new0 (double, n_tags);
  self->mentions = g_new0 (const MarbreTagMention *, n_tags);
}

static void
hearing_clear (Hearing *self)
{
  g_free (self->votes);
  g_free (self->nearest);
  g_free (self->centroid);
  g_free (self->margin);
  g_free (self->mentions);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Hearing, hearing_clear)

static const MarbreTagFacts *
facts_at (const MarbreTagModel *self, guint tag)
{
  return &g_array_index (self->facts, MarbreTagFacts, tag);
}

static void
add_voice (MarbreTagModel *self, const MarbreIndexHit *hit, double voice, double *sums)
{
  for (guint i = 0; i < hit->tags->len; i++)
    {
      gpointer place = g_hash_table_lookup (self->places, &g_array_index (hit->tags, gint64, i));

      if (place != NULL)
        sums[GPOINTER_TO_UINT (place) - 1] += voice;
    }
}

static void
hear_neighbours (MarbreTagModel *self, const GArray *hits, double belief, Hearing *hearing)
{
  double total = 0;
  guint n = 0;

  for (guint i = 0; i < hits->len && n < N_VOTERS; i++)
    {
      const MarbreIndexHit *hit = &g_array_index (hits, MarbreIndexHit, i);
      const double near = hit->score / g_array_index (hits, MarbreIndexHit, 0).score;

      if (hit->tags->len == 0)
        continue;
      if (n == 0)
        hearing->first = hit->tags;
      add_voice (self, hit, near * near, hearing->votes);
      if (n < N_NEAREST)
        add_voice (self, hit, 1, hearing->nearest);
      total += near * near;
      n++;
    }
  for (guint i = 0; i < hearing->n_tags && n > 0; i++)
    {
      hearing->votes[i] *= belief / total;
      hearing->nearest[i] *= belief / MIN (n, N_NEAREST);
    }
}

static gboolean
hear_row (const guint8 *data, gsize size, double weight, Hearing *hearing)
{
  MarbreIndexBytes bytes = { data, data + size };
  guint64 tag = 0;

  while (bytes.p < bytes.end)
    {
      guint64 distance;
      float centroid, margin;

      if (!marbre_index_read_number (&bytes, &distance) ||
          !marbre_tag_store_read_weights (&bytes, &centroid, &margin))
        return FALSE;
      tag += distance;
      if (tag >= hearing->n_tags)
        return FALSE;
      hearing->centroid[tag] += weight * centroid;
      hearing->margin[tag] += weight * margin;
    }
  return TRUE;
}

static gboolean
hear_term (MarbreTagModel *self,
           MarbreDatabase *database,
           const MarbreTagWeight *weight,
           Hearing *hearing,
           GError **error)
{
  static const char sql[] = "SELECT weights FROM topic_model WHERE place = ?1";
  g_autoptr (MarbreStatement) statement = NULL;
  gboolean sound = TRUE;

  if (self->rows != NULL)
    {
      const GByteArray *row = g_hash_table_lookup (self->rows, GUINT_TO_POINTER (weight->term));

      return row == NULL || hear_row (row->data, row->len, weight->weight, hearing);
    }
  statement = marbre_database_prepare (database, sql);
  marbre_statement_bind_int (statement, 1, marbre_index_place (self->generation, weight->term));
  if (marbre_statement_next (statement))
    {
      gsize size;
      const guint8 *data = marbre_statement_get_bytes (statement, 0, &size);

      sound = hear_row (data, size, weight->weight, hearing);
    }
  if (!marbre_statement_end (statement, error))
    return FALSE;
  if (!sound)
    g_propagate_error (error, marbre_index_damaged_error_new ());
  return sound;
}

/* Makes a linear model's sum its margin, and notes the two surest. */
static void
hear_margin (const MarbreTagFacts *facts, double *margin, Hearing *hearing)
{
  *margin += facts->bias;
  if (!facts->has_linear)
    return;
  if (*margin > hearing->best_margin)
    {
      hearing->second_margin = hearing->best_margin;
      hearing->best_margin = *margin;
    }
  else
    hearing->second_margin = MAX (hearing->second_margin, *margin);
}

static gboolean
hear_terms (MarbreTagModel *self,
            MarbreDatabase *database,
            const GArray *weights,
            Hearing *hearing,
            GError **error)
{
  if (self->generation == 0 && self->rows == NULL)
    return TRUE;
  for (guint i = 0; i < weights->len; i++)
    if (!hear_term (self, database, &g_array_index (weights, MarbreTagWeight, i), hearing, error))
      return FALSE;
  for (guint i = 0; i < hearing->n_tags; i++)
    {
      hear_margin (facts_at (self, i), &hearing->margin[i], hearing);
      hearing->best_centroid = MAX (hearing->best_centroid, hearing->centroid[i]);
    }
  return TRUE;
}

/* How rare it is that a story mentions the tag. */
static double
mention_rareness (const MarbreTagModel *self, const MarbreTagFacts *facts)
{
  return log ((self->n_stories + 1.0) / (facts->mentions + 0.5));
}

static void
hear_mentions (MarbreTagModel *self, const GArray *mentions, Hearing *hearing)
{
  for (guint i = 0; i < mentions->len; i++)
    {
      const MarbreTagMention *mention = &g_array_index (mentions, MarbreTagMention, i);
      const MarbreTagFacts *facts = facts_at (self, mention->tag);
      const double often = mention->in_text + 4.0 * mention->in_headline;

      if (facts->count == 0)
        continue;
      hearing->mentions[mention->tag] = mention;
      hearing->best_mention = MAX (hearing->best_mention, often * mention_rareness (self, facts));
    }
}

/* The logarithm of the odds, with one half of a case more on each side. */
static double
log_odds (guint hits, guint all)
{
  const double share = (hits + 0.5) / (all + 1.0);

  return log (share / (1.0 - share));
}

static gboolean
is_first (const Hearing *hearing, gint64 number)
{
  for (guint i = 0; hearing->first != NULL && i < hearing->first->len; i++)
    if (g_array_index (hearing->first, gint64, i) == number)
      return TRUE;
  return FALSE;
}

static void
fill_mention (const MarbreTagModel *self,
              const MarbreTagFacts *facts,
              const MarbreTagMention *mention,
              const Hearing *hearing,
              guint length,
              double *f)
{
  const double often = mention->in_text + 2.0 * mention->in_headline;
  const double rare = mention_rareness (self, facts);

  f[5] = mention->in_headline > 0;
  f[6] = log (1.0 + often);
  f[7] = log_odds (facts->mention_hits, facts->mentions);
  f[13] = 1;
  f[16] = log (1.0 + 1000.0 * often / (length + 50.0));
  f[17] = 0.3 * log (1.0 + often) * rare;
  f[18] = hearing->best_mention > 0
              ? (mention->in_text + 4.0 * mention->in_headline) * rare / hearing->best_mention
              : 0;
  f[19] = 0.9 * mention->early;
  f[20] = f[4];
  if (mention->in_text >= MARBRE_TAG_STRONG_MENTION || mention->in_headline > 0)
    f[21] = log_odds (facts->strong_hits, facts->strong);
}

static void
fill_features (const MarbreTagModel *self,
               guint tag,
               const Hearing *hearing,
               guint length,
               double *f)
{
  const MarbreTagFacts *facts = facts_at (self, tag);

  f[0] = 1;
  f[1] = hearing->votes[tag];
  f[2] = log (hearing->votes[tag] + 0.02);
  f[3] = hearing->centroid[tag];
  f[4] = hearing->centroid[tag] / hearing->best_centroid;
  if (facts->has_linear)
    {
      f[8] = hearing->margin[tag];
      f[9] = 1;
      f[14] = MAX (hearing->margin[tag], -0.5);
      /* How much surer than the others: most stories have few tags. */
      f[24] = hearing->margin[tag] - (hearing->margin[tag] >= hearing->best_margin
                                          ? hearing->second_margin
                                          : hearing->best_margin);
    }
  else
    f[15] = hearing->votes[tag];
  f[10] = log ((facts->count + 0.5) / (self->n_stories + 1.0));
  f[11] = hearing->nearest[tag];
  f[12] = is_first (hearing, facts->number);
  f[22] = 0.3 * log ((facts->recent + 0.3) / MARBRE_TAG_RECENT);
  f[23] = facts->count == 1;
  if (hearing->mentions[tag] != NULL)
    fill_mention (self, facts, hearing->mentions[tag], hearing, length, f);
}

static gboolean
is_worth_a_look (const MarbreTagModel *self, guint tag, const Hearing *hearing)
{
  const MarbreTagFacts *facts = facts_at (self, tag);

  return facts->count > 0 &&
         (hearing->votes[tag] > 0 || hearing->mentions[tag] != NULL ||
          (hearing->centroid[tag] > 0 &&
           hearing->centroid[tag] >= MIN_OF_BEST * hearing->best_centroid) ||
          (facts->has_linear && hearing->margin[tag] > MIN_MARGIN));
}

static int
compare_chances (gconstpointer a, gconstpointer b)
{
  const MarbreTagGuess *left = a;
  const MarbreTagGuess *right = b;

  if (left->chance != right->chance)
    return left->chance > right->chance ? -1 : 1;
  return (left->number > right->number) - (left->number < right->number);
}

/* The tags that anything speaks for, the likeliest first. */
static GArray *
guess (MarbreTagModel *self, const Hearing *hearing, guint length)
{
  GArray *guesses = g_array_new (FALSE, TRUE, sizeof (MarbreTagGuess));

  for (guint tag = 0; tag < hearing->n_tags; tag++)
    {
      MarbreTagGuess guess = { .tag = tag, .number = facts_at (self, tag)->number };
      double sum = 0;

      if (!is_worth_a_look (self, tag, hearing))
        continue;
      guess.is_mentioned = hearing->mentions[tag] != NULL;
      fill_features (self, tag, hearing, length, guess.features);
      for (guint i = 0; i < MARBRE_TAG_FEATURES; i++)
        sum += self->fit[i] * guess.features[i];
      guess.chance = 1.0 / (1.0 + exp (-sum));
      g_array_append_val (guesses, guess);
    }
  g_array_sort (guesses, compare_chances);
  return guesses;
}

/**
 * marbre_tag_model_weights:
 * @terms: (element-type MarbreIndexTerm): of a text
 * @rareness: of each, 0 for one that no story has
 *
 * Returns: (transfer full) (element-type MarbreTagWeight): how much each counts
 */
GArray *
marbre_tag_model_weights (const GArray *terms, const double *rareness)
{
  GArray *weights = g_array_sized_new (FALSE, FALSE, sizeof (MarbreTagWeight), terms->len);
  double squares = 0;

  for (guint i = 0; i < terms->len; i++)
    {
      const MarbreIndexTerm *term = &g_array_index (terms, MarbreIndexTerm, i);
      const double weight = (1.0 + log (term->count)) * rareness[i];
      const MarbreTagWeight entry = { term->hash, (float) weight };

      if (weight <= 0)
        continue;
      squares += weight * weight;
      g_array_append_val (weights, entry);
    }
  for (guint i = 0; i < weights->len; i++)
    g_array_index (weights, MarbreTagWeight, i).weight /= (float) sqrt (squares);
  return weights;
}

/**
 * marbre_tag_model_guess:
 * @database: where the model is stored
 * @draft: what is known of the draft
 * @error: %MARBRE_ARCHIVE_ERROR_CORRUPT if the stored model makes no sense
 *
 * Returns: (transfer full) (nullable) (element-type MarbreTagGuess): likeliest first
 */
GArray *
marbre_tag_model_guess (MarbreTagModel *self,
                        MarbreDatabase *database,
                        const MarbreTagDraft *draft,
                        GError **error)
{
  g_auto (Hearing) hearing = { 0 };

  hearing_init (&hearing, self->facts->len);
  hear_neighbours (self, draft->hits,
                   self->generation > 0 || self->rows != NULL ? 1.0
                                                              : MIN (draft->nearest / NEAR, 1.0),
                   &hearing);
  hear_mentions (self, draft->mentions, &hearing);
  if (!hear_terms (self, database, draft->weights, &hearing, error))
    return NULL;
  return guess (self, &hearing, draft->length);
}
