/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What of a text one is at: the sentence or the paragraph with the caret. Main thread only.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * MarbreFocus:
 * @MARBRE_FOCUS_OFF: all of the text
 * @MARBRE_FOCUS_SENTENCE: the sentence
 * @MARBRE_FOCUS_PARAGRAPH: the paragraph, item, heading or table
 *
 * Numbered as the settings are.
 */
typedef enum
{
  MARBRE_FOCUS_OFF,
  MARBRE_FOCUS_SENTENCE,
  MARBRE_FOCUS_PARAGRAPH,
} MarbreFocus;

void marbre_focus_range_find (GtkTextBuffer *buffer,
                              MarbreFocus    focus,
                              GtkTextIter   *start,
                              GtkTextIter   *end);

G_END_DECLS
