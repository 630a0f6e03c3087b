/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Underlined words; see marbre-spelling-underline.h.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-spelling-underline.h"

/* A part of the text while it is compared with what was found in it. */
typedef struct
{
  GtkTextBuffer *buffer; /* (borrowed) */
  GtkTextTag *tag;       /* (borrowed) */
  int offset;            /* of the part's first character */
  gboolean changed;
} Part;

/* What the part shows now, in order; places count from its start. */
static GArray *
collect (const Part *part, const GtkTextIter *first, const GtkTextIter *last)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (MarbreSpellingPlace));
  GtkTextIter iter = *first;

  if (!gtk_text_iter_has_tag (&iter, part->tag))
    gtk_text_iter_forward_to_tag_toggle (&iter, part->tag);
  while (gtk_text_iter_compare (&iter, last) < 0)
    {
      MarbreSpellingPlace place = { .start =
                                        (guint) (gtk_text_iter_get_offset (&iter) - part->offset) };

      gtk_text_iter_forward_to_tag_toggle (&iter, part->tag);
      place.end = (guint) (gtk_text_iter_get_offset (&iter) - part->offset);
      g_array_append_val (places, place);
      gtk_text_iter_forward_to_tag_toggle (&iter, part->tag);
    }
  return places;
}

static void
get_iter (const Part *part, guint place, GtkTextIter *iter)
{
  gtk_text_buffer_get_iter_at_offset (part->buffer, iter, part->offset + (int) place);
}

static void
add (Part *part, const MarbreSpellingPlace *place)
{
  GtkTextIter start, end;

  get_iter (part, place->start, &start);
  get_iter (part, place->end, &end);
  gtk_text_buffer_apply_tag (part->buffer, part->tag, &start, &end);
  part->changed = TRUE;
}

static void
take_away (Part *part, const MarbreSpellingPlace *place)
{
  GtkTextIter start, end;

  get_iter (part, place->start, &start);
  get_iter (part, place->end, &end);
  gtk_text_buffer_remove_tag (part->buffer, part->tag, &start, &end);
  part->changed = TRUE;
}

/**
 * marbre_spelling_underline_show:
 * @tag: the tag of mistakes
 * @first: the beginning of a part of the text
 * @last: its end
 * @mistakes: (element-type MarbreSpellingPlace): what is wrong in it, in order; counted from @first
 * @is_held: (scope call): is asked for each word that is not underlined yet
 * @data: for @is_held
 *
 * Changes only what differs: what stays is not drawn again.
 *
 * Returns: whether anything does
 */
gboolean
marbre_spelling_underline_show (GtkTextTag *tag,
                                const GtkTextIter *first,
                                const GtkTextIter *last,
                                GArray *mistakes,
                                MarbreSpellingHoldFunc is_held,
                                gpointer data)
{
  Part part = { gtk_text_iter_get_buffer (first), tag, gtk_text_iter_get_offset (first), FALSE };
  g_autoptr (GArray) shown = NULL;
  guint old = 0;

  g_return_val_if_fail (GTK_IS_TEXT_TAG (tag), FALSE);

  shown = collect (&part, first, last);
  for (guint i = 0; i < mistakes->len; i++)
    {
      const MarbreSpellingPlace *place = &g_array_index (mistakes, MarbreSpellingPlace, i);
      const MarbreSpellingPlace *before = (MarbreSpellingPlace *) shown->data;
      GtkTextIter start;

      while (old < shown->len && before[old].end <= place->start)
        take_away (&part, &before[old++]);
      if (old < shown->len && before[old].start == place->start && before[old].end == place->end)
        {
          old++;
          continue;
        }
      while (old < shown->len && before[old].start < place->end)
        take_away (&part, &before[old++]);
      get_iter (&part, place->start, &start);
      if (!is_held (&start, data))
        add (&part, place);
    }
  while (old < shown->len)
    take_away (&part, &g_array_index (shown, MarbreSpellingPlace, old++));
  return part.changed;
}

/**
 * marbre_spelling_underline_find:
 * @tag: the tag of mistakes
 * @place: a place in its buffer
 * @start: (out): where the mistake begins
 * @end: (out): where it ends
 *
 * Returns: whether there is a mistake at @place, or just before it
 */
gboolean
marbre_spelling_underline_find (GtkTextTag *tag,
                                const GtkTextIter *place,
                                GtkTextIter *start,
                                GtkTextIter *end)
{
  g_return_val_if_fail (GTK_IS_TEXT_TAG (tag), FALSE);

  *start = *end = *place;
  if (!gtk_text_iter_has_tag (start, tag) && !gtk_text_iter_ends_tag (start, tag))
    return FALSE;
  if (!gtk_text_iter_starts_tag (start, tag))
    gtk_text_iter_backward_to_tag_toggle (start, tag);
  if (!gtk_text_iter_ends_tag (end, tag))
    gtk_text_iter_forward_to_tag_toggle (end, tag);
  return TRUE;
}

/**
 * marbre_spelling_underline_find_next:
 * @tag: the tag of mistakes
 * @place: a place in its buffer
 * @start: (out): where the mistake begins
 * @end: (out): where it ends
 *
 * Returns: whether there is a mistake behind @place
 */
gboolean
marbre_spelling_underline_find_next (GtkTextTag *tag,
                                     const GtkTextIter *place,
                                     GtkTextIter *start,
                                     GtkTextIter *end)
{
  g_return_val_if_fail (GTK_IS_TEXT_TAG (tag), FALSE);

  *start = *place;
  do
    if (!gtk_text_iter_forward_to_tag_toggle (start, tag))
      return FALSE;
  while (!gtk_text_iter_starts_tag (start, tag));
  *end = *start;
  gtk_text_iter_forward_to_tag_toggle (end, tag);
  return TRUE;
}
