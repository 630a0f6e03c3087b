/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cutting as others do; see marbre-face-cut.h. Search engines measure titles in pixels of Arial,
 * whose letters have the widths of Helvetica; they are in the table, so that no display is needed
 * and the same title is cut at the same word everywhere.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-face-cut.h"

#include <string.h>

#define ELLIPSIS "\u00a0…"

/* Widths of U+0020 to U+007E in thousandths of the font's size, from Helvetica's published metrics
 * (Adobe Font Metrics). */
static const guint16 widths[] = {
  278, 278, 355, 556, 556, 889,  667, 191, 333, 333, 389, 584, 278, 333, 278, 278, /* space – / */
  556, 556, 556, 556, 556, 556,  556, 556, 556, 556, 278, 278, 584, 584, 584, 556, /* 0 – ? */
  1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, /* @ – O */
  667, 778, 722, 667, 611, 722,  667, 944, 667, 667, 611, 278, 278, 278, 469, 556, /* P – _ */
  333, 556, 556, 500, 556, 556,  278, 556, 556, 222, 222, 500, 222, 833, 556, 556, /* ` – o */
  556, 556, 333, 500, 278, 556,  500, 722, 500, 500, 500, 334, 260, 334, 584,      /* p – ~ */
};

#define WIDTH_OTHER 556  /* letters that are not in the table: as wide as an o */
#define WIDTH_WIDE  1000 /* an em: dashes, ellipsis, ideographs */

typedef double (*Measure) (gunichar c, double scale);

static double
measure_one (gunichar c, double scale)
{
  return 1;
}

static double
measure_width (gunichar c, double scale)
{
  gunichar base[G_UNICHAR_MAX_DECOMPOSITION_LENGTH] = { c };
  guint width = WIDTH_OTHER;

  /* An accent is as wide as its letter. */
  g_unichar_fully_decompose (c, FALSE, base, G_N_ELEMENTS (base));
  if (base[0] >= ' ' && base[0] - ' ' < G_N_ELEMENTS (widths))
    width = widths[base[0] - ' '];
  else if (c == 0x2019 || c == 0x2018)
    width = 222;
  else if (g_unichar_isspace (c))
    width = widths[0];
  else if (c == 0x2014 || c == 0x2026 || c == 0x0152 || g_unichar_iswide (c))
    width = WIDTH_WIDE;
  return width * scale / 1000;
}

static double
measure_text (const char *text, Measure measure, double scale)
{
  double total = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    total += measure (g_utf8_get_char (p), scale);
  return total;
}

/* Returns: the last place before which words end and the ellipsis has room; if not even one word
 * fits, the last character that does. */
static const char *
find_end (const char *text, Measure measure, double scale, double limit)
{
  double room = limit - measure_text (ELLIPSIS, measure, scale);
  double total = 0;
  const char *word_end = NULL;
  const char *p;

  for (p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      /* A space that does not break keeps its sign with the word before. */
      if (g_unichar_isspace (c) && c != 0x00a0 && c != 0x202f)
        word_end = p;
      total += measure (c, scale);
      if (total > room)
        break;
    }
  return word_end != NULL && word_end > text ? word_end : p;
}

static char *
cut (const char *text, Measure measure, double scale, double limit)
{
  const char *end;
  g_autofree char *kept = NULL;

  if (measure_text (text, measure, scale) <= limit)
    return NULL;
  end = find_end (text, measure, scale, limit);
  kept = g_strndup (text, (gsize) (end - text));
  return g_strconcat (g_strchomp (kept), ELLIPSIS, NULL);
}

/**
 * marbre_face_cut_chars:
 * @text: plain text
 * @max_chars: how many characters are shown
 *
 * Returns: (transfer full) (nullable): the words that fit and an ellipsis; %NULL if all fits
 */
char *
marbre_face_cut_chars (const char *text, guint max_chars)
{
  g_return_val_if_fail (text != NULL, NULL);
  return cut (text, measure_one, 1, max_chars);
}

/**
 * marbre_face_cut_pixels:
 * @text: plain text
 * @font_size: pixels
 * @max_pixels: the width that is shown, over all its lines
 *
 * Returns: (transfer full) (nullable): the words that fit and an ellipsis; %NULL if all fits
 */
char *
marbre_face_cut_pixels (const char *text, double font_size, double max_pixels)
{
  g_return_val_if_fail (text != NULL, NULL);
  return cut (text, measure_width, font_size, max_pixels);
}
