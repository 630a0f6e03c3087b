/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The row of the lead picture: thumbnail, alternative text, caption, credit. Main thread only.
 */
#pragma once

#include <gtk/gtk.h>

#include "marbre-document.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_EDITOR_LEAD (marbre_editor_lead_get_type ())
G_DECLARE_FINAL_TYPE (MarbreEditorLead, marbre_editor_lead, MARBRE, EDITOR_LEAD, GtkWidget)

void marbre_editor_lead_set_document  (MarbreEditorLead *self,
                                       MarbreDocument   *document);
void marbre_editor_lead_set_paintable (MarbreEditorLead *self,
                                       GdkPaintable     *paintable);

G_END_DECLS
