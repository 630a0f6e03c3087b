/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether two pieces of HTML say the same to a reader and to WordPress's block editor: so one finds
 * out what Markdown cannot say, without a list of all that there is. Inside the text room only. Any
 * thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean marbre_wp_compare (const char *one,
                            const char *other);

G_END_DECLS
