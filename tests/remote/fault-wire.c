/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A stretch of network; see fault-wire.h. Each request gets a connection of its own, so that the
 * one which breaks takes no other with it and the next can be refused.
 */
#include "config.h"

#include "fault-wire.h"

#include <gio/gio.h>
#include <string.h>

#define END_OF_HEAD "\r\n\r\n"
#define MAX_REQUEST (16 * 1024 * 1024)

struct _FaultWire
{
  guint site_port;
  guint16 port;
  GThread *thread; /* (owned) */

  GSocket *listener;   /* (owned) (nullable): the thread's; none while connections are refused */
  GCancellable *wake;  /* (owned): ends the thread's wait for a client */

  GMutex lock;
  GCond changed;
  gboolean open;       /* (mutex lock): whether it shall listen */
  gboolean listens;    /* (mutex lock): whether it does */
  gboolean stop;       /* (mutex lock) */
  Fault fault;         /* (mutex lock) */
  guint request;       /* (mutex lock): which one breaks, from 1 */
  GPtrArray *requests; /* (mutex lock) (owned): "METHOD path", since it was armed */
};

static GSocket *
listen_at (guint16 port)
{
  g_autoptr (GInetAddress) host = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (host, port);
  g_autoptr (GError) error = NULL;
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                  G_SOCKET_PROTOCOL_TCP, &error);

  g_assert_no_error (error);
  g_socket_bind (socket, address, TRUE, &error);
  g_assert_no_error (error);
  g_socket_listen (socket, &error);
  g_assert_no_error (error);
  return socket;
}

/* Opens or closes the door as it is wanted; on the thread, which is not waiting at it then. */
static void
turn (FaultWire *self)
{
  if (self->open && self->listener == NULL)
    self->listener = listen_at (self->port);
  if (!self->open && self->listener != NULL)
    {
      g_socket_close (self->listener, NULL);
      g_clear_object (&self->listener);
    }
  self->listens = self->open;
  g_cond_broadcast (&self->changed);
}

/* Reads until @end is there; all that there is if @end is NULL. */
static gsize
read_until (GInputStream *stream, GByteArray *bytes, const char *end)
{
  guint8 chunk[4096];

  while (bytes->len < MAX_REQUEST)
    {
      const char *found =
          end && bytes->len > 0 ? g_strstr_len ((const char *) bytes->data, bytes->len, end) : NULL;
      gssize length;

      if (found)
        return (gsize) (found - (const char *) bytes->data) + strlen (end);
      length = g_input_stream_read (stream, chunk, sizeof chunk, NULL, NULL);
      if (length <= 0)
        break;
      g_byte_array_append (bytes, chunk, (guint) length);
    }
  return end ? 0 : bytes->len;
}

static gsize
content_length (const char *head)
{
  g_auto (GStrv) lines = g_strsplit (head, "\r\n", -1);

  for (guint i = 0; lines[i]; i++)
    if (g_ascii_strncasecmp (lines[i], "Content-Length:", 15) == 0)
      return (gsize) g_ascii_strtoull (lines[i] + 15, NULL, 10);
  return 0;
}

static void
read_body (GInputStream *stream, GByteArray *bytes, gsize length)
{
  while (bytes->len < length)
    {
      guint8 chunk[4096];
      gssize got = g_input_stream_read (stream, chunk, MIN (sizeof chunk, length - bytes->len),
                                        NULL, NULL);

      if (got <= 0)
        return;
      g_byte_array_append (bytes, chunk, (guint) got);
    }
}

/* As if it had been asked at its own address, and for nothing more over this connection. */
static char *
rewrite_head (FaultWire *self, const char *head)
{
  g_auto (GStrv) lines = g_strsplit (head, "\r\n", -1);
  g_autoptr (GString) text = g_string_new (lines[0]);

  g_string_append_printf (text, "\r\nHost: 127.0.0.1:%u\r\nConnection: close\r\n",
                          self->site_port);
  for (guint i = 1; lines[i] && *lines[i]; i++)
    if (g_ascii_strncasecmp (lines[i], "Host:", 5) != 0 &&
        g_ascii_strncasecmp (lines[i], "Connection:", 11) != 0)
      g_string_append_printf (text, "%s\r\n", lines[i]);
  g_string_append (text, "\r\n");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static GByteArray *
ask_site (FaultWire *self, const char *head, const guint8 *body, gsize length)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autofree char *sent = rewrite_head (self, head);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection =
      g_socket_client_connect_to_host (client, "127.0.0.1", (guint16) self->site_port, NULL,
                                       &error);
  GOutputStream *out;
  GByteArray *answer = g_byte_array_new ();

  g_assert_no_error (error);
  out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  g_output_stream_write_all (out, sent, strlen (sent), NULL, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (out, body, length, NULL, NULL, &error);
  g_assert_no_error (error);
  read_until (g_io_stream_get_input_stream (G_IO_STREAM (connection)), answer, NULL);
  return answer;
}

/* Half of its body, or of its head if it has none. */
static gsize
half_of (GByteArray *answer)
{
  const char *end = g_strstr_len ((const char *) answer->data, answer->len, END_OF_HEAD);
  const gsize head =
      end ? (gsize) (end - (const char *) answer->data) + strlen (END_OF_HEAD) : answer->len;

  return head < answer->len ? head + (answer->len - head) / 2 : head / 2;
}

static char *
name_request (const char *head)
{
  const gsize method = strcspn (head, " ");

  return g_strndup (head, method + 1 + strcspn (head + method + 1, " ?"));
}

/* The fault of the request that begins with @head, if it is its turn. */
static Fault
note_request (FaultWire *self, const char *head)
{
  Fault fault;

  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->requests, name_request (head));
  fault = self->requests->len == self->request ? self->fault : FAULT_NONE;
  /* The next one finds nobody: before it can know that this one was answered. */
  if (self->fault == FAULT_REFUSED && self->requests->len + 1 >= self->request)
    {
      self->open = FALSE;
      turn (self);
    }
  g_mutex_unlock (&self->lock);
  return fault;
}

