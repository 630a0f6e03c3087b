/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The life of a post over Micropub, and what the endpoint refuses.
 */
#include "config.h"

#include <string.h>

#include "newsstand.h"

#define FULL_POST                                                                                  \
  "\"uid\":[\"ref-1\"],\"name\":[\"La rade s’éclaire\"],\"summary\":[\"Le câble est là.\"],"      \
  "\"content\":[{\"html\":\"<p>Un <em>premier</em> paragraphe.</p>\\n<h2>Puis</h2>\\n\"}],"        \
  "\"category\":[\"Économie\",\"câble\",\"rade\"],\"section\":[\"Économie\"],\"kicker\":"          \
  "[\"Port\"],\"byline\":[\"Service Économie\"],\"language\":[\"fr\"],"                            \
  "\"published\":[\"2026-03-14T05:30:00Z\"],\"post-status\":[\"published\"],"                      \
  "\"photo\":[{\"value\":\"https://example.test/a.jpg\",\"alt\":\"Un quai\","                    \
  "\"caption\":\"Le quai\",\"credit\":\"AFP\"}]"

static void
assert_status (Answer *answer, guint status)
{
  if (answer->status != status)
    g_test_message ("%s", answer->body);
  g_assert_cmpuint (answer->status, ==, status);
  answer_free (answer);
}

/* The answer is an error as Micropub 3.7.2 has it. */
static void
assert_refused (Answer *answer, guint status, const char *error)
{
  g_autoptr (JsonObject) object = NULL;

  g_assert_cmpuint (answer->status, ==, status);
  object = answer_get_object (answer);
  g_assert_cmpstr (json_object_get_string_member (object, "error"), ==, error);
  g_assert_cmpstr (json_object_get_string_member (object, "error_description"), !=, "");
  answer_free (answer);
}

static void
change (Newsstand *stand, const char *url, const char *rest)
{
  g_autofree char *json =
      g_strdup_printf ("{\"action\":\"update\",\"url\":\"%s\",%s}", url, rest);

  assert_status (newsstand_post_json (stand, json), SOUP_STATUS_NO_CONTENT);
}

static void
act (Newsstand *stand, const char *action, const char *url)
{
  g_autofree char *json = g_strdup_printf ("{\"action\":\"%s\",\"url\":\"%s\"}", action, url);

  assert_status (newsstand_post_json (stand, json), SOUP_STATUS_NO_CONTENT);
}

static guint
status_of (Newsstand *stand, const char *url)
{
  g_autoptr (Answer) answer = newsstand_get (stand, url);

  return answer->status;
}

static char *
join (JsonObject *properties, const char *name)
{
  JsonArray *array = json_object_get_array_member (properties, name);
  GString *joined = g_string_new (NULL);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    g_string_append_printf (joined, "%s|", json_array_get_string_element (array, i));
  return g_string_free (joined, FALSE);
}

static void
assert_values (JsonObject *properties, const char *name, const char *expected)
{
  g_autofree char *joined = join (properties, name);

  g_assert_cmpstr (joined, ==, expected);
}

static void
test_gives_back_what_it_got (Newsstand *stand, gconstpointer data)
{
  g_autofree char *url = newsstand_publish (stand, FULL_POST);
  g_autofree char *expected = g_strconcat (stand->url, "/articles/la-rade-s-eclaire", NULL);
  g_autoptr (JsonObject) properties = newsstand_source (stand, url);
  JsonObject *content, *photo;

  g_assert_cmpstr (url, ==, expected);
  g_assert_cmpstr (newsstand_first (properties, "url"), ==, url);
  g_assert_cmpstr (newsstand_first (properties, "uid"), ==, "ref-1");
  g_assert_cmpstr (newsstand_first (properties, "name"), ==, "La rade s’éclaire");
  g_assert_cmpstr (newsstand_first (properties, "summary"), ==, "Le câble est là.");
  g_assert_cmpstr (newsstand_first (properties, "section"), ==, "Économie");
  g_assert_cmpstr (newsstand_first (properties, "kicker"), ==, "Port");
  g_assert_cmpstr (newsstand_first (properties, "byline"), ==, "Service Économie");
  g_assert_cmpstr (newsstand_first (properties, "language"), ==, "fr");
  g_assert_cmpstr (newsstand_first (properties, "published"), ==, "2026-03-14T05:30:00Z");
  g_assert_cmpstr (newsstand_first (properties, "post-status"), ==, "published");
  g_assert_cmpstr (newsstand_first (properties, "mp-slug"), ==, "la-rade-s-eclaire");
  assert_values (properties, "category", "Économie|câble|rade|");
  content = json_array_get_object_element (json_object_get_array_member (properties, "content"), 0);
  g_assert_cmpstr (json_object_get_string_member (content, "html"), ==,
                   "<p>Un <em>premier</em> paragraphe.</p>\n<h2>Puis</h2>\n");
  photo = json_array_get_object_element (json_object_get_array_member (properties, "photo"), 0);
  g_assert_cmpstr (json_object_get_string_member (photo, "value"), ==,
                   "https://example.test/a.jpg");
  g_assert_cmpstr (json_object_get_string_member (photo, "alt"), ==, "Un quai");
  g_assert_cmpstr (json_object_get_string_member (photo, "caption"), ==, "Le quai");
  g_assert_cmpstr (json_object_get_string_member (photo, "credit"), ==, "AFP");
}

