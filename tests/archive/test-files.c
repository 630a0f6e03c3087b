/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The file's fate: what is refused stays byte for byte, migrations, damage, a full disk, a folder
 * that may not be written, a program that is killed.
 */
#include "config.h"

#include "marbre-archive.h"
#include "marbre-archive-index.h"

#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "fixture.h"
#include "marbre-database.h"
#include "marbre-migration.h"

/* How many stories the child process of the crash test saves before it is killed, at least. */
#define CRASH_SAVES 25

/* The version that all of them become. */
#define NEWEST 8

static void
run_sql (const char *path, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreDatabase) database = marbre_database_open (path, MARBRE_DATABASE_WRITE, &error);

  g_assert_no_error (error);
  marbre_database_run_script (database, sql, &error);
  g_assert_no_error (error);
}

static GBytes *
read_file (const char *path)
{
  char *contents;
  gsize length;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (contents, length);
}

static void
assert_files (Fixture *fixture, guint expected)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  g_assert_cmpuint (n, ==, expected);
}

/* Opening must fail so, and leave the file as it is, and nothing beside it. */
static void
assert_refused (Fixture *fixture, MarbreArchiveError code)
{
  g_autoptr (GFile) file = g_file_new_for_path (fixture->path);
  g_autoptr (MarbreArchive) archive = marbre_archive_new (file);
  g_autoptr (GBytes) before = read_file (fixture->path);
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (marbre_archive_open_sync (archive, NULL, &error));
  g_assert_error (error, MARBRE_ARCHIVE_ERROR, (int) code);
  marbre_archive_close (archive);
  after = read_file (fixture->path);
  g_assert_true (g_bytes_equal (before, after));
  assert_files (fixture, 1);
}

static void
test_too_new (void)
{
  g_auto (Fixture) fixture = { 0 };

  fixture_set_up (&fixture);
  run_sql (fixture.path, "PRAGMA application_id = 1299341938; PRAGMA user_version = 99;"
                         "CREATE TABLE future (x); INSERT INTO future VALUES (1);");
  assert_refused (&fixture, MARBRE_ARCHIVE_ERROR_TOO_NEW);
}

/* The newer version's number stands in the write-ahead log only. */
static void
test_too_new_in_log (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GFile) file = NULL;
  g_autoptr (MarbreArchive) archive = NULL;
  g_autoptr (MarbreDatabase) newer = NULL;
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GError) error = NULL;

  fixture_set_up (&fixture);
  fixture_open (&fixture);
  fixture_close (&fixture);
  newer = marbre_database_open (fixture.path, MARBRE_DATABASE_WRITE, &error);
  g_assert_true (marbre_database_configure (newer, &error));
  g_assert_true (marbre_database_run_script (newer, "PRAGMA user_version = 99", &error));
  marbre_database_close_untouched (g_steal_pointer (&newer));

  before = read_file (fixture.path);
  file = g_file_new_for_path (fixture.path);
  archive = marbre_archive_new (file);
  g_assert_false (marbre_archive_open_sync (archive, NULL, &error));
  g_assert_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_TOO_NEW);
  after = read_file (fixture.path);
  g_assert_true (g_bytes_equal (before, after));
}

static void
test_foreign (void)
{
  static const char *const scripts[] = {
    "PRAGMA application_id = 4711; CREATE TABLE x (y);",
    "PRAGMA user_version = 3; CREATE TABLE x (y);",
  };

  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      g_auto (Fixture) fixture = { 0 };

      fixture_set_up (&fixture);
      run_sql (fixture.path, scripts[i]);
      assert_refused (&fixture, MARBRE_ARCHIVE_ERROR_FOREIGN);
    }
}

/* Tables, but neither id nor version: only SQLite can tell. */
static void
test_unmarked (void)
{
  g_auto (Fixture) fixture = { 0 };

  fixture_set_up (&fixture);
  run_sql (fixture.path, "CREATE TABLE x (y); INSERT INTO x VALUES ('precious');");
  assert_refused (&fixture, MARBRE_ARCHIVE_ERROR_FOREIGN);
}

