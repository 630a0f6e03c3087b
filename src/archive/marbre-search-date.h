/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A day, a month or a year as one types it into a search. Private to the archive; any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean marbre_search_date_parse (const char *text,
                                   gsize       length,
                                   gint64      now,
                                   gint64     *start);

G_END_DECLS
