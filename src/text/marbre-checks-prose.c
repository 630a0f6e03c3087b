/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Checks of the words of a story: doubled words, double spaces, straight quotation marks, text to
 * come; see marbre-checks.h. Code and addresses are no words.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-checks-private.h"
#include "marbre-compat.h"
#include "marbre-language.h"
#include "marbre-prose.h"
#include "marbre-typography.h"

typedef struct
{
  MarbreChecks *checks; /* (borrowed) */
  MarbreField field;
  const char *text;     /* (borrowed): the field's */
  const char *language; /* (borrowed): "fr" or "en" */
} FieldCheck;

/* A word of a paragraph: its cells, and its source without markup. */
typedef struct
{
  guint first;
  guint end;
} Word;

static const MarbreCell *
cell_at (GArray *cells, guint index)
{
  return &g_array_index (cells, MarbreCell, index);
}

static gboolean
is_text (GArray *cells, guint index)
{
  return index < cells->len && cell_at (cells, index)->kind == MARBRE_CELL_TEXT;
}

static gboolean
is_word_cell (GArray *cells, guint index)
{
  gunichar c = is_text (cells, index) ? cell_at (cells, index)->c : 0;

  return g_unichar_isalnum (c) || g_unichar_ismark (c) || c == 0x2019 || c == '\'' || c == '-';
}

static gsize
source_end (GArray *cells, guint end)
{
  const MarbreCell *last = cell_at (cells, end - 1);

  return last->start + last->length;
}

static gboolean
is_french (FieldCheck *self)
{
  return g_str_equal (self->language, "fr");
}

/* Is there no markup from @first to @end? Then the source may be replaced as it is read. */
static gboolean
is_plain (GArray *cells, guint first, guint end)
{
  for (guint i = first; i < end; i++)
    if (!is_text (cells, i))
      return FALSE;
  return TRUE;
}

static char *
word_text (GArray *cells, const Word *word)
{
  GString *text = g_string_new (NULL);

  for (guint i = word->first; i < word->end; i++)
    g_string_append_unichar (text, cell_at (cells, i)->c);
  return marbre_string_steal (text);
}

/* Is there nothing but blanks and markup from @from to @to, and a blank at least? */
static gboolean
only_blanks (GArray *cells, guint from, guint to)
{
  gboolean blank = FALSE;

  for (guint i = from; i < to; i++)
    if (cell_at (cells, i)->kind == MARBRE_CELL_OPAQUE)
      return FALSE;
    else if (is_text (cells, i))
      {
        if (!g_unichar_isspace (cell_at (cells, i)->c))
          return FALSE;
        blank = TRUE;
      }
  return blank;
}

/* Words that stand twice in good prose: "nous nous levons", "he had had enough". */
static gboolean
may_be_doubled (const char *folded, gboolean french)
{
  static const char *const fr[] = { "nous", "vous", "faire", NULL };
  static const char *const en[] = { "had", "that", NULL };

  return g_ascii_isdigit (*folded) || g_strv_contains (french ? fr : en, folded);
}

static void
check_doubled (FieldCheck *self, GArray *cells, const Word *before, const Word *word)
{
  g_autofree char *one = word_text (cells, before);
  g_autofree char *other = word_text (cells, word);
  g_autofree char *folded_one = g_utf8_casefold (one, -1);
  g_autofree char *folded_other = g_utf8_casefold (other, -1);
  gsize start = cell_at (cells, before->first)->start;
  char *kept = NULL;

  if (!g_str_equal (folded_one, folded_other) ||
      may_be_doubled (folded_one, is_french (self)) ||
      g_unichar_isupper (cell_at (cells, word->first)->c)) /* "New York, York": a name */
    return;
  if (is_plain (cells, before->first, word->end))
    kept = g_strdup (one);
  marbre_checks_add_fix (self->checks, "word-doubled", MARBRE_SEVERITY_WARNING, self->field, start,
                         source_end (cells, word->end) - start,
                         g_strdup_printf (_ ("“%s” stands twice. Delete one."), other), kept);
}

/* "TK", "TKTK": to come, as newsrooms mark it. */
static void
check_to_come (FieldCheck *self, GArray *cells, const Word *word)
{
  g_autofree char *text = word_text (cells, word);
  gsize start = cell_at (cells, word->first)->start;
  const char *p = text;

  while (p[0] == 'T' && p[1] == 'K')
    p += 2;
  if (p == text || *p != '\0')
    return;
  marbre_checks_add (self->checks, "tk", MARBRE_SEVERITY_WARNING, self->field, start,
                     source_end (cells, word->end) - start,
                     g_strdup (_ ("“TK” marks text to come. Write it, or delete the mark.")));
}

static void
check_words (FieldCheck *self, GArray *cells)
{
  Word before = { 0, 0 };

  for (guint i = 0; i < cells->len; i++)
    {
      Word word = { i, i };

      while (is_word_cell (cells, word.end))
        word.end++;
      if (word.end == i)
        continue;
      if (before.end > 0 && only_blanks (cells, before.end, word.first) &&
          g_unichar_isalpha (cell_at (cells, word.first)->c))
        check_doubled (self, cells, &before, &word);
      check_to_come (self, cells, &word);
      before = word;
      i = word.end - 1;
    }
}

