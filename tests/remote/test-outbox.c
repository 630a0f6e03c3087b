/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The outbox against a site that misbehaves: whatever goes wrong, an article is there exactly once,
 * and the row says what happened.
 */
#include "config.h"

#include <string.h>

#include "marbre-outbox-policy.h"
#include "marbre-remote-error.h"
#include "marbre-remote-post.h"
#include "marbre-story-digest.h"
#include "marbre-time.h"
#include "marbre-wordpress.h"
#include "remote-double.h"
#include "remote-kit.h"

#define POSTS "/wp-json/wp/v2/posts"

typedef struct
{
  RemoteDouble *site; /* (owned) */
  RemoteKit kit;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *url = NULL;
  g_autofree char *api = NULL;

  fixture->site = remote_double_new (NULL);
  url = remote_double_get_url (fixture->site, "");
  api = remote_double_get_url (fixture->site, "/wp-json/");
  remote_kit_init (&fixture->kit, MARBRE_SITE_WORDPRESS, url, api, "u", "p");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  remote_kit_clear (&fixture->kit);
  remote_double_free (fixture->site);
}

static MarbreStory *
write_story (Fixture *fixture)
{
  return remote_kit_write_story (&fixture->kit, "Le titre", "Le *texte*.");
}

/* What goes over the wire, byte by byte. */
static void
test_bytes (Fixture *fixture, gconstpointer data)
{
  const char *const tags[] = { "a & b", NULL };
  g_autoptr (MarbreStory) story = write_story (fixture);
  g_autoptr (MarbreOutboxRow) row = NULL;
  g_autofree char *draft = NULL;
  g_autofree char *wanted_draft = NULL;
  g_autofree char *post = NULL;
  g_autofree char *tag = NULL;

  marbre_story_set_text (story, MARBRE_FIELD_KICKER, "K < 1");
  marbre_story_set_text (story, MARBRE_FIELD_BYLINE, "B");
  marbre_story_set_text (story, MARBRE_FIELD_STANDFIRST, "C & D");
  marbre_story_set_text (story, MARBRE_FIELD_SECTION, "S");
  marbre_story_set_tags (story, tags);
  row = remote_kit_publish (&fixture->kit, story, "publish", 1767225600);
  remote_assert_row (row, MARBRE_OUTBOX_DONE);

  draft = remote_double_find (fixture->site, "POST " POSTS "?context=edit\n");
  wanted_draft = g_strdup_printf ("{\"status\":\"draft\",\"slug\":\"%s\",\"title\":\"Le titre\"}",
                                  row->client_ref);
  g_assert_cmpstr (draft, ==, wanted_draft);
  tag = remote_double_find (fixture->site, "POST /wp-json/wp/v2/tags\n");
  g_assert_cmpstr (tag, ==, "{\"name\":\"a &amp; b\"}");
  post = remote_double_find (fixture->site, "POST " POSTS "/1");
  g_assert_cmpstr (
      post, ==,
      "{\"title\":\"Le titre\",\"excerpt\":\"C &amp; D\",\"content\":\"<!-- wp:paragraph "
      "{\\\"className\\\":\\\"kicker\\\"} -->\\n<p class=\\\"kicker\\\">K &lt; 1</p>\\n<!-- "
      "/wp:paragraph -->\\n\\n<!-- wp:paragraph {\\\"className\\\":\\\"byline\\\"} -->\\n<p "
      "class=\\\"byline\\\">B</p>\\n<!-- /wp:paragraph -->\\n\\n<!-- wp:paragraph -->\\n<p>Le "
      "<em>texte</em>.</p>\\n<!-- /wp:paragraph -->\",\"status\":"
      "\"publish\",\"slug\":\"\",\"date_gmt\":\"2026-01-01T00:00:00\",\"featured_media\":0,"
      "\"tags\":[100],\"categories\":[101]}");
  g_assert_cmpuint (remote_double_count (fixture->site, "GET " POSTS), ==, 0);
}

/* Notes to the desk are sent nowhere, and what the site has is what was sent: a sync takes a story
 * with notes for changed, so that the site's text never replaces it. */
