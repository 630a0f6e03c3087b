/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A few buttons at what is selected: bold, italic, link, heading, quote, list, comment. They come
 * when a selection rests, never have the keyboard, and go with the selection. For the pointer: each
 * of them has a key or a sign to type. Main thread only.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MARBRE_TYPE_FORMAT_BAR (marbre_format_bar_get_type ())
G_DECLARE_FINAL_TYPE (MarbreFormatBar, marbre_format_bar, MARBRE, FORMAT_BAR, GtkWidget)

void marbre_format_bar_add (GtkTextView   *view,
                            GtkOverlay    *host,
                            GtkAdjustment *place);

G_END_DECLS
