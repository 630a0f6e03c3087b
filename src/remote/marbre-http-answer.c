/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a site answered: what its status means, its JSON, its links; see marbre-http.h.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-http.h"
#include "marbre-json.h"
#include "marbre-remote-error.h"

/* A site that asks for more patience than a day is asked again after one. */
#define MAX_RETRY_AFTER (24 * 60 * 60)
/* A firewall's page says who it is before this many bytes. */
#define MAX_LOOK (64 * 1024)

/**
 * marbre_http_answer_free:
 * @answer: (transfer full): an answer
 */
void
marbre_http_answer_free (MarbreHttpAnswer *answer)
{
  g_uri_unref (answer->uri);
  soup_message_headers_unref (answer->headers);
  g_bytes_unref (answer->body);
  g_free (answer);
}

/* RFC 9110, 10.2.3: a number of seconds, or a date. */
static gint64
retry_after (MarbreHttpAnswer *answer)
{
  const char *value = soup_message_headers_get_one (answer->headers, "Retry-After");
  gint64 seconds = 0;

  if (value == NULL)
    return 0;
  if (!g_ascii_string_to_signed (value, 10, 0, MAX_RETRY_AFTER, &seconds, NULL))
    {
      g_autoptr (GDateTime) date = soup_date_time_new_from_http_string (value);
      g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

      if (date)
        seconds = g_date_time_difference (date, now) / G_USEC_PER_SEC;
      else if (g_ascii_isdigit (*value))
        seconds = MAX_RETRY_AFTER;
    }
  return CLAMP (seconds, 0, MAX_RETRY_AFTER);
}

static int
code_for_status (guint status)
{
  switch (status)
    {
    case SOUP_STATUS_UNAUTHORIZED:
      return MARBRE_REMOTE_ERROR_SIGN_IN;
    case SOUP_STATUS_FORBIDDEN:
      return MARBRE_REMOTE_ERROR_FORBIDDEN;
    case SOUP_STATUS_NOT_FOUND:
    case SOUP_STATUS_GONE:
      return MARBRE_REMOTE_ERROR_NOT_FOUND;
    case SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE:
      return MARBRE_REMOTE_ERROR_TOO_LARGE;
    case SOUP_STATUS_REQUEST_TIMEOUT:
    case 429: /* Too Many Requests, RFC 6585 */
      return MARBRE_REMOTE_ERROR_TRY_LATER;
    default:
      return status >= 500 ? MARBRE_REMOTE_ERROR_TRY_LATER : MARBRE_REMOTE_ERROR_REJECTED;
    }
}

static const char *
words_for_code (int code)
{
  switch (code)
    {
    case MARBRE_REMOTE_ERROR_SIGN_IN:
      return _ ("The site did not accept the sign-in. Enter the password or token again in the "
                "site’s settings.");
    case MARBRE_REMOTE_ERROR_FORBIDDEN:
      return _ ("Your account may not do this at the site. Ask whoever runs it for the right, or "
                "hand the story over as a draft.");
    case MARBRE_REMOTE_ERROR_NOT_FOUND:
      return _ ("The site does not have this any more, or its API is switched off.");
    case MARBRE_REMOTE_ERROR_TOO_LARGE:
      return _ ("The site takes no file as large as this one. Use a smaller picture.");
    case MARBRE_REMOTE_ERROR_TRY_LATER:
      return _ ("The site is busy or being repaired. Marbre tries again by itself.");
    default:
      return _ ("The site refused this.");
    }
}

static gboolean
is_web_page (MarbreHttpAnswer *answer)
{
  const char *type = soup_message_headers_get_content_type (answer->headers, NULL);

  return g_strcmp0 (type, "text/html") == 0;
}

/* Web application firewalls and the protections of hosts say who they are in the headers or in the
 * page; what they show to programs is not for people. */
static gboolean
is_firewall (MarbreHttpAnswer *answer)
{
  static const char *const headers[] = { "cf-mitigated", "x-sucuri-id", "x-sucuri-block",
                                         "x-iinfo", "x-datadome" };
  static const char *const words[] = { "wordfence", "cloudflare", "sucuri", "mod_security",
                                       "modsecurity", "imunify360", "ninjafirewall", "captcha",
                                       "incapsula" };
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    if (soup_message_headers_get_one (answer->headers, headers[i]))
      return TRUE;
  text = g_ascii_strdown (g_bytes_get_data (answer->body, NULL)
                              ? g_bytes_get_data (answer->body, NULL)
                              : "",
                          (gssize) MIN (g_bytes_get_size (answer->body), MAX_LOOK));
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (text, words[i]))
      return TRUE;
  return FALSE;
}

