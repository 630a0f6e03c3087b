/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Import of JSON lines: good and bad lines, doing it twice, stopping it, killing the program in
 * its middle, and many stories, whose times are printed.
 */
#include "config.h"

#include "marbre-archive.h"

#include <string.h>

#include "fixture.h"
#include "marbre-archive-index.h"
#include "marbre-database.h"
#include "marbre-import.h"

/* Ten thousand with "-m slow", else a part, so that every check stays quick. */
#define N_MANY (g_test_slow () ? 10000u : 1500u)

static MarbreImportReport *
import_stream (Fixture *fixture,
               GInputStream *stream,
               MarbreImportProgress progress,
               gpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *waiting = NULL;
  MarbreImportReport *report;

  marbre_archive_import_async (fixture->archive, stream, progress, data, NULL, fixture_wait_cb,
                               &waiting);
  result = fixture_wait (&waiting);
  report = marbre_archive_import_finish (fixture->archive, result, &error);
  g_assert_no_error (error);
  return report;
}

static MarbreImportReport *
import_text (Fixture *fixture, const char *text)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, -1, NULL);

  return import_stream (fixture, stream, NULL, NULL);
}

static void
test_lines (void)
{
  static const char text[] =
      "\xef\xbb\xbf{\"id\":\"a\",\"headline\":\"One\",\"body\":\"Text.\",\"tags\":[\"x\"]}\r\n"
      "\n"
      "{\"id\":\"b\",\"headline\":\n"
      "[1,2]\n"
      "{\"id\":\"c\",\"headline\":\"Three\",\"published\":\"2026-01-02T03:04:05Z\"}\n"
      "{\"url\":\"https://example.org/d\",\"headline\":\"Four\"}\n"
      "\"\xff\"\n"
      "{\"id\":\"e\",\"headline\":\"Without an end of line\"}";
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreImportReport) report = NULL;
  g_autoptr (MarbreImportReport) again = NULL;
  g_autoptr (MarbreStory) story = NULL;
  g_autoptr (MarbreStory) by_url = NULL;
  const guint64 bad_lines[] = { 3, 4, 7 };

  fixture_set_up (&fixture);
  fixture_open (&fixture);
  report = import_text (&fixture, text);
  g_assert_cmpuint (report->imported, ==, 4);
  g_assert_cmpuint (report->skipped, ==, G_N_ELEMENTS (bad_lines));
  for (guint i = 0; i < G_N_ELEMENTS (bad_lines); i++)
    {
      const MarbreImportError *error = g_ptr_array_index (report->errors, i);

      g_assert_cmpuint (error->line, ==, bad_lines[i]);
      g_assert_cmpstr (error->message, !=, "");
    }
  story = marbre_archive_load_story_sync (fixture.archive, "a", NULL, NULL);
  g_assert_cmpstr (marbre_story_get_text (story, MARBRE_FIELD_HEADLINE), ==, "One");
  g_assert_cmpint (marbre_story_get_state (story), ==, MARBRE_STORY_ARCHIVED);
  by_url = marbre_archive_find_story_by_url_sync (fixture.archive, "/d", NULL, NULL);
  g_assert_nonnull (by_url);

  again = import_text (&fixture, text);
  g_assert_cmpuint (again->imported, ==, 0);
  g_assert_cmpuint (again->updated, ==, 0);
  g_assert_cmpuint (again->unchanged, ==, 4);
}

static void
test_update (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreImportReport) first = NULL;
  g_autoptr (MarbreImportReport) second = NULL;
  g_autoptr (MarbreStory) story = NULL;

  fixture_set_up (&fixture);
  fixture_open (&fixture);
  first = import_text (&fixture, "{\"id\":\"a\",\"headline\":\"One\"}\n");
  second = import_text (&fixture, "{\"id\":\"a\",\"headline\":\"Uno\"}\n");
  g_assert_cmpuint (second->updated, ==, 1);
  story = marbre_archive_load_story_sync (fixture.archive, "a", NULL, NULL);
  g_assert_cmpstr (marbre_story_get_text (story, MARBRE_FIELD_HEADLINE), ==, "Uno");
}

/* What would exhaust the stack or the memory is refused; what follows is read. */
static void
test_hostile (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (MarbreImportReport) report = NULL;

  fixture_set_up (&fixture);
  fixture_open (&fixture);
  for (guint i = 0; i < 200000; i++)
    g_string_append_c (text, '[');
  g_string_append (text, "\n{\"id\":\"");
  for (guint i = 0; i < MARBRE_IMPORT_MAX_LINE / 1024 + 1; i++)
    g_string_append_printf (text, "%01024u", i);
  g_string_append (text, "\"}\n{\"id\":\"a\",\"headline\":\"[[[[ {{{{ \\\" ]\"}\n");
  report = import_text (&fixture, text->str);
  g_assert_cmpuint (report->imported, ==, 1);
  g_assert_cmpuint (report->skipped, ==, 2);
}

