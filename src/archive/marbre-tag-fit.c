/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Learning from examples; see marbre-tag-fit.h: how witnesses are weighed by logistic regression,
 * and a tag's linear model as a support vector machine.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-tag-fit.h"

#include <math.h>
#include <string.h>

#define N MARBRE_TAG_FEATURES

/* How strongly weights are drawn to 0, that of the constant hardly; and when it is enough. */
#define RIDGE          1.0
#define RIDGE_CONSTANT 0.001
#define MAX_STEPS      30
#define MAX_CHANGE     3.0
#define MIN_CHANGE     1e-5

/* The support vector machine's cost of a mistake, and when it is enough. */
#define COST       1.0
#define MAX_ROUNDS 12
#define TOLERANCE  0.05

/* Solves the rows' equations by elimination; what cannot be told is 0. */
static void
solve (double rows[N][N + 1], double *solution)
{
  for (guint a = 0; a < N; a++)
    {
      guint pivot = a;

      for (guint r = a + 1; r < N; r++)
        if (fabs (rows[r][a]) > fabs (rows[pivot][a]))
          pivot = r;
      for (guint c = 0; c <= N; c++)
        {
          const double value = rows[a][c];

          rows[a][c] = rows[pivot][c];
          rows[pivot][c] = value;
        }
      for (guint r = 0; r < N && fabs (rows[a][a]) > 1e-12; r++)
        {
          const double factor = rows[r][a] / rows[a][a];

          for (guint c = a; c <= N && r != a; c++)
            rows[r][c] -= factor * rows[a][c];
        }
    }
  for (guint a = 0; a < N; a++)
    solution[a] = fabs (rows[a][a]) > 1e-12 ? rows[a][N] / rows[a][a] : 0;
}

/* Adds what an example says of slope and curvature. */
static void
add_example (const MarbreTagExample *example, const double *fit, double rows[N][N + 1])
{
  const double *f = example->features;
  double sum = 0;
  double chance, curve;

  for (guint a = 0; a < N; a++)
    sum += fit[a] * f[a];
  chance = 1.0 / (1.0 + exp (-sum));
  curve = chance * (1.0 - chance);
  for (guint a = 0; a < N; a++)
    {
      if (f[a] == 0)
        continue;
      rows[a][N] += (example->is_right - chance) * f[a];
      for (guint b = 0; b < N; b++)
        rows[a][b] += curve * f[a] * f[b];
    }
}

/**
 * marbre_tag_fit_logistic:
 * @examples: (element-type MarbreTagExample): what is known
 * @fit: (out): a weight for each feature
 *
 * Logistic regression by Newton's method, with a ridge.
 */
void
marbre_tag_fit_logistic (const GArray *examples, double *fit)
{
  memset (fit, 0, N * sizeof *fit);
  for (guint step = 0; step < MAX_STEPS; step++)
    {
      double rows[N][N + 1] = { { 0 } };
      double change[N];
      double largest = 0;

      for (guint i = 0; i < examples->len; i++)
        add_example (&g_array_index (examples, MarbreTagExample, i), fit, rows);
      for (guint a = 0; a < N; a++)
        {
          const double ridge = a > 0 ? RIDGE : RIDGE_CONSTANT;

          rows[a][a] += ridge;
          rows[a][N] -= ridge * fit[a];
        }
      solve (rows, change);
      for (guint a = 0; a < N; a++)
        {
          change[a] = CLAMP (change[a], -MAX_CHANGE, MAX_CHANGE);
          fit[a] += change[a];
          largest = MAX (largest, fabs (change[a]));
        }
      if (largest < MIN_CHANGE)
        break;
    }
}

/* A story of the machine: its side, and how much it holds the border. */
typedef struct
{
  const MarbreTagStory *story; /* (borrowed) */
  float side;
  double hold;
} Support;

static void
shuffle (Support *supports, guint n, guint32 *random)
{
  for (guint i = n; i-- > 1;)
    {
      const Support support = supports[i];
      guint other;

      *random = *random * 1664525u + 1013904223u; /* the same each time */
      other = (*random >> 8) % (i + 1);
      supports[i] = supports[other];
      supports[other] = support;
    }
}

/* Moves the border for one story; returns how wrong it was. */
static double
correct (Support *support, float *weights, double *bias)
{
  const GArray *terms = support->story->weights;
  const guint *places = support->story->places;
  const double soft = 0.5 / COST;
  double margin = *bias;
  double slope, hold, change;

  for (guint i = 0; i < terms->len; i++)
    margin += weights[places[i]] * g_array_index (terms, MarbreTagWeight, i).weight;
  slope = support->side * margin - 1.0 + support->hold * soft;
  if (support->hold == 0 && slope > 0)
    return 0;
  /* A text's length is 1, and so is that of the constant beside it. */
  hold = MAX (support->hold - slope / (2.0 + soft), 0);
  change = (hold - support->hold) * support->side;
  support->hold = hold;
  *bias += change;
  for (guint i = 0; i < terms->len; i++)
    weights[places[i]] += (float) (change * g_array_index (terms, MarbreTagWeight, i).weight);
  return fabs (slope);
}

/**
 * marbre_tag_fit_linear:
 * @left_out: for each story of the sample, whether it is not looked at
 * @tag: an index
 * @weights: (out): for each term of the vocabulary
 *
 * A linear support vector machine with squared loss by dual coordinate descent (C.-J. Hsieh et al.,
 * "A Dual Coordinate Descent Method for Large-scale Linear SVM", 2008).
 *
 * Returns: the bias
 */
float
marbre_tag_fit_linear (MarbreTagSample *sample,
                       const gboolean *left_out,
                       guint tag,
                       float *weights)
{
  g_autofree Support *supports = g_new0 (Support, MAX (sample->stories->len, 1));
  guint32 random = 1;
  double bias = 0;
  guint n = 0;

  memset (weights, 0, sample->vocabulary->len * sizeof *weights);
  for (guint i = 0; i < sample->stories->len; i++)
    if (!left_out[i])
      {
        const MarbreTagStory *story = g_ptr_array_index (sample->stories, i);

        supports[n].story = story;
        supports[n++].side = marbre_tag_story_has (story, tag) ? 1.0f : -1.0f;
      }
  for (guint round = 0; round < MAX_ROUNDS; round++)
    {
      double largest = 0;

      shuffle (supports, n, &random);
      for (guint i = 0; i < n; i++)
        largest = MAX (largest, correct (&supports[i], weights, &bias));
      if (largest < TOLERANCE)
        break;
    }
  return (float) bias;
}
