/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The header bar's title: the story's headline, and below it whether the story is saved. Part of
 * the window; see marbre-window-private.h. Main thread.
 *
 * A save takes some milliseconds, and "Saving…" at each key would tell nothing: it would lay the
 * window out twice more for each letter, which then waits for the next frame, and would flicker.
 * Only a save that takes long is shown. Whoever has to know before is told by the title's state
 * "busy", which draws nothing.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include <glib/gi18n.h>

#include "marbre-desk-note.h"
#include "marbre-window-private.h"

/* Milliseconds that a change may wait for its save before it is said. Autosave waits up to 700. */
#define LONG_SAVE 1500

static const char *
save_text (MarbreSaveState state, const GError *error)
{
  switch (state)
    {
    case MARBRE_SAVE_STATE_SAVED:
      return _("Saved");
    case MARBRE_SAVE_STATE_PENDING:
      return _("Saving…");
    case MARBRE_SAVE_STATE_FAILED:
      if (g_error_matches (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_FULL))
        return _("Not saved: disk full");
      return _("Not saved");
    case MARBRE_SAVE_STATE_NEW:
    default:
      return "";
    }
}

static MarbreSaveState
get_save_state (MarbreWindow *self)
{
  return self->desk ? marbre_desk_get_save_state (self->desk) : MARBRE_SAVE_STATE_NEW;
}

static void
show_save_state (MarbreWindow *self)
{
  const GError *error = self->desk ? marbre_desk_get_save_error (self->desk) : NULL;

  adw_window_title_set_subtitle (self->title, save_text (get_save_state (self), error));
}

static gboolean
long_save_cb (gpointer data)
{
  MarbreWindow *self = data;

  self->long_save_id = 0;
  show_save_state (self);
  return G_SOURCE_REMOVE;
}

static void
update_save_state (MarbreWindow *self)
{
  gboolean pending = get_save_state (self) == MARBRE_SAVE_STATE_PENDING;

  if (self->save_pending != pending)
    gtk_accessible_update_state (GTK_ACCESSIBLE (self->title), GTK_ACCESSIBLE_STATE_BUSY, pending,
                                 -1);
  self->save_pending = pending;
  if (!pending)
    {
      g_clear_handle_id (&self->long_save_id, g_source_remove);
      show_save_state (self);
    }
  else if (self->long_save_id == 0)
    self->long_save_id = g_timeout_add (LONG_SAVE, long_save_cb, self);
}

/* Without effect on what has not changed: called for each key. */
void
_marbre_window_update_title (MarbreWindow *self)
{
  MarbreDocument *document = self->desk ? marbre_desk_get_document (self->desk) : NULL;
  g_autofree char *headline =
      marbre_desk_notes_strip_line (document ? marbre_document_get_headline (document) : "");
  const char *name;

  adw_window_title_set_title (self->title, headline[0] != '\0' ? headline
                                           : document != NULL  ? _("Untitled story")
                                                               : _("Marbre"));
  name = headline[0] != '\0' ? headline : _("Marbre");
  if (g_strcmp0 (gtk_window_get_title (GTK_WINDOW (self)), name) != 0)
    gtk_window_set_title (GTK_WINDOW (self), name);
  update_save_state (self);
}