static void
test_no_database (void)
{
  static const char text[] = "Dear diary,\n";
  g_auto (Fixture) fixture = { 0 };

  fixture_set_up (&fixture);
  g_assert_true (g_file_set_contents (fixture.path, text, -1, NULL));
  assert_refused (&fixture, MARBRE_ARCHIVE_ERROR_CORRUPT);
}

/* A program that died while it made the file leaves it empty, or with a header and no tables. */
static void
test_empty (void)
{
  static const char *const scripts[] = { "", "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL;"
                                             "PRAGMA user_version = 0; VACUUM;" };

  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      g_auto (Fixture) fixture = { 0 };

      fixture_set_up (&fixture);
      g_assert_true (g_file_set_contents (fixture.path, "", 0, NULL));
      run_sql (fixture.path, scripts[i]);
      fixture_open (&fixture);
    }
}

static void
test_damaged (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autofree char *contents = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (MarbreArchive) archive = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  fixture_set_up (&fixture);
  fixture_open (&fixture);
  fixture_close (&fixture);
  g_assert_true (g_file_get_contents (fixture.path, &contents, &length, NULL));
  memset (contents + 100, 0xa5, length - 100); /* the header stays, so it looks like ours */
  g_assert_true (g_file_set_contents (fixture.path, contents, (gssize) length, NULL));
  file = g_file_new_for_path (fixture.path);
  archive = marbre_archive_new (file);
  g_assert_false (marbre_archive_open_sync (archive, NULL, &error));
  g_assert_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_CORRUPT);
}

static void
test_read_only_folder (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GFile) file = NULL;
  g_autoptr (MarbreArchive) archive = NULL;
  g_autoptr (GError) error = NULL;

  if (geteuid () == 0)
    {
      g_test_skip ("root may write everywhere");
      return;
    }
  fixture_set_up (&fixture);
  g_chmod (fixture.folder, 0500);
  file = g_file_new_for_path (fixture.path);
  archive = marbre_archive_new (file);
  g_assert_false (marbre_archive_open_sync (archive, NULL, &error));
  g_assert_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_READ_ONLY);
}

/* Two steps: the archive's own first script and one given as text. */
static GResource *
make_scripts (const char *folder, const char *second)
{
  static const char manifest[] = "<gresources><gresource prefix='/t'><file>001.sql</file>"
                                 "<file>002.sql</file></gresource></gresources>";
  g_autofree char *first_path =
      g_test_build_filename (G_TEST_DIST, "..", "data", "schema", "version-001.sql", NULL);
  g_autofree char *first = NULL;
  g_autofree char *one = g_build_filename (folder, "001.sql", NULL);
  g_autofree char *two = g_build_filename (folder, "002.sql", NULL);
  g_autofree char *xml = g_build_filename (folder, "t.gresource.xml", NULL);
  g_autofree char *bundle = g_build_filename (folder, "t.gresource", NULL);
  g_autofree char *source = g_strconcat ("--sourcedir=", folder, NULL);
  g_autofree char *target = g_strconcat ("--target=", bundle, NULL);
  const char *const command[] = { "glib-compile-resources", source, target, xml, NULL };
  g_autoptr (GError) error = NULL;
  GResource *scripts;
  int status;

  g_assert_true (g_file_get_contents (first_path, &first, NULL, NULL));
  g_assert_true (g_file_set_contents (one, first, -1, NULL));
  g_assert_true (g_file_set_contents (two, second, -1, NULL));
  g_assert_true (g_file_set_contents (xml, manifest, -1, NULL));
  g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  scripts = g_resource_load (bundle, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 4; i++)
    g_remove ((const char *const[]){ one, two, xml, bundle }[i]);
  return scripts;
}

static gint64
read_int (const char *path, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreDatabase) database = marbre_database_open (path, MARBRE_DATABASE_READ, &error);
  gint64 value;

  g_assert_no_error (error);
  marbre_database_read_int (database, sql, &value, &error);
  g_assert_no_error (error);
  return value;
}

