/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The clipboard's HTML in the dialects of several programs: what becomes of it as Markdown, what
 * the receipt says, what is refused. The texts in paste/ were written for this, as each program
 * writes.
 */
#include "config.h"

#include <string.h>

#include "marbre-blocks.h"
#include "marbre-html-paste.h"
#include "marbre-text-error.h"

static MarbrePasted *
paste (const char *html, gssize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (html, length < 0 ? strlen (html) : (gsize) length);
  MarbrePasted *pasted = marbre_pasted_new (bytes, 1, &error);

  g_assert_no_error (error);
  return pasted;
}

static char *
read_file (const char *name, const char *suffix)
{
  g_autofree char *file = g_strconcat (name, suffix, NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "text", "paste", file, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static MarbrePasted *
check_file (const char *name, guint first_note)
{
  static const char *const names[] = { "media/first.png", "media/second.jpg" };
  g_autofree char *html = read_file (name, ".html");
  g_autofree char *expected = read_file (name, ".md");
  g_autoptr (GBytes) bytes = g_bytes_new (html, strlen (html));
  g_autoptr (GError) error = NULL;
  MarbrePasted *pasted = marbre_pasted_new (bytes, first_note, &error);
  g_autofree char *markdown = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (pasted->pictures->len, <=, G_N_ELEMENTS (names));
  markdown = marbre_pasted_to_markdown (pasted, names, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (markdown, ==, expected);
  g_assert_true (pasted->rich);
  return pasted;
}

static void
assert_markdown (const char *html, const char *expected)
{
  g_autoptr (MarbrePasted) pasted = paste (html, -1);
  g_autofree char *markdown = marbre_pasted_to_markdown (pasted, NULL, NULL);

  g_assert_cmpstr (markdown, ==, expected);
}

static void
test_word (void)
{
  g_autoptr (MarbrePasted) pasted = check_file ("word", 1);

  g_assert_cmpuint (pasted->n_notes, ==, 1);
  g_assert_cmpuint (pasted->n_comments, ==, 1);
  g_assert_cmpuint (pasted->n_deletions, ==, 1);
  g_assert_cmpuint (pasted->n_lost_pictures, ==, 1);
  g_assert_cmpuint (pasted->styles, ==, MARBRE_PASTED_COLOURS | MARBRE_PASTED_UNDERLINES);
}

static void
test_word_online (void)
{
  g_autoptr (MarbrePasted) pasted = check_file ("word-online", 1);

  g_assert_cmpuint (pasted->styles, ==, 0);
}

static void
test_google (void)
{
  g_autoptr (MarbrePasted) pasted = check_file ("google-docs", 7);
  const MarbrePastedPicture *picture = g_ptr_array_index (pasted->pictures, 0);

  g_assert_cmpuint (pasted->pictures->len, ==, 1);
  g_assert_cmpmem (g_bytes_get_data (picture->bytes, NULL), g_bytes_get_size (picture->bytes),
                   "hello", 5);
  g_assert_cmpuint (pasted->n_notes, ==, 1);
  g_assert_cmpuint (pasted->n_comments, ==, 1);
  g_assert_cmpuint (pasted->styles, ==, 0);
}

static void
test_libreoffice (void)
{
  g_autoptr (MarbrePasted) pasted = check_file ("libreoffice", 1);
  const MarbrePastedPicture *picture = g_ptr_array_index (pasted->pictures, 0);

  g_assert_cmpstr (picture->path, ==, "/tmp/lu1234.tmp/lu1234_1.png");
  g_assert_cmpuint (pasted->n_notes, ==, 2);
}

static void
test_web (void)
{
  g_autoptr (MarbrePasted) pasted = check_file ("web", 1);

  g_assert_cmpuint (pasted->pictures->len, ==, 0);
  g_assert_cmpuint (pasted->n_remote, ==, 1);
  g_assert_cmpuint (pasted->n_lost_pictures, ==, 1);
  g_assert_cmpuint (pasted->n_lost_notes, ==, 1);
  g_assert_cmpuint (pasted->styles, ==, MARBRE_PASTED_ALIGNMENT);
}

/* A page must not get hold of files of this machine by having them copied. */
static void
test_files_of_pages (void)
{
  g_autoptr (MarbrePasted) pasted = paste ("<p>a<img src=\"file:///srv/a/secret.png\"></p>", -1);

  g_assert_cmpuint (pasted->pictures->len, ==, 0);
  g_assert_cmpuint (pasted->n_lost_pictures, ==, 1);
  g_assert_null (strstr (pasted->html, "secret"));
}

static void
test_pictures (void)
{
  static const char *const names[] = { "", "media/b.png" };
  g_autoptr (MarbrePasted) pasted = paste (
      "<p>a</p><img src='data:image/png;base64,YQ=='><img src=\"data:image/png;base64,Yg==\" "
      "alt='x\">y'><img src='data:image/svg+xml;base64,Yg=='><img src='marbre-paste/77'>",
      -1);
  g_autofree char *markdown = marbre_pasted_to_markdown (pasted, names, NULL);

  g_assert_cmpuint (pasted->pictures->len, ==, 2);
  g_assert_cmpuint (pasted->n_lost_pictures, ==, 2);
  g_assert_cmpstr (markdown, ==, "a\n\n![x\">y](media/b.png)\n");
}

static void
test_blanks (void)
{
  assert_markdown ("<p>&nbsp;one&nbsp;&nbsp;two&nbsp; three<br>&nbsp;four&nbsp;</p>",
                   "one two three\\\nfour\n");
  assert_markdown ("<p>12&nbsp;% de&nbsp;5&nbsp;000, p.&nbsp;7, MM.&nbsp;A et&nbsp;B</p>",
                   "12\u00a0% de\u00a05\u00a0000, p.\u00a07, MM.\u00a0A et B\n");
  assert_markdown ("<p><b>Note</b>&nbsp;: a\u202f!</p>", "**Note**\u00a0: a\u202f!\n");
  assert_markdown ("<p>ce\u00adci\u200b\ufeff \U0001f469\u200d\U0001f692</p>",
                   "ceci \U0001f469\u200d\U0001f692\n");
}

static void
test_emphasis (void)
{
  assert_markdown ("<p><b>mar</b><span style='font-weight:700'>bre</span></p>", "**marbre**\n");
  assert_markdown ("<p><b>a<span style='font-weight:400'> b</span></b></p>", "**a** b\n");
  assert_markdown ("<p><b>a</b> <b>b</b></p>", "**a b**\n");
  assert_markdown ("<p><i style='font-style:normal'>a</i></p>", "a\n");
  assert_markdown ("<h2><b>a</b></h2>", "## a\n");
  assert_markdown ("<p><a href='https://a.example/'>a<b>b</b></a></p>",
                   "[a**b**](https://a.example/)\n");
}

static void
test_plain (void)
{
  g_autoptr (MarbrePasted) prose = paste ("<span style='font-family:Arial'>Just text.</span>", -1);
  g_autoptr (MarbrePasted) code =
      paste ("<meta charset='utf-8'><div style=\"color: #d4d4d4;font-family:"
             " 'Droid Sans Mono', monospace;white-space: pre;\">"
             "<div><span style=\"color: #569cd6;\"># Titre</span></div>"
             "</div>",
             -1);
  g_autoptr (MarbrePasted) list = paste ("<p>a <b>b</b></p><ul><li>c</ul>", -1);
  g_autofree char *text = marbre_pasted_to_text (list);

  g_assert_false (prose->rich);
  g_assert_false (prose->is_source);
  g_assert_true (code->is_source);
  g_assert_cmpstr (text, ==, "a b\n\nc");
}

static void
test_encodings (void)
{
  static const char utf16[] = "\xff\xfe<\0p\0>\0\xe9\0t\0\xe9\0";
  g_autoptr (MarbrePasted) from_utf16 = paste (utf16, sizeof utf16 - 1);
  g_autoptr (MarbrePasted) from_windows = paste ("<p>\xe9t\xe9 \x93\x94</p>", -1);
  g_autoptr (MarbrePasted) with_nul = paste ("<p>été</p>\0", 13);
  g_autoptr (MarbrePasted) with_header =
      paste ("Version:0.9\r\nStartHTML:0000\r\n<html><p>été</p>", -1);

  g_assert_cmpstr (from_utf16->html, ==, "<p>été</p>\n");
  g_assert_cmpstr (from_windows->html, ==, "<p>été “”</p>\n");
  g_assert_cmpstr (with_nul->html, ==, "<p>été</p>\n");
  g_assert_cmpstr (with_header->html, ==, "<p>été</p>\n");
}

/* What our own pages have comes back as it was written, also if nothing says that it is ours. */
static void
test_ours (void)
{
  static const char markdown[] = "## Titre\n\nUn *mot* et une note[^1].\n\n"
                                 "> [!pullquote]\n> Exergue.\n\n"
                                 "> [!read-also]\n> - [Un autre](/articles/autre)\n\n"
                                 "> [!box]\n> ### Encadré\n>\n> Texte.\n\n"
                                 "![Le pont](media/a.png \"Le pont — Crédit : AFP\")\n\n"
                                 "https://a.example/video\n\n"
                                 "[^1]: Voir *plus bas*.\n";
  g_autoptr (MarbreBlocks) blocks = marbre_blocks_parse (markdown, -1, "fr", NULL, NULL);
  g_autofree char *html = marbre_blocks_to_html (blocks);
  g_autofree char *marked = g_strconcat (MARBRE_HTML_GENERATOR, html, NULL);

  assert_markdown (marked, markdown);
  /* From the preview: pictures have other addresses there. */
  {
    g_autoptr (MarbrePasted) pasted = paste (html, -1);
    g_autofree char *back = marbre_pasted_to_markdown (pasted, NULL, NULL);

    g_assert_nonnull (strstr (back, "> [!pullquote]\n> Exergue."));
    g_assert_nonnull (strstr (back, "> [!read-also]\n> - [Un autre](/articles/autre)"));
    g_assert_nonnull (strstr (back, "> [!box]\n> ### Encadré"));
    g_assert_nonnull (strstr (back, "\n\nhttps://a.example/video\n\n"));
    g_assert_nonnull (strstr (back, "une note[^1]"));
    g_assert_nonnull (strstr (back, "[^1]: Voir *plus bas*."));
  }
}

static void
test_limits (void)
{
  g_autoptr (GString) html = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (MarbrePasted) pasted = NULL;

  while (html->len < 9 * 1024 * 1024)
    g_string_append (html, "<p>Words and <b>words</b> again.</p>");
  bytes = g_bytes_new (html->str, html->len);
  pasted = marbre_pasted_new (bytes, 1, &error);
  g_assert_null (pasted);
  g_assert_error (error, MARBRE_TEXT_ERROR, MARBRE_TEXT_ERROR_TOO_LARGE);

  /* As much in a picture is none of the parser's business. */
  {
    g_autofree guint8 *pixels = g_malloc0 (9 * 1024 * 1024);
    g_autofree char *data = g_base64_encode (pixels, 9 * 1024 * 1024);
    g_autofree char *page = g_strdup_printf ("<p>a<img src=\"data:image/png;base64,%s\">", data);
    g_autoptr (MarbrePasted) large = paste (page, -1);
    const MarbrePastedPicture *picture = g_ptr_array_index (large->pictures, 0);

    g_assert_cmpuint (g_bytes_get_size (picture->bytes), ==, 9 * 1024 * 1024);
  }
}

/* Whatever a clipboard holds, it is read in time and gives HTML that can be read. */
static void
test_hostile (void)
{
  static const char *const pieces[] = {
    "<p class=MsoListParagraph style='mso-list:l0 level9 lfo1'>",
    "<ul>",
    "<li>",
    "<ul><ul>",
    "<table><tr><td rowspan=5000 colspan=1000>",
    "<a href='#x' id=x>1</a>",
    "<a href=\"#_ftn1\">[1]</a>",
    "<b><i><s>",
    "style='",
    "<span style='font-weight:700'>a",
    "data:image/png;base64,",
    "\"data:image/png;base64,AA==",
    "<img src=marbre-paste/0>",
    "<br>",
    "&nbsp;",
    "<h1>",
    "<figure>",
    "<div id=a><a href=#a>1</a>",
    "<del cite=a>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) html = g_string_new (NULL);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (MarbrePasted) pasted = NULL;
      gint64 start = g_get_monotonic_time ();

      while (html->len < 64 * 1024)
        g_string_append (html, pieces[i]);
      bytes = g_bytes_new (html->str, html->len);
      pasted = marbre_pasted_new (bytes, 1, NULL);
      if (pasted != NULL)
        {
          g_autofree char *markdown = marbre_pasted_to_markdown (pasted, NULL, NULL);

          g_assert_true (markdown == NULL || g_utf8_validate (markdown, -1, NULL));
        }
      g_test_message ("%s: %" G_GINT64_FORMAT " ms", pieces[i],
                      (g_get_monotonic_time () - start) / 1000);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/html-paste/word", test_word);
  g_test_add_func ("/html-paste/word-online", test_word_online);
  g_test_add_func ("/html-paste/google", test_google);
  g_test_add_func ("/html-paste/libreoffice", test_libreoffice);
  g_test_add_func ("/html-paste/web", test_web);
  g_test_add_func ("/html-paste/files-of-pages", test_files_of_pages);
  g_test_add_func ("/html-paste/pictures", test_pictures);
  g_test_add_func ("/html-paste/blanks", test_blanks);
  g_test_add_func ("/html-paste/emphasis", test_emphasis);
  g_test_add_func ("/html-paste/plain", test_plain);
  g_test_add_func ("/html-paste/encodings", test_encodings);
  g_test_add_func ("/html-paste/ours", test_ours);
  g_test_add_func ("/html-paste/limits", test_limits);
  g_test_add_func ("/html-paste/hostile", test_hostile);
  return g_test_run ();
}
