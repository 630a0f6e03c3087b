/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Places in the column, by lines of the text; see marbre-manuscript.h.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-manuscript-private.h"

#include <math.h>

/* The text's height with its margins. The view's adjustment cannot tell when the text is shorter
 * than the view: it then says the view's height. */
static double
content_height (MarbreManuscript *self)
{
  double upper = gtk_adjustment_get_upper (self->view_adjustment);
  GtkTextIter end;
  int y, height;

  if (upper > gtk_adjustment_get_page_size (self->view_adjustment))
    return upper;
  gtk_text_buffer_get_end_iter (gtk_text_view_get_buffer (self->view), &end);
  gtk_text_view_get_line_yrange (self->view, &end, &y, &height);
  return y + height + gtk_text_view_get_top_margin (self->view) +
         gtk_text_view_get_bottom_margin (self->view);
}

/* The column's height in a pane of @height. */
double
_marbre_manuscript_get_height (MarbreManuscript *self, double height)
{
  return MAX (self->head_height + content_height (self), height);
}

/* Where the text ends, from the top of the column. */
static double
text_end (MarbreManuscript *self)
{
  GtkTextIter end;
  int y, height;

  gtk_text_buffer_get_end_iter (gtk_text_view_get_buffer (self->view), &end);
  gtk_text_view_get_line_yrange (self->view, &end, &y, &height);
  return self->head_height + gtk_text_view_get_top_margin (self->view) + y + height;
}

/* How far down in the column a place is, in a pane of @height. */
double
_marbre_manuscript_get_depth (MarbreManuscript *self, double line, double height)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  int n_lines = gtk_text_buffer_get_line_count (buffer);
  GtkTextIter iter;
  int y, line_height;

  if (line < 0)
    return (CLAMP (line, -1, 0) + 1) * self->head_height;
  if (line >= n_lines)
    {
      double end = text_end (self);
      double whole = _marbre_manuscript_get_height (self, height);

      return end + MIN (line - n_lines, 1) * MAX (whole - end, 0);
    }
  gtk_text_buffer_get_iter_at_line (buffer, &iter, (int) line);
  gtk_text_view_get_line_yrange (self->view, &iter, &y, &line_height);
  return self->head_height + gtk_text_view_get_top_margin (self->view) + y +
         (line - floor (line)) * line_height;
}

/**
 * marbre_manuscript_scroll_to_line:
 * @line: a line of the text, from 0, with a fraction; −1 to 0 is the head, the number of lines to 1
 *   more is what is below the text
 *
 * Brings that place to the pane's eye: a height that goes from the pane's upper edge to its lower
 * one as the column is scrolled from its start to its end.
 */
void
marbre_manuscript_scroll_to_line (MarbreManuscript *self, double line)
{
  g_return_if_fail (MARBRE_IS_MANUSCRIPT (self));
  g_return_if_fail (self->view != NULL && self->vadjustment != NULL);

  _marbre_manuscript_hold (self, line, NAN);
}

/**
 * marbre_manuscript_get_line:
 *
 * Returns: the place at the pane's eye, as marbre_manuscript_scroll_to_line() takes it
 */
double
marbre_manuscript_get_line (MarbreManuscript *self)
{
  GtkTextIter iter;
  double value, page, whole, depth, end, y;
  int top, height;

  g_return_val_if_fail (MARBRE_IS_MANUSCRIPT (self), -1);
  g_return_val_if_fail (self->view != NULL && self->vadjustment != NULL, -1);

  value = gtk_adjustment_get_value (self->vadjustment);
  page = gtk_adjustment_get_page_size (self->vadjustment);
  whole = gtk_adjustment_get_upper (self->vadjustment);
  depth = whole > page ? value * whole / (whole - page) : 0;
  if (depth < self->head_height)
    return depth / self->head_height - 1;
  end = text_end (self);
  if (depth >= end)
    return gtk_text_buffer_get_line_count (gtk_text_view_get_buffer (self->view)) +
           (whole > end ? MIN ((depth - end) / (whole - end), 1) : 0);
  y = MAX (0, depth - self->head_height - gtk_text_view_get_top_margin (self->view));
  gtk_text_view_get_line_at_y (self->view, &iter, (int) y, &top);
  gtk_text_view_get_line_yrange (self->view, &iter, &top, &height);
  return gtk_text_iter_get_line (&iter) + (height > 0 ? CLAMP ((y - top) / height, 0, 0.999) : 0);
}
