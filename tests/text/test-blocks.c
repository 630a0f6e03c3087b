/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The body as blocks: kinds, places in the source, HTML, house conventions, and input that is
 * meant to hurt.
 */
#include "config.h"

#include <string.h>

#include "marbre-blocks.h"
#include "marbre-html.h"

#define N_THREADS 4

static MarbreBlocks *
parse (const char *markdown)
{
  return marbre_blocks_parse (markdown, -1, "fr", NULL, NULL);
}

static void
assert_block (const char *markdown, MarbreBlockKind kind, const char *html)
{
  g_autoptr (MarbreBlocks) blocks = parse (markdown);
  const MarbreBlock *block;

  g_assert_cmpuint (marbre_blocks_get_length (blocks), ==, 1);
  block = marbre_blocks_get (blocks, 0);
  g_assert_cmpint (block->kind, ==, kind);
  g_assert_cmpstr (block->html, ==, html);
}

static void
test_plain (void)
{
  assert_block ("Un *mot* **fort**,\n~~faux~~ `x<y`.", MARBRE_BLOCK_PARAGRAPH,
                "<p>Un <em>mot</em> <strong>fort</strong>, <del>faux</del> "
                "<code>x&lt;y</code>.</p>");
  assert_block ("- a\n- b\n  - c", MARBRE_BLOCK_LIST,
                "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>");
  assert_block ("3. a\n\n   b", MARBRE_BLOCK_LIST,
                "<ol start=\"3\"><li><p>a</p><p>b</p></li></ol>");
  assert_block ("> a\n>\n> b", MARBRE_BLOCK_QUOTE, "<blockquote><p>a</p><p>b</p></blockquote>");
  assert_block ("```c\na < b\n```", MARBRE_BLOCK_CODE,
                "<pre><code class=\"language-c\">a &lt; b\n</code></pre>");
  assert_block ("|a|b|\n|---|--:|\n|1|2|", MARBRE_BLOCK_TABLE,
                "<table><thead><tr><th>a</th><th align=\"right\">b</th></tr></thead><tbody><tr>"
                "<td>1</td><td align=\"right\">2</td></tr></tbody></table>");
  assert_block ("***", MARBRE_BLOCK_RULE, "<hr>");
  assert_block ("[a](/b \"c & d\")", MARBRE_BLOCK_PARAGRAPH,
                "<p><a title=\"c &amp; d\" href=\"/b\">a</a></p>");
}

static void
test_house_blocks (void)
{
  assert_block ("> [!exergue]\n> « Oui. »\n> — Une voisine", MARBRE_BLOCK_PULLQUOTE,
                "<blockquote class=\"pullquote\"><p>« Oui. »</p><p>— Une voisine</p></blockquote>");
  assert_block ("> [!PullQuote]\n> x", MARBRE_BLOCK_PULLQUOTE,
                "<blockquote class=\"pullquote\"><p>x</p></blockquote>");
  assert_block ("> [!Lire aussi]\n> [a](/b)", MARBRE_BLOCK_READ_ALSO,
                "<aside class=\"read-also\"><p class=\"label\">Lire aussi</p>"
                "<p><a href=\"/b\">a</a></p></aside>");
  assert_block ("> [!ENCADRÉ]\n>\n> ### a", MARBRE_BLOCK_BOX,
                "<aside class=\"box\"><h3 id=\"a\">a</h3></aside>");
  assert_block ("> [!l’essentiel]\n> - a", MARBRE_BLOCK_KEY_POINTS,
                "<section class=\"key-points\"><p class=\"label\">L’essentiel</p>"
                "<ul><li>a</li></ul></section>");
  assert_block ("> [!l'essentiel]", MARBRE_BLOCK_KEY_POINTS,
                "<section class=\"key-points\"><p class=\"label\">L’essentiel</p></section>");
  assert_block ("> [!autre]\n> x", MARBRE_BLOCK_QUOTE,
                "<blockquote><p>[!autre] x</p></blockquote>");
  assert_block ("> [!box] x", MARBRE_BLOCK_QUOTE, "<blockquote><p>[!box] x</p></blockquote>");
  assert_block ("> > [!box]\n> > x", MARBRE_BLOCK_QUOTE,
                "<blockquote><aside class=\"box\"><p>x</p></aside></blockquote>");
}

