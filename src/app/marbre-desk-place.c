/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Places on the desk: what is scrolled, clicked and written in one pane is found in the other.
 * Places go by the body's lines, carets by the signs of a block. Neither pane echoes what it was
 * told.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-desk-private.h"

#include <string.h>

#include "marbre-desk-note.h"
#include "marbre-desk-tandem.h"
#include "marbre-editor-find.h"
#include "marbre-source-map.h"

/* A longer block is searched by its lines only while one writes in it: a map takes a twentieth of a
 * millisecond per KiB. */
#define MAX_MAPPED_BYTES (16 * 1024)

/* Which field each slot of the page shows. */
static const struct
{
  MarbreSlot slot;
  MarbreField field;
} slot_fields[] = {
  { MARBRE_SLOT_BREADCRUMB, MARBRE_FIELD_SECTION },   { MARBRE_SLOT_KICKER, MARBRE_FIELD_KICKER },
  { MARBRE_SLOT_HEADLINE, MARBRE_FIELD_HEADLINE },    { MARBRE_SLOT_BYLINE, MARBRE_FIELD_BYLINE },
  { MARBRE_SLOT_STANDFIRST, MARBRE_FIELD_STANDFIRST },
};

static GtkTextBuffer *
get_buffer (MarbreDesk *self)
{
  return GTK_TEXT_BUFFER (marbre_document_get_buffer (self->document));
}

static MarbrePreview *
get_preview (MarbreDesk *self)
{
  return marbre_reader_get_preview (self->reader);
}

/* Whether the preview shows the story that the editor has. */
static gboolean
is_paired (MarbreDesk *self)
{
  return self->document != NULL && self->blocks != NULL &&
         marbre_reader_get_reading (self->reader) == NULL;
}

/* Scrolling. Below the text the panes count from different lines on: the editor from the number of
 * its lines, the page from the end of its last block. */

static double
get_text_end (MarbreDesk *self)
{
  return gtk_text_buffer_get_line_count (get_buffer (self));
}

/* Notes may be defined anywhere, but are shown last. */
static double
get_page_end (MarbreDesk *self)
{
  guint n_blocks = marbre_blocks_get_length (self->blocks);
  const MarbreBlock *last = n_blocks > 0 ? marbre_blocks_get (self->blocks, n_blocks - 1) : NULL;

  if (n_blocks > 1)
    {
      const MarbreBlock *before = marbre_blocks_get (self->blocks, n_blocks - 2);

      if (last->first_line <= before->last_line)
        last = before;
    }
  return last != NULL ? last->last_line + 1 : 0;
}

static double
to_page (MarbreDesk *self, double line)
{
  double end = get_page_end (self);

  return line > end ? end + (line - end) / (get_text_end (self) + 1 - end) : line;
}

static double
to_text (MarbreDesk *self, double line)
{
  double end = get_page_end (self);

  return line > end ? end + (line - end) * (get_text_end (self) + 1 - end) : line;
}

static void
editor_scrolled_cb (MarbreDesk *self, double from, double line)
{
  double other;

  if (!is_paired (self))
    return;
  other = to_text (self, marbre_preview_get_line (get_preview (self)));
  other = marbre_desk_tandem_follow (from, line, other, -1, get_text_end (self) + 1);
  marbre_preview_scroll_to_line (get_preview (self), to_page (self, other));
}

static void
preview_scrolled_cb (MarbreDesk *self, double from, double line)
{
  double other;

  if (!is_paired (self))
    return;
  other = marbre_desk_tandem_follow (to_text (self, from), to_text (self, line),
                                     marbre_editor_get_line (self->editor), -1,
                                     get_text_end (self) + 1);
  marbre_editor_scroll_to_line (self->editor, other);
}

/* Carets */

static char *
dup_lines (MarbreDesk *self, guint first, guint last)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_line (get_buffer (self), &start, (int) first);
  gtk_text_buffer_get_iter_at_line (get_buffer (self), &end, (int) last);
  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  return gtk_text_iter_get_slice (&start, &end);
}

/* The source of a block as the editor has it.
 *
 * Returns: (nullable): %NULL if the block was made of another text */
static char *
dup_source (MarbreDesk *self, const MarbreBlock *block)
{
  g_autofree char *source = dup_lines (self, block->first_line, block->last_line);

  return strlen (source) == block->end - block->start ? g_steal_pointer (&source) : NULL;
}

/* Returns: (nullable): the block on @line */
static const MarbreBlock *
find_block (MarbreDesk *self, guint line)
{
  guint n_blocks = marbre_blocks_get_length (self->blocks);
  const MarbreBlock *block;

  if (n_blocks == 0)
    return NULL;
  block = marbre_blocks_get (self->blocks, marbre_blocks_find_line (self->blocks, line));
  return block->first_line <= line && line <= block->last_line ? block : NULL;
}

