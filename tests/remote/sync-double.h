/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A WordPress with as many posts as one likes, in memory: lists, posts by their numbers, names.
 * What happens to its posts between two syncs is done to it. Served by a RemoteDouble.
 */
#pragma once

#include "remote-double.h"

typedef struct _SyncDouble SyncDouble;

SyncDouble *sync_double_new         (guint        n_posts,
                                     guint        words);
void        sync_double_free        (SyncDouble  *self);
char       *sync_double_get_api     (SyncDouble  *self);
gint64      sync_double_add         (SyncDouble  *self,
                                     gint64       modified);
void        sync_double_edit        (SyncDouble  *self,
                                     gint64       id);
void        sync_double_set_status  (SyncDouble  *self,
                                     gint64       id,
                                     const char  *status);
void        sync_double_remove      (SyncDouble  *self,
                                     gint64       id);
void        sync_double_hide        (SyncDouble  *self,
                                     gint64       id);
void        sync_double_break_post  (SyncDouble  *self,
                                     gint64       id);
void        sync_double_fail_at     (SyncDouble  *self,
                                     guint        offset,
                                     guint        status,
                                     guint        retry_after);
void        sync_double_set_largest (SyncDouble  *self,
                                     guint        largest,
                                     gboolean     refuses);
guint       sync_double_count       (SyncDouble  *self,
                                     const char  *request);
guint       sync_double_n_requests  (SyncDouble  *self);
guint       sync_double_n_ports     (SyncDouble  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyncDouble, sync_double_free)
