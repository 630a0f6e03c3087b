/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ghost: which parts of a body its editor can hold. Ghost takes HTML apart into the blocks of its
 * own editor and drops what those have no place for: classes, and with them pull quotes, boxes and
 * "read also"; the ids of notes; tables; lists that do not begin with 1; quotes of several
 * paragraphs. A block that would lose something goes as an HTML card, which Ghost keeps to the
 * letter; all others stay text that an editor there can go on writing in.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include <string.h>

#include "marbre-compat.h"
#include "marbre-ghost-private.h"

#define CARD_BEGIN "<!--kg-card-begin: html-->\n"
#define CARD_END "\n<!--kg-card-end: html-->"

/* How our renderer writes the credit of a figure. */
#define CREDIT_BEGIN "<span class=\"credit\">"
#define CREDIT_END "</span></figcaption></figure>"

/* What Ghost's editor has within a paragraph. */
static const char *const inline_tags[] = { "a",  "strong", "em",  "code", "br",
                                           "del", "sub",   "sup", NULL };
/* The blocks that it has. */
static const char *const block_tags[] = { "p",  "h1", "h2",  "h3",         "h4",     "h5", "h6",
                                          "ul", "ol", "pre", "blockquote", "figure", "hr", NULL };

typedef struct
{
  const char *at;      /* what is read next */
  char name[16];       /* of the tag that was read; "" if it is longer than any of ours */
  gboolean closes;     /* it was an end tag */
  const char *inside;  /* its attributes */
  const char *end;     /* its ">" */
} Scan;

/* Reads to the end of the next tag. The HTML is our own: well-formed, attributes in quotes. */
static gboolean
next_tag (Scan *scan)
{
  const char *start = strchr (scan->at, '<');
  gsize length;
  char quote = '\0';

  if (start == NULL)
    return FALSE;
  start++;
  scan->closes = *start == '/';
  start += scan->closes;
  length = strspn (start, "abcdefghijklmnopqrstuvwxyz0123456789");
  scan->name[0] = '\0';
  if (length < sizeof scan->name)
    {
      memcpy (scan->name, start, length);
      scan->name[length] = '\0';
    }
  scan->inside = start + length;
  for (scan->end = scan->inside; *scan->end != '\0'; scan->end++)
    {
      if (quote == '\0' && *scan->end == '>')
        break;
      if (quote != '\0' ? *scan->end == quote : *scan->end == '"')
        quote = quote != '\0' ? '\0' : '"';
    }
  scan->at = *scan->end != '\0' ? scan->end + 1 : scan->end;
  return TRUE;
}

static gboolean
is_void (const char *name)
{
  return g_str_equal (name, "br") || g_str_equal (name, "hr") || g_str_equal (name, "img");
}

/* Whether the attribute that starts at @text, @length bytes long with its value, is kept by Ghost
 * or is one that it makes itself. */
static gboolean
keeps_attribute (const char *tag, const char *text, gsize length)
{
  g_autofree char *attribute = g_strndup (text, length);

  if (g_str_equal (tag, "a"))
    return g_str_has_prefix (attribute, "href=");
  if (g_str_equal (tag, "img"))
    return g_str_has_prefix (attribute, "src=") || g_str_has_prefix (attribute, "alt=");
  if (g_str_equal (tag, "code"))
    return g_str_has_prefix (attribute, "class=\"language-");
  return tag[0] == 'h' && g_ascii_isdigit (tag[1]) && g_str_has_prefix (attribute, "id=");
}

static gboolean
keeps_attributes (const Scan *scan)
{
  const char *at = scan->inside;

  for (;;)
    {
      const char *start;

      while (at < scan->end && (g_ascii_isspace (*at) || *at == '/'))
        at++;
      if (at >= scan->end)
        return TRUE;
      start = at;
      while (at < scan->end && *at != '"' && !g_ascii_isspace (*at))
        at++;
      if (at < scan->end && *at == '"')
        {
          const char *close = memchr (at + 1, '"', (gsize) (scan->end - at - 1));

          at = close ? close + 1 : scan->end;
        }
      if (!keeps_attribute (scan->name, start, (gsize) (at - start)))
        return FALSE;
    }
}

/* Whether Ghost's editor has that tag within a block that begins with @top; @paragraphs counts
 * those of a quotation. */
static gboolean
keeps_tag (const char *top, const char *name, guint *paragraphs)
{
  if (g_strv_contains (inline_tags, name))
    return TRUE;
  if (g_str_equal (top, "figure"))
    return g_str_equal (name, "img") || g_str_equal (name, "figcaption");
  if (g_str_equal (top, "ul") || g_str_equal (top, "ol"))
    return g_str_equal (name, "ul") || g_str_equal (name, "ol") || g_str_equal (name, "li");
  return g_str_equal (top, "blockquote") && g_str_equal (name, "p") && ++*paragraphs == 1;
}

/* Reads one block, whose first tag was just read. */
static gboolean
read_block (Scan *scan)
{
  g_autofree char *top = g_strdup (scan->name);
  gboolean fits = g_strv_contains (block_tags, top) && !scan->closes && keeps_attributes (scan);
  guint depth = is_void (top) || scan->closes ? 0 : 1;
  guint paragraphs = 0;

  while (depth > 0 && next_tag (scan))
    {
      if (is_void (scan->name) || scan->closes)
        depth -= scan->closes;
      else
        depth++;
      if (!scan->closes)
        fits = fits && keeps_tag (top, scan->name, &paragraphs) && keeps_attributes (scan);
    }
  return fits;
}

/* A figure whose credit follows its caption as in the Markdown, which says it without a class:
 * pictures with a credit are the rule, and are worth being pictures to Ghost. */
static char *
write_figure (const char *start, gsize length)
{
  g_autoptr (GString) figure = g_string_new_len (start, (gssize) length);

  if (g_str_has_suffix (figure->str, CREDIT_END))
    {
      g_string_truncate (figure, figure->len - strlen (CREDIT_END));
      g_string_append (figure, "</figcaption></figure>");
      g_string_replace (figure, "<figcaption>" CREDIT_BEGIN, "<figcaption>", 1);
      g_string_replace (figure, " " CREDIT_BEGIN, " — ", 1);
    }
  return marbre_string_steal (g_steal_pointer (&figure));
}

static gboolean
fits_editor (const char *block)
{
  Scan scan = { .at = block };

  return next_tag (&scan) && read_block (&scan);
}

/**
 * marbre_ghost_write_cards:
 * @html: a body as our renderer writes it
 *
 * Returns: (transfer full): the same, with what Ghost's editor has no place for in HTML cards
 */
char *
marbre_ghost_write_cards (const char *html)
{
  g_autoptr (GString) out = g_string_new (NULL);
  Scan scan = { .at = html };
  const char *start = html;

  while (next_tag (&scan))
    {
      const gboolean figure = g_str_equal (scan.name, "figure");
      gboolean fits = read_block (&scan);
      g_autofree char *block = NULL;

      while (g_ascii_isspace (*start))
        start++;
      block = figure ? write_figure (start, (gsize) (scan.at - start))
                     : g_strndup (start, (gsize) (scan.at - start));
      if (figure)
        fits = fits_editor (block);
      if (out->len > 0)
        g_string_append_c (out, '\n');
      if (!fits)
        g_string_append (out, CARD_BEGIN);
      g_string_append (out, block);
      if (!fits)
        g_string_append (out, CARD_END);
      start = scan.at;
    }
  g_string_append (out, start);
  return marbre_string_steal (g_steal_pointer (&out));
}
