/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The block of footnotes; see marbre-blocks-notes.h.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-blocks-notes.h"

#include <string.h>

#include "marbre-compat.h"
#include "marbre-source-map.h"

/* Where notes stand in the body. */
typedef struct
{
  guint first;
  guint last;
} Span;

/**
 * marbre_blocks_notes_are_raw:
 * @parts: (element-type MarbrePart): the parts of a body
 *
 * Returns: whether a note that is called holds raw HTML
 */
gboolean
marbre_blocks_notes_are_raw (GPtrArray *parts)
{
  for (guint i = 0; i < parts->len; i++)
    {
      MarbrePart *part = g_ptr_array_index (parts, i);

      for (guint j = 0; part->notes != NULL && j < part->notes->len; j++)
        {
          MarbreNote *note = &g_array_index (part->notes, MarbreNote, j);

          if (note->number > 0 && note->raw)
            return TRUE;
        }
    }
  return FALSE;
}

static gsize
get_line_start (MarbreBlocks *self, guint line)
{
  guint index = marbre_blocks_find_part (self, line);
  MarbrePlace *place = &g_array_index (self->places, MarbrePlace, index);

  return place->offset +
         marbre_part_find_line (g_ptr_array_index (self->parts, index), line - place->line);
}

static gsize
get_line_end (MarbreBlocks *self, guint line)
{
  guint index = marbre_blocks_find_part (self, line);
  MarbrePlace *place = &g_array_index (self->places, MarbrePlace, index);
  MarbrePart *part = g_ptr_array_index (self->parts, index);
  gsize start = marbre_part_find_line (part, line - place->line);
  gsize end = marbre_part_find_line (part, line - place->line + 1);

  while (end > start && (part->source[end - 1] == '\n' || part->source[end - 1] == '\r'))
    end--;
  return place->offset + end;
}

/* The next line with something on it; parts do not begin with a blank line. */
static guint
find_next_line (MarbreBlocks *self, guint line)
{
  guint index = marbre_blocks_find_part (self, line);
  MarbrePlace *place = &g_array_index (self->places, MarbrePlace, index);
  MarbrePart *part = g_ptr_array_index (self->parts, index);

  for (line -= place->line; ++line < part->n_lines;)
    {
      gsize at = marbre_part_find_line (part, line);

      while (at < part->length && (part->source[at] == ' ' || part->source[at] == '\t'))
        at++;
      if (at < part->length && part->source[at] != '\n' && part->source[at] != '\r')
        break;
    }
  return place->line + line;
}

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const Span *x = a;
  const Span *y = b;

  if (x->first != y->first)
    return x->first < y->first ? -1 : 1;
  return x->last < y->last ? -1 : x->last > y->last;
}

/* Notes by number; also fills @spans. */
static GPtrArray *
collect (MarbreBlocks *self, GArray *spans)
{
  GPtrArray *notes = g_ptr_array_new ();

  g_ptr_array_set_size (notes, (int) self->labels->len);
  for (guint i = 0; i < self->parts->len; i++)
    {
      MarbrePart *part = g_ptr_array_index (self->parts, i);
      guint line = g_array_index (self->places, MarbrePlace, i).line;

      for (guint j = 0; part->notes != NULL && j < part->notes->len; j++)
        {
          MarbreNote *note = &g_array_index (part->notes, MarbreNote, j);
          Span span = { line + note->first, line + note->last };

          if (note->number == 0)
            continue;
          g_ptr_array_index (notes, note->number - 1) = note;
          g_array_append_val (spans, span);
        }
    }
  return notes;
}

/* Footnotes are one block but may be written anywhere. Their place is that of the definition which
 * comes first in the source, with those that follow it directly. */
static Span
find_span (MarbreBlocks *self, GArray *spans)
{
  Span result;
  guint next;

  g_array_sort (spans, compare_spans);
  result = g_array_index (spans, Span, 0);
  next = result.first;
  for (guint i = 0; i < spans->len; i++)
    {
      Span span = g_array_index (spans, Span, i);

      if (span.first > next)
        break;
      if (span.last <= result.last && i > 0)
        continue;
      result.last = span.last;
      next = find_next_line (self, result.last);
    }
  return result;
}

static void
append (MarbreBlocks *self, Span span)
{
  MarbreEntry entry = {
    .block = {
      .kind = MARBRE_BLOCK_FOOTNOTES,
      .start = get_line_start (self, span.first),
      .end = get_line_end (self, span.last),
      .first_line = span.first,
      .last_line = span.last,
      .hash = marbre_blocks_hash (self->notes_html),
      .html = self->notes_html,
    },
    .prose = self->notes_prose,
  };

  g_array_append_val (self->entries, entry);
}

static char *
take_shared (char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  g_free (text);
  return g_ref_string_new (valid);
}

