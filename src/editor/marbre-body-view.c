/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The body's view; see marbre-body-view.h.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-body-view.h"

#include <glib/gi18n.h>

#include "marbre-find-ink.h"
#include "marbre-foreign-text.h"
#include "marbre-placeholder.h"
#include "marbre-spelling-ink.h"
#include "marbre-style-paper.h"
#include "marbre-text-paste.h"

/* Room between the lines of a paragraph, and above and below it, in ems. */
static const struct
{
  double inside;
  double around;
} spacings[] = {
  [MARBRE_SPACING_TIGHT] = { 0.05, 0.05 },
  [MARBRE_SPACING_NORMAL] = { 0.23, 0.115 },
  [MARBRE_SPACING_WIDE] = { 0.6, 0.3 },
};

/* A story has a dozen pictures; the thumbnails of the last ones are kept. */
#define MAX_THUMBNAILS 64

struct _MarbreBodyView
{
  GtkSourceView parent_instance;

  MarbreHighlighter *highlighter; /* (owned) (nullable): of the buffer */
  MarbreFocusMode *focus;         /* (owned) */
  MarbreSpacing spacing;
  GHashTable *thumbnails;         /* (owned): address → paintable, %NULL while it is waited for */
};

enum
{
  SIGNAL_THUMBNAIL_WANTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MarbreBodyView, marbre_body_view, GTK_SOURCE_TYPE_VIEW)

static GdkPaintable *
find_thumbnail (const char *source, gpointer data)
{
  MarbreBodyView *self = data;
  gpointer found = NULL;

  if (g_hash_table_lookup_extended (self->thumbnails, source, NULL, &found))
    return found;
  if (g_hash_table_size (self->thumbnails) >= MAX_THUMBNAILS)
    g_hash_table_remove_all (self->thumbnails);
  g_hash_table_insert (self->thumbnails, g_strdup (source), NULL);
  g_signal_emit (self, signals[SIGNAL_THUMBNAIL_WANTED], 0, source);
  return NULL;
}

static void
marbre_body_view_snapshot_layer (GtkTextView *view, GtkTextViewLayer layer, GtkSnapshot *snapshot)
{
  MarbreBodyView *self = MARBRE_BODY_VIEW (view);

  GTK_TEXT_VIEW_CLASS (marbre_body_view_parent_class)->snapshot_layer (view, layer, snapshot);
  marbre_find_ink_snapshot (view, layer, snapshot);
  marbre_spelling_ink_snapshot (view, layer, snapshot);
  if (layer == GTK_TEXT_VIEW_LAYER_BELOW_TEXT && self->highlighter != NULL)
    marbre_style_paper_snapshot (view, self->highlighter, find_thumbnail, self, snapshot);
  /* Last, so that it lies over everything. */
  if (layer == GTK_TEXT_VIEW_LAYER_ABOVE_TEXT && self->focus != NULL)
    marbre_focus_mode_snapshot (self->focus, snapshot);
}

static void
marbre_body_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  GtkTextView *view = GTK_TEXT_VIEW (widget);

  if (gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (view)) == 0 &&
      gtk_text_view_get_editable (view))
    marbre_placeholder_snapshot (view, _("Write the story here."), snapshot);
  GTK_WIDGET_CLASS (marbre_body_view_parent_class)->snapshot (widget, snapshot);
}

static void
marbre_body_view_paste_clipboard (GtkTextView *view)
{
  if (!marbre_text_paste (view, MARBRE_TEXT_MAX_BYTES))
    GTK_TEXT_VIEW_CLASS (marbre_body_view_parent_class)->paste_clipboard (view);
}

static int
get_em (MarbreBodyView *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double em = (double) pango_font_description_get_size (font) / PANGO_SCALE;

  return (int) (pango_font_description_get_size_is_absolute (font) ? em : em * 96.0 / 72.0);
}

/* What does not change is not set: that would be a new layout of all lines. */
static void
apply_spacing (MarbreBodyView *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  int em = get_em (self);
  int inside = (int) (em * spacings[self->spacing].inside + 0.5);
  int around = (int) (em * spacings[self->spacing].around + 0.5);

  if (gtk_text_view_get_pixels_inside_wrap (view) != inside)
    gtk_text_view_set_pixels_inside_wrap (view, inside);
  if (gtk_text_view_get_pixels_above_lines (view) != around)
    gtk_text_view_set_pixels_above_lines (view, around);
  if (gtk_text_view_get_pixels_below_lines (view) != around)
    gtk_text_view_set_pixels_below_lines (view, around);
}