static void
test_notes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreStory) story =
      remote_kit_write_story (&fixture->kit, "Le titre {>>SECRET<<}", "Le {++SECRET ++}texte.");
  g_autoptr (MarbreStory) sent = marbre_story_copy (story);
  g_autoptr (MarbreOutboxRow) row = NULL;
  g_autoptr (MarbrePosting) posting = NULL;
  g_autofree char *post = NULL;
  g_autofree char *ours = marbre_story_digest (story);
  g_autofree char *digest = NULL;

  marbre_story_set_text (story, MARBRE_FIELD_KICKER, "K{>>SECRET<<}");
  row = remote_kit_publish (&fixture->kit, story, "publish", 0);
  remote_assert_row (row, MARBRE_OUTBOX_DONE);
  post = remote_double_find (fixture->site, "POST " POSTS "/1");
  g_assert_nonnull (strstr (post, "\"title\":\"Le titre\""));
  g_assert_nonnull (strstr (post, "<p class=\\\"kicker\\\">K</p>"));
  g_assert_null (strstr (post, "SECRET"));
  posting = marbre_archive_get_posting_sync (fixture->kit.archive, row->story_id, row->site_id,
                                             NULL, NULL);
  g_assert_cmpstr (posting->base_body, ==, "Le texte.");
  g_assert_cmpstr (posting->published_hash, !=, ours);
  marbre_story_set_text (sent, MARBRE_FIELD_HEADLINE, "Le titre");
  marbre_story_set_text (sent, MARBRE_FIELD_KICKER, "K");
  marbre_story_set_text (sent, MARBRE_FIELD_BODY, "Le texte.");
  digest = marbre_story_digest (sent);
  g_assert_cmpstr (posting->published_hash, ==, digest);
}

/* Nor are those about the lead picture. */
static void
test_lead_notes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) png = remote_kit_make_png ();
  g_autofree char *name = marbre_archive_add_media_sync (fixture->kit.archive, png, "image/png",
                                                         "quai.png", NULL, NULL);
  g_autoptr (MarbreStory) story = remote_kit_write_story (&fixture->kit, "Titre", "Texte.");
  g_autoptr (MarbreMedia) lead = marbre_media_new (
      name, "Un {++SECRET ++}quai", "Le quai{>>SECRET<<}.", "{~~AFP~>SECRET~~}");
  g_autoptr (MarbreOutboxRow) row = NULL;
  g_autofree char *texts = NULL;
  g_autofree char *post = NULL;

  marbre_story_set_lead_image (story, lead);
  row = remote_kit_publish (&fixture->kit, story, "publish", 0);
  remote_assert_row (row, MARBRE_OUTBOX_DONE);
  post = remote_double_find (fixture->site, "POST " POSTS "/1");
  g_assert_null (strstr (post, "SECRET"));
  texts = remote_double_find (fixture->site, "POST /wp-json/wp/v2/media/77");
  g_assert_nonnull (strstr (texts, "\"alt_text\":\"Un quai\",\"caption\":\"Le quai."));
  g_assert_null (strstr (texts, "SECRET"));
}

typedef struct
{
  const char *name;
  DoubleFault fault;
  guint status;
  MarbreOutboxState state;
  const char *code; /* when it strikes the update; a creation may be "uncertain" */
} FaultCase;

static const FaultCase fault_cases[] = {
  { "401", DOUBLE_STATUS, 401, MARBRE_OUTBOX_NEEDS_SIGN_IN, "sign-in" },
  { "403", DOUBLE_STATUS, 403, MARBRE_OUTBOX_NEEDS_USER, "forbidden" },
  { "404", DOUBLE_STATUS, 404, MARBRE_OUTBOX_NEEDS_USER, "not-found" },
  { "413", DOUBLE_STATUS, 413, MARBRE_OUTBOX_NEEDS_USER, "too-large" },
  { "429", DOUBLE_STATUS, 429, MARBRE_OUTBOX_RETRY, "try-later" },
  { "500", DOUBLE_STATUS, 500, MARBRE_OUTBOX_RETRY, "try-later" },
  { "503", DOUBLE_STATUS, 503, MARBRE_OUTBOX_RETRY, "try-later" },
  { "html", DOUBLE_HTML, 0, MARBRE_OUTBOX_NEEDS_USER, "not-an-api" },
  { "warning", DOUBLE_WARNING, 0, MARBRE_OUTBOX_NEEDS_USER, "not-an-api" },
  { "truncated", DOUBLE_TRUNCATED, 0, MARBRE_OUTBOX_RETRY, "offline" },
  { "shape", DOUBLE_SHAPE, 0, MARBRE_OUTBOX_NEEDS_USER, "not-an-api" },
  { "nested", DOUBLE_NESTED, 0, MARBRE_OUTBOX_NEEDS_USER, "not-an-api" },
  { "endless", DOUBLE_ENDLESS, 0, MARBRE_OUTBOX_NEEDS_USER, "too-large" },
};