static gboolean
migrate (Fixture *fixture, GResource *scripts, GError **error)
{
  const MarbreMigration migration = { scripts, "/t/", 0x4d726272 };
  g_autoptr (MarbreDatabase) database =
      marbre_database_open (fixture->path, MARBRE_DATABASE_WRITE, NULL);
  gboolean refused;

  return marbre_migration_check_file (&migration, fixture->path, error) &&
         marbre_migration_run (&migration, database, &refused, error);
}

static void
run_file (Fixture *fixture, const char *folder, const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, folder, name, NULL);
  g_autofree char *sql = NULL;

  g_assert_true (g_file_get_contents (path, &sql, NULL, NULL));
  run_sql (fixture->path, sql);
}

/* An archive as programs up to the one of @version left it: each has a fixture as text, what a
 * newsroom had then. From 4 on there is an index, in 5 tags that were renamed and stories in the
 * trash, in 6 an article at a site, in 7 a version of it. */
static void
make_version (Fixture *fixture, int version)
{
  for (int i = 1; i <= version; i++)
    {
      g_autofree char *schema = g_strdup_printf ("version-%03d.sql", i);
      g_autofree char *pragma = g_strdup_printf ("PRAGMA user_version = %d", i);
      g_autofree char *content = g_strdup_printf ("v%d.sql", i);

      run_file (fixture, "../data/schema", schema);
      run_sql (fixture->path, pragma);
      run_file (fixture, "archive/data", content);
    }
}

/* Waits until everything is indexed. */
static void
settle (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  marbre_archive_settle_index_sync (fixture->archive, FALSE, &error);
  g_assert_no_error (error);
}

static void
allow_web (Fixture *fixture, const char *id, gboolean allowed)
{
  GAsyncResult *waiting = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  marbre_archive_set_web_allowed_async (fixture->archive, id, allowed, NULL, fixture_wait_cb,
                                        &waiting);
  result = fixture_wait (&waiting);
  marbre_archive_set_web_allowed_finish (fixture->archive, result, &error);
  g_assert_no_error (error);
}

static gboolean
is_web_allowed (Fixture *fixture, const char *id)
{
  GAsyncResult *waiting = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean allowed;

  marbre_archive_get_web_allowed_async (fixture->archive, id, NULL, fixture_wait_cb, &waiting);
  result = fixture_wait (&waiting);
  allowed = marbre_archive_get_web_allowed_finish (fixture->archive, result, &error);
  g_assert_no_error (error);
  return allowed;
}

/* Given to one story, kept, and taken back; nobody has it without being asked for. */
static void
test_web (void)
{
  g_auto (Fixture) fixture = { 0 };

  fixture_set_up (&fixture);
  make_version (&fixture, 1);
  fixture_open (&fixture);
  g_assert_false (is_web_allowed (&fixture, "v1-story"));
  allow_web (&fixture, "v1-story", TRUE);
  allow_web (&fixture, "v1-story", TRUE);
  allow_web (&fixture, "not-saved-yet", TRUE);
  g_assert_true (is_web_allowed (&fixture, "v1-story"));
  g_assert_false (is_web_allowed (&fixture, "another"));
  fixture_close (&fixture);
  fixture_open (&fixture);
  g_assert_true (is_web_allowed (&fixture, "v1-story"));
  allow_web (&fixture, "v1-story", FALSE);
  g_assert_false (is_web_allowed (&fixture, "v1-story"));
  g_assert_true (is_web_allowed (&fixture, "not-saved-yet"));
}

static void
test_version_1 (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autofree char *copy = NULL;
  g_autoptr (MarbreStory) story = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *ids = NULL;

  fixture_set_up (&fixture);
  make_version (&fixture, 1);
  copy = g_strconcat (fixture.path, ".pre-v2", NULL);
  fixture_open (&fixture);
  g_assert_cmpint (read_int (fixture.path, "PRAGMA user_version"), ==, NEWEST);
  g_assert_cmpint (read_int (copy, "PRAGMA user_version"), ==, 1);
  story = marbre_archive_load_story_sync (fixture.archive, "v1-story", NULL, NULL);
  g_assert_cmpstr (marbre_story_get_text (story, MARBRE_FIELD_HEADLINE), ==, "Le phare rouvre");
  g_assert_cmpstr (marbre_story_get_tags (story)[1], ==, "Mer");
  g_assert_cmpstr (marbre_media_get_credit (marbre_story_get_lead_image (story)), ==, "DR");
  settle (&fixture);
  found = fixture_list (&fixture, "phare");
  ids = fixture_ids (found);
  g_assert_cmpstr (ids, ==, "v1-story");
}