static void
marbre_body_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  MarbreBodyView *self = MARBRE_BODY_VIEW (widget);

  GTK_WIDGET_CLASS (marbre_body_view_parent_class)->css_changed (widget, change);
  apply_spacing (self);
  if (self->highlighter != NULL)
    marbre_highlighter_update_font (self->highlighter);
}

static void
marbre_body_view_dispose (GObject *object)
{
  MarbreBodyView *self = MARBRE_BODY_VIEW (object);

  g_clear_object (&self->highlighter);
  g_clear_object (&self->focus);
  g_clear_pointer (&self->thumbnails, g_hash_table_unref);
  G_OBJECT_CLASS (marbre_body_view_parent_class)->dispose (object);
}

static void
marbre_body_view_class_init (MarbreBodyViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = marbre_body_view_dispose;
  GTK_WIDGET_CLASS (klass)->css_changed = marbre_body_view_css_changed;
  GTK_WIDGET_CLASS (klass)->snapshot = marbre_body_view_snapshot;
  GTK_TEXT_VIEW_CLASS (klass)->snapshot_layer = marbre_body_view_snapshot_layer;
  GTK_TEXT_VIEW_CLASS (klass)->paste_clipboard = marbre_body_view_paste_clipboard;

  /**
   * MarbreBodyView::thumbnail-wanted:
   * @source: the address of a picture, as the story has it
   *
   * A figure is in view whose picture is not known. Answer later, once there is one, with
   * marbre_body_view_set_thumbnail().
   */
  signals[SIGNAL_THUMBNAIL_WANTED] =
      g_signal_new ("thumbnail-wanted", MARBRE_TYPE_BODY_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
clear_thumbnail (gpointer paintable)
{
  g_clear_object (&paintable);
}

static void
marbre_body_view_init (MarbreBodyView *self)
{
  self->thumbnails = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, clear_thumbnail);
  self->focus = marbre_focus_mode_new (GTK_TEXT_VIEW (self));
  self->spacing = MARBRE_SPACING_NORMAL;
}

/**
 * marbre_body_view_set_spacing:
 * @spacing: how far lines are from each other
 */
void
marbre_body_view_set_spacing (MarbreBodyView *self, MarbreSpacing spacing)
{
  g_return_if_fail (MARBRE_IS_BODY_VIEW (self));
  g_return_if_fail (spacing < G_N_ELEMENTS (spacings));

  self->spacing = spacing;
  apply_spacing (self);
}

/**
 * marbre_body_view_get_focus_mode:
 *
 * Returns: (transfer none): what dims the text around the caret
 */
MarbreFocusMode *
marbre_body_view_get_focus_mode (MarbreBodyView *self)
{
  g_return_val_if_fail (MARBRE_IS_BODY_VIEW (self), NULL);
  return self->focus;
}

/**
 * marbre_body_view_set_highlighter:
 * @highlighter: (nullable): of the buffer that is shown, for what is drawn beside the text
 */
void
marbre_body_view_set_highlighter (MarbreBodyView *self, MarbreHighlighter *highlighter)
{
  g_return_if_fail (MARBRE_IS_BODY_VIEW (self));
  g_return_if_fail (highlighter == NULL || MARBRE_IS_HIGHLIGHTER (highlighter));

  g_set_object (&self->highlighter, highlighter);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * marbre_body_view_set_thumbnail:
 * @source: the address of a picture, as "thumbnail-wanted" had it
 * @paintable: the picture
 */
void
marbre_body_view_set_thumbnail (MarbreBodyView *self, const char *source, GdkPaintable *paintable)
{
  g_return_if_fail (MARBRE_IS_BODY_VIEW (self));
  g_return_if_fail (source != NULL);
  g_return_if_fail (GDK_IS_PAINTABLE (paintable));

  g_hash_table_insert (self->thumbnails, g_strdup (source), g_object_ref (paintable));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
