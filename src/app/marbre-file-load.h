/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads what a person chose, up to a maximum: a file may be a film, or a device without an end.
 * Main thread; the reading is on a thread of GTask's.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void    marbre_file_load_async  (GFile                *file,
                                 gsize                 max,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);
GBytes *marbre_file_load_finish (GAsyncResult         *result,
                                 GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
