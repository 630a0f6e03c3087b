/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the block list share. Inside the text room only.
 */
#pragma once

#include "marbre-blocks-part.h"

G_BEGIN_DECLS

/**
 * MarbrePlace:
 * @line: its first line in the body
 * @offset: of its first byte
 *
 * Where a part stands.
 */
typedef struct
{
  guint line;
  gsize offset;
} MarbrePlace;

struct _MarbreBlocks
{
  GPtrArray *parts;    /* (owned) (element-type MarbrePart): the body, at least one */
  GArray *places;      /* (owned) (element-type MarbrePlace): of each part */
  GArray *entries;     /* (owned) (element-type MarbreEntry): in order, footnotes last; the parts
                        * own their texts */
  GPtrArray *labels;   /* (owned) (element-type utf8): of the notes, by number from 1 at index 0 */
  char *notes_html;    /* (owned) (nullable): a GRefString, %NULL if there are none */
  char *notes_prose;   /* (owned) (nullable): a GRefString */
  char *language;      /* (owned) (nullable) */
  guint n_lines;       /* of the body */
  gsize length;        /* bytes of the body */
  gboolean shows_desk; /* notes to the desk are shown */
  gboolean whole_only; /* it has what only a parse of the whole gets right */
};

guint64       marbre_blocks_hash         (const char   *html);
MarbreBlocks *marbre_blocks_assemble     (GPtrArray    *parts,
                                          GPtrArray    *labels) G_GNUC_WARN_UNUSED_RESULT;
guint         marbre_blocks_find_part    (MarbreBlocks *self,
                                          guint         line);

G_END_DECLS