/* The second step of a creation goes wrong; the third attempt to understand is the user's. */
static void
test_fault (Fixture *fixture, gconstpointer data)
{
  const FaultCase *wanted = data;
  g_autoptr (MarbreStory) story = write_story (fixture);
  g_autoptr (MarbreOutboxRow) row = NULL;
  g_autoptr (MarbreOutboxRow) done = NULL;
  g_autoptr (GError) error = NULL;

  remote_double_set_fault (fixture->site, "POST", POSTS "/1", wanted->fault, wanted->status, NULL);
  row = remote_kit_publish (&fixture->kit, story, "publish", 0);
  remote_assert_row (row, wanted->state);
  g_assert_cmpstr (row->error_code, ==, wanted->code);
  g_assert_true (g_str_has_prefix (row->error_text, "Le Journal: "));
  g_assert_cmpstr (row->remote_id, ==, "1");
  if (wanted->state == MARBRE_OUTBOX_RETRY)
    g_assert_cmpint (row->next_attempt, >, marbre_time_now ());
  if (g_str_equal (wanted->code, "try-later"))
    g_assert_cmpint (row->next_attempt, >=, marbre_time_now () + 118);

  remote_kit_retry (&fixture->kit, row->id, MARBRE_OUTBOX_AGAIN, &error);
  g_assert_no_error (error);
  done = remote_kit_run (&fixture->kit, row->id);
  remote_assert_row (done, MARBRE_OUTBOX_DONE);
  g_assert_cmpuint (remote_double_n_posts (fixture->site), ==, 1);
}

/* The creation itself goes wrong, with the draft made or not. */
static void
test_first_fault (Fixture *fixture, gconstpointer data)
{
  const FaultCase *wanted = data;
  g_autoptr (MarbreStory) story = write_story (fixture);
  g_autoptr (MarbreOutboxRow) row = NULL;
  g_autoptr (MarbreOutboxRow) done = NULL;
  g_autoptr (GError) error = NULL;

  remote_double_set_fault (fixture->site, "POST", POSTS, wanted->fault, wanted->status, NULL);
  row = remote_kit_publish (&fixture->kit, story, "publish", 0);
  remote_assert_row (row, wanted->state);
  remote_kit_retry (&fixture->kit, row->id, MARBRE_OUTBOX_AGAIN, &error);
  g_assert_no_error (error);
  done = remote_kit_run (&fixture->kit, row->id);
  remote_assert_row (done, MARBRE_OUTBOX_DONE);
  g_assert_cmpuint (remote_double_n_posts (fixture->site), ==, 1);
}

/* The site made the draft, and its answer was lost. */
static void
test_lost (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreStory) story = write_story (fixture);
  g_autoptr (MarbreOutboxRow) row = NULL;
  g_autoptr (MarbreOutboxRow) done = NULL;

  remote_double_set_fault (fixture->site, "POST", POSTS, DOUBLE_LOSE, 0, NULL);
  row = remote_kit_publish (&fixture->kit, story, "publish", 0);
  remote_assert_row (row, MARBRE_OUTBOX_RETRY);
  g_assert_cmpstr (row->error_code, ==, "uncertain");
  g_assert_cmpuint (remote_double_n_posts (fixture->site), ==, 1);

  remote_kit_restart (&fixture->kit);
  remote_kit_make_due (&fixture->kit, row->id);
  done = remote_kit_run (&fixture->kit, row->id);
  remote_assert_row (done, MARBRE_OUTBOX_DONE);
  g_assert_cmpuint (remote_double_n_posts (fixture->site), ==, 1);
}

/* The site took the correction, and its answer was lost: no conflict with ourselves. */
static void
test_lost_update (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreStory) story = write_story (fixture);
  g_autoptr (MarbreOutboxRow) first = remote_kit_publish (&fixture->kit, story, "publish", 0);
  g_autoptr (MarbreOutboxRow) row = NULL;
  g_autoptr (MarbreOutboxRow) done = NULL;

  remote_assert_row (first, MARBRE_OUTBOX_DONE);
  marbre_story_set_text (story, MARBRE_FIELD_BODY, "Corrigé.");
  remote_double_set_fault (fixture->site, "POST", POSTS "/1", DOUBLE_LOSE, 0, NULL);
  row = remote_kit_publish (&fixture->kit, story, "publish", 0);
  remote_assert_row (row, MARBRE_OUTBOX_RETRY);
  remote_kit_make_due (&fixture->kit, row->id);
  done = remote_kit_run (&fixture->kit, row->id);
  remote_assert_row (done, MARBRE_OUTBOX_DONE);
  g_assert_cmpstr (first->operation, ==, "create");
  g_assert_cmpstr (done->operation, ==, "update");
  g_assert_cmpuint (remote_double_n_posts (fixture->site), ==, 1);
}

