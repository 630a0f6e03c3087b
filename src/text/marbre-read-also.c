/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Links of « Lire aussi » blocks; see marbre-read-also.h. Only lines that begin with ">" are looked
 * at, and no Markdown is parsed: what looks like such a block in code is found, too, which is for
 * the caller to see.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-read-also.h"

#include <string.h>

#include "marbre-blocks-house.h"
#include "marbre-compat.h"
#include "marbre-encode.h"
#include "marbre-html-escape.h"

static void
link_clear (gpointer data)
{
  MarbreReadAlso *self = data;

  g_free (self->text);
  g_free (self->address);
}

/**
 * marbre_read_also_story_free:
 * @self: (transfer full): a story
 */
void
marbre_read_also_story_free (MarbreReadAlsoStory *self)
{
  g_free (self->address);
  g_free (self->headline);
  g_strfreev (self->former);
  g_free (self);
}

/* Without the backslashes and entities that Markdown is written with. */
static char *
unescape (const char *start, const char *end)
{
  GString *text = g_string_new (NULL);

  for (const char *p = start; p < end; p++)
    {
      if (*p == '\\' && p + 1 < end && g_ascii_ispunct (p[1]))
        p++;
      g_string_append_c (text, *p);
      if (*p == '&' && end - p >= 5 && memcmp (p, "&amp;", 5) == 0)
        p += 4;
    }
  return marbre_string_steal (text);
}

/* The sign that closes what was opened before @p, or @end. */
static const char *
find_closing (const char *p, const char *end, char opening, char closing)
{
  guint depth = 0;

  for (; p < end; p++)
    if (*p == '\\' && p + 1 < end)
      p++;
    else if (*p == opening)
      depth++;
    else if (*p == closing && depth-- == 0)
      return p;
  return end;
}

/* "[headline](address)" somewhere in a line. */
static void
take_line (const char *body, const char *line, const char *end, GArray *links)
{
  const char *text = memchr (line, '[', (gsize) (end - line));
  const char *text_end, *address, *address_end;
  MarbreReadAlso link;

  if (text == NULL)
    return;
  text++;
  text_end = find_closing (text, end, '[', ']');
  if (end - text_end < 3 || text_end[1] != '(')
    return;
  address = text_end + 2;
  address_end = find_closing (address, end, '(', ')');
  if (address_end == end || address_end == address ||
      memchr (address, ' ', (gsize) (address_end - address)) != NULL)
    return;
  link.text_start = (gsize) (text - body);
  link.text_length = (gsize) (text_end - text);
  link.start = (gsize) (address - body);
  link.length = (gsize) (address_end - address);
  link.text = unescape (text, text_end);
  link.address = unescape (address, address_end);
  g_array_append_val (links, link);
}

/* Behind the sign of a quotation, and the space after it; NULL if the line is none. */
static const char *
skip_quote (const char *line, const char *end)
{
  for (guint i = 0; i < 3 && line < end && *line == ' '; i++)
    line++;
  if (line == end || *line != '>')
    return NULL;
  line++;
  return line < end && *line == ' ' ? line + 1 : line;
}

/**
 * marbre_read_also_find:
 * @body: Markdown
 *
 * Returns: (transfer full) (element-type MarbreReadAlso): at most %MARBRE_READ_ALSO_MAX, in their
 *   order
 */
GArray *
marbre_read_also_find (const char *body)
{
  GArray *links = g_array_new (FALSE, FALSE, sizeof (MarbreReadAlso));
  gboolean inside = FALSE;

  g_array_set_clear_func (links, link_clear);
  for (const char *line = body; *line != '\0' && links->len < MARBRE_READ_ALSO_MAX;)
    {
      const char *end = line + strcspn (line, "\r\n");
      const char *quoted = skip_quote (line, end);

      if (quoted == NULL)
        inside = FALSE;
      else if (inside)
        take_line (body, quoted, end, links);
      else
        {
          g_autofree char *marker = g_strndup (quoted, (gsize) (end - quoted));

          inside = marbre_blocks_house_parse_marker (marker) == MARBRE_BLOCK_READ_ALSO;
        }
      line = *end == '\r' && end[1] == '\n' ? end + 2 : *end != '\0' ? end + 1 : end;
    }
  return links;
}

/**
 * marbre_read_also_move:
 * @body: Markdown
 * @from: an address that a story had
 * @to: the one that it has
 *
 * Returns: (transfer full) (nullable): the body with that address in its « Lire aussi » blocks;
 *   %NULL if none of them has @from
 */
char *
marbre_read_also_move (const char *body, const char *from, const char *to)
{
  g_autoptr (GArray) links = marbre_read_also_find (body);
  g_autofree char *uri = marbre_encode_uri (to);
  GString *moved = NULL;

  for (guint i = links->len; i > 0; i--)
    {
      const MarbreReadAlso *link = &g_array_index (links, MarbreReadAlso, i - 1);
      g_autoptr (GString) written = NULL;

      if (!g_str_equal (link->address, from))
        continue;
      if (moved == NULL)
        moved = g_string_new (body);
      written = g_string_new (NULL);
      marbre_escape_append_uri (written, uri);
      g_string_erase (moved, (gssize) link->start, (gssize) link->length);
      g_string_insert (moved, (gssize) link->start, written->str);
    }
  return moved != NULL ? marbre_string_steal (moved) : NULL;
}