/* Blanks at the ends of lines and cells are Markdown's matter. */
static void
check_spaces (FieldCheck *self, GArray *cells)
{
  for (guint i = 0; i < cells->len; i++)
    {
      guint end = i;

      while (is_text (cells, end) && cell_at (cells, end)->c == ' ')
        end++;
      if (end - i >= 2 && i > 0 && end < cells->len && cell_at (cells, end)->c != '\n' &&
          cell_at (cells, i - 1)->c != '\n')
        marbre_checks_add_fix (self->checks, "space-doubled", MARBRE_SEVERITY_INFO, self->field,
                               cell_at (cells, i)->start, end - i,
                               g_strdup (_ ("More than one space. Leave one.")), g_strdup (" "));
      i = MAX (i, end > 0 ? end - 1 : 0);
    }
}

static gboolean
is_straight (GArray *cells, guint index)
{
  gunichar c = is_text (cells, index) ? cell_at (cells, index)->c : 0;

  /* Feet and inches ("6'2\"") are straight for good. */
  return (c == '"' || c == '\'') &&
         !(index > 0 && is_text (cells, index - 1) &&
           g_unichar_isdigit (cell_at (cells, index - 1)->c));
}

/* How many of the first bytes of both texts are the same, without cutting a character. */
static gsize
common_start (const char *a, const char *b)
{
  gsize n = 0;

  while (a[n] != '\0' && a[n] == b[n])
    n++;
  while (n > 0 && ((guint8) a[n] & 0xc0) == 0x80)
    n--;
  return n;
}

/* The same of the last bytes, with @most at most. */
static gsize
common_end (const char *a, const char *b, gsize most)
{
  const char *a_end = a + strlen (a);
  const char *b_end = b + strlen (b);
  gsize n = 0;

  while (n < most && a_end[-1 - (gssize) n] == b_end[-1 - (gssize) n])
    n++;
  while (n > 0 && ((guint8) a_end[-(gssize) n] & 0xc0) == 0x80)
    n--;
  return n;
}

/* What the typography of a stretch of the field should be; only what is between the first and the
 * last sign that changes.
 *
 * Returns: (transfer full) (nullable): %NULL if it is right, or is not to be touched */
static char *
set_stretch (FieldCheck *self, gsize *start, gsize *length)
{
  g_autofree char *source = g_strndup (self->text + *start, *length);
  g_autofree char *set = self->field == MARBRE_FIELD_BODY
                             ? marbre_typography_apply (source, self->language, NULL)
                             : marbre_typography_apply_line (source, self->language, NULL);
  gsize head = common_start (source, set);
  gsize tail = common_end (source, set, MIN (strlen (source), strlen (set)) - head);

  if (g_str_equal (source, set))
    return NULL;
  *start += head;
  *length -= head + tail;
  return g_strndup (set + head, strlen (set) - head - tail);
}

/* One finding a paragraph, and its correction sets the whole paragraph. */
static void
check_quotes (FieldCheck *self, GArray *cells)
{
  gsize start = cell_at (cells, 0)->start;
  gsize length = source_end (cells, cells->len) - start;
  guint first = 0;
  char *set;

  while (first < cells->len && !is_straight (cells, first))
    first++;
  if (first == cells->len)
    return;
  set = set_stretch (self, &start, &length);
  if (set == NULL)
    {
      start = cell_at (cells, first)->start;
      length = 1;
    }
  marbre_checks_add_fix (
      self->checks, "quotes-straight", MARBRE_SEVERITY_INFO, self->field, start, length,
      g_strdup (is_french (self) ? _ ("Straight quotation marks. Use « » and ’, or correct the "
                                      "typography of the whole story.")
                                 : _ ("Straight quotation marks. Use “ ” and ’, or correct the "
                                      "typography of the whole story.")),
      set);
}

static void
check_prose_cb (GArray *cells, gpointer data)
{
  check_words (data, cells);
  check_spaces (data, cells);
  check_quotes (data, cells);
}

static void
check_field (MarbreChecks *self, MarbreField field)
{
  const char *text = marbre_story_get_text (self->story, field);
  const char *language = marbre_story_get_text (self->story, MARBRE_FIELD_LANGUAGE);
  FieldCheck check = { self, field, text, marbre_language_resolve (language) };

  if (field != MARBRE_FIELD_BODY)
    {
      marbre_prose_foreach (text, strlen (text), MARBRE_PROSE_LINE, check_prose_cb, &check);
      return;
    }
  marbre_prose_foreach (text, strlen (text), MARBRE_PROSE_BODY, check_prose_cb, &check);
  marbre_prose_foreach (text, strlen (text), MARBRE_PROSE_TITLES, check_prose_cb, &check);
}

/**
 * marbre_checks_run_prose:
 * @self: the findings so far
 *
 * Adds what is wrong with the words of the fields and the body.
 */
void
marbre_checks_run_prose (MarbreChecks *self)
{
  static const MarbreField fields[] = { MARBRE_FIELD_SECTION,  MARBRE_FIELD_KICKER,
                                        MARBRE_FIELD_HEADLINE, MARBRE_FIELD_STANDFIRST,
                                        MARBRE_FIELD_BYLINE,   MARBRE_FIELD_BODY };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    check_field (self, fields[i]);
}
