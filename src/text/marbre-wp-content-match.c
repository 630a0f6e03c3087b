/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which block of the body is which unit at the site; see marbre-wp-content-write.c.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-wp-content-private.h"

#include <string.h>

#include "marbre-html.h"
#include "marbre-site-block.h"
#include "marbre-wp-grammar.h"

/* Words that two texts share, of those that the longer one has, to be the same text rewritten. */
#define ALIKE 0.4

/* What tells one block from another: its HTML, or the text that the site has of it. */
char *
_marbre_wp_make_key (const MarbreBlock *block, const char *source)
{
  if (block->kind == MARBRE_BLOCK_SITE)
    {
      g_autofree char *text =
          marbre_site_block_parse (source + block->start, block->end - block->start);

      return g_strconcat ("site:", text, NULL);
    }
  return g_strconcat ("html:", block->html, NULL);
}

MarbreWpUnit *
_marbre_wp_get_unit (MarbreWpWriting *self, guint index)
{
  return &g_array_index (self->content->units, MarbreWpUnit, index);
}

static char *
make_unit_key (MarbreWpWriting *self, const MarbreWpUnit *unit, guint index)
{
  return _marbre_wp_make_key (marbre_blocks_get (self->content->blocks, unit->first + index),
                              self->content->markdown);
}

void
_marbre_wp_index_units (MarbreWpWriting *self)
{
  self->by_key =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  for (guint i = 0; i < self->content->units->len; i++)
    {
      const MarbreWpUnit *unit = _marbre_wp_get_unit (self, i);
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
is_unit (MarbreWpWriting *self, const MarbreWpUnit *unit, guint first)
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
_marbre_wp_find_unit (MarbreWpWriting *self, guint first, guint last)
{
  GArray *units = g_hash_table_lookup (self->by_key, g_ptr_array_index (self->keys, first));
  guint found = MARBRE_WP_NO_UNIT;

  for (guint i = 0; units != NULL && i < units->len; i++)
    {
      const guint unit = g_array_index (units, guint, i);

      if (self->used[unit] || !is_unit (self, _marbre_wp_get_unit (self, unit), first))
        continue;
      if (last == MARBRE_WP_NO_UNIT || unit > last)
        return unit;
      if (found == MARBRE_WP_NO_UNIT)
        found = unit;
    }
  return found;
}

char *
_marbre_wp_dup_raw (MarbreWpWriting *self, const MarbreWpUnit *unit)
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

static gboolean
is_alike (const char *one, const char *other)
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

static char *
dup_block_name (const char *markup)
{
  g_autoptr (GArray) pieces = marbre_wp_grammar_split (markup);

  return g_strdup (pieces->len > 0 ? g_array_index (pieces, MarbreWpPiece, 0).name : "");
}

/* Whether new text is a unit that went, rewritten. A picture's words are few; it is the same one if
 * its address is. */
static gboolean
is_rewritten (MarbreWpWriting *self, guint index, const char *fresh)
{
  const MarbreWpUnit *unit = _marbre_wp_get_unit (self, index);
  g_autofree char *raw = NULL;
  g_autofree char *name = NULL;

  if (self->used[index] || unit->kind != MARBRE_WP_UNIT_TEXT || unit->n_blocks != 1 ||
      g_str_equal (unit->name, "core/embed") || g_str_equal (unit->name, "core/html"))
    return FALSE;
  name = dup_block_name (fresh);
  if (!g_str_equal (name, unit->name))
    return FALSE;
  raw = _marbre_wp_dup_raw (self, unit);
  if (g_str_equal (name, "core/image"))
    {
      const char *src = strstr (fresh, "src=\"");
      g_autofree char *needle = src ? g_strndup (src, strcspn (src + 5, "\"") + 6) : NULL;

      return needle != NULL && strstr (raw, needle) != NULL;
    }
  return is_alike (raw, fresh);
}

/* For each run of new parts between two that were kept: the units that stood there. */
void
_marbre_wp_find_rewritten (MarbreWpWriting *self)
{
  guint before = MARBRE_WP_NO_UNIT;

  for (guint i = 0; i < self->parts->len; i++)
    {
      MarbreWpPart *part = &g_array_index (self->parts, MarbreWpPart, i);
      guint after = self->content->units->len;

      if (part->unit != MARBRE_WP_NO_UNIT)
        {
          before = part->unit;
          continue;
        }
      for (guint j = i + 1; j < self->parts->len; j++)
        if (g_array_index (self->parts, MarbreWpPart, j).unit != MARBRE_WP_NO_UNIT)
          {
            after = g_array_index (self->parts, MarbreWpPart, j).unit;
            break;
          }
      for (guint unit = before == MARBRE_WP_NO_UNIT ? 0 : before + 1; unit < after; unit++)
        if (is_rewritten (self, unit, part->fresh))
          {
            part->unit = before = unit;
            self->used[unit] = TRUE;
            break;
          }
    }
}
