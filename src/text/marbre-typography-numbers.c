/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Typographic rules of French numbers; see marbre-typography-private.h.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include <string.h>

#include "marbre-typography-private.h"

static gboolean
is_one_of (gunichar c, const char *ascii)
{
  return c != 0 && c < 0x80 && strchr (ascii, (int) c) != NULL;
}

static gboolean
is_digit (gunichar c)
{
  return c >= '0' && c <= '9';
}

/* What makes a number part of something else: a reference, a decimal, a range, a time. */
static gboolean
joins_numbers (gunichar c)
{
  return is_digit (c) || marbre_is_letter (c) || c == 0xfffc || is_one_of (c, ".,-/:#+=_");
}

static guint
read_number (MarbrePassage *passage, guint index, guint digits)
{
  guint number = 0;

  for (guint i = 0; i < digits; i++)
    number = number * 10 + (marbre_passage_get (passage, index + i) - '0');
  return number;
}

/**
 * marbre_rule_hours:
 *
 * "14 h 30", "14 h", with no-break spaces (Lexique, "Heures"). Durations and times of day alike;
 * "12:30" is left to who wrote it.
 */
guint
marbre_rule_hours (MarbrePassage *passage, guint index)
{
  guint digits = marbre_passage_count_digit (passage, index);
  guint blanks = marbre_passage_count_space (passage, index + digits);
  guint h = index + digits + blanks;
  guint after_blanks = marbre_passage_count_space (passage, h + 1);
  guint minutes = h + 1 + after_blanks;
  gunichar before = marbre_passage_get_before (passage, index);

  if (digits == 0 || digits > 2 || is_digit (before) || marbre_is_letter (before) ||
      is_one_of (before, ".,:") || marbre_passage_get (passage, h) != 'h' ||
      read_number (passage, index, digits) > 24)
    return 0;
  if (marbre_passage_count_digit (passage, minutes) == 2 &&
      !g_unichar_isalnum (marbre_passage_get_after (passage, minutes + 2)) &&
      read_number (passage, minutes, 2) < 60)
    {
      marbre_passage_keep (passage, index, digits);
      marbre_passage_put (passage, MARBRE_NO_BREAK_SPACE);
      marbre_passage_put (passage, 'h');
      marbre_passage_put (passage, MARBRE_NO_BREAK_SPACE);
      marbre_passage_keep (passage, minutes, 2);
      return minutes + 2 - index;
    }
  if (g_unichar_isalnum (marbre_passage_get_after (passage, h + 1)))
    return 0;
  marbre_passage_keep (passage, index, digits);
  marbre_passage_put (passage, MARBRE_NO_BREAK_SPACE);
  marbre_passage_put (passage, 'h');
  return h + 1 - index;
}

/**
 * marbre_rule_ordinals:
 *
 * 1re, 2e, XXIe (Lexique, "Nombres ordinaux"), not "1ère", "2ème", "XXIème".
 */
guint
marbre_rule_ordinals (MarbrePassage *passage, guint index)
{
  static const struct
  {
    const char *typed, *printed;
  } endings[] = {
    { "ièmes", "es" }, { "iemes", "es" }, { "ième", "e" }, { "ieme", "e" },
    { "èmes", "es" },  { "emes", "es" },  { "ème", "e" },  { "eme", "e" },
    { "ères", "res" }, { "eres", "res" }, { "ère", "re" }, { "ere", "re" },
    { "iers", "ers" }, { "ier", "er" },
  };
  guint digits = marbre_passage_count_digit (passage, index);
  guint number = digits;

  if (!marbre_passage_at_start (passage, index))
    return 0;
  while (digits == 0 && is_one_of (marbre_passage_get (passage, index + number), "IVXLC"))
    number++;
  if (number == 0)
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      guint count = marbre_passage_match (passage, index + number, endings[i].typed);

      if (count == 0 || !g_unichar_islower (marbre_passage_get (passage, index + number)) ||
          g_unichar_isalnum (marbre_passage_get_after (passage, index + number + count)))
        continue;
      marbre_passage_keep (passage, index, number);
      for (const char *p = endings[i].printed; *p != '\0'; p++)
        marbre_passage_put (passage, (gunichar) *p);
      return number + count;
    }
  return 0;
}

/* The cells of a number in groups of three with blanks between, 0 if it has no such groups. */
static guint
count_grouped (MarbrePassage *passage, guint index)
{
  guint digits = marbre_passage_count_digit (passage, index);
  guint count = digits;

  if (digits == 0 || digits > 3 || marbre_passage_get (passage, index) == '0')
    return 0;
  while (marbre_is_blank (marbre_passage_get (passage, index + count)) &&
         marbre_passage_count_digit (passage, index + count + 1) == 3)
    count += 4;
  return count > digits ? count : 0;
}

/* Five digits before a capital are a postcode ("44000 Nantes"). */
static gboolean
is_postcode (MarbrePassage *passage, guint index, guint digits)
{
  return digits == 5 && marbre_is_blank (marbre_passage_get (passage, index + digits)) &&
         g_unichar_isupper (marbre_passage_get_after (passage, index + digits + 1));
}

