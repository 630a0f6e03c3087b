/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A search that was saved: a button that searches, one that gives it a name, one that forgets it.
 * What is kept where is others' matter. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MARBRE_TYPE_SAVED_SEARCH_ROW (marbre_saved_search_row_get_type ())
G_DECLARE_FINAL_TYPE (MarbreSavedSearchRow,
                      marbre_saved_search_row,
                      MARBRE,
                      SAVED_SEARCH_ROW,
                      GtkWidget)

GtkWidget  *marbre_saved_search_row_new      (const char           *search,
                                              const char           *name);
const char *marbre_saved_search_row_get_text (MarbreSavedSearchRow *self);

G_END_DECLS
