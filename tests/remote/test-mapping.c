/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Site profiles: what is taken, and what is said of what is not; JSON Pointers; places.
 */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "marbre-json-pointer.h"
#include "marbre-json.h"
#include "marbre-mapping-place.h"
#include "marbre-mapping.h"
#include "marbre-remote-error.h"

static const char good[] = "{\"marbre\":1,\"name\":\"CMS\",\"sign-in\":{\"scheme\":\"bearer\"},"
                           "\"requests\":{"
                           "\"check\":{\"address\":\"me\"},"
                           "\"create\":{\"method\":\"POST\",\"address\":\"articles\"},"
                           "\"update\":{\"method\":\"PUT\",\"address\":\"articles/{id}\"},"
                           "\"fetch\":{\"address\":\"articles/{id}\"}},"
                           "\"story\":{\"id\":\"/id\",\"headline\":\"/title\",\"body\":\"/body\"}}";

static MarbreMapping *
parse (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return marbre_mapping_parse (bytes, error);
}

/* Asserts that the good profile with one text replaced is refused, with every one of @words. */
static void
assert_wrong (const char *from, const char *to, const char *const *words)
{
  g_autoptr (GString) text = g_string_new (good);
  g_autoptr (MarbreMapping) mapping = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_string_replace (text, from, to, 1), ==, 1);
  mapping = parse (text->str, &error);
  g_assert_null (mapping);
  g_assert_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_PROFILE);
  for (; *words; words++)
    if (strstr (error->message, *words) == NULL)
      g_error ("no “%s” in: %s", *words, error->message);
}

#define WRONG(from, to, ...) assert_wrong (from, to, (const char *const[]){ __VA_ARGS__, NULL })

static void
test_good (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreMapping) mapping = parse (good, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (marbre_mapping_get_name (mapping), ==, "CMS");
  g_assert_cmpstr (marbre_mapping_get_text (mapping), ==, good);
  g_assert_false (marbre_mapping_needs_user (mapping));
  g_assert_null (marbre_mapping_get_request (mapping, "list"));
}

static void
test_ours (void)
{
  const char *const *names = marbre_mapping_list_ours ();

  g_assert_cmpuint (g_strv_length ((char **) names), ==, 2);
  for (; *names; names++)
    {
      g_autoptr (MarbreMapping) mapping = marbre_mapping_load_ours (*names);

      g_assert_nonnull (mapping);
      g_assert_nonnull (marbre_mapping_get_request (mapping, "lookup"));
    }
  g_assert_null (marbre_mapping_load_ours ("../site-profile.schema"));
}

/* The profile that the documentation begins with. */
static void
test_documented (void)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "..", "docs", "site-profiles.md", NULL);
  g_autoptr (MarbreMapping) mapping = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *example = NULL;
  const char *start;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  start = strstr (text, "```json\n");
  g_assert_nonnull (start);
  start += strlen ("```json\n");
  example = g_strndup (start, (gsize) (strstr (start, "```") - start));
  mapping = parse (example, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (marbre_mapping_get_name (mapping), ==, "Our CMS");
}

