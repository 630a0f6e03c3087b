/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The column's layout: how wide it is, and where head and text lie for each place. Main thread.
 *
 * A viewport around both would give the text view its full height, and it would lay out and draw
 * every line of a long story for each key. Here the view keeps a height of one page and its own
 * laziness: the outer position first moves the head out, then the text inside the view.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-manuscript-private.h"

#include <math.h>

#define MARGIN        28 /* px left free on both sides of the column */
#define MAX_PASSES    3  /* a view that has not settled by then goes on in the next frame */
#define MIN_WIDTH     240
#define MIN_HEIGHT    120
#define VIEW_MIN_PAGE 64 /* height of a view that lies below the pane */

/* French and English prose, whose signs are as wide as those of a story are on the average. */
#define SAMPLE "Le navire a quitté le port hier soir, et nine of the crew slept ashore that night."

/* How long a place that was asked for is held at least, unless the writer moves on: pictures and
 * the looks of a long story come late. */
#define HOLD_MSEC 1500

/* Holds a place, @above pixels below the pane's upper edge, or at the eye if that is NAN. */
void
_marbre_manuscript_hold (MarbreManuscript *self, double line, double above)
{
  g_clear_handle_id (&self->settling_source, g_source_remove);
  self->target = line;
  self->target_above = above;
  _marbre_manuscript_queue (self);
}

/* Not gtk_widget_queue_allocate(): then GTK comes straight to us, past the widgets around us. The
 * view lays lines out while it is placed, finds other heights and asks all of them for a new
 * layout, and as nobody places them in this frame, it is drawn without the editor. */
void
_marbre_manuscript_queue (MarbreManuscript *self)
{
  self->queued = TRUE;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* Measured anew only when the view has another font. */
static double
get_sign_width (MarbreManuscript *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self->view));
  guint serial = pango_context_get_serial (context);

  if (self->font_serial != serial)
    {
      g_autoptr (PangoLayout) layout = pango_layout_new (context);
      int width;

      pango_layout_set_text (layout, SAMPLE, -1);
      pango_layout_get_size (layout, &width, NULL);
      self->sign_width = (double) width / PANGO_SCALE / (double) g_utf8_strlen (SAMPLE, -1);
      self->font_serial = serial;
    }
  return self->sign_width;
}

static int
column_width (MarbreManuscript *self, int width)
{
  int column = (int) ceil (self->measure * get_sign_width (self)) +
               gtk_text_view_get_left_margin (self->view) +
               gtk_text_view_get_right_margin (self->view);

  return MAX (MIN (width - 2 * MARGIN, column), 1);
}

/* The outer position for the place that is held. */
static double
target_value (MarbreManuscript *self, double height)
{
  double depth = _marbre_manuscript_get_depth (self, self->target, height);
  double whole;

  if (!isnan (self->target_above))
    return depth - self->target_above;
  whole = _marbre_manuscript_get_height (self, height);
  return depth * (whole - height) / whole;
}

/* The view lays out what is out of sight before this, in its idle time; what it finds moves us in
 * the next frame. */
static gboolean
settled_cb (gpointer data)
{
  MarbreManuscript *self = data;

  if (self->queued)
    return G_SOURCE_CONTINUE;
  self->settling_source = 0;
  self->target = NAN;
  return G_SOURCE_REMOVE;
}

/* The heights of the lines above a place are guesses until they are laid out: however long that
 * takes, the place is held. */
static double
wanted_value (MarbreManuscript *self, double height)
{
  if (!marbre_manuscript_is_holding (self))
    return gtk_adjustment_get_value (self->vadjustment);
  if (self->settling_source == 0)
    self->settling_source = g_timeout_add_full (GTK_TEXT_VIEW_PRIORITY_VALIDATE + 1, HOLD_MSEC,
                                                settled_cb, self, NULL);
  return target_value (self, height);
}

/* Gives both their places for an outer position. The view's own position is set first, so that it
 * lays out the right lines; it may still move while it does, to show the caret or to stay within
 * what turns out to be its text.
 *
 * Returns: how far it moved */
