/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ghost: what goes wrong, against a double; and the whole way there and back, against a real Ghost.
 * tests/servers/with-server gives its address and keys in the environment; without them that part
 * is skipped.
 */
#include "config.h"

#include <string.h>

#include "ghost-double.h"
#include "marbre-discovery.h"
#include "marbre-ghost.h"
#include "marbre-pictures.h"
#include "marbre-remote-error.h"
#include "marbre-story-file.h"
#include "marbre-sync.h"
#include "marbre-time.h"
#include "remote-kit.h"

#define POSTS "/ghost/api/admin/posts/"

typedef struct
{
  RemoteDouble *wire; /* (owned) */
  GhostDouble *ghost; /* (owned) */
  RemoteKit kit;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *url = NULL;
  g_autofree char *api = NULL;

  fixture->wire = remote_double_new (NULL);
  fixture->ghost = ghost_double_new (fixture->wire);
  url = remote_double_get_url (fixture->wire, "/");
  api = remote_double_get_url (fixture->wire, "/ghost/api/admin/");
  remote_kit_init (&fixture->kit, MARBRE_SITE_GHOST, url, api, NULL, GHOST_DOUBLE_KEY);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  remote_kit_clear (&fixture->kit);
  remote_double_free (fixture->wire);
  ghost_double_free (fixture->ghost);
}

/* Asserts that signing in with @key fails with @code, and says so with @word. */
static void
assert_refused (Fixture *fixture, const char *key, int code, const char *word)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (marbre_site_test_sync (fixture->kit.site, key, NULL, &error));
  g_assert_error (error, MARBRE_REMOTE_ERROR, code);
  if (strstr (error->message, word) == NULL)
    g_error ("no “%s” in: %s", word, error->message);
  g_assert_null (strstr (error->message, key));
}

static void
test_keys (Fixture *fixture, gconstpointer data)
{
  static const char *const wrong[] = {
    "262b390ee586f076976314e276", "x", "a:", ":ab", "a:b", "6b:zz", "6b:00:11", "6b:0", "é:00",
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreSiteReport) report =
      marbre_site_test_sync (fixture->kit.site, " " GHOST_DOUBLE_KEY "\n", NULL, &error);

  g_assert_no_error (error);
  g_assert_true (report->can_publish && report->can_upload);
  g_assert_cmpstr (report->user, ==, "");
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      const guint before = remote_double_n_requests (fixture->wire);

      g_assert_null (marbre_site_test_sync (fixture->kit.site, wrong[i], NULL, &error));
      g_assert_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_SIGN_IN);
      g_assert_nonnull (strstr (error->message, "Content API key"));
      g_clear_error (&error);
      g_assert_cmpuint (remote_double_n_requests (fixture->wire), ==, before);
    }
  assert_refused (fixture, "6b036400c0ffee0000000002:00", MARBRE_REMOTE_ERROR_SIGN_IN,
                  "does not know this key");
  assert_refused (fixture, "6b036400c0ffee0000000001:00", MARBRE_REMOTE_ERROR_SIGN_IN,
                  "Copy the whole");
}

/* A clock that is behind makes tokens that are too old. */
static void
test_clock (Fixture *fixture, gconstpointer data)
{
  ghost_double_set_lag (fixture->ghost, 3600);
  assert_refused (fixture, GHOST_DOUBLE_KEY, MARBRE_REMOTE_ERROR_SIGN_IN, "60 minutes behind");
  ghost_double_set_lag (fixture->ghost, 200);
  {
    g_autoptr (GError) error = NULL;
    g_autoptr (MarbreSiteReport) report =
        marbre_site_test_sync (fixture->kit.site, GHOST_DOUBLE_KEY, NULL, &error);

    g_assert_no_error (error);
    g_assert_nonnull (report);
  }
}

static MarbreOutboxRow *
publish (Fixture *fixture, MarbreStory *story, const char *status)
{
  return remote_kit_publish (&fixture->kit, story, status, 0);
}

