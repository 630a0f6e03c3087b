/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which part of a buffer with Markdown can be read by itself: whole blocks, a code block in one
 * piece however many blank lines it has. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void marbre_spelling_chunk_find (GtkTextBuffer *buffer,
                                 GtkTextTag    *code,
                                 GtkTextTag    *unread,
                                 GtkTextIter   *start,
                                 GtkTextIter   *end);

G_END_DECLS
