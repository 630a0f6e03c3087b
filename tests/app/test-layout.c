/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A layout from a page of a site: captured, cut, kept, shown with another story on screens of any
 * width, light and dark, and on paper, and silent from then on. The site is a server of our own;
 * with WP_REST in the environment (tests/servers) also a real WordPress.
 */
#include "config.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <string.h>

#include "marbre-layout-store.h"
#include "marbre-page-capture.h"
#include "marbre-preview-error.h"
#include "marbre-preview.h"
#include "marbre-printer.h"
#include "marbre-text-error.h"
#include "pane.h"
#include "scene.h"

#define PARAGRAPH_1 "The first tram left the depot at 4.52 in the morning, almost empty."
#define PARAGRAPH_2 "By noon every car was full, and the company had sent for more drivers."
#define HEADLINE    "The tram is here"

static const char page[] =
    "<!DOCTYPE html><html><head><title>x</title><link rel=stylesheet href=/main.css>"
    "<script>document.documentElement.className = 'scripted'</script>"
    "<script>addEventListener('load', () => setTimeout(() => {"
    "  const s = document.createElement('style'); document.head.append(s);"
    "  s.sheet.insertRule('.made { color: red }'); }, 50))</script></head>"
    "<body><header>The Paper <img src=/logo.png alt=''><img src=/gone.png alt=''></header>"
    "<main><h1>" HEADLINE "</h1><div class=entry-content><p>" PARAGRAPH_1 "</p><p>" PARAGRAPH_2
    "</p></div></main><footer id=about>About us</footer></body></html>";

/* A page with letters of its own, for three widths, and with a dark version. */
static const char styled_page[] =
    "<!DOCTYPE html><html><head><title>x</title><style>"
    "@font-face { font-family: 'Of the site'; src: url(/site.ttf) }"
    "body { font-family: 'Of the site'; color-scheme: light dark }"
    "h1 { font-family: 'Of the site'; text-transform: uppercase }"
    "@media (max-width: 600px) { main { color: rgb(1, 1, 1) } }"
    "@media (min-width: 601px) and (max-width: 1000px) { main { color: rgb(2, 2, 2) } }"
    "@media (min-width: 1001px) { main { color: rgb(3, 3, 3) } }"
    "@media screen and (prefers-color-scheme: dark) { main { background: rgb(9, 9, 9) } }"
    "</style></head><body><main><h1>" HEADLINE "</h1><div class=entry-content><p>" PARAGRAPH_1
    "</p><p>" PARAGRAPH_2 "</p></div></main></body></html>";

typedef struct
{
  SoupServer *server;
  char *base;          /* "http://127.0.0.1:PORT" */
  guint requests;
  char *folder;
  MarbreLayoutStore *store;
} Fixture;

/* The site */

static void
answer (SoupServerMessage *message, guint status, const char *type, const char *body)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, body, strlen (body));
}

/* Any font that can be told from those of the layouts. */
static void
answer_font (SoupServerMessage *message)
{
  g_autofree char *path = NULL;
  g_autofree char *bytes = NULL;
  gsize length = 0;
  g_autoptr (GError) error = NULL;

  g_spawn_sync (NULL,
                (char **) (const char *const[]){ "fc-match", "-f", "%{file}", "monospace", NULL },
                NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &path, NULL, NULL, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &bytes, &length, &error);
  g_assert_no_error (error);
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "font/ttf", SOUP_MEMORY_COPY, bytes, length);
}

