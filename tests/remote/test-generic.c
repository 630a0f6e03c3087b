/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any JSON API by its profile: every verb, every sign-in, every way of paging, lost answers and
 * other faults, against a CMS in the process.
 */
#include "config.h"

#include <string.h>

#include "generic-double.h"
#include "marbre-discovery.h"
#include "marbre-generic.h"
#include "marbre-mapping.h"
#include "marbre-remote-error.h"
#include "marbre-sync.h"
#include "marbre-time.h"
#include "remote-kit.h"

#define ARTICLES "/api/articles"

/* What a profile of a test has; the parts that it does not name are these. */
typedef struct
{
  const char *sign_in;
  const char *create;
  const char *update;
  const char *fetch;
  const char *lookup; /* (nullable) */
  const char *list;   /* (nullable) */
  const char *more;   /* (nullable): further members of the profile, each with a comma before it */
  const char *story;  /* (nullable): further places, likewise */
} Parts;

typedef struct
{
  RemoteDouble *wire; /* (owned) */
  GenericDouble *cms; /* (owned) */
  RemoteKit kit;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *url = NULL;
  g_autofree char *api = NULL;

  fixture->wire = remote_double_new (NULL);
  fixture->cms = generic_double_new (fixture->wire);
  url = remote_double_get_url (fixture->wire, "/");
  api = remote_double_get_url (fixture->wire, "/api");
  remote_kit_init (&fixture->kit, MARBRE_SITE_GENERIC, url, api, GENERIC_USER, GENERIC_SECRET);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  remote_kit_clear (&fixture->kit);
  remote_double_free (fixture->wire);
  generic_double_free (fixture->cms);
}

static void
use_text (Fixture *fixture, const char *text)
{
  g_autoptr (GError) error = NULL;

  marbre_site_set_mapping (fixture->kit.site, text);
  marbre_archive_save_site_sync (fixture->kit.archive, fixture->kit.site, NULL, &error);
  g_assert_no_error (error);
}

static const char * or (const char *text, const char *otherwise)
{
  return text ? text : otherwise;
}

static void
use (Fixture *fixture, const Parts *parts)
{
  g_autofree char *lookup =
      parts->lookup ? g_strdup_printf (",\"lookup\":%s", parts->lookup) : g_strdup ("");
  g_autofree char *list =
      parts->list ? g_strdup_printf (",\"list\":%s", parts->list) : g_strdup ("");
  g_autofree char *text = g_strdup_printf (
      "{\"marbre\":1,\"name\":\"CMS\",\"sign-in\":%s,\"requests\":{\"check\":{\"address\":\"me\","
      "\"user\":\"/who\",\"rights\":{\"at\":\"/scope\",\"publish\":\"articles.publish\","
      "\"upload\":\"media.write\"}},"
      "\"create\":%s,\"update\":%s,\"fetch\":%s%s%s},"
      "\"errors\":{\"message\":\"/error/text\",\"code\":\"/error/code\",\"codes\":"
      "{\"who\":\"sign-in\",\"nope\":\"forbidden\"}}%s,"
      "\"story\":{\"id\":\"/id\",\"url\":\"/url\",\"reference\":\"/ref\",\"headline\":\"/title\","
      "\"body\":\"/body\"%s}}",
      or (parts->sign_in, "{\"scheme\":\"bearer\"}"),
      or (parts->create, "{\"method\":\"POST\",\"address\":\"articles\"}"),
      or (parts->update, "{\"method\":\"PUT\",\"address\":\"articles/{id}\"}"),
      or (parts->fetch, "{\"address\":\"articles/{id}\"}"), lookup, list, or (parts->more, ""),
      or (parts->story, ""));

  use_text (fixture, text);
}

#define LOOKUP "{\"address\":\"articles\",\"query\":{\"ref\":\"{reference}\"},\"items\":\"/items\"}"

static void
use_ours (Fixture *fixture, const char *name)
{
  g_autoptr (MarbreMapping) mapping = marbre_mapping_load_ours (name);

  use_text (fixture, marbre_mapping_get_text (mapping));
}

