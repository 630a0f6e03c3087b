/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The next message to the page; see marbre-preview-patch.h. Wishes gather here while a message is
 * on its way, so that the page gets the last state and none in between.
 */
#define G_LOG_DOMAIN "marbre-preview"

#include "config.h"

#include "marbre-preview-patch.h"

#include <glib/gi18n.h>

#include "marbre-compat.h"
#include "marbre-preview-diff.h"

/* Which parts of the state the page has not been told. */
typedef enum
{
  PENDING_PAGE = 1 << 0,
  PENDING_THEME = 1 << 1,
  PENDING_LINE = 1 << 2,
  PENDING_CARET = 1 << 3,
  PENDING_RESET = 1 << 4, /* the page is an empty shell */
  PENDING_REVEAL = 1 << 5, /* the caret is to be in view */
  PENDING_REMOTE = 1 << 6,
} Pending;

/* What is about a place in the text waits while the page shows another face. */
#define PENDING_ON_ARTICLE (PENDING_LINE | PENDING_CARET | PENDING_REVEAL)

struct _MarbrePreviewPatch
{
  Pending pending;
  MarbrePage *page;            /* (owned) (nullable): wanted */
  MarbreBlocks *blocks;        /* (owned) (nullable): wanted */
  MarbreBlocks *shown_blocks;  /* (owned) */
  char *shown[MARBRE_N_SLOTS]; /* (owned) (nullable): what each slot holds */
  char *shown_language;        /* (owned) (nullable) */
  char *shown_story;           /* (owned) (nullable): its id */
  double line;
  char *caret_slot; /* (owned) (nullable): the field that is being written, NULL for the body */
  guint caret_line;
  guint caret_note; /* the footnote that is being written, from 1; 0 outside of notes */
  int caret_offset;
  MarbreFace face; /* of the shell that is there */
  gboolean dark;
  gboolean remote;
  gboolean has_caret;
};

/**
 * marbre_preview_patch_new:
 *
 * Returns: (transfer full): for a page that is not there yet
 */
MarbrePreviewPatch *
marbre_preview_patch_new (void)
{
  MarbrePreviewPatch *self = g_new0 (MarbrePreviewPatch, 1);

  self->shown_blocks = marbre_blocks_parse ("", 0, NULL, NULL, NULL);
  marbre_preview_patch_reset (self, -1);
  return self;
}

static void
forget_shown (MarbrePreviewPatch *self)
{
  for (guint i = 0; i < MARBRE_N_SLOTS; i++)
    g_clear_pointer (&self->shown[i], g_free);
  g_clear_pointer (&self->shown_language, g_free);
  g_clear_pointer (&self->shown_blocks, marbre_blocks_unref);
}

/**
 * marbre_preview_patch_free:
 */
void
marbre_preview_patch_free (MarbrePreviewPatch *self)
{
  forget_shown (self);
  g_clear_pointer (&self->shown_story, g_free);
  g_clear_pointer (&self->caret_slot, g_free);
  g_clear_object (&self->page);
  g_clear_pointer (&self->blocks, marbre_blocks_unref);
  g_free (self);
}

/**
 * marbre_preview_patch_set_page:
 * @page: what the slots show from the next message on
 * @blocks: what the body shows
 */
void
marbre_preview_patch_set_page (MarbrePreviewPatch *self, MarbrePage *page, MarbreBlocks *blocks)
{
  g_set_object (&self->page, page);
  marbre_blocks_ref (blocks);
  g_clear_pointer (&self->blocks, marbre_blocks_unref);
  self->blocks = blocks;
  self->pending |= PENDING_PAGE;
}

/**
 * marbre_preview_patch_set_dark:
 * @dark: whether the page is to be dark
 */
void
marbre_preview_patch_set_dark (MarbrePreviewPatch *self, gboolean dark)
{
  self->dark = dark;
  self->pending |= PENDING_THEME;
}

