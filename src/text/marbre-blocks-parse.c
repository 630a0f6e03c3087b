/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Markdown → tree; see marbre-blocks-parse.h.
 *
 * cmark-gfm keeps the characters that its extensions react to in a static table which each parse
 * fills and empties, so two parses at once spoil each other: with four threads, one in thirty was
 * wrong. They take turns.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-blocks-parse.h"

#include <cmark-gfm-core-extensions.h>
#include <string.h>

struct _MarbreSource
{
  const char *markdown; /* (borrowed) */
  gsize length;
  GArray *lines;    /* (owned) (element-type guint32): where each line starts */
  cmark_node *root; /* (owned) */
};

/* A line with more bars is no table, and cmark searches for its cells in quadratic time: such a
 * body has no tables. */
#define MAX_BARS 1000

static GMutex parse_lock;

static gboolean
has_absurd_row (const char *markdown, gsize length)
{
  guint bars = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (markdown[i] == '|' && ++bars > MAX_BARS)
        return TRUE;
      if (markdown[i] == '\n' || markdown[i] == '\r')
        bars = 0;
    }
  return FALSE;
}

static cmark_node *
parse (const char *markdown, gsize length)
{
  static gsize registered = 0;
  static const char *const extensions[] = { "strikethrough", "autolink", "table" };
  guint n_extensions = G_N_ELEMENTS (extensions) - (has_absurd_row (markdown, length) ? 1 : 0);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&parse_lock);
  cmark_parser *parser;
  cmark_node *root;

  if (g_once_init_enter (&registered))
    {
      cmark_gfm_core_extensions_ensure_registered ();
      g_once_init_leave (&registered, 1);
    }
  parser = cmark_parser_new (CMARK_OPT_FOOTNOTES | CMARK_OPT_VALIDATE_UTF8);
  for (guint i = 0; i < n_extensions; i++)
    cmark_parser_attach_syntax_extension (parser, cmark_find_syntax_extension (extensions[i]));
  cmark_parser_feed (parser, markdown, length);
  root = cmark_parser_finish (parser);
  cmark_parser_free (parser);
  return root;
}

/* The line ends that cmark knows: LF, CR and CR LF. */
static GArray *
find_lines (const char *markdown, gsize length)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 start = 0;

  g_array_append_val (lines, start);
  for (gsize i = 0; i < length; i++)
    {
      if (markdown[i] != '\n' && markdown[i] != '\r')
        continue;
      if (markdown[i] == '\r' && i + 1 < length && markdown[i + 1] == '\n')
        i++;
      start = (guint32) (i + 1);
      g_array_append_val (lines, start);
    }
  return lines;
}

/**
 * marbre_source_new:
 * @markdown: (not nullable): a body; must outlive the source
 * @length: its bytes, at most what a guint32 can count
 *
 * Returns: (transfer full): the parsed source
 */
MarbreSource *
marbre_source_new (const char *markdown, gsize length)
{
  MarbreSource *self = g_new0 (MarbreSource, 1);

  g_assert (length < G_MAXUINT32);
  self->markdown = markdown;
  self->length = length;
  self->lines = find_lines (markdown, length);
  self->root = parse (markdown, length);
  return self;
}

/**
 * marbre_source_free:
 * @self: (transfer full): a source; its nodes are gone after this
 */
void
marbre_source_free (MarbreSource *self)
{
  g_clear_pointer (&self->lines, g_array_unref);
  g_clear_pointer (&self->root, cmark_node_free);
  g_free (self);
}

/**
 * marbre_source_get_root:
 *
 * Returns: (transfer none): the document node
 */
cmark_node *
marbre_source_get_root (MarbreSource *self)
{
  return self->root;
}

/**
 * marbre_source_get_line_start:
 * @line: a line, 0-based
 *
 * Returns: the offset of its first byte
 */
gsize
marbre_source_get_line_start (MarbreSource *self, guint line)
{
  return line < self->lines->len ? g_array_index (self->lines, guint32, line) : self->length;
}

/**
 * marbre_source_get_line_end:
 * @line: a line, 0-based
 *
 * Returns: the offset of the byte after its last, before its end mark
 */
gsize
marbre_source_get_line_end (MarbreSource *self, guint line)
{
  gsize start = marbre_source_get_line_start (self, line);
  gsize end = marbre_source_get_line_start (self, line + 1);

  while (end > start && (self->markdown[end - 1] == '\n' || self->markdown[end - 1] == '\r'))
    end--;
  return end;
}