static double
place_children (MarbreManuscript *self, GtkAllocation area, int height, double value)
{
  int top = (int) floor (value);
  double inside = MAX (0, top - self->head_height);
  double upper, page;

  area.y = -top;
  area.height = self->head_height;
  gtk_widget_size_allocate (self->head, &area, -1);

  area.y = MAX (0, self->head_height - top);
  area.height = MAX (height - area.y, VIEW_MIN_PAGE);
  page = area.height;
  upper = MAX (gtk_adjustment_get_upper (self->view_adjustment), inside + page);
  gtk_adjustment_configure (self->view_adjustment, inside, 0, upper, page * 0.1, page * 0.9, page);
  gtk_widget_size_allocate (GTK_WIDGET (self->view), &area, -1);
  return gtk_adjustment_get_value (self->view_adjustment) - inside;
}

static void
measure_children (MarbreManuscript *self, GtkAllocation *area)
{
  int minimum;

  gtk_widget_measure (self->head, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  area->width = MAX (area->width, minimum);
  gtk_widget_measure (self->head, GTK_ORIENTATION_VERTICAL, area->width, NULL, &self->head_height,
                      NULL, NULL);
  /* GTK wants a size to be asked for before it is given; a text view asks for all its lines. */
  gtk_widget_measure (GTK_WIDGET (self->view), GTK_ORIENTATION_VERTICAL, area->width, NULL, NULL,
                      NULL, NULL);
}

void
_marbre_manuscript_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MarbreManuscript *self = MARBRE_MANUSCRIPT (widget);
  GtkAllocation area = { 0 };
  double upper, value;

  if (self->head == NULL || self->view == NULL || self->vadjustment == NULL)
    return;

  area.width = column_width (self, width);
  area.x = (width - area.width) / 2;
  self->placing = TRUE;
  self->moved = self->queued = FALSE;
  measure_children (self, &area);
  value = wanted_value (self, height);
  for (int pass = 0; pass < MAX_PASSES; pass++)
    {
      double moved;

      upper = _marbre_manuscript_get_height (self, height);
      value = CLAMP (value, 0, upper - height);
      moved = place_children (self, area, height, value);
      if (marbre_manuscript_is_holding (self))
        moved = CLAMP (target_value (self, height), 0, upper - height) - value;
      if (moved == 0)
        break;
      value += moved;
    }
  upper = MAX (_marbre_manuscript_get_height (self, height), value + height);
  gtk_adjustment_configure (self->vadjustment, value, 0, upper, height * 0.1, height * 0.9, height);
  self->placing = FALSE;
  _marbre_manuscript_fit_margin (self);
}

void
_marbre_manuscript_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  MarbreManuscript *self = MARBRE_MANUSCRIPT (widget);
  int head_minimum = 0;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      if (self->head)
        gtk_widget_measure (self->head, orientation, -1, &head_minimum, NULL, NULL, NULL);
      *minimum = MAX (MIN_WIDTH, head_minimum + 2 * MARGIN);
      *natural = MAX (*minimum, column_width (self, G_MAXINT) + 2 * MARGIN);
    }
  else
    *minimum = *natural = MIN_HEIGHT;
}

/**
 * marbre_manuscript_set_measure:
 * @measure: how many signs of its body the column has at most room for in a line, at least 20
 */
void
marbre_manuscript_set_measure (MarbreManuscript *self, guint measure)
{
  g_return_if_fail (MARBRE_IS_MANUSCRIPT (self));

  self->measure = MAX (measure, 20);
  _marbre_manuscript_queue (self);
}

/**
 * marbre_manuscript_is_holding:
 *
 * Returns: whether the column stands where marbre_manuscript_scroll_to_line() put it, and still
 *   moves only to stay there
 */
gboolean
marbre_manuscript_is_holding (MarbreManuscript *self)
{
  g_return_val_if_fail (MARBRE_IS_MANUSCRIPT (self), FALSE);
  return !isnan (self->target);
}
