/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which lines of a Markdown text are prose; see marbre-prose.h. Lines are told apart as CommonMark
 * 0.30 §4 and §5 describe them, where in doubt as something that is not prose.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-prose.h"

#include <string.h>

#include "marbre-prose-private.h"

/* Indentation that makes a line code, beyond that of its container (CommonMark §4.4). */
#define CODE_INDENT 4

/* A text while its lines are read. */
typedef struct
{
  MarbreProseSource source;
  gsize length;
  MarbreProseMode mode;
  MarbreProseFunc func;
  gpointer data;
  GArray *cells; /* (owned) (element-type MarbreCell): reused for each paragraph */

  gboolean open; /* a paragraph is being collected */
  gsize paragraph_start;
  gsize paragraph_end;

  char fence; /* the character of an open code fence, or 0 */
  gsize fence_length;
  guint fence_depth;    /* block quotes around it */
  const char *html_end; /* what ends an open HTML block; "" is an empty line; NULL: none is open */
  gboolean after_blank; /* the line before was empty or code */
  guint depth;          /* block quotes around the line before */
  gsize list_indent;    /* where the text of the last list item begins; 0 outside of lists */
} Reader;

/* A line and its parts. */
typedef struct
{
  const char *start;   /* (borrowed) */
  const char *content; /* (borrowed): after indentation, quote and list markers */
  const char *end;     /* (borrowed): at the line end */
  guint depth;         /* block quotes */
  gsize indent;        /* blanks before the content, from the line's start or its last ">" */
  gboolean item;       /* it begins a list item */
  gboolean item_code;  /* ... whose content is indented code */
} Line;

/* Turns the marked bytes from @start to @end into cells. */
static void
build_cells (Reader *self, gsize start, gsize end)
{
  const char *text = self->source.text;
  gsize i = start;

  g_array_set_size (self->cells, 0);
  while (i < end)
    {
      MarbreCell cell = { .kind = self->source.kinds[i], .start = i };
      gsize next = i + 1;

      if (cell.kind == MARBRE_CELL_TEXT)
        {
          next = (gsize) (g_utf8_next_char (text + i) - text);
          cell.c = g_utf8_get_char (text + i);
        }
      else
        {
          while (next < end && self->source.kinds[next] == cell.kind)
            next++;
          cell.c = cell.kind == MARBRE_CELL_OPAQUE ? 0xfffc : 0;
        }
      cell.length = next - i;
      g_array_append_val (self->cells, cell);
      i = next;
    }
}

/* Hands on a stretch of marked bytes, cut at the bars of a table. */
static void
hand_on (Reader *self, gsize start, gsize end)
{
  gsize from = start;

  for (gsize i = start; i <= end; i++)
    if (i == end || (self->mode == MARBRE_PROSE_BODY && self->source.text[i] == '|' &&
                     self->source.kinds[i] == MARBRE_CELL_TEXT))
      {
        build_cells (self, from, i);
        if (self->cells->len > 0)
          self->func (self->cells, self->data);
        from = i + 1;
      }
}

static void
flush (Reader *self)
{
  if (!self->open)
    return;
  self->open = FALSE;
  marbre_prose_mark_markdown (&self->source, self->paragraph_start, self->paragraph_end);
  if (self->mode == MARBRE_PROSE_BODY)
    {
      hand_on (self, self->paragraph_start, self->paragraph_end);
      return;
    }
  for (guint i = 0; i + 1 < self->source.titles->len; i += 2)
    {
      gsize start = g_array_index (self->source.titles, gsize, i);
      gsize end = g_array_index (self->source.titles, gsize, i + 1);

      marbre_prose_mark_title (&self->source, start, end);
      hand_on (self, start, end);
    }
  g_array_set_size (self->source.titles, 0);
}

/* The length of a list marker at @p, 0 if there is none. */
static gsize
list_marker (const char *p, const char *end)
{
  const char *q = p;

  if (p < end && strchr ("-+*", *p) != NULL)
    q = p + 1;
  else
    {
      while (q < end && g_ascii_isdigit (*q) && q - p < 9)
        q++;
      if (q == p || q >= end || (*q != '.' && *q != ')'))
        return 0;
      q++;
    }
  return q >= end || *q == ' ' || *q == '\t' ? (gsize) (q - p) : 0;
}

static void
split_line (Line *line, const char *start, const char *end)
{
  const char *p = start;

  *line = (Line){ .start = start, .end = end };
  for (;;)
    {
      const char *blanks = p;
      gsize marker;

      while (p < end && (*p == ' ' || *p == '\t'))
        {
          line->indent += *p == '\t' ? CODE_INDENT : 1;
          p++;
        }
      line->item_code = line->item && p - blanks > CODE_INDENT;
      if (p < end && *p == '>' && line->indent < CODE_INDENT)
        {
          line->depth++;
          line->indent = 0;
          p++;
          if (p < end && *p == ' ')
            p++;
          continue;
        }
      marker = list_marker (p, end);
      if (marker == 0)
        break;
      line->item = TRUE;
      line->indent += marker;
      p += marker;
    }
  line->content = p;
}

