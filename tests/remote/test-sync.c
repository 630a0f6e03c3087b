/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fetching a site: the whole of it, what changed, what is gone; cut off in the middle, asked to
 * wait, given other pages than it asked for.
 */
#include "config.h"

#include <string.h>

#include "marbre-archive-fetched.h"
#include "marbre-remote-error.h"
#include "marbre-sync.h"
#include "marbre-time.h"
#include "remote-kit.h"
#include "sync-double.h"

#define N_POSTS 250
#define LIST "GET /wp-json/wp/v2/posts?"

typedef struct
{
  SyncDouble *site; /* (owned) */
  RemoteKit kit;
  MarbreSyncNews last;       /* what was told last */
  guint waited;              /* the longest pause that was told */
  GCancellable *cancellable; /* (owned) (nullable) */
  gint64 cancel_at;          /* posts after which it is cancelled */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *api = NULL;

  fixture->site = sync_double_new (N_POSTS, 40);
  api = sync_double_get_api (fixture->site);
  remote_kit_init (&fixture->kit, "wordpress", "https://example.org", api, "camille",
                   "abcd abcd abcd abcd abcd abcd");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  remote_kit_clear (&fixture->kit);
  g_clear_object (&fixture->cancellable);
  sync_double_free (fixture->site);
}

static void
progress_cb (const MarbreSyncNews *news, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->waited = MAX (fixture->waited, news->wait);
  if (news->wait == 0 && news->phase == MARBRE_SYNC_FETCHING)
    fixture->last = *news;
  if (fixture->cancellable && news->seen >= fixture->cancel_at)
    g_cancellable_cancel (fixture->cancellable);
}

static MarbreSyncReport *
run (Fixture *fixture, GError **error)
{
  return marbre_sync_run_sync (fixture->kit.archive, fixture->kit.credentials, fixture->kit.site,
                               progress_cb, fixture, fixture->cancellable, error);
}

static MarbreSyncReport *
run_well (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  MarbreSyncReport *report = run (fixture, &error);

  g_assert_no_error (error);
  return report;
}

static void
assert_report (const MarbreSyncReport *report, MarbreSyncReport wanted)
{
  g_assert_cmpuint (report->added, ==, wanted.added);
  g_assert_cmpuint (report->updated, ==, wanted.updated);
  g_assert_cmpuint (report->kept, ==, wanted.kept);
  g_assert_cmpuint (report->gone, ==, wanted.gone);
  g_assert_cmpuint (report->skipped, ==, wanted.skipped);
}

static GHashTable *
list_postings (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  GHashTable *postings = marbre_archive_list_postings_sync (
      fixture->kit.archive, marbre_site_get_id (fixture->kit.site), NULL, &error);

  g_assert_no_error (error);
  return postings;
}

static void
assert_status (Fixture *fixture, const char *remote_id, const char *status)
{
  g_autoptr (GHashTable) postings = list_postings (fixture);
  const MarbrePosting *posting = g_hash_table_lookup (postings, remote_id);

  g_assert_nonnull (posting);
  g_assert_cmpstr (posting->status, ==, status);
}

static MarbreStory *
load (Fixture *fixture, const char *remote_id)
{
  g_autoptr (GHashTable) postings = list_postings (fixture);
  const MarbrePosting *posting = g_hash_table_lookup (postings, remote_id);
  g_autoptr (GError) error = NULL;
  MarbreStory *story;

  g_assert_nonnull (posting);
  story = marbre_archive_load_story_sync (fixture->kit.archive, posting->story_id, NULL, &error);
  g_assert_no_error (error);
  return story;
}

