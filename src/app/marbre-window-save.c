/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ctrl+S. Everything is saved while one writes, and everybody presses it: what has not been written
 * yet is, it is kept as a version, and that is said. A failure is said by whoever sees the desk's
 * state. Part of the window; see marbre-window-private.h. Main thread.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include <glib/gi18n.h>

#include "marbre-window-private.h"

#define SHOWN 2 /* seconds */

/* Who presses it again is told again, and not once more for each time in a minute. */
static void
tell (MarbreWindow *self, const char *text)
{
  if (self->saved_toast != NULL)
    adw_toast_dismiss (self->saved_toast);
  g_set_weak_pointer (&self->saved_toast, _marbre_window_toast (self, text));
  adw_toast_set_timeout (self->saved_toast, SHOWN);
}

static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreWindow) self = user_data;
  MarbreDesk *desk = MARBRE_DESK (source);
  g_autofree char *file = NULL;
  g_autofree char *text = NULL;

  if (!marbre_desk_flush_finish (desk, result, NULL) ||
      g_cancellable_is_cancelled (self->cancellable))
    return;
  if (marbre_desk_get_save_state (desk) == MARBRE_SAVE_STATE_NEW)
    {
      tell (self, _("Nothing is written yet"));
      return;
    }
  file = _marbre_window_dup_file_name (self);
  if (file != NULL)
    text = g_strdup_printf (
        _("All is saved in the archive. The file “%s” is written with Ctrl+Shift+S."), file);
  tell (self, text != NULL ? text : _("All is saved"));
}

/* Saves the story on the desk now. */
void
_marbre_window_save (MarbreWindow *self)
{
  marbre_desk_flush_async (self->desk, NULL, flushed_cb, g_object_ref (self));
}
