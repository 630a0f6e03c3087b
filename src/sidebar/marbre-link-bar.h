/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The button that has linked pages checked online, how far that is, and what came of it. Not for
 * asking anybody: it says what the user wants. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MARBRE_TYPE_LINK_BAR (marbre_link_bar_get_type ())
G_DECLARE_FINAL_TYPE (MarbreLinkBar, marbre_link_bar, MARBRE, LINK_BAR, GtkWidget)

GtkWidget *marbre_link_bar_new          (void) G_GNUC_WARN_UNUSED_RESULT;
void       marbre_link_bar_set_progress (MarbreLinkBar *self,
                                         guint          done,
                                         guint          total);
void       marbre_link_bar_set_result   (MarbreLinkBar *self,
                                         const char    *text);

G_END_DECLS
