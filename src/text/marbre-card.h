/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a web page says of itself to who links to it: Open Graph, Twitter's cards, or its title.
 * Plain text, bounded; not for its content. Any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MarbreCard:
 * @title: (owned): never %NULL, "" if the page does not say
 * @description: (owned): the same
 * @site: (owned): the publication's name
 * @picture: (owned): a reference, as the page has it
 */
typedef struct
{
  char *title;
  char *description;
  char *site;
  char *picture;
} MarbreCard;

MarbreCard *marbre_card_new   (const char *title,
                               const char *description,
                               const char *site,
                               const char *picture) G_GNUC_WARN_UNUSED_RESULT;
MarbreCard *marbre_card_parse (const char *html,
                               gssize      length) G_GNUC_WARN_UNUSED_RESULT;
void        marbre_card_free  (MarbreCard *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreCard, marbre_card_free)

G_END_DECLS
