/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The index of related stories: that it says the same however it came about, and that damage and
 * kills cost nothing.
 */
#include "config.h"

#include "marbre-archive-index.h"

#include "fixture.h"
#include "marbre-database.h"
#include "marbre-index-merge.h"
#include "marbre-index-postings.h"
#include "marbre-suggest.h"

#define N_STORIES 700
#define N_TOPICS  35

/* A story on one of the topics, whose words no other topic has. */
static MarbreStory *
make_story (guint number, const char *addition)
{
  const guint topic = number % N_TOPICS;
  g_autofree char *id = g_strdup_printf ("s%u", number);
  g_autofree char *headline =
      g_strdup_printf ("Harbour%c%c opens in Port%c%c", 'a' + topic % 26, 'a' + topic / 26,
                       'a' + topic % 26, 'a' + topic / 26);
  g_autofree char *body = g_strdup_printf (
      "The quay%c%c of Mayor%c%c was seen by visitor%c%c%c. %s", 'a' + topic % 26,
      'a' + topic / 26, 'a' + topic % 26, 'a' + topic / 26, 'a' + number % 26,
      'a' + number / 26 % 26, 'a' + number / 676, addition);
  g_autofree char *tag = g_strdup_printf ("Topic %u", topic);

  return fixture_story (id, "en", headline, body, tag);
}

static void
settle (Fixture *fixture, gboolean learn)
{
  g_autoptr (GError) error = NULL;

  marbre_archive_settle_index_sync (fixture->archive, learn, &error);
  g_assert_no_error (error);
}

static void
fill (Fixture *fixture, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (MarbreStory) story = make_story (i, "");

      fixture_save (fixture, story);
    }
}

static GPtrArray *
find_related (Fixture *fixture, guint topic)
{
  g_autoptr (MarbreStory) draft = make_story (N_TOPICS * 1000 + topic, "A new word.");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *waiting = NULL;
  GPtrArray *related;

  marbre_archive_find_related_async (fixture->archive, draft, 10, NULL, fixture_wait_cb, &waiting);
  result = fixture_wait (&waiting);
  related = marbre_archive_find_related_finish (fixture->archive, result, &error);
  g_assert_no_error (error);
  return related;
}

/* What is related to each topic, as text. */
static char *
find_all (Fixture *fixture)
{
  GString *all = g_string_new (NULL);

  for (guint topic = 0; topic < N_TOPICS; topic++)
    {
      g_autoptr (GPtrArray) related = find_related (fixture, topic);

      g_assert_cmpuint (related->len, ==, 10);
      for (guint i = 0; i < related->len; i++)
        {
          const char *id = marbre_related_get_id (g_ptr_array_index (related, i));

          g_assert_cmpuint (g_ascii_strtoull (id + 1, NULL, 10) % N_TOPICS, ==, topic);
          g_string_append_printf (all, "%s ", id);
        }
      g_string_append_c (all, '\n');
    }
  return g_string_free (all, FALSE);
}

static void
run_sql (Fixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreDatabase) database =
      marbre_database_open (fixture->path, MARBRE_DATABASE_WRITE, &error);

  g_assert_no_error (error);
  marbre_database_run_script (database, sql, &error);
  g_assert_no_error (error);
}

static gint64
read_int (Fixture *fixture, const char *sql)
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

/* Merged, not merged, made anew: the same stories in the same order. */
static void
test_same (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autofree char *grown = NULL;
  g_autofree char *settled = NULL;
  g_autofree char *anew = NULL;

  fixture_set_up (&fixture);
  fixture_open (&fixture);
  fill (&fixture, N_STORIES);
  grown = find_all (&fixture);
  settle (&fixture, FALSE);
  g_assert_cmpint (read_int (&fixture, "SELECT stories FROM topic_total"), ==, N_STORIES);
  g_assert_cmpint (read_int (&fixture, "SELECT pending FROM topic_total"), <,
                   MARBRE_INDEX_PENDING);
  g_assert_cmpint (read_int (&fixture, "SELECT count(*) FROM topic_segment WHERE state <> 1"), ==,
                   0);
  settled = find_all (&fixture);
  g_assert_cmpstr (settled, ==, grown);
  run_sql (&fixture, "UPDATE topic_total SET damaged = 1");
  settle (&fixture, FALSE);
  g_assert_cmpint (read_int (&fixture, "SELECT stories FROM topic_total"), ==, N_STORIES);
  anew = find_all (&fixture);
  g_assert_cmpstr (anew, ==, grown);
}

