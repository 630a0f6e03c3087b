/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Typographic rules of both languages; see marbre-typography-private.h.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include <string.h>

#include "marbre-typography-private.h"

/**
 * marbre_rule_spaces:
 *
 * One space between words (Lexique, "Espacements"; Chicago, spaces). Those at the ends of lines
 * are Markdown's line breaks.
 */
guint
marbre_rule_spaces (MarbrePassage *passage, guint index)
{
  guint count = 0;
  gunichar before = marbre_passage_get_before (passage, index);

  if (before == 0 || before == '\n' || before == ' ')
    return 0;
  while (marbre_passage_get (passage, index + count) == ' ')
    count++;
  if (count < 2 || marbre_passage_get (passage, index + count) == '\n' ||
      marbre_passage_get_after (passage, index + count) == 0)
    return 0;
  marbre_passage_put (passage, ' ');
  return count;
}

/**
 * marbre_rule_ellipsis:
 *
 * Three points are one character (Lexique, "Points de suspension"; Guardian, "ellipsis"). Longer
 * runs are leaders and stay.
 */
guint
marbre_rule_ellipsis (MarbrePassage *passage, guint index)
{
  guint count = 0;

  if (marbre_passage_get_before (passage, index) == '.')
    return 0;
  while (marbre_passage_get (passage, index + count) == '.')
    count++;
  if (count != 3)
    return 0;
  marbre_passage_put (passage, MARBRE_ELLIPSIS);
  return 3;
}

/**
 * marbre_rule_apostrophe:
 *
 * The apostrophe is ’ (Lexique, "Apostrophe"; Chicago, apostrophes): between letters in both
 * languages, after a French elision before a quotation, in English also where letters or a century
 * are left out (’tis, ’70s) and after a plural (workers’). After a digit it is a foot or a minute.
 */
guint
marbre_rule_apostrophe (MarbrePassage *passage, guint index)
{
  gunichar before = marbre_passage_get_before (passage, index);
  gunichar after = marbre_passage_is_at_caret (passage, index)
                       ? 0xfffc
                       : marbre_passage_get_after (passage, index + 1);
  gboolean after_word = marbre_is_letter (before) || before == 0xfffc;
  gboolean is_ours;

  if (marbre_passage_get (passage, index) != '\'')
    return 0;
  if (g_unichar_isdigit (before))
    is_ours = after == 's' && !passage->french;
  else if (passage->french)
    is_ours = after_word &&
              (marbre_is_letter (after) || g_unichar_isdigit (after) ||
               after == MARBRE_LEFT_GUILLEMET || after == MARBRE_LEFT_DOUBLE || after == 0xfffc);
  else
    is_ours = after_word || g_unichar_isalnum (after);
  if (!is_ours)
    return 0;
  marbre_passage_put (passage, MARBRE_APOSTROPHE);
  return 1;
}

/* Cells from @index on that are hyphens; more than four are as many as four. */
static guint
count_hyphens (MarbrePassage *passage, guint index)
{
  guint count = 0;

  while (count < 4 && marbre_passage_get (passage, index + count) == '-')
    count++;
  return count;
}

/**
 * marbre_rule_dash:
 *
 * A hyphen between spaces is a dash, en with spaces in both languages (Lexique, "Tiret"; Guardian,
 * "dashes"). Two typed hyphens are a dash too, three an em dash; without spaces English sets an em
 * dash (Chicago, em dashes). Between numbers it may be a sum and stays.
 */
guint
marbre_rule_dash (MarbrePassage *passage, guint index)
{
  gunichar before = marbre_passage_get_before (passage, index);
  guint count = count_hyphens (passage, index);
  gunichar after = marbre_passage_get_after (passage, index + count);
  gboolean spaced = marbre_is_blank (before) && (marbre_is_blank (after) || after == '\n');
  gboolean tight = marbre_is_letter (before) && marbre_is_letter (after);

  if (count == 0 || count > 3 || before == '-')
    return 0;
  if (count == 1)
    {
      gunichar word_before = index >= 2 ? marbre_passage_get_before (passage, index - 1) : 0;
      gunichar word_after = marbre_passage_get_after (passage, index + 2);

      if (!spaced || word_before == 0 || word_before == '\n' ||
          (g_unichar_isdigit (word_before) && g_unichar_isdigit (word_after)))
        return 0;
    }
  else if (!spaced && !tight)
    return 0;
  marbre_passage_put (passage,
                      count == 3 || (tight && !passage->french) ? MARBRE_EM_DASH : MARBRE_EN_DASH);
  return count;
}

