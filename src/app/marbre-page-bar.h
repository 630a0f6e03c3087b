/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The bar below the preview: which face of the story is shown, in which layout, on light or dark
 * paper, and on how wide a screen. The window's actions "face", "layout", "page-theme" and
 * "page-width" change the settings; this follows them. Main thread.
 */
#pragma once

#include "marbre-layout-store.h"
#include "marbre-preview.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_PAGE_BAR (marbre_page_bar_get_type ())
G_DECLARE_FINAL_TYPE (MarbrePageBar, marbre_page_bar, MARBRE, PAGE_BAR, GtkWidget)

GtkWidget *marbre_page_bar_new (GSettings         *settings,
                                MarbrePreview     *preview,
                                MarbreLayoutStore *layouts) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
