/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pasting text into a text view, up to a maximum. GTK itself first makes a buffer of whatever the
 * clipboard has: for 20 MB the window stands still for seconds before anybody can refuse it. Main
 * thread; the text is read bit by bit.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean marbre_text_paste       (GtkTextView  *view,
                                  gsize         max);
void     marbre_text_paste_plain (GtkTextView  *view,
                                  gsize         max);
void     marbre_text_paste_rest  (GtkTextView  *view,
                                  GInputStream *stream,
                                  GBytes       *start,
                                  gsize         max);

G_END_DECLS
