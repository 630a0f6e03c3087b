/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether the last program that had the archive open closed it. Private to the archive; on the
 * writer's thread.
 */
#pragma once

#include "marbre-database.h"

G_BEGIN_DECLS

typedef struct _MarbreSession MarbreSession;

MarbreSession *marbre_session_begin      (MarbreDatabase  *database,
                                          GError         **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean       marbre_session_is_unclean (MarbreSession   *self);
void           marbre_session_leave      (MarbreSession   *self);
void           marbre_session_end        (MarbreSession   *self,
                                          MarbreDatabase  *database);

G_END_DECLS
