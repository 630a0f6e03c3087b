/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each field has a history of its own; what was replaced in several of them at once is taken back
 * at once too, from whichever of them one takes it back. Main thread only.
 */
#pragma once

#include "marbre-find-field.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_FIND_UNDO (marbre_find_undo_get_type ())
G_DECLARE_FINAL_TYPE (MarbreFindUndo, marbre_find_undo, MARBRE, FIND_UNDO, GObject)

MarbreFindUndo *marbre_find_undo_new   (void) G_GNUC_WARN_UNUSED_RESULT;
void            marbre_find_undo_apply (MarbreFindUndo  *self,
                                        MarbreFindField *field,
                                        GArray          *edits);
guint           marbre_find_undo_count (MarbreFindUndo  *self);
void            marbre_find_undo_take_back (MarbreFindUndo *self);

G_END_DECLS
