/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pictures of a story on their way out: those of the media store go up to the site once, and
 * the body's HTML then names them where the site has them. Not for changing pictures. A worker
 * thread.
 */
#pragma once

#include "marbre-archive.h"
#include "marbre-endpoint.h"

G_BEGIN_DECLS

typedef struct _MarbrePictures MarbrePictures;

MarbrePictures    *marbre_pictures_upload       (MarbreArchive   *archive,
                                                 MarbreEndpoint  *endpoint,
                                                 const char      *site_id,
                                                 MarbreStory     *story,
                                                 GCancellable    *cancellable,
                                                 GError         **error)
                                                 G_GNUC_WARN_UNUSED_RESULT;
const char        *marbre_pictures_get_html     (MarbrePictures  *self);
GPtrArray         *marbre_pictures_get_blocks   (MarbrePictures  *self);
GHashTable        *marbre_pictures_get_ids      (MarbrePictures  *self);
const char        *marbre_pictures_get_lead_id  (MarbrePictures  *self);
const char        *marbre_pictures_get_lead_url (MarbrePictures  *self);
const char *const *marbre_pictures_get_warnings (MarbrePictures  *self);
void               marbre_pictures_free         (MarbrePictures  *self);
gboolean           marbre_pictures_restore      (MarbreArchive   *archive,
                                                 const char      *site_id,
                                                 MarbreStory     *ours,
                                                 MarbreStory     *theirs,
                                                 GCancellable    *cancellable,
                                                 GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbrePictures, marbre_pictures_free)

G_END_DECLS
