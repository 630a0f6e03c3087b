/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Three texts into one; see marbre-merge.h. Both sides are compared with the base
 * (marbre-word-diff.h). Changes of the two sides that touch each other in the base are one cluster;
 * one that only one side has, or both alike, is settled. One that they disagree on grows to whole
 * paragraphs, with whatever else was changed there: who decides reads paragraphs, not words.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-merge.h"

#include <string.h>

#include "marbre-word-diff.h"

/* What one side did. */
typedef struct
{
  const char *text; /* (borrowed) */
  GArray *changes;  /* (owned) (element-type MarbreWordChange) */
} Side;

/* A stretch of the base, with the changes of either side from .first up to .end. */
typedef struct
{
  gsize start;
  gsize end;
  guint first[2];
  guint after[2];
  gboolean whole; /* it is to be shown in whole paragraphs */
} Cluster;

typedef struct
{
  const char *base; /* (borrowed) */
  Side sides[2];    /* mine, theirs */
  GArray *clusters; /* (owned) (element-type Cluster) */
} Merge;

static const MarbreWordChange *
get_change (const Merge *self, guint side, guint index)
{
  return index < self->sides[side].changes->len
             ? &g_array_index (self->sides[side].changes, MarbreWordChange, index)
             : NULL;
}

/* How much longer a side is than the base before its change @index. */
static gssize
get_shift (const Merge *self, guint side, guint index)
{
  const MarbreWordChange *change = index > 0 ? get_change (self, side, index - 1) : NULL;

  return change ? (gssize) (change->after_start + change->after_length) -
                      (gssize) (change->before_start + change->before_length)
                : 0;
}

/* Returns: (transfer full): what a side says in the place of the cluster */
static char *
dup_side (const Merge *self, const Cluster *cluster, guint side)
{
  gsize start = (gsize) ((gssize) cluster->start + get_shift (self, side, cluster->first[side]));
  gsize end = (gsize) ((gssize) cluster->end + get_shift (self, side, cluster->after[side]));

  return g_strndup (self->sides[side].text + start, end - start);
}

/* Takes the changes of both sides that begin before the cluster's end, or at it. */
static gboolean
grow (const Merge *self, Cluster *cluster)
{
  gboolean grown = FALSE;

  for (guint side = 0; side < 2; side++)
    for (;;)
      {
        const MarbreWordChange *change = get_change (self, side, cluster->after[side]);

        if (change == NULL || change->before_start > cluster->end)
          break;
        cluster->end = MAX (cluster->end, change->before_start + change->before_length);
        cluster->after[side]++;
        grown = TRUE;
      }
  return grown;
}

static gboolean
is_settled (const Merge *self, const Cluster *cluster)
{
  g_autofree char *mine = NULL;
  g_autofree char *theirs = NULL;

  if (cluster->first[0] == cluster->after[0] || cluster->first[1] == cluster->after[1])
    return TRUE;
  mine = dup_side (self, cluster, 0);
  theirs = dup_side (self, cluster, 1);
  return g_str_equal (mine, theirs);
}

static gsize
find_paragraph_start (const char *text, gsize at)
{
  while (at > 0 && !(at > 1 && text[at - 1] == '\n' && text[at - 2] == '\n'))
    at--;
  return at;
}

static gsize
find_paragraph_end (const char *text, gsize at)
{
  const char *end = strstr (text + at, "\n\n");

  /* A stretch that ends behind a paragraph's line ends is whole. */
  if (at > 1 && text[at - 1] == '\n' && text[at - 2] == '\n')
    return at;
  return end ? (gsize) (end - text) : strlen (text);
}

/* Widens a cluster to whole paragraphs, and swallows those before it that it reaches. */
static void
make_whole (Merge *self, Cluster *cluster)
{
  gboolean moved = TRUE;

  cluster->whole = TRUE;
  while (moved)
    {
      const gsize start = find_paragraph_start (self->base, cluster->start);
      const gsize end = find_paragraph_end (self->base, cluster->end);

      moved = start < cluster->start || end > cluster->end;
      cluster->start = start;
      cluster->end = end;
      moved |= grow (self, cluster);
      while (self->clusters->len > 0)
        {
          const Cluster *last = &g_array_index (self->clusters, Cluster, self->clusters->len - 1);

          if (last->end < cluster->start)
            break;
          cluster->start = MIN (cluster->start, last->start);
          cluster->first[0] = last->first[0];
          cluster->first[1] = last->first[1];
          g_array_set_size (self->clusters, self->clusters->len - 1);
          moved = TRUE;
        }
    }
}

