/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One named thread that runs jobs one after the other: the archive's writer, the remote room's
 * sender, the renderer. Not a pool: g_task_run_in_thread() would run two jobs of one room at once,
 * and the order of saves is the point. The functions may be called on any thread.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define MARBRE_TYPE_WORKER (marbre_worker_get_type ())
G_DECLARE_FINAL_TYPE (MarbreWorker, marbre_worker, MARBRE, WORKER, GObject)

MarbreWorker *marbre_worker_new            (const char      *name) G_GNUC_WARN_UNUSED_RESULT;
MarbreWorker *marbre_worker_new_background (const char      *name) G_GNUC_WARN_UNUSED_RESULT;
void          marbre_worker_push           (MarbreWorker    *self,
                                            GTask           *task,
                                            GTaskThreadFunc  func);
gpointer      marbre_worker_call           (MarbreWorker    *self,
                                            GTaskThreadFunc  func,
                                            gpointer         source,
                                            gpointer         data,
                                            GCancellable    *cancellable,
                                            GError         **error);
gboolean      marbre_worker_is_inside      (MarbreWorker    *self);
void          marbre_worker_stop           (MarbreWorker    *self);

G_END_DECLS
