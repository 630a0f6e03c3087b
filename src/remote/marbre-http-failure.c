/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a request died of, for people; see marbre-http-failure.h.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-http-failure.h"

#include <glib/gi18n.h>

#include "marbre-certificate.h"
#include "marbre-remote-error.h"

/**
 * marbre_http_proxy_error:
 * @sign_in: whether a proxy wants a password
 *
 * Returns: (transfer full): that the way to the site broke at a proxy
 */
GError *
marbre_http_proxy_error (gboolean sign_in)
{
  GError *error = g_error_new_literal (
      MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_OFFLINE,
      sign_in ? _ ("The proxy between this computer and the site wants a password. Enter it in the "
                   "network settings of this computer.")
              : _ ("The proxy between this computer and the site does not let this through. Check "
                   "the network settings of this computer, or ask whoever runs the proxy."));

  marbre_remote_error_set_cause (error, MARBRE_CAUSE_PROXY);
  return error;
}

/* Whether the way to the site broke at a proxy. */
static GError *
proxy_error (const GError *failure)
{
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_PROXY_NEED_AUTH) ||
      g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_PROXY_AUTH_FAILED))
    return marbre_http_proxy_error (TRUE);
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_PROXY_FAILED) ||
      g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_PROXY_NOT_ALLOWED))
    return marbre_http_proxy_error (FALSE);
  return NULL;
}

/**
 * marbre_http_failure_error:
 * @message: a request that failed
 * @failure: what libsoup says
 * @trusted: the print of the certificate that the user trusts, "" for none
 * @sent: whether the request had left
 *
 * Returns: (transfer full): the same in words for people, as MARBRE_REMOTE_ERROR; cancelled stays
 *   cancelled
 */
GError *
marbre_http_failure_error (SoupMessage *message,
                           const GError *failure,
                           const char *trusted,
                           gboolean sent)
{
  const char *host = g_uri_get_host (soup_message_get_uri (message));
  GTlsCertificateFlags flags = soup_message_get_tls_peer_certificate_errors (message);
  GError *error;

  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (failure);
  if (flags != 0 || g_error_matches (failure, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE) ||
      g_error_matches (failure, G_TLS_ERROR, G_TLS_ERROR_HANDSHAKE) ||
      g_error_matches (failure, G_TLS_ERROR, G_TLS_ERROR_NOT_TLS))
    return marbre_certificate_error (soup_message_get_tls_peer_certificate (message), flags,
                                     trusted);
  error = proxy_error (failure);
  if (error)
    return error;

  if (failure->domain == G_RESOLVER_ERROR)
    error = g_error_new (MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_OFFLINE,
                         _ ("“%s” was not found. Either this computer is offline or the address is "
                            "wrong."),
                         host);
  else if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    error = g_error_new (MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_OFFLINE,
                         _ ("“%s” did not answer in time."), host);
  else if (sent)
    error = g_error_new (MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_OFFLINE,
                         _ ("The connection to “%s” broke off before its answer came."), host);
  else
    error = g_error_new (MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_OFFLINE,
                         _ ("“%s” cannot be reached. Either this computer is offline or the site "
                            "is down."),
                         host);
  if (sent)
    marbre_remote_error_set_was_sent (error);
  return error;
}

/**
 * marbre_http_moved_error:
 * @target: where a site sends on to
 *
 * Returns: (transfer full): that one signs in at one's own site only
 */
GError *
marbre_http_moved_error (GUri *target)
{
  GError *error =
      g_error_new (MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_AN_API,
                   _ ("The site has moved to “%s”. Your password was not sent there. If that is "
                      "right, set the site up again with the new address."),
                   g_uri_get_host (target));

  marbre_remote_error_set_cause (error, MARBRE_CAUSE_MOVED);
  return error;
}