static MarbreOutboxRow *
publish (Fixture *fixture, MarbreStory *story)
{
  return remote_kit_publish (&fixture->kit, story, "publish", 0);
}

static MarbreEndpoint *
open_endpoint (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  MarbreEndpoint *endpoint = marbre_endpoint_new (fixture->kit.site, GENERIC_SECRET, &error);

  g_assert_no_error (error);
  return endpoint;
}

static void
assert_has (const char *text, const char *word)
{
  if (text == NULL || strstr (text, word) == NULL)
    g_error ("no “%s” in: %s", word, text);
}

static void
test_schemes (Fixture *fixture, gconstpointer data)
{
  static const char *const schemes[] = {
    "{\"scheme\":\"bearer\"}",
    "{\"scheme\":\"basic\"}",
    "{\"scheme\":\"header\",\"header\":\"X-Api-Key\",\"value\":\"key={secret}\"}",
    "{\"scheme\":\"hmac-sha256\",\"value\":\"HMAC {user}:{signature}\","
    "\"date-header\":\"X-Date\",\"date-format\":\"unix\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MarbreSiteReport) report = NULL;
      g_autoptr (MarbreStory) story = NULL;
      g_autoptr (MarbreOutboxRow) row = NULL;

      use (fixture, &(Parts){ .sign_in = schemes[i] });
      generic_double_set_scheme (fixture->cms, (GenericScheme) i);
      report = marbre_site_test_sync (fixture->kit.site, " " GENERIC_SECRET "\n", NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (report->user, ==, "La rédaction");
      g_assert_true (report->can_publish);
      g_assert_false (report->can_upload);
      /* The signature covers bodies and escaped addresses, too. */
      story = remote_kit_write_story (&fixture->kit, schemes[i], "Texte « é ».");
      row = publish (fixture, story);
      remote_assert_row (row, MARBRE_OUTBOX_DONE);

      g_assert_null (marbre_site_test_sync (fixture->kit.site, "wrong", NULL, &error));
      g_assert_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_SIGN_IN);
      assert_has (error->message, "The CMS says no.");
      g_clear_error (&error);
      g_assert_null (marbre_site_test_sync (fixture->kit.site, "a\nb", NULL, &error));
      g_assert_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_SIGN_IN);
    }
}

