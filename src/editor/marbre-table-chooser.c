/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The size of a table; see marbre-table-chooser.h. The field has the focus; its squares are only
 * drawn. A line below says the size in words, which is what a screen reader reads.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-table-chooser.h"

#include <glib/gi18n.h>

#define MAX_COLUMNS 8
#define MAX_ROWS    8
#define SQUARE      22 /* px, with the gap */

struct _MarbreTableChooser
{
  GtkPopover parent_instance;

  GtkWidget *field;                          /* (borrowed): in the popover */
  GtkWidget *squares[MAX_ROWS][MAX_COLUMNS]; /* (borrowed): in the field */
  GtkLabel *size;                            /* (borrowed): in the popover */
  int columns;
  int rows;
};

G_DEFINE_FINAL_TYPE (MarbreTableChooser, marbre_table_chooser, GTK_TYPE_POPOVER)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
set_size (MarbreTableChooser *self, int columns, int rows)
{
  g_autofree char *words = NULL;

  self->columns = CLAMP (columns, 1, MAX_COLUMNS);
  self->rows = CLAMP (rows, 1, MAX_ROWS);
  for (int row = 0; row < MAX_ROWS; row++)
    for (int column = 0; column < MAX_COLUMNS; column++)
      {
        GtkStateFlags state =
            row < self->rows && column < self->columns ? GTK_STATE_FLAG_SELECTED : 0;

        gtk_widget_unset_state_flags (self->squares[row][column], GTK_STATE_FLAG_SELECTED);
        gtk_widget_set_state_flags (self->squares[row][column], state, FALSE);
      }
  /* TRANSLATORS: the size of a table: columns and rows */
  words = g_strdup_printf (_ ("Columns: %d, rows: %d"), self->columns, self->rows);
  gtk_label_set_text (self->size, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->field), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words, -1);
}

static void
choose (MarbreTableChooser *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, (guint) self->columns, (guint) self->rows);
}

static gboolean
key_pressed_cb (MarbreTableChooser *self, guint keyval, guint keycode, GdkModifierType state)
{
  switch (keyval)
    {
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      set_size (self, self->columns + 1, self->rows);
      return GDK_EVENT_STOP;
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      set_size (self, self->columns - 1, self->rows);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      set_size (self, self->columns, self->rows + 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      set_size (self, self->columns, self->rows - 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
    case GDK_KEY_space:
      choose (self);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
motion_cb (MarbreTableChooser *self, double x, double y)
{
  set_size (self, (int) x / SQUARE + 1, (int) y / SQUARE + 1);
}

static void
released_cb (MarbreTableChooser *self, int n_press, double x, double y)
{
  set_size (self, (int) x / SQUARE + 1, (int) y / SQUARE + 1);
  choose (self);
}

static void
shown_cb (MarbreTableChooser *self)
{
  set_size (self, 3, 3);
  gtk_widget_grab_focus (self->field);
}

static void
marbre_table_chooser_class_init (MarbreTableChooserClass *klass)
{
  /**
   * MarbreTableChooser::chosen:
   * @columns: 1 or more
   * @rows: 1 or more, below the header
   */
  signals[SIGNAL_CHOSEN] =
      g_signal_new ("chosen", MARBRE_TYPE_TABLE_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
}

static GtkWidget *
make_field (MarbreTableChooser *self)
{
  GtkWidget *field = gtk_grid_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  for (int row = 0; row < MAX_ROWS; row++)
    for (int column = 0; column < MAX_COLUMNS; column++)
      {
        GtkWidget *square = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

        gtk_widget_set_size_request (square, SQUARE, SQUARE);
        gtk_widget_add_css_class (square, "square");
        gtk_grid_attach (GTK_GRID (field), square, column, row, 1, 1);
        self->squares[row][column] = square;
      }
  gtk_widget_set_focusable (field, TRUE);
  gtk_widget_add_css_class (field, "table-size");
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (field, keys);
  g_signal_connect_object (motion, "motion", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (field, motion);
  g_signal_connect_object (click, "released", G_CALLBACK (released_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (field, GTK_EVENT_CONTROLLER (click));
  return field;
}

static void
marbre_table_chooser_init (MarbreTableChooser *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->field = make_field (self);
  self->size = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->size), "caption");
  gtk_box_append (GTK_BOX (box), self->field);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->size));
  gtk_popover_set_child (GTK_POPOVER (self), box);
  gtk_popover_set_position (GTK_POPOVER (self), GTK_POS_BOTTOM);
  g_signal_connect (self, "show", G_CALLBACK (shown_cb), NULL);
}

/**
 * marbre_table_chooser_new:
 *
 * The caller gives it a parent and a place.
 *
 * Returns: (transfer floating): a closed popover
 */
GtkWidget *
marbre_table_chooser_new (void)
{
  return g_object_new (MARBRE_TYPE_TABLE_CHOOSER, NULL);
}