static void
test_redirect (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RemoteDouble) thief = remote_double_new (NULL);
  g_autofree char *target = remote_double_get_url (thief, POSTS);
  g_autoptr (MarbreStory) story = write_story (fixture);
  g_autoptr (MarbreOutboxRow) row = NULL;

  remote_double_set_fault (fixture->site, "POST", POSTS, DOUBLE_REDIRECT, 0, target);
  row = remote_kit_publish (&fixture->kit, story, "publish", 0);
  remote_assert_row (row, MARBRE_OUTBOX_NEEDS_USER);
  g_assert_cmpuint (remote_double_n_requests (thief), ==, 0);

  /* Nor after a GET, whose redirect might be followed. */
  g_clear_pointer (&row, marbre_outbox_row_free);
  marbre_story_set_text (story, MARBRE_FIELD_SECTION, "S");
  remote_double_set_fault (fixture->site, "GET", "/wp-json/wp/v2/categories", DOUBLE_REDIRECT, 0,
                           target);
  row = remote_kit_publish (&fixture->kit, story, "publish", 0);
  remote_assert_row (row, MARBRE_OUTBOX_NEEDS_USER);
  g_assert_cmpuint (remote_double_n_requests (thief), ==, 0);
}

static void
keep_password (Fixture *fixture, gboolean keep)
{
  const char *site_id = marbre_site_get_id (fixture->kit.site);

  if (keep)
    marbre_credentials_store_sync (fixture->kit.credentials, site_id, "wordpress", "x", "secret",
                                   NULL, NULL);
  else
    marbre_credentials_clear_sync (fixture->kit.credentials, site_id, NULL, NULL);
}

/* Something else goes wrong before anybody could look for the post of a lost answer. */
static void
test_lost_then_signed_out (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreStory) story = write_story (fixture);
  g_autoptr (MarbreOutboxRow) lost = NULL;
  g_autoptr (MarbreOutboxRow) row = NULL;
  g_autoptr (MarbreOutboxRow) done = NULL;
  g_autoptr (GError) error = NULL;

  remote_double_set_fault (fixture->site, "POST", POSTS, DOUBLE_LOSE, 0, NULL);
  lost = remote_kit_publish (&fixture->kit, story, "publish", 0);
  g_assert_cmpstr (lost->error_code, ==, "uncertain");
  keep_password (fixture, FALSE);
  remote_kit_make_due (&fixture->kit, lost->id);
  row = remote_kit_run (&fixture->kit, lost->id);
  remote_assert_row (row, MARBRE_OUTBOX_NEEDS_SIGN_IN);

  keep_password (fixture, TRUE);
  remote_kit_retry (&fixture->kit, row->id, MARBRE_OUTBOX_AGAIN, &error);
  g_assert_no_error (error);
  done = remote_kit_run (&fixture->kit, row->id);
  remote_assert_row (done, MARBRE_OUTBOX_DONE);
  g_assert_cmpuint (remote_double_n_posts (fixture->site), ==, 1);
}

/* Given up in doubt, and published again. */
static void
test_lost_then_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreStory) story = write_story (fixture);
  g_autoptr (MarbreOutboxRow) lost = NULL;
  g_autoptr (MarbreOutboxRow) done = NULL;
  g_autoptr (GError) error = NULL;

  remote_double_set_fault (fixture->site, "POST", POSTS, DOUBLE_LOSE, 0, NULL);
  lost = remote_kit_publish (&fixture->kit, story, "publish", 0);
  g_assert_true (remote_kit_cancel (&fixture->kit, lost->id, &error));
  done = remote_kit_publish (&fixture->kit, story, "publish", 0);
  remote_assert_row (done, MARBRE_OUTBOX_DONE);
  g_assert_cmpuint (remote_double_n_posts (fixture->site), ==, 1);
}

/* A site may say so that it has made the post. */
static void
test_see_other (Fixture *fixture, gconstpointer data)
{
  g_autofree char *target = remote_double_get_url (fixture->site, "/done");
  g_autoptr (MarbreStory) story = write_story (fixture);
  g_autoptr (MarbreOutboxRow) row = NULL;

  remote_double_set_fault (fixture->site, "POST", POSTS, DOUBLE_REDIRECT, 303, target);
  row = remote_kit_publish (&fixture->kit, story, "publish", 0);
  remote_assert_row (row, MARBRE_OUTBOX_NEEDS_USER);
  g_assert_cmpstr (row->error_code, ==, "uncertain");
}

static void
test_offline (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreStory) story = write_story (fixture);
  g_autoptr (MarbreOutboxRow) row = NULL;

  remote_double_free (fixture->site);
  row = remote_kit_publish (&fixture->kit, story, "publish", 0);
  remote_assert_row (row, MARBRE_OUTBOX_RETRY);
  g_assert_cmpstr (row->error_code, ==, "offline");
  g_assert_cmpuint (row->attempts, ==, 1);
  g_assert_true (marbre_outbox_policy_is_due (row, 0, TRUE));
  g_assert_false (marbre_outbox_policy_must_look_up (row));
  fixture->site = remote_double_new (NULL);
}

