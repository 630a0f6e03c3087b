/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Runs of blocks; see marbre-blocks-ink.h. cmark says on which lines a block stands and where its
 * first line's text begins; the beginnings of the other lines are read again here.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-blocks-ink.h"

#include <string.h>

#include "marbre-blocks-house.h"
#include "marbre-blocks-ink-private.h"
#include "marbre-blocks-private.h"

/* Emphasis in emphasis over many lines would have a run for each in each. Nobody writes more than
 * this. */
#define MAX_RUNS(part) ((part)->length + 64)

/* A line without ">" may belong to a thousand quotations. */
#define MAX_QUOTES 4

static gsize
line_start (MarbreInk *self, guint line)
{
  return marbre_source_get_line_start (self->source, line);
}

static gsize
line_end (MarbreInk *self, guint line)
{
  return marbre_source_get_line_end (self->source, line);
}

static guint
first_line (cmark_node *node)
{
  return (guint) MAX (cmark_node_get_start_line (node) - 1, 0);
}

static guint
last_line (cmark_node *node)
{
  return (guint) MAX (cmark_node_get_end_line (node) - 1, 0);
}

static gboolean
is_full (MarbrePart *part)
{
  return part->runs != NULL && part->runs->len >= MAX_RUNS (part);
}

static gsize
skip_blanks (MarbreInk *self, gsize at, gsize end)
{
  while (at < end && (self->text[at] == ' ' || self->text[at] == '\t'))
    at++;
  return at;
}

/**
 * marbre_ink_find_content:
 * @line: a line of the source that goes on with a paragraph
 *
 * Returns: where its text begins
 */
gsize
marbre_ink_find_content (MarbreInk *self, guint line)
{
  gsize end = line_end (self, line);
  gsize at = skip_blanks (self, line_start (self, line), end);

  for (guint i = 0; i < self->quotes && at < end && self->text[at] == '>'; i++)
    at = skip_blanks (self, at + 1, end);
  return at;
}

/**
 * marbre_ink_add:
 * @kind: what it is
 * @level: see #MarbreRunKind
 * @line: a line of the source
 * @start: first byte, in the source
 * @end: byte after the last
 *
 * Adds a run.
 */
void
marbre_ink_add (MarbreInk *self,
                MarbreRunKind kind,
                guint level,
                guint line,
                gsize start,
                gsize end)
{
  gsize origin = line_start (self, line);
  MarbreRun run = { .kind = (guint8) kind, .level = (guint8) MIN (level, G_MAXUINT8) };

  if (line < self->first || line - self->first >= self->part->n_lines || end < start ||
      start < origin || is_full (self->part))
    return;
  if (self->part->runs == NULL)
    self->part->runs = g_array_new (FALSE, FALSE, sizeof (MarbreRun));
  run.line = line - self->first;
  run.start = (guint) (start - origin);
  run.end = (guint) (end - origin);
  g_array_append_val (self->part->runs, run);
}

/**
 * marbre_ink_add_range:
 * @kind: what it is
 * @start: where it begins
 * @end: where it ends
 *
 * Adds a run to each line that the range touches, without what stands before the lines' text.
 */
void
marbre_ink_add_range (MarbreInk *self,
                      MarbreRunKind kind,
                      const MarbreInkPlace *start,
                      const MarbreInkPlace *end)
{
  for (guint line = start->line; line <= end->line && !is_full (self->part); line++)
    {
      gsize from = line == start->line ? start->at : marbre_ink_find_content (self, line);
      gsize to = line == end->line ? end->at : line_end (self, line);

      if (from < to)
        marbre_ink_add (self, kind, 0, line, from, to);
    }
}

static void
add_lines (MarbreInk *self, MarbreRunKind kind, guint level, guint first, guint last)
{
  last = MIN (last, self->first + self->part->n_lines - 1);
  for (guint line = first; line <= last; line++)
    marbre_ink_add (self, kind, level, line, line_start (self, line), line_end (self, line));
}