/* Every field of a story goes out to a place, comes back, and goes away. */
static void
check_fields (Fixture *fixture, const char *profile)
{
  const char *const tags[] = { "R&D", "mer <d’Iroise>", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) png = remote_kit_make_png ();
  g_autofree char *name = marbre_archive_add_media_sync (fixture->kit.archive, png, "image/png",
                                                         "pictures/quai.png", NULL, &error);
  g_autoptr (MarbreMedia) lead =
      marbre_media_new ("pictures/quai.png", "Un quai", "Le quai au matin.", "AFP");
  g_autoptr (MarbreStory) story = NULL;
  g_autoptr (MarbreOutboxRow) row = NULL;
  g_autoptr (MarbreOutboxRow) again = NULL;
  g_autoptr (MarbreEndpoint) endpoint = NULL;
  g_autoptr (MarbreRemotePost) post = NULL;
  MarbreStory *back;

  use_ours (fixture, profile);
  story = remote_kit_write_story (&fixture->kit, "« 3 < 4 » \"&\" {id}",
                                  "Le port *attend*.\n\n## Suite\n\n> [!pullquote]\n> On verra.");
  marbre_story_set_text (story, MARBRE_FIELD_KICKER, "Port & pêche");
  marbre_story_set_text (story, MARBRE_FIELD_STANDFIRST, "Un chapô <court>.");
  marbre_story_set_text (story, MARBRE_FIELD_BYLINE, "La rédaction");
  marbre_story_set_text (story, MARBRE_FIELD_SECTION, "Économie");
  marbre_story_set_tags (story, tags);
  marbre_story_set_lead_image (story, lead);
  row = publish (fixture, story);
  remote_assert_row (row, MARBRE_OUTBOX_DONE);
  g_assert_cmpstr (row->error_text, ==, "");
  g_assert_true (g_str_has_prefix (row->remote_url, "http://127.0.0.1/lire/"));

  endpoint = open_endpoint (fixture);
  post = marbre_endpoint_fetch (endpoint, row->remote_id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (marbre_remote_post_get_status (post), ==, "publish");
  back = marbre_remote_post_get_story (post);
  for (guint i = 0; i < MARBRE_N_FIELDS; i++)
    g_assert_cmpstr (marbre_story_get_text (back, i), ==, marbre_story_get_text (story, i));
  g_assert_cmpstr (marbre_story_get_tags (back)[1], ==, tags[1]);
  g_assert_null (marbre_story_get_tags (back)[2]);
  assert_has (marbre_media_get_src (marbre_story_get_lead_image (back)), "/media/quai.png");
  g_assert_cmpstr (marbre_media_get_alt (marbre_story_get_lead_image (back)), ==, "Un quai");
  g_assert_cmpstr (marbre_media_get_caption (marbre_story_get_lead_image (back)), ==,
                   "Le quai au matin.");
  g_assert_cmpstr (marbre_media_get_credit (marbre_story_get_lead_image (back)), ==, "AFP");
  g_clear_object (&post);

  marbre_story_set_text (story, MARBRE_FIELD_KICKER, "");
  marbre_story_set_text (story, MARBRE_FIELD_SECTION, "");
  marbre_story_set_tags (story, tags + 1);
  marbre_story_set_lead_image (story, NULL);
  again = publish (fixture, story);
  remote_assert_row (again, MARBRE_OUTBOX_DONE);
  post = marbre_endpoint_fetch (endpoint, row->remote_id, NULL, &error);
  g_assert_no_error (error);
  back = marbre_remote_post_get_story (post);
  g_assert_cmpstr (marbre_story_get_text (back, MARBRE_FIELD_KICKER), ==, "");
  g_assert_cmpstr (marbre_story_get_text (back, MARBRE_FIELD_SECTION), ==, "");
  g_assert_cmpstr (marbre_story_get_tags (back)[0], ==, tags[1]);
  g_assert_null (marbre_story_get_tags (back)[1]);
  g_assert_null (marbre_story_get_lead_image (back));
  g_assert_cmpuint (generic_double_n_items (fixture->cms), ==, 1);
}

static void
test_ninjs (Fixture *fixture, gconstpointer data)
{
  g_autofree char *headline = NULL;
  g_autofree char *standard = NULL;

  check_fields (fixture, "ninjs");
  headline = generic_double_get (fixture->cms, "/headlines/0");
  assert_has (headline, "\"role\":\"main\"");
  standard = generic_double_get (fixture->cms, "/standard/name");
  g_assert_cmpstr (standard, ==, "\"ninjs\"");
}

static void
test_schema_org (Fixture *fixture, gconstpointer data)
{
  g_autofree char *type = NULL;
  g_autofree char *author = NULL;

  check_fields (fixture, "schema-org");
  type = generic_double_get (fixture->cms, "/@type");
  g_assert_cmpstr (type, ==, "\"NewsArticle\"");
  author = generic_double_get (fixture->cms, "/author");
  g_assert_cmpstr (author, ==, "[{\"@type\":\"Person\",\"name\":\"La rédaction\"}]");
}

/* What the profile has no place for: kicker and byline go with the text, the rest is named. */
static void
test_no_place (Fixture *fixture, gconstpointer data)
{
  const char *const tags[] = { "mer", NULL };
  g_autoptr (MarbreStory) story = remote_kit_write_story (&fixture->kit, "Titre", "Texte.");
  g_autoptr (MarbreOutboxRow) row = NULL;
  g_autofree char *body = NULL;

  use (fixture, &(Parts){ .create = "{\"method\":\"POST\",\"address\":\"articles\","
                                    "\"wrap\":\"/data\",\"item\":\"/data\"}",
                          .fetch = "{\"address\":\"articles/{id}\",\"item\":\"/data\"}" });
  marbre_story_set_text (story, MARBRE_FIELD_BYLINE, "La rédaction");
  marbre_story_set_text (story, MARBRE_FIELD_SECTION, "Mer");
  marbre_story_set_tags (story, tags);
  row = publish (fixture, story);
  remote_assert_row (row, MARBRE_OUTBOX_DONE);
  assert_has (row->error_text, "the section, the tags");
  body = generic_double_get (fixture->cms, "/body");
  assert_has (body, "class=\\\"byline\\\"");
}

/* The answer to a create is lost: the article is found by its reference, not made again. */
static void
check_lost (Fixture *fixture, DoubleFault fault, const char *method, const char *path)
{
  g_autoptr (MarbreStory) story = remote_kit_write_story (&fixture->kit, "Une fois", "Texte.");
  g_autoptr (MarbreOutboxRow) lost = NULL;
  g_autoptr (MarbreOutboxRow) done = NULL;
  g_autofree char *text = NULL;

  remote_double_set_fault (fixture->wire, method, path, fault, 0, NULL);
  lost = publish (fixture, story);
  remote_kit_make_due (&fixture->kit, lost->id);
  done = remote_kit_run (&fixture->kit, lost->id);
  remote_assert_row (done, MARBRE_OUTBOX_DONE);
  g_assert_cmpuint (generic_double_n_items (fixture->cms), ==, 1);
  text = generic_double_get (fixture->cms, "");
  assert_has (text, "Texte.");
}

static void
test_lost_post (Fixture *fixture, gconstpointer data)
{
  use (fixture, &(Parts){ .lookup = LOOKUP });
  check_lost (fixture, DOUBLE_LOSE, "POST", ARTICLES);
  g_assert_cmpuint (remote_double_count (fixture->wire, "POST " ARTICLES), ==, 1);
}

static void
test_lost_put (Fixture *fixture, gconstpointer data)
{
  use_ours (fixture, "ninjs");
  check_lost (fixture, DOUBLE_LOSE, "PUT", "/api/items/");
}

/* Nothing arrived at all: it is sent again, once. */
static void
test_lost_request (Fixture *fixture, gconstpointer data)
{
  use (fixture, &(Parts){ .lookup = LOOKUP });
  check_lost (fixture, DOUBLE_TRUNCATED, "POST", ARTICLES);
  g_assert_cmpuint (remote_double_count (fixture->wire, "POST " ARTICLES), ==, 2);
}

/* A CMS that cannot be asked, or does not look at the reference: the doubt is the user's. */
static void
check_uncertain (Fixture *fixture)
{
  g_autoptr (MarbreStory) story = remote_kit_write_story (&fixture->kit, "Doute", "Texte.");
  g_autoptr (MarbreOutboxRow) lost = NULL;
  g_autoptr (MarbreOutboxRow) stopped = NULL;

  generic_double_add (fixture->cms, "{\"title\":\"Another\",\"body\":\"\"}");
  remote_double_set_fault (fixture->wire, "POST", ARTICLES, DOUBLE_TRUNCATED, 0, NULL);
  lost = publish (fixture, story);
  remote_kit_make_due (&fixture->kit, lost->id);
  stopped = remote_kit_run (&fixture->kit, lost->id);
  remote_assert_row (stopped, MARBRE_OUTBOX_NEEDS_USER);
  g_assert_cmpstr (stopped->error_code, ==, "uncertain");
  g_assert_cmpuint (remote_double_count (fixture->wire, "POST " ARTICLES), ==, 1);
}

static void
test_no_lookup (Fixture *fixture, gconstpointer data)
{
  use (fixture, &(Parts){ .lookup = NULL });
  check_uncertain (fixture);
}

static void
test_deaf_lookup (Fixture *fixture, gconstpointer data)
{
  generic_double_set_deaf (fixture->cms, TRUE);
  use (fixture, &(Parts){ .lookup = LOOKUP });
  check_uncertain (fixture);
}

/* A CMS that says where the new article is and nothing else. */
static void
test_location (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreStory) story = remote_kit_write_story (&fixture->kit, "Où", "Texte.");
  g_autoptr (MarbreOutboxRow) row = NULL;

  generic_double_set_mute (fixture->cms, TRUE);
  use (fixture, &(Parts){ .story = ",\"slug\":\"/slug\"" });
  row = publish (fixture, story);
  remote_assert_row (row, MARBRE_OUTBOX_DONE);
  g_assert_cmpstr (row->remote_id, ==, "a1");
  g_assert_cmpuint (generic_double_n_items (fixture->cms), ==, 1);
}

