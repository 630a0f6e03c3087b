/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What readers see: pages, lists, the feed; and what nobody may see or put into them.
 */
#include "config.h"

#include <string.h>

#include "newsstand.h"

static void
assert_status (Newsstand *stand, const char *path, guint status)
{
  g_autoptr (Answer) answer = newsstand_get (stand, path);

  g_test_message ("%s", path);
  g_assert_cmpuint (answer->status, ==, status);
}

static void
assert_has (Answer *answer, const char *text)
{
  if (strstr (answer->body, text) == NULL)
    g_test_message ("%s", answer->body);
  g_assert_nonnull (strstr (answer->body, text));
}

static void
assert_lacks (Answer *answer, const char *text)
{
  if (strstr (answer->body, text) != NULL)
    g_test_message ("%s", answer->body);
  g_assert_null (strstr (answer->body, text));
}

static void
test_shows_an_article (Newsstand *stand, gconstpointer data)
{
  g_autofree char *related = newsstand_publish (
      stand, "\"name\":[\"Le frère aîné\"],\"category\":[\"port\"],\"language\":[\"fr\"]");
  g_autofree char *url = newsstand_publish (
      stand, "\"name\":[\"La rade\"],\"summary\":[\"Le chapô.\"],\"section\":[\"Économie\"],"
             "\"kicker\":[\"Au port\"],\"byline\":[\"Service Économie\"],\"language\":[\"fr\"],"
             "\"published\":[\"2026-03-14T05:30:00Z\"],\"category\":[\"Économie\",\"port\"],"
             "\"content\":[{\"html\":\"<p>Le corps.</p><aside class=\\\"read-also\\\"><p><a "
             "href=\\\"/articles/le-frere-aine\\\">Lire</a></p></aside>\"}]");
  g_autoptr (Answer) page = newsstand_get (stand, url);
  static const char *const texts[] = {
    "Le corps.", "Le chapô.", "Au port", "Service Économie", "14\u00a0mars 2026",
    "/sections/%C3%89conomie", "/tags/port", "Le frère aîné", "class=\"read-also\"",
    "Le Marbre &lt;d’essai&gt;", "lang=\"fr\"",
  };

  g_assert_cmpuint (page->status, ==, SOUP_STATUS_OK);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_has (page, texts[i]);
  g_assert_nonnull (related);
}

/* The page names what shares most with it, and first what its reader can read. */
static void
test_names_related_stories (Newsstand *stand, gconstpointer data)
{
  static const char *const others[] = {
    "\"name\":[\"English newer\"],\"language\":[\"en\"],\"category\":[\"a\",\"b\"]",
    "\"name\":[\"Un mot\"],\"language\":[\"fr\"],\"category\":[\"a\"]",
    "\"name\":[\"Deux mots\"],\"language\":[\"fr\"],\"category\":[\"b\",\"a\"],"
    "\"published\":[\"2020-01-01T00:00:00Z\"]",
    "\"name\":[\"Autre chose\"],\"language\":[\"fr\"],\"category\":[\"c\"]",
    "\"name\":[\"Pas encore\"],\"language\":[\"fr\"],\"category\":[\"a\",\"b\"],"
    "\"post-status\":[\"draft\"]",
  };
  g_autofree char *url = NULL;
  g_autoptr (Answer) page = NULL;
  const char *two, *one, *english;

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *other = newsstand_publish (stand, others[i]);

      g_assert_nonnull (other);
    }
  url = newsstand_publish (
      stand, "\"name\":[\"Moi\"],\"language\":[\"fr\"],\"category\":[\"a\",\"b\"]");
  page = newsstand_get (stand, url);
  two = strstr (page->body, "Deux mots");
  one = strstr (page->body, "Un mot");
  english = strstr (page->body, "English newer");
  g_assert_true (two != NULL && one > two && english > one);
  assert_lacks (page, "Autre chose");
  assert_lacks (page, "Pas encore");
}

static void
test_hides_what_is_not_out (Newsstand *stand, gconstpointer data)
{
  g_autofree char *draft = newsstand_publish (
      stand, "\"name\":[\"Brouillon\"],\"section\":[\"S1\"],\"category\":[\"t1\"],"
             "\"post-status\":[\"draft\"]");
  g_autofree char *later = newsstand_publish (
      stand, "\"name\":[\"Plus tard\"],\"section\":[\"S1\"],\"category\":[\"t1\"],"
             "\"published\":[\"2999-01-01T00:00:00Z\"]");
  static const char *const lists[] = { "/", "/feed.xml" };
  g_autofree char *release = g_strdup_printf ("{\"action\":\"update\",\"url\":\"%s\",\"replace\":{"
                                              "\"published\":[\"2020-01-01T00:00:00Z\"]}}",
                                              later);
  g_autoptr (Answer) answer = NULL;

  assert_status (stand, draft, SOUP_STATUS_NOT_FOUND);
  assert_status (stand, later, SOUP_STATUS_NOT_FOUND);
  assert_status (stand, "/sections/S1", SOUP_STATUS_NOT_FOUND);
  assert_status (stand, "/tags/t1", SOUP_STATUS_NOT_FOUND);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (Answer) list = newsstand_get (stand, lists[i]);

      g_assert_cmpuint (list->status, ==, SOUP_STATUS_OK);
      assert_lacks (list, "Brouillon");
      assert_lacks (list, "Plus tard");
    }

  answer = newsstand_post_json (stand, release);
  g_assert_cmpuint (answer->status, ==, SOUP_STATUS_NO_CONTENT);
  assert_status (stand, later, SOUP_STATUS_OK);
  assert_status (stand, "/sections/S1", SOUP_STATUS_OK);
  assert_status (stand, "/tags/t1", SOUP_STATUS_OK);
}