/* Returns: whether the text of @leaf is where its place says */
static gboolean
enter_leaf (MarbreInk *self, cmark_node *leaf)
{
  int column = cmark_node_get_start_column (leaf);

  if (cmark_node_get_start_line (leaf) < 1 || column < 1)
    return FALSE;
  self->lost = FALSE;
  self->place.line = first_line (leaf);
  self->place.at = MIN (line_start (self, self->place.line) + (gsize) column - 1,
                        line_end (self, self->place.line));
  self->end.line = MAX (last_line (leaf), self->place.line);
  self->end.at = line_end (self, self->end.line);
  return TRUE;
}

static void
add_paragraph (MarbreInk *self, cmark_node *node)
{
  if (!enter_leaf (self, node))
    return;
  marbre_ink_add (self, MARBRE_RUN_PREFIX, 0, self->place.line,
                  line_start (self, self->place.line), self->place.at);
  for (guint line = self->place.line + 1; line <= self->end.line; line++)
    marbre_ink_add (self, MARBRE_RUN_PREFIX, 0, line, line_start (self, line),
                    marbre_ink_find_content (self, line));
  marbre_ink_read_inlines (self, node);
}

/* An underlined heading ends for cmark on the line behind it. */
static void
leave_underline (MarbreInk *self)
{
  for (; self->end.line > self->place.line; self->end.line--)
    {
      gsize at = marbre_ink_find_content (self, self->end.line);

      if (at < line_end (self, self->end.line) && strchr ("-=", self->text[at]) != NULL)
        break;
    }
  self->end.at = line_end (self, self->end.line);
}

/* The signs around the text of a heading are on its line or on the one below. */
static void
add_heading (MarbreInk *self, cmark_node *node)
{
  guint level = (guint) cmark_node_get_heading_level (node);
  gsize start, at;

  if (!enter_leaf (self, node))
    return;
  start = at = self->place.at;
  while (at < line_end (self, self->place.line) && self->text[at] == '#')
    at++;
  if (at > start)
    {
      self->end.line = self->place.line;
      self->end.at = line_end (self, self->place.line);
      self->place.at = skip_blanks (self, at, self->end.at);
      marbre_ink_add (self, MARBRE_RUN_MARK, 0, self->place.line, start, self->place.at);
    }
  else
    leave_underline (self);
  add_lines (self, MARBRE_RUN_HEADING, level, first_line (node), self->end.line);
  marbre_ink_read_inlines (self, node);
  if (!self->lost && self->place.at < self->end.at)
    marbre_ink_add_range (self, MARBRE_RUN_MARK, &self->place, &self->end);
}

static void
add_code (MarbreInk *self, cmark_node *node)
{
  int length, offset;
  char sign;
  guint first = first_line (node);
  guint last = MAX (last_line (node), first);

  while (last > first && marbre_source_is_blank (self->source, last))
    last--;
  add_lines (self, MARBRE_RUN_CODE_LINE, 0, first, last);
  if (!cmark_node_get_fenced (node, &length, &offset, &sign))
    return;
  add_lines (self, MARBRE_RUN_MARK, 0, first, first);
  if (last > first && self->text[marbre_ink_find_content (self, last)] == sign)
    add_lines (self, MARBRE_RUN_MARK, 0, last, last);
}

static void
add_quote (MarbreInk *self, MarbreSpan span)
{
  guint first = span.first;
  guint last = MIN (span.last, self->first + self->part->n_lines - 1);

  self->quotes++;
  if (self->quotes > MAX_QUOTES)
    return;
  for (guint line = first; line <= last; line++)
    {
      gsize start = line_start (self, line);

      marbre_ink_add (self, MARBRE_RUN_QUOTE, self->quotes, line, start, line_end (self, line));
      marbre_ink_add (self, MARBRE_RUN_MARK, 0, line, start,
                      marbre_ink_find_content (self, line));
    }
  if (self->quotes == 1)
    {
      gsize start = marbre_ink_find_content (self, first);
      gsize end = line_end (self, first);
      g_autofree char *marker = g_strndup (self->text + start, end - start);
      MarbreBlockKind kind = marbre_blocks_house_parse_marker (marker);

      if (kind == MARBRE_BLOCK_QUOTE)
        return;
      marbre_ink_add (self, MARBRE_RUN_KEYWORD, kind, first, start, end);
      marbre_ink_add (self, MARBRE_RUN_FOLD, 0, first, start, end);
      marbre_ink_add (self, MARBRE_RUN_FOLDED, 0, first, line_start (self, first), end);
    }
}

