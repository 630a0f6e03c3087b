/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sites, postings, uploads and sync marks, and the promises of the outbox's table.
 */
#include "config.h"

#include "marbre-linked-stories.h"

#include "fixture.h"
#include "marbre-compat.h"
#include "marbre-read-also.h"

static void
set (char **text, const char *value)
{
  g_free (*text);
  *text = g_strdup (value);
}

/* An archive with one saved draft "a" and one site "s". */
static void
set_up (Fixture *fixture)
{
  g_autoptr (MarbreStory) draft = fixture_story ("a", "en", "Draft", "Text.", "");
  g_autoptr (MarbreSite) site = marbre_site_new ("s", "Site", "micropub", "http://127.0.0.1:4000",
                                                 "http://127.0.0.1:4000/micropub", "ed");
  g_autoptr (GError) error = NULL;

  fixture_set_up (fixture);
  fixture_open (fixture);
  fixture_save (fixture, draft);
  marbre_archive_save_site_sync (fixture->archive, site, NULL, &error);
  g_assert_no_error (error);
}

static MarbreOutboxRow *
enqueue (Fixture *fixture, const char *payload)
{
  g_autoptr (MarbreOutboxRow) row = marbre_outbox_row_new ("a", "s", "create", "publish");
  g_autoptr (GError) error = NULL;
  MarbreOutboxRow *queued;

  set (&row->payload, payload);
  queued = marbre_archive_enqueue_sync (fixture->archive, row, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (queued->state, ==, MARBRE_OUTBOX_QUEUED);
  return queued;
}

static void
move_to (Fixture *fixture, MarbreOutboxRow *row, MarbreOutboxState state)
{
  g_autoptr (GError) error = NULL;
  const MarbreOutboxState from = row->state;

  row->state = state;
  marbre_archive_update_outbox_sync (fixture->archive, row, from, NULL, &error);
  g_assert_no_error (error);
}

static void
test_sites (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreSite) twin =
      marbre_site_new ("t", "Site", "wordpress", "https://example.org", "x", NULL);
  g_autoptr (GPtrArray) sites = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  set_up (&fixture);
  g_assert_false (marbre_archive_save_site_sync (fixture.archive, twin, NULL, &error));
  g_assert_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_INVALID);
  g_clear_error (&error);
  sites = marbre_archive_list_sites_sync (fixture.archive, NULL, &error);
  g_assert_cmpuint (sites->len, ==, 1);
  g_assert_cmpstr (marbre_site_get_user (g_ptr_array_index (sites, 0)), ==, "ed");

  before = marbre_archive_get_sync_mark_sync (fixture.archive, "s", NULL, &error);
  g_assert_no_error (error);
  g_assert_null (before);
  g_assert_true (
      marbre_archive_put_sync_mark_sync (fixture.archive, "s", "2026-01-01", NULL, NULL));
  after = marbre_archive_get_sync_mark_sync (fixture.archive, "s", NULL, &error);
  g_assert_cmpstr (after, ==, "2026-01-01");
  g_assert_false (marbre_archive_put_sync_mark_sync (fixture.archive, "no", "x", NULL, &error));
  g_assert_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (marbre_archive_remove_site_sync (fixture.archive, "s", NULL, &error));
  g_assert_false (marbre_archive_remove_site_sync (fixture.archive, "s", NULL, &error));
  g_assert_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_NOT_FOUND);
}

