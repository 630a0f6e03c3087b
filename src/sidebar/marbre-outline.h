/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The headings of the story, to go to. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "marbre-blocks.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_OUTLINE (marbre_outline_get_type ())
G_DECLARE_FINAL_TYPE (MarbreOutline, marbre_outline, MARBRE, OUTLINE, GtkWidget)

GtkWidget *marbre_outline_new        (void) G_GNUC_WARN_UNUSED_RESULT;
void       marbre_outline_set_blocks (MarbreOutline *self,
                                      MarbreBlocks  *blocks);

G_END_DECLS