static void
site_cb (SoupServer *server,
         SoupServerMessage *message,
         const char *path,
         GHashTable *query,
         gpointer data)
{
  Fixture *fixture = data;

  fixture->requests++;
  if (g_str_equal (path, "/story"))
    answer (message, 200, "text/html", page);
  else if (g_str_equal (path, "/styled"))
    answer (message, 200, "text/html", styled_page);
  else if (g_str_equal (path, "/site.ttf"))
    answer_font (message);
  else if (g_str_equal (path, "/main.css"))
    answer (message, 200, "text/css",
            "@import '/more.css'; @font-face{font-family:f;src:url(f.woff2)}");
  else if (g_str_equal (path, "/more.css"))
    answer (message, 200, "text/css", "header{background:url(b.png)} @import 'main.css';");
  else if (g_str_has_suffix (path, ".png") && !g_str_equal (path, "/gone.png"))
    answer (message, 200, "image/png", "not really a picture");
  else if (g_str_equal (path, "/f.woff2"))
    answer (message, 200, "application/octet-stream", "not really a font");
  else if (g_str_equal (path, "/sign-in"))
    answer (message, 200, "text/html", "<form><h1>Sign in</h1><input type=password></form>");
  else if (g_str_equal (path, "/broken"))
    answer (message, 500, "text/html", "<h1>Error</h1>");
  else if (g_str_equal (path, "/file"))
    answer (message, 200, "application/pdf", "%PDF-1.4");
  else if (g_str_equal (path, "/elsewhere"))
    soup_server_message_set_redirect (message, 302, "http://localhost:65001/story");
  else if (g_str_equal (path, "/large"))
    {
      g_autofree char *body = g_strnfill (50 * 1024 * 1024, 'x');

      answer (message, 200, "text/html", body);
    }
  else if (g_str_equal (path, "/never"))
    soup_server_message_pause (message);
  else
    answer (message, 404, "text/html", "<h1>Not here</h1>");
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  GSList *uris;

  fixture->server = soup_server_new ("server-header", "test", NULL);
  soup_server_add_handler (fixture->server, NULL, site_cb, fixture, NULL);
  soup_server_listen_local (fixture->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (fixture->server);
  fixture->base = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  fixture->folder = g_dir_make_tmp ("marbre-layouts-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->store = marbre_layout_store_new (fixture->folder);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->store);
  soup_server_disconnect (fixture->server);
  g_object_unref (fixture->server);
  scene_remove (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->base);
}

static MarbreStory *
make_story (void)
{
  MarbreStory *story = marbre_story_new ();

  marbre_story_set_text (story, MARBRE_FIELD_HEADLINE, HEADLINE);
  marbre_story_set_text (story, MARBRE_FIELD_BODY, PARAGRAPH_1 "\n\n" PARAGRAPH_2);
  return story;
}

/* Waiting */

static void
result_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  scene_wait_until (*result != NULL);
  return *result;
}

static char *
capture (const char *address, char **uri, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  marbre_page_capture_async (address, NULL, NULL, NULL, result_cb, &result);
  return marbre_page_capture_finish (wait_for (&result), uri, error);
}

static MarbreLayout *
make (Fixture *fixture, MarbreLayoutRecipe *recipe, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  marbre_layout_store_make_async (fixture->store, recipe, NULL, result_cb, &result);
  return marbre_layout_store_make_finish (fixture->store, wait_for (&result), error);
}

static MarbreLayoutRecipe *
capture_recipe (const char *address, MarbreStory *story, const char *id)
{
  g_autoptr (GPtrArray) picks = marbre_layout_picks_new ();
  g_autoptr (GError) error = NULL;
  char *uri = NULL;
  char *html = capture (address, &uri, &error);

  g_assert_no_error (error);
  return marbre_layout_recipe_new (html, uri, story, "Article", "The Paper", id, picks);
}

static void
keep (MarbreLayoutStore *store, MarbreLayout *layout)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  marbre_layout_store_keep_async (store, layout, NULL, result_cb, &result);
  marbre_layout_store_keep_finish (store, wait_for (&result), &error);
  g_assert_no_error (error);
}

