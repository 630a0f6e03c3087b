/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Grammalecte in its process: answers, a process that hangs, dies or babbles and is started again,
 * one that is given up, when it runs, and the real one if it is installed.
 */
#include "config.h"

#include <errno.h>
#include <signal.h>

#include "marbre-grammar-process.h"

typedef struct
{
  MarbreGrammar *grammar; /* (owned) */
  GAsyncResult *result;   /* (owned) (nullable) */
  guint failed;
} Fixture;

static void
failed_cb (Fixture *fixture)
{
  fixture->failed++;
}

/* Seconds; where nothing hangs nobody waits for it. */
#define PATIENCE 60

/* With data: so many seconds until what hangs is given up. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *script =
      g_test_build_filename (G_TEST_DIST, "text", "fake-grammalecte.py", NULL);
  const char *arguments[] = { "/usr/bin/python3", script, NULL };

  fixture->grammar =
      marbre_grammar_process_new (arguments, data ? GPOINTER_TO_UINT (data) : PATIENCE);
  marbre_grammar_process_set_patience (MARBRE_GRAMMAR_PROCESS (fixture->grammar), 0, 60000);
  g_signal_connect_swapped (fixture->grammar, "failed", G_CALLBACK (failed_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->grammar);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ((Fixture *) user_data)->result = g_object_ref (result);
}

/* How many mistakes; -1 for an error. */
static int
check (Fixture *fixture, const char *text)
{
  g_autoptr (GPtrArray) mistakes = NULL;
  g_autoptr (GError) error = NULL;

  marbre_grammar_check_async (fixture->grammar, text, "fr", NULL, checked_cb, fixture);
  while (fixture->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  mistakes = marbre_grammar_check_finish (fixture->grammar, fixture->result, &error);
  g_clear_object (&fixture->result);
  g_assert_true ((mistakes == NULL) == (error != NULL));
  if (mistakes != NULL && mistakes->len > 0)
    {
      MarbreGrammarMistake *mistake = g_ptr_array_index (mistakes, 0);

      g_test_message ("%s: %s", mistake->rule, mistake->message);
      g_assert_cmpuint (mistake->end, <=, g_utf8_strlen (text, -1));
      g_assert_nonnull (mistake->replacements[0]);
    }
  return mistakes ? (int) mistakes->len : -1;
}

static void
test_answers (Fixture *fixture, gconstpointer data)
{
  g_assert_true (marbre_grammar_handles (fixture->grammar, "fr-BE"));
  g_assert_false (marbre_grammar_handles (fixture->grammar, "en"));
  g_assert_cmpint (check (fixture, "Une phrase."), ==, 0);
  /* One is outside of the text and is left out. */
  g_assert_cmpint (check (fixture, "Été : une faute."), ==, 1);
}

static void
test_hangs_and_dies (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (check (fixture, "hang"), ==, -1);
  g_assert_cmpint (check (fixture, "une faute"), ==, 1);
  g_assert_cmpint (check (fixture, "die"), ==, -1);
  g_assert_cmpint (check (fixture, "babble"), ==, -1);
  g_assert_cmpint (check (fixture, "une faute"), ==, 1);
  g_assert_cmpuint (fixture->failed, ==, 0);
}

static void
test_given_up (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (check (fixture, "die"), ==, -1);
  g_assert_cmpuint (fixture->failed, ==, 1);
  g_assert_false (marbre_grammar_handles (fixture->grammar, "fr"));
  g_assert_cmpint (check (fixture, "une faute"), ==, -1);
}

static void
take_pid_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GPtrArray) mistakes =
      marbre_grammar_check_finish (MARBRE_GRAMMAR (source), result, NULL);
  MarbreGrammarMistake *mistake;
  gint64 pid;

  g_assert_nonnull (mistakes);
  g_assert_cmpuint (mistakes->len, ==, 1);
  mistake = g_ptr_array_index (mistakes, 0);
  g_assert_true (g_ascii_string_to_signed (mistake->message, 10, 1, G_MAXINT32, &pid, NULL));
  *(gint64 *) user_data = pid;
}