/* Every field carries markup; no page shows it as such. */
static void
test_defuses_markup (Newsstand *stand, gconstpointer data)
{
#define EVIL "\\\"><script>alert(1)</script><img src=x onerror=alert(1)>@style@"
  g_autofree char *url = newsstand_publish (
      stand, "\"name\":[\"n" EVIL "\"],\"summary\":[\"s" EVIL "\"],\"section\":[\"r" EVIL "\"],"
             "\"kicker\":[\"k" EVIL "\"],\"byline\":[\"b" EVIL "\"],\"uid\":[\"u" EVIL "\"],"
             "\"category\":[\"t" EVIL "\",\"..\",\"a/b?c#d\"],\"mp-slug\":[\"m" EVIL "\"],"
             "\"photo\":[{\"value\":\"https://example.test/\\\"onload=alert(1)\",\"alt\":\"a" EVIL
             "\",\"caption\":\"c" EVIL "\",\"credit\":\"d" EVIL "\"}],"
             "\"content\":[{\"html\":\"<p onclick=alert(1)>x</p><script>alert(1)</script><iframe "
             "src=//evil.test></iframe><a href=javascript:alert(1)>l</a><style>*{}</style><img "
             "src=x onerror=alert(1)><svg onload=alert(1)></svg>\"}]");
#undef EVIL
  g_autofree char *section =
      g_uri_escape_string ("r\"><script>alert(1)</script><img src=x onerror=alert(1)>@style@", NULL,
                           FALSE);
  g_autofree char *section_path = g_strconcat ("/sections/", section, NULL);
  const char *const pages[] = { url, "/", section_path, "/tags/a%2Fb%3Fc%23d", "/tags/%2E%2E",
                                "/tags/%3Cscript%3Ealert(1)%3C%2Fscript%3E" };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autoptr (Answer) page = newsstand_get (stand, pages[i]);

      g_test_message ("%s", pages[i]);
      g_assert_cmpuint (page->status, ==,
                        i + 1 < G_N_ELEMENTS (pages) ? SOUP_STATUS_OK : SOUP_STATUS_NOT_FOUND);
      assert_lacks (page, "<script>");
      assert_lacks (page, "<img src=x");
      assert_lacks (page, "<iframe");
      assert_lacks (page, " onclick");
      assert_lacks (page, "javascript:");
      assert_lacks (page, "\"onload");
      g_assert_nonnull (strstr (soup_message_headers_get_one (page->headers,
                                                              "Content-Security-Policy"),
                                "default-src 'none'"));
    }
}

static void
test_stays_in_its_house (Newsstand *stand, gconstpointer data)
{
  static const char *const paths[] = {
    "/media/..%2F..%2F..%2Fetc%2Fpasswd", "/media/%2e%2e/%2e%2e/etc/passwd", "/media/",
    "/media//etc/passwd", "/articles/..%2f..%2fpressroom.db", "/articles/%00", "/articles/%ff%fe",
    "/sections/", "/tags/none", "/pressroom.db", "/nothing", "/articles",
    "/tags/t?page=18446744073709551616",
  };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    assert_status (stand, paths[i], SOUP_STATUS_NOT_FOUND);
}

static void
test_knows_few_methods (Newsstand *stand, gconstpointer data)
{
  static const char *const methods[] = { "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE" };
  g_autoptr (Answer) page = newsstand_get (stand, "/");
  g_autoptr (Answer) head = newsstand_ask (stand, "HEAD", "/", NULL, NULL, 0);
  g_autoptr (Answer) post = newsstand_ask (stand, "POST", "/", "text/plain", "x", 1);

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autoptr (Answer) answer = newsstand_ask (stand, methods[i], "/", NULL, NULL, 0);

      g_assert_cmpuint (answer->status, ==, SOUP_STATUS_METHOD_NOT_ALLOWED);
      g_assert_nonnull (soup_message_headers_get_one (answer->headers, "Allow"));
    }
  g_assert_cmpuint (post->status, ==, SOUP_STATUS_METHOD_NOT_ALLOWED);
  g_assert_cmpuint (head->status, ==, SOUP_STATUS_OK);
  g_assert_cmpuint (head->length, ==, 0);
  g_assert_cmpint (soup_message_headers_get_content_length (head->headers), ==,
                   (goffset) page->length);
}

