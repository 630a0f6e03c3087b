/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Draws lines under words that carry a tag. A tag's own underline would lay its paragraph out anew,
 * which for a story with names in it is most of the story, on the main thread. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * MarbreSpellingInk:
 * @MARBRE_SPELLING_INK_WAVE: a red wave: spelling
 * @MARBRE_SPELLING_INK_DOUBLE: a blue double line: grammar
 *
 * How a line looks; their shapes tell them apart without colour.
 */
typedef enum
{
  MARBRE_SPELLING_INK_WAVE,
  MARBRE_SPELLING_INK_DOUBLE,
  MARBRE_SPELLING_N_INKS,
} MarbreSpellingInk;

void marbre_spelling_ink_set_tag    (GtkTextView       *view,
                                     MarbreSpellingInk  ink,
                                     GtkTextTag        *tag);
void marbre_spelling_ink_queue_draw (GtkTextView       *view,
                                     const GtkTextIter *first,
                                     const GtkTextIter *last);
void marbre_spelling_ink_snapshot   (GtkTextView       *view,
                                     GtkTextViewLayer   layer,
                                     GtkSnapshot       *snapshot);

G_END_DECLS
