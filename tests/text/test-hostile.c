/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Texts that attack. What is written of them, fragment or whole page, is parsed again as a browser
 * would: the tree may hold nothing but what is on the lists below. And no text of 100 KB takes more
 * than the time of a few long ones, whatever it repeats.
 */
#include "config.h"

#include <gumbo.h>
#include <json-glib/json-glib.h>
#include <string.h>
#include <time.h>

#include "hostile-corpus.h"
#include "marbre-checks.h"
#include "marbre-html.h"
#include "marbre-story-file.h"
#include "marbre-template.h"
#include "marbre-terms.h"
#include "marbre-typography.h"

#define ORIGIN "http://evil.example"
#define PWN    "document.title=1"

/* Of a fragment. */
static const char *const elements[] = {
  "a",       "abbr", "aside", "b",   "bdi",   "bdo",        "blockquote", "br",       "caption",
  "cite",    "code", "col",   "dd",  "del",   "details",    "dfn",        "div",      "dl",
  "dt",      "em",   "h1",    "h2",  "h3",    "h4",         "h5",         "h6",       "hr",
  "i",       "img",  "ins",   "kbd", "li",    "figcaption", "mark",       "ol",       "p",
  "pre",     "q",    "rp",    "rt",  "ruby",  "s",          "samp",       "section",  "small",
  "span",    "sub",  "sup",   "u",   "table", "tbody",      "td",         "tfoot",    "th",
  "thead",   "time", "tr",    "ul",  "var",   "wbr",        "strong",     "colgroup", "figure",
  "summary", NULL,
};
static const char *const attributes[] = {
  "align", "alt",   "cite",  "class", "colspan", "datetime", "dir",   "height",
  "href",  "id",    "lang",  "open",  "rowspan", "reversed", "scope", "span",
  "src",   "start", "title", "value", "width",   NULL,
};
static const char *const classes[] = {
  "box",        "credit", "embed",     "footnotes", "footnote-ref", "footnote-back",
  "key-points", "label",  "pullquote", "read-also", "tk",           NULL,
};
/* No element of a page but its own. */
static const char *const page_elements[] = {
  "applet", "area",     "audio", "base",   "dialog",   "embed",  "font",      "form", "frame",
  "iframe", "input",    "map",   "math",   "noscript", "object", "select",    "svg",  "template",
  "track",  "textarea", "video", "source", "xmp",      "image",  "plaintext", NULL,
};

static void
assert_address (const char *uri, const char *const *schemes)
{
  gsize colon = strcspn (uri, ":/?#");
  g_autofree char *scheme = g_ascii_strdown (uri, (gssize) colon);

  if (uri[colon] == ':' && !g_strv_contains (schemes, scheme))
    g_error ("“%s” is let through", uri);
  for (const char *p = uri; *p != '\0'; p++)
    g_assert_cmpint ((guchar) *p, >, ' ');
}

