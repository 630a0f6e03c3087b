/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Connecting a system by its profile; see marbre-system-dialog.h. A file is read and checked when
 * it is chosen; from then on the archive has the profile, and the file is not needed any more.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-system-dialog.h"

#include <glib/gi18n.h>

#include "marbre-compat.h"
#include "marbre-doctor-window.h"
#include "marbre-generic.h"
#include "marbre-mapping.h"
#include "marbre-site-connector.h"

struct _MarbreSystemDialog
{
  AdwWindow parent_instance;

  /* Template */
  AdwComboRow *system_row;
  AdwEntryRow *api_row;
  AdwEntryRow *name_row;
  AdwEntryRow *user_row;
  AdwPasswordEntryRow *secret_row;
  GtkSpinner *spinner;
  GtkLabel *message;
  GtkWidget *connect_button;
  GtkWidget *check_button;

  MarbreNewsroom *newsroom;      /* (owned) */
  GListStore *systems;           /* (owned) (element-type MarbreMapping) */
  GtkFileChooserNative *chooser; /* (owned) (nullable) */
  MarbreSite *site;              /* (owned) (nullable): the last that was to be connected */
  char *trusted;                 /* (owned): the certificate that the user trusts at the address */
  GCancellable *cancellable;     /* (owned): ends with the window */
};

enum
{
  CONNECTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MarbreSystemDialog, marbre_system_dialog, ADW_TYPE_WINDOW)

static const char *
text_of (gpointer row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static void
say (MarbreSystemDialog *self, const char *text, gboolean error)
{
  gtk_label_set_text (self->message, text);
  gtk_widget_set_visible (GTK_WIDGET (self->message), text[0] != '\0');
  if (error)
    gtk_widget_add_css_class (GTK_WIDGET (self->message), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->message), "error");
}

static void
set_busy (MarbreSystemDialog *self, gboolean busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_sensitive (self->connect_button,
                            !busy && *text_of (self->api_row) && *text_of (self->secret_row));
}

static void
changed_cb (MarbreSystemDialog *self)
{
  set_busy (self, FALSE);
}

static void
system_changed_cb (MarbreSystemDialog *self)
{
  MarbreMapping *mapping = adw_combo_row_get_selected_item (self->system_row);
  JsonObject *sign_in = mapping ? marbre_mapping_get_section (mapping, "sign-in") : NULL;
  const char *advice =
      sign_in ? json_object_get_string_member_with_default (sign_in, "advice", "") : "";

  gtk_widget_set_visible (GTK_WIDGET (self->user_row),
                          mapping && marbre_mapping_needs_user (mapping));
  say (self, advice, FALSE);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreSystemDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreMapping) mapping = marbre_mapping_load_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (mapping == NULL)
    {
      say (self, error->message, TRUE);
      return;
    }
  g_list_store_append (self->systems, mapping);
  adw_combo_row_set_selected (self->system_row,
                              g_list_model_get_n_items (G_LIST_MODEL (self->systems)) - 1);
  gtk_widget_grab_focus (GTK_WIDGET (self->api_row));
}

static void
file_chosen_cb (MarbreSystemDialog *self, int response, GtkFileChooser *chooser)
{
  g_autoptr (GFile) file = NULL;

  if (response != GTK_RESPONSE_ACCEPT)
    return;
  file = gtk_file_chooser_get_file (chooser);
  if (file)
    marbre_mapping_load_async (file, self->cancellable, loaded_cb, g_object_ref (self));
}

static void
choose_file_cb (MarbreSystemDialog *self)
{
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_ ("Site profile"), GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (file_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreSystemDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *report = marbre_site_connector_run_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  set_busy (self, FALSE);
  if (report == NULL)
    {
      gtk_widget_set_visible (self->check_button, TRUE);
      say (self, error->message, TRUE);
      return;
    }
  g_signal_emit (self, signals[CONNECTED], 0, report);
  gtk_window_close (GTK_WINDOW (self));
}

static void
connect_cb (MarbreSystemDialog *self)
{
  MarbreMapping *mapping = adw_combo_row_get_selected_item (self->system_row);
  const char *name = text_of (self->name_row);
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreSite) wanted = NULL;
  g_autoptr (MarbreSite) known = NULL;
  g_autoptr (MarbreSite) site = NULL;

  if (mapping == NULL || !gtk_widget_get_sensitive (self->connect_button))
    return;
  wanted = marbre_generic_make_site (mapping, text_of (self->api_row), &error);
  if (wanted == NULL)
    {
      say (self, error->message, TRUE);
      return;
    }
  known = marbre_site_connector_find_known (self->newsroom, wanted);
  site = marbre_site_new (known ? marbre_site_get_id (known) : NULL,
                          *name ? name : marbre_site_get_name (wanted),
                          marbre_site_get_kind (wanted), marbre_site_get_url (wanted),
                          marbre_site_get_api (wanted), text_of (self->user_row));
  marbre_site_set_mapping (site, marbre_mapping_get_text (mapping));
  marbre_site_set_certificate (site, self->trusted);
  g_set_object (&self->site, site);
  gtk_widget_set_visible (self->check_button, FALSE);
  say (self, "", FALSE);
  set_busy (self, TRUE);
  marbre_site_connector_run_async (self->newsroom, site, text_of (self->secret_row),
                                   self->cancellable, connected_cb, g_object_ref (self));
}