static char *
file_text (MarbreLayout *layout, const char *name)
{
  GBytes *bytes = marbre_layout_get_file (layout, name);

  g_assert_nonnull (bytes);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* Tests */

static void
test_made (Fixture *fixture, gconstpointer data)
{
  g_autofree char *address = g_strconcat (fixture->base, "/story", NULL);
  g_autoptr (MarbreStory) story = make_story ();
  g_autoptr (MarbreLayoutRecipe) recipe = capture_recipe (address, story, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreLayout) layout = make (fixture, recipe, &error);
  g_autofree char *html = NULL;
  guint before;

  g_assert_no_error (error);
  html = file_text (layout, MARBRE_LAYOUT_PAGE);
  /* The site's own scripts ran, and are gone; what they made is kept. */
  g_assert_nonnull (strstr (html, "class=\"scripted\""));
  g_assert_nonnull (strstr (html, ".made"));
  g_assert_null (strstr (html, "<script"));
  g_assert_null (strstr (html, fixture->base));
  g_assert_nonnull (strstr (html, "data-marbre-slot=\"body\""));
  /* A page, two sheets, a font, two pictures; the one that is gone is left out. */
  g_assert_cmpuint (g_hash_table_size (marbre_layout_get_files (layout)), ==, 6);
  g_assert_null (strstr (html, "gone"));
  g_assert_cmpint (marbre_layout_get_trust (layout, MARBRE_SLOT_BODY), ==, MARBRE_CUT_SURE);
  g_assert_cmpint (marbre_layout_get_trust (layout, MARBRE_SLOT_TAGS), ==, MARBRE_CUT_MISSING);

  /* Cut again, nothing is fetched again. */
  before = fixture->requests;
  marbre_layout_picks_add (recipe->picks, 0, "footer #about .", MARBRE_LAYOUT_NOTHING);
  {
    g_autoptr (MarbreLayout) again = make (fixture, recipe, &error);
    g_autofree char *text = NULL;

    g_assert_no_error (error);
    text = file_text (again, MARBRE_LAYOUT_PAGE);
    g_assert_null (strstr (text, "About us"));
    g_assert_cmpuint (g_hash_table_size (marbre_layout_get_files (again)), ==, 6);
  }
  g_assert_cmpuint (fixture->requests, ==, before);
}

static void
test_kept (Fixture *fixture, gconstpointer data)
{
  g_autofree char *address = g_strconcat (fixture->base, "/story", NULL);
  g_autoptr (MarbreStory) story = make_story ();
  g_autoptr (MarbreLayoutRecipe) recipe = capture_recipe (address, story, NULL);
  g_autoptr (MarbreLayoutRecipe) newer = NULL;
  g_autoptr (MarbreLayout) layout = make (fixture, recipe, NULL);
  g_autoptr (MarbreLayout) second = NULL;
  g_autoptr (MarbreLayout) renamed = NULL;
  g_autofree char *setting = NULL;
  g_autofree char *stale = NULL;
  MarbreLayout *found;

  keep (fixture->store, layout);
  newer = capture_recipe (address, story, marbre_layout_get_id (layout));
  second = make (fixture, newer, NULL);
  keep (fixture->store, second);
  renamed = marbre_layout_rename (second, "Long read");
  keep (fixture->store, renamed);
  g_assert_cmpuint (g_list_model_get_n_items (marbre_layout_store_get_list (fixture->store)), ==,
                    1);
  stale = g_build_filename (fixture->folder, marbre_layout_get_id (layout),
                            marbre_layout_get_version (layout), NULL);
  g_assert_false (g_file_test (stale, G_FILE_TEST_EXISTS));

  /* After a restart: the name, the version, the files. */
  g_object_unref (fixture->store);
  fixture->store = marbre_layout_store_new (fixture->folder);
  scene_wait_until (
      g_list_model_get_n_items (marbre_layout_store_get_list (fixture->store)) == 1);
  setting = g_strconcat (MARBRE_LAYOUT_PREFIX, marbre_layout_get_id (layout), NULL);
  found = marbre_layout_store_find (fixture->store, setting);
  g_assert_nonnull (found);
  g_assert_cmpstr (marbre_layout_get_name (found), ==, "Long read");
  g_assert_cmpstr (marbre_layout_get_version (found), ==, marbre_layout_get_version (second));
  marbre_layout_store_remove (fixture->store, found);
  g_assert_null (marbre_layout_store_find (fixture->store, setting));
}

static void
test_bad_addresses (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *path;
    MarbrePreviewError code;
  } cases[] = {
    { "/broken", MARBRE_PREVIEW_ERROR_REFUSED },
    { "/none", MARBRE_PREVIEW_ERROR_REFUSED },
    { "/elsewhere", MARBRE_PREVIEW_ERROR_REFUSED },
    { "/file", MARBRE_PREVIEW_ERROR_NOT_A_PAGE },
    { "/large", MARBRE_PREVIEW_ERROR_TOO_LARGE },
  };
  static const char *const never[] = { "", "tram", "http://example.com/", "file:///etc/passwd",
                                       "javascript:alert(1)", "https://user:secret@example.com/" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *address = g_strconcat (fixture->base, cases[i].path, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_null (capture (address, NULL, &error));
      g_assert_error (error, MARBRE_PREVIEW_ERROR, (int) cases[i].code);
    }
  for (guint i = 0; i < G_N_ELEMENTS (never); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (capture (never[i], NULL, &error));
      g_assert_error (error, MARBRE_PREVIEW_ERROR, MARBRE_PREVIEW_ERROR_ADDRESS);
    }
}

static void
test_sign_in_page (Fixture *fixture, gconstpointer data)
{
  g_autofree char *address = g_strconcat (fixture->base, "/sign-in", NULL);
  g_autoptr (MarbreStory) story = make_story ();
  g_autoptr (MarbreLayoutRecipe) recipe = capture_recipe (address, story, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (make (fixture, recipe, &error));
  g_assert_error (error, MARBRE_TEXT_ERROR, MARBRE_TEXT_ERROR_INVALID);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autofree char *address = g_strconcat (fixture->base, "/never", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  marbre_page_capture_async (address, NULL, NULL, cancellable, result_cb, &result);
  scene_wait_until (fixture->requests > 0);
  g_cancellable_cancel (cancellable);
  g_assert_null (marbre_page_capture_finish (wait_for (&result), NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* The preview shows another story in it */

static void
load_media (const char *name,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer callback_data,
            gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, callback_data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "No pictures here");
}

static GBytes *
finish_media (GAsyncResult *result, char **mime, gpointer data, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
load_layout (const char *path,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer callback_data,
             gpointer data)
{
  marbre_layout_store_load_async (data, path, cancellable, callback, callback_data);
}

static GBytes *
finish_layout (GAsyncResult *result, char **mime, gpointer data, GError **error)
{
  return marbre_layout_store_load_finish (data, result, error);
}

static MarbrePage *
make_page (void)
{
  g_autoptr (MarbreStory) draft = marbre_story_new ();
  g_autoptr (MarbreBlocks) blocks =
      marbre_blocks_parse ("Tonight’s **text**.\n\n## And more", -1, NULL, NULL, NULL);

  marbre_story_set_text (draft, MARBRE_FIELD_HEADLINE, "Tonight’s headline");
  return marbre_page_new (draft, blocks);
}

/* Opens a window with a draft in @layout, and waits until it is there. */
static MarbrePreview *
open_draft (Fixture *fixture, MarbreLayout *layout)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *preview = marbre_preview_new (load_media, finish_media, NULL);
  g_autoptr (MarbrePage) shown = make_page ();
  g_autofree char *path = marbre_layout_dup_path (layout);

  gtk_window_set_default_size (GTK_WINDOW (window), 900, 700);
  gtk_window_set_child (GTK_WINDOW (window), preview);
  gtk_window_present (GTK_WINDOW (window));
  marbre_preview_set_layout_loader (MARBRE_PREVIEW (preview), load_layout, finish_layout,
                                    fixture->store);
  marbre_preview_set_layout (MARBRE_PREVIEW (preview), path);
  marbre_preview_set_page (MARBRE_PREVIEW (preview), shown, marbre_page_get_blocks (shown));
  g_free (pane_get_html (MARBRE_PREVIEW (preview)));
  return MARBRE_PREVIEW (preview);
}

static void
close_draft (MarbrePreview *preview)
{
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (preview))));
}

/* Shows a draft in @layout, and returns the page. */
static char *
show_draft (Fixture *fixture, MarbreLayout *layout)
{
  MarbrePreview *preview = open_draft (fixture, layout);
  char *html = pane_get_html (preview);

  close_draft (preview);
  return html;
}

static MarbreLayout *
make_styled (Fixture *fixture)
{
  g_autofree char *address = g_strconcat (fixture->base, "/styled", NULL);
  g_autoptr (MarbreStory) story = make_story ();
  g_autoptr (MarbreLayoutRecipe) recipe = capture_recipe (address, story, NULL);
  MarbreLayout *layout = make (fixture, recipe, NULL);

  marbre_layout_store_try_out (fixture->store, layout);
  return layout;
}

/* Waits for the style of the site's <main>. */
static void
wait_for_style (MarbrePreview *preview, const char *property, const char *value)
{
  g_autofree char *script = g_strdup_printf (
      "return getComputedStyle(document.querySelector('main')).%s === '%s' ? 1 : 0", property,
      value);

  scene_wait_until (pane_run_script (preview, script) == 1);
}

/* On the screens that the bar has: phone, tablet, desktop. */
static void
test_widths (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreLayout) layout = make_styled (fixture);
  MarbrePreview *preview = open_draft (fixture, layout);

  marbre_preview_set_page_width (preview, 390);
  wait_for_style (preview, "color", "rgb(1, 1, 1)");
  marbre_preview_set_page_width (preview, 820);
  wait_for_style (preview, "color", "rgb(2, 2, 2)");
  marbre_preview_set_page_width (preview, 1280);
  wait_for_style (preview, "color", "rgb(3, 3, 3)");
  g_assert_cmpfloat (pane_run_script (preview, "return innerWidth"), ==, 1280);
  close_draft (preview);
}

/* Paper is as the bar says, whatever the desktop is. */
static void
test_dark (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreLayout) layout = make_styled (fixture);
  MarbrePreview *preview = open_draft (fixture, layout);

  for (guint i = 0; i < 2; i++)
    {
      g_object_set (gtk_settings_get_default (), "gtk-application-prefer-dark-theme", i == 1, NULL);
      g_object_set (preview, "dark", TRUE, NULL);
      wait_for_style (preview, "backgroundColor", "rgb(9, 9, 9)");
      wait_for_style (preview, "colorScheme", "dark");
      g_object_set (preview, "dark", FALSE, NULL);
      wait_for_style (preview, "backgroundColor", "rgba(0, 0, 0, 0)");
      wait_for_style (preview, "colorScheme", "light");
    }
  g_object_set (gtk_settings_get_default (), "gtk-application-prefer-dark-theme", FALSE, NULL);
  close_draft (preview);
}

