/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Underlines in a text view: all of a text, then what changes; never the word that is being typed;
 * code blocks in one piece; the menu replaces a word in one step to undo.
 */
#include "config.h"

#include <string.h>

#include "marbre-body-view.h"
#include "marbre-spelling-menu.h"

typedef struct
{
  GtkWidget *window;
  GtkTextView *view;
  GtkTextBuffer *buffer;
  MarbreSpelling *spelling;     /* (owned) */
  MarbreSpellingView *checker;  /* (owned) */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  GtkWidget *scroller;

  self->view =
      g_object_new (MARBRE_TYPE_BODY_VIEW, "wrap-mode", GTK_WRAP_WORD_CHAR, NULL);
  self->buffer = gtk_text_view_get_buffer (self->view);
  gtk_text_buffer_set_enable_undo (self->buffer, TRUE);
  self->window = gtk_window_new ();
  scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  gtk_window_set_child (GTK_WINDOW (self->window), scroller);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 500, 300);
  gtk_window_present (GTK_WINDOW (self->window));
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  gtk_test_widget_wait_for_draw (self->window);
  self->spelling = marbre_spelling_new ();
  self->checker = marbre_spelling_view_new (self->spelling, self->view, MARBRE_PROSE_BODY);
  marbre_spelling_view_set_language (self->checker, "fr");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_finalize_object (self->checker);
  gtk_window_destroy (GTK_WINDOW (self->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (self->spelling);
}

static void
wait_until_read (Fixture *self)
{
  while (!marbre_spelling_view_is_idle (self->checker))
    g_main_context_iteration (NULL, TRUE);
}

/* The words that are underlined, with a bar between them. */
static char *
underlined (Fixture *self)
{
  GString *words = g_string_new (NULL);
  GtkTextIter place, start, end;

  gtk_text_buffer_get_start_iter (self->buffer, &place);
  while (marbre_spelling_view_find_next (self->checker, &place, &start, &end) ||
         (gtk_text_iter_is_start (&place) &&
          marbre_spelling_view_find (self->checker, &place, &start, &end)))
    {
      g_autofree char *word = gtk_text_iter_get_slice (&start, &end);

      g_string_append_printf (words, "%s%s", words->len > 0 ? "|" : "", word);
      place = end;
    }
  return g_string_free (words, FALSE);
}

#define assert_underlined(self, expected)                                                          \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *words = NULL;                                                                 \
    wait_until_read (self);                                                                        \
    words = underlined (self);                                                                     \
    g_assert_cmpstr (words, ==, expected);                                                         \
  }                                                                                                \
  G_STMT_END

/* As a key does it. */
static void
type (Fixture *self, const char *text)
{
  g_signal_emit_by_name (self->view, "insert-at-cursor", text);
}

static void
place_caret (Fixture *self, const char *before)
{
  GtkTextIter start, match;

  gtk_text_buffer_get_start_iter (self->buffer, &start);
  g_assert_true (gtk_text_iter_forward_search (&start, before, 0, NULL, &match, NULL));
  gtk_text_buffer_place_cursor (self->buffer, &match);
}

static void
test_opening (Fixture *self, gconstpointer data)
{
  gtk_text_buffer_set_text (self->buffer,
                            "Le maire est dans la sallle.\n\nIl a parllé de la ville.", -1);
  assert_underlined (self, "sallle|parllé");
  /* Another text, and other words that are known. */
  gtk_text_buffer_set_text (self->buffer, "Le maire est dans la sallle.", -1);
  assert_underlined (self, "sallle");
  marbre_spelling_ignore (self->spelling, "sallle");
  for (gboolean still = TRUE; still;)
    {
      g_autofree char *words = underlined (self);

      still = *words != '\0';
      g_main_context_iteration (NULL, still);
    }
}

static void
test_typing (Fixture *self, gconstpointer data)
{
  gtk_text_buffer_set_text (self->buffer, "Le maire est dans la ville. Le publik", -1);
  assert_underlined (self, "publik");
  place_caret (self, "ville. ");
  type (self, "Il parllé");
  assert_underlined (self, "publik");
  type (self, " ");
  assert_underlined (self, "parllé|publik");
  /* An underline goes with the first key inside, and stays away. */
  place_caret (self, "parll");
  type (self, "x");
  {
    g_autofree char *words = underlined (self);

    g_assert_cmpstr (words, ==, "publik");
  }
  assert_underlined (self, "publik");
  place_caret (self, "Le");
  assert_underlined (self, "parllxé|publik");
}

static void
test_correcting (Fixture *self, gconstpointer data)
{
  gtk_text_buffer_set_text (self->buffer, "Le maire est dans la vilel avec le publik.", -1);
  assert_underlined (self, "vilel|publik");
  place_caret (self, "vilel");
  g_signal_emit_by_name (self->view, "backspace");
  g_signal_emit_by_name (self->view, "backspace");
  type (self, "le");
  assert_underlined (self, "publik");
}

