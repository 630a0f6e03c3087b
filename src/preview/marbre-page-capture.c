/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The capture; see marbre-page-capture.h. The site's own scripts run, for pages that they finish;
 * scripts, frames and requests of third parties are blocked, so that neither advertising nor a
 * consent banner becomes part of the layout. The session keeps nothing, and the view goes nowhere
 * else: once the page is there, every further navigation is refused.
 */
#define G_LOG_DOMAIN "marbre-preview"

#include "config.h"

#include "marbre-page-capture.h"

#include <glib/gi18n.h>
#include <string.h>
#include <webkit/webkit.h>

#include "marbre-html.h"
#include "marbre-preview-error.h"

#define WORLD     "marbre-capture"
#define FILTER_ID "marbre-capture"

/* A reader's screen, so that the page is laid out as on one. */
#define VIEW_WIDTH  1280
#define VIEW_HEIGHT 900

/* After the last load: what scripts do then. */
#define SETTLE_MSEC 600
/* A picture that never comes does not hold up the page; a page that never comes is given up. */
#define PATIENCE_SECONDS 25

/* MB of the web process; it ends before a page of gigabytes ends us. */
#define MEMORY_LIMIT_MB 1024

static const char filter_rules[] =
    "[{\"trigger\":{\"url-filter\":\".*\",\"load-type\":[\"third-party\"],"
    "\"resource-type\":[\"document\",\"script\",\"raw\",\"media\",\"popup\",\"svg-document\"]},"
    "\"action\":{\"type\":\"block\"}}]";

/* What the page is at this moment: styles that scripts made, and the pictures that were chosen. */
static const char script[] =
    "if (document.readyState === 'loading') return 'loading';"
    "const all = (root, name) => [...root.querySelectorAll(name)];"
    "const copy = document.documentElement.cloneNode(true);"
    "const rules = sheet => {"
    "  try { return [...sheet.cssRules].map(rule => rule.cssText).join('\\n'); }"
    "  catch { return ''; } };"
    "const styles = all(copy, 'style');"
    "all(document.documentElement, 'style').forEach((style, i) => {"
    "  if (style.sheet && style.textContent.trim() === '')"
    "    styles[i].textContent = rules(style.sheet);"
    "});"
    "const images = all(copy, 'img');"
    "all(document.documentElement, 'img').forEach((image, i) => {"
    "  if (image.currentSrc) { images[i].setAttribute('src', image.currentSrc);"
    "    images[i].removeAttribute('srcset'); }"
    "});"
    "for (const sheet of document.adoptedStyleSheets ?? []) {"
    "  const style = document.createElement('style'); style.textContent = rules(sheet);"
    "  copy.querySelector('head')?.append(style); }"
    "for (const element of all(copy, 'script, noscript, iframe, template, object, embed'))"
    "  element.remove();"
    "const html = (document.compatMode === 'CSS1Compat' ? '<!DOCTYPE html>' : '') + copy.outerHTML;"
    "return html.length > limit ? 'large' : ' ' + html;";

typedef struct
{
  WebKitWebView *view;            /* (owned) */
  char *address;                  /* (owned): as asked */
  GUri *asked;                    /* (owned) */
  char *uri;                      /* (owned) (nullable): the page's own, once captured */
  MarbreCaptureProgress progress; /* (nullable) */
  gpointer progress_data;         /* (borrowed) */
  GCancellable *cancellable;      /* (owned) (nullable) */
  gulong cancelled_id;
  guint patience;                 /* GSource id */
  guint settling;                 /* GSource id, 0 until loaded */
  gboolean committed;             /* the page's own bytes are coming */
  gboolean reading;               /* the script was called */
  gboolean ended;                 /* the task has its result */
} Capture;

static void
capture_free (gpointer data)
{
  Capture *self = data;

  g_clear_handle_id (&self->patience, g_source_remove);
  g_clear_handle_id (&self->settling, g_source_remove);
  g_clear_object (&self->view);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->asked, g_uri_unref);
  g_free (self->address);
  g_free (self->uri);
  g_free (self);
}

