/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Markdown → tree; see marbre-blocks-parse.h.
 *
 * cmark-gfm marks the signs that its extensions react to in two static tables, which each parse
 * fills and empties again, so two parses at once would spoil each other: with four threads, one in
 * thirty was wrong. Nothing else is shared. The signs of bare links are marked once and for all,
 * and the extension loses its list of what to empty; then parses only read the table there. cmark
 * needs the list of strikethrough for more than that, so texts with its sign, and only they, take
 * turns; what they write makes no difference to the others.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-blocks-parse.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <string.h>

#ifdef __SANITIZE_ADDRESS__
/* From sanitizer/lsan_interface.h. */
void __lsan_disable (void);
void __lsan_enable  (void);
#endif

struct _MarbreSource
{
  const char *markdown; /* (borrowed) */
  gsize length;
  GArray *lines;    /* (owned) (element-type guint32): where each line starts */
  guint n_ours;     /* lines that nodes may stand on */
  cmark_node *root; /* (owned) */
};

static GMutex tilde_lock;

static void
attach (cmark_parser *parser, const char *extension)
{
  cmark_parser_attach_syntax_extension (parser, cmark_find_syntax_extension (extension));
}

/* The list that is taken from an extension below is lost: 32 bytes, once, which the leak checker is
 * not to hold against the tests. */
static void
register_extensions (void)
{
#ifdef __SANITIZE_ADDRESS__
  __lsan_disable ();
#endif
  cmark_gfm_core_extensions_ensure_registered ();
#ifdef __SANITIZE_ADDRESS__
  __lsan_enable ();
#endif
}

static void
set_up_once (void)
{
  static gsize done = 0;
  cmark_parser *parser;

  if (!g_once_init_enter (&done))
    return;
  register_extensions ();
  parser = cmark_parser_new (CMARK_OPT_DEFAULT);
  attach (parser, "autolink");
  cmark_manage_extensions_special_characters (parser, TRUE);
  cmark_parser_free (parser);
  cmark_syntax_extension_set_special_inline_chars (cmark_find_syntax_extension ("autolink"), NULL);
  g_once_init_leave (&done, 1);
}

static cmark_node *
parse (const char *markdown, gsize length, MarbreAllowed allowed)
{
  g_autoptr (GMutexLocker) locker = NULL;
  cmark_parser *parser;
  cmark_node *root;

  set_up_once ();
  parser = cmark_parser_new (CMARK_OPT_FOOTNOTES | CMARK_OPT_VALIDATE_UTF8);
  if (memchr (markdown, '~', length) != NULL)
    {
      locker = g_mutex_locker_new (&tilde_lock);
      attach (parser, "strikethrough");
    }
  if (allowed.links)
    attach (parser, "autolink");
  if (allowed.tables)
    attach (parser, "table");
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
 * @allowed: what of Markdown it may hold
 *
 * Returns: (transfer full): the parsed source
 */
MarbreSource *
marbre_source_new (const char *markdown, gsize length, MarbreAllowed allowed)
{
  MarbreSource *self = g_new0 (MarbreSource, 1);

  g_assert (length < G_MAXUINT32);
  self->markdown = markdown;
  self->length = length;
  self->lines = find_lines (markdown, length);
  self->n_ours = self->lines->len;
  self->root = parse (markdown, length, allowed);
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
 * marbre_source_set_limit:
 * @n_lines: how many lines belong to what is asked for; the others are there for their meaning
 */
void
marbre_source_set_limit (MarbreSource *self, guint n_lines)
{
  self->n_ours = n_lines;
}

/**
 * marbre_source_count_lines:
 *
 * Returns: how many lines there are, at least 1: what follows the last line end is one, too
 */
guint
marbre_source_count_lines (MarbreSource *self)
{
  return self->lines->len;
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

/**
 * marbre_source_is_blank:
 * @line: a line, 0-based
 *
 * Returns: whether @line is blank for cmark
 */
gboolean
marbre_source_is_blank (MarbreSource *self, guint line)
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
  int most = (int) MAX (self->n_ours, 1) - 1;
  MarbreSpan span;

  span.first = (guint) CLAMP (first - 1, 0, most);
  span.last = (guint) CLAMP (last - 1, (int) span.first, most);
  while (span.last > span.first && marbre_source_is_blank (self, span.last))
    span.last--;
  return span;
}

/**
 * marbre_source_find_span:
 * @node: a top-level node
 *
 * Where @node stands. A paragraph that a table follows without a blank line has no place of its
 * own in cmark's tree, and the table has the place of both; they are told apart by counting lines.
 * An underlined heading ends for cmark on the line behind it.
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
  if (next != NULL && cmark_node_get_type (node) == CMARK_NODE_HEADING &&
      cmark_node_get_start_line (next) > first)
    last = MIN (last, cmark_node_get_start_line (next) - 1);
  return trim (self, first, last);
}

/**
 * marbre_source_find_note_span:
 * @note: a footnote's definition
 *
 * Returns: its lines
 */
MarbreSpan
marbre_source_find_note_span (MarbreSource *self, cmark_node *note)
{
  return trim (self, cmark_node_get_start_line (note), cmark_node_get_end_line (note));
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