static void
test_publishes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreStory) story =
      remote_kit_write_story (&fixture->kit, "Le « quai » & 3 < 4", "Texte *fort*.");
  g_autoptr (MarbreOutboxRow) row = publish (fixture, story, "publish");
  g_autofree char *made = NULL;
  g_autofree char *filled = NULL;

  remote_assert_row (row, MARBRE_OUTBOX_DONE);
  g_assert_cmpuint (ghost_double_n_posts (fixture->ghost), ==, 1);
  made = remote_double_find (fixture->wire, "POST " POSTS);
  g_assert_nonnull (strstr (made, row->client_ref));
  g_assert_nonnull (strstr (made, "\"status\":\"draft\""));
  filled = remote_double_find (fixture->wire, "PUT " POSTS "id1/?");
  g_assert_nonnull (strstr (filled, "\"status\":\"published\""));
  g_assert_nonnull (strstr (filled, "\"title\":\"Le « quai » & 3 < 4\""));
  g_assert_nonnull (strstr (filled, "<p>Texte <em>fort</em>.</p>"));
  g_assert_nonnull (strstr (filled, "\"slug\":\"\""));
}

/* What Ghost's editor has no place for goes as a card, and nothing else does. */
static void
test_cards (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *markdown;
    gboolean card;
  } blocks[] = {
    { "Un *mot* et `code`,\\\nune ligne, [loin](https://example.org).", FALSE },
    { "## Intertitre", FALSE },
    { "- un\n- deux\n  - trois", FALSE },
    { "> Une citation.", FALSE },
    { "```c\nint x = 1 < 2;\n```", FALSE },
    { "![Le quai](https://example.org/a.jpg \"Le quai — Crédit : AFP\")", FALSE },
    { "***", FALSE },
    { "> Une citation.\n>\n> En deux parties.", TRUE },
    { "> - un", TRUE },
    { "- un\n\n- deux", TRUE },
    { "3. trois\n4. quatre", TRUE },
    { "> [!pullquote]\n> On verra.", TRUE },
    { "> [!box]\n> Les faits.", TRUE },
    { "| a | b |\n|---|---|\n| 1 | 2 |", TRUE },
    { "Un [lien](https://example.org \"au titre\").", TRUE },
    { "Une image ![a](https://example.org/a.jpg) dans la phrase.", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    {
      g_autofree char *headline = g_strdup_printf ("Bloc %u", i);
      g_autofree char *body = g_strconcat ("Avant.\n\n", blocks[i].markdown, "\n\nAprès.", NULL);
      g_autoptr (MarbreStory) story =
          remote_kit_write_story (&fixture->kit, headline, body);
      g_autoptr (MarbreOutboxRow) row = publish (fixture, story, "publish");
      g_autofree char *sent = NULL;

      remote_assert_row (row, MARBRE_OUTBOX_DONE);
      sent = remote_double_find (fixture->wire, "PUT " POSTS);
      g_assert_nonnull (strstr (sent, "\"html\":\"<p>Avant.</p>"));
      g_assert_nonnull (strstr (sent, "<p>Après.</p>\""));
      if ((strstr (sent, "kg-card-begin") != NULL) != blocks[i].card ||
          (strstr (sent, "kg-card-end") != NULL) != blocks[i].card)
        g_error ("%s\nbecame\n%s", blocks[i].markdown, sent);
    }
}

/* A site that has documents gets one, and keeps what its editor put there. A card that readers do
 * not see is a change, too. */
static void
test_document (Fixture *fixture, gconstpointer data)
{
  static const char card[] =
      "{\"root\":{\"children\":[{\"type\":\"email\",\"version\":1,\"html\":\"<p>x</p>\"}]}}";
  g_autoptr (MarbreStory) story = remote_kit_write_story (&fixture->kit, "Carte", "Un *mot*.");
  g_autoptr (MarbreOutboxRow) first = NULL;
  g_autoptr (MarbreOutboxRow) stopped = NULL;
  g_autoptr (MarbreOutboxRow) done = NULL;
  g_autofree char *sent = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *body = NULL;
  g_autoptr (GError) error = NULL;

  ghost_double_set_document (fixture->ghost, "{\"root\":{\"children\":[]}}");
  first = publish (fixture, story, "publish");
  remote_assert_row (first, MARBRE_OUTBOX_DONE);
  sent = remote_double_find (fixture->wire, "PUT " POSTS);
  g_assert_nonnull (strstr (sent, "\"lexical\":\"{"));
  g_assert_null (strstr (sent, "source=html"));
  g_assert_null (strstr (sent, "\"html\""));

  ghost_double_set_document (fixture->ghost, card);
  stopped = publish (fixture, story, "publish");
  remote_assert_row (stopped, MARBRE_OUTBOX_NEEDS_USER);
  g_assert_cmpstr (stopped->error_code, ==, "conflict");
  body = g_strdup ("Deux.\n\n```site-block ghost/email\n{\"type\":\"email\",\"version\":1,"
                   "\"html\":\"<p>x</p>\"}\n```");
  marbre_story_set_text (story, MARBRE_FIELD_BODY, body);
  stopped = (marbre_outbox_row_free (stopped), publish (fixture, story, "publish"));
  remote_kit_retry (&fixture->kit, stopped->id, MARBRE_OUTBOX_OVERWRITE, &error);
  g_assert_no_error (error);
  done = remote_kit_run (&fixture->kit, stopped->id);
  remote_assert_row (done, MARBRE_OUTBOX_DONE);
  g_assert_cmpstr (done->error_text, ==, "");
  kept = remote_double_find (fixture->wire, "PUT " POSTS);
  g_assert_nonnull (strstr (kept, "{\\\"type\\\":\\\"email\\\",\\\"version\\\":1,"
                                  "\\\"html\\\":\\\"<p>x</p>\\\"}]}}"));
}

/* The answer to the first step is lost: the draft is found by its reference, not made again. */
static void
test_lost_draft (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreStory) story = remote_kit_write_story (&fixture->kit, "Une fois", "Texte.");
  g_autoptr (MarbreOutboxRow) lost = NULL;
  g_autoptr (MarbreOutboxRow) done = NULL;

  remote_double_set_fault (fixture->wire, "POST", POSTS, DOUBLE_LOSE, 0, NULL);
  lost = publish (fixture, story, "publish");
  remote_kit_make_due (&fixture->kit, lost->id);
  done = remote_kit_run (&fixture->kit, lost->id);
  remote_assert_row (done, MARBRE_OUTBOX_DONE);
  g_assert_cmpuint (ghost_double_n_posts (fixture->ghost), ==, 1);
  g_assert_cmpuint (remote_double_count (fixture->wire, "POST " POSTS), ==, 1);
}

