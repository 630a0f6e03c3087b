/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Places in the editor: where the caret is, what the column shows, and who scrolled it; see
 * marbre-editor-private.h.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-editor-private.h"

static gboolean
written_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  MarbreEditor *self = MARBRE_EDITOR (widget);

  self->written_tick = 0;
  if (gtk_widget_has_focus (GTK_WIDGET (self->view)))
    marbre_manuscript_follow_caret (self->manuscript);
  return G_SOURCE_REMOVE;
}

static void
written_cb (MarbreEditor *self)
{
  if (self->written_tick == 0)
    self->written_tick =
        gtk_widget_add_tick_callback (GTK_WIDGET (self), written_tick_cb, NULL, NULL);
}

static void
caret_cb (MarbreEditor *self)
{
  if (self->typewriter)
    written_cb (self);
  g_signal_emit_by_name (self, "caret-moved");
}

static gboolean
scrolled_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  MarbreEditor *self = MARBRE_EDITOR (widget);
  double from = self->line;
  gboolean by_hand = self->by_hand;

  self->scrolled_tick = 0;
  self->by_hand = FALSE;
  self->line = marbre_manuscript_get_line (self->manuscript);
  if (self->document && by_hand)
    g_signal_emit_by_name (self, "scrolled", from, self->line);
  return G_SOURCE_REMOVE;
}

static void
moved_cb (MarbreEditor *self)
{
  self->by_hand |= !marbre_manuscript_is_moving (self->manuscript);
  if (self->scrolled_tick == 0)
    self->scrolled_tick =
        gtk_widget_add_tick_callback (GTK_WIDGET (self), scrolled_tick_cb, NULL, NULL);
}

/* Opacity and not visibility: that would be a new layout again. */
static void
length_changed_cb (MarbreEditor *self, GtkAdjustment *adjustment)
{
  gboolean longer = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_lower (adjustment) >
                    gtk_adjustment_get_page_size (adjustment);

  gtk_widget_set_opacity (GTK_WIDGET (self->scrollbar), longer ? 1 : 0);
}

static void
scrollbar_entered_cb (MarbreEditor *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self->scrollbar), "hovering");
}

static void
scrollbar_left_cb (MarbreEditor *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->scrollbar), "hovering");
}

/* The scrollbar is ours: one of the scrolled window's own asks for a new layout when the column
 * tells its length, which it does while it is laid out, and the frame is then drawn without the
 * editor. */
static void
set_up_scrollbar (MarbreEditor *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  GtkEventController *motion = gtk_event_controller_motion_new ();

  gtk_scrollbar_set_adjustment (self->scrollbar, adjustment);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (length_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "enter", G_CALLBACK (scrollbar_entered_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (scrollbar_left_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->scrollbar), motion);
}

/* Once the column is there. */
void
_marbre_editor_connect_places (MarbreEditor *self)
{
  set_up_scrollbar (self);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "value-changed",
                           G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
}

/* No frame is waited for any more. */
void
_marbre_editor_disconnect_places (MarbreEditor *self)
{
  if (self->scrolled_tick)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->scrolled_tick);
  self->scrolled_tick = 0;
  if (self->written_tick)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->written_tick);
  self->written_tick = 0;
}