/* Sends a request with headers of its own. */
static guint
ask_with_header (Newsstand *stand, const char *name, const char *value)
{
  g_autofree char *url = g_strconcat (stand->url, "/", NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  g_autoptr (GBytes) body = NULL;

  soup_message_headers_replace (soup_message_get_request_headers (message), name, value);
  body = soup_session_send_and_read (stand->session, message, NULL, NULL);
  g_assert_nonnull (body);
  return soup_message_get_status (message);
}

static void
test_has_one_name (Newsstand *stand, gconstpointer data)
{
  g_assert_cmpuint (ask_with_header (stand, "Host", "evil.test"), ==,
                    SOUP_STATUS_MISDIRECTED_REQUEST);
  g_assert_cmpuint (ask_with_header (stand, "Host", strstr (stand->url, "//") + 2), ==,
                    SOUP_STATUS_OK);
}

static void
test_spares_what_is_known (Newsstand *stand, gconstpointer data)
{
  g_autoptr (Answer) page = newsstand_get (stand, "/");
  const char *etag = soup_message_headers_get_one (page->headers, "ETag");

  g_assert_cmpuint (ask_with_header (stand, "If-None-Match", etag), ==, SOUP_STATUS_NOT_MODIFIED);
  g_assert_cmpuint (ask_with_header (stand, "If-None-Match", "\"other\""), ==, SOUP_STATUS_OK);
}

static void
test_parts_long_lists (Newsstand *stand, gconstpointer data)
{
  g_autoptr (Answer) first = NULL;
  g_autoptr (Answer) second = NULL;

  for (guint i = 0; i < 31; i++)
    {
      g_autofree char *properties = g_strdup_printf (
          "\"name\":[\"Titre %02u.\"],\"category\":[\"t\"],"
          "\"published\":[\"2026-01-%02uT10:00:00Z\"]",
          i, i + 1);
      g_autofree char *url = newsstand_publish (stand, properties);

      g_assert_nonnull (url);
    }
  first = newsstand_get (stand, "/tags/t");
  second = newsstand_get (stand, "/tags/t?page=1");
  assert_has (first, "Titre 30.");
  assert_lacks (first, "Titre 00.");
  assert_has (first, "/tags/t?page=1");
  assert_has (second, "Titre 00.");
  assert_lacks (second, "Titre 01.");
  assert_status (stand, "/tags/t?page=2", SOUP_STATUS_NOT_FOUND);
}

static void
test_feeds_well_formed_xml (Newsstand *stand, gconstpointer data)
{
  g_autofree char *url = newsstand_publish (
      stand, "\"name\":[\"A & B < C \\u0001 ]]> \\\"\"],\"category\":[\"x & y\"],"
             "\"byline\":[\"<i>\"],\"content\":[{\"html\":\"<p>a &amp; b \\u000b \\ufffe</p>\"}]");
  g_autoptr (Answer) feed = newsstand_get (stand, "/feed.xml");
  GMarkupParser parser = { NULL };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (soup_message_headers_get_content_type (feed->headers, NULL), ==,
                   "application/atom+xml");
  g_markup_parse_context_parse (context, feed->body, (gssize) feed->length, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
  for (const char *p = feed->body; *p != '\0'; p++)
    g_assert_false (g_ascii_iscntrl (*p) && *p != '\n');
  g_assert_null (strstr (feed->body, "\xef\xbf\xbe"));
  assert_has (feed, url);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  NEWSSTAND_TEST ("/pressroom/pages/shows-an-article", test_shows_an_article);
  NEWSSTAND_TEST ("/pressroom/pages/names-related-stories", test_names_related_stories);
  NEWSSTAND_TEST ("/pressroom/pages/hides-what-is-not-out", test_hides_what_is_not_out);
  NEWSSTAND_TEST ("/pressroom/pages/defuses-markup", test_defuses_markup);
  NEWSSTAND_TEST ("/pressroom/pages/stays-in-its-house", test_stays_in_its_house);
  NEWSSTAND_TEST ("/pressroom/pages/knows-few-methods", test_knows_few_methods);
  NEWSSTAND_TEST ("/pressroom/pages/has-one-name", test_has_one_name);
  NEWSSTAND_TEST ("/pressroom/pages/spares-what-is-known", test_spares_what_is_known);
  NEWSSTAND_TEST ("/pressroom/pages/parts-long-lists", test_parts_long_lists);
  NEWSSTAND_TEST ("/pressroom/pages/feeds-well-formed-xml", test_feeds_well_formed_xml);
  return g_test_run ();
}
