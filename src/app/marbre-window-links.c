/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window's links: where the one at the caret leads is asked for.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-link-dialog.h"
#include "marbre-window-private.h"

static void
accepted_cb (MarbreWindow *self, const char *text, const char *url)
{
  MarbreSite *site = marbre_reader_get_site (self->reader);

  /* The embedded site's port may be another tomorrow; its own pages find the path alone. */
  if (site != NULL && marbre_site_is_embedded (site) && marbre_site_owns_url (site, url))
    url += strlen (marbre_site_get_url (site));
  if (!marbre_format_write_link (marbre_editor_get_format (self->editor), text, url))
    _marbre_window_toast (self, _("The text has changed there. Try again."));
}

/* Asks where the link at the caret is to lead. */
void
_marbre_window_ask_link (MarbreWindow *self, const char *text, const char *url)
{
  MarbreLinkDialog *dialog = marbre_link_dialog_new (
      GTK_WINDOW (self), marbre_newsroom_get_archive (self->newsroom), text, url);

  g_signal_connect_object (dialog, "accepted", G_CALLBACK (accepted_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}
