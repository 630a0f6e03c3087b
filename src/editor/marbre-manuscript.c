/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The column; see marbre-manuscript.h. A viewport around both would give the text view its full
 * height, and it would lay out and draw every line of a long story for each key. Here the view
 * keeps a height of one page and its own laziness: the outer position first moves the head out,
 * then the text inside the view.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-manuscript.h"

#include <math.h>

#define COLUMN_EM     46 /* widest column: about 75 signs of the body's face */
#define MARGIN        28 /* px left free on both sides of the column */
#define FOCUS_MARGIN  48 /* px kept above and below a field that takes the focus */
#define AIR           72 /* px kept below the caret while one writes */
#define MAX_PASSES    3  /* a view that has not settled by then goes on in the next frame */
#define MIN_WIDTH     240
#define MIN_HEIGHT    120
#define VIEW_MIN_PAGE 64 /* height of a view that lies below the pane */

/* How long a place that was asked for is held, unless the writer moves on: the heights of the lines
 * above it are guesses until they are laid out. */
#define HOLD_USEC (1500 * 1000)

struct _MarbreManuscript
{
  GtkWidget parent_instance;

  GtkWidget *head;                /* (borrowed) (nullable): a child */
  GtkTextView *view;              /* (borrowed) (nullable): a child */
  GtkAdjustment *hadjustment;     /* (owned) (nullable): unused, GtkScrollable asks for it */
  GtkAdjustment *vadjustment;     /* (owned) (nullable): of the column */
  GtkAdjustment *view_adjustment; /* (owned): of the view alone */
  GtkWidget *focus_root;          /* (borrowed) (nullable): while we watch its focus */
  double target;       /* place to hold while lines are laid out, NAN for none */
  double target_above; /* px to leave above it, NAN to hold it at the eye */
  gint64 target_until; /* monotonic µs, 0 until the first allocation after */
  int head_height;
  gboolean placing; /* the adjustments change because we set them */
  gboolean showing; /* the column moves because we show something */
  gboolean moved;   /* the column was scrolled and the view has not followed yet */
};

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

/* Not gtk_widget_queue_allocate(): then GTK comes straight to us, past the widgets around us. The
 * view lays lines out while it is placed, finds other heights and asks all of them for a new
 * layout, and as nobody places them in this frame, it is drawn without the editor. */
static void
allocate_soon (MarbreManuscript *self)
{
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static int
column_width (MarbreManuscript *self, int width)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double em = (double) pango_font_description_get_size (font) / PANGO_SCALE;

  if (!pango_font_description_get_size_is_absolute (font))
    em = em * 96.0 / 72.0;
  return MAX (MIN (width - 2 * MARGIN, (int) (COLUMN_EM * em)), 1);
}

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
static double
column_height (MarbreManuscript *self, double height)
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
static double
depth_of_line (MarbreManuscript *self, double line, double height)
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

      return end + MIN (line - n_lines, 1) * MAX (column_height (self, height) - end, 0);
    }
  gtk_text_buffer_get_iter_at_line (buffer, &iter, (int) line);
  gtk_text_view_get_line_yrange (self->view, &iter, &y, &line_height);
  return self->head_height + gtk_text_view_get_top_margin (self->view) + y +
         (line - floor (line)) * line_height;
}

/* The outer position for the place that is held. */
static double
target_value (MarbreManuscript *self, double height)
{
  double depth = depth_of_line (self, self->target, height);
  double whole;

  if (!isnan (self->target_above))
    return depth - self->target_above;
  whole = column_height (self, height);
  return depth * (whole - height) / whole;
}

static double
wanted_value (MarbreManuscript *self, double height)
{
  if (!marbre_manuscript_is_holding (self))
    {
      self->target = NAN;
      return gtk_adjustment_get_value (self->vadjustment);
    }
  if (self->target_until == 0)
    self->target_until = g_get_monotonic_time () + HOLD_USEC;
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

static void
marbre_manuscript_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MarbreManuscript *self = MARBRE_MANUSCRIPT (widget);
  int column = column_width (self, width);
  GtkAllocation area = { (width - column) / 2, 0, column, 0 };
  double upper, value;

  if (self->head == NULL || self->view == NULL || self->vadjustment == NULL)
    return;

  self->placing = TRUE;
  self->moved = FALSE;
  measure_children (self, &area);
  value = wanted_value (self, height);
  for (int pass = 0; pass < MAX_PASSES; pass++)
    {
      double moved;

      upper = column_height (self, height);
      value = CLAMP (value, 0, upper - height);
      moved = place_children (self, area, height, value);
      if (marbre_manuscript_is_holding (self))
        moved = CLAMP (target_value (self, height), 0, upper - height) - value;
      if (moved == 0)
        break;
      value += moved;
    }
  upper = MAX (self->head_height + content_height (self), value + height);
  gtk_adjustment_configure (self->vadjustment, value, 0, upper, height * 0.1, height * 0.9, height);
  self->placing = FALSE;
}

