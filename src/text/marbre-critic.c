/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * CriticMarkup; see marbre-critic.h. A paragraph is read once, from sign to sign; what is open is
 * kept on a short stack, so that a thousand opening signs cost no more than a thousand letters.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-critic.h"

#include <string.h>

#include "marbre-compat.h"

#define SIGN_LENGTH  MARBRE_CRITIC_SIGN_LENGTH
#define ARROW_LENGTH MARBRE_CRITIC_ARROW_LENGTH

/* Longer runs of backticks are no code, as for cmark. */
#define MAX_BACKTICKS 80

static const char *const signs[MARBRE_N_CRITIC_KINDS][2] = {
  [MARBRE_CRITIC_COMMENT] = { "{>>", "<<}" },      [MARBRE_CRITIC_ADDITION] = { "{++", "++}" },
  [MARBRE_CRITIC_DELETION] = { "{--", "--}" },     [MARBRE_CRITIC_SUBSTITUTION] = { "{~~", "~~}" },
  [MARBRE_CRITIC_HIGHLIGHT] = { "{==", "==}" },
};

/* A paragraph being read. */
typedef struct
{
  const char *text; /* (borrowed) */
  gsize at;
  gsize end;
  GArray *marks; /* (borrowed) */
  MarbreCriticMark open[MARBRE_CRITIC_MAX_DEPTH];
  guint n_open;
  gsize last_ticks[MAX_BACKTICKS + 1]; /* where the last run of that many begins; 0 for none */
  gboolean has_ticks;
} Reader;

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t';
}

static gboolean
ends_line (char c)
{
  return c == '\n' || c == '\r';
}

static gboolean
has_sign (Reader *self, const char *sign)
{
  return self->end - self->at >= SIGN_LENGTH &&
         memcmp (self->text + self->at, sign, SIGN_LENGTH) == 0;
}

/* Where the text of a line begins, behind the signs of quotations. */
static gsize
skip_prefix (const char *text, gsize at, gsize end, guint *depth)
{
  *depth = 0;
  for (; at < end && (is_blank (text[at]) || text[at] == '>'); at++)
    *depth += text[at] == '>';
  return at;
}

static gsize
find_line_end (const char *text, gsize at, gsize end)
{
  while (at < end && !ends_line (text[at]))
    at++;
  return at;
}

static gsize
skip_line_end (const char *text, gsize at, gsize end)
{
  if (at + 1 < end && text[at] == '\r' && text[at + 1] == '\n')
    return at + 2;
  return at < end ? at + 1 : at;
}

static gboolean
is_item (const char *text, gsize at, gsize end)
{
  gsize i = at;

  while (i < end && g_ascii_isdigit (text[i]))
    i++;
  if (i == at)
    return text[at] == '-' || text[at] == '+' || text[at] == '*'
               ? at + 1 == end || is_blank (text[at + 1])
               : FALSE;
  return i < end && (text[i] == '.' || text[i] == ')') &&
         (i + 1 == end || is_blank (text[i + 1]));
}

/* Where the text of a line begins, behind the marks of items, too. */
static gsize
skip_items (const char *text, gsize at, gsize end)
{
  guint depth;

  while (at < end && is_item (text, at, end))
    {
      while (at < end && !is_blank (text[at]))
        at++;
      at = skip_prefix (text, at, end, &depth);
    }
  return at;
}

/* "***", "---", "===" */
static gboolean
is_rule (const char *text, gsize at, gsize end)
{
  for (gsize i = at; i < end; i++)
    if (text[i] != text[at] && !is_blank (text[i]))
      return FALSE;
  return strchr ("-*_=", text[at]) != NULL;
}

/* Whether a line, from its text on, begins something of its own. */
static gboolean
begins_block (const char *text, gsize at, gsize end)
{
  if (text[at] == '#' || text[at] == '|')
    return TRUE;
  if (end - at >= 3 && (memcmp (text + at, "```", 3) == 0 || memcmp (text + at, "~~~", 3) == 0))
    return TRUE;
  if (end - at >= 2 && memcmp (text + at, "[^", 2) == 0)
    return TRUE;
  return is_item (text, at, end) || is_rule (text, at, end);
}

static gboolean
is_blank_line (const char *text, gsize at, gsize end)
{
  while (at < end && is_blank (text[at]))
    at++;
  return at == end;
}

/* "|---|:--|": the line above is the head of a table, or of something else. */
static gboolean
is_divider (const char *text, gsize at, gsize end)
{
  gboolean dash = FALSE;

  for (gsize i = at; i < end; i++)
    {
      if (strchr ("|-: \t>", text[i]) == NULL || text[i] == '\0')
        return FALSE;
      dash |= text[i] == '-';
    }
  return dash;
}

