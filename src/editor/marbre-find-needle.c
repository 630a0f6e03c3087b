/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Words as a regular expression; see marbre-find-needle.h. Only one way: “ete” finds “été”, but who
 * types an accent means it. The same goes for quotes and spaces, of which a keyboard has one each.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-find-needle.h"

#include <string.h>

#include "marbre-compat.h"

/* Latin-1 to Latin Extended-B, and Latin Extended Additional: the letters with accents. */
static const struct
{
  gunichar first;
  gunichar last;
} accented[] = { { 0x00C0, 0x024F }, { 0x1E00, 0x1EFF } };

/* Signs that a keyboard has, and what typography makes of them. */
static const struct
{
  gunichar typed;
  const char *found; /* as it stands in a regular expression */
} signs[] = {
  { '\'', "['’‘ʼ]" },
  { '"', "[\"“”„]" },
  { ' ', "[ \\x{00A0}\\x{202F}\\x{2009}]" },
  { '-', "[-‐\\x{2011}]" },
};

/* Two letters that print writes as one. */
static const struct
{
  char typed[3];
  const char *printed;
} ligatures[] = { { "oe", "[œŒ]" }, { "ae", "[æÆ]" } };

/* Adds the letters that are @letter with an accent. */
static void
append_accented (GString *class, gunichar letter)
{
  for (guint i = 0; i < G_N_ELEMENTS (accented); i++)
    for (gunichar c = accented[i].first; c <= accented[i].last; c++)
      {
        gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];

        if (g_unichar_fully_decompose (c, FALSE, parts, G_N_ELEMENTS (parts)) > 1 &&
            parts[0] == letter)
          g_string_append_unichar (class, c);
      }
}

static void
append_literally (GString *regex, const char *place)
{
  g_autofree char *escaped = g_regex_escape_string (place, g_utf8_next_char (place) - place);

  g_string_append (regex, escaped);
}

/* With the accents that stand behind it, if the text is written so. */
static void
append_letter (GString *regex, char letter)
{
  g_string_append_c (regex, '[');
  g_string_append_c (regex, letter);
  append_accented (regex, (gunichar) letter);
  g_string_append (regex, "]\\p{Mn}*");
}

static gboolean
append_sign (GString *regex, gunichar typed)
{
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (signs[i].typed == typed)
      {
        g_string_append (regex, signs[i].found);
        return TRUE;
      }
  return FALSE;
}

/* Returns: how many bytes of @place it was, 0 if there is no ligature of it */
static gsize
append_ligature (GString *regex, const char *place)
{
  for (guint i = 0; i < G_N_ELEMENTS (ligatures); i++)
    if (g_ascii_strncasecmp (place, ligatures[i].typed, 2) == 0)
      {
        g_string_append_printf (regex, "(?:%s|", ligatures[i].printed);
        append_letter (regex, place[0]);
        append_letter (regex, place[1]);
        g_string_append_c (regex, ')');
        return 2;
      }
  return 0;
}

/**
 * marbre_find_needle_to_regex:
 * @needle: what is looked for, UTF-8
 * @exact: whether accents and the shapes of quotes, spaces and ligatures count
 *
 * Returns: (transfer full): a regular expression (PCRE2) that finds it, without groups
 */
char *
marbre_find_needle_to_regex (const char *needle, gboolean exact)
{
  GString *regex = g_string_new (NULL);

  g_return_val_if_fail (needle != NULL, marbre_string_steal (regex));

  for (const char *p = needle; *p != '\0';)
    {
      gsize ligature = exact ? 0 : append_ligature (regex, p);

      if (ligature > 0)
        {
          p += ligature;
          continue;
        }
      if (!exact && g_ascii_isalpha (*p))
        append_letter (regex, *p);
      else if (exact || !append_sign (regex, g_utf8_get_char (p)))
        append_literally (regex, p);
      p = g_utf8_next_char (p);
    }
  return marbre_string_steal (regex);
}
