/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Formatted text pasted into a view: what it becomes where, one step to undo, addresses, code, what
 * is offered when Markdown is copied. The clipboard is the display's, offered by another program: a
 * child of this one, since what a program copies itself it pastes another way.
 */
#include "config.h"

#include <gtk/gtk.h>
#include <string.h>

#include "marbre-copy.h"
#include "marbre-paste-place.h"
#include "marbre-paster.h"

typedef struct
{
  GtkWidget *window;
  GtkTextView *view;
  GtkTextBuffer *buffer;
  MarbrePaste *paste; /* (owned) (nullable): the last */
  guint n_done;
  guint n_ended;
  char *failure; /* (owned) (nullable) */
} Fixture;

static void
done_cb (Fixture *self)
{
  self->n_done++;
}

static void
ended_cb (Fixture *self, const char *failure)
{
  self->n_ended++;
  g_free (self->failure);
  self->failure = g_strdup (failure);
}

static void
pictures_cb (Fixture *self)
{
  static const char *const names[] = { "media/a.png", NULL };

  marbre_paste_set_names (self->paste, names);
}

static void
begun_cb (Fixture *self, MarbrePaste *paste)
{
  g_set_object (&self->paste, paste);
  g_signal_connect_swapped (paste, "done", G_CALLBACK (done_cb), self);
  g_signal_connect_swapped (paste, "ended", G_CALLBACK (ended_cb), self);
  g_signal_connect_swapped (paste, "pictures", G_CALLBACK (pictures_cb), self);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->window = gtk_window_new ();
  self->view = GTK_TEXT_VIEW (gtk_text_view_new ());
  self->buffer = gtk_text_view_get_buffer (self->view);
  gtk_text_buffer_set_enable_undo (self->buffer, TRUE);
  gtk_window_set_child (GTK_WINDOW (self->window), GTK_WIDGET (self->view));
  g_signal_connect_swapped (marbre_paster_new (self->view), "begun", G_CALLBACK (begun_cb), self);
  gtk_window_present (GTK_WINDOW (self->window));
  gtk_test_widget_wait_for_draw (self->window);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_clear_object (&self->paste);
  g_clear_pointer (&self->failure, g_free);
}

static GdkClipboard *
get_clipboard (Fixture *self)
{
  return gtk_widget_get_clipboard (GTK_WIDGET (self->view));
}

/* Another program copies @text, in that type alone. */
static GSubprocess *
offer (Fixture *self, const char *type, const char *text)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *owner;
  GOutputStream *pipe;

  /* So that what was there before is not taken for what comes. */
  gdk_clipboard_set_text (get_clipboard (self), "before");
  owner = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE, &error, "xclip", "-quiet", "-selection",
                            "clipboard", "-t", type, "-i", NULL);
  g_assert_no_error (error);
  pipe = g_subprocess_get_stdin_pipe (owner);
  g_output_stream_write_all (pipe, text, strlen (text), NULL, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (pipe, NULL, &error);
  g_assert_no_error (error);
  while (gdk_clipboard_is_local (get_clipboard (self)) ||
         !gdk_content_formats_contain_mime_type (
             gdk_clipboard_get_formats (get_clipboard (self)),
             g_str_equal (type, "UTF8_STRING") ? "text/plain;charset=utf-8" : type))
    g_main_context_iteration (NULL, TRUE);
  return owner;
}

static void
stop (GSubprocess *owner)
{
  g_subprocess_force_exit (owner);
  g_subprocess_wait (owner, NULL, NULL);
  g_object_unref (owner);
}

/* Sets the text, with "|" for the caret, or twice for the selection. */
static void
set_text (Fixture *self, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "|", 3);
  g_autofree char *whole = g_strjoinv (NULL, parts);
  int first = (int) g_utf8_strlen (parts[0], -1);
  GtkTextIter start, end;

  gtk_text_buffer_set_text (self->buffer, whole, -1);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &start, first);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &end,
                                      first + (parts[2] ? (int) g_utf8_strlen (parts[1], -1) : 0));
  gtk_text_buffer_select_range (self->buffer, &end, &start);
}

