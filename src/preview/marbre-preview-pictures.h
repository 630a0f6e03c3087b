/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the scheme answers when a page asks for a picture: the picture made fit to be shown, or, in
 * its place, a drawing that says what is wrong with it. Main thread only; the work is done on a
 * thread of its own.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _MarbrePreviewPictures MarbrePreviewPictures;

MarbrePreviewPictures *marbre_preview_pictures_new        (void) G_GNUC_WARN_UNUSED_RESULT;
void                   marbre_preview_pictures_unref      (MarbrePreviewPictures  *self);
void                   marbre_preview_pictures_fit_async  (MarbrePreviewPictures  *self,
                                                           GBytes                 *bytes,
                                                           GCancellable           *cancellable,
                                                           GAsyncReadyCallback     callback,
                                                           gpointer                user_data);
GBytes                *marbre_preview_pictures_fit_finish (GAsyncResult           *result,
                                                           char                  **mime,
                                                           GError                **error)
                                                           G_GNUC_WARN_UNUSED_RESULT;
GBytes                *marbre_preview_pictures_explain    (const char             *name,
                                                           const char             *message)
                                                           G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
