/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asks to which heading of the story to go, among those that hold what is typed. Main thread.
 */
#pragma once

#include <adwaita.h>

#include "marbre-blocks.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_HEADING_PICKER (marbre_heading_picker_get_type ())
G_DECLARE_FINAL_TYPE (MarbreHeadingPicker, marbre_heading_picker, MARBRE, HEADING_PICKER, AdwWindow)

GtkWidget *marbre_heading_picker_new (GtkWindow    *parent,
                                      MarbreBlocks *blocks);

G_END_DECLS
