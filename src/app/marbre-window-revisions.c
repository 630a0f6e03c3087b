/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window's way to earlier versions of its story. The story is saved first, so that what is on
 * the desk is itself a version.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include <glib/gi18n.h>

#include "marbre-revisions-window.h"
#include "marbre-window-private.h"

static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreWindow) self = user_data;
  MarbreDocument *document = marbre_desk_get_document (MARBRE_DESK (source));

  /* If it cannot be saved the window says so; the older versions may be all the more wanted. */
  if (!marbre_desk_flush_finish (MARBRE_DESK (source), result, NULL))
    g_debug ("Versions are shown beside a story that is not saved");
  if (g_cancellable_is_cancelled (self->cancellable) || document == NULL)
    return;
  gtk_window_present (GTK_WINDOW (marbre_revisions_window_new (
      GTK_WINDOW (self), marbre_newsroom_get_archive (self->newsroom), document)));
}

/* Shows the versions of the story on the desk. */
void
_marbre_window_show_revisions (MarbreWindow *self)
{
  if (self->desk != NULL)
    marbre_desk_flush_async (self->desk, NULL, flushed_cb, g_object_ref (self));
}
