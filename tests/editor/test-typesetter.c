/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Typography as one writes: keys bring changes that are undo steps of their own, Backspace takes
 * them back, and what the program inserts stays as it is.
 */
#include "config.h"

#include <gtk/gtk.h>

#include "marbre-typesetter.h"

typedef struct
{
  GtkWidget *window;
  GtkTextView *view;
  GtkTextBuffer *buffer; /* (borrowed): of the document */
  MarbreStory *story;
  MarbreDocument *document;
  MarbreTypesetter *typesetter;
} Fixture;

static void
setup (Fixture *self, gconstpointer data)
{
  self->story = marbre_story_new ();
  marbre_story_set_text (self->story, MARBRE_FIELD_LANGUAGE, data ? data : "fr");
  self->document = marbre_document_new (self->story);
  self->buffer = GTK_TEXT_BUFFER (marbre_document_get_buffer (self->document));
  self->view = GTK_TEXT_VIEW (gtk_text_view_new_with_buffer (self->buffer));
  self->typesetter = marbre_typesetter_new ();
  marbre_typesetter_add_view (self->typesetter, self->view, MARBRE_PROSE_BODY);
  marbre_typesetter_set_document (self->typesetter, self->document);
  self->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (self->window), GTK_WIDGET (self->view));
  gtk_window_present (GTK_WINDOW (self->window));
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
teardown (Fixture *self, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (self->typesetter);
  g_assert_finalize_object (self->document);
  g_assert_finalize_object (self->story);
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* As a text view puts a key into its buffer. */
static void
type (Fixture *self, const char *keys)
{
  for (const char *p = keys; *p != '\0'; p = g_utf8_next_char (p))
    {
      int length = (int) (g_utf8_next_char (p) - p);

      gtk_text_buffer_begin_user_action (self->buffer);
      gtk_text_buffer_delete_selection (self->buffer, TRUE, TRUE);
      gtk_text_buffer_insert_interactive_at_cursor (self->buffer, p, length, TRUE);
      gtk_text_buffer_end_user_action (self->buffer);
      settle ();
    }
}

/* Returns: whether one of the view's key controllers took it */
static gboolean
press_backspace (Fixture *self)
{
  g_autoptr (GListModel) controllers =
      gtk_widget_observe_controllers (GTK_WIDGET (self->view));
  gboolean handled = FALSE;

  for (guint i = 0; !handled && i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller) &&
          gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
        g_signal_emit_by_name (controller, "key-pressed", GDK_KEY_BackSpace, 0, 0, &handled);
    }
  settle ();
  return handled;
}

static void
assert_text (Fixture *self, const char *expected)
{
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  text = gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
  g_assert_cmpstr (text, ==, expected);
}

static int
get_caret (Fixture *self)
{
  GtkTextIter caret;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &caret,
                                    gtk_text_buffer_get_insert (self->buffer));
  return gtk_text_iter_get_offset (&caret);
}

static void
test_typed (Fixture *self, gconstpointer data)
{
  type (self, "Il dit \"oui\" : l'Etat ?\nA la mer\n");
  assert_text (self, "Il dit «\u00a0oui\u00a0»\u00a0: l’État\u202f?\nÀ la mer\n");
  g_assert_cmpint (get_caret (self), ==, gtk_text_buffer_get_char_count (self->buffer));
}

/* One step for the change alone; the caret stays where one writes. */
static void
test_undo (Fixture *self, gconstpointer data)
{
  type (self, "L'un 12000 e");
  assert_text (self, "L’un 12\u202f000 e");
  gtk_text_buffer_undo (self->buffer);
  assert_text (self, "L’un 12000 e");
  g_assert_cmpint (get_caret (self), ==, 12);
  type (self, "t deux");
  assert_text (self, "L’un 12000 et deux");
}

static void
test_undo_each (Fixture *self, gconstpointer data)
{
  type (self, "Ah !");
  assert_text (self, "Ah\u202f!");
  gtk_text_buffer_undo (self->buffer);
  assert_text (self, "Ah !");
  gtk_text_buffer_redo (self->buffer);
  assert_text (self, "Ah\u202f!");
  settle ();
  assert_text (self, "Ah\u202f!");
}

/* A change that only inserts must not join the key before it, nor the one behind it. */
static void
test_undo_insertion (Fixture *self, gconstpointer data)
{
  type (self, "Ah!");
  assert_text (self, "Ah\u202f!");
  type (self, "bc");
  gtk_text_buffer_undo (self->buffer);
  assert_text (self, "Ah\u202f!");
  gtk_text_buffer_undo (self->buffer);
  assert_text (self, "Ah!");
}

static void
test_backspace (Fixture *self, gconstpointer data)
{
  type (self, "Ah ?");
  g_assert_true (press_backspace (self));
  assert_text (self, "Ah ?");
  g_assert_cmpint (get_caret (self), ==, 4);
  /* The next one is an ordinary one. */
  g_assert_false (press_backspace (self));
  /* And the place is left alone. */
  type (self, " Non, l'un");
  assert_text (self, "Ah ? Non, l’un");
  g_assert_false (press_backspace (self));
}

static void
test_not_keys (Fixture *self, gconstpointer data)
{
  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_insert_at_cursor (self->buffer, "L'été ?", -1);
  gtk_text_buffer_end_user_action (self->buffer);
  settle ();
  gtk_text_buffer_insert_at_cursor (self->buffer, "!", -1);
  settle ();
  assert_text (self, "L'été ?!");
  /* Nor does the next key touch it. */
  type (self, " Oui");
  assert_text (self, "L'été ?! Oui");
}

