/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Templates: what goes in comes out, slots are filled, the head says what others look for, and the
 * built-in templates have every slot and load nothing from elsewhere.
 */
#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "marbre-html-serialize.h"
#include "marbre-html-tree.h"
#include "marbre-template.h"
#include "marbre-text-error.h"

static MarbrePage *
make_page (gboolean published)
{
  static const char *const tags[] = { "port", "énergie", NULL };
  g_autoptr (MarbreStory) story = marbre_story_new ();
  g_autoptr (MarbreMedia) image = marbre_media_new ("/media/a.png", "alt", "", "");
  g_autoptr (MarbreBlocks) blocks = marbre_blocks_parse ("Corps.", -1, "fr", NULL, NULL);
  MarbrePage *page;

  marbre_story_set_text (story, MARBRE_FIELD_LANGUAGE, "fr");
  marbre_story_set_text (story, MARBRE_FIELD_HEADLINE, "Un </script><b> & \"deux\"");
  marbre_story_set_text (story, MARBRE_FIELD_STANDFIRST, "Chapô \"cité\"");
  marbre_story_set_text (story, MARBRE_FIELD_BYLINE, "Par la rédaction");
  marbre_story_set_tags (story, tags);
  marbre_story_set_lead_image (story, image);
  marbre_story_set_url (story, "https://a.example/articles/un");
  marbre_story_set_time (story, MARBRE_MOMENT_PUBLISHED, 1795345200);
  page = marbre_page_new (story, blocks);
  marbre_page_set_site_name (page, "Le Port");
  marbre_page_set_published (page, published);
  return page;
}

static char *
fill (gboolean published)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreTemplate) template = marbre_template_load (MARBRE_TEMPLATE_DEFAULT, &error);
  g_autoptr (MarbrePage) page = make_page (published);

  g_assert_no_error (error);
  return marbre_template_fill (template, page);
}

static char *
serialize (const char *html)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreHtmlTree) tree = marbre_html_tree_new_document (html, -1, &error);
  GString *out = g_string_new (NULL);

  g_assert_no_error (error);
  marbre_html_serialize (marbre_html_tree_get_document (tree), out, NULL, NULL);
  return g_string_free (out, FALSE);
}

/* A document as the serializer would write it comes out byte by byte. */
static void
test_faithful (void)
{
  static const char *const documents[] = {
    "<!DOCTYPE html>\n<html lang=\"fr\"><head><meta charset=\"utf-8\"><style>a > b { c: \"&\" }"
    "</style></head><body class=\"a b\"><!-- note --><p>x &amp; y &lt; z</p><br><pre>\n\n a</pre>"
    "<custom-tag data-x=\"1 &quot;2&quot;\">é</custom-tag></body></html>",
    "<!DOCTYPE html>\n<html><head><script>if (a < b && c) d (\"</p>\");</script></head><body><svg "
    "viewBox=\"0 0 1 1\"><linearGradient id=\"a\"></linearGradient><use xlink:href=\"#a\"></use>"
    "</svg><table><tbody><tr><td>a</td></tr></tbody></table></body></html>",
    "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" "
    "\"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd\">\n"
    "<html><head></head><body></body></html>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autofree char *out = serialize (documents[i]);

      g_assert_cmpstr (out, ==, documents[i]);
    }
}

static void
test_preview (void)
{
  g_autofree char *html = fill (FALSE);
  g_autofree char *again = serialize (html);

  g_assert_cmpstr (again, !=, "");
  g_assert_true (g_str_has_prefix (html, "<!DOCTYPE html>\n<html lang=\"fr\">"));
  g_assert_nonnull (strstr (html, "href=\"marbre:///templates/quotidien.css\""));
  g_assert_nonnull (strstr (html, "data-marbre-slot=\"kicker\" hidden=\"\"></p>"));
  g_assert_nonnull (strstr (html, "data-marbre-slot=\"body\"><p>Corps.</p></div>"));
  g_assert_null (strstr (html, "<style"));
  g_assert_null (strstr (html, "ld+json"));
}

static void
test_published (void)
{
  g_autofree char *html = fill (TRUE);

  g_assert_null (strstr (html, "data-marbre-"));
  g_assert_null (strstr (html, "class=\"kicker\""));
  g_assert_null (strstr (html, "<link rel=\"stylesheet\""));
  g_assert_nonnull (strstr (html, "<style>"));
  g_assert_nonnull (strstr (html, "<div class=\"body\"><p>Corps.</p></div>"));
  g_assert_nonnull (
      strstr (html, "<title>Un &lt;/script&gt;&lt;b&gt; &amp; \"deux\" — Le Port</title>"));
  g_assert_nonnull (
      strstr (html, "<meta name=\"description\" content=\"Chapô &quot;cité&quot;\">"));
  g_assert_nonnull (
      strstr (html, "<link rel=\"canonical\" href=\"https://a.example/articles/un\">"));
  g_assert_nonnull (strstr (html, "property=\"og:type\" content=\"article\""));
  g_assert_nonnull (
      strstr (html, "property=\"og:image\" content=\"https://a.example/media/a.png\""));
  g_assert_nonnull (strstr (html, "property=\"article:published_time\" content=\"2026-11-22T"));
  g_assert_nonnull (strstr (html, "property=\"article:author\" content=\"la rédaction\""));
  g_assert_nonnull (strstr (html, "property=\"article:tag\" content=\"énergie\""));
  g_assert_nonnull (strstr (html, "name=\"twitter:card\" content=\"summary_large_image\""));
}

