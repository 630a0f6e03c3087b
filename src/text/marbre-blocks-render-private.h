/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The renderer's inside, shared by the files that make it up: marbre-blocks-renderer.c (what blocks
 * know of each other), marbre-blocks-render.c (the walk through one) and -elements.c (their HTML).
 * Nobody else includes this. One thread at a time.
 */
#pragma once

#include "marbre-blocks-render.h"
#include "marbre-blocks-table.h"

G_BEGIN_DECLS

struct _MarbreBlocksRenderer
{
  char *language;            /* (owned) (nullable) */
  MarbreUriMapper map_image; /* (nullable) */
  gpointer map_data;         /* (borrowed) */
  GHashTable *ids;           /* (owned): heading ids in use: marbre-blocks-ids.h */
  GHashTable *note_calls;    /* (owned): note number → how often it was called so far */
  GArray *numbers;           /* (owned) (nullable): notes' numbers by those in the tree, from 1 */
  MarbrePart *part;          /* (borrowed) (nullable): what takes ids down */
  GArray **calls;            /* (borrowed) (nullable): what takes calls of notes down */
  gboolean masked;           /* notes to the desk may be in the trees */
  gboolean shows_desk;       /* and are shown */

  /* Of the block at work. */
  GString *html; /* (owned) (nullable) */
  GString *text; /* (owned) (nullable) */
  guint depth;   /* of elements that hold others */
  MarbreBlocksTable table;
  gboolean raw;      /* it holds the writer's own HTML, so it is sanitized as a whole */
  guint note_number; /* of the footnote at work, 0 outside */
  gboolean in_added; /* what is only suggested is not read */
};

/* marbre-blocks-renderer.c */
guint _marbre_blocks_renderer_count_call (MarbreBlocksRenderer *self,
                                          guint                 number);

/* marbre-blocks-render-elements.c */
void  _marbre_blocks_render_leaf         (MarbreBlocksRenderer *self,
                                          cmark_node           *node);
void  _marbre_blocks_render_container    (MarbreBlocksRenderer *self,
                                          cmark_node           *node,
                                          gboolean              enter);
void  _marbre_blocks_append_note_back    (MarbreBlocksRenderer *self);

G_END_DECLS
