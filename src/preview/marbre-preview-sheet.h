/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sheet that the page lies on: as wide as the pane, or as wide as a reader's screen, on a
 * neutral ground, and made smaller where the pane is narrower. Main thread only.
 */
#pragma once

#include <webkit/webkit.h>

G_BEGIN_DECLS

#define MARBRE_TYPE_PREVIEW_SHEET (marbre_preview_sheet_get_type ())
G_DECLARE_FINAL_TYPE (MarbrePreviewSheet, marbre_preview_sheet, MARBRE, PREVIEW_SHEET, GtkWidget)

GtkWidget *marbre_preview_sheet_new       (WebKitWebView      *view);
int        marbre_preview_sheet_get_width (MarbrePreviewSheet *self);
void       marbre_preview_sheet_set_width (MarbrePreviewSheet *self,
                                           int                 width);

G_END_DECLS
