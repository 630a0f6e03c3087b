/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the blocks of one body have to know of each other: which ids headings have, how often a
 * footnote was called, how its number is. One thread at a time.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-blocks-render-private.h"

#include "marbre-blocks-ids.h"

/**
 * marbre_blocks_renderer_new:
 * @language: (nullable): the story's language, for the labels
 * @map_image: (nullable): says where pictures are found
 * @map_data: its data
 *
 * Returns: (transfer full): a renderer for the blocks of one body
 */
MarbreBlocksRenderer *
marbre_blocks_renderer_new (const char *language, MarbreUriMapper map_image, gpointer map_data)
{
  MarbreBlocksRenderer *self = g_new0 (MarbreBlocksRenderer, 1);

  self->language = g_strdup (language);
  self->map_image = map_image;
  self->map_data = map_data;
  self->ids = marbre_heading_ids_new ();
  self->note_calls = g_hash_table_new (NULL, NULL);
  return self;
}

/**
 * marbre_blocks_renderer_free:
 * @self: (transfer full): a renderer
 */
void
marbre_blocks_renderer_free (MarbreBlocksRenderer *self)
{
  g_clear_pointer (&self->language, g_free);
  g_clear_pointer (&self->ids, g_hash_table_unref);
  g_clear_pointer (&self->note_calls, g_hash_table_unref);
  g_clear_pointer (&self->numbers, g_array_unref);
  g_free (self);
}

/**
 * marbre_blocks_renderer_set_numbers:
 * @numbers: (nullable) (element-type guint): for each number that cmark gave to a note, from 0, the
 *   one that the note has in the body; %NULL if they are the same
 */
void
marbre_blocks_renderer_set_numbers (MarbreBlocksRenderer *self, GArray *numbers)
{
  g_clear_pointer (&self->numbers, g_array_unref);
  self->numbers = numbers ? g_array_ref (numbers) : NULL;
}

/**
 * marbre_blocks_renderer_set_masked:
 * @masked: whether there are notes to the desk in what comes next (marbre-blocks-critic.h)
 */
void
marbre_blocks_renderer_set_masked (MarbreBlocksRenderer *self, gboolean masked)
{
  self->masked = masked;
}

/**
 * marbre_blocks_renderer_show_desk:
 *
 * From now on notes to the desk are shown in the HTML of blocks and of footnotes. They never are in
 * texts.
 */
void
marbre_blocks_renderer_show_desk (MarbreBlocksRenderer *self)
{
  self->shows_desk = TRUE;
}

/**
 * marbre_blocks_renderer_set_part:
 * @part: (nullable): the part that the next blocks belong to; it takes down their headings' ids
 *   and their calls of notes
 */
void
marbre_blocks_renderer_set_part (MarbreBlocksRenderer *self, MarbrePart *part)
{
  self->part = part;
  self->calls = part ? &part->calls : NULL;
}

guint
_marbre_blocks_renderer_count_call (MarbreBlocksRenderer *self, guint number)
{
  gpointer key = GUINT_TO_POINTER (number);
  guint calls = GPOINTER_TO_UINT (g_hash_table_lookup (self->note_calls, key)) + 1;

  g_hash_table_insert (self->note_calls, key, GUINT_TO_POINTER (calls));
  return calls;
}

/**
 * marbre_blocks_renderer_skip_calls:
 * @calls: (nullable) (element-type guint): calls of what is rendered already and stands before what
 *   comes next
 */
void
marbre_blocks_renderer_skip_calls (MarbreBlocksRenderer *self, GArray *calls)
{
  for (guint i = 0; calls != NULL && i < calls->len; i++)
    _marbre_blocks_renderer_count_call (self, g_array_index (calls, guint, i));
}

/**
 * marbre_blocks_renderer_skip_headings:
 * @slugs: (nullable) (element-type utf8): headings before what comes next
 */
void
marbre_blocks_renderer_skip_headings (MarbreBlocksRenderer *self, GPtrArray *slugs)
{
  for (guint i = 0; slugs != NULL && i < slugs->len; i++)
    g_free (marbre_heading_ids_take (self->ids, g_ptr_array_index (slugs, i)));
}

/**
 * marbre_blocks_renderer_keeps_ids:
 * @part: a part behind all that was rendered or skipped
 *
 * Returns: whether @part's headings would get the ids that they have; they count as rendered
 */
gboolean
marbre_blocks_renderer_keeps_ids (MarbreBlocksRenderer *self, MarbrePart *part)
{
  for (guint i = 0; part->slugs != NULL && i < part->slugs->len; i++)
    {
      g_autofree char *id =
          marbre_heading_ids_take (self->ids, g_ptr_array_index (part->slugs, i));

      if (!g_str_equal (id, g_ptr_array_index (part->ids, i)))
        return FALSE;
    }
  return TRUE;
}
