/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A region's inside, shared by the files that make it up: marbre-blocks-region.c (parsing),
 * -parts.c (where it is cut), -notes.c (footnotes) and -render.c (HTML). Nobody else includes this.
 * One thread at a time.
 */
#pragma once

#include <cmark-gfm.h>

#include "marbre-blocks-parse.h"
#include "marbre-blocks-region.h"

G_BEGIN_DECLS

/* cmark skips it at the beginning of a text, and only there. */
#define MARBRE_BYTE_ORDER_MARK "\xef\xbb\xbf"

typedef struct
{
  cmark_node *node; /* (borrowed) */
  MarbreSpan span;
  guint covered; /* no part begins up to this line: it may be inside */
  guint part;
} MarbreRegionItem;

typedef struct
{
  cmark_node *node; /* (borrowed) */
  guint part;
  guint index; /* of the part's notes */
} MarbreRegionDefinition;

struct _MarbreRegion
{
  const char *text; /* (borrowed) */
  gsize length;
  GString *whole;       /* (owned): @text and the tail */
  MarbreSource *source; /* (owned): of @whole */
  guint n_begun;        /* lines that begin in @text; those of the tail come after them */
  guint n_lines;        /* the same, and the empty one behind the last line end of a body */
  GArray *items;        /* (owned) (element-type MarbreRegionItem): top-level nodes, in order */
  GPtrArray *parts;     /* (owned) (element-type MarbrePart) */
  GArray *starts;       /* (owned) (element-type guint): first line of each of @parts */
  GArray *definitions;  /* (owned) (element-type MarbreRegionDefinition): ours, by number */
  GPtrArray *labels;    /* (owned) (element-type utf8): of all notes by number; "" if unknown */
  GArray *numbers;      /* (owned) (nullable) (element-type guint): see set_numbers() */
  guint n_called;
  gboolean follows_list;
  MarbreAllowed allowed;
  gboolean masked; /* there are notes to the desk */
  gboolean open;
  gboolean odd;
  gboolean has_heading;
};

/* marbre-blocks-region.c */
gboolean _marbre_region_is_in_tail      (MarbreRegion *self,
                                         cmark_node   *node);

/* marbre-blocks-region-parts.c */
void     _marbre_region_collect_items   (MarbreRegion *self);
gboolean _marbre_region_find_open       (MarbreRegion *self);
void     _marbre_region_cut             (MarbreRegion *self);
void     _marbre_region_collect_critics (MarbreRegion *self);

/* marbre-blocks-region-notes.c */
void     _marbre_region_collect_mentions (MarbreRegion *self);
void     _marbre_region_collect_notes    (MarbreRegion *self,
                                          GPtrArray    *labels,
                                          gboolean      with_tail);
void     _marbre_region_name_tail_notes  (MarbreRegion *self);

G_END_DECLS
