/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be searched for, and the searches that the user saved. Not for searching: it says what
 * was chosen. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MARBRE_TYPE_SEARCH_MENU (marbre_search_menu_get_type ())
G_DECLARE_FINAL_TYPE (MarbreSearchMenu, marbre_search_menu, MARBRE, SEARCH_MENU, GtkPopover)

GtkWidget *marbre_search_menu_new          (void) G_GNUC_WARN_UNUSED_RESULT;
void       marbre_search_menu_set_settings (MarbreSearchMenu *self,
                                            GSettings        *settings);
void       marbre_search_menu_set_search   (MarbreSearchMenu *self,
                                            const char       *text);

G_END_DECLS
