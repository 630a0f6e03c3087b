/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * site-markup [--ghost] [RAW]: Markdown from standard input → what WordPress or Ghost would be
 * sent, over the content in the file RAW. site-markup [--ghost] --read: such content → Markdown.
 * For tests in other languages.
 */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "site-kit.h"

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
  const gboolean ghost = argc > 1 && strcmp (argv[1], "--ghost") == 0;
  const char *argument = argc > 1 + ghost ? argv[1 + ghost] : NULL;
  g_autofree char *input = read_all (stdin);
  g_autofree char *raw = NULL;
  g_autofree char *output = NULL;

  if (argument != NULL && strcmp (argument, "--read") == 0)
    output = ghost ? lexical_kit_read (input) : wp_kit_read (input);
  else if (argument != NULL && !g_file_get_contents (argument, &raw, NULL, NULL))
    return 1;
  else
    output = (ghost ? lexical_kit_write : wp_kit_write) (raw ? raw : "", input);
  fputs (output, stdout);
  return 0;
}
