/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Grammar in a text view: what is sent, and to whom; where an objection stands in Markdown; an
 * answer that comes too late; rules that are off. The checker is one that answers when it is told.
 */
#include "config.h"

#include <string.h>

#include "marbre-grammar-view.h"

/* A checker of some languages that finds "faute" and answers by hand. */
#define FAKE_TYPE_GRAMMAR (fake_grammar_get_type ())
G_DECLARE_FINAL_TYPE (FakeGrammar, fake_grammar, FAKE, GRAMMAR, GObject)

struct _FakeGrammar
{
  GObject parent_instance;

  const char *languages; /* (borrowed): beginnings, for example "fr en" */
  GPtrArray *tasks;      /* (owned) (element-type GTask) */
};

static gboolean
fake_handles (MarbreGrammar *grammar, const char *language)
{
  g_autofree char *start = g_strndup (language, 2);

  return strstr (FAKE_GRAMMAR (grammar)->languages, start) != NULL;
}

static void
fake_check_async (MarbreGrammar *grammar,
                  const char *text,
                  const char *language,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  GTask *task = g_task_new (grammar, cancellable, callback, user_data);

  g_task_set_task_data (task, g_strdup (text), g_free);
  g_ptr_array_add (FAKE_GRAMMAR (grammar)->tasks, task);
}

static GPtrArray *
fake_check_finish (MarbreGrammar *grammar, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
fake_grammar_iface_init (MarbreGrammarInterface *iface)
{
  iface->handles = fake_handles;
  iface->check_async = fake_check_async;
  iface->check_finish = fake_check_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeGrammar,
                               fake_grammar,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MARBRE_TYPE_GRAMMAR, fake_grammar_iface_init))

static void
fake_grammar_finalize (GObject *object)
{
  g_ptr_array_unref (FAKE_GRAMMAR (object)->tasks);
  G_OBJECT_CLASS (fake_grammar_parent_class)->finalize (object);
}

static void
fake_grammar_class_init (FakeGrammarClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_grammar_finalize;
}

static void
fake_grammar_init (FakeGrammar *self)
{
  self->tasks = g_ptr_array_new_with_free_func (g_object_unref);
}

static FakeGrammar *
fake_grammar_new (const char *languages)
{
  FakeGrammar *self = g_object_new (FAKE_TYPE_GRAMMAR, NULL);

  self->languages = languages;
  return self;
}

