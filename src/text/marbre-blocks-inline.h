/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pieces of a block: text with its marks, pictures, links and figures, written as HTML. Only
 * marbre-blocks-render.c and -elements.c call them. Any thread.
 */
#pragma once

#include <cmark-gfm.h>

#include "marbre-blocks.h"

G_BEGIN_DECLS

void            marbre_blocks_append_prose   (GString         *out,
                                              const char      *text);
void            marbre_blocks_append_content (GString         *out,
                                              cmark_node      *node);
void            marbre_blocks_append_image   (GString         *out,
                                              cmark_node      *image,
                                              gboolean         with_title,
                                              MarbreUriMapper  map_image,
                                              gpointer         map_data);
void            marbre_blocks_append_figure  (GString         *out,
                                              cmark_node      *image,
                                              MarbreUriMapper  map_image,
                                              gpointer         map_data);
void            marbre_blocks_append_embed   (GString         *out,
                                              const char      *uri);
MarbreBlockKind marbre_blocks_take_marker    (cmark_node      *quote);

G_END_DECLS
