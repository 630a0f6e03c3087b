/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Three panes side by side — writing, preview, sidebar — that become one at a time where the window
 * is narrow. Not for what is in them. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MARBRE_TYPE_PANES (marbre_panes_get_type ())
G_DECLARE_FINAL_TYPE (MarbrePanes, marbre_panes, MARBRE, PANES, GtkWidget)

GtkWidget *marbre_panes_new                  (GtkWidget   *writing,
                                              GtkWidget   *preview,
                                              GtkWidget   *sidebar) G_GNUC_WARN_UNUSED_RESULT;
gboolean   marbre_panes_get_narrow           (MarbrePanes *self);
gboolean   marbre_panes_get_preview_visible  (MarbrePanes *self);
void       marbre_panes_set_preview_visible  (MarbrePanes *self,
                                              gboolean     visible);
gboolean   marbre_panes_get_sidebar_visible  (MarbrePanes *self);
void       marbre_panes_set_sidebar_visible  (MarbrePanes *self,
                                              gboolean     visible);
double     marbre_panes_get_preview_share    (MarbrePanes *self);
void       marbre_panes_set_preview_share    (MarbrePanes *self,
                                              double       share);
int        marbre_panes_get_sidebar_width    (MarbrePanes *self);
void       marbre_panes_set_sidebar_width    (MarbrePanes *self,
                                              int          width);

G_END_DECLS
