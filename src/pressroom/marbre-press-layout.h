/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The frame of the embedded site's own pages (front page, lists, 404) and the cards that stand for
 * stories in them. Not the articles' pages, which a MarbreTemplate makes. On the pressroom's
 * thread.
 */
#pragma once

#include "marbre-press.h"

G_BEGIN_DECLS

/**
 * MarbrePressCardParts:
 *
 * What a card shows besides its headline.
 */
typedef enum
{
  MARBRE_PRESS_CARD_PICTURE = 1 << 0,
  MARBRE_PRESS_CARD_KICKER = 1 << 1,
  MARBRE_PRESS_CARD_STANDFIRST = 1 << 2,
  MARBRE_PRESS_CARD_DATE = 1 << 3,
} MarbrePressCardParts;

void     marbre_press_layout_append_card (GString               *out,
                                          const MarbrePressPost *post,
                                          MarbrePressCardParts   parts,
                                          guint                  level,
                                          const char            *look);
void     marbre_press_layout_append_link (GString               *out,
                                          const char            *look,
                                          const char            *href,
                                          const char            *text);
char    *marbre_press_layout_make_path   (const char            *folder,
                                          const char            *name) G_GNUC_WARN_UNUSED_RESULT;
gboolean marbre_press_layout_has_picture (const MarbrePressPost *post);
char    *marbre_press_layout_fill        (MarbrePress           *press,
                                          const char            *language,
                                          const char            *title,
                                          const char            *main_html,
                                          GError               **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
