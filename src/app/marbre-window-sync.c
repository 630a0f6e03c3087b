/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window brings the archive up to date with the site: says how far it is, lets it be stopped,
 * and tells what came of it.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include <glib/gi18n.h>

#include "marbre-sync.h"
#include "marbre-window-private.h"

/**
 * Fetch:
 *
 * One sync for a window, which may be closed meanwhile.
 */
typedef struct
{
  MarbreWindow *window; /* (owned) */
  MarbreSite *site;     /* (owned) */
  gulong closed;        /* handler of the window's cancellable */
} Fetch;

static void
fetch_free (Fetch *fetch)
{
  g_object_unref (fetch->window);
  g_object_unref (fetch->site);
  g_free (fetch);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fetch, fetch_free)

static void
closed_cb (GCancellable *window, gpointer syncing)
{
  g_cancellable_cancel (syncing);
}

static char *
describe (MarbreSite *site, const MarbreSyncReport *report)
{
  if (report->added + report->updated + report->gone + report->kept == 0)
    return g_strdup_printf (_ ("Nothing new at “%s”"), marbre_site_get_name (site));
  if (report->gone > 0)
    /* TRANSLATORS: numbers of stories: those that came, changed at the site, were deleted there */
    return g_strdup_printf (_ ("Archive up to date (new: %u, changed: %u, gone from the site: %u)"),
                            report->added, report->updated, report->gone);
  /* TRANSLATORS: numbers of stories: those that came, and those that changed at the site */
  return g_strdup_printf (_ ("Archive up to date (new: %u, changed: %u)"), report->added,
                          report->updated);
}

static void
synced_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Fetch) fetch = user_data;
  MarbreWindow *self = fetch->window;
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreSyncReport) report = marbre_sync_run_finish (result, &error);
  g_autofree char *text = NULL;

  g_cancellable_disconnect (self->cancellable, fetch->closed);
  g_clear_object (&self->syncing);
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  marbre_sync_bar_end (self->sync_bar);
  _marbre_window_actions_update (self);
  if (report)
    {
      text = describe (fetch->site, report);
      _marbre_window_toast (self, text);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    _marbre_window_toast (self, _ ("Stopped. The next time it goes on from there."));
  else
    marbre_notice_show (self->notice, error->message, NULL, NULL, NULL);
}

static void
progress_cb (const MarbreSyncNews *news, gpointer user_data)
{
  const Fetch *fetch = user_data;

  if (!g_cancellable_is_cancelled (fetch->window->cancellable))
    marbre_sync_bar_show (fetch->window->sync_bar, news);
}

static void
ready_to_sync_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *url =
      marbre_newsroom_resolve_url_finish (MARBRE_NEWSROOM (source), result, &error);
  g_autoptr (MarbreSite) site = NULL;
  Fetch *fetch;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (url == NULL)
    {
      marbre_notice_show (self->notice, error->message, NULL, NULL, NULL);
      return;
    }
  site = marbre_publisher_dup_site (self->publisher);
  if (site == NULL || self->syncing)
    return;
  self->syncing = g_cancellable_new ();
  marbre_sync_bar_begin (self->sync_bar, marbre_site_get_name (site));
  _marbre_window_actions_update (self);
  fetch = g_new0 (Fetch, 1);
  fetch->window = g_object_ref (self);
  fetch->site = g_steal_pointer (&site);
  fetch->closed = g_cancellable_connect (self->cancellable, G_CALLBACK (closed_cb),
                                         g_object_ref (self->syncing), g_object_unref);
  marbre_sync_run_async (marbre_newsroom_get_archive (self->newsroom),
                         marbre_newsroom_get_credentials (self->newsroom), fetch->site,
                         progress_cb, fetch, self->syncing, synced_cb, fetch);
}

static void
flushed_before_sync_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbreWindow) self = user_data;
  g_autoptr (MarbreSite) site = NULL;

  /* What is not in the archive yet would look unchanged to the sync. */
  if (!marbre_desk_flush_finish (MARBRE_DESK (source), result, NULL) ||
      g_cancellable_is_cancelled (self->cancellable))
    return;
  site = marbre_publisher_dup_site (self->publisher);
  if (site == NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.sites", NULL);
      return;
    }
  /* Resolving the site's own address brings the embedded site up, if it is that one. */
  marbre_newsroom_resolve_url_async (self->newsroom, marbre_site_get_url (site), self->cancellable,
                                     ready_to_sync_cb, g_object_ref (self));
}

static void
sync_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MarbreWindow *self = MARBRE_WINDOW (widget);

  marbre_desk_flush_async (self->desk, NULL, flushed_before_sync_cb, g_object_ref (self));
}

static void
stop_sync_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MarbreWindow *self = MARBRE_WINDOW (widget);

  if (self->syncing)
    g_cancellable_cancel (self->syncing);
}

/* The actions that fetch from the site. */
void
_marbre_window_class_sync_init (MarbreWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_install_action (widget_class, "win.sync", NULL, sync_action);
  gtk_widget_class_install_action (widget_class, "win.stop-sync", NULL, stop_sync_action);
}
