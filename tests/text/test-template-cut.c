/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Templates cut from pages: what is recognised, what is written, and what never comes through.
 */
#define G_LOG_DOMAIN "test-text"

#include <string.h>

#include "marbre-template-cut.h"
#include "marbre-template.h"
#include "marbre-text-error.h"

#define BASE "https://paper.example/2026/11/tram/"

#define PARAGRAPH_1 "The first tram left the depot at 4.52 in the morning, almost empty."
#define PARAGRAPH_2 "By noon every car was “full”, and the company had sent for more drivers."
#define PARAGRAPH_3 "The mayor, who had promised it for twelve years, took the second one."

static MarbreStory *
make_story (void)
{
  static const char *const tags[] = { "Tramway", "Économie", NULL };
  MarbreStory *story = marbre_story_new ();
  g_autoptr (MarbreMedia) lead =
      marbre_media_new ("https://cdn.example/uploads/tram.jpg", "A tram", "It runs.", "AFP");

  marbre_story_set_text (story, MARBRE_FIELD_SECTION, "City");
  marbre_story_set_text (story, MARBRE_FIELD_KICKER, "Line B");
  marbre_story_set_text (story, MARBRE_FIELD_HEADLINE, "The tram is here -- \"at last\"");
  marbre_story_set_text (story, MARBRE_FIELD_STANDFIRST,
                         "Twelve years late, line B carried its first riders on Monday.");
  marbre_story_set_text (story, MARBRE_FIELD_BYLINE, "Jeanne Le Goff");
  marbre_story_set_text (story, MARBRE_FIELD_BODY,
                         PARAGRAPH_1 "\n\n" PARAGRAPH_2 "\n\n" PARAGRAPH_3 "\n");
  marbre_story_set_tags (story, tags);
  marbre_story_set_lead_image (story, lead);
  marbre_story_set_time (story, MARBRE_MOMENT_PUBLISHED, 1795000000); /* 2026-11-18 */
  return story;
}

#define BODY "<p>" PARAGRAPH_1 "</p>\n<p>" PARAGRAPH_2 "</p>\n<p>" PARAGRAPH_3 "</p>"

/* A page as a content system makes it: typographic headline, things around, parts in boxes. */
static const char page[] =
    "<!DOCTYPE html><html lang=en class=js><head><title>The tram</title>"
    "<base href='https://evil.example/'>"
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>"
    "<meta name=viewport content='width=device-width'>"
    "<link rel=preload href=/font.woff2 as=font><link rel=stylesheet href='/main.css?v=3'>"
    "<style>@import url(extra.css); h1{background:url(img/h.png)}</style>"
    "<script>document.write('x')</script></head>"
    "<body onload='go()' class=single><header><a href=/ class=logo>The Paper</a>"
    "<nav><ul><li><a href=/city>City</a></li><li><a href=/trams>Tramway</a></li></ul></nav>"
    "</header>"
    "<main><article><p class=cat><a rel='category tag' href=/city>City</a></p>"
    "<p class=surtitre>Line B</p>"
    "<h1 style='color:red;background:url(javascript:alert(1))'>The tram is here — “at last”</h1>"
    "<p class=intro>Twelve years late, line&nbsp;B carried its first riders on Monday.</p>"
    "<p class=meta>By <a class=author href=/jeanne>Jeanne Le Goff</a>, "
    "<time datetime='2026-11-18T10:00:00+01:00'>18 November</time></p>"
    "<figure class=hero><img src='https://cdn.example/uploads/tram-1024x683.jpg' alt=''>"
    "<figcaption>Old caption</figcaption></figure>"
    "<div class='entry-content wide'>" BODY "</div>"
    "<footer class=tags><a href=/t/1 rel=tag>Tramway</a>, "
    "<a href=/t/2 rel=tag>Economie</a></footer>"
    "</article></main>"
    "<aside><h2>The tram is here — “at last”</h2><form action=https://evil.example/s>"
    "<input name=q><button onclick='x()' formaction=https://evil.example/>Go</button></form>"
    "<img src=https://stats.example/p.gif width=1 height=1><img src=/logo.png>"
    "<iframe src=https://evil.example/></iframe><svg><script>alert(1)</script>"
    "<path d='M0 0' onclick='x()'></path><image href=https://evil.example/x.png></image>"
    "<use href='https://evil.example/s.svg#a'></use></svg></aside>"
    "</body></html>";

