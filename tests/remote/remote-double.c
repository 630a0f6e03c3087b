/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A site that misbehaves on order; see remote-double.h.
 */
#include "config.h"

#include "remote-double.h"

#include <json-glib/json-glib.h>
#include <string.h>

struct _RemoteDouble
{
  SoupServer *server;    /* (owned): its thread only */
  GMainContext *context; /* (owned) */
  GMainLoop *loop;       /* (owned) */
  GThread *thread;       /* (owned) */
  GUri *uri;             /* (owned) */

  GMutex lock;
  GCond changed;
  GPtrArray *requests; /* (mutex lock) (owned): "METHOD path?query\nbody" */
  GPtrArray *posts;    /* (mutex lock) (owned) (element-type JsonObject): index + 1 is the id */
  guint terms;         /* (mutex lock): how many were made */
  char *method;        /* (mutex lock) (owned): of the request that goes wrong */
  char *path;          /* (mutex lock) (owned): prefix of its path */
  DoubleFault fault;   /* (mutex lock): once */
  guint status;        /* (mutex lock) */
  char *target;        /* (mutex lock) (owned) (nullable) */
  RemoteDoubleServe serve; /* (nullable): before the first request */
  gpointer serve_data;
};

static void
answer (SoupServerMessage *message, guint status, const char *type, const char *body)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, body, strlen (body));
}

static void
answer_json (SoupServerMessage *message, guint status, JsonNode *node)
{
  g_autofree char *text = json_to_string (node, FALSE);

  answer (message, status, "application/json", text);
}

/* The members of what was sent, as WordPress gives them back. */
static void
take_fields (JsonObject *post, SoupServerMessage *message)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  g_assert_true (json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL),
                                             (gssize) g_bytes_get_size (bytes), NULL));
  json_object_iter_init (&iter, json_node_get_object (json_parser_get_root (parser)));
  while (json_object_iter_next (&iter, &name, &value))
    {
      JsonObject *raw;

      if (!g_str_equal (name, "title") && !g_str_equal (name, "content") &&
          !g_str_equal (name, "excerpt"))
        {
          json_object_set_member (post, name, json_node_copy (value));
          continue;
        }
      raw = json_object_new ();
      json_object_set_string_member (raw, "raw", json_node_get_string (value));
      json_object_set_object_member (post, name, raw);
    }
}

static JsonObject *
make_post (RemoteDouble *self)
{
  JsonObject *post = json_object_new ();
  JsonObject *content = json_object_new ();

  g_ptr_array_add (self->posts, post);
  json_object_set_int_member (post, "id", self->posts->len);
  json_object_set_string_member (content, "raw", "");
  json_object_set_object_member (post, "content", content);
  json_object_set_string_member (post, "link", "http://127.0.0.1/?p=1");
  json_object_set_member (post, "_embedded",
                          json_from_string ("{\"author\":[{\"name\":\"admin\"}]}", NULL));
  return post;
}

static void
touch (JsonObject *post)
{
  static int changes;
  g_autofree char *moment =
      g_strdup_printf ("2026-01-01T00:00:%02d", g_atomic_int_add (&changes, 1) % 60);

  json_object_set_string_member (post, "modified_gmt", moment);
}

static void
serve_posts (RemoteDouble *self, SoupServerMessage *message, const char *path, GHashTable *query)
{
  g_autoptr (JsonNode) node = NULL;
  const gboolean writes = g_str_equal (soup_server_message_get_method (message), "POST");
  const guint id = (guint) g_ascii_strtoull (path, NULL, 10);
  JsonObject *post;

  if (id == 0 && !writes)
    {
      g_autoptr (JsonArray) found = json_array_new ();

      for (guint i = 0; i < self->posts->len; i++)
        {
          const char *slug = query ? g_hash_table_lookup (query, "slug") : NULL;

          post = g_ptr_array_index (self->posts, i);
          if (slug == NULL ||
              g_str_equal (json_object_get_string_member_with_default (post, "slug", ""), slug))
            json_array_add_object_element (found, json_object_ref (post));
        }
      node = json_node_init_array (json_node_alloc (), found);
      answer_json (message, 200, node);
      return;
    }
  if (id > self->posts->len)
    {
      answer (message, 404, "application/json", "{\"code\":\"rest_post_invalid_id\"}");
      return;
    }
  post = id == 0 ? make_post (self) : g_ptr_array_index (self->posts, id - 1);
  if (writes)
    {
      take_fields (post, message);
      touch (post);
    }
  node = json_node_init_object (json_node_alloc (), post);
  answer_json (message, id == 0 ? 201 : 200, node);
}

