/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which story is on the desk when the window opens, and what is remembered for the next time.
 * Main thread.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-window-private.h"

/* What is opened at the next start: a story that the archive has, not one that was never begun. */
void
_marbre_window_remember_story (MarbreWindow *self)
{
  MarbreDocument *document = marbre_desk_get_document (self->desk);
  gboolean kept = marbre_desk_get_save_state (self->desk) != MARBRE_SAVE_STATE_NEW;
  const char *id = kept ? marbre_document_get_id (document) : "";
  g_autofree char *last = g_settings_get_string (self->settings, "last-story");

  if (!g_str_equal (last, id))
    g_settings_set_string (self->settings, "last-story", id);
}

/* The newest draft in the desktop's language, else the newest. */
static MarbreSummary *
pick_draft (MarbreWindow *self, GPtrArray *drafts)
{
  const char *language = _marbre_window_get_language (self);

  for (guint i = 0; i < drafts->len; i++)
    {
      MarbreSummary *draft = g_ptr_array_index (drafts, i);

      if (g_str_equal (marbre_summary_get_language (draft), language))
        return draft;
    }
  return g_ptr_array_index (drafts, 0);
}

static void
newest_draft_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) drafts =
      marbre_archive_list_finish (MARBRE_ARCHIVE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* Who was quicker and began a story keeps it. */
  if (marbre_desk_get_document (self->desk) != NULL)
    return;
  if (drafts != NULL && drafts->len > 0)
    marbre_window_open_story (self, marbre_summary_get_id (pick_draft (self, drafts)));
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.new-story", NULL);
}

/* The story that was open last; on the very first start the newest of the sample drafts. */
void
_marbre_window_open_first_story (MarbreWindow *self)
{
  g_autofree char *last = g_settings_get_string (self->settings, "last-story");
  const MarbreQuery drafts = { .states = MARBRE_STORY_STATE_BIT (MARBRE_STORY_DRAFT), .limit = 10 };

  if (last[0] != '\0')
    marbre_window_open_story (self, last);
  else if (marbre_newsroom_is_first_start (self->newsroom))
    marbre_archive_list_async (marbre_newsroom_get_archive (self->newsroom), &drafts,
                               self->cancellable, newest_draft_cb, g_object_ref (self));
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.new-story", NULL);
}