/* The answer to a correction is lost: it is no conflict with ourselves. */
static void
test_lost_update (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreStory) story = remote_kit_write_story (&fixture->kit, "Perdu", "Un.");
  g_autoptr (MarbreOutboxRow) first = publish (fixture, story, "publish");
  g_autoptr (MarbreOutboxRow) lost = NULL;
  g_autoptr (MarbreOutboxRow) done = NULL;

  remote_assert_row (first, MARBRE_OUTBOX_DONE);
  marbre_story_set_text (story, MARBRE_FIELD_BODY, "Deux.");
  remote_double_set_fault (fixture->wire, "PUT", POSTS, DOUBLE_LOSE, 0, NULL);
  lost = publish (fixture, story, "publish");
  remote_kit_make_due (&fixture->kit, lost->id);
  done = remote_kit_run (&fixture->kit, lost->id);
  remote_assert_row (done, MARBRE_OUTBOX_DONE);
}

/* Somebody else changes the article: nothing is overwritten until the user says so; tags of the
 * site's own workings stay all the same. */
static void
test_conflict (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreStory) story = remote_kit_write_story (&fixture->kit, "Conflit", "Un.");
  g_autoptr (MarbreOutboxRow) first = publish (fixture, story, "publish");
  g_autoptr (MarbreOutboxRow) stopped = NULL;
  g_autoptr (MarbreOutboxRow) done = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sent = NULL;

  remote_assert_row (first, MARBRE_OUTBOX_DONE);
  ghost_double_edit (fixture->ghost, "Conflit, corrigé");
  marbre_story_set_text (story, MARBRE_FIELD_BODY, "Deux.");
  stopped = publish (fixture, story, "publish");
  remote_assert_row (stopped, MARBRE_OUTBOX_NEEDS_USER);
  g_assert_cmpstr (stopped->error_code, ==, "conflict");
  g_assert_cmpuint (remote_double_count (fixture->wire, "PUT " POSTS), ==, 1);

  remote_kit_retry (&fixture->kit, stopped->id, MARBRE_OUTBOX_OVERWRITE, &error);
  g_assert_no_error (error);
  done = remote_kit_run (&fixture->kit, stopped->id);
  remote_assert_row (done, MARBRE_OUTBOX_DONE);
  sent = remote_double_find (fixture->wire, "PUT " POSTS);
  g_assert_nonnull (strstr (sent, "\"#une\""));
  /* The address of a published article stays, though the story names none. */
  g_assert_null (strstr (sent, "\"slug\""));
}