static void
test_postings (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbrePosting) posting = marbre_posting_new ("a", "s");
  g_autoptr (MarbrePosting) stranger = marbre_posting_new ("none", "s");
  g_autoptr (MarbrePosting) none = NULL;
  g_autoptr (MarbrePosting) found = NULL;
  g_autoptr (MarbreStory) remote = fixture_story ("b", "en", "From the site", "Text.", "tag");
  g_autoptr (MarbrePosting) of_remote = marbre_posting_new ("b", "s");
  g_autoptr (MarbreStory) loaded = NULL;
  g_autoptr (GError) error = NULL;

  set_up (&fixture);
  none = marbre_archive_get_posting_sync (fixture.archive, "a", "s", NULL, &error);
  g_assert_no_error (error);
  g_assert_null (none);

  set (&posting->remote_id, "17");
  set (&posting->status, "draft");
  set (&posting->base_body, "Text.");
  g_assert_true (marbre_archive_put_posting_sync (fixture.archive, posting, NULL, NULL, &error));
  found = marbre_archive_find_posting_by_remote_sync (fixture.archive, "s", "17", NULL, &error);
  g_assert_cmpstr (found->story_id, ==, "a");
  g_assert_cmpstr (found->base_body, ==, "Text.");
  loaded = marbre_archive_load_story_sync (fixture.archive, "a", NULL, NULL);
  g_assert_cmpint (marbre_story_get_state (loaded), ==, MARBRE_STORY_DRAFT);

  g_assert_false (marbre_archive_put_posting_sync (fixture.archive, stranger, NULL, NULL, &error));
  g_assert_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  /* Another story cannot be the same article; then its text is not written either. */
  marbre_story_set_state (remote, MARBRE_STORY_ARCHIVED);
  set (&of_remote->remote_id, "17");
  set (&of_remote->status, "publish");
  g_assert_false (
      marbre_archive_put_posting_sync (fixture.archive, of_remote, remote, NULL, &error));
  g_assert_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (marbre_archive_load_story_sync (fixture.archive, "b", NULL, NULL));
  set (&of_remote->remote_id, "18");
  g_assert_true (
      marbre_archive_put_posting_sync (fixture.archive, of_remote, remote, NULL, &error));
  g_clear_object (&loaded);
  loaded = marbre_archive_load_story_sync (fixture.archive, "b", NULL, NULL);
  g_assert_cmpint (marbre_story_get_state (loaded), ==, MARBRE_STORY_ARCHIVED);
}

/* Somebody writes between the look at a story and its replacement by the site's. */
static void
test_replace (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbrePosting) posting = marbre_posting_new ("a", "s");
  g_autoptr (MarbreStory) theirs = fixture_story ("a", "en", "Harbour", "Theirs.", "");
  g_autoptr (MarbreStory) before = NULL;
  g_autoptr (MarbreStory) now = NULL;
  g_autoptr (MarbreStory) loaded = NULL;
  g_autoptr (MarbrePosting) found = NULL;
  g_autoptr (GError) error = NULL;

  set_up (&fixture);
  set (&posting->remote_id, "17");
  set (&posting->version, "2");
  before = marbre_archive_load_story_sync (fixture.archive, "a", NULL, NULL);
  now = marbre_story_copy (before);
  marbre_story_set_text (now, MARBRE_FIELD_BODY, "Ours, just now.");
  fixture_save (&fixture, now);

  g_assert_false (marbre_archive_replace_story_sync (fixture.archive, posting, theirs, before, NULL,
                                                     &error));
  g_assert_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_BUSY);
  g_clear_error (&error);
  loaded = marbre_archive_load_story_sync (fixture.archive, "a", NULL, NULL);
  g_assert_cmpstr (marbre_story_get_text (loaded, MARBRE_FIELD_BODY), ==, "Ours, just now.");
  found = marbre_archive_get_posting_sync (fixture.archive, "a", "s", NULL, NULL);
  g_assert_null (found);

  g_assert_true (marbre_archive_replace_story_sync (fixture.archive, posting, theirs, now, NULL,
                                                    &error));
  g_clear_object (&loaded);
  loaded = marbre_archive_load_story_sync (fixture.archive, "a", NULL, NULL);
  g_assert_cmpstr (marbre_story_get_text (loaded, MARBRE_FIELD_BODY), ==, "Theirs.");
}

