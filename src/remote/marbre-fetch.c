/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pictures and pages of other people's sites; see marbre-fetch.h. The address comes from a text
 * that anybody may have written, so a redirect from the wide web to this machine or its network is
 * not followed: a story must not be a way to ask the printer next door. A first address may be of
 * such a network; it was on screen when the user allowed it.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-fetch.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-address.h"
#include "marbre-http.h"
#include "marbre-picture-type.h"
#include "marbre-remote-error.h"

#define IDLE_SECONDS  10
#define TOTAL_SECONDS 30

/* RFC 6890's registry, as far as it matters to who must not be asked. */
static gboolean
is_public_v4 (const guint8 *p)
{
  return !(p[0] == 0 || p[0] == 10 || p[0] == 127 || p[0] >= 224 ||
           (p[0] == 100 && (p[1] & 0xc0) == 64) || (p[0] == 169 && p[1] == 254) ||
           (p[0] == 172 && (p[1] & 0xf0) == 16) || (p[0] == 192 && p[1] == 168) ||
           (p[0] == 198 && (p[1] & 0xfe) == 18));
}

static gboolean
is_public_address (GInetAddress *address)
{
  static const guint8 mapped[12] = { [10] = 0xff, [11] = 0xff };
  const guint8 *p = g_inet_address_to_bytes (address);

  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4)
    return is_public_v4 (p);
  if (memcmp (p, mapped, sizeof mapped) == 0)
    return is_public_v4 (p + sizeof mapped);
  return (p[0] & 0xe0) == 0x20; /* 2000::/3, all that is given out */
}

/* Whether all that a host's name leads to is on the wide web. */
static gboolean
is_public_host (GUri *uri, GCancellable *cancellable, GError **error)
{
  const char *host = g_uri_get_host (uri);
  g_autoptr (GInetAddress) literal = g_inet_address_new_from_string (host);
  GList *found;
  gboolean is_public = TRUE;

  if (literal)
    return is_public_address (literal);
  found = g_resolver_lookup_by_name (g_resolver_get_default (), host, cancellable, error);
  for (GList *l = found; l; l = l->next)
    is_public = is_public && is_public_address (l->data);
  g_resolver_free_addresses (found);
  return found != NULL && is_public;
}

/**
 * marbre_fetch_may_redirect:
 * @from: an address of the wide web
 * @to: where it sends on to
 * @cancellable: (nullable): stops it
 * @error: %MARBRE_REMOTE_ERROR_REJECTED
 *
 * The rule for redirects of what a story names; a #MarbreHttpRedirectFunc.
 *
 * Returns: whether to follow: not into a private network
 */
gboolean
marbre_fetch_may_redirect (GUri *from, GUri *to, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (g_ascii_strcasecmp (g_uri_get_host (from), g_uri_get_host (to)) == 0 &&
      g_uri_get_port (from) == g_uri_get_port (to))
    return TRUE;
  if (is_public_host (to, cancellable, &failure))
    return TRUE;
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    g_set_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_REJECTED,
                 _ ("“%s” sends on to a private network. Marbre does not follow."),
                 g_uri_get_host (from));
  return FALSE;
}

static GBytes *
fetch (const char *address,
       const char *accept,
       gsize max,
       GUri **from,
       GCancellable *cancellable,
       GError **error)
{
  g_autoptr (MarbreHttp) http = NULL;
  g_autoptr (MarbreHttpAnswer) answer = NULL;
  g_autoptr (GUri) uri = marbre_address_parse (address, error);

  if (uri == NULL)
    return NULL;
  http = marbre_http_new (NULL);
  marbre_http_set_patience (http, IDLE_SECONDS, TOTAL_SECONDS);
  marbre_http_set_expectation (http, accept, max, marbre_fetch_may_redirect);
  answer = marbre_http_send (http, "GET", uri, NULL, cancellable, error);
  if (answer == NULL)
    return NULL;
  if (answer->status != SOUP_STATUS_OK)
    {
      g_set_error (error, MARBRE_REMOTE_ERROR,
                   answer->status >= 500 ? MARBRE_REMOTE_ERROR_TRY_LATER
                                         : MARBRE_REMOTE_ERROR_NOT_FOUND,
                   answer->status == SOUP_STATUS_NOT_FOUND || answer->status == SOUP_STATUS_GONE
                       ? _ ("“%s” does not have it any more (%u).")
                       : _ ("“%s” does not give it out (%u)."),
                   g_uri_get_host (uri), answer->status);
      return NULL;
    }
  if (from)
    *from = g_uri_ref (answer->uri);
  return g_bytes_ref (answer->body);
}

/**
 * marbre_fetch_picture:
 * @address: where the picture is, http or https; of other machines it is asked for by https
 * @cancellable: (nullable): stops it
 * @error: %MARBRE_REMOTE_ERROR_OFFLINE (try again), _NOT_FOUND, _TOO_LARGE, _REJECTED if it is no
 *   picture or a redirect leads where none may; in words for a person
 *
 * Returns: (transfer full) (nullable): a file that begins as a picture of a known type does,
 *   whatever the server called it
 */
GBytes *
marbre_fetch_picture (const char *address, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes = fetch (address, "image/*", MARBRE_FETCH_MAX_PICTURE, NULL,
                                    cancellable, error);
  MarbrePictureType type;

  if (bytes == NULL)
    return NULL;
  if (!marbre_picture_type_read (bytes, &type))
    {
      g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_REJECTED,
                           _ ("What is at this address is not a picture."));
      return NULL;
    }
  return g_steal_pointer (&bytes);
}

/**
 * marbre_fetch_card:
 * @address: a web page
 * @cancellable: (nullable): stops it
 * @error: as marbre_fetch_picture()
 *
 * Returns: (transfer full) (nullable): what the page says of itself; its picture as an absolute
 *   address
 */
MarbreCard *
marbre_fetch_card (const char *address, GCancellable *cancellable, GError **error)
{
  g_autoptr (GUri) from = NULL;
  g_autoptr (GBytes) bytes =
      fetch (address, "text/html", MARBRE_FETCH_MAX_PAGE, &from, cancellable, error);
  MarbreCard *card;

  if (bytes == NULL)
    return NULL;
  card = marbre_card_parse (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
  if (*card->picture != '\0')
    {
      g_autoptr (GUri) picture = marbre_address_resolve (from, card->picture, NULL);

      g_free (card->picture);
      card->picture = picture ? g_uri_to_string (picture) : g_strdup ("");
    }
  return card;
}
