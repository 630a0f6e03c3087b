/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Between the files of marbre-prose: marbre-prose.c (which lines are prose) and
 * marbre-prose-inline.c (what inside a paragraph is not).
 */
#pragma once

#include "marbre-prose.h"

G_BEGIN_DECLS

/**
 * MarbreProseSource:
 * @text: (borrowed): the whole text
 * @kinds: (borrowed): for each byte a #MarbreCellKind; the prefixes of continued lines are marked
 * @titles: (borrowed) (nullable): where the places of link titles are collected, as pairs of gsize
 */
typedef struct
{
  const char *text;
  guint8 *kinds;
  GArray *titles;
} MarbreProseSource;

void marbre_prose_mark_markdown  (MarbreProseSource *source,
                                  gsize              start,
                                  gsize              end);
void marbre_prose_mark_title     (MarbreProseSource *source,
                                  gsize              start,
                                  gsize              end);
void marbre_prose_mark_addresses (MarbreProseSource *source,
                                  gsize              start,
                                  gsize              end);

G_END_DECLS
