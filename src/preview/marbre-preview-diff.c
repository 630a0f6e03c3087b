/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The difference of two lists of blocks; see marbre-preview-diff.h. A key changes one block between
 * long equal ends, so those are cut off first; what is left is nearly always a handful.
 */
#define G_LOG_DOMAIN "marbre-preview"

#include "config.h"

#include "marbre-preview-diff.h"

#include <string.h>

#include "marbre-nobreak.h"

/* Above this many pairs (a paste over a large selection) what differs is replaced as a whole: the
 * table would cost more than the page saves. */
#define MAX_PAIRS (256 * 256)

typedef struct
{
  MarbreBlocks *old; /* (borrowed) */
  MarbreBlocks *new; /* (borrowed) */
  const char *language; /* (borrowed) */
  guint prefix;      /* equal blocks at the start */
  guint old_end;     /* where the equal end begins */
  guint new_end;
  GArray *kept; /* (owned): of Pair, ascending: equal blocks between */
} Diff;

typedef struct
{
  guint old;
  guint new;
} Pair;

/* The hash is quick but not a proof: foreign text may have been made to collide. */
static gboolean
same_block (Diff *self, guint old, guint new)
{
  const MarbreBlock *a = marbre_blocks_get (self->old, old);
  const MarbreBlock *b = marbre_blocks_get (self->new, new);

  return a->hash == b->hash && strcmp (a->html, b->html) == 0;
}

static void
cut_ends (Diff *self)
{
  guint old_length = marbre_blocks_get_length (self->old);
  guint new_length = marbre_blocks_get_length (self->new);
  guint shorter = MIN (old_length, new_length);
  guint suffix = 0;

  while (self->prefix < shorter && same_block (self, self->prefix, self->prefix))
    self->prefix++;
  while (suffix < shorter - self->prefix &&
         same_block (self, old_length - 1 - suffix, new_length - 1 - suffix))
    suffix++;
  self->old_end = old_length - suffix;
  self->new_end = new_length - suffix;
}

/* The longest common subsequence of what is between the ends, by the usual table of lengths. */
static void
find_kept (Diff *self)
{
  guint rows = self->old_end - self->prefix;
  guint columns = self->new_end - self->prefix;
  guint stride = columns + 1;
  g_autofree guint16 *lengths = NULL;

  if (rows == 0 || columns == 0 || rows * (guint64) columns > MAX_PAIRS)
    return;
  lengths = g_new0 (guint16, (rows + 1) * stride);
  for (guint i = rows; i-- > 0;)
    for (guint j = columns; j-- > 0;)
      {
        guint16 skip = MAX (lengths[(i + 1) * stride + j], lengths[i * stride + j + 1]);

        lengths[i * stride + j] = same_block (self, self->prefix + i, self->prefix + j)
                                      ? MAX (skip, lengths[(i + 1) * stride + j + 1] + 1)
                                      : skip;
      }
  for (guint i = 0, j = 0; i < rows && j < columns;)
    {
      Pair pair = { self->prefix + i, self->prefix + j };

      if (same_block (self, pair.old, pair.new) &&
          lengths[i * stride + j] == lengths[(i + 1) * stride + j + 1] + 1)
        {
          g_array_append_val (self->kept, pair);
          i++;
          j++;
        }
      else if (lengths[(i + 1) * stride + j] >= lengths[i * stride + j + 1])
        i++;
      else
        j++;
    }
}

static void
write_splice (Diff *self, guint old, guint old_end, guint new, guint new_end, JsonBuilder *builder)
{
  if (old == old_end && new == new_end)
    return;
  json_builder_begin_array (builder);
  json_builder_add_int_value (builder, old);
  json_builder_add_int_value (builder, old_end - old);
  json_builder_begin_array (builder);
  for (; new < new_end; new ++)
    {
      const MarbreBlock *block = marbre_blocks_get (self->new, new);
      g_autofree char *html = marbre_nobreak_html (block->html, self->language);

      json_builder_add_string_value (builder, html);
      json_builder_add_int_value (builder, block->first_line);
      json_builder_add_int_value (builder, block->last_line);
    }
  json_builder_end_array (builder);
  json_builder_end_array (builder);
}

