/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The body as a list of blocks; see marbre-blocks.h. The body is cut into parts that mean the same
 * wherever they stand (marbre-blocks-region.c); a list holds the parts, and where each stands. So
 * an edit makes a few parts anew and takes the rest as it is (marbre-blocks-edit.c).
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-blocks.h"

#include <string.h>

#include "marbre-blocks-notes.h"
#include "marbre-blocks-private.h"
#include "marbre-blocks-region.h"
#include "marbre-compat.h"

/* FNV-1a, 64 bits (http://www.isthe.com/chongo/tech/comp/fnv/). */
#define FNV_OFFSET G_GUINT64_CONSTANT (0xcbf29ce484222325)
#define FNV_PRIME  G_GUINT64_CONSTANT (0x100000001b3)

G_DEFINE_BOXED_TYPE (MarbreBlocks, marbre_blocks, marbre_blocks_ref, marbre_blocks_unref)

/**
 * marbre_blocks_hash:
 * @html: a block's HTML
 *
 * Returns: its hash
 */
guint64
marbre_blocks_hash (const char *html)
{
  guint64 hash = FNV_OFFSET;

  for (const char *p = html; *p != '\0'; p++)
    hash = (hash ^ (guchar) *p) * FNV_PRIME;
  return hash;
}

static gsize
limit_length (const char *markdown, gsize length)
{
  if (length <= MARBRE_BLOCKS_MAX_BYTES)
    return length;
  length = MARBRE_BLOCKS_MAX_BYTES;
  while (length > 0 && markdown[length - 1] != '\n')
    length--;
  return length;
}

static void
add_part (MarbreBlocks *self, MarbrePart *part)
{
  MarbrePlace place = { .line = self->n_lines, .offset = self->length };

  g_array_append_val (self->places, place);
  for (guint i = 0; i < part->entries->len; i++)
    {
      MarbreEntry entry = g_array_index (part->entries, MarbreEntry, i);

      entry.block.start += place.offset;
      entry.block.end += place.offset;
      entry.block.first_line += place.line;
      entry.block.last_line += place.line;
      g_array_append_val (self->entries, entry);
    }
  self->n_lines += part->n_lines;
  self->length += part->length;
}

/**
 * marbre_blocks_assemble:
 * @parts: (element-type MarbrePart): the parts of a body, rendered
 * @labels: (element-type utf8): of its notes by their numbers
 *
 * Returns: (transfer full): the blocks, still without footnotes
 */
MarbreBlocks *
marbre_blocks_assemble (GPtrArray *parts, GPtrArray *labels)
{
  MarbreBlocks *self = g_atomic_rc_box_new0 (MarbreBlocks);

  self->parts = g_ptr_array_ref (parts);
  self->labels = g_ptr_array_ref (labels);
  self->places = g_array_sized_new (FALSE, FALSE, sizeof (MarbrePlace), parts->len);
  self->entries = g_array_sized_new (FALSE, FALSE, sizeof (MarbreEntry), parts->len + 1);
  for (guint i = 0; i < parts->len; i++)
    add_part (self, g_ptr_array_index (parts, i));
  return self;
}

/**
 * marbre_blocks_find_part:
 * @line: a line of the body, from 0
 *
 * Returns: the index of the part that @line is in; of the last one for all lines behind
 */
guint
marbre_blocks_find_part (MarbreBlocks *self, guint line)
{
  guint low = 0;

  for (guint high = self->places->len; high - low > 1;)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->places, MarbrePlace, middle).line <= line)
        low = middle;
      else
        high = middle;
    }
  return low;
}

/* For the whole body, the numbers are those that cmark gave. */
static void
number_notes (MarbreRegion *region)
{
  guint n = marbre_region_get_labels (region)->len;
  guint n_called = marbre_region_count_called (region);
  g_autoptr (GArray) numbers = g_array_sized_new (FALSE, FALSE, sizeof (guint), n + 1);

  for (guint i = 0; i <= n; i++)
    {
      guint number = i <= n_called ? i : 0;

      g_array_append_val (numbers, number);
    }
  marbre_region_set_numbers (region, numbers);
  g_ptr_array_set_size (marbre_region_get_labels (region), (int) n_called);
}

static MarbreBlocks *
parse (const char *text, gsize given, MarbreBlocksRenderer *renderer)
{
  gsize bytes = limit_length (text, given);
  MarbreSurroundings alone = { .is_end = TRUE };
  g_autoptr (MarbreRegion) region = marbre_region_new (text, bytes, &alone);
  GPtrArray *parts = marbre_region_get_parts (region);
  guint n_notes = marbre_region_count_called (region);
  MarbreBlocks *self;

  number_notes (region);
  marbre_region_render (region, renderer);
  for (guint number = 1; number <= n_notes; number++)
    marbre_region_render_note (region, number, renderer, marbre_blocks_notes_are_raw (parts));
  self = marbre_blocks_assemble (parts, marbre_region_get_labels (region));
  self->whole_only = marbre_region_is_odd (region) || bytes < given;
  marbre_blocks_make_notes (self, renderer);
  return self;
}

/**
 * marbre_blocks_parse:
 * @markdown: (nullable): a body, UTF-8; broken bytes read as U+FFFD
 * @length: bytes of @markdown, -1 if NUL-terminated; what exceeds %MARBRE_BLOCKS_MAX_BYTES is left
 *   out
 * @language: (nullable): the story's language, for the labels that blocks carry
 * @map_image: (nullable): says where pictures are found
 * @data: its data, used only during this call
 *
 * Reads CommonMark with tables, strikethrough, footnotes, bare links and the house conventions. A
 * block stands alone: an HTML element that one block opens is closed at its end.
 *
 * This is what may be published: comments to the desk are left out, and text with suggestions is as
 * it was before them (marbre-critic.h).
 *
 * Returns: (transfer full): the blocks
 */