typedef struct
{
  char *slot; /* (owned) (nullable) */
  guint block;
  guint offset;
} Place;

static void
text_activated_cb (
    MarbrePreview *preview, guint block, guint offset, gboolean after, Place *place)
{
  *place = (Place){ g_strdup ("body"), block, offset };
}

static void
field_activated_cb (
    MarbrePreview *preview, const char *slot, guint offset, gboolean after, Place *place)
{
  *place = (Place){ g_strdup (slot), 0, offset };
}

static void
assert_click (MarbrePreview *preview, Place *place, const char *word, const char *slot, guint block,
              guint offset)
{
  g_autofree char *script = g_strdup_printf (
      "const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);"
      "while (walker.nextNode() && !walker.currentNode.data.includes('%s')) continue;"
      "const text = walker.currentNode, range = document.createRange();"
      "const at = text.data.indexOf('%s');"
      "range.setStart(text, at); range.setEnd(text, at + 1);"
      "const box = range.getBoundingClientRect();"
      "text.parentNode.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true,"
      " clientX: box.left + 1, clientY: box.top + box.height / 2 }));"
      "return 0", word, word);

  pane_run_script (preview, script);
  scene_wait_until (place->slot != NULL);
  g_assert_cmpstr (place->slot, ==, slot);
  g_assert_cmpuint (place->block, ==, block);
  g_assert_cmpuint (place->offset, ==, offset);
  g_clear_pointer (&place->slot, g_free);
}