/* A PATCH says what the profile writes and no more; what is gone is null. */
static void
test_patch (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreStory) story = remote_kit_write_story (&fixture->kit, "Un", "Texte.");
  g_autoptr (MarbreOutboxRow) row = NULL;
  g_autoptr (MarbreOutboxRow) again = NULL;
  g_autofree char *sent = NULL;
  g_autofree char *theirs = NULL;

  use (fixture, &(Parts){ .update = "{\"method\":\"PATCH\",\"address\":\"articles/{id}\","
                                    "\"type\":\"application/merge-patch+json\"}",
                          .more = ",\"conflict\":{\"send\":\"version\"}",
                          .story = ",\"kicker\":\"/over\",\"version\":\"/version\"" });
  marbre_story_set_text (story, MARBRE_FIELD_KICKER, "Port");
  row = publish (fixture, story);
  remote_assert_row (row, MARBRE_OUTBOX_DONE);
  marbre_story_set_text (story, MARBRE_FIELD_KICKER, "");
  again = publish (fixture, story);
  remote_assert_row (again, MARBRE_OUTBOX_DONE);
  sent = remote_double_find (fixture->wire, "PATCH " ARTICLES);
  assert_has (sent, "\"over\":null");
  assert_has (sent, "\"version\":\"v1\"");
  g_assert_null (strstr (sent, "\"url\""));
  g_assert_null (strstr (sent, "\"ref\""));
  theirs = generic_double_get (fixture->cms, "/ref");
  g_assert_cmpuint (strlen (theirs), ==, 38);
}

