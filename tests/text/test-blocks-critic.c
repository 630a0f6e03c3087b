/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Notes to the desk in a body: what the desk sees of them, what is published, and that nothing of a
 * comment or of an addition ever is, whatever stands around it.
 */
#include "config.h"

#include <string.h>

#include "marbre-blocks-runs.h"
#include "marbre-blocks.h"
#include "marbre-checks.h"
#include "marbre-desk-note.h"

#define QUICK_ROUNDS 5000
#define SLOW_ROUNDS  100000

static char *
to_html (const char *body, gboolean desk)
{
  g_autoptr (MarbreBlocks) blocks = desk ? marbre_blocks_parse_for_desk (body, -1, "fr")
                                         : marbre_blocks_parse (body, -1, "fr", NULL, NULL);

  return marbre_blocks_to_html (blocks);
}

static void
assert_published (const char *body, const char *html)
{
  g_autofree char *is = to_html (body, FALSE);

  g_assert_cmpstr (is, ==, html);
}

static void
assert_shown (const char *body, const char *html)
{
  g_autofree char *is = to_html (body, TRUE);

  g_assert_cmpstr (is, ==, html);
}

#define NOTE(text)                                                                                 \
  "<span class=\"desk-note\" role=\"note\" title=\"" text "\"><span>" text "</span></span>"

static void
test_published (void)
{
  assert_published ("Un {>>vérifier<<} mot", "<p>Un mot</p>");
  assert_published ("Un mot {>>vérifier<<}.", "<p>Un mot.</p>");
  assert_published ("Un {++beau++} mot", "<p>Un mot</p>");
  assert_published ("Un{++ beau++} mot", "<p>Un mot</p>");
  assert_published ("Un {--beau--} mot", "<p>Un beau mot</p>");
  assert_published ("Un {~~beau~>bon~~} mot", "<p>Un beau mot</p>");
  assert_published ("Un {==mot==}{>>lequel ?<<}", "<p>Un mot</p>");
  assert_published ("Un {--beau {>>non<<}--} mot", "<p>Un beau mot</p>");
  assert_published ("{>>seul<<}", "");
  assert_published ("{>>seul<<}\nTexte", "<p>Texte</p>");
  assert_published ("Texte\n{>>seul<<}\nencore", "<p>Texte encore</p>");
  assert_published ("# {>>seul<<} Titre", "<h1 id=\"titre\">Titre</h1>");
  assert_published ("- {>>seul<<}\n- b", "<ul><li>b</li></ul>");
  assert_published ("> {>>seul<<}", "");
  assert_published ("{++**gras** et [lien](https://a.example)++}", "");
  assert_published ("a **{++b++}** c", "<p>a c</p>");
  assert_published ("{++*a++} b*", "<p><em>b</em></p>");
  assert_published ("https://a.example{>>sûr ?<<} b",
                    "<p><a href=\"https://a.example\">https://a.example</a> b</p>");
  assert_published ("![a {>>b<<}](x.png) {>>droits ?<<}",
                    "<figure><img src=\"x.png\" alt=\"a\"></figure>");
  assert_published ("![a](x.png \"Légende {>>b<<}\")",
                    "<figure><img src=\"x.png\" alt=\"a\"><figcaption>Légende </figcaption>"
                    "</figure>");
  assert_published ("![{++a++}](x.png)", "<figure><img src=\"x.png\" alt=\"\"></figure>");
  assert_published ("a {++![b](x.png)++}", "<p>a</p>");
  assert_published ("| a {>>b<<} | c |\n|---|---|\n| {++d++} | {--e--} |",
                    "<table><thead><tr><th>a</th><th>c</th></tr></thead><tbody><tr><td></td>"
                    "<td>e</td></tr></tbody></table>");
  assert_published ("<div>a {>>b<<} c</div>", "<div>a  c</div>");
  assert_published ("<b>a</b> {>>b<<} c", "<p><b>a</b> c</p>");
  assert_published ("Un{++ ajout[^1]++}.", "<p>Un.</p>");
  assert_published ("Un[^1].\n\n[^1]: Note {>>b<<}.",
                    "<p>Un<sup class=\"footnote-ref\"><a id=\"fnref-1\" href=\"#fn-1\">1</a></sup>."
                    "</p>\n<section class=\"footnotes\"><ol><li id=\"fn-1\"><p>Note. "
                    "<a class=\"footnote-back\" href=\"#fnref-1\">↩</a></p></li></ol></section>");
}

