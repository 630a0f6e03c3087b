/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Regions; see marbre-blocks-region.h. This file parses one; what is made of the tree is in
 * -parts.c, -notes.c and -render.c.
 *
 * What stands above a part does not matter (-parts.c says why), but for what labels stand for. For
 * that a region is parsed with a tail behind it: the references that are defined elsewhere, a
 * definition for each footnote that is, and a call of each footnote that it defines itself, since
 * cmark throws away those that nobody calls. A line of asterisks holds both apart.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-blocks-region-private.h"

#include <string.h>

#include "marbre-blocks-critic.h"
#include "marbre-blocks-labels.h"
#include "marbre-blocks-limits.h"

static gboolean
ends_line (MarbreRegion *self)
{
  char last = self->length > 0 ? self->text[self->length - 1] : '\n';

  return last == '\n' || last == '\r';
}

static gboolean
all_is_allowed (MarbreRegion *self)
{
  return self->allowed.tables && self->allowed.links;
}

static GString *
make_tail (MarbreRegion *self, GPtrArray *labels, const MarbreSurroundings *around)
{
  GString *tail = g_string_new (NULL);

  for (guint i = 0; i < labels->len; i++)
    {
      MarbreLabel *label = g_ptr_array_index (labels, i);

      g_string_append_printf (tail, "[^%s]\n\n", label->raw);
    }
  if (around->labels != NULL && memmem (self->text, self->length, "[^", 2) != NULL)
    for (guint i = 0; i < around->labels->len; i++)
      g_string_append_printf (tail, "[^%s]: .\n\n",
                              (const char *) g_ptr_array_index (around->labels, i));
  if (around->definers != NULL && memchr (self->text, '[', self->length) != NULL)
    for (guint i = 0; i < around->definers->len; i++)
      {
        MarbrePart *part = g_ptr_array_index (around->definers, i);
        gboolean marked = g_str_has_prefix (part->source, MARBRE_BYTE_ORDER_MARK);
        gsize mark = marked ? strlen (MARBRE_BYTE_ORDER_MARK) : 0;

        g_string_append (tail, "***\n\n");
        g_string_append_len (tail, part->source + mark, (gssize) (part->length - mark));
        g_string_append (tail, "\n\n");
      }
  /* No blank line: code that is open inside of a list would take it in. */
  if (tail->len > 0 || !around->is_end)
    g_string_prepend (tail, ends_line (self) ? "***\n\n" : "\n***\n\n");
  return tail;
}

static void
parse (MarbreRegion *self, GString *tail, gboolean is_end)
{
  guint n_begun = 0;

  g_clear_pointer (&self->source, marbre_source_free);
  g_string_truncate (self->whole, 0);
  g_string_append_len (self->whole, self->text, (gssize) self->length);
  g_string_append_len (self->whole, tail->str, (gssize) tail->len);
  self->masked = marbre_critic_mask (self->whole->str, self->whole->len);
  self->source = marbre_source_new (self->whole->str, self->whole->len, self->allowed);

  while (n_begun < marbre_source_count_lines (self->source) &&
         marbre_source_get_line_start (self->source, n_begun) < self->length)
    n_begun++;
  self->n_begun = n_begun;
  marbre_source_set_limit (self->source, n_begun);
  self->n_lines = n_begun + (is_end && ends_line (self) ? 1 : 0);
}

/* A paragraph that a table follows has no line of its own. */
gboolean
_marbre_region_is_in_tail (MarbreRegion *self, cmark_node *node)
{
  int line = cmark_node_get_start_line (node);

  return line > (int) self->n_begun;
}

static void
find_definers (MarbreRegion *self)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      MarbrePart *part = g_ptr_array_index (self->parts, i);

      g_ptr_array_unref (marbre_labels_scan (part->source, part->length, &part->defines));
    }
}

static void
build (MarbreRegion *self, GPtrArray *labels, GString *tail, const MarbreSurroundings *around)
{
  g_ptr_array_set_size (self->parts, 0);
  g_array_set_size (self->starts, 0);
  g_array_set_size (self->definitions, 0);
  g_ptr_array_set_size (self->labels, 0);
  self->n_called = 0;

  parse (self, tail, around->is_end);
  _marbre_region_collect_items (self);
  self->open = _marbre_region_find_open (self);
  if (self->open)
    return;
  _marbre_region_cut (self);
  _marbre_region_collect_mentions (self);
  _marbre_region_collect_notes (self, labels, tail->len > 0);
  if (tail->len == 0)
    self->n_called = self->labels->len; /* maybe by notes that are gone */
  _marbre_region_name_tail_notes (self);
  if (self->masked)
    _marbre_region_collect_critics (self);
}