static void
test_no_password (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreStory) story = write_story (fixture);
  g_autoptr (MarbreOutboxRow) row = NULL;
  g_autoptr (MarbreOutboxRow) cancelled = NULL;
  g_autoptr (GError) error = NULL;

  marbre_credentials_clear_sync (fixture->kit.credentials,
                                 marbre_site_get_id (fixture->kit.site), NULL, NULL);
  row = remote_kit_publish (&fixture->kit, story, "publish", 0);
  remote_assert_row (row, MARBRE_OUTBOX_NEEDS_SIGN_IN);
  g_assert_true (remote_kit_cancel (&fixture->kit, row->id, &error));
  cancelled = remote_kit_run (&fixture->kit, row->id);
  remote_assert_row (cancelled, MARBRE_OUTBOX_CANCELLED);
  g_assert_cmpuint (remote_double_n_requests (fixture->site), ==, 0);
}

static void
test_embargo (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreStory) story = write_story (fixture);
  g_autoptr (MarbreOutboxRow) draft = NULL;
  g_autoptr (GError) error = NULL;

  marbre_story_set_time (story, MARBRE_MOMENT_EMBARGO_UNTIL, marbre_time_now () + 3600);
  g_assert_false (marbre_outbox_policy_check_embargo (story, "publish", 0, &error));
  g_assert_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_EMBARGO);
  g_assert_true (marbre_outbox_policy_check_embargo (story, "future", marbre_time_now () + 7200,
                                                     NULL));
  draft = remote_kit_publish (&fixture->kit, story, "draft", 0);
  remote_assert_row (draft, MARBRE_OUTBOX_DONE);
}

/* Whoever learns of an embargo while a story waits does not find it online: not when the network is
 * back, not by trying again, not in place of what is there. */
