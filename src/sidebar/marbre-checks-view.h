/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the checks found in the story, by kind, with corrections. Not for finding anything and not
 * for changing the story: it says what the user wants. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "marbre-checks.h"
#include "marbre-link-bar.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_CHECKS_VIEW (marbre_checks_view_get_type ())
G_DECLARE_FINAL_TYPE (MarbreChecksView, marbre_checks_view, MARBRE, CHECKS_VIEW, GtkWidget)

GtkWidget *marbre_checks_view_new         (void) G_GNUC_WARN_UNUSED_RESULT;
void       marbre_checks_view_set_checks  (MarbreChecksView *self,
                                           MarbreStory      *story,
                                           GPtrArray        *checks);
void       marbre_checks_view_set_problem (MarbreChecksView *self,
                                           const char       *text);
MarbreLinkBar *marbre_checks_view_get_link_bar (MarbreChecksView *self);

G_END_DECLS