static void
assert_text (Fixture *self, const char *expected)
{
  g_autofree char *text = NULL;

  g_object_get (self->buffer, "text", &text, NULL);
  g_assert_cmpstr (text, ==, expected);
}

static void
paste_html (Fixture *self, const char *html)
{
  GSubprocess *owner = offer (self, "text/html", html);
  guint ended = self->n_ended;

  g_signal_emit_by_name (self->view, "paste-clipboard");
  while (self->n_ended == ended)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (self->failure);
  stop (owner);
}

static void
test_inline (Fixture *self, gconstpointer data)
{
  set_text (self, "One |two| three.");
  paste_html (self, "<span style='font-weight:700'>four</span> five");
  assert_text (self, "One **four** five three.");
  g_assert_cmpuint (self->n_done, ==, 1);
  gtk_text_buffer_undo (self->buffer);
  assert_text (self, "One two three.");
}

static void
test_blocks (Fixture *self, gconstpointer data)
{
  set_text (self, "One.\n|\nTwo.");
  paste_html (self, "<h2>Three</h2><ul><li>a<li>b</ul>");
  assert_text (self, "One.\n\n## Three\n\n- a\n- b\n\nTwo.");

  set_text (self, "One | two.");
  paste_html (self, "<p>three</p><p>four</p>");
  assert_text (self, "One three\n\nfour\n\n two.");
  gtk_text_buffer_undo (self->buffer);
  assert_text (self, "One  two.");
}

static void
test_notes (Fixture *self, gconstpointer data)
{
  set_text (self, "One[^3].\n\n[^3]: Three.\n\n|");
  paste_html (self, "<p>Two<a href='#_ftn1' name='_ftnref1'>[1]</a></p>"
                    "<p><a href='#_ftnref1' name='_ftn1'>[1]</a> Note.</p>");
  assert_text (self, "One[^3].\n\n[^3]: Three.\n\nTwo[^4]\n\n[^4]: Note.");
}

static void
test_pictures (Fixture *self, gconstpointer data)
{
  set_text (self, "|");
  paste_html (self, "<p>One<img src='data:image/png;base64,YQ==' alt='two'></p>");
  assert_text (self, "One\n\n![two](media/a.png)");
}

static void
test_plain_afterwards (Fixture *self, gconstpointer data)
{
  set_text (self, "One |");
  paste_html (self, "<b>two</b> <i>three</i>");
  assert_text (self, "One **two** *three*");
  marbre_paste_make_plain (self->paste);
  assert_text (self, "One two three");
  gtk_text_buffer_undo (self->buffer);
  assert_text (self, "One **two** *three*");
  gtk_text_buffer_undo (self->buffer);
  assert_text (self, "One ");
}

static void
test_typography (Fixture *self, gconstpointer data)
{
  g_autoptr (MarbrePaste) paste = NULL;
  MarbreTypographyOptions options = { 0 };
  GSubprocess *owner = offer (self, "text/html", "<p>L'<b>heure</b></p>");

  set_text (self, "|");
  paste = marbre_paste_new (self->view);
  begun_cb (self, paste);
  marbre_paste_set_typography (paste, "fr", &options);
  marbre_paste_start (paste);
  while (self->n_ended == 0)
    g_main_context_iteration (NULL, TRUE);
  assert_text (self, "L’**heure**");
  stop (owner);
}

static void
test_cancel (Fixture *self, gconstpointer data)
{
  GSubprocess *owner = offer (self, "text/html", "<b>two</b>");

  set_text (self, "One |");
  g_signal_emit_by_name (self->view, "paste-clipboard");
  g_assert_nonnull (self->paste);
  marbre_paste_cancel (self->paste);
  g_assert_cmpuint (self->n_ended, ==, 1);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  assert_text (self, "One ");
  g_assert_cmpuint (self->n_done, ==, 0);
  stop (owner);
}

