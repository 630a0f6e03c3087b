/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sentences; see marbre-sentence.h. Unicode's own rules (UAX 29) end one behind “M.” and do not
 * know a guillemet that stands off by a space, so the few that prose needs are written here: a full
 * stop, its closing signs, white space, and then something that is no small letter.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-sentence.h"

#include <string.h>

/* What a full stop follows inside a sentence. Initials are known by their length; “etc.” is not
 * here, as a capital behind it begins a sentence more often than not. */
static const char *const abbreviations[] = {
  "M",    "MM",   "Me",   "Mgr",  "Mr",   "Mrs",  "Ms",   "Mx",    "Dr",   "Pr",   "Prof", "St",
  "Ste",  "Sr",   "Jr",   "Gen",  "Gén",  "Col",  "Cap",  "Capt",  "Cmdt", "Lt",   "Sgt",  "Sen",
  "Rep",  "Gov",  "Rev",  "Hon",  "Maj",  "Messrs", "cf", "Cf",    "p",    "pp",   "vol",  "art",
  "al",   "chap", "éd",   "ed",   "fig",  "vs",   "v",    "no",    "No",   "nos",  "Nos",  "env",
  "av",   "apr",  "tél",  "bd",   "boul", "janv", "févr", "avr",   "juill", "sept", "oct", "nov",
  "déc",  "Jan",  "Feb",  "Mar",  "Apr",  "Aug",  "Sep",  "Sept",  "Oct",  "Nov",  "Dec",  "e.g",
  "i.e",
};

static gunichar
peek (const char *p, const char *stop)
{
  return p < stop ? g_utf8_get_char (p) : 0;
}

static gboolean
is_end_mark (gunichar c)
{
  return c == '.' || c == '!' || c == '?' || c == 0x2026;
}

/* Spaces that French sets before a closing sign are spaces here too. */
static gboolean
is_space (gunichar c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xa0 || c == 0x202f;
}

/* Markdown's own signs close and open with the sentence. */
static gboolean
is_closing (gunichar c)
{
  return c == '"' || c == '\'' || c == ')' || c == ']' || c == '*' || c == '_' || c == 0x201d ||
         c == 0x2019 || c == 0xbb;
}

static gboolean
is_opening (gunichar c)
{
  return c == '"' || c == '\'' || c == '(' || c == '[' || c == '*' || c == '_' || c == '-' ||
         c == 0x2013 || c == 0x2014 || c == 0x201c || c == 0x2018 || c == 0xab || c == 0xa0 ||
         c == 0x202f;
}

static const char *
skip_spaces (const char *p, const char *stop)
{
  while (p < stop && is_space (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return p;
}

/* Closing signs, a guillemet with the space before it, and the call of a footnote. */
static const char *
skip_closing (const char *p, const char *stop)
{
  for (;;)
    {
      gunichar c = peek (p, stop);
      const char *behind = skip_spaces (p, stop);

      if (c == '[' && peek (p + 1, stop) == '^')
        {
          const char *close = memchr (p, ']', (gsize) (stop - p));

          if (close == NULL)
            return p;
          p = close + 1;
        }
      else if (c != 0 && (is_closing (c) || is_end_mark (c)))
        p = g_utf8_next_char (p);
      else if (behind > p && peek (behind, stop) == 0xbb)
        p = g_utf8_next_char (behind);
      else
        return p;
    }
}

/* Does the full stop at @stop_mark belong to the word before it? */
static gboolean
is_abbreviated (const char *start, const char *stop_mark)
{
  const char *word = stop_mark;
  gsize length;

  while (word > start)
    {
      const char *before = g_utf8_prev_char (word);
      gunichar c = g_utf8_get_char (before);

      if (!g_unichar_isalnum (c) && c != '.')
        break;
      word = before;
    }
  length = (gsize) (stop_mark - word);
  if (length == 0)
    return FALSE;
  if (word == start && strspn (word, "0123456789") >= length)
    return TRUE; /* the number of an item */
  if (g_utf8_next_char (word) == stop_mark && g_unichar_isupper (g_utf8_get_char (word)))
    return TRUE;
  if (length > 2 && stop_mark[-2] == '.' && g_ascii_isupper (stop_mark[-1]))
    return TRUE; /* U.S., R.A.T.P. */
  for (guint i = 0; i < G_N_ELEMENTS (abbreviations); i++)
    if (strlen (abbreviations[i]) == length && strncmp (abbreviations[i], word, length) == 0)
      return TRUE;
  return FALSE;
}

/* Does what stands at @p go on with the sentence? */
static gboolean
goes_on (const char *p, const char *stop)
{
  while (p < stop && is_opening (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return p < stop && g_unichar_islower (g_utf8_get_char (p));
}

/* Returns: where the sentence that begins at @start ends; @next is where another one begins */
static const char *
find_end (const char *start, const char *stop, const char **next)
{
  for (const char *p = start; p < stop; p = g_utf8_next_char (p))
    {
      const char *end, *behind;

      if (!is_end_mark (g_utf8_get_char (p)))
        continue;
      end = skip_closing (g_utf8_next_char (p), stop);
      behind = skip_spaces (end, stop);
      if (end < stop && behind == end)
        continue; /* 3.14, marbre.example */
      if (behind < stop && goes_on (behind, stop))
        continue;
      if (*p == '.' && behind < stop && is_abbreviated (start, p))
        continue;
      *next = behind;
      return end;
    }
  *next = stop;
  return stop;
}

/**
 * marbre_sentence_find:
 * @text: a paragraph of prose or Markdown, UTF-8
 * @length: its bytes
 * @at: a place in it, in bytes
 * @start: (out): where the sentence begins that @at is in
 * @end: (out): where it ends, behind its closing signs
 *
 * The space between two sentences belongs to the first one. The text is read from its start up to
 * @at, since a sentence cannot be told from its middle.
 */
void
marbre_sentence_find (const char *text, gsize length, gsize at, gsize *start, gsize *end)
{
  const char *stop = text + length;
  const char *from, *next;

  g_return_if_fail (text != NULL);
  g_return_if_fail (start != NULL && end != NULL);

  next = skip_spaces (text, stop);
  do
    {
      from = next;
      *start = (gsize) (from - text);
      *end = (gsize) (find_end (from, stop, &next) - text);
    }
  while (next < stop && next > from && at >= (gsize) (next - text));
}
