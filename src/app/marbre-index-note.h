/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A line that says that searches miss stories, while they do. Not for what needs a person's
 * attention, which is the window's notice. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "marbre-archive.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_INDEX_NOTE (marbre_index_note_get_type ())
G_DECLARE_FINAL_TYPE (MarbreIndexNote, marbre_index_note, MARBRE, INDEX_NOTE, GtkWidget)

void marbre_index_note_set_archive (MarbreIndexNote *self,
                                    MarbreArchive   *archive);

G_END_DECLS
