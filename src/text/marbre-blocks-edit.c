/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Blocks after an edit: only the parts that the edit touches are parsed. Whatever could reach
 * others (a label that appears or goes, the order of calls, a heading that takes another's id) is
 * compared before and after; if it differs, the whole body has to be parsed, which is the caller's
 * affair. Code or HTML that is opened makes the region longer until it ends.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-blocks.h"

#include <string.h>

#include "marbre-blocks-labels.h"
#include "marbre-blocks-notes.h"
#include "marbre-blocks-private.h"
#include "marbre-blocks-region.h"

/* An edit being worked out. */
typedef struct
{
  MarbreBlocks *old; /* (borrowed) */
  GString *text;     /* (owned): what is parsed anew */
  guint first;       /* part of @old where it begins */
  guint end;         /* part of @old behind it */
} Edit;

static void
edit_clear (Edit *self)
{
  g_string_free (self->text, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Edit, edit_clear)

static MarbrePart *
get_part (Edit *self, guint index)
{
  return g_ptr_array_index (self->old->parts, index);
}

static guint
get_line (Edit *self, guint index)
{
  return index < self->old->places->len
             ? g_array_index (self->old->places, MarbrePlace, index).line
             : self->old->n_lines;
}

static void
edit_init (Edit *self,
           MarbreBlocks *old,
           guint first_line,
           guint end_line,
           const char *text,
           gsize length)
{
  self->old = old;
  self->first = marbre_blocks_find_part (old, first_line);
  self->end = end_line < old->n_lines ? marbre_blocks_find_part (old, end_line) : old->parts->len;
  if (self->end < old->parts->len && get_line (self, self->end) < end_line)
    self->end++;

  self->text = g_string_sized_new (length + 1024);
  if (get_line (self, self->first) < first_line)
    {
      MarbrePart *part = get_part (self, self->first);

      g_string_append_len (
          self->text, part->source,
          (gssize) marbre_part_find_line (part, first_line - get_line (self, self->first)));
    }
  g_string_append_len (self->text, text, (gssize) length);
  if (self->end > self->first && end_line < get_line (self, self->end))
    {
      MarbrePart *part = get_part (self, self->end - 1);
      gsize kept = marbre_part_find_line (part, end_line - get_line (self, self->end - 1));

      g_string_append_len (self->text, part->source + kept, (gssize) (part->length - kept));
    }
}

static void
take_part_before (Edit *self)
{
  MarbrePart *part = get_part (self, --self->first);

  g_string_prepend_len (self->text, part->source, (gssize) part->length);
}

static void
take_part_behind (Edit *self)
{
  MarbrePart *part = get_part (self, self->end++);

  g_string_append_len (self->text, part->source, (gssize) part->length);
}

/* The beginning of the region must still be one where a part may begin. */
static void
find_beginning (Edit *self)
{
  while (self->first > 0 &&
         !marbre_region_may_begin (self->text->str, self->text->len,
                                   get_part (self, self->first - 1)->ends_in_list))
    take_part_before (self);
}

static gboolean
ends_blank (const char *text, gsize length)
{
  const char *p = text + length;

  if (length == 0 || (p[-1] != '\n' && p[-1] != '\r'))
    return FALSE;
  p--;
  if (p > text && *p == '\n' && p[-1] == '\r')
    p--;
  while (p > text && (p[-1] == ' ' || p[-1] == '\t'))
    p--;
  return p == text || p[-1] == '\n' || p[-1] == '\r';
}

static gboolean
may_end (Edit *self, MarbreRegion *region)
{
  MarbrePart *next;

  if (self->end == self->old->parts->len)
    return TRUE;
  next = get_part (self, self->end);
  return !marbre_region_is_open (region) &&
         marbre_region_may_begin (next->source, next->length, marbre_region_ends_in_list (region));
}

static GPtrArray *
find_labels (Edit *self)
{
  GPtrArray *labels = NULL;

  for (guint i = 0; i < self->old->parts->len; i++)
    {
      GArray *notes = get_part (self, i)->notes;

      for (guint j = 0; notes != NULL && (i < self->first || i >= self->end) && j < notes->len; j++)
        {
          if (labels == NULL)
            labels = g_ptr_array_new ();
          g_ptr_array_add (labels, g_array_index (notes, MarbreNote, j).label);
        }
    }
  return labels;
}

static GPtrArray *
find_definers (Edit *self)
{
  GPtrArray *definers = NULL;

  for (guint i = 0; i < self->old->parts->len; i++)
    {
      if (!get_part (self, i)->defines || (i >= self->first && i < self->end))
        continue;
      if (definers == NULL)
        definers = g_ptr_array_new ();
      g_ptr_array_add (definers, get_part (self, i));
    }
  return definers;
}

static MarbreRegion *
parse (Edit *self)
{
  g_autoptr (GPtrArray) labels =
      memmem (self->text->str, self->text->len, "[^", 2) ? find_labels (self) : NULL;
  g_autoptr (GPtrArray) definers =
      memchr (self->text->str, '[', self->text->len) ? find_definers (self) : NULL;
  MarbreSurroundings around = {
    .follows_list = self->first > 0 && get_part (self, self->first - 1)->ends_in_list,
    .is_end = self->end == self->old->parts->len,
    .labels = labels,
    .definers = definers,
  };

  return marbre_region_new (self->text->str, self->text->len, &around);
}

/* Parses, with more and more of what follows, until all that is open at the end is closed.
 *
 * Returns: (nullable): NULL if more than @limit bytes would have to be parsed */
static MarbreRegion *
find_region (Edit *self, gsize limit)
{
  guint n_parts = self->old->parts->len;

  for (guint step = 1;; step *= 2)
    {
      g_autoptr (MarbreRegion) region = NULL;

      while (self->end < n_parts && !ends_blank (self->text->str, self->text->len))
        take_part_behind (self);
      if (self->text->len > limit)
        return NULL;
      region = parse (self);
      if (may_end (self, region))
        return g_steal_pointer (&region);
      for (guint i = 0; i < step && self->end < n_parts; i++)
        take_part_behind (self);
    }
}

static const MarbreNote *
find_note (Edit *self, const char *label)
{
  for (guint i = self->first; i < self->end; i++)
    {
      GArray *notes = get_part (self, i)->notes;

      for (guint j = 0; notes != NULL && j < notes->len; j++)
        if (g_str_equal (g_array_index (notes, MarbreNote, j).label, label))
          return &g_array_index (notes, MarbreNote, j);
    }
  return NULL;
}

static guint
count_notes (GPtrArray *parts, guint first, guint end)
{
  guint n = 0;

  for (guint i = first; i < end; i++)
    {
      MarbrePart *part = g_ptr_array_index (parts, i);

      n += part->notes ? part->notes->len : 0;
    }
  return n;
}

static gboolean
may_define (Edit *self)
{
  gboolean defines;

  for (guint i = self->first; i < self->end; i++)
    if (get_part (self, i)->defines)
      return TRUE;
  g_ptr_array_unref (marbre_labels_scan (self->text->str, self->text->len, &defines));
  return defines;
}

/* The number in the body of each note, by the number that it has in the region; 0 for none.
 *
 * Returns: (nullable): NULL if the region calls what had no number */
static GArray *
map_numbers (Edit *self, MarbreRegion *region)
{
  GPtrArray *labels = marbre_region_get_labels (region);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  GArray *numbers = g_array_sized_new (FALSE, TRUE, sizeof (guint), labels->len + 1);

  for (guint i = 0; i < self->old->labels->len; i++)
    g_hash_table_insert (known, g_ptr_array_index (self->old->labels, i),
                         GUINT_TO_POINTER (i + 1));
  g_array_set_size (numbers, labels->len + 1);
  for (guint i = 0; i < labels->len; i++)
    {
      const char *label = g_ptr_array_index (labels, i);
      guint number = label ? GPOINTER_TO_UINT (g_hash_table_lookup (known, label)) : 0;

      if (number == 0 && i < marbre_region_count_called (region))
        {
          g_array_unref (numbers);
          return NULL;
        }
      g_array_index (numbers, guint, i + 1) = number;
    }
  return numbers;
}

static guint
find_highest (GArray *numbers)
{
  guint highest = 0;

  for (guint i = 0; numbers != NULL && i < numbers->len; i++)
    highest = MAX (highest, g_array_index (numbers, guint, i));
  return highest;
}

/* Notes have their numbers in the order of their first calls: those that are called for the first
 * time in the region must come in the same order as before. */
static gboolean
keeps_order (Edit *self, MarbreRegion *region, GArray *numbers)
{
  guint last = 0;

  for (guint i = 0; i < self->first; i++)
    {
      MarbrePart *part = get_part (self, i);

      last = MAX (last, find_highest (part->mentions));
      for (guint j = 0; part->notes != NULL && j < part->notes->len; j++)
        last = MAX (last, find_highest (g_array_index (part->notes, MarbreNote, j).mentions));
    }
  for (guint i = 1, before = last; i <= marbre_region_count_called (region); i++)
    {
      guint number = g_array_index (numbers, guint, i);

      if (number <= before)
        continue;
      if (number < last)
        return FALSE;
      last = number;
    }
  return TRUE;
}

static void
append_numbers (GArray *to, GArray *numbers)
{
  if (numbers != NULL)
    g_array_append_vals (to, numbers->data, numbers->len);
}

static GArray *
join_numbers (GPtrArray *parts, guint first, guint end, gsize field)
{
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = first; i < end; i++)
    append_numbers (numbers,
                    G_STRUCT_MEMBER (GArray *, g_ptr_array_index (parts, i), field));
  return numbers;
}

static gboolean
numbers_are_equal (Edit *self, GPtrArray *parts, gsize field)
{
  g_autoptr (GArray) before = join_numbers (self->old->parts, self->first, self->end, field);
  g_autoptr (GArray) now = join_numbers (parts, 0, parts->len, field);

  return marbre_numbers_equal (before, now);
}

/* Whether each note of the region was there before, and calls what it called. */
static gboolean
keeps_notes (Edit *self, GPtrArray *parts, gsize field)
{
  if (count_notes (parts, 0, parts->len) != count_notes (self->old->parts, self->first, self->end))
    return FALSE;
  for (guint i = 0; i < parts->len; i++)
    {
      GArray *notes = ((MarbrePart *) g_ptr_array_index (parts, i))->notes;

      for (guint j = 0; notes != NULL && j < notes->len; j++)
        {
          MarbreNote *note = &g_array_index (notes, MarbreNote, j);
          const MarbreNote *before = find_note (self, note->label);

          if (before == NULL ||
              !marbre_numbers_equal (G_STRUCT_MEMBER (GArray *, before, field),
                                     G_STRUCT_MEMBER (GArray *, note, field)))
            return FALSE;
        }
    }
  return TRUE;
}

/* Numbers what the region calls, if that is what it called before. */
static gboolean
number_region (Edit *self, MarbreRegion *region)
{
  GPtrArray *parts = marbre_region_get_parts (region);
  g_autoptr (GArray) numbers = map_numbers (self, region);

  if (numbers == NULL)
    return FALSE;
  marbre_region_set_numbers (region, numbers);
  return numbers_are_equal (self, parts, G_STRUCT_OFFSET (MarbrePart, mentions)) &&
         keeps_notes (self, parts, G_STRUCT_OFFSET (MarbreNote, mentions)) &&
         keeps_order (self, region, numbers);
}

static gboolean
had_heading (Edit *self)
{
  for (guint i = self->first; i < self->end; i++)
    if (get_part (self, i)->slugs != NULL)
      return TRUE;
  return FALSE;
}

/* Renders the region's blocks. Returns: whether all others stay as they are */
static gboolean
render (Edit *self, MarbreRegion *region, MarbreBlocksRenderer *renderer)
{
  GPtrArray *parts = marbre_region_get_parts (region);
  gboolean heading = had_heading (self) || marbre_region_has_heading (region);

  for (guint i = 0; i < self->first; i++)
    {
      marbre_blocks_renderer_skip_calls (renderer, get_part (self, i)->calls);
      if (heading)
        marbre_blocks_renderer_skip_headings (renderer, get_part (self, i)->slugs);
    }
  marbre_region_render (region, renderer);
  if (!numbers_are_equal (self, parts, G_STRUCT_OFFSET (MarbrePart, calls)))
    return FALSE;
  for (guint i = self->end; heading && i < self->old->parts->len; i++)
    if (!marbre_blocks_renderer_keeps_ids (renderer, get_part (self, i)))
      return FALSE;
  return TRUE;
}

static GPtrArray *
join_parts (Edit *self, GPtrArray *middle)
{
  GPtrArray *old = self->old->parts;
  GPtrArray *parts =
      g_ptr_array_new_full (old->len + middle->len, (GDestroyNotify) marbre_part_unref);

  for (guint i = 0; i < self->first; i++)
    g_ptr_array_add (parts, marbre_part_ref (g_ptr_array_index (old, i)));
  for (guint i = 0; i < middle->len; i++)
    g_ptr_array_add (parts, marbre_part_ref (g_ptr_array_index (middle, i)));
  for (guint i = self->end; i < old->len; i++)
    g_ptr_array_add (parts, marbre_part_ref (g_ptr_array_index (old, i)));
  return parts;
}

static GPtrArray *
sort_notes (GPtrArray *parts, guint n)
{
  GPtrArray *notes = g_ptr_array_new ();

  g_ptr_array_set_size (notes, (int) n + 1);
  for (guint i = 0; i < parts->len; i++)
    {
      GArray *list = ((MarbrePart *) g_ptr_array_index (parts, i))->notes;

      for (guint j = 0; list != NULL && j < list->len; j++)
        {
          MarbreNote *note = &g_array_index (list, MarbreNote, j);

          g_ptr_array_index (notes, note->number) = note;
        }
    }
  return notes;
}

/* Renders the region's notes, behind all blocks and in the order of their numbers. */
static gboolean
render_notes (Edit *self, MarbreRegion *region, GPtrArray *parts, MarbreBlocksRenderer *renderer)
{
  GPtrArray *middle = marbre_region_get_parts (region);
  guint n = self->old->labels->len;
  gboolean raw = marbre_blocks_notes_are_raw (parts);
  g_autoptr (GPtrArray) notes = sort_notes (parts, n);

  for (guint i = self->end; i < self->old->parts->len; i++)
    marbre_blocks_renderer_skip_calls (renderer, get_part (self, i)->calls);
  for (guint number = 1; number <= n; number++)
    {
      MarbreNote *note = g_ptr_array_index (notes, number);

      if (note == NULL)
        return FALSE;
      if (find_note (self, note->label) != NULL)
        marbre_region_render_note (region, number, renderer, raw);
      else
        marbre_blocks_renderer_skip_calls (renderer, note->calls);
    }
  return keeps_notes (self, middle, G_STRUCT_OFFSET (MarbreNote, calls));
}

static MarbreBlocks *
finish (Edit *self, MarbreRegion *region)
{
  g_autoptr (MarbreBlocksRenderer) renderer =
      marbre_blocks_renderer_new (self->old->language, NULL, NULL);
  GPtrArray *middle = marbre_region_get_parts (region);
  g_autoptr (GPtrArray) parts = NULL;
  gboolean notes = count_notes (middle, 0, middle->len) > 0;
  g_autoptr (MarbreBlocks) result = NULL;

  if (self->old->shows_desk)
    marbre_blocks_renderer_show_desk (renderer);
  if (!number_region (self, region) || !render (self, region, renderer))
    return NULL;
  parts = join_parts (self, middle);
  if (notes && !render_notes (self, region, parts, renderer))
    return NULL;
  result = marbre_blocks_assemble (parts, self->old->labels);
  result->language = g_strdup (self->old->language);
  result->shows_desk = self->old->shows_desk;
  if (notes)
    marbre_blocks_make_notes (result, renderer);
  else
    marbre_blocks_share_notes (result, self->old);
  return g_steal_pointer (&result);
}

/**
 * marbre_blocks_edit:
 * @kept_before: how many lines at the body's beginning are as they were
 * @kept_after: how many lines at its end are as they were
 * @text: the lines between them as they are now, with their ends
 * @length: bytes of @text, -1 if NUL-terminated
 * @limit: how many bytes it may have to parse; G_MAXSIZE for any number
 *
 * What marbre_blocks_parse() would give for the changed body. Lines are told apart by LF, CR and
 * CR LF, and what follows the last of these is a line, too. Takes as long as a parse of the blocks
 * that the edit touches, and a few steps for each other block.
 *
 * Returns: (transfer full) (nullable): the blocks; %NULL if the edit reaches beyond @limit or in
 *   another way than by what is open at its end: then the body has to be parsed
 */
MarbreBlocks *
marbre_blocks_edit (MarbreBlocks *self,
                    guint kept_before,
                    guint kept_after,
                    const char *text,
                    gssize length,
                    gsize limit)
{
  gsize bytes;
  g_auto (Edit) edit = { 0 };
  g_autoptr (MarbreRegion) region = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (kept_before < self->n_lines || kept_after > 0, NULL);
  g_return_val_if_fail (kept_after <= self->n_lines - kept_before, NULL);

  bytes = length < 0 ? strlen (text) : (gsize) length;
  edit_init (&edit, self, kept_before, self->n_lines - kept_after, text, bytes);
  if (self->whole_only || edit.text->len > limit ||
      self->length + bytes > MARBRE_BLOCKS_MAX_BYTES || may_define (&edit))
    return NULL;
  find_beginning (&edit);
  region = find_region (&edit, limit);
  if (region == NULL || marbre_region_is_odd (region) || may_define (&edit))
    return NULL;
  return finish (&edit, region);
}
