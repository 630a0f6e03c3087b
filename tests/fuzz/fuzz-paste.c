/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fuzz target: the clipboard of another program, with bytes of any kind, to Markdown and to plain
 * text.
 */
#include "config.h"

#include "fuzz.h"
#include "marbre-html-paste.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (MarbrePasted) pasted = marbre_pasted_new (bytes, 1, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *markdown = NULL;
  g_autofree char *text = NULL;

  if (pasted == NULL)
    return 0;
  for (guint i = 0; i < pasted->pictures->len; i++)
    g_ptr_array_add (names, (gpointer) (i % 2 == 0 ? "media/one.png" : ""));
  g_ptr_array_add (names, NULL);
  markdown = marbre_pasted_to_markdown (pasted, (const char *const *) names->pdata, NULL);
  text = marbre_pasted_to_text (pasted);
  g_assert_true (g_utf8_validate (pasted->html, -1, NULL));
  g_assert_true (markdown == NULL || g_utf8_validate (markdown, -1, NULL));
  g_assert_true (g_utf8_validate (text, -1, NULL));
  return 0;
}
