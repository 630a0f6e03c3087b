/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the window shows of publishing: how it went, and which site is proposed. Not the publishing
 * itself (MarbrePublisher). Main thread.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-window-private.h"

#include <glib/gi18n.h>

/* The desktop's notification of a story that waits for the user; there is one at a time. */
#define STOPPED "stopped"

static void
publisher_done_cb (MarbreWindow *self, const char *text, const char *url)
{
  AdwToast *toast = adw_toast_new (text);

  if (url[0] != '\0')
    {
      adw_toast_set_button_label (toast, _("View online"));
      adw_toast_set_action_name (toast, "win.view-url");
      adw_toast_set_action_target_value (toast, g_variant_new_string (url));
    }
  adw_toast_set_timeout (toast, 8);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_overlay_add_toast (self->toasts, toast);
  marbre_notice_hide (self->notice);
  _marbre_window_actions_update (self);
}

static void
publisher_problem_cb (MarbreWindow *self, const char *text)
{
  marbre_notice_show (self->notice, text, _("Outbox"), "win.outbox", NULL);
}

static gboolean
is_in_front (MarbreWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  for (GList *l = gtk_application_get_windows (application); l != NULL; l = l->next)
    if (gtk_window_is_active (l->data))
      return TRUE;
  return FALSE;
}

/* Whoever sent a story and went to other things learns of it there, too. */
static void
publisher_stopped_cb (MarbreWindow *self, const char *text)
{
  g_autoptr (GNotification) notification = NULL;

  if (is_in_front (self))
    return;
  notification = g_notification_new (_("A story was not sent"));
  g_notification_set_body (notification, text);
  g_notification_set_priority (notification, G_NOTIFICATION_PRIORITY_HIGH);
  g_notification_set_default_action (notification, "app.outbox");
  g_application_send_notification (G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))),
                                   STOPPED, notification);
}

/* The notice says it, too, to whoever comes back. */
static void
is_active_changed_cb (MarbreWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  if (application != NULL && gtk_window_is_active (GTK_WINDOW (self)))
    g_application_withdraw_notification (G_APPLICATION (application), STOPPED);
}

static void
publisher_remark_cb (MarbreWindow *self, const char *text)
{
  marbre_notice_show (self->notice, text, NULL, NULL, NULL);
}

/* The slug was chosen in the dialog, on a snapshot: the story remembers it. */
static void
publisher_accepted_cb (MarbreWindow *self, MarbreStory *sent)
{
  MarbreDocument *document = marbre_desk_get_document (self->desk);
  MarbreStory *story = document ? marbre_document_get_story (document) : NULL;

  if (story != NULL && g_str_equal (marbre_story_get_id (story), marbre_story_get_id (sent)))
    marbre_story_set_text (story, MARBRE_FIELD_SLUG,
                           marbre_story_get_text (sent, MARBRE_FIELD_SLUG));
}

/* The preview shows the page as the proposed site would. */
void
_marbre_window_update_site (MarbreWindow *self)
{
  g_autoptr (MarbreSite) site = marbre_publisher_dup_site (self->publisher);

  marbre_desk_set_site (self->desk, site);
  _marbre_window_update_typography (self);
}

static void
publisher_changed_cb (MarbreWindow *self)
{
  _marbre_window_update_site (self);
  _marbre_window_actions_update (self);
}

void
_marbre_window_watch_publisher (MarbreWindow *self)
{
#define CONNECT(signal, callback)                                                                  \
  g_signal_connect_object (self->publisher, signal, G_CALLBACK (callback), self, G_CONNECT_SWAPPED)
  CONNECT ("done", publisher_done_cb);
  CONNECT ("problem", publisher_problem_cb);
  CONNECT ("stopped", publisher_stopped_cb);
  CONNECT ("remark", publisher_remark_cb);
  CONNECT ("changed", publisher_changed_cb);
  CONNECT ("accepted", publisher_accepted_cb);
#undef CONNECT
  g_signal_connect (self, "notify::is-active", G_CALLBACK (is_active_changed_cb), NULL);
}