/* Ends the capture: the view is told to stop, and nothing of it is heard any more. */
static void
end (GTask *task)
{
  Capture *self = g_task_get_task_data (task);

  self->ended = TRUE;
  g_clear_handle_id (&self->patience, g_source_remove);
  g_clear_handle_id (&self->settling, g_source_remove);
  if (self->cancelled_id != 0)
    g_signal_handler_disconnect (self->cancellable, self->cancelled_id);
  self->cancelled_id = 0;
  g_signal_handlers_disconnect_by_data (self->view, task);
  webkit_web_view_stop_loading (self->view);
}

static gboolean
drop_cb (gpointer data)
{
  g_object_unref (data);
  return G_SOURCE_REMOVE;
}

/* The view must not end inside one of its own signals. */
static void
drop_later (GTask *task)
{
  g_idle_add (drop_cb, task);
}

static void
fail (GTask *task, MarbrePreviewError code, const char *message)
{
  Capture *self = g_task_get_task_data (task);

  if (self->ended)
    return;
  end (task);
  g_task_return_new_error (task, MARBRE_PREVIEW_ERROR, (int) code, "%s", message);
  drop_later (task);
}

static gboolean
is_loopback (GUri *uri)
{
  const char *host = g_uri_get_host (uri);
  g_autoptr (GInetAddress) address = host ? g_inet_address_new_from_string (host) : NULL;

  return g_strcmp0 (host, "localhost") == 0 ||
         (address != NULL && g_inet_address_get_is_loopback (address));
}

/* Returns: (transfer full) (nullable): an address that may be loaded: https, or this machine's */
static GUri *
parse_address (const char *text)
{
  g_autoptr (GUri) uri =
      g_uri_parse (text, G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED, NULL);

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' ||
      g_uri_get_userinfo (uri) != NULL)
    return NULL;
  if (g_str_equal (g_uri_get_scheme (uri), "https") ||
      (g_str_equal (g_uri_get_scheme (uri), "http") && is_loopback (uri)))
    return g_steal_pointer (&uri);
  return NULL;
}

/* Reading */

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Capture *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JSCValue) value = webkit_web_view_call_async_javascript_function_finish (
      WEBKIT_WEB_VIEW (object), result, &error);
  g_autofree char *text = value ? jsc_value_to_string (value) : NULL;

  if (self->ended)
    return;
  if (text == NULL || g_str_equal (text, "loading"))
    fail (task, MARBRE_PREVIEW_ERROR_UNREACHABLE,
          _ ("The page did not finish loading. Try again later, or choose another page."));
  else if (g_str_equal (text, "large") || strlen (text) > MARBRE_HTML_MAX_BYTES)
    fail (task, MARBRE_PREVIEW_ERROR_TOO_LARGE,
          _ ("The page is too large to be a layout. Choose a shorter story."));
  else
    {
      end (task);
      self->uri = g_strdup (webkit_web_view_get_uri (self->view));
      g_task_return_pointer (task, g_strdup (text + 1), g_free);
      drop_later (task);
    }
}

static void
read_page (GTask *task)
{
  Capture *self = g_task_get_task_data (task);
  GVariantDict arguments;

  if (self->reading)
    return;
  self->reading = TRUE;
  g_variant_dict_init (&arguments, NULL);
  g_variant_dict_insert (&arguments, "limit", "d", (double) MARBRE_HTML_MAX_BYTES);
  webkit_web_view_call_async_javascript_function (self->view, script, -1,
                                                  g_variant_dict_end (&arguments), WORLD, NULL,
                                                  self->cancellable, read_cb, g_object_ref (task));
}

static gboolean
settled_cb (gpointer data)
{
  Capture *self = g_task_get_task_data (data);

  self->settling = 0;
  read_page (data);
  return G_SOURCE_REMOVE;
}

static gboolean
patience_cb (gpointer data)
{
  Capture *self = g_task_get_task_data (data);

  self->patience = 0;
  if (self->committed && !self->reading)
    read_page (data);
  else
    fail (data, MARBRE_PREVIEW_ERROR_UNREACHABLE,
          _ ("The site does not answer. Check the address in a browser, and try again."));
  return G_SOURCE_REMOVE;
}