/* Each splice as [index before, number removed, [html, first line, last line, …]]. The script works
 * them off from the last to the first, so that the indexes stay true. */
static void
write_splices (Diff *self, JsonBuilder *builder)
{
  guint old = self->prefix, new = self->prefix;

  json_builder_set_member_name (builder, "splices");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->kept->len; i++)
    {
      Pair *pair = &g_array_index (self->kept, Pair, i);

      write_splice (self, old, pair->old, new, pair->new, builder);
      old = pair->old + 1;
      new = pair->new + 1;
    }
  write_splice (self, old, self->old_end, new, self->new_end, builder);
  json_builder_end_array (builder);
}

typedef struct
{
  guint from;
  guint count;
  gint64 first_delta;
  gint64 last_delta;
} Shift;

static void
flush_shift (Shift *shift, JsonBuilder *builder)
{
  if (shift->count == 0)
    return;
  json_builder_begin_array (builder);
  json_builder_add_int_value (builder, shift->from);
  json_builder_add_int_value (builder, shift->count);
  json_builder_add_int_value (builder, shift->first_delta);
  json_builder_add_int_value (builder, shift->last_delta);
  json_builder_end_array (builder);
  shift->count = 0;
}

static void
add_shift (Diff *self, guint old, guint new, Shift *shift, JsonBuilder *builder)
{
  const MarbreBlock *a = marbre_blocks_get (self->old, old);
  const MarbreBlock *b = marbre_blocks_get (self->new, new);
  gint64 first_delta = (gint64) b->first_line - a->first_line;
  gint64 last_delta = (gint64) b->last_line - a->last_line;

  if (shift->count > 0 && shift->from + shift->count == new && shift->first_delta == first_delta &&
      shift->last_delta == last_delta)
    {
      shift->count++;
      return;
    }
  flush_shift (shift, builder);
  if (first_delta != 0 || last_delta != 0)
    *shift = (Shift){ new, 1, first_delta, last_delta };
}

/* Runs of kept blocks whose lines moved, as [index after, number, delta of first, of last]. */
static void
write_shifts (Diff *self, JsonBuilder *builder)
{
  Shift shift = { 0 };

  json_builder_set_member_name (builder, "shifts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->prefix; i++)
    add_shift (self, i, i, &shift, builder);
  for (guint i = 0; i < self->kept->len; i++)
    {
      Pair *pair = &g_array_index (self->kept, Pair, i);

      add_shift (self, pair->old, pair->new, &shift, builder);
    }
  for (guint i = self->old_end; i < marbre_blocks_get_length (self->old); i++)
    add_shift (self, i, i - self->old_end + self->new_end, &shift, builder);
  flush_shift (&shift, builder);
  json_builder_end_array (builder);
}

/**
 * marbre_preview_diff_write:
 * @shown: what the page shows
 * @wanted: what it is to show
 * @language: the story's, whose spaces the page sets so that no line breaks badly
 * @builder: inside an object
 *
 * Writes the members "splices" and "shifts". Their size follows the change, not the story; so does
 * the time, but for one comparison of hashes per block.
 */
void
marbre_preview_diff_write (MarbreBlocks *shown,
                           MarbreBlocks *wanted,
                           const char *language,
                           JsonBuilder *builder)
{
  Diff self = { .old = shown, .new = wanted, .language = language };

  self.kept = g_array_new (FALSE, FALSE, sizeof (Pair));
  cut_ends (&self);
  find_kept (&self);
  write_splices (&self, builder);
  write_shifts (&self, builder);
  g_array_unref (self.kept);
}
