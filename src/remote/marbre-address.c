/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Addresses that may be talked to; see marbre-address.h.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-address.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <libsoup/soup.h>
#include <string.h>

#include "marbre-remote-error.h"

/* Without user and fragment, with a path and a port: what may go over the wire. */
static GUri *
rebuild (GUri *uri, const char *scheme, const char *path, const char *query)
{
  const gboolean upgraded = !g_str_equal (scheme, g_uri_get_scheme (uri));
  int port = g_uri_get_port (uri);

  if (port == -1 || (upgraded && port == 80))
    port = g_str_equal (scheme, "https") ? 443 : 80;
  return g_uri_build (SOUP_HTTP_URI_FLAGS, scheme, NULL, g_uri_get_host (uri), port,
                      path && *path ? path : "/", query, NULL);
}

/**
 * marbre_address_is_loopback:
 * @uri: an address
 *
 * Returns: %TRUE if it is on this machine
 */
gboolean
marbre_address_is_loopback (GUri *uri)
{
  const char *host = g_uri_get_host (uri);
  g_autoptr (GInetAddress) address = NULL;

  if (host == NULL)
    return FALSE;
  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;
  address = g_inet_address_new_from_string (host);
  return address && g_inet_address_get_is_loopback (address);
}

/* Letters of any script, and of ASCII only those of names and IP addresses. */
static gboolean
is_host (const char *host)
{
  if (host == NULL || *host == '\0')
    return FALSE;
  for (; *host; host++)
    if (g_ascii_isprint (*host) && !g_ascii_isalnum (*host) && strchr ("-._:", *host) == NULL)
      return FALSE;
  return TRUE;
}

/* Takes @uri over. */
static GUri *
check (GUri *uri, const char *text, GError **error)
{
  g_autoptr (GUri) owned = uri;
  const char *host = uri ? g_uri_get_host (uri) : NULL;
  const char *scheme = uri ? g_uri_get_scheme (uri) : NULL;

  if (!is_host (host) ||
      !(g_str_equal (scheme, "https") || g_str_equal (scheme, "http")))
    {
      g_set_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_FOUND,
                   _ ("“%s” is not the address of a website. It looks like www.example.org."),
                   text);
      return NULL;
    }
  if (!marbre_address_is_loopback (uri))
    scheme = "https"; /* a secret never goes out in clear */
  return rebuild (uri, scheme, g_uri_get_path (uri), g_uri_get_query (uri));
}

/**
 * marbre_address_parse:
 * @text: what a person typed or an API answered: a URL, or a host with or without a path
 * @error: %MARBRE_REMOTE_ERROR_NOT_FOUND if it is no web address
 *
 * Reads an address. Other machines are always asked by https, also if @text says http; a user name
 * and a fragment are dropped.
 *
 * Returns: (transfer full) (nullable): the address
 */
GUri *
marbre_address_parse (const char *text, GError **error)
{
  g_autofree char *trimmed = NULL;
  g_autofree char *whole = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (strlen (text) > MARBRE_ADDRESS_MAX_BYTES)
    {
      g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_FOUND,
                           _ ("This is too long for the address of a website."));
      return NULL;
    }
  trimmed = g_strstrip (g_strdup (text));
  if (strstr (trimmed, "://") == NULL)
    {
      g_autoptr (GUri) guess = NULL;

      whole = g_strconcat ("http://", trimmed, NULL);
      guess = g_uri_parse (whole, SOUP_HTTP_URI_FLAGS, NULL);
      return check (g_steal_pointer (&guess), trimmed, error);
    }
  return check (g_uri_parse (trimmed, SOUP_HTTP_URI_FLAGS, NULL), trimmed, error);
}

/**
 * marbre_address_resolve:
 * @base: the address of the page that has the reference
 * @reference: a URL, absolute or relative
 * @error: as marbre_address_parse()
 *
 * Returns: (transfer full) (nullable): the address that @reference means
 */
GUri *
marbre_address_resolve (GUri *base, const char *reference, GError **error)
{
  if (strlen (reference) > MARBRE_ADDRESS_MAX_BYTES)
    return marbre_address_parse (reference, error);
  return check (g_uri_parse_relative (base, reference, SOUP_HTTP_URI_FLAGS, NULL), reference,
                error);
}

/**
 * marbre_address_with_path:
 * @base: an address
 * @path: a path, escaped, from the root
 *
 * Returns: (transfer full): @path at the host of @base, without a query
 */
GUri *
marbre_address_with_path (GUri *base, const char *path)
{
  return rebuild (base, g_uri_get_scheme (base), path, NULL);
}

/**
 * marbre_address_with_query:
 * @base: an address, whose query is kept
 * @name: a parameter's name, or %NULL
 * @...: its value, then further names and values, %NULL at the end
 *
 * Returns: (transfer full): the address with the parameters added and escaped
 */
GUri *
marbre_address_with_query (GUri *base, const char *name, ...)
{
  g_autoptr (GString) query = g_string_new (g_uri_get_query (base));
  va_list list;

  va_start (list, name);
  for (; name != NULL; name = va_arg (list, const char *))
    {
      if (query->len > 0)
        g_string_append_c (query, '&');
      g_string_append_uri_escaped (query, name, NULL, FALSE);
      g_string_append_c (query, '=');
      g_string_append_uri_escaped (query, va_arg (list, const char *), NULL, FALSE);
    }
  va_end (list);
  return rebuild (base, g_uri_get_scheme (base), g_uri_get_path (base),
                  query->len > 0 ? query->str : NULL);
}

/**
 * marbre_address_same_origin:
 * @a: an address
 * @b: another
 *
 * Returns: %TRUE if scheme, host and port are the same: where credentials may follow
 */
gboolean
marbre_address_same_origin (GUri *a, GUri *b)
{
  return g_str_equal (g_uri_get_scheme (a), g_uri_get_scheme (b)) &&
         g_ascii_strcasecmp (g_uri_get_host (a), g_uri_get_host (b)) == 0 &&
         g_uri_get_port (a) == g_uri_get_port (b);
}