/* Members that the profile does not name stay at a PUT; a change by somebody else stops it. */
static void
test_conflict (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreStory) story = remote_kit_write_story (&fixture->kit, "Conflit", "Un.");
  g_autoptr (MarbreOutboxRow) row = NULL;
  g_autoptr (MarbreOutboxRow) stopped = NULL;
  g_autoptr (MarbreOutboxRow) done = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *desk = NULL;

  use (fixture, &(Parts){ .more = ",\"conflict\":{\"send\":\"if-match\"}" });
  row = publish (fixture, story);
  remote_assert_row (row, MARBRE_OUTBOX_DONE);
  generic_double_edit (fixture->cms, "/desk", "Une");
  marbre_story_set_text (story, MARBRE_FIELD_BODY, "Deux.");
  done = publish (fixture, story);
  remote_assert_row (done, MARBRE_OUTBOX_DONE);
  desk = generic_double_get (fixture->cms, "/desk");
  g_assert_cmpstr (desk, ==, "\"Une\"");

  generic_double_edit (fixture->cms, "/title", "Conflit, corrigé");
  marbre_story_set_text (story, MARBRE_FIELD_BODY, "Trois.");
  stopped = publish (fixture, story);
  remote_assert_row (stopped, MARBRE_OUTBOX_NEEDS_USER);
  g_assert_cmpstr (stopped->error_code, ==, "conflict");
  g_clear_pointer (&done, marbre_outbox_row_free);
  remote_kit_retry (&fixture->kit, stopped->id, MARBRE_OUTBOX_OVERWRITE, &error);
  g_assert_no_error (error);
  done = remote_kit_run (&fixture->kit, stopped->id);
  remote_assert_row (done, MARBRE_OUTBOX_DONE);
}

/* Somebody is quicker by a moment: the site says so by the entity tag. */
static void
test_collision (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreStory) story = marbre_story_new ();
  g_autofree char *client_ref = g_uuid_string_random ();
  const MarbreSubmission submission = {
    .story = story, .html = "<p>x</p>", .status = "publish", .client_ref = client_ref
  };
  g_autoptr (MarbreEndpoint) endpoint = NULL;
  g_autoptr (MarbreRemotePost) post = NULL;
  g_autoptr (GError) error = NULL;

  use (fixture, &(Parts){ .more = ",\"conflict\":{\"send\":\"if-match\"}" });
  endpoint = open_endpoint (fixture);
  post = marbre_endpoint_create (endpoint, &submission, NULL, &error);
  g_assert_no_error (error);
  generic_double_edit (fixture->cms, "/title", "Un autre titre");
  g_assert_null (marbre_endpoint_update (endpoint, marbre_remote_post_get_remote_id (post),
                                         &submission, NULL, &error));
  g_assert_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_CONFLICT);
}