/* Notes what is asked for and answers with a place of the preview. */
static char *
map_cb (const char *address, MarbreAddressUse use, gpointer data)
{
  GPtrArray *asked = data;

  g_ptr_array_add (asked, g_strdup_printf ("%s %s", use == MARBRE_ADDRESS_STYLE ? "style" : "file",
                                           address));
  return g_strdup_printf ("marbre:///layouts/x/%u", asked->len);
}

static char *
write_cut (MarbreTemplateCut *cut, GPtrArray *asked)
{
  g_autoptr (GPtrArray) own = g_ptr_array_new_with_free_func (g_free);

  return marbre_template_cut_write (cut, BASE, map_cb, asked ? asked : own);
}

static MarbreTemplateCut *
cut_page (const char *html)
{
  g_autoptr (MarbreStory) story = make_story ();
  g_autoptr (GError) error = NULL;
  MarbreTemplateCut *cut = marbre_template_cut_new (html, -1, story, &error);

  g_assert_no_error (error);
  return cut;
}

static void
assert_has (const char *html, const char *part)
{
  if (strstr (html, part) == NULL)
    g_error ("“%s” is not in: %s", part, html);
}

static void
assert_lacks (const char *html, const char *part)
{
  if (strstr (html, part) != NULL)
    g_error ("“%s” is in: %s", part, html);
}

static void
test_recognised (void)
{
  static const MarbreSlot slots[] = { MARBRE_SLOT_BREADCRUMB, MARBRE_SLOT_KICKER,
                                      MARBRE_SLOT_HEADLINE,   MARBRE_SLOT_STANDFIRST,
                                      MARBRE_SLOT_BYLINE,     MARBRE_SLOT_DATES,
                                      MARBRE_SLOT_LEAD,       MARBRE_SLOT_BODY,
                                      MARBRE_SLOT_TAGS };
  g_autoptr (MarbreTemplateCut) cut = cut_page (page);
  g_autofree char *html = write_cut (cut, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (slots); i++)
    g_assert_cmpint (marbre_template_cut_get_trust (cut, slots[i]), ==, MARBRE_CUT_SURE);
  assert_has (html, "<a rel=\"category tag\" data-marbre-slot=\"breadcrumb\"");
  assert_has (html, "<p class=\"surtitre\" data-marbre-slot=\"kicker\"");
  assert_has (html, "data-marbre-slot=\"headline\"");
  assert_has (html, "<p class=\"intro\" data-marbre-slot=\"standfirst\"");
  assert_has (html, "By <a class=\"author\" data-marbre-slot=\"byline\" data-marbre-form=\"name\"");
  assert_has (html, "data-marbre-slot=\"dates\" data-marbre-form=\"date\"");
  assert_has (html, "<figure class=\"hero\" data-marbre-slot=\"lead\"");
  assert_has (html, "<div class=\"entry-content wide\" data-marbre-slot=\"body\" "
                    "data-marbre-house=\"wordpress\"");
  assert_has (html, "<footer class=\"tags\" data-marbre-slot=\"tags\"");
  /* What stood there is gone; what is around stays, also where it says the same. */
  assert_lacks (html, "4.52");
  assert_lacks (html, "Old caption");
  assert_has (html, ">The Paper</a>");
  assert_has (html, ">Tramway</a></li>");
  assert_has (html, "<h2");
}

static void
test_inert (void)
{
  static const char *const never[] = { "script",  "onload",   "onclick", "iframe", "evil.example",
                                       "action",  "stats.example", "refresh", "<base", "<title",
                                       "preload", "<image",   "javascript", "name=\"q\"",
                                       "document.write", "alert" };
  g_autoptr (MarbreTemplateCut) cut = cut_page (page);
  g_autoptr (GPtrArray) asked = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *html = write_cut (cut, asked);
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreTemplate) template = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (never); i++)
    assert_lacks (html, never[i]);
  g_assert_cmpuint (asked->len, ==, 4);
  g_assert_cmpstr (asked->pdata[0], ==, "style https://paper.example/main.css?v=3");
  g_assert_cmpstr (asked->pdata[1], ==, "style https://paper.example/2026/11/tram/extra.css");
  g_assert_cmpstr (asked->pdata[2], ==, "file https://paper.example/2026/11/tram/img/h.png");
  g_assert_cmpstr (asked->pdata[3], ==, "file https://paper.example/logo.png");
  assert_has (html, "href=\"marbre:///layouts/x/1\"");
  assert_has (html, "@import url(\"marbre:///layouts/x/2\")");
  assert_has (html, "<path d=\"M0 0\"");
  assert_has (html, "href=\"https://paper.example/city\"");

  template = marbre_template_new (html, -1, &error);
  g_assert_no_error (error);
  g_assert_nonnull (template);
}

