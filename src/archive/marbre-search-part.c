/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The parts of a search; see marbre-search-part.h.
 */
#define G_LOG_DOMAIN "marbre-archive"

#include "config.h"

#include "marbre-search-part.h"

#include <string.h>

#include "marbre-search-query.h"
#include "marbre-terms.h"

/* Of the longest name of an operator, in bytes. */
#define MAX_NAME 24

static const struct
{
  const char *name; /* folded */
  MarbreSearchOperator about;
} names[] = {
  { "title", MARBRE_SEARCH_TITLE },      { "titre", MARBRE_SEARCH_TITLE },
  { "tag", MARBRE_SEARCH_TAG },          { "mot-cle", MARBRE_SEARCH_TAG },
  { "byline", MARBRE_SEARCH_BYLINE },    { "author", MARBRE_SEARCH_BYLINE },
  { "signature", MARBRE_SEARCH_BYLINE }, { "auteur", MARBRE_SEARCH_BYLINE },
  { "section", MARBRE_SEARCH_SECTION },  { "rubrique", MARBRE_SEARCH_SECTION },
  { "site", MARBRE_SEARCH_SITE },        { "before", MARBRE_SEARCH_BEFORE },
  { "avant", MARBRE_SEARCH_BEFORE },     { "after", MARBRE_SEARCH_AFTER },
  { "since", MARBRE_SEARCH_AFTER },      { "apres", MARBRE_SEARCH_AFTER },
  { "depuis", MARBRE_SEARCH_AFTER },     { "is", MARBRE_SEARCH_IS },
  { "est", MARBRE_SEARCH_IS },
};

/* The columns of the full text in which an operator looks. */
static const char *const columns[] = {
  [MARBRE_SEARCH_WORD] = "",
  [MARBRE_SEARCH_TITLE] = "headline : ",
  [MARBRE_SEARCH_TAG] = "tags : ",
  [MARBRE_SEARCH_BYLINE] = "byline : ",
};

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

static const char *
read_phrase (const char *text, gunichar closing, MarbreSearchPart *part)
{
  const char *end = text;

  while (*end != '\0' && g_utf8_get_char (end) != closing)
    end = g_utf8_next_char (end);
  part->start = text;
  part->length = (gsize) (end - text);
  part->phrase = TRUE;
  part->open = *end == '\0';
  return part->open ? end : g_utf8_next_char (end);
}

static const char *
read_word (const char *text, MarbreSearchPart *part)
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

/* Reads "tag:"; returns what stands behind it, @text if there is no operator. A name that is none
 * is a word like others: addresses have colons too. */
static const char *
read_operator (const char *text, MarbreSearchPart *part)
{
  const gsize length = strcspn (text, ": \t\n");
  g_autofree char *given = NULL;
  g_autofree char *name = NULL;

  if (text[length] != ':' || length > MAX_NAME)
    return text;
  given = g_strndup (text, length);
  name = marbre_terms_fold (given);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (name, names[i].name))
      {
        part->about = names[i].about;
        return text + length + 1;
      }
  return text;
}

/**
 * marbre_search_part_read:
 * @text: what is left of the input, valid UTF-8
 * @part: (out): the next part; its text belongs to @text
 *
 * Returns: (nullable): where the part ends, %NULL if there is none
 */
const char *
marbre_search_part_read (const char *text, MarbreSearchPart *part)
{
  gunichar closing;

  while (*text != '\0' && g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  if (*text == '\0')
    return NULL;
  *part = (MarbreSearchPart){ .about = MARBRE_SEARCH_WORD, .excluded = *text == '-' };
  if (part->excluded)
    text++;
  text = read_operator (text, part);
  closing = closing_mark (g_utf8_get_char (text));
  return closing != 0 ? read_phrase (g_utf8_next_char (text), closing, part)
                      : read_word (text, part);
}

/* The index makes words of letters and digits; a part without any would match nothing. */
static gboolean
has_word (const MarbreSearchPart *part)
{
  for (const char *p = part->start; p < part->start + part->length; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

/**
 * marbre_search_part_is_sought:
 * @part: a part of a search
 *
 * One letter that may go on begins a tenth of all words: it would find everything, in no order, and
 * take the longest of all queries for it.
 *
 * Returns: %TRUE if it says something to look for
 */
gboolean
marbre_search_part_is_sought (const MarbreSearchPart *part)
{
  return has_word (part) &&
         !(part->open && g_utf8_next_char (part->start) == part->start + part->length);
}

/**
 * marbre_search_part_append:
 * @part: words, or a title, tag or byline
 * @query: an FTS5 query
 *
 * Appends the part as one FTS5 string in its column; the last word may go on while it is typed.
 */
void
marbre_search_part_append (const MarbreSearchPart *part, GString *query)
{
  g_return_if_fail (part->about < G_N_ELEMENTS (columns));

  g_string_append (query, columns[part->about]);
  marbre_search_query_append_phrase (query, part->start, part->length);
  if (part->open && !part->excluded)
    g_string_append (query, " *");
}
