/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The row of a saved search; see marbre-saved-search-row.h. While it is renamed an entry stands in
 * place of the buttons, so that the popover around it keeps its size and the keyboard its place.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-saved-search-row.h"

#include <glib/gi18n.h>

/* A longer search is not shown whole. */
#define MAX_CHARS 36

/* A longer name is no name. */
#define MAX_NAME 80

struct _MarbreSavedSearchRow
{
  GtkWidget parent_instance;

  GtkStack *stack;      /* (owned by the widget tree): the buttons, or the entry */
  GtkWidget *button;    /* (owned by the widget tree) */
  GtkWidget *rename;    /* (owned by the widget tree) */
  GtkEditable *entry;   /* (owned by the widget tree) */
  char *text;           /* (owned): what is searched for */
  char *name;           /* (owned): "" for none */
};

enum
{
  SIGNAL_CHOSEN,
  SIGNAL_RENAMED,
  SIGNAL_FORGOTTEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MarbreSavedSearchRow, marbre_saved_search_row, GTK_TYPE_WIDGET)

static void
chosen_cb (MarbreSavedSearchRow *self)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

static void
forgotten_cb (MarbreSavedSearchRow *self)
{
  g_signal_emit (self, signals[SIGNAL_FORGOTTEN], 0);
}

static void
start_renaming (MarbreSavedSearchRow *self)
{
  gtk_editable_set_text (self->entry, self->name);
  gtk_stack_set_visible_child_name (self->stack, "entry");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
show_buttons (MarbreSavedSearchRow *self)
{
  gtk_stack_set_visible_child_name (self->stack, "buttons");
  gtk_widget_grab_focus (self->rename);
}

/* An empty name is none: the row shows the search again. */
static void
entered_cb (MarbreSavedSearchRow *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));

  show_buttons (self);
  if (!g_str_equal (name, self->name))
    g_signal_emit (self, signals[SIGNAL_RENAMED], 0, g_str_equal (name, self->text) ? "" : name);
}

static gboolean
key_pressed_cb (MarbreSavedSearchRow *self, guint keyval)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  show_buttons (self);
  return GDK_EVENT_STOP;
}

static void
marbre_saved_search_row_dispose (GObject *object)
{
  MarbreSavedSearchRow *self = MARBRE_SAVED_SEARCH_ROW (object);

  g_clear_pointer ((GtkWidget **) &self->stack, gtk_widget_unparent);
  G_OBJECT_CLASS (marbre_saved_search_row_parent_class)->dispose (object);
}

static void
marbre_saved_search_row_finalize (GObject *object)
{
  MarbreSavedSearchRow *self = MARBRE_SAVED_SEARCH_ROW (object);

  g_free (self->text);
  g_free (self->name);
  G_OBJECT_CLASS (marbre_saved_search_row_parent_class)->finalize (object);
}

static void
marbre_saved_search_row_class_init (MarbreSavedSearchRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = marbre_saved_search_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = marbre_saved_search_row_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  /**
   * MarbreSavedSearchRow::chosen:
   *
   * To be searched for.
   */
  signals[SIGNAL_CHOSEN] =
      g_signal_new ("chosen", MARBRE_TYPE_SAVED_SEARCH_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 0);
  /**
   * MarbreSavedSearchRow::renamed:
   * @name: the new name, "" for none
   */
  signals[SIGNAL_RENAMED] =
      g_signal_new ("renamed", MARBRE_TYPE_SAVED_SEARCH_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  /**
   * MarbreSavedSearchRow::forgotten:
   *
   * Not to be kept any more.
   */
  signals[SIGNAL_FORGOTTEN] =
      g_signal_new ("forgotten", MARBRE_TYPE_SAVED_SEARCH_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 0);
}

/* @label: for screen readers and, if there is an icon, as its tooltip */
static GtkWidget *
make_button (MarbreSavedSearchRow *self, const char *icon, const char *label, GCallback clicked)
{
  GtkWidget *button = icon != NULL ? gtk_button_new_from_icon_name (icon) : gtk_button_new ();

  gtk_widget_add_css_class (button, "flat");
  if (icon != NULL)
    gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  return button;
}

static void
fill_buttons (MarbreSavedSearchRow *self)
{
  const char *shown = self->name[0] != '\0' ? self->name : self->text;
  g_autofree char *rename = g_strdup_printf (_ ("Rename the search “%s”"), shown);
  g_autofree char *forget = g_strdup_printf (_ ("Forget the search “%s”"), shown);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label = gtk_label_new (shown);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MAX_CHARS);
  self->button = make_button (self, NULL, shown, G_CALLBACK (chosen_cb));
  gtk_button_set_child (GTK_BUTTON (self->button), label);
  gtk_widget_set_hexpand (self->button, TRUE);
  /* A name does not say what is searched for. */
  if (self->name[0] != '\0')
    gtk_widget_set_tooltip_text (self->button, self->text);
  self->rename = make_button (self, "document-edit-symbolic", rename,
                              G_CALLBACK (start_renaming));
  gtk_box_append (GTK_BOX (box), self->button);
  gtk_box_append (GTK_BOX (box), self->rename);
  gtk_box_append (GTK_BOX (box), make_button (self, "window-close-symbolic", forget,
                                              G_CALLBACK (forgotten_cb)));
  gtk_stack_add_named (self->stack, box, "buttons");
}

static void
fill_entry (MarbreSavedSearchRow *self)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  g_autofree char *label = g_strdup_printf (_ ("Name of the search “%s”"), self->text);

  self->entry = GTK_EDITABLE (entry);
  gtk_entry_set_max_length (GTK_ENTRY (entry), MAX_NAME);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), self->text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (entry, "activate", G_CALLBACK (entered_cb), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (entry, keys);
  gtk_stack_add_named (self->stack, entry, "entry");
}

static void
marbre_saved_search_row_init (MarbreSavedSearchRow *self)
{
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->stack), GTK_WIDGET (self));
}

/**
 * marbre_saved_search_row_new:
 * @search: what is searched for
 * @name: what it is called, "" if it has no name
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
marbre_saved_search_row_new (const char *search, const char *name)
{
  MarbreSavedSearchRow *self = g_object_new (MARBRE_TYPE_SAVED_SEARCH_ROW, NULL);

  self->text = g_strdup (search);
  self->name = g_strdup (name);
  fill_buttons (self);
  fill_entry (self);
  return GTK_WIDGET (self);
}

/**
 * marbre_saved_search_row_get_text:
 *
 * Returns: (transfer none): what is searched for
 */
const char *
marbre_saved_search_row_get_text (MarbreSavedSearchRow *self)
{
  g_return_val_if_fail (MARBRE_IS_SAVED_SEARCH_ROW (self), NULL);
  return self->text;
}
