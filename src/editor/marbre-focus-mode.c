/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Focus mode; see marbre-focus-mode.h. A veil of the page's colour is drawn over the rest. A tag
 * would have GTK lay out each paragraph that is left or entered, and all of them when the mode
 * changes; a veil costs four rectangles, whatever the story's length.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-focus-mode.h"

/* How much of the page's colour lies over the rest: it can still be read when one looks for it. */
#define VEIL_OPACITY 0.68f

/* A caret behind the last sign is no part of the rest. */
#define CARET_WIDTH 2

struct _MarbreFocusMode
{
  GObject parent_instance;

  GtkTextView *view;     /* (borrowed): owns us */
  GtkTextBuffer *buffer; /* (owned) (nullable): of the view */
  MarbreFocus focus;
  gboolean paused;
  gboolean stale; /* what follows is of another caret or text */
  int first;      /* offset where what is written begins */
  int last;       /* offset where it ends */
};

G_DEFINE_FINAL_TYPE (MarbreFocusMode, marbre_focus_mode, G_TYPE_OBJECT)

static gboolean
is_active (MarbreFocusMode *self)
{
  return self->focus != MARBRE_FOCUS_OFF && !self->paused && self->buffer != NULL &&
         gtk_text_view_get_editable (self->view);
}

static void
outdate (MarbreFocusMode *self)
{
  self->stale = TRUE;
  if (is_active (self))
    gtk_widget_queue_draw (GTK_WIDGET (self->view));
}

static void
mark_set_cb (MarbreFocusMode *self, GtkTextIter *place, GtkTextMark *mark)
{
  if (mark == gtk_text_buffer_get_insert (self->buffer) ||
      mark == gtk_text_buffer_get_selection_bound (self->buffer))
    outdate (self);
}

static void
watch_buffer (MarbreFocusMode *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);

  if (self->buffer != NULL)
    g_signal_handlers_disconnect_by_data (self->buffer, self);
  g_set_object (&self->buffer, buffer);
  self->stale = TRUE;
  if (buffer == NULL)
    return;
  g_signal_connect_object (buffer, "changed", G_CALLBACK (outdate), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (buffer, "mark-set", G_CALLBACK (mark_set_cb), self, G_CONNECT_SWAPPED);
}

static void
marbre_focus_mode_dispose (GObject *object)
{
  MarbreFocusMode *self = MARBRE_FOCUS_MODE (object);

  if (self->buffer != NULL)
    g_signal_handlers_disconnect_by_data (self->buffer, self);
  g_clear_object (&self->buffer);
  G_OBJECT_CLASS (marbre_focus_mode_parent_class)->dispose (object);
}

static void
marbre_focus_mode_class_init (MarbreFocusModeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = marbre_focus_mode_dispose;
}

static void
marbre_focus_mode_init (MarbreFocusMode *self)
{
}

/**
 * marbre_focus_mode_new:
 * @view: (unowned): a text view, whose class calls marbre_focus_mode_snapshot() and which owns us
 *
 * Returns: (transfer full): the focus mode of that view, which is off
 */
MarbreFocusMode *
marbre_focus_mode_new (GtkTextView *view)
{
  MarbreFocusMode *self;

  g_return_val_if_fail (GTK_IS_TEXT_VIEW (view), NULL);

  self = g_object_new (MARBRE_TYPE_FOCUS_MODE, NULL);
  self->view = view;
  g_signal_connect_object (view, "notify::buffer", G_CALLBACK (watch_buffer), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * marbre_focus_mode_get_focus:
 *
 * Returns: what stays as it is
 */
MarbreFocus
marbre_focus_mode_get_focus (MarbreFocusMode *self)
{
  g_return_val_if_fail (MARBRE_IS_FOCUS_MODE (self), MARBRE_FOCUS_OFF);
  return self->focus;
}

/**
 * marbre_focus_mode_set_focus:
 * @focus: what stays as it is; the rest is dimmed
 */
void
marbre_focus_mode_set_focus (MarbreFocusMode *self, MarbreFocus focus)
{
  g_return_if_fail (MARBRE_IS_FOCUS_MODE (self));

  if (self->focus == focus)
    return;
  if (self->buffer == NULL)
    watch_buffer (self);
  self->focus = focus;
  self->stale = TRUE;
  gtk_widget_queue_draw (GTK_WIDGET (self->view));
}

/**
 * marbre_focus_mode_pause:
 * @paused: %TRUE while something else than this view is written in
 */
void
marbre_focus_mode_pause (MarbreFocusMode *self, gboolean paused)
{
  g_return_if_fail (MARBRE_IS_FOCUS_MODE (self));

  if (self->paused == paused)
    return;
  self->paused = paused;
  gtk_widget_queue_draw (GTK_WIDGET (self->view));
}

static void
read_range (MarbreFocusMode *self)
{
  GtkTextIter start, end;

  if (!self->stale)
    return;
  marbre_focus_range_find (self->buffer, self->focus, &start, &end);
  self->first = gtk_text_iter_get_offset (&start);
  self->last = gtk_text_iter_get_offset (&end);
  self->stale = FALSE;
}

static void
veil (GtkSnapshot *snapshot, const GdkRGBA *color, int left, int top, int right, int bottom)
{
  if (right > left && bottom > top)
    gtk_snapshot_append_color (snapshot, color,
                               &GRAPHENE_RECT_INIT ((float) left, (float) top,
                                                    (float) (right - left),
                                                    (float) (bottom - top)));
}

/* The line of the screen that a place is in: halfway to the lines around it in the same paragraph,
 * all of the room above and below it at the paragraph's ends. */
static void
find_row (MarbreFocusMode *self, const GtkTextIter *iter, GdkRectangle *row)
{
  int gap = gtk_text_view_get_pixels_inside_wrap (self->view);
  int top, height, bottom;

  gtk_text_view_get_line_yrange (self->view, iter, &top, &height);
  gtk_text_view_get_iter_location (self->view, iter, row);
  bottom = MIN (row->y + row->height + (gap + 1) / 2, top + height);
  row->y = MAX (row->y - gap / 2, top);
  row->height = bottom - row->y;
}

/**
 * marbre_focus_mode_snapshot:
 * @snapshot: of the view, in the buffer's coordinates, above the text
 *
 * Draws the veil, if there is to be one.
 */
void
marbre_focus_mode_snapshot (MarbreFocusMode *self, GtkSnapshot *snapshot)
{
  GtkTextIter start, end;
  GdkRectangle seen, first, last;
  GdkRGBA color;
  int right, bottom;

  g_return_if_fail (MARBRE_IS_FOCUS_MODE (self));

  if (!is_active (self) || gtk_text_buffer_get_char_count (self->buffer) == 0 ||
      !gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self->view)),
                                       "view_bg_color", &color))
    return;
  color.alpha = VEIL_OPACITY;
  read_range (self);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &start, self->first);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &end, self->last);
  gtk_text_view_get_visible_rect (self->view, &seen);
  find_row (self, &start, &first);
  find_row (self, &end, &last);
  last.x += CARET_WIDTH;
  if (self->focus == MARBRE_FOCUS_PARAGRAPH)
    {
      first.x = seen.x;
      last.x = seen.x + seen.width;
    }
  right = seen.x + seen.width;
  bottom = seen.y + seen.height;
  veil (snapshot, &color, seen.x, seen.y, right, MIN (first.y, bottom));
  veil (snapshot, &color, seen.x, first.y, first.x, first.y + first.height);
  veil (snapshot, &color, last.x, last.y, right, last.y + last.height);
  veil (snapshot, &color, seen.x, MAX (last.y + last.height, seen.y), right, bottom);
}
