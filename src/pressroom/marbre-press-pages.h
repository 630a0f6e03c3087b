/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the embedded site shows to readers: an article, the front page, lists, the feed, and the
 * page for what is not there. Not for programs that publish (marbre-press-micropub.h). On the
 * pressroom's thread. Each returns a whole document, (transfer full) (nullable).
 */
#pragma once

#include "marbre-press.h"

G_BEGIN_DECLS

char *marbre_press_pages_make_article (MarbrePress           *press,
                                       const MarbrePressPost *post,
                                       GError               **error) G_GNUC_WARN_UNUSED_RESULT;
char *marbre_press_pages_make_list    (MarbrePress           *press,
                                       const char            *section,
                                       const char            *tag,
                                       guint                  page,
                                       GError               **error) G_GNUC_WARN_UNUSED_RESULT;
char *marbre_press_pages_make_missing (MarbrePress           *press,
                                       gboolean               gone,
                                       GError               **error) G_GNUC_WARN_UNUSED_RESULT;

/* marbre-press-front.c */
char *marbre_press_pages_make_front   (MarbrePress           *press,
                                       GError               **error) G_GNUC_WARN_UNUSED_RESULT;
/* marbre-press-feed.c */
char *marbre_press_pages_make_feed    (MarbrePress           *press,
                                       GError               **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
