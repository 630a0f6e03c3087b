/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Footnotes at the caret: a new one with the next number, and the way between a note's place in the
 * text and its own text. Reads the whole text: for commands, not for each key. Main thread only.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean marbre_footnote_jump   (GtkTextBuffer *buffer);
void     marbre_footnote_insert (GtkTextBuffer *buffer);

G_END_DECLS
