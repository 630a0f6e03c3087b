/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Waiting for an asynchronous call, as only a program without a window may:
 *
 *   MarbreCtlWait wait = { 0 };
 *
 *   marbre_archive_stats_async (archive, NULL, marbre_ctl_wait_cb, &wait);
 *   marbre_archive_stats_finish (archive, marbre_ctl_wait (&wait), &stats, &error);
 *   marbre_ctl_wait_clear (&wait);
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * MarbreCtlWait:
 * @result: (owned) (nullable): the answer, once it is there
 */
typedef struct
{
  GAsyncResult *result;
} MarbreCtlWait;

void          marbre_ctl_wait_cb    (GObject       *source,
                                     GAsyncResult  *result,
                                     gpointer       wait);
GAsyncResult *marbre_ctl_wait       (MarbreCtlWait *self);
void          marbre_ctl_wait_clear (MarbreCtlWait *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MarbreCtlWait, marbre_ctl_wait_clear)

G_END_DECLS
