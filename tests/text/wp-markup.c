/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * wp-markup [RAW]: Markdown from standard input → what WordPress would be sent, over the content in
 * the file RAW. wp-markup --read: such content → Markdown. For tests in other languages.
 */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "wp-kit.h"

static char *
read_all (FILE *file)
{
  GString *text = g_string_new (NULL);
  char buffer[4096];
  size_t n;

  while ((n = fread (buffer, 1, sizeof buffer, file)) > 0)
    g_string_append_len (text, buffer, (gssize) n);
  return g_string_free (text, FALSE);
}

int
main (int argc, char **argv)
{
  g_autofree char *input = read_all (stdin);
  g_autofree char *raw = NULL;
  g_autofree char *output = NULL;

  if (argc > 1 && strcmp (argv[1], "--read") == 0)
    output = wp_kit_read (input);
  else if (argc > 1 && !g_file_get_contents (argv[1], &raw, NULL, NULL))
    return 1;
  else
    output = wp_kit_write (raw ? raw : "", input);
  fputs (output, stdout);
  return 0;
}