static void
test_settings (Fixture *self, gconstpointer data)
{
  marbre_typesetter_set_enabled (self->typesetter, FALSE);
  type (self, "l'un ?\n");
  assert_text (self, "l'un ?\n");
  marbre_typesetter_set_enabled (self->typesetter, TRUE);
  marbre_typesetter_set_spaces (self->typesetter, MARBRE_SITE_SPACES_WIDE);
  type (self, "l'un ?\n");
  assert_text (self, "l'un ?\nl’un\u00a0?\n");
  marbre_typesetter_set_spaces (self->typesetter, MARBRE_SITE_SPACES_NONE);
  type (self, "oui : non ?");
  assert_text (self, "l'un ?\nl’un\u00a0?\noui: non?");
}

static void
test_code (Fixture *self, gconstpointer data)
{
  g_autoptr (MarbreBlocks) blocks = NULL;

  type (self, "```\n\n```\n");
  blocks = marbre_blocks_parse ("```\n\n```\n", -1, "fr", NULL, NULL);
  marbre_typesetter_set_blocks (self->typesetter, blocks);
  {
    GtkTextIter line;

    gtk_text_buffer_get_iter_at_line (self->buffer, &line, 1);
    gtk_text_buffer_place_cursor (self->buffer, &line);
  }
  type (self, "l'un ?");
  assert_text (self, "```\nl'un ?\n```\n");
}

static void
test_english (Fixture *self, gconstpointer data)
{
  type (self, "It's \"here\" -- or '70s?\n");
  assert_text (self, "It’s “here” – or ’70s?\n");
}

/* Waits for the look on a thread that follows a paste. */
static void
wait_for_text (Fixture *self, const char *expected)
{
  for (;;)
    {
      GtkTextIter start, end;
      g_autofree char *text = NULL;

      gtk_text_buffer_get_bounds (self->buffer, &start, &end);
      text = gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
      if (g_str_equal (text, expected))
        return;
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
paste (Fixture *self, const char *text)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self->view));
  gulong handler;
  guint done = 0;

  gdk_clipboard_set_text (clipboard, text);
  handler = g_signal_connect_swapped (self->buffer, "paste-done", G_CALLBACK (count_cb), &done);
  gtk_text_buffer_paste_clipboard (self->buffer, clipboard, NULL, TRUE);
  while (done == 0)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (self->buffer, handler);
}

static void
test_pasted (Fixture *self, gconstpointer data)
{
  gtk_text_buffer_set_text (self->buffer, "Un \"non\". ", -1);
  paste (self, "l'un...");
  settle ();
  assert_text (self, "Un \"non\". l'un..."); /* it is not wished */
  gtk_text_buffer_undo (self->buffer);

  marbre_typesetter_set_pasted (self->typesetter, TRUE);
  paste (self, "Il dit \"oui\" : l'Etat ?\n\n- l'un...\n");
  wait_for_text (self, "Un \"non\". Il dit «\u00a0oui\u00a0»\u00a0: l’État\u202f?\n\n- l’un…\n");
  g_assert_cmpint (get_caret (self), ==, gtk_text_buffer_get_char_count (self->buffer));
  /* An undo step of its own, and none of Backspace. */
  g_assert_false (press_backspace (self));
  gtk_text_buffer_undo (self->buffer);
  assert_text (self, "Un \"non\". Il dit \"oui\" : l'Etat ?\n\n- l'un...\n");
  g_assert_cmpint (get_caret (self), ==, gtk_text_buffer_get_char_count (self->buffer));
  gtk_text_buffer_undo (self->buffer);
  assert_text (self, "Un \"non\". ");
}

static void
test_pasted_and_changed (Fixture *self, gconstpointer data)
{
  marbre_typesetter_set_pasted (self->typesetter, TRUE);
  marbre_typesetter_set_enabled (self->typesetter, FALSE);
  paste (self, "l'un...");
  /* Whoever goes on at once is not disturbed. */
  gtk_text_buffer_insert_interactive_at_cursor (self->buffer, "x", 1, TRUE);
  g_assert_true (g_main_context_iteration (NULL, TRUE));
  settle ();
  assert_text (self, "l'un...x");
  paste (self, "d'un");
  wait_for_text (self, "l'un...xd’un");
}

static void
test_pasted_code (Fixture *self, gconstpointer data)
{
  g_autoptr (MarbreBlocks) blocks = NULL;
  GtkTextIter line;

  marbre_typesetter_set_pasted (self->typesetter, TRUE);
  gtk_text_buffer_set_text (self->buffer, "```\n\n```\n", -1);
  blocks = marbre_blocks_parse ("```\n\n```\n", -1, "fr", NULL, NULL);
  marbre_typesetter_set_blocks (self->typesetter, blocks);
  gtk_text_buffer_get_iter_at_line (self->buffer, &line, 1);
  gtk_text_buffer_place_cursor (self->buffer, &line);
  paste (self, "l'un");
  settle ();
  assert_text (self, "```\nl'un\n```\n");
  /* Code that comes with the rest. */
  gtk_text_buffer_get_end_iter (self->buffer, &line);
  gtk_text_buffer_place_cursor (self->buffer, &line);
  paste (self, "l'un `l'un` d'un");
  wait_for_text (self, "```\nl'un\n```\nl’un `l'un` d’un");
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
#define ADD(name, language)                                                                        \
  g_test_add ("/editor/typesetter/" #name, Fixture, language, setup, test_##name, teardown)
  ADD (typed, "fr");
  ADD (undo, "fr");
  ADD (undo_each, "fr");
  ADD (undo_insertion, "fr");
  ADD (backspace, "fr");
  ADD (not_keys, "fr");
  ADD (settings, "fr");
  ADD (code, "fr");
  ADD (english, "en");
  ADD (pasted, "fr");
  ADD (pasted_and_changed, "fr");
  ADD (pasted_code, "fr");
#undef ADD
  return g_test_run ();
}
