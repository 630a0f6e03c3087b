/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cuts a buffer into parts; see marbre-spelling-chunk.h. Blank lines part blocks, except in a code
 * fence, in a comment and in HTML elements that CommonMark (§4.6, 1 to 5) takes whole. The lines of
 * those carry a tag without a look, so that a later edit inside one is known to be there.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-spelling-chunk.h"

#include <string.h>

/* A part ends with the first block that reaches this; the worst of them, all mistakes, can then be
 * underlined within a few ms. */
#define WANTED_CHARS 4096

/* A list without blank lines is cut between two lines. */
#define MAX_PROSE_CHARS (4 * WANTED_CHARS)

/* A code block that is not closed by then never will be. */
#define MAX_CHARS (128 * 1024)

/* What ends the block that is open. */
typedef struct
{
  char fence;      /* ` or ~, 0 for none */
  gsize length;    /* of the fence */
  const char *end; /* of an HTML block, NULL for none */
} Open;

static char *
line_text (GtkTextBuffer *buffer, const GtkTextIter *start, GtkTextIter *next)
{
  *next = *start;
  gtk_text_iter_forward_line (next);
  return gtk_text_buffer_get_slice (buffer, start, next, TRUE);
}

static gboolean
is_blank (const char *line)
{
  return line[strspn (line, " \t\r\n>")] == '\0';
}

/* The line begins or ends a block in which blank lines part nothing. */
static void
take_line (Open *open, const char *line)
{
  static const struct
  {
    const char *start;
    const char *end;
  } html[] = { { "<!--", "-->" },
               { "<pre", "</pre>" },
               { "<script", "</script>" },
               { "<style", "</style>" },
               { "<textarea", "</textarea>" } };
  const char *p = line + strspn (line, " \t>");
  gsize length;

  if (open->end != NULL)
    {
      if (strstr (line, open->end) != NULL)
        open->end = NULL;
      return;
    }
  p += strspn (p, "-*+ ");
  length = strspn (p, *p == '~' ? "~" : "`");
  if (open->fence != '\0')
    {
      if (*p == open->fence && length >= open->length && is_blank (p + length))
        open->fence = '\0';
      return;
    }
  if (length >= 3 && (*p == '~' || strchr (p + length, '`') == NULL))
    {
      open->fence = *p;
      open->length = length;
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (html); i++)
    if (g_ascii_strncasecmp (p, html[i].start, strlen (html[i].start)) == 0 &&
        strstr (p, html[i].end) == NULL)
      open->end = html[i].end;
}

static gboolean
line_is_blank (GtkTextBuffer *buffer, const GtkTextIter *start)
{
  GtkTextIter next;
  g_autofree char *line = line_text (buffer, start, &next);

  return is_blank (line);
}

/**
 * marbre_spelling_chunk_find:
 * @buffer: a buffer with Markdown
 * @code: a tag of ours, without a look
 * @unread: the tag of what is to be read
 * @start: (inout): a place in the buffer; the beginning of the part it is in
 * @end: (out): the end of the part
 *
 * Finds a part of some thousand characters that can be read without the rest, and brings @code up
 * to date in it. Blocks that need not be read end it. What follows a code block that is closed or
 * opened anew is part of it, until that is so for all of the lines.
 */
void
marbre_spelling_chunk_find (GtkTextBuffer *buffer,
                            GtkTextTag *code,
                            GtkTextTag *unread,
                            GtkTextIter *start,
                            GtkTextIter *end)
{
  Open open = { 0 };
  int first;

  g_return_if_fail (GTK_IS_TEXT_BUFFER (buffer));
  g_return_if_fail (GTK_IS_TEXT_TAG (code));

  first = gtk_text_iter_get_offset (start);
  gtk_text_iter_set_line_offset (start, 0);
  while (!gtk_text_iter_is_start (start))
    {
      gboolean is_code = gtk_text_iter_has_tag (start, code);

      if (first - gtk_text_iter_get_offset (start) > (is_code ? MAX_CHARS : MAX_PROSE_CHARS) ||
          (!is_code && line_is_blank (buffer, start)))
        break;
      gtk_text_iter_backward_line (start);
    }

  first = gtk_text_iter_get_offset (start);
  *end = *start;
  while (!gtk_text_iter_is_end (end))
    {
      GtkTextIter next;
      g_autofree char *line = line_text (buffer, end, &next);
      gboolean was_code = gtk_text_iter_has_tag (end, code);
      gboolean inside = open.fence != '\0' || open.end != NULL;
      int length = gtk_text_iter_get_offset (end) - first;

      if (!inside && !was_code && is_blank (line) &&
          (length >= WANTED_CHARS || (length > 0 && !gtk_text_iter_has_tag (end, unread))))
        break;
      if (length >= (inside || was_code ? MAX_CHARS : MAX_PROSE_CHARS))
        break;
      take_line (&open, line);
      if (inside != was_code)
        {
          if (inside)
            gtk_text_buffer_apply_tag (buffer, code, end, &next);
          else
            gtk_text_buffer_remove_tag (buffer, code, end, &next);
        }
      *end = next;
    }
}
