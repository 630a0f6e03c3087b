/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Revisions: when they are kept and why, what the list says of them, and the rule by which old ones
 * go, which may never take the last of a day.
 */
#include "config.h"

#include <sqlite3.h>

#include "fixture.h"
#include "marbre-revision-policy.h"
#include "marbre-story-json.h"
#include "marbre-time.h"

#define HOUR ((gint64) 3600)
#define DAY  (24 * HOUR)

/* Noon in Paris, 22 November 2026. */
#define NOON G_GINT64_CONSTANT (1795345200)

static GPtrArray *
list (Fixture *fixture, const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *waiting = NULL;
  GPtrArray *rows;

  marbre_archive_list_revisions_async (fixture->archive, id, NULL, fixture_wait_cb, &waiting);
  result = fixture_wait (&waiting);
  rows = marbre_archive_list_revisions_finish (fixture->archive, result, &error);
  g_assert_no_error (error);
  return rows;
}

static MarbreStory *
load (Fixture *fixture, gint64 number, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *waiting = NULL;

  marbre_archive_load_revision_async (fixture->archive, number, NULL, fixture_wait_cb, &waiting);
  result = fixture_wait (&waiting);
  return marbre_archive_load_revision_finish (fixture->archive, result, error);
}

static void
save (Fixture *fixture, MarbreStory *story, const char *body, MarbreSaveFlags flags)
{
  g_autoptr (GError) error = NULL;

  marbre_story_set_text (story, MARBRE_FIELD_BODY, body);
  marbre_archive_save_story_sync (fixture->archive, story, flags, NULL, &error);
  g_assert_no_error (error);
}

static void
expect_row (GPtrArray *rows, guint i, MarbreRevisionReason reason, guint removed, guint added)
{
  MarbreRevision *row = g_ptr_array_index (rows, i);

  g_assert_cmpint (marbre_revision_get_reason (row), ==, reason);
  g_assert_cmpuint (marbre_revision_get_removed (row), ==, removed);
  g_assert_cmpuint (marbre_revision_get_added (row), ==, added);
}

static void
test_list (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreStory) story = fixture_story ("a", "fr", "Titre", "", "");
  g_autoptr (MarbreStory) first = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;

  fixture_set_up (&fixture);
  fixture_open (&fixture);
  none = list (&fixture, "a");
  g_assert_cmpuint (none->len, ==, 0);
  save (&fixture, story, "Un deux trois.", MARBRE_SAVE_REVISION);
  save (&fixture, story, "Un deux.", MARBRE_SAVE_NONE);
  save (&fixture, story, "Un quatre trois cinq.", MARBRE_SAVE_REVISION);
  save (&fixture, story, "Un quatre trois cinq.", MARBRE_SAVE_REVISION);
  save (&fixture, story, "Un quatre.", MARBRE_SAVE_BEFORE_RESTORE);
  rows = list (&fixture, "a");
  g_assert_cmpuint (rows->len, ==, 3);
  expect_row (rows, 0, MARBRE_REVISION_RESTORED, 2, 0);
  expect_row (rows, 1, MARBRE_REVISION_PAUSE, 1, 2);
  expect_row (rows, 2, MARBRE_REVISION_PAUSE, 0, 4);

  first = load (&fixture, marbre_revision_get_number (g_ptr_array_index (rows, 2)), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (marbre_story_get_text (first, MARBRE_FIELD_BODY), ==, "Un deux trois.");
  g_assert_null (load (&fixture, 4711, &error));
  g_assert_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_NOT_FOUND);
}

/* What is sent stays, also if the autosave had kept it already. */
static void
test_publication (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreStory) story = fixture_story ("a", "en", "Sent", "Text.", "");
  g_autoptr (MarbreSite) site =
      marbre_site_new ("s", "Site", "micropub", "https://example.org/", "https://example.org/mp",
                       NULL);
  g_autoptr (MarbreOutboxRow) row = marbre_outbox_row_new ("a", "s", "create", "publish");
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;

  fixture_set_up (&fixture);
  fixture_open (&fixture);
  save (&fixture, story, "Text.", MARBRE_SAVE_REVISION);
  marbre_archive_save_site_sync (fixture.archive, site, NULL, &error);
  g_assert_no_error (error);
  json_node_take_object (node, marbre_story_to_json (story));
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (MarbreOutboxRow) queued = NULL;

      g_free (row->payload);
      row->payload = json_to_string (node, FALSE);
      queued = marbre_archive_enqueue_sync (fixture.archive, row, NULL, &error);
      g_assert_no_error (error);
      json_object_set_string_member (json_node_get_object (node), "body", "Text, longer.");
    }
  rows = list (&fixture, "a");
  g_assert_cmpuint (rows->len, ==, 2);
  expect_row (rows, 0, MARBRE_REVISION_PUBLICATION, 0, 1);
  expect_row (rows, 1, MARBRE_REVISION_PUBLICATION, 0, 2);
}

/* The rule, on revisions at these hours before noon; what stays is marked with a star. */
static void
expect_policy (const char *text, gint64 now)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Paris");
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  g_autofree MarbreRevisionMark *marks = g_new0 (MarbreRevisionMark, g_strv_length (words));
  guint length = g_strv_length (words);

  g_assert_nonnull (zone);
  for (guint i = 0; i < length; i++)
    {
      marks[i].made = NOON - (gint64) (g_ascii_strtod (words[i], NULL) * HOUR);
      if (strchr (words[i], 'p') != NULL)
        marks[i].reason = MARBRE_REVISION_PUBLICATION;
    }
  marbre_revision_policy_mark (marks, length, now, zone);
  for (guint i = 0; i < length; i++)
    {
      if (marks[i].keep != (strchr (words[i], '*') != NULL))
        g_test_message ("%s: %s stays: %d", text, words[i], marks[i].keep);
      g_assert_cmpint (marks[i].keep, ==, strchr (words[i], '*') != NULL);
    }
}

