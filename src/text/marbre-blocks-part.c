/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Parts of a body; see marbre-blocks-part.h.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-blocks-part.h"

#include <string.h>

static void
clear_entry (MarbreEntry *entry)
{
  g_free ((char *) entry->block.html);
  g_free ((char *) entry->block.text);
  g_free ((char *) entry->prose);
}

static void
clear_note (MarbreNote *note)
{
  g_free (note->label);
  g_free (note->html);
  g_free (note->text);
  g_clear_pointer (&note->mentions, g_array_unref);
  g_clear_pointer (&note->calls, g_array_unref);
}

/**
 * marbre_part_new:
 * @source: its lines
 * @length: bytes of @source
 * @n_lines: how many lines begin in it
 *
 * Returns: (transfer full): a part without blocks
 */
MarbrePart *
marbre_part_new (const char *source, gsize length, guint n_lines)
{
  MarbrePart *self = g_atomic_rc_box_new0 (MarbrePart);

  self->source = g_malloc (length + 1);
  memcpy (self->source, source, length);
  self->source[length] = '\0';
  self->length = length;
  self->n_lines = n_lines;
  self->entries = g_array_new (FALSE, FALSE, sizeof (MarbreEntry));
  g_array_set_clear_func (self->entries, (GDestroyNotify) clear_entry);
  return self;
}

/**
 * marbre_part_ref:
 *
 * Returns: (transfer full): @self
 */
MarbrePart *
marbre_part_ref (MarbrePart *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_part (gpointer data)
{
  MarbrePart *self = data;

  g_clear_pointer (&self->source, g_free);
  g_clear_pointer (&self->entries, g_array_unref);
  g_clear_pointer (&self->slugs, g_ptr_array_unref);
  g_clear_pointer (&self->ids, g_ptr_array_unref);
  g_clear_pointer (&self->calls, g_array_unref);
  g_clear_pointer (&self->mentions, g_array_unref);
  g_clear_pointer (&self->notes, g_array_unref);
  g_clear_pointer (&self->runs, g_array_unref);
  g_clear_pointer (&self->critics, g_array_unref);
}

/**
 * marbre_part_unref:
 * @self: (transfer full): a part
 */
void
marbre_part_unref (MarbrePart *self)
{
  g_atomic_rc_box_release_full (self, clear_part);
}

/**
 * marbre_part_add_note:
 * @note: (transfer full): a footnote that it defines; its fields are taken
 */
void
marbre_part_add_note (MarbrePart *self, MarbreNote *note)
{
  if (self->notes == NULL)
    {
      self->notes = g_array_new (FALSE, FALSE, sizeof (MarbreNote));
      g_array_set_clear_func (self->notes, (GDestroyNotify) clear_note);
    }
  g_array_append_val (self->notes, *note);
}

/**
 * marbre_part_find_line:
 * @line: a line of the part, from 0; its number of lines for the end
 *
 * Returns: the offset of its first byte in the part's source
 */
gsize
marbre_part_find_line (MarbrePart *self, guint line)
{
  gsize i = 0;

  if (line >= self->n_lines)
    return self->length;
  while (line > 0 && i < self->length)
    {
      char c = self->source[i++];

      if (c == '\r' && i < self->length && self->source[i] == '\n')
        i++;
      if (c == '\n' || c == '\r')
        line--;
    }
  return i;
}

/**
 * marbre_numbers_add:
 * @numbers: (inout): a list, %NULL as long as it is empty
 * @number: what to append
 */
void
marbre_numbers_add (GArray **numbers, guint number)
{
  if (*numbers == NULL)
    *numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_append_val (*numbers, number);
}

/**
 * marbre_numbers_equal:
 * @a: (nullable): a list
 * @b: (nullable): a list
 *
 * Returns: whether they hold the same numbers in the same order
 */
gboolean
marbre_numbers_equal (GArray *a, GArray *b)
{
  guint n = a ? a->len : 0;

  if (n != (b ? b->len : 0))
    return FALSE;
  return n == 0 || memcmp (a->data, b->data, n * sizeof (guint)) == 0;
}
