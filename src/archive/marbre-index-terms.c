/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A story's terms; see marbre-index-terms.h. Hashes stand for stems, because a dictionary of a
 * large archive would cost a look-up for each word of each story that is imported.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-index-terms.h"

#include <string.h>

#include "marbre-story-text.h"
#include "marbre-terms.h"

/**
 * marbre_index_terms_hash:
 * @stem: folded and stemmed
 *
 * Returns: its number in the index, for ever the same: FNV-1a (G. Fowler, L. C. Noll, P. Vo),
 *   folded from 64 bits to 32
 */
guint32
marbre_index_terms_hash (const char *stem)
{
  guint64 hash = G_GUINT64_CONSTANT (14695981039346656037);

  for (const guint8 *p = (const guint8 *) stem; *p != '\0'; p++)
    hash = (hash ^ *p) * G_GUINT64_CONSTANT (1099511628211);
  return (guint32) (hash ^ (hash >> 32));
}

static void
clear_term (gpointer data)
{
  g_free (((MarbreIndexTerm *) data)->surface);
}

static int
compare_hashes (gconstpointer a, gconstpointer b)
{
  const MarbreIndexTerm *left = a;
  const MarbreIndexTerm *right = b;

  return (left->hash > right->hash) - (left->hash < right->hash);
}

/* Puts the counts of one hash together; the terms are sorted. */
static void
join_equal (GArray *terms)
{
  MarbreIndexTerm *all = (MarbreIndexTerm *) (gpointer) terms->data;
  guint kept = 0;

  for (guint i = 1; i < terms->len; i++)
    if (all[i].hash == all[kept].hash)
      {
        all[kept].count += all[i].count;
        all[kept].is_name |= all[i].is_name;
        g_clear_pointer (&all[i].surface, g_free);
      }
    else if (++kept != i)
      {
        all[kept] = all[i];
        all[i].surface = NULL;
      }
  if (terms->len > 0)
    g_array_set_size (terms, kept + 1);
}

/**
 * marbre_index_terms_new:
 * @body: the body as plain text
 *
 * Returns: (transfer full): the terms of the whole story
 */
MarbreIndexTerms *
marbre_index_terms_new (MarbreStory *story, const char *body)
{
  MarbreIndexTerms *self = g_new0 (MarbreIndexTerms, 1);
  g_autofree char *whole = marbre_story_text_dup_whole (story, body);
  g_autoptr (GPtrArray) found =
      marbre_terms_extract (whole, marbre_story_get_text (story, MARBRE_FIELD_LANGUAGE));

  self->terms = g_array_sized_new (FALSE, FALSE, sizeof (MarbreIndexTerm), found->len);
  self->names = g_ptr_array_new_with_free_func (g_free);
  g_array_set_clear_func (self->terms, clear_term);
  for (guint i = 0; i < found->len && self->terms->len < MARBRE_INDEX_MAX_TERMS; i++)
    {
      MarbreTerm *term = g_ptr_array_index (found, i);
      MarbreIndexTerm entry = { 0 };

      if (strchr (term->term, ' ') != NULL)
        {
          g_ptr_array_add (self->names, g_steal_pointer (&term->surface));
          continue;
        }
      entry.hash = marbre_index_terms_hash (term->term);
      entry.count = term->count;
      entry.is_name = term->is_name;
      entry.surface = g_steal_pointer (&term->surface);
      self->length += term->count;
      g_array_append_val (self->terms, entry);
    }
  g_array_sort (self->terms, compare_hashes);
  join_equal (self->terms);
  return self;
}

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  const MarbreIndexTerm *left = a;
  const MarbreIndexTerm *right = b;

  if (left->count != right->count)
    return left->count > right->count ? -1 : 1;
  return compare_hashes (a, b);
}

/**
 * marbre_index_terms_new_counted:
 * @body: the body as plain text
 * @counter: what counts
 *
 * For a story that is only indexed.
 *
 * Returns: (transfer full): the terms of the whole story, without names and surfaces
 */
MarbreIndexTerms *
marbre_index_terms_new_counted (MarbreStory *story, const char *body, MarbreTermsCounter *counter)
{
  MarbreIndexTerms *self = g_new0 (MarbreIndexTerms, 1);
  g_autofree char *whole = marbre_story_text_dup_whole (story, body);
  const GArray *found = marbre_terms_counter_count (
      counter, whole, marbre_story_get_text (story, MARBRE_FIELD_LANGUAGE));

  self->terms = g_array_sized_new (FALSE, FALSE, sizeof (MarbreIndexTerm), found->len);
  self->names = g_ptr_array_new_with_free_func (g_free);
  g_array_set_clear_func (self->terms, clear_term);
  for (guint i = 0; i < found->len; i++)
    {
      const MarbreTermsCount *count = &g_array_index (found, MarbreTermsCount, i);
      const MarbreIndexTerm entry = { .hash = marbre_index_terms_hash (count->stem),
                                      .count = count->count };

      g_array_append_val (self->terms, entry);
    }
  g_array_sort (self->terms, compare_hashes);
  join_equal (self->terms);
  if (self->terms->len > MARBRE_INDEX_MAX_TERMS)
    {
      g_array_sort (self->terms, compare_counts);
      g_array_set_size (self->terms, MARBRE_INDEX_MAX_TERMS);
      g_array_sort (self->terms, compare_hashes);
    }
  for (guint i = 0; i < self->terms->len; i++)
    self->length += g_array_index (self->terms, MarbreIndexTerm, i).count;
  return self;
}

/**
 * marbre_index_terms_free:
 * @self: (transfer full) (nullable): terms
 */
void
marbre_index_terms_free (MarbreIndexTerms *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->terms);
  g_ptr_array_unref (self->names);
  g_free (self);
}
