/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asks how large a table is to be: a field of squares, for the mouse and the arrow keys. Main
 * thread only.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MARBRE_TYPE_TABLE_CHOOSER (marbre_table_chooser_get_type ())
G_DECLARE_FINAL_TYPE (MarbreTableChooser, marbre_table_chooser, MARBRE, TABLE_CHOOSER, GtkPopover)

GtkWidget *marbre_table_chooser_new (void);

G_END_DECLS
