/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writes a whole file so that what was there before survives whatever fails: beside it, to the
 * disk, and only then in its place. Main thread; the work is done in another.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void     marbre_print_file_write_async  (GFile                *file,
                                         GBytes               *bytes,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
gboolean marbre_print_file_write_finish (GFile                *file,
                                         GAsyncResult         *result,
                                         GError              **error);

G_END_DECLS