static void
save_profile (Fixture *fixture, MarbreSite *site)
{
  GAsyncResult *waiting = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  marbre_archive_save_site_profile_async (fixture->archive, site, NULL, fixture_wait_cb, &waiting);
  result = fixture_wait (&waiting);
  marbre_archive_save_site_profile_finish (fixture->archive, result, &error);
  g_assert_no_error (error);
}

/* The length that was ordered, what a site has room for: neither is lost to who knows it not. */
static void
test_version_2 (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autofree char *copy = NULL;
  g_autoptr (MarbreStory) story = NULL;
  g_autoptr (MarbreStory) again = NULL;
  g_autoptr (GPtrArray) sites = NULL;
  g_autoptr (GPtrArray) sites_again = NULL;
  const MarbreSiteProfile profile = { 70, 250, MARBRE_SITE_SPACES_WIDE };
  const MarbreSiteProfile *kept;
  MarbreSite *site;

  fixture_set_up (&fixture);
  make_version (&fixture, 2);
  copy = g_strconcat (fixture.path, ".pre-v3", NULL);
  fixture_open (&fixture);
  g_assert_cmpint (read_int (fixture.path, "PRAGMA user_version"), ==, NEWEST);
  g_assert_cmpint (read_int (copy, "PRAGMA user_version"), ==, 2);
  g_assert_true (is_web_allowed (&fixture, "v1-story"));
  g_assert_cmpint (read_int (fixture.path, "SELECT sum(reason) FROM revision"), ==, 0);

  story = marbre_archive_load_story_sync (fixture.archive, "v1-story", NULL, NULL);
  g_assert_cmpuint (marbre_story_get_length (story), ==, 0);
  marbre_story_set_length (story, 4500);
  g_assert_true (
      marbre_archive_save_story_sync (fixture.archive, story, MARBRE_SAVE_NONE, NULL, NULL));
  again = marbre_archive_load_story_sync (fixture.archive, "v1-story", NULL, NULL);
  g_assert_cmpuint (marbre_story_get_length (again), ==, 4500);

  sites = marbre_archive_list_sites_sync (fixture.archive, NULL, NULL);
  site = g_ptr_array_index (sites, 0);
  g_assert_cmpuint (marbre_site_get_profile (site)->headline_limit, ==, 0);
  {
    g_autoptr (MarbreSite) anew = marbre_site_copy (site);

    marbre_site_set_profile (site, &profile);
    save_profile (&fixture, site);
    g_assert_true (marbre_archive_save_site_sync (fixture.archive, anew, NULL, NULL));
  }
  sites_again = marbre_archive_list_sites_sync (fixture.archive, NULL, NULL);
  kept = marbre_site_get_profile (g_ptr_array_index (sites_again, 0));
  g_assert_cmpuint (kept->headline_limit, ==, 70);
  g_assert_cmpuint (kept->standfirst_limit, ==, 250);
  g_assert_cmpint (kept->spaces, ==, MARBRE_SITE_SPACES_WIDE);
}

