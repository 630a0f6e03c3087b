/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The placeholder; see marbre-placeholder.h.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-placeholder.h"

/* Of the text's own colour: pale, and still readable on light and dark. */
#define OPACITY 0.45f

/**
 * marbre_placeholder_snapshot:
 * @view: an empty text view
 * @text: what is to be written there
 * @snapshot: the view's own
 *
 * Draws @text where the first line will be, on one line.
 */
void
marbre_placeholder_snapshot (GtkTextView *view, const char *text, GtkSnapshot *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (view);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
  GtkTextIter start;
  GdkRectangle place;
  int x, y;
  GdkRGBA color;

  gtk_text_buffer_get_start_iter (gtk_text_view_get_buffer (view), &start);
  gtk_text_view_get_iter_location (view, &start, &place);
  gtk_text_view_buffer_to_window_coords (view, GTK_TEXT_WINDOW_WIDGET, place.x, place.y, &x, &y);
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  color.alpha *= OPACITY;
  pango_layout_set_width (layout, (gtk_widget_get_width (widget) - x) * PANGO_SCALE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}
