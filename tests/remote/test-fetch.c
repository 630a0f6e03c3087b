/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pictures and cards of other people's sites: what is taken, what is refused, what is sent, and
 * what the cache gives when nobody answers.
 */
#include "config.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>

#include "marbre-fetch-cache.h"
#include "marbre-fetch.h"
#include "marbre-fetcher.h"
#include "marbre-remote-error.h"

static const char png[] = "\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01\x08\x06....IEND";

static const char page[] =
    "<!doctype html><html><head><title>Plain title</title>"
    "<meta property='og:title' content='Harbour   reopens &amp; fishes'>"
    "<meta name='description' content='Two lines\nof it'>"
    "<meta property='og:site_name' content='The Daily'>"
    "<meta property='og:image' content='/pictures/a.png'></head><body><script>1</script></body>";

/* A site in a thread of its own. */
typedef struct
{
  GThread *thread;
  GMainLoop *loop;
  GMutex mutex;
  GCond ready;
  char *origin;    /* (owned) */
  GString *asked;  /* (owned): paths, each after a space */
  char *headers;   /* (owned): of the last request, names in lower case */
} Site;

static void
note_header (const char *name, const char *value, gpointer data)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  g_string_append_printf (data, "%s ", lower);
}

static void
serve_cb (SoupServer *server,
          SoupServerMessage *message,
          const char *path,
          GHashTable *query,
          gpointer data)
{
  Site *self = data;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  GString *names = g_string_new (NULL);
  const char *type = "image/png";
  const char *body = png;
  gsize length = sizeof png - 1;

  g_mutex_lock (&self->mutex);
  g_string_append_printf (self->asked, " %s", path);
  soup_message_headers_foreach (soup_server_message_get_request_headers (message), note_header,
                                names);
  g_free (self->headers);
  self->headers = g_string_free (names, FALSE);
  g_mutex_unlock (&self->mutex);

  soup_message_headers_append (headers, "Set-Cookie", "who=you; Path=/");
  soup_server_message_set_status (message, 200, NULL);
  if (g_str_has_prefix (path, "/to/"))
    {
      g_autofree char *target = g_uri_unescape_string (path + strlen ("/to/"), NULL);

      soup_message_headers_append (headers, "Location", target);
      soup_server_message_set_status (message, 302, NULL);
      return;
    }
  if (g_str_equal (path, "/gone"))
    soup_server_message_set_status (message, 404, NULL);
  if (g_str_equal (path, "/page"))
    type = "text/html", body = page, length = strlen (page);
  if (g_str_equal (path, "/huge"))
    {
      length = MARBRE_FETCH_MAX_PICTURE + 1;
      soup_server_message_set_response (message, type, SOUP_MEMORY_TAKE, g_malloc0 (length),
                                        length);
      return;
    }
  soup_server_message_set_response (message, type, SOUP_MEMORY_STATIC, body, length);
}

static gpointer
run_site (gpointer data)
{
  Site *self = data;
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (SoupServer) server = NULL;
  GSList *uris;

  g_main_context_push_thread_default (context);
  server = soup_server_new (NULL, NULL);
  soup_server_add_handler (server, NULL, serve_cb, self, NULL);
  g_assert_true (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  uris = soup_server_get_uris (server);
  g_mutex_lock (&self->mutex);
  self->origin = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  self->loop = g_main_loop_new (context, FALSE);
  g_cond_signal (&self->ready);
  g_mutex_unlock (&self->mutex);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_main_loop_run (self->loop);
  soup_server_disconnect (server);
  g_main_context_pop_thread_default (context);
  return NULL;
}

static void
site_start (Site *self, gconstpointer data)
{
  g_mutex_init (&self->mutex);
  g_cond_init (&self->ready);
  self->asked = g_string_new (NULL);
  self->thread = g_thread_new ("site", run_site, self);
  g_mutex_lock (&self->mutex);
  while (self->origin == NULL)
    g_cond_wait (&self->ready, &self->mutex);
  g_mutex_unlock (&self->mutex);
}

static void
site_close (Site *self)
{
  if (self->thread == NULL)
    return;
  g_main_loop_quit (self->loop);
  g_thread_join (g_steal_pointer (&self->thread));
}

static void
site_stop (Site *self, gconstpointer data)
{
  site_close (self);
  g_main_loop_unref (self->loop);
  g_free (self->origin);
  g_free (self->headers);
  g_string_free (self->asked, TRUE);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->ready);
}

static char *
at (Site *self, const char *path)
{
  return g_strconcat (self->origin, path, NULL);
}

static void
test_picture (Site *self, gconstpointer data)
{
  g_autofree char *address = at (self, "/to/%2Fb.png");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = marbre_fetch_picture (address, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, sizeof png - 1);
  g_assert_cmpstr (self->asked->str, ==, " /to//b.png /b.png");
  /* The site learns what is asked for, by which program, and nothing of who or from where: the
   * cookie that came with the redirect is not sent back. */
  g_assert_null (strstr (self->headers, "cookie"));
  g_assert_null (strstr (self->headers, "referer"));
  g_assert_null (strstr (self->headers, "authorization"));
}

