/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The headings; see marbre-heading-picker.h. The window is modal, so that the lines are those of
 * the text until one is chosen.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-heading-picker.h"

#define INDENT 14 /* px for each level below the second */

#define LINE_KEY "marbre-line"
#define TEXT_KEY "marbre-text"

struct _MarbreHeadingPicker
{
  AdwWindow parent_instance;

  /* Template */
  GtkEditable *search;
  GtkScrolledWindow *scroller;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (MarbreHeadingPicker, marbre_heading_picker, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
matches (MarbreHeadingPicker *self, GtkListBoxRow *row)
{
  const char *typed = gtk_editable_get_text (self->search);

  return *typed == '\0' ||
         g_str_match_string (typed, g_object_get_data (G_OBJECT (row), TEXT_KEY), TRUE);
}

static gboolean
filter_cb (GtkListBoxRow *row, gpointer user_data)
{
  return matches (MARBRE_HEADING_PICKER (user_data), row);
}

/* The first row from @index on that is shown. */
static GtkListBoxRow *
find_row (MarbreHeadingPicker *self, int index, int step)
{
  GtkListBoxRow *row;

  for (; (row = gtk_list_box_get_row_at_index (self->list, index)) != NULL; index += step)
    if (matches (self, row))
      return row;
  return NULL;
}

static void
search_cb (MarbreHeadingPicker *self)
{
  gtk_list_box_invalidate_filter (self->list);
  gtk_list_box_select_row (self->list, find_row (self, 0, 1));
}

static void
activated_cb (MarbreHeadingPicker *self, GtkListBoxRow *row)
{
  guint line = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), LINE_KEY));

  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (self, signals[SIGNAL_PICKED], 0, line);
}

static void
entered_cb (MarbreHeadingPicker *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row != NULL)
    activated_cb (self, row);
}

static void
show_row (MarbreHeadingPicker *self, GtkListBoxRow *row)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  graphene_rect_t bounds;

  if (gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->list), &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.y, bounds.origin.y + bounds.size.height);
}

static gboolean
key_pressed_cb (MarbreHeadingPicker *self, guint keyval, guint keycode, GdkModifierType state)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int step = keyval == GDK_KEY_Down ? 1 : -1;
  GtkListBoxRow *next;

  if ((keyval != GDK_KEY_Down && keyval != GDK_KEY_Up) || row == NULL)
    return GDK_EVENT_PROPAGATE;
  next = find_row (self, gtk_list_box_row_get_index (row) + step, step);
  if (next != NULL)
    {
      gtk_list_box_select_row (self->list, next);
      show_row (self, next);
    }
  return GDK_EVENT_STOP;
}

static void
add_heading (MarbreHeadingPicker *self, const MarbreBlock *block)
{
  GtkWidget *label = gtk_label_new (block->text);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_margin_start (label, INDENT * MAX ((int) block->level - 2, 0));
  if (block->level <= 2)
    gtk_widget_add_css_class (label, "heading");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  g_object_set_data (G_OBJECT (row), LINE_KEY, GUINT_TO_POINTER (block->first_line));
  g_object_set_data_full (G_OBJECT (row), TEXT_KEY, g_strdup (block->text), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, block->text,
                                  -1);
  gtk_list_box_append (self->list, row);
}

static void
marbre_heading_picker_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MARBRE_TYPE_HEADING_PICKER);
  G_OBJECT_CLASS (marbre_heading_picker_parent_class)->dispose (object);
}

static void
marbre_heading_picker_class_init (MarbreHeadingPickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = marbre_heading_picker_dispose;

  /**
   * MarbreHeadingPicker::picked:
   * @line: where the heading is, a line of the body
   */
  signals[SIGNAL_PICKED] = g_signal_new ("picked", MARBRE_TYPE_HEADING_PICKER, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/marbre/Marbre/app/marbre-heading-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, MarbreHeadingPicker, search);
  gtk_widget_class_bind_template_child (widget_class, MarbreHeadingPicker, scroller);
  gtk_widget_class_bind_template_child (widget_class, MarbreHeadingPicker, list);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
marbre_heading_picker_init (MarbreHeadingPicker *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->list, filter_cb, self, NULL);
  g_signal_connect_object (self->search, "stop-search", G_CALLBACK (gtk_window_close), self,
                           G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->search), keys);
}

/**
 * marbre_heading_picker_new:
 * @parent: the window it belongs to
 * @blocks: the story's body
 *
 * Returns: (transfer floating): the window
 */
GtkWidget *
marbre_heading_picker_new (GtkWindow *parent, MarbreBlocks *blocks)
{
  MarbreHeadingPicker *self;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (blocks != NULL, NULL);

  self = g_object_new (MARBRE_TYPE_HEADING_PICKER, "transient-for", parent, NULL);
  for (guint i = 0; i < marbre_blocks_get_length (blocks); i++)
    {
      const MarbreBlock *block = marbre_blocks_get (blocks, i);

      if (block->kind == MARBRE_BLOCK_HEADING && block->text != NULL)
        add_heading (self, block);
    }
  search_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  return GTK_WIDGET (self);
}
