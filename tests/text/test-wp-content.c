/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WordPress's content: the shapes of blocks, what stays as it was, and what comes back. That the
 * editor itself takes the shapes for its own is asked of it in tests/servers/wordpress-editor.
 */
#include "config.h"

#include <string.h>

#include "marbre-wp-grammar.h"
#include "site-kit.h"

/* Markdown, and the block that the handbook has for it. */
static const struct
{
  const char *markdown;
  const char *content;
} shapes[] = {
  { "Un *mot* & [un lien](https://example.fr/?a=1&b=2).",
    "<!-- wp:paragraph -->\n<p>Un <em>mot</em> &amp; <a "
    "href=\"https://example.fr/?a=1&amp;b=2\">un "
    "lien</a>.</p>\n<!-- /wp:paragraph -->" },
  { "## Été",
    "<!-- wp:heading {\"anchor\":\"ete\"} -->\n<h2 id=\"ete\" class=\"wp-block-heading\">Été</h2>\n"
    "<!-- /wp:heading -->" },
  { "#### Quatre", "<!-- wp:heading {\"level\":4,\"anchor\":\"quatre\"} -->\n<h4 id=\"quatre\" "
                   "class=\"wp-block-heading\">Quatre</h4>\n<!-- /wp:heading -->" },
  { "- un\n- deux\n  1. dedans",
    "<!-- wp:list -->\n<ul class=\"wp-block-list\"><!-- wp:list-item -->\n<li>un</li>\n"
    "<!-- /wp:list-item -->\n\n<!-- wp:list-item -->\n<li>deux<!-- wp:list {\"ordered\":true} -->\n"
    "<ol class=\"wp-block-list\"><!-- wp:list-item -->\n<li>dedans</li>\n<!-- /wp:list-item -->"
    "</ol>\n<!-- /wp:list --></li>\n<!-- /wp:list-item --></ul>\n<!-- /wp:list -->" },
  { "3. trois\n4. quatre",
    "<!-- wp:list {\"ordered\":true,\"start\":3} -->\n<ol start=\"3\" class=\"wp-block-list\">"
    "<!-- wp:list-item -->\n<li>trois</li>\n<!-- /wp:list-item -->\n\n<!-- wp:list-item -->\n"
    "<li>quatre</li>\n<!-- /wp:list-item --></ol>\n<!-- /wp:list -->" },
  { "- large\n\n- encore",
    "<!-- wp:list {\"className\":\"is-loose\"} -->\n<ul class=\"wp-block-list is-loose\">"
    "<!-- wp:list-item -->\n<li>large</li>\n<!-- /wp:list-item -->\n\n<!-- wp:list-item -->\n"
    "<li>encore</li>\n<!-- /wp:list-item --></ul>\n<!-- /wp:list -->" },
  { "- un\n\n  deux",
    "<!-- wp:html -->\n<ul><li><p>un</p><p>deux</p></li></ul>\n<!-- /wp:html -->" },
  { "> Dit.\n>\n> — Jeanne",
    "<!-- wp:quote -->\n<blockquote class=\"wp-block-quote\"><!-- wp:paragraph -->\n<p>Dit.</p>\n"
    "<!-- /wp:paragraph --><cite>Jeanne</cite></blockquote>\n<!-- /wp:quote -->" },
  { "> [!pullquote]\n> On verra.",
    "<!-- wp:pullquote -->\n<figure class=\"wp-block-pullquote\"><blockquote><p>On verra.</p>"
    "</blockquote></figure>\n<!-- /wp:pullquote -->" },
  { "> [!box]\n> Dedans.",
    "<!-- wp:group {\"tagName\":\"aside\",\"className\":\"box\"} -->\n<aside "
    "class=\"wp-block-group "
    "box\"><!-- wp:paragraph -->\n<p>Dedans.</p>\n<!-- /wp:paragraph --></aside>\n"
    "<!-- /wp:group -->" },
  { "> [!read-also]\n> [Avant](/articles/avant)",
    "<!-- wp:group {\"tagName\":\"aside\",\"className\":\"read-also\"} -->\n<aside "
    "class=\"wp-block-group read-also\"><!-- wp:paragraph {\"className\":\"label\"} -->\n<p "
    "class=\"label\">Read also</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:paragraph -->\n<p><a "
    "href=\"/articles/avant\">Avant</a></p>\n<!-- /wp:paragraph --></aside>\n<!-- /wp:group -->" },
  { "![Un quai](https://example.fr/q.png \"Au matin — Crédit : AFP\")",
    "<!-- wp:image -->\n<figure class=\"wp-block-image\"><img src=\"https://example.fr/q.png\" "
    "alt=\"Un quai\"/><figcaption class=\"wp-element-caption\">Au matin <span class=\"credit\">"
    "Crédit : AFP</span></figcaption></figure>\n<!-- /wp:image -->" },
  { "| A | B |\n|:--|---|\n| 1 | 2 |",
    "<!-- wp:table {\"hasFixedLayout\":false} -->\n<figure class=\"wp-block-table\"><table><thead>"
    "<tr><th class=\"has-text-align-left\" data-align=\"left\">A</th><th>B</th></tr></thead><tbody>"
    "<tr><td class=\"has-text-align-left\" "
    "data-align=\"left\">1</td><td>2</td></tr></tbody></table>"
    "</figure>\n<!-- /wp:table -->" },
  { "```c\nint a[1];\n```",
    "<!-- wp:code {\"className\":\"language-c\"} -->\n<pre class=\"wp-block-code "
    "language-c\"><code>"
    "int a&#91;1];\n</code></pre>\n<!-- /wp:code -->" },
  { "https://example.fr/video",
    "<!-- wp:embed {\"url\":\"https://example.fr/video\"} -->\n<figure "
    "class=\"wp-block-embed\"><div "
    "class=\"wp-block-embed__wrapper\">\nhttps://example.fr/video\n</div></figure>\n"
    "<!-- /wp:embed -->" },
  { "***", "<!-- wp:separator -->\n<hr class=\"wp-block-separator has-alpha-channel-opacity\"/>\n"
           "<!-- /wp:separator -->" },
};

