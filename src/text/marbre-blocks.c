/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The body as a list of blocks; see marbre-blocks.h. Parsing finds the blocks and their places,
 * rendering makes each block's HTML on its own.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-blocks.h"

#include <string.h>

#include "marbre-blocks-line.h"
#include "marbre-blocks-parse.h"
#include "marbre-blocks-render.h"
#include "marbre-compat.h"

/* FNV-1a, 64 bits (http://www.isthe.com/chongo/tech/comp/fnv/). */
#define FNV_OFFSET G_GUINT64_CONSTANT (0xcbf29ce484222325)
#define FNV_PRIME  G_GUINT64_CONSTANT (0x100000001b3)

struct _MarbreBlocks
{
  GArray *blocks;     /* (owned) (element-type MarbreBlock): in order, footnotes last */
  GPtrArray *texts;   /* (owned) (element-type GRefString): each block's prose */
  gboolean may_refer; /* there may be definitions that links and notes elsewhere use */
};

G_DEFINE_BOXED_TYPE (MarbreBlocks, marbre_blocks, marbre_blocks_ref, marbre_blocks_unref)

static void
clear_block (MarbreBlock *block)
{
  g_ref_string_release ((char *) block->html); /* shared by lists that were edited */
  g_free ((char *) block->text);
}

static guint64
hash_text (const char *text)
{
  guint64 hash = FNV_OFFSET;

  for (const char *p = text; *p != '\0'; p++)
    hash = (hash ^ (guchar) *p) * FNV_PRIME;
  return hash;
}

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

static char *
take_shared (char *text)
{
  char *shared;

  text = take_valid (text);
  shared = g_ref_string_new (text);
  g_free (text);
  return shared;
}

static void
add_block (MarbreBlocks *self, MarbreSource *source, MarbreSpan span, MarbreRendered *rendered)
{
  char *html = take_shared (g_steal_pointer (&rendered->html));
  char *text = take_shared (g_strstrip (g_steal_pointer (&rendered->text)));
  MarbreBlock block = {
    .kind = rendered->kind,
    .start = marbre_source_get_line_start (source, span.first),
    .end = marbre_source_get_line_end (source, span.last),
    .first_line = span.first,
    .last_line = span.last,
    .hash = hash_text (html),
    .html = html,
  };

  g_array_append_val (self->blocks, block);
  g_ptr_array_add (self->texts, text);
}

static void
add_node (MarbreBlocks *self,
          MarbreSource *source,
          MarbreBlocksRenderer *renderer,
          cmark_node *node)
{
  MarbreSpan span = marbre_source_find_span (source, node);
  g_autofree char *bare_uri = marbre_source_dup_bare_uri (source, node, span);
  gboolean is_heading = cmark_node_get_type (node) == CMARK_NODE_HEADING;
  MarbreRendered rendered;
  MarbreBlock *block;

  marbre_blocks_render (renderer, node, bare_uri, &rendered);
  add_block (self, source, span, &rendered);
  if (!is_heading)
    return;
  block = &g_array_index (self->blocks, MarbreBlock, self->blocks->len - 1);
  block->level = (guint) cmark_node_get_heading_level (node);
  block->text = g_strdup (g_ptr_array_index (self->texts, self->texts->len - 1));
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

static MarbreBlocks *
create_empty (void)
{
  MarbreBlocks *self = g_atomic_rc_box_new0 (MarbreBlocks);

  self->blocks = g_array_new (FALSE, FALSE, sizeof (MarbreBlock));
  g_array_set_clear_func (self->blocks, (GDestroyNotify) clear_block);
  self->texts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ref_string_release);
  return self;
}

