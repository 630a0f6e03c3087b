/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Beside the text; see marbre-style-paper.h. Only the blocks in view are looked at. Nothing here
 * changes the buffer: a widget in the text would be a character of it.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-style-paper.h"

#include <glib/gi18n.h>

#include "marbre-figure.h"
#include "marbre-style-tags.h"

#define BAR_WIDTH  3
#define BAR_X      2
#define PADDING    4 /* px that a ground reaches beyond its lines */
#define LABEL_GAP  4
#define ACCENT     { 0.784f, 0.216f, 0.176f, 1 }

typedef struct
{
  GtkTextView *view;              /* (borrowed) */
  MarbreHighlighter *highlighter; /* (borrowed) */
  MarbreStylePictureFunc find_picture;
  gpointer data;
  GtkSnapshot *snapshot; /* (borrowed) */
  GdkRGBA ink;
  int width;
} Paper;

static GdkRGBA
dim (const GdkRGBA *color, float alpha)
{
  GdkRGBA dimmed = *color;

  dimmed.alpha *= alpha;
  return dimmed;
}

/* Where a line of the body is. */
static void
find_line (Paper *self, guint line, int *top, int *bottom)
{
  GtkTextIter iter;
  int height;

  gtk_text_buffer_get_iter_at_line (gtk_text_view_get_buffer (self->view), &iter, (int) line);
  gtk_text_view_get_line_yrange (self->view, &iter, top, &height);
  *bottom = *top + height;
}

static void
fill (Paper *self, const GdkRGBA *color, float x, float y, float width, float height, float radius)
{
  GskRoundedRect rect;

  gsk_rounded_rect_init_from_rect (&rect, &GRAPHENE_RECT_INIT (x, y, width, height), radius);
  gtk_snapshot_push_rounded_clip (self->snapshot, &rect);
  gtk_snapshot_append_color (self->snapshot, color, &rect.bounds);
  gtk_snapshot_pop (self->snapshot);
}

static void
draw_bar (Paper *self, const MarbreBlock *block, const GdkRGBA *color)
{
  int top, bottom, unused;

  find_line (self, block->first_line, &top, &unused);
  find_line (self, block->last_line, &unused, &bottom);
  fill (self, color, BAR_X, (float) top, BAR_WIDTH, (float) (bottom - top), 1.5f);
}

static void
draw_ground (Paper *self, const MarbreBlock *block, const GdkRGBA *color)
{
  int top, bottom, unused;

  find_line (self, block->first_line, &top, &unused);
  find_line (self, block->last_line, &unused, &bottom);
  fill (self, color, 0, (float) (top - PADDING), (float) self->width,
        (float) (bottom - top + 2 * PADDING), 6);
}

static const char *
get_label (MarbreBlockKind kind)
{
  switch (kind)
    {
    case MARBRE_BLOCK_PULLQUOTE:
      return _("Pull quote");
    case MARBRE_BLOCK_READ_ALSO:
      return _("Read also");
    case MARBRE_BLOCK_BOX:
      return _("Box");
    case MARBRE_BLOCK_KEY_POINTS:
      return _("Key points");
    default:
      return NULL;
    }
}

/* In the place of the keyword, which is folded; beside it while it is seen. */
static void
draw_label (Paper *self, const MarbreBlock *block)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  g_autoptr (PangoLayout) layout =
      gtk_widget_create_pango_layout (GTK_WIDGET (self->view), get_label (block->kind));
  PangoAttrList *attributes = pango_attr_list_new ();
  const GdkRGBA accent = ACCENT;
  GtkTextIter iter;
  GdkRectangle place;
  int width, height, top, bottom;

  pango_attr_list_insert (attributes, pango_attr_scale_new (0.78));
  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_attr_list_insert (attributes, pango_attr_family_new ("Sans"));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_get_pixel_size (layout, &width, &height);

  gtk_text_buffer_get_iter_at_line (buffer, &iter, (int) block->first_line);
  if (!gtk_text_iter_ends_line (&iter))
    gtk_text_iter_forward_to_line_end (&iter);
  gtk_text_view_get_iter_location (self->view, &iter, &place);
  if (place.x + LABEL_GAP + width > self->width)
    return;
  find_line (self, block->first_line, &top, &bottom);
  gtk_snapshot_save (self->snapshot);
  gtk_snapshot_translate (self->snapshot,
                          &GRAPHENE_POINT_INIT ((float) (place.x + LABEL_GAP),
                                                (float) (top + bottom - height) / 2));
  gtk_snapshot_append_layout (self->snapshot, layout, &accent);
  gtk_snapshot_restore (self->snapshot);
}

