/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the newsroom knows about the story being written: tags, related stories, outline. It asks
 * the archive by itself, when the writer pauses. Not for changing the story: it says what the user
 * wants. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "marbre-archive.h"
#include "marbre-blocks.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_SIDEBAR (marbre_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (MarbreSidebar, marbre_sidebar, MARBRE, SIDEBAR, GtkWidget)

GtkWidget  *marbre_sidebar_new         (MarbreArchive *archive) G_GNUC_WARN_UNUSED_RESULT;
void        marbre_sidebar_add_page    (MarbreSidebar *self,
                                        GtkWidget     *page,
                                        const char    *name,
                                        const char    *title,
                                        const char    *icon_name);
void        marbre_sidebar_show_page   (MarbreSidebar *self,
                                        const char    *name);
void        marbre_sidebar_set_story   (MarbreSidebar *self,
                                        MarbreStory   *story,
                                        MarbreBlocks  *blocks);
GListModel *marbre_sidebar_get_related (MarbreSidebar *self);

G_END_DECLS
