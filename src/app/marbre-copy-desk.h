/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The copy desk of one window: has the story checked when the writer pauses, shows what was found
 * in the sidebar, goes there, and corrects. Main thread.
 */
#pragma once

#include "marbre-checker.h"
#include "marbre-checks.h"
#include "marbre-desk.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_COPY_DESK (marbre_copy_desk_get_type ())
G_DECLARE_FINAL_TYPE (MarbreCopyDesk, marbre_copy_desk, MARBRE, COPY_DESK, GObject)

MarbreCopyDesk *marbre_copy_desk_new     (MarbreDesk     *desk,
                                          MarbreChecker  *checker,
                                          MarbreEditor   *editor,
                                          MarbreSidebar  *sidebar) G_GNUC_WARN_UNUSED_RESULT;
void            marbre_copy_desk_go_to   (MarbreCopyDesk *self,
                                          const MarbreCheck *check);
void            marbre_copy_desk_step    (MarbreCopyDesk *self,
                                          gboolean        forward);
void            marbre_copy_desk_correct (MarbreCopyDesk *self);

G_END_DECLS
