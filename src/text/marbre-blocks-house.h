/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The house conventions of the body (DESIGN §4) as words: the markers of the blocks that Markdown
 * does not know, and the credit in a picture's title. Both directions read this one table. Inside
 * the text room only. Any thread.
 */
#pragma once

#include "marbre-blocks.h"

G_BEGIN_DECLS

MarbreBlockKind marbre_blocks_house_parse_marker  (const char       *line);
const char     *marbre_blocks_house_get_marker    (MarbreBlockKind   kind);
void            marbre_blocks_house_split_caption (const char       *title,
                                                   char            **caption,
                                                   char            **credit);

G_END_DECLS
