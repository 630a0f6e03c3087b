/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Newer rows in a list that is being looked at. Not for asking for them. Main thread.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void marbre_summary_list_replace (GListStore *list,
                                  guint       offset,
                                  GPtrArray  *rows);

G_END_DECLS
