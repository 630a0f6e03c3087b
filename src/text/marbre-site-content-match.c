/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which block of the body is which unit at the site; see marbre-site-content-write.c.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-site-content-private.h"

#include <string.h>

#include "marbre-html.h"
#include "marbre-site-block.h"

/* Words that two texts share, of those that the longer one has, to be the same text rewritten. */
#define ALIKE 0.4

/* What tells one block from another: its HTML, or the text that the site has of it. */
char *
_marbre_site_make_key (const MarbreBlock *block, const char *source)
{
  if (block->kind == MARBRE_BLOCK_SITE)
    {
      g_autofree char *text =
          marbre_site_block_parse (source + block->start, block->end - block->start);

      return g_strconcat ("site:", text, NULL);
    }
  return g_strconcat ("html:", block->html, NULL);
}

MarbreSiteUnit *
_marbre_site_get_unit (MarbreSiteWriting *self, guint index)
{
  return &g_array_index (self->content->units, MarbreSiteUnit, index);
}

static char *
make_unit_key (MarbreSiteWriting *self, const MarbreSiteUnit *unit, guint index)
{
  return _marbre_site_make_key (marbre_blocks_get (self->content->blocks, unit->first + index),
                                self->content->markdown);
}

void
_marbre_site_index_units (MarbreSiteWriting *self)
{
  self->by_key =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  for (guint i = 0; i < self->content->units->len; i++)
    {
      const MarbreSiteUnit *unit = _marbre_site_get_unit (self, i);
      g_autofree char *key = unit->n_blocks > 0 ? make_unit_key (self, unit, 0) : NULL;
      GArray *units = key ? g_hash_table_lookup (self->by_key, key) : NULL;

      if (key == NULL)
        continue;
      if (units == NULL)
        {
          units = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (self->by_key, g_steal_pointer (&key), units);
        }
      g_array_append_val (units, i);
    }
}

/* Whether the blocks of the body from @first are those of the unit. */
static gboolean
is_unit (MarbreSiteWriting *self, const MarbreSiteUnit *unit, guint first)
{
  if (first + unit->n_blocks > self->keys->len)
    return FALSE;
  for (guint i = 1; i < unit->n_blocks; i++)
    {
      g_autofree char *key = make_unit_key (self, unit, i);

      if (!g_str_equal (key, g_ptr_array_index (self->keys, first + i)))
        return FALSE;
    }
  return TRUE;
}

/* The unit that block @first of the body is: the next one after @last, if there are several. */
guint
_marbre_site_find_unit (MarbreSiteWriting *self, guint first, guint last)
{
  GArray *units = g_hash_table_lookup (self->by_key, g_ptr_array_index (self->keys, first));
  guint found = MARBRE_SITE_NO_UNIT;

  for (guint i = 0; units != NULL && i < units->len; i++)
    {
      const guint unit = g_array_index (units, guint, i);

      if (self->used[unit] || !is_unit (self, _marbre_site_get_unit (self, unit), first))
        continue;
      if (last == MARBRE_SITE_NO_UNIT || unit > last)
        return unit;
      if (found == MARBRE_SITE_NO_UNIT)
        found = unit;
    }
  return found;
}

char *
_marbre_site_dup_raw (MarbreSiteWriting *self, const MarbreSiteUnit *unit)
{
  return g_strndup (self->content->raw + unit->start, unit->end - unit->start);
}

static GHashTable *
count_words (const char *html, guint *n)
{
  GHashTable *words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *text = marbre_html_to_text (html, -1);
  g_auto (GStrv) parts = g_strsplit_set (text, " \n.,;:!?()\"", -1);

  *n = 0;
  for (guint i = 0; parts[i] != NULL; i++)
    {
      const guint count = GPOINTER_TO_UINT (g_hash_table_lookup (words, parts[i]));

      if (*parts[i] == '\0')
        continue;
      g_hash_table_insert (words, g_strdup (parts[i]), GUINT_TO_POINTER (count + 1));
      (*n)++;
    }
  return words;
}

/* Whether two pieces of HTML share enough words to be one text, rewritten. */
gboolean
_marbre_site_is_alike (const char *one, const char *other)
{
  guint n_one;
  guint n_other;
  guint shared = 0;
  g_autoptr (GHashTable) first = count_words (one, &n_one);
  g_autoptr (GHashTable) second = count_words (other, &n_other);
  GHashTableIter iter;
  gpointer word;
  gpointer count;

  g_hash_table_iter_init (&iter, first);
  while (g_hash_table_iter_next (&iter, &word, &count))
    shared += MIN (GPOINTER_TO_UINT (count), GPOINTER_TO_UINT (g_hash_table_lookup (second, word)));
  return shared >= ALIKE * MAX (n_one, n_other);
}

/* Whether new text is a unit that went, rewritten. */
static gboolean
is_rewritten (MarbreSiteWriting *self, guint index, const char *fresh)
{
  const MarbreSiteUnit *unit = _marbre_site_get_unit (self, index);

  return !self->used[index] && unit->kind == MARBRE_SITE_UNIT_TEXT && unit->n_blocks == 1 &&
         self->content->dialect->is_rewritten (self, unit, fresh);
}

/* For each run of new parts between two that were kept: the units that stood there. */
void
_marbre_site_find_rewritten (MarbreSiteWriting *self)
{
  guint before = MARBRE_SITE_NO_UNIT;

  for (guint i = 0; i < self->parts->len; i++)
    {
      MarbreSitePart *part = &g_array_index (self->parts, MarbreSitePart, i);
      guint after = self->content->units->len;

      if (part->unit != MARBRE_SITE_NO_UNIT)
        {
          before = part->unit;
          continue;
        }
      for (guint j = i + 1; j < self->parts->len; j++)
        if (g_array_index (self->parts, MarbreSitePart, j).unit != MARBRE_SITE_NO_UNIT)
          {
            after = g_array_index (self->parts, MarbreSitePart, j).unit;
            break;
          }
      for (guint unit = before == MARBRE_SITE_NO_UNIT ? 0 : before + 1; unit < after; unit++)
        if (is_rewritten (self, unit, part->fresh))
          {
            part->unit = before = unit;
            self->used[unit] = TRUE;
            break;
          }
    }
}
