/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the editor offers to a search in all that is written in it. Main thread only.
 */
#pragma once

#include "marbre-editor.h"

G_BEGIN_DECLS

GPtrArray *marbre_editor_list_views (MarbreEditor *self) G_GNUC_WARN_UNUSED_RESULT;
void       marbre_editor_show_view  (MarbreEditor *self,
                                     GtkTextView  *view);

G_END_DECLS
