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

/**
 * MarbreLeadText:
 * @MARBRE_LEAD_ALT: what stands in for the picture
 * @MARBRE_LEAD_CAPTION: what stands below it
 * @MARBRE_LEAD_CREDIT: whose it is
 *
 * What is written about the picture.
 */
typedef enum
{
  MARBRE_LEAD_ALT,
  MARBRE_LEAD_CAPTION,
  MARBRE_LEAD_CREDIT,
  MARBRE_LEAD_N_TEXTS
} MarbreLeadText;

void         marbre_editor_lead_set_document  (MarbreEditorLead *self,
                                               MarbreDocument   *document);
void         marbre_editor_lead_set_paintable (MarbreEditorLead *self,
                                               GdkPaintable     *paintable);
GtkTextView *marbre_editor_lead_get_view      (MarbreEditorLead *self,
                                               MarbreLeadText    text);

G_END_DECLS