static void
test_label_language (void)
{
  g_autoptr (MarbreBlocks) blocks =
      marbre_blocks_parse ("> [!read-also]\n> a", -1, "en", NULL, NULL);

  g_assert_nonnull (strstr (marbre_blocks_get (blocks, 0)->html, ">Read also<"));
}

static void
test_figures (void)
{
  static const struct
  {
    const char *title;
    const char *caption;
  } cases[] = {
    { "Le port — Crédit\u00a0: AFP", "Le port <span class=\"credit\">Crédit\u00a0: AFP</span>" },
    { "Le port — Crédit\u202f: AFP", "Le port <span class=\"credit\">Crédit\u202f: AFP</span>" },
    { "Le port — un soir — Credit: AFP",
      "Le port — un soir <span class=\"credit\">Credit: AFP</span>" },
    { "Le port\u00a0— Crédit : A — B", "Le port <span class=\"credit\">Crédit : A — B</span>" },
    { "Photo: AFP", "<span class=\"credit\">Photo: AFP</span>" },
    { "Le port — © AFP", "Le port <span class=\"credit\">© AFP</span>" },
    { "Un port - en hiver", "Un port - en hiver" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *markdown = g_strdup_printf ("![x](a.png \"%s\")", cases[i].title);
      g_autofree char *html = g_strdup_printf ("<figure><img src=\"a.png\" alt=\"x\"><figcaption>%s"
                                               "</figcaption></figure>",
                                               cases[i].caption);

      assert_block (markdown, MARBRE_BLOCK_FIGURE, html);
    }
  assert_block ("![x](a.png)", MARBRE_BLOCK_FIGURE,
                "<figure><img src=\"a.png\" alt=\"x\"></figure>");
  assert_block ("![x](javascript:alert)", MARBRE_BLOCK_FIGURE, "<figure>x</figure>");
}

static void
test_embeds (void)
{
  assert_block ("https://a.example/x_y?a=1&b=2", MARBRE_BLOCK_EMBED,
                "<p><a class=\"embed\" href=\"https://a.example/x_y?a=1&amp;b=2\">"
                "https://a.example/x_y?a=1&amp;b=2</a></p>");
  assert_block ("<https://a.example/>", MARBRE_BLOCK_PARAGRAPH,
                "<p><a href=\"https://a.example/\">https://a.example/</a></p>");
  assert_block ("Voir https://a.example/", MARBRE_BLOCK_PARAGRAPH,
                "<p>Voir <a href=\"https://a.example/\">https://a.example/</a></p>");
}

static void
test_to_come (void)
{
  assert_block (
      "TK, (TKTK) TKs STK T K", MARBRE_BLOCK_PARAGRAPH,
      "<p><mark class=\"tk\">TK</mark>, (<mark class=\"tk\">TKTK</mark>) TKs STK T K</p>");
}

static void
test_places (void)
{
  static const char markdown[] =
      "# Un\r\n\r\nDeux\r\n  suite\r\n\n\n- a\n- b\n\n\npara\n|a|\n|-|\n|1|\n"
      "\n    code\n\n";
  static const struct
  {
    MarbreBlockKind kind;
    const char *source;
    guint first;
    guint last;
  } expected[] = {
    { MARBRE_BLOCK_HEADING, "# Un", 0, 0 },
    { MARBRE_BLOCK_PARAGRAPH, "Deux\r\n  suite", 2, 3 },
    { MARBRE_BLOCK_LIST, "- a\n- b", 6, 7 },
    { MARBRE_BLOCK_PARAGRAPH, "para", 10, 10 },
    { MARBRE_BLOCK_TABLE, "|a|\n|-|\n|1|", 11, 13 },
    { MARBRE_BLOCK_CODE, "    code", 15, 15 },
  };
  g_autoptr (MarbreBlocks) blocks = parse (markdown);

  g_assert_cmpuint (marbre_blocks_get_length (blocks), ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const MarbreBlock *block = marbre_blocks_get (blocks, i);
      g_autofree char *source = g_strndup (markdown + block->start, block->end - block->start);

      g_assert_cmpint (block->kind, ==, expected[i].kind);
      g_assert_cmpstr (source, ==, expected[i].source);
      g_assert_cmpuint (block->first_line, ==, expected[i].first);
      g_assert_cmpuint (block->last_line, ==, expected[i].last);
    }
  g_assert_cmpuint (marbre_blocks_find_line (blocks, 0), ==, 0);
  g_assert_cmpuint (marbre_blocks_find_line (blocks, 5), ==, 1);
  g_assert_cmpuint (marbre_blocks_find_line (blocks, 12), ==, 4);
  g_assert_cmpuint (marbre_blocks_find_line (blocks, 999), ==, 5);
}

/* A place in the notes is one in the definition that stands there, in whatever order and wherever
 * they are written. */
static void
test_find_note (void)
{
  g_autoptr (MarbreBlocks) blocks =
      parse ("[^y]: second *note*\n\na[^x] b[^y] c[^x]\n\n[^x]: first\n\n    part 😀 two\n\nfin\n");
  g_autoptr (MarbreBlocks) none = parse ("fin\n");
  MarbreNotePlace place;

  g_assert_true (marbre_blocks_find_note (blocks, 2, &place));
  g_assert_cmpuint (place.first_line, ==, 4);
  g_assert_cmpuint (place.last_line, ==, 6);
  g_assert_cmpuint (place.offset, ==, 2);
  g_assert_nonnull (strstr (place.html, "<p>first</p>"));
  /* first, "part 😀 two " and the arrow; a browser counts the face as two. */
  g_assert_true (marbre_blocks_find_note (blocks, 5 + 12 + 1 + 3, &place));
  g_assert_cmpuint (place.first_line, ==, 0);
  g_assert_cmpuint (place.last_line, ==, 0);
  g_assert_cmpuint (place.offset, ==, 3);
  g_assert_nonnull (strstr (place.html, "<em>note</em>"));
  g_assert_true (marbre_blocks_find_note (blocks, 9999, &place));
  g_assert_cmpuint (place.first_line, ==, 0);
  g_assert_false (marbre_blocks_find_note (none, 0, &place));

  g_assert_cmpuint (marbre_blocks_find_note_on_line (blocks, 0, &place), ==, 2);
  g_assert_cmpuint (place.last_line, ==, 0);
  g_assert_cmpuint (marbre_blocks_find_note_on_line (blocks, 6, &place), ==, 1);
  g_assert_cmpuint (place.first_line, ==, 4);
  g_assert_cmpuint (marbre_blocks_find_note_on_line (blocks, 2, &place), ==, 0);
  g_assert_cmpuint (marbre_blocks_find_note_on_line (blocks, 8, &place), ==, 0);
  g_assert_cmpuint (marbre_blocks_find_note_on_line (none, 0, &place), ==, 0);
}

static void
test_footnotes (void)
{
  g_autoptr (MarbreBlocks) blocks =
      parse ("a[^x] b[^y] c[^x]\n\n[^y]: Y\n\n[^x]: X\n\n    XX\n\nfin\n\n[^z]: seul\n");
  const MarbreBlock *notes = marbre_blocks_get (blocks, 2);

  g_assert_cmpuint (marbre_blocks_get_length (blocks), ==, 3);
  g_assert_cmpstr (
      marbre_blocks_get (blocks, 0)->html, ==,
      "<p>a<sup class=\"footnote-ref\"><a id=\"fnref-1\" href=\"#fn-1\">1</a></sup> "
      "b<sup class=\"footnote-ref\"><a id=\"fnref-2\" href=\"#fn-2\">2</a></sup> "
      "c<sup class=\"footnote-ref\"><a id=\"fnref-1-2\" href=\"#fn-1\">1</a></sup></p>");
  g_assert_cmpint (notes->kind, ==, MARBRE_BLOCK_FOOTNOTES);
  g_assert_cmpstr (notes->html, ==,
                   "<section class=\"footnotes\"><ol><li id=\"fn-1\"><p>X</p><p>XX "
                   "<a class=\"footnote-back\" href=\"#fnref-1\">↩</a></p></li>"
                   "<li id=\"fn-2\"><p>Y "
                   "<a class=\"footnote-back\" href=\"#fnref-2\">↩</a></p></li></ol></section>");
  g_assert_cmpuint (notes->first_line, ==, 2);
  g_assert_cmpuint (notes->last_line, ==, 6);
  g_assert_cmpuint (marbre_blocks_find_line (blocks, 4), ==, 2);
  g_assert_cmpuint (marbre_blocks_find_line (blocks, 8), ==, 1);
}

static void
test_headings (void)
{
  g_autoptr (MarbreBlocks) blocks =
      parse ("## Été *chaud*\n\n## Été chaud\n\n## ???\n\n### FN 1\n");

  g_assert_cmpstr (marbre_blocks_get (blocks, 0)->html, ==,
                   "<h2 id=\"ete-chaud\">Été <em>chaud</em></h2>");
  g_assert_cmpstr (marbre_blocks_get (blocks, 0)->text, ==, "Été chaud");
  g_assert_cmpuint (marbre_blocks_get (blocks, 0)->level, ==, 2);
  g_assert_true (g_str_has_prefix (marbre_blocks_get (blocks, 1)->html, "<h2 id=\"ete-chaud-2\">"));
  g_assert_true (g_str_has_prefix (marbre_blocks_get (blocks, 2)->html, "<h2 id=\"h-\">"));
  g_assert_true (g_str_has_prefix (marbre_blocks_get (blocks, 3)->html, "<h3 id=\"h-fn-1\">"));
}

static void
test_raw_html (void)
{
  assert_block ("<div onclick=\"x\">\na <script>b</script>\n</div>", MARBRE_BLOCK_HTML,
                "<div>\na \n</div>");
  assert_block ("a <b onclick=x>b</blockquote></p> c", MARBRE_BLOCK_PARAGRAPH,
                "<p>a <b>b</b></p><b> c<p></p></b>");
  assert_block ("<script>x</script>", MARBRE_BLOCK_HTML, "");
  assert_block ("[x](javascript:alert(1))", MARBRE_BLOCK_PARAGRAPH, "<p>x</p>");
}

static char *
map_image (const char *uri, gpointer data)
{
  return g_str_has_prefix (uri, "http") ? NULL : g_strconcat (data, uri, NULL);
}

static void
test_image_mapper (void)
{
  g_autoptr (MarbreBlocks) blocks =
      marbre_blocks_parse ("![a](x.png)\n\nb ![c](y.png) <i>d</i> ![e](http://a.example/z.png)", -1,
                           NULL, map_image, (gpointer) "marbre:///");

  g_assert_nonnull (strstr (marbre_blocks_get (blocks, 0)->html, "src=\"marbre:///x.png\""));
  g_assert_nonnull (strstr (marbre_blocks_get (blocks, 1)->html, "src=\"marbre:///y.png\""));
  g_assert_nonnull (strstr (marbre_blocks_get (blocks, 1)->html, "\"http://a.example/z.png\""));
}

static void
test_text (void)
{
  g_autoptr (MarbreBlocks) blocks = parse (
      "## Un\n\nDeux *trois*\nquatre\n\n![x](y \"Légende\")\n\n> [!read-also]\n> [Autre](/z)\n\n"
      "> [!exergue]\n> Cinq\n\nhttps://a.example/\n\nsix <b>sept</b>\n");
  g_autofree char *text = marbre_blocks_to_text (blocks);

  g_assert_cmpstr (text, ==, "Un\nDeux trois quatre\nCinq\nsix sept");
}

static void
test_empty (void)
{
  static const char *const bodies[] = { "", "\n \n", "[a]: b\n" };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (MarbreBlocks) blocks = parse (bodies[i]);
      g_autofree char *html = marbre_blocks_to_html (blocks);

      g_assert_cmpuint (marbre_blocks_get_length (blocks), ==, 0);
      g_assert_cmpuint (marbre_blocks_find_line (blocks, 3), ==, 0);
      g_assert_cmpstr (html, ==, "");
    }
}

