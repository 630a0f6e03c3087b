/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Micropub: against the site that Marbre itself serves, and, where tests/servers brought one up,
 * against a server of other people's that keeps less and lists nothing.
 */
#include "config.h"

#include <string.h>

#include "marbre-compat.h"
#include "marbre-discovery.h"
#include "marbre-micropub.h"
#include "marbre-pictures.h"
#include "marbre-pressroom.h"
#include "marbre-remote-error.h"
#include "marbre-sync.h"
#include "marbre-time.h"
#include "remote-kit.h"

typedef struct
{
  MarbrePressroom *pressroom; /* (owned) */
  char *token;                /* (owned) */
  RemoteKit kit;
  RemoteKit other; /* a second desk at the same site */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("marbre-press-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "pressroom.db", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autofree char *url = NULL;
  g_autofree char *api = NULL;

  fixture->pressroom = marbre_pressroom_new (file, "Le Journal");
  marbre_pressroom_start_sync (fixture->pressroom, NULL, &error);
  g_assert_no_error (error);
  url = marbre_pressroom_get_url (fixture->pressroom);
  api = marbre_pressroom_get_api (fixture->pressroom);
  fixture->token = marbre_pressroom_get_token (fixture->pressroom);
  remote_kit_init (&fixture->kit, MARBRE_SITE_EMBEDDED, url, api, NULL, fixture->token);
  remote_kit_init (&fixture->other, MARBRE_SITE_EMBEDDED, url, api, NULL, fixture->token);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  remote_kit_clear (&fixture->other);
  remote_kit_clear (&fixture->kit);
  marbre_pressroom_stop (fixture->pressroom);
  g_clear_object (&fixture->pressroom);
  g_free (fixture->token);
}

static MarbreSyncReport *
sync_kit (RemoteKit *kit)
{
  g_autoptr (GError) error = NULL;
  MarbreSyncReport *report =
      marbre_sync_run_sync (kit->archive, kit->credentials, kit->site, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return report;
}

/* Every field goes out and comes back, and a changed story replaces the one that is there. */
static void
test_fields (Fixture *fixture, gconstpointer data)
{
  const char *const tags[] = { "R&D", "élections", NULL };
  g_autoptr (GBytes) png = remote_kit_make_png ();
  g_autofree char *name = marbre_archive_add_media_sync (fixture->kit.archive, png, "image/png",
                                                         "pictures/quai.png", NULL, NULL);
  g_autoptr (MarbreMedia) lead =
      marbre_media_new ("pictures/quai.png", "Un quai", "Le quai.", "AFP");
  g_autoptr (MarbreStory) story = remote_kit_write_story (
      &fixture->kit, "Écluses & « 3 < 4 »",
      "Le port *attend*.\n\n![Le quai](pictures/quai.png \"Au matin — Crédit : AFP\")\n\nFin.");
  g_autoptr (MarbreOutboxRow) row = NULL;
  g_autoptr (MarbreOutboxRow) again = NULL;
  g_autoptr (MarbreStory) theirs = NULL;
  g_autoptr (MarbreStory) renewed = NULL;
  g_autoptr (MarbreSyncReport) first = NULL;
  g_autoptr (MarbreSyncReport) second = NULL;
  g_autoptr (MarbreSyncReport) third = NULL;

  marbre_story_set_text (story, MARBRE_FIELD_KICKER, "Port & pêche");
  marbre_story_set_text (story, MARBRE_FIELD_STANDFIRST, "Un chapô <court>.");
  marbre_story_set_text (story, MARBRE_FIELD_BYLINE, "La rédaction");
  marbre_story_set_text (story, MARBRE_FIELD_SECTION, "Économie");
  marbre_story_set_text (story, MARBRE_FIELD_SLUG, "ecluses");
  marbre_story_set_tags (story, tags);
  marbre_story_set_lead_image (story, lead);
  row = remote_kit_publish (&fixture->kit, story, "publish", 0);
  remote_assert_row (row, MARBRE_OUTBOX_DONE);
  g_assert_true (g_str_has_suffix (row->remote_url, "/ecluses"));

  first = sync_kit (&fixture->other);
  g_assert_cmpuint (first->added, ==, 1);
  theirs = marbre_archive_find_story_by_url_sync (fixture->other.archive, row->remote_url, NULL,
                                                  NULL);
  g_assert_nonnull (theirs);
  marbre_pictures_restore (fixture->kit.archive, marbre_site_get_id (fixture->kit.site), story,
                           theirs, NULL, NULL);
  for (guint i = 0; i < MARBRE_N_FIELDS; i++)
    if (i != MARBRE_FIELD_SLUG)
      g_assert_cmpstr (marbre_story_get_text (theirs, i), ==, marbre_story_get_text (story, i));
  g_assert_true (g_strv_equal (marbre_story_get_tags (theirs), tags));
  g_assert_true (marbre_media_equal (marbre_story_get_lead_image (theirs), lead));

  second = sync_kit (&fixture->other);
  g_assert_cmpuint (second->unchanged, ==, 1);
  g_assert_cmpuint (second->updated + second->added, ==, 0);

  marbre_story_set_text (story, MARBRE_FIELD_BODY, "Autre chose.");
  marbre_story_set_text (story, MARBRE_FIELD_KICKER, "");
  marbre_story_set_lead_image (story, NULL);
  again = remote_kit_publish (&fixture->kit, story, "publish", 0);
  remote_assert_row (again, MARBRE_OUTBOX_DONE);
  third = sync_kit (&fixture->other);
  g_assert_cmpuint (third->updated, ==, 1);
  renewed = marbre_archive_find_story_by_url_sync (fixture->other.archive, row->remote_url, NULL,
                                                   NULL);
  g_assert_cmpstr (marbre_story_get_id (renewed), ==, marbre_story_get_id (theirs));
  g_assert_cmpstr (marbre_story_get_text (renewed, MARBRE_FIELD_BODY), ==, "Autre chose.");
  g_assert_cmpstr (marbre_story_get_text (renewed, MARBRE_FIELD_KICKER), ==, "");
  g_assert_null (marbre_story_get_lead_image (renewed));
}

/* What another site's editor made stays behind, and that is said. */
static void
test_site_block (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreStory) plain = remote_kit_write_story (&fixture->kit, "Sans", "Un.");
  g_autoptr (MarbreStory) story = remote_kit_write_story (
      &fixture->kit, "Avec",
      "Un.\n\n```site-block core/gallery\n<!-- wp:gallery /-->\n```\n\nDeux.");
  g_autoptr (MarbreOutboxRow) silent = remote_kit_publish (&fixture->kit, plain, "publish", 0);
  g_autoptr (MarbreOutboxRow) row = remote_kit_publish (&fixture->kit, story, "publish", 0);

  remote_assert_row (silent, MARBRE_OUTBOX_DONE);
  g_assert_cmpstr (silent->error_text, ==, "");
  remote_assert_row (row, MARBRE_OUTBOX_DONE);
  g_assert_nonnull (strstr (row->error_text, "stayed behind"));
}

/* Leaves a row in the middle of sending, with the post made already. */
static MarbreOutboxRow *
make_and_end (Fixture *fixture, MarbreRemotePost **post)
{
  g_autoptr (MarbreStory) story = remote_kit_write_story (&fixture->kit, "Une fois", "Texte.");
  g_autoptr (MarbreEndpoint) endpoint = NULL;
  g_autoptr (MarbreOutboxRow) row = NULL;
  g_autoptr (GError) error = NULL;
  MarbreSubmission submission = { .story = story, .html = "<p>Texte.</p>", .status = "publish" };

  /* Without its password the row waits until it is ours to play with. */
  marbre_credentials_clear_sync (fixture->kit.credentials,
                                 marbre_site_get_id (fixture->kit.site), NULL, NULL);
  row = remote_kit_publish (&fixture->kit, story, "publish", 0);
  remote_assert_row (row, MARBRE_OUTBOX_NEEDS_SIGN_IN);
  marbre_credentials_store_sync (fixture->kit.credentials,
                                 marbre_site_get_id (fixture->kit.site), "embedded", "x",
                                 fixture->token, NULL, NULL);
  submission.client_ref = row->client_ref;
  endpoint = marbre_endpoint_new (fixture->kit.site, fixture->token, NULL);
  *post = marbre_endpoint_create (endpoint, &submission, NULL, &error);
  g_assert_no_error (error);
  row->state = MARBRE_OUTBOX_SENDING;
  marbre_archive_update_outbox_sync (fixture->kit.archive, row, MARBRE_OUTBOX_NEEDS_SIGN_IN, NULL,
                                     &error);
  g_assert_no_error (error);
  return g_steal_pointer (&row);
}

static void
test_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreRemotePost) post = NULL;
  g_autoptr (MarbreOutboxRow) row = make_and_end (fixture, &post);
  g_autoptr (MarbreOutboxRow) done = remote_kit_run (&fixture->kit, row->id);
  g_autoptr (MarbreSyncReport) report = NULL;

  remote_assert_row (done, MARBRE_OUTBOX_DONE);
  g_assert_cmpstr (done->remote_url, ==, marbre_remote_post_get_url (post));
  report = sync_kit (&fixture->other);
  g_assert_cmpuint (report->added, ==, 1);
}