/* A click on a word says which word of the draft it is. */
static void
test_clicked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreLayout) layout = make_styled (fixture);
  MarbrePreview *preview = open_draft (fixture, layout);
  Place place = { 0 };

  g_signal_connect (preview, "text-activated", G_CALLBACK (text_activated_cb), &place);
  g_signal_connect (preview, "field-activated", G_CALLBACK (field_activated_cb), &place);
  assert_click (preview, &place, "text", "body", 0, 10);
  assert_click (preview, &place, "more", "body", 1, 4);
  assert_click (preview, &place, "headline", "headline", 0, 10);
  close_draft (preview);
}

static char *
ask (const char *program, const char *file, const char *more)
{
  g_autoptr (GError) error = NULL;
  char *output = NULL;

  g_spawn_sync (NULL, (char **) (const char *const[]){ program, file, more, NULL }, NULL,
                G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL, NULL, &error);
  g_assert_no_error (error);
  return output;
}

/* Prints the draft as @preview would, and says which fonts the sheets have. */
static char *
print_draft (Fixture *fixture, MarbrePreview *preview, const char *file)
{
  g_autoptr (MarbrePrinter) printer = marbre_printer_new (load_media, finish_media, NULL);
  g_autoptr (MarbrePage) shown = make_page ();
  g_autoptr (GtkPageSetup) paper = gtk_page_setup_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GError) error = NULL;

  marbre_preview_instruct_printer (preview, printer);
  marbre_printer_make_async (printer, shown, marbre_preview_get_template (preview), paper, NULL,
                             NULL, result_cb, &result);
  pdf = marbre_printer_make_finish (printer, wait_for (&result), &error);
  g_assert_no_error (error);
  g_file_set_contents (file, g_bytes_get_data (pdf, NULL), (gssize) g_bytes_get_size (pdf), &error);
  g_assert_no_error (error);
  return ask ("pdffonts", file, NULL);
}

