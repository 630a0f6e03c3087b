/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lines under words; see marbre-spelling-ink.h. Only what is in sight is looked for and drawn.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-spelling-ink.h"

#define WAVE_WIDTH  4.0 /* px from crest to crest */
#define WAVE_HEIGHT 2.0
#define LINE_GAP    2.5 /* px between the double line's two */

/* More words than a screen has; a foreign text would otherwise draw a wave under each of them. */
#define MAX_WORDS 400

static const GdkRGBA colors[MARBRE_SPELLING_N_INKS] = {
  [MARBRE_SPELLING_INK_WAVE] = { 0.86f, 0.20f, 0.18f, 1.0f },
  [MARBRE_SPELLING_INK_DOUBLE] = { 0.22f, 0.50f, 0.86f, 1.0f },
};

static const char *const keys[MARBRE_SPELLING_N_INKS] = { "marbre-ink-wave", "marbre-ink-double" };

static void
draw_line (GtkSnapshot *snapshot, MarbreSpellingInk ink, double x, double width, double y)
{
  graphene_rect_t bounds;
  cairo_t *cr;

  graphene_rect_init (&bounds, (float) x, (float) (y - 1), (float) width, 5);
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  gdk_cairo_set_source_rgba (cr, &colors[ink]);
  cairo_set_line_width (cr, 1.2);
  cairo_move_to (cr, x, y);
  if (ink == MARBRE_SPELLING_INK_WAVE)
    for (double i = WAVE_WIDTH / 2, up = 1; i < width; i += WAVE_WIDTH / 2, up = 1 - up)
      cairo_line_to (cr, x + i, y + up * WAVE_HEIGHT);
  else
    {
      cairo_line_to (cr, x + width, y);
      cairo_move_to (cr, x, y + LINE_GAP);
      cairo_line_to (cr, x + width, y + LINE_GAP);
    }
  cairo_stroke (cr);
  cairo_destroy (cr);
}

/* One word, which may go on in the next line of the screen. */
static void
draw_word (GtkTextView *view,
           GtkSnapshot *snapshot,
           MarbreSpellingInk ink,
           const GtkTextIter *start,
           const GtkTextIter *end)
{
  GtkTextIter from = *start;

  while (gtk_text_iter_compare (&from, end) < 0)
    {
      GtkTextIter to = from;
      GdkRectangle first, last;

      gtk_text_view_forward_display_line_end (view, &to);
      if (gtk_text_iter_compare (&to, end) > 0 || gtk_text_iter_compare (&to, &from) <= 0)
        to = *end;
      gtk_text_view_get_iter_location (view, &from, &first);
      gtk_text_view_get_iter_location (view, &to, &last);
      if (last.y == first.y)
        draw_line (snapshot, ink, first.x, MAX (last.x - first.x, WAVE_WIDTH),
                   first.y + first.height - 3);
      from = to;
      if (gtk_text_iter_compare (&from, end) < 0 &&
          !gtk_text_view_starts_display_line (view, &from))
        gtk_text_iter_forward_char (&from);
    }
}

static void
find_lines_in_sight (GtkTextView *view, GtkTextIter *first, GtkTextIter *last)
{
  GdkRectangle visible;

  gtk_text_view_get_visible_rect (view, &visible);
  gtk_text_view_get_line_at_y (view, first, visible.y, NULL);
  gtk_text_view_get_line_at_y (view, last, visible.y + visible.height, NULL);
  gtk_text_iter_forward_line (last);
}

static void
draw_tag (GtkTextView *view, GtkSnapshot *snapshot, MarbreSpellingInk ink, GtkTextTag *tag)
{
  GtkTextIter iter, last;

  find_lines_in_sight (view, &iter, &last);
  if (!gtk_text_iter_has_tag (&iter, tag))
    gtk_text_iter_forward_to_tag_toggle (&iter, tag);
  for (guint i = 0; i < MAX_WORDS && gtk_text_iter_compare (&iter, &last) < 0; i++)
    {
      GtkTextIter start = iter;

      gtk_text_iter_forward_to_tag_toggle (&iter, tag);
      draw_word (view, snapshot, ink, &start, &iter);
      gtk_text_iter_forward_to_tag_toggle (&iter, tag);
    }
}

/**
 * marbre_spelling_ink_set_tag:
 * @view: a text view whose class calls marbre_spelling_ink_snapshot()
 * @ink: a line
 * @tag: (nullable): of the view's buffer: what to draw it under, %NULL for nothing
 *
 * The tag is only looked for; it needs no look of its own.
 */
void
marbre_spelling_ink_set_tag (GtkTextView *view, MarbreSpellingInk ink, GtkTextTag *tag)
{
  g_return_if_fail (GTK_IS_TEXT_VIEW (view));
  g_return_if_fail (ink < MARBRE_SPELLING_N_INKS);

  g_object_set_data_full (G_OBJECT (view), keys[ink], tag ? g_object_ref (tag) : NULL,
                          g_object_unref);
  gtk_widget_queue_draw (GTK_WIDGET (view));
}

/**
 * marbre_spelling_ink_queue_draw:
 * @view: a text view
 * @first: the beginning of what has other lines now
 * @last: its end
 *
 * Has the view drawn anew, if that is in sight: a frame for what is not would make a key wait.
 */
void
marbre_spelling_ink_queue_draw (GtkTextView *view,
                                const GtkTextIter *first,
                                const GtkTextIter *last)
{
  GtkTextIter top, bottom;

  g_return_if_fail (GTK_IS_TEXT_VIEW (view));
  g_return_if_fail (first != NULL && last != NULL);

  find_lines_in_sight (view, &top, &bottom);
  if (gtk_text_iter_compare (last, &top) >= 0 && gtk_text_iter_compare (first, &bottom) <= 0)
    gtk_widget_queue_draw (GTK_WIDGET (view));
}

/**
 * marbre_spelling_ink_snapshot:
 * @view: a text view
 * @layer: which layer is drawn
 * @snapshot: where, in the buffer's coordinates
 *
 * Draws the lines. For a class' GtkTextViewClass.snapshot_layer.
 */
void
marbre_spelling_ink_snapshot (GtkTextView *view, GtkTextViewLayer layer, GtkSnapshot *snapshot)
{
  g_return_if_fail (GTK_IS_TEXT_VIEW (view));

  if (layer != GTK_TEXT_VIEW_LAYER_ABOVE_TEXT)
    return;
  for (guint i = 0; i < MARBRE_SPELLING_N_INKS; i++)
    {
      GtkTextTag *tag = g_object_get_data (G_OBJECT (view), keys[i]);

      if (tag != NULL)
        draw_tag (view, snapshot, (MarbreSpellingInk) i, tag);
    }
}