/* Returns: signs of @html, which @source became, before @caret; @source begins on @first_line */
static int
count_signs (MarbreDesk *self,
             const char *source,
             guint first_line,
             const char *html,
             const GtkTextIter *caret)
{
  g_autoptr (MarbreSourceMap) map = marbre_source_map_new (source, strlen (source), html);
  g_autofree char *before = NULL;
  GtkTextIter start;

  gtk_text_buffer_get_iter_at_line (get_buffer (self), &start, (int) first_line);
  before = gtk_text_iter_get_slice (&start, caret);
  return (int) marbre_source_map_to_text (map, strlen (before));
}

/* Returns: signs of the block's text before @caret, −1 if that cannot be said */
static int
find_sign (MarbreDesk *self, const GtkTextIter *caret)
{
  const MarbreBlock *block = find_block (self, (guint) gtk_text_iter_get_line (caret));
  g_autofree char *source = NULL;

  if (block == NULL || block->end - block->start > MAX_MAPPED_BYTES)
    return -1;
  source = dup_source (self, block);
  if (source == NULL)
    return -1;
  return count_signs (self, source, block->first_line, block->html, caret);
}

/* Returns: signs of the note's text before @caret, −1 if that cannot be said */
static int
find_note_sign (MarbreDesk *self, const MarbreNotePlace *note, const GtkTextIter *caret)
{
  g_autofree char *source = dup_lines (self, note->first_line, note->last_line);

  if (strlen (source) > MAX_MAPPED_BYTES)
    return -1;
  return count_signs (self, source, note->first_line, note->html, caret);
}

static void
show_body_caret (MarbreDesk *self, const GtkTextIter *caret)
{
  guint line = (guint) gtk_text_iter_get_line (caret);
  MarbreNotePlace place;
  guint note = marbre_blocks_find_note_on_line (self->blocks, line, &place);
  int sign = note > 0 ? find_note_sign (self, &place, caret) : find_sign (self, caret);

  marbre_preview_set_caret (get_preview (self), NULL, line, note, sign, TRUE);
}

/* Says to the preview where the caret is, and has it shown. */
void
_marbre_desk_show_caret (MarbreDesk *self)
{
  GtkTextIter caret;
  MarbreField field;

  if (!is_paired (self) || !marbre_editor_get_caret (self->editor, &field, &caret))
    return;
  if (field == MARBRE_FIELD_BODY)
    {
      show_body_caret (self, &caret);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (slot_fields); i++)
    if (slot_fields[i].field == field)
      marbre_preview_set_caret (get_preview (self), marbre_slot_get_name (slot_fields[i].slot), 0,
                                0, -1, TRUE);
}

/* A caret that moves because the text changes is shown when the page has changed, too. */
static void
caret_moved_cb (MarbreDesk *self)
{
  if (self->document != NULL && self->shown == marbre_document_get_generation (self->document))
    _marbre_desk_show_caret (self);
}

/* The writer comes back to the place that was left. */
static void
reader_back_cb (MarbreDesk *self)
{
  if (!is_paired (self))
    return;
  marbre_preview_scroll_to_line (get_preview (self),
                                 to_page (self, marbre_editor_get_line (self->editor)));
  _marbre_desk_show_caret (self);
}

/* Clicks in the page */

static void
go_to_place (MarbreDesk *self,
             guint line,
             const char *source,
             const char *html,
             guint offset,
             gboolean after)
{
  g_autoptr (MarbreSourceMap) map = marbre_source_map_new (source, strlen (source), html);
  gsize bytes = marbre_source_map_to_source (map, offset, after);

  marbre_editor_go_to (self->editor, MARBRE_FIELD_BODY, line,
                       (guint) g_utf8_strlen (source, (gssize) bytes));
}

/* Notes stand in the order of their calls, whatever order they are written in. */
static gboolean
go_to_note (MarbreDesk *self, guint offset, gboolean after)
{
  MarbreNotePlace place;
  g_autofree char *source = NULL;

  if (!marbre_blocks_find_note (self->blocks, offset, &place))
    return FALSE;
  source = dup_lines (self, place.first_line, place.last_line);
  go_to_place (self, place.first_line, source, place.html, place.offset, after);
  return TRUE;
}

static void
text_activated_cb (MarbreDesk *self, guint index, guint offset, gboolean after)
{
  const MarbreBlock *block;
  g_autofree char *source = NULL;

  if (!is_paired (self))
    return;
  if (index >= marbre_blocks_get_length (self->blocks))
    {
      marbre_editor_go_to (self->editor, MARBRE_FIELD_BODY, 0, 0);
      return;
    }
  block = marbre_blocks_get (self->blocks, index);
  if (block->kind == MARBRE_BLOCK_FOOTNOTES && go_to_note (self, offset, after))
    return;
  source = dup_source (self, block);
  if (source != NULL)
    go_to_place (self, block->first_line, source, block->html, offset, after);
  else
    marbre_editor_go_to (self->editor, MARBRE_FIELD_BODY, block->first_line, 0);
}