static void
test_move (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbrePosting) posting = marbre_posting_new ("a", "s");
  g_autoptr (MarbreUpload) upload =
      marbre_upload_new ("s", "media/x", "", "http://127.0.0.1:4000/media/x");
  g_autoptr (MarbreUpload) moved = NULL;
  g_autoptr (MarbrePosting) found = NULL;
  g_autoptr (MarbreStory) story = NULL;
  g_autoptr (MarbreStory) by_path = NULL;
  g_autoptr (GError) error = NULL;

  set_up (&fixture);
  set (&posting->url, "http://127.0.0.1:4000/articles/draft");
  set (&posting->remote_id, "http://127.0.0.1:4000/articles/draft");
  set (&posting->status, "publish");
  g_assert_true (marbre_archive_put_posting_sync (fixture.archive, posting, NULL, NULL, &error));
  g_assert_true (marbre_archive_put_upload_sync (fixture.archive, upload, NULL, &error));
  g_assert_true (marbre_archive_move_site_sync (fixture.archive, "s", "http://127.0.0.1:5000/",
                                                "http://127.0.0.1:5000/micropub", NULL, &error));
  g_assert_no_error (error);
  found = marbre_archive_find_posting_by_remote_sync (
      fixture.archive, "s", "http://127.0.0.1:5000/articles/draft", NULL, NULL);
  g_assert_cmpstr (found->url, ==, "http://127.0.0.1:5000/articles/draft");
  story = marbre_archive_load_story_sync (fixture.archive, "a", NULL, NULL);
  g_assert_cmpstr (marbre_story_get_url (story), ==, "http://127.0.0.1:5000/articles/draft");
  by_path =
      marbre_archive_find_story_by_url_sync (fixture.archive, "/articles/draft", NULL, NULL);
  g_assert_nonnull (by_path);
  moved = marbre_archive_get_upload_sync (fixture.archive, "s", "media/x", NULL, NULL);
  g_assert_cmpstr (moved->url, ==, "http://127.0.0.1:5000/media/x");
}

static void
test_coalesce (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreOutboxRow) first = NULL;
  g_autoptr (MarbreOutboxRow) second = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  set_up (&fixture);
  first = enqueue (&fixture, "one");
  second = enqueue (&fixture, "two");
  g_assert_cmpint (first->id, ==, second->id);
  g_assert_cmpstr (second->payload, ==, "two");
  g_assert_cmpstr (first->client_ref, ==, second->client_ref);
  rows = marbre_archive_list_outbox_sync (fixture.archive, 0, NULL, NULL);
  g_assert_cmpuint (rows->len, ==, 1);
}

static void
test_one_sending (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreOutboxRow) first = NULL;
  g_autoptr (MarbreOutboxRow) second = NULL;
  g_autoptr (GError) error = NULL;

  set_up (&fixture);
  first = enqueue (&fixture, "one");
  move_to (&fixture, first, MARBRE_OUTBOX_SENDING);
  second = enqueue (&fixture, "two");
  g_assert_cmpint (first->id, !=, second->id);
  second->state = MARBRE_OUTBOX_SENDING;
  g_assert_false (marbre_archive_update_outbox_sync (fixture.archive, second, MARBRE_OUTBOX_QUEUED,
                                                     NULL, &error));
  g_assert_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_BUSY);
  move_to (&fixture, first, MARBRE_OUTBOX_DONE);
  second->state = MARBRE_OUTBOX_QUEUED;
  move_to (&fixture, second, MARBRE_OUTBOX_SENDING);
}