/* What was there is indexed without being asked for, and search finds it as before. */
static void
test_version_3 (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autofree char *copy = NULL;
  g_autoptr (MarbreStory) story = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *ids = NULL;

  fixture_set_up (&fixture);
  make_version (&fixture, 3);
  copy = g_strconcat (fixture.path, ".pre-v4", NULL);
  fixture_open (&fixture);
  g_assert_cmpint (read_int (fixture.path, "PRAGMA user_version"), ==, NEWEST);
  g_assert_cmpint (read_int (copy, "PRAGMA user_version"), ==, 3);
  story = marbre_archive_load_story_sync (fixture.archive, "v1-story", NULL, NULL);
  g_assert_cmpuint (marbre_story_get_length (story), ==, 3000);
  settle (&fixture);
  g_assert_cmpint (read_int (fixture.path, "SELECT stories FROM topic_total"), ==, 1);
  g_assert_cmpint (read_int (fixture.path, "SELECT story FROM topic_story"), ==, 1);
  g_assert_cmpint (read_int (fixture.path, "SELECT length (tags) FROM topic_story"), ==, 2);
  found = fixture_list (&fixture, "samedi");
  ids = fixture_ids (found);
  g_assert_cmpstr (ids, ==, "v1-story");
}

/* Tags and index are there again; a tag can get another name, and a new one its own number. */
static void
test_version_4 (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autofree char *copy = NULL;
  g_autoptr (MarbreStory) story = NULL;

  fixture_set_up (&fixture);
  make_version (&fixture, 4);
  copy = g_strconcat (fixture.path, ".pre-v5", NULL);
  fixture_open (&fixture);
  g_assert_cmpint (read_int (fixture.path, "PRAGMA user_version"), ==, NEWEST);
  g_assert_cmpint (read_int (copy, "PRAGMA user_version"), ==, 4);
  settle (&fixture);
  g_assert_cmpint (read_int (fixture.path, "SELECT story FROM topic_story"), ==, 1);
  g_assert_cmpint (read_int (fixture.path, "SELECT count(*) FROM tag_alias"), ==, 0);
  story = marbre_archive_load_story_sync (fixture.archive, "v1-story", NULL, NULL);
  g_assert_cmpstr (marbre_story_get_tags (story)[0], ==, "Patrimoine");
  marbre_story_add_tag (story, "Phare");
  g_assert_true (
      marbre_archive_save_story_sync (fixture.archive, story, MARBRE_SAVE_NONE, NULL, NULL));
  g_assert_cmpint (read_int (fixture.path, "SELECT number FROM tag WHERE name = 'Phare'"), ==, 3);
}

static char *
find_ids (Fixture *fixture, const char *text, gboolean trashed)
{
  const MarbreQuery query = { .text = text, .trashed = trashed };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) found = NULL;
  GAsyncResult *waiting = NULL;

  marbre_archive_list_async (fixture->archive, &query, NULL, fixture_wait_cb, &waiting);
  result = fixture_wait (&waiting);
  found = marbre_archive_list_finish (fixture->archive, result, NULL);
  return fixture_ids (found);
}

/* The second copy of the texts is gone; search finds what it found, in the trash too, and tags
 * under their new names; both indexes are made anew. */
static void
test_version_5 (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autofree char *copy = NULL;
  g_autofree char *by_body = NULL;
  g_autofree char *by_tag = NULL;
  g_autofree char *by_old_tag = NULL;
  g_autofree char *trashed = NULL;

  fixture_set_up (&fixture);
  make_version (&fixture, 5);
  copy = g_strconcat (fixture.path, ".pre-v6", NULL);
  fixture_open (&fixture);
  g_assert_cmpint (read_int (fixture.path, "PRAGMA user_version"), ==, NEWEST);
  g_assert_cmpint (read_int (copy, "PRAGMA user_version"), ==, 5);
  settle (&fixture);
  by_body = find_ids (&fixture, "samedi", FALSE);
  g_assert_cmpstr (by_body, ==, "v1-story");
  by_tag = find_ids (&fixture, "tag:heritage", FALSE);
  g_assert_cmpstr (by_tag, ==, "v1-story");
  by_old_tag = find_ids (&fixture, "tag:patrimoine", FALSE);
  g_assert_cmpstr (by_old_tag, ==, "");
  trashed = find_ids (&fixture, "\"tient bon\"", TRUE);
  g_assert_cmpstr (trashed, ==, "v5-trashed");
  g_assert_cmpint (read_int (fixture.path, "SELECT count(*) FROM topic_story"), ==, 1);
  g_assert_cmpint (read_int (fixture.path, "SELECT filled FROM topic_total"), ==, -1);
  g_assert_cmpint (read_int (fixture.path, "SELECT count(*) FROM tag_stale"), ==, 0);
  g_assert_cmpint (read_int (fixture.path, "SELECT count(*) FROM sqlite_schema"
                                           "  WHERE name = 'story_text'"), ==, 0);
}

