/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Documents of a real Ghost, with cards that Markdown has no words for: read, corrected in one
 * paragraph, sent and read again, all else is as it was. tests/servers/with-server gives the site.
 */
#include "config.h"

#include <string.h>

#include "marbre-blocks.h"
#include "marbre-ghost-private.h"
#include "remote-kit.h"

#define N_DOCUMENTS 40

#define TEXT(text, format) \
  "{\"detail\":0,\"format\":" #format ",\"mode\":\"normal\",\"style\":\"\",\"text\":\"" text \
  "\",\"type\":\"extended-text\",\"version\":1}"
#define SET "\"direction\":\"ltr\",\"format\":\"\",\"indent\":0,\"type\":"
#define PARAGRAPH(line) "{\"children\":[" line "]," SET "\"paragraph\",\"version\":1}"

static const char *const nodes[] = {
  PARAGRAPH (TEXT ("Un ", 0) "," TEXT ("mot", 2) "," TEXT (" dit.", 0)),
  PARAGRAPH (),
  PARAGRAPH ("{\"children\":[" TEXT ("ce site", 0) "]," SET "\"link\",\"version\":1,\"rel\":"
             "\"noopener\",\"target\":\"_blank\",\"title\":null,"
             "\"url\":\"https://example.org/x\"}"),
  "{\"children\":[" TEXT ("Vieux", 0) "]," SET "\"heading\",\"version\":1,\"tag\":\"h3\"}",
  "{\"children\":[" TEXT ("On verra.", 0) "]," SET "\"aside\",\"version\":1}",
  "{\"type\":\"horizontalrule\",\"version\":1}",
  "{\"type\":\"image\",\"version\":1,\"src\":\"https://example.org/3.jpg\","
  "\"width\":300,\"height\":"
  "200,\"title\":\"T\",\"alt\":\"Trois\",\"caption\":\"<span>Par <a "
  "href=\\\"https://example.org\\\">"
  "Zoé</a></span>\",\"cardWidth\":\"wide\",\"href\":\"https://example.org\"}",
  "{\"type\":\"bookmark\",\"version\":1,\"url\":\"https://example.org/article\",\"metadata\":{"
  "\"icon\":\"\",\"title\":\"Un article\",\"description\":\"\"},\"caption\":\"\"}",
  "{\"type\":\"embed\",\"version\":1,\"url\":\"https://example.org/film\",\"embedType\":\"video\","
  "\"html\":\"<iframe src=\\\"https://example.org\\\"></iframe>\",\"metadata\":{},"
  "\"caption\":\"\"}",
  "{\"type\":\"gallery\",\"version\":1,\"images\":[{\"row\":0,"
  "\"src\":\"https://example.org/1.jpg\","
  "\"width\":1200,\"height\":800,\"alt\":\"\",\"fileName\":\"1.jpg\"}],\"caption\":\"\"}",
  "{\"type\":\"product\",\"version\":1,\"productTitle\":\"Livre\",\"productDescription\":\"<p>Bon."
  "</p>\",\"productRatingEnabled\":true,\"productStarRating\":4}",
  "{\"type\":\"signup\",\"version\":1,\"header\":\"La lettre\",\"labels\":[],\"swapped\":false}",
  "{\"type\":\"email\",\"version\":1,\"html\":\"<p>Bonjour {first_name}</p>\"}",
  "{\"type\":\"email-cta\",\"version\":1,\"segment\":\"status:free\",\"html\":\"<p>Lisez</p>\"}",
  "{\"type\":\"paywall\",\"version\":1}",
  "{\"type\":\"audio\",\"version\":1,\"duration\":12.5,\"src\":\"https://example.org/a.mp3\","
  "\"title\":\"Écoutez\"}",
  "{\"type\":\"video\",\"version\":1,\"src\":\"https://example.org/v.mp4\",\"loop\":false}",
  "{\"type\":\"file\",\"version\":1,\"src\":\"https://example.org/f.pdf\","
  "\"fileTitle\":\"Rapport\"}",
  "{\"type\":\"button\",\"version\":1,\"buttonText\":\"Lire\",\"alignment\":\"center\","
  "\"buttonUrl\":\"https://example.org\"}",
  "{\"type\":\"header\",\"version\":2,\"header\":\"Gr\\u00e2ce\",\"accentColor\":\"#FF1A75\"}",
  "{\"type\":\"callout\",\"version\":1,\"calloutText\":\"<p>Attention</p>\",\"calloutEmoji\":"
  "\"\xf0\x9f\x92\xa1\",\"backgroundColor\":\"blue\"}",
  "{\"type\":\"toggle\",\"version\":1,\"heading\":\"Plus\",\"content\":\"<p>Caché</p>\"}",
  "{\"type\":\"html\",\"version\":1,\"html\":\"<div data-x=\\\"1\\\">Un</div>\"}",
  "{\"type\":\"markdown\",\"version\":1,\"markdown\":\"Un *mot* ==vu==.\"}",
};

