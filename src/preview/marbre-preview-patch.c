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
  PENDING_MARK = 1 << 3,
  PENDING_RESET = 1 << 4, /* the page is an empty shell */
  PENDING_PLACE = 1 << 5, /* and is to be scrolled as it was */
} Pending;

/* What is about a place in the text waits while the page shows another face. */
#define PENDING_ON_ARTICLE (PENDING_LINE | PENDING_MARK | PENDING_PLACE)

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
  double y;
  guint marked;
  MarbreFace face; /* of the shell that is there */
  gboolean dark;
  gboolean has_mark;
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
  marbre_preview_patch_reset (self, 0);
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
  if ((self->pending & (PENDING_LINE | PENDING_RESET)) == 0)
    marbre_preview_patch_set_line (self, line);
}

/**
 * marbre_preview_patch_set_marked:
 * @line: a line whose block is to be marked
 */
void
marbre_preview_patch_set_marked (MarbrePreviewPatch *self, guint line)
{
  self->marked = line;
  self->has_mark = TRUE;
  self->pending |= PENDING_MARK;
}

/**
 * marbre_preview_patch_reset:
 * @y: where the page is to be scrolled to, in its own pixels
 *
 * The page was loaded anew and is an empty shell.
 */
void
marbre_preview_patch_reset (MarbrePreviewPatch *self, double y)
{
  forget_shown (self);
  self->shown_blocks = marbre_blocks_parse ("", 0, NULL, NULL, NULL);
  self->y = y;
  self->pending |= PENDING_RESET | PENDING_THEME;
  if (self->page)
    self->pending |= PENDING_PAGE | PENDING_PLACE;
  if (self->has_mark)
    self->pending |= PENDING_MARK;
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
    {
      self->y = 0;
      self->pending |= PENDING_PLACE;
    }
  if (marbre_set_str (&self->shown_language, language))
    add_string (builder, "lang", language);
  write_slots (self, builder);
  if (self->face != MARBRE_FACE_ARTICLE)
    return;
  marbre_preview_diff_write (self->shown_blocks, self->blocks, builder);
  marbre_blocks_unref (self->shown_blocks);
  self->shown_blocks = marbre_blocks_ref (self->blocks);
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
  if (pending & PENDING_PAGE)
    write_page (self, builder);
  if (pending & PENDING_MARK)
    {
      json_builder_set_member_name (builder, "mark");
      json_builder_add_int_value (builder, self->marked);
    }
  if (pending & PENDING_LINE)
    {
      json_builder_set_member_name (builder, "line");
      json_builder_add_double_value (builder, self->line);
    }
  else if (pending & PENDING_PLACE)
    {
      json_builder_set_member_name (builder, "y");
      json_builder_add_double_value (builder, self->y);
    }
  json_builder_end_object (builder);
  self->pending &= ~pending;
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}
