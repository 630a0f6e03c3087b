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
 * @gone: stories that the site does not have any more; they stay here
 * @skipped: posts that could not be read
 */
typedef struct
{
  guint added;
  guint updated;
  guint unchanged;
  guint kept;
  guint gone;
  guint skipped;
} MarbreSyncReport;

/**
 * MarbreSyncPhase:
 * @MARBRE_SYNC_FETCHING: reads posts
 * @MARBRE_SYNC_SWEEPING: looks for what the site has lost
 */
typedef enum
{
  MARBRE_SYNC_FETCHING,
  MARBRE_SYNC_SWEEPING,
} MarbreSyncPhase;

/**
 * MarbreSyncNews:
 * @phase: what it does
 * @seen: posts read so far, also before it was cut off
 * @total: posts that there are to read, -1 if the site does not say
 * @rate: posts in a second, 0 while it is too early to tell
 * @seconds_left: -1 while it cannot be told
 * @wait: seconds for which the site wants to be left alone, 0 if it does not
 *
 * How a sync goes.
 */
typedef struct
{
  MarbreSyncPhase phase;
  gint64 seen;
  gint64 total;
  double rate;
  gint64 seconds_left;
  guint wait;
} MarbreSyncNews;

/**
 * MarbreSyncProgress:
 * @news: how it goes
 * @user_data: as given
 *
 * Called on the thread-default main context of the caller of marbre_sync_run_async(); of
 * marbre_sync_run_sync() on its thread or, when the site wants a pause, on another one.
 */
typedef void (*MarbreSyncProgress) (const MarbreSyncNews *news, gpointer user_data);

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
