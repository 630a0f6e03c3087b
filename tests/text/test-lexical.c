/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ghost's content: the nodes that our blocks become, what stays as it was, and what comes back.
 * That Ghost's editor itself takes the nodes for its own is asked of it in
 * tests/remote/ghost-editor.py.
 */
#include "config.h"

#include <string.h>

#include "marbre-site-block.h"
#include "marbre-text-error.h"
#include "site-kit.h"

#define BEGIN "{\"root\":{\"children\":["
#define END "],\"direction\":null,\"format\":\"\",\"indent\":0,\"type\":\"root\",\"version\":1}}"
#define TEXT(text, format)                                                                         \
  "{\"detail\":0,\"format\":" #format ",\"mode\":\"normal\",\"style\":\"\",\"text\":\"" text       \
  "\",\"type\":\"extended-text\",\"version\":1}"
#define SET "\"direction\":null,\"format\":\"\",\"indent\":0,\"type\":"
#define PARAGRAPH(line) "{\"children\":[" line "]," SET "\"paragraph\",\"version\":1}"
#define ITEM(line, value)                                                                          \
  "{\"children\":[" line "]," SET "\"listitem\",\"version\":1,\"value\":" #value "}"
#define LIST(items, kind, start, tag)                                                              \
  "{\"children\":[" items "]," SET "\"list\",\"version\":1,\"listType\":\"" kind                   \
  "\",\"start\":" #start ",\"tag\":\"" tag "\"}"
#define LINK(line, url)                                                                            \
  "{\"children\":[" line "]," SET                                                                  \
  "\"link\",\"version\":1,\"rel\":null,\"target\":null,\"title\":null,\"url\":\"" url "\"}"
#define CARD(html) "{\"type\":\"html\",\"version\":1,\"html\":\"" html "\"}"

/* Markdown, and the node that Ghost's editor has for it. */
static const struct
{
  const char *markdown;
  const char *node;
} shapes[] = {
  { "Un *mot* & **deux _trois_**.",
    PARAGRAPH (TEXT ("Un ", 0) "," TEXT ("mot", 2) "," TEXT (" & ", 0) "," TEXT ("deux ", 1) ","
               TEXT ("trois", 3) "," TEXT (".", 0)) },
  { "Un\\\ndeux `c` ~~d~~ H<sub>2</sub> <u>u</u> <mark>m</mark>.",
    PARAGRAPH (TEXT ("Un", 0) ",{\"type\":\"linebreak\",\"version\":1}," TEXT ("deux ", 0) ","
               TEXT ("c", 16) "," TEXT (" ", 0) "," TEXT ("d", 4) "," TEXT (" H", 0) ","
               TEXT ("2", 32) "," TEXT (" ", 0) "," TEXT ("u", 8) "," TEXT (" ", 0) ","
               TEXT ("m", 128) "," TEXT (".", 0)) },
  { "Voir [ce **site**](https://example.fr/?a=1&b=2).",
    PARAGRAPH (TEXT ("Voir ", 0) "," LINK (TEXT ("ce ", 0) "," TEXT ("site", 1),
                                           "https://example.fr/?a=1&b=2") "," TEXT (".", 0)) },
  { "https://example.fr/video",
    PARAGRAPH (LINK (TEXT ("https://example.fr/video", 0), "https://example.fr/video")) },
  { "## Été", "{\"children\":[" TEXT ("Été", 0) "]," SET
              "\"extended-heading\",\"version\":1,\"tag\":\"h2\"}" },
  { "> Dit.", "{\"children\":[" TEXT ("Dit.", 0) "]," SET "\"extended-quote\",\"version\":1}" },
  { "> [!pullquote]\n> On verra.",
    "{\"children\":[" TEXT ("On verra.", 0) "]," SET "\"aside\",\"version\":1}" },
  { "- un\n- deux\n  - dedans\n- trois",
    LIST (ITEM (TEXT ("un", 0), 1) "," ITEM (TEXT ("deux", 0), 2) "," ITEM (
              LIST ("{\"children\":[" TEXT ("dedans", 0) "],\"direction\":null,\"format\":\"\","
                    "\"indent\":1,\"type\":\"listitem\",\"version\":1,\"value\":1}",
                    "bullet", 1, "ul"),
              3) "," ITEM (TEXT ("trois", 0), 3),
          "bullet", 1, "ul") },
  { "3. trois\n4. quatre",
    LIST (ITEM (TEXT ("trois", 0), 3) "," ITEM (TEXT ("quatre", 0), 4), "number", 3, "ol") },
  { "```c\nint a[1];\n\nint b;\n```",
    "{\"type\":\"codeblock\",\"version\":1,\"code\":\"int a[1];\\n\\nint b;\",\"language\":\"c\","
    "\"caption\":\"\"}" },
  { "![Un quai](https://example.fr/q.png \"Au matin — Crédit : AFP\")",
    "{\"type\":\"image\",\"version\":1,\"src\":\"https://example.fr/q.png\",\"width\":null,"
    "\"height\":null,\"title\":\"\",\"alt\":\"Un quai\",\"caption\":\"Au matin — Crédit : AFP\","
    "\"cardWidth\":\"regular\",\"href\":\"\"}" },
  { "***", "{\"type\":\"horizontalrule\",\"version\":1}" },
  { "| A | B |\n|---|---|\n| 1 | 2 |",
    CARD ("<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr>"
          "</tbody></table>") },
  { "> [!box]\n> Dedans.", CARD ("<aside class=\\\"box\\\"><p>Dedans.</p></aside>") },
  { "> Un.\n>\n> Deux.", CARD ("<blockquote><p>Un.</p><p>Deux.</p></blockquote>") },
  { "- large\n\n- encore", CARD ("<ul><li><p>large</p></li><li><p>encore</p></li></ul>") },
};