static char *
dup_line (Paper *self, guint line)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_line (gtk_text_view_get_buffer (self->view), &start, (int) line);
  end = start;
  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  return gtk_text_iter_get_slice (&start, &end);
}

/* The picture, cut to the room that the figure's line leaves for it. */
static void
draw_figure (Paper *self, const MarbreBlock *block)
{
  const float width = MARBRE_STYLE_THUMBNAIL_WIDTH;
  const float height = MARBRE_STYLE_THUMBNAIL_HEIGHT;
  g_autofree char *line = dup_line (self, block->first_line);
  g_autoptr (MarbreMedia) media = marbre_figure_parse (line);
  GdkPaintable *picture;
  GskRoundedRect frame;
  GdkRGBA ground = dim (&self->ink, 0.08f);
  int top, bottom;

  find_line (self, block->first_line, &top, &bottom);
  gsk_rounded_rect_init_from_rect (
      &frame, &GRAPHENE_RECT_INIT (0, (float) (top + 8), width, height), 5);
  picture = media && self->find_picture
                ? self->find_picture (marbre_media_get_src (media), self->data)
                : NULL;
  gtk_snapshot_push_rounded_clip (self->snapshot, &frame);
  gtk_snapshot_append_color (self->snapshot, &ground, &frame.bounds);
  if (picture != NULL)
    {
      double ratio = gdk_paintable_get_intrinsic_aspect_ratio (picture);
      float wide = ratio > width / height ? height * (float) ratio : width;
      float high = ratio > width / height ? height : width / (float) MAX (ratio, 0.01);

      gtk_snapshot_translate (self->snapshot,
                              &GRAPHENE_POINT_INIT ((width - wide) / 2,
                                                    (float) (top + 8) + (height - high) / 2));
      gdk_paintable_snapshot (picture, self->snapshot, (double) wide, (double) high);
      gtk_snapshot_translate (self->snapshot,
                              &GRAPHENE_POINT_INIT ((wide - width) / 2,
                                                    -(float) (top + 8) - (height - high) / 2));
    }
  gtk_snapshot_pop (self->snapshot);
}

static void
draw_block (Paper *self, const MarbreBlock *block)
{
  const GdkRGBA accent = ACCENT;
  GdkRGBA faint = dim (&self->ink, 0.05f);
  GdkRGBA grey = dim (&self->ink, 0.22f);

  switch (block->kind)
    {
    case MARBRE_BLOCK_QUOTE:
      draw_bar (self, block, &grey);
      break;
    case MARBRE_BLOCK_PULLQUOTE:
    case MARBRE_BLOCK_READ_ALSO:
      draw_bar (self, block, &accent);
      draw_label (self, block);
      break;
    case MARBRE_BLOCK_BOX:
    case MARBRE_BLOCK_KEY_POINTS:
      draw_ground (self, block, &faint);
      draw_bar (self, block, &accent);
      draw_label (self, block);
      break;
    case MARBRE_BLOCK_CODE:
    case MARBRE_BLOCK_SITE:
      draw_ground (self, block, &faint);
      break;
    case MARBRE_BLOCK_FIGURE:
      draw_figure (self, block);
      break;
    default:
      break;
    }
}

/**
 * marbre_style_paper_snapshot:
 * @view: a view
 * @highlighter: of its buffer
 * @find_picture: (nullable): says what figures show
 * @data: its data
 * @snapshot: of the view, in the buffer's coordinates, before the text is drawn
 *
 * Draws what belongs to the lines in view.
 */
void
marbre_style_paper_snapshot (GtkTextView *view,
                             MarbreHighlighter *highlighter,
                             MarbreStylePictureFunc find_picture,
                             gpointer data,
                             GtkSnapshot *snapshot)
{
  MarbreBlocks *blocks = marbre_highlighter_get_blocks (highlighter);
  Paper self = { view, highlighter, find_picture, data, snapshot };
  GdkRectangle rect;
  GtkTextIter top, bottom;
  guint first, last;

  if (blocks == NULL || marbre_blocks_get_length (blocks) == 0)
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (view)), &self.ink);
  gtk_text_view_get_visible_rect (view, &rect);
  self.width = rect.width;
  gtk_text_view_get_line_at_y (view, &top, rect.y, NULL);
  gtk_text_view_get_line_at_y (view, &bottom, rect.y + rect.height, NULL);
  first = (guint) gtk_text_iter_get_line (&top);
  last = (guint) gtk_text_iter_get_line (&bottom);
  for (guint i = marbre_blocks_find_line (blocks, first); i < marbre_blocks_get_length (blocks);
       i++)
    {
      const MarbreBlock *block = marbre_blocks_get (blocks, i);

      if (block->first_line > last)
        break;
      if (block->last_line >= first)
        draw_block (&self, block);
    }
}