static void
test_places_named (void)
{
  WRONG ("\"marbre\":1", "\"marbre\":2", "/marbre", "2", "allowed: 1");
  WRONG ("\"name\":\"CMS\"", "\"name\":\"CMS\",\"colour\":1", "At the top", "“colour”", "requests");
  WRONG ("\"name\":\"CMS\"", "\"name\":7", "/name", "integer", "allowed: string");
  WRONG ("\"name\":\"CMS\"", "\"name\":\"\"", "/name", "empty");
  WRONG ("\"name\":\"CMS\",", "", "At the top", "“name” is missing");
  WRONG ("\"bearer\"", "\"cookie\"", "/sign-in/scheme", "cookie", "bearer, basic, header");
  WRONG ("\"bearer\"", "\"header\"", "/sign-in", "“header” is missing");
  WRONG ("\"bearer\"", "\"hmac-sha256\"", "/sign-in/value", "{signature}");
  WRONG ("\"POST\"", "\"FETCH\"", "/requests/create/method", "FETCH", "POST, PUT, PATCH");
  WRONG ("\"address\":\"me\"", "\"address\":\"https://elsewhere.example/\"",
         "/requests/check/address", "below the API");
  WRONG ("\"address\":\"me\"", "\"address\":\"//elsewhere.example/\"", "/requests/check/address");
  WRONG ("\"address\":\"me\"", "\"address\":\"me?x={secret}\"", "/requests/check/address");
  WRONG ("\"address\":\"me\"", "\"address\":\"{secret}\"", "id, reference and user");
  WRONG ("\"/title\"", "\"title\"", "/story/headline", "“title”", "JSON Pointer");
  WRONG ("\"/title\"", "\"/a~2\"", "/story/headline", "JSON Pointer");
  WRONG ("\"/title\"", "{\"each\":\"/x\"}", "/story/headline", "“at” is missing");
  WRONG ("\"/title\"", "{\"at\":\"/x\",\"witch\":{}}", "/story/headline", "“witch”", "with");
  WRONG ("\"/title\"", "[\"/title\"]", "/story/headline", "array", "string, object");
  WRONG ("\"id\":\"/id\",", "", "/story", "“id” is missing");
  WRONG ("\"check\":{\"address\":\"me\"},", "", "/requests", "“check”");
  WRONG ("\"fetch\":", "\"lookup\":{\"address\":\"x/{reference}\"},\"fetch\":", "/story",
         "“reference”");
  WRONG ("\"fetch\":",
         "\"list\":{\"address\":\"x\",\"items\":\"\",\"paging\":{\"style\":\"page\"}},\"fetch\":",
         "/requests/list/query", "{page}");
  WRONG ("\"fetch\":",
         "\"list\":{\"address\":\"x\",\"items\":\"\",\"paging\":{\"style\":\"page\","
         "\"size\":9000}},\"fetch\":",
         "/requests/list/paging/size", "9000", "1 to 500");
  WRONG ("\"me\"", "\"me\",\"headers\":{\"X Y\":\"1\"}", "/requests/check", "X Y", "HTTP header");
  WRONG ("\"me\"", "\"me\",\"headers\":{\"X\":\"1\\r\\nY: 2\"}", "/requests/check/headers/X");
  WRONG ("}}", "},}", "line 1");
}

