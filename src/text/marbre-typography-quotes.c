/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Quotation marks in pairs over a whole paragraph. French: « » outside, “ ” inside (Lexique,
 * "Guillemets"). English: “ ” outside, ‘ ’ inside (Chicago, quotations; Guardian, "quotation
 * marks"). Straight marks become the language's, also where only one of a pair is straight, and
 * French takes “ ” outside for its own. A mark without a partner stays as it is, since inches and a
 * forgotten mark look alike; but one at the head of a paragraph opens a quotation that goes on in
 * the next (Chicago, quotations). While somebody is writing any mark may still get its partner.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-typography-private.h"

/* Quotations inside each other, and characters in single marks: more is garbage. */
#define MAX_DEPTH      32
#define MAX_SINGLE     2000
#define MAX_LOOK_AHEAD 2000

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

/* Writes an opening mark by the number of quotations around it. */
static void
set_open (MarbrePassage *passage, guint index, guint depth)
{
  if (passage->french && depth == 0)
    marbre_passage_set (passage, index, MARBRE_LEFT_GUILLEMET);
  else if (passage->french || depth % 2 == 0)
    marbre_passage_set (passage, index, MARBRE_LEFT_DOUBLE);
  else
    marbre_passage_set (passage, index, MARBRE_LEFT_SINGLE);
}

static void
set_pair (MarbrePassage *passage, guint open, guint close, guint depth)
{
  set_open (passage, open, depth);
  if (passage->french && depth == 0)
    marbre_passage_set (passage, close, MARBRE_RIGHT_GUILLEMET);
  else if (passage->french || depth % 2 == 0)
    marbre_passage_set (passage, close, MARBRE_RIGHT_DOUBLE);
  else
    marbre_passage_set (passage, close, MARBRE_APOSTROPHE);
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

/* What follows the mark at @index; where somebody writes, something will. */
static gunichar
get_following (MarbrePassage *passage, guint index)
{
  if (marbre_passage_is_at_caret (passage, index))
    return 0xfffc;
  return marbre_passage_get_after (passage, index + 1);
}

/* Does a mark of its own kind end, behind @index, the quotation that @open begins? */
static gboolean
has_own_end (MarbrePassage *passage, gunichar open, guint index)
{
  gunichar close = open == MARBRE_LEFT_GUILLEMET ? MARBRE_RIGHT_GUILLEMET : MARBRE_RIGHT_DOUBLE;
  guint last = MIN (passage->cells->len, index + MAX_LOOK_AHEAD);

  for (guint i = index + 1; i < last; i++)
    {
      gunichar c = marbre_passage_get (passage, i);

      if (c == close || c == open)
        return c == close;
    }
  return FALSE;
}

/* Can a straight mark at @index end the innermost quotation? */
static gboolean
is_open_for (MarbrePassage *passage, GArray *openers, guint index)
{
  const Opener *opener = top (openers);

  return opener != NULL && (opener->c == '"' || !has_own_end (passage, opener->c, index));
}

/* Does the straight mark at @index end a quotation? French typists put blanks inside the marks, so
 * one between two blanks ends what is open and begins what is not. */
static gboolean
ends_quotation (MarbrePassage *passage, GArray *openers, guint index)
{
  gunichar before = marbre_passage_get_before (passage, index);
  gunichar after = get_following (passage, index);
  gboolean open = is_open_for (passage, openers, index);

  if (is_space (before))
    return open && passage->french && (is_space (after) || is_closing (after));
  if (open)
    return !begins_inner (before, after);
  return is_space (after) || !is_before_opening (before);
}

static gboolean
begins_quotation (MarbrePassage *passage, GArray *openers, guint index)
{
  gunichar before = marbre_passage_get_before (passage, index);
  gunichar after = get_following (passage, index);

  /* Just typed behind a blank, in a French quotation: what comes next will tell. */
  if (passage->french && marbre_passage_is_at_caret (passage, index) && top (openers) != NULL &&
      is_space (before))
    return FALSE;
  return is_before_opening (before) && (!is_space (after) || (passage->french && after == ' '));
}

static void
take_straight (MarbrePassage *passage, GArray *openers, guint index)
{
  if (ends_quotation (passage, openers, index))
    {
      const Opener *opener = is_open_for (passage, openers, index) ? top (openers) : NULL;
      int open = pop (openers, opener ? opener->c : '"');

      if (open >= 0)
        set_pair (passage, (guint) open, index, openers->len);
    }
  else if (begins_quotation (passage, openers, index))
    push (openers, '"', index);
}

/* A mark that closes: its own opening one, else a straight one. */
static void
take_closing (MarbrePassage *passage, GArray *openers, gunichar own, guint index)
{
  int open = pop (openers, own);
  gboolean straight = open < 0 && top (openers) != NULL && top (openers)->c == '"';

  if (straight)
    open = pop (openers, '"');
  if (straight || (open >= 0 && own == MARBRE_LEFT_DOUBLE && openers->len == 0 && passage->french))
    set_pair (passage, (guint) open, index, openers->len);
}

static void
take_mark (MarbrePassage *passage, GArray *openers, guint index)
{
  gunichar c = marbre_passage_get (passage, index);

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
      take_closing (passage, openers, MARBRE_LEFT_GUILLEMET, index);
      break;
    case MARBRE_RIGHT_DOUBLE:
      take_closing (passage, openers, MARBRE_LEFT_DOUBLE, index);
      break;
    default:
      break;
    }
}

/* A quotation that the paragraph opens with and does not end goes on in the next paragraph, and one
 * that is being written will be ended. */
static void
set_unended (MarbrePassage *passage, GArray *openers)
{
  for (guint i = 0; i < openers->len; i++)
    {
      const Opener *opener = &g_array_index (openers, Opener, i);

      if (opener->c == '"' &&
          (passage->caret != MARBRE_NO_CARET ||
           (i == 0 && marbre_passage_get_before (passage, opener->index) == 0)))
        set_open (passage, opener->index, i);
    }
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

/* Where the quotation ends that a single mark at @index begins, or 0. One that is ended by a mark
 * of its own has no other end. */
static guint
find_single_end (MarbrePassage *passage, guint index)
{
  guint last = MIN (passage->cells->len, index + MAX_SINGLE);
  gboolean own = marbre_passage_get (passage, index) == MARBRE_LEFT_SINGLE;

  for (guint i = index + 2; i < last; i++)
    {
      gunichar c = marbre_passage_get (passage, i);
      gunichar before, after;

      if (c != '\'' && !(own && (c == MARBRE_APOSTROPHE || c == MARBRE_LEFT_SINGLE)))
        continue;
      before = marbre_passage_get_before (passage, i);
      after = marbre_passage_get_after (passage, i + 1);
      if (!is_space (before) && !g_unichar_isalnum (after) && after != 0xfffc)
        return c == '\'' ? i : 0;
    }
  return 0;
}

/* English single quotation marks; the rule for apostrophes takes the marks that are left. */
static void
take_singles (MarbrePassage *passage)
{
  for (guint i = 0; i < passage->cells->len; i++)
    {
      gunichar c = marbre_passage_get (passage, i);
      gunichar after = marbre_passage_get_after (passage, i + 1);
      guint end;

      if ((c != '\'' && c != MARBRE_LEFT_SINGLE) || is_space (after) ||
          !is_before_opening (marbre_passage_get_before (passage, i)) ||
          stands_for_letters (passage, i))
        continue;
      end = find_single_end (passage, i);
      if (end == 0 && (c != '\'' || passage->caret == MARBRE_NO_CARET || after == 0xfffc))
        continue;
      marbre_passage_set (passage, i, MARBRE_LEFT_SINGLE);
      if (end > 0)
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
