/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is inserted by name and by "/", footnotes, and the Markdown of whole lines.
 */
#include "config.h"

#include "marbre-editor.h"
#include "marbre-footnote.h"
#include "marbre-insert-command.h"
#include "marbre-markup.h"
#include "marbre-slash-menu.h"
#include "typing-text.h"

static void
test_commands (void)
{
  static const struct
  {
    MarbreInsertCommand command;
    const char *typed;
    gboolean matches;
  } cases[] = {
    { MARBRE_INSERT_READ_ALSO, "lire", TRUE },    { MARBRE_INSERT_READ_ALSO, "read a", TRUE },
    { MARBRE_INSERT_BOX, "encadre", TRUE },       { MARBRE_INSERT_KEY_POINTS, "essent", TRUE },
    { MARBRE_INSERT_PULLQUOTE, "exerg", TRUE },   { MARBRE_INSERT_TABLE, "tableau", TRUE },
    { MARBRE_INSERT_TABLE, "", TRUE },            { MARBRE_INSERT_TABLE, "zzz", FALSE },
    { MARBRE_INSERT_FOOTNOTE, "lire", FALSE },
  };
  MarbreInsertCommand command;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (marbre_insert_command_matches (cases[i].command, cases[i].typed), ==,
                     cases[i].matches);
  g_assert_true (marbre_insert_command_from_name ("read-also", &command));
  g_assert_cmpint (command, ==, MARBRE_INSERT_READ_ALSO);
  g_assert_false (marbre_insert_command_from_name ("nothing", &command));
}

static void
test_footnote (void)
{
  static const char *const inserted[][2] = {
    { "Un mot‸ ici.", "Un mot[^1] ici.\n\n[^1]: ‸" },
    { "Un[^1] mot‸ ici.\n\n[^1]: Note", "Un[^1] mot[^2] ici.\n\n[^1]: Note\n[^2]: ‸" },
    { "Un mot.\n\n‸", "Un mot.[^1]\n\n[^1]: ‸" },
  };
  static const char *const jumped[][2] = {
    { "Un[^1]‸ mot.\n\n[^1]: Note", "Un[^1] mot.\n\n[^1]: Note‸" },
    { "Un[^1] mot.\n\n[^1]: No‸te", "Un[^1]‸ mot.\n\n[^1]: Note" },
    { "Un[^1] [^no‸te].\n\n[^1]: A\n[^note]: B", "Un[^1] [^note].\n\n[^1]: A\n[^note]: B‸" },
  };
  g_autoptr (GtkTextBuffer) elsewhere = typing_buffer ("Un[^1] mot‸.\n\n[^1]: Note");

  for (guint i = 0; i < G_N_ELEMENTS (inserted); i++)
    {
      g_autoptr (GtkTextBuffer) buffer = typing_buffer (inserted[i][0]);

      marbre_footnote_insert (buffer);
      typing_check (buffer, inserted[i][0], inserted[i][1]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (jumped); i++)
    {
      g_autoptr (GtkTextBuffer) buffer = typing_buffer (jumped[i][0]);
      g_autofree char *text = NULL;

      g_assert_true (marbre_footnote_jump (buffer));
      text = typing_text (buffer);
      g_assert_cmpstr (text, ==, jumped[i][1]);
    }
  g_assert_false (marbre_footnote_jump (elsewhere));
}

static void
test_lines (void)
{
  g_autoptr (GtkTextBuffer) list = typing_buffer ("‸un\n\ndeux‸");
  g_autoptr (GtkTextBuffer) numbers = typing_buffer ("- u‸n\n- deu‸x");
  g_autoptr (GtkTextBuffer) off = typing_buffer ("1. u‸n\n2. deu‸x");
  g_autoptr (GtkTextBuffer) quote = typing_buffer ("u‸n");

  marbre_markup_toggle_list (list, MARBRE_LIST_BULLETS);
  typing_check (list, "‸un\n\ndeux‸", "- ‸un\n\n- deux‸");
  marbre_markup_toggle_list (numbers, MARBRE_LIST_NUMBERS);
  typing_check (numbers, "- u‸n\n- deu‸x", "1. u‸n\n2. deu‸x");
  marbre_markup_toggle_list (off, MARBRE_LIST_NUMBERS);
  typing_check (off, "1. u‸n\n2. deu‸x", "u‸n\ndeu‸x");
  marbre_markup_toggle_quote (quote);
  typing_check (quote, "u‸n", "> u‸n");
  marbre_markup_toggle_quote (quote);
  marbre_markup_toggle_quote (quote);
}

/* A document in an editor, with the caret where ‸ is. */
typedef struct
{
  GtkWidget *window;
  MarbreEditor *editor;
  MarbreDocument *document;
  char *requested;
} Fixture;

static void
requested_cb (Fixture *self, const char *name)
{
  g_free (self->requested);
  self->requested = g_strdup (name);
}

static void
setup (Fixture *self, gconstpointer data)
{
  g_autoptr (MarbreStory) story = marbre_story_new ();

  marbre_story_set_text (story, MARBRE_FIELD_LANGUAGE, "en");
  self->document = marbre_document_new (story);
  self->editor = MARBRE_EDITOR (marbre_editor_new ());
  marbre_editor_set_document (self->editor, self->document);
  g_signal_connect_swapped (self->editor, "insert-requested", G_CALLBACK (requested_cb), self);
  self->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (self->window), GTK_WIDGET (self->editor));
  gtk_window_present (GTK_WINDOW (self->window));
  gtk_test_widget_wait_for_draw (self->window);
}