/* The site lists the post before its row is at the end. */
static void
test_fetched_while_sent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreRemotePost) post = NULL;
  g_autoptr (MarbreOutboxRow) row = make_and_end (fixture, &post);
  g_autoptr (MarbreSyncReport) first = sync_kit (&fixture->kit);
  g_autoptr (MarbreOutboxRow) done = remote_kit_run (&fixture->kit, row->id);
  g_autoptr (MarbreSyncReport) second = sync_kit (&fixture->kit);

  g_assert_cmpuint (first->added, ==, 0);
  remote_assert_row (done, MARBRE_OUTBOX_DONE);
  g_assert_cmpuint (second->added + second->updated, ==, 0);
}

/* An article that the archive has as another story is for the user to sort out. */
static void
test_article_of_another_story (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreStory) other = remote_kit_write_story (&fixture->kit, "Autre", "Texte.");
  g_autoptr (MarbreRemotePost) post = NULL;
  g_autoptr (MarbreOutboxRow) row = make_and_end (fixture, &post);
  g_autoptr (MarbrePosting) posting =
      marbre_posting_new (marbre_story_get_id (other), marbre_site_get_id (fixture->kit.site));
  g_autoptr (MarbreOutboxRow) stopped = NULL;
  g_autoptr (GError) error = NULL;

  marbre_set_str (&posting->remote_id, marbre_remote_post_get_remote_id (post));
  marbre_archive_put_posting_sync (fixture->kit.archive, posting, NULL, NULL, &error);
  g_assert_no_error (error);
  stopped = remote_kit_run (&fixture->kit, row->id);
  remote_assert_row (stopped, MARBRE_OUTBOX_NEEDS_USER);
}