static void
test_shapes (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autofree char *written = wp_kit_write ("", shapes[i].markdown);
      g_autofree char *back = wp_kit_read (shapes[i].content);

      g_assert_cmpstr (written, ==, shapes[i].content);
      g_assert_cmpstr (back, ==, shapes[i].markdown);
    }
}

/* What Markdown has no words for: a card in the body, with its text to the letter. */
static const char *const foreign[] = {
  "<!-- wp:gallery {\"linkTo\":\"none\"} -->\n<figure class=\"wp-block-gallery\"><!-- "
  "wp:image -->\n"
  "<figure class=\"wp-block-image\"><img src=\"https://example.fr/1.jpg\" alt=\"\"/></figure>\n"
  "<!-- /wp:image --></figure>\n<!-- /wp:gallery -->",
  "<!-- wp:acf/portrait {\"name\":\"acf/portrait\",\"data\":{\"nom\":\"Zo\\u00e9\"}} /-->",
  "<!-- wp:html -->\n<script>alert (1)</script>\n\n<div data-x='1'>````</div>\n<!-- /wp:html -->",
  "<!-- wp:shortcode -->\n[contact-form-7 id=\"12\"]\n<!-- /wp:shortcode -->",
  "<!-- wp:spacer {\"height\":\"40px\"} -->\n<div style=\"height:40px\" aria-hidden=\"true\" "
  "class=\"wp-block-spacer\"></div>\n<!-- /wp:spacer -->",
  "<!-- wp:more -->\n<!--more-->\n<!-- /wp:more -->",
  "<!-- wp:paragraph -->\n<p>Un <mark style=\"background-color:#fcb900\" "
  "class=\"has-inline-color\">mot</mark> en couleur.</p>\n<!-- /wp:paragraph -->",
  "<!-- wp:image {\"linkDestination\":\"custom\"} -->\n<figure class=\"wp-block-image\"><a "
  "href=\"https://example.fr\"><img src=\"https://example.fr/2.jpg\" alt=\"\"/></a></figure>\n"
  "<!-- /wp:image -->",
  "<!-- wp:columns -->\n<div class=\"wp-block-columns\"><!-- wp:column -->\n<div "
  "class=\"wp-block-column\"><!-- wp:paragraph -->\n<p>À gauche.</p>\n<!-- /wp:paragraph "
  "--></div>\n"
  "<!-- /wp:column --></div>\n<!-- /wp:columns -->",
  "<!-- wp:embed {\"url\":\"https://example.fr/v\"} -->\n<figure class=\"wp-block-embed\"><div "
  "class=\"wp-block-embed__wrapper\">\nhttps://example.fr/v\n</div><figcaption "
  "class=\"wp-element-caption\">Une vidéo</figcaption></figure>\n<!-- /wp:embed -->",
  "[gallery ids=\"1,2,3\"]",
  "<!--more-->",
  "<iframe src=\"https://example.fr/carte\"></iframe>",
};

