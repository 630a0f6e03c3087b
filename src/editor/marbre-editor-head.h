/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The fields of a story above its body. Main thread only.
 */
#pragma once

#include <gtk/gtk.h>

#include "marbre-document.h"
#include "marbre-editor-lead.h"
#include "marbre-typesetter.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_EDITOR_HEAD (marbre_editor_head_get_type ())
G_DECLARE_FINAL_TYPE (MarbreEditorHead, marbre_editor_head, MARBRE, EDITOR_HEAD, GtkWidget)

void              marbre_editor_head_set_document    (MarbreEditorHead  *self,
                                                      MarbreDocument    *document);
void              marbre_editor_head_set_completions (MarbreEditorHead  *self,
                                                      const char        *facet,
                                                      const char *const *values);
gboolean          marbre_editor_head_find_field      (MarbreEditorHead  *self,
                                                      GtkWidget         *widget,
                                                      MarbreField       *field);
void              marbre_editor_head_go_to_field     (MarbreEditorHead  *self,
                                                      MarbreField        field,
                                                      guint              offset,
                                                      guint              length);
GtkWidget        *marbre_editor_head_get_field_widget (MarbreEditorHead *self,
                                                      MarbreField        field);
gboolean          marbre_editor_head_replace         (MarbreEditorHead  *self,
                                                      MarbreField        field,
                                                      guint              offset,
                                                      guint              length,
                                                      const char        *text);
MarbreEditorLead *marbre_editor_head_get_lead        (MarbreEditorHead  *self);
void       marbre_editor_head_add_to_typesetter (MarbreEditorHead *self,
                                                 MarbreTypesetter *typesetter);

G_END_DECLS
