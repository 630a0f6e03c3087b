/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The corpus of attacks (tests/text/hostile-corpus.h) in the real view. Each is shown as the body
 * that a writer typed, and again put into the page past the sanitizer: no script leaves its trace,
 * nobody is asked for anything, and the page still follows what is written.
 */
#include "config.h"

#include <gtk/gtk.h>
#include <libsoup/soup.h>
#include <string.h>
#include <webkit/webkit.h>

#include "hostile-corpus.h"
#include "marbre-preview.h"

#define WATCHDOG_SEC 100
#define PWN          "document.documentElement.setAttribute('pwned','')"

typedef struct
{
  GtkWidget *window; /* (owned by GTK) */
  MarbrePreview *preview;
  SoupServer *server; /* (owned) */
  GString *hits;      /* (owned): the paths that were asked for */
  char *origin;       /* (owned) */
  guint watchdog;
} Fixture;

static gboolean
timed_out_cb (gpointer data)
{
  g_error ("nothing happened in time");
  return G_SOURCE_REMOVE;
}

static void
load_cb (const char *name,
         GCancellable *cancellable,
         GAsyncReadyCallback callback,
         gpointer callback_data,
         gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, callback_data);

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "No such picture");
}

static GBytes *
finish_cb (GAsyncResult *result, char **mime, gpointer data, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

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

static void
setup (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  GSList *uris;

  self->watchdog = g_timeout_add_seconds (WATCHDOG_SEC, timed_out_cb, NULL);
  self->hits = g_string_new (NULL);
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, server_cb, self->hits, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->origin = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  self->preview = MARBRE_PREVIEW (marbre_preview_new (load_cb, finish_cb, NULL));
  self->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 700, 500);
  gtk_window_set_child (GTK_WINDOW (self->window), GTK_WIDGET (self->preview));
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
teardown (Fixture *self, gconstpointer data)
{
  GtkWidget *preview = GTK_WIDGET (self->preview);

  g_object_add_weak_pointer (G_OBJECT (preview), (gpointer *) &preview);
  gtk_window_destroy (GTK_WINDOW (self->window));
  while (preview != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_clear_object (&self->server);
  g_string_free (self->hits, TRUE);
  g_free (self->origin);
  g_source_remove (self->watchdog);
}

static void
show (Fixture *self, const char *body)
{
  g_autoptr (MarbreStory) story = marbre_story_new_with_id ("story");
  g_autoptr (MarbreBlocks) blocks = marbre_blocks_parse (body, -1, "en", NULL, NULL);
  g_autoptr (MarbrePage) page = NULL;

  marbre_story_set_text (story, MARBRE_FIELD_HEADLINE, "A headline");
  page = marbre_page_new (story, blocks);
  marbre_preview_set_page (self->preview, page, blocks);
}

static void
got_html_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  *(char **) data = marbre_preview_get_html_finish (MARBRE_PREVIEW (object), result, &error);
  g_assert_no_error (error);
}

static char *
get_html (Fixture *self)
{
  char *html = NULL;

  marbre_preview_get_html_async (self->preview, NULL, got_html_cb, &html);
  while (html == NULL)
    g_main_context_iteration (NULL, TRUE);
  return html;
}

static guint
count_slots (Fixture *self)
{
  g_autofree char *html = get_html (self);
  g_auto (GStrv) parts = g_strsplit (html, "data-marbre-slot=", -1);

  return g_strv_length (parts) - 1;
}

/* The page after one attack, and then after a peaceful edit, which it must follow. */
static void
attack (Fixture *self, const char *vector, guint slots, guint number)
{
  g_autofree char *hostile = hostile_text (vector, self->origin, PWN);
  g_autofree char *body = g_strdup_printf ("Before.\n\n%s\n\nAfter %u.", hostile, number);
  g_autofree char *peaceful = g_strdup_printf ("Peace %u.", number);
  g_autofree char *html = NULL;
  g_autofree char *next = NULL;

  g_test_message ("%s", hostile);
  show (self, body);
  html = get_html (self);
  g_assert_null (strstr (html, "pwned=\"\""));
  g_assert_cmpuint (count_slots (self), ==, slots);
  show (self, peaceful);
  next = get_html (self);
  g_assert_nonnull (strstr (next, peaceful));
  g_assert_null (strstr (next, "Before."));
  g_assert_null (strstr (next, "pwned=\"\""));
}

/* A view without locks, which the same texts do reach out of: the server does count. */
static void
wait_for_control (Fixture *self)
{
  GtkWidget *control = g_object_ref_sink (webkit_web_view_new ());
  g_autofree char *page = g_strdup_printf ("<img src=\"%s/control\">", self->origin);

  webkit_web_view_load_html (WEBKIT_WEB_VIEW (control), page, NULL);
  while (strstr (self->hits->str, "/control") == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (control);
}

static void
test_corpus (Fixture *self, gconstpointer data)
{
  guint slots;

  show (self, "Words.");
  slots = count_slots (self);
  for (guint i = 0; i < G_N_ELEMENTS (hostile_html); i++)
    attack (self, hostile_html[i], slots, i);
  for (guint i = 0; i < G_N_ELEMENTS (hostile_markdown); i++)
    attack (self, hostile_markdown[i], slots, 1000 + i);
  wait_for_control (self);
  g_assert_cmpstr (self->hits->str, ==, " /control");
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add ("/preview/hostile/corpus", Fixture, NULL, setup, test_corpus, teardown);
  return g_test_run ();
}