static char *
wrap (const char *nodes)
{
  return g_strconcat (BEGIN, nodes, END, NULL);
}

static void
test_shapes (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autofree char *document = wrap (shapes[i].node);
      g_autofree char *written = lexical_kit_write ("", shapes[i].markdown);
      g_autofree char *back = lexical_kit_read (document);

      g_assert_cmpstr (written, ==, document);
      g_assert_cmpstr (back, ==, shapes[i].markdown);
    }
}

#define VISIBLE                                                                                    \
  ",\"visibility\":{\"web\":{\"nonMember\":true,\"memberSegment\":\"status:free,status:-free\"},"  \
  "\"email\":{\"memberSegment\":\"status:free,status:-free\"}}"

/* What Markdown has no words for: a card in the body, with its JSON to the letter. */
static const char *const foreign[] = {
  "{\"type\":\"gallery\",\"version\":1,\"images\":[{\"row\":0,\"src\":\"https://example.fr/1.jpg\","
  "\"width\":1200.0,\"height\":8e2,\"alt\":\"\",\"fileName\":\"1.jpg\"}],\"caption\":\"<p>Une "
  "fête</p>\"}",
  "{\"type\":\"product\",\"version\":1,\"productTitle\":\"Livre\",\"productDescription\":\"<p>Bon."
  "</p>\",\"productRatingEnabled\":true,\"productStarRating\":4}",
  "{\"type\":\"signup\",\"version\":1,\"header\":\"La lettre\",\"labels\":[],\"swapped\":false}",
  "{\"type\":\"email\",\"version\":1,\"html\":\"<p>Bonjour {first_name}</p>\"}",
  "{\"type\":\"email-cta\",\"version\":1,\"segment\":\"status:free\",\"html\":\"<p>Abonnez-vous</p>"
  "\"}",
  "{\"type\":\"paywall\",\"version\":1}",
  "{\"type\":\"audio\",\"version\":1,\"duration\":12.5,\"src\":\"https://example.fr/a.mp3\","
  "\"title\":\"Écoutez\"}",
  "{\"type\":\"video\",\"version\":1,\"src\":\"https://example.fr/v.mp4\",\"loop\":false}",
  "{\"type\":\"file\",\"version\":1,\"src\":\"https://example.fr/f.pdf\","
  "\"fileTitle\":\"Rapport\"}",
  "{\"type\":\"button\",\"version\":1,\"buttonText\":\"Lire\",\"alignment\":\"center\","
  "\"buttonUrl\":\"https://example.fr\"}",
  "{\"type\":\"header\",\"version\":2,\"header\":\"Gr\\u00e2ce\",\"accentColor\":\"#FF1A75\"}",
  "{\"type\":\"callout\",\"version\":1,\"calloutText\":\"<p>```Attention````</p>\","
  "\"calloutEmoji\":"
  "\"\xf0\x9f\x92\xa1\",\"backgroundColor\":\"blue\"}",
  "{\"type\":\"toggle\",\"version\":1,\"heading\":\"Plus\",\"content\":\"<p>Caché</p>\"}",
  "{\"type\":\"call-to-action\",\"version\":1,\"textValue\":\"<p>Pub</p>\",\"visibility\":{}}",
  "{\"type\":\"html\",\"version\":1,\"html\":\"<script>alert (1)</script>\"" VISIBLE "}",
  "{\"type\":\"html\",\"version\":1,\"html\":\"<p style=\\\"color:red\\\">Rouge</p>\"" VISIBLE "}",
  "{\"type\":\"html\",\"version\":1,\"html\":\"<p>Un <a href=\\\"https://example.fr\\\" "
  "target=\\\"_blank\\\">lien</a></p>\"" VISIBLE "}",
  "{\"type\":\"html\",\"version\":1,\"html\":\"<p>Pour les abonnés</p>\",\"visibility\":{\"web\":{"
  "\"nonMember\":false,\"memberSegment\":\"status:-free\"},\"email\":{\"memberSegment\":\"\"}}}",
  "{\"type\":\"html\",\"version\":1,\"html\":\"\"}",
  "{\"type\":\"codeblock\",\"version\":1,\"code\":\"x\",\"language\":\"\",\"caption\":\"Un code\"}",
  "{\"type\":\"embed\",\"version\":1,\"url\":\"https://example.fr/v\",\"embedType\":\"video\","
  "\"html\":\"<iframe></iframe>\",\"metadata\":{\"a\":[1,{}]},\"caption\":\"Une vidéo\"}",
  "{\"type\":\"markdown\",\"version\":1,\"markdown\":\"Un ==mot==.\"}",
  LIST (ITEM (TEXT ("fait", 0), 1), "check", 1, "ul"),
  PARAGRAPH ("{\"type\":\"mention\",\"version\":1,\"text\":\"@Jeanne\"}"),
  PARAGRAPH (TEXT ("Un mot", 256)),
  PARAGRAPH (TEXT ("z\\u0000ro", 0)),
  "{\"type\":\"une-carte\",\"version\":7,\"x\":{\"y\":[[],{\"z\":null}]}}",
};

