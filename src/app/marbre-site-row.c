/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row of the list of sites; see marbre-site-row.h. The list makes it anew whenever the site
 * changes, so it only ever shows what it was made with.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-site-row.h"

#include <glib/gi18n.h>

#include "marbre-doctor-window.h"
#include "marbre-site-limits.h"

typedef struct
{
  MarbreNewsroom *newsroom; /* (owned) */
  MarbreSite *site;         /* (owned) */
} Row;

static void
row_free (gpointer data)
{
  Row *row = data;

  g_clear_object (&row->newsroom);
  g_clear_object (&row->site);
  g_free (row);
}

static Row *
row_of (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), "marbre-site-row");
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AdwToastOverlay) toasts = user_data;
  g_autoptr (GError) error = NULL;

  if (marbre_archive_remove_site_finish (MARBRE_ARCHIVE (source), result, &error) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  adw_toast_overlay_add_toast (toasts, adw_toast_new (error->message));
}

static void
remove_response_cb (GtkWidget *widget, const char *response, GtkWidget *dialog)
{
  Row *row = row_of (widget);
  GtkWidget *toasts = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);
  const char *id = marbre_site_get_id (row->site);

  if (!g_str_equal (response, "remove") || toasts == NULL)
    return;
  marbre_credentials_clear_async (marbre_newsroom_get_credentials (row->newsroom), id, NULL, NULL,
                                  NULL);
  marbre_archive_remove_site_async (marbre_newsroom_get_archive (row->newsroom), id, NULL,
                                    removed_cb, g_object_ref (toasts));
}

static void
remove_cb (GtkWidget *widget)
{
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_WINDOW (gtk_widget_get_root (widget)), _ ("Disconnect this site?"),
      _ ("Marbre forgets its password and which of its stories stand there: published again, they "
         "would be made anew. Stories in the archive and at the site stay as they are. To sign in "
         "again, connect the same address instead."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "remove",
                                    _ ("_Disconnect"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "remove",
                                              ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (remove_response_cb), widget,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
check_cb (GtkWidget *widget)
{
  Row *row = row_of (widget);

  gtk_window_present (GTK_WINDOW (marbre_doctor_window_new (
      GTK_WINDOW (gtk_widget_get_root (widget)), row->newsroom, row->site, NULL)));
}

static void
add_button (GtkWidget *row, const char *label, const char *tooltip, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, tooltip);
  g_signal_connect_object (button, "clicked", clicked, row, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

/**
 * marbre_site_row_new:
 * @newsroom: an open newsroom
 * @site: a site of it
 *
 * Returns: (transfer floating): a row for a list box
 */
GtkWidget *
marbre_site_row_new (MarbreNewsroom *newsroom, MarbreSite *site)
{
  GtkWidget *widget = adw_action_row_new ();
  const gboolean embedded = marbre_site_is_embedded (site);
  const char *subtitle =
      embedded ? _ ("On this computer, to try everything") : marbre_site_get_url (site);
  g_autofree char *escaped = g_markup_escape_text (subtitle, -1);
  Row *row = g_new0 (Row, 1);

  row->newsroom = g_object_ref (newsroom);
  row->site = g_object_ref (site);
  g_object_set_data_full (G_OBJECT (widget), "marbre-site-row", row, row_free);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (widget), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget), marbre_site_get_name (site));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (widget), escaped);
  if (!embedded)
    add_button (widget, _ ("C_heck…"), _ ("Check connection"), G_CALLBACK (check_cb));
  adw_action_row_add_suffix (ADW_ACTION_ROW (widget),
                             marbre_site_limits_new (marbre_newsroom_get_archive (newsroom), site));
  add_button (widget, _ ("_Disconnect…"), NULL, G_CALLBACK (remove_cb));
  return widget;
}
