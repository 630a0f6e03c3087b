/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The paragraph, item or other block at the caret as one thing: moved up and down, written a second
 * time, selected. Main thread only.
 */
#pragma once

#include <gtk/gtk.h>

#include "marbre-blocks.h"

G_BEGIN_DECLS

gboolean marbre_block_move      (GtkTextBuffer *buffer,
                                 MarbreBlocks  *blocks,
                                 gboolean       down);
gboolean marbre_block_duplicate (GtkTextBuffer *buffer,
                                 MarbreBlocks  *blocks);
void     marbre_block_select    (GtkTextBuffer *buffer,
                                 MarbreBlocks  *blocks);

G_END_DECLS