/* Does "n°" or the like stand before the number? Then it is a name, not an amount. */
static gboolean
is_reference (MarbrePassage *passage, guint index)
{
  gunichar before = marbre_passage_get_before (passage, index);

  if (joins_numbers (before) || before == 0xb0 || before == 0xba)
    return TRUE;
  if (index < 2 || !marbre_is_blank (before))
    return FALSE;
  before = marbre_passage_get_before (passage, index - 1);
  return before == 0xb0 || before == 0xba || is_digit (before);
}

/**
 * marbre_rule_thousands:
 *
 * Groups of three digits with a narrow no-break space (Lexique, "Nombres"). Numbers of four digits
 * stay as they are, since years look like them, and so do postcodes, references, decimals and what
 * begins with 0.
 */
guint
marbre_rule_thousands (MarbrePassage *passage, guint index)
{
  guint count = count_grouped (passage, index);
  guint digits = marbre_passage_count_digit (passage, index);
  gunichar after = marbre_passage_get_after (passage, index + (count > 0 ? count : digits));

  if (digits == 0)
    return 0;
  if (count > 0 && !is_reference (passage, index))
    {
      for (guint i = 0; i < count; i++)
        if (marbre_is_blank (marbre_passage_get (passage, index + i)))
          marbre_passage_put (passage, passage->narrow);
        else
          marbre_passage_keep (passage, index + i, 1);
      return count;
    }
  /* The number is kept as a whole, so that its tail is not taken for another one. */
  if (is_reference (passage, index) || digits < 5 || digits > 12 ||
      marbre_passage_get (passage, index) == '0' ||
      (joins_numbers (after) && after != '.' && after != ',') ||
      is_digit (marbre_passage_get (passage, index + digits + 1)) ||
      is_postcode (passage, index, digits))
    {
      marbre_passage_keep (passage, index, digits);
      return digits;
    }
  for (guint i = 0; i < digits; i++)
    {
      if (i > 0 && (digits - i) % 3 == 0)
        marbre_passage_put (passage, passage->narrow);
      marbre_passage_keep (passage, index + i, 1);
    }
  return digits;
}

/**
 * marbre_rule_percent:
 *
 * A no-break space between a number and % or a currency (Lexique, "Pourcentage" and "Monnaies") or
 * degrees Celsius.
 */
guint
marbre_rule_percent (MarbrePassage *passage, guint index)
{
  guint blanks = marbre_passage_count_space (passage, index);
  gunichar symbol = marbre_passage_get (passage, index + blanks);
  gunichar after = marbre_passage_get_after (passage, index + blanks + 1);
  gunichar before = marbre_passage_get_before (passage, index);
  gboolean ours = symbol == '%' || symbol == 0x2030 || symbol == 0x20ac;

  if (symbol == 0xb0)
    ours = after == 'C' || after == 'F';
  else if (blanks > 0 && (symbol == '$' || symbol == 0xa3))
    ours = TRUE;
  if (!ours || !is_digit (before) || is_digit (after) ||
      (symbol != 0xb0 && marbre_is_letter (after)))
    return 0;
  marbre_passage_put (passage, MARBRE_NO_BREAK_SPACE);
  marbre_passage_put (passage, symbol);
  return blanks + 1;
}

/**
 * marbre_rule_counted:
 *
 * No break between a number and what it counts, a day and its month (Lexique, "Coupures"): for the
 * nouns that numbers stand before most.
 */
guint
marbre_rule_counted (MarbrePassage *passage, guint index)
{
  static const char *const nouns[] = {
    "an",          "ans",        "années",    "centimes", "degrés",   "dollars",   "emplois",
    "euros",       "francs",     "habitants", "hectares", "heure",    "heures",    "jours",
    "kilogrammes", "kilomètres", "kilos",     "litres",   "livres",   "logements", "mètres",
    "milliard",    "milliards",  "million",   "millions", "minute",   "minutes",   "mois",
    "personnes",   "points",     "salariés",  "secondes", "semaines", "tonnes",    NULL
  };
  static const char *const months[] = { "janvier",  "février",  "mars", "avril",     "mai",
                                        "juin",     "juillet",  "août", "septembre", "octobre",
                                        "novembre", "décembre", NULL };
  gunichar before = marbre_passage_get_before (passage, index);
  gboolean first;

  if (marbre_passage_get (passage, index) != ' ')
    return 0;
  first = index >= 3 && marbre_passage_match (passage, index - 3, "1er") > 0;
  if (!((is_digit (before) && marbre_passage_match_any (passage, index + 1, nouns) > 0) ||
        ((is_digit (before) || first) &&
         marbre_passage_match_any (passage, index + 1, months) > 0)))
    return 0;
  marbre_passage_put (passage, MARBRE_NO_BREAK_SPACE);
  return 1;
}
