/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of revisions. Private to the archive; the functions run on the thread of the connection
 * they are given, those that write inside a transaction of their caller.
 */
#pragma once

#include "marbre-database.h"
#include "marbre-revision.h"
#include "marbre-story.h"

G_BEGIN_DECLS

gboolean   marbre_revision_table_keep (MarbreDatabase        *database,
                                       gint64                 story_number,
                                       MarbreStory           *story,
                                       MarbreRevisionReason   reason,
                                       gint64                 made,
                                       GError               **error);
gboolean   marbre_revision_table_keep_sent (MarbreDatabase   *database,
                                            const char       *story_id,
                                            const char       *payload,
                                            GError          **error);
gboolean   marbre_revision_table_keep_site (MarbreDatabase   *database,
                                            const char       *story_id,
                                            const char       *site,
                                            MarbreStory      *story,
                                            const char       *digest,
                                            GError          **error);
gboolean   marbre_revision_table_load (MarbreDatabase        *database,
                                       gint64                 number,
                                       MarbreStory          **story,
                                       GError               **error);
GPtrArray *marbre_revision_table_list (MarbreDatabase        *database,
                                       const char            *story_id,
                                       GCancellable          *cancellable,
                                       GError               **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