static void
assert_classes (const char *value)
{
  g_auto (GStrv) words = g_strsplit (value, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    g_assert_true (g_str_has_prefix (words[i], "language-") || g_strv_contains (classes, words[i]));
}

static void
assert_attribute (const GumboAttribute *attribute)
{
  static const char *const links[] = { "http", "https", "mailto", "tel", NULL };
  static const char *const pictures[] = { "http", "https", NULL };

  if (!g_strv_contains (attributes, attribute->name))
    g_error ("the attribute %s is let through", attribute->name);
  if (g_str_equal (attribute->name, "href") || g_str_equal (attribute->name, "cite"))
    assert_address (attribute->value, links);
  else if (g_str_equal (attribute->name, "src"))
    assert_address (attribute->value, pictures);
  else if (g_str_equal (attribute->name, "class"))
    assert_classes (attribute->value);
}

static void
assert_fragment_node (const GumboNode *node, gboolean is_root)
{
  const GumboElement *element = &node->v.element;

  if (node->type != GUMBO_NODE_ELEMENT)
    {
      g_assert_cmpint (node->type, !=, GUMBO_NODE_COMMENT);
      g_assert_cmpint (node->type, !=, GUMBO_NODE_TEMPLATE);
      return;
    }
  if (!is_root && (element->tag_namespace != GUMBO_NAMESPACE_HTML ||
                   !g_strv_contains (elements, gumbo_normalized_tagname (element->tag))))
    g_error ("the element %s is let through", gumbo_normalized_tagname (element->tag));
  for (guint i = 0; i < element->attributes.length; i++)
    assert_attribute (element->attributes.data[i]);
  for (guint i = 0; i < element->children.length; i++)
    assert_fragment_node (element->children.data[i], FALSE);
}

static void
assert_fragment (const char *html)
{
  GumboOptions options = kGumboDefaultOptions;
  GumboOutput *output;

  options.fragment_context = GUMBO_TAG_BODY;
  output = gumbo_parse_with_options (&options, html, strlen (html));
  assert_fragment_node (output->root, TRUE);
  gumbo_destroy_output (&options, output);
}

/* What is tried and what came of it, in TAP, which is lines of UTF-8. */
static void
say (const char *tried, const char *result)
{
  g_autofree char *shown = g_strescape (tried, NULL);
  g_autofree char *answer = g_strescape (result, NULL);

  g_test_message ("%s → %s", shown, answer);
}

static void
assert_sanitized (const char *html)
{
  g_autofree char *clean = marbre_html_sanitize (html, -1);
  g_autofree char *twice = marbre_html_sanitize (clean, -1);

  say (html, clean);
  assert_fragment (clean);
  g_assert_cmpstr (twice, ==, clean);
}

static void
test_html (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (hostile_html); i++)
    {
      g_autofree char *html = hostile_text (hostile_html[i], ORIGIN, PWN);

      assert_sanitized (html);
    }
}

/* Two attacks, one cut into the other. */
static void
test_mixtures (void)
{
  guint n = g_test_slow () ? 200000 : 6000;

  for (guint i = 0; i < n; i++)
    {
      guint a = (guint) g_test_rand_int_range (0, G_N_ELEMENTS (hostile_html));
      guint b = (guint) g_test_rand_int_range (0, G_N_ELEMENTS (hostile_html));
      g_autofree char *first = hostile_text (hostile_html[a], ORIGIN, PWN);
      g_autofree char *second = hostile_text (hostile_html[b], ORIGIN, PWN);
      g_autoptr (GString) mixture = g_string_new (first);

      g_string_insert (mixture, g_test_rand_int_range (0, (int) mixture->len + 1), second);
      assert_sanitized (mixture->str);
    }
}

static void
assert_blocks (const char *markdown)
{
  g_autoptr (MarbreBlocks) blocks = marbre_blocks_parse (markdown, -1, "en", NULL, NULL);
  g_autofree char *html = marbre_blocks_to_html (blocks);
  g_autofree char *text = marbre_blocks_to_text (blocks);

  say (markdown, html);
  assert_fragment (html);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  /* Each block stands alone: the preview puts it into the page by itself. */
  for (guint i = 0; i < marbre_blocks_get_length (blocks); i++)
    {
      const char *block = marbre_blocks_get (blocks, i)->html;
      g_autofree char *again = marbre_html_sanitize (block, -1);

      assert_fragment (block);
      g_assert_cmpstr (again, ==, block);
    }
}

static void
test_markdown (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (hostile_markdown); i++)
    {
      g_autofree char *markdown = hostile_text (hostile_markdown[i], ORIGIN, PWN);

      assert_blocks (markdown);
    }
  for (guint i = 0; i < G_N_ELEMENTS (hostile_html); i++)
    {
      g_autofree char *html = hostile_text (hostile_html[i], ORIGIN, PWN);
      g_autofree char *quoted = g_strconcat ("> - ", html, "\n\ntext ", html, "\n", NULL);

      assert_blocks (html);
      assert_blocks (quoted);
    }
}

/* What comes in by a paste or from a site, and goes out again. */
static void
test_round_trip (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (hostile_html); i++)
    {
      g_autofree char *html = hostile_text (hostile_html[i], ORIGIN, PWN);
      g_autofree char *markdown = marbre_html_to_markdown (html, -1, ORIGIN "/a/", NULL);

      if (markdown != NULL)
        assert_blocks (markdown);
    }
}

/* Pages */

static void
assert_json (const char *text)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, text, -1, &error);
  g_assert_no_error (error);
}