static void
test_updates (Newsstand *stand, gconstpointer data)
{
  g_autofree char *url = newsstand_publish (stand, FULL_POST);
  g_autoptr (JsonObject) before = newsstand_source (stand, url);
  g_autoptr (JsonObject) after = NULL;

  change (stand, url,
          "\"replace\":{\"name\":[\"Autre titre\"],\"mp-slug\":[\"autre\"]},"
          "\"add\":{\"category\":[\"port\",\"rade\"]},\"delete\":[\"photo\",\"kicker\"]");
  after = newsstand_source (stand, url);
  g_assert_cmpstr (newsstand_first (after, "name"), ==, "Autre titre");
  g_assert_cmpstr (newsstand_first (after, "url"), ==, url);
  g_assert_cmpstr (newsstand_first (after, "kicker"), ==, NULL);
  g_assert_false (json_object_has_member (after, "photo"));
  assert_values (after, "category", "Économie|câble|rade|port|");
  g_assert_cmpstr (newsstand_first (after, "updated"), >, newsstand_first (before, "updated"));

  change (stand, url, "\"delete\":{\"category\":[\"câble\",\"port\"]}");
  json_object_unref (after);
  after = newsstand_source (stand, url);
  assert_values (after, "category", "Économie|rade|");
}

static void
test_deletes_and_brings_back (Newsstand *stand, gconstpointer data)
{
  g_autofree char *url = newsstand_publish (stand, FULL_POST);
  g_autofree char *update = g_strdup_printf (
      "{\"action\":\"update\",\"url\":\"%s\",\"replace\":{\"name\":[\"X\"]}}", url);

  g_assert_cmpuint (status_of (stand, url), ==, SOUP_STATUS_OK);
  act (stand, "delete", url);
  g_assert_cmpuint (status_of (stand, url), ==, SOUP_STATUS_GONE);
  assert_refused (newsstand_post_json (stand, update), SOUP_STATUS_NOT_FOUND, "not_found");
  act (stand, "undelete", url);
  g_assert_cmpuint (status_of (stand, url), ==, SOUP_STATUS_OK);
}

static void
test_creates_once_for_a_uid (Newsstand *stand, gconstpointer data)
{
  g_autofree char *first = newsstand_publish (stand, FULL_POST);
  g_autofree char *again = newsstand_publish (stand, FULL_POST);
  g_autoptr (Answer) found = newsstand_query (stand, "q=source&uid=ref-1");
  g_autoptr (Answer) missing = newsstand_query (stand, "q=source&uid=ref-2");
  g_autoptr (JsonObject) one = answer_get_object (found);
  g_autoptr (JsonObject) none = answer_get_object (missing);

  g_assert_cmpstr (again, ==, first);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (one, "items")), ==, 1);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (none, "items")), ==, 0);
}

static void
test_gives_each_its_slug (Newsstand *stand, gconstpointer data)
{
  g_autofree char *one = newsstand_publish (stand, "\"name\":[\"A\"],\"mp-slug\":[\"../Où ça\"]");
  g_autofree char *two = newsstand_publish (stand, "\"name\":[\"B\"],\"mp-slug\":[\"ou-ca\"]");
  g_autofree char *bare = newsstand_publish (stand, "\"content\":[\"Rien d’autre.\"]");

  g_assert_true (g_str_has_suffix (one, "/articles/ou-ca"));
  g_assert_true (g_str_has_suffix (two, "/articles/ou-ca-2"));
  g_assert_true (g_str_has_suffix (bare, "/articles/article"));
}

