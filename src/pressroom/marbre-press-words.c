/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words of the site's own pages; see marbre-press-words.h.
 */
#define G_LOG_DOMAIN "marbre-pressroom"

#include "config.h"

#include "marbre-press-words.h"

#include "marbre-language.h"

static const struct
{
  const char *fr;
  const char *en;
} words[] = {
  [MARBRE_PRESS_WORD_SECTIONS] = { "Rubriques", "Sections" },
  [MARBRE_PRESS_WORD_EDITION] = { "En français", "In English" },
  [MARBRE_PRESS_WORD_MORE] = { "Toute la rubrique", "All of this section" },
  [MARBRE_PRESS_WORD_TAG] = { "Mot-clé", "Tag" },
  [MARBRE_PRESS_WORD_SECTION] = { "Rubrique", "Section" },
  [MARBRE_PRESS_WORD_OLDER] = { "Articles plus anciens", "Older stories" },
  [MARBRE_PRESS_WORD_NEWER] = { "Articles plus récents", "Newer stories" },
  [MARBRE_PRESS_WORD_FEED] = { "Flux Atom", "Atom feed" },
  [MARBRE_PRESS_WORD_BACK] = { "Retour à la une", "Back to the front page" },
  [MARBRE_PRESS_WORD_EMPTY_TITLE] = { "La une est encore blanche",
                                      "The front page is still blank" },
  [MARBRE_PRESS_WORD_EMPTY_TEXT] = { "Le premier article que vous publierez depuis Marbre paraîtra "
                                     "ici.",
                                     "The first story that you publish from Marbre will appear "
                                     "here." },
  [MARBRE_PRESS_WORD_MISSING_TITLE] = { "Cette page n’existe pas", "There is no such page" },
  [MARBRE_PRESS_WORD_MISSING_TEXT] = { "L’adresse est peut-être incomplète, ou l’article n’est pas "
                                       "encore paru.",
                                       "The address may be incomplete, or the story is not out "
                                       "yet." },
  [MARBRE_PRESS_WORD_GONE_TEXT] = { "L’article a été retiré.", "The story was withdrawn." },
  [MARBRE_PRESS_WORD_COLOPHON] = { "Site local, servi par Marbre sur cet ordinateur seulement.",
                                   "A local site, served by Marbre on this computer only." },
};

/**
 * marbre_press_words_get:
 * @language: (nullable): a BCP 47 tag
 * @word: which
 *
 * Returns: the words in that language, plain text
 */
const char *
marbre_press_words_get (const char *language, MarbrePressWord word)
{
  g_return_val_if_fail ((guint) word < G_N_ELEMENTS (words), "");
  return g_str_equal (marbre_language_resolve (language), "fr") ? words[word].fr : words[word].en;
}
