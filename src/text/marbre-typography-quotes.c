/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Quotation marks in pairs over a whole paragraph. French: « » outside, “ ” inside (Lexique,
 * "Guillemets"). English: “ ” outside, ‘ ’ inside (Chicago 13.30; Guardian, "quotation marks").
 * Straight marks become the language's, and French takes “ ” outside for its own. A mark without a
 * partner stays as it is, since inches and a forgotten mark look alike; but one at the head of a
 * paragraph opens a quotation that goes on in the next (Chicago 13.32).
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-typography-private.h"

/* Quotations inside each other, and characters in single marks: more is garbage. */
#define MAX_DEPTH  32
#define MAX_SINGLE 2000

/* A mark that waits for its partner. */
typedef struct
{
  gunichar c;
  guint index;
} Opener;

static gboolean
is_space (gunichar c)
{
  return c == 0 || g_unichar_isspace (c);
}

/* What may stand right before an opening mark. */
static gboolean
is_before_opening (gunichar c)
{
  return is_space (c) ||
         (c < 0x80 && g_ascii_ispunct ((char) c) && c != '"' && c != '.' && c != ',' && c != '!' &&
          c != '?' && c != ')' && c != ']' && c != '%') ||
         c == MARBRE_APOSTROPHE || c == MARBRE_LEFT_GUILLEMET || c == MARBRE_LEFT_DOUBLE ||
         c == MARBRE_LEFT_SINGLE || c == MARBRE_EN_DASH || c == MARBRE_EM_DASH;
}

static Opener *
top (GArray *openers)
{
  return openers->len > 0 ? &g_array_index (openers, Opener, openers->len - 1) : NULL;
}

static void
push (GArray *openers, gunichar c, guint index)
{
  Opener opener = { c, index };

  if (openers->len < MAX_DEPTH)
    g_array_append_val (openers, opener);
}

/* Ends the quotation that @c opened, and those inside it that were never ended. Returns where it
 * was opened, or -1. */
static int
pop (GArray *openers, gunichar c)
{
  for (guint i = openers->len; i-- > 0;)
    if (g_array_index (openers, Opener, i).c == c)
      {
        int index = (int) g_array_index (openers, Opener, i).index;

        g_array_set_size (openers, i);
        return index;
      }
  return -1;
}

/* Writes a pair by the number of quotations around it. */
static void
set_pair (MarbrePassage *passage, guint open, guint close, guint depth)
{
  if (passage->french && depth == 0)
    {
      marbre_passage_set (passage, open, MARBRE_LEFT_GUILLEMET);
      marbre_passage_set (passage, close, MARBRE_RIGHT_GUILLEMET);
    }
  else if (passage->french || depth % 2 == 0)
    {
      marbre_passage_set (passage, open, MARBRE_LEFT_DOUBLE);
      marbre_passage_set (passage, close, MARBRE_RIGHT_DOUBLE);
    }
  else
    {
      marbre_passage_set (passage, open, MARBRE_LEFT_SINGLE);
      marbre_passage_set (passage, close, MARBRE_APOSTROPHE);
    }
}

/* Inside a quotation, does the mark between these two characters begin another one? */
static gboolean
begins_inner (gunichar before, gunichar after)
{
  switch (before)
    {
    case '(':
    case '[':
    case '{':
    case MARBRE_LEFT_GUILLEMET:
    case MARBRE_LEFT_DOUBLE:
    case MARBRE_LEFT_SINGLE:
      return TRUE;
    case '\'':
    case '/':
    case MARBRE_APOSTROPHE:
    case MARBRE_EN_DASH:
    case MARBRE_EM_DASH:
      return g_unichar_isalnum (after);
    default:
      return FALSE;
    }
}

/* What may stand right after a closing mark, apart from white space. */
static gboolean
is_closing (gunichar c)
{
  return c == '.' || c == ',' || c == ';' || c == ':' || c == '!' || c == '?' || c == ')' ||
         c == MARBRE_ELLIPSIS || c == MARBRE_RIGHT_GUILLEMET || c == MARBRE_RIGHT_DOUBLE;
}

/* Does the straight mark at @index end a quotation? French typists put blanks inside the marks, so
 * one between two blanks ends what is open and begins what is not. */
static gboolean
ends_quotation (MarbrePassage *passage, GArray *openers, guint index)
{
  gunichar before = marbre_passage_get_before (passage, index);
  gunichar after = marbre_passage_get_after (passage, index + 1);
  gboolean open = top (openers) != NULL && top (openers)->c == '"';

  if (is_space (before))
    return open && passage->french && (is_space (after) || is_closing (after));
  if (open)
    return !begins_inner (before, after);
  return is_space (after) || !is_before_opening (before);
}