static void
assert_page_element (const GumboElement *element, GString *shape)
{
  static const char *const schemes[] = { "http", "https", "mailto", "tel", NULL };
  const char *name = gumbo_normalized_tagname (element->tag);
  const GumboAttribute *slot = gumbo_get_attribute (&element->attributes, "data-marbre-slot");

  if (element->tag_namespace != GUMBO_NAMESPACE_HTML || g_strv_contains (page_elements, name))
    g_error ("the page has an element %s", name);
  if (element->tag == GUMBO_TAG_SCRIPT)
    {
      const GumboAttribute *type = gumbo_get_attribute (&element->attributes, "type");
      const GumboNode *text = element->children.data[0];

      g_assert_nonnull (type);
      g_assert_cmpstr (type->value, ==, "application/ld+json");
      assert_json (text->v.text.text);
    }
  for (guint i = 0; i < element->attributes.length; i++)
    {
      const GumboAttribute *attribute = element->attributes.data[i];

      if (g_str_has_prefix (attribute->name, "on") || g_str_equal (attribute->name, "style") ||
          g_str_equal (attribute->name, "http-equiv") || g_str_equal (attribute->name, "srcset"))
        g_error ("the page has an attribute %s", attribute->name);
      if (element->tag != GUMBO_TAG_LINK &&
          (g_str_equal (attribute->name, "href") || g_str_equal (attribute->name, "src")))
        assert_address (attribute->value, schemes);
    }
  if (slot != NULL)
    g_string_append_printf (shape, " %s", slot->value);
  if (element->tag == GUMBO_TAG_STYLE || element->tag == GUMBO_TAG_SCRIPT ||
      element->tag == GUMBO_TAG_TITLE)
    g_string_append_printf (shape, " <%s>", name);
  if (element->tag == GUMBO_TAG_LINK)
    for (guint i = 0; i < element->attributes.length; i++)
      g_string_append_printf (shape, " <link %s>",
                              ((GumboAttribute *) element->attributes.data[i])->value);
}

/* Also writes down what of a page the story's words have no part in: its slots, in their order, its
 * styles and links in the head. */
static void
assert_page_node (const GumboNode *node, GString *shape)
{
  const GumboVector *children = &node->v.element.children;

  g_assert_cmpint (node->type, !=, GUMBO_NODE_TEMPLATE);
  if (node->type == GUMBO_NODE_DOCUMENT)
    children = &node->v.document.children;
  else if (node->type == GUMBO_NODE_ELEMENT)
    assert_page_element (&node->v.element, shape);
  else
    return;
  for (guint i = 0; i < children->length; i++)
    assert_page_node (children->data[i], shape);
}

static char *
assert_page (const char *html)
{
  GString *shape = g_string_new (NULL);
  GumboOutput *output = gumbo_parse (html);

  assert_page_node (output->document, shape);
  gumbo_destroy_output (&kGumboDefaultOptions, output);
  return g_string_free (shape, FALSE);
}

static char *
keep_image (const char *src, gpointer data)
{
  return NULL;
}

/* A story that says the same hostile thing wherever it says something. */
static MarbrePage *
make_page (const char *words, const char *address)
{
  const char *tags[] = { words, "another", NULL };
  g_autoptr (MarbreStory) story = marbre_story_new ();
  g_autoptr (MarbreMedia) lead = marbre_media_new (address, words, words, words);
  g_autoptr (MarbreBlocks) blocks = marbre_blocks_parse (words, -1, words, NULL, NULL);
  g_autoptr (GPtrArray) related =
      g_ptr_array_new_with_free_func ((GDestroyNotify) marbre_page_link_free);
  MarbrePage *page;

  for (guint field = 0; field < MARBRE_N_FIELDS; field++)
    marbre_story_set_text (story, (MarbreField) field, words);
  marbre_story_set_tags (story, tags);
  marbre_story_set_lead_image (story, lead);
  marbre_story_set_url (story, address);
  g_ptr_array_add (related, marbre_page_link_new (words, address, words, 1795345200));
  page = marbre_page_new (story, blocks);
  marbre_page_set_site_name (page, words);
  marbre_page_set_home_url (page, address);
  marbre_page_set_related (page, related);
  marbre_page_set_image_mapper (page, keep_image, NULL, NULL);
  return page;
}

