/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Words of a text; see marbre-terms-tokens.h. The same rules serve French and English: an elision
 * is no English word and a possessive no French one, so quotations in the other language come out
 * right.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-terms-tokens.h"

#include <string.h>

/* A word and what lies before it, while the text is read. */
typedef struct
{
  const char *text;  /* (borrowed) */
  const char *end;   /* (borrowed) */
  const char *p;     /* (borrowed): where we are */
  gboolean sentence; /* the next word begins a sentence */
  gboolean apart;    /* something between it and the word before */
  gboolean hyphen;
  gboolean abbreviated; /* the word before is one that a full stop follows inside a sentence */
  GArray *tokens;       /* (owned) (element-type MarbreToken) */
} Scanner;

/* Most letters are ASCII, and the tables of Unicode cost more than all the rest. */
static gboolean
is_word_char (gunichar c)
{
  if (c < 0x80)
    return g_ascii_isalnum ((char) c);
  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

static gboolean
is_apostrophe (gunichar c)
{
  return c == '\'' || c == 0x2019 || c == 0x02bc;
}

static gunichar
peek (Scanner *self, const char *p)
{
  return p < self->end ? g_utf8_get_char (p) : 0;
}

/* Is the word from @start to @end one of @words, regardless of ASCII case? */
static gboolean
word_is_one_of (const char *start, const char *end, const char *const *words)
{
  gsize length = (gsize) (end - start);

  for (guint i = 0; words[i] != NULL; i++)
    if (strlen (words[i]) == length && g_ascii_strncasecmp (words[i], start, length) == 0)
      return TRUE;
  return FALSE;
}

/* French words that lose their last vowel: Grevisse, Le Bon Usage, § 45. "aujourd’hui" and
 * "presqu’île" are words of their own. */
static gboolean
is_elision (const char *start, const char *end)
{
  static const char *const words[] = { "c", "d",  "j",     "l",      "m",      "n",      "s",
                                       "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", NULL };

  return word_is_one_of (start, end, words);
}

/* Does a full stop after this word belong to it? Single letters are initials. */
static gboolean
is_abbreviation (const char *start, const char *end)
{
  static const char *const words[] = { "dr", "mm", "mr", "mrs", "ms", "prof", "st", NULL };

  return g_utf8_next_char (start) >= end || word_is_one_of (start, end, words);
}

static gboolean
is_capital (gunichar c)
{
  if (c < 0x80)
    return g_ascii_isupper ((char) c);
  return g_unichar_isupper (c) || g_unichar_istitle (c);
}

static gboolean
is_letter (gunichar c)
{
  return c < 0x80 ? g_ascii_isalpha ((char) c) : g_unichar_isalpha (c);
}

static gboolean
is_digit (gunichar c)
{
  return c < 0x80 ? g_ascii_isdigit ((char) c) : g_unichar_isdigit (c);
}

/* What stands between two words. */
static void
skip_gap (Scanner *self)
{
  gboolean first = TRUE;

  for (; self->p < self->end; self->p = g_utf8_next_char (self->p), first = FALSE)
    {
      gunichar c = g_utf8_get_char (self->p);

      if (is_word_char (c))
        return;
      if (c == '-' || c == 0x2010 || c == 0x2011)
        self->hyphen = first;
      else
        {
          self->hyphen = FALSE;
          if (c == '\n' || c == '!' || c == '?' || c == ':' || c == ';' || c == 0x2026 ||
              c == 0xab || c == 0x201c || c == '"' || c == 0x2013 || c == 0x2014 ||
              (c == '.' && !self->abbreviated))
            self->sentence = TRUE;
          if (!g_unichar_isspace (c) && !is_apostrophe (c) && !(c == '.' && self->abbreviated))
            self->apart = TRUE;
          if (c == '\n')
            self->apart = TRUE;
        }
    }
}

/* Reads further groups of three digits: "12 000", "12,000", with any space. */
static void
skip_digit_groups (Scanner *self, const char *start)
{
  if (self->p - start > 3)
    return;
  for (;;)
    {
      gunichar c = peek (self, self->p);
      const char *q = self->p;
      guint digits = 0;

      if (c != ' ' && c != 0xa0 && c != 0x202f && c != ',')
        return;
      for (q = g_utf8_next_char (q); q < self->end && g_ascii_isdigit (*q); q++)
        digits++;
      if (digits != 3 || is_word_char (peek (self, q)))
        return;
      self->p = q;
    }
}

/* The letters of a word with apostrophes inside; a possessive is passed over, an elided word in
 * front is not part of it. Returns the byte after the word. */
static const char *
read_letters (Scanner *self, const char **start)
{
  for (;;)
    {
      const char *q, *end;
      gunichar c;

      while (self->p < self->end && is_word_char (g_utf8_get_char (self->p)))
        self->p = g_utf8_next_char (self->p);
      end = self->p;
      if (!is_apostrophe (peek (self, self->p)))
        return end;
      q = g_utf8_next_char (self->p);
      c = peek (self, q);
      if (!is_word_char (c))
        return end;
      self->p = q;
      if (is_elision (*start, end))
        {
          *start = q;
          self->sentence = FALSE; /* the elided word was the first one */
        }
      else if ((c == 's' || c == 'S') && !is_word_char (peek (self, q + 1)))
        {
          self->p = q + 1;
          return end;
        }
    }
}

static guint
flags_of_word (const char *start, const char *end)
{
  guint letters = 0, capitals = 0, digits = 0, flags = 0;

  for (const char *p = start; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      letters += is_letter (c) ? 1 : 0;
      digits += is_digit (c) ? 1 : 0;
      capitals += is_capital (c) ? 1 : 0;
      if (p == start && capitals == 1)
        flags |= MARBRE_TOKEN_CAPITAL;
    }
  if (letters == 0 && digits > 0)
    flags |= MARBRE_TOKEN_NUMBER;
  if (letters >= 2 && letters == capitals)
    flags |= MARBRE_TOKEN_INITIALISM;
  return flags;
}

static void
read_word (Scanner *self)
{
  const char *start = self->p;
  const char *end = read_letters (self, &start);
  MarbreToken token = { .flags = flags_of_word (start, end) };

  if (token.flags & MARBRE_TOKEN_NUMBER)
    {
      skip_digit_groups (self, start);
      end = MAX (end, self->p);
    }
  if (self->sentence)
    token.flags |= MARBRE_TOKEN_SENTENCE;
  if (self->apart)
    token.flags |= MARBRE_TOKEN_APART;
  if (self->hyphen)
    token.flags |= MARBRE_TOKEN_HYPHEN;
  token.start = (gsize) (start - self->text);
  token.end = (gsize) (end - self->text);
  g_array_append_val (self->tokens, token);

  self->sentence = self->apart = self->hyphen = FALSE;
  self->abbreviated = is_abbreviation (start, end);
}

/* In a line set in capitals, capitals mean nothing. */
static void
forget_shouting (GArray *tokens)
{
  const guint capitals = MARBRE_TOKEN_CAPITAL | MARBRE_TOKEN_INITIALISM;
  guint run = 0;

  for (guint i = 0; i <= tokens->len; i++)
    {
      if (i < tokens->len && g_array_index (tokens, MarbreToken, i).flags & MARBRE_TOKEN_INITIALISM)
        {
          run++;
          continue;
        }
      for (guint k = i - run; run >= 3 && k < i; k++)
        g_array_index (tokens, MarbreToken, k).flags &= ~capitals;
      run = 0;
    }
}

/**
 * marbre_terms_tokenize:
 * @text: valid UTF-8
 * @length: bytes in @text
 *
 * Returns: (transfer full) (element-type MarbreToken): the words in their order
 */
GArray *
marbre_terms_tokenize (const char *text, gsize length)
{
  Scanner scanner = { .text = text, .end = text + length, .p = text, .sentence = TRUE };

  g_return_val_if_fail (text != NULL, NULL);

  scanner.tokens = g_array_new (FALSE, FALSE, sizeof (MarbreToken));
  for (skip_gap (&scanner); scanner.p < scanner.end; skip_gap (&scanner))
    read_word (&scanner);
  forget_shouting (scanner.tokens);
  return scanner.tokens;
}