/* Loading */

static void
load_changed_cb (WebKitWebView *view, WebKitLoadEvent event, GTask *task)
{
  Capture *self = g_task_get_task_data (task);

  if (event == WEBKIT_LOAD_COMMITTED)
    self->committed = TRUE;
  else if (event == WEBKIT_LOAD_FINISHED && self->committed && self->settling == 0)
    self->settling = g_timeout_add (SETTLE_MSEC, settled_cb, task);
}

static gboolean
load_failed_cb (WebKitWebView *view,
                WebKitLoadEvent event,
                const char *uri,
                GError *error,
                GTask *task)
{
  g_message ("A page could not be captured: %s %d", g_quark_to_string (error->domain),
             error->code);
  fail (task, MARBRE_PREVIEW_ERROR_UNREACHABLE,
        _ ("The site does not answer. Check the address in a browser, and try again."));
  return TRUE;
}

static gboolean
load_failed_tls_cb (WebKitWebView *view,
                    const char *uri,
                    GTlsCertificate *certificate,
                    GTlsCertificateFlags errors,
                    GTask *task)
{
  fail (task, MARBRE_PREVIEW_ERROR_REFUSED,
        _ ("The site’s certificate is not valid, so this may be another site. Tell those who run "
           "it."));
  return TRUE;
}

static void
terminated_cb (WebKitWebView *view, WebKitWebProcessTerminationReason reason, GTask *task)
{
  if (reason == WEBKIT_WEB_PROCESS_EXCEEDED_MEMORY_LIMIT)
    fail (task, MARBRE_PREVIEW_ERROR_TOO_LARGE,
          _ ("The page is too large to be a layout. Choose a shorter story."));
  else
    fail (task, MARBRE_PREVIEW_ERROR_UNREACHABLE,
          _ ("The page did not finish loading. Try again later, or choose another page."));
}

static void
progress_cb (WebKitWebView *view, GParamSpec *pspec, GTask *task)
{
  Capture *self = g_task_get_task_data (task);

  if (self->progress != NULL)
    self->progress (webkit_web_view_get_estimated_load_progress (view), self->progress_data);
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
  Capture *self = g_task_get_task_data (task);
  WebKitNavigationAction *action = webkit_navigation_policy_decision_get_navigation_action (
      WEBKIT_NAVIGATION_POLICY_DECISION (decision));
  const char *uri = webkit_uri_request_get_uri (webkit_navigation_action_get_request (action));
  g_autoptr (GUri) parsed = parse_address (uri);

  if (!self->committed && parsed != NULL && is_same_host (parsed, self->asked))
    {
      webkit_policy_decision_use (decision);
      return;
    }
  if (!self->committed)
    fail (task, MARBRE_PREVIEW_ERROR_REFUSED,
          _ ("The address leads to another site. Open it in a browser, and use the address that "
             "you see there."));
  webkit_policy_decision_ignore (decision);
}

static void
refuse_status (GTask *task, guint status)
{
  g_autofree char *message = NULL;

  if (status == 401 || status == 403)
    message = g_strdup (_ ("The site shows this page only to those who sign in. Choose the page "
                           "of a story that everybody can read."));
  else if (status == 404 || status == 410)
    message = g_strdup (_ ("The site has no page at this address. Choose another story."));
  else
    /* TRANSLATORS: %u is a number of HTTP, such as 500 */
    message = g_strdup_printf (_ ("The site answered with an error (%u). Try again later, or "
                                  "choose another page."),
                               status);
  fail (task, MARBRE_PREVIEW_ERROR_REFUSED, message);
}

