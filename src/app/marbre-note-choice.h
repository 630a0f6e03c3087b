/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Notes to the desk in a text buffer: which there are now, and what becomes of the text if they are
 * accepted or rejected. No state. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "marbre-desk-note.h"

G_BEGIN_DECLS

char                 *marbre_note_choice_get_text  (GtkTextBuffer        *buffer)
    G_GNUC_WARN_UNUSED_RESULT;
GArray               *marbre_note_choice_find      (const char           *text)
    G_GNUC_WARN_UNUSED_RESULT;
const MarbreDeskNote *marbre_note_choice_find_same (GArray               *notes,
                                                    const MarbreDeskNote *listed);
const MarbreDeskNote *marbre_note_choice_find_at   (GArray               *notes,
                                                    gsize                 place);
const MarbreDeskNote *marbre_note_choice_find_next (GArray               *notes,
                                                    gsize                 place,
                                                    gboolean              forward);
void                  marbre_note_choice_make      (GtkTextBuffer        *buffer,
                                                    const char           *text,
                                                    const MarbreDeskNote *note,
                                                    MarbreCriticChoice    choice);
void                  marbre_note_choice_make_all  (GtkTextBuffer        *buffer,
                                                    MarbreCriticChoice    choice,
                                                    MarbreCriticScope     scope);

G_END_DECLS