/* Everything, with its names, over one connection; each name is asked for once. */
static void
test_first (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreSyncReport) report = run_well (fixture);
  g_autoptr (GHashTable) postings = list_postings (fixture);
  g_autoptr (MarbreStory) story = load (fixture, "8");

  assert_report (report, (MarbreSyncReport){ .added = N_POSTS });
  g_assert_cmpuint (g_hash_table_size (postings), ==, N_POSTS);
  g_assert_cmpint (fixture->last.seen, ==, N_POSTS);
  g_assert_cmpint (fixture->last.total, ==, N_POSTS);
  g_assert_cmpstr (marbre_story_get_text (story, MARBRE_FIELD_HEADLINE), ==, "Post 8, edition 0");
  g_assert_cmpstr (marbre_story_get_text (story, MARBRE_FIELD_SECTION), ==, "category 2");
  g_assert_cmpstr (marbre_story_get_text (story, MARBRE_FIELD_BYLINE), ==, "Camille Roux");
  g_assert_cmpstr (marbre_story_get_tags (story)[0], ==, "post_tag 9");
  g_assert_cmpstr (marbre_story_get_tags (story)[1], ==, "post_tag 108");
  g_assert_cmpuint (sync_double_n_ports (fixture->site), ==, 1);
  /* Three pages and the count; of the names, those that the pages before did not have. */
  g_assert_cmpuint (sync_double_count (fixture->site, LIST), ==, 4);
  g_assert_cmpuint (sync_double_count (fixture->site, "GET /wp-json/wp/v2/users?"), ==, 1);
  g_assert_cmpuint (sync_double_count (fixture->site, "GET /wp-json/wp/v2/categories?"), ==, 1);
}

/* Nothing changed: two requests. One changed: that one. */
static void
test_changes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreSyncReport) first = run_well (fixture);
  const guint before = sync_double_n_requests (fixture->site);
  g_autoptr (MarbreSyncReport) second = run_well (fixture);
  g_autoptr (MarbreSyncReport) third = NULL;
  g_autoptr (MarbreStory) story = NULL;
  g_autofree char *mark = NULL;

  assert_report (second, (MarbreSyncReport){ 0 });
  g_assert_cmpuint (sync_double_count (fixture->site, LIST), ==, 4 + 2);
  g_assert_cmpuint (sync_double_n_requests (fixture->site) - before, <=, 5);
  sync_double_edit (fixture->site, 17);
  sync_double_add (fixture->site, 0);
  third = run_well (fixture);
  assert_report (third, (MarbreSyncReport){ .added = 1, .updated = 1 });
  story = load (fixture, "17");
  g_assert_cmpstr (marbre_story_get_text (story, MARBRE_FIELD_HEADLINE), ==, "Post 17, edition 1");
}

/* Cut off on its way: what was read stays, and is not read again. */
static void
test_resume (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreSyncReport) report = NULL;
  g_autoptr (GHashTable) postings = NULL;
  g_autofree char *mark = NULL;

  sync_double_fail_at (fixture->site, 100, 403, 0);
  g_assert_null (run (fixture, &error));
  g_assert_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_FORBIDDEN);
  g_clear_error (&error);
  postings = list_postings (fixture);
  g_assert_cmpuint (g_hash_table_size (postings), ==, 100);
  mark = marbre_archive_get_sync_mark_sync (
      fixture->kit.archive, marbre_site_get_id (fixture->kit.site), NULL, &error);
  g_assert_nonnull (strstr (mark, "\"next\":\"100\""));

  /* One that was read is edited and one deleted meanwhile: the others have moved up. */
  sync_double_edit (fixture->site, 3);
  sync_double_remove (fixture->site, 5);
  report = run_well (fixture);
  assert_report (report,
                 (MarbreSyncReport){ .added = N_POSTS - 100, .updated = 1, .gone = 1 });
  g_assert_cmpuint (report->unchanged, <, 10);
  assert_status (fixture, "5", MARBRE_POSTING_GONE);
  g_assert_cmpint (fixture->last.seen, ==, fixture->last.total);
  g_assert_cmpint (fixture->last.total, >=, N_POSTS - 1);
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreSyncReport) report = NULL;

  fixture->cancellable = g_cancellable_new ();
  fixture->cancel_at = 100;
  g_assert_null (run (fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&fixture->cancellable);
  report = run_well (fixture);
  assert_report (report, (MarbreSyncReport){ .added = N_POSTS - 100 });
}

/* What is gone is marked, once; what an account may not see any more is not gone. */
static void
test_gone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreSyncReport) first = run_well (fixture);
  g_autoptr (MarbreSyncReport) second = NULL;
  g_autoptr (MarbreSyncReport) third = NULL;
  g_autoptr (MarbreSyncReport) fourth = NULL;
  g_autoptr (MarbreStory) story = NULL;
  guint before;

  sync_double_remove (fixture->site, 9);
  sync_double_set_status (fixture->site, 10, "trash");
  sync_double_hide (fixture->site, 11);
  second = run_well (fixture);
  assert_report (second, (MarbreSyncReport){ .gone = 2 });
  assert_status (fixture, "9", MARBRE_POSTING_GONE);
  assert_status (fixture, "10", MARBRE_POSTING_GONE);
  assert_status (fixture, "11", "publish");
  story = load (fixture, "9");
  g_assert_cmpstr (marbre_story_get_text (story, MARBRE_FIELD_HEADLINE), ==, "Post 9, edition 0");

  before = sync_double_count (fixture->site, LIST);
  third = run_well (fixture);
  assert_report (third, (MarbreSyncReport){ 0 });
  g_assert_cmpuint (sync_double_count (fixture->site, LIST) - before, ==, 2);
  /* Out of the trash again. */
  sync_double_set_status (fixture->site, 10, "publish");
  fourth = run_well (fixture);
  assert_report (fourth, (MarbreSyncReport){ .updated = 1 });
  assert_status (fixture, "10", "publish");
}

