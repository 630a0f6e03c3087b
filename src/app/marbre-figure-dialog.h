/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asks what is said of pictures: alternative text, caption, credit. All may stay empty; the checks
 * remind later. Not for choosing pictures. Main thread.
 */
#pragma once

#include <adwaita.h>

#include "marbre-media.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_FIGURE_DIALOG (marbre_figure_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MarbreFigureDialog, marbre_figure_dialog, MARBRE, FIGURE_DIALOG, AdwWindow)

MarbreFigureDialog *marbre_figure_dialog_new           (GtkWindow          *parent,
                                                        const char         *title,
                                                        const char         *accept)
                                                        G_GNUC_WARN_UNUSED_RESULT;
void                marbre_figure_dialog_add           (MarbreFigureDialog *self,
                                                        MarbreMedia        *media,
                                                        GdkPaintable       *picture);
void                marbre_figure_dialog_set_paintable (MarbreFigureDialog *self,
                                                        GdkPaintable       *picture);

G_END_DECLS
