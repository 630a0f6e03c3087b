/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fuzz target: foreign HTML made harmless, made plain text and made Markdown. Whatever comes in,
 * what was made harmless stays as it is when it is made harmless again: a browser that reads the
 * first in another way than the sanitizer did would find something in it.
 */
#include "config.h"

#include <string.h>

#include "fuzz.h"
#include "marbre-html.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *html = fuzz_to_text (data, size);
  g_autofree char *once = marbre_html_sanitize (html, -1);
  g_autofree char *twice = marbre_html_sanitize (once, -1);
  g_autofree char *text = marbre_html_to_text (html, -1);
  g_autofree char *markdown = marbre_html_to_markdown (html, -1, "https://example.org/a/", NULL);

  fuzz_assert_equal (once, twice, html);
  g_assert_true (g_utf8_validate (once, -1, NULL));
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_true (markdown == NULL || g_utf8_validate (markdown, -1, NULL));
  return 0;
}