/* What WordPress's list of changes does not show: a new post that is dated back, and one that was
 * scheduled and went online. */
static void
test_unseen_changes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreSyncReport) first = NULL;
  g_autoptr (MarbreSyncReport) second = NULL;
  g_autoptr (MarbreSyncReport) third = NULL;

  sync_double_set_status (fixture->site, 20, "future");
  first = run_well (fixture);
  assert_status (fixture, "20", "future");
  sync_double_set_status (fixture->site, 20, "publish");
  second = run_well (fixture);
  assert_report (second, (MarbreSyncReport){ .updated = 1 });
  assert_status (fixture, "20", "publish");
  sync_double_add (fixture->site, 1600000000);
  third = run_well (fixture);
  assert_report (third, (MarbreSyncReport){ .added = 1 });
}

static void
test_patience (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreSyncReport) report = NULL;

  sync_double_fail_at (fixture->site, 100, 429, 1);
  report = run_well (fixture);
  assert_report (report, (MarbreSyncReport){ .added = N_POSTS });
  g_assert_cmpuint (fixture->waited, ==, 1);
}

/* A site that gives less than it is asked for, or nothing. */
static void
test_page_size (Fixture *fixture, gconstpointer data)
{
  const gboolean refuses = GPOINTER_TO_INT (data);
  g_autoptr (MarbreSyncReport) report = NULL;

  sync_double_set_largest (fixture->site, 30, refuses);
  report = run_well (fixture);
  assert_report (report, (MarbreSyncReport){ .added = N_POSTS });
}

static void
test_unreadable (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreSyncReport) first = NULL;
  g_autoptr (MarbreSyncReport) second = NULL;

  sync_double_break_post (fixture->site, 30);
  first = run_well (fixture);
  g_assert_cmpuint (first->added, ==, N_POSTS - 1);
  g_assert_cmpuint (first->skipped, >=, 1);
  second = run_well (fixture);
  assert_report (second, (MarbreSyncReport){ 0 });
}

/* A story that is being written here is not touched, whatever became of it there. */
static void
test_own_changes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreSyncReport) first = run_well (fixture);
  g_autoptr (MarbreSyncReport) second = NULL;
  g_autoptr (MarbreStory) story = load (fixture, "40");
  g_autoptr (MarbreStory) after = NULL;
  g_autoptr (GError) error = NULL;

  marbre_story_set_text (story, MARBRE_FIELD_HEADLINE, "Ours");
  marbre_archive_save_story_sync (fixture->kit.archive, story, MARBRE_SAVE_NONE, NULL, &error);
  g_assert_no_error (error);
  sync_double_edit (fixture->site, 40);
  second = run_well (fixture);
  assert_report (second, (MarbreSyncReport){ .kept = 1 });
  after = load (fixture, "40");
  g_assert_cmpstr (marbre_story_get_text (after, MARBRE_FIELD_HEADLINE), ==, "Ours");
}

#define ADD(name, test, data)                                                                      \
  g_test_add ("/sync/" name, Fixture, data, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("first", test_first, NULL);
  ADD ("changes", test_changes, NULL);
  ADD ("resume", test_resume, NULL);
  ADD ("cancel", test_cancel, NULL);
  ADD ("gone", test_gone, NULL);
  ADD ("unseen-changes", test_unseen_changes, NULL);
  ADD ("patience", test_patience, NULL);
  ADD ("page-size/refused", test_page_size, GINT_TO_POINTER (TRUE));
  ADD ("page-size/cut", test_page_size, GINT_TO_POINTER (FALSE));
  ADD ("unreadable", test_unreadable, NULL);
  ADD ("own-changes", test_own_changes, NULL);
  return g_test_run ();
}
