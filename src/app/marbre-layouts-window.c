/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list of layouts; see marbre-layouts-window.h. Each row is an entry with the layout's name.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-layouts-window.h"

#include <glib/gi18n.h>

struct _MarbreLayoutsWindow
{
  AdwWindow parent_instance;

  /* Template */
  GtkListBox *list;

  MarbreLayoutStore *store; /* (owned) */
};

G_DEFINE_FINAL_TYPE (MarbreLayoutsWindow, marbre_layouts_window, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_REFRESH,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

#define LAYOUT_KEY "marbre-layout"

static MarbreLayout *
get_layout (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), LAYOUT_KEY);
}

static void
renamed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!marbre_layout_store_keep_finish (MARBRE_LAYOUT_STORE (source), result, &error))
    g_warning ("A layout's name is not kept: %s", error->message);
}

static void
rename_cb (MarbreLayoutsWindow *self, GtkWidget *row)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
  g_autoptr (MarbreLayout) renamed = NULL;

  if (*name == '\0')
    {
      gtk_editable_set_text (GTK_EDITABLE (row), marbre_layout_get_name (get_layout (row)));
      return;
    }
  renamed = marbre_layout_rename (get_layout (row), name);
  marbre_layout_store_keep_async (self->store, renamed, NULL, renamed_cb, NULL);
}

static void
refresh_cb (MarbreLayoutsWindow *self, GtkWidget *button)
{
  g_autoptr (MarbreLayout) layout = g_object_ref (get_layout (button));

  g_signal_emit (self, signals[SIGNAL_REFRESH], 0, layout);
  gtk_window_close (GTK_WINDOW (self));
}

static void
remove_cb (MarbreLayoutsWindow *self, GtkWidget *button)
{
  g_autoptr (MarbreLayout) layout = g_object_ref (get_layout (button));

  marbre_layout_store_remove (self->store, layout);
}

static GtkWidget *
make_button (MarbreLayoutsWindow *self,
             MarbreLayout *layout,
             const char *icon,
             const char *label,
             GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), LAYOUT_KEY, g_object_ref (layout), g_object_unref);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
make_row (gpointer item, gpointer user_data)
{
  MarbreLayout *layout = MARBRE_LAYOUT (item);
  MarbreLayoutsWindow *self = MARBRE_LAYOUTS_WINDOW (user_data);
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), marbre_layout_get_site (layout));
  gtk_widget_set_tooltip_text (row, marbre_layout_get_url (layout));
  gtk_editable_set_text (GTK_EDITABLE (row), marbre_layout_get_name (layout));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), LAYOUT_KEY, g_object_ref (layout), g_object_unref);
  g_signal_connect_object (row, "apply", G_CALLBACK (rename_cb), self, G_CONNECT_SWAPPED);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row),
                            make_button (self, layout, "view-refresh-symbolic",
                                         _("Refresh from the site"), G_CALLBACK (refresh_cb)));
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row),
                            make_button (self, layout, "user-trash-symbolic", _("Remove"),
                                         G_CALLBACK (remove_cb)));
  return row;
}

static void
marbre_layouts_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MARBRE_TYPE_LAYOUTS_WINDOW);
  g_clear_object (&MARBRE_LAYOUTS_WINDOW (object)->store);
  G_OBJECT_CLASS (marbre_layouts_window_parent_class)->dispose (object);
}

static void
marbre_layouts_window_class_init (MarbreLayoutsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = marbre_layouts_window_dispose;

  /**
   * MarbreLayoutsWindow::refresh:
   * @layout: the layout to make anew
   */
  signals[SIGNAL_REFRESH] =
      g_signal_new ("refresh", MARBRE_TYPE_LAYOUTS_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, MARBRE_TYPE_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/marbre/Marbre/app/marbre-layouts-window.ui");
  gtk_widget_class_bind_template_child (widget_class, MarbreLayoutsWindow, list);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
marbre_layouts_window_init (MarbreLayoutsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * marbre_layouts_window_new:
 * @parent: the window it belongs to
 * @store: the layouts
 *
 * Returns: (transfer floating): the window
 */
GtkWidget *
marbre_layouts_window_new (GtkWindow *parent, MarbreLayoutStore *store)
{
  MarbreLayoutsWindow *self;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (MARBRE_IS_LAYOUT_STORE (store), NULL);

  self = g_object_new (MARBRE_TYPE_LAYOUTS_WINDOW, "transient-for", parent, NULL);
  self->store = g_object_ref (store);
  gtk_list_box_bind_model (self->list, marbre_layout_store_get_list (store), make_row, self, NULL);
  return GTK_WIDGET (self);
}
