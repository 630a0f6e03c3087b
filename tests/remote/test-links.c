/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asking after the pages that a story links to: what sites answer and what is made of it, how
 * often they are asked, and how a round ends early.
 */
#include "config.h"

#include <libsoup/soup.h>
#include <string.h>

#include "marbre-link-round.h"

/* A site in a thread of its own. */
typedef struct
{
  GThread *thread;
  GMainLoop *loop;
  GMutex mutex;
  GCond ready;
  int port;
  GString *asked; /* (owned): methods and paths, each after a space */
} Site;

static void
redirect (SoupServerMessage *message, guint status, const char *to)
{
  soup_message_headers_append (soup_server_message_get_response_headers (message), "Location", to);
  soup_server_message_set_status (message, status, NULL);
}

static void
serve_cb (SoupServer *server,
          SoupServerMessage *message,
          const char *path,
          GHashTable *query,
          gpointer data)
{
  Site *self = data;
  gboolean head = g_str_equal (soup_server_message_get_method (message), "HEAD");
  guint status = 200;

  g_mutex_lock (&self->mutex);
  g_string_append_printf (self->asked, " %s%s", head ? "HEAD" : "GET", path);
  g_cond_signal (&self->ready);
  g_mutex_unlock (&self->mutex);
  if (g_str_equal (path, "/moved"))
    redirect (message, 301, "/new?a=1");
  else if (g_str_equal (path, "/for-now"))
    redirect (message, 302, "/new");
  else if (g_str_equal (path, "/half"))
    redirect (message, 301, "/for-now");
  else if (g_str_equal (path, "/slash"))
    redirect (message, 301, "/slash/");
  else if (g_str_equal (path, "/dropped"))
    redirect (message, 302, "/");
  else if (g_str_equal (path, "/inside"))
    redirect (message, 301, "https://192.168.1.1/");
  else if (g_str_equal (path, "/hang"))
    soup_server_message_pause (message);
  else
    {
      if (g_str_has_prefix (path, "/status/"))
        status = (guint) g_ascii_strtoull (path + strlen ("/status/"), NULL, 10);
      else if (g_str_equal (path, "/no-head") && head)
        status = 404;
      soup_server_message_set_status (message, status, NULL);
      soup_server_message_set_response (message, "text/html", SOUP_MEMORY_STATIC, "Hello", 5);
    }
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
  self->loop = g_main_loop_new (context, FALSE);
  self->port = g_uri_get_port (uris->data);
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
  while (self->port == 0)
    g_cond_wait (&self->ready, &self->mutex);
  g_mutex_unlock (&self->mutex);
}

static void
site_stop (Site *self, gconstpointer data)
{
  g_main_loop_quit (self->loop);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_string_free (self->asked, TRUE);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->ready);
}

static char *
at (Site *self, const char *path)
{
  return g_strdup_printf ("http://127.0.0.1:%d%s", self->port, path);
}