static void
go_to_field (MarbreDesk *self, MarbreSlot slot, MarbreField field, guint offset, gboolean after)
{
  MarbreStory *story = marbre_document_get_story (self->document);
  const char *text = marbre_story_get_text (story, field);
  g_autoptr (MarbrePage) page = marbre_page_new (story, self->blocks);
  g_autofree char *html = marbre_page_get_slot_html (page, slot);
  g_autoptr (MarbreSourceMap) map = marbre_source_map_new (text, strlen (text), html);
  gsize bytes = marbre_source_map_to_source (map, offset, after);

  marbre_editor_go_to (self->editor, field, 0, (guint) g_utf8_strlen (text, (gssize) bytes));
}

/* @offset: UTF-16 units of @text as the page shows it */
static void
go_to_lead_text (MarbreDesk *self, MarbreDeskText text, guint offset, gboolean after)
{
  MarbreStory *story = marbre_document_get_story (self->document);
  const char *source = marbre_desk_text_get (story, text);
  g_autoptr (GString) html = g_string_new (NULL);
  g_autoptr (MarbreSourceMap) map = NULL;
  gsize bytes;

  marbre_desk_notes_append_html (html, source);
  map = marbre_source_map_new (source, strlen (source), html->str);
  bytes = marbre_source_map_to_source (map, offset, after);
  marbre_editor_go_to_view (self->editor, text, (guint) g_utf8_strlen (source, (gssize) bytes));
}

static guint
count_shown (MarbreStory *story, MarbreDeskText text)
{
  g_autoptr (GString) html = g_string_new (NULL);

  marbre_desk_notes_append_html (html, marbre_desk_text_get (story, text));
  return marbre_source_map_count_text (html->str);
}

/* The lead picture shows its caption and then its credit, after a word for it that the page has; a
 * click on the picture itself goes to what stands in for it. */
static void
go_to_lead (MarbreDesk *self, guint offset, gboolean after)
{
  MarbreStory *story = marbre_document_get_story (self->document);
  g_autoptr (MarbrePage) page = marbre_page_new (story, self->blocks);
  g_autofree char *html = marbre_page_get_slot_html (page, MARBRE_SLOT_LEAD);
  guint before;

  if (marbre_story_get_lead_image (story) == NULL)
    return;
  before = marbre_source_map_count_text (html) - count_shown (story, MARBRE_DESK_TEXT_LEAD_CREDIT);
  if (offset == 0)
    marbre_editor_go_to_view (self->editor, MARBRE_DESK_TEXT_LEAD_ALT, 0);
  else if (offset <= count_shown (story, MARBRE_DESK_TEXT_LEAD_CAPTION))
    go_to_lead_text (self, MARBRE_DESK_TEXT_LEAD_CAPTION, offset, after);
  else
    go_to_lead_text (self, MARBRE_DESK_TEXT_LEAD_CREDIT, offset > before ? offset - before : 0,
                     after);
}

static void
field_activated_cb (MarbreDesk *self, const char *name, guint offset, gboolean after)
{
  if (!is_paired (self))
    return;
  if (g_str_equal (name, marbre_slot_get_name (MARBRE_SLOT_LEAD)))
    go_to_lead (self, offset, after);
  for (guint i = 0; i < G_N_ELEMENTS (slot_fields); i++)
    if (g_str_equal (name, marbre_slot_get_name (slot_fields[i].slot)))
      go_to_field (self, slot_fields[i].slot, slot_fields[i].field, offset, after);
}

static void
outline_line_activated_cb (MarbreDesk *self, guint line)
{
  marbre_reader_back (self->reader);
  marbre_editor_go_to (self->editor, MARBRE_FIELD_BODY, line, 0);
}

/* Connects the panes' places with each other. */
void
_marbre_desk_connect_places (MarbreDesk *self)
{
#define CONNECT(object, signal, callback)                                                          \
  g_signal_connect_object (object, signal, G_CALLBACK (callback), self, G_CONNECT_SWAPPED)
  CONNECT (self->editor, "scrolled", editor_scrolled_cb);
  CONNECT (self->editor, "caret-moved", caret_moved_cb);
  CONNECT (get_preview (self), "scrolled", preview_scrolled_cb);
  CONNECT (get_preview (self), "text-activated", text_activated_cb);
  CONNECT (get_preview (self), "field-activated", field_activated_cb);
  CONNECT (self->reader, "back", reader_back_cb);
  CONNECT (self->sidebar, "line-activated", outline_line_activated_cb);
#undef CONNECT
}