/* Each definition of a link or a note has these two signs, and little else has. */
static gboolean
may_define (const char *markdown, gsize length)
{
  for (gsize i = 1; i < length; i++)
    if (markdown[i] == ':' && markdown[i - 1] == ']')
      return TRUE;
  return FALSE;
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
 * Returns: (transfer full): the blocks
 */
MarbreBlocks *
marbre_blocks_parse (const char *markdown,
                     gssize length,
                     const char *language,
                     MarbreUriMapper map_image,
                     gpointer data)
{
  MarbreBlocks *self = create_empty ();
  const char *text = markdown ? markdown : "";
  gsize bytes = limit_length (text, length < 0 ? strlen (text) : (gsize) length);
  g_autoptr (MarbreSource) source = marbre_source_new (text, bytes);
  g_autoptr (MarbreBlocksRenderer) renderer =
      marbre_blocks_renderer_new (language, map_image, data);
  cmark_node *node = cmark_node_first_child (marbre_source_get_root (source));

  self->may_refer = may_define (text, bytes);
  for (; node != NULL && cmark_node_get_type (node) != CMARK_NODE_FOOTNOTE_DEFINITION;
       node = cmark_node_next (node))
    add_node (self, source, renderer, node);
  if (node != NULL)
    {
      MarbreSpan span = marbre_source_find_notes_span (source, node);
      MarbreRendered rendered;

      marbre_blocks_render_notes (renderer, node, &rendered);
      add_block (self, source, span, &rendered);
    }
  return self;
}

static void
clear_blocks (gpointer data)
{
  MarbreBlocks *self = data;

  g_clear_pointer (&self->blocks, g_array_unref);
  g_clear_pointer (&self->texts, g_ptr_array_unref);
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
 * marbre_blocks_get_length:
 *
 * Returns: how many blocks there are
 */
guint
marbre_blocks_get_length (MarbreBlocks *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->blocks->len;
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
  g_return_val_if_fail (index < self->blocks->len, NULL);
  return &g_array_index (self->blocks, MarbreBlock, index);
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

  n_blocks = self->blocks->len;
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
 * Returns: (transfer full): the whole body as it is published
 */
char *
marbre_blocks_to_html (MarbreBlocks *self)
{
  GString *out;

  g_return_val_if_fail (self != NULL, NULL);

  out = g_string_new (NULL);
  for (guint i = 0; i < self->blocks->len; i++)
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
  for (guint i = 0; i < self->texts->len; i++)
    {
      const char *text = g_ptr_array_index (self->texts, i);

      if (*text == '\0')
        continue;
      if (out->len > 0)
        g_string_append_c (out, '\n');
      g_string_append (out, text);
    }
  return marbre_string_steal (out);
}

/* A copy that shares the texts. */
static MarbreBlocks *
copy (MarbreBlocks *self)
{
  MarbreBlocks *result = create_empty ();

  result->may_refer = self->may_refer;
  g_array_append_vals (result->blocks, self->blocks->data, self->blocks->len);
  for (guint i = 0; i < self->blocks->len; i++)
    {
      MarbreBlock *block = &g_array_index (result->blocks, MarbreBlock, i);

      g_ref_string_acquire ((char *) block->html);
      block->text = g_strdup (block->text);
      g_ptr_array_add (result->texts, g_ref_string_acquire (g_ptr_array_index (self->texts, i)));
    }
  return result;
}

/**
 * marbre_blocks_edit_line:
 * @line: the one line that has changed, 0-based
 * @before: its text as @self has it, without the end mark
 * @after: its text now, without an end mark
 *
 * What marbre_blocks_parse() would give for the changed body, if that follows from the line alone:
 * a paragraph of one line on which nothing else depends, in blocks parsed without an image mapper.
 * Takes no lock and as long as a copy of the list, so the main thread may call it for each key.
 *
 * Returns: (transfer full) (nullable): the blocks, %NULL if the body has to be parsed
 */
MarbreBlocks *
marbre_blocks_edit_line (MarbreBlocks *self, guint line, const char *before, const char *after)
{
  guint index;
  const MarbreBlock *old;
  MarbreBlock *block;
  gsize old_length, new_length;
  g_autofree char *old_html = NULL;
  g_autofree char *new_html = NULL;
  g_autofree char *new_text = NULL;
  MarbreBlocks *result;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (before != NULL && after != NULL, NULL);

  if (self->blocks->len == 0)
    return NULL;
  index = marbre_blocks_find_line (self, line);
  old = marbre_blocks_get (self, index);
  old_length = strlen (before);
  new_length = strlen (after);
  if (old->kind != MARBRE_BLOCK_PARAGRAPH || old->first_line != line || old->last_line != line ||
      old->end - old->start != old_length || old->end + new_length > MARBRE_BLOCKS_MAX_BYTES / 2)
    return NULL;
  old_html = marbre_blocks_render_line (before, self->may_refer, NULL);
  if (old_html == NULL || strcmp (old_html, old->html) != 0)
    return NULL;
  new_html = marbre_blocks_render_line (after, self->may_refer, &new_text);
  if (new_html == NULL)
    return NULL;

  result = copy (self);
  block = &g_array_index (result->blocks, MarbreBlock, index);
  g_ref_string_release ((char *) block->html);
  block->html = take_shared (g_steal_pointer (&new_html));
  block->hash = hash_text (block->html);
  g_ref_string_release (g_ptr_array_index (result->texts, index));
  g_ptr_array_index (result->texts, index) =
      take_shared (g_strstrip (g_steal_pointer (&new_text)));
  for (guint i = 0; i < result->blocks->len; i++)
    {
      block = &g_array_index (result->blocks, MarbreBlock, i);
      if (block->first_line > line)
        block->start = block->start - old_length + new_length;
      if (block->last_line >= line)
        block->end = block->end - old_length + new_length;
    }
  return result;
}