/**
 * marbre_blocks_make_notes:
 * @renderer: sanitizes, if that is needed
 *
 * Adds the block of footnotes, if there are any. All parts' notes are rendered.
 */
void
marbre_blocks_make_notes (MarbreBlocks *self, MarbreBlocksRenderer *renderer)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (Span));
  g_autoptr (GPtrArray) notes = collect (self, spans);
  GString *html, *text;
  MarbreRendered rendered;

  if (spans->len == 0)
    return;
  html = g_string_new ("<section class=\"footnotes\"><ol>");
  text = g_string_new (NULL);
  for (guint i = 0; i < notes->len; i++)
    {
      const MarbreNote *note = g_ptr_array_index (notes, i);

      if (note == NULL)
        continue;
      g_string_append_printf (html, "<li id=\"fn-%u\">", note->number);
      g_string_append (html, note->html);
      g_string_append (html, "</li>");
      g_string_append (text, note->text);
    }
  g_string_append (html, "</ol></section>");
  rendered.html = marbre_string_steal (html);
  rendered.text = marbre_string_steal (text);
  if (marbre_blocks_notes_are_raw (self->parts))
    {
      g_autofree char *raw = rendered.html;

      g_free (rendered.text);
      marbre_blocks_sanitize (renderer, raw, &rendered);
    }
  self->notes_html = take_shared (rendered.html);
  self->notes_prose = take_shared (g_strstrip (rendered.text));
  append (self, find_span (self, spans));
}

/**
 * marbre_blocks_share_notes:
 * @other: blocks with the same footnotes, maybe at another place
 *
 * Adds the block of footnotes that @other has.
 */
void
marbre_blocks_share_notes (MarbreBlocks *self, MarbreBlocks *other)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (Span));
  g_autoptr (GPtrArray) notes = collect (self, spans);

  if (spans->len == 0)
    return;
  self->notes_html = g_ref_string_acquire (other->notes_html);
  self->notes_prose = g_ref_string_acquire (other->notes_prose);
  append (self, find_span (self, spans));
}

/* Returns: the note that has @number, and by @line where it begins; %NULL if there is none */
static const MarbreNote *
find_note (MarbreBlocks *self, guint number, guint *line)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      MarbrePart *part = g_ptr_array_index (self->parts, i);

      for (guint j = 0; part->notes != NULL && j < part->notes->len; j++)
        {
          const MarbreNote *note = &g_array_index (part->notes, MarbreNote, j);

          if (note->number != number)
            continue;
          *line = g_array_index (self->places, MarbrePlace, i).line + note->first;
          return note;
        }
    }
  return NULL;
}

/**
 * marbre_blocks_find_note:
 * @offset: UTF-16 units of the text of the block of footnotes, as its HTML says it
 * @place: (out caller-allocates): the note that stands there
 *
 * Notes are shown in the order of their calls, but may be defined in another one and anywhere.
 *
 * Returns: %FALSE if there are no notes
 */
gboolean
marbre_blocks_find_note (MarbreBlocks *self, guint offset, MarbreNotePlace *place)
{
  gboolean found = FALSE;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (place != NULL, FALSE);

  for (guint number = 1; number <= self->labels->len; number++)
    {
      guint line;
      guint length;
      const MarbreNote *note = find_note (self, number, &line);

      if (note == NULL)
        continue;
      length = marbre_source_map_count_text (note->html);
      *place = (MarbreNotePlace){ line, line + note->last - note->first, MIN (offset, length),
                                  note->html };
      found = TRUE;
      if (offset <= length)
        break;
      offset -= length;
    }
  return found;
}

/**
 * marbre_blocks_find_note_on_line:
 * @line: a line of the body, from 0
 * @place: (out caller-allocates): the note that is defined there, from its beginning
 *
 * Returns: which one it is on the page, from 1; 0 if the line belongs to no note, or to one that
 *   nothing calls
 */
guint
marbre_blocks_find_note_on_line (MarbreBlocks *self, guint line, MarbreNotePlace *place)
{
  guint index;
  MarbrePart *part;
  guint start;

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (place != NULL, 0);

  if (self->parts->len == 0)
    return 0;
  index = marbre_blocks_find_part (self, line);
  part = g_ptr_array_index (self->parts, index);
  start = g_array_index (self->places, MarbrePlace, index).line;
  for (guint i = 0; part->notes != NULL && i < part->notes->len; i++)
    {
      const MarbreNote *note = &g_array_index (part->notes, MarbreNote, i);

      if (note->number == 0 || line < start + note->first || line > start + note->last)
        continue;
      *place = (MarbreNotePlace){ start + note->first, start + note->last, 0, note->html };
      return note->number;
    }
  return 0;
}
