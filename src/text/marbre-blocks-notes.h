/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The footnotes of a body as its last block, from what the parts know of them. Inside the text room
 * only. Any thread.
 */
#pragma once

#include "marbre-blocks-private.h"
#include "marbre-blocks-render.h"

G_BEGIN_DECLS

gboolean marbre_blocks_notes_are_raw (GPtrArray            *parts);
void     marbre_blocks_make_notes    (MarbreBlocks         *self,
                                      MarbreBlocksRenderer *renderer);
void     marbre_blocks_share_notes   (MarbreBlocks         *self,
                                      MarbreBlocks         *other);

G_END_DECLS
