/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A layout that sets children in lines like words, each with its natural width: for chips.
 * (GtkFlowBox aligns its children in columns; libadwaita's AdwWrapBox is newer than our floor.)
 * Main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MARBRE_TYPE_WRAP_LAYOUT (marbre_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (MarbreWrapLayout, marbre_wrap_layout, MARBRE, WRAP_LAYOUT, GtkLayoutManager)

G_END_DECLS
