/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Typographic rules of French words and punctuation; see marbre-typography-private.h. Those of
 * numbers are in marbre-typography-numbers.c.
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
is_end (gunichar c)
{
  return c == 0 || c == '\n';
}

/* Is the space at @index one that may stay inside guillemets? Printers use both no-break spaces. */
static gboolean
is_set_space (MarbrePassage *passage, guint index)
{
  gunichar c = marbre_passage_get (passage, index);

  return c == MARBRE_NO_BREAK_SPACE || (c == MARBRE_NARROW_SPACE && c == passage->narrow);
}

/**
 * marbre_rule_guillemets:
 *
 * A no-break space inside « » (Lexique, "Guillemets" and "Espacements"). A narrow one that is there
 * already stays.
 */
guint
marbre_rule_guillemets (MarbrePassage *passage, guint index)
{
  gunichar c = marbre_passage_get (passage, index);
  guint blanks = marbre_passage_count_space (passage, index);
  gunichar before = marbre_passage_get_before (passage, index);

  if (c == MARBRE_LEFT_GUILLEMET)
    {
      blanks = marbre_passage_count_space (passage, index + 1);
      if ((is_end (marbre_passage_get_after (passage, index + 1 + blanks)) &&
           !marbre_passage_is_at_caret (passage, index + blanks)) ||
          (blanks == 1 && is_set_space (passage, index + 1)))
        return 0;
      marbre_passage_put (passage, c);
      marbre_passage_put (passage, MARBRE_NO_BREAK_SPACE);
      return 1 + blanks;
    }
  if (marbre_passage_get (passage, index + blanks) != MARBRE_RIGHT_GUILLEMET || is_end (before) ||
      before == MARBRE_LEFT_GUILLEMET || (blanks == 0 && marbre_is_blank (before)) ||
      (blanks == 1 && is_set_space (passage, index)))
    return 0;
  marbre_passage_put (passage, MARBRE_NO_BREAK_SPACE);
  marbre_passage_put (passage, MARBRE_RIGHT_GUILLEMET);
  return blanks + 1;
}

/* Is the mark at @index the punctuation of a sentence, rather than a part of something else? */
static gboolean
is_sentence_mark (MarbrePassage *passage, guint index)
{
  gunichar c = marbre_passage_get (passage, index);
  gunichar after = marbre_passage_get_after (passage, index + 1);

  if (c == '!' || c == '?')
    return !g_unichar_isalnum (after) && after != '=' && after != '/' && after != 0xfffc;
  if (c == ':' || c == ';')
    return after == 0 || g_unichar_isspace (after) || after == MARBRE_RIGHT_GUILLEMET ||
           after == MARBRE_LEFT_GUILLEMET || after == MARBRE_RIGHT_DOUBLE;
  return FALSE;
}

/* What a sentence can end with: words, figures and what closes. */
static gboolean
can_precede_mark (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c) || c == 0xfffc ||
         is_one_of (c, ")]\"'%$*") || c == MARBRE_RIGHT_GUILLEMET || c == MARBRE_RIGHT_DOUBLE ||
         c == MARBRE_APOSTROPHE || c == MARBRE_ELLIPSIS ||
         g_unichar_type (c) == G_UNICODE_CURRENCY_SYMBOL || c == 0xb0;
}

/**
 * marbre_rule_punctuation:
 *
 * A narrow no-break space before ; ! ? and a no-break space before : (Lexique, "Espacements":
 * "espace fine insécable", "espace mots insécable"); or what the site's pages can show.
 */
guint
marbre_rule_punctuation (MarbrePassage *passage, guint index)
{
  guint blanks = marbre_passage_count_space (passage, index);
  gunichar mark = marbre_passage_get (passage, index + blanks);
  gunichar before = marbre_passage_get_before (passage, index);
  gunichar space = mark == ':' ? passage->colon_space : passage->mark_space;

  if (!is_sentence_mark (passage, index + blanks) || !can_precede_mark (before) ||
      (space == 0 && blanks == 0))
    return 0;
  if (space != 0)
    marbre_passage_put (passage, space);
  marbre_passage_put (passage, mark);
  return blanks + 1;
}

/* "Mme. Dupont": an abbreviation that ends with the word's last letter has no point. Returns the
 * cells of it with its point, 0 if there is none before a name. */
static guint
count_pointed (MarbrePassage *passage, guint index)
{
  static const char *const titles[] = { "mme", "mmes", "mlle", "mlles", "mgr", "dr", "pr", NULL };
  guint count = marbre_passage_match_any (passage, index, titles);

  if (count == 0 || marbre_passage_get (passage, index + count) != '.' ||
      !marbre_is_blank (marbre_passage_get (passage, index + count + 1)) ||
      !g_unichar_isupper (marbre_passage_get_after (passage, index + count + 2)))
    return 0;
  return count + 1;
}