/* The site has it that the article changed between our look and the update. */
static void
test_collision (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreEndpoint) endpoint =
      marbre_endpoint_new (fixture->kit.site, GHOST_DOUBLE_KEY, &error);
  g_autofree char *client_ref = g_uuid_string_random ();
  g_autoptr (MarbreStory) story = marbre_story_new ();
  g_autoptr (MarbreRemotePost) draft =
      marbre_endpoint_reserve (endpoint, client_ref, "Titre", NULL, &error);
  const MarbreSubmission submission = { .story = story,
                                        .html = "<p>x</p>",
                                        .status = "publish",
                                        .client_ref = client_ref,
                                        .fresh = TRUE };

  g_assert_no_error (error);
  ghost_double_edit (fixture->ghost, "Un autre titre");
  g_assert_null (marbre_endpoint_update (endpoint, marbre_remote_post_get_remote_id (draft),
                                         &submission, NULL, &error));
  g_assert_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_CONFLICT);
}

static void
test_limits (Fixture *fixture, gconstpointer data)
{
  g_autofree char *long_text = g_strnfill (301, 'x');
  g_autofree char *alt = g_strnfill (192, 'y');
  g_autoptr (MarbreStory) story = remote_kit_write_story (&fixture->kit, "Long", "Un.");
  g_autoptr (MarbreMedia) lead = marbre_media_new ("https://example.org/a.jpg", alt, "", "");
  g_autoptr (MarbreOutboxRow) stopped = NULL;
  g_autoptr (MarbreOutboxRow) done = NULL;

  marbre_story_set_text (story, MARBRE_FIELD_STANDFIRST, long_text);
  marbre_story_set_lead_image (story, lead);
  stopped = publish (fixture, story, "publish");
  remote_assert_row (stopped, MARBRE_OUTBOX_NEEDS_USER);
  g_assert_nonnull (strstr (stopped->error_text, "300"));
  g_assert_nonnull (strstr (stopped->error_text, "301"));

  long_text[300] = '\0';
  marbre_story_set_text (story, MARBRE_FIELD_STANDFIRST, long_text);
  done = publish (fixture, story, "publish");
  remote_assert_row (done, MARBRE_OUTBOX_DONE);
  g_assert_nonnull (strstr (done->error_text, "191"));
  g_assert_cmpuint (ghost_double_n_posts (fixture->ghost), ==, 1);
}

