/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The preview in a window: patched pages equal pages made at once, hostile text stays in its pane,
 * places, carets and clicks find their texts, layouts and widths keep what is read, and a web
 * process that dies comes back.
 */
#include "config.h"

#include <libsoup/soup.h>
#include <string.h>

#include "pane.h"

static void
setup (Pane *self, gconstpointer data)
{
  pane_open (self);
}

static void
teardown (Pane *self, gconstpointer data)
{
  pane_close (self);
}

static void
assert_html (MarbrePreview *preview, const char *part, gboolean wanted)
{
  g_autofree char *html = pane_get_html (preview);

  if ((strstr (html, part) != NULL) != wanted)
    g_error ("“%s” is %s in: %s", part, wanted ? "not" : "still", html);
}

/* Random edits */

static const char *const snippets[] = {
  "One paragraph with *emphasis* and **more**.",
  "## A subhead",
  "- a list\n- of two",
  "> A quote\n> of two lines",
  "> [!box]\n> In the box",
  "![A pier](pictures/pier.jpg \"The pier — Credit: AFP\")",
  "![Far away](https://pictures.example.org/far.jpg)",
  "| a | b |\n|---|---|\n| 1 | 2 |",
  "<div>raw <b>HTML</b></div>",
  "<!-- nothing to show -->",
  "The same paragraph again.",
};

static void
edit (GPtrArray *parts)
{
  guint index = parts->len ? (guint) g_test_rand_int_range (0, (int) parts->len) : 0;
  const char *snippet = snippets[g_test_rand_int_range (0, G_N_ELEMENTS (snippets))];

  switch (g_test_rand_int_range (0, 6))
    {
    case 0:
      if (parts->len > 0)
        g_ptr_array_remove_index (parts, index);
      break;
    case 1:
    case 2:
      g_ptr_array_insert (parts, (int) index, g_strdup (snippet));
      break;
    case 3:
      if (parts->len > 1)
        g_ptr_array_insert (parts, 0, g_ptr_array_steal_index (parts, index));
      break;
    case 4:
      if (parts->len > 12)
        g_ptr_array_remove_range (parts, 2, parts->len / 2);
      break;
    default:
      if (parts->len > 0)
        {
          char *longer = g_strconcat (parts->pdata[index], " typed", NULL);

          g_free (parts->pdata[index]);
          parts->pdata[index] = longer;
        }
    }
}

static void
test_patches (Pane *self, gconstpointer data)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  Pane fresh = { 0 };
  int edits = g_test_slow () ? 3000 : 400;

  pane_open (&fresh);
  for (int i = 1; i <= edits; i++)
    {
      g_autofree char *body = NULL;

      edit (parts);
      g_ptr_array_add (parts, NULL);
      body = g_strjoinv ("\n\n", (char **) parts->pdata);
      g_ptr_array_remove_index (parts, parts->len - 1);
      pane_show (self->preview, "Headline", body);
      if (i % 3 == 0) /* some edits meet a page that is still busy, some do not */
        g_main_context_iteration (NULL, FALSE);
      if (i % 40 == 0)
        {
          g_autofree char *patched = NULL, *made = NULL, *blank = NULL;

          pane_show (fresh.preview, "", "");
          blank = pane_get_html (fresh.preview);
          pane_show (fresh.preview, "Headline", body);
          made = pane_get_html (fresh.preview);
          patched = pane_get_html (self->preview);
          g_assert_cmpstr (patched, ==, made);
        }
    }
  pane_close (&fresh);
}

static guint
count_loads (Pane *self, const char *name)
{
  guint count = 0;

  for (guint i = 0; i < self->loads->len; i++)
    if (g_str_equal (self->loads->pdata[i], name))
      count++;
  return count;
}

/* A picture is asked for once, however its caption and its neighbours change. */
static void
test_pictures (Pane *self, gconstpointer data)
{
  g_autofree char *html = NULL;

  for (int i = 0; i < 20; i++)
    {
      g_autofree char *body =
          g_strdup_printf ("Text %d.\n\n![A](pictures/a%%20é.jpg \"Caption %d\")\n", i, i);

      pane_show (self->preview, "H", body);
      g_free (g_steal_pointer (&html));
      html = pane_get_html (self->preview);
    }
  g_assert_nonnull (strstr (html, "Caption 19"));
  while (self->loads->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (self->loads->len, ==, 1);

  pane_show (
      self->preview, "H",
      "![](missing.jpg)\n\n![](../../secret)\n\n![](/etc/passwd)\n\n![](a\\b.jpg)\n\n![](end.jpg)");
  while (count_loads (self, "end.jpg") == 0 || count_loads (self, "missing.jpg") == 0)
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < self->loads->len; i++)
    {
      const char *name = self->loads->pdata[i];

      g_assert_null (strstr (name, ".."));
      g_assert_null (strchr (name, '\\'));
      g_assert_false (g_path_is_absolute (name));
    }
}

