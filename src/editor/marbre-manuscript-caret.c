/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What keeps the caret in sight while one writes, and where; see marbre-manuscript.h.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-manuscript-private.h"

#include <math.h>

#define AIR          72   /* px kept below the caret while one writes */
#define FOCUS_MARGIN 48   /* px below a caret that is in sight */
#define TYPEWRITER   0.42 /* of the pane's height above a caret that stays where it is */

/* Below the text there has to be room for the last line to stand as high as the others. */
static int
find_margin (MarbreManuscript *self)
{
  double page = gtk_adjustment_get_page_size (self->vadjustment);

  if (!self->typewriter)
    return self->bottom_margin;
  return MAX (self->bottom_margin, (int) (page * (1 - TYPEWRITER)));
}

static gboolean
margin_cb (gpointer data)
{
  MarbreManuscript *self = data;

  self->margin_source = 0;
  if (self->view != NULL && self->vadjustment != NULL)
    gtk_text_view_set_bottom_margin (self->view, find_margin (self));
  return G_SOURCE_REMOVE;
}

/* Not while sizes are given: another margin is another size. */
void
_marbre_manuscript_fit_margin (MarbreManuscript *self)
{
  if (self->margin_source == 0 &&
      gtk_text_view_get_bottom_margin (self->view) != find_margin (self))
    self->margin_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, margin_cb, self, NULL);
}

/* How far down in the column the caret's line is. */
static double
caret_depth (MarbreManuscript *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter caret;
  GdkRectangle place;

  gtk_text_buffer_get_iter_at_mark (buffer, &caret, gtk_text_buffer_get_insert (buffer));
  gtk_text_view_get_iter_location (self->view, &caret, &place);
  return self->head_height + gtk_text_view_get_top_margin (self->view) + place.y;
}

/* Holds the caret's line @above pixels below the pane's upper edge. */
static void
hold_caret (MarbreManuscript *self, double above)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter caret;
  GdkRectangle place;
  int y, height;

  gtk_text_buffer_get_iter_at_mark (buffer, &caret, gtk_text_buffer_get_insert (buffer));
  gtk_text_view_get_line_yrange (self->view, &caret, &y, &height);
  gtk_text_view_get_iter_location (self->view, &caret, &place);
  _marbre_manuscript_hold (
      self,
      gtk_text_iter_get_line (&caret) +
          (height > 0 ? CLAMP ((double) (place.y - y) / height, 0, 0.999) : 0),
      above);
}

/**
 * marbre_manuscript_show_caret:
 *
 * Brings the caret into the upper part of the pane if it is not in view. The text view's own way
 * loses the place while long texts are laid out.
 */
void
marbre_manuscript_show_caret (MarbreManuscript *self)
{
  double top, page, depth;

  g_return_if_fail (MARBRE_IS_MANUSCRIPT (self));
  g_return_if_fail (self->view != NULL && self->vadjustment != NULL);

  top = gtk_adjustment_get_value (self->vadjustment);
  page = gtk_adjustment_get_page_size (self->vadjustment);
  depth = caret_depth (self);
  if (!marbre_manuscript_is_holding (self) && depth >= top && depth < top + page - FOCUS_MARGIN)
    return;
  hold_caret (self, self->typewriter ? page * TYPEWRITER : page / 4);
}

/**
 * marbre_manuscript_set_typewriter:
 * @typewriter: whether the caret's line stays at one height of the pane while one writes
 */
void
marbre_manuscript_set_typewriter (MarbreManuscript *self, gboolean typewriter)
{
  g_return_if_fail (MARBRE_IS_MANUSCRIPT (self));

  self->typewriter = typewriter;
  _marbre_manuscript_queue (self);
}

/* As a typewriter does: the paper moves and the line stays. Near the column's start the paper is
 * there already. */
static void
roll_to_caret (MarbreManuscript *self)
{
  double page = gtk_adjustment_get_page_size (self->vadjustment);
  double above = floor (page * TYPEWRITER);
  double value = MAX (caret_depth (self) - above, 0);

  if (fabs (value - gtk_adjustment_get_value (self->vadjustment)) >= 1)
    hold_caret (self, above);
}

/* Moves the column up if the caret has come too near to the pane's lower edge: who writes at the
 * end of a text would else write on the edge all the time. */
static void
leave_air (MarbreManuscript *self)
{
  GtkTextBuffer *buffer;
  GtkTextIter caret;
  GdkRectangle place;
  double top, page, below;

  top = gtk_adjustment_get_value (self->vadjustment);
  page = gtk_adjustment_get_page_size (self->vadjustment);
  if (marbre_manuscript_is_holding (self) || page < 4 * AIR)
    return;
  buffer = gtk_text_view_get_buffer (self->view);
  gtk_text_buffer_get_iter_at_mark (buffer, &caret, gtk_text_buffer_get_insert (buffer));
  gtk_text_view_get_iter_location (self->view, &caret, &place);
  below = top + page -
          (self->head_height + gtk_text_view_get_top_margin (self->view) + place.y + place.height);
  /* Only a caret that is in view, or just below: GTK itself brings one from far away. */
  if (below < AIR && below > -AIR)
    _marbre_manuscript_move_to (self, top + AIR - below);
}

/**
 * marbre_manuscript_follow_caret:
 *
 * The caret has moved, or something was written at it: brings its line to the height where it
 * stays, if this is a typewriter and a key has moved it. What one clicks on does not move.
 */
void
marbre_manuscript_follow_caret (MarbreManuscript *self)
{
  g_return_if_fail (MARBRE_IS_MANUSCRIPT (self));
  g_return_if_fail (self->view != NULL && self->vadjustment != NULL);

  if (!self->typewriter)
    leave_air (self);
  else if (self->keyed)
    roll_to_caret (self);
}