/**
 * marbre_region_new:
 * @text: (array length=length): whole lines of a body; must outlive the region
 * @length: bytes of @text
 * @around: what else is in the body
 *
 * Parses @text and cuts it into parts. If @text is not the end of the body, its last line is blank.
 *
 * Returns: (transfer full): the region, not rendered yet
 */
MarbreRegion *
marbre_region_new (const char *text, gsize length, const MarbreSurroundings *around)
{
  MarbreRegion *self = g_new0 (MarbreRegion, 1);
  gboolean defines;
  g_autoptr (GPtrArray) labels = marbre_labels_scan (text, length, &defines);
  g_autoptr (GString) tail = NULL;

  self->text = text;
  self->length = length;
  self->whole = g_string_sized_new (length + 64);
  self->items = g_array_new (FALSE, FALSE, sizeof (MarbreRegionItem));
  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) marbre_part_unref);
  self->starts = g_array_new (FALSE, FALSE, sizeof (guint));
  self->definitions = g_array_new (FALSE, FALSE, sizeof (MarbreRegionDefinition));
  self->labels = g_ptr_array_new_with_free_func (g_free);
  self->follows_list = around->follows_list;
  self->allowed = marbre_limits_scan (text, length);
  self->odd = !all_is_allowed (self);

  tail = make_tail (self, labels, around);
  build (self, labels, tail, around);
  if (tail->len > 0 && (self->open || self->odd) && around->is_end)
    {
      /* Code without an end would take the tail in; and definitions that we cannot tell may call
       * others, or not. Without the tail, cmark knows. */
      self->odd = !all_is_allowed (self) || around->labels != NULL || around->definers != NULL;
      g_string_truncate (tail, 0);
      build (self, labels, tail, around);
    }
  if (defines)
    find_definers (self);
  return self;
}

/**
 * marbre_region_free:
 * @self: (transfer full): a region
 */
void
marbre_region_free (MarbreRegion *self)
{
  g_clear_pointer (&self->source, marbre_source_free);
  g_string_free (self->whole, TRUE);
  g_clear_pointer (&self->items, g_array_unref);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_clear_pointer (&self->starts, g_array_unref);
  g_clear_pointer (&self->definitions, g_array_unref);
  g_clear_pointer (&self->labels, g_ptr_array_unref);
  g_clear_pointer (&self->numbers, g_array_unref);
  g_free (self);
}

/**
 * marbre_region_is_open:
 *
 * Returns: whether code or HTML at its end goes on behind it: it has no parts, and has to be made
 *   longer
 */
gboolean
marbre_region_is_open (MarbreRegion *self)
{
  return self->open;
}

/**
 * marbre_region_ends_in_list:
 *
 * Returns: whether an item that follows would belong to its last block
 */
gboolean
marbre_region_ends_in_list (MarbreRegion *self)
{
  MarbrePart *last = g_ptr_array_index (self->parts, self->parts->len - 1);

  return last->ends_in_list;
}

/**
 * marbre_region_is_odd:
 *
 * Returns: whether it has what only a parse of the whole body gets right
 */
gboolean
marbre_region_is_odd (MarbreRegion *self)
{
  return self->odd;
}

/**
 * marbre_region_has_heading:
 *
 * Returns: whether there is a heading in it
 */
gboolean
marbre_region_has_heading (MarbreRegion *self)
{
  return self->has_heading;
}

/**
 * marbre_region_get_parts:
 *
 * Returns: (transfer none) (element-type MarbrePart): its parts, at least one
 */
GPtrArray *
marbre_region_get_parts (MarbreRegion *self)
{
  return self->parts;
}

/**
 * marbre_region_get_labels:
 *
 * Returns: (transfer none) (element-type utf8): the labels of the notes by the numbers that cmark
 *   gave them here, from 1 at index 0
 */
GPtrArray *
marbre_region_get_labels (MarbreRegion *self)
{
  return self->labels;
}

/**
 * marbre_region_count_called:
 *
 * Returns: how many notes it calls; they have the first numbers
 */
guint
marbre_region_count_called (MarbreRegion *self)
{
  return self->n_called;
}