static char *
repeat (const char *unit, guint n)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (out, unit);
  return g_string_free (out, FALSE);
}

static void
test_hostile (void)
{
  static const char *const units[] = { "> ",   ">",        "- ",    "1. ", "[",       "![",
                                       "**a ", "*a _b ",   "<div>", "<b>", "`a``",    "[^a]",
                                       "&#0;", "\xff",     "[a](<", "~a ", "> <b>\n", "<!--",
                                       "#",    "|a\n|-\n", "&copy;", "|" };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autofree char *markdown = repeat (units[i], 30000);
      g_autoptr (MarbreBlocks) blocks = parse (markdown);
      g_autofree char *html = marbre_blocks_to_html (blocks);

      g_assert_true (g_utf8_validate (html, -1, NULL));
    }
}

/* What a block says has passed the allow-list even if it was written by the renderer. */
/* cmark cuts what it takes for a footnote after a number of bytes. */
static void
test_cut_footnote (void)
{
  g_autoptr (MarbreBlocks) blocks = parse ("[^éééééé\nééééééé *éééé^b]");
  g_autofree char *html = marbre_blocks_to_html (blocks);
  g_autofree char *text = marbre_blocks_to_text (blocks);

  g_assert_true (g_utf8_validate (html, -1, NULL));
  g_assert_true (g_utf8_validate (text, -1, NULL));
}

