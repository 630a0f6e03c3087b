/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Saving and loading stories, who owns which columns, revisions, the trash, links, pictures,
 * figures, check and copy.
 */
#include "config.h"

#include "marbre-archive.h"

#include <string.h>

#include <glib/gstdio.h>

#include "fixture.h"
#include "marbre-time.h"

/* Many pieces of a copy, and more saves than one may take. */
#define PICTURE_BYTES (48 * 1024 * 1024)
#define MANY_SAVES    2000

static MarbreStory *
load (Fixture *fixture, const char *id)
{
  g_autoptr (GError) error = NULL;
  MarbreStory *story = marbre_archive_load_story_sync (fixture->archive, id, NULL, &error);

  g_assert_no_error (error);
  return story;
}

static MarbreStats
get_stats (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *waiting = NULL;
  MarbreStats stats;

  marbre_archive_stats_async (fixture->archive, NULL, fixture_wait_cb, &waiting);
  result = fixture_wait (&waiting);
  marbre_archive_stats_finish (fixture->archive, result, &stats, &error);
  g_assert_no_error (error);
  return stats;
}

static void
count_cb (MarbreArchive *archive, const char *id, gpointer user_data)
{
  ++*(guint *) user_data;
}

static void
test_round_trip (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreStory) story = fixture_story ("a", "fr", "Titre « à l’essai »",
                                                 "Un *corps*.\n", "Œuvre,Île,œuvre");
  g_autoptr (MarbreMedia) lead = marbre_media_new ("media/x.jpg", "alt", "légende", "AFP");
  g_autoptr (MarbreStory) loaded = NULL;
  g_autoptr (MarbreStory) again = NULL;
  guint n_changes = 0;

  fixture_set_up (&fixture);
  fixture_open (&fixture);
  g_signal_connect (fixture.archive, "story-changed", G_CALLBACK (count_cb), &n_changes);
  marbre_story_set_text (story, MARBRE_FIELD_SLUG, "titre-a-l-essai");
  marbre_story_set_lead_image (story, lead);
  marbre_story_set_time (story, MARBRE_MOMENT_EMBARGO_UNTIL, 1700000000);
  fixture_save (&fixture, story);
  loaded = load (&fixture, "a");
  g_assert_true (marbre_story_equal (story, loaded));
  g_assert_cmpint (marbre_story_get_time (loaded, MARBRE_MOMENT_EMBARGO_UNTIL), ==, 1700000000);
  g_assert_cmpint (marbre_story_get_time (loaded, MARBRE_MOMENT_UPDATED), >, 0);

  /* The same again is no change. */
  fixture_save (&fixture, loaded);
  fixture_settle ();
  g_assert_cmpuint (n_changes, ==, 1);

  /* Reopened, it is still there. */
  fixture_close (&fixture);
  fixture_open (&fixture);
  g_assert_false (marbre_archive_was_unclean (fixture.archive));
  again = load (&fixture, "a");
  g_assert_true (marbre_story_equal (story, again));
}

static void
test_order (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreStory) story = fixture_story ("a", "en", "0", "", "");
  g_autoptr (MarbreStory) loaded = NULL;
  GAsyncResult *results[50] = { NULL };

  fixture_set_up (&fixture);
  fixture_open (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autofree char *headline = g_strdup_printf ("%u", i);

      marbre_story_set_text (story, MARBRE_FIELD_HEADLINE, headline);
      marbre_archive_save_story_async (fixture.archive, story, MARBRE_SAVE_NONE, NULL,
                                       fixture_wait_cb, &results[i]);
    }
  /* The story was copied at the call: what happens to it now is not saved. */
  marbre_story_set_text (story, MARBRE_FIELD_HEADLINE, "later");
  loaded = load (&fixture, "a");
  g_assert_cmpstr (marbre_story_get_text (loaded, MARBRE_FIELD_HEADLINE), ==, "49");
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (GAsyncResult) result = fixture_wait (&results[i]);

      g_assert_true (marbre_archive_save_story_finish (fixture.archive, result, NULL));
    }
}

