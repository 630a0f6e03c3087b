/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A region's footnotes: which it defines, under which labels, and which numbers they have in the
 * body. Not their HTML (-render.c). One thread at a time.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-blocks-region-private.h"

#include "marbre-blocks-labels.h"

/* The label of a definition. cmark does not tell; the text before its content does. */
static MarbreLabel *
find_label (MarbreRegion *self, GPtrArray *labels, cmark_node *note)
{
  guint line = (guint) cmark_node_get_start_line (note) - 1;
  gsize column = (gsize) MAX (cmark_node_get_start_column (note) - 1, 0);
  gsize start = marbre_source_get_line_start (self->source, line);
  MarbreLabel *found = NULL;

  for (guint i = 0; i < labels->len; i++)
    {
      MarbreLabel *label = g_ptr_array_index (labels, i);

      if (label->line == line && label->end <= column)
        found = label;
    }
  for (gsize i = found ? found->end : column; i < column; i++)
    if (self->whole->str[start + i] != ' ' && self->whole->str[start + i] != '\t')
      return NULL;
  return found;
}

static guint
find_part (MarbreRegion *self, guint line)
{
  guint low = 0;

  for (guint high = self->starts->len; high - low > 1;)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->starts, guint, middle) <= line)
        low = middle;
      else
        high = middle;
    }
  return low;
}

static void
note_mentions (MarbreRegion *self, cmark_node *root, GArray **mentions)
{
  cmark_iter *iter = cmark_iter_new (root);
  cmark_event_type event;

  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE)
    {
      cmark_node *node = cmark_iter_get_node (iter);
      guint number;

      if (event != CMARK_EVENT_ENTER)
        continue;
      if (cmark_node_get_type (node) == CMARK_NODE_HEADING)
        self->has_heading = TRUE;
      if (cmark_node_get_type (node) != CMARK_NODE_FOOTNOTE_REFERENCE)
        continue;
      number = (guint) g_ascii_strtoull (cmark_node_get_literal (node), NULL, 10);
      self->n_called = MAX (self->n_called, number);
      marbre_numbers_add (mentions, number);
    }
  cmark_iter_free (iter);
}

static void
add_note (MarbreRegion *self, cmark_node *node, guint number, MarbreLabel *label)
{
  MarbreSpan span = marbre_source_find_note_span (self->source, node);
  MarbreRegionDefinition definition = { .node = node, .part = find_part (self, span.first) };
  MarbrePart *part = g_ptr_array_index (self->parts, definition.part);
  guint first = g_array_index (self->starts, guint, definition.part);
  MarbreNote note = {
    .label = g_strdup (label && label->folded ? label->folded : ""),
    .number = number,
    .first = span.first - first,
    .last = span.last - first,
    .html = g_strdup (""),
    .text = g_strdup (""),
    .raw = marbre_blocks_holds_raw (node),
  };
  gboolean had_heading = self->has_heading;

  self->has_heading = FALSE;
  note_mentions (self, node, &note.mentions);
  /* Its id comes after those of all blocks: too much to keep track of for what nobody writes. */
  self->odd |= self->has_heading || *note.label == '\0';
  self->has_heading |= had_heading;
  definition.index = part->notes ? part->notes->len : 0;
  marbre_part_add_note (part, &note);
  g_array_append_val (self->definitions, definition);
}

/* Whether we know what each label does: it is a definition that cmark has found, or none. */
static gboolean
knows_labels (GPtrArray *labels, GHashTable *found, gboolean with_tail)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < labels->len; i++)
    {
      MarbreLabel *label = g_ptr_array_index (labels, i);

      if (label->folded == NULL || !g_hash_table_add (seen, label->folded))
        return FALSE;
      if (!g_hash_table_contains (found, label) && !(label->plain && with_tail))
        return FALSE;
    }
  return TRUE;
}

void
_marbre_region_collect_notes (MarbreRegion *self, GPtrArray *labels, gboolean with_tail)
{
  g_autoptr (GHashTable) found = g_hash_table_new (NULL, NULL);
  cmark_node *node = cmark_node_first_child (marbre_source_get_root (self->source));

  while (node != NULL && cmark_node_get_type (node) != CMARK_NODE_FOOTNOTE_DEFINITION)
    node = cmark_node_next (node);
  for (guint number = 1; node != NULL; node = cmark_node_next (node), number++)
    {
      MarbreLabel *label = NULL;

      if (!_marbre_region_is_in_tail (self, node))
        {
          label = find_label (self, labels, node);
          add_note (self, node, number, label);
          if (label != NULL)
            g_hash_table_add (found, label);
        }
      g_ptr_array_add (self->labels, g_strdup (label ? label->folded : NULL));
    }
  self->odd |= !knows_labels (labels, found, with_tail);
}

/* The definitions of the tail come in the order of the surroundings' labels, but only those that
 * are called. */
void
_marbre_region_name_tail_notes (MarbreRegion *self)
{
  cmark_node *node = cmark_node_first_child (marbre_source_get_root (self->source));
  guint number = 0;

  while (node != NULL && cmark_node_get_type (node) != CMARK_NODE_FOOTNOTE_DEFINITION)
    node = cmark_node_next (node);
  for (; node != NULL && number < self->n_called; node = cmark_node_next (node), number++)
    {
      guint line = (guint) cmark_node_get_start_line (node) - 1;
      gsize start = marbre_source_get_line_start (self->source, line);
      gsize end = marbre_source_get_line_end (self->source, line);
      const char *text = self->whole->str + start;
      const char *bracket = g_strstr_len (text, (gssize) (end - start), "]:");

      if (!_marbre_region_is_in_tail (self, node))
        continue;
      if (bracket == NULL || !g_str_has_prefix (text, "[^"))
        {
          self->odd = TRUE;
          continue;
        }
      g_ptr_array_index (self->labels, number) = g_strndup (text + 2, bracket - text - 2);
    }
}

void
_marbre_region_collect_mentions (MarbreRegion *self)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      MarbreRegionItem *item = &g_array_index (self->items, MarbreRegionItem, i);
      MarbrePart *part = g_ptr_array_index (self->parts, item->part);

      note_mentions (self, item->node, &part->mentions);
    }
}

static void
renumber (GArray *mentions, GArray *numbers)
{
  for (guint i = 0; mentions != NULL && i < mentions->len; i++)
    {
      guint *number = &g_array_index (mentions, guint, i);

      *number = g_array_index (numbers, guint, *number);
    }
}

/**
 * marbre_region_set_numbers:
 * @numbers: (element-type guint): the number in the body of each note here, by its number here; 0
 *   for those that nothing calls, and at index 0
 */
void
marbre_region_set_numbers (MarbreRegion *self, GArray *numbers)
{
  self->numbers = g_array_ref (numbers);
  for (guint i = 0; i < self->parts->len; i++)
    {
      MarbrePart *part = g_ptr_array_index (self->parts, i);

      renumber (part->mentions, numbers);
      for (guint j = 0; part->notes != NULL && j < part->notes->len; j++)
        {
          MarbreNote *note = &g_array_index (part->notes, MarbreNote, j);

          note->number = g_array_index (numbers, guint, note->number);
          renumber (note->mentions, numbers);
        }
    }
}
