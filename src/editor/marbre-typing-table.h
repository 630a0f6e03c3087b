/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tables under the writer's keys: Tab goes from cell to cell and adds a row at the end, Enter
 * goes on with the next row or leaves the table, and the columns are kept under each other in the
 * source. Each call is one user action and looks at the caret's table only. Main thread only.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Larger tables are left as they are: they come from elsewhere; nobody fills them in by hand. */
#define MARBRE_TABLE_MAX_ROWS    500
#define MARBRE_TABLE_MAX_COLUMNS 40

gboolean  marbre_table_step       (GtkTextBuffer *buffer,
                                   gboolean       forward);
gboolean  marbre_table_break      (GtkTextBuffer *buffer);
gboolean  marbre_table_break_line (GtkTextBuffer *buffer);
char     *marbre_table_format     (guint          columns,
                                   guint          rows) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