static void
carry (FaultWire *self, GIOStream *client)
{
  GInputStream *in = g_io_stream_get_input_stream (client);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GByteArray) answer = NULL;
  const gsize end = read_until (in, bytes, END_OF_HEAD);
  g_autofree char *head = g_strndup ((const char *) bytes->data, end);
  gsize length;
  Fault fault;

  if (end == 0)
    return;
  fault = note_request (self, head);
  if (fault == FAULT_HEAD)
    return;
  length = content_length (head);
  read_body (in, bytes, end + length);
  if (fault == FAULT_REQUEST)
    return;
  answer = ask_site (self, head, bytes->data + end, bytes->len - end);
  if (fault == FAULT_LOST)
    return;
  g_output_stream_write_all (g_io_stream_get_output_stream (client), answer->data,
                             fault == FAULT_CUT ? half_of (answer) : answer->len, NULL, NULL,
                             NULL);
}

/* FALSE at the end. */
static gboolean
get_ready (FaultWire *self)
{
  gboolean stop;

  g_mutex_lock (&self->lock);
  g_cancellable_reset (self->wake);
  turn (self);
  while (!self->open && !self->stop)
    g_cond_wait (&self->changed, &self->lock);
  turn (self);
  stop = self->stop;
  g_mutex_unlock (&self->lock);
  return !stop;
}

static gpointer
run (gpointer data)
{
  FaultWire *self = data;

  while (get_ready (self))
    {
      g_autoptr (GSocket) socket = g_socket_accept (self->listener, self->wake, NULL);
      g_autoptr (GSocketConnection) connection =
          socket ? g_socket_connection_factory_create_connection (socket) : NULL;

      if (connection == NULL)
        continue;
      carry (self, G_IO_STREAM (connection));
      g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
    }
  self->open = FALSE;
  turn (self);
  return NULL;
}

/* Before whatever listens at @port of this machine. */
FaultWire *
fault_wire_new (guint port)
{
  FaultWire *self = g_new0 (FaultWire, 1);
  g_autoptr (GSocketAddress) address = NULL;

  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->site_port = port;
  self->requests = g_ptr_array_new_with_free_func (g_free);
  self->wake = g_cancellable_new ();
  self->listener = listen_at (0);
  self->open = self->listens = TRUE;
  address = g_socket_get_local_address (self->listener, NULL);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
  self->thread = g_thread_new ("wire", run, self);
  return self;
}

void
fault_wire_free (FaultWire *self)
{
  g_mutex_lock (&self->lock);
  self->stop = TRUE;
  g_cancellable_cancel (self->wake);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);
  g_ptr_array_unref (self->requests);
  g_object_unref (self->wake);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->lock);
  g_free (self);
}

char *
fault_wire_get_url (FaultWire *self, const char *path)
{
  return g_strdup_printf ("http://127.0.0.1:%u%s", self->port, path);
}

/* Counts from here: that @request, the first being 1, goes wrong. */
void
fault_wire_arm (FaultWire *self, Fault fault, guint request)
{
  g_mutex_lock (&self->lock);
  g_ptr_array_set_size (self->requests, 0);
  self->fault = fault;
  self->request = request;
  self->open = fault != FAULT_REFUSED || request > 1;
  g_cancellable_cancel (self->wake);
  g_cond_broadcast (&self->changed);
  while (self->listens != self->open)
    g_cond_wait (&self->changed, &self->lock);
  g_mutex_unlock (&self->lock);
}

/* (transfer full) (element-type utf8): "METHOD path", since it was armed. */
GPtrArray *
fault_wire_get_requests (FaultWire *self)
{
  GPtrArray *requests = g_ptr_array_new_with_free_func (g_free);

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->requests->len; i++)
    g_ptr_array_add (requests, g_strdup (g_ptr_array_index (self->requests, i)));
  g_mutex_unlock (&self->lock);
  return requests;
}
