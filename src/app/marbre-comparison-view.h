/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shows what changed between two versions of a story, in one text: what is gone struck through,
 * what is new underlined, both tinted. One change is the current one. Read-only. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "marbre-comparison.h"
#include "marbre-word-diff.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_COMPARISON_VIEW (marbre_comparison_view_get_type ())
G_DECLARE_FINAL_TYPE (MarbreComparisonView, marbre_comparison_view, MARBRE, COMPARISON_VIEW,
                      GtkWidget)

GtkWidget *marbre_comparison_view_new         (void) G_GNUC_WARN_UNUSED_RESULT;
void       marbre_comparison_view_set_fields  (MarbreComparisonView   *self,
                                               GPtrArray              *fields);
guint      marbre_comparison_view_get_length  (MarbreComparisonView   *self);
void       marbre_comparison_view_step        (MarbreComparisonView   *self,
                                               int                     by);
gboolean   marbre_comparison_view_get_current (MarbreComparisonView   *self,
                                               const MarbreComparedField **field,
                                               const MarbreWordChange **change);

G_END_DECLS
