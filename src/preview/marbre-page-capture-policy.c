/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a capture loads: the address that was asked, on that host, once, and only a page. The reason
 * for everything else is told in whole sentences. Main thread.
 */
#define G_LOG_DOMAIN "marbre-preview"

#include "config.h"

#include "marbre-page-capture-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-html.h"

static gboolean
is_loopback (GUri *uri)
{
  const char *host = g_uri_get_host (uri);
  g_autoptr (GInetAddress) address = host ? g_inet_address_new_from_string (host) : NULL;

  return g_strcmp0 (host, "localhost") == 0 ||
         (address != NULL && g_inet_address_get_is_loopback (address));
}

/* Returns: (transfer full) (nullable): an address that may be loaded: https, or this machine's */
GUri *
_marbre_capture_parse_address (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED, NULL);

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' ||
      g_uri_get_userinfo (uri) != NULL)
    return NULL;
  if (g_str_equal (g_uri_get_scheme (uri), "https") ||
      (g_str_equal (g_uri_get_scheme (uri), "http") && is_loopback (uri)))
    return g_steal_pointer (&uri);
  return NULL;
}

/* What is refused is told first: a decision to ignore is a failed load as well. */

/* Other hosts are other sites: a sign-in service, a domain that was sold. "www." is not. */
static gboolean
is_same_host (GUri *a, GUri *b)
{
  const char *first = g_uri_get_host (a);
  const char *second = g_uri_get_host (b);

  if (g_str_has_prefix (first, "www."))
    first += strlen ("www.");
  if (g_str_has_prefix (second, "www."))
    second += strlen ("www.");
  return g_ascii_strcasecmp (first, second) == 0;
}

static void
decide_navigation (WebKitPolicyDecision *decision, GTask *task)
{
  MarbreCapture *self = g_task_get_task_data (task);
  WebKitNavigationAction *action = webkit_navigation_policy_decision_get_navigation_action (
      WEBKIT_NAVIGATION_POLICY_DECISION (decision));
  const char *uri = webkit_uri_request_get_uri (webkit_navigation_action_get_request (action));
  g_autoptr (GUri) parsed = _marbre_capture_parse_address (uri);

  if (!self->committed && parsed != NULL && is_same_host (parsed, self->asked))
    {
      webkit_policy_decision_use (decision);
      return;
    }
  if (!self->committed)
    _marbre_capture_fail (
        task, MARBRE_PREVIEW_ERROR_REFUSED,
        _("The address leads to another site. Open it in a browser, and use the address that "
          "you see there."));
  webkit_policy_decision_ignore (decision);
}

static void
refuse_status (GTask *task, guint status)
{
  g_autofree char *message = NULL;

  if (status == 401 || status == 403)
    message = g_strdup (_("The site shows this page only to those who sign in. Choose the page "
                          "of a story that everybody can read."));
  else if (status == 404 || status == 410)
    message = g_strdup (_("The site has no page at this address. Choose another story."));
  else
    /* TRANSLATORS: %u is a number of HTTP, such as 500 */
    message = g_strdup_printf (_("The site answered with an error (%u). Try again later, or "
                                 "choose another page."),
                               status);
  _marbre_capture_fail (task, MARBRE_PREVIEW_ERROR_REFUSED, message);
}

static void
decide_response (WebKitPolicyDecision *decision, GTask *task)
{
  MarbreCapture *self = g_task_get_task_data (task);
  WebKitURIResponse *response =
      webkit_response_policy_decision_get_response (WEBKIT_RESPONSE_POLICY_DECISION (decision));
  const char *type = webkit_uri_response_get_mime_type (response);
  guint status = webkit_uri_response_get_status_code (response);

  if (!webkit_response_policy_decision_is_main_frame_main_resource (
          WEBKIT_RESPONSE_POLICY_DECISION (decision)))
    webkit_policy_decision_use (decision);
  else if (status != 200)
    {
      refuse_status (task, status);
      webkit_policy_decision_ignore (decision);
    }
  else if (g_strcmp0 (type, "text/html") != 0 && g_strcmp0 (type, "application/xhtml+xml") != 0)
    {
      _marbre_capture_fail (
          task, MARBRE_PREVIEW_ERROR_NOT_A_PAGE,
          _("This address is not a page, but a file. Choose the page of a story."));
      webkit_policy_decision_ignore (decision);
    }
  else if (webkit_uri_response_get_content_length (response) > MARBRE_HTML_MAX_BYTES)
    {
      _marbre_capture_fail (task, MARBRE_PREVIEW_ERROR_TOO_LARGE,
                            _("The page is too large to be a layout. Choose a shorter story."));
      webkit_policy_decision_ignore (decision);
    }
  else if (!self->committed)
    webkit_policy_decision_use (decision);
  else
    webkit_policy_decision_ignore (decision);
}

static gboolean
decide_policy_cb (WebKitWebView *view,
                  WebKitPolicyDecision *decision,
                  WebKitPolicyDecisionType type,
                  GTask *task)
{
  if (type == WEBKIT_POLICY_DECISION_TYPE_NAVIGATION_ACTION)
    decide_navigation (decision, task);
  else if (type == WEBKIT_POLICY_DECISION_TYPE_RESPONSE)
    decide_response (decision, task);
  else
    webkit_policy_decision_ignore (decision);
  return TRUE;
}

static gboolean
authenticate_cb (WebKitWebView *view, WebKitAuthenticationRequest *request, GTask *task)
{
  webkit_authentication_request_cancel (request);
  refuse_status (task, 401);
  return TRUE;
}

/* Lets the view of @task go where this file allows, until the task ends. */
void
_marbre_capture_watch_policy (GTask *task)
{
  MarbreCapture *self = g_task_get_task_data (task);

  g_signal_connect (self->view, "decide-policy", G_CALLBACK (decide_policy_cb), task);
  g_signal_connect (self->view, "authenticate", G_CALLBACK (authenticate_cb), task);
}