static GError *
web_page_error (MarbreHttpAnswer *answer)
{
  const gboolean gone = answer->status == SOUP_STATUS_NOT_FOUND;
  const gboolean firewall = is_firewall (answer);
  GError *error = g_error_new_literal (
      MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_AN_API,
      firewall ? _ ("A firewall before the site answered with a web page and let nothing through. "
                    "Ask whoever runs the site to let programs reach its API, from your address "
                    "at least.")
      : gone ? _ ("There is no API at this address. It may be switched off, or the site’s "
                  "permalinks are not set up: ask whoever runs the site.")
             : _ ("The site answered with a web page where its API was expected. Its REST API may "
                  "be switched off, or a firewall or log-in page stands before it."));

  marbre_remote_error_set_cause (error, gone && !firewall ? MARBRE_CAUSE_API_OFF
                                                          : MARBRE_CAUSE_FIREWALL);
  return error;
}

/**
 * marbre_http_answer_check:
 * @answer: an answer
 * @error: what its status means, if it is not 2xx: _SIGN_IN, _FORBIDDEN, _NOT_FOUND, _TOO_LARGE,
 *   _TRY_LATER or _REJECTED
 *
 * Returns: %TRUE if the status is 2xx
 */
gboolean
marbre_http_answer_check (MarbreHttpAnswer *answer, GError **error)
{
  GError *failure;
  int code;

  if (SOUP_STATUS_IS_SUCCESSFUL (answer->status))
    return TRUE;
  if (answer->status == SOUP_STATUS_PROXY_AUTHENTICATION_REQUIRED)
    {
      g_propagate_error (error, marbre_http_proxy_error (TRUE));
      return FALSE;
    }
  code = code_for_status (answer->status);
  /* An API refuses in its own language; a page comes from what stands before it. */
  if (is_web_page (answer) &&
      (code == MARBRE_REMOTE_ERROR_FORBIDDEN || code == MARBRE_REMOTE_ERROR_REJECTED))
    {
      g_propagate_error (error, web_page_error (answer));
      return FALSE;
    }
  failure = g_error_new (MARBRE_REMOTE_ERROR, code, "%s (%u)", words_for_code (code),
                         answer->status);
  if (code == MARBRE_REMOTE_ERROR_NOT_FOUND && is_web_page (answer))
    marbre_remote_error_set_cause (failure, MARBRE_CAUSE_API_OFF);
  if (code == MARBRE_REMOTE_ERROR_TRY_LATER)
    marbre_remote_error_set_retry_after (failure, retry_after (answer));
  /* A 503 or a 429 comes from the door; behind any other 5xx the work may have been done. */
  if (answer->status >= 500 && answer->status != SOUP_STATUS_SERVICE_UNAVAILABLE)
    marbre_remote_error_set_was_sent (failure);
  g_propagate_error (error, failure);
  return FALSE;
}

/**
 * marbre_http_answer_get_json:
 * @answer: an answer
 * @error: %MARBRE_REMOTE_ERROR_NOT_AN_API if it is no JSON
 *
 * Returns: (transfer full) (nullable): the JSON
 */
JsonNode *
marbre_http_answer_get_json (MarbreHttpAnswer *answer, GError **error)
{
  const char *type = soup_message_headers_get_content_type (answer->headers, NULL);
  g_autoptr (GError) failure = NULL;
  JsonNode *node = NULL;

  if (type && (g_str_equal (type, "application/json") || g_str_has_suffix (type, "+json")))
    node = marbre_json_parse (answer->body, &failure);
  else
    failure = web_page_error (answer);
  if (node == NULL)
    {
      marbre_remote_error_set_was_sent (failure);
      g_propagate_error (error, g_steal_pointer (&failure));
    }
  return node;
}

static gboolean
has_token (const char *list, const char *token)
{
  g_auto (GStrv) tokens = g_strsplit_set (list ? list : "", " \t", -1);

  return g_strv_contains ((const char *const *) tokens, token);
}

/**
 * marbre_http_answer_find_link:
 * @answer: an answer
 * @rel: a link relation
 *
 * Looks through the answer's Link headers (RFC 8288).
 *
 * Returns: (transfer full) (nullable): the first target with that relation, not resolved
 */
char *
marbre_http_answer_find_link (MarbreHttpAnswer *answer, const char *rel)
{
  const char *value = soup_message_headers_get_list (answer->headers, "Link");
  GSList *links = value ? soup_header_parse_list (value) : NULL;
  char *found = NULL;

  for (GSList *l = links; l && found == NULL; l = l->next)
    {
      const char *link = l->data;
      const char *end = strchr (link, '>');
      const char *semicolon = end ? strchr (end, ';') : NULL;
      GHashTable *params;

      if (link[0] != '<' || semicolon == NULL)
        continue;
      params = soup_header_parse_semi_param_list (semicolon + 1);
      if (has_token (g_hash_table_lookup (params, "rel"), rel))
        found = g_strndup (link + 1, (gsize) (end - link - 1));
      soup_header_free_param_list (params);
    }
  soup_header_free_list (links);
  return found;
}
