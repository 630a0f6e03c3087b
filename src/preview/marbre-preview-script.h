/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The preview's own scripts and style (ui/preview*.js, ui/preview.css), and how they are called.
 * Main thread only.
 */
#pragma once

#include <webkit/webkit.h>

G_BEGIN_DECLS

/* What the script posts its messages to. */
#define MARBRE_PREVIEW_HANDLER "marbre"

void marbre_preview_script_add  (WebKitUserContentManager *content);
void marbre_preview_script_call (WebKitWebView            *view,
                                 const char               *body,
                                 GVariant                 *arguments,
                                 GCancellable             *cancellable,
                                 GAsyncReadyCallback       callback,
                                 gpointer                  user_data);

G_END_DECLS
