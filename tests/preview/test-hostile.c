/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The corpus of attacks (tests/text/hostile-corpus.h) in the real view. Each is shown as the body
 * that a writer typed, and again put into the page past the sanitizer: no script leaves its trace,
 * nobody is asked for anything, and the page still follows what is written.
 */
#include "config.h"

#include <libsoup/soup.h>
#include <string.h>

#include "hostile-corpus.h"
#include "pane.h"

#define PWN "document.documentElement.setAttribute('pwned','')"

typedef struct
{
  Pane pane;
  SoupServer *server; /* (owned) */
  GString *hits;      /* (owned): the paths that were asked for */
  char *origin;       /* (owned) */
} Fixture;

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

  self->hits = g_string_new (NULL);
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, server_cb, self->hits, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->origin = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  pane_open (&self->pane);
}

static void
teardown (Fixture *self, gconstpointer data)
{
  pane_close (&self->pane);
  g_clear_object (&self->server);
  g_string_free (self->hits, TRUE);
  g_free (self->origin);
}

static guint
count_slots (Fixture *self)
{
  g_autofree char *html = pane_get_html (self->pane.preview);
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
  pane_show (self->pane.preview, "A headline", body);
  html = pane_get_html (self->pane.preview);
  g_assert_null (strstr (html, "pwned=\"\""));
  g_assert_cmpuint (count_slots (self), ==, slots);
  pane_show (self->pane.preview, "A headline", peaceful);
  next = pane_get_html (self->pane.preview);
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

  pane_show (self->pane.preview, "A headline", "Words.");
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
