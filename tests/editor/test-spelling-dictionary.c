/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the spelling checker reads, knows and finds: paragraphs in their languages, elisions and
 * possessives, word lists, names, suggestions, a language without a dictionary.
 */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "marbre-spelling.h"

typedef struct
{
  MarbreSpelling *spelling; /* (owned) */
  GAsyncResult *result;     /* (owned) (nullable): of the call that ended last */
  guint changed;
  guint failed;
  char *missing; /* (owned) (nullable): all languages told missing, each with a space */
} Fixture;

static void
changed_cb (Fixture *fixture)
{
  fixture->changed++;
}

static void
failed_cb (Fixture *fixture)
{
  fixture->failed++;
}

static void
missing_cb (Fixture *fixture, const char *language)
{
  char *missing = g_strconcat (fixture->missing ? fixture->missing : "", language, " ", NULL);

  g_free (fixture->missing);
  fixture->missing = missing;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->spelling = marbre_spelling_new ();
  g_signal_connect_swapped (fixture->spelling, "changed", G_CALLBACK (changed_cb), fixture);
  g_signal_connect_swapped (fixture->spelling, "failed", G_CALLBACK (failed_cb), fixture);
  g_signal_connect_swapped (fixture->spelling, "missing", G_CALLBACK (missing_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gpointer watched = fixture->spelling;

  /* The worker's thread may hold the last job, and with it the checker, a moment longer; and a list
   * that was read again because its file changed waits for its callback. */
  g_object_add_weak_pointer (watched, &watched);
  g_clear_object (&fixture->spelling);
  while (g_atomic_pointer_get (&watched) != NULL)
    if (!g_main_context_iteration (NULL, FALSE))
      g_thread_yield ();
  g_free (fixture->missing);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ((Fixture *) user_data)->result = g_object_ref (result);
}

static void
wait_for_result (Fixture *fixture)
{
  while (fixture->result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_for_change (Fixture *fixture, guint count)
{
  while (fixture->changed < count)
    g_main_context_iteration (NULL, TRUE);
}

/* The mistakes in @text, with a bar between them. */
static char *
find (Fixture *fixture, const char *text, MarbreProseMode mode, const char *language)
{
  g_autoptr (MarbreSpellingReport) report = NULL;
  g_autoptr (GString) found = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  marbre_spelling_check_async (fixture->spelling, text, mode, language, NULL, done_cb, fixture);
  wait_for_result (fixture);
  report = marbre_spelling_check_finish (fixture->spelling, fixture->result, &error);
  g_clear_object (&fixture->result);
  g_assert_no_error (error);
  for (guint i = 0; i < report->mistakes->len; i++)
    {
      MarbreSpellingPlace place = g_array_index (report->mistakes, MarbreSpellingPlace, i);
      g_autofree char *word = g_utf8_substring (text, (long) place.start, (long) place.end);

      g_string_append_printf (found, "%s%s", i > 0 ? "|" : "", word);
    }
  return g_strdup (found->str);
}

#define assert_found(fixture, text, language, expected)                                            \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *found = find (fixture, text, MARBRE_PROSE_BODY, language);                    \
    g_assert_cmpstr (found, ==, expected);                                                         \
  }                                                                                                \
  G_STMT_END

static void
test_french (Fixture *fixture, gconstpointer data)
{
  assert_found (fixture, "L’article qu’il a écrit aujourd’hui est là-bas, vingt-trois fois.", "fr",
                "");
  assert_found (fixture, "L'article qu'elle a lu : a-t-il plu ? Vas-y, jusqu'à l’été.", "fr", "");
  assert_found (fixture, "L’aricle de la rédaction.", "fr", "aricle");
  assert_found (fixture, "Le mair-adjoint est venu avec les éluus.", "fr", "mair|éluus");
  /* Composed or not, it is the same letter. */
  assert_found (fixture, "Il a e\u0301te\u0301 e\u0301lu par le conseil.", "fr", "");
  assert_found (fixture, "Le 1er mai, la COVID-19, 2e, H5N1, l’OTAN, la SNCF et l’iPhone.", "fr",
                "");
}

static void
test_english (Fixture *fixture, gconstpointer data)
{
  assert_found (fixture, "The minister’s car wasn’t there; the voters’ well-known anger was.", "en",
                "");
  assert_found (fixture, "The ministre’s car and the goverment of the day.", "en",
                "ministre|goverment");
  assert_found (fixture, "He said the well-knwon man was in the house.", "en", "knwon");
}

static void
test_two_languages (Fixture *fixture, gconstpointer data)
{
  assert_found (fixture,
                "Le conseil municipal a voté le budget de la ville.\n\n"
                "> The council has voted for the budget of the town.\n\n"
                "Le maire est dans la salle avec les élus et le publik.",
                "fr", "publik");
  /* Its own language where it says nothing. */
  assert_found (fixture, "Bonjour, publik", "fr", "publik");
}

static void
test_no_prose (Fixture *fixture, gconstpointer data)
{
  assert_found (fixture,
                "Le `kodde` est dans la page https://exmple.fr/xyzzt et "
                "<span class=\"zzkq\">là</span>.\n\n"
                "```\nzzkq xxyz dans la\n```\n\n"
                "![Le maire](zzkq.jpg \"Le maire dans la sale du consseil — Crédit : AFP\")\n\n"
                "@zzkq #xxyzk /usr/zzkq et/ou",
                "fr", "consseil");
  /* A mistake with emphasis inside is one word. */
  assert_found (fixture, "Le maire est dans la **sal**lle de la ville.", "fr", "sal**lle");
}

static void
test_field (Fixture *fixture, gconstpointer data)
{
  g_autofree char *found =
      find (fixture, "*Le maire* dans la sallle", MARBRE_PROSE_LINE, "fr");

  g_assert_cmpstr (found, ==, "sallle");
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "Jean-Luc Zyxwenko", "déconfinage", "L’Œuvrier", NULL };

  assert_found (fixture, "Zyxwenko est dans la ville avec le déconfinage.", "fr",
                "Zyxwenko|déconfinage");
  marbre_spelling_set_names (fixture->spelling, names);
  wait_for_change (fixture, 1);
  assert_found (fixture,
                "Zyxwenko est dans la ville ; l’avis de M. Zyxwenko, Déconfinage. ZYXWENKO, "
                "DÉCONFINAGE, Zyxwenko’s, l’Œuvrier, d’Œuvrier, L'Œuvrier",
                "fr", "");
  /* A name keeps its capital. */
  assert_found (fixture, "Le zyxwenko est dans la ville.", "fr", "zyxwenko");
}

static char *
list_path (const char *name)
{
  g_autofree char *folder = g_dir_make_tmp ("marbre-words-XXXXXX", NULL);

  return g_build_filename (folder, name, NULL);
}

static void
remove_list (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  g_unlink (path);
  g_rmdir (folder);
}

static void
test_lists (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = list_path ("newsroom.txt");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *kept = NULL;

  g_assert_true (g_file_set_contents (path, "# Names\nZyxwenko # the mayor", -1, NULL));
  marbre_spelling_set_list (fixture->spelling, MARBRE_SPELLING_NEWSROOM, file);
  wait_for_change (fixture, 1);
  assert_found (fixture, "Zyxwenko est dans la ville de Zorblax.", "fr", "Zorblax");
  marbre_spelling_add_word (fixture->spelling, MARBRE_SPELLING_NEWSROOM, "Zorblax");
  wait_for_change (fixture, 2);
  assert_found (fixture, "Zyxwenko est dans la ville de Zorblax.", "fr", "");
  g_assert_true (g_file_get_contents (path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "# Names\nZyxwenko # the mayor\nZorblax\n");
  g_assert_cmpuint (fixture->failed, ==, 0);
  remove_list (path);
}

static void
test_list_cannot_be_written (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = list_path ("words.txt");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) below = g_file_get_child (file, "words.txt");

  g_assert_true (g_file_set_contents (path, "x\n", -1, NULL));
  marbre_spelling_set_list (fixture->spelling, MARBRE_SPELLING_PERSONAL, below);
  wait_for_change (fixture, 1);
  marbre_spelling_add_word (fixture->spelling, MARBRE_SPELLING_PERSONAL, "Zorblax");
  wait_for_change (fixture, 2);
  g_assert_cmpuint (fixture->failed, >=, 1);
  /* Known all the same, as long as the program runs. */
  assert_found (fixture, "Il est dans la ville de Zorblax.", "fr", "");
  remove_list (path);
}

static void
test_ignored (Fixture *fixture, gconstpointer data)
{
  marbre_spelling_ignore (fixture->spelling, "Zorblax");
  wait_for_change (fixture, 1);
  assert_found (fixture, "Il est dans la ville de Zorblax et de Zorblux.", "fr", "Zorblux");
}

static void
test_missing (Fixture *fixture, gconstpointer data)
{
  assert_found (fixture, "Qwzx xyzzq qqkz", "tlh", "");
  assert_found (fixture, "Qwzx xyzzq qqkz", "tlh", "");
  g_assert_cmpstr (fixture->missing, ==, "tlh ");
}

static void
test_suggest (Fixture *fixture, gconstpointer data)
{
  g_auto (GStrv) words = NULL;

  marbre_spelling_suggest_async (fixture->spelling, "aricle", "L’aricle est dans la page", "en",
                                 NULL, done_cb, fixture);
  wait_for_result (fixture);
  words = marbre_spelling_suggest_finish (fixture->spelling, fixture->result, NULL);
  g_clear_object (&fixture->result);
  g_assert_true (g_strv_contains ((const char *const *) words, "article"));
  g_assert_cmpuint (g_strv_length (words), <=, 6);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  marbre_spelling_check_async (fixture->spelling, "Bonjour", MARBRE_PROSE_BODY, "fr", cancellable,
                               done_cb, fixture);
  g_cancellable_cancel (cancellable);
  wait_for_result (fixture);
  g_assert_null (marbre_spelling_check_finish (fixture->spelling, fixture->result, &error));
  g_clear_object (&fixture->result);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* The limit is wide: the machine is shared. The figure that counts is printed. */
static void
test_speed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gint64 start;

  for (guint i = 0; i < 100; i++)
    g_string_append_printf (
        text,
        "Le conseil municipal a voté mardi soir, après quatre heures de débat, le budget de la "
        "ville pour l’année prochaine ; l’opposition, qui demandait un report, s’est abstenue, et "
        "le maire a rappelé qu’aucune hausse des impôts n’était prévue, chapitre%u.\n\n",
        i);
  start = g_get_monotonic_time ();
  assert_found (fixture, text->str, "fr", "");
  g_test_message ("4,400 words, dictionary loaded: %.0f ms",
                  (double) (g_get_monotonic_time () - start) / 1000);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/spelling/french", test_french);
  ADD ("/spelling/english", test_english);
  ADD ("/spelling/two-languages", test_two_languages);
  ADD ("/spelling/no-prose", test_no_prose);
  ADD ("/spelling/field", test_field);
  ADD ("/spelling/names", test_names);
  ADD ("/spelling/lists", test_lists);
  ADD ("/spelling/list-cannot-be-written", test_list_cannot_be_written);
  ADD ("/spelling/ignored", test_ignored);
  ADD ("/spelling/missing", test_missing);
  ADD ("/spelling/suggest", test_suggest);
  ADD ("/spelling/cancelled", test_cancelled);
  ADD ("/spelling/speed", test_speed);
#undef ADD
  return g_test_run ();
}
