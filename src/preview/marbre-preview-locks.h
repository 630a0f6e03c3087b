/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What keeps a page in its pane: a view without page scripts, without a network, that refuses to
 * go anywhere (DESIGN §6). Main thread only.
 */
#pragma once

#include <webkit/webkit.h>

G_BEGIN_DECLS

/**
 * MarbrePreviewLinkFunc:
 * @uri: an http(s) address, or a path on the site ("/articles/…")
 *
 * The reader clicked a link.
 */
typedef void (*MarbrePreviewLinkFunc) (const char *uri,
                                       gpointer    data);

WebKitWebView *marbre_preview_locks_create_view     (WebKitWebContext      *context,
                                                     MarbrePreviewLinkFunc  link,
                                                     gpointer               data);
void           marbre_preview_locks_compile_async   (WebKitWebView         *view,
                                                     GCancellable          *cancellable,
                                                     GAsyncReadyCallback    callback,
                                                     gpointer               user_data);
gboolean       marbre_preview_locks_compile_finish  (WebKitWebView         *view,
                                                     GAsyncResult          *result,
                                                     GError               **error);

G_END_DECLS
