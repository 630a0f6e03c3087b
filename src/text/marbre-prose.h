/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The prose inside a Markdown text, for what reads or corrects words and must not see code,
 * addresses or markup: typography and checks. It errs on the side of leaving text alone, and is no
 * parser of Markdown (marbre-blocks.h is). No state; any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MarbreProseMode:
 * @MARBRE_PROSE_BODY: the paragraphs, headings, items and cells of a Markdown text
 * @MARBRE_PROSE_TITLES: the titles of its links and pictures (a picture's is its caption)
 * @MARBRE_PROSE_LINE: a plain text without markup, such as a headline
 */
typedef enum
{
  MARBRE_PROSE_BODY,
  MARBRE_PROSE_TITLES,
  MARBRE_PROSE_LINE,
} MarbreProseMode;

/**
 * MarbreCellKind:
 * @MARBRE_CELL_TEXT: a character of prose
 * @MARBRE_CELL_MARKUP: what a reader does not see: emphasis marks, the target of a link
 * @MARBRE_CELL_OPAQUE: what a reader sees and nobody may change: code, addresses, file names
 */
typedef enum
{
  MARBRE_CELL_TEXT,
  MARBRE_CELL_MARKUP,
  MARBRE_CELL_OPAQUE,
} MarbreCellKind;

/**
 * MarbreCell:
 * @kind: what it is
 * @c: the character of text, 0 for markup, U+FFFC for what is opaque
 * @start: first byte in the source
 * @length: bytes there; 0 for text that is not in the source
 */
typedef struct
{
  MarbreCellKind kind;
  gunichar c;
  gsize start;
  gsize length;
} MarbreCell;

/**
 * MarbreProseFunc:
 * @cells: (element-type MarbreCell): one paragraph, in the order of the source and without holes; a
 *   line end inside it is '\n'; valid during the call
 * @data: the caller's
 */
typedef void (*MarbreProseFunc) (GArray  *cells,
                                 gpointer data);

void marbre_prose_foreach (const char      *text,
                           gsize            length,
                           MarbreProseMode  mode,
                           MarbreProseFunc  func,
                           gpointer         data);

G_END_DECLS