static void
test_code (void)
{
  assert_published ("`{>>a<<}` b", "<p><code>{&gt;&gt;a&lt;&lt;}</code> b</p>");
  assert_published ("```\n{++a++}\n```", "<pre><code>{++a++}\n</code></pre>");
  assert_published ("    {~~a~>b~~}", "<pre><code>{~~a~&gt;b~~}\n</code></pre>");
  assert_published ("```{++a++}\nb\n```",
                    "<pre><code class=\"language-{++a++}\">b\n</code></pre>");
  assert_published ("\\{>>a<<}", "<p>{&gt;&gt;a&lt;&lt;}</p>");
  assert_shown ("```\n{>>a<<}\n```", "<pre><code>{&gt;&gt;a&lt;&lt;}\n</code></pre>");
}

static void
test_shown (void)
{
  assert_shown ("Un {>>vérifier<<} mot", "<p>Un" NOTE ("vérifier") " mot</p>");
  assert_shown ("Un {++beau++} mot", "<p>Un<ins class=\"desk\"> beau</ins> mot</p>");
  assert_shown ("Un {--beau--} mot", "<p>Un <del class=\"desk\">beau</del> mot</p>");
  assert_shown ("Un {~~beau~>bon~~} mot",
                "<p>Un <del class=\"desk\">beau</del><ins class=\"desk\">bon</ins> mot</p>");
  assert_shown ("Un {==mot==}{>>lequel<<}",
                "<p>Un <mark class=\"desk\">mot</mark>" NOTE ("lequel") "</p>");
  assert_shown ("{>>*un* `deux`<<}", "<p>" NOTE ("un deux") "</p>");
  assert_shown ("{++*a++} b*", "<p><em><ins class=\"desk\">a</ins> b</em></p>");
  assert_shown ("![a](x.png) {>>droits ?<<}",
                "<figure><img src=\"x.png\" alt=\"a\"></figure>");
  assert_shown ("| {++a++} |\n|---|",
                "<table><thead><tr><th><ins class=\"desk\">a</ins></th></tr></thead></table>");
  assert_shown ("{>><<}", "<p>" NOTE ("") "</p>");
  assert_shown ("{>>a \"b\" & c<<}", "<p><span class=\"desk-note\" role=\"note\" "
                                    "title=\"a &quot;b&quot; &amp; c\"><span>"
                                    "a \"b\" &amp; c</span></span></p>");
  assert_shown ("a[^1]\n\n[^1]: b {>>c<<} {--d--}.",
                "<p>a<sup class=\"footnote-ref\"><a id=\"fnref-1\" href=\"#fn-1\">1</a></sup></p>\n"
                "<section class=\"footnotes\"><ol><li id=\"fn-1\"><p>b" NOTE ("c") " "
                "<del class=\"desk\">d</del>. <a class=\"footnote-back\" href=\"#fnref-1\">↩</a>"
                "</p></li></ol></section>");
}

/* What the writer's own HTML is around is sanitized as a whole. */
static void
test_shown_in_html (void)
{
  assert_shown ("{>>a<<} <i>c</i>", "<p>" NOTE ("a") "<i>c</i></p>");
  assert_shown ("<b>Un</b> {++beau++} mot", "<p><b>Un</b><ins class=\"desk\"> beau</ins> mot</p>");
  assert_shown ("Un {--beau <b>et</b> bon--} mot",
                "<p>Un <del class=\"desk\">beau </del><b><del class=\"desk\">et</del></b>"
                "<del class=\"desk\"> bon</del> mot</p>");
  assert_shown ("<i>x</i> {~~a~>b <b>c~~} d</b>",
                "<p><i>x</i> <del class=\"desk\">a</del><ins class=\"desk\">b </ins><b>"
                "<ins class=\"desk\">c</ins> d</b></p>");
  assert_shown ("<i>x</i> {==y==}{>>\"<script>\"<<}",
                "<p><i>x</i> <mark class=\"desk\">y</mark><span class=\"desk-note\" role=\"note\" "
                "title=\"&quot;&lt;script&gt;&quot;\"><span>\"&lt;script&gt;\"</span></span></p>");
  assert_shown ("<div>a {>>b<<} {++c++}</div>",
                "<div>a " NOTE ("b") " <ins class=\"desk\">c</ins></div>");
  assert_shown ("<div>a {>>b <b>c<br><<}d</b></div>",
                "<div>a <b>" NOTE ("b c") "d</b></div>");
  assert_shown ("<div title=\"{>>b<<}\">a{++c++}</div>", "<div title=\"\">a</div>");
  assert_shown ("<ul>\n{++<li>a</li>\n<li>b</li>++}\n</ul>",
                "<ul>\n<li><ins class=\"desk\">a</ins></li>\n<li><ins class=\"desk\">b</ins></li>"
                "\n</ul>");
  assert_published ("<b>Un</b> {++beau++} mot{>>b<<}", "<p><b>Un</b> mot</p>");
}

