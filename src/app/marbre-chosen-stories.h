/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The stories that were chosen, in an order that keys, buttons and dragging change. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "marbre-summary.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_CHOSEN_STORIES (marbre_chosen_stories_get_type ())
G_DECLARE_FINAL_TYPE (MarbreChosenStories, marbre_chosen_stories, MARBRE, CHOSEN_STORIES, GtkWidget)

gboolean    marbre_chosen_stories_add       (MarbreChosenStories *self,
                                             MarbreSummary       *story);
GListModel *marbre_chosen_stories_get_model (MarbreChosenStories *self);

G_END_DECLS
