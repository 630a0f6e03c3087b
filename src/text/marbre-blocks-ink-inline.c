/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Runs inside of a paragraph. cmark's own columns are wrong behind line ends, in emphasis with
 * three signs and in cells, so the text is read along with the tree: the tree says what comes next,
 * and what stands there must be able to mean it. Where it does not, the rest of the paragraph stays
 * plain.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-blocks-ink-private.h"

#include <string.h>

#define MAX_ENTITY 36 /* bytes, as long as the longest name */

/* What was opened and is not closed yet. */
typedef struct
{
  MarbreInkPlace start; /* before its mark */
  MarbreInkPlace inner; /* behind it */
} Open;

/* Returns: the byte at the place, '\n' between two lines, 0 at the end */
static char
peek (MarbreInk *self)
{
  if (self->place.line == self->end.line && self->place.at >= self->end.at)
    return '\0';
  if (self->place.at >= marbre_source_get_line_end (self->source, self->place.line))
    return '\n';
  return self->text[self->place.at];
}

static void
next (MarbreInk *self)
{
  if (peek (self) == '\n')
    {
      self->place.line++;
      self->place.at = marbre_ink_find_content (self, self->place.line);
    }
  else if (peek (self) != '\0')
    self->place.at++;
}

static void
skip_space (MarbreInk *self)
{
  while (peek (self) == ' ' || peek (self) == '\t' || peek (self) == '\n')
    next (self);
}

/* How many of @sign stand here. */
static gsize
count (MarbreInk *self, char sign)
{
  gsize end = self->place.line == self->end.line
                  ? self->end.at
                  : marbre_source_get_line_end (self->source, self->place.line);
  gsize at = self->place.at;

  while (at < end && self->text[at] == sign)
    at++;
  return at > self->place.at ? at - self->place.at : 0;
}

static void
add_mark (MarbreInk *self, gsize length)
{
  marbre_ink_add (self, MARBRE_RUN_MARK, 0, self->place.line, self->place.at,
                  self->place.at + length);
  self->place.at += length;
}

/* Text */

static gsize
find_entity (MarbreInk *self, gsize end)
{
  gsize at = self->place.at + 1;

  while (at < end && at < self->place.at + MAX_ENTITY &&
         (g_ascii_isalnum (self->text[at]) || self->text[at] == '#'))
    at++;
  return at < end && self->text[at] == ';' ? at + 1 - self->place.at : 0;
}

static void
mark_to_come (MarbreInk *self, gsize start)
{
  const char *text = self->text + start;
  gsize length = self->place.at - start;

  for (const char *p = text; (p = g_strstr_len (p, text + length - p, "TK")) != NULL;)
    {
      const char *end = p + (g_str_has_prefix (p, "TKTK") ? 4 : 2);
      gunichar after = end < text + length ? g_utf8_get_char_validated (end, -1) : ' ';
      gunichar before = p > text ? g_utf8_get_char (g_utf8_find_prev_char (text, p)) : ' ';

      if (end <= text + length && !g_unichar_isalnum (before) && before != '_' &&
          !g_unichar_isalnum (after) && after != '_')
        marbre_ink_add (self, MARBRE_RUN_TO_COME, 0, self->place.line,
                        (gsize) (p - self->text), (gsize) (end - self->text));
      p = end;
    }
}

static void
take_text (MarbreInk *self, const char *literal)
{
  gsize start = self->place.at;
  gsize end = self->place.line == self->end.line
                  ? self->end.at
                  : marbre_source_get_line_end (self->source, self->place.line);

  while (*literal != '\0')
    {
      char c = peek (self);
      gsize entity;

      if (c == '\\' && self->place.at + 1 < end && literal[0] == self->text[self->place.at + 1] &&
          g_ascii_ispunct (literal[0]))
        {
          add_mark (self, 1);
          continue;
        }
      if (c == '&' && (entity = find_entity (self, end)) > 0 &&
          strncmp (literal, self->text + self->place.at, entity) != 0)
        {
          self->place.at += entity;
          literal = g_utf8_next_char (literal);
          continue;
        }
      if (c != *literal || self->place.at >= end)
        {
          self->lost = TRUE;
          return;
        }
      self->place.at++;
      literal++;
    }
  mark_to_come (self, start);
}

static void
take_break (MarbreInk *self)
{
  while (peek (self) == ' ' || peek (self) == '\t')
    next (self);
  if (peek (self) == '\\')
    add_mark (self, 1);
  if (peek (self) == '\n')
    next (self);
  else
    self->lost = TRUE;
}

static void
take_code (MarbreInk *self)
{
  gsize length = count (self, '`');
  MarbreInkPlace start;

  self->lost = length == 0;
  if (self->lost)
    return;
  add_mark (self, length);
  start = self->place;
  while (peek (self) != '\0')
    {
      gsize here = count (self, '`');

      if (here == length)
        {
          marbre_ink_add_range (self, MARBRE_RUN_CODE, &start, &self->place);
          add_mark (self, length);
          return;
        }
      if (here > 0)
        self->place.at += here;
      else
        next (self);
    }
  self->lost = TRUE;
}

