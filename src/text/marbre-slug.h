/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The last part of a permalink, made from a headline. Not unique by itself: a site makes it so. Any
 * thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *marbre_slug_from_text (const char *text,
                             guint       max_chars) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
