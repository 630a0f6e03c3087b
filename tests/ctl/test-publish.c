/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * marbrectl and sites: the embedded one from end to end, a Micropub site with a secret, and a site
 * that does not answer.
 */
#include "config.h"

#include <string.h>

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

#include "marbre-archive.h"
#include "marbre-pressroom.h"
#include "marbrectl.h"

static char *
path_of (const char *name)
{
  return g_build_filename (marbrectl_home (), name, NULL);
}

static char *
write_file (const char *name, const char *text)
{
  char *path = path_of (name);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static guint
count_rows (const char *archive)
{
  g_autoptr (Outcome) outcome =
      marbrectl_run (NULL, "--archive", archive, "outbox", "list", "--all", "--json", NULL);
  g_autoptr (JsonNode) node = NULL;

  g_assert_cmpint (outcome->status, ==, 0);
  node = json_from_string (outcome->out, NULL);
  return json_array_get_length (json_node_get_array (node));
}

static void
test_embedded (void)
{
  g_autofree char *archive = path_of ("embedded.db");
  g_autofree char *story = marbrectl_fixture ("story.md");
  g_autoptr (Outcome) none = NULL;
  g_autoptr (Outcome) add =
      marbrectl_run (NULL, "--archive", archive, "site", "add", "embedded", NULL);
  g_autoptr (Outcome) test = NULL;
  g_autoptr (Outcome) first = NULL;
  g_autoptr (Outcome) second = NULL;
  g_autoptr (Outcome) sync = NULL;
  g_autoptr (Outcome) unknown = NULL;
  g_autoptr (Outcome) run = NULL;

  g_assert_cmpint (add->status, ==, 0);
  test = marbrectl_run (NULL, "--archive", archive, "site", "test", g_strchomp (add->out), NULL);
  g_assert_cmpint (test->status, ==, 0);

  first = marbrectl_run (NULL, "--archive", archive, "publish", story, NULL);
  g_assert_cmpint (first->status, ==, 0);
  g_assert_true (g_str_has_suffix (first->out, "/articles/le-chantier\n"));
  second = marbrectl_run (NULL, "--archive", archive, "publish", story, NULL);
  assert_outcome (second, 0, first->out);
  g_assert_cmpuint (count_rows (archive), ==, 2);

  sync = marbrectl_run (NULL, "--archive", archive, "sync", NULL);
  g_assert_cmpint (sync->status, ==, 0);
  g_assert_nonnull (strstr (sync->out, "\"added\" : 0"));
  unknown = marbrectl_run (NULL, "--archive", archive, "publish", story, "--site", "None", NULL);
  assert_refused (unknown, 1, "None");
  run = marbrectl_run (NULL, "--archive", archive, "outbox", "run", NULL);
  assert_outcome (run, 0, "");
}

/* Notes to the desk, in whatever text they are, are on no page. */
static void
test_notes (void)
{
  static const char text[] =
      "---\nid: n\nheadline: \"Le port {>>SECRET<<}\"\nkicker: \"Mer{++ SECRET++}\"\n"
      "standfirst: \"{~~Vu~>SECRET~~}\"\nbyline: \"Ève {>>SECRET<<}\"\nlead_image:\n"
      "  src: https://pictures.example/quai.jpg\n  alt: \"Quai{++ SECRET++}\"\n"
      "  caption: \"Le quai {>>SECRET<<}\"\n  credit: \"{~~AFP~>SECRET~~}\"\n---\n\n"
      "Un <b>mot</b> {>>SECRET<<}.\n\n<div>a{++SECRET++}</div>\n";
  g_autofree char *folder = path_of ("notes");
  g_autofree char *archive = g_build_filename (folder, "archive.db", NULL);
  g_autofree char *file = write_file ("notes.md", text);
  g_autoptr (Outcome) add = NULL;
  g_autoptr (Outcome) publish = NULL;
  g_autoptr (Outcome) render = marbrectl_run (NULL, "render", file, NULL);
  g_autofree char *site = g_build_filename (folder, "pressroom.db", NULL);
  g_autofree char *content = NULL;
  gsize length;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  add = marbrectl_run (NULL, "--archive", archive, "site", "add", "embedded", NULL);
  g_assert_cmpint (add->status, ==, 0);
  publish = marbrectl_run (NULL, "--archive", archive, "publish", file, NULL);
  g_assert_cmpint (publish->status, ==, 0);
  g_assert_true (g_file_get_contents (site, &content, &length, NULL));
  g_assert_nonnull (memmem (content, length, "Le quai", strlen ("Le quai")));
  g_assert_null (memmem (content, length, "SECRET", strlen ("SECRET")));
  g_assert_cmpint (render->status, ==, 0);
  g_assert_nonnull (strstr (render->out, "Le quai"));
  g_assert_null (strstr (render->out, "SECRET"));
}

/* Without an id, the file's place says which story it is; a copy elsewhere is another one. */
static void
test_no_id (void)
{
  g_autofree char *archive = path_of ("no-id.db");
  g_autofree char *file = write_file ("plain.md", "# One headline\n\nSome text of one line.\n");
  g_autofree char *copy = write_file ("other.md", "# One headline\n\nSome text of one line.\n");
  g_autoptr (Outcome) add =
      marbrectl_run (NULL, "--archive", archive, "site", "add", "embedded", NULL);
  g_autoptr (Outcome) first = marbrectl_run (NULL, "--archive", archive, "publish", file, NULL);
  g_autoptr (Outcome) again = marbrectl_run (NULL, "--archive", archive, "publish", file, NULL);
  g_autoptr (Outcome) other = marbrectl_run (NULL, "--archive", archive, "publish", copy, NULL);

  g_assert_cmpint (add->status, ==, 0);
  g_assert_cmpint (first->status, ==, 0);
  assert_outcome (again, 0, first->out);
  g_assert_cmpint (other->status, ==, 0);
  g_assert_cmpstr (other->out, !=, first->out);
}

static void
test_content (void)
{
  g_autofree char *archive = path_of ("content.db");
  g_autofree char *empty = write_file ("empty.md", "Text without a headline.\n");
  g_autofree char *held = write_file (
      "held.md", "---\nid: h\nheadline: Held\nembargo_until: 2999-01-01\n---\n\nText.\n");
  g_autofree char *story = marbrectl_fixture ("story.md");
  g_autoptr (Outcome) no_archive =
      marbrectl_run (NULL, "--archive", archive, "publish", story, NULL);
  g_autoptr (Outcome) add =
      marbrectl_run (NULL, "--archive", archive, "site", "add", "embedded", NULL);
  g_autoptr (Outcome) no_headline =
      marbrectl_run (NULL, "--archive", archive, "publish", empty, NULL);
  g_autoptr (Outcome) embargo = marbrectl_run (NULL, "--archive", archive, "publish", held, NULL);
  g_autoptr (Outcome) pending = marbrectl_run (NULL, "--archive", archive, "publish", story,
                                               "--status", "pending", NULL);
  g_autoptr (Outcome) stats = NULL;

  assert_refused (no_archive, 1, "There is no archive");
  g_assert_cmpint (add->status, ==, 0);
  assert_refused (no_headline, 1, "There is no headline");
  g_assert_cmpint (embargo->status, ==, 1);
  g_assert_cmpstr (embargo->out, ==, "");
  assert_refused (pending, 1, "--status pending");
  g_assert_cmpuint (count_rows (archive), ==, 0);
  /* What is not published is not taken in, either. */
  stats = marbrectl_run (NULL, "--archive", archive, "archive", "stats", NULL);
  g_assert_nonnull (strstr (stats->out, "\"drafts\" : 0"));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **saved = user_data;

  *saved = g_object_ref (result);
}

/* The archive knows the site's limits and the newsroom's tags; a file is measured by both. */
static void
test_yardsticks (void)
{
  g_autofree char *path = path_of ("yardsticks.db");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *story = write_file ("near.md", "---\nid: near\nheadline: Too long for it\n"
                                                  "tags: [inondation]\n---\n\nText.\n");
  g_autoptr (Outcome) add =
      marbrectl_run (NULL, "--archive", path, "site", "add", "embedded", NULL);
  g_autoptr (Outcome) import = marbrectl_run (
      "{\"id\": \"a\", \"headline\": \"A\", \"body\": \"B\", \"tags\": [\"inondations\"]}\n"
      "{\"id\": \"b\", \"headline\": \"B\", \"body\": \"B\", \"tags\": [\"inondations\"]}\n",
      "--archive", path, "archive", "import", "-", NULL);
  g_autoptr (MarbreArchive) archive = marbre_archive_new (file);
  g_autoptr (GPtrArray) sites = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (Outcome) alone = NULL;
  g_autoptr (Outcome) with_site = NULL;
  g_autoptr (Outcome) unknown = NULL;
  g_autoptr (Outcome) nowhere = NULL;

  g_assert_cmpint (add->status, ==, 0);
  g_assert_cmpint (import->status, ==, 0);
  g_assert_true (marbre_archive_open_sync (archive, NULL, &error));
  sites = marbre_archive_list_sites_sync (archive, NULL, &error);
  g_assert_no_error (error);
  marbre_site_set_profile (g_ptr_array_index (sites, 0),
                           &(const MarbreSiteProfile){ .headline_limit = 8 });
  marbre_archive_save_site_profile_async (archive, g_ptr_array_index (sites, 0), NULL, saved_cb,
                                          &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (marbre_archive_save_site_profile_finish (archive, result, &error));
  marbre_archive_close (archive);

  alone = marbrectl_run (NULL, "--archive", path, "check", story, NULL);
  g_assert_nonnull (strstr (alone->out, "tags: warning: “inondation” is close to"));
  g_assert_null (strstr (alone->out, "[headline-long]"));
  with_site = marbrectl_run (NULL, "--archive", path, "check", "--site", "Le Marbre", story, NULL);
  g_assert_nonnull (strstr (with_site->out, "room for 8: shorten it. [headline-long]"));
  unknown = marbrectl_run (NULL, "--archive", path, "check", "--site", "None", story, NULL);
  assert_refused (unknown, 1, "None");
  nowhere = marbrectl_run (NULL, "--archive", "/none.db", "check", story, NULL);
  assert_refused (nowhere, 1, "There is no archive");
}

/* A house's rule of severity error stops a publication, until it is named. */
static void
test_house_rules (void)
{
  g_autofree char *archive = path_of ("rules.db");
  g_autofree char *rules =
      write_file ("rules.txt", "words: Twitter\nmessage: Write X.\nseverity: error\n");
  g_autofree char *story = write_file ("x.md", "---\nid: x\nheadline: X\n---\n\nOn Twitter.\n");
  g_autoptr (Outcome) add =
      marbrectl_run (NULL, "--archive", archive, "site", "add", "embedded", NULL);
  g_autoptr (Outcome) refused = marbrectl_run (NULL, "--archive", archive, "publish", story,
                                               "--rules", rules, NULL);
  g_autoptr (Outcome) stats = marbrectl_run (NULL, "--archive", archive, "archive", "stats", NULL);
  g_autoptr (Outcome) other =
      marbrectl_run (NULL, "--archive", archive, "publish", story, "--rules", rules, "--override",
                     "house-2", NULL);
  g_autoptr (Outcome) draft =
      marbrectl_run (NULL, "--archive", archive, "publish", story, "--rules", rules, "--status",
                     "draft", NULL);
  g_autoptr (Outcome) named =
      marbrectl_run (NULL, "--archive", archive, "publish", story, "--rules", rules, "--override",
                     "house-1", NULL);
  g_autoptr (Outcome) embargo = marbrectl_run (NULL, "--archive", archive, "publish", story,
                                               "--override", "embargo", NULL);

  g_assert_cmpint (add->status, ==, 0);
  assert_refused (refused, 1, "Write X. [house-1]");
  g_assert_nonnull (strstr (stats->out, "\"drafts\" : 0"));
  assert_refused (other, 1, "house-1");
  g_assert_cmpint (draft->status, ==, 0);
  g_assert_cmpint (named->status, ==, 0);
  g_assert_nonnull (strstr (named->err, "Overridden: Write X. [house-1]"));
  assert_refused (embargo, 2, "embargo");
}

/* An embargo that the archive knows is not ended by an older file, and by nothing but the word. */
static void
test_embargo (void)
{
  g_autofree char *archive = path_of ("embargo.db");
  g_autofree char *held = write_file (
      "embargo.md", "---\nid: e\nheadline: Held\nembargo_until: 2999-01-01\n---\n\nText.\n");
  g_autofree char *older =
      write_file ("older.md", "---\nid: e\nheadline: Held\n---\n\nText.\n");
  g_autoptr (Outcome) add =
      marbrectl_run (NULL, "--archive", archive, "site", "add", "embedded", NULL);
  g_autoptr (Outcome) draft = marbrectl_run (NULL, "--archive", archive, "publish", held,
                                             "--status", "draft", NULL);
  g_autoptr (Outcome) early =
      marbrectl_run (NULL, "--archive", archive, "publish", held, "--status", "future", "--date",
                     "2998-12-31T00:00:00Z", NULL);
  g_autoptr (Outcome) refused = marbrectl_run (NULL, "--archive", archive, "publish", older, NULL);
  g_autoptr (Outcome) lifted = marbrectl_run (NULL, "--archive", archive, "publish", older,
                                              "--lift-embargo", NULL);

  g_assert_cmpint (add->status, ==, 0);
  g_assert_cmpint (draft->status, ==, 0);
  assert_refused (early, 1, "under embargo");
  assert_refused (refused, 1, "under embargo");
  g_assert_cmpint (lifted->status, ==, 0);
  g_assert_cmpstr (lifted->out, !=, "");
}

/* The picture beside the file is online afterwards; another one of its name is refused. */
static void
test_pictures (void)
{
  static const guint8 png[] = {
    0x89, 'P',  'N',  'G',  0x0d, 0x0a, 0x1a, 0x0a, 0,    0,    0,    0x0d, 'I',  'H',
    'D',  'R',  0,    0,    0,    1,    0,    0,    0,    1,    8,    0,    0,    0,
    0,    0x3a, 0x7e, 0x9b, 0x55, 0,    0,    0,    0x0a, 'I',  'D',  'A',  'T',  0x78,
    0x9c, 0x63, 0x60, 0,    0,    0,    2,    0,    1,    0x48, 0xaf, 0xa4, 0x71, 0,
    0,    0,    0,    'I',  'E',  'N',  'D',  0xae, 0x42, 0x60, 0x82,
  };
  g_autofree char *archive = path_of ("pictures.db");
  g_autofree char *picture = path_of ("dot.png");
  g_autofree char *file = write_file (
      "dot.md", "---\nid: dot\nheadline: Dot\n---\n\n![a dot](dot.png \"A dot — Credit: X\")\n");
  g_autoptr (Outcome) add =
      marbrectl_run (NULL, "--archive", archive, "site", "add", "embedded", NULL);
  g_autoptr (Outcome) with = NULL;
  g_autoptr (Outcome) stats = NULL;
  g_autoptr (Outcome) other = NULL;

  g_assert_cmpint (add->status, ==, 0);
  g_assert_true (g_file_set_contents (picture, (const char *) png, sizeof png, NULL));
  with = marbrectl_run (NULL, "--archive", archive, "publish", file, NULL);
  g_assert_cmpint (with->status, ==, 0);
  g_assert_null (strstr (with->err, "dot.png"));
  stats = marbrectl_run (NULL, "--archive", archive, "archive", "stats", NULL);
  g_assert_nonnull (strstr (stats->out, "\"media\" : 1"));
  g_assert_true (g_file_set_contents (picture, "another picture", -1, NULL));
  other = marbrectl_run (NULL, "--archive", archive, "publish", file, NULL);
  assert_refused (other, 1, "dot.png");
}

/* A Micropub site like any other: found by its address, its token from standard input, kept in the
 * keyring and nowhere else. */
static void
test_micropub (void)
{
  g_autofree char *archive = path_of ("micropub.db");
  g_autofree char *database = path_of ("site.db");
  g_autofree char *story = marbrectl_fixture ("story.md");
  g_autoptr (GFile) file = g_file_new_for_path (database);
  g_autoptr (MarbrePressroom) pressroom = marbre_pressroom_new (file, "The Paper");
  g_autoptr (GError) error = NULL;
  g_autofree char *url = NULL;
  g_autofree char *token = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (Outcome) wrong = NULL;
  g_autoptr (Outcome) silent = NULL;
  g_autoptr (Outcome) other_kind = NULL;
  g_autoptr (Outcome) add = NULL;
  g_autoptr (Outcome) twice = NULL;
  g_autoptr (Outcome) list = NULL;
  g_autoptr (Outcome) publish = NULL;
  g_autoptr (Outcome) offline = NULL;
  g_autoptr (Outcome) removed = NULL;
  gsize length;

  marbre_pressroom_start_sync (pressroom, NULL, &error);
  g_assert_no_error (error);
  url = marbre_pressroom_get_url (pressroom);
  token = marbre_pressroom_get_token (pressroom);

  wrong = marbrectl_run ("wrong\n", "--archive", archive, "site", "add", "micropub", url, NULL);
  g_assert_cmpint (wrong->status, ==, 1);
  silent = marbrectl_run ("", "--archive", archive, "site", "add", "micropub", url, NULL);
  assert_refused (silent, 1, "No secret");
  other_kind = marbrectl_run (token, "--archive", archive, "site", "add", "wordpress", url,
                              "--user", "u", NULL);
  g_assert_cmpint (other_kind->status, ==, 1);
  add = marbrectl_run (token, "--archive", archive, "site", "add", "micropub", url, "--name",
                       "Paper", NULL);
  g_assert_cmpint (add->status, ==, 0);
  twice = marbrectl_run (token, "--archive", archive, "site", "add", "micropub", url, "--name",
                         "Paper", NULL);
  assert_refused (twice, 1, "Paper");

  list = marbrectl_run (NULL, "--archive", archive, "site", "list", NULL);
  g_assert_cmpint (list->status, ==, 0);
  g_assert_true (g_str_has_prefix (list->out, "Paper\tmicropub\t"));
  g_assert_true (g_file_get_contents (archive, &kept, &length, NULL));
  g_assert_null (memmem (kept, length, token, strlen (token)));

  publish = marbrectl_run (NULL, "--archive", archive, "publish", story, "--site", "Paper", NULL);
  g_assert_cmpint (publish->status, ==, 0);
  g_assert_true (g_str_has_prefix (publish->out, url));

  marbre_pressroom_stop (pressroom);
  offline = marbrectl_run (NULL, "--archive", archive, "publish", story, NULL);
  assert_refused (offline, 1, "outbox run");
  /* libsecret's file store, which only tests use, loses an etag when it removes a secret. */
  g_setenv ("ASAN_OPTIONS", "detect_leaks=0", TRUE);
  removed = marbrectl_run (NULL, "--archive", archive, "site", "remove", "Paper", NULL);
  assert_outcome (removed, 0, "");
}

int
main (int argc, char **argv)
{
  int status;

  marbrectl_init (&argc, &argv);
  g_test_add_func ("/ctl/publish/embedded", test_embedded);
  g_test_add_func ("/ctl/publish/notes", test_notes);
  g_test_add_func ("/ctl/publish/no-id", test_no_id);
  g_test_add_func ("/ctl/publish/content", test_content);
  g_test_add_func ("/ctl/publish/yardsticks", test_yardsticks);
  g_test_add_func ("/ctl/publish/house-rules", test_house_rules);
  g_test_add_func ("/ctl/publish/embargo", test_embargo);
  g_test_add_func ("/ctl/publish/pictures", test_pictures);
  g_test_add_func ("/ctl/publish/micropub", test_micropub);
  status = g_test_run ();
  marbrectl_cleanup ();
  return status;
}
