/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sheet; see marbre-preview-sheet.h. A page for a screen wider than the pane is laid out with
 * WebKit's zoom: a transform would do as well for the lines, but scales glyphs that were hinted for
 * another size, and the zoom keeps them crisp.
 */
#define G_LOG_DOMAIN "marbre-preview"

#include "config.h"

#include "marbre-preview-sheet.h"

/* Below this the page is a picture of itself, and the pane scrolls nothing sideways. */
#define MIN_ZOOM 0.2

struct _MarbrePreviewSheet
{
  GtkWidget parent_instance;

  WebKitWebView *view; /* (owned by the widget tree) (nullable): until dispose */
  int width;           /* CSS pixels, 0: as wide as the pane */
};

G_DEFINE_FINAL_TYPE (MarbrePreviewSheet, marbre_preview_sheet, GTK_TYPE_WIDGET)

static void
marbre_preview_sheet_measure (GtkWidget *widget,
                              GtkOrientation orientation,
                              int for_size,
                              int *minimum,
                              int *natural,
                              int *minimum_baseline,
                              int *natural_baseline)
{
  MarbrePreviewSheet *self = MARBRE_PREVIEW_SHEET (widget);

  gtk_widget_measure (GTK_WIDGET (self->view), orientation, -1, minimum, natural, NULL, NULL);
}

static void
marbre_preview_sheet_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MarbrePreviewSheet *self = MARBRE_PREVIEW_SHEET (widget);
  int page = self->width > 0 ? MIN (self->width, width) : width;
  double zoom = self->width > 0 ? CLAMP ((double) page / self->width, MIN_ZOOM, 1) : 1;
  graphene_point_t corner = GRAPHENE_POINT_INIT ((float) ((width - page) / 2), 0);

  if (zoom != webkit_web_view_get_zoom_level (self->view))
    webkit_web_view_set_zoom_level (self->view, zoom);
  gtk_widget_allocate (GTK_WIDGET (self->view), page, height, baseline,
                       gsk_transform_translate (NULL, &corner));
}

static void
marbre_preview_sheet_dispose (GObject *object)
{
  MarbrePreviewSheet *self = MARBRE_PREVIEW_SHEET (object);

  if (self->view != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->view));
  self->view = NULL;
  G_OBJECT_CLASS (marbre_preview_sheet_parent_class)->dispose (object);
}

static void
marbre_preview_sheet_class_init (MarbrePreviewSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = marbre_preview_sheet_dispose;
  widget_class->measure = marbre_preview_sheet_measure;
  widget_class->size_allocate = marbre_preview_sheet_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "sheet");
}

static void
marbre_preview_sheet_init (MarbrePreviewSheet *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * marbre_preview_sheet_new:
 * @view: (transfer floating): what shows the page
 *
 * Returns: (transfer floating): a sheet as wide as its pane
 */
GtkWidget *
marbre_preview_sheet_new (WebKitWebView *view)
{
  MarbrePreviewSheet *self;

  g_return_val_if_fail (WEBKIT_IS_WEB_VIEW (view), NULL);

  self = g_object_new (MARBRE_TYPE_PREVIEW_SHEET, NULL);
  self->view = view;
  gtk_widget_set_parent (GTK_WIDGET (view), GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

/**
 * marbre_preview_sheet_get_width:
 *
 * Returns: the page's width in CSS pixels, 0 if it is the pane's
 */
int
marbre_preview_sheet_get_width (MarbrePreviewSheet *self)
{
  g_return_val_if_fail (MARBRE_IS_PREVIEW_SHEET (self), 0);
  return self->width;
}

/**
 * marbre_preview_sheet_set_width:
 * @width: the page's width in CSS pixels, 0 for the pane's
 */
void
marbre_preview_sheet_set_width (MarbrePreviewSheet *self, int width)
{
  g_return_if_fail (MARBRE_IS_PREVIEW_SHEET (self));
  g_return_if_fail (width >= 0);

  self->width = width;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}
