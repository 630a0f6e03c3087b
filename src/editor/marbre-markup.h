/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The Markdown that a shortcut writes: emphasis, links, headings, lists, quotes. Works on any text
 * buffer; each call is one undo step. Main thread only.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  MARBRE_LIST_BULLETS,
  MARBRE_LIST_NUMBERS,
  MARBRE_LIST_TASKS,
} MarbreListStyle;

void marbre_markup_toggle_wrap  (GtkTextBuffer   *buffer,
                                 const char      *marker);
void marbre_markup_set_heading  (GtkTextBuffer   *buffer,
                                 guint            level);
void marbre_markup_toggle_list  (GtkTextBuffer   *buffer,
                                 MarbreListStyle  style);
void marbre_markup_toggle_quote (GtkTextBuffer   *buffer);

G_END_DECLS