static void
test_ownership (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreStory) draft = fixture_story ("a", "en", "Draft", "Text.", "");
  g_autoptr (MarbreSite) site =
      marbre_site_new ("s", "Site", "micropub", "https://example.org/", "https://example.org/mp",
                       NULL);
  g_autoptr (MarbrePosting) posting = marbre_posting_new ("a", "s");
  g_autoptr (MarbreStory) loaded = NULL;
  g_autoptr (GError) error = NULL;

  fixture_set_up (&fixture);
  fixture_open (&fixture);
  fixture_save (&fixture, draft);
  g_assert_true (marbre_archive_save_site_sync (fixture.archive, site, NULL, &error));
  g_free (posting->url);
  posting->url = g_strdup ("https://example.org/articles/draft/");
  g_free (posting->status);
  posting->status = g_strdup ("publish");
  posting->published = 1700000000;
  g_assert_true (marbre_archive_put_posting_sync (fixture.archive, posting, NULL, NULL, &error));
  g_assert_no_error (error);

  /* An autosave of the snapshot from before the publication changes the text only. */
  marbre_story_set_text (draft, MARBRE_FIELD_HEADLINE, "Corrected");
  fixture_save (&fixture, draft);
  loaded = load (&fixture, "a");
  g_assert_cmpstr (marbre_story_get_text (loaded, MARBRE_FIELD_HEADLINE), ==, "Corrected");
  g_assert_cmpint (marbre_story_get_state (loaded), ==, MARBRE_STORY_PUBLISHED);
  g_assert_cmpstr (marbre_story_get_url (loaded), ==, "https://example.org/articles/draft/");
  g_assert_cmpint (marbre_story_get_time (loaded, MARBRE_MOMENT_PUBLISHED), ==, 1700000000);
}

static void
test_revisions (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreStory) story = fixture_story ("a", "en", "One", "Text.", "");
  g_autoptr (GError) error = NULL;

  fixture_set_up (&fixture);
  fixture_open (&fixture);
  fixture_save (&fixture, story);
  g_assert_cmpuint (get_stats (&fixture).revisions, ==, 0);
  for (guint i = 0; i < 2; i++) /* the second says the same */
    g_assert_true (marbre_archive_save_story_sync (fixture.archive, story, MARBRE_SAVE_REVISION,
                                                   NULL, &error));
  g_assert_cmpuint (get_stats (&fixture).revisions, ==, 1);
  marbre_story_set_text (story, MARBRE_FIELD_BODY, "More text.");
  g_assert_true (marbre_archive_save_story_sync (fixture.archive, story, MARBRE_SAVE_REVISION, NULL,
                                                 &error));
  g_assert_cmpuint (get_stats (&fixture).revisions, ==, 2);
}

static void
test_trash (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreStory) story = fixture_story ("a", "en", "Harbour", "Boats.", "");
  g_autoptr (MarbreStory) loaded = NULL;

  fixture_set_up (&fixture);
  fixture_open (&fixture);
  fixture_save (&fixture, story);
  for (guint trashed = 1; trashed != G_MAXUINT; trashed--)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GPtrArray) found = NULL;
      GAsyncResult *waiting = NULL;

      marbre_archive_trash_story_async (fixture.archive, "a", trashed == 1, NULL, fixture_wait_cb,
                                        &waiting);
      result = fixture_wait (&waiting);
      g_assert_true (marbre_archive_trash_story_finish (fixture.archive, result, NULL));
      found = fixture_list (&fixture, "harbour");
      g_assert_cmpuint (found->len, ==, trashed == 1 ? 0 : 1);
    }
  loaded = load (&fixture, "a");
  g_assert_true (marbre_story_equal (story, loaded));
}

static void
test_not_found (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *waiting = NULL;

  fixture_set_up (&fixture);
  fixture_open (&fixture);
  g_assert_null (marbre_archive_load_story_sync (fixture.archive, "none", NULL, &error));
  g_assert_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  marbre_archive_trash_story_async (fixture.archive, "none", TRUE, NULL, fixture_wait_cb, &waiting);
  result = fixture_wait (&waiting);
  g_assert_false (marbre_archive_trash_story_finish (fixture.archive, result, &error));
  g_assert_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (marbre_archive_find_story_by_url_sync (fixture.archive, "/x", NULL, &error));
  g_assert_no_error (error);
}

