/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pictures that a site has in its own library: what there is of each, and pages of them. Not
 * the bytes (a fetcher gets them) and not the store of this computer. What is listed is immutable,
 * so any thread may read it.
 */
#pragma once

#include <gio/gio.h>

#include "marbre-archive.h"
#include "marbre-credentials.h"
#include "marbre-media.h"
#include "marbre-site.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_SITE_MEDIA (marbre_site_media_get_type ())
G_DECLARE_FINAL_TYPE (MarbreSiteMedia, marbre_site_media, MARBRE, SITE_MEDIA, GObject)

/**
 * MarbreSiteMediaPage:
 * @items: (owned) (element-type MarbreSiteMedia): the newest first
 * @more: whether another page follows
 */
typedef struct
{
  GPtrArray *items;
  gboolean more;
} MarbreSiteMediaPage;

MarbreSiteMedia     *marbre_site_media_new           (const char           *remote_id,
                                                      const char           *title,
                                                      const char           *thumbnail,
                                                      MarbreMedia          *media)
                                                      G_GNUC_WARN_UNUSED_RESULT;
const char          *marbre_site_media_get_remote_id (MarbreSiteMedia      *self);
const char          *marbre_site_media_get_title     (MarbreSiteMedia      *self);
const char          *marbre_site_media_get_thumbnail (MarbreSiteMedia      *self);
MarbreMedia         *marbre_site_media_get_media     (MarbreSiteMedia      *self);
void                 marbre_site_media_list_async    (MarbreCredentials    *credentials,
                                                      MarbreSite           *site,
                                                      const char           *search,
                                                      guint                 page,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
MarbreSiteMediaPage *marbre_site_media_list_finish   (GAsyncResult         *result,
                                                      GError              **error)
                                                      G_GNUC_WARN_UNUSED_RESULT;
void                 marbre_site_media_page_free     (MarbreSiteMediaPage  *page);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreSiteMediaPage, marbre_site_media_page_free)

G_END_DECLS
