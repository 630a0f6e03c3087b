/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The marks of what was found; see marbre-find-ink.h. What the writer is at has a frame and a line
 * below it besides its colour.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-find-ink.h"

#define KEY "marbre-find-ink"

/* More than a screen has, unless single letters are looked for. */
#define MAX_MARKS 2000

#define RADIUS 3 /* px */

/* px, of what has no length: the beginning of a line */
#define SLIM 3

/* The yellow of a felt pen, on paper and on slate. */
static const GdkRGBA found_color = { 1.0f, 0.82f, 0.20f, 0.38f };
static const GdkRGBA current_color = { 1.0f, 0.62f, 0.10f, 0.62f };
static const GdkRGBA range_color = { 0.5f, 0.5f, 0.5f, 0.10f };

/* In the text's own colour, which is seen on both. */
static void
draw_frame (GtkTextView *view, GtkSnapshot *snapshot, const GskRoundedRect *shape)
{
  const float widths[4] = { 1, 1, 2, 1 };
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (view)), &color);
  gtk_snapshot_append_border (snapshot, shape, widths,
                              (const GdkRGBA[4]){ color, color, color, color });
}

static void
draw_stretch (GtkTextView *view,
              GtkSnapshot *snapshot,
              const GdkRectangle *place,
              int width,
              gboolean current)
{
  graphene_rect_t bounds;
  GskRoundedRect shape;

  graphene_rect_init (&bounds, (float) place->x - 1, (float) place->y, (float) width + 2,
                      (float) place->height);
  gsk_rounded_rect_init_from_rect (&shape, &bounds, RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_color (snapshot, current ? &current_color : &found_color, &bounds);
  gtk_snapshot_pop (snapshot);
  if (current)
    draw_frame (view, snapshot, &shape);
}

/* One place, which may go on in the next line of the screen. */
static void
draw_place (GtkTextView *view, GtkSnapshot *snapshot, MarbreFindPlace place, gboolean current)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter from, end;

  gtk_text_buffer_get_iter_at_offset (buffer, &from, (int) place.start);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, (int) place.end);
  if (place.start == place.end)
    {
      GdkRectangle here;

      gtk_text_view_get_iter_location (view, &from, &here);
      draw_stretch (view, snapshot, &here, SLIM, current);
      return;
    }
  for (guint lines = 0; lines < MAX_MARKS && gtk_text_iter_compare (&from, &end) < 0; lines++)
    {
      GtkTextIter to = from;
      GdkRectangle first, last;

      gtk_text_view_forward_display_line_end (view, &to);
      if (gtk_text_iter_compare (&to, &end) > 0 || gtk_text_iter_compare (&to, &from) <= 0)
        to = end;
      gtk_text_view_get_iter_location (view, &from, &first);
      gtk_text_view_get_iter_location (view, &to, &last);
      if (last.y == first.y && last.x > first.x)
        draw_stretch (view, snapshot, &first, last.x - first.x, current);
      else if (gtk_text_iter_backward_char (&to) && gtk_text_iter_compare (&to, &from) >= 0)
        {
          /* Up to the last sign of that line: what follows it stands in the next one. */
          gtk_text_view_get_iter_location (view, &to, &last);
          if (last.y == first.y && last.x + last.width > first.x)
            draw_stretch (view, snapshot, &first, last.x + last.width - first.x, current);
          gtk_text_iter_forward_char (&to);
        }
      from = to;
      if (gtk_text_iter_compare (&from, &end) < 0 &&
          !gtk_text_view_starts_display_line (view, &from))
        gtk_text_iter_forward_char (&from);
    }
}

/* The characters that are in sight. */
static MarbreFindPlace
find_visible (GtkTextView *view)
{
  MarbreFindPlace place;
  GtkTextIter first, last;
  GdkRectangle visible;

  gtk_text_view_get_visible_rect (view, &visible);
  gtk_text_view_get_line_at_y (view, &first, visible.y, NULL);
  gtk_text_view_get_line_at_y (view, &last, visible.y + visible.height, NULL);
  gtk_text_iter_forward_line (&last);
  place.start = (guint) gtk_text_iter_get_offset (&first);
  place.end = (guint) gtk_text_iter_get_offset (&last);
  return place;
}

/* The whole lines of what is searched, as far as they are in sight. */
static void
draw_range (GtkTextView *view,
            GtkSnapshot *snapshot,
            MarbreFindPlace range,
            MarbreFindPlace visible)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter first, last;
  GdkRectangle area;
  int top, bottom, height;

  if (range.end <= visible.start || range.start >= visible.end)
    return;
  gtk_text_buffer_get_iter_at_offset (buffer, &first, (int) MAX (range.start, visible.start));
  gtk_text_buffer_get_iter_at_offset (buffer, &last, (int) MIN (range.end, visible.end));
  gtk_text_view_get_line_yrange (view, &first, &top, &height);
  gtk_text_view_get_line_yrange (view, &last, &bottom, &height);
  gtk_text_view_get_visible_rect (view, &area);
  gtk_snapshot_append_color (snapshot, &range_color,
                             &GRAPHENE_RECT_INIT ((float) area.x, (float) top, (float) area.width,
                                                  (float) (bottom + height - top)));
}

/**
 * marbre_find_ink_set:
 * @view: a text view whose class calls marbre_find_ink_snapshot()
 * @ink: (nullable): what to show; stays where it is until it is set anew
 */
void
marbre_find_ink_set (GtkTextView *view, const MarbreFindInk *ink)
{
  g_return_if_fail (GTK_IS_TEXT_VIEW (view));

  g_object_set_data (G_OBJECT (view), KEY, (gpointer) ink);
  gtk_widget_queue_draw (GTK_WIDGET (view));
}

/**
 * marbre_find_ink_snapshot:
 * @view: a text view
 * @layer: which layer is drawn
 * @snapshot: where, in the buffer's coordinates
 *
 * Draws the marks. For a class' GtkTextViewClass.snapshot_layer.
 */
void
marbre_find_ink_snapshot (GtkTextView *view, GtkTextViewLayer layer, GtkSnapshot *snapshot)
{
  const MarbreFindInk *ink = g_object_get_data (G_OBJECT (view), KEY);
  MarbreFindPlace visible;
  guint index, count;

  if (layer != GTK_TEXT_VIEW_LAYER_BELOW_TEXT || ink == NULL)
    return;
  visible = find_visible (view);
  if (ink->has_range)
    draw_range (view, snapshot, ink->range, visible);
  count = ink->places ? marbre_find_places_count (ink->places) : 0;
  index = ink->places ? marbre_find_places_search (ink->places, visible.start) : 0;
  if (index > 0 && marbre_find_places_get (ink->places, index - 1).start == visible.start)
    index--; /* it has no length */
  for (guint marks = 0; marks < MAX_MARKS && index < count; marks++, index++)
    {
      MarbreFindPlace place = marbre_find_places_get (ink->places, index);

      if (place.start >= visible.end)
        break;
      draw_place (view, snapshot, place, (int) index == ink->current);
    }
}
