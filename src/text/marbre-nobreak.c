/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Spaces that do not break; see marbre-nobreak.h. A sign is replaced by a sign, so that places
 * counted in signs stay where they are.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-nobreak.h"

#include <string.h>

#include "marbre-compat.h"
#include "marbre-language.h"

#define NO_BREAK        "\u00a0"
#define NARROW_NO_BREAK "\u202f"
#define OPENING_QUOTE   "«"
#define CLOSING_QUOTE   "»"

/* Returns: the length of the tag at @p, whose quoted values may hold ">" */
static gsize
get_tag_length (const char *p)
{
  const char *start = p;
  char quote = '\0';

  for (; *p != '\0'; p++)
    if (quote != '\0')
      quote = *p == quote ? '\0' : quote;
    else if (*p == '"' || *p == '\'')
      quote = *p;
    else if (*p == '>')
      return (gsize) (p + 1 - start);
  return (gsize) (p - start);
}

/* Whether @tag opens (1) or closes (-1) what is shown sign by sign. */
static int
get_code_step (const char *tag)
{
  static const char *const names[] = { "pre", "code", "kbd", "samp" };
  gboolean closes = tag[1] == '/';
  const char *name = tag + 1 + closes;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      gsize length = strlen (names[i]);

      if (strncmp (name, names[i], length) == 0 && (name[length] == '>' || name[length] == ' '))
        return closes ? -1 : 1;
    }
  return 0;
}

/* Whether the sign at @p ends a group of words, and is no part of ":-)" or "?=". */
static gboolean
is_punctuation (const char *p)
{
  if (*p == '\0' || strchr (":;!?", *p) == NULL)
    return FALSE;
  if (p[1] == ')')
    return *p == '!' || *p == '?';
  return p[1] == '\0' || (p[1] & 0x80) != 0 || strchr (" \n<!?.&\"'", p[1]) != NULL;
}

/* Returns: (nullable): what a space before @next is, %NULL if it may break */
static const char *
get_space_before (const char *next)
{
  if (g_str_has_prefix (next, CLOSING_QUOTE))
    return NO_BREAK;
  if (!is_punctuation (next))
    return NULL;
  return *next == ':' ? NO_BREAK : NARROW_NO_BREAK;
}

static char *
set_french (const char *html)
{
  GString *out = g_string_sized_new (strlen (html) + 32);
  const char *quoted = NULL; /* after an opening quote */
  int code = 0;

  for (const char *p = html; *p != '\0';)
    {
      const char *space = NULL;
      gsize length = 1;

      if (*p == '<')
        {
          length = get_tag_length (p);
          code = MAX (0, code + get_code_step (p));
        }
      else if (*p == ' ' && code == 0)
        {
          space = get_space_before (p + 1);
          if (space == NULL && p == quoted)
            space = NO_BREAK;
        }
      else if (g_str_has_prefix (p, OPENING_QUOTE))
        {
          length = strlen (OPENING_QUOTE);
          quoted = p + length;
        }
      if (space != NULL)
        g_string_append (out, space);
      else
        g_string_append_len (out, p, (gssize) length);
      p += length;
    }
  return marbre_string_steal (out);
}

/**
 * marbre_nobreak_html:
 * @html: well-formed HTML, such as the sanitizer and the encoders write
 * @language: the story's language
 *
 * In French, puts spaces that do not break where plain ones stand before high punctuation and
 * inside quotes. Tags and code stay as they are. For what is shown, never for what is kept or sent.
 *
 * Returns: (transfer full): the HTML to show
 */
char *
marbre_nobreak_html (const char *html, const char *language)
{
  g_return_val_if_fail (html != NULL, NULL);

  if (g_strcmp0 (marbre_language_resolve (language), "fr") != 0)
    return g_strdup (html);
  return set_french (html);
}