/* What it has words for, though it is set up in ways that it has none for. */
static const char *const adorned[] = {
  "<!-- wp:paragraph {\"dropCap\":true,\"style\":{\"color\":{\"text\":\"#a00\"}}} -->\n<p "
  "class=\"has-drop-cap has-text-color\" style=\"color:#a00\">Lettrine.</p>\n<!-- "
  "/wp:paragraph -->",
  "<!-- wp:paragraph -->\n<p>Voir <a href=\"https://example.fr/x\" target=\"_blank\" "
  "rel=\"noreferrer noopener\">ce site</a>.</p>\n<!-- /wp:paragraph -->",
  "<!-- wp:heading -->\n<h2>Ancien intertitre</h2>\n<!-- /wp:heading -->",
  "<!-- wp:list -->\n<ul><li>ancienne</li><li>liste</li></ul>\n<!-- /wp:list -->",
  "<!-- wp:quote {\"className\":\"is-style-large\"} -->\n<blockquote class=\"wp-block-quote "
  "is-style-large\"><p>Ancienne.</p><cite>Le maire</cite></blockquote>\n<!-- /wp:quote -->",
  "<!-- wp:image {\"id\":12,\"width\":300,\"align\":\"right\",\"sizeSlug\":\"medium\"} "
  "-->\n<figure "
  "class=\"wp-block-image alignright size-medium is-resized\"><img "
  "src=\"https://example.fr/3.jpg\" alt=\"Trois\" class=\"wp-image-12\" width=\"300\"/><figcaption "
  "class=\"wp-element-caption\">Une légende — Crédit : AFP</figcaption></figure>\n"
  "<!-- /wp:image -->",
  "<!-- wp:table {\"hasFixedLayout\":true} -->\n<figure class=\"wp-block-table is-style-stripes\">"
  "<table class=\"has-fixed-layout\"><thead><tr><th>A</th></tr></thead><tbody><tr><td>1</td></tr>"
  "</tbody></table></figure>\n<!-- /wp:table -->",
  "<!-- wp:paragraph -->\n<p>Du <strong>gras </strong>et&nbsp;la suite.</p>\n"
  "<!-- /wp:paragraph -->",
  "<!-- wp:paragraph -->\n<p></p>\n<!-- /wp:paragraph -->",
  "Un texte\nsur deux lignes.",
  "<p>Un paragraphe classique.</p>",
  "<h3>Un intertitre classique</h3>",
};

