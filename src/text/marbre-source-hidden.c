/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Markdown that says nothing; see marbre-source-hidden.h. Each function looks at one place of the
 * source and tells how many bytes from there on are hidden, 0 for none. All of them stop at the end
 * of the line or after MAX_HIDDEN bytes, so that a scan of a source costs time in proportion to it.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-source-hidden.h"

#include <string.h>

/* Longer addresses exist, but nobody looks for a caret beyond one. */
#define MAX_HIDDEN 4096
#define MAX_ENTITY 34

static gsize
line_end (const char *source, gsize length, gsize at)
{
  while (at < length && source[at] != '\n' && source[at] != '\r')
    at++;
  return at;
}

static gsize
limit (gsize length, gsize at)
{
  return MIN (length, at + MAX_HIDDEN);
}

/* Returns: the byte after the sign that closes what @at opens, 0 if there is none */
static gsize
find_close (const char *source, gsize length, gsize at, char open, char close)
{
  guint depth = 0;

  for (; at < length; at++)
    {
      if (source[at] == '\\')
        at++;
      else if (source[at] == close && --depth == 0)
        return at + 1;
      else if (source[at] == open)
        depth++;
    }
  return 0;
}

static gsize
run_length (const char *source, gsize length, gsize at, char sign)
{
  gsize end = at;

  while (end < length && source[end] == sign)
    end++;
  return end - at;
}

/* "(address "title")": where it ends, and where its title stands. */
static gsize
find_target_end (const char *source, gsize length, gsize at, gsize *title)
{
  gsize i = at + 1;

  *title = 0;
  length = limit (length, at);
  i += strspn (source + i, " \t\n");
  if (i < length && source[i] == '<')
    {
      i = find_close (source, length, i, '\0', '>');
      if (i == 0)
        return 0;
    }
  for (guint depth = 0; i < length; i++)
    {
      if (source[i] == '\\')
        i++;
      else if (source[i] == ')' && depth-- == 0)
        return i + 1;
      else if (source[i] == '(')
        depth++;
      else if ((source[i] == '"' || source[i] == '\'') && g_ascii_isspace (source[i - 1]))
        {
          gsize close = i + 1;

          while (close < length && source[close] != source[i])
            close += source[close] == '\\' ? 2 : 1;
          if (close >= length)
            return 0;
          *title = i + 1;
          i = close;
        }
    }
  return 0;
}

/**
 * marbre_source_hidden_line:
 * @source: a block's Markdown
 * @length: its bytes
 * @at: after the blanks and ">" at the start of a line
 *
 * Marker lines of house blocks, underlines, rows that part a table's head from its body, and
 * definitions of links.
 *
 * Returns: bytes to the end of the line, if it is hidden; for the definition of a note, those
 *   before its text
 */
gsize
marbre_source_hidden_line (const char *source, gsize length, gsize at)
{
  gsize end = line_end (source, length, at);
  gsize rest = end - at;
  const char *line = source + at;
  const char *close;

  if (rest >= 2 && strspn (line, "-=|: \t>") >= rest &&
      (g_strstr_len (line, (gssize) rest, "--") || memchr (line, '=', rest) ||
       g_strstr_len (line, (gssize) rest, ":-")))
    return rest;
  if (rest < 4 || line[0] != '[')
    return 0;
  close = memchr (line, ']', rest);
  if (close == NULL)
    return 0;
  if (line[1] == '!')
    return (gsize) (close - line) + 1 + strspn (close + 1, " \t") >= rest ? rest : 0;
  if ((gsize) (close + 1 - line) >= rest || close[1] != ':')
    return 0;
  return line[1] == '^' ? (gsize) (close + 2 - line) : rest;
}

/**
 * marbre_source_hidden_fence:
 * @source: a block's Markdown
 * @length: its bytes
 * @at: after the blanks and ">" at the start of a line
 *
 * Returns: bytes to the end of the line, if it opens or closes a code block
 */
gsize
marbre_source_hidden_fence (const char *source, gsize length, gsize at)
{
  char sign = at < length ? source[at] : '\0';
  gsize end, run;

  if (sign != '`' && sign != '~')
    return 0;
  run = run_length (source, length, at, sign);
  end = line_end (source, length, at);
  if (run < 3 || (sign == '`' && memchr (source + at + run, '`', end - at - run)))
    return 0;
  return end - at;
}