/* What it has words for, though it is set up in ways that it has none for. */
static const char *const adorned[] = {
  "{\"children\":[{\"detail\":0,\"format\":0,\"mode\":\"normal\",\"style\":\"color:red\",\"text\":"
  "\"De la direction.\",\"type\":\"text\",\"version\":1}],\"direction\":\"ltr\",\"format\":"
  "\"center\",\"indent\":1,\"type\":\"paragraph\",\"version\":1}",
  PARAGRAPH ("{\"children\":[" TEXT ("ce site", 0) "],\"direction\":\"ltr\",\"format\":\"\","
             "\"indent\":0,\"type\":\"link\",\"version\":1,\"rel\":\"noopener\",\"target\":"
             "\"_blank\",\"title\":null,\"url\":\"https://example.fr/x\"}"),
  "{ \"type\" : \"image\", \"version\":1,\"src\":\"https://example.fr/3.jpg\",\"width\":300,"
  "\"height\":200.0,\"title\":\"T\",\"alt\":\"Trois\",\"caption\":\"<span>Par <a "
  "href=\\\"https://example.fr\\\">Zoé</a></span>\",\"cardWidth\":\"wide\",\"href\":"
  "\"https://example.fr\"}",
  PARAGRAPH (TEXT ("Du ", 0) "," TEXT ("gras ", 1) "," TEXT ("et\xc2\xa0la  suite. ", 0)),
  PARAGRAPH (),
  "{\"children\":[" TEXT ("Vieux", 0) "],\"direction\":\"ltr\",\"format\":\"\",\"indent\":0,"
  "\"type\":\"heading\",\"version\":1,\"tag\":\"h3\"}",
  "{\"type\":\"bookmark\",\"version\":1,\"url\":\"https://example.fr/article\",\"metadata\":{"
  "\"icon\":\"\",\"title\":\"Un article\",\"description\":\"\"},\"caption\":\"\"}",
  "{\"type\":\"embed\",\"version\":1,\"url\":\"https://example.fr/film\",\"embedType\":\"video\","
  "\"html\":\"<iframe src=\\\"https://example.fr\\\"></iframe>\",\"metadata\":{},\"caption\":\"\"}",
  "{\"type\":\"markdown\",\"version\":1,\"markdown\":\"# Titre\\n\\nUn *mot*.\\n\\n- a\\n- b\"}",
  "{\"type\":\"html\",\"version\":1,\"html\":\"<aside class=\\\"box\\\"><p>Les faits."
  "</p></aside>\"" VISIBLE "}",
  PARAGRAPH (TEXT ("Un ", 0) ",{\"type\":\"zwnj\",\"version\":1}," TEXT ("mot", 0) ","
             "{\"detail\":0,\"format\":0,\"mode\":\"normal\",\"style\":\"\",\"text\":\" TK\","
             "\"type\":\"tk\",\"version\":1}"),
};