static void
test_merge (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreOutboxRow) first = NULL;
  g_autoptr (MarbreOutboxRow) second = NULL;
  g_autoptr (MarbreOutboxRow) after = NULL;
  g_autofree char *reference = NULL;

  set_up (&fixture);
  first = enqueue (&fixture, "one");
  reference = g_strdup (first->client_ref);
  move_to (&fixture, first, MARBRE_OUTBOX_SENDING);
  second = enqueue (&fixture, "two");
  first->attempts = 1;
  move_to (&fixture, first, MARBRE_OUTBOX_RETRY);
  g_assert_cmpstr (first->payload, ==, "two");
  g_assert_cmpstr (first->client_ref, ==, reference);
  after = marbre_archive_get_outbox_sync (fixture.archive, second->id, NULL, NULL);
  g_assert_cmpint (after->state, ==, MARBRE_OUTBOX_CANCELLED);
}

/* What was given up may be at the site all the same. */
static void
test_after_cancel (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreOutboxRow) first = NULL;
  g_autoptr (MarbreOutboxRow) second = NULL;
  g_autoptr (MarbreOutboxRow) third = NULL;

  set_up (&fixture);
  first = enqueue (&fixture, "one");
  move_to (&fixture, first, MARBRE_OUTBOX_SENDING);
  first->attempts = 1;
  set (&first->error_code, "uncertain");
  move_to (&fixture, first, MARBRE_OUTBOX_RETRY);
  move_to (&fixture, first, MARBRE_OUTBOX_CANCELLED);
  second = enqueue (&fixture, "two");
  g_assert_cmpint (second->id, !=, first->id);
  g_assert_cmpstr (second->client_ref, ==, first->client_ref);
  g_assert_cmpstr (second->error_code, ==, "uncertain");
  g_assert_cmpuint (second->attempts, ==, 1);

  move_to (&fixture, second, MARBRE_OUTBOX_SENDING);
  move_to (&fixture, second, MARBRE_OUTBOX_DONE);
  third = enqueue (&fixture, "three");
  g_assert_cmpstr (third->client_ref, !=, second->client_ref);
  g_assert_cmpuint (third->attempts, ==, 0);
}

static void
test_compare_and_set (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreOutboxRow) row = NULL;
  g_autoptr (MarbreOutboxRow) stale = NULL;
  g_autoptr (MarbreOutboxRow) stranger = marbre_outbox_row_new ("none", "s", "create", "draft");
  g_autoptr (GError) error = NULL;

  set_up (&fixture);
  row = enqueue (&fixture, "one");
  stale = marbre_outbox_row_copy (row);
  move_to (&fixture, row, MARBRE_OUTBOX_CANCELLED);
  stale->state = MARBRE_OUTBOX_SENDING;
  g_assert_false (marbre_archive_update_outbox_sync (fixture.archive, stale, MARBRE_OUTBOX_QUEUED,
                                                     NULL, &error));
  g_assert_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_null (marbre_archive_enqueue_sync (fixture.archive, stranger, NULL, &error));
  g_assert_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (marbre_archive_get_outbox_sync (fixture.archive, 4711, NULL, &error));
  g_assert_error (error, MARBRE_ARCHIVE_ERROR, MARBRE_ARCHIVE_ERROR_NOT_FOUND);
}

static void
note_row_cb (MarbreArchive *archive, gint64 row, gpointer user_data)
{
  *(gint64 *) user_data = row;
}

static void
test_outbox_signal (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreOutboxRow) row = NULL;
  gint64 told = 0;

  set_up (&fixture);
  g_signal_connect (fixture.archive, "outbox-changed", G_CALLBACK (note_row_cb), &told);
  row = enqueue (&fixture, "one");
  fixture_settle ();
  g_assert_cmpint (told, ==, row->id);
}

static void
put_at (Fixture *fixture, const char *id, const char *status, const char *url)
{
  g_autoptr (MarbrePosting) posting = marbre_posting_new (id, "s");
  g_autoptr (GError) error = NULL;

  marbre_set_str (&posting->url, url);
  marbre_set_str (&posting->status, status);
  marbre_set_str (&posting->remote_id, id);
  g_assert_true (marbre_archive_put_posting_sync (fixture->archive, posting, NULL, NULL, &error));
  g_assert_no_error (error);
}