/**
 * marbre_source_hidden_number:
 * @source: a block's Markdown
 * @length: its bytes
 * @at: after the blanks and ">" at the start of a line
 *
 * Returns: bytes of the number of a list's item, "12."
 */
gsize
marbre_source_hidden_number (const char *source, gsize length, gsize at)
{
  gsize i = at;

  while (i < length && i - at < 9 && g_ascii_isdigit (source[i]))
    i++;
  if (i == at || i + 1 >= length || (source[i] != '.' && source[i] != ')') ||
      !g_ascii_isspace (source[i + 1]))
    return 0;
  return i + 1 - at;
}

static gsize
hidden_tag (const char *source, gsize length, gsize at)
{
  char next = at + 1 < length ? source[at + 1] : '\0';
  gsize i = at + 1;

  if (next != '/' && next != '!' && next != '?' && !g_ascii_isalpha (next))
    return 0;
  length = limit (length, at);
  while (i < length && (g_ascii_isalnum (source[i]) || strchr ("+.-", source[i])))
    i++;
  if (i < length && (source[i] == ':' || source[i] == '@'))
    return 0; /* an address in angles is shown */
  for (char quote = '\0'; i < length; i++)
    {
      if (quote != '\0')
        quote = source[i] == quote ? '\0' : quote;
      else if (source[i] == '"' || source[i] == '\'')
        quote = source[i];
      else if (source[i] == '>')
        return i + 1 - at;
    }
  return 0;
}

static gsize
hidden_picture (const char *source, gsize length, gsize at, gboolean titles)
{
  gsize close = find_close (source, limit (length, at), at + 1, '[', ']');
  gsize end, title;

  if (close == 0 || close >= length)
    return 0;
  if (source[close] == '[')
    {
      end = find_close (source, limit (length, close), close, '[', ']');
      return end > 0 ? end - at : 0;
    }
  if (source[close] != '(')
    return 0;
  end = find_target_end (source, length, close, &title);
  if (end == 0)
    return 0;
  return titles && title > 0 ? title - at : end - at;
}

/* What follows a link's text: "](address)", "][name]". */
static gsize
hidden_target (const char *source, gsize length, gsize at)
{
  char next = at + 1 < length ? source[at + 1] : '\0';
  gsize end = 0, title;

  if (next == '(')
    end = find_target_end (source, length, at + 1, &title);
  else if (next == '[')
    end = find_close (source, limit (length, at), at + 1, '[', ']');
  return end > 0 ? end - at : 0;
}

/**
 * marbre_source_hidden_inline:
 * @source: a block's Markdown
 * @length: its bytes
 * @at: a byte outside code
 * @titles: whether the title of a picture is shown, as its caption
 *
 * Returns: bytes of the link's target, the picture, the tag or the call of a note that begins there
 */
gsize
marbre_source_hidden_inline (const char *source, gsize length, gsize at, gboolean titles)
{
  char next = at + 1 < length ? source[at + 1] : '\0';
  gsize end;

  switch (source[at])
    {
    case ']':
      return hidden_target (source, length, at);
    case '!':
      return next == '[' ? hidden_picture (source, length, at, titles) : 0;
    case '<':
      return hidden_tag (source, length, at);
    case '[':
      if (next != '^')
        return 0;
      end = find_close (source, limit (length, at), at, '[', ']');
      return end > 0 ? end - at : 0;
    default:
      return 0;
    }
}

/**
 * marbre_source_find_code_end:
 * @source: a block's Markdown
 * @length: its bytes
 * @at: at "`"
 *
 * Returns: where the signs that close the code span begin, 0 if it is none
 */
gsize
marbre_source_find_code_end (const char *source, gsize length, gsize at)
{
  gsize run = run_length (source, length, at, '`');

  for (gsize i = at + run; i < limit (length, at);)
    {
      gsize other = run_length (source, length, i, '`');

      if (other == run)
        return i;
      i += MAX (other, 1);
    }
  return 0;
}

/**
 * marbre_source_entity_length:
 * @source: a block's Markdown
 * @length: its bytes
 * @at: at "&"
 *
 * Returns: bytes of what looks like a character reference, "&eacute;"
 */
gsize
marbre_source_entity_length (const char *source, gsize length, gsize at)
{
  gsize i = at + 1;

  length = MIN (length, at + MAX_ENTITY);
  if (i < length && source[i] == '#')
    i++;
  while (i < length && g_ascii_isalnum (source[i]))
    i++;
  return i > at + 1 && i < length && source[i] == ';' ? i + 1 - at : 0;
}
