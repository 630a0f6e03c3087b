/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finds the API of a site from what a journalist knows of it: its address. Also signs in once to
 * say who one is there and what one may do. Not for storing the site or its secret. The
 * asynchronous calls are for the main thread; the work is done on a thread of their own.
 */
#pragma once

#include <gio/gio.h>

#include "marbre-endpoint.h"

G_BEGIN_DECLS

void              marbre_discovery_run_async  (const char           *address,
                                               const char           *trusted,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
GPtrArray        *marbre_discovery_run_finish (GAsyncResult         *result,
                                               GError              **error)
                                               G_GNUC_WARN_UNUSED_RESULT;
GPtrArray        *marbre_discovery_run_sync   (const char           *address,
                                               const char           *trusted,
                                               GCancellable         *cancellable,
                                               GError              **error)
                                               G_GNUC_WARN_UNUSED_RESULT;
void              marbre_site_test_async      (MarbreSite           *site,
                                               const char           *secret,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
MarbreSiteReport *marbre_site_test_finish     (GAsyncResult         *result,
                                               GError              **error)
                                               G_GNUC_WARN_UNUSED_RESULT;
MarbreSiteReport *marbre_site_test_sync       (MarbreSite           *site,
                                               const char           *secret,
                                               GCancellable         *cancellable,
                                               GError              **error)
                                               G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
