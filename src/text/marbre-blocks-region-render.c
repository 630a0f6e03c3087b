/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A region's parts get their blocks: HTML, plain text and, for the source map, where each sign
 * comes from. Not what a block looks like (marbre-blocks-render.c). One thread at a time.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-blocks-region-private.h"

#include "marbre-blocks-ink.h"
#include "marbre-blocks-private.h"

/* cmark cuts the text of an unknown footnote that goes over two lines, also in the middle of a
 * character. Whoever gets it next (JSON, GVariant, the view) would refuse what is not UTF-8. */
static char *
take_valid (char *text)
{
  char *valid;

  if (g_utf8_validate (text, -1, NULL))
    return text;
  valid = g_utf8_make_valid (text, -1);
  g_free (text);
  return valid;
}

static void
render_item (MarbreRegion *self, MarbreRegionItem *item, MarbreBlocksRenderer *renderer)
{
  MarbrePart *part = g_ptr_array_index (self->parts, item->part);
  guint first = g_array_index (self->starts, guint, item->part);
  gsize start = marbre_source_get_line_start (self->source, first);
  g_autofree char *bare_uri = marbre_source_dup_bare_uri (self->source, item->node, item->span);
  MarbreRendered rendered;
  MarbreEntry entry = {
    .block = {
      .start = marbre_source_get_line_start (self->source, item->span.first) - start,
      .end = marbre_source_get_line_end (self->source, item->span.last) - start,
      .first_line = item->span.first - first,
      .last_line = item->span.last - first,
    },
  };

  marbre_ink_collect (self->source, self->whole->str, item->node, item->span, first, part);
  marbre_blocks_renderer_set_part (renderer, part);
  marbre_blocks_render (renderer, item->node, bare_uri, &rendered);
  marbre_ink_add_block (part, entry.block.first_line, entry.block.last_line, rendered.kind);
  entry.block.kind = rendered.kind;
  entry.block.html = take_valid (rendered.html);
  entry.block.hash = marbre_blocks_hash (entry.block.html);
  entry.prose = take_valid (g_strstrip (rendered.text));
  if (cmark_node_get_type (item->node) == CMARK_NODE_HEADING)
    {
      entry.block.level = (guint) cmark_node_get_heading_level (item->node);
      entry.block.text = g_strdup (entry.prose);
    }
  g_array_append_val (part->entries, entry);
}

static void
ink_notes (MarbreRegion *self)
{
  for (guint i = 0; i < self->definitions->len; i++)
    {
      MarbreRegionDefinition *definition =
          &g_array_index (self->definitions, MarbreRegionDefinition, i);

      marbre_ink_collect (self->source, self->whole->str, definition->node,
                          marbre_source_find_note_span (self->source, definition->node),
                          g_array_index (self->starts, guint, definition->part),
                          g_ptr_array_index (self->parts, definition->part));
    }
  for (guint i = 0; i < self->parts->len; i++)
    marbre_ink_finish (g_ptr_array_index (self->parts, i));
}

/**
 * marbre_region_render:
 * @renderer: knows what stands before
 *
 * Gives the parts their blocks. To be called once, behind marbre_region_set_numbers().
 */
void
marbre_region_render (MarbreRegion *self, MarbreBlocksRenderer *renderer)
{
  marbre_blocks_renderer_set_numbers (renderer, self->numbers);
  marbre_blocks_renderer_set_masked (renderer, self->masked);
  for (guint i = 0; i < self->items->len; i++)
    render_item (self, &g_array_index (self->items, MarbreRegionItem, i), renderer);
  marbre_blocks_renderer_set_part (renderer, NULL);
  ink_notes (self);
}

/**
 * marbre_region_render_note:
 * @number: a note's number in the body
 * @renderer: knows what stands before
 * @raw: whether any note of the body holds raw HTML
 *
 * Gives the note its HTML, if it is defined here.
 */
void
marbre_region_render_note (MarbreRegion *self,
                           guint number,
                           MarbreBlocksRenderer *renderer,
                           gboolean raw)
{
  for (guint i = 0; i < self->definitions->len; i++)
    {
      MarbreRegionDefinition *definition =
          &g_array_index (self->definitions, MarbreRegionDefinition, i);
      MarbrePart *part = g_ptr_array_index (self->parts, definition->part);
      MarbreNote *note = &g_array_index (part->notes, MarbreNote, definition->index);

      if (note->number == number)
        marbre_blocks_render_note (renderer, definition->node, raw, note);
    }
}
