/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The whole way to a real WordPress and back. tests/servers/with-server gives its address and
 * passwords in the environment; without them everything is skipped.
 */
#include "config.h"

#include <libsoup/soup.h>
#include <string.h>

#include "marbre-discovery.h"
#include "marbre-json.h"
#include "marbre-pictures.h"
#include "marbre-remote-error.h"
#include "marbre-story-file.h"
#include "marbre-sync.h"
#include "marbre-time.h"
#include "marbre-wordpress.h"
#include "remote-kit.h"

static void
kit_init_as (RemoteKit *kit, const char *user, const char *password)
{
  g_autofree char *api = g_strconcat (g_getenv ("WP_REST"), "/", NULL);

  remote_kit_init (kit, MARBRE_SITE_WORDPRESS, g_getenv ("WP_URL"), api, user, password);
}

static void
kit_init (RemoteKit *kit)
{
  kit_init_as (kit, g_getenv ("WP_USER"), g_getenv ("WP_APP_PASSWORD"));
}

static gboolean
skipped (void)
{
  if (g_getenv ("WP_URL") && g_getenv ("WP_APP_PASSWORD"))
    return FALSE;
  g_test_skip ("no WordPress: run under tests/servers/with-server");
  return TRUE;
}

/* Sets one of the server's faults. FALSE if there is no script to do it. */
static gboolean
set_flag (const char *flag, gboolean on)
{
  const char *server = g_getenv ("MARBRE_SERVER");
  const char *argv[] = { server, "flag", flag, on ? "on" : "off", NULL };
  g_autoptr (GError) error = NULL;
  int status;

  if (server == NULL)
    return FALSE;
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_spawn_check_wait_status (status, &error);
  g_assert_no_error (error);
  return TRUE;
}

/* Posts of the site whose title has @word, whatever their status. */
static guint
count_posts (RemoteKit *kit, const char *word)
{
  g_autofree char *secret = marbre_credentials_load_sync (
      kit->credentials, marbre_site_get_id (kit->site), NULL, NULL);
  g_autoptr (MarbreEndpoint) endpoint = marbre_endpoint_new (kit->site, secret, NULL);
  const MarbreListing all = { 0 };
  g_autoptr (MarbreListPage) page = NULL;
  g_autoptr (GPtrArray) posts = NULL;
  g_autoptr (GError) error = NULL;
  guint count = 0;

  page = marbre_endpoint_ask_page (endpoint, &all, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (page->next);
  posts = marbre_endpoint_read_page (endpoint, page, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < posts->len; i++)
    count += strstr (marbre_story_get_text (
                         marbre_remote_post_get_story (g_ptr_array_index (posts, i)),
                         MARBRE_FIELD_HEADLINE),
                     word) != NULL;
  return count;
}

static void
test_sign_in (void)
{
  RemoteKit kit;
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreSiteReport) admin = NULL;
  g_autoptr (MarbreSiteReport) contributor = NULL;
  g_autoptr (MarbreSite) site = NULL;

  if (skipped ())
    return;
  kit_init (&kit);
  admin = marbre_site_test_sync (kit.site, g_getenv ("WP_APP_PASSWORD"), NULL, &error);
  g_assert_no_error (error);
  g_assert_true (admin->can_publish && admin->can_upload);
  g_assert_nonnull (strstr (admin->text, "Signed in as"));

  g_assert_null (marbre_site_test_sync (kit.site, "wrong", NULL, &error));
  g_assert_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_SIGN_IN);
  g_assert_true (g_str_has_prefix (error->message, "Le Journal: "));
  g_assert_null (strstr (error->message, "wrong"));
  g_clear_error (&error);

  site = marbre_site_new (NULL, "Le Journal", MARBRE_SITE_WORDPRESS, g_getenv ("WP_URL"),
                          marbre_site_get_api (kit.site), "contributor");
  contributor =
      marbre_site_test_sync (site, g_getenv ("WP_CONTRIBUTOR_APP_PASSWORD"), NULL, &error);
  g_assert_no_error (error);
  g_assert_false (contributor->can_publish);
  remote_kit_clear (&kit);
}

