/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The house conventions; see marbre-blocks-house.h.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-blocks-house.h"

#include <string.h>

#include "marbre-compat.h"

/* The first name of a kind is the one that Marbre writes. Letters and digits only: see fold(). */
static const struct
{
  const char *folded;
  const char *written;
  MarbreBlockKind kind;
} markers[] = {
  { "pullquote", "pullquote", MARBRE_BLOCK_PULLQUOTE },
  { "exergue", "exergue", MARBRE_BLOCK_PULLQUOTE },
  { "readalso", "read-also", MARBRE_BLOCK_READ_ALSO },
  { "lireaussi", "lire-aussi", MARBRE_BLOCK_READ_ALSO },
  { "box", "box", MARBRE_BLOCK_BOX },
  { "encadre", "encadré", MARBRE_BLOCK_BOX },
  { "keypoints", "key-points", MARBRE_BLOCK_KEY_POINTS },
  { "essentiel", "essentiel", MARBRE_BLOCK_KEY_POINTS },
  { "lessentiel", "l’essentiel", MARBRE_BLOCK_KEY_POINTS },
};

static const char *const credit_labels[] = {
  "credits", "credit", "photographie", "photos", "photo",
};

/* Returns: (transfer full): the letters and digits of @text, without case and accents */
static char *
fold (const char *text, gssize length)
{
  g_autofree char *decomposed = g_utf8_normalize (text, length, G_NORMALIZE_ALL);
  GString *out = g_string_new (NULL);

  for (const char *p = decomposed ? decomposed : ""; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c))
        g_string_append_unichar (out, g_unichar_tolower (c));
    }
  return marbre_string_steal (out);
}

/**
 * marbre_blocks_house_parse_marker:
 * @line: the first line of a block quote, without its ">"
 *
 * Reads `[!pullquote]` and the like, in English or French, without regard to case, accents,
 * apostrophes and what joins the words.
 *
 * Returns: the kind; %MARBRE_BLOCK_QUOTE if @line is no marker that we know
 */
MarbreBlockKind
marbre_blocks_house_parse_marker (const char *line)
{
  g_autofree char *stripped = g_strstrip (g_strdup (line));
  g_autofree char *name = NULL;
  gsize length = strlen (stripped);

  if (length < 4 || length > 64 || !g_str_has_prefix (stripped, "[!") ||
      stripped[length - 1] != ']')
    return MARBRE_BLOCK_QUOTE;

  name = fold (stripped + 2, (gssize) length - 3);
  for (guint i = 0; i < G_N_ELEMENTS (markers); i++)
    if (g_str_equal (markers[i].folded, name))
      return markers[i].kind;
  return MARBRE_BLOCK_QUOTE;
}

/**
 * marbre_blocks_house_get_marker:
 * @kind: a kind of block
 *
 * Returns: (nullable): the name between `[!` and `]`; %NULL if @kind needs no marker
 */
const char *
marbre_blocks_house_get_marker (MarbreBlockKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (markers); i++)
    if (markers[i].kind == kind)
      return markers[i].written;
  return NULL;
}

static gboolean
is_credit (const char *text)
{
  const char *colon = strchr (text, ':');
  g_autofree char *label = NULL;

  if (g_str_has_prefix (text, "©"))
    return TRUE;
  if (colon == NULL || colon - text > 32)
    return FALSE;
  label = fold (text, colon - text);
  for (guint i = 0; i < G_N_ELEMENTS (credit_labels); i++)
    if (g_str_equal (label, credit_labels[i]))
      return TRUE;
  return FALSE;
}

static const char *
skip_space (const char *text)
{
  if (*text == '\0' || !g_unichar_isspace (g_utf8_get_char (text)))
    return NULL;
  return g_utf8_next_char (text);
}

/* Returns: (nullable): what follows a dash with a space of any kind on both sides, at @text */
static const char *
skip_dash (const char *text)
{
  const char *dash = skip_space (text);
  gunichar c = dash ? g_utf8_get_char (dash) : 0;

  if (c != 0x2014 && c != 0x2013 && c != '-')
    return NULL;
  return skip_space (g_utf8_next_char (dash));
}

/**
 * marbre_blocks_house_split_caption:
 * @title: a picture's title: "The harbour at dawn — Credit: AFP"
 * @caption: (out) (transfer full): "The harbour at dawn", "" if there is only a credit
 * @credit: (out) (transfer full): "Credit: AFP" as it is written there, "" if there is none
 *
 * The credit follows a dash and starts with its label (Credit, Crédit, Photo) or with "©".
 */
void
marbre_blocks_house_split_caption (const char *title, char **caption, char **credit)
{
  if (is_credit (title))
    {
      *caption = g_strdup ("");
      *credit = g_strdup (title);
      return;
    }
  for (const char *p = title + strlen (title); p > title; p = g_utf8_prev_char (p))
    {
      const char *rest = skip_dash (p);

      if (rest == NULL || !is_credit (rest))
        continue;
      *caption = g_strndup (title, p - title);
      *credit = g_strdup (rest);
      return;
    }
  *caption = g_strdup (title);
  *credit = g_strdup ("");
}
