/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The program's keys while a popover is open. GTK gives an open popover all keys, and what nobody
 * in it wants goes no further: Ctrl+Q would do nothing. Main thread only.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MARBRE_TYPE_POPOVER_KEYS (marbre_popover_keys_get_type ())
G_DECLARE_FINAL_TYPE (MarbrePopoverKeys, marbre_popover_keys, MARBRE, POPOVER_KEYS, GObject)

MarbrePopoverKeys *marbre_popover_keys_new (GtkApplication *application) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
