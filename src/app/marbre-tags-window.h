/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The newsroom's tags, to look through and to put in order. Main thread.
 */
#pragma once

#include <adwaita.h>

#include "marbre-archive.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_TAGS_WINDOW (marbre_tags_window_get_type ())
G_DECLARE_FINAL_TYPE (MarbreTagsWindow, marbre_tags_window, MARBRE, TAGS_WINDOW, AdwWindow)

GtkWidget *marbre_tags_window_new (GtkWindow     *parent,
                                   MarbreArchive *archive);

G_END_DECLS