static void
test_foreign (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (foreign); i++)
    {
      g_autofree char *document = wrap (foreign[i]);
      g_autofree char *markdown = lexical_kit_read (document);
      g_autofree char *written = lexical_kit_write (document, markdown);
      g_autofree char *changed = g_strconcat ("Avant.\n\n", markdown, "\n\nAprès.", NULL);
      g_autofree char *between = lexical_kit_write (document, changed);

      if (!g_str_has_prefix (markdown, "```"))
        g_error ("%s\nis read as\n%s", foreign[i], markdown);
      g_assert_cmpstr (written, ==, document);
      g_assert_nonnull (strstr (between, foreign[i]));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (adorned); i++)
    {
      g_autofree char *document = wrap (adorned[i]);
      g_autofree char *markdown = lexical_kit_read (document);
      g_autofree char *written = lexical_kit_write (document, markdown);

      if (strstr (markdown, "site-block"))
        g_error ("%s\nis read as\n%s", adorned[i], markdown);
      /* An empty paragraph alone is an empty text, and that is sent as one. */
      if (*markdown != '\0')
        g_assert_cmpstr (written, ==, document);
    }
}

/* A node of random kind, and white space that another program might put around it. */
static const char *
choose (GRand *rand)
{
  switch (g_rand_int_range (rand, 0, 3))
    {
    case 0:
      return foreign[g_rand_int_range (rand, 0, G_N_ELEMENTS (foreign))];
    case 1:
      return adorned[g_rand_int_range (rand, 0, G_N_ELEMENTS (adorned))];
    default:
      return shapes[g_rand_int_range (rand, 0, G_N_ELEMENTS (shapes))].node;
    }
}

static char *
make_document (GRand *rand)
{
  const guint n = (guint) g_rand_int_range (rand, 1, 12);
  const guint middle = (guint) g_rand_int_range (rand, 0, (gint32) n);
  GString *document = g_string_new (BEGIN);

  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (document, ',');
      g_string_append (document, i == middle
                                     ? "{\"children\":[" TEXT ("Le milieu change un peu.", 0)
                                       "],\"direction\":\"ltr\",\"format\":\"center\",\"indent\":0,"
                                       "\"type\":\"paragraph\",\"version\":1}"
                                     : choose (rand));
    }
  return g_string_free (g_string_append (document, END), FALSE);
}

static char *
replace (const char *text, const char *before, const char *after)
{
  g_auto (GStrv) parts = g_strsplit (text, before, -1);

  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  return g_strjoinv (after, parts);
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
      g_autofree char *raw = make_document (rand);
      g_autofree char *markdown = lexical_kit_read (raw);
      g_autofree char *same = lexical_kit_write (raw, markdown);
      g_autofree char *edited = replace (markdown, "Le milieu change", "Le milieu a changé");
      g_autofree char *changed = lexical_kit_write (raw, edited);
      g_autofree char *expected = replace (raw, "Le milieu change", "Le milieu a changé");

      if (!g_str_equal (same, raw))
        g_error ("seed %u:\n--- site\n%s\n--- Markdown\n%s\n--- written\n%s", i, raw, markdown,
                 same);
      if (!g_str_equal (changed, expected))
        g_error ("seed %u:\n--- wanted\n%s\n--- got\n%s", i, expected, changed);
    }
}