/**
 * marbre_preview_patch_set_face:
 * @face: which face of the story the next shell shows
 *
 * A face has slots of its own, and only the article has a body and places.
 */
void
marbre_preview_patch_set_face (MarbrePreviewPatch *self, MarbreFace face)
{
  self->face = face;
}

/**
 * marbre_preview_patch_set_remote:
 * @allowed: whether the page may ask the scheme for pictures on the web
 */
void
marbre_preview_patch_set_remote (MarbrePreviewPatch *self, gboolean allowed)
{
  if (self->remote == allowed)
    return;
  self->remote = allowed;
  self->pending |= PENDING_REMOTE;
}

/**
 * marbre_preview_patch_get_page:
 *
 * Returns: (transfer none) (nullable): what was set last
 */
MarbrePage *
marbre_preview_patch_get_page (MarbrePreviewPatch *self)
{
  return self->page;
}

/**
 * marbre_preview_patch_set_line:
 * @line: what is to be at the top of the pane
 */
void
marbre_preview_patch_set_line (MarbrePreviewPatch *self, double line)
{
  self->line = line;
  self->pending |= PENDING_LINE;
}

/**
 * marbre_preview_patch_keep_line:
 * @line: what is at the top of the pane
 *
 * Puts that place there again, after the page is loaded anew, if no other place was asked for.
 */
void
marbre_preview_patch_keep_line (MarbrePreviewPatch *self, double line)
{
  if ((self->pending & PENDING_LINE) == 0)
    marbre_preview_patch_set_line (self, line);
}

/**
 * marbre_preview_patch_set_caret:
 * @slot: (nullable): the slot whose text is being written, %NULL for the body
 * @line: a line of the body
 * @note: which footnote of the page @line is in, from 1; 0 outside of notes
 * @offset: signs of the slot's, the note's or the block's text before the caret, in UTF-16 units;
 *   −1 if that is not known
 * @reveal: whether the place is to be in view
 */
void
marbre_preview_patch_set_caret (MarbrePreviewPatch *self,
                                const char *slot,
                                guint line,
                                guint note,
                                int offset,
                                gboolean reveal)
{
  gboolean moved = marbre_set_str (&self->caret_slot, slot) || !self->has_caret ||
                   self->caret_line != line || self->caret_note != note ||
                   self->caret_offset != offset;

  self->caret_line = line;
  self->caret_note = note;
  self->caret_offset = offset;
  self->has_caret = TRUE;
  if (moved)
    self->pending |= PENDING_CARET;
  if (reveal)
    self->pending |= PENDING_REVEAL;
}

/**
 * marbre_preview_patch_reset:
 * @line: what the page is to be scrolled to, if no other place was asked for
 *
 * The page was loaded anew and is an empty shell.
 */
void
marbre_preview_patch_reset (MarbrePreviewPatch *self, double line)
{
  forget_shown (self);
  self->shown_blocks = marbre_blocks_parse ("", 0, NULL, NULL, NULL);
  marbre_preview_patch_keep_line (self, line);
  self->pending |= PENDING_RESET | PENDING_THEME | PENDING_REMOTE;
  if (self->page)
    self->pending |= PENDING_PAGE;
  if (self->has_caret)
    self->pending |= PENDING_CARET;
}

static Pending
get_pending (MarbrePreviewPatch *self)
{
  return self->face == MARBRE_FACE_ARTICLE ? self->pending : self->pending & ~PENDING_ON_ARTICLE;
}

/**
 * marbre_preview_patch_is_pending:
 *
 * Returns: whether there is something to tell the page
 */
gboolean
marbre_preview_patch_is_pending (MarbrePreviewPatch *self)
{
  return get_pending (self) != 0;
}

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

