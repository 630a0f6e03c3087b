/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the sync share; nobody else includes it.
 */
#pragma once

#include "marbre-archive-fetched.h"
#include "marbre-lister.h"
#include "marbre-sync-state.h"
#include "marbre-sync.h"

G_BEGIN_DECLS

typedef struct _MarbreSyncTelling MarbreSyncTelling;

/**
 * MarbreSync:
 * @archive: (owned): where the posts go
 * @credentials: (owned): where the site's secret is
 * @site: (owned): whose posts
 * @telling: (owned): how it is told about
 * @lister: (owned) (nullable): the site's connection
 * @underway: (owned) (nullable) (element-type MarbreOutboxRow): what is not at its end
 * @present: (owned) (nullable) (element-type utf8): ids of all posts that were seen, where the list
 *   has all and is read from its begin
 * @state: how far it got
 * @kept: (owned) (nullable): that, as the archive has it
 * @before: posts that were read before, when it was cut off, and are not in this list
 * @many: the archive was told that many stories are going to come
 * @report: what was done
 *
 * One run, on its own thread.
 */
typedef struct
{
  MarbreArchive *archive;
  MarbreCredentials *credentials;
  MarbreSite *site;
  MarbreSyncTelling *telling;
  MarbreLister *lister;
  GPtrArray *underway;
  GHashTable *present;
  MarbreSyncState state;
  char *kept;
  gint64 before;
  gboolean many;
  MarbreSyncReport report;
} MarbreSync;

/* marbre-sync-take.c */
gboolean marbre_sync_take      (MarbreSync    *self,
                                GPtrArray     *posts,
                                const char    *mark,
                                GCancellable  *cancellable,
                                GError       **error);

/* marbre-sync-sweep.c */
gboolean marbre_sync_sweep     (MarbreSync    *self,
                                GCancellable  *cancellable,
                                GError       **error);

/* marbre-sync.c */
gboolean marbre_sync_take_list (MarbreSync           *self,
                                const MarbreListing  *listing,
                                GCancellable         *cancellable,
                                GError              **error);

/* marbre-sync-telling.c */
MarbreSyncTelling *marbre_sync_telling_new   (MarbreSyncProgress    progress,
                                              gpointer              user_data,
                                              GMainContext         *context)
                                              G_GNUC_WARN_UNUSED_RESULT;
void               marbre_sync_telling_free  (MarbreSyncTelling    *self);
void               marbre_sync_telling_begin (MarbreSyncTelling    *self,
                                              gint64                seen);
void               marbre_sync_telling_count (MarbreSyncTelling    *self,
                                              MarbreSyncPhase       phase,
                                              gint64                seen,
                                              gint64                total);
void               marbre_sync_telling_wait  (guint                 seconds,
                                              gpointer              telling);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreSyncTelling, marbre_sync_telling_free)

G_END_DECLS