/* A node that is rewritten keeps its settings; one that is new has none. */
static void
test_carry (void)
{
  g_autofree char *centred = wrap (adorned[0]);
  g_autofree char *linked = wrap (adorned[1]);
  g_autofree char *pictured = wrap (adorned[2]);
  g_autofree char *paragraph = lexical_kit_write (centred, "De *notre* direction.");
  g_autofree char *other = lexical_kit_write (centred, "Tout autre chose, sans rapport.");
  g_autofree char *link = lexical_kit_write (linked, "Voyez [ce site](https://example.fr/x).");
  g_autofree char *alt =
      lexical_kit_write (pictured, "![Quatre](https://example.fr/3.jpg \"Par Zoé\")");
  g_autofree char *caption =
      lexical_kit_write (pictured, "![Trois](https://example.fr/3.jpg \"A\")");

  g_assert_nonnull (strstr (paragraph, "\"direction\":\"ltr\",\"format\":\"center\",\"indent\":1"));
  g_assert_nonnull (strstr (paragraph, TEXT ("notre", 2)));
  g_assert_null (strstr (other, "center"));
  g_assert_nonnull (strstr (link, "\"rel\":\"noopener\",\"target\":\"_blank\""));
  g_assert_nonnull (strstr (alt, "\"alt\":\"Quatre\""));
  g_assert_nonnull (strstr (alt, "<a href=\\\"https://example.fr\\\">Zoé</a>"));
  g_assert_nonnull (strstr (alt, "\"cardWidth\":\"wide\""));
  g_assert_nonnull (strstr (caption, "\"caption\":\"A\""));
  g_assert_nonnull (strstr (caption, "\"width\":300"));
}

/* Nodes may be moved, and removed; empty paragraphs between neighbours stay. */
static void
test_moves (void)
{
  g_autofree char *empty = g_strjoin (",", shapes[0].node, adorned[4], shapes[5].node, NULL);
  g_autofree char *raw = wrap (empty);
  g_autofree char *added = g_strconcat (shapes[0].markdown, "\n\n", shapes[5].markdown,
                                        "\n\n***", NULL);
  g_autofree char *written = lexical_kit_write (raw, added);
  g_autofree char *nodes = g_strjoin (",", empty, shapes[11].node, NULL);
  g_autofree char *expected = wrap (nodes);
  g_autofree char *turned = g_strconcat (shapes[5].markdown, "\n\n", shapes[0].markdown, NULL);
  g_autofree char *moved = lexical_kit_write (raw, turned);
  g_autofree char *moved_nodes = g_strjoin (",", shapes[5].node, shapes[0].node, NULL);
  g_autofree char *expected_moved = wrap (moved_nodes);
  g_autofree char *none = lexical_kit_write (raw, "");
  g_autofree char *blank = wrap (PARAGRAPH ());

  g_assert_cmpstr (written, ==, expected);
  g_assert_cmpstr (moved, ==, expected_moved);
  g_assert_cmpstr (none, ==, blank);
}

/* A card that the site does not have is not trusted: it may come from anywhere. */
static void
test_lost (void)
{
  static const char wordpress[] = "<!-- wp:gallery --><p>Trois</p><script>x ()</script>";
  g_autofree char *script = wrap (foreign[14]);
  g_autofree char *button = wrap (foreign[9]);
  g_autofree char *script_markdown = lexical_kit_read (script);
  g_autofree char *button_markdown = lexical_kit_read (button);
  g_autofree char *away = lexical_kit_write ("", script_markdown);
  g_autofree char *again = lexical_kit_write ("", button_markdown);
  g_autofree char *running = replace (button_markdown, "https://example.fr", "javascript:x");
  g_autofree char *stopped = lexical_kit_write ("", running);
  g_autofree char *block = marbre_site_block_format ("core/gallery", wordpress, strlen (wordpress));
  g_autofree char *taken = lexical_kit_write ("", block);
  g_autofree char *at_wordpress = wp_kit_write ("", button_markdown);

  g_assert_null (strstr (away, "script"));
  g_assert_cmpstr (again, ==, button);
  g_assert_null (strstr (stopped, "javascript"));
  g_assert_nonnull (strstr (taken, "<p>Trois</p>"));
  g_assert_null (strstr (taken, "script"));
  g_assert_cmpstr (at_wordpress, ==, "");
}

