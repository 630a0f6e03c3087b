/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How the newsroom tags; see marbre-tag-learn.h. The witnesses are first trained without the latest
 * stories, then heard about those, as they would have been before each was tagged; so it is learnt
 * how far each can be trusted, in this newsroom and not in another one. At last they are trained on
 * all.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-tag-learn.h"

#include <math.h>
#include <string.h>

#include "marbre-tag-fit.h"
#include "marbre-tag-store.h"

/* Terms of a tag's mean, the heaviest. */
#define CENTROID_TERMS 300

/* A linear model needs so many stories with the tag, and as many tags have one, the most used;
 * weights below the least are left out. */
#define LINEAR_MIN_STORIES 8
#define LINEAR_MAX_TAGS    400
#define LINEAR_MIN_WEIGHT  0.005f

/* With fewer examples of tags that were right the weighing stays as it is. */
#define MIN_RIGHT 30

/* In a small archive only the latest stories are examples, as a share: the first ones had few
 * before them, and what the witnesses say of those is worth less than it will be. */
#define LATEST 0.4

/* How many tags of an example are looked at, the likeliest so far: of thousands of tags nearly all
 * are out of the question for a story, and nothing is learnt from that. */
#define MAX_GUESSES 250

/* How many parts the examples are divided into, in a small archive; what is trained without a part
 * should still know most of it. */
#define MAX_PARTS 5

/* The model under construction. */
typedef struct
{
  MarbreTagSample *sample;  /* (borrowed) */
  const gboolean *left_out; /* (borrowed) */
  MarbreTagModel *model;    /* (borrowed) */
  GPtrArray **by_tag;       /* (owned): stories of each tag */
  GByteArray **rows;        /* (owned): of each term of the vocabulary, or NULL */
  guint *last_tag;          /* (owned): in each row */
  float *sums;              /* (owned): of one tag, all 0 between tags */
  float *linear;            /* (owned): of one tag */
} Build;

/**
 * marbre_tag_learn_is_due:
 *
 * Returns: whether so much has come since the last time that it is worth while
 */
gboolean
marbre_tag_learn_is_due (const MarbreIndexTotal *total)
{
  return total->stories >= MARBRE_TAG_LEARN_MIN &&
         total->stories >=
             total->learnt_from + MAX (total->learnt_from / 10, MARBRE_TAG_LEARN_MIN);
}

static void
count_mentions (const MarbreTagStory *story, MarbreTagModel *model)
{
  for (guint i = 0; i < story->mentions->len; i++)
    {
      const MarbreTagMention *mention = &g_array_index (story->mentions, MarbreTagMention, i);
      MarbreTagFacts *facts = &g_array_index (model->facts, MarbreTagFacts, mention->tag);
      const gboolean hit = marbre_tag_story_has (story, mention->tag);

      facts->mentions++;
      facts->mention_hits += hit;
      if (mention->in_headline > 0 || mention->in_text >= MARBRE_TAG_STRONG_MENTION)
        {
          facts->strong++;
          facts->strong_hits += hit;
        }
    }
}

static void
count_facts (Build *build)
{
  GPtrArray *stories = build->sample->stories;
  GArray *facts = build->model->facts;

  for (guint i = 0; i < facts->len; i++)
    g_array_index (facts, MarbreTagFacts, i) =
        (MarbreTagFacts) { .number = g_array_index (facts, MarbreTagFacts, i).number };
  build->model->n_stories = 0;
  for (guint i = stories->len; i-- > 0;)
    {
      MarbreTagStory *story = g_ptr_array_index (stories, i);

      if (build->left_out[i])
        continue;
      for (guint j = 0; j < story->tags->len; j++)
        {
          const guint tag = g_array_index (story->tags, guint, j);

          g_array_index (facts, MarbreTagFacts, tag).count++;
          if (build->model->n_stories < MARBRE_TAG_RECENT)
            g_array_index (facts, MarbreTagFacts, tag).recent++;
          if (build->by_tag[tag] == NULL)
            build->by_tag[tag] = g_ptr_array_new ();
          g_ptr_array_add (build->by_tag[tag], story);
        }
      count_mentions (story, build->model);
      build->model->n_stories++;
    }
}

static int
compare_sums (gconstpointer a, gconstpointer b, gpointer data)
{
  const float *sums = data;
  const guint left = *(const guint *) a;
  const guint right = *(const guint *) b;

  if (sums[left] != sums[right])
    return sums[left] > sums[right] ? -1 : 1;
  return (left > right) - (left < right);
}

