/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pressroom: the site that Marbre itself serves, so that one can publish on a machine without a
 * CMS. A small Micropub server with its pages, on loopback, on a thread of its own. This is the
 * façade; the functions may be called on any thread, those named _sync never on one that draws.
 */
#pragma once

#include <gio/gio.h>

#include "marbre-archive.h"
#include "marbre-pressroom-error.h"
#include "marbre-site.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_PRESSROOM (marbre_pressroom_get_type ())
G_DECLARE_FINAL_TYPE (MarbrePressroom, marbre_pressroom, MARBRE, PRESSROOM, GObject)

MarbrePressroom *marbre_pressroom_new          (GFile                *database,
                                                const char           *site_name)
                                                G_GNUC_WARN_UNUSED_RESULT;
gboolean         marbre_pressroom_start_sync   (MarbrePressroom      *self,
                                                GCancellable         *cancellable,
                                                GError              **error);
void             marbre_pressroom_start_async  (MarbrePressroom      *self,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
gboolean         marbre_pressroom_start_finish (MarbrePressroom      *self,
                                                GAsyncResult         *result,
                                                GError              **error);
MarbreSite      *marbre_pressroom_prepare_sync (MarbrePressroom      *self,
                                                MarbreArchive        *archive,
                                                GCancellable         *cancellable,
                                                GError              **error)
                                                G_GNUC_WARN_UNUSED_RESULT;
void             marbre_pressroom_stop         (MarbrePressroom      *self);
char            *marbre_pressroom_get_url      (MarbrePressroom      *self)
                                                G_GNUC_WARN_UNUSED_RESULT;
char            *marbre_pressroom_get_api      (MarbrePressroom      *self)
                                                G_GNUC_WARN_UNUSED_RESULT;
char            *marbre_pressroom_get_token    (MarbrePressroom      *self)
                                                G_GNUC_WARN_UNUSED_RESULT;
MarbreSite      *marbre_pressroom_make_site    (MarbrePressroom      *self)
                                                G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