/* That of the versions of the story exactly one is the site's, and says @body. */
static void
assert_kept (RemoteKit *kit, const char *story_id, const char *body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows =
      marbre_archive_list_revisions_sync (kit->archive, story_id, NULL, &error);
  guint count = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    {
      MarbreRevision *row = g_ptr_array_index (rows, i);
      g_autoptr (MarbreStory) text = NULL;

      if (marbre_revision_get_reason (row) != MARBRE_REVISION_AT_SITE)
        continue;
      text = marbre_archive_load_revision_sync (kit->archive, marbre_revision_get_number (row),
                                                NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (marbre_story_get_text (text, MARBRE_FIELD_BODY), ==, body);
      g_assert_cmpstr (marbre_revision_get_site (row), ==, marbre_site_get_name (kit->site));
      count++;
    }
  g_assert_cmpuint (count, ==, 1);
}

static void
test_conflict (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreStory) story = remote_kit_write_story (&fixture->kit, "Conflit", "Un.");
  g_autoptr (MarbreOutboxRow) row = remote_kit_publish (&fixture->kit, story, "publish", 0);
  g_autoptr (MarbreSyncReport) report = sync_kit (&fixture->other);
  g_autoptr (MarbreStory) theirs = marbre_archive_find_story_by_url_sync (
      fixture->other.archive, row->remote_url, NULL, NULL);
  g_autoptr (MarbreOutboxRow) correction = NULL;
  g_autoptr (MarbreOutboxRow) again = NULL;
  g_autoptr (MarbreOutboxRow) stopped = NULL;
  g_autoptr (MarbreOutboxRow) done = NULL;
  g_autoptr (GError) error = NULL;

  marbre_story_set_text (theirs, MARBRE_FIELD_BODY, "Un, corrigé.");
  correction = remote_kit_publish (&fixture->other, theirs, "publish", 0);
  remote_assert_row (correction, MARBRE_OUTBOX_DONE);
  marbre_story_set_text (story, MARBRE_FIELD_BODY, "Deux.");
  stopped = remote_kit_publish (&fixture->kit, story, "publish", 0);
  remote_assert_row (stopped, MARBRE_OUTBOX_NEEDS_USER);
  g_assert_cmpstr (stopped->error_code, ==, "conflict");
  remote_kit_retry (&fixture->kit, stopped->id, MARBRE_OUTBOX_OVERWRITE, &error);
  g_assert_no_error (error);
  done = remote_kit_run (&fixture->kit, stopped->id);
  remote_assert_row (done, MARBRE_OUTBOX_DONE);

  /* What was replaced can be restored; what was sent from here needs no second copy. */
  assert_kept (&fixture->kit, marbre_story_get_id (story), "Un, corrigé.");
  marbre_story_set_text (story, MARBRE_FIELD_BODY, "Trois.");
  again = remote_kit_publish (&fixture->kit, story, "publish", 0);
  remote_assert_row (again, MARBRE_OUTBOX_DONE);
  assert_kept (&fixture->kit, marbre_story_get_id (story), "Un, corrigé.");
}

