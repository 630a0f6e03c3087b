/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fuzz target: a body of Markdown, and an edit of it. What is parsed again after the edit is what a
 * parse of the whole gives. The input is the lines before, a line "%%", lines that are taken out, a
 * line "%%", lines that come in, a line "%%", and the lines behind.
 */
#include "config.h"

#include <string.h>

#include "fuzz.h"
#include "marbre-blocks.h"

#define SEPARATOR "\n%%\n"
#define NO_LIMIT  G_MAXSIZE

/* As cmark tells lines apart. */
static guint
count_lines (const char *text)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    if (*text == '\n' || (*text == '\r' && text[1] != '\n'))
      n++;
  return n;
}

static void
compare (MarbreBlocks *edited, const char *before, const char *after)
{
  g_autoptr (MarbreBlocks) whole = marbre_blocks_parse (after, -1, "fr", NULL, NULL);
  g_autofree char *html = marbre_blocks_to_html (edited);
  g_autofree char *expected = marbre_blocks_to_html (whole);
  g_autofree char *text = marbre_blocks_to_text (edited);
  g_autofree char *expected_text = marbre_blocks_to_text (whole);

  fuzz_assert_equal (html, expected, before);
  fuzz_assert_equal (text, expected_text, before);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *input = fuzz_to_text (data, size);
  g_auto (GStrv) pieces = g_strsplit (input, SEPARATOR, 4);
  g_autofree char *head = NULL;
  g_autofree char *before = NULL;
  g_autofree char *middle = NULL;
  g_autofree char *after = NULL;
  g_autoptr (MarbreBlocks) blocks = NULL;
  g_autoptr (MarbreBlocks) edited = NULL;

  if (g_strv_length (pieces) < 4)
    {
      blocks = marbre_blocks_parse (input, -1, NULL, NULL, NULL);
      return 0;
    }
  head = g_strconcat (pieces[0], "\n", NULL);
  before = g_strconcat (head, pieces[1], "\n", pieces[3], NULL);
  middle = g_strconcat (pieces[2], "\n", NULL);
  after = g_strconcat (head, middle, pieces[3], NULL);
  blocks = marbre_blocks_parse (before, -1, "fr", NULL, NULL);
  /* The last line counts, even if nothing is on it. */
  edited = marbre_blocks_edit (blocks, count_lines (head), count_lines (pieces[3]) + 1, middle, -1,
                               NO_LIMIT);
  if (edited != NULL)
    compare (edited, before, after);
  return 0;
}
