/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The allow-list against hostile HTML. Each vector is sanitized, and the result parsed again as a
 * browser would: what counts is the tree, not the spelling.
 */
#include "config.h"

#include <gumbo.h>
#include <string.h>

#include "marbre-html.h"
#include "marbre-sanitize.h"

static const char *const vectors[] = {
  "<script>alert(1)</script>",
  "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
  "<scr<script>ipt>alert(1)</scr</script>ipt>",
  "<script/xss src=x></script>",
  "<svg><script>alert(1)</script></svg>",
  "<svg/onload=alert(1)>",
  "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
  "<svg><style><img src=x onerror=alert(1)></style></svg>",
  "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
  "<math><mi xlink:href=\"javascript:alert(1)\">x</mi></math>",
  "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 "
  "onerror=alert(1)&gt;\">",
  "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
  "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
  "<img src=x onerror=alert(1)>",
  "<img src=\"javascript:alert(1)\">",
  "<img src=\"data:image/svg+xml;base64,PHN2Zz4=\">",
  "<img src=x srcset=\"http://evil.example/ 2x\">",
  "<img \"\"\"><script>alert(1)</script>\">",
  "<img src=`x`onerror=alert(1)>",
  "<img/src=x/onerror=alert(1)//>",
  "<image src=x onerror=alert(1)>",
  "<input type=image src=x onerror=alert(1)>",
  "<body onload=alert(1)>x</body>",
  "<iframe src=\"javascript:alert(1)\"></iframe>",
  "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
  "<object data=\"javascript:alert(1)\"></object>",
  "<object data=x><param name=y><p onclick=z>w</p></object>",
  "<embed src=\"javascript:alert(1)\">",
  "<applet code=x></applet>",
  "<base href=\"javascript:alert(1)//\">",
  "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
  "<link rel=stylesheet href=\"javascript:alert(1)\">",
  "<style>@import 'javascript:alert(1)';</style>",
  "<style><script>alert(1)</script></style>",
  "<div style=\"background:url(javascript:alert(1))\">x</div>",
  "<div style=\"width:expression(alert(1))\">x</div>",
  "<p onclick=alert(1) ONMOUSEOVER=alert(1) x>y</p>",
  "<p/onclick=alert(1)>y</p>",
  "<a href=\"javascript:alert(1)\">x</a>",
  "<a href=\"JaVaScRiPt:alert(1)\">x</a>",
  "<a href=\" \t\n javascript:alert(1)\">x</a>",
  "<a href=\"java\tscript:alert(1)\">x</a>",
  "<a href=\"java\nscript:alert(1)\">x</a>",
  "<a href=\"java&#x0A;script:alert(1)\">x</a>",
  "<a href=\"&#106;avascript:alert(1)\">x</a>",
  "<a href=\"&#x6A&#x61vascript:alert(1)\">x</a>",
  "<a href=\"\x01javascript:alert(1)\">x</a>",
  "<a href=\"javascript&colon;alert(1)\">x</a>",
  "<a href=\"vbscript:msgbox(1)\">x</a>",
  "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
  "<a href=\"file:///etc/passwd\">x</a>",
  "<a href=\"marbre:///media/x\">x</a>",
  "<a href=\"blob:https://evil.example/x\">x</a>",
  "<a href=\"x\" target=_top rel=opener ping=\"http://evil.example/\" download>x</a>",
  "<a href=\"x\" formaction=\"javascript:alert(1)\">x</a>",
  "<form action=\"javascript:alert(1)\"><input type=submit><button>x</button></form>",
  "<button formaction=\"javascript:alert(1)\">x</button>",
  "<select><option onclick=x>y</option></select>",
  "<textarea></textarea><script>alert(1)</script>",
  "<textarea><img src=x onerror=alert(1)></textarea>",
  "<title><img src=x onerror=alert(1)></title>",
  "<xmp><img src=x onerror=alert(1)></xmp>",
  "<plaintext><img src=x onerror=alert(1)>",
  "<noembed><img src=x onerror=alert(1)></noembed>",
  "<template><script>alert(1)</script></template>",
  "<video src=x onerror=alert(1)><source onerror=alert(1)></video>",
  "<audio src=x onerror=alert(1)></audio>",
  "<details open ontoggle=alert(1)>x</details>",
  "<marquee onstart=alert(1)>x</marquee>",
  "<isindex type=image src=x onerror=alert(1)>",
  "<frameset onload=alert(1)><frame src=\"javascript:alert(1)\"></frameset>",
  "<table background=\"javascript:alert(1)\"><tr><td background=x onclick=y>z</td></tr></table>",
  "<blockquote cite=\"javascript:alert(1)\">x</blockquote>",
  "<q cite=\"data:text/html,x\">x</q>",
  "<!--[if IE]><script>alert(1)</script><![endif]-->",
  "<!--><script>alert(1)</script>-->",
  "<!-- --!><img src=x onerror=alert(1)> -->",
  "<![CDATA[<script>alert(1)</script>]]>",
  "<?xml version=\"1.0\"?><script>alert(1)</script>",
  "<x-custom onclick=alert(1) is=y>z</x-custom>",
  "<p class=\"marbre-button pullquote evil\" id=\"a b\">x</p>",
  "<p id=\"javascript:x\" name=y contenteditable tabindex=0 data-marbre-slot=body>x</p>",
  "<code class=\"language-x evil\">y</code>",
  "<img width=\"1e9\" height=\"-1\" src=x>",
  "<ol start=\"99999999999999\"><li value=x>y</ol>",
  "<a href='x\" onclick=\"alert(1)'>x</a>",
  "<img alt='\"><script>alert(1)</script>' src=x>",
  "<p title='</p><script>alert(1)</script>'>x</p>",
  "&lt;script&gt;alert(1)&lt;/script&gt;",
  "<a href=\"//evil.example/\">x</a>",
  "<p lang='\"><script>'>x</p>",
  "<div><table><p><tr><td><script>x</script><b onclick=y>z",
};