static void
test_empty (Pane *self, gconstpointer data)
{
  pane_show (self->preview, "", "");
  assert_html (self->preview, "data-marbre-placeholder=\"Headline\"", TRUE);
  pane_show (self->preview, "", "Text.");
  assert_html (self->preview, "data-marbre-placeholder=\"Headline\"", TRUE);
  assert_html (self->preview, "data-marbre-placeholder=\"Standfirst", FALSE);
  pane_show (self->preview, "Title", "Text.");
  assert_html (self->preview, "data-marbre-placeholder", FALSE);
  g_object_set (self->preview, "dark", TRUE, NULL);
  assert_html (self->preview, "data-theme=\"dark\"", TRUE);
}

/* Hostile text */

static void
server_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer data)
{
  g_string_append_printf (data, " %s", path);
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_STATIC, "ok", 2);
}

static char *
hostile_body (const char *origin)
{
  g_autoptr (GString) body = g_string_new (
      "![p](ORIGIN/markdown.png)\n\n[link](javascript:document.title='pwned')\n\n"
      "<img src=ORIGIN/img.png onerror=\"document.title='pwned'\"><img src=x "
      "onerror=\"document.title='pwned'\">\n\n"
      "<script>document.title='pwned';fetch('ORIGIN/fetch')</script>\n\n"
      "<iframe src=ORIGIN/iframe></iframe><object data=ORIGIN/object></object>"
      "<embed src=ORIGIN/embed><video src=ORIGIN/video autoplay poster=ORIGIN/poster></video>\n\n"
      "<link rel=stylesheet href=ORIGIN/css><link rel=preconnect href=ORIGIN/>"
      "<style>@import url(ORIGIN/import);</style><p style=\"background:url(ORIGIN/bg)\">a</p>\n\n"
      "<meta http-equiv=refresh content=\"0;url=ORIGIN/refresh\"><base href=ORIGIN/base>\n\n"
      "<svg onload=\"document.title='pwned'\"><image href=ORIGIN/svg /></svg>\n\n"
      "<form action=ORIGIN/form><button autofocus onfocus=\"document.title='pwned'\">b</button>"
      "</form><img srcset=\"ORIGIN/srcset 1x\"><picture><source srcset=ORIGIN/source>"
      "<img src=y.jpg></picture>\n\n![p](//HOST/relative.png)\n\n![p](marbre://HOST/own.png)\n");
  const char *host = origin + strlen ("http://");

  g_string_replace (body, "ORIGIN", origin, 0);
  g_string_replace (body, "HOST", host, 0);
  return g_string_free (g_steal_pointer (&body), FALSE);
}