static void
test_answers (Site *self, gconstpointer data)
{
  static const struct
  {
    const char *path;
    MarbreLinkState state;
    const char *says; /* in the reason or the target */
    gboolean wait;
  } cases[] = {
    { "/page", MARBRE_LINK_THERE, NULL, FALSE },
    { "/no-head", MARBRE_LINK_THERE, NULL, FALSE },
    { "/status/404", MARBRE_LINK_GONE, NULL, FALSE },
    { "/status/410", MARBRE_LINK_GONE, NULL, FALSE },
    { "/status/403", MARBRE_LINK_UNSURE, "403", FALSE },
    { "/status/500", MARBRE_LINK_UNSURE, "out of order (500)", FALSE },
    { "/status/429", MARBRE_LINK_UNSURE, "so often", TRUE },
    { "/status/503", MARBRE_LINK_UNSURE, "503", TRUE },
    { "/moved", MARBRE_LINK_MOVED, "/new?a=1", FALSE },
    { "/for-now", MARBRE_LINK_THERE, NULL, FALSE },
    { "/half", MARBRE_LINK_THERE, NULL, FALSE },
    { "/slash", MARBRE_LINK_THERE, NULL, FALSE },
    { "/dropped", MARBRE_LINK_FRONT, NULL, FALSE },
    { "/", MARBRE_LINK_THERE, NULL, FALSE },
    { "/inside", MARBRE_LINK_UNSURE, "private network", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *address = at (self, cases[i].path);
      g_autoptr (GError) error = NULL;
      gboolean wait;
      g_autoptr (MarbreLinkAnswer) answer =
          marbre_link_ask (address, MARBRE_LINK_PATIENCE, &wait, NULL, &error);
      const char *words;

      g_test_message ("%s", cases[i].path);
      g_assert_no_error (error);
      g_assert_cmpint (answer->state, ==, cases[i].state);
      g_assert_cmpint (wait, ==, cases[i].wait);
      g_assert_false (answer->is_silent);
      words = answer->reason ? answer->reason : answer->target;
      if (cases[i].says != NULL)
        g_assert_nonnull (strstr (words, cases[i].says));
    }
}

/* The page itself is not wanted; what HEAD does not tell, GET does; who is silent is asked once. */
static void
test_methods (Site *self, gconstpointer data)
{
  static const char *const paths[] = { "/page", "/no-head", "/hang" };
  gboolean wait;

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *address = at (self, paths[i]);
      g_autoptr (MarbreLinkAnswer) answer = marbre_link_ask (address, 1, &wait, NULL, NULL);

      g_assert_cmpint (answer->is_silent, ==, i == 2);
      if (i == 2)
        g_assert_nonnull (strstr (answer->reason, "did not answer in time"));
    }
  g_assert_cmpstr (self->asked->str, ==, " HEAD/page HEAD/no-head GET/no-head HEAD/hang");
}

typedef struct
{
  GAsyncResult *result; /* (owned) (nullable) */
  guint told;
  guint total;
  GCancellable *cancellable; /* (owned) (nullable) */
} Watch;

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Watch *watch = data;

  watch->result = g_object_ref (result);
}

static void
progress_cb (guint done, guint total, gpointer data)
{
  Watch *watch = data;

  g_assert_cmpuint (done, >, watch->told);
  watch->told = done;
  watch->total = total;
}

static GHashTable *
go_round (Watch *watch, const char *const *addresses, GError **error)
{
  GHashTable *answers;

  marbre_link_round_async (addresses, 1, progress_cb, watch, watch->cancellable, ended_cb, watch);
  while (watch->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  answers = marbre_link_round_finish (watch->result, error);
  g_clear_object (&watch->result);
  return answers;
}

static MarbreLinkState
state_of (GHashTable *answers, const char *address)
{
  MarbreLinkAnswer *answer = g_hash_table_lookup (answers, address);

  g_assert_nonnull (answer);
  return answer->state;
}

/* One site is asked one page after the other, also if another one is silent meanwhile. */
static void
test_round (Site *self, gconstpointer data)
{
  g_autofree char *page = at (self, "/page");
  g_autofree char *gone = at (self, "/status/404");
  g_autofree char *last = at (self, "/last");
  g_autofree char *silent = g_strdup_printf ("http://localhost:%d/hang", self->port);
  const char *addresses[] = { page, gone, silent, last, "https:///", NULL };
  Watch watch = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) answers = go_round (&watch, addresses, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (answers), ==, 5);
  g_assert_cmpint (state_of (answers, page), ==, MARBRE_LINK_THERE);
  g_assert_cmpint (state_of (answers, gone), ==, MARBRE_LINK_GONE);
  g_assert_cmpint (state_of (answers, last), ==, MARBRE_LINK_THERE);
  g_assert_cmpint (state_of (answers, silent), ==, MARBRE_LINK_UNSURE);
  g_assert_cmpint (state_of (answers, "https:///"), ==, MARBRE_LINK_UNSURE);
  g_assert_false (marbre_link_round_was_offline (answers));
  g_assert_cmpuint (watch.told, ==, 5);
  g_assert_cmpuint (watch.total, ==, 5);
}

/* A site that says that it is asked too often is not asked again. */
static void
test_left_alone (Site *self, gconstpointer data)
{
  g_autofree char *busy = at (self, "/status/429");
  g_autofree char *next = at (self, "/page");
  g_autofree char *last = at (self, "/other");
  const char *addresses[] = { busy, next, last, NULL };
  Watch watch = { 0 };
  g_autoptr (GHashTable) answers = go_round (&watch, addresses, NULL);

  g_assert_cmpint (state_of (answers, next), ==, MARBRE_LINK_UNSURE);
  g_assert_cmpint (state_of (answers, last), ==, MARBRE_LINK_UNSURE);
  g_assert_cmpstr (self->asked->str, ==, " HEAD/status/429");
}

