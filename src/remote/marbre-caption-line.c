/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Caption and credit in one line; see marbre-caption-line.h.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-caption-line.h"

#include <string.h>

#include "marbre-language.h"

/**
 * marbre_caption_line_join:
 * @media: a picture
 * @language: (nullable): the story's language
 *
 *
 * Returns: (transfer full): "Caption — Credit: AFP", plain text
 */
char *
marbre_caption_line_join (MarbreMedia *media, const char *language)
{
  const char *caption = marbre_media_get_caption (media);
  const char *credit = marbre_media_get_credit (media);
  const char *word = marbre_language_phrase (language, MARBRE_PHRASE_CREDIT);
  gboolean french = g_strcmp0 (marbre_language_resolve (language), "fr") == 0;

  if (*credit == '\0')
    return g_strdup (caption);
  return g_strconcat (caption, *caption ? " — " : "", word, french ? " : " : ": ", credit, NULL);
}

/**
 * marbre_caption_line_split:
 * @joined: plain text, from marbre_caption_line_join() in any language or from somebody else
 * @caption: (out) (transfer full): what stands before the credit
 * @credit: (out) (transfer full): the credit, "" if it names none
 */
void
marbre_caption_line_split (const char *joined, char **caption, char **credit)
{
  static const char *const languages[] = { "fr", "en" };

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      const char *word = marbre_language_phrase (languages[i], MARBRE_PHRASE_CREDIT);
      g_autofree char *mark = g_strconcat ("— ", word, NULL);
      const char *found = g_strrstr (joined, mark);
      const char *rest;

      if (found)
        rest = found + strlen (mark);
      else if (g_str_has_prefix (joined, word))
        rest = (found = joined) + strlen (word);
      else
        continue;
      while (g_unichar_isspace (g_utf8_get_char (rest)))
        rest = g_utf8_next_char (rest);
      if (*rest != ':')
        continue;
      *caption = g_strstrip (g_strndup (joined, (gsize) (found - joined)));
      *credit = g_strstrip (g_strdup (rest + 1));
      return;
    }
  *caption = g_strdup (joined);
  *credit = g_strdup ("");
}