MarbreBlocks *
marbre_blocks_parse (const char *markdown,
                     gssize length,
                     const char *language,
                     MarbreUriMapper map_image,
                     gpointer data)
{
  const char *text = markdown ? markdown : "";
  gsize given = length < 0 ? strlen (text) : (gsize) length;
  g_autoptr (MarbreBlocksRenderer) renderer =
      marbre_blocks_renderer_new (language, map_image, data);
  MarbreBlocks *self = parse (text, given, renderer);

  self->language = g_strdup (language);
  self->whole_only |= map_image != NULL;
  return self;
}

/**
 * marbre_blocks_parse_for_desk:
 * @markdown: (nullable): as for marbre_blocks_parse()
 * @length: the same
 * @language: (nullable): the same
 *
 * For those who write the story, and for nobody else: the HTML shows comments and suggestions.
 * Texts are what is published.
 *
 * Returns: (transfer full): the blocks; edits of them show notes, too
 */
MarbreBlocks *
marbre_blocks_parse_for_desk (const char *markdown, gssize length, const char *language)
{
  const char *text = markdown ? markdown : "";
  gsize given = length < 0 ? strlen (text) : (gsize) length;
  g_autoptr (MarbreBlocksRenderer) renderer = marbre_blocks_renderer_new (language, NULL, NULL);
  MarbreBlocks *self;

  marbre_blocks_renderer_show_desk (renderer);
  self = parse (text, given, renderer);
  self->language = g_strdup (language);
  self->shows_desk = TRUE;
  return self;
}

static void
clear_blocks (gpointer data)
{
  MarbreBlocks *self = data;

  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_clear_pointer (&self->places, g_array_unref);
  g_clear_pointer (&self->entries, g_array_unref);
  g_clear_pointer (&self->labels, g_ptr_array_unref);
  g_clear_pointer (&self->notes_html, g_ref_string_release);
  g_clear_pointer (&self->notes_prose, g_ref_string_release);
  g_clear_pointer (&self->language, g_free);
}

/**
 * marbre_blocks_ref:
 *
 * Returns: (transfer full): @self
 */
MarbreBlocks *
marbre_blocks_ref (MarbreBlocks *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * marbre_blocks_unref:
 * @self: (transfer full): the blocks
 */
void
marbre_blocks_unref (MarbreBlocks *self)
{
  g_atomic_rc_box_release_full (self, clear_blocks);
}

/**
 * marbre_blocks_get_language:
 *
 * Returns: (nullable): the language that the body was parsed for
 */
const char *
marbre_blocks_get_language (MarbreBlocks *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->language;
}

/**
 * marbre_blocks_get_length:
 *
 * Returns: how many blocks there are
 */
guint
marbre_blocks_get_length (MarbreBlocks *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->entries->len;
}

/**
 * marbre_blocks_get:
 * @index: below marbre_blocks_get_length()
 *
 * Returns: (transfer none): the block, valid as long as @self
 */
const MarbreBlock *
marbre_blocks_get (MarbreBlocks *self, guint index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->entries->len, NULL);
  return &g_array_index (self->entries, MarbreEntry, index).block;
}

/**
 * marbre_blocks_find_line:
 * @line: a line of the source, 0-based
 *
 * Returns: the index of the block on @line; between blocks, of the one above; 0 if there is none
 *   above
 */
guint
marbre_blocks_find_line (MarbreBlocks *self, guint line)
{
  guint n_blocks;
  guint low = 0;
  guint high;

  g_return_val_if_fail (self != NULL, 0);

  n_blocks = self->entries->len;
  if (n_blocks > 0)
    {
      const MarbreBlock *last = marbre_blocks_get (self, n_blocks - 1);

      if (last->kind == MARBRE_BLOCK_FOOTNOTES && last->first_line <= line &&
          line <= last->last_line)
        return n_blocks - 1;
      /* Footnotes are out of order. */
      if (last->kind == MARBRE_BLOCK_FOOTNOTES)
        n_blocks--;
    }
  for (high = n_blocks; low < high;)
    {
      guint middle = low + (high - low) / 2;

      if (marbre_blocks_get (self, middle)->first_line <= line)
        low = middle + 1;
      else
        high = middle;
    }
  return low > 0 ? low - 1 : 0;
}

/**
 * marbre_blocks_to_html:
 *
 * Returns: (transfer full): the whole body as it is published, if that is what it was parsed for
 */
char *
marbre_blocks_to_html (MarbreBlocks *self)
{
  GString *out;

  g_return_val_if_fail (self != NULL, NULL);

  out = g_string_new (NULL);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const MarbreBlock *block = marbre_blocks_get (self, i);

      if (*block->html == '\0')
        continue;
      if (out->len > 0)
        g_string_append_c (out, '\n');
      g_string_append (out, block->html);
    }
  return marbre_string_steal (out);
}

/**
 * marbre_blocks_to_text:
 *
 * The prose of the body, for measures, terms and the index. Captions, embeds and links to other
 * stories are not part of it: they are not what the journalist is asked to write to length, and
 * another story's title would tie this one to its subject.
 *
 * Returns: (transfer full): plain text, one paragraph a line
 */
char *
marbre_blocks_to_text (MarbreBlocks *self)
{
  GString *out;

  g_return_val_if_fail (self != NULL, NULL);

  out = g_string_new (NULL);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const char *text = g_array_index (self->entries, MarbreEntry, i).prose;

      if (*text == '\0')
        continue;
      if (out->len > 0)
        g_string_append_c (out, '\n');
      g_string_append (out, text);
    }
  return marbre_string_steal (out);
}
