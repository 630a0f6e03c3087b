/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The mistakes that a tag carries in a buffer: shown anew where they differ, and found again. Knows
 * nothing of who reads the text, or when. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "marbre-spelling-text.h"

G_BEGIN_DECLS

/**
 * MarbreSpellingHoldFunc:
 * @start: where a word begins
 * @data: what was given with the function
 *
 * Returns: whether the word is not to be underlined for now
 */
typedef gboolean (*MarbreSpellingHoldFunc) (const GtkTextIter *start, gpointer data);

gboolean marbre_spelling_underline_show      (GtkTextTag             *tag,
                                              const GtkTextIter      *first,
                                              const GtkTextIter      *last,
                                              GArray                 *mistakes,
                                              MarbreSpellingHoldFunc  is_held,
                                              gpointer                data);
gboolean marbre_spelling_underline_find      (GtkTextTag             *tag,
                                              const GtkTextIter      *place,
                                              GtkTextIter            *start,
                                              GtkTextIter            *end);
gboolean marbre_spelling_underline_find_next (GtkTextTag             *tag,
                                              const GtkTextIter      *place,
                                              GtkTextIter            *start,
                                              GtkTextIter            *end);

G_END_DECLS