static void
test_faults (void)
{
  static const struct
  {
    const char *flag;
    int code;
  } faults[] = {
    { "no-auth-header", MARBRE_REMOTE_ERROR_SIGN_IN },
    { "app-passwords-off", MARBRE_REMOTE_ERROR_SIGN_IN },
  };
  RemoteKit kit;

  if (skipped ())
    return;
  kit_init (&kit);
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (GError) error = NULL;

      if (!set_flag (faults[i].flag, TRUE))
        {
          g_test_skip ("no script that sets the server's faults");
          break;
        }
      g_assert_null (
          marbre_site_test_sync (kit.site, g_getenv ("WP_APP_PASSWORD"), NULL, &error));
      set_flag (faults[i].flag, FALSE);
      g_test_message ("%s: %s", faults[i].flag, error->message);
      g_assert_error (error, MARBRE_REMOTE_ERROR, faults[i].code);
    }
  remote_kit_clear (&kit);
}

static void
test_discovery (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sites = NULL;
  MarbreSite *site;

  if (skipped ())
    return;
  sites = marbre_discovery_run_sync (g_getenv ("WP_URL"), "", NULL, &error);
  g_assert_no_error (error);
  site = g_ptr_array_index (sites, 0);
  g_assert_cmpstr (marbre_site_get_kind (site), ==, MARBRE_SITE_WORDPRESS);
  g_assert_true (g_str_has_suffix (marbre_site_get_api (site), "/wp-json/"));

  /* Closed to strangers, it still says that it is one. */
  if (set_flag ("rest-closed", TRUE))
    {
      g_autoptr (GPtrArray) closed =
          marbre_discovery_run_sync (g_getenv ("WP_URL"), "", NULL, &error);

      set_flag ("rest-closed", FALSE);
      g_assert_no_error (error);
      g_assert_cmpuint (closed->len, ==, 1);
    }
  if (set_flag ("plain-permalinks", TRUE))
    {
      g_autoptr (GPtrArray) plain =
          marbre_discovery_run_sync (g_getenv ("WP_URL"), "", NULL, &error);
      g_autoptr (MarbreSite) signing = NULL;
      g_autoptr (MarbreSiteReport) report = NULL;

      g_assert_no_error (error);
      site = g_ptr_array_index (plain, 0);
      g_assert_nonnull (strstr (marbre_site_get_api (site), "rest_route="));
      signing = marbre_site_new (NULL, "x", MARBRE_SITE_WORDPRESS, marbre_site_get_url (site),
                                 marbre_site_get_api (site), g_getenv ("WP_USER"));
      report = marbre_site_test_sync (signing, g_getenv ("WP_APP_PASSWORD"), NULL, &error);
      set_flag ("plain-permalinks", FALSE);
      g_assert_no_error (error);
    }
}