static gpointer
cancel_when_asked (gpointer data)
{
  gpointer *both = data;
  Site *self = both[0];

  g_mutex_lock (&self->mutex);
  while (self->asked->len == 0)
    g_cond_wait (&self->ready, &self->mutex);
  g_mutex_unlock (&self->mutex);
  g_cancellable_cancel (both[1]);
  return NULL;
}

static void
test_cancelled (Site *self, gconstpointer data)
{
  g_autofree char *hang = at (self, "/hang");
  g_autofree char *page = at (self, "/page");
  const char *addresses[] = { hang, page, NULL };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gpointer both[] = { self, cancellable };
  Watch watch = { .cancellable = cancellable };
  g_autoptr (GError) error = NULL;
  GThread *thread = g_thread_new ("cancel", cancel_when_asked, both);
  GHashTable *answers = go_round (&watch, addresses, &error);

  g_thread_join (thread);
  g_assert_null (answers);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (watch.told, ==, 0);
  g_assert_null (strstr (self->asked->str, "/page"));
}

/* Never silent for long, and never done. */
static gboolean
drip_cb (GThreadedSocketService *service, GSocketConnection *connection)
{
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  GInputStream *in = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GSocket *socket = g_socket_connection_get_socket (connection);
  const char *text = "HTTP/1.1 200 OK\r\nX-Slow: ";
  char request[4096];

  /* Until the other side hangs up, which is something to read. */
  g_input_stream_read (in, request, sizeof request, NULL, NULL);
  do
    {
      g_output_stream_write_all (out, text, strlen (text), NULL, NULL, NULL);
      text = "x";
    }
  while (!g_socket_condition_timed_wait (socket, G_IO_IN, G_USEC_PER_SEC / 5, NULL, NULL));
  return TRUE;
}

static void
test_dripping (Site *self, gconstpointer data)
{
  g_autoptr (GSocketService) service = g_threaded_socket_service_new (2);
  guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
  g_autofree char *drip = g_strdup_printf ("http://127.0.0.1:%d/a", port);
  const char *addresses[] = { drip, NULL };
  Watch watch = { 0 };
  g_autoptr (GHashTable) answers = NULL;
  const MarbreLinkAnswer *answer;

  g_signal_connect (service, "run", G_CALLBACK (drip_cb), NULL);
  g_socket_service_start (service);
  answers = go_round (&watch, addresses, NULL);
  answer = g_hash_table_lookup (answers, drip);
  g_assert_cmpint (answer->state, ==, MARBRE_LINK_UNSURE);
  g_assert_nonnull (strstr (answer->reason, "in time"));
  g_socket_service_stop (service);
  g_socket_listener_close (G_SOCKET_LISTENER (service));
}

static void
test_offline (Site *self, gconstpointer data)
{
  const char *addresses[] = { "http://127.0.0.1:1/a", "http://localhost:1/b", NULL };
  Watch watch = { 0 };
  g_autoptr (GHashTable) answers = go_round (&watch, addresses, NULL);

  g_assert_cmpuint (g_hash_table_size (answers), ==, 2);
  g_assert_true (marbre_link_round_was_offline (answers));
}

static void
test_nothing (void)
{
  const char *addresses[] = { NULL };
  Watch watch = { 0 };
  g_autoptr (GHashTable) answers = go_round (&watch, addresses, NULL);

  g_assert_cmpuint (g_hash_table_size (answers), ==, 0);
  g_assert_false (marbre_link_round_was_offline (answers));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/remote/links/" name, Site, NULL, site_start, func, site_stop)
  ADD ("answers", test_answers);
  ADD ("methods", test_methods);
  ADD ("round", test_round);
  ADD ("left-alone", test_left_alone);
  ADD ("cancelled", test_cancelled);
  ADD ("offline", test_offline);
  ADD ("dripping", test_dripping);
#undef ADD
  g_test_add_func ("/remote/links/nothing", test_nothing);
  return g_test_run ();
}
