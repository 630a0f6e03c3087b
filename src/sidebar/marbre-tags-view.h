/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The story's tags: chips, an entry to add one, and the newsroom's own tags that fit. Not for
 * changing the story: it says what the user wants. Main thread; it asks the archive.
 */
#pragma once

#include <gtk/gtk.h>

#include "marbre-archive.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_TAGS_VIEW (marbre_tags_view_get_type ())
G_DECLARE_FINAL_TYPE (MarbreTagsView, marbre_tags_view, MARBRE, TAGS_VIEW, GtkWidget)

GtkWidget *marbre_tags_view_new             (MarbreArchive     *archive) G_GNUC_WARN_UNUSED_RESULT;
void       marbre_tags_view_set_tags        (MarbreTagsView    *self,
                                             const char *const *tags);
void       marbre_tags_view_set_suggestions (MarbreTagsView    *self,
                                             GPtrArray         *suggestions);

G_END_DECLS