static void
serve (RemoteDouble *self, SoupServerMessage *message, const char *path, GHashTable *query)
{
  const char *method = soup_server_message_get_method (message);

  if (self->serve)
    self->serve (message, path, query, self->serve_data);
  else if (g_str_has_prefix (path, "/wp-json/wp/v2/posts"))
    {
      path += strlen ("/wp-json/wp/v2/posts");
      serve_posts (self, message, *path == '/' ? path + 1 : path, query);
    }
  else if (g_str_has_prefix (path, "/wp-json/wp/v2/media"))
    answer (message, 201, "application/json",
            "{\"id\":77,\"source_url\":\"http://127.0.0.1/quai.png\"}");
  else if (g_str_equal (method, "POST"))
    {
      g_autofree char *term = g_strdup_printf ("{\"id\":%u}", 100 + self->terms++);

      answer (message, 201, "application/json", term);
    }
  else
    answer (message, 200, "application/json", "[]");
}

static void
break_off (SoupServerMessage *message, const char *words)
{
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

  g_output_stream_write_all (g_io_stream_get_output_stream (stream), words, strlen (words), NULL,
                             NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);
}

/* Spaces after @words, @length of them each @milliseconds, until the client has had enough. */
static void
pour (SoupServerMessage *message, const char *words, gsize length, guint milliseconds)
{
  g_autoptr (GSocket) socket = g_object_ref (soup_server_message_get_socket (message));
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);
  GOutputStream *out = g_io_stream_get_output_stream (stream);
  g_autofree char *spaces = g_strnfill (length, ' ');
  gboolean open = g_output_stream_write_all (out, words, strlen (words), NULL, NULL, NULL);

  while (open)
    {
      open = g_output_stream_write_all (out, spaces, length, NULL, NULL, NULL);
      if (milliseconds > 0)
        open = open && !g_socket_condition_timed_wait (socket, G_IO_IN, milliseconds * 1000, NULL,
                                                       NULL);
    }
  g_io_stream_close (stream, NULL, NULL);
}

static void
misbehave (RemoteDouble *self, SoupServerMessage *message, const char *path, GHashTable *query)
{
  g_autofree char *long_text = NULL;

  switch (self->fault)
    {
    case DOUBLE_STATUS:
      answer (message, self->status, "application/json", "{}");
      soup_message_headers_append (soup_server_message_get_response_headers (message),
                                   "Retry-After", "120");
      break;
    case DOUBLE_HTML:
      answer (message, 200, "text/html", "<!DOCTYPE html><title>Log in</title>");
      break;
    case DOUBLE_WARNING:
      answer (message, 200, "application/json", "<b>Warning</b>: in x.php\n{\"id\":1}");
      break;
    case DOUBLE_TRUNCATED:
      break_off (message, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                          "Content-Length: 1000\r\n\r\n{\"id\":");
      break;
    case DOUBLE_SHAPE:
      answer (message, 200, "application/json", "{\"id\":\"one\",\"content\":[]}");
      break;
    case DOUBLE_NESTED:
      long_text = g_strnfill (10000, '[');
      answer (message, 200, "application/json", long_text);
      break;
    case DOUBLE_REDIRECT:
      soup_server_message_set_redirect (message, self->status ? self->status : 307, self->target);
      break;
    case DOUBLE_LOSE:
      serve (self, message, path, query);
      break_off (message, "");
      break;
    case DOUBLE_HANG:
      soup_server_message_pause (message);
      break;
    case DOUBLE_ENDLESS:
      long_text = g_strnfill (17 * 1024 * 1024, ' ');
      answer (message, 200, "application/json", long_text);
      break;
    case DOUBLE_FLOOD:
      pour (message, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                     "Content-Length: 10737418240\r\n\r\n[", 64 * 1024, 0);
      break;
    case DOUBLE_SHORT:
      break_off (message, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                          "Content-Length: 5\r\n\r\n{\"id\":1}");
      break;
    case DOUBLE_LENGTH:
      break_off (message, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                          "Content-Length: lots\r\n\r\n{\"id\":");
      break;
    case DOUBLE_DRIP:
      pour (message, "HTTP/1.1 200 OK\r\nX-Wait: ", 1, 50);
      break;
    case DOUBLE_LOOP:
      soup_server_message_set_redirect (
          message, 302, g_uri_get_path (soup_server_message_get_uri (message)));
      break;
    case DOUBLE_HONEST:
    default:
      g_assert_not_reached ();
    }
}

static void
note_request (RemoteDouble *self, SoupServerMessage *message)
{
  g_autoptr (GBytes) body =
      soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autofree char *address = g_uri_to_string_partial (soup_server_message_get_uri (message),
                                                      G_URI_HIDE_USERINFO);
  const char *path = strchr (strstr (address, "//") + 2, '/');
  const char *authorization = soup_message_headers_get_one (
      soup_server_message_get_request_headers (message), "Authorization");

  g_ptr_array_add (self->requests,
                   g_strdup_printf ("%s %s%s\n%.*s", soup_server_message_get_method (message), path,
                                    authorization ? "" : " (anonymous)",
                                    (int) g_bytes_get_size (body),
                                    (const char *) g_bytes_get_data (body, NULL)));
  g_cond_broadcast (&self->changed);
}

