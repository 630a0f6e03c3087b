/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the window shows of publishing: how it went, and which site is proposed. Not the publishing
 * itself (MarbrePublisher). Main thread.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-window-private.h"

#include <glib/gi18n.h>

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
  CONNECT ("remark", publisher_remark_cb);
  CONNECT ("changed", publisher_changed_cb);
  CONNECT ("accepted", publisher_accepted_cb);
#undef CONNECT
}