static void
test_later_embargo (Fixture *fixture, gconstpointer data)
{
  static const MarbreOutboxRetry ways[] = { MARBRE_OUTBOX_AGAIN, MARBRE_OUTBOX_NOT_THERE };
  g_autoptr (MarbreStory) story = write_story (fixture);
  const gint64 id = remote_kit_queue (&fixture->kit, story, "publish", 0);
  g_autoptr (MarbreOutboxRow) held = NULL;
  g_autoptr (MarbreOutboxRow) done = NULL;

  marbre_story_set_time (story, MARBRE_MOMENT_EMBARGO_UNTIL, marbre_time_now () + 3600);
  g_assert_true (
      marbre_archive_save_story_sync (fixture->kit.archive, story, MARBRE_SAVE_NONE, NULL, NULL));
  held = remote_kit_run (&fixture->kit, id);
  remote_assert_row (held, MARBRE_OUTBOX_NEEDS_USER);
  g_assert_cmpstr (held->error_code, ==, "embargo");
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (MarbreOutboxRow) again = NULL;

      g_assert_true (remote_kit_retry (&fixture->kit, id, ways[i], NULL));
      again = remote_kit_run (&fixture->kit, id);
      remote_assert_row (again, MARBRE_OUTBOX_NEEDS_USER);
    }
  g_assert_cmpuint (remote_double_n_requests (fixture->site), ==, 0);

  /* Lifted in the story, it goes. */
  marbre_story_set_time (story, MARBRE_MOMENT_EMBARGO_UNTIL, 0);
  g_assert_true (
      marbre_archive_save_story_sync (fixture->kit.archive, story, MARBRE_SAVE_NONE, NULL, NULL));
  g_assert_true (remote_kit_retry (&fixture->kit, id, MARBRE_OUTBOX_AGAIN, NULL));
  done = remote_kit_run (&fixture->kit, id);
  remote_assert_row (done, MARBRE_OUTBOX_DONE);
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static MarbreOutboxRow *
order (Fixture *fixture, MarbreStory *story, const MarbreOutboxOrder *as)
{
  g_autoptr (GAsyncResult) result = NULL;
  gint64 id;

  marbre_outbox_order_async (fixture->kit.outbox, story, fixture->kit.site, as, NULL, result_cb,
                             &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  id = marbre_outbox_publish_finish (fixture->kit.outbox, result, NULL);
  return remote_kit_run (&fixture->kit, id);
}

static MarbrePosting *
posting_of (Fixture *fixture, MarbreStory *story)
{
  return marbre_archive_get_posting_sync (fixture->kit.archive, marbre_story_get_id (story),
                                          marbre_site_get_id (fixture->kit.site), NULL, NULL);
}

/* Pinned and password go when they are asked for, and are left alone by who does not ask. */
static void
test_stand (Fixture *fixture, gconstpointer data)
{
  const MarbreOutboxOrder pinned = { "publish", 0, 1, NULL };
  const MarbreOutboxOrder guarded = { "private", 0, 0, "sésame" };
  g_autoptr (MarbreStory) story = write_story (fixture);
  g_autoptr (MarbreOutboxRow) first = order (fixture, story, &pinned);
  g_autofree char *sent_first = remote_double_find (fixture->site, "POST " POSTS "/1");
  g_autoptr (MarbrePosting) kept_first = posting_of (fixture, story);
  g_autoptr (MarbreOutboxRow) second = NULL;
  g_autofree char *sent_second = NULL;
  g_autoptr (MarbrePosting) kept_second = NULL;
  g_autoptr (MarbreOutboxRow) third = NULL;
  g_autofree char *sent_third = NULL;
  g_autoptr (MarbrePosting) kept_third = NULL;

  remote_assert_row (first, MARBRE_OUTBOX_DONE);
  g_assert_nonnull (strstr (sent_first, "\"sticky\":true"));
  g_assert_null (strstr (sent_first, "\"password\""));
  g_assert_true (kept_first->pinned);
  second = remote_kit_publish (&fixture->kit, story, "publish", 0);
  remote_assert_row (second, MARBRE_OUTBOX_DONE);
  sent_second = remote_double_find (fixture->site, "POST " POSTS "/1");
  g_assert_null (strstr (sent_second, "\"sticky\""));
  kept_second = posting_of (fixture, story);
  g_assert_true (kept_second->pinned);
  third = order (fixture, story, &guarded);
  remote_assert_row (third, MARBRE_OUTBOX_DONE);
  sent_third = remote_double_find (fixture->site, "POST " POSTS "/1");
  g_assert_nonnull (strstr (sent_third, "\"status\":\"private\""));
  g_assert_nonnull (strstr (sent_third, "\"sticky\":false"));
  g_assert_nonnull (strstr (sent_third, "\"password\":\"sésame\""));
  kept_third = posting_of (fixture, story);
  g_assert_cmpstr (kept_third->status, ==, "private");
  g_assert_cmpstr (kept_third->password, ==, "sésame");
}

/* Into the trash goes what is as it was last seen, and nothing that is not there. */
static void
test_trash (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreStory) story = write_story (fixture);
  g_autoptr (MarbreOutboxRow) nothing = remote_kit_publish (&fixture->kit, story, "trash", 0);
  g_autoptr (MarbreOutboxRow) row = NULL;
  g_autoptr (MarbreOutboxRow) gone = NULL;
  g_autoptr (MarbrePosting) posting = NULL;

  remote_assert_row (nothing, MARBRE_OUTBOX_NEEDS_USER);
  g_assert_cmpuint (remote_double_n_requests (fixture->site), ==, 0);
  g_assert_true (remote_kit_cancel (&fixture->kit, nothing->id, NULL));
  row = remote_kit_publish (&fixture->kit, story, "publish", 0);
  remote_assert_row (row, MARBRE_OUTBOX_DONE);
  gone = remote_kit_publish (&fixture->kit, story, "trash", 0);
  remote_assert_row (gone, MARBRE_OUTBOX_DONE);
  g_assert_cmpuint (remote_double_count (fixture->site, "DELETE " POSTS "/1"), ==, 1);
  posting = posting_of (fixture, story);
  g_assert_cmpstr (posting->status, ==, "trash");
  g_assert_cmpstr (posting->remote_id, ==, "1");
}

static void
test_trash_conflict (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreStory) story = write_story (fixture);
  g_autoptr (MarbreOutboxRow) row = remote_kit_publish (&fixture->kit, story, "publish", 0);
  g_autoptr (MarbrePosting) posting = posting_of (fixture, story);
  g_autoptr (MarbreOutboxRow) held = NULL;

  remote_assert_row (row, MARBRE_OUTBOX_DONE);
  g_free (posting->version);
  posting->version = g_strdup ("2020-01-01T00:00:00");
  g_assert_true (marbre_archive_put_posting_sync (fixture->kit.archive, posting, NULL, NULL, NULL));
  held = remote_kit_publish (&fixture->kit, story, "trash", 0);
  remote_assert_row (held, MARBRE_OUTBOX_NEEDS_USER);
  g_assert_cmpuint (remote_double_count (fixture->site, "DELETE "), ==, 0);
}

