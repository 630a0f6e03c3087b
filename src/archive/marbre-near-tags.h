/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The newsroom's tags that a new one nearly is. Main thread; the archive's reader looks them up.
 */
#pragma once

#include "marbre-archive.h"

G_BEGIN_DECLS

void       marbre_near_tags_find_async  (MarbreArchive        *archive,
                                         const char           *name,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
GPtrArray *marbre_near_tags_find_finish (MarbreArchive        *archive,
                                         GAsyncResult         *result,
                                         GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