static void
add_item (MarbreInk *self, cmark_node *node)
{
  guint line = first_line (node);
  gsize end = line_end (self, line);
  gsize start = line_start (self, line) + (gsize) MAX (cmark_node_get_start_column (node) - 1, 0);
  gsize at = start;

  while (at < end && g_ascii_isdigit (self->text[at]))
    at++;
  if (at < end && strchr ("-+*.)", self->text[at]) != NULL)
    marbre_ink_add (self, MARBRE_RUN_MARK, 0, line, start, at + 1);
}

/* Behind the next bar that is no text. */
static gsize
find_bar (MarbreInk *self, gsize at, gsize end)
{
  while (at < end && self->text[at] != '|')
    at += self->text[at] == '\\' && at + 1 < end ? 2 : 1;
  return at;
}

static void
add_row (MarbreInk *self, cmark_node *row)
{
  guint line = first_line (row);
  gsize end = line_end (self, line);
  gsize at = marbre_ink_find_content (self, line);

  for (cmark_node *cell = cmark_node_first_child (row); cell != NULL; cell = cmark_node_next (cell))
    {
      gsize bar;

      if (at < end && self->text[at] == '|')
        {
          marbre_ink_add (self, MARBRE_RUN_MARK, 0, line, at, at + 1);
          at++;
        }
      bar = find_bar (self, at, end);
      self->place = (MarbreInkPlace){ line, skip_blanks (self, at, bar) };
      self->end = (MarbreInkPlace){ line, bar };
      self->lost = FALSE;
      marbre_ink_read_inlines (self, cell);
      at = bar;
    }
  if (at < end && self->text[at] == '|')
    marbre_ink_add (self, MARBRE_RUN_MARK, 0, line, at, at + 1);
}

static void
add_table (MarbreInk *self, cmark_node *table, MarbreSpan span)
{
  add_lines (self, MARBRE_RUN_TABLE, 0, span.first, span.last);
  /* The line below the header is none of the rows. */
  if (span.last > span.first)
    add_lines (self, MARBRE_RUN_MARK, 0, span.first + 1, span.first + 1);
  for (cmark_node *row = cmark_node_first_child (table); row != NULL; row = cmark_node_next (row))
    if (cmark_node_get_start_line (row) > 0)
      add_row (self, row);
}

static void
add_note (MarbreInk *self, MarbreSpan span)
{
  gsize start = line_start (self, span.first);
  const char *label = g_strstr_len (self->text + start,
                                    (gssize) (line_end (self, span.first) - start), "]:");

  add_lines (self, MARBRE_RUN_NOTE, 0, span.first, span.last);
  if (label != NULL)
    marbre_ink_add (self, MARBRE_RUN_CALL, 0, span.first, start, (gsize) (label + 2 - self->text));
}

static void
enter_block (MarbreInk *self, cmark_node *node, MarbreSpan span)
{
  cmark_node_type type = cmark_node_get_type (node);

  if (type == CMARK_NODE_PARAGRAPH)
    add_paragraph (self, node);
  else if (type == CMARK_NODE_HEADING)
    add_heading (self, node);
  else if (type == CMARK_NODE_CODE_BLOCK)
    add_code (self, node);
  else if (type == CMARK_NODE_HTML_BLOCK)
    add_lines (self, MARBRE_RUN_CODE_LINE, 0, first_line (node),
               MAX (last_line (node), first_line (node)));
  else if (type == CMARK_NODE_THEMATIC_BREAK)
    add_lines (self, MARBRE_RUN_MARK, 0, first_line (node), first_line (node));
  else if (type == CMARK_NODE_BLOCK_QUOTE)
    add_quote (self, span);
  else if (type == CMARK_NODE_ITEM)
    add_item (self, node);
  else if (type == CMARK_NODE_FOOTNOTE_DEFINITION)
    add_note (self, span);
  else if (g_str_equal (cmark_node_get_type_string (node), "table"))
    add_table (self, node, span);
}

static MarbreSpan
get_span (cmark_node *node)
{
  MarbreSpan span = { first_line (node), MAX (last_line (node), first_line (node)) };

  return span;
}

