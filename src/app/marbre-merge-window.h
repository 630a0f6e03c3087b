/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A story that was changed here and at its site, passage by passage: for each that both changed one
 * takes this side, that side or both, or writes what it is to say. The story on the desk is changed
 * once all is decided, in one step of undo. Main thread.
 */
#pragma once

#include <adwaita.h>

#include "marbre-document.h"
#include "marbre-merge-plan.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_MERGE_WINDOW (marbre_merge_window_get_type ())
G_DECLARE_FINAL_TYPE (MarbreMergeWindow, marbre_merge_window, MARBRE, MERGE_WINDOW, AdwWindow)

GtkWidget *marbre_merge_window_new (GtkWindow       *parent,
                                    MarbreArchive   *archive,
                                    MarbreDocument  *document,
                                    MarbreMergePlan *plan) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