static void
test_lists_newest_change_first (Newsstand *stand, gconstpointer data)
{
  g_autofree char *one = newsstand_publish (stand, "\"name\":[\"Un\"]");
  g_autofree char *two =
      newsstand_publish (stand, "\"name\":[\"Deux\"],\"post-status\":[\"draft\"]");
  g_autofree char *three = newsstand_publish (stand, "\"name\":[\"Trois\"]");
  g_autoptr (Answer) answer = NULL;
  g_autoptr (JsonObject) object = NULL;
  JsonArray *items;

  change (stand, one, "\"replace\":{\"summary\":[\"changé\"]}");
  answer = newsstand_query (stand, "q=source&limit=1&offset=2");
  object = answer_get_object (answer);
  items = json_object_get_array_member (object, "items");
  g_assert_cmpuint (json_array_get_length (items), ==, 1);
  g_assert_cmpstr (newsstand_first (json_object_get_object_member (
                                        json_array_get_object_element (items, 0), "properties"),
                                    "url"),
                   ==, two);
  assert_refused (newsstand_query (stand, "q=source&limit=many"), SOUP_STATUS_BAD_REQUEST,
                  "invalid_request");
}

static void
test_answers_queries (Newsstand *stand, gconstpointer data)
{
  g_autofree char *url = newsstand_publish (stand, FULL_POST);
  g_autofree char *escaped = g_uri_escape_string (url, NULL, FALSE);
  g_autofree char *query =
      g_strconcat ("q=source&properties[]=name&properties[]=kicker&url=", escaped, NULL);
  g_autofree char *media = g_strconcat (stand->url, "/media", NULL);
  g_autoptr (Answer) config = newsstand_query (stand, "q=config");
  g_autoptr (Answer) category = newsstand_query (stand, "q=category");
  g_autoptr (Answer) some = newsstand_query (stand, query);
  g_autoptr (JsonObject) settings = answer_get_object (config);
  g_autoptr (JsonObject) categories = answer_get_object (category);
  g_autoptr (JsonObject) item = answer_get_object (some);

  g_assert_cmpstr (json_object_get_string_member (settings, "media-endpoint"), ==, media);
  g_assert_true (json_object_has_member (settings, "syndicate-to"));
  assert_values (categories, "categories", "câble|rade|Économie|");
  g_assert_false (json_object_has_member (item, "type"));
  g_assert_cmpuint (json_object_get_size (json_object_get_object_member (item, "properties")), ==,
                    2);
  assert_refused (newsstand_query (stand, "q=horoscope"), SOUP_STATUS_BAD_REQUEST,
                  "invalid_request");
  assert_refused (newsstand_query (stand, "q=source&url=http%3A%2F%2Fexample.test%2F"),
                  SOUP_STATUS_NOT_FOUND, "not_found");
}

static void
test_reads_forms (Newsstand *stand, gconstpointer data)
{
  static const char form[] = "h=entry&name=Un+formulaire&content=Ligne+une.%0A%0A%3Cb%3E+deux."
                             "&category[]=un&category[]=deux";
  static const char type[] = "application/x-www-form-urlencoded";
  g_autoptr (Answer) created = newsstand_ask (stand, "POST", "/micropub", type, form, -1);
  g_autoptr (JsonObject) properties = NULL;
  g_autofree char *remove = NULL;
  g_autofree char *with_token = g_strconcat (form, "&access_token=", stand->token, NULL);
  JsonObject *content;

  g_assert_cmpuint (created->status, ==, SOUP_STATUS_CREATED);
  properties = newsstand_source (stand, created->location);
  assert_values (properties, "category", "un|deux|");
  content = json_array_get_object_element (json_object_get_array_member (properties, "content"), 0);
  g_assert_cmpstr (json_object_get_string_member (content, "html"), ==,
                   "<p>Ligne une.</p>\n<p>&lt;b&gt; deux.</p>\n");

  remove = g_strconcat ("action=delete&url=", created->location, NULL);
  assert_status (newsstand_ask (stand, "POST", "/micropub", type, remove, -1),
                 SOUP_STATUS_NO_CONTENT);
  g_clear_pointer (&stand->token, g_free);
  assert_status (newsstand_ask (stand, "POST", "/micropub", type, with_token, -1),
                 SOUP_STATUS_CREATED);
  assert_refused (newsstand_ask (stand, "POST", "/micropub", type, form, -1),
                  SOUP_STATUS_UNAUTHORIZED, "unauthorized");
}