/* "no 5", "No. 5": the cells of a sign for "numéro" that is written without its degree. */
static guint
count_bare_number (MarbrePassage *passage, guint index)
{
  guint count = marbre_passage_match (passage, index, "no");

  if (count > 0 && marbre_passage_get (passage, index + count) == '.')
    count++;
  if (count == 0 || marbre_passage_get (passage, index + 1) == 'O' ||
      !marbre_is_blank (marbre_passage_get (passage, index + count)) ||
      !g_unichar_isdigit (marbre_passage_get (passage, index + count + 1)))
    return 0;
  return count;
}

/* What stands before a number and stays with it; the cells of it, 0 if there is none. */
static guint
count_number_sign (MarbrePassage *passage, guint index)
{
  static const char *const signs[] = { "n°",    "nº",   "n\u1d52", "p.", "pp.", "art.",
                                       "chap.", "fig.", "vol.",    "§",  NULL };
  static const char *const degrees[] = { "n°", "nº" };
  guint count = marbre_passage_match_any (passage, index, signs);

  if (count > 0)
    return count;
  /* Also where the number follows at once. */
  for (guint i = 0; i < G_N_ELEMENTS (degrees) && count == 0; i++)
    count = marbre_passage_match (passage, index, degrees[i]);
  return count;
}

/**
 * marbre_rule_titles:
 *
 * No break after an abbreviated title before a name, nor after "n°", "p." and the like before their
 * number; "Mme" without a point, "n°" with its degree (Lexique, "Abréviations" and "Coupures").
 */
guint
marbre_rule_titles (MarbrePassage *passage, guint index)
{
  static const char *const titles[] = { "m.",    "mm.", "mme", "mmes", "mlle",
                                        "mlles", "mgr", "dr",  "pr",   NULL };
  gunichar first = marbre_passage_get (passage, index);
  guint pointed, bare, count;

  if (!marbre_passage_at_start (passage, index))
    return 0;
  pointed = g_unichar_isupper (first) ? count_pointed (passage, index) : 0;
  count = g_unichar_isupper (first) ? marbre_passage_match_any (passage, index, titles) : 0;
  bare = count_bare_number (passage, index);
  if (pointed > 0)
    {
      marbre_passage_keep (passage, index, pointed - 1);
      marbre_passage_put (passage, MARBRE_NO_BREAK_SPACE);
      return pointed + 1;
    }
  if (bare > 0)
    {
      marbre_passage_put (passage, first);
      marbre_passage_put (passage, 0xb0);
      marbre_passage_put (passage, MARBRE_NO_BREAK_SPACE);
      return bare + 1;
    }
  if (count > 0 && marbre_passage_get (passage, index + count) == ' ' &&
      g_unichar_isupper (marbre_passage_get_after (passage, index + count + 1)))
    {
      marbre_passage_keep (passage, index, count);
      marbre_passage_put (passage, MARBRE_NO_BREAK_SPACE);
      return count + 1;
    }
  count = count_number_sign (passage, index);
  if (count > 0)
    {
      guint blank = marbre_passage_get (passage, index + count) == ' ' ? 1 : 0;

      if (!g_unichar_isdigit (marbre_passage_get_after (passage, index + count + blank)) ||
          (blank == 0 && marbre_passage_get (passage, index + count - 1) == '.'))
        return 0;
      marbre_passage_keep (passage, index, count);
      marbre_passage_put (passage, MARBRE_NO_BREAK_SPACE);
      return count + blank;
    }
  return 0;
}

/**
 * marbre_rule_ligatures:
 *
 * œ and æ where the word demands them (Lexique, "Ligatures"): by the beginnings of the words, so
 * that "coefficient" and "moelle" stay.
 */
guint
marbre_rule_ligatures (MarbrePassage *passage, guint index)
{
  static const char *const stems[] = {
    "oeuvr",      "oeil",     "oeuf",      "oesophag",   "oestrog",  "oecumén",
    "oenolog",    "oedèm",    "oedip",     "soeur",      "consoeur", "coeur",
    "contrecoeu", "boeuf",    "voeu",      "noeud",      "moeurs",   "foetus",
    "foetal",     "choeur",   "rancoeur",  "manoeuvr",   "écoeur",   "désoeuvr",
    "coelacanth", "ex aequo", "ex-aequo",  "et caetera", "caecum",   "naevus",
    "praesidium", NULL
  };
  guint count = 0, at = 0;
  gunichar first, second;

  if (!marbre_passage_at_start (passage, index))
    return 0;
  for (guint i = 0; stems[i] != NULL && count == 0; i++)
    count = marbre_passage_match (passage, index, stems[i]);
  while (at + 1 < count)
    {
      first = g_unichar_tolower (marbre_passage_get (passage, index + at));
      second = g_unichar_tolower (marbre_passage_get (passage, index + at + 1));
      if ((first == 'o' || first == 'a') && second == 'e')
        break;
      at++;
    }
  if (at + 1 >= count)
    return 0;
  marbre_passage_keep (passage, index, at);
  if (marbre_passage_get (passage, index + at) < 'a')
    marbre_passage_put (passage, first == 'o' ? 0x152 : 0xc6);
  else
    marbre_passage_put (passage, first == 'o' ? 0x153 : 0xe6);
  marbre_passage_keep (passage, index + at + 2, count - at - 2);
  return count;
}

