/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Makes a regular expression of words as somebody types them to find them. Any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *marbre_find_needle_to_regex (const char *needle,
                                   gboolean    exact) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
