/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The column; see marbre-manuscript.h. The widget: its two children, its adjustments, and what
 * moves it. Where the children lie is -layout.c's, how places and lines belong together -place.c's,
 * and the caret -caret.c's.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-manuscript-private.h"

#include <math.h>

#define MEASURE      66 /* signs of the body's face in the widest column, unless told */
#define FOCUS_MARGIN 48 /* px kept above and below a field that takes the focus */

enum
{
  PROP_HEAD = 1,
  PROP_VIEW,
  N_PROPS,
  PROP_HADJUSTMENT = N_PROPS,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE_WITH_CODE (MarbreManuscript,
                               marbre_manuscript,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

static void
column_moved_cb (MarbreManuscript *self)
{
  if (self->placing)
    return;
  self->target = NAN;
  self->moved = TRUE;
  _marbre_manuscript_queue (self);
}

/* Scrolls the column for what is to be seen in it. */
void
_marbre_manuscript_move_to (MarbreManuscript *self, double value)
{
  self->showing = TRUE;
  gtk_adjustment_set_value (self->vadjustment, value);
  self->showing = FALSE;
}

/* The view moved by itself: to show the caret, or to keep its place while lines above it are laid
 * out. The column moves as far. */
static void
view_moved_cb (MarbreManuscript *self)
{
  double value, delta;

  if (self->placing || self->moved || self->vadjustment == NULL)
    return;
  value = gtk_adjustment_get_value (self->vadjustment);
  delta =
      gtk_adjustment_get_value (self->view_adjustment) - MAX (0, floor (value) - self->head_height);
  if (delta == 0)
    return;
  if (marbre_manuscript_is_holding (self))
    {
      _marbre_manuscript_queue (self);
      return;
    }
  self->placing = TRUE;
  gtk_adjustment_set_upper (self->vadjustment,
                            MAX (gtk_adjustment_get_upper (self->vadjustment),
                                 value + delta + gtk_adjustment_get_page_size (self->vadjustment)));
  gtk_adjustment_set_value (self->vadjustment, value + delta);
  self->placing = FALSE;
  _marbre_manuscript_queue (self);
}

/* Who types wants to see the caret, not the place that was held. */
static gboolean
key_pressed_cb (MarbreManuscript *self)
{
  self->target = NAN;
  self->keyed = TRUE;
  return GDK_EVENT_PROPAGATE;
}

static gboolean
event_cb (MarbreManuscript *self, GdkEvent *event)
{
  if (gdk_event_get_event_type (event) == GDK_BUTTON_PRESS)
    self->keyed = FALSE;
  return GDK_EVENT_PROPAGATE;
}

static void
view_resized_cb (MarbreManuscript *self)
{
  if (!self->placing)
    _marbre_manuscript_queue (self);
}

/* Shows the field that took the focus. The view shows its caret itself. */
static void
focus_cb (MarbreManuscript *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self->focus_root));
  graphene_rect_t bounds;
  double value, page, top, bottom;

  if (focus == NULL || self->head == NULL || self->vadjustment == NULL ||
      !gtk_widget_is_ancestor (focus, self->head) ||
      !gtk_widget_compute_bounds (focus, self->head, &bounds))
    return;
  value = gtk_adjustment_get_value (self->vadjustment);
  page = gtk_adjustment_get_page_size (self->vadjustment);
  top = bounds.origin.y - FOCUS_MARGIN;
  bottom = bounds.origin.y + bounds.size.height + FOCUS_MARGIN;
  if (top < value)
    _marbre_manuscript_move_to (self, MAX (0, top));
  else if (bottom > value + page)
    _marbre_manuscript_move_to (self, MIN (top, bottom - page));
}

static void
marbre_manuscript_root (GtkWidget *widget)
{
  MarbreManuscript *self = MARBRE_MANUSCRIPT (widget);
  GtkRoot *root;

  GTK_WIDGET_CLASS (marbre_manuscript_parent_class)->root (widget);
  root = gtk_widget_get_root (widget);
  if (GTK_IS_WINDOW (root))
    {
      self->focus_root = GTK_WIDGET (root);
      g_signal_connect_object (root, "notify::focus-widget", G_CALLBACK (focus_cb), self,
                               G_CONNECT_SWAPPED);
    }
}

static void
marbre_manuscript_unroot (GtkWidget *widget)
{
  MarbreManuscript *self = MARBRE_MANUSCRIPT (widget);

  if (self->focus_root)
    g_signal_handlers_disconnect_by_func (self->focus_root, focus_cb, self);
  self->focus_root = NULL;
  GTK_WIDGET_CLASS (marbre_manuscript_parent_class)->unroot (widget);
}