/* What waits in the outbox changes nothing that it did not know of; one picture is one upload,
 * whatever it is called. */
static void
test_version_6 (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbrePosting) posting = NULL;
  g_autoptr (MarbrePosting) again = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) sites = NULL;
  g_autoptr (GPtrArray) sites_again = NULL;
  g_autoptr (MarbreUpload) upload = NULL;
  const MarbreOutboxRow *row;
  MarbreSite *site;

  fixture_set_up (&fixture);
  make_version (&fixture, 6);
  fixture_open (&fixture);
  g_assert_cmpint (read_int (fixture.path, "PRAGMA user_version"), ==, NEWEST);
  rows = marbre_archive_list_outbox_sync (fixture.archive, 0, NULL, NULL);
  row = g_ptr_array_index (rows, rows->len - 1);
  g_assert_cmpint (row->pinned, ==, -1);
  g_assert_null (row->password);

  posting = marbre_archive_get_posting_sync (fixture.archive, "v6-story", "v6-site", NULL, NULL);
  g_assert_cmpstr (posting->status, ==, "private");
  g_assert_false (posting->pinned);
  g_assert_cmpstr (posting->password, ==, "");
  posting->pinned = TRUE;
  g_free (posting->password);
  posting->password = g_strdup ("sésame");
  g_assert_true (marbre_archive_put_posting_sync (fixture.archive, posting, NULL, NULL, NULL));
  again = marbre_archive_get_posting_sync (fixture.archive, "v6-story", "v6-site", NULL, NULL);
  g_assert_true (again->pinned);
  g_assert_cmpstr (again->password, ==, "sésame");

  sites = marbre_archive_list_sites_sync (fixture.archive, NULL, NULL);
  site = g_ptr_array_index (sites, 0);
  g_assert_cmpstr (marbre_site_get_id (site), ==, "v6-site");
  g_assert_cmpint (marbre_site_get_rights (site), ==, MARBRE_SITE_RIGHTS_UNKNOWN);
  marbre_site_set_zone (site, "Europe/Paris");
  marbre_site_set_rights (site, MARBRE_SITE_MAY_UPLOAD);
  g_assert_true (marbre_archive_save_site_sync (fixture.archive, site, NULL, NULL));
  sites_again = marbre_archive_list_sites_sync (fixture.archive, NULL, NULL);
  site = g_ptr_array_index (sites_again, 0);
  g_assert_cmpstr (marbre_site_get_zone (site), ==, "Europe/Paris");
  g_assert_cmpint (marbre_site_get_rights (site), ==, MARBRE_SITE_MAY_UPLOAD);

  upload = marbre_archive_get_upload_sync (fixture.archive, "v6-site", "v6-quai.jpg", NULL, NULL);
  g_assert_cmpstr (upload->url, ==, "https://quai.example/bac.jpg");
}

/* A version that was kept is one of the desk, and a site's stands beside it. */
static void
test_version_7 (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreStory) theirs = marbre_story_new ();
  g_autoptr (GPtrArray) rows = NULL;
  MarbreRevision *row;

  fixture_set_up (&fixture);
  make_version (&fixture, 7);
  fixture_open (&fixture);
  g_assert_cmpint (read_int (fixture.path, "PRAGMA user_version"), ==, NEWEST);
  marbre_story_set_text (theirs, MARBRE_FIELD_BODY, "Il passera.");
  g_assert_true (marbre_archive_keep_site_text_sync (fixture.archive, "v6-story", "Le Quai", theirs,
                                                     "", NULL, NULL));
  rows = marbre_archive_list_revisions_sync (fixture.archive, "v6-story", NULL, NULL);
  g_assert_cmpuint (rows->len, ==, 2);
  row = g_ptr_array_index (rows, 0);
  g_assert_cmpint (marbre_revision_get_reason (row), ==, MARBRE_REVISION_AT_SITE);
  g_assert_cmpstr (marbre_revision_get_site (row), ==, "Le Quai");
  row = g_ptr_array_index (rows, 1);
  g_assert_cmpint (marbre_revision_get_reason (row), ==, MARBRE_REVISION_PUBLICATION);
  g_assert_cmpstr (marbre_revision_get_site (row), ==, "");
}

