/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asks after all pages that a story links to, politely: a few sites at a time, and each site one
 * page after the other. Only if a person wants it: it tells those sites that somebody looks. To be
 * used on the thread that will get the answer.
 */
#pragma once

#include "marbre-link-ask.h"

G_BEGIN_DECLS

/**
 * MarbreLinkProgress:
 * @done: how many were asked
 * @total: how many there are
 * @data: the caller's
 *
 * Called on the thread of marbre_link_round_async(), not after the end.
 */
typedef void (*MarbreLinkProgress) (guint    done,
                                    guint    total,
                                    gpointer data);

void        marbre_link_round_async  (const char *const    *addresses,
                                      guint                 patience,
                                      MarbreLinkProgress    progress,
                                      gpointer              progress_data,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
GHashTable *marbre_link_round_finish (GAsyncResult         *result,
                                      GError              **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    marbre_link_round_was_offline (GHashTable      *answers);

G_END_DECLS