/* The year of four digits at @index, 0 if there is none. */
static guint
read_year (MarbrePassage *passage, guint index)
{
  guint year = 0;

  if (marbre_passage_count_digit (passage, index) != 4)
    return 0;
  for (guint i = 0; i < 4; i++)
    year = year * 10 + (marbre_passage_get (passage, index + i) - '0');
  return year >= 1000 && year <= 2199 ? year : 0;
}

/**
 * marbre_rule_years:
 *
 * An en dash between two years (Chicago, en dashes; Lexique, "Trait d'union": the hyphen joins
 * words).
 * Not between other numbers: dates, scores, telephone numbers and references have hyphens.
 */
guint
marbre_rule_years (MarbrePassage *passage, guint index)
{
  guint first = read_year (passage, index);
  guint second = read_year (passage, index + 5);
  gunichar before = marbre_passage_get_before (passage, index);
  gunichar after = marbre_passage_get_after (passage, index + 9);

  if (first == 0 || second <= first || marbre_passage_get (passage, index + 4) != '-' ||
      !marbre_passage_at_start (passage, index) || before == '-' || before == '/' ||
      before == '.' || after == '-' || after == '/' || marbre_is_letter (after))
    return 0;
  marbre_passage_keep (passage, index, 4);
  marbre_passage_put (passage, MARBRE_EN_DASH);
  marbre_passage_keep (passage, index + 5, 4);
  return 9;
}

/* "10-15 %": a number, a hyphen, a number, at @index; returns the cells of all three, 0 if not, and
 * those of the first number. */
static guint
read_range (MarbrePassage *passage, guint index, guint *first)
{
  guint second;
  gunichar before = marbre_passage_get_before (passage, index);

  *first = marbre_passage_count_digit (passage, index);
  second = marbre_passage_count_digit (passage, index + *first + 1);
  if (*first == 0 || *first > 4 || second == 0 || second > 4 ||
      marbre_passage_get (passage, index + *first) != '-' ||
      !marbre_passage_at_start (passage, index) || before == '-' || before == '.' ||
      before == ',' || before == '/' || before == ':' || before == '+')
    return 0;
  return *first + 1 + second;
}

/* Does "p.", "pp." or "pages" stand before @index? */
static gboolean
follows_pages (MarbrePassage *passage, guint index)
{
  static const char *const words[] = { "p.", "pp.", "pages" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      guint length = (guint) strlen (words[i]);

      if (index > length && marbre_is_blank (marbre_passage_get (passage, index - 1)) &&
          marbre_passage_match (passage, index - 1 - length, words[i]) > 0 &&
          marbre_passage_at_start (passage, index - 1 - length))
        return TRUE;
    }
  return FALSE;
}

/**
 * marbre_rule_ranges:
 *
 * An en dash between the ends of a range (Chicago, en dashes; Guardian, "dashes"), where nothing
 * else can be meant: of pages, and before a per cent sign or a currency. "3-2" may be a score.
 */
guint
marbre_rule_ranges (MarbrePassage *passage, guint index)
{
  guint first;
  guint count = read_range (passage, index, &first);
  guint blanks = marbre_passage_count_space (passage, index + count);
  gunichar after = marbre_passage_get_after (passage, index + count + blanks);
  gunichar next = marbre_passage_get_after (passage, index + count);

  if (count == 0 || next == '-' || marbre_is_letter (next) ||
      !(after == '%' || after == 0x20ac || follows_pages (passage, index)))
    return 0;
  marbre_passage_keep (passage, index, first);
  marbre_passage_put (passage, MARBRE_EN_DASH);
  marbre_passage_keep (passage, index + first + 1, count - first - 1);
  return count;
}

/**
 * marbre_rule_units:
 *
 * No break between a number and the symbol of its unit (Lexique, "Unités de mesure"; The
 * International System of Units, 9th edition, 5.4.3).
 */
guint
marbre_rule_units (MarbrePassage *passage, guint index)
{
  static const char *const both[] = { "km/h", "km²", "km", "m²",  "m³",  "cm",  "mm", "m",
                                      "ha",   "kg",  "mg", "kwh", "mwh", "gwh", "kw", "mw",
                                      "gw",   "kb",  "mb", "gb",  "tb",  "hz",  "db", NULL };
  static const char *const french[] = { "g", "t", "l", "cl", "ko", "mo", "go", "to", NULL };
  gunichar before = marbre_passage_get_before (passage, index);

  if (marbre_passage_get (passage, index) != ' ' || !g_unichar_isdigit (before) ||
      (marbre_passage_match_any (passage, index + 1, both) == 0 &&
       (!passage->french || marbre_passage_match_any (passage, index + 1, french) == 0)))
    return 0;
  marbre_passage_put (passage, MARBRE_NO_BREAK_SPACE);
  return 1;
}
