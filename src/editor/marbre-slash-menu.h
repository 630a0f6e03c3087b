/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list of what can be inserted that opens below a "/" at a line's beginning, and gets shorter
 * as one types on. The keyboard stays in the text; the list is told the keys that are meant for
 * it. Main thread only.
 */
#pragma once

#include <gtk/gtk.h>

#include "marbre-insert-command.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_SLASH_MENU (marbre_slash_menu_get_type ())
G_DECLARE_FINAL_TYPE (MarbreSlashMenu, marbre_slash_menu, MARBRE, SLASH_MENU, GtkPopover)

GtkWidget *marbre_slash_menu_new   (GtkTextView     *view);
gboolean   marbre_slash_menu_press (MarbreSlashMenu *self,
                                    guint            keyval,
                                    GdkModifierType  modifiers);

G_END_DECLS