static void
test_migrate (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GResource) scripts = NULL;
  g_autofree char *copy = NULL;
  g_autoptr (GError) error = NULL;

  fixture_set_up (&fixture);
  copy = g_strconcat (fixture.path, ".pre-v2", NULL);
  make_version (&fixture, 1);
  scripts = make_scripts (fixture.folder, "CREATE TABLE later (x);");
  g_assert_true (migrate (&fixture, scripts, &error));
  g_assert_no_error (error);
  g_assert_cmpint (read_int (fixture.path, "PRAGMA user_version"), ==, 2);
  g_assert_cmpint (read_int (fixture.path, "SELECT count(*) FROM story"), ==, 1);
  g_assert_cmpint (read_int (copy, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (read_int (copy, "SELECT count(*) FROM story"), ==, 1);
  /* A program that is older than the file. */
  run_sql (fixture.path, "PRAGMA user_version = 99");
  {
    g_autoptr (GFile) file = g_file_new_for_path (fixture.path);
    g_autoptr (MarbreArchive) archive = marbre_archive_new (file);

    g_assert_false (marbre_archive_open_sync (archive, NULL, &error));
    g_assert_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_TOO_NEW);
  }
}

static void
test_migration_fails (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GResource) scripts = NULL;
  g_autoptr (GError) error = NULL;

  fixture_set_up (&fixture);
  make_version (&fixture, 1);
  scripts = make_scripts (fixture.folder, "DELETE FROM story_text; CREATE TABLE half (x);"
                                          "INSERT INTO nowhere VALUES (1);");
  g_assert_false (migrate (&fixture, scripts, &error));
  g_assert_nonnull (error);
  /* Nothing of the step is there, and this program opens the file as before. */
  g_assert_cmpint (read_int (fixture.path, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (read_int (fixture.path, "SELECT count(*) FROM story_text"), ==, 1);
  g_assert_cmpint (
      read_int (fixture.path, "SELECT count(*) FROM sqlite_schema WHERE name = 'half'"), ==, 0);
  fixture_open (&fixture);
}

static gboolean
fill_rows (MarbreDatabase *database, gpointer data, GError **error)
{
  for (guint i = 0; i < 1000; i++)
    if (!marbre_database_run (database, "INSERT INTO junk VALUES (zeroblob (4000))", error))
      return FALSE;
  return TRUE;
}

/* SQLite's own limit stands for the disk's: the same result code comes from both. */
static void
test_full (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreDatabase) database = NULL;
  g_autoptr (GError) error = NULL;
  gint64 count;

  fixture_set_up (&fixture);
  database = marbre_database_open (fixture.path, MARBRE_DATABASE_WRITE, &error);
  g_assert_true (marbre_database_configure (database, &error));
  g_assert_true (marbre_database_run_script (
      database, "CREATE TABLE junk (x); INSERT INTO junk VALUES ('kept');"
                "PRAGMA max_page_count = 50", &error));
  g_assert_false (marbre_database_transact (database, fill_rows, NULL, &error));
  g_assert_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_FULL);
  g_clear_error (&error);
  g_assert_true (marbre_database_read_int (database, "SELECT count(*) FROM junk", &count, &error));
  g_assert_cmpint (count, ==, 1);
  /* With room again it goes on. */
  g_assert_true (marbre_database_run_script (database, "PRAGMA max_page_count = 100000", &error));
  g_assert_true (marbre_database_transact (database, fill_rows, NULL, &error));
}

