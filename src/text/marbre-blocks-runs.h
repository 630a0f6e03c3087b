/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the markup of a body stands in its lines, for whoever shows the source itself and wants it
 * to look like what it means. Made in the same parse as the blocks and kept with them, so that an
 * edit makes anew what it touches, and the two never disagree. Not what the markup becomes
 * (marbre-blocks.h). Immutable: any thread.
 */
#pragma once

#include "marbre-blocks.h"

G_BEGIN_DECLS

/**
 * MarbreRunKind:
 * @MARBRE_RUN_BLOCK: a whole line of a block; the level is its #MarbreBlockKind
 * @MARBRE_RUN_HEADING: a whole line of a heading; the level is its own
 * @MARBRE_RUN_QUOTE: a whole line of a quotation; the level is how deep
 * @MARBRE_RUN_CODE_LINE: a whole line of code
 * @MARBRE_RUN_TABLE: a whole line of a table
 * @MARBRE_RUN_NOTE: a whole line of a footnote
 * @MARBRE_RUN_PREFIX: what stands before the text of a line: blanks, ">", the mark of an item
 * @MARBRE_RUN_MARK: signs that are not printed
 * @MARBRE_RUN_STRONG: the text between two marks
 * @MARBRE_RUN_EMPHASIS: the same
 * @MARBRE_RUN_STRIKE: the same
 * @MARBRE_RUN_CODE: the same
 * @MARBRE_RUN_LINK: the text of a link
 * @MARBRE_RUN_FOLD: signs that nobody needs to see who only reads: the address of a link, the
 *   keyword of a box
 * @MARBRE_RUN_FOLDED: all of what has such a part: they are seen while the caret is in it
 * @MARBRE_RUN_CALL: the call of a footnote
 * @MARBRE_RUN_KEYWORD: `[!box]` and its like; the level is the #MarbreBlockKind
 * @MARBRE_RUN_TO_COME: TK
 * @MARBRE_RUN_COMMENT: a comment to the desk, without its signs
 * @MARBRE_RUN_ADDED: what is suggested to be added, the same
 * @MARBRE_RUN_REMOVED: what is suggested to be removed, the same
 * @MARBRE_RUN_FLAGGED: what a comment is about, the same
 */
typedef enum
{
  MARBRE_RUN_BLOCK,
  MARBRE_RUN_HEADING,
  MARBRE_RUN_QUOTE,
  MARBRE_RUN_CODE_LINE,
  MARBRE_RUN_TABLE,
  MARBRE_RUN_NOTE,
  MARBRE_RUN_PREFIX,
  MARBRE_RUN_MARK,
  MARBRE_RUN_STRONG,
  MARBRE_RUN_EMPHASIS,
  MARBRE_RUN_STRIKE,
  MARBRE_RUN_CODE,
  MARBRE_RUN_LINK,
  MARBRE_RUN_FOLD,
  MARBRE_RUN_FOLDED,
  MARBRE_RUN_CALL,
  MARBRE_RUN_KEYWORD,
  MARBRE_RUN_TO_COME,
  MARBRE_RUN_COMMENT,
  MARBRE_RUN_ADDED,
  MARBRE_RUN_REMOVED,
  MARBRE_RUN_FLAGGED,
  MARBRE_N_RUN_KINDS,
} MarbreRunKind;

/**
 * MarbreRun:
 * @line: its line, from the stretch's first
 * @start: first byte in that line
 * @end: byte after the last
 * @kind: what it is
 * @level: see the kinds, else 0
 *
 * A piece of one line; what goes over several lines has one in each.
 */
typedef struct
{
  guint line;
  guint start;
  guint end;
  guint8 kind;
  guint8 level;
} MarbreRun;

/**
 * MarbreStretch:
 * @id: the same for two stretches of two lists if neither their text nor what it means differs
 * @first_line: its first line in the body
 * @n_lines: how many lines begin in it
 * @runs: (array length=n_runs): by their lines
 * @n_runs: how many
 *
 * Lines that are parsed together. The stretches of a body leave no line out.
 */
typedef struct
{
  gconstpointer id; /* (borrowed) */
  guint first_line;
  guint n_lines;
  const MarbreRun *runs; /* (borrowed): by the list of blocks */
  guint n_runs;
} MarbreStretch;

guint marbre_blocks_count_stretches (MarbreBlocks  *self);
void  marbre_blocks_get_stretch     (MarbreBlocks  *self,
                                     guint          index,
                                     MarbreStretch *out);
guint marbre_blocks_find_stretch    (MarbreBlocks  *self,
                                     guint          line);
guint marbre_stretch_find_line      (const MarbreStretch *self,
                                     guint                line,
                                     guint               *end);

G_END_DECLS
