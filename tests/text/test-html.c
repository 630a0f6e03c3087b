/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * HTML → Markdown and plain text: foreign HTML, text that looks like Markdown, and the way there
 * and back of every construct and every sample story.
 */
#include "config.h"

#include <string.h>

#include "marbre-blocks.h"
#include "marbre-encode.h"
#include "marbre-html.h"
#include "marbre-text-error.h"

static void
assert_markdown (const char *html, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *markdown = marbre_html_to_markdown (html, -1, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (markdown, ==, expected);
}

static char *
to_html (const char *markdown)
{
  g_autoptr (MarbreBlocks) blocks = marbre_blocks_parse (markdown, -1, "fr", NULL, NULL);

  return marbre_blocks_to_html (blocks);
}

static void
test_markdown (void)
{
  assert_markdown ("<p>a <b>b</b> <i>c</i>\n d</p>", "a **b** *c* d\n");
  assert_markdown ("<h1>a</h1><h3>b <em>c</em> #</h3>", "# a\n\n### b *c* \\#\n");
  assert_markdown ("a<br>b<p>c</p>d", "a\\\nb\n\nc\n\nd\n");
  assert_markdown ("<ul><li>a<ul><li>b</li></ul></li><li></li></ul>", "- a\n  - b\n-\n");
  assert_markdown ("<ol start=9><li><p>a</p><p>b</p></li><li>c</li></ol>",
                   "9. a\n\n   b\n\n10. c\n");
  assert_markdown ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n+ b\n");
  assert_markdown ("<blockquote><p>a</p><ul><li>b</li></ul></blockquote>", "> a\n>\n> - b\n");
  assert_markdown ("<pre><code class=\"language-c\">a\n``` b\n</code></pre>",
                   "````c\na\n``` b\n````\n");
  assert_markdown ("<p><code>a`b</code></p>", "``a`b``\n");
  assert_markdown ("<hr>", "***\n");
  assert_markdown ("<table><tr><td>a|b<td align=right>c</tr><tr><td><code>d|e</code></table>",
                   "| a\\|b | c |\n|---|--:|\n| `d\\|e` | |\n");
  assert_markdown ("<a href=\"/b c\" title='d \"e\"'>a</a>", "[a](/b%20c \"d \\\"e\\\"\")\n");
  assert_markdown ("<a href=\"/b(c)\">a</a>", "[a](</b(c)>)\n");
  assert_markdown ("<a href=\"https://a.example/\">https://a.example/</a>",
                   "<https://a.example/>\n");
  assert_markdown ("<a href=\"javascript:x\">a</a>", "a\n");
  assert_markdown ("H<sub>2</sub>O <u>a</u>", "H<sub>2</sub>O <u>a</u>\n");
  assert_markdown ("<span><p>a</p></span><font>b</font>", "a\n\nb\n");
  assert_markdown ("<script>x</script><style>y</style>", "");
}

static void
test_emphasis (void)
{
  assert_markdown ("a<b> b </b>c", "a **b** c\n");
  assert_markdown ("<b></b>a<i> </i>b", "a b\n");
  assert_markdown ("<b>a</b><b>b</b>", "**ab**\n");
  assert_markdown ("<b>a:</b>b", "<strong>a:</strong>b\n");
  assert_markdown ("<b>« a »</b> b", "**« a »** b\n");
  assert_markdown ("<b><i>a</i></b>", "**_a_**\n");
  assert_markdown ("<i><b>a</b></i>", "***a***\n");
  assert_markdown ("<i>a</i><b>b</b>", "*a*<strong>b</strong>\n");
  assert_markdown ("<b><strong>a</strong></b>", "**a**\n");
  assert_markdown ("<s>a</s>", "~~a~~\n");
}

static void
test_escapes (void)
{
  assert_markdown ("<p>1986. Une année</p>", "1986\\. Une année\n");
  assert_markdown ("<p>En 1986. Une année</p>", "En 1986. Une année\n");
  assert_markdown ("<p>1986.Une</p>", "1986.Une\n");
  assert_markdown ("<p>*</p>", "\\*\n");
  assert_markdown ("<p>5 * 3 = 15, note*</p>", "5 * 3 = 15, note\\*\n");
  assert_markdown ("<p># a</p><p>#a</p>", "\\# a\n\n#a\n");
  assert_markdown ("<p>- a</p><p>-a</p><p>+ b</p><p>&gt; c</p>", "\\- a\n\n-a\n\n\\+ b\n\n\\> c\n");
  assert_markdown ("<p>snake_case_name _x_</p>", "snake_case_name \\_x\\_\n");
  assert_markdown ("<p>[...] [a](b) [a] (b)</p>", "[...] [a\\](b) [a] (b)\n");
  assert_markdown ("<p>a &lt;b&gt; 3 &lt; 4 &amp;amp; &amp; c</p>", "a \\<b> 3 < 4 \\&amp; & c\n");
  assert_markdown ("<p>C:\\dir \\* `</p>", "C:\\dir \\\\\\* \\`\n");
  assert_markdown ("<p>---</p><p>===</p>", "\\---\n\n\\===\n");
  assert_markdown ("<p>https://a.example/ www.b.example</p>",
                   "https\\://a.example/ www\\.b.example\n");
  assert_markdown ("<p>bravo !<a href=x>a</a> !</p>", "bravo \\![a](x) !\n");
}

/* What the escapes are for: the text is the same after one more turn. */
static void
test_escapes_hold (void)
{
  static const char alphabet[] = "ab *_`[]()!<>&;#-+=1.|~\\:\"'";

  for (guint i = 0; i < 5000; i++)
    {
      GString *text = g_string_new (NULL);
      g_autofree char *html = NULL;
      g_autofree char *markdown = NULL;
      g_autofree char *back = NULL;
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;
      g_autofree char *escaped = NULL;

      for (int n = g_test_rand_int_range (1, 12); n > 0; n--)
        g_string_append_c (text, alphabet[g_test_rand_int_range (0, sizeof alphabet - 1)]);
      escaped = g_markup_escape_text (text->str, -1);
      html = g_strdup_printf ("<p>%s</p>", escaped);
      markdown = marbre_html_to_markdown (html, -1, NULL, NULL);
      back = to_html (markdown);
      before = marbre_html_to_text (html, -1);
      after = marbre_html_to_text (back, -1);
      g_test_message ("%s → %s", html, markdown);
      g_assert_cmpstr (after, ==, before);
      g_assert_true (*before == '\0' || g_str_has_prefix (back, "<p>"));
      g_string_free (text, TRUE);
    }
}

static void
assert_attribute (const char *html, const char *name, const char *value)
{
  g_autoptr (GString) expected = g_string_new (name);

  g_string_append (expected, "=\"");
  marbre_encode_attribute_append (expected, value, -1);
  g_string_append_c (expected, '"');
  if (strstr (html, expected->str) == NULL)
    g_error ("%s has no %s", html, expected->str);
}

/* Addresses and titles, too: cmark reads their entities before their backslashes. */
static void
test_attributes_hold (void)
{
  static const char alphabet[] = "ab *_()<&;#-=1.|\\:\"'";
  static const char *const cases[] = { "&copy;", "\\&copy;", "a=1&copy;=2", "\\", "\\\"", "\\(",
                                       "&amp;copy;", "&#42;",     "\\&",     "R&D", "a; &b", "(" };

  for (guint i = 0; i < 5000; i++)
    {
      g_autoptr (GString) value = g_string_new (i < G_N_ELEMENTS (cases) ? cases[i] : "x");
      g_autofree char *escaped = NULL;
      g_autofree char *address = NULL;
      g_autofree char *address_escaped = NULL;
      g_autofree char *html = NULL;
      g_autofree char *markdown = NULL;
      g_autofree char *back = NULL;

      if (i >= G_N_ELEMENTS (cases))
        for (int n = g_test_rand_int_range (1, 12); n > 0; n--)
          g_string_append_c (value, alphabet[g_test_rand_int_range (0, sizeof alphabet - 1)]);
      escaped = g_markup_escape_text (value->str, -1);
      address = g_uri_escape_string (value->str, "&;()=#", FALSE);
      address_escaped = g_markup_escape_text (address, -1);
      html = g_strdup_printf ("<p><a href=\"https://a.example/?%s\" title=\"%s\">x</a></p>",
                              address_escaped, escaped);
      markdown = marbre_html_to_markdown (html, -1, NULL, NULL);
      back = to_html (markdown);
      g_test_message ("%s → %s", html, markdown);
      assert_attribute (back, "title", value->str);
      g_free (html);
      html = g_strconcat ("https://a.example/?", address, NULL);
      assert_attribute (back, "href", html);
    }
}

static void
test_wordpress (void)
{
  assert_markdown ("<!-- wp:paragraph --><p>a</p><!-- /wp:paragraph -->", "a\n");
  assert_markdown (
      "<figure class=\"wp-block-image\"><a href=\"/b\"><img src=\"/b.jpg\" alt=\"c\">"
      "</a><figcaption class=\"wp-element-caption\">d <em>e</em></figcaption></figure>",
      "![c](/b.jpg \"d e\")\n");
  assert_markdown ("<figure class=\"wp-block-pullquote\"><blockquote><p>a</p><cite>b</cite>"
                   "</blockquote></figure>",
                   "> [!pullquote]\n> a\n>\n> — b\n");
  assert_markdown ("<figure class=\"wp-block-embed\"><div class=\"wp-block-embed__wrapper\">\n"
                   "https://a.example/b\n</div></figure>",
                   "https://a.example/b\n");
  assert_markdown ("<figure class=\"wp-block-table\"><table><tbody><tr><td>a</td></tr></tbody>"
                   "</table><figcaption>b</figcaption></figure>",
                   "| a |\n|---|\n\nb\n");
  assert_markdown ("<figure class=\"wp-block-gallery\"><figure><img src=\"a\"></figure>"
                   "<figure><img src=\"b\"></figure></figure>",
                   "![](a)\n\n![](b)\n");
}

static void
test_credit (void)
{
  assert_markdown ("<figure><img src=a><figcaption>b <span class=credit>AFP</span></figcaption>"
                   "</figure>",
                   "![](a \"b — Credit: AFP\")\n");
}

static void
test_base_uri (void)
{
  g_autofree char *markdown =
      marbre_html_to_markdown ("<a href=\"/b\">a</a> <img src=\"c.png\"> <a href=\"#d\">e</a>", -1,
                               "https://a.example/x/y", NULL);

  g_assert_cmpstr (markdown, ==,
                   "[a](https://a.example/b) ![](https://a.example/x/c.png) [e](#d)\n");
}

static void
test_errors (void)
{
  g_autoptr (GError) error = NULL;
  GString *deep = g_string_new (NULL);

  g_assert_null (marbre_html_to_markdown ("caf\xe9", -1, NULL, &error));
  g_assert_error (error, MARBRE_TEXT_ERROR, MARBRE_TEXT_ERROR_ENCODING);
  g_clear_error (&error);
  for (guint i = 0; i < 10000; i++)
    g_string_append (deep, "<blockquote>");
  g_assert_null (marbre_html_to_markdown (deep->str, -1, NULL, &error));
  g_assert_error (error, MARBRE_TEXT_ERROR, MARBRE_TEXT_ERROR_TOO_LARGE);
  g_string_free (deep, TRUE);
}

/* Each paragraph gets all formatting that is open anew, and an end tag that ends nothing has the
 * parser look at all that is open: little HTML, much memory and time. */
static void
test_multiplying_formats (void)
{
  static const struct
  {
    const char *start, *end;
    guint count;
  } units[] = { { "<b id=", "><p>", 3900 },
                { "<b id=", "><p></i>", 100000 },
                { "<span id=", "></i>", 100000 } };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autoptr (GString) html = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      for (guint j = 0; j < units[i].count; j++)
        g_string_append_printf (html, "%s%u%s", units[i].start, j, units[i].end);
      g_assert_null (marbre_html_to_markdown (html->str, -1, NULL, &error));
      g_assert_error (error, MARBRE_TEXT_ERROR, MARBRE_TEXT_ERROR_TOO_LARGE);
    }
}