/* In the journalist's language, not the story's: they are hints of the program. */
static void
write_labels (JsonBuilder *builder)
{
  json_builder_set_member_name (builder, "labels");
  json_builder_begin_object (builder);
  add_string (builder, "headline", _("Headline"));
  add_string (builder, "standfirst", _("Standfirst: what it is about, in two sentences"));
  add_string (builder, "body", _("The text appears here as you write it."));
  add_string (builder, "load-remote", _("Load for this story"));
  json_builder_end_object (builder);
}

static void
write_slots (MarbrePreviewPatch *self, JsonBuilder *builder)
{
  json_builder_set_member_name (builder, "slots");
  json_builder_begin_object (builder);
  for (guint slot = 0; slot < MARBRE_N_SLOTS; slot++)
    {
      g_autofree char *html = NULL;

      if (slot == MARBRE_SLOT_BODY || !marbre_face_has_slot (self->face, (MarbreSlot) slot))
        continue;
      html = marbre_page_get_slot_html (self->page, (MarbreSlot) slot);
      if (marbre_set_str (&self->shown[slot], html))
        add_string (builder, marbre_slot_get_name ((MarbreSlot) slot), html);
    }
  json_builder_end_object (builder);
}

static void
write_page (MarbrePreviewPatch *self, JsonBuilder *builder)
{
  MarbreStory *story = marbre_page_get_story (self->page);
  const char *language = marbre_story_get_text (story, MARBRE_FIELD_LANGUAGE);

  /* Another story begins at its top, whatever place the last one was read at. */
  if (marbre_set_str (&self->shown_story, marbre_story_get_id (story)) &&
      (self->pending & PENDING_RESET) == 0)
    marbre_preview_patch_keep_line (self, -1);
  if (marbre_set_str (&self->shown_language, language))
    add_string (builder, "lang", language);
  write_slots (self, builder);
  if (self->face != MARBRE_FACE_ARTICLE)
    return;
  marbre_preview_diff_write (self->shown_blocks, self->blocks, language, builder);
  marbre_blocks_unref (self->shown_blocks);
  self->shown_blocks = marbre_blocks_ref (self->blocks);
}

static void
write_caret (MarbrePreviewPatch *self, JsonBuilder *builder)
{
  json_builder_set_member_name (builder, "caret");
  json_builder_begin_object (builder);
  if (self->caret_slot != NULL)
    add_string (builder, "slot", self->caret_slot);
  json_builder_set_member_name (builder, "line");
  json_builder_add_int_value (builder, self->caret_line);
  json_builder_set_member_name (builder, "note");
  json_builder_add_int_value (builder, self->caret_note);
  json_builder_set_member_name (builder, "offset");
  json_builder_add_int_value (builder, self->caret_offset);
  json_builder_end_object (builder);
}

/**
 * marbre_preview_patch_take:
 *
 * The page is taken to show what the message says from now on; if it was lost, call
 * marbre_preview_patch_reset() when the page is there again.
 *
 * Returns: (transfer full): the message, JSON
 */
char *
marbre_preview_patch_take (MarbrePreviewPatch *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  Pending pending = get_pending (self);

  json_builder_begin_object (builder);
  if (pending & PENDING_RESET)
    write_labels (builder);
  if (pending & PENDING_THEME)
    add_string (builder, "theme", self->dark ? "dark" : "light");
  if (pending & PENDING_REMOTE)
    {
      json_builder_set_member_name (builder, "remote");
      json_builder_add_boolean_value (builder, self->remote);
    }
  if (pending & PENDING_PAGE)
    {
      write_page (self, builder);
      pending = get_pending (self);
    }
  if (pending & PENDING_CARET)
    write_caret (self, builder);
  if (pending & PENDING_LINE)
    {
      json_builder_set_member_name (builder, "line");
      json_builder_add_double_value (builder, self->line);
    }
  if (pending & PENDING_REVEAL)
    {
      json_builder_set_member_name (builder, "reveal");
      json_builder_add_boolean_value (builder, TRUE);
    }
  json_builder_end_object (builder);
  self->pending &= ~pending;
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}
