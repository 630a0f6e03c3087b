/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The full text of stories. It keeps words and where they stand, no text: that is read from the
 * stories, so what goes in must come out the same way when the story is about to change. Private to
 * the archive; on the writer's thread, inside a transaction of the caller.
 */
#pragma once

#include "marbre-database.h"
#include "marbre-story-text.h"

G_BEGIN_DECLS

gboolean marbre_search_table_forget (MarbreDatabase   *database,
                                     gint64            story,
                                     GError          **error);
gboolean marbre_search_table_put    (MarbreDatabase   *database,
                                     gint64            story,
                                     MarbreStory      *values,
                                     MarbreStoryText  *text,
                                     GError          **error);
gboolean marbre_search_table_put_tags
                                    (MarbreDatabase   *database,
                                     gint64            story,
                                     const char       *tags,
                                     GError          **error);
gboolean marbre_search_table_clear  (MarbreDatabase   *database,
                                     GError          **error);
gboolean marbre_search_table_set_usual (MarbreDatabase *database,
                                        GError        **error);
gboolean marbre_search_table_set_bulk (MarbreDatabase *database,
                                       gboolean        bulk,
                                       GError        **error);

G_END_DECLS