/* Follows the caret of the body that the view shows now. */
void
_marbre_editor_watch_body (MarbreEditor *self)
{
  GtkTextBuffer *body = _marbre_editor_get_body (self);

  g_signal_connect_object (body, "notify::cursor-position", G_CALLBACK (caret_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (body, "changed", G_CALLBACK (written_cb), self, G_CONNECT_SWAPPED);
}

/* Before the view shows another one. */
void
_marbre_editor_unwatch_body (MarbreEditor *self)
{
  GtkTextBuffer *body = _marbre_editor_get_body (self);

  g_signal_handlers_disconnect_by_func (body, caret_cb, self);
  g_signal_handlers_disconnect_by_func (body, written_cb, self);
}

/**
 * marbre_editor_get_caret:
 * @field: (out): which text is being written
 * @caret: (out): the caret, if @field is the body
 *
 * Returns: %FALSE if the focus is elsewhere
 */
gboolean
marbre_editor_get_caret (MarbreEditor *self, MarbreField *field, GtkTextIter *caret)
{
  GtkTextBuffer *body;
  GtkRoot *root;
  GtkWidget *focus;

  g_return_val_if_fail (MARBRE_IS_EDITOR (self), FALSE);

  root = gtk_widget_get_root (GTK_WIDGET (self));
  focus = root ? gtk_root_get_focus (root) : NULL;
  if (focus == NULL || self->document == NULL)
    return FALSE;
  if (focus != GTK_WIDGET (self->view))
    return marbre_editor_head_find_field (self->head, focus, field);
  *field = MARBRE_FIELD_BODY;
  body = _marbre_editor_get_body (self);
  gtk_text_buffer_get_iter_at_mark (body, caret, gtk_text_buffer_get_insert (body));
  return TRUE;
}

/**
 * marbre_editor_go_to:
 * @field: which text
 * @line: a line of the body, from 0; nothing to other fields
 * @offset: characters from the start of the field, or of that line on
 *
 * Puts the caret there, shows it and takes the focus.
 */
void
marbre_editor_go_to (MarbreEditor *self, MarbreField field, guint line, guint offset)
{
  GtkTextBuffer *body;
  GtkTextIter iter;

  g_return_if_fail (MARBRE_IS_EDITOR (self));

  if (field != MARBRE_FIELD_BODY)
    {
      marbre_editor_head_go_to_field (self->head, field, offset, 0);
      return;
    }
  body = _marbre_editor_get_body (self);
  gtk_text_buffer_get_iter_at_line (body, &iter, (int) MIN (line, G_MAXINT));
  gtk_text_iter_forward_chars (&iter, (int) MIN (offset, G_MAXINT));
  gtk_text_buffer_place_cursor (body, &iter);
  marbre_manuscript_show_caret (self->manuscript);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/**
 * marbre_editor_select:
 * @field: which text
 * @offset: characters from its start
 * @length: characters; 0 for the caret alone
 *
 * Selects them, the caret behind, shows that and takes the focus.
 */
void
marbre_editor_select (MarbreEditor *self, MarbreField field, guint offset, guint length)
{
  GtkTextBuffer *body;
  GtkTextIter start, end;

  g_return_if_fail (MARBRE_IS_EDITOR (self));

  if (field != MARBRE_FIELD_BODY)
    {
      marbre_editor_head_go_to_field (self->head, field, offset, length);
      return;
    }
  marbre_editor_go_to (self, field, 0, offset);
  body = _marbre_editor_get_body (self);
  gtk_text_buffer_get_iter_at_offset (body, &start, (int) MIN (offset, G_MAXINT));
  end = start;
  gtk_text_iter_forward_chars (&end, (int) MIN (length, G_MAXINT));
  gtk_text_buffer_select_range (body, &end, &start);
}

/**
 * marbre_editor_show_caret:
 *
 * Brings the caret into view, after something was put at it from outside.
 */
void
marbre_editor_show_caret (MarbreEditor *self)
{
  g_return_if_fail (MARBRE_IS_EDITOR (self));
  marbre_manuscript_show_caret (self->manuscript);
}

/**
 * marbre_editor_get_line:
 *
 * Returns: the place that the pane shows, as marbre_editor_scroll_to_line() takes it
 */
double
marbre_editor_get_line (MarbreEditor *self)
{
  g_return_val_if_fail (MARBRE_IS_EDITOR (self), -1);
  return marbre_manuscript_get_line (self->manuscript);
}

/**
 * marbre_editor_scroll_to_line:
 * @line: a line of the body with a fraction; −1 to 0 for the fields, and from the number of lines
 *   on, up to 1 more, for what is below the text
 *
 * Shows that place as far down in the pane as the column is scrolled: its start at the pane's upper
 * edge, its end at the lower one. Two panes that do so reach their ends together. Does not emit
 * "scrolled".
 */
void
marbre_editor_scroll_to_line (MarbreEditor *self, double line)
{
  g_return_if_fail (MARBRE_IS_EDITOR (self));
  marbre_manuscript_scroll_to_line (self->manuscript, line);
}
