/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All that is written in the editor, text by text, for who searches it or goes through it. Main
 * thread only.
 */
#pragma once

#include "marbre-editor.h"

G_BEGIN_DECLS

GPtrArray *marbre_editor_list_views (MarbreEditor *self) G_GNUC_WARN_UNUSED_RESULT;
void       marbre_editor_show_view  (MarbreEditor *self,
                                     GtkTextView  *view);
void       marbre_editor_go_to_view (MarbreEditor *self,
                                     guint         index,
                                     guint         offset);

G_END_DECLS
