/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An entry that offers what the newsroom has used before: section, byline. It asks with a
 * signal and does not know the archive. Main thread only.
 */
#pragma once

#include <gtk/gtk.h>

#include "marbre-prose-entry.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_FACET_ENTRY (marbre_facet_entry_get_type ())
G_DECLARE_FINAL_TYPE (MarbreFacetEntry, marbre_facet_entry, MARBRE, FACET_ENTRY, GtkWidget)

MarbreProseEntry *marbre_facet_entry_get_entry  (MarbreFacetEntry  *self);
void              marbre_facet_entry_set_values (MarbreFacetEntry  *self,
                                                 const char *const *values);

G_END_DECLS