static void
test_is_sanitized (void)
{
  g_autoptr (MarbreBlocks) blocks = parse (
      "# a\n\n1. b[^n]\n2. c\n\n> [!box]\n> TK `d`\n\n![e](f \"g — Credit: h\")\n\n"
             "|i|\n|:-:|\n|j|\n\n"
      "```k\n\nl\n```\n\nhttps://a.example/\n\n> [!read-also]\n> [m](/n \"o\")\n\n[^n]: p\n");

  for (guint i = 0; i < marbre_blocks_get_length (blocks); i++)
    {
      const char *html = marbre_blocks_get (blocks, i)->html;
      g_autofree char *sanitized = marbre_html_sanitize (html, -1);

      g_assert_cmpstr (sanitized, ==, html);
    }
}

static gpointer
parse_often (gpointer data)
{
  for (guint i = 0; i < 5000; i++)
    {
      g_autoptr (MarbreBlocks) blocks = parse ("~~a~~ https://a.example/ [^b]\n\n[^b]: |c|");
      g_autofree char *html = marbre_blocks_to_html (blocks);

      g_assert_cmpstr (html, ==, data);
    }
  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (MarbreBlocks) blocks = parse ("~~a~~ https://a.example/ [^b]\n\n[^b]: |c|");
  g_autofree char *html = marbre_blocks_to_html (blocks);
  GThread *threads[N_THREADS];

  g_assert_nonnull (strstr (html, "<del>a</del> <a href"));
  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("parse", parse_often, html);
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);
}