static void
test_asks_for_the_token (Newsstand *stand, gconstpointer data)
{
  g_autofree char *good = g_steal_pointer (&stand->token);
  const char *const bad[] = { NULL, "", "wrong", "0000000000000000000000000000000000000000000000000"
                                                 "000000000000000" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      stand->token = g_strdup (bad[i]);
      assert_refused (newsstand_query (stand, "q=config"), SOUP_STATUS_UNAUTHORIZED,
                      "unauthorized");
      assert_refused (newsstand_post_json (stand, "{}"), SOUP_STATUS_UNAUTHORIZED, "unauthorized");
      assert_refused (newsstand_upload (stand, "x", 1), SOUP_STATUS_UNAUTHORIZED, "unauthorized");
      g_clear_pointer (&stand->token, g_free);
    }
}

static void
test_refuses_nonsense (Newsstand *stand, gconstpointer data)
{
  static const char *const bodies[] = {
    "",
    "{",
    "[]",
    "null",
    "\"text\"",
    "{}",
    "{\"type\":[\"h-card\"],\"properties\":{}}",
    "{\"type\":\"h-entry\",\"properties\":{}}",
    "{\"type\":[\"h-entry\"]}",
    "{\"type\":[\"h-entry\"],\"properties\":[]}",
    "{\"type\":[\"h-entry\"],\"properties\":{\"name\":\"bare\"}}",
    "{\"type\":[\"h-entry\"],\"properties\":{\"name\":[3]}}",
    "{\"type\":[\"h-entry\"],\"properties\":{\"name\":[{}]}}",
    "{\"type\":[\"h-entry\"],\"properties\":{\"content\":[{\"html\":4}]}}",
    "{\"type\":[\"h-entry\"],\"properties\":{\"content\":[[]]}}",
    "{\"type\":[\"h-entry\"],\"properties\":{\"category\":[[]]}}",
    "{\"type\":[\"h-entry\"],\"properties\":{\"published\":[\"soon\"]}}",
    "{\"type\":[\"h-entry\"],\"properties\":{\"post-status\":[\"secret\"]}}",
    "{\"type\":[\"h-entry\"],\"properties\":{\"language\":[\"\\\"><script>\"]}}",
    "{\"type\":[\"h-entry\"],\"properties\":{\"photo\":[\"javascript:alert(1)\"]}}",
    "{\"type\":[\"h-entry\"],\"properties\":{\"photo\":[{\"alt\":\"no value\"}]}}",
    "{\"action\":\"update\"}",
    "{\"action\":\"explode\",\"url\":\"http://example.test/\"}",
  };
  g_autofree char *deep = g_strnfill (200000, '[');
  g_autofree char *url = newsstand_publish (stand, FULL_POST);
  static const char *const changes[] = { "\"replace\":[]", "\"replace\":{\"name\":\"bare\"}",
                                         "\"add\":3", "\"delete\":\"name\"", "\"delete\":[1]",
                                         "\"what\":{}" };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_test_message ("%s", bodies[i]);
      assert_refused (newsstand_post_json (stand, bodies[i]), SOUP_STATUS_BAD_REQUEST,
                      "invalid_request");
    }
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *json =
          g_strdup_printf ("{\"action\":\"update\",\"url\":\"%s\",%s}", url, changes[i]);

      g_test_message ("%s", json);
      assert_refused (newsstand_post_json (stand, json), SOUP_STATUS_BAD_REQUEST,
                      "invalid_request");
    }
  assert_refused (newsstand_post_json (stand, deep), SOUP_STATUS_BAD_REQUEST, "invalid_request");
  assert_refused (newsstand_ask (stand, "POST", "/micropub", "text/plain", "x", -1),
                  SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE, "invalid_request");
}

static void
test_refuses_too_much (Newsstand *stand, gconstpointer data)
{
  const gsize length = 13 * 1024 * 1024;
  g_autofree char *body = g_strnfill (length, ' ');
  g_autofree char *line = g_strnfill (20000, 'x');
  g_autofree char *long_title =
      g_strdup_printf ("{\"type\":[\"h-entry\"],\"properties\":{\"name\":[\"%s\"]}}", line);
  g_autofree char *url = NULL;

  assert_refused (
      newsstand_ask (stand, "POST", "/micropub", "application/json", body, (gssize) length),
      SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "invalid_request");
  assert_refused (newsstand_post_json (stand, long_title), SOUP_STATUS_BAD_REQUEST,
                  "invalid_request");
  /* It still works. */
  url = newsstand_publish (stand, FULL_POST);
  g_assert_nonnull (url);
}

