/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writing, preview and sidebar side by side; see marbre-panes.h. Two nested GtkPaned hold them:
 * (writing | preview) | sidebar. What the user asked for (preview on, sidebar on) is kept apart
 * from what fits: below NARROW one pane fills the window, and the toggles choose which; below
 * MEDIUM the sidebar steps aside for the preview. Widening brings back what was asked for.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-panes.h"

#define NARROW 860
#define MEDIUM 1000

struct _MarbrePanes
{
  GtkWidget parent_instance;

  GtkPaned *outer;    /* (owned by the widget tree) */
  GtkPaned *inner;    /* (owned by the widget tree) */
  GtkWidget *writing; /* (owned by the widget tree) */
  GtkWidget *preview; /* (owned by the widget tree) */
  GtkWidget *sidebar; /* (owned by the widget tree) */

  gboolean preview_wanted;
  gboolean sidebar_wanted;
  /* In a narrow window the preview and the sidebar are visits: each hides the rest while it lasts.
   * */
  gboolean preview_visited;
  gboolean sidebar_visited;

  double preview_share; /* 0–1 of the room that writing and preview share */
  int sidebar_width;    /* pixels */
  int width;            /* pixels, as last allocated; 0 before the first time */
  guint arrange_id;     /* idle source that shows and hides panes; 0 if none */
};

enum
{
  PROP_PREVIEW_VISIBLE = 1,
  PROP_SIDEBAR_VISIBLE,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (MarbrePanes, marbre_panes, GTK_TYPE_WIDGET)

static gboolean
is_medium (MarbrePanes *self)
{
  return self->width >= NARROW && self->width < MEDIUM;
}

static void
remember_sizes (MarbrePanes *self)
{
  int inner = gtk_widget_get_width (GTK_WIDGET (self->inner));

  if (marbre_panes_get_narrow (self))
    return;
  if (gtk_widget_get_visible (self->preview) && gtk_widget_get_visible (self->writing) && inner > 0)
    self->preview_share = 1.0 - (double) gtk_paned_get_position (self->inner) / inner;
  if (gtk_widget_get_visible (self->sidebar) && gtk_widget_get_visible (GTK_WIDGET (self->inner)) &&
      self->width > 0)
    self->sidebar_width = MAX (200, self->width - gtk_paned_get_position (self->outer));
}

static gboolean
accept_position_cb (MarbrePanes *self)
{
  remember_sizes (self);
  return FALSE;
}

/* Shows what was asked for, as far as it fits. */
static void
arrange (MarbrePanes *self)
{
  gboolean narrow = marbre_panes_get_narrow (self);
  gboolean show_preview = marbre_panes_get_preview_visible (self);
  gboolean show_sidebar = marbre_panes_get_sidebar_visible (self);
  gboolean show_writing = !narrow || !(show_preview || show_sidebar);
  int inner;

  gtk_widget_set_visible (self->writing, show_writing);
  gtk_widget_set_visible (self->preview, show_preview);
  gtk_widget_set_visible (self->sidebar, show_sidebar);
  gtk_widget_set_visible (GTK_WIDGET (self->inner), show_writing || show_preview);

  if (narrow || self->width == 0)
    return;
  if (show_sidebar)
    gtk_paned_set_position (self->outer, self->width - self->sidebar_width);
  /* What the inner panes have got; when that changes, "max-position" brings us here again. */
  inner = gtk_widget_get_width (GTK_WIDGET (self->inner));
  if (show_preview && inner > 0)
    gtk_paned_set_position (self->inner, (int) (inner * (1.0 - self->preview_share)));
}

static gboolean
arrange_cb (gpointer data)
{
  MarbrePanes *self = data;

  self->arrange_id = 0;
  arrange (self);
  return G_SOURCE_REMOVE;
}

/* Visibility must not change while the toolkit allocates sizes, so it is put off to an idle moment
 * before the next frame is drawn. */
static void
queue_arrange (MarbrePanes *self)
{
  if (self->arrange_id == 0)
    self->arrange_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, arrange_cb, self, NULL);
}

/* GtkPaned moves its handle by itself too, when it or its children change size, so "position" does
 * not tell what the user wants: the gestures and the keys do. */