/* Sums up the tag's stories; the terms that occur, the heaviest first. */
static GArray *
sum_up (Build *build, guint tag, double *length)
{
  GArray *terms = g_array_new (FALSE, FALSE, sizeof (guint));
  const GPtrArray *stories = build->by_tag[tag];
  double squares = 0;

  for (guint i = 0; i < stories->len; i++)
    {
      const MarbreTagStory *story = g_ptr_array_index (stories, i);

      for (guint j = 0; j < story->weights->len; j++)
        {
          const guint place = story->places[j];

          if (build->sums[place] == 0)
            g_array_append_val (terms, place);
          build->sums[place] += g_array_index (story->weights, MarbreTagWeight, j).weight;
        }
    }
  for (guint i = 0; i < terms->len; i++)
    {
      const double sum = build->sums[g_array_index (terms, guint, i)];

      squares += sum * sum;
    }
  *length = sqrt (squares);
  g_array_sort_with_data (terms, compare_sums, build->sums);
  return terms;
}

static void
append_to_row (Build *build, guint place, guint tag, float centroid, float linear)
{
  if (build->rows[place] == NULL)
    build->rows[place] = g_byte_array_new ();
  marbre_index_append_number (build->rows[place], tag - build->last_tag[place]);
  marbre_tag_store_append_weights (build->rows[place], centroid, linear);
  build->last_tag[place] = tag;
}

/* Writes a tag's mean and its linear model into the terms' rows. */
static void
build_tag (Build *build, guint tag, gboolean with_linear)
{
  MarbreTagFacts *facts = &g_array_index (build->model->facts, MarbreTagFacts, tag);
  double length;
  g_autoptr (GArray) terms = sum_up (build, tag, &length);

  facts->has_linear = with_linear;
  if (with_linear)
    facts->bias = marbre_tag_fit_linear (build->sample, build->left_out, tag, build->linear);
  for (guint i = 0; i < terms->len; i++)
    {
      const guint place = g_array_index (terms, guint, i);
      const float centroid = i < CENTROID_TERMS ? (float) (build->sums[place] / length) : 0;
      const float linear = with_linear ? build->linear[place] : 0;

      build->sums[place] = 0;
      if (with_linear)
        build->linear[place] = 0;
      if (centroid > 0 || fabsf (linear) >= LINEAR_MIN_WEIGHT)
        append_to_row (build, place, tag, centroid, linear);
    }
  /* What speaks against a tag is in no story that has it. */
  for (guint place = 0; with_linear && place < build->sample->vocabulary->len; place++)
    if (fabsf (build->linear[place]) >= LINEAR_MIN_WEIGHT)
      append_to_row (build, place, tag, 0, build->linear[place]);
}

static int
compare_down (gconstpointer a, gconstpointer b)
{
  const guint left = *(const guint *) a;
  const guint right = *(const guint *) b;

  return (left < right) - (left > right);
}

/* How many stories a tag must have to get a linear model. */
static guint
linear_threshold (const MarbreTagModel *model)
{
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < model->facts->len; i++)
    g_array_append_val (counts, g_array_index (model->facts, MarbreTagFacts, i).count);
  g_array_sort (counts, compare_down);
  return counts->len > LINEAR_MAX_TAGS
             ? MAX (LINEAR_MIN_STORIES, g_array_index (counts, guint, LINEAR_MAX_TAGS) + 1)
             : LINEAR_MIN_STORIES;
}

static void
take_rows (Build *build)
{
  const GArray *vocabulary = build->sample->vocabulary;

  g_clear_pointer (&build->model->rows, g_hash_table_unref);
  build->model->rows =
      g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_byte_array_unref);
  for (guint i = 0; i < vocabulary->len; i++)
    if (build->rows[i] != NULL)
      g_hash_table_insert (build->model->rows,
                           GUINT_TO_POINTER (g_array_index (vocabulary, guint32, i)),
                           g_steal_pointer (&build->rows[i]));
}

static void
build_clear (Build *build)
{
  for (guint i = 0; i < build->model->facts->len; i++)
    g_clear_pointer (&build->by_tag[i], g_ptr_array_unref);
  for (guint i = 0; i < build->sample->vocabulary->len; i++)
    g_clear_pointer (&build->rows[i], g_byte_array_unref);
  g_free (build->by_tag);
  g_free (build->rows);
  g_free (build->last_tag);
  g_free (build->sums);
  g_free (build->linear);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Build, build_clear)

/* Trains the witnesses on all stories but those left out. */
static gboolean
train (MarbreTagSample *sample,
       const gboolean *left_out,
       MarbreTagModel *model,
       GCancellable *cancellable,
       GError **error)
{
  const guint n_terms = sample->vocabulary->len + 1;
  g_auto (Build) build = { .sample = sample, .left_out = left_out, .model = model };
  guint least;

  build.by_tag = g_new0 (GPtrArray *, model->facts->len + 1);
  build.rows = g_new0 (GByteArray *, n_terms);
  build.last_tag = g_new0 (guint, n_terms);
  build.sums = g_new0 (float, n_terms);
  build.linear = g_new0 (float, n_terms);
  count_facts (&build);
  least = linear_threshold (model);
  for (guint tag = 0; tag < model->facts->len; tag++)
    {
      const guint count = g_array_index (model->facts, MarbreTagFacts, tag).count;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (count > 0)
        build_tag (&build, tag, count >= least && model->n_stories - count >= LINEAR_MIN_STORIES);
    }
  take_rows (&build);
  return TRUE;
}

