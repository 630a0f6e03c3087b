/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was probably meant by a search that finds nothing. Private to the archive; its reader's
 * thread.
 */
#pragma once

#include "marbre-database.h"

G_BEGIN_DECLS

char *marbre_search_respell (MarbreDatabase  *database,
                             const char      *text,
                             GCancellable    *cancellable,
                             GError         **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