static char *
fill (MarbreTemplate *template, const char *words, const char *address, gboolean published)
{
  g_autoptr (MarbrePage) page = make_page (words, address);

  marbre_page_set_published (page, published);
  return marbre_template_fill (template, page);
}

static void
assert_template (MarbreTemplate *template, const char *words, gboolean published)
{
  static const char *const addresses[] = { "javascript:" PWN,
                                           "data:text/html,<script>" PWN "</script>",
                                           ORIGIN "/\"><script>" PWN "</script>" };

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autofree char *hostile = fill (template, words, addresses[i], published);
      g_autofree char *shape = assert_page (hostile);
      g_autofree char *peaceful = fill (template, "Words", addresses[i], published);
      g_autofree char *expected = assert_page (peaceful);

      g_test_message ("%s, %s", words, addresses[i]);
      g_assert_cmpstr (shape, ==, expected);
    }
}

/* Whatever a story says, the page around it stays as it is. */
static void
test_pages (void)
{
  const char *const *names = marbre_template_get_names ();

  for (guint n = 0; names[n] != NULL; n++)
    {
      g_autoptr (MarbreTemplate) template = marbre_template_load (names[n], NULL);

      for (guint i = 0; i < G_N_ELEMENTS (hostile_html); i++)
        {
          g_autofree char *words = hostile_text (hostile_html[i], ORIGIN, PWN);

          assert_template (template, words, TRUE);
          assert_template (template, words, FALSE);
        }
    }
}

/* Time, of the processor: what grows with the square of the length takes seconds for 64 KB, where
 * prose takes some tens of milliseconds. Four times the text may not take nine times as long, and
 * in no case longer than MAX_MSEC. */

#define SMALL     (16 * 1024)
#define LARGE     (64 * 1024)
#define MAX_RATIO 9
#define MIN_MSEC  40 /* below it nothing is slow, and a ratio is noise */
#define MAX_MSEC  400

enum
{
  TIME_PARSE,
  TIME_CHECKS,
  TIME_TERMS,
  TIME_TYPOGRAPHY,
  TIME_SANITIZE,
  TIME_MARKDOWN,
  TIME_FILE,
  N_TIMES
};

static const char *const time_names[N_TIMES] = { "parsing",       "checking",   "finding terms",
                                                 "typography",    "sanitizing", "making Markdown",
                                                 "reading a file" };

static const char *const repeated[] = {
  "[",
  "]",
  "[]",
  "[](",
  "![](",
  "[a](",
  "[a](<b",
  "[a](b \"",
  "[a](b (",
  "[a]: b\n",
  "[a][",
  "](",
  "[^",
  "[^a]",
  "[^a]: b\n\n",
  "*",
  "**",
  "*a ",
  "a*",
  "a**b",
  "*a _b ",
  "_",
  "_a",
  "a_",
  "__a__",
  "~",
  "~~",
  "~a~b",
  "a~~b",
  "`",
  "``a`",
  "`a``",
  "<",
  "<a",
  "<a ",
  "<a b=\"",
  "</a",
  "<a>",
  "<b>",
  "<p>",
  "<br>",
  "<li>",
  "<td>",
  "<table>",
  "<svg>",
  "<div>\n\n",
  "<!--",
  "<![CDATA[",
  "<?",
  "<!A",
  "&",
  "&#",
  "&amp",
  "&amp;",
  "\\",
  "\\\n",
  "$",
  "|",
  "|a",
  "| a\n|-\n",
  "|a|b|\n|-|-|\n",
  "a|b\n-|-\n",
  "> ",
  "> > a\n",
  ">",
  "- ",
  "-\n",
  "- a\n\n\n",
  "* a\n ",
  "1. ",
  "1) a\n\n   ",
  "12345. ",
  "#",
  "# a\n",
  "a\n===\n",
  "---\n",
  "===\n",
  "```\n",
  "~~~ a\n",
  "    a\n",
  "\t",
  " ",
  "\n",
  "\r",
  "[!box]\n",
  "> [!box]\n",
  "\"",
  "''",
  "\"'",
  "\xc2\xab",
  "\xe2\x80\x9c",
  "'",
  "(",
  "((",
  ":",
  "!",
  "\xc2\xa0",
  "\xe2\x80\x8b",
  "\xf0\x9f\x98\x80",
  "e\xcc\x81",
  "\xcc\x81",
  "TK",
  "TK ",
  "x",
  "x ",
  "a b ",
  "www.",
  "http://",
  "a.b",
  "a-b.",
  ":-",
  "{++",
  "{--",
  "1 000 ",
  "1-2",
  "l\xe2\x80\x99",
};

