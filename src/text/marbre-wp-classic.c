/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The classic editor's content; see marbre-wp-classic.h. What WordPress makes of it is what its
 * wpautop() does: paragraphs between empty lines, breaks for line ends.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-wp-classic.h"

#include <string.h>

#include "marbre-compat.h"

#define SPACES " \t\r\n\f\v"

/* Elements that are no part of a paragraph. */
static const char *const block_names[] = {
  "p",     "h1",     "h2",   "h3",       "h4",      "h5",      "h6",         "ul",    "ol",
  "dl",    "pre",    "div",  "table",    "figure",  "aside",   "blockquote", "form",  "hr",
  "style", "script", "math", "fieldset", "section", "article", "address",    "video", "audio",
  "svg",   "header", "main", "footer",   "details", "nav",     "iframe",     "link",  NULL,
};

static const char *const core_shortcodes[] = {
  "gallery", "caption", "embed", "audio", "video", "playlist", NULL,
};

/* Returns: (transfer full) (nullable): the name of a tag that begins at @p */
static char *
read_tag (const char *p, gboolean *closes)
{
  gsize length;

  if (*p != '<')
    return NULL;
  p++;
  *closes = *p == '/';
  p += *closes;
  length = strspn (p, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");
  return length > 0 && g_ascii_isalpha (*p) ? g_ascii_strdown (p, (gssize) length) : NULL;
}

static gboolean
starts_block (const char *p)
{
  gboolean closes;
  g_autofree char *name = read_tag (p, &closes);

  return g_str_has_prefix (p, "<!--") || (name != NULL && g_strv_contains (block_names, name));
}

static const char *
find_tag_end (const char *p, const char *limit)
{
  const char *end = memchr (p, '>', (gsize) (limit - p));

  return end ? end + 1 : limit;
}

/* Returns: behind the element that begins at @start, @limit if it has no end */
static const char *
skip_element (const char *start, const char *limit)
{
  gboolean closes;
  g_autofree char *name = read_tag (start, &closes);
  guint depth = 0;

  if (g_str_has_prefix (start, "<!--"))
    {
      const char *end = g_strstr_len (start, limit - start, "-->");

      return end ? end + 3 : limit;
    }
  if (g_str_equal (name, "hr") || g_str_equal (name, "link") || closes)
    return find_tag_end (start, limit);
  for (const char *p = start; p != NULL && p < limit;
       p = memchr (p + 1, '<', (gsize) (limit - p - 1)))
    {
      g_autofree char *other = read_tag (p, &closes);

      if (other == NULL || !g_str_equal (other, name))
        continue;
      if (!closes && (depth == 0 || !g_str_equal (name, "p")))
        depth++;
      else if (closes && --depth == 0)
        return find_tag_end (p, limit);
    }
  return limit;
}

/* Returns: behind the text that begins at @start: an empty line, or an element of its own */
static const char *
skip_text (const char *start, const char *limit)
{
  for (const char *p = start; p < limit; p++)
    {
      if (*p == '<' && starts_block (p))
        return p;
      if (*p == '\n' && p + 1 + strspn (p + 1, " \t\r") < limit &&
          p[1 + strspn (p + 1, " \t\r")] == '\n')
        return p;
    }
  return limit;
}

/**
 * marbre_wp_classic_split:
 * @content: a post's raw content
 * @start: the first byte of what to cut up
 * @end: behind the last
 *
 * Returns: (transfer full) (element-type MarbreWpSpan): the pieces; between them is white space
 */
GArray *
marbre_wp_classic_split (const char *content, gsize start, gsize end)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (MarbreWpSpan));
  const char *limit = content + end;
  const char *p = content + start;

  for (;;)
    {
      MarbreWpSpan span;

      while (p < limit && strchr (SPACES, *p) != NULL)
        p++;
      if (p >= limit)
        return spans;
      span.start = (gsize) (p - content);
      span.bare = !starts_block (p);
      p = span.bare ? skip_text (p, limit) : skip_element (p, limit);
      span.end = (gsize) (p - content);
      while (strchr (SPACES, content[span.end - 1]) != NULL)
        span.end--;
      g_array_append_val (spans, span);
    }
}

/**
 * marbre_wp_classic_to_html:
 * @text: a bare span
 * @length: its bytes
 *
 * Returns: (transfer full): the paragraph that WordPress shows
 */
char *
marbre_wp_classic_to_html (const char *text, gsize length)
{
  GString *html = g_string_new ("<p>");

  for (gsize i = 0; i < length; i++)
    if (text[i] == '\n')
      g_string_append (html, "<br>\n");
    else if (text[i] != '\r')
      g_string_append_c (html, text[i]);
  g_string_append (html, "</p>");
  return marbre_string_steal (html);
}

/**
 * marbre_wp_classic_is_shortcode:
 * @text: a bare span
 * @length: its bytes
 *
 * Tells a plug-in's "[gallery ids="1,2"]" from a note in brackets: by a setting, an end, or a name
 * that WordPress itself has.
 *
 * Returns: whether @text is nothing else
 */
gboolean
marbre_wp_classic_is_shortcode (const char *text, gsize length)
{
  g_autofree char *name = NULL;
  g_autofree char *closing = NULL;
  const char *tag_end;
  gsize name_length;

  if (length < 3 || text[0] != '[' || text[length - 1] != ']')
    return FALSE;
  name_length = strspn (text + 1, "abcdefghijklmnopqrstuvwxyz0123456789_-");
  tag_end = memchr (text, ']', length);
  if (name_length == 0 || strchr (" \t\n/]", text[1 + name_length]) == NULL)
    return FALSE;
  name = g_strndup (text + 1, name_length);
  closing = g_strdup_printf ("[/%s]", name);
  return g_strv_contains (core_shortcodes, name) || strpbrk (name, "_-") != NULL ||
         g_strstr_len (text, (gssize) length, closing) != NULL ||
         memchr (text, '=', (gsize) (tag_end - text)) != NULL;
}
