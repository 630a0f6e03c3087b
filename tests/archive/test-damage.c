/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pages of the file that make no sense: indexes are made anew by themselves, and it is said;
 * stories are untouched, can be read and can be written throughout.
 */
#include "config.h"

#include "marbre-archive-index.h"

#include "fixture.h"
#include "marbre-database.h"

#define N_STORIES 40

static MarbreStory *
make_story (guint number)
{
  g_autofree char *id = g_strdup_printf ("s%u", number);
  g_autofree char *headline = g_strdup_printf ("Harbour works in Pornic, day %u", number);
  g_autofree char *body = g_strdup_printf ("The quay of Pornic, seen by visitor%c%c.",
                                           'a' + number % 26, 'a' + number / 26);

  return fixture_story (id, "en", headline, body, "Harbours");
}

static void
settle (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  marbre_archive_settle_index_sync (fixture->archive, FALSE, &error);
  g_assert_no_error (error);
  fixture_settle ();
}

static void
run_sql (const char *path, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreDatabase) database = marbre_database_open (path, MARBRE_DATABASE_WRITE, &error);

  g_assert_no_error (error);
  marbre_database_run_script (database, sql, &error);
  g_assert_no_error (error);
}

/* Makes an archive with stories and closes it. */
static void
set_up (Fixture *fixture)
{
  fixture_set_up (fixture);
  fixture_open (fixture);
  for (guint i = 0; i < N_STORIES; i++)
    {
      g_autoptr (MarbreStory) story = make_story (i);

      fixture_save (fixture, story);
    }
  settle (fixture);
  fixture_close (fixture);
}

/* Writes nonsense over the page where a table begins. */
static void
spoil (Fixture *fixture, const char *table)
{
  static const char sql[] = "SELECT rootpage, (SELECT page_size FROM pragma_page_size)"
                            "  FROM sqlite_schema WHERE name = ?1";
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;
  gsize length;
  gint64 page = 0;
  gint64 size = 0;
  {
    g_autoptr (MarbreDatabase) database =
        marbre_database_open (fixture->path, MARBRE_DATABASE_READ, &error);
    g_autoptr (MarbreStatement) statement = NULL;

    g_assert_no_error (error);
    statement = marbre_database_prepare (database, sql);
    marbre_statement_bind_text (statement, 1, table);
    g_assert_true (marbre_statement_next (statement));
    page = marbre_statement_get_int (statement, 0);
    size = marbre_statement_get_int (statement, 1);
  }
  g_assert_cmpint (page, >, 1);
  g_assert_true (g_file_get_contents (fixture->path, &contents, &length, NULL));
  g_assert_cmpuint (length, >=, page * size);
  memset (contents + (page - 1) * size, 0xa5, size);
  g_assert_true (g_file_set_contents (fixture->path, contents, (gssize) length, NULL));
}

/* Notes what is said of the archive's health, one letter each. */
static void
health_changed_cb (MarbreArchive *archive, MarbreArchiveHealth health, GString *said)
{
  static const char letters[] = "WFMD";

  g_string_append_c (said, letters[health]);
}

static void
open_and_listen (Fixture *fixture, GString *said)
{
  fixture_open (fixture);
  g_signal_connect (fixture->archive, "health-changed", G_CALLBACK (health_changed_cb), said);
}

