/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The text view of the body: a source view that says what belongs there while it is empty, and
 * draws beside the text what the highlighter cannot say with tags. Main thread only.
 */
#pragma once

#include <gtksourceview/gtksource.h>

#include "marbre-focus-mode.h"
#include "marbre-highlighter.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_BODY_VIEW (marbre_body_view_get_type ())
/**
 * MarbreSpacing:
 * @MARBRE_SPACING_TIGHT: as the typeface has it
 * @MARBRE_SPACING_NORMAL: with some air
 * @MARBRE_SPACING_WIDE: with room for a pencil
 *
 * How far lines are from each other. Numbered as the settings are.
 */
typedef enum
{
  MARBRE_SPACING_TIGHT,
  MARBRE_SPACING_NORMAL,
  MARBRE_SPACING_WIDE,
} MarbreSpacing;

G_DECLARE_FINAL_TYPE (MarbreBodyView, marbre_body_view, MARBRE, BODY_VIEW, GtkSourceView)

void marbre_body_view_set_highlighter (MarbreBodyView    *self,
                                       MarbreHighlighter *highlighter);
void marbre_body_view_set_thumbnail   (MarbreBodyView    *self,
                                       const char        *source,
                                       GdkPaintable      *paintable);
void marbre_body_view_set_spacing     (MarbreBodyView    *self,
                                       MarbreSpacing      spacing);
MarbreFocusMode *marbre_body_view_get_focus_mode (MarbreBodyView *self);

G_END_DECLS
