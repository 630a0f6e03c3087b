/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window and the archive's health: what happened to it and what that means for the writer's
 * stories.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include <glib/gi18n.h>

#include "marbre-window-private.h"

static void
health_changed_cb (MarbreWindow *self, guint health)
{
  const MarbreArchiveHealth before = self->health;

  self->health = (MarbreArchiveHealth) health;
  if (self->health == MARBRE_ARCHIVE_DAMAGED)
    marbre_notice_show (self->notice,
                        _("A part of the archive’s file is damaged. What can be read is there and "
                          "can be saved; keep a copy of the file and restore a backup."),
                        NULL, NULL, NULL);
  else if (before == MARBRE_ARCHIVE_MENDING && self->health == MARBRE_ARCHIVE_WHOLE)
    _marbre_window_toast (self, _("The search index was damaged and has been made anew. No story "
                                  "was touched."));
}

/* Says how the last program ended, and from now on how the archive is. */
void
_marbre_window_watch_archive (MarbreWindow *self, MarbreArchive *archive)
{
  if (marbre_archive_was_unclean (archive))
    marbre_notice_show (self->notice,
                        _("Marbre was not closed properly last time. Your story is here as it was "
                          "saved."),
                        NULL, NULL, NULL);
  g_signal_connect_object (archive, "health-changed", G_CALLBACK (health_changed_cb), self,
                           G_CONNECT_SWAPPED);
  health_changed_cb (self, marbre_archive_get_health (archive));
}