/* A body whose length nobody announced is cut as well. */
static void
test_refuses_too_much_in_pieces (Newsstand *stand, gconstpointer data)
{
  g_autofree char *url = g_strconcat (stand->url, "/micropub", NULL);
  g_autofree char *header = g_strconcat ("Bearer ", stand->token, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", url);
  g_autoptr (GBytes) body = g_bytes_new_take (g_strnfill (13 * 1024 * 1024, ' '), 13 * 1024 * 1024);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (body);
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;

  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                header);
  soup_message_set_request_body (message, "application/json", stream, -1);
  answer = soup_session_send_and_read (stand->session, message, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (message), ==, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE);
}

static void
test_keeps_pictures (Newsstand *stand, gconstpointer data)
{
  static const struct
  {
    const char *bytes;
    gsize length;
    const char *mime;
  } pictures[] = {
    { "\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01 rest", 29, "image/png" },
    { "\xff\xd8\xff\xc0\0\x11\x08\0\x01\0\x01 rest", 16, "image/jpeg" },
    { "GIF89a\x01\0\x01\0 rest", 15, "image/gif" },
    { "RIFF....WEBPVP8 \x0a\0\0\0...\x9d\x01\x2a\x40\x01\xf0\0rest", 34, "image/webp" },
    { "<?xml version=\"1.0\"?>\n<!-- a -->\n<svg xmlns=\"x\"/>", 49, "image/svg+xml" },
  };
  static const char *const others[] = { "", "<html><svg>", "#!/bin/sh\n", "<!-- <svg", "<svgx>",
                                        "\x89PNG\r\n\x1a\n no header" };

  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    {
      g_autoptr (Answer) one = newsstand_upload (stand, pictures[i].bytes, pictures[i].length);
      g_autoptr (Answer) two = newsstand_upload (stand, pictures[i].bytes, pictures[i].length);
      g_autoptr (Answer) shown = NULL;

      g_assert_cmpuint (one->status, ==, SOUP_STATUS_CREATED);
      g_assert_cmpstr (one->location, ==, two->location);
      shown = newsstand_get (stand, one->location);
      g_assert_cmpmem (shown->body, shown->length, pictures[i].bytes, pictures[i].length);
      g_assert_cmpstr (soup_message_headers_get_content_type (shown->headers, NULL), ==,
                       pictures[i].mime);
      g_assert_cmpstr (soup_message_headers_get_one (shown->headers, "X-Content-Type-Options"), ==,
                       "nosniff");
    }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    assert_refused (newsstand_upload (stand, others[i], strlen (others[i])),
                    SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE, "invalid_request");
  assert_refused (newsstand_ask (stand, "POST", "/media", "image/png", "\x89PNG\r\n\x1a\n.", 9),
                  SOUP_STATUS_BAD_REQUEST, "invalid_request");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  NEWSSTAND_TEST ("/pressroom/micropub/gives-back-what-it-got", test_gives_back_what_it_got);
  NEWSSTAND_TEST ("/pressroom/micropub/updates", test_updates);
  NEWSSTAND_TEST ("/pressroom/micropub/deletes-and-brings-back", test_deletes_and_brings_back);
  NEWSSTAND_TEST ("/pressroom/micropub/creates-once-for-a-uid", test_creates_once_for_a_uid);
  NEWSSTAND_TEST ("/pressroom/micropub/gives-each-its-slug", test_gives_each_its_slug);
  NEWSSTAND_TEST ("/pressroom/micropub/lists-newest-change-first", test_lists_newest_change_first);
  NEWSSTAND_TEST ("/pressroom/micropub/answers-queries", test_answers_queries);
  NEWSSTAND_TEST ("/pressroom/micropub/reads-forms", test_reads_forms);
  NEWSSTAND_TEST ("/pressroom/micropub/asks-for-the-token", test_asks_for_the_token);
  NEWSSTAND_TEST ("/pressroom/micropub/refuses-nonsense", test_refuses_nonsense);
  NEWSSTAND_TEST ("/pressroom/micropub/refuses-too-much", test_refuses_too_much);
  NEWSSTAND_TEST ("/pressroom/micropub/refuses-too-much-in-pieces",
                  test_refuses_too_much_in_pieces);
  NEWSSTAND_TEST ("/pressroom/micropub/keeps-pictures", test_keeps_pictures);
  return g_test_run ();
}
