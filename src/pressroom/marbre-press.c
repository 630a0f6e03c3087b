/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The press; see marbre-press.h.
 */
#define G_LOG_DOMAIN "marbre-pressroom"

#include "config.h"

#include "marbre-press.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

#include <glib/gi18n.h>
#include <libsoup/soup.h>

#include "marbre-compat.h"
#include "marbre-press-router.h"
#include "marbre-pressroom-error.h"

#define TOKEN_BYTES 32

/* Below the ports that systems give to outgoing connections, so that ours is mostly free again at
 * the next start. */
#define FIRST_PORT  20000
#define AFTER_PORTS 30000
#define PORT_TRIES  20

/* Seconds to wait for another Marbre on this machine. */
#define TWIN_TIMEOUT 2

struct _MarbrePress
{
  MarbrePressStore *store;      /* (owned) */
  MarbreTemplate *page_layout;  /* (owned) */
  SoupServer *server;           /* (owned) (nullable): NULL while another Marbre serves the site */
  char *site_name;              /* (owned) */
  char *site_id;                /* (owned): UUID */
  char *token;                  /* (owned) */
  char *origin;                 /* (owned): "http://127.0.0.1:PORT" */
};

static char *
make_token (GError **error)
{
  guint8 bytes[TOKEN_BYTES];
  GString *token;

  if (getrandom (bytes, sizeof bytes, 0) != sizeof bytes)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                   "The machine gives no random numbers");
      return NULL;
    }
  token = g_string_new (NULL);
  for (guint i = 0; i < sizeof bytes; i++)
    g_string_append_printf (token, "%02x", bytes[i]);
  return marbre_string_steal (token);
}

/* Reads a setting, and keeps @standard if there is none yet. */
static char *
settle (MarbrePressStore *store, const char *key, const char *standard, GError **error)
{
  g_autofree char *value = marbre_press_store_get_setting (store, key, error);

  if (value == NULL)
    return NULL;
  if (*value != '\0')
    return g_steal_pointer (&value);
  return marbre_press_store_set_setting (store, key, standard, error) ? g_strdup (standard) : NULL;
}

/* In one transaction: of two programs that start at once, the second finds what the first made. */
static gboolean
settle_identity (MarbreDatabase *database, gpointer data, GError **error)
{
  MarbrePress *self = data;
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *token = make_token (error);

  if (token == NULL)
    return FALSE;
  self->site_id = settle (self->store, "site-id", uuid, error);
  self->token = self->site_id != NULL ? settle (self->store, "token", token, error) : NULL;
  return self->token != NULL;
}

/**
 * marbre_press_new:
 * @path: the database's file
 * @site_name: the site's name on its pages
 * @error: a #MarbreArchiveError
 *
 * Opens the press; it does not listen yet.
 *
 * Returns: (transfer full) (nullable): the press
 */
