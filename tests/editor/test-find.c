/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finding in a story: its fields in a row, edits while one searches, stories that change, searches
 * that are given up. What keys do is tested in the window.
 */
#include <gtksourceview/gtksource.h>

#include "marbre-editor.h"
#include "marbre-find.h"

typedef struct
{
  GtkWidget *window;
  MarbreEditor *editor;
  MarbreStory *story;
  MarbreDocument *document;
  MarbreFind *find;
} Fixture;

static void
open_story (Fixture *self, const char *headline, const char *body)
{
  g_clear_object (&self->document);
  g_clear_object (&self->story);
  self->story = marbre_story_new ();
  marbre_story_set_text (self->story, MARBRE_FIELD_HEADLINE, headline);
  marbre_story_set_text (self->story, MARBRE_FIELD_BODY, body);
  self->document = marbre_document_new (self->story);
  marbre_editor_set_document (self->editor, self->document);
}

static void
setup (Fixture *self, gconstpointer data)
{
  self->editor = MARBRE_EDITOR (marbre_editor_new ());
  open_story (self, "One", "one two\n\nOne [three](https://one.example/) one");
  self->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 700, 500);
  gtk_window_set_child (GTK_WINDOW (self->window), GTK_WIDGET (self->editor));
  gtk_window_present (GTK_WINDOW (self->window));
  gtk_test_widget_wait_for_draw (self->window);
  self->find = marbre_find_new (self->editor);
}

