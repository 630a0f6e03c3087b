/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From what a person types to an FTS5 query; see marbre-search-query.h. Every word goes into
 * quotes, so that nothing of it can be an operator of FTS5; the operators are all written here.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-search-query.h"

#include <string.h>

/* A word or a phrase of the input. */
typedef struct
{
  const char *start; /* (borrowed) */
  gsize length;
  gboolean excluded; /* "-" stood before it */
  gboolean open;     /* the input ends in it: somebody is still typing */
} Part;

/* The quotation mark that ends what @mark begins, 0 if it begins nothing. */
static gunichar
closing_mark (gunichar mark)
{
  switch (mark)
    {
    case '"':
      return '"';
    case 0x201c: /* “ */
      return 0x201d;
    case 0x201e: /* „ */
      return 0x201c;
    case 0xab: /* « */
      return 0xbb;
    default:
      return 0;
    }
}

/* The index makes words of letters and digits; a part without any would match nothing. */
static gboolean
has_word (const Part *part)
{
  for (const char *p = part->start; p < part->start + part->length; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

/* One letter that may go on begins a tenth of all words: it would find everything, in no order, and
 * take the longest of all queries for it. */
static gboolean
is_only_begun (const Part *part)
{
  return part->open && g_utf8_next_char (part->start) == part->start + part->length;
}

static const char *
read_phrase (const char *text, gunichar closing, Part *part)
{
  const char *end = text;

  while (*end != '\0' && g_utf8_get_char (end) != closing)
    end = g_utf8_next_char (end);
  part->start = text;
  part->length = (gsize) (end - text);
  part->open = *end == '\0';
  return part->open ? end : g_utf8_next_char (end);
}

static const char *
read_word (const char *text, Part *part)
{
  const char *end = text;

  while (*end != '\0' && !g_unichar_isspace (g_utf8_get_char (end)) &&
         closing_mark (g_utf8_get_char (end)) == 0)
    end = g_utf8_next_char (end);
  part->start = text;
  part->length = (gsize) (end - text);
  part->open = *end == '\0';
  return end;
}

/* Reads the next part; returns where it ends, NULL if there is none. */
static const char *
read_part (const char *text, Part *part)
{
  gunichar closing;

  while (*text != '\0' && g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  if (*text == '\0')
    return NULL;
  part->excluded = *text == '-';
  if (part->excluded)
    text++;
  closing = closing_mark (g_utf8_get_char (text));
  return closing != 0 ? read_phrase (g_utf8_next_char (text), closing, part)
                      : read_word (text, part);
}

/**
 * marbre_search_query_append_phrase:
 * @query: an FTS5 query
 * @text: words, UTF-8
 * @length: bytes
 *
 * Appends words as one FTS5 string: they are looked for one after the other.
 */
void
marbre_search_query_append_phrase (GString *query, const char *text, gsize length)
{
  g_string_append_c (query, '"');
  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '"')
        g_string_append_c (query, '"');
      g_string_append_c (query, text[i]);
    }
  g_string_append_c (query, '"');
}

/**
 * marbre_search_query_build:
 * @text: what was typed, cut after %MARBRE_SEARCH_QUERY_MAX_BYTES
 *
 * All words must occur; what is in quotes must occur as it stands; what has a "-" before it must
 * not. The last word may go on, as it is still being typed, until a space follows it; while it is
 * one letter it is not looked for.
 *
 * Returns: (transfer full) (nullable): an FTS5 query; %NULL if @text asks for no word
 */
char *
marbre_search_query_build (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) strnlen (
                                                        text, MARBRE_SEARCH_QUERY_MAX_BYTES));
  g_autoptr (GString) wanted = g_string_new (NULL);
  g_autoptr (GString) excluded = g_string_new (NULL);
  const char *rest = valid;
  Part part;

  for (guint n = 0; n < MARBRE_SEARCH_QUERY_MAX_WORDS; n++)
    {
      rest = read_part (rest, &part);
      if (rest == NULL)
        break;
      if (!has_word (&part) || is_only_begun (&part))
        continue;
      if (part.excluded)
        {
          if (excluded->len > 0)
            g_string_append (excluded, " OR ");
          marbre_search_query_append_phrase (excluded, part.start, part.length);
          continue;
        }
      g_string_append (wanted, wanted->len > 0 ? " AND " : "(");
      marbre_search_query_append_phrase (wanted, part.start, part.length);
      if (part.open)
        g_string_append (wanted, " *");
    }
  if (wanted->len == 0)
    return NULL;
  g_string_append_c (wanted, ')');
  if (excluded->len > 0)
    g_string_append_printf (wanted, " NOT (%s)", excluded->str);
  return g_strdup (wanted->str);
}