static void
test_address (Fixture *self, gconstpointer data)
{
  GSubprocess *owner = offer (self, "UTF8_STRING", "https://a.example/b\n");

  set_text (self, "See |the report| here.");
  g_signal_emit_by_name (self->view, "paste-clipboard");
  while (gtk_text_buffer_get_char_count (self->buffer) < 25)
    g_main_context_iteration (NULL, TRUE);
  assert_text (self, "See [the report](https://a.example/b) here.");
  gtk_text_buffer_undo (self->buffer);
  assert_text (self, "See the report here.");
  stop (owner);
}

static void
test_links (Fixture *self, gconstpointer data)
{
  set_text (self, "|a|");
  g_assert_false (marbre_paste_place_link (self->buffer, "https://a.example/ and more"));
  g_assert_false (marbre_paste_place_link (self->buffer, "javascript:alert(1)"));
  g_assert_true (marbre_paste_place_link (self->buffer, "https://a.example/b_(c)"));
  assert_text (self, "[a](<https://a.example/b_(c)>)");
  set_text (self, "|https://b.example/|");
  g_assert_true (marbre_paste_place_link (self->buffer, "https://a.example/"));
  assert_text (self, "https://a.example/");
  set_text (self, "|a\nb|");
  g_assert_false (marbre_paste_place_link (self->buffer, "https://a.example/"));
}

static void
test_code (void)
{
  g_assert_true (marbre_paste_place_is_code ("a\n\n```c\nb"));
  g_assert_true (marbre_paste_place_is_code ("~~~\n```\n"));
  g_assert_true (marbre_paste_place_is_code ("````\n```\n"));
  g_assert_false (marbre_paste_place_is_code ("```\na\n```\n"));
  g_assert_false (marbre_paste_place_is_code ("a ``` b\n    ```\n"));
  g_assert_cmpuint (marbre_paste_place_next_note ("a[^2]", "[^11]: b [^x]"), ==, 12);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (
      gdk_content_provider_write_mime_type_finish (GDK_CONTENT_PROVIDER (source), result, &error));
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static char *
read_copy (GdkContentProvider *copy, const char *type)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  gboolean read = FALSE;

  gdk_content_provider_write_mime_type_async (copy, type, stream, G_PRIORITY_DEFAULT, NULL, read_cb,
                                              &read);
  while (!read)
    g_main_context_iteration (NULL, TRUE);
  return g_strndup (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)),
                    g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)));
}

static void
test_copy (Fixture *self, gconstpointer data)
{
  static const char text[] = "## A\n\nb *c* [d](/e)\n";
  g_autoptr (GdkContentProvider) copy = marbre_copy_new (text);
  g_autofree char *markdown = read_copy (copy, "text/markdown");
  g_autofree char *html = read_copy (copy, "text/html");
  g_autoptr (GBytes) bytes = g_bytes_new (html, strlen (html));
  g_autoptr (MarbrePasted) pasted = marbre_pasted_new (bytes, 1, NULL);
  g_autofree char *back = marbre_pasted_to_markdown (pasted, NULL, NULL);

  g_assert_cmpstr (markdown, ==, text);
  g_assert_nonnull (strstr (html, "<em>c</em>"));
  g_assert_cmpstr (back, ==, text);

  set_text (self, "One |*two*| three");
  g_signal_emit_by_name (self->view, "cut-clipboard");
  assert_text (self, "One  three");
  g_assert_true (gdk_content_formats_contain_mime_type (
      gdk_clipboard_get_formats (get_clipboard (self)), "text/html"));
  g_signal_emit_by_name (self->view, "paste-clipboard");
  while (gtk_text_buffer_get_char_count (self->buffer) < 15)
    g_main_context_iteration (NULL, TRUE);
  assert_text (self, "One *two* three");
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/paste/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("inline", test_inline);
  ADD ("blocks", test_blocks);
  ADD ("notes", test_notes);
  ADD ("pictures", test_pictures);
  ADD ("plain-afterwards", test_plain_afterwards);
  ADD ("typography", test_typography);
  ADD ("cancel", test_cancel);
  ADD ("address", test_address);
  ADD ("links", test_links);
  ADD ("copy", test_copy);
#undef ADD
  g_test_add_func ("/paste/code", test_code);
  return g_test_run ();
}
