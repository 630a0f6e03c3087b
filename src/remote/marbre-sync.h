/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Brings a site's posts into the archive. Not for sending (the outbox does) and not for merging: a
 * story with changes that were not sent is left as it is. The asynchronous call is for the main
 * thread; the work is done on a thread of its own.
 */
#pragma once

#include <gio/gio.h>

#include "marbre-archive.h"
#include "marbre-credentials.h"
#include "marbre-site.h"

G_BEGIN_DECLS

/**
 * MarbreSyncReport:
 * @added: posts that were not in the archive
 * @updated: stories that the site had changed
 * @unchanged: stories that were up to date
 * @kept: stories with changes of ours that the site's newer text did not replace
 */
typedef struct
{
  guint added;
  guint updated;
  guint unchanged;
  guint kept;
} MarbreSyncReport;

/**
 * MarbreSyncProgress:
 * @seen: posts read so far
 * @user_data: as given
 *
 * Called on the thread-default main context of the caller of marbre_sync_run_async(), or on the
 * calling thread of marbre_sync_run_sync().
 */
typedef void (*MarbreSyncProgress) (guint seen, gpointer user_data);

void              marbre_sync_run_async    (MarbreArchive        *archive,
                                            MarbreCredentials    *credentials,
                                            MarbreSite           *site,
                                            MarbreSyncProgress    progress,
                                            gpointer              progress_data,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
MarbreSyncReport *marbre_sync_run_finish   (GAsyncResult         *result,
                                            GError              **error)
                                            G_GNUC_WARN_UNUSED_RESULT;
MarbreSyncReport *marbre_sync_run_sync     (MarbreArchive        *archive,
                                            MarbreCredentials    *credentials,
                                            MarbreSite           *site,
                                            MarbreSyncProgress    progress,
                                            gpointer              progress_data,
                                            GCancellable         *cancellable,
                                            GError              **error)
                                            G_GNUC_WARN_UNUSED_RESULT;
void              marbre_sync_report_free  (MarbreSyncReport     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreSyncReport, marbre_sync_report_free)

G_END_DECLS
