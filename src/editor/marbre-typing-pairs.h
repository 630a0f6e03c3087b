/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Signs that come in pairs: brackets, quotation marks, stars and backticks. Typed over a
 * selection they go around it; typed where a word may follow, the closing sign comes along; typed
 * where it stands already, the closing sign is passed. Looks at the caret's line only. Main
 * thread only.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean marbre_pair_type  (GtkTextBuffer *buffer,
                            gunichar       sign,
                            const char    *language);
gboolean marbre_pair_erase (GtkTextBuffer *buffer);

G_END_DECLS