static void
decide_response (WebKitPolicyDecision *decision, GTask *task)
{
  Capture *self = g_task_get_task_data (task);
  WebKitURIResponse *response = webkit_response_policy_decision_get_response (
      WEBKIT_RESPONSE_POLICY_DECISION (decision));
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
      fail (task, MARBRE_PREVIEW_ERROR_NOT_A_PAGE,
            _ ("This address is not a page, but a file. Choose the page of a story."));
      webkit_policy_decision_ignore (decision);
    }
  else if (webkit_uri_response_get_content_length (response) > MARBRE_HTML_MAX_BYTES)
    {
      fail (task, MARBRE_PREVIEW_ERROR_TOO_LARGE,
            _ ("The page is too large to be a layout. Choose a shorter story."));
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

/* Nobody is there to answer what a page asks. */

static gboolean
permission_request_cb (WebKitWebView *view, WebKitPermissionRequest *request)
{
  webkit_permission_request_deny (request);
  return TRUE;
}

static gboolean
authenticate_cb (WebKitWebView *view, WebKitAuthenticationRequest *request, GTask *task)
{
  webkit_authentication_request_cancel (request);
  refuse_status (task, 401);
  return TRUE;
}

static gboolean
refuse_cb (void)
{
  return TRUE;
}

static void
download_started_cb (WebKitNetworkSession *session, WebKitDownload *download)
{
  webkit_download_cancel (download);
}

static WebKitWebView *
create_view (void)
{
  g_autoptr (WebKitSettings) settings = webkit_settings_new ();
  g_autoptr (WebKitNetworkSession) session = webkit_network_session_new_ephemeral ();
  g_autoptr (WebKitUserContentManager) content = webkit_user_content_manager_new ();
  WebKitMemoryPressureSettings *memory = webkit_memory_pressure_settings_new ();
  g_autoptr (WebKitWebContext) context = NULL;
  WebKitWebView *view;

  webkit_settings_set_enable_media (settings, FALSE);
  webkit_settings_set_enable_webgl (settings, FALSE);
  webkit_settings_set_enable_webaudio (settings, FALSE);
  webkit_settings_set_enable_fullscreen (settings, FALSE);
  webkit_settings_set_enable_page_cache (settings, FALSE);
  webkit_settings_set_javascript_can_open_windows_automatically (settings, FALSE);
  webkit_settings_set_hardware_acceleration_policy (settings,
                                                    WEBKIT_HARDWARE_ACCELERATION_POLICY_NEVER);
  webkit_memory_pressure_settings_set_memory_limit (memory, MEMORY_LIMIT_MB);
  context = g_object_new (WEBKIT_TYPE_WEB_CONTEXT, "memory-pressure-settings", memory, NULL);
  webkit_memory_pressure_settings_free (memory);
  webkit_network_session_set_persistent_credential_storage_enabled (session, FALSE);
  g_signal_connect (session, "download-started", G_CALLBACK (download_started_cb), NULL);
  view = g_object_new (WEBKIT_TYPE_WEB_VIEW, "web-context", context, "network-session", session,
                       "user-content-manager", content, "settings", settings, NULL);
  g_object_ref_sink (view);
  g_signal_connect (view, "permission-request", G_CALLBACK (permission_request_cb), NULL);
  g_signal_connect (view, "script-dialog", G_CALLBACK (refuse_cb), NULL);
  g_signal_connect (view, "run-file-chooser", G_CALLBACK (refuse_cb), NULL);
  g_signal_connect (view, "print", G_CALLBACK (refuse_cb), NULL);
  return view;
}

static void
connect_view (GTask *task)
{
  Capture *self = g_task_get_task_data (task);

  g_signal_connect (self->view, "decide-policy", G_CALLBACK (decide_policy_cb), task);
  g_signal_connect (self->view, "load-changed", G_CALLBACK (load_changed_cb), task);
  g_signal_connect (self->view, "load-failed", G_CALLBACK (load_failed_cb), task);
  g_signal_connect (self->view, "load-failed-with-tls-errors", G_CALLBACK (load_failed_tls_cb),
                    task);
  g_signal_connect (self->view, "web-process-terminated", G_CALLBACK (terminated_cb), task);
  g_signal_connect (self->view, "authenticate", G_CALLBACK (authenticate_cb), task);
  g_signal_connect (self->view, "notify::estimated-load-progress", G_CALLBACK (progress_cb), task);
}

static gboolean
cancelled_idle_cb (gpointer data)
{
  GTask *task = data;
  Capture *self = g_task_get_task_data (task);

  if (!self->ended)
    {
      end (task);
      g_task_return_error_if_cancelled (task);
      drop_later (task);
    }
  return G_SOURCE_REMOVE;
}

/* Ends nothing here: the signal's own lock is held. */
static void
cancelled_cb (GCancellable *cancellable, GTask *task)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, cancelled_idle_cb, g_object_ref (task), g_object_unref);
}