static void
test_foreign (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (foreign); i++)
    {
      g_autofree char *markdown = wp_kit_read (foreign[i]);
      g_autofree char *written = wp_kit_write (foreign[i], markdown);
      g_autofree char *changed = g_strconcat ("Avant.\n\n", markdown, "\n\nAprès.", NULL);
      g_autofree char *between = wp_kit_write (foreign[i], changed);

      g_assert_nonnull (strstr (markdown, "```site-block "));
      g_assert_cmpstr (written, ==, foreign[i]);
      g_assert_nonnull (strstr (between, foreign[i]));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (adorned); i++)
    {
      g_autofree char *markdown = wp_kit_read (adorned[i]);
      g_autofree char *written = wp_kit_write (adorned[i], markdown);

      g_assert_null (strstr (markdown, "site-block"));
      /* An empty paragraph alone is an empty text, and that is sent as one. */
      if (*markdown != '\0')
        g_assert_cmpstr (written, ==, adorned[i]);
    }
}

/* A block of random kind, in the form in which a site might have it. */
static const char *
choose (GRand *rand, gboolean classic)
{
  switch (g_rand_int_range (rand, 0, classic ? 3 : 2))
    {
    case 0:
      return foreign[g_rand_int_range (
          rand, 0, classic ? G_N_ELEMENTS (foreign) : G_N_ELEMENTS (foreign) - 3)];
    case 1:
      return adorned[g_rand_int_range (
          rand, 0, classic ? G_N_ELEMENTS (adorned) : G_N_ELEMENTS (adorned) - 3)];
    default:
      return shapes[g_rand_int_range (rand, 0, G_N_ELEMENTS (shapes))].content;
    }
}

static char *
make_content (GRand *rand, GPtrArray *units, guint *middle)
{
  static const char *const gaps[] = { "\n\n", "\n\n\n", "\r\n\r\n", "\n \n" };
  const gboolean classic = g_rand_boolean (rand);
  const guint n = (guint) g_rand_int_range (rand, 1, 12);
  GString *content = g_string_new (g_rand_boolean (rand) ? "\n" : "");

  *middle = (guint) g_rand_int_range (rand, 0, (gint32) n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *unit =
          i == *middle ? g_strdup ("<!-- wp:paragraph {\"align\":\"center\"} -->\n<p "
                                   "class=\"has-text-align-center\">Le milieu change un peu.</p>\n"
                                   "<!-- /wp:paragraph -->")
                       : g_strdup (choose (rand, classic));

      if (i > 0)
        g_string_append (content, gaps[g_rand_int_range (rand, 0, G_N_ELEMENTS (gaps))]);
      g_string_append (content, unit);
      g_ptr_array_add (units, g_steal_pointer (&unit));
    }
  if (g_rand_boolean (rand))
    g_string_append (content, "\n");
  return g_string_free (content, FALSE);
}

/* Whatever stands at a site: read and written it is the same, and if one paragraph changes, all
 * around it stays to the byte. */
static void
test_property (void)
{
  const guint runs = g_test_slow () ? 20000 : 400;

  for (guint i = 0; i < runs; i++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (i);
      g_autoptr (GPtrArray) units = g_ptr_array_new_with_free_func (g_free);
      guint middle;
      g_autofree char *raw = make_content (rand, units, &middle);
      g_autofree char *markdown = wp_kit_read (raw);
      g_autofree char *same = wp_kit_write (raw, markdown);
      g_auto (GStrv) parts = NULL;
      g_autofree char *edited = NULL;
      g_autofree char *changed = NULL;
      g_auto (GStrv) halves = NULL;
      g_autofree char *expected = NULL;

      if (!g_str_equal (same, raw))
        g_error ("seed %u:\n--- site\n%s\n--- Markdown\n%s\n--- written\n%s", i, raw, markdown,
                 same);
      parts = g_strsplit (markdown, "Le milieu change", -1);
      g_assert_cmpuint (g_strv_length (parts), ==, 2);
      edited = g_strconcat (parts[0], "Le milieu a changé", parts[1], NULL);
      changed = wp_kit_write (raw, edited);
      halves = g_strsplit (raw, "Le milieu change", -1);
      expected = g_strconcat (halves[0], "Le milieu a changé", halves[1], NULL);
      if (!g_str_equal (changed, expected))
        g_error ("seed %u:\n--- wanted\n%s\n--- got\n%s", i, expected, changed);
    }
}

