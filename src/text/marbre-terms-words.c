/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Words that say nothing of what a text is about; see marbre-terms-words.h. Folded (no accents, no
 * apostrophes) and sorted by strcmp().
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-terms-words.h"

#include <stdlib.h>
#include <string.h>

static const char *const stop_fr[] = {
  "a",         "afin",       "ai",       "aie",        "ailleurs",  "ainsi",      "alors",
  "apres",     "assez",      "au",       "aucun",      "aucune",    "aujourdhui", "aupres",
  "auquel",    "aura",       "aurait",   "auront",     "aussi",     "autant",     "autour",
  "autre",     "autres",     "aux",      "auxquelles", "auxquels",  "avaient",    "avais",
  "avait",     "avant",      "avec",     "avoir",      "ayant",     "beaucoup",   "bien",
  "car",       "ce",         "ceci",     "cela",       "celle",     "celles",     "celui",
  "cependant", "ces",        "cet",      "cette",      "ceux",      "chacun",     "chaque",
  "chez",      "ci",         "comme",    "comment",    "contre",    "dans",       "de",
  "deja",      "depuis",     "dernier",  "derniere",   "des",       "desormais",  "dessous",
  "dessus",    "deux",       "devant",   "doit",       "doivent",   "donc",       "dont",
  "du",        "elle",       "elles",    "en",         "encore",    "enfin",      "entre",
  "environ",   "est",        "et",       "etaient",    "etait",     "etant",      "etc",
  "ete",       "etre",       "eu",       "eux",        "faire",     "fait",       "faut",
  "fois",      "font",       "hier",     "hors",       "ici",       "il",         "ils",
  "jamais",    "je",         "jusque",   "la",         "laquelle",  "le",         "lequel",
  "les",       "lesquelles", "lesquels", "leur",       "leurs",     "loin",       "lors",
  "lui",       "ma",         "mais",     "malgre",     "me",        "meme",       "memes",
  "mes",       "mieux",      "mme",      "moi",        "moins",     "mon",        "ne",
  "ni",        "non",        "nos",      "notre",      "nous",      "on",         "ont",
  "or",        "ou",         "outre",    "par",        "parce",     "parfois",    "parmi",
  "pas",       "pendant",    "peu",      "peut",       "peuvent",   "plus",       "plusieurs",
  "plutot",    "pour",       "pourquoi", "pourtant",   "pres",      "presque",    "puis",
  "puisque",   "quand",      "que",      "quel",       "quelle",    "quelles",    "quelque",
  "quelques",  "quelquun",   "quels",    "qui",        "quoi",      "quoique",    "sa",
  "sans",      "sauf",       "se",       "selon",      "sera",      "serait",     "seront",
  "ses",       "si",         "sinon",    "soit",       "son",       "sont",       "sous",
  "souvent",   "sur",        "surtout",  "ta",         "tandis",    "tant",       "te",
  "tel",       "telle",      "telles",   "tels",       "tes",       "toi",        "ton",
  "toujours",  "tous",       "tout",     "toute",      "toutefois", "toutes",     "tres",
  "trois",     "trop",       "tu",       "un",         "une",       "vers",       "via",
  "voici",     "voila",      "vos",      "votre",      "vous",      "vu",         "y",
};

static const char *const stop_en[] = {
  "a",        "about",   "above",   "after",    "again",    "against",   "all",        "also",
  "although", "always",  "am",      "among",    "an",       "and",       "another",    "any",
  "are",      "arent",   "around",  "as",       "at",       "away",      "back",       "be",
  "because",  "been",    "before",  "being",    "below",    "between",   "both",       "but",
  "by",       "can",     "cannot",  "could",    "couldnt",  "did",       "didnt",      "do",
  "does",     "doesnt",  "doing",   "done",     "dont",     "down",      "during",     "each",
  "either",   "else",    "even",    "ever",     "every",    "few",       "for",        "from",
  "further",  "get",     "got",     "had",      "hadnt",    "has",       "hasnt",      "have",
  "having",   "he",      "her",     "here",     "hers",     "herself",   "him",        "himself",
  "his",      "how",     "however", "i",        "if",       "im",        "in",         "instead",
  "into",     "is",      "isnt",    "it",       "its",      "itself",    "ive",        "just",
  "last",     "least",   "less",    "like",     "made",     "make",      "many",       "may",
  "me",       "might",   "more",    "most",     "mr",       "mrs",       "ms",         "much",
  "must",     "my",      "near",    "neither",  "never",    "next",      "no",         "nor",
  "not",      "now",     "of",      "off",      "often",    "on",        "once",       "one",
  "only",     "or",      "other",   "others",   "our",      "ourselves", "out",        "over",
  "own",      "per",     "perhaps", "quite",    "rather",   "said",      "same",       "says",
  "shall",    "she",     "should",  "shouldnt", "since",    "so",        "some",       "still",
  "such",     "than",    "that",    "the",      "their",    "them",      "themselves", "then",
  "there",    "these",   "they",    "theyre",   "theyve",   "this",      "those",      "though",
  "three",    "through", "thus",    "to",       "together", "too",       "toward",     "towards",
  "two",      "under",   "until",   "up",       "upon",     "us",        "very",       "via",
  "was",      "wasnt",   "we",      "well",     "were",     "weve",      "what",       "when",
  "where",    "whether", "which",   "while",    "who",      "whom",      "whose",      "why",
  "will",     "with",    "within",  "without",  "wont",     "would",     "wouldnt",    "wouldve",
  "yet",      "you",     "your",    "youre",    "yours",    "yourself",  "yourselves", "youve",
};

