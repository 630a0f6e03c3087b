/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Labels and dates in the language of the story; see marbre-language.h. They are not gettext's: a
 * French desk prints an English page in English, whatever its desktop speaks.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-language.h"

#include <stdlib.h>
#include <string.h>

#include "marbre-compat.h"

#define NO_BREAK_SPACE "\xc2\xa0"

/* More text than this does not make a guess surer. */
#define MAX_GUESS_BYTES (32 * 1024)

/* Frequent words of a language from which on a passage is in it, and not only quotes a name. */
#define MIN_OTHER_WORDS 3

static const struct
{
  const char *fr;
  const char *en;
} phrases[] = {
  [MARBRE_PHRASE_READ_ALSO] = { "Lire aussi", "Read also" },
  [MARBRE_PHRASE_KEY_POINTS] = { "L’essentiel", "Key points" },
  [MARBRE_PHRASE_PUBLISHED] = { "Publié le", "Published" },
  [MARBRE_PHRASE_UPDATED] = { "Mis à jour le", "Updated" },
  [MARBRE_PHRASE_RELATED] = { "Sur le même sujet", "More on this" },
  [MARBRE_PHRASE_COPY_LINK] = { "Copier le lien", "Copy link" },
  [MARBRE_PHRASE_TAGS] = { "Mots-clés", "Tags" },
  [MARBRE_PHRASE_CREDIT] = { "Crédit", "Credit" },
  [MARBRE_PHRASE_BY] = { "Par", "By" },
  [MARBRE_PHRASE_HOME] = { "Accueil", "Home" },
  [MARBRE_PHRASE_NOTES] = { "Notes", "Notes" },
  [MARBRE_PHRASE_SITE_BLOCK] = { "Bloc du site", "Block of the site" },
};

static const char *const months_fr[] = { "janvier",   "février", "mars",     "avril",
                                         "mai",       "juin",    "juillet",  "août",
                                         "septembre", "octobre", "novembre", "décembre" };
static const char *const months_en[] = { "January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December" };

/* Frequent words of one language that are none of the other: no "on", "or", "as", "but", "plus". In
 * the order of their bytes. */
static const char *const words_fr[] = {
  "au",   "aux",  "avec", "ce",  "ces",  "cette", "d",   "dans", "de",  "des", "du",   "elle",
  "en",   "est",  "et",   "il",  "ils",  "je",    "l",   "la",   "le",  "les", "leur", "mais",
  "ne",   "nous", "où",   "par", "pas",  "pour",  "qu",  "que",  "qui", "sa",  "se",   "ses",
  "sont", "sur",  "un",   "une", "vous", "à",     "été", "être"
};
static const char *const words_en[] = { "and",  "are",  "at",    "be",   "been", "by",   "for",
                                        "from", "had",  "has",   "have", "he",   "his",  "in",
                                        "is",   "it",   "its",   "not",  "of",   "she",  "than",
                                        "that", "the",  "their", "they", "this", "to",   "was",
                                        "were", "what", "which", "who",  "will", "with", "would",
                                        "you" };

static gboolean
is_french (const char *language)
{
  return g_str_equal (marbre_language_resolve (language), "fr");
}

/**
 * marbre_language_resolve:
 * @tag: (nullable): a BCP 47 tag, as a story has it
 *
 * Returns: which of the languages that Marbre prints in comes closest: "fr" for French of any
 *   region, "en" for all else
 */
const char *
marbre_language_resolve (const char *tag)
{
  if (tag != NULL && g_ascii_strncasecmp (tag, "fr", 2) == 0 && !g_ascii_isalpha (tag[2]))
    return "fr";
  return "en";
}

/**
 * marbre_language_phrase:
 * @language: (nullable): a BCP 47 tag
 * @phrase: which words
 *
 * Returns: the words in that language, plain text
 */
const char *
marbre_language_phrase (const char *language, MarbrePhrase phrase)
{
  g_return_val_if_fail ((guint) phrase < G_N_ELEMENTS (phrases), "");
  return is_french (language) ? phrases[phrase].fr : phrases[phrase].en;
}

/* "22 novembre 2026 à 14 h 30", "1er mai 2026 à 8 h": Lexique des règles typographiques en usage à
 * l'Imprimerie nationale, "Date" and "Heure"; day and month, hour and minutes are not parted. */
static char *
format_french (GDateTime *moment, gboolean with_time)
{
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, "%d%s" NO_BREAK_SPACE "%s %d", g_date_time_get_day_of_month (moment),
                          g_date_time_get_day_of_month (moment) == 1 ? "er" : "",
                          months_fr[g_date_time_get_month (moment) - 1],
                          g_date_time_get_year (moment));
  if (with_time)
    {
      g_string_append_printf (out, " à %d" NO_BREAK_SPACE "h", g_date_time_get_hour (moment));
      if (g_date_time_get_minute (moment) != 0)
        g_string_append_printf (out, NO_BREAK_SPACE "%02d", g_date_time_get_minute (moment));
    }
  return marbre_string_steal (out);
}

