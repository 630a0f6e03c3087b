/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What inside a paragraph is no prose; see marbre-prose.h. Marks bytes: code spans, addresses and
 * raw HTML as opaque; emphasis marks and link targets as markup (CommonMark 0.30 §6, GFM).
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include <string.h>

#include "marbre-prose-private.h"

/* Longer than any link or tag that somebody wrote, in bytes. */
#define MAX_LOOK_AHEAD 8192

/* Parentheses in a link's destination nest no deeper, as in cmark. */
#define MAX_PARENTHESES 32

/* Where the scan of a paragraph is. */
typedef struct
{
  MarbreProseSource *source;
  const char *start;   /* (borrowed) */
  const char *end;     /* (borrowed) */
  const char *no_name; /* (borrowed) (nullable): up to here no name begins */
} Scan;

/* The part of @scan, from @p on, in which what opens at @p may close. Without a limit a text that
 * only opens is read to its end again and again. */
static Scan
look_ahead (const Scan *scan, const char *p)
{
  Scan near = *scan;

  if (scan->end - p > MAX_LOOK_AHEAD)
    near.end = p + MAX_LOOK_AHEAD;
  return near;
}

static gsize
mark (Scan *scan, const char *from, gsize length, MarbreCellKind kind)
{
  memset (scan->source->kinds + (from - scan->source->text), (int) kind, length);
  return length;
}

static gboolean
is_marked (Scan *scan, const char *p)
{
  return scan->source->kinds[p - scan->source->text] != MARBRE_CELL_TEXT;
}

static gboolean
starts_with (Scan *scan, const char *p, const char *prefix)
{
  gsize length = strlen (prefix);

  return (gsize) (scan->end - p) >= length && g_ascii_strncasecmp (p, prefix, length) == 0;
}

static gsize
run_length (Scan *scan, const char *p)
{
  const char *q = p;

  while (q < scan->end && *q == *p)
    q++;
  return (gsize) (q - p);
}

/* Is there a letter or digit of prose right before @p? */
static gboolean
follows_word (Scan *scan, const char *p)
{
  const char *before = p > scan->start ? g_utf8_prev_char (p) : NULL;

  return before != NULL && !is_marked (scan, before) &&
         g_unichar_isalnum (g_utf8_get_char (before));
}

static gboolean
is_word_at (Scan *scan, const char *p)
{
  return p < scan->end && g_unichar_isalnum (g_utf8_get_char (p));
}

static gsize
scan_escape (Scan *scan, const char *p)
{
  if (p + 1 < scan->end && g_ascii_ispunct (p[1]))
    return mark (scan, p, 2, MARBRE_CELL_OPAQUE);
  return mark (scan, p, 1, MARBRE_CELL_MARKUP);
}

/* A code span; without its second mark the first is text that nobody should touch. */
static gsize
scan_code (Scan *scan, const char *p)
{
  gsize run = run_length (scan, p);

  for (const char *q = p + run; q < scan->end;)
    {
      gsize other = *q == '`' ? run_length (scan, q) : 0;

      if (other == run)
        return mark (scan, p, (gsize) (q + other - p), MARBRE_CELL_OPAQUE);
      q += MAX (other, 1);
    }
  return mark (scan, p, run, MARBRE_CELL_OPAQUE);
}

/* Elements whose text is not prose. */
static const char *
code_element_end (Scan *scan, const char *p)
{
  static const char *const starts[] = { "<code", "<kbd",    "<samp", "<var",
                                        "<pre",  "<script", "<style" };
  static const char *const ends[] = { "</code>", "</kbd>",    "</samp>", "</var>",
                                      "</pre>",  "</script>", "</style>" };

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    if (starts_with (scan, p, starts[i]) && !g_ascii_isalnum (p[strlen (starts[i])]))
      {
        for (const char *q = p; q < scan->end; q++)
          if (starts_with (scan, q, ends[i]))
            return q + strlen (ends[i]);
        return scan->end;
      }
  return NULL;
}

