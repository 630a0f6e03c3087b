/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Foreign texts: which encoding is offered, and which length is refused.
 */
#include "config.h"

#include <string.h>

#include "marbre-foreign-text.h"
#include "marbre-text-error.h"

#define SENTENCE "L’été à Nœux : « déjà vu », dit-on. "

static void
assert_offered (const char *encoding, const char *expected)
{
  gsize length, decoded_length;
  g_autofree char *bytes = g_convert (SENTENCE, -1, encoding, "UTF-8", NULL, &length, NULL);
  const char *guess = marbre_foreign_text_guess_encoding (bytes, length);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (guess, ==, expected);
  text = marbre_foreign_text_decode (bytes, length, guess, &decoded_length, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, SENTENCE);
  g_assert_cmpuint (decoded_length, ==, strlen (SENTENCE));
}

static void
test_encodings (void)
{
  assert_offered ("UTF-8", "UTF-8");
  assert_offered ("WINDOWS-1252", "WINDOWS-1252");
  assert_offered ("UTF-16", "UTF-16");
  assert_offered ("UTF-16LE", "UTF-16LE");
  assert_offered ("UTF-16BE", "UTF-16BE");
}

static void
test_no_text (void)
{
  static const char png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\b\x06\0\0\0";
  static const char zeros[64] = { 0 };
  g_autoptr (GError) error = NULL;
  gsize length;

  g_assert_null (marbre_foreign_text_guess_encoding (png, sizeof png - 1));
  g_assert_null (marbre_foreign_text_guess_encoding (zeros, sizeof zeros));
  g_assert_null (marbre_foreign_text_guess_encoding ("text\0text \xff", 11));
  g_assert_cmpstr (marbre_foreign_text_guess_encoding ("", 0), ==, "UTF-8");
  g_assert_null (marbre_foreign_text_decode ("\x81\x8d", 2, "WINDOWS-1252", &length, &error));
  g_assert_error (error, MARBRE_TEXT_ERROR, MARBRE_TEXT_ERROR_INVALID);
}

static void
assert_length (gsize bytes, gsize line, gboolean fits)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (gsize i = 1; i <= bytes; i++)
    g_string_append_c (text, i % (line + 1) == 0 ? '\n' : i % 9 == 0 ? ' ' : 'a');
  g_assert_true (marbre_foreign_text_check_length (text->str, -1, &error) == fits);
  if (!fits)
    g_assert_error (error, MARBRE_TEXT_ERROR, MARBRE_TEXT_ERROR_TOO_LARGE);
}

static void
test_words (void)
{
  g_autofree char *word = g_strnfill (MARBRE_TEXT_MAX_WORD + 1, 'a');
  g_autofree char *words = g_strdup_printf ("%.3000s %.3000s", word, word);
  g_autoptr (GString) signs = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (marbre_foreign_text_check_length (word, MARBRE_TEXT_MAX_WORD, NULL));
  g_assert_false (marbre_foreign_text_check_length (word, -1, &error));
  g_assert_error (error, MARBRE_TEXT_ERROR, MARBRE_TEXT_ERROR_TOO_LARGE);
  /* Two that each would do, in one line. */
  g_assert_false (marbre_foreign_text_check_length (words, -1, NULL));
  words[3000] = '\n';
  g_assert_true (marbre_foreign_text_check_length (words, -1, NULL));
  while (signs->len < MARBRE_TEXT_MAX_LINE - 3)
    g_string_append (signs, "漢");
  g_assert_true (marbre_foreign_text_check_length (signs->str, -1, NULL));
}

static void
test_length (void)
{
  assert_length (0, 100, TRUE);
  assert_length (MARBRE_TEXT_MAX_BYTES, 100, TRUE);
  assert_length (MARBRE_TEXT_MAX_BYTES + 1, 100, FALSE);
  assert_length (3 * MARBRE_TEXT_MAX_LINE, MARBRE_TEXT_MAX_LINE, TRUE);
  assert_length (3 * MARBRE_TEXT_MAX_LINE, MARBRE_TEXT_MAX_LINE + 1, FALSE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/foreign-text/encodings", test_encodings);
  g_test_add_func ("/text/foreign-text/no-text", test_no_text);
  g_test_add_func ("/text/foreign-text/length", test_length);
  g_test_add_func ("/text/foreign-text/words", test_words);
  return g_test_run ();
}
