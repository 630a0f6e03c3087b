/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Has the pages that the story links to asked for when the user wants it, and tells the checker
 * what became of them. Main thread.
 */
#pragma once

#include "marbre-checker.h"
#include "marbre-desk.h"
#include "marbre-link-bar.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_LINK_DESK (marbre_link_desk_get_type ())
G_DECLARE_FINAL_TYPE (MarbreLinkDesk, marbre_link_desk, MARBRE, LINK_DESK, GObject)

MarbreLinkDesk *marbre_link_desk_new (MarbreDesk    *desk,
                                      MarbreChecker *checker,
                                      MarbreLinkBar *bar) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