static void
test_cancelled (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GInputStream) stream =
      g_memory_input_stream_new_from_data ("{\"id\":\"a\",\"headline\":\"One\"}\n", -1, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *waiting = NULL;

  fixture_set_up (&fixture);
  fixture_open (&fixture);
  g_cancellable_cancel (cancellable);
  marbre_archive_import_async (fixture.archive, stream, NULL, NULL, cancellable, fixture_wait_cb,
                               &waiting);
  result = fixture_wait (&waiting);
  g_assert_null (marbre_archive_import_finish (fixture.archive, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
say_progress_cb (guint64 lines, guint64 bytes, gpointer user_data)
{
  g_print ("%" G_GUINT64_FORMAT "\n", lines);
}

/* Imports and says how far it is, for a test that kills it. */
static int
import_for_test (const char *path, const char *jsonl)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) lines = g_file_new_for_path (jsonl);
  g_autoptr (MarbreArchive) archive = marbre_archive_new (file);
  g_autoptr (GFileInputStream) stream = g_file_read (lines, NULL, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (MarbreImportReport) report = NULL;
  GAsyncResult *waiting = NULL;

  if (stream == NULL || !marbre_archive_open_sync (archive, NULL, NULL))
    return 1;
  marbre_archive_import_async (archive, G_INPUT_STREAM (stream), say_progress_cb, NULL, NULL,
                               fixture_wait_cb, &waiting);
  result = fixture_wait (&waiting);
  report = marbre_archive_import_finish (archive, result, NULL);
  marbre_archive_close (archive);
  return report != NULL ? 0 : 1;
}

static gint64
count_rows (Fixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreDatabase) database =
      marbre_database_open (fixture->path, MARBRE_DATABASE_READ, &error);
  gint64 value;

  g_assert_no_error (error);
  marbre_database_read_int (database, sql, &value, &error);
  g_assert_no_error (error);
  return value;
}

static void
assert_sound (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) problems = NULL;
  GAsyncResult *waiting = NULL;

  marbre_archive_check_async (fixture->archive, NULL, fixture_wait_cb, &waiting);
  result = fixture_wait (&waiting);
  problems = marbre_archive_check_finish (fixture->archive, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (problems[0], ==, NULL);
}

/* A program that is killed in the middle of an import: what was written is there and whole, and the
 * same import done again brings the rest. */
static void
test_killed (void)
{
  const guint n = 4000;
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GDataInputStream) said = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (MarbreImportReport) report = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *jsonl = NULL;
  gint64 kept;

  fixture_set_up (&fixture);
  jsonl = g_build_filename (fixture.folder, "stories.jsonl", NULL);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "{\"id\":\"s%u\",\"headline\":\"Report %u\",\"language\":\"en\","
                                  "\"body\":\"The harbour of word%u.\",\"tags\":[\"t%u\"]}\n",
                            i, i, i, i % 10);
  g_assert_true (g_file_set_contents (jsonl, text->str, (gssize) text->len, &error));
  child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--import",
                            fixture.path, jsonl, NULL);
  g_assert_no_error (error);
  said = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  /* The third time that it says something, the first batch is written. */
  for (guint i = 0; i < 3; i++)
    g_free (g_data_input_stream_read_line (said, NULL, NULL, NULL));
  g_subprocess_force_exit (child);
  g_subprocess_wait (child, NULL, NULL);
  g_assert_true (g_subprocess_get_if_signaled (child));

  fixture_open (&fixture);
  kept = count_rows (&fixture, "SELECT count(*) FROM story");
  g_assert_cmpint (kept, >, 0);
  g_assert_cmpint (kept, <, n);
  assert_sound (&fixture);
  report = import_text (&fixture, text->str);
  g_assert_cmpint ((gint64) report->unchanged, ==, kept);
  g_assert_cmpuint (report->imported + report->unchanged, ==, n);
  marbre_archive_settle_index_sync (fixture.archive, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_rows (&fixture, "SELECT count(*) FROM story"), ==, n);
  g_assert_cmpint (count_rows (&fixture, "SELECT stories FROM topic_total"), ==, n);
  g_assert_cmpint (count_rows (&fixture, "SELECT v FROM story_search_config WHERE k = 'hashsize'"),
                   ==, 1024 * 1024);
  found = fixture_list (&fixture, "word3999");
  g_assert_cmpuint (found->len, ==, 1);
  assert_sound (&fixture);
}