static void
test_faults (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    DoubleFault fault;
    guint status;
    int code;
  } faults[] = {
    { DOUBLE_STATUS, 429, MARBRE_REMOTE_ERROR_TRY_LATER },
    { DOUBLE_STATUS, 503, MARBRE_REMOTE_ERROR_TRY_LATER },
    { DOUBLE_HTML, 0, MARBRE_REMOTE_ERROR_NOT_AN_API },
    { DOUBLE_WARNING, 0, MARBRE_REMOTE_ERROR_NOT_AN_API },
    { DOUBLE_SHAPE, 0, MARBRE_REMOTE_ERROR_NOT_AN_API },
    { DOUBLE_NESTED, 0, MARBRE_REMOTE_ERROR_NOT_AN_API },
    { DOUBLE_TRUNCATED, 0, MARBRE_REMOTE_ERROR_OFFLINE },
    { DOUBLE_ENDLESS, 0, MARBRE_REMOTE_ERROR_TOO_LARGE },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreEndpoint) endpoint =
      marbre_endpoint_new (fixture->kit.site, GHOST_DOUBLE_KEY, &error);

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      const MarbreListing all = { 0 };

      remote_double_set_fault (fixture->wire, "GET", POSTS, faults[i].fault, faults[i].status,
                               NULL);
      g_assert_null (marbre_endpoint_ask_page (endpoint, &all, NULL, NULL, &error));
      g_test_message ("%u: %s", i, error->message);
      g_assert_error (error, MARBRE_REMOTE_ERROR, faults[i].code);
      g_clear_error (&error);
    }
  g_assert_null (marbre_endpoint_fetch (endpoint, "gone", NULL, &error));
  g_assert_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_FOUND);
}

/* Found from any of its pages, without signing in. */
static void
test_discovery (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *url = remote_double_get_url (fixture->wire, "/");
  g_autofree char *api = remote_double_get_url (fixture->wire, "/ghost/api/admin/");
  g_autoptr (GPtrArray) sites = marbre_discovery_run_sync (url, "", NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (sites->len, ==, 1);
  g_assert_cmpstr (marbre_site_get_kind (sites->pdata[0]), ==, MARBRE_SITE_GHOST);
  g_assert_cmpstr (marbre_site_get_name (sites->pdata[0]), ==, "Le Quai");
  g_assert_cmpstr (marbre_site_get_api (sites->pdata[0]), ==, api);
  g_assert_cmpuint (remote_double_count (fixture->wire, "GET /ghost/api/admin/site/ (anonymous)"),
                    ==, 1);
}

/* From here on: a real Ghost. */

static gboolean
skipped (void)
{
  if (g_getenv ("GHOST_API") && g_getenv ("GHOST_ADMIN_KEY"))
    return FALSE;
  g_test_skip ("no Ghost: run under tests/servers/with-server");
  return TRUE;
}

static void
kit_init_as (RemoteKit *kit, const char *key)
{
  remote_kit_init (kit, MARBRE_SITE_GHOST, g_getenv ("GHOST_URL"), g_getenv ("GHOST_API"), NULL,
                   key);
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

static void
test_real_sign_in (void)
{
  RemoteKit kit;
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreSiteReport) integration = NULL;
  g_autoptr (MarbreSiteReport) owner = NULL;
  g_autoptr (MarbreSiteReport) contributor = NULL;
  g_autoptr (GPtrArray) sites = NULL;

  if (skipped ())
    return;
  kit_init_as (&kit, g_getenv ("GHOST_ADMIN_KEY"));
  integration = marbre_site_test_sync (kit.site, g_getenv ("GHOST_ADMIN_KEY"), NULL, &error);
  g_assert_no_error (error);
  g_assert_true (integration->can_publish);
  owner = marbre_site_test_sync (kit.site, g_getenv ("GHOST_OWNER_TOKEN"), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (owner->user, ==, "Owner");
  g_assert_true (owner->can_publish);
  contributor =
      marbre_site_test_sync (kit.site, g_getenv ("GHOST_CONTRIBUTOR_TOKEN"), NULL, &error);
  g_assert_no_error (error);
  g_assert_false (contributor->can_publish);

  g_assert_null (marbre_site_test_sync (kit.site, "000000000000000000000000:00", NULL, &error));
  g_assert_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_SIGN_IN);
  g_clear_error (&error);

  sites = marbre_discovery_run_sync (g_getenv ("GHOST_URL"), "", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (marbre_site_get_kind (sites->pdata[0]), ==, MARBRE_SITE_GHOST);
  g_assert_cmpstr (marbre_site_get_api (sites->pdata[0]), ==, g_getenv ("GHOST_API"));
  remote_kit_clear (&kit);
}

/* Links from the site's root come back whole. */
static void
assert_same_fields (MarbreStory *back, MarbreStory *story)
{
  for (guint i = 0; i < MARBRE_N_FIELDS; i++)
    {
      const char *sent = marbre_story_get_text (story, i);
      g_autoptr (GString) got = g_string_new (marbre_story_get_text (back, i));

      g_string_replace (got, g_getenv ("GHOST_URL"), "/", 0);
      if (g_str_equal (got->str, sent))
        continue;
      g_test_message ("%s, %s:\n--- sent\n%s\n--- back\n%s", marbre_story_get_id (story),
                      marbre_field_get_name (i), sent, got->str);
      g_test_fail ();
    }
}

/* What Ghost made of our text is known as ours, should the answer to an update be lost. */
static void
assert_own_change (RemoteKit *kit, MarbreStory *story, MarbreOutboxRow *row)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbrePosting) posting = marbre_archive_get_posting_sync (
      kit->archive, marbre_story_get_id (story), marbre_site_get_id (kit->site), NULL, &error);
  g_autoptr (MarbreOutboxRow) again = NULL;

  g_free (posting->version);
  posting->version = g_strdup ("what was before");
  marbre_archive_put_posting_sync (kit->archive, posting, NULL, NULL, &error);
  g_assert_no_error (error);
  again = remote_kit_publish (kit, story, "publish", 0);
  remote_assert_row (again, MARBRE_OUTBOX_DONE);
  g_assert_cmpstr (again->remote_id, ==, row->remote_id);
}