/* Every field goes out and comes back. */
static void
test_fields (void)
{
  RemoteKit kit;
  RemoteKit other;
  g_autoptr (MarbreStory) story = NULL;
  g_autoptr (MarbreOutboxRow) row = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) png = NULL;
  g_autofree char *name = NULL;
  g_autoptr (MarbreMedia) lead = NULL;
  g_autoptr (MarbreSyncReport) report = NULL;
  g_autoptr (MarbreSyncReport) again = NULL;
  g_autoptr (MarbreStory) ours = NULL;
  g_autoptr (MarbreStory) theirs = NULL;
  const char *const tags[] = { "R&D", "élections", "mer <d’Iroise>", NULL };

  if (skipped ())
    return;
  kit_init (&kit);
  kit_init (&other);
  png = remote_kit_make_png ();
  name = marbre_archive_add_media_sync (kit.archive, png, "image/png", "pictures/quai.png", NULL,
                                        &error);
  g_assert_no_error (error);
  story = remote_kit_write_story (
      &kit, "Écluses & marées : « 3 < 4 »",
      "Le port *attend*.\n\n![Le quai](pictures/quai.png \"Au matin — Crédit : AFP\")\n\n## "
      "Suite\n\n> [!pullquote]\n> On verra.\n\nFin.");
  marbre_story_set_text (story, MARBRE_FIELD_KICKER, "Port & pêche");
  marbre_story_set_text (story, MARBRE_FIELD_STANDFIRST, "Un chapô <court> & net.");
  marbre_story_set_text (story, MARBRE_FIELD_BYLINE, "La rédaction");
  marbre_story_set_text (story, MARBRE_FIELD_SECTION, "Économie & mer");
  marbre_story_set_text (story, MARBRE_FIELD_SLUG, "ecluses-et-marees");
  marbre_story_set_tags (story, tags);
  lead = marbre_media_new ("pictures/quai.png", "Un quai", "Le quai au matin.", "AFP");
  marbre_story_set_lead_image (story, lead);

  row = remote_kit_publish (&kit, story, "publish", 0);
  remote_assert_row (row, MARBRE_OUTBOX_DONE);
  g_assert_cmpstr (row->error_text, ==, "");
  g_assert_true (g_str_has_suffix (row->remote_url, "/ecluses-et-marees/"));
  ours = marbre_archive_load_story_sync (kit.archive, marbre_story_get_id (story), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (marbre_story_get_state (ours), ==, MARBRE_STORY_PUBLISHED);
  g_assert_cmpstr (marbre_story_get_url (ours), ==, row->remote_url);

  report = marbre_sync_run_sync (other.archive, other.credentials, other.site, NULL, NULL, NULL,
                                 &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->added, >=, 1);
  theirs = marbre_archive_find_story_by_url_sync (other.archive, row->remote_url, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (theirs);
  marbre_pictures_restore (kit.archive, marbre_site_get_id (kit.site), ours, theirs, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < MARBRE_N_FIELDS; i++)
    g_assert_cmpstr (marbre_story_get_text (theirs, i), ==, marbre_story_get_text (ours, i));
  for (guint i = 0; tags[i]; i++)
    g_assert_true (g_strv_contains (marbre_story_get_tags (theirs), tags[i]));
  g_assert_true (marbre_media_equal (marbre_story_get_lead_image (theirs), lead));

  again = marbre_sync_run_sync (other.archive, other.credentials, other.site, NULL, NULL, NULL,
                                &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->added + again->updated, ==, 0);
  remote_kit_clear (&other);
  remote_kit_clear (&kit);
}

/* Asks the site as its own editor would. Returns: (transfer full): the content that it has then */
static char *
ask_raw (const char *remote_id, const char *content)
{
  g_autofree char *address =
      g_strdup_printf ("%s/wp/v2/posts/%s?context=edit", g_getenv ("WP_REST"), remote_id);
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupMessage) message = soup_message_new (content ? "POST" : "GET", address);
  g_autofree char *pair =
      g_strdup_printf ("%s:%s", g_getenv ("WP_USER"), g_getenv ("WP_APP_PASSWORD"));
  g_autofree char *encoded = g_base64_encode ((const guchar *) pair, strlen (pair));
  g_autofree char *authorization = g_strconcat ("Basic ", encoded, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (JsonNode) node = NULL;

  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                authorization);
  if (content != NULL)
    {
      g_autoptr (JsonObject) post = json_object_new ();
      g_autoptr (GBytes) body = NULL;

      json_object_set_string_member (post, "content", content);
      body = marbre_json_to_bytes (post);
      soup_message_set_request_body_from_bytes (message, "application/json", body);
    }
  answer = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  node = marbre_json_parse (answer, &error);
  g_assert_no_error (error);
  return g_strdup (marbre_json_string (
      marbre_json_object (marbre_json_node_object (node), "content"), "raw"));
}

static void
put_raw (const char *remote_id, const char *content)
{
  g_autofree char *there = ask_raw (remote_id, content);

  g_assert_cmpstr (there, ==, content);
}

static char *
get_raw (const char *remote_id)
{
  return ask_raw (remote_id, NULL);
}

/* WordPress dates changes to the second. */
static void
wait_for_next_second (void)
{
  const gint64 now = marbre_time_now ();

  while (marbre_time_now () == now)
    g_thread_yield ();
}