static gboolean
begins_quotation (MarbrePassage *passage, guint index)
{
  gunichar before = marbre_passage_get_before (passage, index);
  gunichar after = marbre_passage_get_after (passage, index + 1);

  return is_before_opening (before) && (!is_space (after) || (passage->french && after == ' '));
}

static void
take_straight (MarbrePassage *passage, GArray *openers, guint index)
{
  if (ends_quotation (passage, openers, index))
    {
      int open = pop (openers, '"');

      if (open >= 0)
        set_pair (passage, (guint) open, index, openers->len);
    }
  else if (begins_quotation (passage, index))
    push (openers, '"', index);
}

static void
take_mark (MarbrePassage *passage, GArray *openers, guint index)
{
  gunichar c = marbre_passage_get (passage, index);
  int open;

  switch (c)
    {
    case '"':
      take_straight (passage, openers, index);
      break;
    case MARBRE_LEFT_GUILLEMET:
    case MARBRE_LEFT_DOUBLE:
      push (openers, c, index);
      break;
    case MARBRE_RIGHT_GUILLEMET:
      pop (openers, MARBRE_LEFT_GUILLEMET);
      break;
    case MARBRE_RIGHT_DOUBLE:
      open = pop (openers, MARBRE_LEFT_DOUBLE);
      if (open >= 0 && openers->len == 0 && passage->french)
        set_pair (passage, (guint) open, index, 0);
      break;
    default:
      break;
    }
}

/* A quotation that the paragraph opens with and does not end goes on in the next paragraph. */
static void
set_unended (MarbrePassage *passage, GArray *openers)
{
  const Opener *first = openers->len > 0 ? &g_array_index (openers, Opener, 0) : NULL;

  if (first != NULL && first->c == '"' && marbre_passage_get_before (passage, first->index) == 0)
    marbre_passage_set (passage, first->index,
                        passage->french ? MARBRE_LEFT_GUILLEMET : MARBRE_LEFT_DOUBLE);
}

/* Words whose first letters English leaves out, and decades: the mark stands for letters. */
static gboolean
stands_for_letters (MarbrePassage *passage, guint index)
{
  static const char *const words[] = { "bout", "cause", "em",    "n",     "round", "til",
                                       "tis",  "twas",  "twere", "twixt", NULL };
  guint digits = marbre_passage_count_digit (passage, index + 1);

  if (digits == 2)
    {
      gunichar after = marbre_passage_get_after (passage, index + 1 + digits);

      return !g_unichar_isalpha (after) || after == 's';
    }
  return marbre_passage_match_any (passage, index + 1, words) > 0;
}

/* Where the quotation ends that a single mark at @index begins, or 0. */
static guint
find_single_end (MarbrePassage *passage, guint index)
{
  guint last = MIN (passage->cells->len, index + MAX_SINGLE);

  for (guint i = index + 2; i < last; i++)
    {
      gunichar before = marbre_passage_get_before (passage, i);
      gunichar after = marbre_passage_get_after (passage, i + 1);

      if (marbre_passage_get (passage, i) == '\'' && !is_space (before) &&
          !g_unichar_isalnum (after) && after != 0xfffc)
        return i;
    }
  return 0;
}

/* English single quotation marks; the rule for apostrophes takes the marks that are left. */
static void
take_singles (MarbrePassage *passage)
{
  for (guint i = 0; i < passage->cells->len; i++)
    {
      gunichar after = marbre_passage_get_after (passage, i + 1);
      guint end;

      if (marbre_passage_get (passage, i) != '\'' || is_space (after) ||
          !is_before_opening (marbre_passage_get_before (passage, i)) ||
          stands_for_letters (passage, i))
        continue;
      end = find_single_end (passage, i);
      if (end == 0)
        continue;
      marbre_passage_set (passage, i, MARBRE_LEFT_SINGLE);
      marbre_passage_set (passage, end, MARBRE_APOSTROPHE);
    }
}

/**
 * marbre_typography_quotes:
 * @passage: a paragraph
 *
 * Sets its quotation marks.
 */
void
marbre_typography_quotes (MarbrePassage *passage)
{
  g_autoptr (GArray) openers = g_array_new (FALSE, FALSE, sizeof (Opener));

  for (guint i = 0; i < passage->cells->len; i++)
    take_mark (passage, openers, i);
  set_unended (passage, openers);
  if (!passage->french)
    take_singles (passage);
}
