/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Makes Markdown in a text buffer look like what it means: headings bold, marks dimmed. Changes no
 * text and takes no part in undo. Main thread only.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MARBRE_TYPE_HIGHLIGHTER (marbre_highlighter_get_type ())
G_DECLARE_FINAL_TYPE (MarbreHighlighter, marbre_highlighter, MARBRE, HIGHLIGHTER, GObject)

MarbreHighlighter *marbre_highlighter_new      (GtkTextBuffer     *buffer,
                                                gboolean           dark) G_GNUC_WARN_UNUSED_RESULT;
void               marbre_highlighter_set_dark (MarbreHighlighter *self,
                                                gboolean           dark);

G_END_DECLS
