/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the Micropub kind share; nobody else includes it.
 */
#pragma once

#include "marbre-endpoint.h"
#include "marbre-http.h"
#include "marbre-json.h"
#include "marbre-micropub.h"

G_BEGIN_DECLS

struct _MarbreMicropub
{
  GObject parent_instance;

  MarbreSite *site; /* (owned) */
  MarbreHttp *http; /* (owned) */
  GUri *api;        /* (owned) */
  GUri *media;      /* (owned) (nullable): the media endpoint, once it was asked for */
};

/* marbre-micropub.c */
JsonNode         *marbre_micropub_query        (MarbreMicropub         *self,
                                                GUri                   *uri,
                                                GCancellable           *cancellable,
                                                GError                **error)
                                                G_GNUC_WARN_UNUSED_RESULT;

/* marbre-micropub-list.c */
gboolean          marbre_micropub_is_deleted   (JsonNode               *item);
MarbreListPage       *marbre_micropub_ask_page     (MarbreEndpoint         *endpoint,
                                                const MarbreListing    *listing,
                                                const char             *cursor,
                                                GCancellable           *cancellable,
                                                GError                **error);
GPtrArray        *marbre_micropub_read_page    (MarbreEndpoint         *endpoint,
                                                MarbreListPage             *page,
                                                GError                **error);

/* marbre-micropub-content.c */
JsonObject       *marbre_micropub_write_create (const MarbreSubmission *submission)
                                                G_GNUC_WARN_UNUSED_RESULT;
JsonObject       *marbre_micropub_write_update (const MarbreSubmission *submission,
                                                const char             *url)
                                                G_GNUC_WARN_UNUSED_RESULT;
JsonObject       *marbre_micropub_write_delete (const MarbreSubmission *submission,
                                                const char             *url,
                                                JsonNode               *item)
                                                G_GNUC_WARN_UNUSED_RESULT;
char             *marbre_micropub_digest       (MarbreEndpoint         *endpoint,
                                                const MarbreSubmission *submission)
                                                G_GNUC_WARN_UNUSED_RESULT;
MarbreRemotePost *marbre_micropub_read_item    (JsonNode    *node,
                                                const char  *url,
                                                GError     **error) G_GNUC_WARN_UNUSED_RESULT;
GError           *marbre_micropub_shape_error  (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