/* Somebody else changes the article: nothing is overwritten until the user says so. */
static void
test_conflict (void)
{
  RemoteKit kit;
  RemoteKit colleague;
  g_autoptr (MarbreStory) story = NULL;
  g_autoptr (MarbreStory) taken = NULL;
  g_autoptr (MarbreOutboxRow) row = NULL;
  g_autoptr (MarbreOutboxRow) correction = NULL;
  g_autoptr (MarbreOutboxRow) stopped = NULL;
  g_autoptr (MarbreOutboxRow) done = NULL;
  g_autoptr (MarbreSyncReport) report = NULL;
  g_autoptr (MarbreSyncReport) kept = NULL;
  g_autoptr (GError) error = NULL;

  if (skipped ())
    return;
  kit_init (&kit);
  kit_init (&colleague);
  story = remote_kit_write_story (&kit, "Conflit", "Un.\n");
  row = remote_kit_publish (&kit, story, "publish", 0);
  remote_assert_row (row, MARBRE_OUTBOX_DONE);

  report = marbre_sync_run_sync (colleague.archive, colleague.credentials, colleague.site, NULL,
                                 NULL, NULL, &error);
  g_assert_no_error (error);
  taken = marbre_archive_find_story_by_url_sync (colleague.archive, row->remote_url, NULL, &error);
  g_assert_nonnull (taken);
  marbre_story_set_text (taken, MARBRE_FIELD_BODY, "Un, corrigé.\n");
  wait_for_next_second ();
  correction = remote_kit_publish (&colleague, taken, "publish", 0);
  remote_assert_row (correction, MARBRE_OUTBOX_DONE);

  marbre_story_set_text (story, MARBRE_FIELD_BODY, "Deux.\n");
  stopped = remote_kit_publish (&kit, story, "publish", 0);
  remote_assert_row (stopped, MARBRE_OUTBOX_NEEDS_USER);
  g_assert_cmpstr (stopped->error_code, ==, "conflict");
  kept = marbre_sync_run_sync (kit.archive, kit.credentials, kit.site, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (kept->kept, ==, 1);

  remote_kit_retry (&kit, stopped->id, MARBRE_OUTBOX_OVERWRITE, &error);
  g_assert_no_error (error);
  done = remote_kit_run (&kit, stopped->id);
  remote_assert_row (done, MARBRE_OUTBOX_DONE);
  g_assert_cmpuint (count_posts (&kit, "Conflit"), ==, 1);
  remote_kit_clear (&colleague);
  remote_kit_clear (&kit);
}

/* What WordPress's editor and its plug-ins made stays to the byte around a correction. */
static void
test_blocks (void)
{
  static const char before[] =
      "<!-- wp:paragraph {\"dropCap\":true} -->\n<p class=\"has-drop-cap\">La première phrase "
      "reste.</p>\n<!-- /wp:paragraph -->\n\n\n<!-- wp:acme/carte {\"lieu\":\"Brest \\u0026 "
      "Quimper\"} /-->\n\n<!-- wp:paragraph {\"align\":\"right\"} -->\n<p "
      "class=\"has-text-align-right\">Le bateau part ";
  static const char after[] =
      ".</p>\n<!-- /wp:paragraph -->\n\n[contact-form-7 id=\"12\"]\n\n<!-- wp:gallery -->\n"
      "<figure class=\"wp-block-gallery\"></figure>\n<!-- /wp:gallery -->\n";
  RemoteKit kit;
  g_autoptr (MarbreStory) seed = NULL;
  g_autoptr (MarbreStory) story = NULL;
  g_autoptr (MarbreOutboxRow) row = NULL;
  g_autoptr (MarbreOutboxRow) done = NULL;
  g_autoptr (MarbreSyncReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *raw = g_strconcat (before, "lundi", after, NULL);
  g_autofree char *wanted = g_strconcat (before, "mardi", after, NULL);
  g_autofree char *there = NULL;
  g_auto (GStrv) halves = NULL;
  g_autofree char *body = NULL;

  if (skipped ())
    return;
  kit_init (&kit);
  seed = remote_kit_write_story (&kit, "Blocs", "Un.\n");
  row = remote_kit_publish (&kit, seed, "publish", 0);
  remote_assert_row (row, MARBRE_OUTBOX_DONE);
  wait_for_next_second ();
  put_raw (row->remote_id, raw);
  report = marbre_sync_run_sync (kit.archive, kit.credentials, kit.site, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->updated, >=, 1);

  story = marbre_archive_load_story_sync (kit.archive, marbre_story_get_id (seed), NULL, &error);
  g_assert_no_error (error);
  halves = g_strsplit (marbre_story_get_text (story, MARBRE_FIELD_BODY), "lundi", -1);
  g_assert_cmpuint (g_strv_length (halves), ==, 2);
  body = g_strjoinv ("mardi", halves);
  marbre_story_set_text (story, MARBRE_FIELD_BODY, body);
  done = remote_kit_publish (&kit, story, "publish", 0);
  remote_assert_row (done, MARBRE_OUTBOX_DONE);
  g_assert_cmpstr (done->error_text, ==, "");
  there = get_raw (row->remote_id);
  g_assert_cmpstr (there, ==, wanted);
  remote_kit_clear (&kit);
}

/* The program ends, or the line breaks, between the two steps of a creation. */
static void
test_once (void)
{
  RemoteKit kit;
  g_autoptr (MarbreStory) story = NULL;
  g_autoptr (MarbreEndpoint) endpoint = NULL;
  g_autoptr (MarbreRemotePost) draft = NULL;
  g_autoptr (MarbreOutboxRow) row = NULL;
  g_autoptr (MarbreOutboxRow) done = NULL;
  g_autoptr (GError) error = NULL;

  if (skipped ())
    return;
  kit_init (&kit);
  story = remote_kit_write_story (&kit, "Uneseulefois", "Texte.\n");
  /* A password that is not there keeps the row from being sent until it is ours to play with. */
  marbre_credentials_clear_sync (kit.credentials, marbre_site_get_id (kit.site), NULL, &error);
  row = remote_kit_publish (&kit, story, "publish", 0);
  remote_assert_row (row, MARBRE_OUTBOX_NEEDS_SIGN_IN);
  marbre_credentials_store_sync (kit.credentials, marbre_site_get_id (kit.site), "wordpress", "x",
                                 g_getenv ("WP_APP_PASSWORD"), NULL, &error);
  g_assert_no_error (error);

  endpoint = marbre_endpoint_new (kit.site, g_getenv ("WP_APP_PASSWORD"), &error);
  draft = marbre_endpoint_reserve (endpoint, row->client_ref, "Uneseulefois", NULL, &error);
  g_assert_no_error (error);
  row->state = MARBRE_OUTBOX_SENDING;
  marbre_archive_update_outbox_sync (kit.archive, row, MARBRE_OUTBOX_NEEDS_SIGN_IN, NULL, &error);
  g_assert_no_error (error);

  remote_kit_restart (&kit);
  done = remote_kit_run (&kit, row->id);
  remote_assert_row (done, MARBRE_OUTBOX_DONE);
  g_assert_cmpstr (done->remote_id, ==, marbre_remote_post_get_remote_id (draft));
  g_assert_true (g_str_has_suffix (done->remote_url, "/uneseulefois/"));
  g_assert_cmpuint (count_posts (&kit, "Uneseulefois"), ==, 1);
  remote_kit_clear (&kit);
}

static void
test_rights (void)
{
  RemoteKit kit;
  g_autoptr (MarbreStory) story = NULL;
  g_autoptr (MarbreOutboxRow) refused = NULL;
  g_autoptr (MarbreOutboxRow) draft = NULL;

  if (skipped ())
    return;
  kit_init_as (&kit, "contributor", g_getenv ("WP_CONTRIBUTOR_APP_PASSWORD"));
  story = remote_kit_write_story (&kit, "Stagiaire", "Texte.\n");
  marbre_story_set_text (story, MARBRE_FIELD_SECTION, "Rubrique neuve");
  refused = remote_kit_publish (&kit, story, "publish", 0);
  remote_assert_row (refused, MARBRE_OUTBOX_NEEDS_USER);
  g_assert_cmpstr (refused->error_code, ==, "forbidden");

  /* Handed over instead: the same post, and the section is not lost without a word. */
  draft = remote_kit_publish (&kit, story, "draft", 0);
  remote_assert_row (draft, MARBRE_OUTBOX_DONE);
  g_assert_nonnull (strstr (draft->error_text, "Rubrique neuve"));
  remote_kit_clear (&kit);
}

static void
test_schedule (void)
{
  RemoteKit kit;
  g_autoptr (MarbreStory) story = NULL;
  g_autoptr (MarbreOutboxRow) row = NULL;
  g_autoptr (MarbrePosting) posting = NULL;

  if (skipped ())
    return;
  kit_init (&kit);
  story = remote_kit_write_story (&kit, "Plus tard", "Texte.\n");
  row = remote_kit_publish (&kit, story, "future", marbre_time_now () + 86400);
  remote_assert_row (row, MARBRE_OUTBOX_DONE);
  g_assert_cmpstr (row->error_text, ==, "");
  posting = marbre_archive_get_posting_sync (kit.archive, marbre_story_get_id (story),
                                             marbre_site_get_id (kit.site), NULL, NULL);
  g_assert_cmpstr (posting->status, ==, "future");
  remote_kit_clear (&kit);
}

static void
test_certificate (void)
{
  const char *url = g_getenv ("WP_TLS_URL");
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsDatabase) authority = NULL;
  g_autoptr (GPtrArray) sites = NULL;

  if (skipped ())
    return;
  if (url == NULL)
    {
      g_test_skip ("no https");
      return;
    }
  g_assert_null (marbre_discovery_run_sync (url, "", NULL, &error));
  g_assert_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_CERTIFICATE);
  g_clear_error (&error);

  authority = g_tls_file_database_new (g_getenv ("WP_TLS_CA"), &error);
  g_assert_no_error (error);
  g_tls_backend_set_default_database (g_tls_backend_get_default (), authority);
  sites = marbre_discovery_run_sync (url, "", NULL, &error);
  g_assert_no_error (error);
  g_tls_backend_set_default_database (g_tls_backend_get_default (), NULL);
}

