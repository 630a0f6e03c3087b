/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * marbrectl on an archive: import with bad lines, figures, search, related stories, tags, backup,
 * and files that are no archive.
 */
#include "config.h"

#include <string.h>

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

#include "marbrectl.h"

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (text, &error);

  g_assert_no_error (error);
  return node;
}

static gint64
count_of (const Outcome *outcome, const char *key)
{
  g_autoptr (JsonNode) node = parse (outcome->out);

  return json_object_get_int_member (json_node_get_object (node), key);
}

static char *
path_of (const char *name)
{
  return g_build_filename (marbrectl_home (), name, NULL);
}

/* An archive with the fixture's three stories. */
static char *
make_archive (const char *name)
{
  char *path = path_of (name);
  g_autofree char *lines = marbrectl_fixture ("archive.jsonl");
  g_autoptr (Outcome) outcome =
      marbrectl_run (NULL, "--archive", path, "archive", "import", lines, NULL);

  g_assert_cmpint (outcome->status, ==, 0);
  g_assert_cmpint (count_of (outcome, "imported"), ==, 3);
  return path;
}

static void
test_none (void)
{
  static const char *const commands[][3] = {
    { "search", "x" },
    { "related", "x" },
    { "tags", "x" },
    { "sync" },
  };
  g_autofree char *path = path_of ("none.db");

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autoptr (Outcome) outcome =
          marbrectl_run (NULL, "--archive", path, commands[i][0], commands[i][1], NULL);

      assert_refused (outcome, 1, "There is no archive");
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
    }
}

static void
test_default_place (void)
{
  g_autofree char *lines = marbrectl_fixture ("archive.jsonl");
  g_autofree char *path =
      g_build_filename (marbrectl_home (), MARBRE_DATA_NAME, "archive.db", NULL);
  g_autoptr (Outcome) outcome = marbrectl_run (NULL, "archive", "import", lines, NULL);

  g_assert_cmpint (outcome->status, ==, 0);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_import (void)
{
  g_autofree char *path = make_archive ("import.db");
  g_autofree char *lines = marbrectl_fixture ("archive.jsonl");
  g_autofree char *broken = marbrectl_fixture ("broken.jsonl");
  g_autoptr (Outcome) again =
      marbrectl_run (NULL, "archive", "import", "--archive", path, lines, NULL);
  g_autoptr (Outcome) bad =
      marbrectl_run (NULL, "--archive", path, "archive", "import", broken, NULL);
  g_autoptr (Outcome) piped = marbrectl_run ("{\"id\":\"p\",\"body\":\"Piped.\"}\n", "--archive",
                                             path, "archive", "import", "-", NULL);
  g_autoptr (Outcome) missing =
      marbrectl_run (NULL, "--archive", path, "archive", "import", "no-such-file", NULL);
  g_autoptr (Outcome) stats = marbrectl_run (NULL, "--archive", path, "archive", "stats", NULL);

  g_assert_cmpint (again->status, ==, 0);
  g_assert_cmpint (count_of (again, "unchanged"), ==, 3);
  g_assert_cmpint (bad->status, ==, 1);
  g_assert_cmpint (count_of (bad, "imported"), ==, 2);
  g_assert_cmpint (count_of (bad, "skipped"), ==, 3);
  g_assert_nonnull (strstr (bad->err, "Line 2"));
  g_assert_nonnull (strstr (bad->err, "Line 3 is skipped: “id”"));
  g_assert_nonnull (strstr (bad->err, "Line 4"));
  g_assert_cmpint (piped->status, ==, 0);
  assert_refused (missing, 1, "no-such-file");
  g_assert_cmpint (count_of (stats, "archived"), ==, 6);
}

static void
test_search (void)
{
  g_autofree char *path = make_archive ("search.db");
  g_autoptr (Outcome) lines = marbrectl_run (NULL, "--archive", path, "search", "navalis", NULL);
  g_autoptr (Outcome) one =
      marbrectl_run (NULL, "--archive", path, "search", "navalis", "--limit", "1", "--json", NULL);
  g_autoptr (Outcome) nothing = marbrectl_run (NULL, "--archive", path, "search", "zebra", NULL);
  g_autoptr (Outcome) hostile =
      marbrectl_run (NULL, "--archive", path, "search", "\" OR NEAR( *", NULL);
  g_autoptr (Outcome) dashed = marbrectl_run (NULL, "--archive", path, "search", "--", "-x", NULL);
  g_autoptr (JsonNode) node = NULL;
  JsonObject *first;

  g_assert_cmpint (lines->status, ==, 0);
  g_assert_nonnull (strstr (lines->out, "a1\t2025-11-20\tNavalis ferme son chantier\n"));
  g_assert_nonnull (strstr (lines->out, "a2\t2026-02-11\t"));
  g_assert_null (strstr (lines->out, "a3"));
  node = parse (one->out);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (node)), ==, 1);
  first = json_array_get_object_element (json_node_get_array (node), 0);
  g_assert_cmpstr (json_object_get_string_member (first, "section"), ==, "Économie");
  assert_outcome (nothing, 0, "");
  g_assert_cmpint (hostile->status, ==, 0);
  g_assert_cmpint (dashed->status, ==, 0);
}

