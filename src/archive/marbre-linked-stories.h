/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The stories behind a body's « Lire aussi » links: where they are by now and what they are called.
 * Main thread; the archive's reader looks them up.
 */
#pragma once

#include "marbre-archive.h"

G_BEGIN_DECLS

void        marbre_linked_stories_find_async  (MarbreArchive        *archive,
                                               const char           *body,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
GHashTable *marbre_linked_stories_find_finish (MarbreArchive        *archive,
                                               GAsyncResult         *result,
                                               GError              **error)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
