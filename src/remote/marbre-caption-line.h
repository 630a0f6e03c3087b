/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Caption and credit in one line, for sites that have no field for the credit: it follows the
 * caption as it does in the Markdown. Any thread.
 */
#pragma once

#include "marbre-media.h"

G_BEGIN_DECLS

char *marbre_caption_line_join  (MarbreMedia *media,
                                 const char  *language) G_GNUC_WARN_UNUSED_RESULT;
void  marbre_caption_line_split (const char  *joined,
                                 char       **caption,
                                 char       **credit);

G_END_DECLS
