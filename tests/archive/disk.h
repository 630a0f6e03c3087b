/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A disk for SQLite that can be full and can lose power: a layer over the system's own file access.
 * It knows of each file what was last made durable. One per program; any thread, since SQLite calls
 * it on the archive's.
 */
#pragma once

#include <glib.h>

/* Called before a sync, and when it is @done; on the thread that waits for it. */
typedef void (*DiskSyncFunc) (gboolean done);

void disk_install       (void);
void disk_set_sync_func (DiskSyncFunc func);
void disk_set_full      (gboolean     full);
void disk_cut_power     (void);
void disk_restore       (void);
