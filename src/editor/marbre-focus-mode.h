/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Dims all of a text view but the sentence or paragraph that is being written. Main thread only.
 */
#pragma once

#include <gtk/gtk.h>

#include "marbre-focus-range.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_FOCUS_MODE (marbre_focus_mode_get_type ())
G_DECLARE_FINAL_TYPE (MarbreFocusMode, marbre_focus_mode, MARBRE, FOCUS_MODE, GObject)

MarbreFocusMode *marbre_focus_mode_new       (GtkTextView     *view) G_GNUC_WARN_UNUSED_RESULT;
MarbreFocus      marbre_focus_mode_get_focus (MarbreFocusMode *self);
void             marbre_focus_mode_set_focus (MarbreFocusMode *self,
                                              MarbreFocus      focus);
void             marbre_focus_mode_pause     (MarbreFocusMode *self,
                                              gboolean         paused);
void             marbre_focus_mode_snapshot  (MarbreFocusMode *self,
                                              GtkSnapshot     *snapshot);

G_END_DECLS
