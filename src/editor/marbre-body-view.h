/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The text view of the body: a source view that says what belongs there while it is empty, and
 * draws beside the text what the highlighter cannot say with tags. Main thread only.
 */
#pragma once

#include <gtksourceview/gtksource.h>

#include "marbre-highlighter.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_BODY_VIEW (marbre_body_view_get_type ())
G_DECLARE_FINAL_TYPE (MarbreBodyView, marbre_body_view, MARBRE, BODY_VIEW, GtkSourceView)

void marbre_body_view_set_highlighter (MarbreBodyView    *self,
                                       MarbreHighlighter *highlighter);
void marbre_body_view_set_thumbnail   (MarbreBodyView    *self,
                                       const char        *source,
                                       GdkPaintable      *paintable);

G_END_DECLS
