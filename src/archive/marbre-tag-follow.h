/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Search, index and postings of stories whose tags have got other names. Private to the archive; on
 * the writer's thread.
 */
#pragma once

#include "marbre-database.h"

G_BEGIN_DECLS

gboolean marbre_tag_follow_step   (MarbreDatabase  *database,
                                   gboolean        *more,
                                   GError         **error);
gboolean marbre_tag_follow_story  (MarbreDatabase  *database,
                                   const char      *id,
                                   GError         **error);

G_END_DECLS
