/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One site's connection; see marbre-http.h. Redirects are followed by hand, because libsoup would
 * carry the Authorization header and repeat a POST as a GET. A POST gets a connection of its own
 * (libsoup's rule for methods that may not be repeated), so it is never sent twice behind our back.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-http.h"

#include <glib/gi18n.h>

#include "marbre-address.h"
#include "marbre-certificate.h"
#include "marbre-compat.h"
#include "marbre-deadline.h"
#include "marbre-remote-error.h"

#define MAX_REDIRECTS 5
#define IDLE_SECONDS 30
#define TOTAL_SECONDS 300
#define CHUNK (64 * 1024)

struct _MarbreHttp
{
  GObject parent_instance;

  SoupSession *session; /* (owned) */
  char *authorization;  /* (owned) (nullable): value of the header */
  MarbreHttpDecorate decorate; /* (nullable) */
  gpointer decorate_data;
  char *accept;         /* (owned): value of the header */
  char *trusted;        /* (owned): the print of a certificate, "" for none */
  MarbreHttpRedirectFunc may_redirect; /* (nullable) */
  gsize max_body;
  guint total_seconds;
};

G_DEFINE_FINAL_TYPE (MarbreHttp, marbre_http, G_TYPE_OBJECT)

static void
marbre_http_finalize (GObject *object)
{
  MarbreHttp *self = MARBRE_HTTP (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->authorization, g_free);
  g_clear_pointer (&self->accept, g_free);
  g_clear_pointer (&self->trusted, g_free);
  G_OBJECT_CLASS (marbre_http_parent_class)->finalize (object);
}

static void
marbre_http_class_init (MarbreHttpClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = marbre_http_finalize;
}

static void
marbre_http_init (MarbreHttp *self)
{
  self->session =
      soup_session_new_with_options ("user-agent", "Marbre/" MARBRE_VERSION, "timeout",
                                     IDLE_SECONDS, "idle-timeout", IDLE_SECONDS, NULL);
  /* Its answer to a 401 would be to ask for a password that we do not have. */
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
  self->total_seconds = TOTAL_SECONDS;
  self->accept = g_strdup ("application/json, text/html;q=0.5");
  self->trusted = g_strdup ("");
  self->max_body = MARBRE_HTTP_MAX_BODY;
}

/**
 * marbre_http_new:
 * @authorization: (nullable): the Authorization header; it goes only to the addresses that
 *   marbre_http_send() is given, and to redirects of the same scheme, host and port
 *
 * Returns: (transfer full): a connection for the calling thread
 */
MarbreHttp *
marbre_http_new (const char *authorization)
{
  MarbreHttp *self = g_object_new (MARBRE_TYPE_HTTP, NULL);

  self->authorization = g_strdup (authorization);
  return self;
}

/**
 * marbre_http_set_authorization:
 * @authorization: the Authorization header from now on, as for marbre_http_new()
 *
 * For sign-ins that are valid for minutes only.
 */
void
marbre_http_set_authorization (MarbreHttp *self, const char *authorization)
{
  g_return_if_fail (MARBRE_IS_HTTP (self));

  marbre_set_str (&self->authorization, authorization);
}

/**
 * marbre_http_set_decorate:
 * @decorate: (nullable): adds headers to each request; they are taken for secrets, so redirects are
 *   followed as with an authorization
 * @user_data: for @decorate
 *
 * For sign-ins that differ from request to request.
 */
void
marbre_http_set_decorate (MarbreHttp *self, MarbreHttpDecorate decorate, gpointer user_data)
{
  g_return_if_fail (MARBRE_IS_HTTP (self));

  self->decorate = decorate;
  self->decorate_data = user_data;
}

/**
 * marbre_http_set_trusted:
 * @print: the fingerprint of the certificate that the user trusts, "" for none; see
 *   marbre-certificate.h
 *
 * Lets a site in that no authority of this computer vouches for, as long as it shows this one.
 */
void
marbre_http_set_trusted (MarbreHttp *self, const char *print)
{
  g_return_if_fail (MARBRE_IS_HTTP (self));

  marbre_set_str (&self->trusted, print);
}

/**
 * marbre_http_set_patience:
 * @idle_seconds: how long nothing may happen
 * @total_seconds: how long an answer may take in all
 *
 * Changes the time-outs, which are 30 seconds and 5 minutes.
 */
void
marbre_http_set_patience (MarbreHttp *self, guint idle_seconds, guint total_seconds)
{
  g_return_if_fail (MARBRE_IS_HTTP (self));

  soup_session_set_timeout (self->session, idle_seconds);
  self->total_seconds = total_seconds;
}

/**
 * marbre_http_set_expectation:
 * @accept: value of the Accept header
 * @max_body: bytes of the longest answer that is read; 0 to leave the body unread
 * @may_redirect: (nullable): asked before a redirect is followed
 *
 * For who talks to no API: what is asked for, and how much of it.
 */
void
marbre_http_set_expectation (MarbreHttp *self,
                             const char *accept,
                             gsize max_body,
                             MarbreHttpRedirectFunc may_redirect)
{
  g_return_if_fail (MARBRE_IS_HTTP (self));
  g_return_if_fail (accept != NULL);

  g_free (self->accept);
  self->accept = g_strdup (accept);
  self->max_body = max_body;
  self->may_redirect = may_redirect;
}

static void
wrote_headers_cb (SoupMessage *message, gpointer user_data)
{
  gboolean *sent = user_data;

  *sent = TRUE;
}

/* Reads to the end or to the limit, whichever comes first. */
static GBytes *
read_body (MarbreHttp *self, GInputStream *stream, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();
  g_autofree guint8 *chunk = g_malloc (CHUNK);

  while (self->max_body > 0)
    {
      gssize length = g_input_stream_read (stream, chunk, CHUNK, cancellable, error);

      if (length < 0)
        return NULL;
      if (length == 0)
        return g_byte_array_free_to_bytes (g_steal_pointer (&body));
      if (body->len + (gsize) length > self->max_body)
        {
          g_set_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_TOO_LARGE,
                       _ ("The site’s answer is longer than %d MB, which is too much. Check the "
                          "address."),
                       (int) (self->max_body / 1024 / 1024));
          return NULL;
        }
      g_byte_array_append (body, chunk, (guint) length);
    }
  return g_bytes_new (NULL, 0);
}