static gboolean
only_chars (const char *p, const char *end, const char *chars)
{
  for (; p < end; p++)
    if (strchr (chars, *p) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
opens_fence (Reader *self, const Line *line)
{
  const char *p = line->content;
  char fence = p < line->end ? *p : '\0';

  if (fence != '`' && fence != '~')
    return FALSE;
  while (p < line->end && *p == fence)
    p++;
  if (p - line->content < 3 || (fence == '`' && memchr (p, '`', (gsize) (line->end - p)) != NULL))
    return FALSE;
  self->fence = fence;
  self->fence_length = (gsize) (p - line->content);
  self->fence_depth = line->depth;
  return TRUE;
}

static gboolean
closes_fence (Reader *self, const Line *line)
{
  const char *p = line->content;

  while (p < line->end && *p == self->fence)
    p++;
  return (gsize) (p - line->content) >= self->fence_length && only_chars (p, line->end, " \t");
}

static gboolean
contains (const char *p, const char *end, const char *part)
{
  return g_strstr_len (p, end - p, part) != NULL;
}

/* HTML elements that begin a block whatever else is on the line (CommonMark §4.6). */
static gboolean
is_block_element (const char *name, gsize length)
{
  static const char *const names[] = {
    "address", "article", "aside",   "blockquote", "center", "dd",       "details",
    "dialog",  "dir",     "div",     "dl",         "dt",     "fieldset", "figcaption",
    "figure",  "footer",  "form",    "h1",         "h2",     "h3",       "h4",
    "h5",      "h6",      "header",  "hr",         "iframe", "legend",   "li",
    "main",    "menu",    "nav",     "ol",         "p",      "pre",      "script",
    "section", "style",   "summary", "table",      "tbody",  "td",       "textarea",
    "tfoot",   "th",      "thead",   "tr",         "ul",     "video",    NULL
  };

  for (guint i = 0; names[i] != NULL; i++)
    if (strlen (names[i]) == length && g_ascii_strncasecmp (names[i], name, length) == 0)
      return TRUE;
  return FALSE;
}

/* What ends the HTML block that begins at @p, NULL if none does; "" is an empty line. */
static const char *
html_block_end (const char *p, const char *end, gboolean in_paragraph)
{
  static const char *const raw[] = { "script", "pre", "style", "textarea" };
  static const char *const raw_end[] = { "</script>", "</pre>", "</style>", "</textarea>" };
  const char *name = p + 1;
  const char *q;

  if (end - p < 2 || *p != '<')
    return NULL;
  if (end - p >= 4 && memcmp (p, "<!--", 4) == 0)
    return "-->";
  if (*name == '?')
    return "?>";
  if (*name == '!')
    return ">";
  if (*name == '/')
    name++;
  for (q = name; q < end && g_ascii_isalnum (*q); q++)
    ;
  if (q == name || (q < end && *q != ' ' && *q != '\t' && *q != '>' && *q != '/'))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (raw); i++)
    if ((gsize) (q - name) == strlen (raw[i]) &&
        g_ascii_strncasecmp (raw[i], name, (gsize) (q - name)) == 0 && p[1] != '/')
      return raw_end[i];
  if (is_block_element (name, (gsize) (q - name)))
    return "";
  while (end > q && (end[-1] == ' ' || end[-1] == '\t'))
    end--;
  return !in_paragraph && end[-1] == '>' && memchr (q, '<', (gsize) (end - q)) == NULL ? "" : NULL;
}

static gboolean
is_link_definition (const char *p, const char *end)
{
  const char *close;

  if (end - p < 4 || *p != '[' || p[1] == '^')
    return FALSE;
  close = memchr (p, ']', (gsize) (end - p));
  return close != NULL && close + 1 < end && close[1] == ':';
}

/* What lies between the start of a block's text and the prose in it: "#", "[^1]:". */
static const char *
skip_block_marker (const Line *line, gboolean *alone)
{
  const char *p = line->content;

  *alone = FALSE;
  while (p < line->end && *p == '#')
    p++;
  if (p > line->content && p - line->content <= 6 && (p == line->end || *p == ' ' || *p == '\t'))
    {
      *alone = TRUE;
      return p;
    }
  p = line->content;
  if (line->end - p > 4 && p[0] == '[' && (p[1] == '^' || p[1] == '!'))
    {
      const char *close = memchr (p, ']', (gsize) (line->end - p));

      if (close != NULL && p[1] == '!')
        {
          *alone = TRUE;
          return close + 1;
        }
      if (close != NULL && close + 1 < line->end && close[1] == ':')
        return close + 2;
    }
  return p;
}

static void
take_prose (Reader *self, const Line *line)
{
  const char *text = self->source.text;
  gboolean alone;
  const char *prose = skip_block_marker (line, &alone);

  if (alone || line->item || prose != line->content || line->depth > self->depth)
    flush (self);
  if (!self->open)
    self->paragraph_start = (gsize) (prose - text);
  else
    memset (self->source.kinds + (line->start - text), MARBRE_CELL_MARKUP,
            (gsize) (prose - line->start));
  self->open = TRUE;
  self->paragraph_end = (gsize) (line->end - text);
  if (alone)
    flush (self);
}

/* Is the line inside a block that is not prose? Ends that block where it ends. */
static gboolean
is_inside_code (Reader *self, const Line *line)
{
  if (self->fence != '\0')
    {
      if (line->depth < self->fence_depth)
        self->fence = '\0'; /* its block quote is over, so the line is something else */
      else
        {
          if (closes_fence (self, line))
            self->fence = '\0';
          return TRUE;
        }
    }
  if (self->html_end != NULL)
    {
      gboolean over = *self->html_end == '\0' ? line->content == line->end
                                              : contains (line->start, line->end, self->html_end);

      if (over)
        self->html_end = NULL;
      return TRUE;
    }
  return FALSE;
}

static gboolean
is_indented_code (Reader *self, const Line *line)
{
  if (line->item)
    return line->item_code;
  return self->after_blank && line->indent >= self->list_indent + CODE_INDENT;
}

static void
take_line (Reader *self, const char *start, const char *end)
{
  Line line;

  split_line (&line, start, end);
  if (is_inside_code (self, &line))
    return;
  if (line.content == line.end)
    {
      flush (self);
      self->after_blank = TRUE;
      return;
    }
  if (line.item)
    self->list_indent = line.indent;
  else if (self->after_blank && line.indent == 0)
    self->list_indent = 0;

  if (is_indented_code (self, &line))
    {
      flush (self);
      self->after_blank = TRUE; /* more of it may follow */
      return;
    }
  self->html_end = html_block_end (line.content, line.end, self->open);
  if (self->html_end != NULL && *self->html_end != '\0' &&
      contains (line.content, line.end, self->html_end))
    {
      flush (self);
      self->html_end = NULL;
    }
  else if (self->html_end != NULL || opens_fence (self, &line) ||
           only_chars (line.content, line.end, "-=*_|:+ \t") ||
           is_link_definition (line.content, line.end))
    flush (self);
  else
    take_prose (self, &line);
  self->after_blank = FALSE;
  self->depth = line.depth;
}

/* Where the text begins after a front matter, which is none if it has no second fence. */
static const char *
skip_matter (const char *text, const char *end)
{
  const char *p = text;

  if (end - text < 4 || memcmp (text, "---", 3) != 0 || (text[3] != '\n' && text[3] != '\r'))
    return text;
  while ((p = memchr (p, '\n', (gsize) (end - p))) != NULL)
    {
      p++;
      if (end - p >= 3 && (memcmp (p, "---", 3) == 0 || memcmp (p, "...", 3) == 0) &&
          (end - p == 3 || p[3] == '\n' || p[3] == '\r'))
        return p + 3;
    }
  return text;
}

static void
read_markdown (Reader *self)
{
  const char *end = self->source.text + self->length;
  const char *p = skip_matter (self->source.text, end);

  self->after_blank = TRUE;
  while (p < end)
    {
      const char *newline = memchr (p, '\n', (gsize) (end - p));
      const char *line_end = newline ? newline : end;

      if (line_end > p && line_end[-1] == '\r')
        take_line (self, p, line_end - 1);
      else
        take_line (self, p, line_end);
      p = newline ? newline + 1 : end;
    }
  flush (self);
}

/**
 * marbre_prose_foreach:
 * @text: valid UTF-8
 * @length: bytes in @text
 * @mode: what to look for
 * @func: called for each paragraph, in the order of the text
 * @data: for @func
 *
 * Finds the prose in a text. Not seen are front matter, code, HTML blocks, link definitions, rules,
 * and the markers of lists, quotes, headings and house blocks. Needs as much memory again as the
 * text has.
 */
void
marbre_prose_foreach (
    const char *text, gsize length, MarbreProseMode mode, MarbreProseFunc func, gpointer data)
{
  g_autofree guint8 *kinds = NULL;
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (MarbreCell));
  g_autoptr (GArray) titles = g_array_new (FALSE, FALSE, sizeof (gsize));
  Reader reader = { .length = length, .mode = mode, .func = func, .data = data, .cells = cells };

  g_return_if_fail (text != NULL);
  g_return_if_fail (func != NULL);

  kinds = g_malloc0 (length + 1);
  reader.source.text = text;
  reader.source.kinds = kinds;
  reader.source.titles = mode == MARBRE_PROSE_TITLES ? titles : NULL;
  if (mode == MARBRE_PROSE_LINE)
    {
      marbre_prose_mark_addresses (&reader.source, 0, length);
      hand_on (&reader, 0, length);
    }
  else
    read_markdown (&reader);
}