static void
test_news_article (void)
{
  g_autofree char *html = fill (TRUE);
  const char *start = strstr (html, "<script type=\"application/ld+json\">");
  const char *end;
  g_autofree char *json = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonObject *article;

  g_assert_nonnull (start);
  start = strchr (start, '>') + 1;
  end = strstr (start, "</script>");
  json = g_strndup (start, end - start);
  g_assert_null (strpbrk (json, "<>&"));
  json_parser_load_from_data (parser, json, -1, &error);
  g_assert_no_error (error);
  article = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpstr (json_object_get_string_member (article, "@type"), ==, "NewsArticle");
  g_assert_cmpstr (json_object_get_string_member (article, "headline"), ==,
                   "Un </script><b> & \"deux\"");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (article, "keywords")), ==,
                    2);
}

/* Each built-in template has one place for each slot, and what it writes is HTML as written. */
static void
test_built_in (void)
{
  const char *const *names = marbre_template_get_names ();

  g_assert_cmpuint (g_strv_length ((char **) names), ==, 3);
  g_assert_cmpstr (names[0], ==, MARBRE_TEMPLATE_DEFAULT);
  for (; *names != NULL; names++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MarbreTemplate) template = marbre_template_load (*names, &error);
      g_autoptr (MarbrePage) page = make_page (FALSE);
      g_autofree char *styles = g_strdup_printf ("marbre:///templates/%s.css", *names);
      g_autofree char *shown = NULL, *published = NULL, *again = NULL;

      g_assert_no_error (error);
      shown = marbre_template_fill (template, page);
      g_assert_nonnull (strstr (shown, styles));
      for (guint slot = 0; slot <= MARBRE_SLOT_RELATED; slot++)
        {
          g_autofree char *place = g_strdup_printf ("data-marbre-slot=\"%s\"",
                                                    marbre_slot_get_name ((MarbreSlot) slot));
          const char *found = strstr (shown, place);

          g_assert_nonnull (found);
          g_assert_null (strstr (found + 1, place));
        }
      marbre_page_set_published (page, TRUE);
      published = marbre_template_fill (template, page);
      again = serialize (published);
      /* A parser moves the line ends after the last element; the rest stays as it was. */
      g_assert_true (strncmp (again, published, strstr (published, "</main>") - published) == 0);
      g_assert_null (strstr (published, "marbre:"));
      g_assert_nonnull (strstr (published, "<div class=\"body\"><p>Corps.</p></div>"));
    }
}

static void
test_bad_templates (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (marbre_template_new ("<p>x</p>", -1, &error));
  g_assert_error (error, MARBRE_TEXT_ERROR, MARBRE_TEXT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (marbre_template_new ("caf\xe9", -1, &error));
  g_assert_error (error, MARBRE_TEXT_ERROR, MARBRE_TEXT_ERROR_ENCODING);
  g_clear_error (&error);
  g_assert_null (marbre_template_load ("../x", &error));
  g_assert_error (error, MARBRE_TEXT_ERROR, MARBRE_TEXT_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "quotidien, magazine, depeche"));
}

static void
test_own_template (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreTemplate) template =
      marbre_template_new ("<h1 data-marbre-slot=headline>ici</h1><i data-marbre-slot=unknown>a</i>"
                           "<main data-marbre-slot=body hidden></main>",
                           -1, &error);
  g_autoptr (MarbrePage) page = make_page (FALSE);
  g_autofree char *html = NULL;

  g_assert_no_error (error);
  html = marbre_template_fill (template, page);
  g_assert_nonnull (strstr (html, "<i data-marbre-slot=\"unknown\">a</i>"));
  g_assert_nonnull (strstr (html, "<main data-marbre-slot=\"body\"><p>Corps.</p></main>"));
  g_assert_null (strstr (html, "ici"));
  g_assert_finalize_object (g_steal_pointer (&template));
}

/* Readers' browsers and the preview ask nobody for anything. */
static void
test_loads_nothing (void)
{
  for (guint i = 0; marbre_template_get_names ()[i] != NULL; i++)
    {
      g_autofree char *path =
          g_strconcat (MARBRE_TEMPLATE_RESOURCES, marbre_template_get_names ()[i], ".css", NULL);
      g_autoptr (GBytes) bytes = g_resource_lookup_data (marbre_text_get_resource (), path,
                                                         G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
      g_autofree char *css = NULL;

      g_assert_nonnull (bytes);
      css = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      g_assert_null (strstr (css, "@import"));
      g_assert_null (strstr (css, "url("));
      g_assert_null (strstr (css, "</"));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/template/faithful", test_faithful);
  g_test_add_func ("/text/template/preview", test_preview);
  g_test_add_func ("/text/template/published", test_published);
  g_test_add_func ("/text/template/news-article", test_news_article);
  g_test_add_func ("/text/template/built-in", test_built_in);
  g_test_add_func ("/text/template/bad-templates", test_bad_templates);
  g_test_add_func ("/text/template/own-template", test_own_template);
  g_test_add_func ("/text/template/loads-nothing", test_loads_nothing);
  return g_test_run ();
}
