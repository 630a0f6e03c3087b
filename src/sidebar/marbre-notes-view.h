/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The notes to the desk in the story, each with what can be done with it. Not for finding them and
 * not for changing the story: it says what the user wants. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "marbre-desk-note.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_NOTES_VIEW (marbre_notes_view_get_type ())
G_DECLARE_FINAL_TYPE (MarbreNotesView, marbre_notes_view, MARBRE, NOTES_VIEW, GtkWidget)

GtkWidget *marbre_notes_view_new       (void) G_GNUC_WARN_UNUSED_RESULT;
void       marbre_notes_view_set_notes (MarbreNotesView *self,
                                        GArray          *notes);

G_END_DECLS