static gboolean
accept_certificate_cb (SoupMessage *message,
                       GTlsCertificate *certificate,
                       GTlsCertificateFlags flags,
                       gpointer user_data)
{
  MarbreHttp *self = user_data;

  return marbre_certificate_is (certificate, flags, self->trusted);
}

/* Sends and reads, within the time that an answer may take in all. */
static GBytes *
exchange (MarbreHttp *self, SoupMessage *message, GCancellable *cancellable, GError **error)
{
  MarbreDeadline *deadline = marbre_deadline_start (self->total_seconds, cancellable);
  GCancellable *within = marbre_deadline_get_cancellable (deadline);
  g_autoptr (GError) failure = NULL;
  g_autoptr (GInputStream) stream =
      soup_session_send (self->session, message, within, &failure);
  GBytes *bytes = stream ? read_body (self, stream, within, &failure) : NULL;

  /* Before the end, as closing what is still coming would read on. */
  g_clear_object (&stream);
  if (marbre_deadline_stop (deadline) && bytes == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "deadline");
  else if (bytes == NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return bytes;
}

/* One request and its answer, redirects not followed. */
static MarbreHttpAnswer *
send_once (MarbreHttp *self,
           const char *method,
           GUri *uri,
           const MarbreHttpBody *body,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (SoupMessage) message = soup_message_new_from_uri (method, uri);
  SoupMessageHeaders *request = soup_message_get_request_headers (message);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) failure = NULL;
  gboolean sent = FALSE;
  MarbreHttpAnswer *answer;

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  /* When a kept connection breaks, libsoup repeats a PUT, and then without its body. */
  if (body && g_str_equal (method, SOUP_METHOD_PUT))
    soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);
  g_signal_connect (message, "wrote-headers", G_CALLBACK (wrote_headers_cb), &sent);
  g_signal_connect_object (message, "accept-certificate", G_CALLBACK (accept_certificate_cb), self,
                           0);
  soup_message_headers_append (request, "Accept", self->accept);
  if (self->authorization)
    soup_message_headers_append (request, "Authorization", self->authorization);
  if (self->decorate)
    self->decorate (method, uri, body, request, self->decorate_data);
  if (body && body->disposition)
    soup_message_headers_append (request, "Content-Disposition", body->disposition);
  if (body)
    soup_message_set_request_body_from_bytes (message, body->type, body->bytes);

  bytes = exchange (self, message, cancellable, &failure);
  g_signal_handlers_disconnect_by_data (message, &sent);
  if (bytes == NULL)
    {
      if (failure->domain == MARBRE_REMOTE_ERROR)
        {
          marbre_remote_error_set_was_sent (failure);
          g_propagate_error (error, g_steal_pointer (&failure));
        }
      else
        g_propagate_error (error,
                           marbre_http_failure_error (message, failure, self->trusted, sent));
      return NULL;
    }

  answer = g_new0 (MarbreHttpAnswer, 1);
  answer->status = soup_message_get_status (message);
  answer->uri = g_uri_ref (uri);
  answer->headers = soup_message_headers_ref (soup_message_get_response_headers (message));
  answer->body = g_steal_pointer (&bytes);
  return answer;
}