static void
test_date (void)
{
  g_autoptr (MarbreStory) story = marbre_story_new ();
  g_autoptr (MarbreRemotePost) post =
      marbre_remote_post_new ("1", NULL, NULL, "future", NULL, story);

  marbre_remote_post_check_date (post, "future", 1790000000, "future", 1790000030);
  marbre_remote_post_check_date (post, "draft", 0, "draft", 0);
  g_assert_null (marbre_remote_post_get_warnings (post)[0]);
  /* An hour: a summer time that the site does not know. */
  marbre_remote_post_check_date (post, "future", 1790000000, "future", 1790003600);
  g_assert_nonnull (strstr (marbre_remote_post_get_warnings (post)[0], "2026-09-21 14:13"));
  g_assert_nonnull (strstr (marbre_remote_post_get_warnings (post)[0], "2026-09-21 15:13"));
  marbre_remote_post_check_date (post, "publish", 1790000000, "future", 1790003600);
  g_assert_nonnull (marbre_remote_post_get_warnings (post)[1]);
}

/* While a picture goes up the user may still change their mind. */
static void
test_cancel_upload (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) png = remote_kit_make_png ();
  g_autofree char *name = marbre_archive_add_media_sync (fixture->kit.archive, png, "image/png",
                                                         "quai.png", NULL, NULL);
  g_autoptr (MarbreStory) story =
      remote_kit_write_story (&fixture->kit, "Titre", "![Le quai](quai.png)");
  g_autoptr (MarbreOutboxRow) row = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  remote_double_set_fault (fixture->site, "POST", "/wp-json/wp/v2/media", DOUBLE_HANG, 0, NULL);
  id = remote_kit_queue (&fixture->kit, story, "publish", 0);
  remote_double_wait_for (fixture->site, "POST /wp-json/wp/v2/media");
  g_assert_true (remote_kit_cancel (&fixture->kit, id, &error));
  g_assert_no_error (error);
  row = remote_kit_run (&fixture->kit, id);
  remote_assert_row (row, MARBRE_OUTBOX_CANCELLED);
  g_assert_cmpuint (remote_double_n_posts (fixture->site), ==, 0);
}

/* Once the article is going up they may not, and the end of the program loses nothing. */
static void
test_cancel_late (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreStory) story = write_story (fixture);
  g_autoptr (MarbreOutboxRow) sending = NULL;
  g_autoptr (MarbreOutboxRow) done = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  remote_double_set_fault (fixture->site, "POST", POSTS, DOUBLE_HANG, 0, NULL);
  id = remote_kit_queue (&fixture->kit, story, "publish", 0);
  remote_double_wait_for (fixture->site, "POST " POSTS);
  g_assert_false (remote_kit_cancel (&fixture->kit, id, &error));
  g_assert_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_TOO_LATE);

  remote_kit_restart (&fixture->kit);
  sending = remote_kit_get_row (&fixture->kit, id);
  remote_assert_row (sending, MARBRE_OUTBOX_SENDING);
  done = remote_kit_run (&fixture->kit, id);
  remote_assert_row (done, MARBRE_OUTBOX_DONE);
  g_assert_cmpuint (remote_double_count (fixture->site, "GET " POSTS), ==, 1);
  g_assert_cmpuint (remote_double_n_posts (fixture->site), ==, 1);
}

static void
test_picture_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) png = remote_kit_make_png ();
  g_autofree char *name = marbre_archive_add_media_sync (fixture->kit.archive, png, "image/png",
                                                         "quai.png", NULL, NULL);
  g_autoptr (MarbreStory) story = remote_kit_write_story (
      &fixture->kit, "Titre", "![Le quai](quai.png \"L’aube\")\n\nEt ![encore](quai.png).");
  g_autoptr (MarbreOutboxRow) row = remote_kit_publish (&fixture->kit, story, "publish", 0);
  g_autoptr (MarbreOutboxRow) again = NULL;
  g_autofree char *texts = NULL;
  g_autofree char *post = NULL;

  remote_assert_row (row, MARBRE_OUTBOX_DONE);
  again = remote_kit_publish (&fixture->kit, story, "publish", 0);
  remote_assert_row (again, MARBRE_OUTBOX_DONE);
  g_assert_cmpuint (remote_double_count (fixture->site, "POST /wp-json/wp/v2/media?"), ==, 1);
  texts = remote_double_find (fixture->site, "POST /wp-json/wp/v2/media/77");
  g_assert_cmpstr (texts, ==, "{\"alt_text\":\"Le quai\",\"caption\":\"L’aube\"}");
  post = remote_double_find (fixture->site, "POST " POSTS "/1");
  g_assert_null (strstr (post, "\"quai.png"));
}

