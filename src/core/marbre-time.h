/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Moments as Marbre keeps them: seconds since 1970 UTC in a gint64, 0 for "none". Not for what the
 * reader sees (that is formatted by language in text/ and by locale in the widgets). Any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gint64   marbre_time_now            (void);
gboolean marbre_time_parse_iso8601  (const char *text,
                                     gint64     *seconds);
char    *marbre_time_format_iso8601 (gint64      seconds) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