static void
trusted_cb (MarbreSystemDialog *self, const char *print)
{
  marbre_set_str (&self->trusted, print);
}

static void
check_cb (MarbreSystemDialog *self)
{
  GtkWidget *doctor = marbre_doctor_window_new (GTK_WINDOW (self), self->newsroom, self->site,
                                                text_of (self->secret_row));

  g_signal_connect_object (doctor, "trusted", G_CALLBACK (trusted_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (doctor));
}

/* Another address is another site, which shows another certificate. */
static void
api_changed_cb (MarbreSystemDialog *self)
{
  marbre_set_str (&self->trusted, "");
  gtk_widget_set_visible (self->check_button, FALSE);
  changed_cb (self);
}

static char *
system_label (MarbreMapping *mapping, gpointer data)
{
  return g_strdup (marbre_mapping_get_name (mapping));
}

static void
marbre_system_dialog_dispose (GObject *object)
{
  MarbreSystemDialog *self = MARBRE_SYSTEM_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), MARBRE_TYPE_SYSTEM_DIALOG);
  g_clear_object (&self->newsroom);
  g_clear_object (&self->systems);
  g_clear_object (&self->chooser);
  g_clear_object (&self->site);
  g_clear_pointer (&self->trusted, g_free);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (marbre_system_dialog_parent_class)->dispose (object);
}

static void
marbre_system_dialog_class_init (MarbreSystemDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = marbre_system_dialog_dispose;
  /**
   * MarbreSystemDialog::connected:
   * @report: what one may do there, in plain words
   */
  signals[CONNECTED] = g_signal_new ("connected", MARBRE_TYPE_SYSTEM_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/marbre/Marbre/app/marbre-system-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, MarbreSystemDialog, system_row);
  gtk_widget_class_bind_template_child (widget_class, MarbreSystemDialog, api_row);
  gtk_widget_class_bind_template_child (widget_class, MarbreSystemDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, MarbreSystemDialog, user_row);
  gtk_widget_class_bind_template_child (widget_class, MarbreSystemDialog, secret_row);
  gtk_widget_class_bind_template_child (widget_class, MarbreSystemDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, MarbreSystemDialog, message);
  gtk_widget_class_bind_template_child (widget_class, MarbreSystemDialog, connect_button);
  gtk_widget_class_bind_template_child (widget_class, MarbreSystemDialog, check_button);
  gtk_widget_class_bind_template_callback (widget_class, system_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_file_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, connect_cb);
  gtk_widget_class_bind_template_callback (widget_class, api_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, check_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
marbre_system_dialog_init (MarbreSystemDialog *self)
{
  g_autoptr (GtkExpression) label = gtk_cclosure_expression_new (
      G_TYPE_STRING, NULL, 0, NULL, G_CALLBACK (system_label), NULL, NULL);
  const char *const *name = marbre_mapping_list_ours ();

  self->cancellable = g_cancellable_new ();
  self->trusted = g_strdup ("");
  self->systems = g_list_store_new (MARBRE_TYPE_MAPPING);
  for (; *name; name++)
    {
      g_autoptr (MarbreMapping) mapping = marbre_mapping_load_ours (*name);

      g_list_store_append (self->systems, mapping);
    }
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_expression (self->system_row, label);
  adw_combo_row_set_model (self->system_row, G_LIST_MODEL (self->systems));
  system_changed_cb (self);
}

/**
 * marbre_system_dialog_new:
 * @parent: the window it belongs to
 * @newsroom: an open newsroom
 *
 * Returns: (transfer floating): the dialog
 */
GtkWidget *
marbre_system_dialog_new (GtkWindow *parent, MarbreNewsroom *newsroom)
{
  MarbreSystemDialog *self;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (MARBRE_IS_NEWSROOM (newsroom), NULL);

  self = g_object_new (MARBRE_TYPE_SYSTEM_DIALOG, "transient-for", parent, NULL);
  self->newsroom = g_object_ref (newsroom);
  return GTK_WIDGET (self);
}