static void
take_html (MarbreInk *self, const char *literal)
{
  MarbreInkPlace start = self->place;

  for (; *literal != '\0'; literal++)
    {
      if (*literal == '\n' || *literal == '\r')
        {
          if (peek (self) == '\n')
            next (self);
          continue;
        }
      /* Blanks at the beginning of a line are in the tree, but were skipped here. */
      if (peek (self) == *literal)
        next (self);
      else if (*literal != ' ' && *literal != '\t')
        {
          self->lost = TRUE;
          return;
        }
    }
  marbre_ink_add_range (self, MARBRE_RUN_MARK, &start, &self->place);
}

static void
take_call (MarbreInk *self)
{
  MarbreInkPlace start = self->place;

  while (peek (self) != '\0' && peek (self) != ']')
    next (self);
  self->lost = peek (self) != ']';
  if (self->lost)
    return;
  next (self);
  marbre_ink_add_range (self, MARBRE_RUN_CALL, &start, &self->place);
}

/* Emphasis */

/* Types of extensions have no constant. */
static gboolean
is_strike (cmark_node *node)
{
  return g_str_equal (cmark_node_get_type_string (node), "strikethrough");
}

static gboolean
is_emphasis (cmark_node *node)
{
  cmark_node_type type = cmark_node_get_type (node);

  return type == CMARK_NODE_EMPH || type == CMARK_NODE_STRONG || is_strike (node);
}

static gsize
mark_length (cmark_node *node, MarbreInk *self)
{
  if (cmark_node_get_type (node) == CMARK_NODE_EMPH)
    return 1;
  if (cmark_node_get_type (node) == CMARK_NODE_STRONG)
    return 2;
  return MIN (count (self, '~'), 2);
}

static gboolean
is_mark (MarbreInk *self, cmark_node *node, gsize length)
{
  if (length == 0)
    return FALSE;
  if (is_strike (node))
    return peek (self) == '~';
  return count (self, '*') >= length || count (self, '_') >= length;
}

static void
take_mark (MarbreInk *self, cmark_node *node)
{
  gsize length = mark_length (node, self);

  self->lost = !is_mark (self, node, length);
  if (!self->lost)
    add_mark (self, length);
}

static MarbreRunKind
get_kind (cmark_node *node)
{
  if (cmark_node_get_type (node) == CMARK_NODE_EMPH)
    return MARBRE_RUN_EMPHASIS;
  if (cmark_node_get_type (node) == CMARK_NODE_STRONG)
    return MARBRE_RUN_STRONG;
  return MARBRE_RUN_STRIKE;
}

/* Links and pictures */

static gboolean
take_destination (MarbreInk *self)
{
  guint depth = 0;

  if (peek (self) == '<')
    {
      while (peek (self) != '>' && peek (self) != '\0' && peek (self) != '\n')
        {
          if (peek (self) == '\\')
            next (self);
          next (self);
        }
      if (peek (self) != '>')
        return FALSE;
      next (self);
      return TRUE;
    }
  for (;; next (self))
    {
      char c = peek (self);

      if (c == '\\')
        next (self);
      else if (c == '(')
        depth++;
      else if (c == ')' && depth > 0)
        depth--;
      else if (c == ')' || c == ' ' || c == '\t' || c == '\n' || c == '\0')
        return depth == 0;
    }
}

static gboolean
take_title (MarbreInk *self)
{
  char close = peek (self) == '(' ? ')' : peek (self);

  if (strchr ("\"'(", peek (self)) == NULL)
    return FALSE;
  for (next (self); peek (self) != close; next (self))
    {
      if (peek (self) == '\0')
        return FALSE;
      if (peek (self) == '\\')
        next (self);
    }
  next (self);
  return TRUE;
}

/* What stands behind "](", up to its end. @from and @to get the place of the address. */
static gboolean
take_target (MarbreInk *self, MarbreInkPlace *from, MarbreInkPlace *to)
{
  skip_space (self);
  *from = self->place;
  if (!take_destination (self))
    return FALSE;
  *to = self->place;
  skip_space (self);
  if (peek (self) != ')' && (peek (self) == '\0' || !take_title (self)))
    return FALSE;
  skip_space (self);
  if (peek (self) != ')')
    return FALSE;
  next (self);
  return TRUE;
}

static gboolean
take_label (MarbreInk *self)
{
  if (peek (self) != '[')
    return FALSE;
  for (next (self); peek (self) != ']'; next (self))
    {
      if (peek (self) == '\0')
        return FALSE;
      if (peek (self) == '\\')
        next (self);
    }
  next (self);
  return TRUE;
}

static void
fold (MarbreInk *self, const MarbreInkPlace *start, const MarbreInkPlace *end)
{
  marbre_ink_add_range (self, MARBRE_RUN_MARK, start, end);
  marbre_ink_add_range (self, MARBRE_RUN_FOLD, start, end);
}