/* A picture that the site does not take does not hold the article back. */
static void
test_picture_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) png = remote_kit_make_png ();
  g_autofree char *name = marbre_archive_add_media_sync (fixture->kit.archive, png, "image/png",
                                                         "quai.png", NULL, NULL);
  g_autoptr (MarbreStory) story =
      remote_kit_write_story (&fixture->kit, "Titre", "Un.\n\n![Le quai](quai.png)\n\nDeux.");
  g_autoptr (MarbreOutboxRow) row = NULL;
  g_autofree char *post = NULL;

  remote_double_set_fault (fixture->site, "POST", "/wp-json/wp/v2/media", DOUBLE_STATUS, 403, NULL);
  row = remote_kit_publish (&fixture->kit, story, "publish", 0);
  remote_assert_row (row, MARBRE_OUTBOX_DONE);
  g_assert_nonnull (strstr (row->error_text, "quai.png"));
  post = remote_double_find (fixture->site, "POST " POSTS "/1");
  g_assert_nonnull (strstr (post, "<p>Un.</p>\\n<!-- /wp:paragraph -->\\n\\n<!-- wp:paragraph "
                                  "-->\\n<p>Deux.</p>"));
}

static MarbreSite *
prepare_cb (MarbreSite *site, GCancellable *cancellable, gpointer user_data, GError **error)
{
  guint *calls = user_data;

  if ((*calls)++ == 0)
    {
      g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_OFFLINE, "not up yet");
      return NULL;
    }
  return g_object_ref (site);
}

static void
test_prepare (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreStory) story = write_story (fixture);
  g_autoptr (MarbreOutboxRow) row = NULL;
  g_autoptr (MarbreOutboxRow) done = NULL;
  guint calls = 0;

  marbre_outbox_set_prepare (fixture->kit.outbox, prepare_cb, &calls, NULL);
  row = remote_kit_publish (&fixture->kit, story, "publish", 0);
  remote_assert_row (row, MARBRE_OUTBOX_RETRY);
  g_assert_cmpuint (remote_double_n_requests (fixture->site), ==, 0);
  remote_kit_make_due (&fixture->kit, row->id);
  done = remote_kit_run (&fixture->kit, row->id);
  remote_assert_row (done, MARBRE_OUTBOX_DONE);
}

static void
test_delay (void)
{
  for (guint i = 0; i < 200; i++)
    {
      const gint64 first = marbre_outbox_policy_delay (1, 0);

      g_assert_cmpint (first, >=, 12);
      g_assert_cmpint (first, <=, 18);
      g_assert_cmpint (marbre_outbox_policy_delay (3, 0), >=, 48);
      g_assert_cmpint (marbre_outbox_policy_delay (G_MAXUINT, 0), <=, 4320);
      g_assert_cmpint (marbre_outbox_policy_delay (1, 600), >=, 600);
    }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (fault_cases); i++)
    {
      g_autofree char *first = g_strconcat ("/outbox/create/", fault_cases[i].name, NULL);
      g_autofree char *second = g_strconcat ("/outbox/fill/", fault_cases[i].name, NULL);

      g_test_add (first, Fixture, &fault_cases[i], set_up, test_first_fault, tear_down);
      g_test_add (second, Fixture, &fault_cases[i], set_up, test_fault, tear_down);
    }
  ADD ("/outbox/bytes", test_bytes);
  ADD ("/outbox/notes", test_notes);
  ADD ("/outbox/lead-notes", test_lead_notes);
  ADD ("/outbox/lost", test_lost);
  ADD ("/outbox/lost-update", test_lost_update);
  ADD ("/outbox/lost-then-signed-out", test_lost_then_signed_out);
  ADD ("/outbox/lost-then-cancelled", test_lost_then_cancelled);
  ADD ("/outbox/redirect", test_redirect);
  ADD ("/outbox/see-other", test_see_other);
  ADD ("/outbox/offline", test_offline);
  ADD ("/outbox/no-password", test_no_password);
  ADD ("/outbox/embargo", test_embargo);
  ADD ("/outbox/later-embargo", test_later_embargo);
  ADD ("/outbox/stand", test_stand);
  ADD ("/outbox/trash", test_trash);
  ADD ("/outbox/trash-conflict", test_trash_conflict);
  g_test_add_func ("/outbox/date", test_date);
  ADD ("/outbox/cancel-upload", test_cancel_upload);
  ADD ("/outbox/cancel-late", test_cancel_late);
  ADD ("/outbox/picture-once", test_picture_once);
  ADD ("/outbox/picture-refused", test_picture_refused);
  ADD ("/outbox/prepare", test_prepare);
  g_test_add_func ("/outbox/delay", test_delay);
  return g_test_run ();
}