/* A paragraph that is rewritten keeps its settings; one that is new has none. */
static void
test_carry (void)
{
  g_autofree char *dropped = wp_kit_write (adorned[0], "Lettrine, *corrigée*.");
  g_autofree char *link = wp_kit_write (adorned[1], "Voyez donc [ce site](https://example.fr/x).");
  g_autofree char *image =
      wp_kit_write (adorned[5], "![Trois](https://example.fr/3.jpg \"Une autre — Crédit : AFP\")");
  g_autofree char *table = wp_kit_write (adorned[6], "| A |\n|---|\n| 2 |");
  g_autofree char *other = wp_kit_write (adorned[0], "Tout autre chose, sans rapport aucun.");

  g_assert_cmpstr (
      dropped, ==,
      "<!-- wp:paragraph {\"dropCap\":true,\"style\":{\"color\":{\"text\":\"#a00\"}}} -->\n<p "
      "class=\"has-drop-cap has-text-color\" style=\"color:#a00\">Lettrine, <em>corrigée</em>.</p>"
      "\n<!-- /wp:paragraph -->");
  g_assert_nonnull (strstr (link, "target=\"_blank\""));
  g_assert_nonnull (strstr (link, "rel=\"noreferrer noopener\""));
  g_assert_nonnull (strstr (image, "\"align\":\"right\""));
  g_assert_nonnull (strstr (image, "alignright"));
  g_assert_nonnull (strstr (image, "width=\"300\""));
  g_assert_nonnull (strstr (image, "Une autre"));
  g_assert_nonnull (strstr (table, "\"hasFixedLayout\":true"));
  g_assert_nonnull (strstr (table, "<table class=\"has-fixed-layout\">"));
  g_assert_null (strstr (other, "has-drop-cap"));
}

/* Blocks may be moved, and removed; what is new comes as blocks, in a classic post as HTML. */
static void
test_moves (void)
{
  g_autofree char *raw = g_strjoin ("\n\n", adorned[0], foreign[0], adorned[2], NULL);
  g_autofree char *markdown = wp_kit_read (raw);
  g_auto (GStrv) parts = g_strsplit (markdown, "\n\n```site-block", 2);
  g_autofree char *without = g_strconcat (parts[0], "\n\n## Ancien intertitre", NULL);
  g_autofree char *removed = wp_kit_write (raw, without);
  g_autofree char *turned = g_strconcat ("## Ancien intertitre\n\n", parts[0], NULL);
  g_autofree char *moved = wp_kit_write (raw, turned);
  g_autofree char *wanted = g_strjoin ("\n\n", adorned[0], adorned[2], NULL);
  g_autofree char *wanted_moved = g_strjoin ("\n\n", adorned[2], adorned[0], NULL);
  g_autofree char *classic = wp_kit_write ("Un.\n\n<b>Deux</b>.", "Un.\n\n**Deux**.\n\nTrois.");

  g_assert_cmpstr (removed, ==, wanted);
  g_assert_cmpstr (moved, ==, wanted_moved);
  g_assert_cmpstr (classic, ==, "Un.\n\n<b>Deux</b>.\n\n<p>Trois.</p>");
}

/* A block that the site does not have is not trusted: it may come from anywhere. */
static void
test_lost (void)
{
  g_autofree char *script = wp_kit_read (foreign[2]);
  g_autofree char *named = wp_kit_read (foreign[1]);
  g_autofree char *elsewhere = wp_kit_write ("", script);
  g_autofree char *again = wp_kit_write ("", named);

  g_assert_null (strstr (elsewhere, "script"));
  g_assert_null (strstr (elsewhere, "data-x"));
  g_assert_cmpstr (again, ==, foreign[1]);
}

