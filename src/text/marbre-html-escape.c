/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Plain text → Markdown; see marbre-html-escape.h. The rules are CommonMark 0.29's
 * (https://spec.commonmark.org/0.29/), of delimiter runs above all.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-html-escape.h"

#include <string.h>

static gboolean
is_space (gunichar c)
{
  return c == 0 || g_unichar_isspace (c) || c == 0xa0;
}

static gboolean
is_punctuation (gunichar c)
{
  if (c < 0x80)
    return g_ascii_ispunct ((char) c);
  return g_unichar_ispunct (c) && g_unichar_type (c) != G_UNICODE_MATH_SYMBOL &&
         g_unichar_type (c) != G_UNICODE_CURRENCY_SYMBOL &&
         g_unichar_type (c) != G_UNICODE_MODIFIER_SYMBOL &&
         g_unichar_type (c) != G_UNICODE_OTHER_SYMBOL;
}

static gboolean
is_left_flanking (gunichar before, gunichar after)
{
  return !is_space (after) &&
         (!is_punctuation (after) || is_space (before) || is_punctuation (before));
}

/**
 * marbre_escape_can_open:
 * @mark: '*', '_' or '~'
 * @before: the character before the run, 0 at a line's start
 * @after: the character after the run, 0 at the end
 *
 * Returns: %TRUE if a run of @mark between the two can open emphasis
 */
gboolean
marbre_escape_can_open (gunichar mark, gunichar before, gunichar after)
{
  gboolean left = is_left_flanking (before, after);

  if (mark != '_')
    return left;
  return left && (!is_left_flanking (after, before) || is_punctuation (before));
}

/**
 * marbre_escape_can_close:
 * @mark: '*', '_' or '~'
 * @before: the character before the run, 0 at a line's start
 * @after: the character after the run, 0 at the end
 *
 * Returns: %TRUE if a run of @mark between the two can close emphasis
 */
gboolean
marbre_escape_can_close (gunichar mark, gunichar before, gunichar after)
{
  /* Right-flanking is left-flanking, read from the other side. */
  return marbre_escape_can_open (mark, after, before);
}

/* "1986. Une année", "- rien", "# 1", "> 3": what a line must not start with. Returns: the offset
 * of the character to escape, -1 if the line is harmless. */
static gssize
find_block_start (const char *line)
{
  gsize n = strspn (line, "0123456789");
  char after;

  if (n > 0)
    {
      after = line[n] != '\0' ? line[n + 1] : '\0';
      if (n <= 9 && (line[n] == '.' || line[n] == ')') &&
          (after == ' ' || after == '\0' || after == '\n'))
        return (gssize) n;
      return -1;
    }
  switch (line[0])
    {
    case '#':
      n = strspn (line, "#");
      return n <= 6 && (line[n] == ' ' || line[n] == '\0' || line[n] == '\n') ? 0 : -1;
    case '-':
    case '+':
    case '*':
      if (strchr (" \n", line[1]) != NULL)
        return 0;
      /* A rule, a heading's underline or a table's second line. */
      return line[0] != '+' && strspn (line, "*-|: ") == strcspn (line, "\n") ? 0 : -1;
    case '_':
      return strspn (line, "_ ") == strcspn (line, "\n") ? 0 : -1;
    case ':':
    case '|':
      return strspn (line, "-|: ") == strcspn (line, "\n") ? 0 : -1;
    case '=':
      return strspn (line, "= ") == strcspn (line, "\n") ? 0 : -1;
    case '>':
      return 0;
    default:
      return -1;
    }
}

static gboolean
is_entity (const char *p)
{
  gsize n = strspn (p + 1, "#abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

  return n > 0 && p[1 + n] == ';';
}

/* "http://" and "www." become links by themselves. @p is at the ":" or ".". */
static gboolean
starts_bare_link (const char *text, const char *p)
{
  static const char *const schemes[] = { "http", "https", "ftp" };
  gsize before = (gsize) (p - text);

  if (*p == '.')
    return before >= 3 && g_ascii_strncasecmp (p - 3, "www", 3) == 0;
  if (!g_str_has_prefix (p, "://"))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      gsize n = strlen (schemes[i]);

      if (before >= n && g_ascii_strncasecmp (p - n, schemes[i], n) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
needs_escape (const char *text, const char *p, gunichar before, gunichar after, gboolean in_link)
{
  switch (*p)
    {
    case '\\':
      return after == 0 || (after < 0x80 && g_ascii_ispunct ((char) after));
    case '`':
      return TRUE;
    case '*':
    case '_':
    case '~':
      return marbre_escape_can_open ((gunichar) *p, before, after) ||
             marbre_escape_can_close ((gunichar) *p, before, after) || after == (gunichar) *p ||
             before == (gunichar) *p;
    case '<':
      return after < 0x80 && (g_ascii_isalpha ((char) after) || strchr ("/!?", (int) after));
    case '&':
      return is_entity (p);
    case '!':
      /* Before a link it would make a picture. */
      return after == '[';
    case '[':
      return in_link || after == '^' || after == '!';
    case ']':
      return in_link || after == '(' || after == '[' || after == ':';
    case ':':
    case '.':
      return !in_link && starts_bare_link (text, p);
    default:
      return FALSE;
    }
}

/**
 * marbre_escape_append:
 * @out: where to
 * @text: plain text; its line ends stay line ends
 * @context: what stands around it
 */
void
marbre_escape_append (GString *out, const char *text, const MarbreEscapeContext *context)
{
  gboolean line_start = context->line_start;
  gunichar before = context->before;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      const char *next = g_utf8_next_char (p);
      gunichar c = g_utf8_get_char (p);
      gunichar after = *next != '\0' ? g_utf8_get_char (next) : context->after;
      gssize block = line_start ? find_block_start (p) : -1;

      if (block > 0)
        {
          g_string_append_len (out, p, block);
          p += block;
          before = '0';
          c = (gunichar) *p;
          block = 0;
        }
      if (block == 0 || (context->in_cell && c == '|') ||
          needs_escape (text, p, before, after, context->in_link))
        g_string_append_c (out, '\\');
      g_string_append_unichar (out, c);
      before = c == '\n' ? 0 : c;
      line_start = c == '\n';
    }
}

/* A destination or a title. cmark reads its entities before its backslashes, so that "\&copy;" is
 * "\©" there: an ampersand is written as an entity, and only where it could be read as one. */
static void
append_attribute (GString *out, const char *text, const char *escaped)
{
  const char *last_semicolon = strrchr (text, ';');

  for (const char *p = text; *p != '\0'; p++)
    if (*p == '&' && last_semicolon > p)
      g_string_append (out, "&amp;");
    else
      {
        if (strchr (escaped, *p))
          g_string_append_c (out, '\\');
        g_string_append_c (out, strchr ("\r\n\t", *p) ? ' ' : *p);
      }
}

/**
 * marbre_escape_append_uri:
 * @out: where to
 * @uri: an encoded URI, without blanks and angle brackets
 *
 * Writes the destination of a link or picture.
 */
void
marbre_escape_append_uri (GString *out, const char *uri)
{
  gboolean bare = *uri != '\0' && strpbrk (uri, "()") == NULL;

  if (!bare)
    g_string_append_c (out, '<');
  append_attribute (out, uri, "\\");
  if (!bare)
    g_string_append_c (out, '>');
}

/**
 * marbre_escape_append_title:
 * @out: where to
 * @title: (nullable): plain text
 *
 * Writes the title of a link or picture, with a space before it; nothing if it is empty.
 */
void
marbre_escape_append_title (GString *out, const char *title)
{
  if (title == NULL || *title == '\0')
    return;
  g_string_append (out, " \"");
  append_attribute (out, title, "\"\\");
  g_string_append_c (out, '"');
}
