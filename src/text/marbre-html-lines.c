/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Blocks of Markdown; see marbre-html-lines.h.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-html-lines.h"

#include <string.h>

#include "marbre-compat.h"

static void
lines_free (MarbreLines *lines)
{
  g_free (lines->text);
  g_free (lines);
}

/**
 * marbre_lines_new_array:
 *
 * Returns: (transfer full) (element-type MarbreLines): no blocks yet
 */
GPtrArray *
marbre_lines_new_array (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) lines_free);
}

/**
 * marbre_lines_add:
 * @blocks: (element-type MarbreLines): where to
 * @kind: what it is
 * @text: (transfer full): its lines; nothing is added for ""
 *
 * Adds a block at the end. Two lists of a kind in a row need different marks to stay two: the
 * caller asks for @turned of the last one.
 */
void
marbre_lines_add (GPtrArray *blocks, MarbreLinesKind kind, char *text)
{
  MarbreLines *lines;

  if (*text == '\0')
    {
      g_free (text);
      return;
    }
  lines = g_new0 (MarbreLines, 1);
  lines->kind = kind;
  lines->text = text;
  g_ptr_array_add (blocks, lines);
}

/**
 * marbre_lines_join:
 * @blocks: (element-type MarbreLines): blocks
 * @tight: without blank lines between them
 *
 * Returns: (transfer full): their lines
 */
char *
marbre_lines_join (GPtrArray *blocks, gboolean tight)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < blocks->len; i++)
    {
      const MarbreLines *lines = g_ptr_array_index (blocks, i);

      if (i > 0)
        g_string_append (out, tight ? "\n" : "\n\n");
      g_string_append (out, lines->text);
    }
  return marbre_string_steal (out);
}

/**
 * marbre_lines_indent:
 * @text: lines
 * @first: put before the first line
 * @others: put before the others; of blank ones, what of it is not white space at its end
 *
 * Returns: (transfer full): the lines
 */
char *
marbre_lines_indent (const char *text, const char *first, const char *others)
{
  g_autofree char *blank = g_strchomp (g_strdup (others));
  GString *out = g_string_new (first);

  for (const char *p = text; *p != '\0'; p++)
    {
      g_string_append_c (out, *p);
      if (*p == '\n')
        g_string_append (out, p[1] == '\n' ? blank : others);
    }
  return marbre_string_steal (out);
}