static void
test_hostile (Pane *self, gconstpointer data)
{
  g_autoptr (SoupServer) server = soup_server_new (NULL, NULL);
  g_autoptr (GString) hits = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *origin = NULL, *body = NULL, *control_page = NULL, *html = NULL;
  GtkWidget *control;
  GSList *uris;

  soup_server_add_handler (server, NULL, server_cb, hits, NULL);
  soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (server);
  origin = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  body = hostile_body (origin);

  pane_show (self->preview, "<script>document.title='pwned'</script>", body);
  html = pane_get_html (self->preview);
  /* Even put into the page past the sanitizer, none of it runs or loads. */
  g_free (g_steal_pointer (&html));
  webkit_web_view_call_async_javascript_function (
      pane_find_view (GTK_WIDGET (self->preview)),
      "document.body.insertAdjacentHTML('beforeend', html)", -1,
      g_variant_new_parsed ("{'html': <%s>}", body), "marbre", NULL, NULL, NULL, NULL);
  html = pane_get_html (self->preview);
  g_assert_cmpfloat (pane_run_script (self->preview, "return document.title === 'pwned' ? 1 : 0"),
                     ==, 0);

  /* The same text in a view without locks reaches out: the server does count. */
  control = webkit_web_view_new ();
  g_object_ref_sink (control);
  control_page = g_strdup_printf ("<img src=\"%s/control\">", origin);
  webkit_web_view_load_html (WEBKIT_WEB_VIEW (control), control_page, NULL);
  while (strstr (hits->str, "/control") == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (hits->str, ==, " /control");
  g_assert_cmpfloat (pane_run_script (self->preview, "return document.title === 'pwned' ? 1 : 0"),
                     ==, 0);
  g_object_unref (control);
}

/* Places */

static char *
long_body (void)
{
  GString *body = g_string_new (NULL);

  for (int i = 0; i < 120; i++)
    g_string_append_printf (body, "%sParagraph %d. Some words to fill a line or two of the page.",
                            i ? "\n\n" : "", i);
  return g_string_free (body, FALSE);
}

static void
scrolled_cb (MarbrePreview *preview, double from, double line, double *last)
{
  *last = line;
}

/* In a script: the paragraph of long_body() that has a number, and px from the top of the pane. */
#define PARAGRAPH(n)                                                                               \
  "[...document.querySelectorAll('p')].find(p => p.textContent.startsWith('Paragraph " #n ".'))"
#define TOP_OF(n)        PARAGRAPH (n) ".getBoundingClientRect().top"
#define PAGE_HEIGHT      "document.documentElement.scrollHeight"
#define SCROLLED_PART    "(scrollY / (" PAGE_HEIGHT " - innerHeight))"
#define EYE_TO_TOP_OF(n) "Math.abs(" TOP_OF (n) " - " SCROLLED_PART " * innerHeight)"

static void
test_places (Pane *self, gconstpointer data)
{
  g_autofree char *body = long_body (), *longer = NULL, *html = NULL, *typed = NULL;
  double last = -2, y;

  pane_show (self->preview, "Headline", body);
  html = pane_get_html (self->preview);
  g_signal_connect (self->preview, "scrolled", G_CALLBACK (scrolled_cb), &last);

  marbre_preview_scroll_to_line (self->preview, 80);
  g_free (g_steal_pointer (&html));
  html = pane_get_html (self->preview);
  g_assert_cmpfloat (pane_run_script (self->preview, "return " EYE_TO_TOP_OF (40)), <, 2);
  g_assert_cmpfloat (ABS (marbre_preview_get_line (self->preview) - 80), <, 0.2);

  /* Typing above or in view keeps the place. */
  y = pane_run_script (self->preview, "return " TOP_OF (40));
  longer = g_strconcat ("New.\n\nNewer.\n\n", body, NULL);
  pane_show (self->preview, "A longer headline that may take two lines of the page, or more",
             longer);
  typed = pane_get_html (self->preview);
  g_assert_cmpfloat (ABS (pane_run_script (self->preview, "return " TOP_OF (40)) - y), <, 2);
  g_assert_cmpfloat (last, ==, -2); /* what the program scrolled is not told */

  y = pane_run_script (self->preview,
                       "const y = " TOP_OF (18) " + scrollY;"
                                                "scrollTo(0, y * (1 - innerHeight / " PAGE_HEIGHT
                                                ")); return y");
  g_assert_cmpfloat (y, >, 0);
  while (last == -2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpfloat (ABS (last - 40), <, 0.2);
  last = -2;
  pane_run_script (self->preview, "scrollTo(0, 0); return 0");
  while (last == -2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpfloat (last, ==, -1);
  pane_run_script (self->preview, "scrollTo(0, " PAGE_HEIGHT "); return 0");
  while (last == -1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpfloat (ABS (last - 244), <, 0.01); /* one more than the lines of the body */
}

/* Another story is read from its top. */
static void
test_other_story (Pane *self, gconstpointer data)
{
  g_autofree char *body = long_body (), *html = NULL, *other = NULL;
  g_autoptr (MarbreStory) story = marbre_story_new ();
  g_autoptr (MarbreBlocks) blocks = marbre_blocks_parse (body, -1, "en", NULL, NULL);
  g_autoptr (MarbrePage) page = marbre_page_new (story, blocks);

  pane_show (self->preview, "Headline", body);
  marbre_preview_scroll_to_line (self->preview, 80);
  html = pane_get_html (self->preview);
  g_assert_cmpfloat (pane_run_script (self->preview, "return window.scrollY"), >, 100);
  marbre_preview_set_page (self->preview, page, blocks);
  other = pane_get_html (self->preview);
  g_assert_cmpfloat (pane_run_script (self->preview, "return window.scrollY"), ==, 0);
}

/* px between the pane's eye and the block that begins in line 80, which every test of places
 * scrolls to. */
#define LINE_80_TOP EYE_TO_TOP_OF (40)

/* Another layout: the same page as if it had been the first, read on from the same line. */
static void
test_templates (Pane *self, gconstpointer data)
{
  static const char *const templates[] = { "magazine", "depeche", "quotidien" };
  g_autofree char *body = long_body ();
  double last = -2;

  pane_show (self->preview, "Headline", body);
  marbre_preview_scroll_to_line (self->preview, 80);
  g_signal_connect (self->preview, "scrolled", G_CALLBACK (scrolled_cb), &last);
  for (guint i = 0; i < G_N_ELEMENTS (templates); i++)
    {
      Pane fresh = { 0 };
      g_autofree char *changed = NULL, *made = NULL;

      marbre_preview_set_template (self->preview, templates[i]);
      g_assert_cmpstr (marbre_preview_get_template (self->preview), ==, templates[i]);
      changed = pane_get_html (self->preview);
      g_assert_nonnull (strstr (changed, templates[i]));
      g_assert_cmpfloat (pane_run_script (self->preview, "return " LINE_80_TOP), <, 4);
      g_assert_cmpfloat (last, ==, -2);

      pane_open (&fresh);
      marbre_preview_set_template (fresh.preview, templates[i]);
      pane_show (fresh.preview, "Headline", body);
      made = pane_get_html (fresh.preview);
      pane_close (&fresh);
      g_assert_true (g_str_equal (changed, made));
    }

  /* Of several in a row the last one counts; one that does not exist changes nothing. */
  marbre_preview_set_template (self->preview, "magazine");
  marbre_preview_set_template (self->preview, "depeche");
  marbre_preview_set_template (self->preview, "none");
  g_assert_cmpstr (marbre_preview_get_template (self->preview), ==, "depeche");
  assert_html (self->preview, "depeche.css", TRUE);
  g_assert_cmpfloat (pane_run_script (self->preview, "return " LINE_80_TOP), <, 4);
}

static void
assert_width (MarbrePreview *preview, int width, int in_window, int x)
{
  g_autofree char *here = g_strdup_printf (
      "return Math.abs(innerWidth - %d) <= 1 && " LINE_80_TOP " < 4 ? 1 : 0", width);
  GtkWidget *view = GTK_WIDGET (pane_find_view (GTK_WIDGET (preview)));
  graphene_point_t corner;

  marbre_preview_set_page_width (preview, width == 700 ? 0 : width);
  while (pane_run_script (preview, here) == 0)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpint (gtk_widget_get_width (view), ==, in_window);
  g_assert_true (
      gtk_widget_compute_point (view, GTK_WIDGET (preview), graphene_point_zero (), &corner));
  g_assert_cmpfloat (corner.x, ==, x);
}

/* The window is 700 px wide: a phone has room on both sides, a desktop is made smaller. */
static void
test_widths (Pane *self, gconstpointer data)
{
  g_autofree char *body = long_body (), *before = NULL, *after = NULL;
  double last = -2;

  pane_show (self->preview, "Headline", body);
  marbre_preview_scroll_to_line (self->preview, 80);
  before = pane_get_html (self->preview);
  g_signal_connect (self->preview, "scrolled", G_CALLBACK (scrolled_cb), &last);
  assert_width (self->preview, 390, 390, 155);
  g_assert_cmpint (marbre_preview_get_page_width (self->preview), ==, 390);
  assert_width (self->preview, 1280, 700, 0);
  assert_width (self->preview, 820, 700, 0);
  assert_width (self->preview, 700, 700, 0);
  after = pane_get_html (self->preview);
  g_assert_true (g_str_equal (before, after));
  g_assert_cmpfloat (last, ==, -2);
}

/* Clicks and carets */

typedef struct
{
  char *slot; /* (owned) (nullable) */
  guint block;
  guint offset;
  gboolean after;
  guint count;
} Activated;

static void
text_activated_cb (
    MarbrePreview *preview, guint block, guint offset, gboolean after, Activated *activated)
{
  activated->block = block;
  activated->offset = offset;
  activated->after = after;
  activated->count++;
}

static void
field_activated_cb (
    MarbrePreview *preview, const char *slot, guint offset, gboolean after, Activated *activated)
{
  g_free (activated->slot);
  activated->slot = g_strdup (slot);
  activated->offset = offset;
  activated->count++;
}

/* Clicks in the middle of @word, with what @keys says of a MouseEvent. */
static void
click_word (MarbrePreview *preview, const char *word, const char *keys)
{
  g_autofree char *script = g_strdup_printf (
      "const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);"
      "while (walker.nextNode() && !walker.currentNode.data.includes('%s')) continue;"
      "const text = walker.currentNode, range = document.createRange();"
      "const at = text.data.indexOf('%s') + 2;"
      "range.setStart(text, at); range.setEnd(text, at + 1);"
      "text.parentNode.scrollIntoView({ block: 'center' });"
      "const box = range.getBoundingClientRect();"
      "text.parentNode.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true,"
      " clientX: box.left + 1, clientY: box.top + box.height / 2, %s }));"
      "return 0",
      word, word, keys);

  pane_run_script (preview, script);
}

static void
assert_click (MarbrePreview *preview,
              Activated *activated,
              const char *word,
              const char *slot,
              guint block,
              guint offset)
{
  guint before = activated->count;

  click_word (preview, word, "");
  while (activated->count == before)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (activated->slot, ==, slot);
  g_assert_cmpuint (activated->offset, ==, offset + 2);
  if (slot == NULL)
    g_assert_cmpuint (activated->block, ==, block);
  g_clear_pointer (&activated->slot, g_free);
}

static void
test_click (Pane *self, gconstpointer data)
{
  Activated activated = { 0 };

  g_signal_connect (self->preview, "text-activated", G_CALLBACK (text_activated_cb), &activated);
  g_signal_connect (self->preview, "field-activated", G_CALLBACK (field_activated_cb), &activated);
  pane_show (self->preview, "A headline",
             "One.\n\n- alpha\n- **beta** gamma\n\n![](https://far.example.org/x.png) behind\n\n"
             "[delta](https://example.org/) epsilon\n\n| a | zeta |\n|---|---|\n| b | theta |\n\n"
             "Text.[^1]\n\n[^1]: kappa");
  g_free (pane_get_html (self->preview));
  assert_click (self->preview, &activated, "alpha", NULL, 1, 0);
  assert_click (self->preview, &activated, "gamma", NULL, 1, 10);
  assert_click (self->preview, &activated, "behind", NULL, 2, 1);
  assert_click (self->preview, &activated, "epsilon", NULL, 3, 6);
  assert_click (self->preview, &activated, "theta", NULL, 4, 6);
  assert_click (self->preview, &activated, "kappa", NULL, 6, 0);
  assert_click (self->preview, &activated, "headline", "headline", 0, 2);

  /* A link stays a link, but with Shift its text is text. */
  activated.count = 0;
  click_word (self->preview, "delta", "");
  click_word (self->preview, "delta", "shiftKey: true");
  while (activated.count == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (activated.count, ==, 1);
  g_assert_cmpuint (activated.block, ==, 3);
  g_assert_cmpuint (activated.offset, ==, 2);
}

static double
sign_of_word (const char *paragraph, const char *word)
{
  return strstr (paragraph, word) - paragraph;
}

/* px by which the place of a word is out of the pane, 0 if it is in view. */
static double
get_distance (MarbrePreview *preview, const char *word)
{
  g_autofree char *script = g_strdup_printf (
      "const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);"
      "while (walker.nextNode() && !walker.currentNode.data.includes('%s')) continue;"
      "const text = walker.currentNode, range = document.createRange();"
      "const at = text.data.indexOf('%s'); range.setStart(text, at); range.setEnd(text, at + 1);"
      "const box = range.getBoundingClientRect();"
      "return Math.max(-box.top, box.bottom - innerHeight, 0)",
      word, word);

  return pane_run_script (preview, script);
}

/* What is being written is in view, and the page moves no more than that takes. */
static void
test_carets (Pane *self, gconstpointer data)
{
  g_autofree char *head = long_body ();
  g_autoptr (GString) tall = g_string_new (NULL);
  g_autofree char *body = NULL, *typed = NULL;
  double y;

  for (int i = 0; i < 900; i++)
    g_string_append_printf (tall, "word%03d ", i);
  body = g_strconcat (head, "\n\n", tall->str, "\n\nThe end.[^1]\n\n[^1]: A note.", NULL);
  pane_show (self->preview, "Headline", body);

  /* The sentence of a paragraph that is taller than the pane. */
  marbre_preview_set_caret (self->preview, NULL, 240, 0,
                            (int) sign_of_word (tall->str, "word850"), TRUE);
  g_free (pane_get_html (self->preview));
  g_assert_cmpfloat (get_distance (self->preview, "word850"), ==, 0);
  g_assert_cmpfloat (get_distance (self->preview, "word001"), >, 0);
  y = pane_run_script (self->preview, "return scrollY");

  /* A word beside it moves nothing, nor does a letter typed there. */
  marbre_preview_set_caret (self->preview, NULL, 240, 0,
                            (int) sign_of_word (tall->str, "word840"), TRUE);
  g_string_insert (tall, (gssize) sign_of_word (tall->str, "word840"), "x");
  typed = g_strconcat (head, "\n\n", tall->str, "\n\nThe end.[^1]\n\n[^1]: A note.", NULL);
  pane_show (self->preview, "Headline", typed);
  marbre_preview_set_caret (self->preview, NULL, 240, 0,
                            (int) sign_of_word (tall->str, "word840"), TRUE);
  g_free (pane_get_html (self->preview));
  g_assert_cmpfloat (pane_run_script (self->preview, "return scrollY"), ==, y);

  /* A note is shown at the end of the page, the marked block is the note. */
  marbre_preview_set_caret (self->preview, NULL, 244, 1, 2, TRUE);
  g_free (pane_get_html (self->preview));
  g_assert_cmpfloat (get_distance (self->preview, "A note."), ==, 0);
  g_assert_cmpfloat (
      pane_run_script (self->preview,
                       "return document.querySelector('.footnotes[data-marbre-marked]') ? 1 : 0"),
      ==, 1);

  /* Far above, and without a place that is known: the block of the line. */
  marbre_preview_set_caret (self->preview, NULL, 20, 0, -1, TRUE);
  g_free (pane_get_html (self->preview));
  g_assert_cmpfloat (get_distance (self->preview, "Paragraph 10."), ==, 0);
  marbre_preview_set_caret (self->preview, "headline", 0, 0, -1, TRUE);
  g_free (pane_get_html (self->preview));
  g_assert_cmpfloat (pane_run_script (self->preview, "return scrollY"), <, 200);

  /* Without a wish to see it nothing moves. */
  marbre_preview_set_caret (self->preview, NULL, 100, 0, -1, FALSE);
  g_free (pane_get_html (self->preview));
  g_assert_cmpfloat (get_distance (self->preview, "Paragraph 50."), >, 0);
}

/* What the web process cannot decode is told in its place, with its name, and asked for once. */
static void
test_unseen (Pane *self, gconstpointer data)
{
  g_autofree char *html = NULL;

  pane_show (self->preview, "Headline", "![A ship](media/ok.svg)\n\n![A quay](damaged.webp)");
  g_free (pane_get_html (self->preview));
  while (pane_run_script (self->preview, "return document.images[1].naturalWidth") < 600)
    g_main_context_iteration (NULL, TRUE);
  html = pane_get_html (self->preview);
  g_assert_nonnull (strstr (html, "marbre:///unseen/damaged.webp"));
  g_assert_nonnull (strstr (html, "marbre:///media/media/ok.svg"));
  g_assert_cmpuint (self->loads->len, ==, 2);
}

/* Notes stand in the order of their calls at the end of the page, wherever they are defined: the
 * page goes to the one that is written, and not to the paragraph above its definition. */
static void
test_note_carets (Pane *self, gconstpointer data)
{
  g_autoptr (GString) body = g_string_new ("First.[^0]\n\n[^0]: The note zero.\n\n");

  for (int i = 1; i < 60; i++)
    g_string_append_printf (body, "Paragraph %d.[^%d]\n\n", i, i);
  for (int i = 59; i > 0; i--)
    g_string_append_printf (body, "[^%d]: The note %d, with a word or two.\n", i, i);
  pane_show (self->preview, "Headline", body->str);

  marbre_preview_set_caret (self->preview, NULL, 2, 1, 5, TRUE);
  g_free (pane_get_html (self->preview));
  g_assert_cmpfloat (get_distance (self->preview, "The note zero"), ==, 0);
  g_assert_cmpfloat (get_distance (self->preview, "The note 59"), >, 0);
  marbre_preview_set_caret (self->preview, NULL, 122, 60, 5, TRUE);
  g_free (pane_get_html (self->preview));
  g_assert_cmpfloat (get_distance (self->preview, "The note 59"), ==, 0);
  g_assert_cmpfloat (get_distance (self->preview, "The note zero"), >, 0);
  g_assert_cmpfloat (
      pane_run_script (self->preview,
                       "return document.querySelector('.footnotes[data-marbre-marked]') ? 1 : 0"),
      ==, 1);
}

static void
process_ended_cb (WebKitWebView *view, WebKitWebProcessTerminationReason reason, gint64 *when)
{
  *when = g_get_monotonic_time ();
}

/* The web process dies: the page comes back as it was, in its place, its colours, its layout and
 * its width, within a second. */
static void
test_process_end (Pane *self, gconstpointer data)
{
  g_autofree char *body = long_body (), *before = NULL, *after = NULL;
  WebKitWebView *view = pane_find_view (GTK_WIDGET (self->preview));
  double y, again, width;
  gint64 ended = 0, took = G_MAXINT64;

  g_object_set (self->preview, "dark", TRUE, NULL);
  marbre_preview_set_template (self->preview, "magazine");
  marbre_preview_set_page_width (self->preview, 1280);
  pane_show (self->preview, "Headline", body);
  marbre_preview_scroll_to_line (self->preview, 60);
  marbre_preview_set_caret (self->preview, NULL, 60, 0, 3, FALSE);
  while (pane_run_script (self->preview, "return innerWidth") < 1270)
    g_main_context_iteration (NULL, TRUE);
  before = pane_get_html (self->preview);
  y = pane_run_script (self->preview, "return scrollY");
  width = pane_run_script (self->preview, "return innerWidth");
  g_assert_cmpfloat (y, >, 100);

  g_signal_connect (view, "web-process-terminated", G_CALLBACK (process_ended_cb), &ended);
  /* A machine that is busy may need more; that it takes less at all is what counts. */
  for (int i = 0; i < 3 && took > G_USEC_PER_SEC; i++)
    {
      webkit_web_view_terminate_web_process (view);
      g_free (after);
      after = pane_get_html (self->preview);
      took = g_get_monotonic_time () - ended;
      g_test_message ("back after %.0f ms", took / 1e3);
    }
  g_assert_cmpint (ended, >, 0);
  g_assert_cmpint (took, <, G_USEC_PER_SEC);
  g_assert_cmpstr (after, ==, before);
  g_assert_nonnull (strstr (after, "data-theme=\"dark\""));
  g_assert_nonnull (strstr (after, "magazine"));
  again = pane_run_script (self->preview, "return scrollY");
  g_assert_cmpfloat (ABS (again - y), <, 2);
  g_assert_cmpfloat (pane_run_script (self->preview, "return innerWidth"), ==, width);
  g_assert_cmpfloat (
      pane_run_script (self->preview,
                       "return " PARAGRAPH (30) ".matches('[data-marbre-marked]') ? 1:0"),
      ==, 1);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add ("/preview/empty", Pane, NULL, setup, test_empty, teardown);
  g_test_add ("/preview/patches", Pane, NULL, setup, test_patches, teardown);
  g_test_add ("/preview/pictures", Pane, NULL, setup, test_pictures, teardown);
  g_test_add ("/preview/hostile", Pane, NULL, setup, test_hostile, teardown);
  g_test_add ("/preview/places", Pane, NULL, setup, test_places, teardown);
  g_test_add ("/preview/other-story", Pane, NULL, setup, test_other_story, teardown);
  g_test_add ("/preview/templates", Pane, NULL, setup, test_templates, teardown);
  g_test_add ("/preview/widths", Pane, NULL, setup, test_widths, teardown);
  g_test_add ("/preview/carets", Pane, NULL, setup, test_carets, teardown);
  g_test_add ("/preview/unseen", Pane, NULL, setup, test_unseen, teardown);
  g_test_add ("/preview/note-carets", Pane, NULL, setup, test_note_carets, teardown);
  g_test_add ("/preview/click", Pane, NULL, setup, test_click, teardown);
  g_test_add ("/preview/process-end", Pane, NULL, setup, test_process_end, teardown);
  return g_test_run ();
}