static void
test_statuses (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreStory) story = remote_kit_write_story (&fixture->kit, "État", "Un.");
  g_autoptr (MarbreEndpoint) endpoint = NULL;
  g_autoptr (MarbreOutboxRow) draft = NULL;
  g_autoptr (MarbreOutboxRow) later = NULL;
  g_autofree char *word = NULL;

  use (fixture, &(Parts){ .story = NULL });
  endpoint = open_endpoint (fixture);
  g_assert_cmpint (marbre_endpoint_get_capabilities (endpoint), ==, 0);
  draft = remote_kit_publish (&fixture->kit, story, "draft", 0);
  remote_assert_row (draft, MARBRE_OUTBOX_NEEDS_USER);
  assert_has (draft->error_text, "keeps no drafts");
  g_clear_pointer (&draft, marbre_outbox_row_free);

  use (fixture, &(Parts){ .more = ",\"statuses\":{\"draft\":\"wip\",\"publish\":\"live\"}",
                          .story = ",\"status\":\"/state\",\"date\":\"/date\"" });
  draft = remote_kit_publish (&fixture->kit, story, "draft", 0);
  remote_assert_row (draft, MARBRE_OUTBOX_DONE);
  word = generic_double_get (fixture->cms, "/state");
  g_assert_cmpstr (word, ==, "\"wip\"");
  later = remote_kit_publish (&fixture->kit, story, "future", marbre_time_now () + 3600);
  remote_assert_row (later, MARBRE_OUTBOX_NEEDS_USER);
  assert_has (later->error_text, "later time");
}

static MarbreSyncReport *
sync_kit (Fixture *fixture, GError **error)
{
  return marbre_sync_run_sync (fixture->kit.archive, fixture->kit.credentials, fixture->kit.site,
                               NULL, NULL, NULL, error);
}

/* Where the list goes on after some pages. */
static char *
find_cursor (Fixture *fixture, guint pages)
{
  g_autoptr (MarbreEndpoint) endpoint = open_endpoint (fixture);
  const MarbreListing all = { 0 };
  g_autofree char *cursor = NULL;

  for (guint i = 0; i < pages; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MarbreListPage) page =
          marbre_endpoint_ask_page (endpoint, &all, cursor, NULL, &error);

      g_assert_no_error (error);
      g_free (cursor);
      cursor = g_strdup (page->next);
    }
  return g_steal_pointer (&cursor);
}

/* Five articles on pages of two, however the pages are asked for. */
static void
test_paging (Fixture *fixture, gconstpointer data)
{
  static const char *const lists[] = {
    "{\"address\":\"articles\",\"items\":\"/items\",\"query\":{\"page\":\"{page}\"},"
    "\"paging\":{\"style\":\"page\"}}",
    "{\"address\":\"articles\",\"items\":\"/items\",\"query\":{\"page\":\"{page}\","
    "\"size\":\"{size}\"},\"paging\":{\"style\":\"page\",\"total\":\"/total\",\"size\":100}}",
    "{\"address\":\"articles\",\"items\":\"/items\",\"query\":{\"offset\":\"{offset}\"},"
    "\"paging\":{\"style\":\"offset\"}}",
    "{\"address\":\"articles\",\"items\":\"/items\",\"query\":{\"cursor\":\"{cursor}\"},"
    "\"paging\":{\"style\":\"cursor\",\"next\":\"/meta/cursor\"}}",
    "{\"address\":\"articles\",\"items\":\"/items\","
    "\"paging\":{\"style\":\"next\",\"next\":\"/meta/next\"}}",
    "{\"address\":\"articles\",\"items\":\"/items\",\"paging\":{\"style\":\"link\"}}",
  };

  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"title\":\"T%u\",\"body\":\"<p>x</p>\"}", i);

      generic_double_add (fixture->cms, json);
    }
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MarbreSyncReport) report = NULL;
      g_autofree char *cursor = NULL;
      g_autofree char *mark = NULL;

      use (fixture, &(Parts){ .list = lists[i] });
      report = sync_kit (fixture, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (report->added + report->unchanged, ==, 5);
      /* A sync that goes on where another was cut off begins with a later page. */
      cursor = find_cursor (fixture, 2);
      mark = g_strdup_printf ("{\"next\":\"%s\",\"seen\":4}", cursor);
      marbre_archive_put_sync_mark_sync (fixture->kit.archive,
                                         marbre_site_get_id (fixture->kit.site), mark, NULL,
                                         &error);
      g_assert_no_error (error);
      marbre_sync_report_free (report);
      report = sync_kit (fixture, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (report->unchanged, ==, 1);
    }
}