static void
enter_link (MarbreInk *self, gboolean picture)
{
  if (picture && peek (self) == '!')
    add_mark (self, 1);
  if (peek (self) == '[' && picture)
    add_mark (self, 1);
  else if (peek (self) == '[')
    next (self);
  else if (peek (self) == '<' && !picture)
    add_mark (self, 1);
  else
    self->lost = picture;
}

static gboolean
is_empty (const MarbreInkPlace *start, const MarbreInkPlace *end)
{
  return start->at == end->at;
}

/* Of a picture, only the address is of no use: its words are read. Nothing is folded of a link
 * without words, and nothing that would leave a line empty. */
static void
leave_bracket (MarbreInk *self, const Open *open, gboolean picture)
{
  MarbreInkPlace close = self->place;
  MarbreInkPlace from, to;
  gboolean inline_target;

  next (self);
  from = to = self->place;
  inline_target = peek (self) == '(';
  if (inline_target)
    {
      next (self);
      inline_target = take_target (self, &from, &to);
    }
  if (!inline_target)
    {
      self->place = close;
      next (self);
      from = to = self->place;
      if (!take_label (self))
        self->place = from;
    }
  if (picture)
    {
      marbre_ink_add_range (self, MARBRE_RUN_MARK, &close, &from);
      marbre_ink_add_range (self, MARBRE_RUN_FOLD, &from, &to);
      marbre_ink_add_range (self, MARBRE_RUN_MARK, &from, &self->place);
    }
  else if (is_empty (&open->inner, &close))
    marbre_ink_add_range (self, MARBRE_RUN_MARK, &open->start, &self->place);
  else
    {
      marbre_ink_add_range (self, MARBRE_RUN_LINK, &open->inner, &close);
      fold (self, &open->start, &open->inner);
      fold (self, &close, &self->place);
    }
  marbre_ink_add_range (self, MARBRE_RUN_FOLDED, &open->start, &self->place);
}

static void
leave_link (MarbreInk *self, const Open *open, gboolean picture)
{
  char opening = self->text[open->inner.at > 0 ? open->inner.at - 1 : 0];

  if (is_empty (&open->start, &open->inner))
    marbre_ink_add_range (self, MARBRE_RUN_LINK, &open->start, &self->place);
  else if (opening == '<')
    {
      marbre_ink_add_range (self, MARBRE_RUN_LINK, &open->inner, &self->place);
      if (peek (self) == '>')
        add_mark (self, 1);
    }
  else if (peek (self) == ']')
    leave_bracket (self, open, picture);
  else
    self->lost = TRUE;
}

static void
enter (MarbreInk *self, cmark_node *node, GArray *opened)
{
  cmark_node_type type = cmark_node_get_type (node);
  Open open = { .start = self->place };

  if (type == CMARK_NODE_TEXT)
    take_text (self, cmark_node_get_literal (node));
  else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
    take_break (self);
  else if (type == CMARK_NODE_CODE)
    take_code (self);
  else if (type == CMARK_NODE_HTML_INLINE)
    take_html (self, cmark_node_get_literal (node));
  else if (type == CMARK_NODE_FOOTNOTE_REFERENCE)
    take_call (self);
  else if (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE)
    enter_link (self, type == CMARK_NODE_IMAGE);
  else if (is_emphasis (node))
    take_mark (self, node);
  open.inner = self->place;
  g_array_append_val (opened, open);
}

static void
leave (MarbreInk *self, cmark_node *node, GArray *opened)
{
  cmark_node_type type = cmark_node_get_type (node);
  Open open = g_array_index (opened, Open, opened->len - 1);

  g_array_set_size (opened, opened->len - 1);
  if (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE)
    leave_link (self, &open, type == CMARK_NODE_IMAGE);
  else if (is_emphasis (node))
    {
      marbre_ink_add_range (self, get_kind (node), &open.inner, &self->place);
      take_mark (self, node);
    }
}

/* What the walk does not leave; the call of a footnote is left, although it holds nothing. */
static gboolean
is_leaf (cmark_node *node)
{
  cmark_node_type type = cmark_node_get_type (node);

  return type == CMARK_NODE_TEXT || type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK ||
         type == CMARK_NODE_CODE || type == CMARK_NODE_HTML_INLINE;
}

/**
 * marbre_ink_read_inlines:
 * @leaf: a block with text; the walk stands where its text begins
 *
 * Adds the runs of its text.
 */
void
marbre_ink_read_inlines (MarbreInk *self, cmark_node *leaf)
{
  cmark_iter *iter = cmark_iter_new (leaf);
  g_autoptr (GArray) opened = g_array_new (FALSE, FALSE, sizeof (Open));
  cmark_event_type event;

  while (!self->lost && (event = cmark_iter_next (iter)) != CMARK_EVENT_DONE)
    {
      cmark_node *node = cmark_iter_get_node (iter);

      if (node == leaf)
        continue;
      if (event == CMARK_EVENT_EXIT)
        leave (self, node, opened);
      else
        enter (self, node, opened);
      if (event == CMARK_EVENT_ENTER && is_leaf (node))
        g_array_set_size (opened, opened->len - 1);
    }
  cmark_iter_free (iter);
}
