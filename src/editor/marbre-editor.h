/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pane in which a story is written: its fields and its body in one column that scrolls as one.
 * It edits a #MarbreDocument and knows neither the archive nor the preview. Main thread only.
 */
#pragma once

#include <gtk/gtk.h>

#include "marbre-blocks.h"
#include "marbre-body-view.h"
#include "marbre-document.h"
#include "marbre-editor-lead.h"
#include "marbre-typesetter.h"
#include "marbre-paster.h"
#include "marbre-format.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_EDITOR (marbre_editor_get_type ())
G_DECLARE_FINAL_TYPE (MarbreEditor, marbre_editor, MARBRE, EDITOR, GtkWidget)

GtkWidget      *marbre_editor_new                (void);
MarbreDocument *marbre_editor_get_document       (MarbreEditor      *self);
MarbrePaster   *marbre_editor_get_paster         (MarbreEditor      *self);
MarbreTypesetter *marbre_editor_get_typesetter   (MarbreEditor      *self);
void            marbre_editor_set_document       (MarbreEditor      *self,
                                                  MarbreDocument    *document);
gboolean        marbre_editor_get_caret          (MarbreEditor      *self,
                                                  MarbreField       *field,
                                                  GtkTextIter       *caret);
void            marbre_editor_go_to              (MarbreEditor      *self,
                                                  MarbreField        field,
                                                  guint              line,
                                                  guint              offset);
void            marbre_editor_select             (MarbreEditor      *self,
                                                  MarbreField        field,
                                                  guint              offset,
                                                  guint              length);
gboolean        marbre_editor_replace_in_field   (MarbreEditor      *self,
                                                  MarbreField        field,
                                                  guint              offset,
                                                  guint              length,
                                                  const char        *text);
GtkWidget      *marbre_editor_get_field_widget   (MarbreEditor      *self,
                                                  MarbreField        field);
GtkTextView    *marbre_editor_get_lead_view      (MarbreEditor      *self,
                                                  MarbreLeadText     text);
void            marbre_editor_insert             (MarbreEditor      *self,
                                                  const char        *name);
void            marbre_editor_show_caret         (MarbreEditor      *self);
double          marbre_editor_get_line           (MarbreEditor      *self);
void            marbre_editor_scroll_to_line     (MarbreEditor      *self,
                                                  double             line);
void            marbre_editor_set_completions    (MarbreEditor      *self,
                                                  const char        *facet,
                                                  const char *const *values);
void            marbre_editor_set_blocks         (MarbreEditor      *self,
                                                  MarbreBlocks      *blocks);
MarbreFormat   *marbre_editor_get_format         (MarbreEditor      *self);
void            marbre_editor_set_thumbnail      (MarbreEditor      *self,
                                                  const char        *source,
                                                  GdkPaintable      *paintable);
void            marbre_editor_set_focus_mode     (MarbreEditor      *self,
                                                  MarbreFocus        focus);
void            marbre_editor_set_typewriter     (MarbreEditor      *self,
                                                  gboolean           typewriter);
void            marbre_editor_set_typeface       (MarbreEditor      *self,
                                                  const char        *family);
void            marbre_editor_set_zoom           (MarbreEditor      *self,
                                                  guint              percent);
void            marbre_editor_set_measure        (MarbreEditor      *self,
                                                  guint              signs);
void            marbre_editor_set_spacing        (MarbreEditor      *self,
                                                  MarbreSpacing      spacing);
void            marbre_editor_set_lead_paintable (MarbreEditor      *self,
                                                  GdkPaintable      *paintable);

G_END_DECLS