/* The profile says pages, and the CMS does not know what that is. */
static void
test_endless_list (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 5; i++)
    generic_double_add (fixture->cms, "{\"title\":\"T\",\"body\":\"\"}");
  generic_double_set_deaf (fixture->cms, TRUE);
  use (fixture, &(Parts){ .list = "{\"address\":\"articles\",\"items\":\"/items\","
                                  "\"query\":{\"page\":\"{page}\"},"
                                  "\"paging\":{\"style\":\"page\"}}" });
  g_assert_null (sync_kit (fixture, &error));
  g_assert_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_AN_API);
  assert_has (error->message, "paging");
}

/* A list that goes on elsewhere is neither followed nor taken for a whole one. */
static void
test_list_elsewhere (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 5; i++)
    generic_double_add (fixture->cms, "{\"title\":\"T\",\"body\":\"\"}");
  use (fixture, &(Parts){ .list = "{\"address\":\"articles\",\"items\":\"/items\","
                                  "\"paging\":{\"style\":\"next\",\"next\":\"/meta/away\"}}" });
  g_assert_null (sync_kit (fixture, &error));
  g_assert_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_AN_API);
  assert_has (error->message, "elsewhere.example");
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
    { DOUBLE_STATUS, 401, MARBRE_REMOTE_ERROR_SIGN_IN },
    { DOUBLE_STATUS, 403, MARBRE_REMOTE_ERROR_FORBIDDEN },
    { DOUBLE_STATUS, 404, MARBRE_REMOTE_ERROR_NOT_FOUND },
    { DOUBLE_STATUS, 409, MARBRE_REMOTE_ERROR_CONFLICT },
    { DOUBLE_STATUS, 422, MARBRE_REMOTE_ERROR_REJECTED },
    { DOUBLE_STATUS, 429, MARBRE_REMOTE_ERROR_TRY_LATER },
    { DOUBLE_STATUS, 503, MARBRE_REMOTE_ERROR_TRY_LATER },
    { DOUBLE_HTML, 0, MARBRE_REMOTE_ERROR_NOT_AN_API },
    { DOUBLE_WARNING, 0, MARBRE_REMOTE_ERROR_NOT_AN_API },
    { DOUBLE_SHAPE, 0, MARBRE_REMOTE_ERROR_NOT_AN_API },
    { DOUBLE_NESTED, 0, MARBRE_REMOTE_ERROR_NOT_AN_API },
    { DOUBLE_TRUNCATED, 0, MARBRE_REMOTE_ERROR_OFFLINE },
    { DOUBLE_ENDLESS, 0, MARBRE_REMOTE_ERROR_TOO_LARGE },
  };
  g_autoptr (MarbreEndpoint) endpoint = NULL;
  g_autoptr (GError) error = NULL;

  use (fixture, &(Parts){ .list = "{\"address\":\"articles\",\"items\":\"/items\"}" });
  endpoint = open_endpoint (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      const MarbreListing all = { 0 };

      remote_double_set_fault (fixture->wire, "GET", ARTICLES, faults[i].fault, faults[i].status,
                               NULL);
      g_assert_null (marbre_endpoint_ask_page (endpoint, &all, NULL, NULL, &error));
      g_test_message ("%u: %s", i, error->message);
      g_assert_error (error, MARBRE_REMOTE_ERROR, faults[i].code);
      g_clear_error (&error);
    }
  g_assert_null (marbre_endpoint_fetch (endpoint, "gone", NULL, &error));
  g_assert_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_FOUND);
}

