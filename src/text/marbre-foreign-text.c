/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Foreign texts; see marbre-foreign-text.h. The guess is only ever offered: a text in a wrong
 * encoding looks right until somebody reads it.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-foreign-text.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-text-error.h"

/* Of the zeros in a text of two bytes for each letter, this part at least stands on one side. */
#define UTF16_ONE_SIDE 0.9
/* Of such a text, this part at least is zeros; all of it that is Latin has one in two bytes. */
#define UTF16_ZEROS 0.2

static gboolean
is_text_byte (guchar byte)
{
  return byte >= ' ' || (byte >= '\t' && byte <= '\r') || byte == 0x1b;
}

/**
 * marbre_foreign_text_guess_encoding:
 * @bytes: a file
 * @length: bytes in @bytes
 *
 * Returns: (nullable): "UTF-8" if the bytes are valid, else what the text may be in: "UTF-16",
 *   "UTF-16LE", "UTF-16BE" or "WINDOWS-1252"; %NULL for what is no text
 */
const char *
marbre_foreign_text_guess_encoding (const char *bytes, gsize length)
{
  gsize zeros[2] = { 0, 0 };
  double all;

  g_return_val_if_fail (bytes != NULL || length == 0, NULL);

  if (g_utf8_validate (bytes, (gssize) length, NULL))
    return "UTF-8";
  if (length >= 2 && (memcmp (bytes, "\xff\xfe", 2) == 0 || memcmp (bytes, "\xfe\xff", 2) == 0))
    return "UTF-16";
  for (gsize i = 0; i < length; i++)
    if (bytes[i] == '\0')
      zeros[i & 1]++;
    else if (!is_text_byte ((guchar) bytes[i]) && zeros[0] + zeros[1] == 0)
      return NULL;
  all = (double) (zeros[0] + zeros[1]);
  if (all == 0)
    return "WINDOWS-1252";
  if (all < UTF16_ZEROS * (double) length)
    return NULL;
  if ((double) zeros[1] > UTF16_ONE_SIDE * all)
    return "UTF-16LE";
  return (double) zeros[0] > UTF16_ONE_SIDE * all ? "UTF-16BE" : NULL;
}

/**
 * marbre_foreign_text_decode:
 * @bytes: a file
 * @length: bytes in @bytes
 * @encoding: the name of an encoding
 * @decoded_length: (out): bytes of the result
 *
 * Returns: (transfer full) (nullable): the text in UTF-8; %NULL with %MARBRE_TEXT_ERROR_INVALID if
 *   it is not in that encoding
 */
char *
marbre_foreign_text_decode (const char *bytes,
                            gsize length,
                            const char *encoding,
                            gsize *decoded_length,
                            GError **error)
{
  char *text;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (encoding != NULL && decoded_length != NULL, NULL);

  text = g_convert (bytes, (gssize) length, "UTF-8", encoding, NULL, decoded_length, NULL);
  if (text == NULL)
    g_set_error (error, MARBRE_TEXT_ERROR, MARBRE_TEXT_ERROR_INVALID,
                 _ ("The text is not in the encoding %s. Save it as UTF-8 with the program it is "
                    "from."),
                 encoding);
  return text;
}

/* A line breaks at a space, but not at one after what opens (UAX 14, rule LB14), and anywhere
 * between the signs of East Asia. */
static gboolean
may_break (const char *line, gsize i)
{
  if ((guchar) line[i] <= ' ')
    return i == 0 || strchr ("([{", line[i - 1]) == NULL;
  return (guchar) line[i] >= 0xe3;
}

/* Whether what cannot be broken, the square of each such word, is within what
 * MARBRE_TEXT_MAX_WORD is alone. */
static gboolean
has_words (const char *line, gsize length)
{
  gsize left = (gsize) MARBRE_TEXT_MAX_WORD * MARBRE_TEXT_MAX_WORD;
  gsize word = 0;

  for (gsize i = 0; i <= length; i++)
    {
      if (i < length && !may_break (line, i))
        {
          word++;
          continue;
        }
      if (word > MARBRE_TEXT_MAX_WORD || word * word > left)
        return FALSE;
      left -= word * word;
      word = 0;
    }
  return TRUE;
}

static gboolean
check_line (const char *line, gsize length, guint number, GError **error)
{
  if (length > MARBRE_TEXT_MAX_LINE)
    {
      g_set_error (error, MARBRE_TEXT_ERROR, MARBRE_TEXT_ERROR_TOO_LARGE,
                   _ ("Line %u of the text has %d KB, and a paragraph at most %d. Break it into "
                      "paragraphs where it comes from."),
                   number, (int) (length / 1024), MARBRE_TEXT_MAX_LINE / 1024);
      return FALSE;
    }
  if (has_words (line, length))
    return TRUE;
  g_set_error (error, MARBRE_TEXT_ERROR, MARBRE_TEXT_ERROR_TOO_LARGE,
               _ ("Line %u of the text has thousands of signs without a place to break. If they "
                  "are a picture, insert it as a file."),
               number);
  return FALSE;
}

/**
 * marbre_foreign_text_check_length:
 * @text: a text
 * @length: bytes of @text, -1 if NUL-terminated
 *
 * Whether a person can write in @text: it is at most %MARBRE_TEXT_MAX_BYTES long, each of its lines
 * at most %MARBRE_TEXT_MAX_LINE, and a word %MARBRE_TEXT_MAX_WORD.
 *
 * Returns: %FALSE with %MARBRE_TEXT_ERROR_TOO_LARGE and the remedy in the message
 */
gboolean
marbre_foreign_text_check_length (const char *text, gssize length, GError **error)
{
  gsize bytes = length < 0 ? strlen (text) : (gsize) length;
  const char *end = text + bytes;
  guint number = 1;

  g_return_val_if_fail (text != NULL, FALSE);

  if (bytes > MARBRE_TEXT_MAX_BYTES)
    {
      g_set_error (error, MARBRE_TEXT_ERROR, MARBRE_TEXT_ERROR_TOO_LARGE,
                   _ ("The text has %.1f MB, and a story at most %d: some 300,000 words. Make "
                      "several stories of it."),
                   (double) bytes / (1024 * 1024), MARBRE_TEXT_MAX_BYTES / (1024 * 1024));
      return FALSE;
    }
  for (const char *line = text; line != NULL; number++)
    {
      const char *next = memchr (line, '\n', (gsize) (end - line));

      if (!check_line (line, (gsize) ((next ? next : end) - line), number, error))
        return FALSE;
      line = next ? next + 1 : NULL;
    }
  return TRUE;
}