static void
assert_line (const char *line, const char *html)
{
  g_autoptr (GString) is = g_string_new (NULL);

  marbre_desk_notes_append_html (is, line);
  g_assert_cmpstr (is->str, ==, html);
}

static void
test_lines (void)
{
  assert_line ("Le port & \"la\" <b>", "Le port &amp; \"la\" &lt;b&gt;");
  assert_line ("Le {~~port~>quai~~} <rouvre>",
               "Le <del class=\"desk\">port</del><ins class=\"desk\">quai</ins> &lt;rouvre&gt;");
  assert_line ("{==Le <b>==}{>>quel \"b\" ?<<}{++ a{>>c<<}b++}",
               "<mark class=\"desk\">Le &lt;b&gt;</mark><span class=\"desk-note\" role=\"note\" "
               "title=\"quel &quot;b&quot; ?\"><span>quel \"b\" ?</span></span>"
               "<ins class=\"desk\"> a</ins>" NOTE ("c") "<ins class=\"desk\">b</ins>");
}

static void
test_texts (void)
{
  static const char body[] = "# Titre {++long++}\n\nUn {>>b<<} mot{++ de plus++}{-- de moins--}.\n";
  g_autoptr (MarbreBlocks) desk = marbre_blocks_parse_for_desk (body, -1, "fr");
  g_autoptr (MarbreBlocks) published = marbre_blocks_parse (body, -1, "fr", NULL, NULL);
  g_autofree char *seen = marbre_blocks_to_text (desk);
  g_autofree char *read = marbre_blocks_to_text (published);

  g_assert_cmpstr (read, ==, "Titre\nUn mot de moins.");
  g_assert_cmpstr (seen, ==, read);
  g_assert_cmpstr (marbre_blocks_get (desk, 0)->text, ==, "Titre");
  g_assert_nonnull (strstr (marbre_blocks_get (desk, 0)->html, "id=\"titre\""));
}

static void
test_list (void)
{
  static const char body[] = "Un {==mot==}{>>lequel ?<<}.\n\n```\n{>>code<<}\n```\n\n"
                             "- a\n- é {~~vieux~>neuf~~} {>>et<<}\n\n"
                             "{++ a {>>dedans<<} ++}{>>dehors<<}\n";
  g_autoptr (MarbreBlocks) blocks = marbre_blocks_parse_for_desk (body, -1, "fr");
  g_autoptr (GArray) notes = marbre_desk_notes_list (blocks);
  const MarbreDeskNote *note = (const MarbreDeskNote *) (gpointer) notes->data;
  guint n_suggestions;

  g_assert_cmpuint (notes->len, ==, 5);
  g_assert_cmpint (note[0].mark.kind, ==, MARBRE_CRITIC_HIGHLIGHT);
  g_assert_cmpuint (note[0].line, ==, 0);
  g_assert_cmpstr (note[0].text, ==, "mot");
  g_assert_cmpstr (note[0].comment, ==, "lequel ?");
  g_assert_true (g_str_has_prefix (body + note[0].end, ".\n"));
  g_assert_cmpint (note[1].mark.kind, ==, MARBRE_CRITIC_SUBSTITUTION);
  g_assert_cmpuint (note[1].line, ==, 7);
  g_assert_cmpstr (note[1].text, ==, "vieux");
  g_assert_cmpstr (note[1].replacement, ==, "neuf");
  g_assert_null (note[1].comment);
  g_assert_true (g_str_has_prefix (body + note[1].mark.start, "{~~vieux"));
  g_assert_cmpstr (note[2].text, ==, "et");
  g_assert_cmpstr (note[3].comment, ==, "dehors");
  g_assert_cmpstr (note[4].text, ==, "dedans");
  g_assert_cmpuint (note[4].mark.depth, ==, 1);
  g_assert_cmpuint (marbre_desk_notes_count (blocks, &n_suggestions), ==, 5);
  g_assert_cmpuint (n_suggestions, ==, 2);
}

