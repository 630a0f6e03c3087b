/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One story in the library's list: its headline, where and when, and the words that were found. Not
 * for what happens when it is chosen. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "marbre-summary.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_STORY_ROW (marbre_story_row_get_type ())
G_DECLARE_FINAL_TYPE (MarbreStoryRow, marbre_story_row, MARBRE, STORY_ROW, GtkWidget)

GtkWidget *marbre_story_row_new         (void) G_GNUC_WARN_UNUSED_RESULT;
void       marbre_story_row_set_summary (MarbreStoryRow *self,
                                         MarbreSummary  *summary);

G_END_DECLS
