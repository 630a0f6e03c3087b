/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tables of the body as HTML, for the walk of marbre-blocks-render.c. One thread at a time.
 */
#pragma once

#include <cmark-gfm.h>

#include <glib.h>

G_BEGIN_DECLS

/**
 * MarbreBlocksTable:
 * @html: where HTML goes
 * @text: where plain text goes
 * @column: of the row at work
 *
 * A table being written; all zero before the first.
 */
typedef struct
{
  GString *html; /* (borrowed) */
  GString *text; /* (borrowed) */
  guint column;
} MarbreBlocksTable;

gboolean marbre_blocks_table_is     (cmark_node        *node);
void     marbre_blocks_table_render (MarbreBlocksTable *self,
                                     cmark_node        *node,
                                     gboolean           enter);

G_END_DECLS