static void
test_policy (void)
{
  /* Two days: everything. */
  expect_policy ("0* 0.1* 0.2* 24* 24.1* 47.8* 47.9*", NOON);
  /* A month: the last of each hour, and the first of all. */
  expect_policy ("0* 72.1* 72.2 72.3 73.1* 73.2 96.5* 96.6*", NOON);
  /* After it: the last of each day by the clock on the wall, and what was published. */
  expect_policy ("0* 1201* 1202 1203p* 1204 1225* 1226 1300*", NOON);
  /* It was summer time: half past midnight, half past eleven, and eleven in the evening. */
  expect_policy ("0* 1212.5* 1213.5* 1214 1300*", NOON);
  /* A clock that went back decides nothing. */
  expect_policy ("0* 1201* 1202* 1300*", NOON - 2000 * HOUR);
  expect_policy ("1300*", NOON);
}

static void
insert_old (const char *path, gint64 made, guint minute, const char *site)
{
  sqlite3 *handle;
  g_autofree char *sql = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  sqlite3_busy_timeout (handle, 10000); /* the archive may be tending its index */
  sql = g_strdup_printf ("INSERT INTO revision (story, made, content, site)"
                         "  SELECT number, %" G_GINT64_FORMAT ", '{\"id\":\"a\"}', '%s' FROM story",
                         made + minute * 60, site);
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (handle);
}

/* Ten days of a year ago with twenty revisions each: one of each is left, and the first of all. */
static void
test_prune (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreStory) story = fixture_story ("a", "en", "Old", "Text.", "");
  g_autoptr (GPtrArray) rows = NULL;
  gint64 start = marbre_time_now () / DAY * DAY + 12 * HOUR - 365 * DAY;

  fixture_set_up (&fixture);
  fixture_open (&fixture);
  save (&fixture, story, "Text.", MARBRE_SAVE_NONE);
  for (guint day = 0; day < 10; day++)
    for (guint minute = 0; minute < 20; minute++)
      insert_old (fixture.path, start + day * DAY, minute, "");
  save (&fixture, story, "Text, today.", MARBRE_SAVE_REVISION);
  rows = list (&fixture, "a");
  g_assert_cmpuint (rows->len, ==, 12);
  for (guint i = 1; i < rows->len; i++)
    {
      gint64 made = marbre_revision_get_made (g_ptr_array_index (rows, i));
      gint64 minute = (made - start) % DAY / 60;

      g_assert_cmpint (minute, ==, i + 1 == rows->len ? 0 : 19);
    }
}

static void
keep_site (Fixture *fixture, MarbreStory *theirs, const char *digest)
{
  g_autoptr (GError) error = NULL;

  marbre_archive_keep_site_text_sync (fixture->archive, "a", "Le Quai", theirs, digest, NULL,
                                      &error);
  g_assert_no_error (error);
}

/* What a site had is kept once, is no text of the desk, and goes with no pruning. */
static void
test_at_site (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreStory) story = fixture_story ("a", "fr", "Titre", "", "");
  g_autoptr (MarbreStory) theirs = fixture_story ("b", "fr", "Titre", "Un deux trois.", "");
  g_autoptr (MarbreStory) loaded = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start = marbre_time_now () / DAY * DAY + 12 * HOUR - 365 * DAY;

  fixture_set_up (&fixture);
  fixture_open (&fixture);
  save (&fixture, story, "Un deux.", MARBRE_SAVE_REVISION);
  keep_site (&fixture, theirs, "");
  keep_site (&fixture, theirs, "");
  save (&fixture, story, "Un deux.", MARBRE_SAVE_REVISION);
  rows = list (&fixture, "a");
  g_assert_cmpuint (rows->len, ==, 2);
  expect_row (rows, 0, MARBRE_REVISION_AT_SITE, 0, 1);
  g_assert_cmpstr (marbre_revision_get_site (g_ptr_array_index (rows, 0)), ==, "Le Quai");
  loaded = marbre_archive_load_revision_sync (
      fixture.archive, marbre_revision_get_number (g_ptr_array_index (rows, 0)), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (marbre_story_get_text (loaded, MARBRE_FIELD_BODY), ==, "Un deux trois.");
  g_clear_pointer (&rows, g_ptr_array_unref);

  for (guint minute = 0; minute < 20; minute++)
    insert_old (fixture.path, start, minute, minute == 10 ? "Le Quai" : "");
  save (&fixture, story, "Un deux quatre.", MARBRE_SAVE_REVISION);
  rows = list (&fixture, "a");
  /* Of the 20 the first, the last and the site's stay. */
  g_assert_cmpuint (rows->len, ==, 6);
  expect_row (rows, 4, MARBRE_REVISION_AT_SITE, 0, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/archive/revisions/list", test_list);
  g_test_add_func ("/archive/revisions/publication", test_publication);
  g_test_add_func ("/archive/revisions/policy", test_policy);
  g_test_add_func ("/archive/revisions/prune", test_prune);
  g_test_add_func ("/archive/revisions/at-site", test_at_site);
  return g_test_run ();
}
