/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All tags of the newsroom, with what is nearly the same. Private to the archive; on the thread of
 * the connection.
 */
#pragma once

#include "marbre-database.h"

G_BEGIN_DECLS

GPtrArray *marbre_tag_list_read (MarbreDatabase  *database,
                                 GError         **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