static void
set_vadjustment (MarbreManuscript *self, GtkAdjustment *adjustment)
{
  if (self->vadjustment == adjustment)
    return;
  if (self->vadjustment)
    g_signal_handlers_disconnect_by_func (self->vadjustment, column_moved_cb, self);
  g_set_object (&self->vadjustment, adjustment);
  if (adjustment)
    g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (column_moved_cb), self,
                             G_CONNECT_SWAPPED);
  g_object_notify (G_OBJECT (self), "vadjustment");
}

static void
set_view (MarbreManuscript *self, GtkTextView *view)
{
  self->view = view;
  if (view == NULL)
    return;
  self->bottom_margin = gtk_text_view_get_bottom_margin (view);
  gtk_scrollable_set_vadjustment (GTK_SCROLLABLE (view), self->view_adjustment);
  gtk_widget_set_parent (GTK_WIDGET (view), GTK_WIDGET (self));
}

static void
set_head (MarbreManuscript *self, GtkWidget *head)
{
  self->head = head;
  if (head)
    gtk_widget_insert_before (head, GTK_WIDGET (self), GTK_WIDGET (self->view));
}

static void
marbre_manuscript_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  MarbreManuscript *self = MARBRE_MANUSCRIPT (object);

  switch (prop_id)
    {
    case PROP_HEAD:
      g_value_set_object (value, self->head);
      break;
    case PROP_VIEW:
      g_value_set_object (value, self->view);
      break;
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->hadjustment);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->vadjustment);
      break;
    case PROP_HSCROLL_POLICY:
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, GTK_SCROLL_MINIMUM);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
marbre_manuscript_set_property (GObject *object,
                                guint prop_id,
                                const GValue *value,
                                GParamSpec *pspec)
{
  MarbreManuscript *self = MARBRE_MANUSCRIPT (object);

  switch (prop_id)
    {
    case PROP_HEAD:
      set_head (self, g_value_get_object (value));
      break;
    case PROP_VIEW:
      set_view (self, g_value_get_object (value));
      break;
    case PROP_HADJUSTMENT:
      g_set_object (&self->hadjustment, g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      set_vadjustment (self, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
    case PROP_VSCROLL_POLICY:
      break; /* the column has one way to scroll */
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
marbre_manuscript_dispose (GObject *object)
{
  MarbreManuscript *self = MARBRE_MANUSCRIPT (object);

  g_clear_handle_id (&self->margin_source, g_source_remove);
  g_clear_handle_id (&self->settling_source, g_source_remove);
  g_clear_pointer (&self->head, gtk_widget_unparent);
  if (self->view)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->view)));
  g_clear_object (&self->hadjustment);
  g_clear_object (&self->vadjustment);
  g_clear_object (&self->view_adjustment);
  G_OBJECT_CLASS (marbre_manuscript_parent_class)->dispose (object);
}

static void
marbre_manuscript_class_init (MarbreManuscriptClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = marbre_manuscript_get_property;
  object_class->set_property = marbre_manuscript_set_property;
  object_class->dispose = marbre_manuscript_dispose;
  widget_class->size_allocate = _marbre_manuscript_size_allocate;
  widget_class->measure = _marbre_manuscript_measure;
  widget_class->root = marbre_manuscript_root;
  widget_class->unroot = marbre_manuscript_unroot;

  /**
   * MarbreManuscript:head:
   *
   * The widget above the text. Set once.
   */
  properties[PROP_HEAD] = g_param_spec_object ("head", NULL, NULL, GTK_TYPE_WIDGET,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);

  /**
   * MarbreManuscript:view:
   *
   * The text. Set once.
   */
  properties[PROP_VIEW] = g_param_spec_object ("view", NULL, NULL, GTK_TYPE_TEXT_VIEW,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");

  gtk_widget_class_set_css_name (widget_class, "manuscript");
}

static void
marbre_manuscript_init (MarbreManuscript *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *pointer = gtk_event_controller_legacy_new ();

  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  self->target = NAN;
  self->measure = MEASURE;
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_event_controller_set_propagation_phase (pointer, GTK_PHASE_CAPTURE);
  g_signal_connect_object (pointer, "event", G_CALLBACK (event_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), pointer);
  self->view_adjustment = g_object_ref_sink (gtk_adjustment_new (0, 0, 0, 0, 0, 0));
  g_signal_connect_object (self->view_adjustment, "value-changed", G_CALLBACK (view_moved_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view_adjustment, "changed", G_CALLBACK (view_resized_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * marbre_manuscript_is_moving:
 *
 * Returns: whether the column is being scrolled by the program or by its own text, rather than by
 *   hand; for handlers of the adjustment
 */
gboolean
marbre_manuscript_is_moving (MarbreManuscript *self)
{
  g_return_val_if_fail (MARBRE_IS_MANUSCRIPT (self), FALSE);
  return self->placing || self->showing;
}
