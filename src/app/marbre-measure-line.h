/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The quiet line below the editor: how long the story is. Not for measuring (text does). Main
 * thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "marbre-checker.h"
#include "marbre-desk.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_MEASURE_LINE (marbre_measure_line_get_type ())
G_DECLARE_FINAL_TYPE (MarbreMeasureLine, marbre_measure_line, MARBRE, MEASURE_LINE, GtkWidget)

GtkWidget *marbre_measure_line_new           (void);
void       marbre_measure_line_watch         (MarbreMeasureLine   *self,
                                              MarbreDesk          *desk,
                                              MarbreEditor        *editor,
                                              MarbreChecker       *checker);
void       marbre_measure_line_set           (MarbreMeasureLine   *self,
                                              const MarbreMeasure *measure,
                                              guint                length);
void       marbre_measure_line_set_selection (MarbreMeasureLine   *self,
                                              const MarbreMeasure *measure);
char      *marbre_measure_line_describe      (const MarbreMeasure *measure,
                                              guint                length)
                                              G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
