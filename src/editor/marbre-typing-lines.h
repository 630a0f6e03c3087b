/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lines of Markdown as a writer's keys see them: what stands before the text of a line (quote
 * marks, a list's marker, a box to tick), and edits by line and column. Looks at single lines and
 * knows no grammar beyond them; columns are characters. Main thread only.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * MarbreItemKind:
 * @MARBRE_ITEM_NONE: the line begins no item
 * @MARBRE_ITEM_BULLET: -, * or +
 * @MARBRE_ITEM_NUMBER: 1. or 1)
 */
typedef enum
{
  MARBRE_ITEM_NONE,
  MARBRE_ITEM_BULLET,
  MARBRE_ITEM_NUMBER,
} MarbreItemKind;

/**
 * MarbreLine:
 * @depth: how many quote marks stand at its beginning
 * @quote: columns of these
 * @marker: column where the item's marker begins; where the content does if there is none
 * @content: column where the content begins
 * @inner: column from which on a following line belongs to the item
 * @kind: whether an item begins here
 * @sign: the bullet, or what follows the number
 * @number: the number
 * @gap: spaces between marker and content
 * @task: a box to tick stands before the content
 * @blank: nothing follows but white space
 *
 * What a line begins with.
 */
typedef struct
{
  int depth;
  int quote;
  int marker;
  int content;
  int inner;
  MarbreItemKind kind;
  char sign;
  guint number;
  int gap;
  gboolean task;
  gboolean blank;
} MarbreLine;

void  marbre_line_read          (const char    *text,
                                 MarbreLine    *line);
void  marbre_line_read_at       (GtkTextBuffer *buffer,
                                 int            index,
                                 MarbreLine    *line);
char *marbre_line_dup_text      (GtkTextBuffer *buffer,
                                 int            index) G_GNUC_WARN_UNUSED_RESULT;
void  marbre_line_get_caret     (GtkTextBuffer *buffer,
                                 int           *index,
                                 int           *column);
void  marbre_line_place_caret   (GtkTextBuffer *buffer,
                                 int            index,
                                 int            column);
void  marbre_line_replace       (GtkTextBuffer *buffer,
                                 int            index,
                                 int            from,
                                 int            to,
                                 const char    *text);
char *marbre_line_dup_marker    (const MarbreLine *line,
                                  guint          number) G_GNUC_WARN_UNUSED_RESULT;
gboolean marbre_line_is_empty    (GtkTextBuffer *buffer,
                                 int            index);
void  marbre_line_stand_alone   (GtkTextBuffer *buffer,
                                 int            index,
                                 const char    *prefix);

G_END_DECLS