static void
handler_cb (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  RemoteDouble *self = user_data;

  g_mutex_lock (&self->lock);
  note_request (self, message);
  if (self->fault != DOUBLE_HONEST && g_str_has_prefix (path, self->path) &&
      g_str_equal (soup_server_message_get_method (message), self->method))
    {
      misbehave (self, message, path, query);
      if (self->fault != DOUBLE_LOOP)
        self->fault = DOUBLE_HONEST;
    }
  else
    serve (self, message, path, query);
  g_mutex_unlock (&self->lock);
}

static gpointer
run_server (gpointer data)
{
  RemoteDouble *self = data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

/* With a certificate it speaks https. */
RemoteDouble *
remote_double_new (GTlsCertificate *certificate)
{
  RemoteDouble *self = g_new0 (RemoteDouble, 1);
  g_autoptr (GError) error = NULL;
  GSList *uris;

  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->requests = g_ptr_array_new_with_free_func (g_free);
  self->posts = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);

  g_main_context_push_thread_default (self->context);
  self->server = soup_server_new ("tls-certificate", certificate, NULL);
  soup_server_add_handler (self->server, NULL, handler_cb, self, NULL);
  soup_server_listen_local (self->server, 0,
                            SOUP_SERVER_LISTEN_IPV4_ONLY |
                                (certificate ? SOUP_SERVER_LISTEN_HTTPS : 0),
                            &error);
  g_main_context_pop_thread_default (self->context);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->uri = g_uri_ref (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  self->thread = g_thread_new ("double", run_server, self);
  return self;
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

void
remote_double_free (RemoteDouble *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_callback (source, quit_cb, self->loop, NULL);
  g_source_attach (source, self->context);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_uri_unref (self->uri);
  g_ptr_array_unref (self->requests);
  g_ptr_array_unref (self->posts);
  g_free (self->method);
  g_free (self->path);
  g_free (self->target);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}

/* Before the first request. */
void
remote_double_set_serve (RemoteDouble *self, RemoteDoubleServe serve_func, gpointer data)
{
  self->serve = serve_func;
  self->serve_data = data;
}

char *
remote_double_get_url (RemoteDouble *self, const char *path)
{
  return g_strdup_printf ("%s://127.0.0.1:%d%s", g_uri_get_scheme (self->uri),
                          g_uri_get_port (self->uri), path);
}

/* The next request of that method under that path goes wrong, once. */
void
remote_double_set_fault (RemoteDouble *self,
                         const char *method,
                         const char *path,
                         DoubleFault fault,
                         guint status,
                         const char *target)
{
  g_mutex_lock (&self->lock);
  g_free (self->method);
  g_free (self->path);
  g_free (self->target);
  self->method = g_strdup (method);
  self->path = g_strdup (path);
  self->target = g_strdup (target);
  self->fault = fault;
  self->status = status;
  g_mutex_unlock (&self->lock);
}

/* How many requests began like @request. */
guint
remote_double_count (RemoteDouble *self, const char *request)
{
  guint count = 0;

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->requests->len; i++)
    count += g_str_has_prefix (g_ptr_array_index (self->requests, i), request);
  g_mutex_unlock (&self->lock);
  return count;
}

/* The body of the last request that began like @request, %NULL if there was none. */
char *
remote_double_find (RemoteDouble *self, const char *request)
{
  char *body = NULL;

  g_mutex_lock (&self->lock);
  for (guint i = self->requests->len; i > 0 && body == NULL; i--)
    {
      const char *noted = g_ptr_array_index (self->requests, i - 1);

      if (g_str_has_prefix (noted, request))
        body = g_strdup (strchr (noted, '\n') + 1);
    }
  g_mutex_unlock (&self->lock);
  return body;
}

guint
remote_double_n_requests (RemoteDouble *self)
{
  return remote_double_count (self, "");
}

guint
remote_double_n_posts (RemoteDouble *self)
{
  guint count;

  g_mutex_lock (&self->lock);
  count = self->posts->len;
  g_mutex_unlock (&self->lock);
  return count;
}

/* Until a request that began like @request has come. */
void
remote_double_wait_for (RemoteDouble *self, const char *request)
{
  while (remote_double_count (self, request) == 0)
    {
      g_mutex_lock (&self->lock);
      g_cond_wait_until (&self->changed, &self->lock,
                         g_get_monotonic_time () + G_TIME_SPAN_SECOND / 20);
      g_mutex_unlock (&self->lock);
    }
}
