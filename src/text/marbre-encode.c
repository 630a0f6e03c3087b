/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Output encoders; see marbre-encode.h.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-encode.h"

#include <string.h>

#include "marbre-compat.h"
#include "marbre-html-escape.h"

/* Reserved characters (RFC 3986) keep their meaning, and an escape that is there stays one. */
#define URI_KEPT "!#$%&'()*+,/:;=?@[]"

#define REPLACEMENT "\357\277\275" /* U+FFFD */

/* What stands for the character at @p; @length is how many of its bytes go. Characters that HTML
 * and XML have no place for are left out: a page may hold one, but a feed that does is refused
 * whole.
 *
 * Returns: (nullable): %NULL for a character that stays */
static const char *
find_substitute (const char *p, const char *end, gboolean quotes, gsize *length)
{
  *length = 1;
  switch (*p)
    {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return quotes ? "&quot;" : NULL;
    case '\0':
      return REPLACEMENT; /* as HTML parsers read it */
    case '\302':          /* U+0080 to U+009F: letters in a wrong encoding, so it shows */
      if (end - p < 2 || (guchar) p[1] > 0x9f)
        return NULL;
      *length = 2;
      return REPLACEMENT;
    case '\r':
      return p + 1 < end && p[1] == '\n' ? "" : "\n"; /* likewise */
    case '\t':
    case '\n':
      return NULL;
    case '\f':
      return " ";
    case '\357': /* U+FFFE and U+FFFF */
      if (end - p < 3 || p[1] != '\277' || (p[2] != '\276' && p[2] != '\277'))
        return NULL;
      *length = 3;
      return "";
    default:
      return (guchar) *p < ' ' ? "" : NULL;
    }
}

static void
append_encoded (GString *out, const char *text, gssize length, gboolean quotes)
{
  const char *end;
  const char *run = text;
  gsize n;

  g_return_if_fail (out != NULL);
  g_return_if_fail (text != NULL || length == 0);

  end = text + (length < 0 ? strlen (text) : (gsize) length);
  for (const char *p = text; p < end; p += n)
    {
      const char *substitute = find_substitute (p, end, quotes, &n);

      if (substitute == NULL)
        continue;
      g_string_append_len (out, run, p - run);
      g_string_append (out, substitute);
      run = p + n;
    }
  g_string_append_len (out, run, end - run);
}

/**
 * marbre_encode_html:
 * @text: plain text, UTF-8
 *
 * Encodes for the content of an element. Not for attributes, scripts or styles.
 *
 * Returns: (transfer full): HTML
 */
char *
marbre_encode_html (const char *text)
{
  GString *out = g_string_new (NULL);

  marbre_encode_html_append (out, text, -1);
  return marbre_string_steal (out);
}

/**
 * marbre_encode_html_append:
 * @out: where to
 * @text: plain text, UTF-8
 * @length: bytes of @text, -1 if NUL-terminated
 *
 * Like marbre_encode_html(), at the end of @out.
 */
void
marbre_encode_html_append (GString *out, const char *text, gssize length)
{
  append_encoded (out, text, length, FALSE);
}

/**
 * marbre_encode_attribute:
 * @text: plain text, UTF-8
 *
 * Encodes for an attribute's value between double quotes. It says nothing about what the value
 * does: a link must be judged before.
 *
 * Returns: (transfer full): the value without its quotes
 */
char *
marbre_encode_attribute (const char *text)
{
  GString *out = g_string_new (NULL);

  marbre_encode_attribute_append (out, text, -1);
  return marbre_string_steal (out);
}

/**
 * marbre_encode_attribute_append:
 * @out: where to
 * @text: plain text, UTF-8
 * @length: bytes of @text, -1 if NUL-terminated
 *
 * Like marbre_encode_attribute(), at the end of @out.
 */
void
marbre_encode_attribute_append (GString *out, const char *text, gssize length)
{
  append_encoded (out, text, length, TRUE);
}

/**
 * marbre_encode_uri:
 * @uri: a URI or IRI as a person typed it
 *
 * Percent-encodes what may not stand in a URI (spaces, quotes, accents) and nothing else, so that
 * encoding twice is encoding once. The result still needs marbre_encode_attribute() for its "&".
 *
 * Returns: (transfer full): an ASCII URI reference
 */
char *
marbre_encode_uri (const char *uri)
{
  g_return_val_if_fail (uri != NULL, NULL);
  return g_uri_escape_string (uri, URI_KEPT, FALSE);
}

/**
 * marbre_encode_script_json:
 * @json: a JSON text
 *
 * Encodes for a `<script type="application/ld+json">` element, where entities are not read: the
 * characters that could end the element or open a comment become JSON escapes. They only occur
 * inside JSON strings, so the value is the same.
 *
 * Returns: (transfer full): JSON
 */
char *
marbre_encode_script_json (const char *json)
{
  GString *out = g_string_new (NULL);

  g_return_val_if_fail (json != NULL, NULL);

  for (const char *p = json; *p != '\0'; p++)
    switch (*p)
      {
      case '<':
        g_string_append (out, "\\u003c");
        break;
      case '>':
        g_string_append (out, "\\u003e");
        break;
      case '&':
        g_string_append (out, "\\u0026");
        break;
      default:
        g_string_append_c (out, *p);
      }
  return marbre_string_steal (out);
}

/**
 * marbre_encode_link_text:
 * @text: plain text
 *
 * Encodes a text for between the brackets of a Markdown link, on one line.
 *
 * Returns: (transfer full): Markdown
 */
char *
marbre_encode_link_text (const char *text)
{
  MarbreEscapeContext context = { .in_link = TRUE, .before = '[', .after = ']' };
  g_autofree char *line = NULL;
  GString *out;

  g_return_val_if_fail (text != NULL, NULL);

  line = g_strdelimit (g_strdup (text), "\r\n\t", ' ');
  out = g_string_new (NULL);
  marbre_escape_append (out, line, &context);
  return marbre_string_steal (out);
}

/**
 * marbre_encode_read_also:
 * @headline: the headline of another story, plain text
 * @url: where it is
 *
 * Encodes a link to another story as a block of the body (DESIGN §4).
 *
 * Returns: (transfer full): Markdown, two lines without a line end after the second
 */
char *
marbre_encode_read_also (const char *headline, const char *url)
{
  g_autofree char *line = NULL;
  g_autofree char *uri = NULL;
  GString *out;

  g_return_val_if_fail (headline != NULL, NULL);
  g_return_val_if_fail (url != NULL, NULL);

  out = g_string_new ("> [!read-also]\n> [");
  line = marbre_encode_link_text (headline);
  uri = marbre_encode_uri (url);
  g_string_append (out, line);
  g_string_append (out, "](");
  marbre_escape_append_uri (out, uri);
  g_string_append_c (out, ')');
  return marbre_string_steal (out);
}