/* Capitalised in one of the languages, or at the head of a name, and no part of it. */
static const char *const no_names[] = {
  "aout",      "april",    "august",   "avril",   "december", "decembre",  "dimanche",
  "february",  "fevrier",  "friday",   "january", "janvier",  "jeudi",     "juillet",
  "juin",      "july",     "june",     "lundi",   "madame",   "march",     "mardi",
  "mars",      "may",       "mercredi", "mlle",     "mm",      "mme",      "monday",    "monsieur",
  "november",  "novembre", "october",  "octobre", "samedi",   "saturday",  "september",
  "septembre", "sunday",   "thursday", "tuesday", "vendredi", "wednesday",
};

/* Numbers in words: worth searching for, but no subject. */
static const char *const numerals[] = {
  "billion",  "billions", "cent",      "cents",    "cinq",     "cinquante", "deux",
  "dix",      "dizaine",  "dizaines",  "douze",    "eight",    "eighteen",  "eighty",
  "eleven",   "fifteen",  "fifty",     "five",     "forty",    "four",      "fourteen",
  "huit",     "hundred",  "hundreds",  "mille",    "milliard", "milliards", "million",
  "millions", "neuf",     "nine",      "nineteen", "ninety",   "onze",      "quarante",
  "quatorze", "quatre",   "quinze",    "seize",    "sept",     "seven",     "seventeen",
  "seventy",  "six",      "sixteen",   "sixty",    "soixante", "ten",       "thirteen",
  "thirty",   "thousand", "thousands", "treize",   "trente",   "trois",     "twelve",
  "twenty",   "vingt",    "vingts",
};

/* Small words inside the names of institutions ("Bank of England"). */
static const char *const links[] = { "aux", "de", "des", "du", "la", "of", "the" };

/* Those of places, where hyphens show that they belong ("Boulogne-sur-Mer"). */
static const char *const hyphen_links[] = {
  "aux", "de", "des", "du", "en", "et", "la", "le", "les", "of", "on", "sous", "sur", "the", "upon",
};

static int
compare (const void *key, const void *element)
{
  return strcmp (key, *(const char *const *) element);
}

#define CONTAINS(table, word)                                                                      \
  (bsearch ((word), (table), G_N_ELEMENTS (table), sizeof (char *), compare) != NULL)

/**
 * marbre_terms_is_stop_word:
 * @word: folded, without apostrophes
 * @french: %TRUE in a French text, %FALSE in an English one
 *
 * Returns: %TRUE for articles, pronouns, auxiliaries and the like
 */
gboolean
marbre_terms_is_stop_word (const char *word, gboolean french)
{
  g_return_val_if_fail (word != NULL, FALSE);
  return french ? CONTAINS (stop_fr, word) : CONTAINS (stop_en, word);
}

/**
 * marbre_terms_is_no_name:
 * @word: folded, without apostrophes
 *
 * Returns: %TRUE for days, months and titles, whose capital does not make a name
 */
gboolean
marbre_terms_is_no_name (const char *word)
{
  g_return_val_if_fail (word != NULL, FALSE);
  return CONTAINS (no_names, word);
}

/**
 * marbre_terms_is_numeral:
 * @word: folded, without apostrophes
 *
 * Returns: %TRUE for numbers in words
 */
gboolean
marbre_terms_is_numeral (const char *word)
{
  g_return_val_if_fail (word != NULL, FALSE);
  return CONTAINS (numerals, word);
}

/**
 * marbre_terms_is_link:
 * @word: folded, without apostrophes
 * @hyphen: %TRUE if a hyphen joins it to the word before
 *
 * Returns: %TRUE for words that may stand between two capitals of one name
 */
gboolean
marbre_terms_is_link (const char *word, gboolean hyphen)
{
  g_return_val_if_fail (word != NULL, FALSE);
  return hyphen ? CONTAINS (hyphen_links, word) : CONTAINS (links, word);
}
