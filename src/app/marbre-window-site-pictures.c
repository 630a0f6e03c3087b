/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pictures that the newsroom's sites have already, for the story on the desk.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include <glib/gi18n.h>

#include "marbre-endpoint.h"
#include "marbre-media-window.h"
#include "marbre-window-private.h"

typedef struct
{
  MarbreArchive *archive; /* (owned) */
  MarbreUpload *upload;   /* (owned) */
} Note;

static void
note_free (gpointer data)
{
  Note *self = data;

  g_object_unref (self->archive);
  marbre_upload_free (self->upload);
  g_free (self);
}

static void
note_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Note *self = data;
  g_autoptr (GError) error = NULL;

  /* Not noted, it would only go up once more. */
  if (!marbre_archive_put_upload_sync (self->archive, self->upload, NULL, &error))
    g_warning ("A picture of a site was not noted: %s", error->message);
}

/* Notes that a site has a picture of the store. */
void
_marbre_window_note_upload (MarbreWindow *self,
                            const char *site_id,
                            const char *name,
                            MarbreSiteMedia *media)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);
  Note *note = g_new0 (Note, 1);

  note->archive = g_object_ref (marbre_newsroom_get_archive (self->newsroom));
  note->upload = marbre_upload_new (site_id, name, marbre_site_media_get_remote_id (media),
                                    marbre_media_get_src (marbre_site_media_get_media (media)));
  g_task_set_task_data (task, note, note_free);
  g_task_run_in_thread (task, note_in_thread);
}

static void
chosen_cb (MarbreWindow *self, MarbreSite *site, MarbreSiteMedia *media, gboolean lead)
{
  _marbre_window_take_site_picture (self, site, media, lead);
}

/* Those that list their pictures, the one that is proposed for publishing first. */
static GListModel *
list_sites (MarbreWindow *self)
{
  GListModel *all = marbre_newsroom_get_sites (self->newsroom);
  g_autoptr (MarbreSite) proposed = marbre_publisher_dup_site (self->publisher);
  GListStore *sites = g_list_store_new (MARBRE_TYPE_SITE);
  const guint n = g_list_model_get_n_items (all);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (MarbreSite) site = g_list_model_get_item (all, i);
      const gboolean first =
          proposed && g_str_equal (marbre_site_get_id (site), marbre_site_get_id (proposed));

      if (marbre_endpoint_look_up_capabilities (site) & MARBRE_CAN_BROWSE)
        g_list_store_insert (sites, first ? 0 : g_list_model_get_n_items (G_LIST_MODEL (sites)),
                             site);
    }
  return G_LIST_MODEL (sites);
}

/* Lets one choose among the pictures that a site has. */
void
_marbre_window_browse_site_pictures (MarbreWindow *self)
{
  g_autoptr (GListModel) sites = list_sites (self);
  GtkWidget *window;

  if (g_list_model_get_n_items (sites) == 0)
    {
      _marbre_window_toast (self, _("No connected site lists its pictures: only WordPress does."));
      return;
    }
  window = marbre_media_window_new (
      GTK_WINDOW (self), sites, marbre_newsroom_get_credentials (self->newsroom),
      marbre_web_content_get_fetcher (marbre_reader_get_web_content (self->reader)));
  g_signal_connect_object (window, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}