static void
test_refused (Site *self, gconstpointer data)
{
  static const struct
  {
    const char *path;
    int code;
  } cases[] = {
    { "/gone", MARBRE_REMOTE_ERROR_NOT_FOUND },
    { "/page", MARBRE_REMOTE_ERROR_REJECTED },
    { "/huge", MARBRE_REMOTE_ERROR_TOO_LARGE },
    { "/to/https:%2F%2F10.0.0.1%2Fa.png", MARBRE_REMOTE_ERROR_REJECTED },
    { "/to/http:%2F%2F169.254.169.254%2Fa", MARBRE_REMOTE_ERROR_REJECTED },
    { "/to/https:%2F%2F[::ffff:192.168.1.1]%2Fa", MARBRE_REMOTE_ERROR_REJECTED },
    { "/to/https:%2F%2F[fd00::1]%2Fa", MARBRE_REMOTE_ERROR_REJECTED },
    { "/to/https:%2F%2F2130706433%2Fa", MARBRE_REMOTE_ERROR_REJECTED },
    { "/to/http:%2F%2F127.0.0.1:1%2Fa", MARBRE_REMOTE_ERROR_REJECTED },
    { "/to/file:%2F%2F%2Fetc%2Fpasswd", MARBRE_REMOTE_ERROR_NOT_FOUND },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *address = at (self, cases[i].path);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].path);
      g_assert_null (marbre_fetch_picture (address, NULL, &error));
      g_assert_error (error, MARBRE_REMOTE_ERROR, cases[i].code);
    }
}

static void
test_card (Site *self, gconstpointer data)
{
  g_autofree char *address = at (self, "/page");
  g_autofree char *picture = at (self, "/pictures/a.png");
  g_autoptr (GError) error = NULL;
  g_autoptr (MarbreCard) card = marbre_fetch_card (address, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (card->title, ==, "Harbour reopens & fishes");
  g_assert_cmpstr (card->description, ==, "Two lines of it");
  g_assert_cmpstr (card->site, ==, "The Daily");
  g_assert_cmpstr (card->picture, ==, picture);
}

static void
wait_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GBytes *
get_picture (MarbreFetcher *fetcher, const char *address, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  marbre_fetcher_picture_async (fetcher, address, NULL, wait_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return marbre_fetcher_picture_finish (fetcher, result, error);
}

static MarbreCard *
get_card (MarbreFetcher *fetcher, const char *address)
{
  g_autoptr (GAsyncResult) result = NULL;

  marbre_fetcher_card_async (fetcher, address, NULL, wait_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return marbre_fetcher_card_finish (fetcher, result, NULL);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

/* Asked for once; and still there when the train is in the tunnel. */
static void
test_cache (Site *self, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("marbre-fetch-XXXXXX", NULL);
  g_autoptr (MarbreFetcher) fetcher = marbre_fetcher_new (folder);
  g_autofree char *address = at (self, "/a.png");
  g_autofree char *link = at (self, "/page");
  g_autofree char *other = at (self, "/other.png");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GBytes) bytes = get_picture (fetcher, address, &error);
      g_autoptr (MarbreCard) card = get_card (fetcher, link);

      g_assert_no_error (error);
      g_assert_cmpstr (card->title, ==, "Harbour reopens & fishes");
      if (i == 0)
        site_close (self);
    }
  g_assert_cmpstr (self->asked->str, ==, " /a.png /page");
  g_assert_null (get_picture (fetcher, other, &error));
  g_assert_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_OFFLINE);
  remove_folder (folder);
}

static void
test_pruned (void)
{
  g_autofree char *folder = g_dir_make_tmp ("marbre-fetch-XXXXXX", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("0123456789", 10);
  guint kept = 0;

  for (char key[] = "a"; *key <= 'z'; ++*key)
    marbre_fetch_cache_put (folder, key, bytes, 100);
  for (char key[] = "a"; *key <= 'z'; ++*key)
    {
      g_autoptr (GBytes) found = marbre_fetch_cache_get (folder, key, -1);

      kept += found != NULL;
    }
  g_assert_cmpuint (kept, ==, 10);
  remove_folder (folder);
}

static void
test_cancelled (Site *self, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("marbre-fetch-XXXXXX", NULL);
  g_autoptr (MarbreFetcher) fetcher = marbre_fetcher_new (folder);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *address = at (self, "/a.png");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  marbre_fetcher_picture_async (fetcher, address, cancellable, wait_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (marbre_fetcher_picture_finish (fetcher, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpstr (self->asked->str, ==, "");
  remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/remote/fetch/" name, Site, NULL, site_start, func, site_stop)
  ADD ("picture", test_picture);
  ADD ("refused", test_refused);
  ADD ("card", test_card);
  ADD ("cache", test_cache);
  ADD ("cancelled", test_cancelled);
#undef ADD
  g_test_add_func ("/remote/fetch/pruned", test_pruned);
  return g_test_run ();
}
