/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The parts of what a person types into a search field: words, phrases, and what stands behind an
 * operator as in "tag:port". Not what they mean together (marbre-search-query.h). Private to the
 * archive; any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MarbreSearchOperator:
 *
 * What a part is about. All have French names too.
 */
typedef enum
{
  MARBRE_SEARCH_WORD,
  MARBRE_SEARCH_TITLE,
  MARBRE_SEARCH_TAG,
  MARBRE_SEARCH_BYLINE,
  MARBRE_SEARCH_SECTION,
  MARBRE_SEARCH_SITE,
  MARBRE_SEARCH_BEFORE,
  MARBRE_SEARCH_AFTER,
  MARBRE_SEARCH_IS,
} MarbreSearchOperator;

/**
 * MarbreSearchPart:
 * @about: what it is about
 * @start: (borrowed): its text, without operator and quotes
 * @length: of the text, in bytes
 * @excluded: "-" stood before it
 * @phrase: it stood in quotes
 * @open: the input ends in it: somebody is still typing
 */
typedef struct
{
  MarbreSearchOperator about;
  const char *start;
  gsize length;
  gboolean excluded;
  gboolean phrase;
  gboolean open;
} MarbreSearchPart;

const char *marbre_search_part_read      (const char             *text,
                                          MarbreSearchPart       *part);
gboolean    marbre_search_part_is_sought (const MarbreSearchPart *part);
void        marbre_search_part_append    (const MarbreSearchPart *part,
                                          GString                *query);

G_END_DECLS