static void
test_text (void)
{
  g_autofree char *text = marbre_html_to_text (
      "<head><title>x</title></head><h2>a</h2><p>b\n <em>c</em>&nbsp;d<br>e</p><ul><li>f</ul>"
      "<table><tr><td>g<td>h</table><script>i</script>",
      -1);

  g_assert_cmpstr (text, ==, "a\nb c\u00a0d\ne\nf\ng h");
}

static void
test_find_link (void)
{
  static const char page[] = "<head><link rel=\"stylesheet\" href=\"a\"><link rel=\"x MicroPub\" "
                             "href=\"/b?c&amp;d\"></head><a rel=me href=e>f</a>";
  g_autofree char *found = marbre_html_find_link (page, -1, "micropub");
  g_autofree char *anchor = marbre_html_find_link (page, -1, "me");

  g_assert_cmpstr (found, ==, "/b?c&d");
  g_assert_cmpstr (anchor, ==, "e");
  g_assert_null (marbre_html_find_link (page, -1, "pub"));
}

static void
assert_round_trip (const char *markdown, gboolean canonical)
{
  g_autofree char *html = to_html (markdown);
  g_autofree char *again = marbre_html_to_markdown (html, -1, NULL, NULL);
  g_autofree char *html_again = NULL;

  g_assert_nonnull (again);
  html_again = to_html (again);
  g_assert_cmpstr (html_again, ==, html);
  if (canonical)
    g_assert_cmpstr (again, ==, markdown);
}