static void
test_related (void)
{
  g_autofree char *path = make_archive ("related.db");
  g_autofree char *story = marbrectl_fixture ("story.md");
  g_autoptr (Outcome) by_file =
      marbrectl_run (NULL, "--archive", path, "related", story, "--json", "--limit", "2", NULL);
  g_autoptr (Outcome) by_id = marbrectl_run (NULL, "--archive", path, "related", "a1", NULL);
  g_autoptr (Outcome) unknown = marbrectl_run (NULL, "--archive", path, "related", "zzz", NULL);
  g_autoptr (Outcome) tags = marbrectl_run (NULL, "--archive", path, "tags", story, "--json", NULL);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonNode) tag_node = NULL;

  g_assert_cmpint (by_file->status, ==, 0);
  node = parse (by_file->out);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (node)), >=, 1);
  g_assert_cmpint (by_id->status, ==, 0);
  g_assert_nonnull (strstr (by_id->out, "a2\t"));
  assert_refused (unknown, 1, "zzz");
  g_assert_cmpint (tags->status, ==, 0);
  tag_node = parse (tags->out);
  g_assert_true (JSON_NODE_HOLDS_ARRAY (tag_node));
}

static void
test_tags (void)
{
  g_autofree char *path = make_archive ("tags.db");
  g_autoptr (Outcome) before = marbrectl_run (NULL, "--archive", path, "tags", "--list", NULL);
  g_autoptr (Outcome) renamed =
      marbrectl_run (NULL, "--archive", path, "tags", "--rename", "justice", "Tribunal", NULL);
  g_autoptr (Outcome) alias =
      marbrectl_run (NULL, "--archive", path, "tags", "--alias", "Tribunal", "court", NULL);
  g_autoptr (Outcome) after = marbrectl_run (NULL, "--archive", path, "tags", "--list", NULL);
  g_autoptr (Outcome) unknown =
      marbrectl_run (NULL, "--archive", path, "tags", "--merge", "zzz", "Tribunal", NULL);
  g_autoptr (Outcome) both =
      marbrectl_run (NULL, "--archive", path, "tags", "--list", "--merge", NULL);
  g_autoptr (Outcome) one = marbrectl_run (NULL, "--archive", path, "tags", "--rename", "x", NULL);

  g_assert_cmpint (before->status, ==, 0);
  g_assert_nonnull (strstr (before->out, "\tjustice\n"));
  g_assert_cmpint (renamed->status, ==, 0);
  g_assert_cmpint (alias->status, ==, 0);
  g_assert_null (strstr (after->out, "\tjustice\n"));
  g_assert_nonnull (strstr (after->out, "\tTribunal\tcourt\n"));
  assert_refused (unknown, 1, "zzz");
  assert_refused (both, 2, "--rename");
  assert_refused (one, 2, "TAG NAME");
}

static void
test_care (void)
{
  g_autofree char *path = make_archive ("care.db");
  g_autofree char *copy = path_of ("copy.db");
  g_autoptr (Outcome) check = marbrectl_run (NULL, "--archive", path, "archive", "check", NULL);
  g_autoptr (Outcome) backup =
      marbrectl_run (NULL, "--archive", path, "archive", "backup", copy, NULL);
  g_autoptr (Outcome) copied = marbrectl_run (NULL, "--archive", copy, "archive", "stats", NULL);

  assert_outcome (check, 0, "The archive is sound.\n");
  assert_outcome (backup, 0, "");
  g_assert_cmpint (count_of (copied, "archived"), ==, 3);
}

static void
test_no_database (void)
{
  g_autofree char *path = path_of ("text.db");
  g_autofree char *after = NULL;
  const char *text = "This is no database, and it must stay as it is.\n";

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (Outcome) stats = marbrectl_run (NULL, "--archive", path, "archive", "stats", NULL);

      g_assert_cmpint (stats->status, ==, 1);
      g_assert_cmpstr (stats->out, ==, "");
    }
  g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
  g_assert_cmpstr (after, ==, text);
}

int
main (int argc, char **argv)
{
  int status;

  marbrectl_init (&argc, &argv);
  g_test_add_func ("/ctl/archive/none", test_none);
  g_test_add_func ("/ctl/archive/default-place", test_default_place);
  g_test_add_func ("/ctl/archive/import", test_import);
  g_test_add_func ("/ctl/archive/search", test_search);
  g_test_add_func ("/ctl/archive/related", test_related);
  g_test_add_func ("/ctl/archive/tags", test_tags);
  g_test_add_func ("/ctl/archive/care", test_care);
  g_test_add_func ("/ctl/archive/no-database", test_no_database);
  status = g_test_run ();
  marbrectl_cleanup ();
  return status;
}
