/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Slugs; see marbre-slug.h.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-slug.h"

#include <string.h>

#include "marbre-compat.h"
#include "marbre-terms.h"

/* An apostrophe that English puts inside a word, which a slug closes up: "don’t", "Navalis’s". */
static gboolean
is_inside_word (const char *after)
{
  static const char *const ends[] = { "d", "ll", "m", "re", "s", "t", "ve" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      gsize length = strlen (ends[i]);

      if (strncmp (after, ends[i], length) == 0 && !g_ascii_isalnum (after[length]))
        return TRUE;
    }
  return FALSE;
}

/**
 * marbre_slug_from_text:
 * @text: valid UTF-8, a headline
 * @max_chars: no longer than this; 0 for any length
 *
 * Makes lower-case ASCII words with hyphens between them: accents dropped, œ as "oe", "l’été" as
 * "l-ete". Cut between two words where possible. Letters of scripts that have no ASCII
 * form are left out.
 *
 * Returns: (transfer full): the slug, "" if nothing is left of @text
 */
char *
marbre_slug_from_text (const char *text, guint max_chars)
{
  g_autofree char *folded = NULL;
  GString *out = g_string_new (NULL);
  gboolean gap = FALSE;

  g_return_val_if_fail (text != NULL, NULL);

  folded = marbre_terms_fold (text);
  for (const char *p = folded; *p != '\0'; p++)
    if (g_ascii_isalnum (*p))
      {
        if (gap && out->len > 0)
          g_string_append_c (out, '-');
        gap = FALSE;
        g_string_append_c (out, *p);
      }
    else if (*p != '\'' || !is_inside_word (p + 1))
      gap = TRUE;

  if (max_chars > 0 && out->len > max_chars)
    {
      gsize cut = max_chars;

      while (cut > 0 && out->str[cut] != '-')
        cut--;
      g_string_truncate (out, cut > 0 ? cut : max_chars);
    }
  return marbre_string_steal (out);
}