static void
watch_handle (MarbrePanes *self, GtkPaned *paned)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (paned));
  guint n = g_list_model_get_n_items (controllers);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_DRAG (controller))
        g_signal_connect_object (controller, "drag-end", G_CALLBACK (remember_sizes), self,
                                 G_CONNECT_SWAPPED);
    }
  g_signal_connect_object (paned, "accept-position", G_CALLBACK (accept_position_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

/* 0: one pane at a time, 1: writing and one other, 2: all three. */
static int
mode_of (int width)
{
  return width < NARROW ? 0 : width < MEDIUM ? 1 : 2;
}

static void
marbre_panes_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  MarbrePanes *self = MARBRE_PANES (widget);
  int before = self->width;

  self->width = width;
  if (before != width)
    {
      queue_arrange (self);
      if (before == 0 || mode_of (before) != mode_of (width))
        for (guint i = PROP_PREVIEW_VISIBLE; i < N_PROPS; i++)
          g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
    }
  gtk_widget_allocate (GTK_WIDGET (self->outer), width, height, baseline, NULL);
}

static void
marbre_panes_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  MarbrePanes *self = MARBRE_PANES (widget);

  gtk_widget_measure (GTK_WIDGET (self->outer), orientation, for_size, minimum, natural,
                      minimum_baseline, natural_baseline);
  /* The window may become narrower than the panes side by side: then they take turns. */
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = MIN (*minimum, 340);
}

static void
marbre_panes_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  MarbrePanes *self = MARBRE_PANES (object);

  switch (prop_id)
    {
    case PROP_PREVIEW_VISIBLE:
      g_value_set_boolean (value, marbre_panes_get_preview_visible (self));
      break;
    case PROP_SIDEBAR_VISIBLE:
      g_value_set_boolean (value, marbre_panes_get_sidebar_visible (self));
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, marbre_panes_get_narrow (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
marbre_panes_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  MarbrePanes *self = MARBRE_PANES (object);

  switch (prop_id)
    {
    case PROP_PREVIEW_VISIBLE:
      marbre_panes_set_preview_visible (self, g_value_get_boolean (value));
      break;
    case PROP_SIDEBAR_VISIBLE:
      marbre_panes_set_sidebar_visible (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
marbre_panes_dispose (GObject *object)
{
  MarbrePanes *self = MARBRE_PANES (object);

  g_clear_handle_id (&self->arrange_id, g_source_remove);
  if (self->outer != NULL)
    {
      gtk_widget_unparent (GTK_WIDGET (self->outer));
      self->outer = NULL;
    }
  G_OBJECT_CLASS (marbre_panes_parent_class)->dispose (object);
}

static void
marbre_panes_class_init (MarbrePanesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags =
      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = marbre_panes_dispose;
  object_class->get_property = marbre_panes_get_property;
  object_class->set_property = marbre_panes_set_property;
  widget_class->measure = marbre_panes_measure;
  widget_class->size_allocate = marbre_panes_size_allocate;

  properties[PROP_PREVIEW_VISIBLE] =
      g_param_spec_boolean ("preview-visible", NULL, NULL, TRUE, flags);
  properties[PROP_SIDEBAR_VISIBLE] =
      g_param_spec_boolean ("sidebar-visible", NULL, NULL, TRUE, flags);
  properties[PROP_NARROW] = g_param_spec_boolean (
      "narrow", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "panes");
}

static void
marbre_panes_init (MarbrePanes *self)
{
  self->preview_wanted = TRUE;
  self->sidebar_wanted = TRUE;
  self->preview_share = 0.5;
  self->sidebar_width = 300;

  self->outer = GTK_PANED (gtk_paned_new (GTK_ORIENTATION_HORIZONTAL));
  self->inner = GTK_PANED (gtk_paned_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_paned_set_start_child (self->outer, GTK_WIDGET (self->inner));
  gtk_paned_set_resize_end_child (self->outer, FALSE);
  gtk_paned_set_shrink_start_child (self->outer, FALSE);
  gtk_paned_set_shrink_end_child (self->outer, FALSE);
  gtk_paned_set_shrink_start_child (self->inner, FALSE);
  gtk_paned_set_shrink_end_child (self->inner, FALSE);
  gtk_widget_set_parent (GTK_WIDGET (self->outer), GTK_WIDGET (self));
  watch_handle (self, self->outer);
  watch_handle (self, self->inner);
  g_signal_connect_object (self->inner, "notify::max-position", G_CALLBACK (queue_arrange), self,
                           G_CONNECT_SWAPPED);
}

/**
 * marbre_panes_new:
 * @writing: the editor
 * @preview: the preview
 * @sidebar: the sidebar
 *
 * Returns: (transfer floating): the panes, all three asked for
 */
GtkWidget *
marbre_panes_new (GtkWidget *writing, GtkWidget *preview, GtkWidget *sidebar)
{
  MarbrePanes *self;

  g_return_val_if_fail (GTK_IS_WIDGET (writing), NULL);
  g_return_val_if_fail (GTK_IS_WIDGET (preview), NULL);
  g_return_val_if_fail (GTK_IS_WIDGET (sidebar), NULL);

  self = g_object_new (MARBRE_TYPE_PANES, NULL);
  self->writing = writing;
  self->preview = preview;
  self->sidebar = sidebar;
  gtk_paned_set_start_child (self->inner, writing);
  gtk_paned_set_end_child (self->inner, preview);
  gtk_paned_set_end_child (self->outer, sidebar);
  return GTK_WIDGET (self);
}

/**
 * marbre_panes_get_narrow:
 *
 * Returns: %TRUE while the width has room for one pane only
 */
gboolean
marbre_panes_get_narrow (MarbrePanes *self)
{
  g_return_val_if_fail (MARBRE_IS_PANES (self), FALSE);
  return self->width > 0 && self->width < NARROW;
}

/**
 * marbre_panes_get_preview_visible:
 *
 * Returns: %TRUE if the preview is asked for, in a narrow window: if it is the pane shown
 */
gboolean
marbre_panes_get_preview_visible (MarbrePanes *self)
{
  g_return_val_if_fail (MARBRE_IS_PANES (self), FALSE);
  return marbre_panes_get_narrow (self) ? self->preview_visited : self->preview_wanted;
}

/**
 * marbre_panes_set_preview_visible:
 * @visible: whether the preview is asked for; in a narrow window it replaces the other panes
 */
void
marbre_panes_set_preview_visible (MarbrePanes *self, gboolean visible)
{
  g_return_if_fail (MARBRE_IS_PANES (self));

  if (marbre_panes_get_preview_visible (self) == visible)
    return;
  if (marbre_panes_get_narrow (self))
    {
      self->preview_visited = visible;
      if (visible && self->sidebar_visited)
        {
          self->sidebar_visited = FALSE;
          g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIDEBAR_VISIBLE]);
        }
    }
  else
    self->preview_wanted = visible;
  if (is_medium (self) && self->sidebar_wanted)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIDEBAR_VISIBLE]);
  queue_arrange (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PREVIEW_VISIBLE]);
}