static void
test_shared_container (void)
{
  g_autoptr (MarbreTemplateCut) cut =
      cut_page ("<body><article><h1>The tram is here “at last”</h1>" BODY
                "<p class=after>Share this</p></article></body>");
  g_autofree char *html = write_cut (cut, NULL);

  assert_has (html, "<div data-marbre-slot=\"body\"></div>");
  assert_has (html, "data-marbre-slot=\"headline\"");
  assert_has (html, "Share this");
  assert_lacks (html, "4.52");
}

/* Words that lead to a date go with it; a section counts in the trail that leads to the story. */
static void
test_surroundings (void)
{
  g_autoptr (MarbreTemplateCut) cut = cut_page (
      "<body><nav><a>City</a></nav><main><nav class=breadcrumb><ol><li><a href=/>Home</a></li>"
      "<li><a href=/city>City</a></li></ol></nav><h1>The tram is here at last</h1>"
      "<p><span><span>Published on</span> <time datetime=2026-11-18>18/11</time></span></p>"
      "<div>" BODY "</div></main></body>");
  g_autofree char *html = write_cut (cut, NULL);

  assert_lacks (html, "Published on");
  assert_has (html, "<span data-marbre-slot=\"dates\" data-marbre-node");
  assert_has (html, "<li data-marbre-node=\"10\"><a data-marbre-slot=\"breadcrumb\"");
}

static void
test_guessed (void)
{
  g_autoptr (MarbreTemplateCut) cut = cut_page (
      "<body><main><h1>Another title</h1><p>Written by <a rel=author href=/a>admin</a></p>"
      "<time>yesterday</time><div>" BODY "</div><ul><li>More: "
      "<time datetime=2026-11-18>18/11</time></li></ul></main></body>");
  g_autofree char *html = write_cut (cut, NULL);

  g_assert_cmpint (marbre_template_cut_get_trust (cut, MARBRE_SLOT_HEADLINE), ==,
                   MARBRE_CUT_MISSING);
  g_assert_cmpint (marbre_template_cut_get_trust (cut, MARBRE_SLOT_BYLINE), ==,
                   MARBRE_CUT_GUESSED);
  g_assert_cmpint (marbre_template_cut_get_trust (cut, MARBRE_SLOT_DATES), ==, MARBRE_CUT_GUESSED);
  assert_has (html, ">18/11</time></li>");
  assert_has (html, "Written by <a rel=\"author\" data-marbre-slot=\"byline\"");
}

static guint
number_of (const char *html, const char *before)
{
  const char *at = strstr (html, before);

  g_assert_nonnull (at);
  at = strstr (at, "data-marbre-node=\"");
  return (guint) g_ascii_strtoull (at + strlen ("data-marbre-node=\""), NULL, 10);
}

static void
test_pointed (void)
{
  g_autoptr (MarbreTemplateCut) cut = cut_page (
      "<body><main><h1 class=t>Another title</h1><div class=ad>Buy</div><div>" BODY
      "</div></main></body>");
  g_autofree char *before = write_cut (cut, NULL);
  guint heading = number_of (before, "<h1");
  guint advert = number_of (before, "class=\"ad\"");
  g_autofree char *description = marbre_template_cut_describe (cut, heading);
  g_autofree char *after = NULL;

  g_assert_cmpuint (marbre_template_cut_find (cut, heading + 2, description), ==, heading);
  g_assert_cmpuint (marbre_template_cut_find (cut, 0, "h1 #gone ."), ==, G_MAXUINT);
  g_assert_true (marbre_template_cut_point (cut, heading, MARBRE_SLOT_HEADLINE));
  g_assert_true (marbre_template_cut_leave_out (cut, advert));
  /* Nothing may swallow the text of the story. */
  g_assert_false (marbre_template_cut_point (cut, number_of (before, "<main"),
                                             MARBRE_SLOT_HEADLINE));
  g_assert_false (marbre_template_cut_leave_out (cut, number_of (before, "<main")));
  g_assert_false (marbre_template_cut_point (cut, 0, MARBRE_SLOT_BODY));
  g_assert_false (marbre_template_cut_point (cut, 99999, MARBRE_SLOT_HEADLINE));
  after = write_cut (cut, NULL);
  assert_has (after, "<h1 class=\"t\" data-marbre-slot=\"headline\"");
  assert_lacks (after, "Buy");
}