/**
 * marbre_ink_collect:
 * @source: what was parsed
 * @text: its text
 * @node: a top-level node
 * @span: its lines
 * @first: the first line of the part that it belongs to
 * @part: that part, which gets the runs
 *
 * To be called before the node is rendered, which may change it.
 */
void
marbre_ink_collect (MarbreSource *source,
                    const char *text,
                    cmark_node *node,
                    MarbreSpan span,
                    guint first,
                    MarbrePart *part)
{
  MarbreInk self = { .source = source, .text = text, .part = part, .first = first };
  cmark_iter *iter = cmark_iter_new (node);
  cmark_event_type event;

  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE)
    {
      cmark_node *at = cmark_iter_get_node (iter);

      if (((int) cmark_node_get_type (at) & CMARK_NODE_TYPE_MASK) != CMARK_NODE_TYPE_BLOCK)
        continue;
      if (event == CMARK_EVENT_ENTER)
        enter_block (&self, at, at == node ? span : get_span (at));
      else if (cmark_node_get_type (at) == CMARK_NODE_BLOCK_QUOTE)
        self.quotes--;
    }
  cmark_iter_free (iter);
}

/**
 * marbre_ink_add_block:
 * @part: a part
 * @first: a line of the part
 * @last: another
 * @kind: what these lines are together
 */
void
marbre_ink_add_block (MarbrePart *part, guint first, guint last, MarbreBlockKind kind)
{
  if (part->runs == NULL)
    part->runs = g_array_new (FALSE, FALSE, sizeof (MarbreRun));
  for (guint line = first; line <= last; line++)
    {
      MarbreRun run = { .line = line, .kind = MARBRE_RUN_BLOCK, .level = (guint8) kind };

      g_array_append_val (part->runs, run);
    }
}

static int
compare_runs (gconstpointer a, gconstpointer b)
{
  const MarbreRun *one = a;
  const MarbreRun *other = b;

  if (one->line != other->line)
    return one->line < other->line ? -1 : 1;
  return one->start < other->start ? -1 : one->start > other->start;
}

/**
 * marbre_ink_finish:
 * @part: a part that has all its runs
 */
void
marbre_ink_finish (MarbrePart *part)
{
  marbre_ink_add_critics (part);
  if (part->runs != NULL)
    g_array_sort (part->runs, compare_runs);
}

/**
 * marbre_blocks_count_stretches:
 *
 * Returns: how many stretches there are, at least 1
 */
guint
marbre_blocks_count_stretches (MarbreBlocks *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->parts->len;
}

/**
 * marbre_blocks_get_stretch:
 * @index: below marbre_blocks_count_stretches()
 * @out: (out caller-allocates): the stretch, valid as long as @self
 */
void
marbre_blocks_get_stretch (MarbreBlocks *self, guint index, MarbreStretch *out)
{
  MarbrePart *part;

  g_return_if_fail (self != NULL);
  g_return_if_fail (index < self->parts->len);
  g_return_if_fail (out != NULL);

  part = g_ptr_array_index (self->parts, index);
  *out = (MarbreStretch){
    .id = part,
    .first_line = g_array_index (self->places, MarbrePlace, index).line,
    .n_lines = part->n_lines,
    .runs = part->runs ? (const MarbreRun *) part->runs->data : NULL,
    .n_runs = part->runs ? part->runs->len : 0,
  };
}

/**
 * marbre_blocks_find_stretch:
 * @line: a line of the body, from 0
 *
 * Returns: the index of the stretch that has it; of the last one for all lines behind
 */
guint
marbre_blocks_find_stretch (MarbreBlocks *self, guint line)
{
  g_return_val_if_fail (self != NULL, 0);
  return marbre_blocks_find_part (self, line);
}

/**
 * marbre_stretch_find_line:
 * @line: a line of the stretch, from 0
 * @end: (out): the index after the last of its runs
 *
 * Returns: the index of its first run
 */
guint
marbre_stretch_find_line (const MarbreStretch *self, guint line, guint *end)
{
  guint low = 0;

  for (guint high = self->n_runs; low < high;)
    {
      guint middle = low + (high - low) / 2;

      if (self->runs[middle].line < line)
        low = middle + 1;
      else
        high = middle;
    }
  for (*end = low; *end < self->n_runs && self->runs[*end].line == line;)
    ++*end;
  return low;
}
