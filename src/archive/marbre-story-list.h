/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lists of stories: by date or by what was typed, and the values that complete a field. Private to
 * the archive; on the reader's thread.
 */
#pragma once

#include "marbre-archive.h"
#include "marbre-database.h"

G_BEGIN_DECLS

GPtrArray *marbre_story_list_find     (MarbreDatabase     *database,
                                       const MarbreQuery  *query,
                                       GError            **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *marbre_story_list_complete (MarbreDatabase     *database,
                                       MarbreFacet         facet,
                                       const char         *prefix,
                                       guint               limit,
                                       GError            **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