static gboolean
is_redirect (guint status)
{
  return status == SOUP_STATUS_MOVED_PERMANENTLY || status == SOUP_STATUS_FOUND ||
         status == SOUP_STATUS_SEE_OTHER || status == SOUP_STATUS_TEMPORARY_REDIRECT ||
         status == SOUP_STATUS_PERMANENT_REDIRECT;
}

/* Where a redirect leads, if it may be followed. */
static GUri *
next_address (MarbreHttp *self, const char *method, MarbreHttpAnswer *answer, GError **error)
{
  const char *location = soup_message_headers_get_one (answer->headers, "Location");
  const gboolean is_get =
      g_str_equal (method, SOUP_METHOD_GET) || g_str_equal (method, SOUP_METHOD_HEAD);
  g_autoptr (GUri) target = NULL;
  GError *failure;

  if (location == NULL)
    {
      g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_AN_API,
                           _ ("The site redirects without saying where. Ask whoever runs it."));
      return NULL;
    }
  target = marbre_address_resolve (answer->uri, location, error);
  if (target == NULL)
    return NULL;
  if (is_get && ((!self->authorization && !self->decorate) ||
                 marbre_address_same_origin (answer->uri, target)))
    return g_steal_pointer (&target);

  failure = marbre_http_moved_error (target);
  /* "Found" and "See Other" may be how a site says that it has done what was asked for. */
  if (!is_get &&
      (answer->status == SOUP_STATUS_FOUND || answer->status == SOUP_STATUS_SEE_OTHER))
    marbre_remote_error_set_was_sent (failure);
  g_propagate_error (error, failure);
  return NULL;
}

/**
 * marbre_http_send:
 * @method: "GET", "HEAD" or "POST"
 * @uri: an address from marbre-address.h
 * @body: (nullable): what is sent
 * @cancellable: (nullable): stops it
 * @error: %MARBRE_REMOTE_ERROR_OFFLINE, _CERTIFICATE, _TOO_LARGE or _NOT_AN_API (a redirect that
 *   may not be followed); marbre_remote_error_was_sent() where the request left
 *
 * Sends a request and reads the answer, whatever its status. Up to five redirects of a GET or HEAD
 * are followed, with credentials only on the same scheme, host and port.
 *
 * Returns: (transfer full) (nullable): the answer
 */
MarbreHttpAnswer *
marbre_http_send (MarbreHttp *self,
                  const char *method,
                  GUri *uri,
                  const MarbreHttpBody *body,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (GUri) address = NULL;
  gboolean for_good = TRUE;

  g_return_val_if_fail (MARBRE_IS_HTTP (self), NULL);
  g_return_val_if_fail (uri != NULL, NULL);

  address = g_uri_ref (uri);
  for (guint i = 0; i <= MAX_REDIRECTS; i++)
    {
      g_autoptr (MarbreHttpAnswer) answer =
          send_once (self, method, address, body, cancellable, error);
      GUri *next;

      if (answer == NULL)
        return NULL;
      if (!is_redirect (answer->status))
        {
          answer->moved = i > 0 && for_good;
          return g_steal_pointer (&answer);
        }
      for_good = for_good && (answer->status == SOUP_STATUS_MOVED_PERMANENTLY ||
                              answer->status == SOUP_STATUS_PERMANENT_REDIRECT);
      next = next_address (self, method, answer, error);
      if (next == NULL)
        return NULL;
      if (self->may_redirect && !self->may_redirect (address, next, cancellable, error))
        {
          g_uri_unref (next);
          return NULL;
        }
      g_uri_unref (address);
      address = next;
    }
  g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_AN_API,
                       _ ("The site redirects in a circle. Ask whoever runs it."));
  return NULL;
}