static void
test_leads (void)
{
  static const char lead[] = CARD ("<p class=\\\"kicker\\\">Port &amp; pêche</p>\\n<p "
                                   "class=\\\"byline\\\">La rédaction</p>\\n");
  g_autofree char *nodes = g_strconcat (lead, ",", shapes[0].node, NULL);
  g_autofree char *raw = wrap (nodes);
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreSiteContent) content = marbre_lexical_read (raw, &error);
  g_autofree char *same = lexical_kit_write (raw, shapes[0].markdown);

  g_assert_no_error (error);
  g_assert_cmpstr (marbre_site_content_get_kicker (content), ==, "Port & pêche");
  g_assert_cmpstr (marbre_site_content_get_byline (content), ==, "La rédaction");
  g_assert_cmpstr (marbre_site_content_get_markdown (content), ==, shapes[0].markdown);
  g_assert_cmpstr (same, ==, raw);
}

/* What is no document, or too deep for one. */
static void
test_hostile (void)
{
  static const char *const none[] = {
    "x",
    "[]",
    "{}",
    "{\"root\":[]}",
    "{\"root\":{\"children\":{}}}",
    "{\"root\":{\"children\":[1]}}",
    "{\"root\":{\"children\":[{]}}",
    "{\"root\":{\"children\":[{}",
    "{\"root\":{\"children\":[],\"children\":[]}}",
    "{\"root\":{\"children\":[{\"type\":\"paragraph]}}",
  };
  static const char *const pieces[] = { "[", "{\"children\":[", "\"", "\\", "{\"a\":" };
  g_autofree char *odd = wrap ("{},{\"type\":1,\"children\":3},{\"children\":[1,null,[]],\"type\":"
                               "\"paragraph\"},{\"type\":\"list\",\"listType\":\"bullet\","
                               "\"children\":[2]}");
  g_autofree char *markdown = lexical_kit_read (odd);
  g_autofree char *written = lexical_kit_write (odd, markdown);

  g_assert_cmpstr (written, ==, odd);
  for (gsize i = 0; i < G_N_ELEMENTS (none); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (marbre_lexical_read (none[i], &error));
      g_assert_error (error, MARBRE_TEXT_ERROR, MARBRE_TEXT_ERROR_INVALID);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) raw = g_string_new (BEGIN "{\"type\":\"x\",\"y\":");
      g_autoptr (GError) error = NULL;

      for (guint j = 0; j < 10000; j++)
        g_string_append (raw, pieces[i]);
      g_assert_null (marbre_lexical_read (raw->str, &error));
      g_assert_error (error, MARBRE_TEXT_ERROR, MARBRE_TEXT_ERROR_INVALID);
    }
}

/* The card in our page says what it is, in words. */
static void
test_excerpt (void)
{
  g_autofree char *document = wrap (foreign[1]);
  g_autofree char *markdown = lexical_kit_read (document);
  g_autoptr (MarbreBlocks) blocks = marbre_blocks_parse (markdown, -1, "en", NULL, NULL);
  const char *html = marbre_blocks_get (blocks, 0)->html;

  g_assert_nonnull (strstr (html, "<code>product</code>"));
  g_assert_nonnull (strstr (html, "<p>Livre Bon.</p>"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lexical/shapes", test_shapes);
  g_test_add_func ("/lexical/foreign", test_foreign);
  g_test_add_func ("/lexical/property", test_property);
  g_test_add_func ("/lexical/carry", test_carry);
  g_test_add_func ("/lexical/moves", test_moves);
  g_test_add_func ("/lexical/lost", test_lost);
  g_test_add_func ("/lexical/leads", test_leads);
  g_test_add_func ("/lexical/hostile", test_hostile);
  g_test_add_func ("/lexical/excerpt", test_excerpt);
  return g_test_run ();
}