static const char *const allowed_elements[] = {
  "p",          "br",   "hr",    "h1",     "h2",         "h3",      "h4",    "h5",       "h6",
  "ul",         "ol",   "li",    "dl",     "dt",         "dd",      "pre",   "code",     "kbd",
  "samp",       "var",  "em",    "strong", "i",          "b",       "u",     "s",        "del",
  "ins",        "mark", "small", "sub",    "sup",        "abbr",    "cite",  "q",        "dfn",
  "time",       "span", "div",   "figure", "figcaption", "img",     "a",     "table",    "thead",
  "tbody",      "tr",   "tfoot", "th",     "td",         "caption", "col",   "colgroup", "bdi",
  "bdo",        "wbr",  "ruby",  "rt",     "rp",         "section", "aside", "details",  "summary",
  "blockquote", NULL,
};

static const char *const allowed_attributes[] = {
  "id",    "class",    "title", "lang",  "dir",      "href",    "src",   "alt",
  "width", "height",   "align", "scope", "colspan",  "rowspan", "start", "span",
  "value", "reversed", "cite",  "open",  "datetime", NULL,
};

static const char *const allowed_schemes[] = { "http", "https", "mailto", "tel", NULL };

static void
assert_uri_allowed (const char *uri)
{
  gsize colon = strcspn (uri, ":/?#");
  g_autofree char *scheme = g_ascii_strdown (uri, (gssize) colon);

  if (uri[colon] == ':')
    g_assert_true (g_strv_contains (allowed_schemes, scheme));
}

static void
assert_tree_allowed (const GumboNode *node, gboolean is_root)
{
  const GumboElement *element = &node->v.element;

  if (node->type != GUMBO_NODE_ELEMENT)
    {
      g_assert_cmpint (node->type, !=, GUMBO_NODE_COMMENT);
      g_assert_cmpint (node->type, !=, GUMBO_NODE_TEMPLATE);
      return;
    }
  if (!is_root)
    {
      g_assert_cmpint (element->tag_namespace, ==, GUMBO_NAMESPACE_HTML);
      g_assert_true (g_strv_contains (allowed_elements, gumbo_normalized_tagname (element->tag)));
    }
  for (guint i = 0; i < element->attributes.length; i++)
    {
      const GumboAttribute *attribute = element->attributes.data[i];

      g_assert_true (g_strv_contains (allowed_attributes, attribute->name));
      if (g_str_equal (attribute->name, "href") || g_str_equal (attribute->name, "src") ||
          g_str_equal (attribute->name, "cite"))
        assert_uri_allowed (attribute->value);
      if (g_str_equal (attribute->name, "class"))
        {
          g_assert_null (strstr (attribute->value, "evil"));
          g_assert_null (strstr (attribute->value, "marbre"));
        }
    }
  for (guint i = 0; i < element->children.length; i++)
    assert_tree_allowed (element->children.data[i], FALSE);
}

