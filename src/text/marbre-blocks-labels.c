/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Labels of definitions; see marbre-blocks-labels.h. Each definition has "]:" somewhere; most texts
 * have it nowhere, so that is what is searched for.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-blocks-labels.h"

#include <string.h>

/* cmark folds as Unicode did some years ago; of the letters below, no version thinks otherwise. */
#define LAST_LETTER 0x24f

static void
label_free (MarbreLabel *self)
{
  g_free (self->raw);
  g_free (self->folded);
  g_free (self);
}

static char *
fold (const char *raw)
{
  if (!g_utf8_validate (raw, -1, NULL))
    return NULL;
  for (const char *p = raw; *p != '\0'; p = g_utf8_next_char (p))
    if (g_utf8_get_char (p) > LAST_LETTER)
      return NULL;
  return g_utf8_casefold (raw, -1);
}

static gboolean
is_plain (const char *folded)
{
  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isalnum (g_utf8_get_char (p)) && *p != '-' && *p != '.')
      return FALSE;
  return strlen (folded) < 200;
}

/* Also the words that cmark ends a label at. */
static gboolean
is_gap (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\0' || c == ']';
}

/* Adds the label that ends at @bracket, if one does.
 *
 * Returns: whether that is a footnote's definition and nothing else can be made of it */
static gboolean
take_label (GPtrArray *labels, const char *start, const char *bracket, guint line)
{
  const char *word = bracket;
  const char *caret;
  MarbreLabel *label;

  while (word > start && !is_gap (word[-1]))
    word--;
  caret = g_strstr_len (word, bracket - word, "[^");
  if (caret == NULL || caret + 2 == bracket)
    return FALSE;
  label = g_new0 (MarbreLabel, 1);
  label->raw = g_strndup (caret + 2, bracket - caret - 2);
  label->folded = fold (label->raw);
  label->plain = label->folded != NULL && is_plain (label->folded);
  label->line = line;
  label->end = (gsize) (bracket + 2 - start);
  g_ptr_array_add (labels, label);
  if (caret - start > 3)
    return FALSE;
  for (const char *p = start; p < caret; p++)
    if (*p != ' ')
      return FALSE;
  return TRUE;
}

/**
 * marbre_labels_scan:
 * @text: lines of a body; may hold NUL bytes
 * @length: its bytes
 * @defines: (out): whether it may define references of links
 *
 * Returns: (transfer full) (element-type MarbreLabel): labels of footnotes that it may define
 */
GPtrArray *
marbre_labels_scan (const char *text, gsize length, gboolean *defines)
{
  GPtrArray *labels = g_ptr_array_new_with_free_func ((GDestroyNotify) label_free);
  const char *end = text + length;
  const char *start = text;
  const char *done = text;
  guint line = 0;

  *defines = FALSE;
  for (const char *p = text; (p = memchr (p, ']', end - p)) != NULL; p++)
    {
      if (p + 1 == end || p[1] != ':')
        continue;
      for (; done < p; done++)
        if (*done == '\n' || (*done == '\r' && done[1] != '\n'))
          {
            start = done + 1;
            line++;
          }
      if (!take_label (labels, start, p, line))
        *defines = TRUE;
    }
  return labels;
}
