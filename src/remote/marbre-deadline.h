/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An end to a call that blocks, whatever keeps it: a site that sends a byte now and then is never
 * idle. A thread waits beside the call. For worker threads.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _MarbreDeadline MarbreDeadline;

MarbreDeadline *marbre_deadline_start           (guint            seconds,
                                                 GCancellable    *cancellable)
                                                 G_GNUC_WARN_UNUSED_RESULT;
GCancellable   *marbre_deadline_get_cancellable (MarbreDeadline  *self);
gboolean        marbre_deadline_stop            (MarbreDeadline  *self);

G_END_DECLS