/* Is the word at @index the first of a sentence? */
static gboolean
is_sentence_start (MarbrePassage *passage, guint index)
{
  gunichar before = marbre_passage_get_before (passage, index);

  while (index > 0 && (marbre_is_blank (before) || before == '\n'))
    before = marbre_passage_get_before (passage, --index);
  return before == 0 || before == '.' || before == '!' || before == '?' ||
         before == MARBRE_ELLIPSIS;
}

/* "A" that begins a sentence is the preposition if what follows can only follow that. */
static gboolean
is_preposition (MarbrePassage *passage, guint index)
{
  static const char *const words[] = {
    "cause",  "ce",    "ces",    "cet",    "cette",  "chaque",   "côté",  "défaut",
    "l",      "la",    "leur",   "lire",   "long",   "mesure",   "moins", "noter",
    "partir", "peine", "propos", "quel",   "quelle", "quelques", "quoi",  "sa",
    "savoir", "ses",   "son",    "suivre", "terme",  "titre",    "toute", "travers",
    "tout",   "un",    "une",    "voir",   NULL
  };
  guint end = index + 2;

  if (marbre_passage_get (passage, index + 1) != ' ' || !is_sentence_start (passage, index))
    return FALSE;
  if (marbre_passage_match_any (passage, end, words) > 0)
    return g_unichar_islower (marbre_passage_get (passage, end));
  /* "A Nantes, …": a place and a comma. */
  if (!g_unichar_isupper (marbre_passage_get (passage, end)))
    return FALSE;
  while (marbre_is_letter (marbre_passage_get (passage, end)) ||
         marbre_passage_get (passage, end) == '-')
    end++;
  return marbre_passage_get (passage, end) == ',';
}

/**
 * marbre_rule_capitals:
 *
 * Capitals keep their accents (Lexique, "Accentuation des capitales"): frequent words whose first
 * letter typists leave bare, and the preposition "À" where nothing else can be meant.
 */
guint
marbre_rule_capitals (MarbrePassage *passage, guint index)
{
  static const char *const acute[] = {
    "ecole",      "ecoles",    "ecologie", "ecologistes", "economie",  "economique", "ecrit",
    "edition",    "editions",  "education", "egalement",  "eglise",    "eglises",    "egypte",
    "election",   "elections", "elysée",   "elève",       "elèves",    "emirats",    "emission",
    "energie",    "epoque",    "equateur", "equipe",      "equipes",   "etait",      "etant",
    "etat",       "etats",     "ethiopie", "etranger",    "etude",     "etudes",     "etudiants",
    "evidemment", "evénement", "evêque",   NULL
  };
  static const char *const circumflex[] = { "etre", "ile", "iles", NULL };
  static const char *const cedilla[] = { "ca", NULL };
  gunichar c = marbre_passage_get (passage, index);
  gunichar accented = 0;

  if ((c != 'A' && c != 'C' && c != 'E' && c != 'I') || !marbre_passage_at_start (passage, index))
    return 0;
  if (c == 'A' && is_preposition (passage, index))
    accented = 0xc0;
  else if (c == 'C' && marbre_passage_match_any (passage, index, cedilla) > 0 &&
           marbre_passage_get (passage, index + 1) == 'a' && is_sentence_start (passage, index))
    accented = 0xc7;
  else if (c == 'E' && marbre_passage_match_any (passage, index, acute) > 0)
    accented = 0xc9;
  else if (c == 'E' && marbre_passage_match_any (passage, index, circumflex) > 0)
    accented = 0xca;
  else if (c == 'I' && marbre_passage_match_any (passage, index, circumflex) > 0)
    accented = 0xce;
  if (accented == 0)
    return 0;
  marbre_passage_put (passage, accented);
  return 1;
}

/**
 * marbre_rule_dialogue:
 *
 * A dash that begins a paragraph is somebody's turn to speak: an em dash and a no-break space
 * (Lexique, "Tiret").
 */
guint
marbre_rule_dialogue (MarbrePassage *passage, guint index)
{
  gunichar c = marbre_passage_get (passage, index);
  guint blanks = marbre_passage_count_space (passage, index + 1);

  if ((c != MARBRE_EN_DASH && c != MARBRE_EM_DASH) ||
      marbre_passage_get_before (passage, index) != 0 || blanks == 0 ||
      marbre_passage_get_after (passage, index + 1 + blanks) == 0)
    return 0;
  marbre_passage_put (passage, MARBRE_EM_DASH);
  marbre_passage_put (passage, MARBRE_NO_BREAK_SPACE);
  return 1 + blanks;
}