MarbrePress *
marbre_press_new (const char *path, const char *site_name, GError **error)
{
  g_autoptr (MarbrePress) self = g_new0 (MarbrePress, 1);

  self->site_name = g_strdup (site_name);
  self->page_layout = marbre_template_load (MARBRE_TEMPLATE_DEFAULT, error);
  if (self->page_layout == NULL)
    return NULL;
  self->store = marbre_press_store_open (path, error);
  if (self->store == NULL ||
      !marbre_database_transact (marbre_press_store_get_database (self->store), settle_identity,
                                 self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * marbre_press_free:
 *
 * Stops listening and closes the database.
 */
void
marbre_press_free (MarbrePress *self)
{
  if (self->server != NULL)
    soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_clear_object (&self->page_layout);
  g_clear_pointer (&self->store, marbre_press_store_close);
  g_free (self->site_name);
  g_free (self->site_id);
  g_free (self->token);
  g_free (self->origin);
  g_free (self);
}

/* Takes a port for as long as the press lives. */
static gboolean
listen_on (MarbrePress *self, guint port, GError **error)
{
  g_autoptr (SoupServer) server = NULL;
  g_autoslist (GUri) addresses = NULL;

  /* Paths are decoded by the router, which knows what a slash in a name is. */
  server = soup_server_new ("raw-paths", TRUE, "server-header", "Marbre", NULL);
  if (!soup_server_listen_local (server, port, SOUP_SERVER_LISTEN_IPV4_ONLY, error))
    return FALSE;
  addresses = soup_server_get_uris (server);
  g_free (self->origin);
  self->origin = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (addresses->data));
  marbre_press_router_attach (self, server);
  self->server = g_steal_pointer (&server);
  return TRUE;
}

/**
 * marbre_press_prove:
 * @origin: the address that was asked
 * @challenge: what the asker made up
 *
 * Shows that one knows the token without showing it. The address is in it, so that nobody can have
 * the proof made by the real site at another one.
 *
 * Returns: (transfer full): hexadecimal digits
 */
char *
marbre_press_prove (MarbrePress *self, const char *origin, const char *challenge)
{
  g_autofree char *question = g_strconcat (origin, "\n", challenge, NULL);

  return g_compute_hmac_for_string (G_CHECKSUM_SHA256, (const guchar *) self->token,
                                    strlen (self->token), question, -1);
}

/* Whether another Marbre serves this very database there. Whoever took the port while we were away
 * would otherwise be sent the token with the next story. */
static gboolean
is_served_by_twin (MarbrePress *self, guint port)
{
  g_autoptr (SoupSession) session = soup_session_new_with_options ("timeout", TWIN_TIMEOUT, NULL);
  g_autofree char *origin = g_strdup_printf ("http://127.0.0.1:%u", port);
  g_autofree char *address = g_strconcat (origin, "/feed.xml", NULL);
  g_autofree char *challenge = make_token (NULL);
  g_autofree char *proof = NULL;
  g_autoptr (SoupMessage) message = soup_message_new ("HEAD", address);
  g_autoptr (GBytes) body = NULL;
  const char *answer;

  if (challenge == NULL)
    return FALSE;
  soup_session_set_proxy_resolver (session, NULL);
  soup_message_headers_append (soup_message_get_request_headers (message),
                               MARBRE_PRESS_CHALLENGE_HEADER, challenge);
  body = soup_session_send_and_read (session, message, NULL, NULL);
  proof = marbre_press_prove (self, origin, challenge);
  answer = soup_message_headers_get_one (soup_message_get_response_headers (message),
                                         MARBRE_PRESS_PROOF_HEADER);
  return body != NULL && g_strcmp0 (answer, proof) == 0;
}

static gboolean
keep_port (MarbrePress *self, GError **error)
{
  const char *port = strrchr (self->origin, ':') + 1;

  return marbre_press_store_set_setting (self->store, "port", port, error);
}

static gboolean
listen_anywhere (MarbrePress *self, GError **error)
{
  g_autoptr (GError) last = NULL;

  for (guint i = 0; i <= PORT_TRIES; i++)
    {
      /* At last any port that the system has. */
      guint port = i < PORT_TRIES ? (guint) g_random_int_range (FIRST_PORT, AFTER_PORTS) : 0;

      g_clear_error (&last);
      if (listen_on (self, port, &last))
        return keep_port (self, error);
    }
  g_set_error (error, MARBRE_PRESSROOM_ERROR, MARBRE_PRESSROOM_ERROR_NO_PORT,
               _ ("The built-in site cannot be opened on this machine: %s"), last->message);
  return FALSE;
}

/**
 * marbre_press_listen:
 * @error: %MARBRE_PRESSROOM_ERROR_NO_PORT, or a #MarbreArchiveError
 *
 * Listens where it did the last time. If another program has that port, a new one is chosen; if it
 * is another Marbre with the same database, that one serves and this one only writes. Doing it
 * again is harmless, and takes over from a Marbre that has ended.
 *
 * Returns: %TRUE if the site is served
 */
gboolean
marbre_press_listen (MarbrePress *self, GError **error)
{
  g_autofree char *setting = NULL;
  guint64 port = 0;

  if (self->server != NULL)
    return TRUE;
  setting = marbre_press_store_get_setting (self->store, "port", error);
  if (setting == NULL)
    return FALSE;
  if (!g_ascii_string_to_unsigned (setting, 10, 1, G_MAXUINT16, &port, NULL))
    return listen_anywhere (self, error);
  if (listen_on (self, (guint) port, NULL))
    return TRUE;
  if (!is_served_by_twin (self, (guint) port))
    return listen_anywhere (self, error);
  g_free (self->origin);
  self->origin = g_strdup_printf ("http://127.0.0.1:%u", (guint) port);
  return TRUE;
}

/**
 * marbre_press_get_store:
 *
 * Returns: (transfer none): the database
 */
MarbrePressStore *
marbre_press_get_store (MarbrePress *self)
{
  return self->store;
}

/**
 * marbre_press_get_template:
 *
 * Returns: (transfer none): what articles are laid out with
 */
MarbreTemplate *
marbre_press_get_template (MarbrePress *self)
{
  return self->page_layout;
}

/**
 * marbre_press_get_site_name:
 *
 * Returns: the site's name, plain text
 */
const char *
marbre_press_get_site_name (MarbrePress *self)
{
  return self->site_name;
}

/**
 * marbre_press_get_site_id:
 *
 * Returns: the site's UUID
 */
const char *
marbre_press_get_site_id (MarbrePress *self)
{
  return self->site_id;
}

/**
 * marbre_press_get_token:
 *
 * Returns: the secret that lets one publish
 */
const char *
marbre_press_get_token (MarbrePress *self)
{
  return self->token;
}

/**
 * marbre_press_get_origin:
 *
 * Returns: scheme, host and port, without a slash at the end; only after marbre_press_listen()
 */
const char *
marbre_press_get_origin (MarbrePress *self)
{
  return self->origin;
}
