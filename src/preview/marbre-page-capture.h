/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A page of the user's site as a browser has it, loaded once in a view that is thrown away: the one
 * place of the preview that reaches the network, because a person asked for this address. Not for
 * showing it. Main thread only.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * MarbreCaptureProgress:
 * @fraction: 0 to 1
 * @data: as given to marbre_page_capture_async()
 */
typedef void (*MarbreCaptureProgress) (double   fraction,
                                       gpointer data);

void  marbre_page_capture_async  (const char             *address,
                                  MarbreCaptureProgress   progress,
                                  gpointer                progress_data,
                                  GCancellable           *cancellable,
                                  GAsyncReadyCallback     callback,
                                  gpointer                user_data);
char *marbre_page_capture_finish (GAsyncResult           *result,
                                  char                  **uri,
                                  GError                **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
