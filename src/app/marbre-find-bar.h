/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The bar above the text in which one says what to find, and what to put in its place. Finding is
 * MarbreFind's. Main thread only.
 */
#pragma once

#include <gtk/gtk.h>

#include "marbre-editor.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_FIND_BAR (marbre_find_bar_get_type ())
G_DECLARE_FINAL_TYPE (MarbreFindBar, marbre_find_bar, MARBRE, FIND_BAR, GtkWidget)

GtkWidget *marbre_find_bar_new  (MarbreEditor  *editor);
void       marbre_find_bar_open (MarbreFindBar *self,
                                 gboolean       replacing);
void       marbre_find_bar_step (MarbreFindBar *self,
                                 gboolean       forward);

G_END_DECLS