static void
test_invalid (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreStory) story = fixture_story ("a", "en", "bad \xff bytes", "", "");
  g_autoptr (GError) error = NULL;

  fixture_set_up (&fixture);
  fixture_open (&fixture);
  g_assert_false (marbre_archive_save_story_sync (fixture.archive, story, MARBRE_SAVE_NONE, NULL,
                                                  &error));
  g_assert_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_INVALID);
  g_assert_cmpuint (get_stats (&fixture).drafts, ==, 0);
}

static void
test_links (void)
{
  static const char *const links[] = {
    "https://example.org/articles/port",      "https://example.org/articles/port/",
    "https://example.org/articles/port#note", "/articles/port",
    "/articles/port/",                        "/articles/port?from=front#top",
  };
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreStory) story = fixture_story ("a", "en", "Port", "", "");

  fixture_set_up (&fixture);
  fixture_open (&fixture);
  marbre_story_set_url (story, "https://example.org/articles/port");
  fixture_save (&fixture, story);
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    {
      g_autoptr (MarbreStory) found =
          marbre_archive_find_story_by_url_sync (fixture.archive, links[i], NULL, NULL);

      g_assert_nonnull (found);
      g_assert_cmpstr (marbre_story_get_id (found), ==, "a");
    }
  g_assert_null (marbre_archive_find_story_by_url_sync (fixture.archive, "/", NULL, NULL));
  g_assert_null (marbre_archive_find_story_by_url_sync (fixture.archive, "", NULL, NULL));
}

static void
test_media (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GBytes) bytes = g_bytes_new_static ("\x89PNG\0\1\2", 7);
  g_autoptr (GBytes) empty = g_bytes_new_static (NULL, 0);
  g_autoptr (GBytes) loaded = NULL;
  g_autofree char *name = NULL;
  g_autofree char *again = NULL;
  g_autofree char *named = NULL;
  g_autofree char *mime = NULL;
  g_autoptr (GError) error = NULL;

  fixture_set_up (&fixture);
  fixture_open (&fixture);
  name = marbre_archive_add_media_sync (fixture.archive, bytes, "image/png", NULL, NULL, &error);
  again = marbre_archive_add_media_sync (fixture.archive, bytes, "image/png", NULL, NULL, &error);
  named = marbre_archive_add_media_sync (fixture.archive, bytes, "image/png", "pictures/a.png",
                                         NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (name, "media/") && g_str_has_suffix (name, ".png"));
  g_assert_cmpstr (name, ==, again);
  g_assert_cmpstr (named, ==, "pictures/a.png");
  loaded = marbre_archive_load_media_sync (fixture.archive, name, &mime, NULL, &error);
  g_assert_true (g_bytes_equal (bytes, loaded));
  g_assert_cmpstr (mime, ==, "image/png");
  g_assert_null (marbre_archive_load_media_sync (fixture.archive, "none", NULL, NULL, &error));
  g_assert_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (marbre_archive_add_media_sync (fixture.archive, empty, "image/png", NULL, NULL,
                                                &error));
  g_assert_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_INVALID);
  g_assert_cmpuint (get_stats (&fixture).media, ==, 2);
}