/* A key in a header of its own goes nowhere else, either; nor does an id lead elsewhere. */
static void
test_stays_home (Fixture *fixture, gconstpointer data)
{
  static const char *const ids[] = {
    "..", ".", "../../x", "//evil.example/", "a?b#c", "a\r\nX: 1"
  };
  RemoteDouble *other = remote_double_new (NULL);
  g_autofree char *elsewhere = remote_double_get_url (other, "/api/me");
  g_autofree char *article = remote_double_get_url (other, "/api/articles/1");
  g_autoptr (MarbreEndpoint) endpoint = NULL;
  g_autoptr (GError) error = NULL;

  generic_double_set_scheme (fixture->cms, GENERIC_HEADER);
  use (fixture, &(Parts){ .sign_in = "{\"scheme\":\"header\",\"header\":\"X-Api-Key\","
                                     "\"value\":\"key={secret}\"}" });
  remote_double_set_fault (fixture->wire, "GET", "/api/me", DOUBLE_REDIRECT, 302, elsewhere);
  g_assert_null (marbre_site_test_sync (fixture->kit.site, GENERIC_SECRET, NULL, &error));
  g_assert_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_AN_API);
  g_clear_error (&error);

  endpoint = open_endpoint (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_assert_null (marbre_endpoint_fetch (endpoint, ids[i], NULL, &error));
      g_assert_nonnull (error);
      g_clear_error (&error);
    }
  g_clear_object (&endpoint);
  use (fixture, &(Parts){ .fetch = "{\"address\":\"{id}\"}" });
  endpoint = open_endpoint (fixture);
  g_assert_null (marbre_endpoint_fetch (endpoint, article, NULL, &error));
  g_assert_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_AN_API);
  g_assert_cmpuint (remote_double_n_requests (other), ==, 0);
  remote_double_free (other);
}

/* A CMS that answers 200 and says in the body that it went wrong. */
static void
test_says_ok (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreStory) story = remote_kit_write_story (&fixture->kit, "Titre", "Texte.");
  g_autoptr (MarbreOutboxRow) row = NULL;

  use (fixture, &(Parts){ .create = "{\"method\":\"POST\",\"address\":\"says-ok\"}" });
  row = publish (fixture, story);
  remote_assert_row (row, MARBRE_OUTBOX_NEEDS_USER);
  g_assert_cmpstr (row->error_code, ==, "forbidden");
  assert_has (row->error_text, "The CMS says no.");
}

#define GENERIC_TEST(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  GENERIC_TEST ("/generic/schemes", test_schemes);
  GENERIC_TEST ("/generic/ninjs", test_ninjs);
  GENERIC_TEST ("/generic/schema-org", test_schema_org);
  GENERIC_TEST ("/generic/no-place", test_no_place);
  GENERIC_TEST ("/generic/lost-post", test_lost_post);
  GENERIC_TEST ("/generic/lost-put", test_lost_put);
  GENERIC_TEST ("/generic/lost-request", test_lost_request);
  GENERIC_TEST ("/generic/no-lookup", test_no_lookup);
  GENERIC_TEST ("/generic/deaf-lookup", test_deaf_lookup);
  GENERIC_TEST ("/generic/location", test_location);
  GENERIC_TEST ("/generic/patch", test_patch);
  GENERIC_TEST ("/generic/conflict", test_conflict);
  GENERIC_TEST ("/generic/collision", test_collision);
  GENERIC_TEST ("/generic/statuses", test_statuses);
  GENERIC_TEST ("/generic/paging", test_paging);
  GENERIC_TEST ("/generic/endless-list", test_endless_list);
  GENERIC_TEST ("/generic/list-elsewhere", test_list_elsewhere);
  GENERIC_TEST ("/generic/faults", test_faults);
  GENERIC_TEST ("/generic/stays-home", test_stays_home);
  GENERIC_TEST ("/generic/says-ok", test_says_ok);
  return g_test_run ();
}
