/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window and the Markdown file beside its story: when another program changes the file, the
 * window says so and offers to compare. The story stays as it is until the writer decides.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include <glib/gi18n.h>

#include "marbre-revisions-window.h"
#include "marbre-window-private.h"

static gboolean
is_on_desk (MarbreWindow *self)
{
  MarbreDocument *document = marbre_desk_get_document (self->desk);

  return document != NULL && self->watch != NULL &&
         g_str_equal (marbre_story_get_id (marbre_document_get_story (document)),
                      marbre_file_watch_get_story_id (self->watch));
}

static char *
name_file (MarbreWindow *self)
{
  g_autofree char *name = g_file_get_basename (marbre_file_watch_get_file (self->watch));

  return g_filename_display_name (name);
}

static void
changed_cb (MarbreWindow *self)
{
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (!is_on_desk (self))
    return;
  name = name_file (self);
  text = g_strdup_printf (_("Another program has changed “%s”. Your story is as you left it."),
                          name);
  marbre_notice_show (self->notice, text, _("Compare…"), "win.compare-file", NULL);
}

/* @story_id was read from @file or written to it, which says @known. */
void
_marbre_window_watch_file (MarbreWindow *self, GFile *file, const char *story_id, GBytes *known)
{
  g_clear_object (&self->watch);
  self->watch = marbre_file_watch_new (file, story_id, known);
  g_signal_connect_object (self->watch, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreWindow) self = user_data;
  g_autofree char *name = NULL;
  MarbreStory *text;

  if (!marbre_desk_flush_finish (MARBRE_DESK (source), result, NULL))
    g_debug ("A file is compared with a story that is not saved");
  if (g_cancellable_is_cancelled (self->cancellable) || !is_on_desk (self))
    return;
  text = marbre_file_watch_get_text (self->watch);
  if (text == NULL)
    return;
  name = name_file (self);
  marbre_notice_hide (self->notice);
  gtk_window_present (GTK_WINDOW (marbre_revisions_window_new_for_text (
      GTK_WINDOW (self), marbre_newsroom_get_archive (self->newsroom),
      marbre_desk_get_document (self->desk), text, name)));
}

/* Returns: (transfer full) (nullable): the file that the story on the desk was last read from or
 * written to, as it is shown */
char *
_marbre_window_dup_file_name (MarbreWindow *self)
{
  return is_on_desk (self) ? name_file (self) : NULL;
}

/* Compares the story on the desk with what another program put in its file. */
void
_marbre_window_compare_file (MarbreWindow *self)
{
  if (self->desk != NULL)
    marbre_desk_flush_async (self->desk, NULL, flushed_cb, g_object_ref (self));
}
