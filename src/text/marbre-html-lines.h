/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Blocks of Markdown put together: into one text, into a list, behind a quote's ">". Inside the
 * text room only. Any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  MARBRE_LINES_PARAGRAPH,
  MARBRE_LINES_BULLETS,
  MARBRE_LINES_NUMBERS,
  MARBRE_LINES_TABLE,
  MARBRE_LINES_OTHER,
} MarbreLinesKind;

/* A block of Markdown: lines without a line end after the last. */
typedef struct
{
  MarbreLinesKind kind;
  gboolean turned; /* a list with its second choice of marks */
  char *text;      /* (owned) */
} MarbreLines;

GPtrArray *marbre_lines_new_array (void) G_GNUC_WARN_UNUSED_RESULT;
void       marbre_lines_add       (GPtrArray       *blocks,
                                   MarbreLinesKind  kind,
                                   char            *text);
char      *marbre_lines_join      (GPtrArray       *blocks,
                                   gboolean         tight) G_GNUC_WARN_UNUSED_RESULT;
char      *marbre_lines_indent    (const char      *text,
                                   const char      *first,
                                   const char      *others) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