/* An autolink, a tag or a comment. */
static gsize
scan_angle (Scan *scan, const char *p)
{
  const char *close, *next, *code_end;
  Scan near;

  if (p + 1 >= scan->end || strchr ("/!?", p[1]) == NULL)
    if (p + 1 >= scan->end || !g_ascii_isalpha (p[1]))
      return 1;
  if (starts_with (scan, p, "<!--"))
    {
      close = g_strstr_len (p, scan->end - p, "-->");
      return mark (scan, p, close ? (gsize) (close + 3 - p) : (gsize) (scan->end - p),
                   MARBRE_CELL_MARKUP);
    }
  code_end = code_element_end (scan, p);
  if (code_end != NULL)
    return mark (scan, p, (gsize) (code_end - p), MARBRE_CELL_OPAQUE);
  near = look_ahead (scan, p);
  next = memchr (p + 1, '<', (gsize) (near.end - p - 1));
  close = memchr (p, '>', (gsize) ((next ? next : near.end) - p));
  if (close == NULL)
    return 1;
  for (const char *q = p + 1; q < close && *q != ' '; q++)
    if (*q == ':' || *q == '@')
      return mark (scan, p, (gsize) (close + 1 - p), MARBRE_CELL_OPAQUE);
  return mark (scan, p, (gsize) (close + 1 - p), MARBRE_CELL_MARKUP);
}