static void
test_bad_files (void)
{
  static const struct
  {
    const char *start;
    gsize repeat;
    const char *word;
  } files[] = {
    { "", 0, "empty" },
    { " ", 100, "empty" },
    { "\xff", 10, "UTF-8" },
    { "[", 10000, "nest deeper" },
    { "{\"a\":", 10000, "nest deeper" },
    { "x", 10 * 1024 * 1024, "256 KB" },
    { "1", 1, "object" },
    { "[]", 1, "object" },
    { "null", 1, "object" },
    { "\"{}\"", 1, "object" },
  };
  g_autofree char *folder = g_dir_make_tmp ("marbre-mapping-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "cms.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      for (gsize n = 0; n < files[i].repeat; n++)
        g_string_append (text, files[i].start);
      g_assert_true (g_file_set_contents (path, text->str, (gssize) text->len, NULL));
      g_assert_null (marbre_mapping_load_sync (file, NULL, &error));
      g_assert_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_PROFILE);
      g_assert_true (g_str_has_prefix (error->message, "cms.json: "));
      if (strstr (error->message, files[i].word) == NULL)
        g_error ("no “%s” in: %s", files[i].word, error->message);
    }
  g_assert_true (g_file_delete (file, NULL, NULL));
  {
    g_autoptr (GError) error = NULL;

    g_assert_null (marbre_mapping_load_sync (file, NULL, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* The examples of RFC 6901, 5. */
static void
test_pointers (void)
{
  static const struct
  {
    const char *pointer;
    const char *value;
  } examples[] = {
    { "/foo/0", "\"bar\"" }, { "/", "0" },        { "/a~1b", "1" },
    { "/c%d", "2" },         { "/e^f", "3" },     { "/g|h", "4" },
    { "/i\\j", "5" },        { "/k\"l", "6" },    { "/ ", "7" },
    { "/m~0n", "8" },        { "/foo/00", NULL }, { "/foo/2", NULL },
    { "/foo/-1", NULL },     { "/no/way", NULL }, { "/foo/99999999999999999999", NULL },
  };
  g_autoptr (JsonNode) root = json_from_string (
      "{\"foo\":[\"bar\",\"baz\"],\"\":0,\"a/b\":1,\"c%d\":2,\"e^f\":3,\"g|h\":4,\"i\\\\j\":5,"
      "\"k\\\"l\":6,\" \":7,\"m~n\":8}",
      NULL);

  g_assert_true (marbre_json_pointer_get (root, "") == root);
  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      JsonNode *found = marbre_json_pointer_get (root, examples[i].pointer);
      g_autofree char *text = found ? json_to_string (found, FALSE) : NULL;

      g_assert_cmpstr (text, ==, examples[i].value);
    }
}

static void
assert_set (const char *before, const char *pointer, const char *value, const char *after)
{
  g_autoptr (JsonNode) root = json_from_string (before, NULL);
  g_autoptr (JsonNode) node = json_from_string (value, NULL);
  g_autofree char *text = NULL;

  marbre_json_pointer_set (root, pointer, node);
  text = json_to_string (root, FALSE);
  g_assert_cmpstr (text, ==, after);
}

static void
test_pointer_set (void)
{
  g_autoptr (JsonNode) root = json_from_string ("{\"a\":{\"b\":[1,2]}}", NULL);
  g_autofree char *text = NULL;

  assert_set ("{}", "/a", "1", "{\"a\":1}");
  assert_set ("{}", "/a/b~1c/d", "true", "{\"a\":{\"b/c\":{\"d\":true}}}");
  assert_set ("{}", "/a/1/x", "\"y\"", "{\"a\":[null,{\"x\":\"y\"}]}");
  assert_set ("{\"a\":[1]}", "/a/-", "2", "{\"a\":[1,2]}");
  assert_set ("{\"a\":{\"k\":1}}", "/a/0", "2", "{\"a\":{\"k\":1,\"0\":2}}");
  assert_set ("{\"a\":\"text\"}", "/a/b", "{\"c\":[1]}", "{\"a\":{\"b\":{\"c\":[1]}}}");
  assert_set ("{\"a\":[1]}", "/a/x", "2", "{\"a\":{\"x\":2}}");
  marbre_json_pointer_remove (root, "/a/b/0");
  marbre_json_pointer_remove (root, "/a/b/7");
  marbre_json_pointer_remove (root, "/x/y");
  text = json_to_string (root, FALSE);
  g_assert_cmpstr (text, ==, "{\"a\":{\"b\":[2]}}");
}

static void
assert_written (const char *place, const char *before, const char *values, const char *after)
{
  g_autoptr (JsonNode) where = json_from_string (place, NULL);
  g_autoptr (JsonNode) item = json_from_string (before, NULL);
  g_auto (GStrv) list = *values ? g_strsplit (values, "|", -1) : g_new0 (char *, 1);
  g_auto (GStrv) back = NULL;
  g_autofree char *read = NULL;
  g_autofree char *text = NULL;

  marbre_mapping_place_write (where, item, (const char *const *) list, TRUE);
  text = json_to_string (item, FALSE);
  g_assert_cmpstr (text, ==, after);
  back = marbre_mapping_place_read (where, item);
  read = g_strjoinv ("|", back);
  g_assert_cmpstr (read, ==, values);
}

static void
test_places (void)
{
  assert_written ("\"/tags\"", "{}", "a|b", "{\"tags\":[\"a\",\"b\"]}");
  assert_written ("\"/tags\"", "{\"tags\":[\"a\"]}", "", "{\"tags\":[]}");
  assert_written ("{\"at\":\"/k\",\"joined\":\", \"}", "{}", "a|b c", "{\"k\":\"a, b c\"}");
  assert_written ("{\"at\":\"/k\",\"joined\":\", \"}", "{\"k\":\"x\"}", "", "{}");
  assert_written ("{\"at\":\"/t\",\"each\":\"/n\"}", "{}", "a|b",
                  "{\"t\":[{\"n\":\"a\"},{\"n\":\"b\"}]}");
  /* Others stay, ours that stay keep what they have. */
  assert_written ("{\"at\":\"/s\",\"with\":{\"/rel\":\"about\"},\"each\":\"/name\"}",
                  "{\"s\":[{\"rel\":\"about\",\"name\":\"a\",\"uri\":7},"
                  "{\"rel\":\"other\",\"name\":\"a\"},{\"rel\":\"about\",\"name\":\"b\"}]}",
                  "a|c",
                  "{\"s\":[{\"rel\":\"about\",\"name\":\"a\",\"uri\":7},"
                  "{\"rel\":\"other\",\"name\":\"a\"},{\"rel\":\"about\",\"name\":\"c\"}]}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mapping/good", test_good);
  g_test_add_func ("/mapping/ours", test_ours);
  g_test_add_func ("/mapping/documented", test_documented);
  g_test_add_func ("/mapping/places-named", test_places_named);
  g_test_add_func ("/mapping/bad-files", test_bad_files);
  g_test_add_func ("/mapping/pointers", test_pointers);
  g_test_add_func ("/mapping/pointer-set", test_pointer_set);
  g_test_add_func ("/mapping/places", test_places);
  return g_test_run ();
}