static void
test_round_trips (void)
{
  static const char *const canonical[] = {
    "a *b* **c** ~~d~~ `e` <f@g.example>\n",
    "a\\\nb\n",
    "## a\n\n### b\n",
    "- a\n- b\n  - c\n    1. d\n    2. e\n",
    "- a\n\n  b\n\n- c\n",
    "1. a\n2. b\n",
    "- a\n\n+ b\n\n- c\n",
    "> a\n>\n> > b\n",
    "```c\na\n\n  b\n```\n",
    "- a\n  ```\n  b\n  ```\n",
    "| a | b | c | d |\n|---|:--|:-:|--:|\n| e | *f* | `g` | [h](/i) |\n",
    "![a](b.png)\n",
    "![a](b.png \"c — Crédit\u00a0: d\")\n",
    "![a](b.png \"Credit: d\")\n",
    "a ![b](c.png \"d\") e\n",
    "https://a.example/b_c?d=1&e=2\n",
    "<https://a.example/>\n",
    "a[^1] b[^2] c[^1]\n\n[^1]: d *e*\n\n[^2]: f\n\n    - g\n",
    "> [!pullquote]\n> « a »\n>\n> — b\n",
    "> [!read-also]\n> [a](/b)\n",
    "> [!box]\n> ### a\n>\n> b\n",
    "> [!key-points]\n> - a\n> - b\n",
    "> [!box]\n>\n> | a |\n> |---|\n> | b |\n",
    "> [!box]\n>\n> 2. a\n> 3. b\n",
    "TK a TKTK\n",
    "***\n",
    "a <sub>b</sub> <u>c *d*</u>\n",
  };
  static const char *const others[] = {
    "a\n===\n\nb\nc\n",
    "* a\n* b\n\n1) c\n",
    "> [!exergue]\n> a\n> — b\n",
    "> [!l’essentiel]\n> * a\n",
    "    code\n",
    "a  \nb\n",
    "[a]: /b\n\n[a] [c][a]\n",
    "_a_ __b__ ***c*** **d *e***\n",
    "www.a.example a@b.example http://c.example/.\n",
    "&copy; &#42;a&#42; \\*b\\* &amp;lt;\n",
    "a | b\n--|--\nc | d | e\n",
    "- a\n\n      b\n\n  ![c](d)\n",
    "[a [b] c](/d(e)) [![g](h)](i)\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (canonical); i++)
    assert_round_trip (canonical[i], TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    assert_round_trip (others[i], FALSE);
}

static void
check_samples (const char *language)
{
  g_autofree char *folder =
      g_test_build_filename (G_TEST_DIST, "..", "data", "samples", language, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;
      const char *body;

      if (!g_str_has_suffix (name, ".md"))
        continue;
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      body = g_str_has_prefix (text, "---\n") ? strstr (text + 4, "\n---\n") : NULL;
      g_test_message ("%s", name);
      assert_round_trip (body ? body + 5 : text, FALSE);
    }
}

static void
test_samples (void)
{
  check_samples ("fr");
  check_samples ("en");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/html/markdown", test_markdown);
  g_test_add_func ("/text/html/emphasis", test_emphasis);
  g_test_add_func ("/text/html/escapes", test_escapes);
  g_test_add_func ("/text/html/escapes-hold", test_escapes_hold);
  g_test_add_func ("/text/html/attributes-hold", test_attributes_hold);
  g_test_add_func ("/text/html/wordpress", test_wordpress);
  g_test_add_func ("/text/html/credit", test_credit);
  g_test_add_func ("/text/html/base-uri", test_base_uri);
  g_test_add_func ("/text/html/errors", test_errors);
  g_test_add_func ("/text/html/multiplying-formats", test_multiplying_formats);
  g_test_add_func ("/text/html/text", test_text);
  g_test_add_func ("/text/html/find-link", test_find_link);
  g_test_add_func ("/text/html/round-trips", test_round_trips);
  g_test_add_func ("/text/html/samples", test_samples);
  return g_test_run ();
}
