/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is drawn beside the text of the editor: bars of quotations and house blocks with their
 * names, the ground of code, the pictures of figures. Main thread only.
 */
#pragma once

#include "marbre-highlighter.h"

G_BEGIN_DECLS

/**
 * MarbreStylePictureFunc:
 * @source: the address of a picture, as the story has it
 * @data: the caller's
 *
 * Returns: (transfer none) (nullable): the picture, %NULL if there is none yet
 */
typedef GdkPaintable *(*MarbreStylePictureFunc) (const char *source,
                                                 gpointer    data);

void marbre_style_paper_snapshot (GtkTextView            *view,
                                  MarbreHighlighter      *highlighter,
                                  MarbreStylePictureFunc  find_picture,
                                  gpointer                data,
                                  GtkSnapshot            *snapshot);

G_END_DECLS