/* Answers the one that was asked at @i. */
static void
fake_grammar_answer (FakeGrammar *self, guint i)
{
  GTask *task = g_ptr_array_index (self->tasks, i);
  const char *text = g_task_get_task_data (task);
  const char *found = strstr (text, "faute");
  GPtrArray *mistakes =
      g_ptr_array_new_with_free_func ((GDestroyNotify) marbre_grammar_mistake_free);

  if (found != NULL)
    {
      MarbreGrammarMistake *mistake = g_new0 (MarbreGrammarMistake, 1);
      const char *replacements[] = { "fautes", NULL };

      mistake->start = (guint) g_utf8_strlen (text, found - text);
      mistake->end = mistake->start + 5;
      mistake->rule = g_strdup ("number");
      mistake->message = g_strdup ("Accord");
      mistake->replacements = g_strdupv ((char **) replacements);
      g_ptr_array_add (mistakes, mistake);
    }
  g_task_return_pointer (task, mistakes, (GDestroyNotify) g_ptr_array_unref);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* What is still asked keeps the view. */
static void
fake_grammar_end (FakeGrammar *self)
{
  for (guint i = 0; i < self->tasks->len; i++)
    if (!g_task_get_completed (g_ptr_array_index (self->tasks, i)))
      fake_grammar_answer (self, i);
  g_ptr_array_set_size (self->tasks, 0);
}

typedef struct
{
  GtkTextView *view;           /* (owned) */
  GtkTextBuffer *buffer;       /* (owned) */
  MarbreSpelling *spelling;    /* (owned) */
  MarbreSpellingView *reader;  /* (owned) */
  MarbreGrammarView *grammar;  /* (owned) */
  FakeGrammar *french, *other; /* (owned) */
} Fixture;

static void
set_checkers (Fixture *fixture)
{
  g_autoptr (GPtrArray) checkers = g_ptr_array_new ();

  g_ptr_array_add (checkers, fixture->french);
  g_ptr_array_add (checkers, fixture->other);
  marbre_grammar_view_set_checkers (fixture->grammar, checkers);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->buffer = gtk_text_buffer_new (NULL);
  fixture->view = GTK_TEXT_VIEW (g_object_ref_sink (gtk_text_view_new ()));
  gtk_text_view_set_buffer (fixture->view, fixture->buffer);
  fixture->spelling = marbre_spelling_new ();
  fixture->reader = marbre_spelling_view_new (fixture->spelling, fixture->view, MARBRE_PROSE_BODY);
  fixture->grammar = marbre_grammar_view_new (fixture->reader, fixture->view);
  fixture->french = fake_grammar_new ("fr");
  fixture->other = fake_grammar_new ("fr en");
  marbre_spelling_view_set_language (fixture->reader, "fr");
  marbre_spelling_view_set_active (fixture->reader, FALSE, TRUE);
  set_checkers (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->grammar);
  fake_grammar_end (fixture->french);
  fake_grammar_end (fixture->other);
  g_clear_object (&fixture->reader);
  g_clear_object (&fixture->spelling);
  g_clear_object (&fixture->view);
  g_clear_object (&fixture->buffer);
  g_assert_finalize_object (fixture->french);
  g_assert_finalize_object (fixture->other);
}

static void
wait_until_read (Fixture *fixture)
{
  while (!marbre_spelling_view_is_idle (fixture->reader))
    g_main_context_iteration (NULL, TRUE);
}

/* With the caret at the start, as a story is opened. */
static void
set_text (Fixture *fixture, const char *text)
{
  GtkTextIter start;

  gtk_text_buffer_set_text (fixture->buffer, text, -1);
  gtk_text_buffer_get_start_iter (fixture->buffer, &start);
  gtk_text_buffer_place_cursor (fixture->buffer, &start);
  wait_until_read (fixture);
}

static const char *
sent (FakeGrammar *checker, guint i)
{
  g_assert_cmpuint (i, <, checker->tasks->len);
  return g_task_get_task_data (g_ptr_array_index (checker->tasks, i));
}

/* The words that are objected to behind an offset. */
static char *
find_next (Fixture *fixture, int offset)
{
  GtkTextIter place, start, end;

  gtk_text_buffer_get_iter_at_offset (fixture->buffer, &place, offset);
  if (!marbre_grammar_view_find_next (fixture->grammar, &place, &start, &end))
    return NULL;
  return gtk_text_iter_get_slice (&start, &end);
}

static void
assert_next (Fixture *fixture, const char *words)
{
  g_autofree char *found = find_next (fixture, 0);

  g_assert_cmpstr (found, ==, words);
}

static void
test_places (Fixture *fixture, gconstpointer data)
{
  const MarbreGrammarMistake *mistake;
  GtkTextIter place, start, end;

  set_text (fixture, "Il y a **deux fau*te*** dans `le code` du livre, dit-elle.\n");
  g_assert_cmpstr (sent (fixture->french, 0), ==,
                   "Il y a deux faute dans \xef\xbf\xbc du livre, dit-elle.");
  g_assert_cmpuint (fixture->other->tasks->len, ==, 0);
  fake_grammar_answer (fixture->french, 0);
  assert_next (fixture, "fau*te");
  gtk_text_buffer_get_iter_at_offset (fixture->buffer, &place, 16);
  mistake = marbre_grammar_view_find (fixture->grammar, &place, &start, &end);
  g_assert_nonnull (mistake);
  g_assert_cmpstr (mistake->message, ==, "Accord");
  g_assert_cmpint (gtk_text_iter_get_offset (&start), ==, 14);
  gtk_text_buffer_get_iter_at_offset (fixture->buffer, &place, 2);
  g_assert_null (marbre_grammar_view_find (fixture->grammar, &place, &start, &end));
}

static void
test_languages (Fixture *fixture, gconstpointer data)
{
  set_text (fixture, "Les enfants de la ville jouent dans le jardin de leur école.\n\n"
                     "The children of the town are playing in the garden of their school.\n");
  g_assert_cmpuint (fixture->french->tasks->len, ==, 1);
  g_assert_cmpuint (fixture->other->tasks->len, ==, 1);
  g_assert_true (g_str_has_prefix (sent (fixture->other, 0), "The children"));
}

/* An answer to what is not there any more changes nothing, and need not be given. */
static void
test_too_late (Fixture *fixture, gconstpointer data)
{
  GtkTextIter end;
  GTask *first;

  set_text (fixture, "Une phrase avec une faute dedans.");
  first = g_ptr_array_index (fixture->french->tasks, 0);
  g_assert_false (g_cancellable_is_cancelled (g_task_get_cancellable (first)));
  gtk_text_buffer_get_end_iter (fixture->buffer, &end);
  gtk_text_buffer_insert (fixture->buffer, &end, " Et une autre.", -1);
  wait_until_read (fixture);
  g_assert_cmpuint (fixture->french->tasks->len, ==, 2);
  g_assert_true (g_cancellable_is_cancelled (g_task_get_cancellable (first)));
  fake_grammar_answer (fixture->french, 0);
  assert_next (fixture, NULL);
  fake_grammar_answer (fixture->french, 1);
  assert_next (fixture, "faute");
}

/* Another paragraph's answer is still good. */
static void
test_neighbours (Fixture *fixture, gconstpointer data)
{
  GtkTextIter end;

  set_text (fixture, "Une phrase avec une faute dedans.\n\nUne autre phrase, sans rien.");
  g_assert_cmpuint (fixture->french->tasks->len, ==, 2);
  gtk_text_buffer_get_end_iter (fixture->buffer, &end);
  gtk_text_buffer_insert (fixture->buffer, &end, " Ni ici.", -1);
  wait_until_read (fixture);
  g_assert_cmpuint (fixture->french->tasks->len, ==, 3); /* what is not edited is not sent again */
  fake_grammar_answer (fixture->french, 0);
  assert_next (fixture, "faute");
}

static void
test_ignored (Fixture *fixture, gconstpointer data)
{
  const char *words[] = { "number\tfaute", NULL };
  const char *rule[] = { "number", NULL };
  const char *none[] = { "number\tautre", NULL };

  set_text (fixture, "Une phrase avec une faute dedans.");
  fake_grammar_answer (fixture->french, 0);
  marbre_grammar_view_set_ignored (fixture->grammar, none);
  assert_next (fixture, "faute");
  marbre_grammar_view_set_ignored (fixture->grammar, words);
  assert_next (fixture, NULL);
  marbre_grammar_view_set_ignored (fixture->grammar, rule);
  set_text (fixture, "Encore une phrase avec une faute.");
  fake_grammar_answer (fixture->french, fixture->french->tasks->len - 1);
  assert_next (fixture, NULL);
}

/* Who is not the checker any more is not listened to. */
static void
test_dismissed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) nobody = g_ptr_array_new ();
  GTask *task;

  set_text (fixture, "Une phrase avec une faute dedans.");
  task = g_ptr_array_index (fixture->french->tasks, 0);
  marbre_grammar_view_set_checkers (fixture->grammar, nobody);
  g_assert_true (g_cancellable_is_cancelled (g_task_get_cancellable (task)));
  fake_grammar_answer (fixture->french, 0);
  assert_next (fixture, NULL);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/grammar-view/places", test_places);
  ADD ("/grammar-view/languages", test_languages);
  ADD ("/grammar-view/too-late", test_too_late);
  ADD ("/grammar-view/neighbours", test_neighbours);
  ADD ("/grammar-view/ignored", test_ignored);
  ADD ("/grammar-view/dismissed", test_dismissed);
#undef ADD
  return g_test_run ();
}