/* Returns: the milliseconds since @since, which is now from then on */
static double
lap (double *since)
{
  struct timespec time;
  double now, msec;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  now = (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
  msec = now - *since;
  *since = now;
  return msec;
}

static void
time_text (const char *unit, gsize size, double msec[N_TIMES])
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (MarbreStory) story = marbre_story_new ();
  g_autoptr (MarbreStory) read = NULL;
  g_autoptr (MarbreBlocks) blocks = NULL;
  g_autoptr (GPtrArray) checks = NULL;
  g_autoptr (GPtrArray) terms = NULL;
  g_autofree char *plain = NULL;
  double since = 0;

  while (text->len < size)
    g_string_append (text, unit);
  marbre_story_set_text (story, MARBRE_FIELD_LANGUAGE, "fr");
  marbre_story_set_text (story, MARBRE_FIELD_BODY, text->str);
  lap (&since);
  blocks = marbre_blocks_parse (text->str, -1, "fr", NULL, NULL);
  msec[TIME_PARSE] = lap (&since);
  checks = marbre_checks_run (story, blocks, NULL);
  msec[TIME_CHECKS] = lap (&since);
  plain = marbre_blocks_to_text (blocks);
  terms = marbre_terms_extract (plain, "fr");
  msec[TIME_TERMS] = lap (&since);
  g_free (marbre_typography_apply (text->str, "fr", NULL));
  msec[TIME_TYPOGRAPHY] = lap (&since);
  g_free (marbre_html_sanitize (text->str, -1));
  msec[TIME_SANITIZE] = lap (&since);
  g_free (marbre_html_to_markdown (text->str, -1, ORIGIN, NULL));
  msec[TIME_MARKDOWN] = lap (&since);
  read = marbre_story_file_parse (text->str, -1, NULL);
  msec[TIME_FILE] = lap (&since);
}

static void
test_time (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (repeated); i++)
    {
      double small[N_TIMES], large[N_TIMES];

      time_text (repeated[i], SMALL, small);
      time_text (repeated[i], LARGE, large);
      for (guint t = 0; t < N_TIMES; t++)
        if (large[t] > MAX_MSEC || (large[t] > MIN_MSEC && large[t] > MAX_RATIO * small[t]))
          {
            g_autofree char *shown = g_strescape (repeated[i], NULL);

            g_error ("%s takes %.0f and %.0f ms for 16 and 64 KB of “%s”", time_names[t], small[t],
                     large[t], shown);
          }
    }
}

/* Ten thousand levels of anything end in a page, and leave the stack alone. */
static void
test_depth (void)
{
  static const char *const units[] = {
    "> ",  "- ",           "1. ", "[",   "![",   "*",      "**a ",     "<div>",
    "<b>", "<blockquote>", "(",   "_a ", "> - ", "[^a]: ", "<ul><li>", "<table><tr><td>"
  };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (MarbreBlocks) blocks = NULL;
      g_autofree char *html = NULL;

      for (guint n = 0; n < 10000; n++)
        g_string_append (text, units[i]);
      g_string_append (text, "end\n\nThe next paragraph.");
      blocks = marbre_blocks_parse (text->str, -1, "en", NULL, NULL);
      html = marbre_blocks_to_html (blocks);
      assert_fragment (html);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/hostile/html", test_html);
  g_test_add_func ("/text/hostile/mixtures", test_mixtures);
  g_test_add_func ("/text/hostile/markdown", test_markdown);
  g_test_add_func ("/text/hostile/round-trip", test_round_trip);
  g_test_add_func ("/text/hostile/pages", test_pages);
  /* Only for `make bench`: on a busy machine a short time says nothing. */
  if (g_test_perf ())
    g_test_add_func ("/text/hostile/time", test_time);
  g_test_add_func ("/text/hostile/depth", test_depth);
  return g_test_run ();
}
