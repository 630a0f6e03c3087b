/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The lead picture, its texts and its buttons side by side; in a narrow pane the texts are below,
 * where they have the whole width. Takes exactly these three children, in this order. Main thread
 * only.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MARBRE_TYPE_LEAD_ROW (marbre_lead_row_get_type ())
G_DECLARE_FINAL_TYPE (MarbreLeadRow, marbre_lead_row, MARBRE, LEAD_ROW, GtkWidget)

G_END_DECLS