/* On paper the letters are the site's; if its layout has gone meanwhile, they are our own. */
static void
test_printed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (MarbreLayout) layout = make_styled (fixture);
  MarbrePreview *preview = open_draft (fixture, layout);
  g_autofree char *file = g_build_filename (fixture->folder, "story.pdf", NULL);
  g_autofree char *fonts = print_draft (fixture, preview, file);
  g_autofree char *text = ask ("pdftotext", file, "-");
  g_autofree char *without = NULL;
  g_autofree char *plain = NULL;

  g_assert_nonnull (strstr (fonts, "Mono"));
  g_assert_nonnull (strstr (text, "TONIGHT’S HEADLINE"));
  g_assert_nonnull (strstr (text, "Tonight’s text."));
  g_assert_nonnull (strstr (text, "1 / 1"));

  marbre_layout_store_try_out (fixture->store, NULL);
  without = print_draft (fixture, preview, file);
  plain = ask ("pdftotext", file, "-");
  g_assert_null (strstr (without, "Mono"));
  g_assert_nonnull (strstr (plain, "Tonight’s headline"));
  close_draft (preview);
}

static void
test_shown (Fixture *fixture, gconstpointer data)
{
  g_autofree char *address = g_strconcat (fixture->base, "/story", NULL);
  g_autoptr (MarbreStory) story = make_story ();
  g_autoptr (MarbreLayoutRecipe) recipe = capture_recipe (address, story, NULL);
  g_autoptr (MarbreLayout) layout = make (fixture, recipe, NULL);
  g_autofree char *trial = NULL;
  g_autofree char *kept = NULL;
  guint before = fixture->requests;

  marbre_layout_store_try_out (fixture->store, layout);
  trial = show_draft (fixture, layout);
  g_assert_nonnull (strstr (trial, ">Tonight’s headline</h1>"));
  g_assert_nonnull (strstr (trial, "Tonight’s <strong>text</strong>."));
  g_assert_nonnull (strstr (trial, "The Paper"));
  g_assert_null (strstr (trial, "4.52"));
  marbre_layout_store_try_out (fixture->store, NULL);
  keep (fixture->store, layout);
  kept = show_draft (fixture, layout);
  g_assert_nonnull (strstr (kept, ">Tonight’s headline</h1>"));
  g_assert_cmpuint (fixture->requests, ==, before);
}

