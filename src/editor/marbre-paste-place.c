/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A paste's surroundings; see marbre-paste-place.h.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-paste-place.h"

#include <stdlib.h>
#include <string.h>

/* Labels above are no numbers that a person counts to. */
#define MAX_NOTE 100000

static guint
find_largest_note (const char *text)
{
  guint largest = 0;

  for (const char *p = strstr (text, "[^"); p != NULL; p = strstr (p + 2, "[^"))
    {
      char *end;
      guint64 number = g_ascii_strtoull (p + 2, &end, 10);

      if (*end == ']' && number < MAX_NOTE)
        largest = MAX (largest, (guint) number);
    }
  return largest;
}

/**
 * marbre_paste_place_next_note:
 * @before: the body up to the caret
 * @after: and from there on
 *
 * Returns: a number that none of its footnotes has, nor any higher one
 */
guint
marbre_paste_place_next_note (const char *before, const char *after)
{
  return MAX (find_largest_note (before), find_largest_note (after)) + 1;
}

/**
 * marbre_paste_place_is_code:
 * @before: the body up to the caret
 *
 * Returns: %TRUE if a fence is open there: what is pasted into code is meant letter by letter
 */
gboolean
marbre_paste_place_is_code (const char *before)
{
  char fence = '\0';
  gsize length = 0;

  for (const char *line = before; line != NULL; line = strchr (line, '\n'))
    {
      const char *p;
      gsize n;

      line += *line == '\n';
      p = line + strspn (line, " ");
      n = *p == '`' || *p == '~' ? strspn (p, *p == '`' ? "`" : "~") : 0;
      if (n < 3 || p - line > 3)
        continue;
      if (fence == '\0')
        {
          fence = *p;
          length = n;
        }
      else if (*p == fence && n >= length)
        fence = '\0';
    }
  return fence != '\0';
}

static gboolean
is_blank (const GtkTextIter *start, const GtkTextIter *end)
{
  GtkTextIter at = *start;

  for (; gtk_text_iter_compare (&at, end) < 0; gtk_text_iter_forward_char (&at))
    if (!g_unichar_isspace (gtk_text_iter_get_char (&at)))
      return FALSE;
  return TRUE;
}

static gboolean
is_blank_line (const GtkTextIter *line)
{
  GtkTextIter start = *line;
  GtkTextIter end;

  gtk_text_iter_set_line_offset (&start, 0);
  end = start;
  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  return is_blank (&start, &end);
}

/* What goes between the text before and the first block. */
static const char *
find_gap_before (const GtkTextIter *start, gboolean joins)
{
  GtkTextIter line = *start;

  gtk_text_iter_set_line_offset (&line, 0);
  if (!is_blank (&line, start))
    return joins ? "" : "\n\n";
  return gtk_text_iter_backward_line (&line) && !is_blank_line (&line) ? "\n" : "";
}

static const char *
find_gap_after (const GtkTextIter *end)
{
  GtkTextIter line = *end;

  if (!gtk_text_iter_ends_line (&line))
    gtk_text_iter_forward_to_line_end (&line);
  if (!is_blank (end, &line))
    return "\n\n";
  return gtk_text_iter_forward_line (&line) && !is_blank_line (&line) ? "\n" : "";
}

/**
 * marbre_paste_place_fit:
 * @start: where the selection begins that it replaces
 * @end: where that ends
 * @html: what is pasted, as clean HTML
 * @markdown: the same as Markdown, without a line end behind it
 *
 * Returns: (transfer full): @markdown with the blank lines that its blocks need there; one
 *   paragraph needs none, and the first of several goes on where the line is
 */
char *
marbre_paste_place_fit (const GtkTextIter *start,
                        const GtkTextIter *end,
                        const char *html,
                        const char *markdown)
{
  gboolean joins = g_str_has_prefix (html, "<p>") && !g_str_has_prefix (markdown, "![");

  if (joins && strstr (markdown, "\n\n") == NULL)
    return g_strdup (markdown);
  return g_strconcat (find_gap_before (start, joins), markdown, find_gap_after (end), NULL);
}

static gboolean
is_address (const char *text)
{
  return (g_str_has_prefix (text, "https://") || g_str_has_prefix (text, "http://") ||
          g_str_has_prefix (text, "mailto:")) &&
         strpbrk (text, " \t\r\n<>\"") == NULL && g_uri_is_valid (text, G_URI_FLAGS_ENCODED, NULL);
}

/**
 * marbre_paste_place_link:
 * @buffer: where words may be selected
 * @address: what is on the clipboard
 *
 * Makes a link of the selected words, if they are words of one line and @address is an address; of
 * none, if nothing is selected: then the address is put there as it is.
 *
 * Returns: %FALSE if @address is none, or the selection is no text for it
 */
gboolean
marbre_paste_place_link (GtkTextBuffer *buffer, const char *address)
{
  g_autofree char *clean = g_strstrip (g_strdup (address));
  gboolean bare = strpbrk (clean, "()") == NULL;
  g_autofree char *link = NULL;
  g_autofree char *words = NULL;
  GtkTextIter start, end;

  if (!is_address (clean))
    return FALSE;
  gtk_text_buffer_get_selection_bounds (buffer, &start, &end);
  words = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  g_strstrip (words);
  if (strchr (words, '\n') != NULL || strstr (words, "](") != NULL)
    return FALSE;
  if (*words == '\0' || is_address (words))
    link = g_strdup (clean);
  else
    link = g_strdup_printf (bare ? "[%s](%s)" : "[%s](<%s>)", words, clean);
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, link, -1);
  gtk_text_buffer_end_user_action (buffer);
  return TRUE;
}
