/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window's layouts of sites: its dialog and its list. Main thread.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-layout-dialog.h"
#include "marbre-layouts-window.h"
#include "marbre-window-private.h"

static MarbreLayoutDialog *
create_dialog (MarbreWindow *self)
{
  g_autoptr (MarbreStory) story =
      marbre_document_snapshot (marbre_desk_get_document (self->desk));
  g_autoptr (MarbrePage) page = marbre_page_new (story, marbre_desk_get_blocks (self->desk));
  g_autoptr (MarbreSite) site = marbre_publisher_dup_site (self->publisher);

  return MARBRE_LAYOUT_DIALOG (
      marbre_layout_dialog_new (GTK_WINDOW (self), self->newsroom, self->layouts, page, site));
}

/* Asks for a page of a site, to make a layout of it. */
void
_marbre_window_make_layout (MarbreWindow *self)
{
  if (self->desk != NULL && marbre_desk_get_document (self->desk) != NULL &&
      marbre_desk_get_blocks (self->desk) != NULL)
    gtk_window_present (GTK_WINDOW (create_dialog (self)));
}

static void
refresh_cb (MarbreWindow *self, MarbreLayout *layout)
{
  MarbreLayoutDialog *dialog = create_dialog (self);

  gtk_window_present (GTK_WINDOW (dialog));
  marbre_layout_dialog_refresh (dialog, layout);
}

/* Lists the layouts that were made. */
void
_marbre_window_show_layouts (MarbreWindow *self)
{
  GtkWidget *window;

  if (self->layouts == NULL)
    return;
  window = marbre_layouts_window_new (GTK_WINDOW (self), self->layouts);
  g_signal_connect_object (window, "refresh", G_CALLBACK (refresh_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}
