/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A part of a body: lines that mean the same wherever they stand, and what was made of them. Bodies
 * that differ by an edit share the parts that the edit did not touch. Where a part may begin is
 * marbre-blocks-region.c's business. Inside the text room only. Filled by one thread, then
 * immutable and counted atomically: any thread.
 */
#pragma once

#include "marbre-blocks.h"
#include "marbre-critic.h"

G_BEGIN_DECLS

/**
 * MarbreEntry:
 * @block: the block
 * @prose: its prose, plain
 *
 * A block as lists keep it. In a part its place is counted from the part's beginning, and the
 * part owns the texts.
 */
typedef struct
{
  MarbreBlock block;
  const char *prose;
} MarbreEntry;

/**
 * MarbreNote:
 * @label: its label, folded: what calls it
 * @number: in the order of the calls, from 1; 0 if nothing calls it
 * @first: first line, from the part's
 * @last: last line that is not blank
 * @html: what its list item holds, not sanitized if @raw; "" if nothing calls it
 * @text: its prose
 * @raw: whether it holds the writer's own HTML
 * @mentions: (nullable): the numbers of the notes that its source calls
 * @calls: (nullable): the same as its HTML calls them
 *
 * The definition of a footnote.
 */
typedef struct
{
  char *label; /* (owned) */
  guint number;
  guint first;
  guint last;
  char *html; /* (owned) */
  char *text; /* (owned) */
  gboolean raw;
  GArray *mentions; /* (owned) (nullable) (element-type guint) */
  GArray *calls;    /* (owned) (nullable) (element-type guint) */
} MarbreNote;

/**
 * MarbrePart:
 * @source: its lines, with their ends; may hold NUL bytes
 * @length: bytes of @source
 * @n_lines: how many lines begin in it
 * @defines: it may define references of links, which work from anywhere
 * @ends_in_list: its last block may be a list, which an item further down would continue
 * @entries: (element-type MarbreEntry): its blocks, without footnotes
 * @slugs: (nullable): of its headings, as their texts give them
 * @ids: (nullable): of its headings, made unique
 * @calls: (nullable): numbers of footnotes, as its blocks' HTML calls them
 * @mentions: (nullable): the same as the source calls them, also where the HTML does not
 * @notes: (nullable) (element-type MarbreNote): footnotes that it defines
 * @runs: (nullable) (element-type MarbreRun): where its markup stands
 * @critics: (nullable) (element-type MarbreCriticMark): notes to the desk, outside of code
 *
 * What belongs to a part.
 */
typedef struct
{
  char *source; /* (owned) */
  gsize length;
  guint n_lines;
  gboolean defines;
  gboolean ends_in_list;
  GArray *entries;  /* (owned) */
  GPtrArray *slugs; /* (owned) (nullable) */
  GPtrArray *ids;   /* (owned) (nullable) */
  GArray *calls;    /* (owned) (nullable) (element-type guint) */
  GArray *mentions; /* (owned) (nullable) (element-type guint) */
  GArray *notes;    /* (owned) (nullable) */
  GArray *runs;     /* (owned) (nullable) */
  GArray *critics;  /* (owned) (nullable) */
} MarbrePart;

MarbrePart *marbre_part_new       (const char *source,
                                   gsize       length,
                                   guint       n_lines) G_GNUC_WARN_UNUSED_RESULT;
MarbrePart *marbre_part_ref       (MarbrePart *self);
void        marbre_part_unref     (MarbrePart *self);
void        marbre_part_add_note  (MarbrePart *self,
                                   MarbreNote *note);
gsize       marbre_part_find_line (MarbrePart *self,
                                   guint       line);
void        marbre_numbers_add    (GArray    **numbers,
                                   guint       number);
gboolean    marbre_numbers_equal  (GArray     *a,
                                   GArray     *b);

G_END_DECLS