static void
test_schedule (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreStory) story = remote_kit_write_story (&fixture->kit, "Plus tard", "Texte.");
  g_autoptr (MarbreOutboxRow) row =
      remote_kit_publish (&fixture->kit, story, "future", marbre_time_now () + 3600);

  remote_assert_row (row, MARBRE_OUTBOX_DONE);
}

static void
test_wrong_token (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (marbre_site_test_sync (fixture->kit.site, "wrong", NULL, &error));
  g_assert_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_SIGN_IN);
}

/* Other people's server: it lists nothing, so that a doubt goes to the user. */
static void
test_server (void)
{
  const char *url = g_getenv ("MICROPUB_URL");
  const char *token = g_getenv ("MICROPUB_TOKEN");
  RemoteKit kit;
  g_autofree char *headline = NULL;
  g_autoptr (GPtrArray) sites = NULL;
  g_autoptr (MarbreStory) story = NULL;
  g_autoptr (MarbreOutboxRow) row = NULL;
  g_autoptr (MarbreOutboxRow) again = NULL;
  g_autoptr (MarbreOutboxRow) later = NULL;
  g_autoptr (MarbreEndpoint) endpoint = NULL;
  g_autoptr (MarbreSiteReport) report = NULL;
  g_autoptr (GError) error = NULL;

  if (url == NULL || token == NULL)
    {
      g_test_skip ("no Micropub server: run under tests/servers/with-server");
      return;
    }
  sites = marbre_discovery_run_sync (url, "", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sites->len, ==, 1);
  remote_kit_init (&kit, MARBRE_SITE_MICROPUB, url,
                   marbre_site_get_api (g_ptr_array_index (sites, 0)), NULL, token);
  report = marbre_site_test_sync (kit.site, token, NULL, &error);
  g_assert_no_error (error);

  /* It names posts by their headline and takes no two of a name. */
  headline = g_strdup_printf ("Un essai %u", g_random_int ());
  story = remote_kit_write_story (&kit, headline, "Le *texte*.");
  row = remote_kit_publish (&kit, story, "publish", 0);
  remote_assert_row (row, MARBRE_OUTBOX_DONE);
  marbre_story_set_text (story, MARBRE_FIELD_BODY, "Corrigé.");
  again = remote_kit_publish (&kit, story, "publish", 0);
  remote_assert_row (again, MARBRE_OUTBOX_DONE);
  g_assert_cmpstr (again->remote_url, ==, row->remote_url);
  later = remote_kit_publish (&kit, story, "future", marbre_time_now () + 3600);
  remote_assert_row (later, MARBRE_OUTBOX_NEEDS_USER);

  endpoint = marbre_endpoint_new (kit.site, token, NULL);
  g_assert_null (marbre_endpoint_lookup (endpoint, "0b0b2f6e-1111-4222-8333-aaaabbbbcccc", NULL,
                                         &error));
  g_assert_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_UNCERTAIN);
  remote_kit_clear (&kit);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/micropub/fields", test_fields);
  ADD ("/micropub/site-block", test_site_block);
  ADD ("/micropub/once", test_once);
  ADD ("/micropub/fetched-while-sent", test_fetched_while_sent);
  ADD ("/micropub/article-of-another-story", test_article_of_another_story);
  ADD ("/micropub/conflict", test_conflict);
  ADD ("/micropub/schedule", test_schedule);
  ADD ("/micropub/wrong-token", test_wrong_token);
  g_test_add_func ("/micropub/server", test_server);
  return g_test_run ();
}
