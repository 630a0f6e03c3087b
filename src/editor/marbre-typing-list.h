/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lists and quotes under the writer's keys: Enter goes on with them or leaves them, Tab moves an
 * item in, Shift+Tab out, Backspace takes its marker away, and numbers stay in order. Each call
 * is one user action. Looks at the caret's list only, never at the whole text. Main thread only.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A list is followed that far, up and down; what lies beyond keeps its numbers. */
#define MARBRE_LIST_MAX_LINES 1000

/**
 * MarbreNumbering:
 * @start: number of the first item, 0 if it is no numbered list
 * @step: 1, or 0 for a list whose items all have the same number
 *
 * How a list is numbered.
 */
typedef struct
{
  guint start;
  guint step;
} MarbreNumbering;

gboolean        marbre_list_break         (GtkTextBuffer         *buffer);
gboolean        marbre_list_erase_marker  (GtkTextBuffer         *buffer);
gboolean        marbre_list_shift         (GtkTextBuffer         *buffer,
                                           gboolean               deeper,
                                           gboolean              *done);
gboolean        marbre_list_find_item     (GtkTextBuffer         *buffer,
                                           int                    index,
                                           int                   *first,
                                           int                   *last);
int             marbre_list_find_sibling  (GtkTextBuffer         *buffer,
                                           int                    index,
                                           gboolean               below);
MarbreNumbering marbre_list_get_numbering (GtkTextBuffer         *buffer,
                                           int                    index);
void            marbre_list_renumber      (GtkTextBuffer         *buffer,
                                           int                    index,
                                           const MarbreNumbering *numbering);

G_END_DECLS
