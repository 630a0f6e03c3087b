/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Notes to the desk in a story: which there are now, and what becomes of its texts if they are
 * accepted or rejected. No state. Main thread.
 */
#pragma once

#include "marbre-desk-note.h"
#include "marbre-find-job.h"

G_BEGIN_DECLS

GArray               *marbre_note_choice_find        (MarbreStory          *story)
    G_GNUC_WARN_UNUSED_RESULT;
const MarbreDeskNote *marbre_note_choice_find_same   (GArray               *notes,
                                                      const MarbreDeskNote *listed);
const MarbreDeskNote *marbre_note_choice_find_at     (GArray               *notes,
                                                      MarbreDeskText        where,
                                                      gsize                 place);
const MarbreDeskNote *marbre_note_choice_find_next   (GArray               *notes,
                                                      MarbreDeskText        where,
                                                      gsize                 place,
                                                      gboolean              forward);
GArray               *marbre_note_choice_resolve     (MarbreStory          *story,
                                                      const MarbreDeskNote *note,
                                                      MarbreCriticChoice    choice)
    G_GNUC_WARN_UNUSED_RESULT;
GArray               *marbre_note_choice_resolve_all (MarbreStory          *story,
                                                      GArray               *notes,
                                                      MarbreDeskText        where,
                                                      MarbreCriticChoice    choice,
                                                      MarbreCriticScope     scope)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
