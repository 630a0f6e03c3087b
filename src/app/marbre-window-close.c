/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window's end: it waits for the story to be saved, and asks if that fails. Main thread.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-window-private.h"

#include <glib/gi18n.h>

static void
lose_response_cb (MarbreWindow *self, const char *response)
{
  if (g_str_equal (response, "save"))
    _marbre_window_save_file (self);
  else if (g_str_equal (response, "lose"))
    {
      self->may_close = TRUE;
      gtk_window_close (GTK_WINDOW (self));
    }
}

static void
flushed_before_close_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  GtkWidget *dialog;

  if (marbre_desk_flush_finish (MARBRE_DESK (source), result, &error))
    {
      self->may_close = TRUE;
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  dialog = adw_message_dialog_new (GTK_WINDOW (self), _("The story could not be saved"), NULL);
  adw_message_dialog_format_body (
      ADW_MESSAGE_DIALOG (dialog),
      _("%s\n\nYou can save it as a Markdown file elsewhere, or keep the window open."),
      error->message);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "keep", _("_Keep open"), "lose",
                                    _("_Close without saving"), "save", _("_Save as Markdown…"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "lose",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "save",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  g_signal_connect_object (dialog, "response", G_CALLBACK (lose_response_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Saves the story, then closes the window; if the story cannot be saved, the user decides. */
void
_marbre_window_close_when_safe (MarbreWindow *self)
{
  marbre_desk_flush_async (self->desk, NULL, flushed_before_close_cb, g_object_ref (self));
}