static void
assert_harmless (const char *html)
{
  g_autofree char *clean = marbre_html_sanitize (html, -1);
  g_autofree char *twice = marbre_html_sanitize (clean, -1);
  GumboOptions options = kGumboDefaultOptions;
  GumboOutput *output;

  options.fragment_context = GUMBO_TAG_BODY;
  output = gumbo_parse_with_options (&options, clean, strlen (clean));
  g_test_message ("%s → %s", html, clean);
  assert_tree_allowed (output->root, TRUE);
  g_assert_cmpstr (twice, ==, clean);
  gumbo_destroy_output (&options, output);
}

static void
test_vectors (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    assert_harmless (vectors[i]);
}

/* Pairs of vectors, cut anywhere: what one leaves open, the other falls into. */
static void
test_mixtures (void)
{
  for (guint i = 0; i < 3000; i++)
    {
      const char *first = vectors[g_test_rand_int_range (0, G_N_ELEMENTS (vectors))];
      const char *second = vectors[g_test_rand_int_range (0, G_N_ELEMENTS (vectors))];
      int cut = g_test_rand_int_range (0, (int) strlen (first) + 1);
      g_autofree char *start = g_strndup (first, (gsize) cut);
      g_autofree char *mixture = g_strconcat (start, second, first + cut, NULL);

      assert_harmless (mixture);
    }
}

static void
test_kept (void)
{
  static const char *const kept[] = {
    "<p>a <em>b</em> <strong>c</strong> &amp; d</p>",
    "<h2 id=\"x-1\">a</h2>",
    "<a title=\"t\" href=\"/articles/x?y=1&amp;z=2#w\">a</a>",
    "<a href=\"mailto:a@b.example\">a</a><a href=\"tel:+33100000000\">b</a>",
    "<figure><img src=\"https://a.example/b.png\" alt=\"c\"><figcaption>d</figcaption></figure>",
    "<blockquote class=\"pullquote\">a</blockquote>",
    "<pre>\n\na</pre>",
    "<table><thead><tr><th align=\"right\">a</th></tr></thead></table>",
    "<ol start=\"3\"><li>a</li></ol>",
    "<abbr title=\"b\">a</abbr><time datetime=\"2026-11-22T10:00:00Z\">c</time>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      g_autofree char *clean = marbre_html_sanitize (kept[i], -1);

      g_assert_cmpstr (clean, ==, kept[i]);
    }
}

static void
test_unwrapped (void)
{
  g_autofree char *clean =
      marbre_html_sanitize ("<article><font size=7>a <nobr>b</nobr></font>", -1);

  g_assert_cmpstr (clean, ==, "a b");
}

static void
test_uris (void)
{
  static const struct
  {
    const char *uri;
    const char *link;
    const char *resource;
  } cases[] = {
    { "https://a.example/é", "https://a.example/%C3%A9", "https://a.example/%C3%A9" },
    { "mailto:a@b.example", "mailto:a@b.example", NULL },
    { "/a:b", "/a:b", "/a:b" },
    { "?a:b", "?a:b", "?a:b" },
    { "a:b", NULL, NULL },
    { "  HTTP://a.example ", "HTTP://a.example", "HTTP://a.example" },
    { "java\r\nscript:x", NULL, NULL },
    { "", "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *link = marbre_sanitize_uri (cases[i].uri, MARBRE_URI_LINK);
      g_autofree char *resource = marbre_sanitize_uri (cases[i].uri, MARBRE_URI_RESOURCE);

      g_assert_cmpstr (link, ==, cases[i].link);
      g_assert_cmpstr (resource, ==, cases[i].resource);
    }
}

static void
test_limits (void)
{
  static const char *const units[] = { "<div>",       "<b>",       "<table><td>",
                                       "<p><b id=x>", "</x><div>", "<svg><g>",
                                       "<a href=x>",  "<select>",  "<ul><li>" };
  g_autofree char *large = g_strnfill (MARBRE_HTML_MAX_BYTES + 1, 'a');
  g_autofree char *clean = marbre_html_sanitize (large, -1);

  g_assert_cmpstr (clean, ==, "");
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      GString *html = g_string_new (NULL);

      for (guint n = 0; n < 3000; n++)
        g_string_append (html, units[i]);
      g_free (marbre_html_sanitize (html->str, -1));
      g_string_free (html, TRUE);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/sanitize/vectors", test_vectors);
  g_test_add_func ("/text/sanitize/mixtures", test_mixtures);
  g_test_add_func ("/text/sanitize/kept", test_kept);
  g_test_add_func ("/text/sanitize/unwrapped", test_unwrapped);
  g_test_add_func ("/text/sanitize/uris", test_uris);
  g_test_add_func ("/text/sanitize/limits", test_limits);
  return g_test_run ();
}
