/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * No request leaves unless it is allowed for this story: a site on this machine counts what it is
 * asked by a pane that shows a story with pictures and a link of that site.
 */
#include "config.h"

#include <adwaita.h>
#include <libsoup/soup.h>
#include <string.h>

#include "marbre-reader.h"
#include "scene.h"

static const char svg[] = "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='30'/>";
static const char page[] = "<title>Their page</title><meta property=og:image content=/card.svg>";

typedef struct
{
  Scene scene;
  GtkWidget *window;
  MarbreReader *reader;
  SoupServer *server; /* (owned) */
  GString *asked;     /* (owned): paths, each after a space */
  char *origin;       /* (owned) */
} Fixture;

static void
serve_cb (SoupServer *server,
          SoupServerMessage *message,
          const char *path,
          GHashTable *query,
          gpointer data)
{
  gboolean is_page = g_str_equal (path, "/page");
  const char *body = is_page ? page : svg;

  g_string_append_printf (data, " %s", path);
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, is_page ? "text/html" : "image/svg+xml",
                                    SOUP_MEMORY_STATIC, body, strlen (body));
}

static void
set_up (Fixture *self, gconstpointer data)
{
  GSList *uris;

  scene_set_up (&self->scene);
  self->asked = g_string_new (NULL);
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, serve_cb, self->asked, NULL);
  g_assert_true (
      soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (self->server);
  self->origin = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  self->reader = MARBRE_READER (marbre_reader_new (self->scene.archive));
  self->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (self->window), GTK_WIDGET (self->reader));
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  GtkWidget *preview = GTK_WIDGET (marbre_reader_get_preview (self->reader));

  g_object_add_weak_pointer (G_OBJECT (preview), (gpointer *) &preview);
  gtk_window_destroy (GTK_WINDOW (self->window));
  scene_wait_until (preview == NULL);
  g_object_unref (self->server);
  g_string_free (self->asked, TRUE);
  g_free (self->origin);
  scene_tear_down (&self->scene);
}

/* A story with a lead picture, a figure and a link of the site. */
static void
show (Fixture *self, const char *id)
{
  g_autoptr (MarbreStory) story = marbre_story_new_with_id (id);
  g_autofree char *lead = g_strconcat (self->origin, "/lead-", id, ".svg", NULL);
  g_autofree char *body = g_strdup_printf (
      "![A](%s/figure-%s.svg)\n\n%s/page\n\n![B](marbre:///remote/%s%%2Fdirect.svg)", self->origin,
      id, self->origin, self->origin);
  g_autoptr (MarbreMedia) media = marbre_media_new (lead, NULL, NULL, NULL);
  g_autoptr (MarbreBlocks) blocks = marbre_blocks_parse (body, -1, "en", NULL, NULL);
  g_autoptr (MarbrePage) shown = NULL;

  marbre_story_set_lead_image (story, media);
  shown = marbre_page_new (story, blocks);
  marbre_reader_set_page (self->reader, shown);
}

static void
got_html_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(char **) data = marbre_preview_get_html_finish (MARBRE_PREVIEW (source), result, NULL);
}

static char *
get_html (Fixture *self)
{
  char *html = NULL;

  marbre_preview_get_html_async (marbre_reader_get_preview (self->reader), NULL, got_html_cb,
                                 &html);
  scene_wait_until (html != NULL);
  return html;
}

static void
wait_for_html (Fixture *self, const char *part)
{
  for (;;)
    {
      g_autofree char *html = get_html (self);

      if (strstr (html, part) != NULL)
        return;
      g_main_context_iteration (NULL, FALSE);
    }
}

/* Looks at the page until the archive and the page have had their time to do something wrong: a
 * load that was allowed for another story is the last to come. */
static void
settle (Fixture *self)
{
  for (guint i = 0; i < 20; i++)
    g_free (get_html (self));
}

static void
test_asked_first (Fixture *self, gconstpointer data)
{
  MarbrePreview *preview = marbre_reader_get_preview (self->reader);
  MarbreWebContent *web = marbre_reader_get_web_content (self->reader);

  show (self, "one");
  scene_wait_until (marbre_preview_get_remote_waiting (preview) == 3);
  settle (self);
  g_assert_cmpstr (self->asked->str, ==, "");

  g_signal_emit_by_name (preview, "load-remote");
  g_assert_true (marbre_web_content_get_allowed (web));
  scene_wait_until (strstr (self->asked->str, "/lead-one.svg") != NULL &&
                    strstr (self->asked->str, "/figure-one.svg") != NULL &&
                    strstr (self->asked->str, "/card.svg") != NULL);
  wait_for_html (self, "Their page");
  g_assert_cmpuint (marbre_preview_get_remote_waiting (preview), ==, 0);

  /* It was allowed for that story only. */
  g_string_truncate (self->asked, 0);
  show (self, "two");
  scene_wait_until (marbre_preview_get_remote_waiting (preview) >= 2);
  settle (self);
  g_assert_false (marbre_web_content_get_allowed (web));
  g_assert_cmpstr (self->asked->str, ==, "");

  /* It is remembered; what was fetched is still here. */
  show (self, "one");
  scene_wait_until (marbre_web_content_get_allowed (web));
  wait_for_html (self, "figure-one.svg\"");
  settle (self);
  g_assert_cmpstr (self->asked->str, ==, "");

  /* And can be withdrawn. */
  marbre_web_content_set_allowed (web, FALSE);
  scene_wait_until (marbre_preview_get_remote_waiting (preview) == 3);
  settle (self);
  g_assert_cmpstr (self->asked->str, ==, "");
}

/* A link to a story of the newsroom's own shows it without asking anybody. */
static void
test_own_story (Fixture *self, gconstpointer data)
{
  g_autofree char *url = g_strconcat (self->origin, "/page", NULL);
  g_autoptr (MarbreStory) ours = marbre_story_new_with_id ("ours");

  marbre_story_set_text (ours, MARBRE_FIELD_HEADLINE, "Our own headline");
  marbre_story_set_state (ours, MARBRE_STORY_ARCHIVED);
  marbre_story_set_url (ours, url);
  g_assert_true (marbre_archive_save_story_sync (self->scene.archive, ours, MARBRE_SAVE_NONE, NULL,
                                                 NULL));
  show (self, "one");
  wait_for_html (self, "Our own headline");
  settle (self);
  g_assert_cmpstr (self->asked->str, ==, "");
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name, func)                                                                            \
  g_test_add ("/app/web-content/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("asked-first", test_asked_first);
  ADD ("own-story", test_own_story);
#undef ADD
  return g_test_run ();
}