static void
test_check_and_backup (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreStory) story = fixture_story ("a", "en", "Harbour", "Boats.", "sea");
  g_autofree char *copy_path = NULL;
  g_autoptr (GFile) copy = NULL;
  g_autoptr (MarbreArchive) other = NULL;
  g_autoptr (MarbreStory) loaded = NULL;
  g_autoptr (GAsyncResult) checked = NULL;
  g_autoptr (GAsyncResult) copied = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) problems = NULL;
  GAsyncResult *waiting = NULL;
  GStatBuf status;

  fixture_set_up (&fixture);
  fixture_open (&fixture);
  copy_path = g_build_filename (fixture.folder, "copy.db", NULL);
  copy = g_file_new_for_path (copy_path);
  fixture_save (&fixture, story);

  marbre_archive_check_async (fixture.archive, NULL, fixture_wait_cb, &waiting);
  checked = fixture_wait (&waiting);
  problems = marbre_archive_check_finish (fixture.archive, checked, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (problems), ==, 0);

  marbre_archive_backup_async (fixture.archive, copy, NULL, fixture_wait_cb, &waiting);
  copied = fixture_wait (&waiting);
  g_assert_true (marbre_archive_backup_finish (fixture.archive, copied, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (copy_path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  other = marbre_archive_new (copy);
  g_assert_true (marbre_archive_open_sync (other, NULL, &error));
  loaded = marbre_archive_load_story_sync (other, "a", NULL, &error);
  g_assert_no_error (error);
  g_assert_true (marbre_story_equal (story, loaded));
  marbre_archive_close (other);
}

/* Somebody types all the while, and the archive is larger than a piece of the copy. */
static void
test_backup_beside_saves (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreStory) story = fixture_story ("a", "en", "Harbour", "Boats.", "sea");
  g_autoptr (GBytes) picture = g_bytes_new_take (g_malloc0 (PICTURE_BYTES), PICTURE_BYTES);
  g_autofree char *copy_path = NULL;
  g_autofree char *name = NULL;
  g_autoptr (GFile) copy = NULL;
  g_autoptr (GAsyncResult) copied = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *waiting = NULL;
  guint n_saves = 0;

  fixture_set_up (&fixture);
  fixture_open (&fixture);
  copy_path = g_build_filename (fixture.folder, "copy.db", NULL);
  copy = g_file_new_for_path (copy_path);
  name = marbre_archive_add_media_sync (fixture.archive, picture, "image/png", NULL, NULL, &error);
  g_assert_no_error (error);

  marbre_archive_backup_async (fixture.archive, copy, NULL, fixture_wait_cb, &waiting);
  while (waiting == NULL)
    {
      g_autofree char *body = g_strdup_printf ("Boat %u.", n_saves++);

      g_assert_cmpuint (n_saves, <, MANY_SAVES);
      marbre_story_set_text (story, MARBRE_FIELD_BODY, body);
      fixture_save (&fixture, story);
      fixture_settle ();
    }
  copied = g_steal_pointer (&waiting);
  g_assert_true (marbre_archive_backup_finish (fixture.archive, copied, &error));
}

static void
test_closed (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;

  fixture_set_up (&fixture);
  file = g_file_new_for_path (fixture.path);
  fixture.archive = marbre_archive_new (file);
  g_assert_null (marbre_archive_load_story_sync (fixture.archive, "a", NULL, &error));
  g_assert_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_FAILED);
  g_clear_error (&error);
  marbre_archive_close (fixture.archive);
  g_assert_null (marbre_archive_load_story_sync (fixture.archive, "a", NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
}

static void
test_save_time (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (MarbreStory) story = NULL;
  gint64 start;

  fixture_set_up (&fixture);
  fixture_open (&fixture);
  for (guint i = 0; i < 120; i++)
    g_string_append (body, "A paragraph with some words in it, and a *stress*.\n\n");
  story = fixture_story ("a", "en", "Long enough", body->str, "one,two");
  fixture_save (&fixture, story);
  start = g_get_monotonic_time ();
  for (guint i = 0; i < 100; i++)
    {
      g_string_append_printf (body, "%u ", i);
      marbre_story_set_text (story, MARBRE_FIELD_BODY, body->str);
      fixture_save (&fixture, story);
    }
  g_test_message ("a save of 1,100 words: %.2f ms",
                  (double) (g_get_monotonic_time () - start) / 100 / 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/archive/stories/round-trip", test_round_trip);
  g_test_add_func ("/archive/stories/order", test_order);
  g_test_add_func ("/archive/stories/ownership", test_ownership);
  g_test_add_func ("/archive/stories/revisions", test_revisions);
  g_test_add_func ("/archive/stories/trash", test_trash);
  g_test_add_func ("/archive/stories/not-found", test_not_found);
  g_test_add_func ("/archive/stories/invalid", test_invalid);
  g_test_add_func ("/archive/stories/links", test_links);
  g_test_add_func ("/archive/stories/media", test_media);
  g_test_add_func ("/archive/stories/check-and-backup", test_check_and_backup);
  g_test_add_func ("/archive/stories/backup-beside-saves", test_backup_beside_saves);
  g_test_add_func ("/archive/stories/closed", test_closed);
  g_test_add_func ("/archive/stories/save-time", test_save_time);
  return g_test_run ();
}