/* Every field goes out and comes back, and what did not change is not fetched as new. */
static void
test_real_fields (void)
{
  RemoteKit kit;
  RemoteKit other;
  g_autoptr (MarbreStory) story = NULL;
  g_autoptr (MarbreStory) theirs = NULL;
  g_autoptr (MarbreOutboxRow) row = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) png = NULL;
  g_autofree char *name = NULL;
  g_autoptr (MarbreMedia) lead = NULL;
  g_autoptr (MarbreSyncReport) report = NULL;
  g_autoptr (MarbreSyncReport) again = NULL;
  const char *const tags[] = { "R&D", "élections", "mer <d’Iroise>", NULL };

  if (skipped ())
    return;
  kit_init_as (&kit, g_getenv ("GHOST_ADMIN_KEY"));
  kit_init_as (&other, g_getenv ("GHOST_OWNER_TOKEN"));
  png = remote_kit_make_png ();
  name = marbre_archive_add_media_sync (kit.archive, png, "image/png", "pictures/quai.png", NULL,
                                        &error);
  g_assert_no_error (error);
  story = remote_kit_write_story (
      &kit, "Écluses & marées : « 3 < 4 »",
      "Le port *attend* **fort**, [loin](https://example.org/a?b=1&c=2) et [ici](/ici).\n\n"
      "![Le quai](pictures/quai.png \"Au matin — Crédit : AFP\")\n\n## Suite\n\n"
      "> [!pullquote]\n> On verra.\n\nUne note[^1].\n\n- un\n- deux\n\n1. un\n2. deux\n\n"
      "> Citation.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nFin.\n\n[^1]: La note.");
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

  report = sync_kit (&other);
  g_assert_cmpuint (report->added, >=, 1);
  theirs = marbre_archive_find_story_by_url_sync (other.archive, row->remote_url, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (theirs);
  marbre_pictures_restore (kit.archive, marbre_site_get_id (kit.site), story, theirs, NULL, &error);
  g_assert_no_error (error);
  assert_same_fields (theirs, story);
  g_assert_true (g_strv_equal (marbre_story_get_tags (theirs), tags));
  g_assert_true (marbre_media_equal (marbre_story_get_lead_image (theirs), lead));

  again = sync_kit (&other);
  g_assert_cmpuint (again->added + again->updated, ==, 0);
  assert_own_change (&kit, story, row);
  remote_kit_clear (&other);
  remote_kit_clear (&kit);
}