static void
wait_for_news (GString *said)
{
  while (said->len == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
expect_stories (Fixture *fixture)
{
  g_autoptr (GPtrArray) found = fixture_list (fixture, "pornic quay");
  g_autoptr (GPtrArray) listed = fixture_list (fixture, "");

  g_assert_cmpuint (found->len, ==, N_STORIES);
  g_assert_cmpuint (listed->len, ==, N_STORIES);
  for (guint i = 0; i < N_STORIES; i++)
    {
      g_autoptr (MarbreStory) wanted = make_story (i);
      g_autoptr (GError) error = NULL;
      g_autoptr (MarbreStory) story = marbre_archive_load_story_sync (
          fixture->archive, marbre_story_get_id (wanted), NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (marbre_story_get_text (story, MARBRE_FIELD_BODY), ==,
                       marbre_story_get_text (wanted, MARBRE_FIELD_BODY));
    }
}

static GPtrArray *
find_related (Fixture *fixture)
{
  g_autoptr (MarbreStory) draft =
      fixture_story ("draft", "en", "Harbour works", "The quay of Pornic is open again.", "");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *waiting = NULL;
  GPtrArray *related;

  marbre_archive_find_related_async (fixture->archive, draft, 5, NULL, fixture_wait_cb, &waiting);
  result = fixture_wait (&waiting);
  related = marbre_archive_find_related_finish (fixture->archive, result, &error);
  g_assert_no_error (error);
  return related;
}

static const char *const index_tables[] = {
  "topic_total",       "topic_posting",     "topic_segment",        "topic_pending",
  "topic_dead",        "topic_story",       "topic_model",          "topic_tag",
  "search_story",      "story_search_data", "story_search_idx",     "story_search_docsize",
  "story_search_config",
};

/* Whatever is looked at first, it heals, once, and says so. */
static void
test_looked_at (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (index_tables); i++)
    {
      g_auto (Fixture) fixture = { 0 };
      g_autoptr (GString) said = g_string_new (NULL);
      g_autoptr (GPtrArray) found = NULL;
      g_autoptr (GPtrArray) related = NULL;

      g_test_message ("%s", index_tables[i]);
      set_up (&fixture);
      spoil (&fixture, index_tables[i]);
      open_and_listen (&fixture, said);
      found = fixture_list (&fixture, "pornic");
      related = find_related (&fixture);
      settle (&fixture);
      expect_stories (&fixture);
      g_clear_pointer (&related, g_ptr_array_unref);
      related = find_related (&fixture);
      g_assert_cmpuint (related->len, >, 0);
      if (said->len > 0)
        g_assert_cmpstr (said->str, ==, "MW");
      g_assert_cmpint (marbre_archive_get_health (fixture.archive), ==, MARBRE_ARCHIVE_WHOLE);
    }
}

/* Nothing written is refused because of an index. */
static void
test_written (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (index_tables); i++)
    {
      g_auto (Fixture) fixture = { 0 };
      g_autoptr (MarbreStory) story = make_story (3);
      g_autoptr (GPtrArray) found = NULL;

      g_test_message ("%s", index_tables[i]);
      set_up (&fixture);
      spoil (&fixture, index_tables[i]);
      fixture_open (&fixture);
      marbre_story_set_text (story, MARBRE_FIELD_BODY, "Rewritten on a train.");
      fixture_save (&fixture, story);
      settle (&fixture);
      found = fixture_list (&fixture, "rewritten");
      g_assert_cmpuint (found->len, ==, 1);
    }
}

/* After a crash damage is found without anybody looking there. */
static void
test_after_crash (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GString) said = g_string_new (NULL);

  set_up (&fixture);
  run_sql (fixture.path, "INSERT INTO meta (key, value) VALUES ('open', '')");
  spoil (&fixture, "story_search_data");
  open_and_listen (&fixture, said);
  g_assert_true (marbre_archive_was_unclean (fixture.archive));
  wait_for_news (said);
  settle (&fixture);
  g_assert_cmpstr (said->str, ==, "MW");
  expect_stories (&fixture);
}

/* What cannot be made of the stories is said, and the rest can be used. */
static void
test_no_index (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GString) said = g_string_new (NULL);

  set_up (&fixture);
  run_sql (fixture.path, "INSERT INTO meta (key, value) VALUES ('open', '')");
  spoil (&fixture, "upload");
  open_and_listen (&fixture, said);
  wait_for_news (said);
  g_assert_cmpstr (said->str, ==, "D");
  g_assert_cmpint (marbre_archive_get_health (fixture.archive), ==, MARBRE_ARCHIVE_DAMAGED);
  expect_stories (&fixture);
}

/* Words that are not those of the stories: only who reads everything can tell. */
static void
test_checked (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GString) said = g_string_new (NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) problems = NULL;
  GAsyncResult *waiting = NULL;

  set_up (&fixture);
  run_sql (fixture.path, "INSERT INTO story_search (story_search, rowid, body, headline, kicker,"
                         "    tags, standfirst, byline)"
                         "  VALUES ('delete', 1, 'quay pornic', 'harbour', '', '', '', '')");
  open_and_listen (&fixture, said);
  marbre_archive_check_async (fixture.archive, NULL, fixture_wait_cb, &waiting);
  result = fixture_wait (&waiting);
  problems = marbre_archive_check_finish (fixture.archive, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (problems), ==, 1);
  settle (&fixture);
  g_assert_cmpstr (said->str, ==, "MW");
  expect_stories (&fixture);
}

/* Closing does not wait for the check. */
static void
test_closed (void)
{
  g_auto (Fixture) fixture = { 0 };

  set_up (&fixture);
  run_sql (fixture.path, "INSERT INTO meta (key, value) VALUES ('open', '')");
  fixture_open (&fixture);
  fixture_close (&fixture);
  fixture_open (&fixture);
  g_assert_false (marbre_archive_was_unclean (fixture.archive));
}

/* What is not finished goes on the next time, and is said. */
static void
test_unfinished (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GString) said = g_string_new (NULL);

  set_up (&fixture);
  run_sql (fixture.path, "UPDATE topic_total SET filled = 0;"
                         "DELETE FROM search_story;"
                         "INSERT INTO story_search (story_search) VALUES ('delete-all')");
  open_and_listen (&fixture, said);
  settle (&fixture);
  g_assert_cmpstr (said->str, ==, "FW");
  expect_stories (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/archive/damage/looked-at", test_looked_at);
  g_test_add_func ("/archive/damage/written", test_written);
  g_test_add_func ("/archive/damage/after-crash", test_after_crash);
  g_test_add_func ("/archive/damage/no-index", test_no_index);
  g_test_add_func ("/archive/damage/checked", test_checked);
  g_test_add_func ("/archive/damage/closed", test_closed);
  g_test_add_func ("/archive/damage/unfinished", test_unfinished);
  return g_test_run ();
}