/* Those in fields and at the lead picture come before the body's, as they stand in the window. */
static void
test_list_story (void)
{
  g_autoptr (MarbreStory) story = marbre_story_new ();
  g_autoptr (MarbreMedia) image =
      marbre_media_new ("a.jpg", "Un {++beau++} quai", "Le quai", "AFP{>>sûr ?<<}");
  g_autoptr (MarbreBlocks) blocks = marbre_blocks_parse ("a {>>b<<}", -1, "fr", NULL, NULL);
  g_autoptr (GArray) notes = NULL;
  const MarbreDeskNote *note;

  marbre_story_set_text (story, MARBRE_FIELD_HEADLINE, "Le {--vieux--}{>>non<<} port");
  marbre_story_set_lead_image (story, image);
  notes = marbre_desk_notes_list_story (story, blocks);
  note = (const MarbreDeskNote *) (gpointer) notes->data;
  g_assert_cmpuint (notes->len, ==, 4);
  g_assert_cmpint (note[0].where, ==, MARBRE_DESK_TEXT_HEADLINE);
  g_assert_cmpstr (note[0].comment, ==, "non");
  g_assert_cmpuint (note[0].mark.start, ==, 3);
  g_assert_cmpint (note[1].where, ==, MARBRE_DESK_TEXT_LEAD_ALT);
  g_assert_cmpstr (note[1].text, ==, "beau");
  g_assert_cmpint (note[2].where, ==, MARBRE_DESK_TEXT_LEAD_CREDIT);
  g_assert_cmpint (note[3].where, ==, MARBRE_DESK_TEXT_BODY);
}

/* How each sign of a body looks: a letter for each kind of run. */
static void
assert_runs (const char *body, const char *wanted)
{
  static const struct
  {
    MarbreRunKind kind;
    char letter;
  } kinds[] = { { MARBRE_RUN_MARK, '.' },    { MARBRE_RUN_COMMENT, 'c' }, { MARBRE_RUN_ADDED, 'a' },
                { MARBRE_RUN_REMOVED, 'r' }, { MARBRE_RUN_FLAGGED, 'f' } };
  g_autoptr (MarbreBlocks) blocks = marbre_blocks_parse_for_desk (body, -1, "fr");
  g_autofree char *is = g_strdup (body);
  gsize line_starts[8] = { 0 };
  MarbreStretch stretch;
  guint n_lines = 1;

  for (gsize i = 0; body[i] != '\0'; i++)
    if (body[i] == '\n')
      line_starts[n_lines++] = i + 1;
  marbre_blocks_get_stretch (blocks, 0, &stretch);
  for (guint i = 0; i < stretch.n_runs; i++)
    for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
      if (stretch.runs[i].kind == kinds[k].kind)
        for (guint at = stretch.runs[i].start; at < stretch.runs[i].end; at++)
          is[line_starts[stretch.runs[i].line] + at] = kinds[k].letter;
  g_assert_cmpstr (is, ==, wanted);
}

static void
test_runs (void)
{
  assert_runs ("x {++yy++} {--z--}", "x ...aa... ...r...");
  assert_runs ("x {~~yy~>z~~}", "x ...rr..a...");
  assert_runs ("x {==y==}{>>a\nb<<} c", "x ...f......c\nc... c");
  assert_runs ("`{++x++}`", ".{++x++}.");
}

static char *
find_checks (const char *headline, const char *body)
{
  g_autoptr (MarbreStory) story = marbre_story_new ();
  g_autoptr (GPtrArray) checks = NULL;
  GString *out = g_string_new (NULL);

  marbre_story_set_text (story, MARBRE_FIELD_HEADLINE, headline);
  marbre_story_set_text (story, MARBRE_FIELD_BODY, body);
  checks = marbre_checks_run (story, NULL, NULL);
  for (guint i = 0; i < checks->len; i++)
    {
      const MarbreCheck *check = g_ptr_array_index (checks, i);

      if (strstr (check->id, "note") != NULL || strstr (check->id, "comment") != NULL ||
          strstr (check->id, "suggestion") != NULL)
        g_string_append_printf (out, "%s@%zu+%zu ", check->id, check->start, check->length);
    }
  return g_string_free (out, FALSE);
}