static void
test_code (Fixture *self, gconstpointer data)
{
  gtk_text_buffer_set_text (
      self->buffer,
      "Le maire est dans la ville.\n\n```\nxyzzk\n\nqqwwk\n```\n\nIl parllé dans la rue.", -1);
  assert_underlined (self, "parllé");
  /* The fence opens: what was code is text, and the other way round. */
  place_caret (self, "ville.\n\n");
  type (self, "x");
  assert_underlined (self, "xyzzk|qqwwk");
  place_caret (self, "ville.\n\nx");
  g_signal_emit_by_name (self->view, "backspace");
  assert_underlined (self, "parllé");
  /* An edit inside. */
  place_caret (self, "qqww");
  type (self, "z");
  assert_underlined (self, "parllé");
}

static void
test_off (Fixture *self, gconstpointer data)
{
  gtk_text_buffer_set_text (self->buffer, "Le publik est dans la ville.", -1);
  assert_underlined (self, "publik");
  marbre_spelling_view_set_active (self->checker, FALSE, FALSE);
  {
    g_autofree char *words = underlined (self);

    g_assert_cmpstr (words, ==, "");
  }
  marbre_spelling_view_set_active (self->checker, TRUE, FALSE);
  assert_underlined (self, "publik");
}

static GtkWidget *
find_popover (Fixture *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->view)); child;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_POPOVER_MENU (child) && gtk_widget_get_mapped (child))
      return child;
  return NULL;
}

static void
nothing_cb (guint *count)
{
  (*count)++;
}

static char *
buffer_text (Fixture *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
}

static void
test_menu (Fixture *self, gconstpointer data)
{
  MarbreSpellingMenu *menu = marbre_spelling_menu_new (self->checker, NULL, self->view);
  g_autofree char *corrected = NULL, *restored = NULL;
  guint nothing = 0;

  g_signal_connect_swapped (menu, "nothing", G_CALLBACK (nothing_cb), &nothing);
  gtk_text_buffer_set_text (self->buffer, "Le maire est dans la ville avec un aricle.", -1);
  assert_underlined (self, "aricle");
  place_caret (self, "Le");
  marbre_spelling_menu_popup (menu);
  while (find_popover (self) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->view), "proof.replace", "s",
                                             "article"));
  corrected = buffer_text (self);
  g_assert_cmpstr (corrected, ==, "Le maire est dans la ville avec un article.");
  gtk_text_buffer_undo (self->buffer);
  restored = buffer_text (self);
  g_assert_cmpstr (restored, ==, "Le maire est dans la ville avec un aricle.");
  gtk_text_buffer_redo (self->buffer);
  assert_underlined (self, "");
  gtk_popover_popdown (GTK_POPOVER (find_popover (self)));
  while (find_popover (self) != NULL)
    g_main_context_iteration (NULL, TRUE);
  marbre_spelling_menu_popup (menu);
  g_assert_cmpuint (nothing, ==, 1);
  g_assert_finalize_object (menu);
}

/* The sample newsroom's stories one after the other, as many words as that. */
static char *
read_samples (const char *language, guint n_words)
{
  g_autofree char *folder =
      g_test_build_filename (G_TEST_DIST, "..", "data", "samples", language, NULL);
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  guint words = 0;

  g_assert_nonnull (files);
  for (const char *name; words < n_words && (name = g_dir_read_name (files)) != NULL;)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *story = NULL;
      const char *body;

      g_assert_true (g_file_get_contents (path, &story, NULL, NULL));
      body = strstr (story, "\n---\n");
      g_assert_nonnull (body);
      g_string_append (text, body + strlen ("\n---\n"));
      for (const char *p = body; *p != '\0'; p++)
        words += *p == ' ' || *p == '\n';
    }
  return g_strdup (text->str);
}

/* Where the parts begin that were read, and when. */
typedef struct
{
  GArray *places; /* int: characters of the text */
  GArray *times;  /* gint64: monotonic µs */
} Log;

static void
read_cb (Log *log, GtkTextIter *first, GtkTextIter *last, MarbreSpellingReport *report)
{
  int place = gtk_text_iter_get_offset (first);
  gint64 now = g_get_monotonic_time ();

  g_array_append_val (log->places, place);
  g_array_append_val (log->times, now);
}

static void
log_reading (Fixture *self, Log *log)
{
  log->places = g_array_new (FALSE, FALSE, sizeof (int));
  log->times = g_array_new (FALSE, FALSE, sizeof (gint64));
  marbre_spelling_view_set_active (self->checker, TRUE, TRUE);
  g_signal_connect_swapped (self->checker, "read", G_CALLBACK (read_cb), log);
}

static void
log_clear (Fixture *self, Log *log)
{
  g_signal_handlers_disconnect_by_data (self->checker, log);
  g_array_unref (log->places);
  g_array_unref (log->times);
}

#define PLACE(log, i) g_array_index ((log).places, int, i)

