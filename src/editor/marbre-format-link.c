/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The link at the caret; see marbre-format-link.h. Where it begins and ends the parse says.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-format-link.h"

#include <string.h>

#include "marbre-blocks-runs.h"

static void
take_selection (GtkTextBuffer *buffer, MarbreFormatLink *out)
{
  GtkTextIter start, end;

  if (!gtk_text_buffer_get_selection_bounds (buffer, &start, &end) &&
      gtk_text_iter_inside_word (&start) && !gtk_text_iter_starts_word (&start))
    {
      gtk_text_iter_backward_word_start (&start);
      gtk_text_iter_forward_word_end (&end);
    }
  out->start = gtk_text_iter_get_offset (&start);
  out->source = gtk_text_iter_get_slice (&start, &end);
  /* A selected address is one, and its words are still to be found. */
  if (g_str_has_prefix (out->source, "https://") || g_str_has_prefix (out->source, "http://"))
    {
      out->url = g_strdup (out->source);
      out->text = g_strdup ("");
    }
  else
    {
      out->url = g_strdup ("");
      out->text = g_strdup (out->source);
    }
  out->title = g_strdup ("");
}

static char *
dup_bytes (GtkTextBuffer *buffer, int line, guint start, guint end)
{
  GtkTextIter from, to;

  gtk_text_buffer_get_iter_at_line_index (buffer, &from, line, (int) start);
  gtk_text_buffer_get_iter_at_line_index (buffer, &to, line, (int) end);
  return gtk_text_iter_get_slice (&from, &to);
}

/* Reads "](address "title")"; a link by reference keeps no address. */
static void
read_target (const char *target, MarbreFormatLink *out)
{
  const char *end;

  out->url = g_strdup ("");
  out->title = g_strdup ("");
  if (!g_str_has_prefix (target, "](") || !g_str_has_suffix (target, ")"))
    return;
  target += strlen ("](");
  end = *target == '<' ? strchr (target, '>') : target + strcspn (target, " \t");
  if (end == NULL || *end == '\0')
    end = target + strlen (target) - 1;
  g_free (out->url);
  g_free (out->title);
  out->url = *target == '<' ? g_strndup (target + 1, end - target - 1)
                            : g_strndup (target, end - target);
  if (*end == '>')
    end++;
  out->title = g_strndup (end, strlen (end) - 1);
}

static gboolean
take_link (GtkTextBuffer *buffer, const MarbreStretch *stretch, int line, int caret,
           MarbreFormatLink *out)
{
  guint end;
  guint first = marbre_stretch_find_line (stretch, (guint) line - stretch->first_line, &end);
  const MarbreRun *whole = NULL, *text = NULL;
  g_autofree char *target = NULL;
  GtkTextIter start;

  for (guint i = first; i < end; i++)
    {
      const MarbreRun *run = &stretch->runs[i];

      if (run->kind == MARBRE_RUN_FOLDED && (int) run->start <= caret && caret <= (int) run->end)
        whole = run;
      if (run->kind == MARBRE_RUN_LINK && whole != NULL && run->start > whole->start &&
          run->end < whole->end)
        text = run;
    }
  if (whole == NULL || text == NULL)
    return FALSE;
  target = dup_bytes (buffer, line, text->end, whole->end);
  read_target (target, out);
  gtk_text_buffer_get_iter_at_line_index (buffer, &start, line, (int) whole->start);
  out->start = gtk_text_iter_get_offset (&start);
  out->source = dup_bytes (buffer, line, whole->start, whole->end);
  out->text = dup_bytes (buffer, line, text->start, text->end);
  return TRUE;
}

/**
 * marbre_format_link_find:
 * @buffer: a buffer
 * @blocks: (nullable): its text as it is, parsed; %NULL if that is not known
 * @out: (out caller-allocates): the link at the caret; else the selection, or the word at the
 *   caret, or nothing, which may become one
 */
void
marbre_format_link_find (GtkTextBuffer *buffer, MarbreBlocks *blocks, MarbreFormatLink *out)
{
  GtkTextIter caret;
  int line;

  g_return_if_fail (GTK_IS_TEXT_BUFFER (buffer));

  *out = (MarbreFormatLink){ 0 };
  gtk_text_buffer_get_iter_at_mark (buffer, &caret, gtk_text_buffer_get_insert (buffer));
  line = gtk_text_iter_get_line (&caret);
  if (blocks != NULL && !gtk_text_buffer_get_has_selection (buffer))
    {
      MarbreStretch stretch;

      marbre_blocks_get_stretch (blocks, marbre_blocks_find_stretch (blocks, (guint) line),
                                 &stretch);
      if (take_link (buffer, &stretch, line, gtk_text_iter_get_line_index (&caret), out))
        return;
    }
  take_selection (buffer, out);
}

/* An address that Markdown would end too early stands between angle brackets. */
static char *
write_url (const char *url)
{
  g_autoptr (GString) safe = g_string_new (NULL);

  for (const char *p = url; *p != '\0'; p++)
    if (g_ascii_isspace (*p) || g_ascii_iscntrl (*p) || *p == '<' || *p == '>')
      g_string_append_printf (safe, "%%%02X", (guint) (guchar) *p);
    else
      g_string_append_c (safe, *p);
  if (strpbrk (safe->str, "()\\") != NULL)
    return g_strdup_printf ("<%s>", safe->str);
  return g_strdup (safe->str);
}

/**
 * marbre_format_link_write:
 * @buffer: the buffer
 * @link: what marbre_format_link_find() said
 * @text: the words, Markdown
 * @url: the address
 *
 * Puts the link there, as one undo step, and the caret behind it.
 *
 * Returns: %FALSE if the text has changed there, and nothing was written
 */
gboolean
marbre_format_link_write (GtkTextBuffer *buffer,
                          const MarbreFormatLink *link,
                          const char *text,
                          const char *url)
{
  g_autofree char *target = write_url (url);
  g_autofree char *written = g_strdup_printf ("[%s](%s%s)", text, target, link->title);
  g_autofree char *present = NULL;
  GtkTextIter start, end;

  g_return_val_if_fail (GTK_IS_TEXT_BUFFER (buffer), FALSE);

  gtk_text_buffer_get_iter_at_offset (buffer, &start, link->start);
  end = start;
  gtk_text_iter_forward_chars (&end, (int) g_utf8_strlen (link->source, -1));
  present = gtk_text_iter_get_slice (&start, &end);
  if (!g_str_equal (present, link->source))
    return FALSE;
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, written, -1);
  gtk_text_buffer_place_cursor (buffer, &start);
  gtk_text_buffer_end_user_action (buffer);
  return TRUE;
}

/**
 * marbre_format_link_clear:
 * @link: a link; its texts are freed
 */
void
marbre_format_link_clear (MarbreFormatLink *link)
{
  g_clear_pointer (&link->source, g_free);
  g_clear_pointer (&link->text, g_free);
  g_clear_pointer (&link->url, g_free);
  g_clear_pointer (&link->title, g_free);
}