static void
assert_checks (const char *headline, const char *body, const char *wanted)
{
  g_autofree char *found = find_checks (headline, body);

  g_assert_cmpstr (found, ==, wanted);
}

static void
test_checks (void)
{
  assert_checks ("Titre", "Rien.", "");
  assert_checks ("Titre", "a {++b++} {--c--} {>>d<<}", "suggestions-open@2+7 comments-open@18+7 ");
  assert_checks ("Titre {>>a<<}", "b", "comments-open@6+7 ");
  assert_checks ("{++Un ++}titre", "b {++c++}", "suggestions-open@0+9 ");
  assert_checks ("Titre", "a {>>b\n\nc<<}", "comment-unclosed@2+3 ");
  assert_checks ("Titre", "a `{>>b`\n\n```\n{>>\n```", "");
}

static void
assert_stripped (const char *body, const char *wanted)
{
  g_autoptr (MarbreStory) story = marbre_story_new ();
  g_autoptr (MarbreStory) stripped = NULL;

  marbre_story_set_text (story, MARBRE_FIELD_BODY, body);
  stripped = marbre_desk_notes_strip (story);
  g_assert_cmpstr (marbre_story_get_text (stripped, MARBRE_FIELD_BODY), ==, wanted);
}

/* What goes out as it is written goes out without notes. */
static void
test_strip (void)
{
  g_autoptr (MarbreStory) story = marbre_story_new ();
  g_autoptr (MarbreStory) same = NULL;
  g_autoptr (MarbreStory) stripped = NULL;

  assert_stripped ("a {>>b<<} c", "a c");
  assert_stripped ("a {++b++} c {--d--}.", "a c d.");
  assert_stripped ("{~~*old*~>new~~} {==c==}{>>why<<}.", "*old* c.");
  assert_stripped ("a {++b {>>c<<} d++}{>>why<<} e", "a e");
  assert_stripped ("a `{>>b<<}` {>>c<<}\n\n```\n{++d++}\n```", "a `{>>b<<}`\n\n```\n{++d++}\n```");
  assert_stripped ("no marks { }", "no marks { }");

  marbre_story_set_text (story, MARBRE_FIELD_HEADLINE, "Le port rouvre");
  same = marbre_desk_notes_strip (story);
  g_assert_true (same == story);
  marbre_story_set_text (story, MARBRE_FIELD_HEADLINE, "Le port {>>sûr ?<<} rouvre{++ enfin++}");
  marbre_story_set_text (story, MARBRE_FIELD_KICKER, "{>>rien<<}");
  stripped = marbre_desk_notes_strip (story);
  g_assert_cmpstr (marbre_story_get_text (stripped, MARBRE_FIELD_HEADLINE), ==, "Le port rouvre");
  g_assert_cmpstr (marbre_story_get_text (stripped, MARBRE_FIELD_KICKER), ==, "");
  g_assert_cmpstr (marbre_story_get_text (story, MARBRE_FIELD_KICKER), ==, "{>>rien<<}");
}

static void
test_strip_lead (void)
{
  g_autoptr (MarbreStory) story = marbre_story_new ();
  g_autoptr (MarbreStory) stripped = NULL;
  g_autoptr (MarbreMedia) image =
      marbre_media_new ("a.jpg", "Un {++beau++} quai", "{>>à revoir<<} Le quai", "{~~AFP~>AP~~}");
  MarbreMedia *bare;

  marbre_story_set_lead_image (story, image);
  stripped = marbre_desk_notes_strip (story);
  bare = marbre_story_get_lead_image (stripped);
  g_assert_cmpstr (marbre_media_get_src (bare), ==, "a.jpg");
  g_assert_cmpstr (marbre_media_get_alt (bare), ==, "Un quai");
  g_assert_cmpstr (marbre_media_get_caption (bare), ==, "Le quai");
  g_assert_cmpstr (marbre_media_get_credit (bare), ==, "AFP");
  g_assert_true (marbre_story_get_lead_image (story) == image);
}

