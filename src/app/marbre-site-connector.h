/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Connecting a site whose API is known: sign in and see what one may do, keep the secret, keep the
 * site. Nothing is kept before the first succeeded. Not for finding the API, nor for widgets. Main
 * thread.
 */
#pragma once

#include "marbre-newsroom.h"

G_BEGIN_DECLS

MarbreSite *marbre_site_connector_find_known (MarbreNewsroom       *newsroom,
                                              MarbreSite           *found)
                                              G_GNUC_WARN_UNUSED_RESULT;
void        marbre_site_connector_run_async  (MarbreNewsroom       *newsroom,
                                              MarbreSite           *site,
                                              const char           *secret,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
char       *marbre_site_connector_run_finish (GAsyncResult         *result,
                                              GError              **error)
                                              G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
