/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the embedded site's own pages say around the stories, in the language of the page. Not the
 * words of an article's page (marbre-language.h) nor of the program. Any thread.
 */
#pragma once

#include <glib.h>

typedef enum
{
  MARBRE_PRESS_WORD_SECTIONS,
  MARBRE_PRESS_WORD_EDITION, /* above the stories in this language, on a page in the other one */
  MARBRE_PRESS_WORD_MORE,    /* after a section's stories: leads to all of them */
  MARBRE_PRESS_WORD_TAG,     /* above the name of a tag */
  MARBRE_PRESS_WORD_SECTION, /* above the name of a section */
  MARBRE_PRESS_WORD_OLDER,
  MARBRE_PRESS_WORD_NEWER,
  MARBRE_PRESS_WORD_FEED,
  MARBRE_PRESS_WORD_BACK,
  MARBRE_PRESS_WORD_EMPTY_TITLE,
  MARBRE_PRESS_WORD_EMPTY_TEXT,
  MARBRE_PRESS_WORD_MISSING_TITLE,
  MARBRE_PRESS_WORD_MISSING_TEXT,
  MARBRE_PRESS_WORD_GONE_TEXT,
  MARBRE_PRESS_WORD_COLOPHON,
} MarbrePressWord;

const char *marbre_press_words_get (const char      *language,
                                    MarbrePressWord  word);