/* What the witnesses say of a story that they do not know, beside what is right. */
static gboolean
add_examples (MarbreIndexReader *reader,
              MarbreTagModel *model,
              const MarbreTagStory *story,
              GArray *examples,
              GCancellable *cancellable,
              GError **error)
{
  MarbreDatabase *database = marbre_index_reader_get_database (reader);
  g_autoptr (MarbreIndexAnswer) answer = NULL;
  g_autoptr (GArray) guesses = NULL;
  MarbreTagDraft draft = { .weights = story->weights, .mentions = story->mentions };

  if (!marbre_database_run (database, "BEGIN", error))
    return FALSE;
  answer = marbre_index_reader_find (reader, story->draft->terms, story->number, story->doc,
                                     cancellable, error);
  if (!marbre_database_run (database, "COMMIT", answer != NULL ? error : NULL) || answer == NULL)
    return FALSE;
  draft.hits = answer->hits;
  draft.length = story->draft->terms->length;
  guesses = marbre_tag_model_guess (model, NULL, &draft, error);
  for (guint i = 0; guesses != NULL && i < MIN (guesses->len, MAX_GUESSES); i++)
    {
      const MarbreTagGuess *guess = &g_array_index (guesses, MarbreTagGuess, i);
      MarbreTagExample example = { .is_right = marbre_tag_story_has (story, guess->tag) };

      memcpy (example.features, guess->features, sizeof example.features);
      g_array_append_val (examples, example);
    }
  return guesses != NULL;
}

/* How many of so many stories, the latest, are examples. */
static guint
count_examples (guint n)
{
  return MIN (MARBRE_TAG_EXAMPLES, (guint) ceil (LATEST * n));
}

/* Leaves the stories of a part out, trains on the others and hears what is said of the part. */
static gboolean
hear_part (MarbreIndexReader *reader,
           MarbreTagSample *sample,
           MarbreTagModel *model,
           guint part,
           guint n_parts,
           GArray *examples,
           GCancellable *cancellable,
           GError **error)
{
  const guint n = sample->stories->len;
  const guint first = n - count_examples (n);
  g_autofree gboolean *left_out = g_new0 (gboolean, n);

  for (guint i = first; i < n; i++)
    left_out[i] = (i * 2654435761u >> 16) % n_parts == part; /* not in step with anything */
  if (!train (sample, left_out, model, cancellable, error))
    return FALSE;
  for (guint i = first; i < n; i++)
    if (left_out[i] && !add_examples (reader, model, g_ptr_array_index (sample->stories, i),
                                      examples, cancellable, error))
      return FALSE;
  return TRUE;
}

static guint
count_right (const GArray *examples)
{
  guint n = 0;

  for (guint i = 0; i < examples->len; i++)
    n += g_array_index (examples, MarbreTagExample, i).is_right ? 1 : 0;
  return n;
}

static gboolean
learn (MarbreIndexReader *reader,
       MarbreTagSample *sample,
       MarbreTagModel *model,
       GCancellable *cancellable,
       GError **error)
{
  const guint n = sample->stories->len;
  const guint n_parts = CLAMP ((count_examples (n) * MAX_PARTS + n - 1) / n, 1, MAX_PARTS);
  g_autoptr (GArray) examples = g_array_new (FALSE, FALSE, sizeof (MarbreTagExample));
  g_autofree gboolean *none_left_out = g_new0 (gboolean, n);

  for (guint part = 0; part < n_parts; part++)
    if (!hear_part (reader, sample, model, part, n_parts, examples, cancellable, error))
      return FALSE;
  if (count_right (examples) >= MIN_RIGHT)
    marbre_tag_fit_logistic (examples, model->fit);
  return train (sample, none_left_out, model, cancellable, error);
}

/**
 * marbre_tag_learn:
 * @reader: of a connection that only reads
 * @cancellable: (nullable): stops it
 *
 * Returns: (transfer full) (nullable): a model with its rows, not stored yet; %NULL without an
 *   error if there are too few stories with tags
 */
MarbreTagModel *
marbre_tag_learn (MarbreIndexReader *reader, GCancellable *cancellable, GError **error)
{
  MarbreDatabase *database = marbre_index_reader_get_database (reader);
  g_autoptr (MarbreTagModel) model = marbre_tag_model_new ();
  g_autoptr (MarbreTagSample) sample = NULL;

  if (!marbre_tag_store_add_tags (database, model, error))
    return NULL;
  sample = marbre_tag_sample_new (database, model, cancellable, error);
  if (sample == NULL || sample->stories->len < MARBRE_TAG_LEARN_MIN ||
      !learn (reader, sample, model, cancellable, error))
    return NULL;
  return g_steal_pointer (&model);
}
