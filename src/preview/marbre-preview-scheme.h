/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The `marbre:` scheme of one web context: templates, their style, the story's pictures, and
 * nothing else. Main thread only.
 */
#pragma once

#include <webkit/webkit.h>

#include "marbre-preview.h"
#include "marbre-template.h"

G_BEGIN_DECLS

#define MARBRE_PREVIEW_SCHEME "marbre"

/* The empty page of a template is SHELLS NAME ".html". */
#define MARBRE_PREVIEW_SHELLS MARBRE_PREVIEW_SCHEME ":///templates/"

/* That of a site's layout is LAYOUTS PATH "/page.html". */
#define MARBRE_PREVIEW_LAYOUTS MARBRE_PREVIEW_SCHEME ":///layouts/"

typedef struct _MarbrePreviewScheme MarbrePreviewScheme;

MarbrePreviewScheme *marbre_preview_scheme_register           (WebKitWebContext      *context,
                                                               MarbreMediaLoadFunc    load,
                                                               MarbreMediaFinishFunc  finish,
                                                               gpointer               data,
                                                               GCancellable          *cancellable);
void                 marbre_preview_scheme_set_remote_allowed (MarbrePreviewScheme   *self,
                                                               gboolean               allowed);

void marbre_preview_scheme_set_layouts (MarbrePreviewScheme   *self,
                                        MarbreMediaLoadFunc    load,
                                        MarbreMediaFinishFunc  finish,
                                        gpointer               data);

G_END_DECLS
