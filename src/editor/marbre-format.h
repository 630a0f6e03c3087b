/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the format keys do with the text. For a link somebody else asks where it leads. Main thread
 * only.
 */
#pragma once

#include <gtk/gtk.h>

#include "marbre-blocks.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_FORMAT (marbre_format_get_type ())
G_DECLARE_FINAL_TYPE (MarbreFormat, marbre_format, MARBRE, FORMAT, GObject)

MarbreFormat *marbre_format_new        (GtkTextView  *view) G_GNUC_WARN_UNUSED_RESULT;
void          marbre_format_apply      (MarbreFormat *self,
                                        const char   *name,
                                        MarbreBlocks *blocks);
gboolean      marbre_format_write_link (MarbreFormat *self,
                                        const char   *text,
                                        const char   *url);

G_END_DECLS