/* Stories of 300 words from a made-up vocabulary with few frequent words, as in a language. */
static char *
make_many (void)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261122);

  for (guint i = 0; i < N_MANY; i++)
    {
      g_string_append_printf (text,
                              "{\"id\":\"s%u\",\"headline\":\"Report w%d w%d\",\"language\":\"en\","
                              "\"tags\":[\"tag %d\",\"tag %d\"],\"published\":\"20%02d-03-04\","
                              "\"byline\":\"Writer %d\",\"sections\":[\"S%d\"],\"body\":\"",
                              i, g_rand_int_range (rand, 0, 20000), i % 500, i % 300, i % 7,
                              g_rand_int_range (rand, 10, 26), i % 40, i % 6);
      for (guint j = 0; j < 300; j++)
        {
          const double r = g_rand_double (rand);

          g_string_append_printf (text, "%sw%d", j % 12 == 0 ? ". " : " ",
                                  (int) (20000 * r * r * r * r));
        }
      g_string_append (text, ".\"}\n");
    }
  return g_string_free (text, FALSE);
}

static void
note_progress_cb (guint64 lines, guint64 bytes, gpointer user_data)
{
  guint64 *last = user_data;

  g_assert_cmpuint (lines, >=, *last);
  *last = lines;
}

/* The most memory that was in use since the last call, in MB; 0 where the kernel does not tell. */
static guint64
peak_memory (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;
  line = strstr (status, "VmHWM:");
  g_file_set_contents_full ("/proc/self/clear_refs", "5", 1, G_FILE_SET_CONTENTS_NONE, 0, NULL);
  return line != NULL ? g_ascii_strtoull (line + 6, NULL, 10) / 1024 : 0;
}

static double
elapsed (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1000;
}

static void
time_search (Fixture *fixture, const char *text)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GPtrArray) found = fixture_list (fixture, text);

  g_test_message ("list \"%s\": %u rows in %.1f ms", text, found->len, elapsed (start));
}

static void
test_many (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autofree char *text = make_many ();
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, -1, NULL);
  g_autoptr (MarbreImportReport) report = NULL;
  g_autoptr (MarbreStory) draft = NULL;
  guint64 memory;
  guint64 progress = 0;
  gint64 start;

  fixture_set_up (&fixture);
  fixture_open (&fixture);
  peak_memory ();
  memory = peak_memory ();
  start = g_get_monotonic_time ();
  report = import_stream (&fixture, stream, note_progress_cb, &progress);
  g_test_message ("%u stories of 300 words: %.1f s, peak memory +%u MB", N_MANY,
                  elapsed (start) / 1000, (guint) (peak_memory () - memory));
  g_assert_cmpuint (report->imported, ==, N_MANY);
  g_assert_cmpuint (progress, ==, N_MANY);

  time_search (&fixture, "");
  time_search (&fixture, "w");
  time_search (&fixture, "w1");
  time_search (&fixture, "w17 ");
  time_search (&fixture, "report w123");
  draft = marbre_archive_load_story_sync (fixture.archive, "s1471", NULL, NULL);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GAsyncResult) related = NULL;
      g_autoptr (GAsyncResult) tags = NULL;
      g_autoptr (GPtrArray) rows = NULL;
      g_autoptr (GPtrArray) suggestions = NULL;
      GAsyncResult *waiting = NULL;

      start = g_get_monotonic_time ();
      marbre_archive_find_related_async (fixture.archive, draft, 10, NULL, fixture_wait_cb,
                                         &waiting);
      related = fixture_wait (&waiting);
      rows = marbre_archive_find_related_finish (fixture.archive, related, NULL);
      g_test_message ("related: %u in %.1f ms", rows->len, elapsed (start));
      start = g_get_monotonic_time ();
      marbre_archive_suggest_tags_async (fixture.archive, draft, 10, NULL, fixture_wait_cb,
                                         &waiting);
      tags = fixture_wait (&waiting);
      suggestions = marbre_archive_suggest_tags_finish (fixture.archive, tags, NULL);
      g_test_message ("tags: %u in %.1f ms", suggestions->len, elapsed (start));
    }
  start = g_get_monotonic_time ();
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *headline = g_strdup_printf ("Saved %u", i);

      marbre_story_set_text (draft, MARBRE_FIELD_HEADLINE, headline);
      fixture_save (&fixture, draft);
    }
  g_test_message ("a save: %.1f ms", elapsed (start) / 20);
}

int
main (int argc, char **argv)
{
  if (argc == 4 && g_str_equal (argv[1], "--import"))
    return import_for_test (argv[2], argv[3]);

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/archive/import/lines", test_lines);
  g_test_add_func ("/archive/import/update", test_update);
  g_test_add_func ("/archive/import/hostile", test_hostile);
  g_test_add_func ("/archive/import/cancelled", test_cancelled);
  g_test_add_func ("/archive/import/killed", test_killed);
  g_test_add_func ("/archive/import/many", test_many);
  return g_test_run ();
}