static void
filter_saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Capture *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  WebKitUserContentFilter *filter = webkit_user_content_filter_store_save_finish (
      WEBKIT_USER_CONTENT_FILTER_STORE (object), result, &error);

  if (g_task_return_error_if_cancelled (task))
    {
      g_clear_pointer (&filter, webkit_user_content_filter_unref);
      g_object_unref (task);
      return;
    }
  if (filter == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      g_object_unref (task);
      return;
    }
  webkit_user_content_manager_add_filter (
      webkit_web_view_get_user_content_manager (self->view), filter);
  webkit_user_content_filter_unref (filter);
  connect_view (task);
  if (self->cancellable != NULL)
    self->cancelled_id =
        g_signal_connect (self->cancellable, "cancelled", G_CALLBACK (cancelled_cb), task);
  self->patience = g_timeout_add_seconds (PATIENCE_SECONDS, patience_cb, task);
  gtk_widget_measure (GTK_WIDGET (self->view), GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL,
                      NULL);
  gtk_widget_allocate (GTK_WIDGET (self->view), VIEW_WIDTH, VIEW_HEIGHT, -1, NULL);
  webkit_web_view_load_uri (self->view, self->address);
}

/**
 * marbre_page_capture_async:
 * @address: a page's address: https, or http on this machine
 * @progress: (nullable): told how far the page is loaded, until the callback
 * @progress_data: for @progress
 * @cancellable: (nullable): ends it at once
 * @callback: called with the page
 * @user_data: for @callback
 *
 * Loads a page as a browser on a desktop does, waits until it has settled, and reads it.
 */
void
marbre_page_capture_async (const char *address,
                           MarbreCaptureProgress progress,
                           gpointer progress_data,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autofree char *folder =
      g_build_filename (g_get_user_cache_dir (), MARBRE_DATA_NAME, "filters", NULL);
  g_autoptr (WebKitUserContentFilterStore) store = NULL;
  g_autoptr (GBytes) rules = g_bytes_new_static (filter_rules, strlen (filter_rules));
  g_autoptr (GUri) asked = NULL;
  GTask *task;
  Capture *self;

  g_return_if_fail (address != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, marbre_page_capture_async);
  asked = parse_address (address);
  if (asked == NULL)
    {
      g_task_return_new_error (task, MARBRE_PREVIEW_ERROR, MARBRE_PREVIEW_ERROR_ADDRESS, "%s",
                               _ ("This is not the address of a page. It begins with https://."));
      g_object_unref (task);
      return;
    }
  self = g_new0 (Capture, 1);
  self->address = g_strdup (address);
  self->asked = g_steal_pointer (&asked);
  self->progress = progress;
  self->progress_data = progress_data;
  self->cancellable = cancellable ? g_object_ref (cancellable) : NULL;
  self->view = create_view ();
  g_task_set_task_data (task, self, capture_free);
  store = webkit_user_content_filter_store_new (folder);
  webkit_user_content_filter_store_save (store, FILTER_ID, rules, cancellable, filter_saved_cb,
                                         task);
}

/**
 * marbre_page_capture_finish:
 * @uri: (out) (transfer full) (nullable): the page's address, after redirects
 * @error: %MARBRE_PREVIEW_ERROR, with the remedy; %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the page, at most %MARBRE_HTML_MAX_BYTES of HTML
 */
char *
marbre_page_capture_finish (GAsyncResult *result, char **uri, GError **error)
{
  char *html;

  g_return_val_if_fail (g_async_result_is_tagged (result, marbre_page_capture_async), NULL);

  html = g_task_propagate_pointer (G_TASK (result), error);
  if (uri != NULL)
    {
      Capture *self = g_task_get_task_data (G_TASK (result));

      *uri = html != NULL ? g_strdup (self->uri) : NULL;
    }
  return html;
}
