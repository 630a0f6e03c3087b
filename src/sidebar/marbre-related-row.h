/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A related story as a row: headline, section and date, the reason, and a button that inserts it as
 * read-also; or that it may be the same story, and a button that says no. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "marbre-related.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_RELATED_ROW (marbre_related_row_get_type ())
G_DECLARE_FINAL_TYPE (MarbreRelatedRow, marbre_related_row, MARBRE, RELATED_ROW, GtkListBoxRow)

gboolean       marbre_related_row_is_copy     (MarbreRelated    *related);
GtkWidget     *marbre_related_row_new         (MarbreRelated    *related) G_GNUC_WARN_UNUSED_RESULT;
MarbreRelated *marbre_related_row_get_related (MarbreRelatedRow *self);

G_END_DECLS
