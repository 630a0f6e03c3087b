/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A line of text with its notes to the desk as HTML; see marbre-desk-note.h. For a body
 * marbre_blocks_parse_for_desk() does it.
 */
#define G_LOG_DOMAIN "marbre-text"

#include "config.h"

#include "marbre-desk-note.h"

#include <string.h>

#include "marbre-critic-html.h"
#include "marbre-encode.h"

/* A sign of a mark, to be replaced. */
typedef struct
{
  gsize start;
  gsize length;
  MarbreCriticTab tabs[2];
  guint n_tabs;
} Sign;

static int
compare_signs (gconstpointer a, gconstpointer b)
{
  const Sign *x = a;
  const Sign *y = b;

  return x->start < y->start ? -1 : x->start > y->start;
}

static void
add_sign (GArray *signs, gsize start, gsize length, MarbreCriticTab tab)
{
  const Sign sign = { .start = start, .length = length, .tabs = { tab }, .n_tabs = 1 };

  g_array_append_val (signs, sign);
}

static void
add_mark (GArray *signs, const MarbreCriticMark *mark)
{
  static const MarbreCriticTab opening[MARBRE_N_CRITIC_KINDS] = {
    [MARBRE_CRITIC_COMMENT] = MARBRE_CRITIC_TAB_COMMENT,
    [MARBRE_CRITIC_ADDITION] = MARBRE_CRITIC_TAB_ADDED,
    [MARBRE_CRITIC_DELETION] = MARBRE_CRITIC_TAB_REMOVED,
    [MARBRE_CRITIC_SUBSTITUTION] = MARBRE_CRITIC_TAB_REMOVED,
    [MARBRE_CRITIC_HIGHLIGHT] = MARBRE_CRITIC_TAB_FLAGGED,
  };
  const gboolean replaces = mark->kind == MARBRE_CRITIC_SUBSTITUTION;
  const Sign arrow = {
    .start = mark->middle,
    .length = MARBRE_CRITIC_ARROW_LENGTH,
    .tabs = { MARBRE_CRITIC_TAB_REMOVED_END, MARBRE_CRITIC_TAB_ADDED },
    .n_tabs = 2,
  };

  add_sign (signs, mark->start, MARBRE_CRITIC_SIGN_LENGTH, opening[mark->kind]);
  if (replaces)
    g_array_append_val (signs, arrow);
  add_sign (signs, mark->end - MARBRE_CRITIC_SIGN_LENGTH, MARBRE_CRITIC_SIGN_LENGTH,
            replaces ? MARBRE_CRITIC_TAB_ADDED_END : opening[mark->kind] + 1);
}

/**
 * marbre_desk_notes_append_html:
 * @out: where to
 * @line: a line of text
 *
 * Appends the line as the preview shows it to those who write the story, encoded, with its comments
 * and suggestions.
 */
void
marbre_desk_notes_append_html (GString *out, const char *line)
{
  g_autoptr (GArray) marks = NULL;
  g_autoptr (GArray) signs = NULL;
  g_autoptr (GString) html = NULL;
  g_autofree char *shown = NULL;
  gsize at = 0;

  g_return_if_fail (line != NULL);

  marks = marbre_critic_scan (line, strlen (line));
  signs = g_array_new (FALSE, FALSE, sizeof (Sign));
  html = g_string_new (NULL);
  for (guint i = 0; marks != NULL && i < marks->len; i++)
    add_mark (signs, &g_array_index (marks, MarbreCriticMark, i));
  g_array_sort (signs, compare_signs);
  for (guint i = 0; i < signs->len; i++)
    {
      const Sign *sign = &g_array_index (signs, Sign, i);

      marbre_encode_html_append (html, line + at, (gssize) (sign->start - at));
      for (guint j = 0; j < sign->n_tabs; j++)
        marbre_critic_append_tab (html, sign->tabs[j]);
      at = sign->start + sign->length;
    }
  marbre_encode_html_append (html, line + at, -1);
  shown = signs->len > 0 ? marbre_critic_show_tabs (html->str) : NULL;
  g_string_append (out, shown ? shown : html->str);
}