static void
assert_refused (const char *html, gssize length, MarbreTextError code)
{
  g_autoptr (MarbreStory) story = make_story ();
  g_autoptr (GError) error = NULL;

  g_assert_null (marbre_template_cut_new (html, length, story, &error));
  g_assert_error (error, MARBRE_TEXT_ERROR, (int) code);
}

static void
test_refused (void)
{
  g_autofree char *large = g_strnfill (9 * 1024 * 1024, 'x');

  assert_refused ("<form><h1>Sign in</h1><input type=password></form>", -1,
                  MARBRE_TEXT_ERROR_INVALID);
  assert_refused ("", -1, MARBRE_TEXT_ERROR_INVALID);
  assert_refused ("<p>\xff", -1, MARBRE_TEXT_ERROR_ENCODING);
  assert_refused (large, -1, MARBRE_TEXT_ERROR_TOO_LARGE);
}

/* CSS */

static void
assert_css (const char *css, const char *expected)
{
  g_autoptr (GPtrArray) asked = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *mapped =
      marbre_style_map (css, -1, "https://p.example/css/a.css", map_cb, asked);

  g_assert_cmpstr (mapped, ==, expected);
}

static void
test_css (void)
{
  assert_css ("a{b:url(x.png)}", "a{b:url(\"marbre:///layouts/x/1\")}");
  assert_css ("a{b:url( 'x.png' )}", "a{b:url(\"marbre:///layouts/x/1\")}");
  assert_css ("a{b:URL(x\\)y.png) c}", "a{b:url(\"marbre:///layouts/x/1\") c}");
  assert_css ("a{b:\\75rl(x.png)}", "a{b:url(\"marbre:///layouts/x/1\")}");
  assert_css ("a{b:u\\52 l(x.png)}", "a{b:url(\"marbre:///layouts/x/1\")}");
  assert_css ("@import 'x.css' print;b{}", "@import url(\"marbre:///layouts/x/1\") print;b{}");
  assert_css ("@IMPORT/**/url(x.css);", "@IMPORT url(\"marbre:///layouts/x/1\");");
  assert_css ("a{b:image-set('x.png' 1x,'y.png' 2x);c:'z'}",
              "a{b:image-set(url(\"marbre:///layouts/x/1\") 1x,url(\"marbre:///layouts/x/2\") "
              "2x);c:'z'}");
  assert_css ("a{b:image-set(type('z') , 'x')}",
              "a{b:image-set(type('z') , url(\"marbre:///layouts/x/1\"))}");
  assert_css ("a{b:'url(x)'}/* url(y) */", "a{b:'url(x)'}/**/");
  assert_css ("a{b:url(data:image/png;base64,AA)}", "a{b:url(\"data:image/png;base64,AA\")}");
  assert_css ("a{b:url(#c)}", "a{b:url(\"#c\")}");
  assert_css ("a{b:url(file:///etc/passwd)}", "a{b:url(\"about:invalid\")}");
  assert_css ("@charset 'x';a{}", "a{}");
  assert_css ("a{b:url(", "a{b:url(\"about:invalid\")");
  assert_css ("a{b:\"</style>", "a{b:\"</style>");
  assert_css ("a\\", "a\\");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/template-cut/recognised", test_recognised);
  g_test_add_func ("/text/template-cut/inert", test_inert);
  g_test_add_func ("/text/template-cut/shared-container", test_shared_container);
  g_test_add_func ("/text/template-cut/surroundings", test_surroundings);
  g_test_add_func ("/text/template-cut/guessed", test_guessed);
  g_test_add_func ("/text/template-cut/pointed", test_pointed);
  g_test_add_func ("/text/template-cut/refused", test_refused);
  g_test_add_func ("/text/template-cut/css", test_css);
  return g_test_run ();
}