/* The process that answers. */
static int
ask_pid (Fixture *fixture)
{
  gint64 pid = 0;

  marbre_grammar_check_async (fixture->grammar, "who are you", "fr", NULL, take_pid_cb, &pid);
  while (pid == 0)
    g_main_context_iteration (NULL, TRUE);
  return (int) pid;
}

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Without work it ends, and the next paragraph starts another. */
static void
test_rests (Fixture *fixture, gconstpointer data)
{
  guint tick;
  int first;

  marbre_grammar_process_set_patience (MARBRE_GRAMMAR_PROCESS (fixture->grammar), 0, 10);
  first = ask_pid (fixture);
  /* Nothing tells this loop when the dead process is buried. */
  tick = g_timeout_add (5, tick_cb, NULL);
  while (kill (first, 0) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (errno, ==, ESRCH);
  g_source_remove (tick);
  g_assert_cmpint (ask_pid (fixture), !=, first);
  g_assert_cmpuint (fixture->failed, ==, 0);
}

/* Work that comes in time keeps it. */
static void
test_stays (Fixture *fixture, gconstpointer data)
{
  int first = ask_pid (fixture);

  g_assert_cmpint (check (fixture, "une faute"), ==, 1);
  g_assert_cmpint (ask_pid (fixture), ==, first);
}

/* It waits for a pause: what was given up meanwhile does not start it. */
static void
test_starts_in_a_pause (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GPtrArray *mistakes;
  gint64 before = g_get_monotonic_time ();

  marbre_grammar_process_set_patience (MARBRE_GRAMMAR_PROCESS (fixture->grammar), 50, 60000);
  marbre_grammar_check_async (fixture->grammar, "die", "fr", cancellable, checked_cb, fixture);
  g_cancellable_cancel (cancellable);
  while (fixture->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  mistakes = marbre_grammar_check_finish (fixture->grammar, fixture->result, &error);
  g_clear_object (&fixture->result);
  g_assert_null (mistakes);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - before, >=, 50 * 1000);
  g_assert_cmpint (check (fixture, "une faute"), ==, 1);
}

typedef struct
{
  Fixture *fixture;
  const char *name;
  GString *order;
} Asked;

static void
note_order_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Asked *asked = user_data;
  g_autoptr (GPtrArray) mistakes =
      marbre_grammar_check_finish (MARBRE_GRAMMAR (source), result, NULL);

  g_assert_nonnull (mistakes);
  g_string_append (asked->order, asked->name);
}

/* What is being written goes before the rest of a long story, which waits until no key comes. */
static void
test_keys_first (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) order = g_string_new (NULL);
  Asked asked[] = { { fixture, "a", order }, { fixture, "b", order }, { fixture, "c", order } };
  gint64 key;

  for (guint i = 0; i < 2; i++)
    marbre_grammar_check_async (fixture->grammar, "une faute", "fr", NULL, note_order_cb,
                                &asked[i]);
  marbre_grammar_note_key (fixture->grammar);
  key = g_get_monotonic_time ();
  marbre_grammar_check_async (fixture->grammar, "une faute", "fr", NULL, note_order_cb, &asked[2]);
  while (order->len < 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (order->str, ==, "c");
  while (order->len < 3)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (order->str, ==, "cab");
  g_assert_cmpint (g_get_monotonic_time () - key, >=, G_USEC_PER_SEC - 1000);
}

static void
test_real (Fixture *fixture, gconstpointer data)
{
  if (!g_file_test ("/usr/lib/python3/dist-packages/grammalecte", G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("Grammalecte is not installed");
      return;
    }
  g_clear_object (&fixture->grammar);
  fixture->grammar = marbre_grammar_process_new_grammalecte ("/usr/bin/python3", 60);
  marbre_grammar_process_set_patience (MARBRE_GRAMMAR_PROCESS (fixture->grammar), 0, 60000);
  g_assert_cmpint (check (fixture, "Les enfant joue dans le jardin."), >=, 1);
  g_assert_cmpint (check (fixture, "Les enfants jouent dans le jardin."), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/grammar-process/answers", test_answers);
  g_test_add ("/grammar-process/hangs-and-dies", Fixture, GUINT_TO_POINTER (1), set_up,
              test_hangs_and_dies, tear_down);
  ADD ("/grammar-process/given-up", test_given_up);
  ADD ("/grammar-process/rests", test_rests);
  ADD ("/grammar-process/stays", test_stays);
  ADD ("/grammar-process/starts-in-a-pause", test_starts_in_a_pause);
  ADD ("/grammar-process/keys-first", test_keys_first);
  ADD ("/grammar-process/real", test_real);
#undef ADD
  return g_test_run ();
}