/* The samples, published and taken back into an empty archive, say the same. */
static void
test_samples (void)
{
  g_autofree char *samples =
      g_test_build_filename (G_TEST_DIST, "..", "data", "samples", NULL);
  const char *const languages[] = { "fr", "en" };
  RemoteKit kit;
  RemoteKit other;
  g_autoptr (GPtrArray) stories = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (MarbreSyncReport) report = NULL;
  g_autoptr (GError) error = NULL;

  if (skipped ())
    return;
  kit_init (&kit);
  kit_init (&other);
  remote_kit_add_sample_pictures (&kit, samples);
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autofree char *path = g_build_filename (samples, languages[i], NULL);
      g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
      const char *file;

      while (dir && (file = g_dir_read_name (dir)))
        {
          g_autofree char *whole = g_build_filename (path, file, NULL);
          MarbreStory *story = remote_kit_load_sample (whole);
          g_autoptr (MarbreOutboxRow) row = remote_kit_publish (
              &kit, story, "publish", marbre_story_get_time (story, MARBRE_MOMENT_PUBLISHED));

          remote_assert_row (row, MARBRE_OUTBOX_DONE);
          g_assert_cmpstr (row->error_text, ==, "");
          marbre_story_set_url (story, row->remote_url);
          g_ptr_array_add (stories, story);
        }
    }
  report = marbre_sync_run_sync (other.archive, other.credentials, other.site, NULL, NULL, NULL,
                                 &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->added, >=, stories->len);
  for (guint i = 0; i < stories->len; i++)
    {
      MarbreStory *story = g_ptr_array_index (stories, i);
      g_autoptr (MarbreStory) back = marbre_archive_find_story_by_url_sync (
          other.archive, marbre_story_get_url (story), NULL, &error);

      g_assert_nonnull (back);
      marbre_pictures_restore (kit.archive, marbre_site_get_id (kit.site), story, back, NULL,
                               &error);
      g_assert_no_error (error);
      for (guint j = 0; j < MARBRE_N_FIELDS; j++)
        if (g_strcmp0 (marbre_story_get_text (back, j), marbre_story_get_text (story, j)) != 0)
          {
            g_test_message ("%s, %s:\n--- sent\n%s\n--- back\n%s", marbre_story_get_id (story),
                            marbre_field_get_name (j), marbre_story_get_text (story, j),
                            marbre_story_get_text (back, j));
            g_test_fail ();
          }
    }
  g_test_message ("%u samples", stories->len);
  remote_kit_clear (&other);
  remote_kit_clear (&kit);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wordpress/sign-in", test_sign_in);
  g_test_add_func ("/wordpress/faults", test_faults);
  g_test_add_func ("/wordpress/discovery", test_discovery);
  g_test_add_func ("/wordpress/fields", test_fields);
  g_test_add_func ("/wordpress/conflict", test_conflict);
  g_test_add_func ("/wordpress/blocks", test_blocks);
  g_test_add_func ("/wordpress/once", test_once);
  g_test_add_func ("/wordpress/rights", test_rights);
  g_test_add_func ("/wordpress/schedule", test_schedule);
  g_test_add_func ("/wordpress/certificate", test_certificate);
  g_test_add_func ("/wordpress/samples", test_samples);
  return g_test_run ();
}