static gsize
count_ticks (const char *text, gsize at, gsize end)
{
  gsize n = 0;

  while (at + n < end && text[at + n] == '`')
    n++;
  return n;
}

static void
find_ticks (Reader *self)
{
  memset (self->last_ticks, 0, sizeof self->last_ticks);
  self->has_ticks = TRUE;
  for (gsize i = self->at; i < self->end;)
    {
      gsize n = count_ticks (self->text, i, self->end);

      if (n > 0 && n <= MAX_BACKTICKS)
        self->last_ticks[n] = i;
      i += MAX (n, 1);
    }
}

/* Code in a line, or only its signs if nothing closes it. */
static void
read_ticks (Reader *self)
{
  gsize length = count_ticks (self->text, self->at, self->end);

  if (!self->has_ticks)
    find_ticks (self);
  if (length > MAX_BACKTICKS || self->last_ticks[length] <= self->at)
    {
      self->at += length;
      return;
    }
  for (self->at += length; self->at < self->end;)
    {
      gsize n = count_ticks (self->text, self->at, self->end);

      self->at += MAX (n, 1);
      if (n == length)
        return;
    }
}

static gboolean
read_opening (Reader *self)
{
  for (guint kind = 0; kind < MARBRE_N_CRITIC_KINDS; kind++)
    {
      MarbreCriticMark mark = { .kind = kind, .depth = self->n_open, .start = self->at };

      if (!has_sign (self, signs[kind][0]))
        continue;
      if (self->n_open < MARBRE_CRITIC_MAX_DEPTH)
        self->open[self->n_open++] = mark;
      self->at += SIGN_LENGTH;
      return TRUE;
    }
  return FALSE;
}

static void
close_mark (Reader *self, guint index)
{
  MarbreCriticMark mark = self->open[index];

  mark.end = self->at + SIGN_LENGTH;
  if (mark.kind != MARBRE_CRITIC_SUBSTITUTION)
    mark.middle = self->at;
  self->n_open = index;
  if (mark.middle > 0)
    g_array_append_val (self->marks, mark);
  self->at = mark.end;
}

