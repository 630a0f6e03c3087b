/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list of stories at the window's left: drafts, published, archive, with search as one types.
 * Not for opening them: it says which one was chosen. Main thread; it asks the archive.
 */
#pragma once

#include <gtk/gtk.h>

#include "marbre-archive.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_LIBRARY (marbre_library_get_type ())
G_DECLARE_FINAL_TYPE (MarbreLibrary, marbre_library, MARBRE, LIBRARY, GtkWidget)

void marbre_library_set_archive  (MarbreLibrary *self,
                                  MarbreArchive *archive);
void marbre_library_set_settings (MarbreLibrary *self,
                                  GSettings     *settings);
void marbre_library_set_current  (MarbreLibrary *self,
                                  const char    *id);
void marbre_library_focus_search (MarbreLibrary *self);

G_END_DECLS
