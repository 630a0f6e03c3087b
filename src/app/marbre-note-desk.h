/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The notes to the desk of one window: lists those of the story in the sidebar, goes to them, does
 * what the user decides about them, and writes new ones. What readers get is not decided here
 * (marbre_blocks_parse()). Main thread.
 */
#pragma once

#include "marbre-critic.h"
#include "marbre-desk.h"
#include "marbre-sidebar.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_NOTE_DESK (marbre_note_desk_get_type ())
G_DECLARE_FINAL_TYPE (MarbreNoteDesk, marbre_note_desk, MARBRE, NOTE_DESK, GObject)

MarbreNoteDesk *marbre_note_desk_new  (MarbreDesk       *desk,
                                       MarbreEditor     *editor,
                                       MarbreSidebar    *sidebar) G_GNUC_WARN_UNUSED_RESULT;
gboolean        marbre_note_desk_mark (MarbreNoteDesk   *self,
                                       MarbreCriticKind  kind);
gboolean        marbre_note_desk_step   (MarbreNoteDesk     *self,
                                         gboolean            forward);
gboolean        marbre_note_desk_choose (MarbreNoteDesk     *self,
                                         MarbreCriticChoice  choice);

G_END_DECLS
