/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the fuzz targets share; see fuzz.h.
 */
#include "config.h"

#include "fuzz.h"

/* A critical is a find, too. */
int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  return 0;
}

/**
 * fuzz_to_text:
 * @data: bytes of any kind
 * @size: how many
 *
 * Returns: (transfer full): UTF-8 up to the first zero, as the program's own readers give it
 */
char *
fuzz_to_text (const guint8 *data, gsize size)
{
  g_autofree char *text = size > 0 ? g_strndup ((const char *) data, size) : g_strdup ("");

  return g_utf8_make_valid (text, -1);
}

/**
 * fuzz_assert_equal:
 * @is: what it is
 * @expected: what it should be
 * @input: what it was made of
 *
 * Ends the program with all three if they differ.
 */
void
fuzz_assert_equal (const char *is, const char *expected, const char *input)
{
  if (!g_str_equal (is, expected))
    g_error ("%s\n--- is not\n%s\n--- for\n%s", is, expected, input);
}