static gboolean
is_blank (MarbreSource *self, guint line)
{
  gsize end = marbre_source_get_line_end (self, line);

  for (gsize i = marbre_source_get_line_start (self, line); i < end; i++)
    if (self->markdown[i] != ' ' && self->markdown[i] != '\t')
      return FALSE;
  return TRUE;
}

static guint
count_lines (cmark_node *paragraph)
{
  guint lines = 1;

  for (cmark_node *child = cmark_node_first_child (paragraph); child != NULL;
       child = cmark_node_next (child))
    if (cmark_node_get_type (child) == CMARK_NODE_SOFTBREAK ||
        cmark_node_get_type (child) == CMARK_NODE_LINEBREAK)
      lines++;
  return lines;
}

/* cmark says of a list or of code that it ends before what follows: blank lines are not ours. */
static MarbreSpan
trim (MarbreSource *self, int first, int last)
{
  guint n_lines = self->lines->len;
  MarbreSpan span;

  span.first = (guint) CLAMP (first - 1, 0, (int) n_lines - 1);
  span.last = (guint) CLAMP (last - 1, (int) span.first, (int) n_lines - 1);
  while (span.last > span.first && is_blank (self, span.last))
    span.last--;
  return span;
}

/**
 * marbre_source_find_span:
 * @node: a top-level node
 *
 * Where @node stands. A paragraph that a table follows without a blank line has no place of its
 * own in cmark's tree, and the table has the place of both; they are told apart by counting lines.
 *
 * Returns: its lines
 */
MarbreSpan
marbre_source_find_span (MarbreSource *self, cmark_node *node)
{
  int first = cmark_node_get_start_line (node);
  int last = cmark_node_get_end_line (node);
  cmark_node *next = cmark_node_next (node);
  cmark_node *previous = cmark_node_previous (node);

  if (first == 0 && next != NULL)
    {
      first = cmark_node_get_start_line (next);
      last = first + (int) count_lines (node) - 1;
    }
  else if (previous != NULL && cmark_node_get_start_line (previous) == 0)
    first += (int) count_lines (previous);
  return trim (self, first, last);
}

/**
 * marbre_source_find_notes_span:
 * @first: the first footnote definition of the tree
 *
 * Footnotes are one block but may be written anywhere. Their place is that of the definition which
 * comes first in the source, with those that follow it directly.
 *
 * Returns: its lines
 */
MarbreSpan
marbre_source_find_notes_span (MarbreSource *self, cmark_node *first)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (MarbreSpan));
  MarbreSpan result = { G_MAXUINT, 0 };
  gboolean grown = TRUE;

  for (cmark_node *note = first; note != NULL; note = cmark_node_next (note))
    {
      MarbreSpan span =
          trim (self, cmark_node_get_start_line (note), cmark_node_get_end_line (note));

      g_array_append_val (spans, span);
      if (span.first < result.first)
        result = span;
    }
  while (grown)
    {
      guint next = result.last + 1;

      while (next < self->lines->len && is_blank (self, next))
        next++;
      grown = FALSE;
      for (guint i = 0; i < spans->len; i++)
        {
          MarbreSpan span = g_array_index (spans, MarbreSpan, i);

          if (span.first != next)
            continue;
          result.last = span.last;
          grown = TRUE;
        }
    }
  return result;
}

/**
 * marbre_source_dup_bare_uri:
 * @node: a top-level node
 * @span: its lines
 *
 * Returns: (transfer full) (nullable): the URI, if @node is one line that holds nothing but an http
 *   or https address; %NULL for everything else, also for a link in angle brackets
 */
char *
marbre_source_dup_bare_uri (MarbreSource *self, cmark_node *node, MarbreSpan span)
{
  cmark_node *child = cmark_node_first_child (node);
  gsize start = marbre_source_get_line_start (self, span.first);
  gsize end = marbre_source_get_line_end (self, span.first);
  g_autofree char *line = NULL;

  if (cmark_node_get_type (node) != CMARK_NODE_PARAGRAPH || span.first != span.last)
    return NULL;
  /* cmark leaves an empty text before a link that it found by itself. */
  while (child != NULL && cmark_node_get_type (child) == CMARK_NODE_TEXT &&
         *cmark_node_get_literal (child) == '\0')
    child = cmark_node_next (child);
  if (child == NULL || cmark_node_get_type (child) != CMARK_NODE_LINK)
    return NULL;

  line = g_strstrip (g_strndup (self->markdown + start, end - start));
  if (!g_str_has_prefix (line, "https://") && !g_str_has_prefix (line, "http://"))
    return NULL;
  if (strpbrk (line, " \t<>\"") != NULL || cmark_node_next (child) != NULL ||
      !g_utf8_validate (line, -1, NULL))
    return NULL;
  return g_steal_pointer (&line);
}