static void
marbre_manuscript_measure (GtkWidget *widget,
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

static void
column_moved_cb (MarbreManuscript *self)
{
  if (self->placing)
    return;
  self->target = NAN;
  self->moved = TRUE;
  allocate_soon (self);
}

/* Scrolls the column for what is to be seen in it. */
static void
move_to (MarbreManuscript *self, double value)
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
      allocate_soon (self);
      return;
    }
  self->placing = TRUE;
  gtk_adjustment_set_upper (self->vadjustment,
                            MAX (gtk_adjustment_get_upper (self->vadjustment),
                                 value + delta + gtk_adjustment_get_page_size (self->vadjustment)));
  gtk_adjustment_set_value (self->vadjustment, value + delta);
  self->placing = FALSE;
  allocate_soon (self);
}

/* Who types wants to see the caret, not the place that was held. */
static gboolean
key_pressed_cb (MarbreManuscript *self)
{
  self->target = NAN;
  return GDK_EVENT_PROPAGATE;
}

static void
view_resized_cb (MarbreManuscript *self)
{
  if (!self->placing)
    allocate_soon (self);
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
    move_to (self, MAX (0, top));
  else if (bottom > value + page)
    move_to (self, MIN (top, bottom - page));
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
  widget_class->size_allocate = marbre_manuscript_size_allocate;
  widget_class->measure = marbre_manuscript_measure;
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

  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  self->target = NAN;
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  self->view_adjustment = g_object_ref_sink (gtk_adjustment_new (0, 0, 0, 0, 0, 0));
  g_signal_connect_object (self->view_adjustment, "value-changed", G_CALLBACK (view_moved_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view_adjustment, "changed", G_CALLBACK (view_resized_cb), self,
                           G_CONNECT_SWAPPED);
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

  self->target = line;
  self->target_above = NAN;
  self->target_until = 0;
  allocate_soon (self);
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
  GtkTextBuffer *buffer;
  GtkTextIter caret;
  GdkRectangle place;
  double top, page, depth;
  int y, height;

  g_return_if_fail (MARBRE_IS_MANUSCRIPT (self));
  g_return_if_fail (self->view != NULL && self->vadjustment != NULL);

  buffer = gtk_text_view_get_buffer (self->view);
  gtk_text_buffer_get_iter_at_mark (buffer, &caret, gtk_text_buffer_get_insert (buffer));
  gtk_text_view_get_line_yrange (self->view, &caret, &y, &height);
  gtk_text_view_get_iter_location (self->view, &caret, &place);
  top = gtk_adjustment_get_value (self->vadjustment);
  page = gtk_adjustment_get_page_size (self->vadjustment);
  depth = self->head_height + gtk_text_view_get_top_margin (self->view) + place.y;
  if (!marbre_manuscript_is_holding (self) && depth >= top && depth < top + page - FOCUS_MARGIN)
    return;
  self->target = gtk_text_iter_get_line (&caret) +
                 (height > 0 ? CLAMP ((double) (place.y - y) / height, 0, 0.999) : 0);
  self->target_above = page / 4;
  self->target_until = 0;
  allocate_soon (self);
}

/**
 * marbre_manuscript_leave_air:
 *
 * Moves the column up if the caret has come too near to the pane's lower edge: who writes at the
 * end of a text would else write on the edge all the time.
 */
void
marbre_manuscript_leave_air (MarbreManuscript *self)
{
  GtkTextBuffer *buffer;
  GtkTextIter caret;
  GdkRectangle place;
  double top, page, below;

  g_return_if_fail (MARBRE_IS_MANUSCRIPT (self));
  g_return_if_fail (self->view != NULL && self->vadjustment != NULL);

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
    move_to (self, top + AIR - below);
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
  return !isnan (self->target) &&
         (self->target_until == 0 || g_get_monotonic_time () < self->target_until);
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