/* Two desks at one site; and tags without a section stay tags. */
static void
test_real_conflict (void)
{
  RemoteKit kit;
  RemoteKit colleague;
  const char *const tags[] = { "mer", NULL };
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
  kit_init_as (&kit, g_getenv ("GHOST_ADMIN_KEY"));
  kit_init_as (&colleague, g_getenv ("GHOST_OWNER_TOKEN"));
  story = remote_kit_write_story (&kit, "Conflit", "Un.");
  marbre_story_set_tags (story, tags);
  row = remote_kit_publish (&kit, story, "publish", 0);
  remote_assert_row (row, MARBRE_OUTBOX_DONE);

  report = sync_kit (&colleague);
  taken = marbre_archive_find_story_by_url_sync (colleague.archive, row->remote_url, NULL, &error);
  g_assert_nonnull (taken);
  g_assert_cmpstr (marbre_story_get_text (taken, MARBRE_FIELD_SECTION), ==, "");
  g_assert_true (g_strv_equal (marbre_story_get_tags (taken), tags));
  marbre_story_set_text (taken, MARBRE_FIELD_BODY, "Un, corrigé.");
  correction = remote_kit_publish (&colleague, taken, "publish", 0);
  remote_assert_row (correction, MARBRE_OUTBOX_DONE);
  g_assert_cmpstr (correction->remote_url, ==, row->remote_url);

  /* Though all of that may have been within one second. */
  marbre_story_set_text (story, MARBRE_FIELD_BODY, "Deux.");
  stopped = remote_kit_publish (&kit, story, "publish", 0);
  remote_assert_row (stopped, MARBRE_OUTBOX_NEEDS_USER);
  g_assert_cmpstr (stopped->error_code, ==, "conflict");
  kept = sync_kit (&kit);
  g_assert_cmpuint (kept->kept, ==, 1);

  remote_kit_retry (&kit, stopped->id, MARBRE_OUTBOX_OVERWRITE, &error);
  g_assert_no_error (error);
  done = remote_kit_run (&kit, stopped->id);
  remote_assert_row (done, MARBRE_OUTBOX_DONE);
  remote_kit_clear (&colleague);
  remote_kit_clear (&kit);
}

