/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fetches pictures and link cards of other people's sites for the main thread: a few at a time, out
 * of the cache if it can. Whether a story may is not its business: who asks has asked the user.
 */
#pragma once

#include "marbre-fetch.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_FETCHER (marbre_fetcher_get_type ())
G_DECLARE_FINAL_TYPE (MarbreFetcher, marbre_fetcher, MARBRE, FETCHER, GObject)

MarbreFetcher *marbre_fetcher_new            (const char           *folder)
                                              G_GNUC_WARN_UNUSED_RESULT;
void           marbre_fetcher_picture_async  (MarbreFetcher        *self,
                                              const char           *address,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
GBytes        *marbre_fetcher_picture_finish (MarbreFetcher        *self,
                                              GAsyncResult         *result,
                                              GError              **error)
                                              G_GNUC_WARN_UNUSED_RESULT;
void           marbre_fetcher_card_async     (MarbreFetcher        *self,
                                              const char           *address,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
MarbreCard    *marbre_fetcher_card_finish    (MarbreFetcher        *self,
                                              GAsyncResult         *result,
                                              GError              **error)
                                              G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
