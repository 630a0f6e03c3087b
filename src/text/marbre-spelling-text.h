/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A text as whoever corrects it reads it: paragraphs without their markup, each in its language,
 * and the words in them. Says where each character is in the source. No state; any thread.
 */
#pragma once

#include <glib.h>

#include "marbre-prose.h"

G_BEGIN_DECLS

/**
 * MarbreSpellingPlace:
 * @start: the source's character with which it begins
 * @end: the one behind it
 *
 * Where a character, a word or a mistake is, counted in characters of the source.
 */
typedef struct
{
  guint start;
  guint end;
} MarbreSpellingPlace;

/**
 * MarbreSpellingParagraph:
 * @text: (owned): the words as they are read, U+FFFC for code and addresses
 * @language: (owned): a BCP 47 tag: the one it is written in, else the story's
 * @places: (owned) (element-type MarbreSpellingPlace): for each character of @text
 *
 * A paragraph, a heading, an item, a cell or a caption.
 */
typedef struct
{
  char *text;
  char *language;
  GArray *places;
} MarbreSpellingParagraph;

/**
 * MarbreSpellingWordFunc:
 * @word: a word, with its apostrophes and hyphens
 * @first: its first character in the paragraph's text
 * @length: its characters
 * @data: the caller's
 */
typedef void (*MarbreSpellingWordFunc) (const char *word,
                                        guint       first,
                                        guint       length,
                                        gpointer    data);

GPtrArray *marbre_spelling_text_read         (const char             *text,
                                              MarbreProseMode         mode,
                                              const char             *language)
                                              G_GNUC_WARN_UNUSED_RESULT;
void       marbre_spelling_text_foreach_word (const char             *text,
                                              MarbreSpellingWordFunc  func,
                                              gpointer                data);
void       marbre_spelling_paragraph_free    (MarbreSpellingParagraph *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreSpellingParagraph, marbre_spelling_paragraph_free)

G_END_DECLS