static char *
make_document (GRand *rand)
{
  const guint n = (guint) g_rand_int_range (rand, 2, 16);
  const guint middle = (guint) g_rand_int_range (rand, 0, (gint32) n);
  GString *out = g_string_new ("{\"root\":{\"children\":[");

  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      g_string_append (out, i == middle ? PARAGRAPH (TEXT ("Le milieu change un peu.", 0))
                                        : nodes[g_rand_int_range (rand, 0, G_N_ELEMENTS (nodes))]);
    }
  g_string_append (out, "],\"direction\":\"ltr\",\"format\":\"\",\"indent\":0,\"type\":\"root\","
                        "\"version\":1}}");
  return g_string_free (out, FALSE);
}

/* Asks the site; returns the one post of the answer. */
static JsonObject *
call (MarbreEndpoint *endpoint, const char *method, const char *route, JsonObject *post)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) uri = marbre_ghost_route (MARBRE_GHOST (endpoint), route);
  g_autoptr (JsonObject) whole = json_object_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JsonNode) node = NULL;
  MarbreHttpBody body = { "application/json", NULL, NULL };
  JsonArray *posts = json_array_new ();

  if (post != NULL)
    json_array_add_object_element (posts, json_object_ref (post));
  json_object_set_array_member (whole, "posts", posts);
  bytes = marbre_json_to_bytes (whole);
  body.bytes = bytes;
  node = marbre_ghost_call (MARBRE_GHOST (endpoint), method, uri, post ? &body : NULL, NULL,
                            &error);
  g_assert_no_error (error);
  posts = json_object_get_array_member (json_node_get_object (node), "posts");
  return json_object_ref (json_array_get_object_element (posts, 0));
}

static char *
fetch_document (MarbreEndpoint *endpoint, const char *id)
{
  g_autofree char *route = g_strdup_printf ("posts/%s/", id);
  g_autoptr (JsonObject) post = call (endpoint, "GET", route, NULL);

  return g_strdup (json_object_get_string_member (post, "lexical"));
}

static char *
replace (const char *text, const char *before, const char *after)
{
  g_auto (GStrv) parts = g_strsplit (text, before, -1);

  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  return g_strjoinv (after, parts);
}

static void
correct (MarbreEndpoint *endpoint, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreRemotePost) there = marbre_endpoint_fetch (endpoint, id, NULL, &error);
  MarbreStory *story = there ? marbre_remote_post_get_story (there) : NULL;
  g_autofree char *body = NULL;
  g_autoptr (MarbreBlocks) blocks = NULL;
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  g_autoptr (MarbreRemotePost) answer = NULL;
  const MarbreSubmission submission = { .story = story,
                                        .html = "",
                                        .status = "draft",
                                        .client_ref = "x",
                                        .pinned = -1,
                                        .blocks = list };

  g_assert_no_error (error);
  body = replace (marbre_story_get_text (story, MARBRE_FIELD_BODY), "Le milieu change",
                  "Le milieu a changé");
  marbre_story_set_text (story, MARBRE_FIELD_BODY, body);
  blocks = marbre_blocks_parse (body, -1, "fr", NULL, NULL);
  for (guint i = 0; i < marbre_blocks_get_length (blocks); i++)
    g_ptr_array_add (list, (gpointer) marbre_blocks_get (blocks, i));
  answer = marbre_endpoint_update (endpoint, id, &submission, NULL, &error);
  g_assert_no_error (error);
}

static void
test_documents (void)
{
  RemoteKit kit;
  g_autoptr (MarbreEndpoint) endpoint = NULL;
  g_autoptr (GError) error = NULL;

  if (g_getenv ("GHOST_API") == NULL)
    {
      g_test_skip ("no Ghost: run under tests/servers/with-server");
      return;
    }
  remote_kit_init (&kit, MARBRE_SITE_GHOST, g_getenv ("GHOST_URL"), g_getenv ("GHOST_API"), NULL,
                   g_getenv ("GHOST_ADMIN_KEY"));
  endpoint = marbre_endpoint_new (kit.site, g_getenv ("GHOST_ADMIN_KEY"), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_DOCUMENTS; i++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (i);
      g_autofree char *document = make_document (rand);
      g_autoptr (JsonObject) post = json_object_new ();
      g_autoptr (JsonObject) made = NULL;
      const char *id;
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;
      g_autofree char *expected = NULL;

      json_object_set_string_member (post, "title", "Cartes");
      json_object_set_string_member (post, "lexical", document);
      made = call (endpoint, "POST", "posts/", post);
      id = json_object_get_string_member (made, "id");
      before = fetch_document (endpoint, id);
      correct (endpoint, id);
      after = fetch_document (endpoint, id);
      expected = replace (before, "Le milieu change", "Le milieu a changé");
      g_assert_cmpstr (after, ==, expected);
    }
  g_clear_object (&endpoint);
  remote_kit_clear (&kit);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ghost-cards/documents", test_documents);
  return g_test_run ();
}