static void
find_clusters (Merge *self)
{
  guint next[2] = { 0, 0 };

  for (;;)
    {
      const MarbreWordChange *mine = get_change (self, 0, next[0]);
      const MarbreWordChange *theirs = get_change (self, 1, next[1]);
      Cluster cluster = { .first = { next[0], next[1] }, .after = { next[0], next[1] } };

      if (mine == NULL && theirs == NULL)
        return;
      cluster.start =
          MIN (mine ? mine->before_start : G_MAXSIZE, theirs ? theirs->before_start : G_MAXSIZE);
      cluster.end = cluster.start;
      while (grow (self, &cluster))
        ;
      if (!is_settled (self, &cluster))
        make_whole (self, &cluster);
      next[0] = cluster.after[0];
      next[1] = cluster.after[1];
      g_array_append_val (self->clusters, cluster);
    }
}

static void
part_free (gpointer data)
{
  MarbreMergePart *part = data;

  g_free (part->text);
  g_free (part->base);
  g_free (part->theirs);
  g_free (part);
}

static MarbreMergePart *
add_part (GPtrArray *parts, char *text)
{
  MarbreMergePart *part = g_new0 (MarbreMergePart, 1);

  part->text = text;
  g_ptr_array_add (parts, part);
  return part;
}

/* Adds text that needs nobody. */
static void
add_text (GPtrArray *parts, const char *text, gsize length)
{
  MarbreMergePart *last = parts->len > 0 ? g_ptr_array_index (parts, parts->len - 1) : NULL;
  g_autofree char *piece = g_strndup (text, length);
  char *joined;

  if (length == 0)
    return;
  if (last == NULL || last->overlap)
    {
      add_part (parts, g_steal_pointer (&piece));
      return;
    }
  joined = g_strconcat (last->text, piece, NULL);
  g_free (last->text);
  last->text = joined;
}

static void
add_cluster (Merge *self, GPtrArray *parts, const Cluster *cluster, guint *n_taken)
{
  g_autofree char *mine = dup_side (self, cluster, 0);
  g_autofree char *theirs = dup_side (self, cluster, 1);
  g_autofree char *base = g_strndup (self->base + cluster->start, cluster->end - cluster->start);
  MarbreMergePart *part;

  if (g_str_equal (mine, theirs) || g_str_equal (theirs, base))
    add_text (parts, mine, strlen (mine));
  else if (g_str_equal (mine, base))
    {
      add_text (parts, theirs, strlen (theirs));
      (*n_taken)++;
    }
  else
    {
      part = add_part (parts, g_steal_pointer (&mine));
      part->overlap = TRUE;
      part->base = g_steal_pointer (&base);
      part->theirs = g_steal_pointer (&theirs);
    }
}

/**
 * marbre_merge_texts:
 * @base: what both sides began with
 * @mine: what one made of it
 * @theirs: what the other made of it
 * @n_taken: (out) (optional): passages of theirs that were taken without a question
 *
 * Returns: (transfer full) (element-type MarbreMergePart): the text, in passages
 */
GPtrArray *
marbre_merge_texts (const char *base, const char *mine, const char *theirs, guint *n_taken)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (part_free);
  Merge self = {
    .base = base,
    .sides = { { mine, marbre_word_diff (base, mine) },
               { theirs, marbre_word_diff (base, theirs) } },
    .clusters = g_array_new (FALSE, FALSE, sizeof (Cluster)),
  };
  guint taken = 0;
  gsize done = 0;

  find_clusters (&self);
  for (guint i = 0; i < self.clusters->len; i++)
    {
      const Cluster *cluster = &g_array_index (self.clusters, Cluster, i);

      add_text (parts, base + done, cluster->start - done);
      add_cluster (&self, parts, cluster, &taken);
      done = cluster->end;
    }
  add_text (parts, base + done, strlen (base) - done);
  if (n_taken != NULL)
    *n_taken = taken;
  g_array_unref (self.sides[0].changes);
  g_array_unref (self.sides[1].changes);
  g_array_unref (self.clusters);
  return parts;
}
