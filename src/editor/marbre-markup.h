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

/**
 * MarbreMarkupState:
 * @MARBRE_MARKUP_STRONG: the selection stands between "**"
 * @MARBRE_MARKUP_EMPHASIS: it stands between "*"
 * @MARBRE_MARKUP_HEADING: the caret's line is a heading
 * @MARBRE_MARKUP_QUOTE: all lines of the selection are quoted
 * @MARBRE_MARKUP_LIST: all are items with bullets
 *
 * What would be taken away again.
 */
typedef enum
{
  MARBRE_MARKUP_STRONG = 1 << 0,
  MARBRE_MARKUP_EMPHASIS = 1 << 1,
  MARBRE_MARKUP_HEADING = 1 << 2,
  MARBRE_MARKUP_QUOTE = 1 << 3,
  MARBRE_MARKUP_LIST = 1 << 4,
} MarbreMarkupState;

MarbreMarkupState marbre_markup_get_state (GtkTextBuffer   *buffer);
gboolean          marbre_markup_is_list   (GtkTextBuffer   *buffer,
                                           MarbreListStyle  style);
gboolean          marbre_markup_is_quote  (GtkTextBuffer   *buffer);

void marbre_markup_toggle_wrap  (GtkTextBuffer   *buffer,
                                 const char      *marker);
void marbre_markup_set_heading  (GtkTextBuffer   *buffer,
                                 guint            level);
void marbre_markup_toggle_list  (GtkTextBuffer   *buffer,
                                 MarbreListStyle  style);
void marbre_markup_toggle_quote (GtkTextBuffer   *buffer);

G_END_DECLS