static void
test_leads (void)
{
  static const char raw[] =
      "<!-- wp:paragraph {\"className\":\"kicker\"} -->\n<p class=\"kicker\">Port &amp; pêche</p>\n"
      "<!-- /wp:paragraph -->\n\n<p class=\"byline\">La rédaction</p>\n<p>Un.</p>";
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreSiteContent) content = marbre_wp_content_read (raw, &error);
  g_autofree char *same = wp_kit_write (raw, "Un.");

  g_assert_no_error (error);
  g_assert_cmpstr (marbre_site_content_get_kicker (content), ==, "Port & pêche");
  g_assert_cmpstr (marbre_site_content_get_byline (content), ==, "La rédaction");
  g_assert_cmpstr (marbre_site_content_get_markdown (content), ==, "Un.");
  g_assert_cmpstr (same, ==, raw);
}

static void
test_grammar (void)
{
  static const char *const none[] = {
    "<!--wp:paragraph -->", "<!-- wp:Paragraph -->",     "<!-- wp: -->",
    "<!-- wp:a/ -->",       "<!-- wp:paragraph {} x-->", "<!-- wp:paragraph",
  };
  g_auto (MarbreWpDelimiter) found = { 0 };
  g_autoptr (JsonObject) settings = NULL;
  g_autofree char *json = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (none); i++)
    {
      g_auto (MarbreWpDelimiter) no = { 0 };

      g_assert_false (marbre_wp_grammar_match (none[i], &no));
    }
  g_assert_true (marbre_wp_grammar_match ("<!-- wp:my/block {\"a\":{\"b\":\"}\"}} /--> x", &found));
  g_assert_cmpstr (found.name, ==, "my/block");
  g_assert_cmpstr (found.attributes, ==, "{\"a\":{\"b\":\"}\"}}");
  g_assert_true (found.is_void);
  settings = json_object_new ();
  json_object_set_string_member (settings, "x", "a--b<c>&\"\\");
  json = marbre_wp_attributes_format (settings);
  g_assert_cmpstr (json, ==, "{\"x\":\"a\\u002d\\u002db\\u003cc\\u003e\\u0026\\u0022\\u005c\"}");
}

/* Ten thousand of anything. */
static void
test_hostile (void)
{
  static const char *const pieces[] = {
    "<!-- wp:group -->",
    "<!-- /wp:group -->",
    "<!-- wp:x {",
    "<p>",
    "<div>",
    "[a",
    "<!-- wp:a {\"b\":[[[[ ",
    "<blockquote><!-- wp:quote -->",
    "\n\n",
    "<",
    "]",
    "`",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) raw = g_string_new ("<!-- wp:paragraph -->\n<p>Un.</p>\n");
      g_autofree char *markdown = NULL;
      g_autofree char *written = NULL;

      for (guint j = 0; j < 10000; j++)
        g_string_append (raw, pieces[i]);
      markdown = wp_kit_read (raw->str);
      written = wp_kit_write (raw->str, markdown);
      if (*markdown != '\0')
        g_assert_cmpstr (written, ==, raw->str);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wp-content/shapes", test_shapes);
  g_test_add_func ("/wp-content/foreign", test_foreign);
  g_test_add_func ("/wp-content/property", test_property);
  g_test_add_func ("/wp-content/carry", test_carry);
  g_test_add_func ("/wp-content/moves", test_moves);
  g_test_add_func ("/wp-content/lost", test_lost);
  g_test_add_func ("/wp-content/leads", test_leads);
  g_test_add_func ("/wp-content/grammar", test_grammar);
  g_test_add_func ("/wp-content/hostile", test_hostile);
  return g_test_run ();
}