static gboolean
read_closing (Reader *self)
{
  guint kind = 0;

  while (kind < MARBRE_N_CRITIC_KINDS && !has_sign (self, signs[kind][1]))
    kind++;
  if (kind == MARBRE_N_CRITIC_KINDS)
    return FALSE;
  for (guint i = self->n_open; i > 0; i--)
    if (self->open[i - 1].kind == kind)
      {
        close_mark (self, i - 1);
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_arrow (Reader *self)
{
  for (guint i = self->n_open; i > 0; i--)
    if (self->open[i - 1].kind == MARBRE_CRITIC_SUBSTITUTION && self->open[i - 1].middle == 0)
      {
        self->open[i - 1].middle = self->at;
        self->n_open = i;
        self->at += ARROW_LENGTH;
        return TRUE;
      }
  return FALSE;
}

/* Returns: whether something was read */
static gboolean
read_sign (Reader *self)
{
  gboolean in_comment =
      self->n_open > 0 && self->open[self->n_open - 1].kind == MARBRE_CRITIC_COMMENT;

  switch (self->text[self->at])
    {
    case '{':
      return !in_comment && read_opening (self);
    case '<':
      return read_closing (self);
    case '~':
      if (!in_comment && self->end - self->at >= ARROW_LENGTH && self->text[self->at + 1] == '>')
        return read_arrow (self);
      return !in_comment && read_closing (self);
    case '+':
    case '-':
    case '=':
      return !in_comment && read_closing (self);
    default:
      return FALSE;
    }
}

/* Lines that may be one paragraph. */
static void
read_paragraph (const char *text, gsize start, gsize end, GArray *marks)
{
  Reader reader = { .text = text, .at = start, .end = end, .marks = marks };

  while (reader.at < end)
    {
      char c = text[reader.at];

      if (c == '\\' && reader.at + 1 < end && g_ascii_ispunct (text[reader.at + 1]))
        reader.at += 2;
      else if (c == '`')
        read_ticks (&reader);
      else if (!read_sign (&reader))
        reader.at++;
    }
}

/* Where the paragraph ends that begins at @start, with the line end. */
static gsize
find_paragraph_end (const char *text, gsize start, gsize length)
{
  guint depth;
  gsize first_end = find_line_end (text, start, length);
  gsize first = skip_items (text, skip_prefix (text, start, first_end, &depth), first_end);
  gsize at = skip_line_end (text, first_end, length);

  if (first < first_end && text[first] == '#')
    return at;
  while (at < length)
    {
      gsize end = find_line_end (text, at, length);
      guint deeper;
      gsize inside = skip_prefix (text, at, end, &deeper);
      gsize next = skip_line_end (text, end, length);

      if (inside == end || deeper > depth || begins_block (text, inside, end) ||
          is_divider (text, next, find_line_end (text, next, length)))
        return at;
      at = next;
    }
  return length;
}

static int
compare_marks (gconstpointer a, gconstpointer b)
{
  const MarbreCriticMark *x = a;
  const MarbreCriticMark *y = b;

  return x->start < y->start ? -1 : x->start > y->start;
}

/* Marks were noted when they closed, and counted what never did among what they are in. */
static void
put_in_order (GArray *marks)
{
  gsize ends[MARBRE_CRITIC_MAX_DEPTH];
  guint depth = 0;

  g_array_sort (marks, compare_marks);
  for (guint i = 0; i < marks->len; i++)
    {
      MarbreCriticMark *mark = &g_array_index (marks, MarbreCriticMark, i);

      while (depth > 0 && ends[depth - 1] <= mark->start)
        depth--;
      mark->depth = depth;
      ends[depth++] = mark->end;
    }
}

/**
 * marbre_critic_scan:
 * @text: (array length=length): Markdown, UTF-8; may hold NUL bytes
 * @length: bytes of @text
 *
 * Finds the marks that are complete. A sign behind a backslash is none. In a comment nothing else
 * is a mark; what is not closed where its paragraph ends, or where the mark around it ends, is
 * text. What is found in lines with a blank line at both ends is the same wherever they stand.
 *
 * Returns: (transfer full) (nullable) (element-type MarbreCriticMark): in the order of their
 *   starts; %NULL for none
 */
GArray *
marbre_critic_scan (const char *text, gsize length)
{
  g_autoptr (GArray) marks = NULL;
  gboolean in_table = FALSE;

  /* Nearly all texts end here. */
  if (memchr (text, '{', length) == NULL)
    return NULL;
  marks = g_array_new (FALSE, FALSE, sizeof (MarbreCriticMark));
  for (gsize at = 0; at < length;)
    {
      gsize line_end = find_line_end (text, at, length);
      gsize end = skip_line_end (text, line_end, length);

      /* Cells end where their line does. */
      if (is_divider (text, at, line_end))
        in_table = TRUE;
      else if (is_blank_line (text, at, line_end))
        in_table = FALSE;
      else if (!in_table)
        end = find_paragraph_end (text, at, length);
      if (memchr (text + at, '{', end - at) != NULL)
        read_paragraph (text, at, end, marks);
      at = end;
    }
  if (marks->len == 0)
    return NULL;
  put_in_order (marks);
  return g_steal_pointer (&marks);
}

/**
 * marbre_critic_get_scope:
 *
 * Returns: what marks of @kind count as
 */
MarbreCriticScope
marbre_critic_get_scope (MarbreCriticKind kind)
{
  return kind == MARBRE_CRITIC_COMMENT || kind == MARBRE_CRITIC_HIGHLIGHT
             ? MARBRE_CRITIC_COMMENTS
             : MARBRE_CRITIC_SUGGESTIONS;
}

/**
 * marbre_critic_get_sign:
 *
 * Returns: the sign of three bytes that opens or closes marks of @kind
 */
const char *
marbre_critic_get_sign (MarbreCriticKind kind, gboolean closing)
{
  return signs[kind][closing ? 1 : 0];
}

static char *
dup_on_one_line (const char *text, gsize start, gsize end)
{
  GString *out = g_string_sized_new (end - start);

  while (start < end)
    {
      guint depth;

      if (!ends_line (text[start]))
        {
          g_string_append_c (out, text[start++]);
          continue;
        }
      g_string_append_c (out, ' ');
      start = skip_prefix (text, skip_line_end (text, start, end), end, &depth);
    }
  return g_strstrip (marbre_string_steal (out));
}

/**
 * marbre_critic_dup_text:
 * @text: what @mark was found in
 * @mark: a mark
 * @replacement: (out) (transfer full) (nullable): for a substitution the new text, else %NULL
 *
 * Returns: (transfer full): what stands in the mark, as it is written, on one line
 */
char *
marbre_critic_dup_text (const char *text, const MarbreCriticMark *mark, char **replacement)
{
  *replacement = NULL;
  if (mark->kind == MARBRE_CRITIC_SUBSTITUTION)
    *replacement =
        dup_on_one_line (text, mark->middle + ARROW_LENGTH, mark->end - SIGN_LENGTH);
  return dup_on_one_line (text, mark->start + SIGN_LENGTH, mark->middle);
}