/* "22 November 2026, 2.30pm", "1 May 2026, noon": Guardian and Observer style guide, "dates" and
 * "times". */
static char *
format_english (GDateTime *moment, gboolean with_time)
{
  GString *out = g_string_new (NULL);
  int hour = g_date_time_get_hour (moment);
  int minute = g_date_time_get_minute (moment);

  g_string_append_printf (out, "%d" NO_BREAK_SPACE "%s %d", g_date_time_get_day_of_month (moment),
                          months_en[g_date_time_get_month (moment) - 1],
                          g_date_time_get_year (moment));
  if (with_time && minute == 0 && hour % 12 == 0)
    g_string_append (out, hour == 0 ? ", midnight" : ", noon");
  else if (with_time)
    {
      g_string_append_printf (out, ", %d", hour % 12 == 0 ? 12 : hour % 12);
      if (minute != 0)
        g_string_append_printf (out, ".%02d", minute);
      g_string_append (out, hour < 12 ? "am" : "pm");
    }
  return marbre_string_steal (out);
}

/**
 * marbre_language_format_date:
 * @language: (nullable): a BCP 47 tag
 * @seconds: seconds since 1970 UTC
 * @zone: (nullable): where the reader's clock hangs; %NULL is here
 * @with_time: %TRUE for day and hour, %FALSE for the day alone
 *
 * Returns: (transfer full): the date as a daily of that language prints it, plain text with
 *   no-break spaces; "" if @seconds is out of range
 */
char *
marbre_language_format_date (const char *language,
                             gint64 seconds,
                             GTimeZone *zone,
                             gboolean with_time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (seconds);
  g_autoptr (GDateTime) moment = NULL;

  if (utc != NULL)
    moment = zone ? g_date_time_to_timezone (utc, zone) : g_date_time_to_local (utc);
  if (moment == NULL)
    return g_strdup ("");
  return is_french (language) ? format_french (moment, with_time)
                              : format_english (moment, with_time);
}

/* The next run of letters from *@cursor, in lower case, at most 15 bytes; "" for a longer one.
 * Returns FALSE at the end. */
static gboolean
next_word (const char **cursor, const char *end, char word[16])
{
  const char *p = *cursor;
  gsize length = 0;
  gboolean long_word = FALSE;

  while (p < end && !g_unichar_isalpha (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  if (p >= end)
    return FALSE;
  for (; p < end && g_unichar_isalpha (g_utf8_get_char (p)); p = g_utf8_next_char (p))
    if (!long_word && length + 6 < 16)
      length += (gsize) g_unichar_to_utf8 (g_unichar_tolower (g_utf8_get_char (p)), word + length);
    else
      long_word = TRUE;
  word[long_word ? 0 : length] = '\0';
  *cursor = p;
  return TRUE;
}

static int
compare_words (const void *word, const void *entry)
{
  return strcmp (word, *(const char *const *) entry);
}

static gboolean
is_among (const char *const *words, gsize n_words, const char *word)
{
  return bsearch (word, words, n_words, sizeof (char *), compare_words) != NULL;
}

static void
count_words (const char *text, guint *french, guint *english)
{
  const char *cursor = text, *end = text + strnlen (text, MAX_GUESS_BYTES);
  char word[16];

  *french = *english = 0;
  while (end > text && (*end & 0xc0) == 0x80) /* not inside a character */
    end--;
  while (next_word (&cursor, end, word))
    if (is_among (words_fr, G_N_ELEMENTS (words_fr), word))
      (*french)++;
    else if (is_among (words_en, G_N_ELEMENTS (words_en), word))
      (*english)++;
}

/**
 * marbre_language_guess:
 * @text: valid UTF-8, prose or Markdown
 *
 * Counts frequent words of French and English in the beginning of @text. A text in a third language
 * that shares such words is taken for one of them.
 *
 * Returns: (nullable): "fr", "en", or %NULL if neither clearly prevails
 */
const char *
marbre_language_guess (const char *text)
{
  guint french, english;

  g_return_val_if_fail (text != NULL, NULL);

  count_words (text, &french, &english);
  if (french > 2 * english)
    return "fr";
  if (english > 2 * french)
    return "en";
  return NULL;
}

/**
 * marbre_language_is_other:
 * @text: valid UTF-8, a passage of a story
 * @language: "fr" or "en", the story's
 *
 * Stricter than marbre_language_guess(): a name such as “rue de la Paix” makes no French sentence.
 *
 * Returns: %TRUE if the passage is surely in the other of the two languages
 */
gboolean
marbre_language_is_other (const char *text, const char *language)
{
  guint french, english;

  g_return_val_if_fail (text != NULL, FALSE);

  count_words (text, &french, &english);
  if (is_french (language))
    return english >= MIN_OTHER_WORDS && english > 2 * french;
  return french >= MIN_OTHER_WORDS && french > 2 * english;
}
