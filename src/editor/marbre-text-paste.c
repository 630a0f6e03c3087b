/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bounded paste; see marbre-text-paste.h.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-text-paste.h"

#define PART (64 * 1024)

typedef struct
{
  GtkTextView *view; /* (owned) */
  GString *text;     /* (owned): read so far */
  gsize max;
} Paste;

static void
paste_free (Paste *self)
{
  g_object_unref (self->view);
  g_string_free (self->text, TRUE);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Paste, paste_free)

/* What was selected gives way, in one step to undo; but where the text is refused (by a handler of
 * "insert-text") the selection stays. So the text goes in first, behind it. */
static void
insert (Paste *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  int before = gtk_text_buffer_get_char_count (buffer);
  GtkTextMark *first, *last;
  GtkTextIter start, end;

  if (!gtk_text_view_get_editable (self->view))
    return;
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_get_selection_bounds (buffer, &start, &end);
  first = gtk_text_buffer_create_mark (buffer, NULL, &start, TRUE);
  last = gtk_text_buffer_create_mark (buffer, NULL, &end, TRUE);
  gtk_text_buffer_insert (buffer, &end, self->text->str, (int) self->text->len);
  if (gtk_text_buffer_get_char_count (buffer) > before)
    {
      gtk_text_buffer_place_cursor (buffer, &end);
      gtk_text_buffer_get_iter_at_mark (buffer, &start, first);
      gtk_text_buffer_get_iter_at_mark (buffer, &end, last);
      gtk_text_buffer_delete (buffer, &start, &end);
    }
  gtk_text_buffer_delete_mark (buffer, first);
  gtk_text_buffer_delete_mark (buffer, last);
  gtk_text_buffer_end_user_action (buffer);
  g_signal_emit_by_name (buffer, "paste-done", gtk_widget_get_clipboard (GTK_WIDGET (self->view)));
  gtk_text_view_scroll_mark_onscreen (self->view, gtk_text_buffer_get_insert (buffer));
}

static void read_part (GInputStream *stream, Paste *self);

/* Takes one part more, and reads on or ends. */
static void
take_part (GInputStream *stream, Paste *paste, GBytes *part)
{
  g_autoptr (Paste) self = paste;

  g_string_append_len (self->text, g_bytes_get_data (part, NULL), (gssize) g_bytes_get_size (part));
  /* One part more than the maximum is enough for the text to be refused. */
  if (g_bytes_get_size (part) > 0 && self->text->len <= self->max)
    {
      read_part (stream, g_steal_pointer (&self));
      return;
    }
  if (self->text->len > self->max)
    {
      const char *end;

      g_utf8_validate (self->text->str, (gssize) self->text->len, &end);
      g_string_truncate (self->text, (gsize) (end - self->text->str));
    }
  if (g_utf8_validate (self->text->str, (gssize) self->text->len, NULL) && self->text->len > 0)
    insert (self);
  else
    gtk_widget_error_bell (GTK_WIDGET (self->view));
}

static void
part_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Paste) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) part =
      g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  if (part == NULL)
    {
      g_debug ("The clipboard cannot be read: %s", error->message);
      return;
    }
  take_part (G_INPUT_STREAM (source), g_steal_pointer (&self), part);
}

static void
read_part (GInputStream *stream, Paste *self)
{
  g_input_stream_read_bytes_async (stream, PART, G_PRIORITY_DEFAULT, NULL, part_read_cb, self);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Paste) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream =
      gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, NULL, &error);

  if (stream == NULL)
    g_debug ("The clipboard cannot be read: %s", error->message);
  else
    read_part (stream, g_steal_pointer (&self));
}

static Paste *
paste_new (GtkTextView *view, gsize max)
{
  Paste *self = g_new0 (Paste, 1);

  self->view = g_object_ref (view);
  self->text = g_string_new (NULL);
  self->max = max;
  return self;
}

/**
 * marbre_text_paste_rest:
 * @view: the view that has the caret
 * @stream: the clipboard's text, of which somebody has read the start
 * @start: what was read
 * @max: bytes, as marbre_text_paste() takes it
 *
 * Pastes a text that was begun to be read. To ask the clipboard again will not do: until the first
 * answer has been read, the program that owns a long text does not give a second one.
 */
void
marbre_text_paste_rest (GtkTextView *view, GInputStream *stream, GBytes *start, gsize max)
{
  g_return_if_fail (GTK_IS_TEXT_VIEW (view));
  g_return_if_fail (G_IS_INPUT_STREAM (stream));
  g_return_if_fail (start != NULL);

  take_part (stream, paste_new (view, max), start);
}

/**
 * marbre_text_paste:
 * @view: the view that has the caret
 * @max: bytes; of a longer text somewhat more than that is inserted, so that whoever watches the
 *   buffer's "insert-text" refuses it by its length
 *
 * Pastes the clipboard's text in place of the selection, once it is read.
 *
 * Returns: %FALSE if GTK's own way has to be taken: the text is from this program, or in no form
 *   that can be read bit by bit
 */
gboolean
marbre_text_paste (GtkTextView *view, gsize max)
{
  static const char *const types[] = { "text/plain;charset=utf-8", NULL };
  GdkClipboard *clipboard;

  g_return_val_if_fail (GTK_IS_TEXT_VIEW (view), FALSE);

  clipboard = gtk_widget_get_clipboard (GTK_WIDGET (view));
  if (gdk_clipboard_is_local (clipboard) ||
      !gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (clipboard), types[0]))
    return FALSE;
  gdk_clipboard_read_async (clipboard, (const char **) types, G_PRIORITY_DEFAULT, NULL, opened_cb,
                            paste_new (view, max));
  return TRUE;
}

/**
 * marbre_text_paste_plain:
 * @view: the view that has the caret
 * @max: bytes, as marbre_text_paste() takes it
 *
 * Pastes the clipboard's text, by GTK's own way if need be.
 */
void
marbre_text_paste_plain (GtkTextView *view, gsize max)
{
  g_return_if_fail (GTK_IS_TEXT_VIEW (view));

  if (!marbre_text_paste (view, max))
    gtk_text_buffer_paste_clipboard (gtk_text_view_get_buffer (view),
                                     gtk_widget_get_clipboard (GTK_WIDGET (view)), NULL, TRUE);
}
