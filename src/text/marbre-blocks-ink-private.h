/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Between the files of marbre-blocks-ink: marbre-blocks-ink.c (blocks, and what is collected) and
 * marbre-blocks-ink-inline.c (what stands inside a paragraph).
 */
#pragma once

#include "marbre-blocks-ink.h"

G_BEGIN_DECLS

/**
 * MarbreInkPlace:
 * @line: a line of the source, 0-based
 * @at: a byte of the source, on that line or at its end
 *
 * A place in the source.
 */
typedef struct
{
  guint line;
  gsize at;
} MarbreInkPlace;

/**
 * MarbreInk:
 * @source: (borrowed): what is parsed
 * @text: (borrowed): its text
 * @part: (borrowed): gets the runs
 * @first: the part's first line
 * @quotes: how many quotations are around
 * @place: how far the text of a paragraph has been read
 * @end: the end of that text
 * @lost: the text is not what the tree says, as far as we can tell; the rest stays plain
 *
 * A walk through the tree.
 */
typedef struct
{
  MarbreSource *source;
  const char *text;
  MarbrePart *part;
  guint first;
  guint quotes;
  MarbreInkPlace place;
  MarbreInkPlace end;
  gboolean lost;
} MarbreInk;

gsize marbre_ink_find_content (MarbreInk            *self,
                               guint                 line);
void  marbre_ink_add          (MarbreInk            *self,
                               MarbreRunKind         kind,
                               guint                 level,
                               guint                 line,
                               gsize                 start,
                               gsize                 end);
void  marbre_ink_add_range    (MarbreInk            *self,
                               MarbreRunKind         kind,
                               const MarbreInkPlace *start,
                               const MarbreInkPlace *end);
void  marbre_ink_read_inlines (MarbreInk            *self,
                               cmark_node           *leaf);

G_END_DECLS
