/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One text view that a typesetter watches: sees what is typed there, makes the changes, takes them
 * back. For marbre-typesetter.c alone. Main thread only.
 */
#pragma once

#include "marbre-typesetter.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_TYPESETTER_VIEW (marbre_typesetter_view_get_type ())
G_DECLARE_FINAL_TYPE (
    MarbreTypesetterView, marbre_typesetter_view, MARBRE, TYPESETTER_VIEW, GObject)

MarbreTypesetterView *marbre_typesetter_view_new (MarbreTypesetter *typesetter,
                                                  GtkTextView      *view,
                                                  MarbreProseMode   mode) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