/* A text that was changed is found by its new words only; a trashed one not at all. */
static void
test_changes (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GPtrArray) related = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *waiting = NULL;

  fixture_set_up (&fixture);
  fixture_open (&fixture);
  fill (&fixture, N_STORIES);
  settle (&fixture, FALSE);
  for (guint i = 0; i < N_STORIES; i += N_TOPICS)
    {
      g_autofree char *id = g_strdup_printf ("s%u", i);
      g_autoptr (MarbreStory) story =
          fixture_story (id, "en", "Something else entirely", "A quiet day in the hills.", "");

      if (i > 0)
        fixture_save (&fixture, story);
    }
  settle (&fixture, FALSE);
  related = find_related (&fixture, 0);
  g_assert_cmpuint (related->len, ==, 1);
  g_assert_cmpstr (marbre_related_get_id (g_ptr_array_index (related, 0)), ==, "s0");
  g_assert_cmpint (read_int (&fixture, "SELECT count(*) FROM topic_story"), ==, N_STORIES);
  marbre_archive_trash_story_async (fixture.archive, "s0", TRUE, NULL, fixture_wait_cb, &waiting);
  result = fixture_wait (&waiting);
  g_assert_true (marbre_archive_trash_story_finish (fixture.archive, result, NULL));
  again = find_related (&fixture, 0);
  g_assert_cmpuint (again->len, ==, 0);
}

/* Postings that make no sense: nothing is shown, nothing is reported, and the index heals. */
static void
test_damage (void)
{
  static const char *const damages[] = {
    "UPDATE topic_posting SET postings = x'ffffffffffffffffffffff'",
    "UPDATE topic_posting SET postings = x'00'",
    "UPDATE topic_posting SET postings = zeroblob (50)",
    "UPDATE topic_posting SET postings = x'ffff7f01'",
    "UPDATE topic_story SET tags = x'ff'",
  };
  g_auto (Fixture) fixture = { 0 };
  g_autofree char *before = NULL;

  fixture_set_up (&fixture);
  fixture_open (&fixture);
  fill (&fixture, N_STORIES);
  settle (&fixture, FALSE);
  before = find_all (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autoptr (GPtrArray) nothing = NULL;
      g_autofree char *after = NULL;

      run_sql (&fixture, damages[i]);
      nothing = find_related (&fixture, 3);
      g_assert_cmpuint (nothing->len, ==, 0);
      settle (&fixture, FALSE);
      after = find_all (&fixture);
      g_assert_cmpstr (after, ==, before);
    }
}

static gboolean
flush_some (MarbreDatabase *database, gpointer data, GError **error)
{
  return marbre_index_postings_flush (database, N_STORIES / 6, error);
}

/* What is related, as a program sees it that only reads. */
static char *
read_all (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreDatabase) database =
      marbre_database_open (fixture->path, MARBRE_DATABASE_READ, &error);
  g_autoptr (MarbreSuggester) suggester = marbre_suggester_new (database);
  GString *all = g_string_new (NULL);

  for (guint topic = 0; topic < N_TOPICS; topic++)
    {
      g_autoptr (MarbreStory) draft = make_story (N_TOPICS * 1000 + topic, "A new word.");
      g_autoptr (GPtrArray) related = marbre_suggester_related (suggester, draft, 10, NULL, &error);

      g_assert_no_error (error);
      for (guint i = 0; i < related->len; i++)
        g_string_append_printf (all, "%s ",
                                marbre_related_get_id (g_ptr_array_index (related, i)));
    }
  return g_string_free (all, FALSE);
}