static char *
make_body (void)
{
  static const char *const pieces[] = {
    "{>> SECRET <<}", "{++SECRET++}", "{++ *SECRET* ++}", "{~~a~>SECRET~~}", "{--b--}", "{==c==}",
    "{>>SECRET\nSECRET<<}", "*",  "**", "_", "~~", "[", "](https://a.example)", "![", "d", " ",
    "\n", "\n\n", "| e | f |\n|---|---|\n| ", " | ", "> ", "- ", "# ", "<b>", "</b>",
    "https://g.example", "{++ SECRET {>>SECRET<<} SECRET ++}", "<", "\\", "[^1]", "é",
    "\n\n[^1]: note ",
  };
  GString *text = g_string_new (NULL);

  for (int n = g_test_rand_int_range (1, 16); n > 0; n--)
    g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
  return g_string_free (text, FALSE);
}

/* What is no mark (it is escaped, or its ends are in two paragraphs) is text and may be seen. */
static gboolean
is_all_marked (const char *body)
{
  g_autoptr (GArray) marks = marbre_critic_scan (body, strlen (body));
  const char *secret = body;

  while ((secret = strstr (secret, "SECRET")) != NULL)
    {
      gboolean marked = FALSE;

      for (guint i = 0; marks != NULL && i < marks->len; i++)
        {
          const MarbreCriticMark *mark = &g_array_index (marks, MarbreCriticMark, i);
          gsize at = (gsize) (secret - body);

          marked |= mark->start < at && at < mark->end &&
                    (mark->kind == MARBRE_CRITIC_COMMENT || mark->kind == MARBRE_CRITIC_ADDITION ||
                     (mark->kind == MARBRE_CRITIC_SUBSTITUTION && at > mark->middle));
        }
      if (!marked)
        return FALSE;
      secret++;
    }
  return TRUE;
}

static void
test_random (void)
{
  guint n_checked = 0;

  for (int i = 0; i < (g_test_slow () ? SLOW_ROUNDS : QUICK_ROUNDS); i++)
    {
      g_autofree char *body = make_body ();
      g_autofree char *shown = to_html (body, TRUE);
      g_autofree char *html = to_html (body, FALSE);

      for (const char *p = shown; *p != '\0'; p++)
        g_assert_true ((guchar) *p >= 0x20 || *p == '\n');
      for (const char *p = html; *p != '\0'; p++)
        g_assert_true ((guchar) *p >= 0x20 || *p == '\n');
      /* Tildes may make a fence: what is code is published. */
      if (!is_all_marked (body) || strstr (html, "<pre") != NULL)
        continue;
      n_checked++;
      {
        g_autoptr (MarbreStory) story = marbre_story_new ();
        g_autoptr (MarbreStory) stripped = NULL;

        marbre_story_set_text (story, MARBRE_FIELD_BODY, body);
        stripped = marbre_desk_notes_strip (story);
        g_assert_null (strstr (marbre_story_get_text (stripped, MARBRE_FIELD_BODY), "SECRET"));
      }
      if (strstr (html, "SECRET") != NULL)
        g_printerr ("body: %s\nhtml: %s\n", body, html);
      g_assert_null (strstr (html, "SECRET"));
    }
  g_assert_cmpuint (n_checked, >, QUICK_ROUNDS / 10);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/blocks-critic/published", test_published);
  g_test_add_func ("/blocks-critic/code", test_code);
  g_test_add_func ("/blocks-critic/shown", test_shown);
  g_test_add_func ("/blocks-critic/shown-in-html", test_shown_in_html);
  g_test_add_func ("/blocks-critic/lines", test_lines);
  g_test_add_func ("/blocks-critic/texts", test_texts);
  g_test_add_func ("/blocks-critic/list", test_list);
  g_test_add_func ("/blocks-critic/list-story", test_list_story);
  g_test_add_func ("/blocks-critic/runs", test_runs);
  g_test_add_func ("/blocks-critic/checks", test_checks);
  g_test_add_func ("/blocks-critic/strip", test_strip);
  g_test_add_func ("/blocks-critic/strip-lead", test_strip_lead);
  g_test_add_func ("/blocks-critic/random", test_random);
  return g_test_run ();
}