/* Later, then at once instead, then back to a draft. */
static void
test_real_statuses (void)
{
  RemoteKit kit;
  const gint64 tomorrow = marbre_time_now () + 86400;
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreStory) story = NULL;
  g_autoptr (MarbreOutboxRow) later = NULL;
  g_autoptr (MarbreOutboxRow) now = NULL;
  g_autoptr (MarbreOutboxRow) draft = NULL;
  g_autoptr (MarbreEndpoint) endpoint = NULL;
  g_autoptr (MarbreRemotePost) scheduled = NULL;
  g_autoptr (MarbreRemotePost) published = NULL;
  g_autoptr (MarbreRemotePost) drafted = NULL;

  if (skipped ())
    return;
  kit_init_as (&kit, g_getenv ("GHOST_ADMIN_KEY"));
  endpoint = marbre_endpoint_new (kit.site, g_getenv ("GHOST_ADMIN_KEY"), &error);
  story = remote_kit_write_story (&kit, "Plus tard", "Texte.");
  later = remote_kit_publish (&kit, story, "future", tomorrow);
  remote_assert_row (later, MARBRE_OUTBOX_DONE);
  scheduled = marbre_endpoint_fetch (endpoint, later->remote_id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (marbre_remote_post_get_status (scheduled), ==, "future");
  g_assert_cmpint (marbre_story_get_time (marbre_remote_post_get_story (scheduled),
                                          MARBRE_MOMENT_PUBLISH_AT),
                   ==, tomorrow);

  now = remote_kit_publish (&kit, story, "publish", 0);
  remote_assert_row (now, MARBRE_OUTBOX_DONE);
  published = marbre_endpoint_fetch (endpoint, later->remote_id, NULL, &error);
  g_assert_cmpstr (marbre_remote_post_get_status (published), ==, "publish");
  g_assert_cmpint (marbre_story_get_time (marbre_remote_post_get_story (published),
                                          MARBRE_MOMENT_PUBLISHED),
                   <=, marbre_time_now ());

  draft = remote_kit_publish (&kit, story, "draft", 0);
  remote_assert_row (draft, MARBRE_OUTBOX_DONE);
  drafted = marbre_endpoint_fetch (endpoint, later->remote_id, NULL, &error);
  g_assert_cmpstr (marbre_remote_post_get_status (drafted), ==, "draft");
  remote_kit_clear (&kit);
}

static void
test_real_rights (void)
{
  RemoteKit kit;
  g_autoptr (MarbreStory) story = NULL;
  g_autoptr (MarbreOutboxRow) refused = NULL;
  g_autoptr (MarbreOutboxRow) draft = NULL;

  if (skipped ())
    return;
  kit_init_as (&kit, g_getenv ("GHOST_CONTRIBUTOR_TOKEN"));
  story = remote_kit_write_story (&kit, "Stagiaire", "Texte.");
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

/* The samples, published and taken back into an empty archive, say the same. */
static void
test_real_samples (void)
{
  g_autofree char *samples = g_test_build_filename (G_TEST_DIST, "..", "data", "samples", NULL);
  const char *const languages[] = { "fr", "en" };
  RemoteKit kit;
  RemoteKit other;
  g_autoptr (GPtrArray) stories = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (MarbreSyncReport) report = NULL;
  g_autoptr (GError) error = NULL;

  if (skipped ())
    return;
  kit_init_as (&kit, g_getenv ("GHOST_ADMIN_KEY"));
  kit_init_as (&other, g_getenv ("GHOST_OWNER_TOKEN"));
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
  report = sync_kit (&other);
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
      assert_same_fields (back, story);
    }
  g_test_message ("%u samples", stories->len);
  remote_kit_clear (&other);
  remote_kit_clear (&kit);
}

#define GHOST_TEST(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  GHOST_TEST ("/ghost/keys", test_keys);
  GHOST_TEST ("/ghost/clock", test_clock);
  GHOST_TEST ("/ghost/publishes", test_publishes);
  GHOST_TEST ("/ghost/cards", test_cards);
  GHOST_TEST ("/ghost/document", test_document);
  GHOST_TEST ("/ghost/lost-draft", test_lost_draft);
  GHOST_TEST ("/ghost/lost-update", test_lost_update);
  GHOST_TEST ("/ghost/conflict", test_conflict);
  GHOST_TEST ("/ghost/collision", test_collision);
  GHOST_TEST ("/ghost/limits", test_limits);
  GHOST_TEST ("/ghost/faults", test_faults);
  GHOST_TEST ("/ghost/discovery", test_discovery);
  g_test_add_func ("/ghost/real/sign-in", test_real_sign_in);
  g_test_add_func ("/ghost/real/fields", test_real_fields);
  g_test_add_func ("/ghost/real/conflict", test_real_conflict);
  g_test_add_func ("/ghost/real/statuses", test_real_statuses);
  g_test_add_func ("/ghost/real/rights", test_real_rights);
  g_test_add_func ("/ghost/real/samples", test_real_samples);
  return g_test_run ();
}
