/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One page; see marbre-link-ask.h. HEAD is asked first, since it costs the site least. Many sites
 * answer it wrongly, so nothing but a success is believed of it.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-link-ask.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-address.h"
#include "marbre-fetch.h"
#include "marbre-http.h"
#include "marbre-remote-error.h"

#define TOO_MANY_REQUESTS 429 /* RFC 6585 */

/* "…/" and "…/index.html" */
static gboolean
is_front (GUri *uri)
{
  const char *path = g_uri_get_path (uri);

  return *path == '\0' || g_str_equal (path, "/") || g_str_has_prefix (path, "/index.");
}

static const char *
skip_www (const char *host)
{
  return g_ascii_strncasecmp (host, "www.", 4) == 0 ? host + 4 : host;
}

/* Whether two addresses differ by no more than a slash at the end, or "www.". */
static gboolean
is_same_page (GUri *a, GUri *b)
{
  g_autofree char *a_path = g_strdup (g_uri_get_path (a));
  g_autofree char *b_path = g_strdup (g_uri_get_path (b));
  gsize a_length = strlen (a_path), b_length = strlen (b_path);

  if (a_length > 0 && a_path[a_length - 1] == '/')
    a_path[a_length - 1] = '\0';
  if (b_length > 0 && b_path[b_length - 1] == '/')
    b_path[b_length - 1] = '\0';
  return g_str_equal (a_path, b_path) &&
         g_strcmp0 (g_uri_get_query (a), g_uri_get_query (b)) == 0 &&
         g_ascii_strcasecmp (skip_www (g_uri_get_host (a)), skip_www (g_uri_get_host (b))) == 0;
}

static MarbreLinkAnswer *
judge_success (GUri *asked, MarbreHttpAnswer *answer)
{
  g_autofree char *target = g_uri_to_string (answer->uri);

  if (is_same_page (asked, answer->uri))
    return marbre_link_answer_new (MARBRE_LINK_THERE, NULL, NULL);
  if (is_front (answer->uri) && !is_front (asked))
    return marbre_link_answer_new (MARBRE_LINK_FRONT, target, NULL);
  return marbre_link_answer_new (answer->moved ? MARBRE_LINK_MOVED : MARBRE_LINK_THERE,
                                 answer->moved ? target : NULL, NULL);
}

static MarbreLinkAnswer *
judge_refusal (GUri *asked, guint status)
{
  const char *host = g_uri_get_host (asked);
  g_autofree char *reason = NULL;

  if (status == SOUP_STATUS_NOT_FOUND || status == SOUP_STATUS_GONE)
    return marbre_link_answer_new (MARBRE_LINK_GONE, NULL, NULL);
  if (status == TOO_MANY_REQUESTS)
    reason = g_strdup_printf (
        _ ("“%s” does not want to be asked so often (%u). Check again later."), host, status);
  else if (status >= 500)
    reason = g_strdup_printf (_ ("“%s” is out of order (%u). Check again later."), host, status);
  else
    reason = g_strdup_printf (_ ("“%s” shows this page to its readers only, or to no program (%u). "
                                 "Open the link to see it."),
                              host, status);
  return marbre_link_answer_new (MARBRE_LINK_UNSURE, NULL, reason);
}

/* Returns: (transfer full) (nullable): NULL only with G_IO_ERROR_CANCELLED */
static MarbreLinkAnswer *
judge_failure (const char *address, GError *failure, GError **error)
{
  MarbreLinkAnswer *answer;
  g_autofree char *reason = NULL;

  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, failure);
      return NULL;
    }
  if (g_ascii_strncasecmp (address, "http:", 5) == 0)
    /* TRANSLATORS: why a site could not be asked, as a whole sentence */
    reason = g_strdup_printf (_ ("%s Marbre asks by https only; the link says http. Open it to see "
                                 "whether it works."),
                              failure->message);
  answer = marbre_link_answer_new (MARBRE_LINK_UNSURE, NULL, reason ? reason : failure->message);
  answer->is_silent = g_error_matches (failure, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_OFFLINE);
  g_error_free (failure);
  return answer;
}

/**
 * marbre_link_ask:
 * @address: where the page is, http or https; of other machines it is asked for by https
 * @patience: how long the site may be silent, in seconds
 * @wait: (out): whether the site wants to be left alone for now
 * @cancellable: (nullable): stops it
 * @error: %G_IO_ERROR_CANCELLED, and nothing else
 *
 * Returns: (transfer full) (nullable): what became of the page
 */
MarbreLinkAnswer *
marbre_link_ask (const char *address,
                 guint patience,
                 gboolean *wait,
                 GCancellable *cancellable,
                 GError **error)
{
  static const char *const methods[] = { "HEAD", "GET" };
  GError *failure = NULL;
  g_autoptr (GUri) uri = marbre_address_parse (address, &failure);
  g_autoptr (MarbreHttp) http = NULL;
  guint status = 0;

  g_return_val_if_fail (wait != NULL, NULL);

  *wait = FALSE;
  if (uri == NULL)
    return judge_failure (address, failure, error);
  http = marbre_http_new (NULL);
  marbre_http_set_patience (http, patience, patience);
  marbre_http_set_expectation (http, "*/*", 0, marbre_fetch_may_redirect);
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autoptr (MarbreHttpAnswer) answer =
          marbre_http_send (http, methods[i], uri, NULL, cancellable, &failure);

      /* Who is silent is not asked twice. */
      if (answer == NULL)
        return judge_failure (address, failure, error);
      if (SOUP_STATUS_IS_SUCCESSFUL (answer->status))
        return judge_success (uri, answer);
      status = answer->status;
      *wait = status == TOO_MANY_REQUESTS || status == SOUP_STATUS_SERVICE_UNAVAILABLE;
      if (*wait)
        break;
    }
  return judge_refusal (uri, status);
}
