/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A site's own library of pictures; see marbre-site-media.h.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-site-media.h"

#include <glib/gi18n.h>

#include "marbre-endpoint.h"
#include "marbre-remote-error.h"

struct _MarbreSiteMedia
{
  GObject parent_instance;

  char *remote_id;    /* (owned) */
  char *title;        /* (owned) */
  char *thumbnail;    /* (owned) */
  MarbreMedia *media; /* (owned) */
};

G_DEFINE_FINAL_TYPE (MarbreSiteMedia, marbre_site_media, G_TYPE_OBJECT)

static void
marbre_site_media_finalize (GObject *object)
{
  MarbreSiteMedia *self = MARBRE_SITE_MEDIA (object);

  g_free (self->remote_id);
  g_free (self->title);
  g_free (self->thumbnail);
  g_clear_object (&self->media);
  G_OBJECT_CLASS (marbre_site_media_parent_class)->finalize (object);
}

static void
marbre_site_media_class_init (MarbreSiteMediaClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = marbre_site_media_finalize;
}

static void
marbre_site_media_init (MarbreSiteMedia *self)
{
}

/**
 * marbre_site_media_new:
 * @remote_id: the site's id, "" where it has none
 * @title: what the site calls it
 * @thumbnail: the address of a small one, or of the picture itself
 * @media: the picture's address and what the site says of it
 *
 * Returns: (transfer full): a picture of a site
 */
MarbreSiteMedia *
marbre_site_media_new (const char *remote_id,
                       const char *title,
                       const char *thumbnail,
                       MarbreMedia *media)
{
  MarbreSiteMedia *self;

  g_return_val_if_fail (MARBRE_IS_MEDIA (media), NULL);

  self = g_object_new (MARBRE_TYPE_SITE_MEDIA, NULL);
  self->remote_id = g_strdup (remote_id);
  self->title = g_strdup (title);
  self->thumbnail = g_strdup (thumbnail);
  self->media = g_object_ref (media);
  return self;
}

/**
 * marbre_site_media_get_remote_id:
 *
 * Returns: the site's id, "" where it has none
 */
const char *
marbre_site_media_get_remote_id (MarbreSiteMedia *self)
{
  g_return_val_if_fail (MARBRE_IS_SITE_MEDIA (self), "");
  return self->remote_id;
}

/**
 * marbre_site_media_get_title:
 *
 * Returns: what the site calls it, in most cases its file's name
 */
const char *
marbre_site_media_get_title (MarbreSiteMedia *self)
{
  g_return_val_if_fail (MARBRE_IS_SITE_MEDIA (self), "");
  return self->title;
}

/**
 * marbre_site_media_get_thumbnail:
 *
 * Returns: the address of a small one
 */
const char *
marbre_site_media_get_thumbnail (MarbreSiteMedia *self)
{
  g_return_val_if_fail (MARBRE_IS_SITE_MEDIA (self), "");
  return self->thumbnail;
}

/**
 * marbre_site_media_get_media:
 *
 * Returns: (transfer none): the picture's address and what the site says of it
 */
MarbreMedia *
marbre_site_media_get_media (MarbreSiteMedia *self)
{
  g_return_val_if_fail (MARBRE_IS_SITE_MEDIA (self), NULL);
  return self->media;
}

typedef struct
{
  MarbreCredentials *credentials; /* (owned) */
  MarbreSite *site;               /* (owned) */
  char *search;                   /* (owned) */
  guint page;
} Wish;

static void
wish_free (gpointer data)
{
  Wish *self = data;

  g_object_unref (self->credentials);
  g_object_unref (self->site);
  g_free (self->search);
  g_free (self);
}

static MarbreEndpoint *
open_site (Wish *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *secret = marbre_credentials_load_sync (
      self->credentials, marbre_site_get_id (self->site), cancellable, &failure);

  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (secret == NULL)
    {
      g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_SIGN_IN,
                           _ ("No password or token is kept for this site. Enter it in the site’s "
                              "settings."));
      return NULL;
    }
  return marbre_endpoint_new (self->site, secret, error);
}

static void
list_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Wish *self = data;
  GError *error = NULL;
  g_autoptr (MarbreEndpoint) endpoint = open_site (self, cancellable, &error);
  g_autoptr (MarbreSiteMediaPage) page = g_new0 (MarbreSiteMediaPage, 1);

  if (endpoint)
    page->items = marbre_endpoint_list_media (endpoint, self->search, self->page, &page->more,
                                              cancellable, &error);
  if (page->items)
    g_task_return_pointer (task, g_steal_pointer (&page),
                           (GDestroyNotify) marbre_site_media_page_free);
  else
    {
      g_prefix_error (&error, "%s: ", marbre_site_get_name (self->site));
      g_task_return_error (task, error);
    }
}

/**
 * marbre_site_media_list_async:
 * @credentials: where the site's secret is
 * @site: a site with %MARBRE_CAN_BROWSE
 * @search: words that the pictures' texts have, "" for all
 * @page: 0 for the first
 * @cancellable: (nullable): stops it
 * @callback: called on the thread-default main context
 * @user_data: for @callback
 *
 * Asks for a page of the site's pictures.
 */
void
marbre_site_media_list_async (MarbreCredentials *credentials,
                              MarbreSite *site,
                              const char *search,
                              guint page,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Wish *wish;

  g_return_if_fail (MARBRE_IS_CREDENTIALS (credentials));
  g_return_if_fail (MARBRE_IS_SITE (site));
  g_return_if_fail (search != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, marbre_site_media_list_async);
  wish = g_new0 (Wish, 1);
  wish->credentials = g_object_ref (credentials);
  wish->site = marbre_site_copy (site);
  wish->search = g_strdup (search);
  wish->page = page;
  g_task_set_task_data (task, wish, wish_free);
  g_task_run_in_thread (task, list_in_thread);
}

/**
 * marbre_site_media_list_finish:
 * @result: the result
 * @error: why not, in plain words, the site's name before it
 *
 * Returns: (transfer full) (nullable): the page
 */
MarbreSiteMediaPage *
marbre_site_media_list_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * marbre_site_media_page_free:
 * @page: (transfer full): a page
 */
void
marbre_site_media_page_free (MarbreSiteMediaPage *page)
{
  g_clear_pointer (&page->items, g_ptr_array_unref);
  g_free (page);
}
