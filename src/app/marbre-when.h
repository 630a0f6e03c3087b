/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A moment as the widgets of the window say it, in the desktop's language and time zone. Not for
 * pages (text/ does that, in the story's language). Any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *marbre_when_format_short (gint64 seconds) G_GNUC_WARN_UNUSED_RESULT;
char *marbre_when_format_full  (gint64     seconds,
                                GTimeZone *zone) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
