/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The measures of a story in full, field by field, and the length that was ordered. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "marbre-measure.h"
#include "marbre-site.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_MEASURE_POPOVER (marbre_measure_popover_get_type ())
G_DECLARE_FINAL_TYPE (MarbreMeasurePopover, marbre_measure_popover, MARBRE, MEASURE_POPOVER,
                      GtkPopover)

GtkWidget *marbre_measure_popover_new (void) G_GNUC_WARN_UNUSED_RESULT;
void       marbre_measure_popover_set (MarbreMeasurePopover    *self,
                                       MarbreStory             *story,
                                       const MarbreMeasure     *measure,
                                       const MarbreSiteProfile *profile);

G_END_DECLS