/* A real WordPress */

static JsonObject *
post_to_wordpress (const char *path, const char *json)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autofree char *url = g_strconcat (g_getenv ("WP_REST"), path, NULL);
  g_autofree char *pair =
      g_strdup_printf ("%s:%s", g_getenv ("WP_USER"), g_getenv ("WP_APP_PASSWORD"));
  g_autofree char *encoded = g_base64_encode ((const guchar *) pair, strlen (pair));
  g_autofree char *authorization = g_strconcat ("Basic ", encoded, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", url);
  g_autoptr (GBytes) body = g_bytes_new_static (json, strlen (json));
  g_autoptr (GBytes) got = NULL;
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) error = NULL;

  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization",
                               authorization);
  soup_message_set_request_body_from_bytes (message, "application/json", body);
  got = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (message), ==, 201);
  text = g_strndup (g_bytes_get_data (got, NULL), g_bytes_get_size (got));
  root = json_from_string (text, &error);
  g_assert_no_error (error);
  return json_object_ref (json_node_get_object (root));
}

static void
test_wordpress (Fixture *fixture, gconstpointer data)
{
  static const char *const tags[] = { "Tramway", NULL };
  g_autoptr (JsonObject) tag = post_to_wordpress ("/wp/v2/tags", "{\"name\":\"Tramway\"}");
  g_autofree char *json = g_strdup_printf (
      "{\"title\":\"" HEADLINE " -- \\\"at last\\\"\",\"status\":\"publish\",\"content\":\"<p>"
      PARAGRAPH_1 "</p><p>" PARAGRAPH_2 "</p>\",\"tags\":[%" G_GINT64_FORMAT "]}",
      json_object_get_int_member (tag, "id"));
  g_autoptr (JsonObject) post = post_to_wordpress ("/wp/v2/posts", json);
  g_autoptr (MarbreStory) story = make_story ();
  g_autoptr (MarbreLayoutRecipe) recipe = NULL;
  g_autoptr (MarbreLayout) layout = NULL;
  g_autofree char *html = NULL;
  g_autofree char *shown = NULL;
  g_autoptr (GError) error = NULL;

  marbre_story_set_text (story, MARBRE_FIELD_HEADLINE, HEADLINE " -- \"at last\"");
  marbre_story_set_tags (story, tags);
  recipe = capture_recipe (json_object_get_string_member (post, "link"), story, NULL);
  layout = make (fixture, recipe, &error);
  g_assert_no_error (error);
  html = file_text (layout, MARBRE_LAYOUT_PAGE);
  g_assert_null (strstr (html, "<script"));
  g_assert_null (strstr (html, "4.52"));
  g_assert_cmpint (marbre_layout_get_trust (layout, MARBRE_SLOT_HEADLINE), ==, MARBRE_CUT_SURE);
  g_assert_cmpint (marbre_layout_get_trust (layout, MARBRE_SLOT_BODY), ==, MARBRE_CUT_SURE);
  g_assert_cmpint (marbre_layout_get_trust (layout, MARBRE_SLOT_TAGS), ==, MARBRE_CUT_SURE);
  g_assert_cmpint (marbre_layout_get_trust (layout, MARBRE_SLOT_BYLINE), !=, MARBRE_CUT_MISSING);
  marbre_layout_store_try_out (fixture->store, layout);
  shown = show_draft (fixture, layout);
  g_assert_nonnull (strstr (shown, ">Tonight’s headline</h1>"));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
#define ADD(path, function)                                                                        \
  g_test_add ("/app/layout/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("made", test_made);
  ADD ("kept", test_kept);
  ADD ("bad-addresses", test_bad_addresses);
  ADD ("sign-in-page", test_sign_in_page);
  ADD ("cancelled", test_cancelled);
  ADD ("shown", test_shown);
  ADD ("widths", test_widths);
  ADD ("dark", test_dark);
  ADD ("clicked", test_clicked);
  ADD ("printed", test_printed);
  if (g_getenv ("WP_REST") != NULL)
    ADD ("wordpress", test_wordpress);
#undef ADD
  return g_test_run ();
}
