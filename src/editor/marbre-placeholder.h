/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The grey text of an empty text view, which GTK draws for entries only. Main thread only.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void marbre_placeholder_snapshot (GtkTextView *view,
                                  const char  *text,
                                  GtkSnapshot *snapshot);

G_END_DECLS