static void
teardown (Fixture *self, gconstpointer data)
{
  g_object_add_weak_pointer (G_OBJECT (self->find), (gpointer *) &self->find);
  g_object_unref (self->find);
  while (self->find != NULL) /* a search that was given up holds it until it has ended */
    g_main_context_iteration (NULL, TRUE);
  gtk_window_destroy (GTK_WINDOW (self->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (self->document);
  g_assert_finalize_object (self->story);
}

static void
settle (Fixture *self)
{
  while (marbre_find_is_busy (self->find))
    g_main_context_iteration (NULL, TRUE);
}

static void
look_for (Fixture *self, const char *needle, MarbreFindFlags flags)
{
  marbre_find_set_needle (self->find, needle, flags);
  settle (self);
}

static GtkTextBuffer *
body (Fixture *self)
{
  return GTK_TEXT_BUFFER (marbre_document_get_buffer (self->document));
}

static void
assert_body (Fixture *self, const char *expected)
{
  g_autoptr (MarbreStory) story = marbre_document_snapshot (self->document);

  g_assert_cmpstr (marbre_story_get_text (story, MARBRE_FIELD_BODY), ==, expected);
}

static void
test_walk (Fixture *self, gconstpointer data)
{
  marbre_find_begin (self->find);
  look_for (self, "one", 0);
  g_assert_cmpuint (marbre_find_get_count (self->find), ==, 5);
  g_assert_cmpuint (marbre_find_get_position (self->find), ==, 2);
  for (guint i = 0; i < 3; i++)
    marbre_find_step (self->find, TRUE);
  g_assert_cmpuint (marbre_find_get_position (self->find), ==, 5);
  g_assert_null (marbre_find_get_message (self->find));
  marbre_find_step (self->find, TRUE);
  g_assert_cmpuint (marbre_find_get_position (self->find), ==, 1);
  g_assert_nonnull (marbre_find_get_message (self->find));
  g_assert_false (marbre_find_has_problem (self->find));
  look_for (self, "nothing", 0);
  g_assert_cmpuint (marbre_find_get_count (self->find), ==, 0);
  marbre_find_step (self->find, TRUE);
  marbre_find_end (self->find);
}

/* The place where one is stays so while another one is written, and the count follows. */
static void
test_edit (Fixture *self, gconstpointer data)
{
  GtkTextIter start;

  marbre_find_begin (self->find);
  look_for (self, "one", 0);
  marbre_find_step (self->find, TRUE);
  g_assert_cmpuint (marbre_find_get_position (self->find), ==, 3);
  gtk_text_buffer_get_start_iter (body (self), &start);
  gtk_text_buffer_insert (body (self), &start, "one ", -1);
  g_assert_cmpuint (marbre_find_get_position (self->find), ==, 3);
  settle (self);
  g_assert_cmpuint (marbre_find_get_count (self->find), ==, 6);
  marbre_find_end (self->find);
}

static void
test_replace (Fixture *self, gconstpointer data)
{
  marbre_find_begin (self->find);
  look_for (self, "(o)ne", MARBRE_FIND_REGEX | MARBRE_FIND_CASE);
  marbre_find_set_replacement (self->find, "<\\1>");
  /* As fast as keys come, and faster than searches. */
  marbre_find_replace (self->find);
  marbre_find_replace (self->find);
  settle (self);
  assert_body (self, "<o> two\n\nOne [three](https://<o>.example/) one");
  marbre_find_replace_all (self->find);
  settle (self);
  assert_body (self, "<o> two\n\nOne [three](https://<o>.example/) <o>");
  gtk_text_buffer_undo (body (self));
  gtk_text_buffer_undo (body (self));
  gtk_text_buffer_undo (body (self));
  assert_body (self, "one two\n\nOne [three](https://one.example/) one");
  marbre_find_end (self->find);
}

/* What was edited after the search began is replaced as it is then. */
static void
test_edit_before_replace (Fixture *self, gconstpointer data)
{
  GtkTextIter start;

  marbre_find_begin (self->find);
  look_for (self, "one", MARBRE_FIND_CASE);
  marbre_find_set_replacement (self->find, "1");
  marbre_find_replace_all (self->find);
  gtk_text_buffer_get_start_iter (body (self), &start);
  gtk_text_buffer_insert (body (self), &start, "Not one. ", -1);
  settle (self);
  assert_body (self, "Not 1. 1 two\n\nOne [three](https://1.example/) 1");
  marbre_find_end (self->find);
}

static void
test_read_only (Fixture *self, gconstpointer data)
{
  marbre_document_set_read_only (self->document, TRUE);
  marbre_find_begin (self->find);
  look_for (self, "one", 0);
  g_assert_cmpuint (marbre_find_get_count (self->find), ==, 5);
  g_assert_false (marbre_find_can_replace (self->find));
  marbre_find_replace_all (self->find);
  marbre_find_replace (self->find);
  settle (self);
  assert_body (self, "one two\n\nOne [three](https://one.example/) one");
}

/* Another story while one searches, and the end of the search while it is under way. */
static void
test_other_story (Fixture *self, gconstpointer data)
{
  marbre_find_begin (self->find);
  look_for (self, "one", 0);
  marbre_find_set_replacement (self->find, "1");
  marbre_find_replace_all (self->find);
  settle (self);
  open_story (self, "Other", "one");
  settle (self);
  g_assert_cmpuint (marbre_find_get_count (self->find), ==, 1);
  marbre_find_set_needle (self->find, "o", 0);
  marbre_find_set_needle (self->find, "ot", 0);
  marbre_find_end (self->find);
  assert_body (self, "one");
}

/* The ends of lines are places, in which something can be put, one after the other or in all. */
static void
test_ends_of_lines (Fixture *self, gconstpointer data)
{
  open_story (self, "", "one\ntwo\nthree");
  marbre_find_begin (self->find);
  look_for (self, "$", MARBRE_FIND_REGEX);
  g_assert_cmpuint (marbre_find_get_count (self->find), ==, 3);
  g_assert_cmpuint (marbre_find_get_position (self->find), ==, 1);
  marbre_find_step (self->find, TRUE);
  g_assert_cmpuint (marbre_find_get_position (self->find), ==, 2);
  marbre_find_step (self->find, FALSE);
  marbre_find_step (self->find, FALSE);
  g_assert_cmpuint (marbre_find_get_position (self->find), ==, 3);
  marbre_find_step (self->find, TRUE);
  g_assert_cmpuint (marbre_find_get_position (self->find), ==, 1);
  marbre_find_set_replacement (self->find, ";");
  for (guint i = 0; i < 3; i++)
    marbre_find_replace (self->find);
  settle (self);
  assert_body (self, "one;\ntwo;\nthree;");
  look_for (self, "^", MARBRE_FIND_REGEX);
  marbre_find_set_replacement (self->find, "- ");
  marbre_find_replace_all (self->find);
  settle (self);
  assert_body (self, "- one;\n- two;\n- three;");
  gtk_text_buffer_undo (body (self));
  assert_body (self, "one;\ntwo;\nthree;");
  /* Two whole lines: the third one begins behind them. */
  marbre_find_end (self->find);
  {
    GtkTextIter start, end;

    gtk_text_buffer_get_iter_at_offset (body (self), &start, 0);
    gtk_text_buffer_get_iter_at_line (body (self), &end, 2);
    gtk_text_buffer_select_range (body (self), &start, &end);
  }
  marbre_find_begin (self->find);
  g_assert_true (marbre_find_set_in_selection (self->find, TRUE));
  settle (self);
  g_assert_cmpuint (marbre_find_get_count (self->find), ==, 2);
  marbre_find_set_replacement (self->find, "");
  marbre_find_replace (self->find);
  marbre_find_replace_all (self->find);
  settle (self);
  assert_body (self, "one;\ntwo;\nthree;");
  marbre_find_end (self->find);
}

/* A long investigation: 100,000 words, « le » in 9,500 places. */
static char *
make_long_story (void)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < 9500; i++)
    g_string_append (text, i % 8 < 7 ? "Dans cette rue, le maire parle encore une fois du port. "
                                     : "Dans cette rue, le maire ne parle plus.\n\n");
  return g_string_free (text, FALSE);
}