static void
test_hash (void)
{
  g_autoptr (MarbreBlocks) blocks = parse ("a\n\nb\n\na\n");

  g_assert_true (marbre_blocks_get (blocks, 0)->hash == marbre_blocks_get (blocks, 2)->hash);
  g_assert_true (marbre_blocks_get (blocks, 0)->hash != marbre_blocks_get (blocks, 1)->hash);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/blocks/plain", test_plain);
  g_test_add_func ("/text/blocks/house-blocks", test_house_blocks);
  g_test_add_func ("/text/blocks/label-language", test_label_language);
  g_test_add_func ("/text/blocks/figures", test_figures);
  g_test_add_func ("/text/blocks/embeds", test_embeds);
  g_test_add_func ("/text/blocks/to-come", test_to_come);
  g_test_add_func ("/text/blocks/places", test_places);
  g_test_add_func ("/text/blocks/footnotes", test_footnotes);
  g_test_add_func ("/text/blocks/find-note", test_find_note);
  g_test_add_func ("/text/blocks/headings", test_headings);
  g_test_add_func ("/text/blocks/raw-html", test_raw_html);
  g_test_add_func ("/text/blocks/image-mapper", test_image_mapper);
  g_test_add_func ("/text/blocks/text", test_text);
  g_test_add_func ("/text/blocks/empty", test_empty);
  g_test_add_func ("/text/blocks/hostile", test_hostile);
  g_test_add_func ("/text/blocks/cut-footnote", test_cut_footnote);
  g_test_add_func ("/text/blocks/is-sanitized", test_is_sanitized);
  g_test_add_func ("/text/blocks/threads", test_threads);
  g_test_add_func ("/text/blocks/hash", test_hash);
  return g_test_run ();
}
