/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Makes the Markdown of a buffer look like what it means, from the same parse as the preview. Links
 * are folded to their words until the caret comes in. Not the parser, and not what is drawn beside
 * the text (marbre-style-paper.h). Main thread only.
 */
#pragma once

#include <gtk/gtk.h>

#include "marbre-blocks.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_HIGHLIGHTER (marbre_highlighter_get_type ())
G_DECLARE_FINAL_TYPE (MarbreHighlighter, marbre_highlighter, MARBRE, HIGHLIGHTER, GObject)

MarbreHighlighter *marbre_highlighter_new          (GtkTextBuffer     *buffer,
                                                    GtkTextView       *view,
                                                    gboolean           dark)
    G_GNUC_WARN_UNUSED_RESULT;
void               marbre_highlighter_set_dark     (MarbreHighlighter *self,
                                                    gboolean           dark);
void               marbre_highlighter_set_blocks   (MarbreHighlighter *self,
                                                    MarbreBlocks      *blocks);
MarbreBlocks      *marbre_highlighter_get_blocks   (MarbreHighlighter *self);
void               marbre_highlighter_update_font  (MarbreHighlighter *self);
gboolean           marbre_highlighter_is_open      (MarbreHighlighter *self,
                                                    int                line);

G_END_DECLS