/* Returns: the longest turn of the main loop from now until the search is at rest and what it did
 * is drawn, ms */
static double
measure_turns (Fixture *self, gint64 turn)
{
  gint64 longest = g_get_monotonic_time () - turn;

  for (gboolean more = TRUE; more || marbre_find_is_busy (self->find);)
    {
      turn = g_get_monotonic_time ();
      more = g_main_context_iteration (NULL, FALSE);
      longest = MAX (longest, g_get_monotonic_time () - turn);
    }
  return (double) longest / 1000;
}

#define MEASURE(what)                                                                              \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 turn = g_get_monotonic_time ();                                                         \
    double longest;                                                                                \
                                                                                                   \
    what;                                                                                          \
    longest = measure_turns (self, turn);                                                          \
    g_test_message ("%6.1f ms: " #what, longest);                                                  \
    g_assert_cmpfloat (longest, <, MAX_STALL);                                                     \
  }                                                                                                \
  G_STMT_END

/* ms. In quiet it is under 100; the machine is shared, and a sanitizer takes its time. */
#define MAX_STALL 1500

/* The window never stands still for long, however much is found and replaced. */
static void
test_no_stall (Fixture *self, gconstpointer data)
{
  g_autofree char *text = make_long_story ();

  open_story (self, "Le port", text);
  gtk_test_widget_wait_for_draw (self->window);
  MEASURE (marbre_find_begin (self->find));
  MEASURE (marbre_find_set_needle (self->find, "le maire", 0));
  g_assert_cmpuint (marbre_find_get_count (self->find), ==, 9500);
  MEASURE (marbre_find_step (self->find, FALSE));
  MEASURE (marbre_find_step (self->find, TRUE));
  MEASURE (marbre_find_set_needle (self->find, "[aeiou]{2}", MARBRE_FIND_REGEX));
  MEASURE (marbre_find_set_needle (self->find, "le maire", 0));
  MEASURE (marbre_find_set_replacement (self->find, "l’adjoint"));
  MEASURE (marbre_find_replace_all (self->find));
  MEASURE (gtk_text_buffer_undo (body (self)));
  assert_body (self, text);
  MEASURE (gtk_text_buffer_redo (body (self)));
  MEASURE (gtk_text_buffer_undo (body (self)));
  MEASURE (marbre_find_end (self->find));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/editor/find/" name, Fixture, NULL, setup, function, teardown)
  ADD ("walk", test_walk);
  ADD ("edit", test_edit);
  ADD ("replace", test_replace);
  ADD ("edit-before-replace", test_edit_before_replace);
  ADD ("read-only", test_read_only);
  ADD ("other-story", test_other_story);
  ADD ("ends-of-lines", test_ends_of_lines);
  ADD ("no-stall", test_no_stall);
#undef ADD
  return g_test_run ();
}