static const char *
skip_blanks (const Scan *scan, const char *p)
{
  while (p < scan->end && (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r'))
    p++;
  return p;
}

/* The end of a link's destination, NULL if it is none. */
static const char *
skip_destination (const Scan *scan, const char *p)
{
  guint depth = 0;

  if (p < scan->end && *p == '<')
    {
      for (p++; p < scan->end && strchr ("<>\n", *p) == NULL; p++)
        if (*p == '\\' && p + 1 < scan->end)
          p++;
      return p < scan->end && *p == '>' ? p + 1 : NULL;
    }
  for (; p < scan->end && (guchar) *p > ' '; p++)
    {
      if (*p == '\\' && p + 1 < scan->end)
        p++;
      else if (*p == '(' && ++depth > MAX_PARENTHESES)
        return NULL;
      else if (*p == ')' && depth-- == 0)
        return p;
    }
  return depth == 0 ? p : NULL;
}

/* The end of a title after its closing mark, NULL if it has none. */
static const char *
skip_title (const Scan *scan, const char *p)
{
  char close = *p == '(' ? ')' : *p;

  for (p++; p < scan->end && *p != close; p++)
    if (*p == '\\' && p + 1 < scan->end)
      p++;
    else if (*p == '(' && close == ')')
      return NULL;
  return p < scan->end ? p + 1 : NULL;
}

static void
add_title (Scan *scan, const char *from, const char *to)
{
  gsize start = (gsize) (from - scan->source->text);
  gsize end = (gsize) (to - scan->source->text);

  /* A title of two lines may have the marks of a block quote in it. Nobody writes one. */
  if (scan->source->titles == NULL || start >= end || memchr (from, '\n', end - start) != NULL)
    return;
  g_array_append_val (scan->source->titles, start);
  g_array_append_val (scan->source->titles, end);
}

/* What follows the text of a link: "](target "title")" or "][name]". */
static gsize
scan_bracket_end (Scan *scan, const char *p)
{
  const Scan near = look_ahead (scan, p);
  const char *q, *title = NULL, *title_end = NULL;

  if (p + 1 < scan->end && p[1] == '[')
    {
      q = memchr (p + 2, ']', (gsize) (near.end - p - 2));
      return mark (scan, p, q ? (gsize) (q + 1 - p) : 1, MARBRE_CELL_MARKUP);
    }
  if (p + 1 >= scan->end || p[1] != '(')
    return mark (scan, p, 1, MARBRE_CELL_MARKUP);
  q = skip_destination (&near, skip_blanks (&near, p + 2));
  if (q != NULL)
    q = skip_blanks (&near, q);
  if (q != NULL && q < near.end && strchr ("\"'(", *q) != NULL)
    {
      title = q + 1;
      q = skip_title (&near, q);
      title_end = q ? q - 1 : NULL;
      q = q ? skip_blanks (&near, q) : NULL;
    }
  if (q == NULL || q >= near.end || *q != ')')
    return mark (scan, p, 1, MARBRE_CELL_MARKUP);
  if (title != NULL)
    add_title (scan, title, title_end);
  return mark (scan, p, (gsize) (q + 1 - p), MARBRE_CELL_MARKUP);
}

static gsize
scan_entity (Scan *scan, const char *p)
{
  const char *q = p + 1;

  if (q < scan->end && *q == '#')
    q++;
  while (q < scan->end && g_ascii_isalnum (*q) && q - p < 40)
    q++;
  if (q > p + 1 && q < scan->end && *q == ';')
    return mark (scan, p, (gsize) (q + 1 - p), MARBRE_CELL_OPAQUE);
  return 1;
}

/* Underscores inside a word ("snake_case") are no emphasis. */
static gsize
scan_underscore (Scan *scan, const char *p)
{
  gsize run = run_length (scan, p);
  gboolean inside = follows_word (scan, p) && is_word_at (scan, p + run);

  return mark (scan, p, run, inside ? MARBRE_CELL_OPAQUE : MARBRE_CELL_MARKUP);
}

/* The marks of CriticMarkup, whose dashes are no dashes; a comment as a whole, as it stands between
 * two words of a sentence and is none of it. */
static gsize
scan_critic (Scan *scan, const char *p)
{
  static const char *const marks[] = { "{++", "++}", "{--", "--}", "{~~", "~~}",
                                       "~>",  "{>>", "<<}", "{==", "==}" };

  if (starts_with (scan, p, "{>>"))
    {
      const char *end = g_strstr_len (p, look_ahead (scan, p).end - p, "<<}");

      if (end != NULL)
        return mark (scan, p, (gsize) (end + strlen ("<<}") - p), MARBRE_CELL_OPAQUE);
    }
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (starts_with (scan, p, marks[i]))
      return mark (scan, p, strlen (marks[i]), MARBRE_CELL_MARKUP);
  return 0;
}

static gsize
scan_markdown_char (Scan *scan, const char *p)
{
  gsize critic = strchr ("{+-~<=", *p) != NULL ? scan_critic (scan, p) : 0;

  if (critic > 0)
    return critic;
  switch (*p)
    {
    case '\\':
      return scan_escape (scan, p);
    case '`':
      return scan_code (scan, p);
    case '<':
      return scan_angle (scan, p);
    case '&':
      return scan_entity (scan, p);
    case '!':
      return p + 1 < scan->end && p[1] == '[' ? mark (scan, p, 2, MARBRE_CELL_MARKUP) : 1;
    case '[':
      if (p + 1 < scan->end && p[1] == '^')
        {
          const char *close = memchr (p, ']', (gsize) (look_ahead (scan, p).end - p));

          return mark (scan, p, close ? (gsize) (close - p) : 1, MARBRE_CELL_MARKUP);
        }
      return mark (scan, p, 1, MARBRE_CELL_MARKUP);
    case ']':
      return scan_bracket_end (scan, p);
    case '*':
      return mark (scan, p, run_length (scan, p), MARBRE_CELL_MARKUP);
    case '_':
      return scan_underscore (scan, p);
    case '~':
      return run_length (scan, p) == 2 ? mark (scan, p, 2, MARBRE_CELL_MARKUP) : 1;
    default:
      return 1;
    }
}

/* The end of an address without the punctuation of the sentence around it. */
static const char *
trim_address (const char *start, const char *end)
{
  gboolean opened = memchr (start, '(', (gsize) (end - start)) != NULL;

  while (end > start && strchr (opened ? "?!.,:;*_~'\"" : "?!.,:;*_~'\")]", end[-1]) != NULL)
    end--;
  return end;
}

/* A bare URL at @p; it ends at white space, a quotation mark or what is markup. */
static gsize
scan_url (Scan *scan, const char *p)
{
  static const char *const starts[] = {
    "http://", "https://", "ftp://", "mailto:", "tel:", "www."
  };
  const char *q = p;

  for (guint i = 0; q == p && i < G_N_ELEMENTS (starts); i++)
    if (starts_with (scan, p, starts[i]))
      q = p + strlen (starts[i]);
  if (q == p || q >= scan->end || (guchar) *q <= ' ')
    return 0;
  while (q < scan->end && (guchar) *q > ' ' && strchr ("<>\"`", *q) == NULL && !is_marked (scan, q))
    {
      gunichar c = g_utf8_get_char (q);

      if (g_unichar_isspace (c) || c == 0xab || c == 0xbb || (c >= 0x2018 && c <= 0x201d) ||
          c == 0x2026)
        break;
      q = g_utf8_next_char (q);
    }
  return mark (scan, p, (gsize) (trim_address (p, q) - p), MARBRE_CELL_OPAQUE);
}

/* A mail address, a host or a file name: "a@b.fr", "example.org", "rapport-2026.pdf". */
static gsize
scan_name (Scan *scan, const char *p)
{
  gboolean name = FALSE;
  const char *q = p, *run, *end;

  if (p < scan->no_name)
    return 0;
  while (q < scan->end && !is_marked (scan, q) &&
         (g_ascii_isalnum (*q) || strchr ("._-/@+~%", *q) != NULL))
    q++;
  run = q;
  end = trim_address (p, q);
  for (q = p + 1; q + 1 < end && !name; q++)
    {
      if (*q == '@')
        name = g_ascii_isalnum (q[1]);
      else if (*q == '.')
        name = q + 2 < end && g_ascii_isalnum (q[-1]) && g_ascii_isalpha (q[1]) &&
               g_ascii_isalnum (q[2]);
    }
  if (name)
    return mark (scan, p, (gsize) (end - p), MARBRE_CELL_OPAQUE);
  /* Nor is there one in any part of it. */
  scan->no_name = run;
  return 0;
}

/* ":-)", "<3" and ":name:" between blanks. */
static gsize
scan_emoticon (Scan *scan, const char *p)
{
  static const char *const faces[] = { ":-)", ":)",  ";-)", ";)",  ":-(", ":(",  ":-D", ":D",
                                       ";D",  ":-P", ":P",  ":-p", ":p",  ":-/", ":/",  ":-|",
                                       ":'(", ":-o", ":o",  "<3",  "^^",  "=)",  "8-)", "B-)" };
  gsize length = 0;

  if (p > scan->start && !g_ascii_isspace (p[-1]))
    return 0;
  for (guint i = 0; length == 0 && i < G_N_ELEMENTS (faces); i++)
    if ((gsize) (scan->end - p) >= strlen (faces[i]) &&
        memcmp (p, faces[i], strlen (faces[i])) == 0)
      length = strlen (faces[i]);
  if (length == 0 && *p == ':')
    {
      const char *q = p + 1;

      while (q < scan->end && (g_ascii_isalnum (*q) || *q == '_' || *q == '+' || *q == '-'))
        q++;
      if (q > p + 1 && q < scan->end && *q == ':')
        length = (gsize) (q + 1 - p);
    }
  if (length == 0 || is_word_at (scan, p + length))
    return 0;
  return mark (scan, p, length, MARBRE_CELL_OPAQUE);
}

static gsize
scan_address_char (Scan *scan, const char *p)
{
  gsize length = strchr (":;<^=8B", *p) != NULL ? scan_emoticon (scan, p) : 0;

  if (length > 0)
    return length;
  if (!g_ascii_isalnum (*p) || follows_word (scan, p))
    return 1;
  length = scan_url (scan, p);
  if (length == 0)
    length = scan_name (scan, p);
  return MAX (length, 1);
}

/**
 * marbre_prose_mark_addresses:
 * @source: the text and its marks
 * @start: first byte
 * @end: byte after the last
 *
 * Marks URLs, mail addresses, file names and emoticons as opaque, in what is not marked yet.
 */
void
marbre_prose_mark_addresses (MarbreProseSource *source, gsize start, gsize end)
{
  Scan scan = { source, source->text + start, source->text + end, NULL };

  for (const char *p = scan.start; p < scan.end;)
    p += is_marked (&scan, p) ? 1 : scan_address_char (&scan, p);
}

/**
 * marbre_prose_mark_markdown:
 * @source: the text and its marks
 * @start: first byte of a paragraph
 * @end: byte after its last
 *
 * Marks what is no prose in a paragraph, and collects the places of titles if @source has a list
 * for them.
 */
void
marbre_prose_mark_markdown (MarbreProseSource *source, gsize start, gsize end)
{
  Scan scan = { source, source->text + start, source->text + end, NULL };

  /* Addresses first where they begin: the underscores in them are no emphasis. */
  for (const char *p = scan.start; p < scan.end;)
    if (is_marked (&scan, p))
      p++;
    else if (strchr ("\\`<&![]*_~{+-=", *p) != NULL && *p != '\0')
      p += scan_markdown_char (&scan, p);
    else
      p += scan_address_char (&scan, p);
}

/**
 * marbre_prose_mark_title:
 * @source: the text and its marks
 * @start: first byte of a link's title
 * @end: byte after its last
 *
 * Marks what is no prose in a title, which has escapes and addresses but no other markup, and was
 * marked as part of its link before.
 */
void
marbre_prose_mark_title (MarbreProseSource *source, gsize start, gsize end)
{
  Scan scan = { source, source->text + start, source->text + end, NULL };

  memset (source->kinds + start, MARBRE_CELL_TEXT, end - start);
  for (const char *p = scan.start; p < scan.end;)
    if (*p == '\\')
      p += scan_escape (&scan, p);
    else if (*p == '&')
      p += scan_entity (&scan, p);
    else
      p += scan_address_char (&scan, p);
}
