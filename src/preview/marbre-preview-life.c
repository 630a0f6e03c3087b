/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How the page comes, and comes back: the locks are closed, an empty shell is loaded, and loaded
 * again when its process dies. The text is put in by the channel.
 */
#define G_LOG_DOMAIN "marbre-preview"

#include "config.h"

#include "marbre-preview-private.h"

#include <glib/gi18n.h>

#include "marbre-preview-locks.h"
#include "marbre-preview-scheme.h"

/* A page that kills its process again and again is not reloaded for ever. */
#define MAX_RELOADS       3
#define RELOADS_WINDOW    (60 * G_USEC_PER_SEC)
#define RELOAD_PAUSE_MSEC 300 /* after the first, which is at once */

/* Says in the page's place what is the matter, with a button if @may_reload. */
void
_marbre_preview_show_status (MarbrePreview *self, const char *text, gboolean may_reload)
{
  gtk_label_set_text (self->status, text);
  gtk_widget_set_visible (self->reload, may_reload);
  gtk_stack_set_visible_child_name (self->stack, "status");
}

static char *
make_shell_uri (MarbrePreview *self)
{
  if (self->face == MARBRE_FACE_ARTICLE && self->layout != NULL)
    return g_strconcat (MARBRE_PREVIEW_LAYOUTS, self->layout, "/page.html", NULL);
  if (self->face == MARBRE_FACE_ARTICLE)
    return g_strconcat (MARBRE_PREVIEW_SHELLS, self->template, ".html", NULL);
  return g_strconcat (MARBRE_PREVIEW_SHELLS, MARBRE_TEMPLATE_FACES,
                      marbre_face_get_name (self->face), ".html", NULL);
}

/* Loads the empty page of the layout, or of the story's other face. */
void
_marbre_preview_load_shell (MarbrePreview *self)
{
  g_autofree char *uri = make_shell_uri (self);

  self->shown_face = self->face;
  marbre_preview_patch_set_face (self->patch, self->face);
  self->is_loaded = FALSE;
  self->wants_shell = FALSE;
  webkit_web_view_load_uri (self->view, uri);
}

/* The view's "load-changed". */
void
_marbre_preview_load_changed (MarbrePreview *self, WebKitLoadEvent event)
{
  if (event != WEBKIT_LOAD_FINISHED)
    return;
  self->is_loaded = TRUE;
  marbre_preview_patch_reset (self->patch, self->line);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->sheet));
  _marbre_preview_flush (self);
}

static gboolean
reload_source_cb (gpointer data)
{
  MarbrePreview *self = MARBRE_PREVIEW (data);

  self->reload_source = 0;
  _marbre_preview_load_shell (self);
  return G_SOURCE_REMOVE;
}

/* Loads the page again after it was lost, but not for ever. A process that dies is told twice, by
 * the call that it was working on and by its own signal. */
void
_marbre_preview_recover (MarbrePreview *self)
{
  gint64 now = g_get_monotonic_time ();

  self->is_loaded = FALSE;
  if (self->reload_source != 0)
    return;
  if (now - self->reloads_since > RELOADS_WINDOW)
    {
      self->reloads_since = now;
      self->reloads = 0;
    }
  if (self->reloads++ < MAX_RELOADS)
    {
      _marbre_preview_show_status (self, _("The preview stopped. Reloading…"), FALSE);
      self->reload_source =
          g_timeout_add (self->reloads == 1 ? 0 : RELOAD_PAUSE_MSEC, reload_source_cb, self);
    }
  else
    _marbre_preview_show_status (
        self, _("The preview keeps stopping. Your text is safe: go on writing, or reload."), TRUE);
}

static void
locked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbrePreview) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean locked = marbre_preview_locks_compile_finish (WEBKIT_WEB_VIEW (object), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (!locked)
    {
      g_warning ("No content filter, so no preview: %s", error->message);
      _marbre_preview_show_status (
          self, _("The preview cannot start. Make room on the disk, then reload."), TRUE);
      return;
    }
  self->is_locked = TRUE;
  _marbre_preview_load_shell (self);
}

/* Loads the shell, the first time after the locks are closed. */
void
_marbre_preview_lock_and_load (MarbrePreview *self)
{
  if (self->is_locked)
    _marbre_preview_load_shell (self);
  else
    marbre_preview_locks_compile_async (self->view, self->cancellable, locked_cb,
                                        g_object_ref (self));
}