/**
 * marbre_panes_get_sidebar_visible:
 *
 * Returns: %TRUE if the sidebar is asked for, in a narrow window: if it is the pane shown
 */
gboolean
marbre_panes_get_sidebar_visible (MarbrePanes *self)
{
  g_return_val_if_fail (MARBRE_IS_PANES (self), FALSE);
  if (marbre_panes_get_narrow (self))
    return self->sidebar_visited;
  return self->sidebar_wanted && !(is_medium (self) && self->preview_wanted);
}

/**
 * marbre_panes_set_sidebar_visible:
 * @visible: whether the sidebar is asked for; in a narrow window it replaces the other panes
 */
void
marbre_panes_set_sidebar_visible (MarbrePanes *self, gboolean visible)
{
  g_return_if_fail (MARBRE_IS_PANES (self));

  if (marbre_panes_get_sidebar_visible (self) == visible)
    return;
  if (marbre_panes_get_narrow (self))
    {
      self->sidebar_visited = visible;
      if (visible && self->preview_visited)
        {
          self->preview_visited = FALSE;
          g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PREVIEW_VISIBLE]);
        }
    }
  else
    {
      self->sidebar_wanted = visible;
      if (visible && is_medium (self) && self->preview_wanted)
        {
          self->preview_wanted = FALSE;
          g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PREVIEW_VISIBLE]);
        }
    }
  queue_arrange (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIDEBAR_VISIBLE]);
}

/**
 * marbre_panes_get_preview_share:
 *
 * Returns: the preview's part of the room it shares with the editor, 0–1
 */
double
marbre_panes_get_preview_share (MarbrePanes *self)
{
  g_return_val_if_fail (MARBRE_IS_PANES (self), 0.5);
  return self->preview_share;
}

/**
 * marbre_panes_set_preview_share:
 * @share: the preview's part, 0–1; kept within 0.2–0.8
 */
void
marbre_panes_set_preview_share (MarbrePanes *self, double share)
{
  g_return_if_fail (MARBRE_IS_PANES (self));
  self->preview_share = CLAMP (share, 0.2, 0.8);
  queue_arrange (self);
}

/**
 * marbre_panes_get_sidebar_width:
 *
 * Returns: pixels
 */
int
marbre_panes_get_sidebar_width (MarbrePanes *self)
{
  g_return_val_if_fail (MARBRE_IS_PANES (self), 300);
  return self->sidebar_width;
}

/**
 * marbre_panes_set_sidebar_width:
 * @width: pixels; kept within 220–600
 */
void
marbre_panes_set_sidebar_width (MarbrePanes *self, int width)
{
  g_return_if_fail (MARBRE_IS_PANES (self));
  self->sidebar_width = CLAMP (width, 220, 600);
  queue_arrange (self);
}