/* A program that is killed between any two slices of a merge. */
static void
test_killed (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autofree char *before = NULL;
  gboolean more = TRUE;
  guint n_slices = 0;

  fixture_set_up (&fixture);
  fixture_open (&fixture);
  marbre_archive_hold_index (fixture.archive);
  fill (&fixture, N_STORIES);
  fixture_close (&fixture);
  before = read_all (&fixture);
  while (more)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MarbreDatabase) database =
          marbre_database_open (fixture.path, MARBRE_DATABASE_WRITE, &error);
      g_autofree char *after = NULL;

      if (n_slices < 4)
        marbre_database_transact (database, flush_some, NULL, &error);
      else
        marbre_index_merge_step (database, MARBRE_INDEX_PENDING, &more, &error);
      g_assert_no_error (error);
      g_clear_pointer (&database, marbre_database_close);
      after = read_all (&fixture);
      g_assert_cmpstr (after, ==, before);
      n_slices++;
    }
  g_assert_cmpuint (n_slices, >=, 10);
  g_assert_cmpint (read_int (&fixture, "SELECT count(*) FROM topic_segment"), ==, 1);
}

/* What was learnt suggests the topic's tag, and goes on to do so when it is learnt anew. */
static void
test_learnt (void)
{
  g_auto (Fixture) fixture = { 0 };

  fixture_set_up (&fixture);
  fixture_open (&fixture);
  fill (&fixture, N_STORIES);
  for (guint round = 1; round <= 2; round++)
    {
      g_autoptr (MarbreStory) draft = make_story (N_TOPICS * 1000 + 4, "");
      g_autoptr (GPtrArray) tags = NULL;
      g_autoptr (GAsyncResult) result = NULL;
      GAsyncResult *waiting = NULL;

      settle (&fixture, TRUE);
      g_assert_cmpint (read_int (&fixture, "SELECT generation FROM topic_total"), >=, round);
      g_assert_cmpint (read_int (&fixture, "SELECT count(DISTINCT place >> 32) FROM topic_model"),
                       <=, 2);
      marbre_story_set_tags (draft, NULL);
      marbre_archive_suggest_tags_async (fixture.archive, draft, 5, NULL, fixture_wait_cb,
                                         &waiting);
      result = fixture_wait (&waiting);
      tags = marbre_archive_suggest_tags_finish (fixture.archive, result, NULL);
      g_assert_cmpuint (tags->len, ==, 1);
      g_assert_cmpstr (marbre_tag_suggestion_get_name (g_ptr_array_index (tags, 0)), ==,
                       "Topic 4");
      g_assert_cmpfloat (marbre_tag_suggestion_get_score (g_ptr_array_index (tags, 0)), >, 0.8);
    }
}

/* No text, another script, thousands of tags: indexed like the others. */
static void
test_odd (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreStory) blank = fixture_story ("blank", "", "", "", "");
  g_autoptr (MarbreStory) greek =
      fixture_story ("greek", "el", "Νέα από το λιμάνι", "Το λιμάνι άνοιξε ξανά.", "λιμάνι");
  g_autoptr (MarbreStory) tagged = fixture_story ("tagged", "en", "Tagged", "All of it.", "");
  g_autoptr (GString) many = g_string_new (NULL);
  g_auto (GStrv) tags = NULL;

  fixture_set_up (&fixture);
  fixture_open (&fixture);
  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (many, "%stag %u", i > 0 ? "," : "", i);
  tags = g_strsplit (many->str, ",", -1);
  marbre_story_set_tags (tagged, (const char *const *) tags);
  marbre_story_set_time (greek, MARBRE_MOMENT_PUBLISHED, G_GINT64_CONSTANT (253402300799));
  marbre_story_set_time (tagged, MARBRE_MOMENT_PUBLISHED, G_GINT64_CONSTANT (-62167219200));
  fixture_save (&fixture, blank);
  fixture_save (&fixture, greek);
  fixture_save (&fixture, tagged);
  fill (&fixture, 300);
  settle (&fixture, TRUE);
  g_assert_cmpint (read_int (&fixture, "SELECT stories FROM topic_total"), ==, 303);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/archive/index/same", test_same);
  g_test_add_func ("/archive/index/changes", test_changes);
  g_test_add_func ("/archive/index/damage", test_damage);
  g_test_add_func ("/archive/index/killed", test_killed);
  g_test_add_func ("/archive/index/learnt", test_learnt);
  g_test_add_func ("/archive/index/odd", test_odd);
  return g_test_run ();
}
