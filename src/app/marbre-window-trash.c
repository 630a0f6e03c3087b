/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stories into the trash and back. Nothing is deleted: a story in the trash is only no longer
 * listed. Main thread.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include <glib/gi18n.h>

#include "marbre-window-private.h"

static gboolean
is_on_desk (MarbreWindow *self, const char *id)
{
  MarbreDocument *document = marbre_desk_get_document (self->desk);

  return document != NULL &&
         g_str_equal (marbre_story_get_id (marbre_document_get_story (document)), id);
}

static void
restored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  MarbreWindow *self = g_task_get_source_object (task);
  const char *reopen = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (marbre_archive_trash_story_finish (MARBRE_ARCHIVE (source), result, &error))
    {
      if (reopen != NULL)
        marbre_window_open_story (self, reopen);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    _marbre_window_toast (self, error->message);
}

/* Takes the story out of the trash, and back onto the desk if it lay there. */
static void
undo_trash_cb (MarbreWindow *self, AdwToast *toast)
{
  const char *id = g_object_get_data (G_OBJECT (toast), "story-id");
  GTask *task = g_task_new (self, self->cancellable, NULL, NULL);

  if (g_object_get_data (G_OBJECT (toast), "was-on-desk") != NULL)
    g_task_set_task_data (task, g_strdup (id), g_free);
  marbre_archive_trash_story_async (marbre_newsroom_get_archive (self->newsroom), id, FALSE,
                                    self->cancellable, restored_cb, task);
}

static void
trashed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  MarbreWindow *self = g_task_get_source_object (task);
  const char *id = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  AdwToast *toast;

  if (!marbre_archive_trash_story_finish (MARBRE_ARCHIVE (source), result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        _marbre_window_toast (self, error->message);
      return;
    }
  toast = adw_toast_new (_("Story moved to the trash"));
  adw_toast_set_button_label (toast, _("_Undo"));
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  g_object_set_data_full (G_OBJECT (toast), "story-id", g_strdup (id), g_free);
  if (is_on_desk (self, id))
    g_object_set_data (G_OBJECT (toast), "was-on-desk", self);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_trash_cb), self,
                           G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (self->toasts, toast);

  if (is_on_desk (self, id))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.new-story", NULL);
}

/* Puts a story into the trash and offers to take it back. */
void
_marbre_window_trash (MarbreWindow *self, const char *id)
{
  GTask *task = g_task_new (self, self->cancellable, NULL, NULL);

  g_task_set_task_data (task, g_strdup (id), g_free);
  marbre_archive_trash_story_async (marbre_newsroom_get_archive (self->newsroom), id, TRUE,
                                    self->cancellable, trashed_cb, task);
}