static void
save_text (Fixture *fixture, const char *id, const char *headline, const char *body)
{
  g_autoptr (MarbreStory) story = fixture_story (id, "en", headline, body, "");

  marbre_archive_save_story_sync (fixture->archive, story, MARBRE_SAVE_REVISION, NULL, NULL);
}

static char *
body_of (Fixture *fixture, const char *id)
{
  g_autoptr (MarbreStory) story =
      marbre_archive_load_story_sync (fixture->archive, id, NULL, NULL);

  return g_strdup (marbre_story_get_text (story, MARBRE_FIELD_BODY));
}

/* A story at a site gets its permalink: drafts that point to it follow at once; of a story that is
 * online one is told where it is, and what it was called. */
static void
test_read_also (void)
{
  static const char body[] = "> [!read-also]\n> [The quay](https://example.org/?p=7)\n";
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (MarbreSite) site =
      marbre_site_new ("s", "Site", "wordpress", "https://example.org/",
                       "https://example.org/wp-json", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GHashTable) stories = NULL;
  g_autoptr (MarbreStory) found = NULL;
  g_autofree char *draft = NULL;
  g_autofree char *online = NULL;
  const MarbreReadAlsoStory *known;
  GAsyncResult *waiting = NULL;

  fixture_set_up (&fixture);
  fixture_open (&fixture);
  g_assert_true (marbre_archive_save_site_sync (fixture.archive, site, NULL, NULL));
  save_text (&fixture, "quay", "The quay", "Text.");
  put_at (&fixture, "quay", "future", "https://example.org/?p=7");
  save_text (&fixture, "draft", "Draft", body);
  save_text (&fixture, "online", "Online", body);
  put_at (&fixture, "online", "publish", "https://example.org/online");

  put_at (&fixture, "quay", "publish", "https://example.org/2026/quay/");
  save_text (&fixture, "quay", "The quay reopens", "Text.");
  draft = body_of (&fixture, "draft");
  g_assert_cmpstr (draft, ==,
                   "> [!read-also]\n> [The quay](https://example.org/2026/quay/)\n");
  online = body_of (&fixture, "online");
  g_assert_cmpstr (online, ==, body);

  marbre_linked_stories_find_async (fixture.archive, body, NULL, fixture_wait_cb, &waiting);
  result = fixture_wait (&waiting);
  stories = marbre_linked_stories_find_finish (fixture.archive, result, NULL);
  g_assert_cmpuint (g_hash_table_size (stories), ==, 1);
  known = g_hash_table_lookup (stories, "https://example.org/?p=7");
  g_assert_cmpstr (known->headline, ==, "The quay reopens");
  g_assert_cmpstr (known->address, ==, "https://example.org/2026/quay/");
  g_assert_true (g_strv_contains ((const char *const *) known->former, "the quay"));

  /* A link that somebody kept still finds its story. */
  found = marbre_archive_find_story_by_url_sync (fixture.archive, "https://example.org/?p=7", NULL,
                                                 NULL);
  g_assert_nonnull (found);
  g_assert_cmpstr (marbre_story_get_id (found), ==, "quay");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/archive/publishing/sites", test_sites);
  g_test_add_func ("/archive/publishing/postings", test_postings);
  g_test_add_func ("/archive/publishing/replace", test_replace);
  g_test_add_func ("/archive/publishing/move", test_move);
  g_test_add_func ("/archive/publishing/coalesce", test_coalesce);
  g_test_add_func ("/archive/publishing/one-sending", test_one_sending);
  g_test_add_func ("/archive/publishing/merge", test_merge);
  g_test_add_func ("/archive/publishing/after-cancel", test_after_cancel);
  g_test_add_func ("/archive/publishing/compare-and-set", test_compare_and_set);
  g_test_add_func ("/archive/publishing/outbox-signal", test_outbox_signal);
  g_test_add_func ("/archive/publishing/read-also", test_read_also);
  return g_test_run ();
}