static void
teardown (Fixture *self, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_clear_pointer (&self->requested, g_free);
  g_assert_finalize_object (self->document);
}

static void
test_insert (Fixture *self, gconstpointer data)
{
  static const char *const cases[][3] = {
    { "pullquote", "Un mot‸", "Un mot\n\n> [!pullquote]\n> ‸" },
    { "pullquote", "Un ‸mot‸ ici", "Un mot ici\n\n> [!pullquote]\n> mot‸" },
    { "box", "‸", "> [!box]\n> ‸" },
    { "key-points", "‸\n\nmot", "> [!key-points]\n> - ‸\n\nmot" },
    { "heading-2", "‸", "## ‸" },
    { "bullets", "‸", "- ‸" },
    { "tasks", "‸", "- [ ] ‸" },
    { "rule", "un‸\n\ndeux", "un\n\n---\n\n‸deux" },
    { "rule", "un‸", "un\n\n---\n\n‸" },
  };
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (marbre_document_get_buffer (self->document));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GtkTextBuffer) model = typing_buffer (cases[i][1]);
      GtkTextIter start, end;
      g_autofree char *plain = NULL;
      g_autofree char *text = NULL;
      int from, to;

      gtk_text_buffer_get_selection_bounds (model, &start, &end);
      from = gtk_text_iter_get_offset (&start);
      to = gtk_text_iter_get_offset (&end);
      gtk_text_buffer_get_bounds (model, &start, &end);
      plain = gtk_text_buffer_get_text (model, &start, &end, TRUE);
      gtk_text_buffer_set_text (buffer, plain, -1);
      gtk_text_buffer_get_iter_at_offset (buffer, &start, from);
      gtk_text_buffer_get_iter_at_offset (buffer, &end, to);
      gtk_text_buffer_select_range (buffer, &end, &start);
      marbre_editor_insert (self->editor, cases[i][0]);
      text = typing_text (buffer);
      g_assert_cmpstr (text, ==, cases[i][2]);
      gtk_text_buffer_undo (buffer);
      g_assert_false (gtk_text_buffer_get_can_undo (buffer));
    }
  marbre_editor_insert (self->editor, "read-also");
  g_assert_cmpstr (self->requested, ==, "read-also");
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/editor/inserter/commands", test_commands);
  g_test_add_func ("/editor/inserter/footnote", test_footnote);
  g_test_add_func ("/editor/inserter/lines", test_lines);
  g_test_add ("/editor/inserter/insert", Fixture, NULL, setup, test_insert, teardown);
  return g_test_run ();
}