/* Saves stories for ever and says the number of each one that was saved. */
static int
save_for_ever (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (MarbreArchive) archive = marbre_archive_new (file);

  if (!marbre_archive_open_sync (archive, NULL, NULL))
    return 1;
  for (guint i = 0;; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);
      g_autoptr (MarbreStory) story = fixture_story (id, "en", "Saved", "Some text.", "tag");

      if (!marbre_archive_save_story_sync (archive, story, MARBRE_SAVE_NONE, NULL, NULL))
        return 1;
      g_print ("%u\n", i);
    }
}

static void
test_killed (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  guint n_saved = 0;
  char *line;

  fixture_set_up (&fixture);
  child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--save-for-ever",
                            fixture.path, NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  while ((line = g_data_input_stream_read_line (lines, NULL, NULL, NULL)) != NULL)
    {
      g_free (line);
      if (++n_saved == CRASH_SAVES)
        g_subprocess_force_exit (child);
    }
  g_assert_cmpuint (n_saved, >=, CRASH_SAVES);
  g_subprocess_wait (child, NULL, NULL);
  g_assert_true (g_subprocess_get_if_signaled (child));

  fixture_open (&fixture);
  g_assert_true (marbre_archive_was_unclean (fixture.archive));
  for (guint i = 0; i < n_saved; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);
      g_autoptr (MarbreStory) story =
          marbre_archive_load_story_sync (fixture.archive, id, NULL, &error);

      g_assert_no_error (error);
    }
  fixture_close (&fixture);
  fixture_open (&fixture);
  g_assert_false (marbre_archive_was_unclean (fixture.archive));
}

/* A second program is no crash of the first. */
static void
test_two_programs (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GFile) file = NULL;
  g_autoptr (MarbreArchive) other = NULL;
  g_autoptr (MarbreStory) story = fixture_story ("a", "en", "A", "", "");
  g_autoptr (MarbreStory) seen = NULL;
  g_autoptr (GError) error = NULL;

  fixture_set_up (&fixture);
  fixture_open (&fixture);
  file = g_file_new_for_path (fixture.path);
  other = marbre_archive_new (file);
  g_assert_true (marbre_archive_open_sync (other, NULL, &error));
  g_assert_false (marbre_archive_was_unclean (other));
  fixture_save (&fixture, story);
  seen = marbre_archive_load_story_sync (other, "a", NULL, &error);
  g_assert_no_error (error);
  marbre_archive_close (other);
  fixture_close (&fixture);
  fixture_open (&fixture);
  g_assert_false (marbre_archive_was_unclean (fixture.archive));
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--save-for-ever"))
    return save_for_ever (argv[2]);

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/archive/files/too-new", test_too_new);
  g_test_add_func ("/archive/files/too-new-in-log", test_too_new_in_log);
  g_test_add_func ("/archive/files/foreign", test_foreign);
  g_test_add_func ("/archive/files/unmarked", test_unmarked);
  g_test_add_func ("/archive/files/no-database", test_no_database);
  g_test_add_func ("/archive/files/empty", test_empty);
  g_test_add_func ("/archive/files/damaged", test_damaged);
  g_test_add_func ("/archive/files/read-only-folder", test_read_only_folder);
  g_test_add_func ("/archive/files/version-1", test_version_1);
  g_test_add_func ("/archive/files/version-2", test_version_2);
  g_test_add_func ("/archive/files/version-3", test_version_3);
  g_test_add_func ("/archive/files/version-4", test_version_4);
  g_test_add_func ("/archive/files/version-5", test_version_5);
  g_test_add_func ("/archive/files/version-6", test_version_6);
  g_test_add_func ("/archive/files/version-7", test_version_7);
  g_test_add_func ("/archive/files/web", test_web);
  g_test_add_func ("/archive/files/migrate", test_migrate);
  g_test_add_func ("/archive/files/migration-fails", test_migration_fails);
  g_test_add_func ("/archive/files/full", test_full);
  g_test_add_func ("/archive/files/killed", test_killed);
  g_test_add_func ("/archive/files/two-programs", test_two_programs);
  return g_test_run ();
}