/* Who begins to write in a story that was just opened is not disturbed: their paragraph is read in
 * the pause, the others once no key has come for a second. */
static void
test_keys_first (Fixture *self, gconstpointer data)
{
  g_autofree char *text = read_samples ("fr", 5000);
  int length = (int) g_utf8_strlen (text, -1);
  GtkTextIter place;
  gint64 key;
  Log log;

  log_reading (self, &log);
  gtk_text_buffer_set_text (self->buffer, text, -1);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &place, length / 2);
  gtk_text_buffer_place_cursor (self->buffer, &place);
  type (self, "x");
  key = g_get_monotonic_time ();
  wait_until_read (self);
  g_assert_cmpuint (log.places->len, >, 4);
  g_assert_cmpint (PLACE (log, 0), >, length / 4);
  g_assert_cmpint (PLACE (log, 0), <=, length / 2);
  g_assert_cmpint (g_array_index (log.times, gint64, 1), >=, key + G_USEC_PER_SEC);
  log_clear (self, &log);
}

/* What the writer sees is read before what is out of sight. */
static void
test_sight_first (Fixture *self, gconstpointer data)
{
  g_autofree char *text = read_samples ("fr", 5000);
  int length = (int) g_utf8_strlen (text, -1);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));
  GtkTextIter start;
  Log log;

  gtk_text_buffer_set_text (self->buffer, text, -1);
  gtk_text_buffer_get_start_iter (self->buffer, &start);
  gtk_text_buffer_place_cursor (self->buffer, &start);
  wait_until_read (self);
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  gtk_test_widget_wait_for_draw (self->window);
  log_reading (self, &log);
  wait_until_read (self);
  g_assert_cmpuint (log.places->len, >, 4);
  g_assert_cmpint (PLACE (log, 0), ==, 0); /* the caret's */
  g_assert_cmpint (PLACE (log, 1), >, length / 2);
  log_clear (self, &log);
}

/* Returns: the longest turn of the main loop until all is read, µs */
static gint64
measure_turns (Fixture *self)
{
  gint64 longest = 0;

  while (!marbre_spelling_view_is_idle (self->checker))
    {
      gint64 start = g_get_monotonic_time ();

      if (g_main_context_iteration (NULL, FALSE))
        longest = MAX (longest, g_get_monotonic_time () - start);
    }
  return longest;
}

/* What a story is opened in: its language, and the one whose dictionary was there before. */
typedef struct
{
  const char *language;
  const char *loaded;
} Opening;

static const Opening openings[] = { { "fr", NULL }, { "fr", "fr" }, { "en", "fr" } };

/* The figures are printed; the limits are wide since the machine is shared. GTK's own layout of the
 * text is in the first turn and not in the second. */
static void
test_speed (Fixture *self, gconstpointer data)
{
  const Opening *opening = data;
  g_autofree char *text = read_samples (opening->language, 5000);
  g_autoptr (GtkTextBuffer) buffer = NULL;
  gint64 whole, took, turn, own;

  if (opening->loaded != NULL)
    {
      marbre_spelling_prepare (self->spelling, opening->loaded);
      gtk_text_buffer_set_text (self->buffer, "La ville.", -1);
      wait_until_read (self);
    }
  marbre_spelling_view_set_language (self->checker, opening->language);
  /* As a story is opened. */
  buffer = GTK_TEXT_BUFFER (gtk_source_buffer_new (NULL));
  gtk_text_buffer_set_text (buffer, text, -1);
  whole = g_get_monotonic_time ();
  gtk_text_view_set_buffer (self->view, buffer);
  turn = measure_turns (self);
  took = g_get_monotonic_time () - whole;
  marbre_spelling_view_check_again (self->checker);
  own = measure_turns (self);
  g_test_message ("5,000 words in “%s”, loaded “%s”: %.0f ms, longest turn of the main loop %.1f "
                  "ms, %.1f ms once the text is laid out",
                  opening->language, opening->loaded ? opening->loaded : "",
                  (double) took / 1000, (double) turn / 1000, (double) own / 1000);
  g_assert_cmpint (took, <, 10 * G_USEC_PER_SEC);
  g_assert_cmpint (own, <, G_USEC_PER_SEC / 4);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/spelling-view/opening", test_opening);
  ADD ("/spelling-view/typing", test_typing);
  ADD ("/spelling-view/correcting", test_correcting);
  ADD ("/spelling-view/code", test_code);
  ADD ("/spelling-view/off", test_off);
  ADD ("/spelling-view/menu", test_menu);
  ADD ("/spelling-view/keys-first", test_keys_first);
  ADD ("/spelling-view/sight-first", test_sight_first);
#undef ADD
  for (guint i = 0; i < G_N_ELEMENTS (openings); i++)
    {
      g_autofree char *name = g_strdup_printf ("/spelling-view/speed/%u", i);

      g_test_add (name, Fixture, &openings[i], set_up, test_speed, tear_down);
    }
  return g_test_run ();
}
