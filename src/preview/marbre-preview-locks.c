/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The locks of the preview; see marbre-preview-locks.h. Each alone leaks: a policy does not see
 * pictures, a content policy does not stop a link or a name lookup, a filter shows an error page.
 * The content policy itself is a header of each answer (marbre-preview-scheme.c).
 */
#define G_LOG_DOMAIN "marbre-preview"

#include "config.h"

#include "marbre-preview-locks.h"

#include <string.h>

#include "marbre-preview-scheme.h"

#define SCHEME_PREFIX MARBRE_PREVIEW_SCHEME "://"

/* A port that nothing listens on: what comes past the other locks ends here, names unresolved. */
#define DEAD_PROXY "http://127.0.0.1:1"

#define FILTER_ID "marbre-offline"

static const char filter_rules[] =
    "[{\"trigger\":{\"url-filter\":\".*\"},\"action\":{\"type\":\"block\"}},"
    "{\"trigger\":{\"url-filter\":\"^marbre:\"},\"action\":{\"type\":\"ignore-previous-rules\"}},"
    "{\"trigger\":{\"url-filter\":\"^data:\"},\"action\":{\"type\":\"ignore-previous-rules\"}},"
    "{\"trigger\":{\"url-filter\":\"^about:\"},\"action\":{\"type\":\"ignore-previous-rules\"}}]";

typedef struct
{
  MarbrePreviewLinkFunc link;
  gpointer data; /* (borrowed) */
} Policy;

static void
policy_free (gpointer data, GClosure *closure)
{
  g_free (data);
}

static WebKitSettings *
create_settings (void)
{
  WebKitSettings *settings = webkit_settings_new ();

  webkit_settings_set_enable_javascript_markup (settings, FALSE);
  webkit_settings_set_enable_html5_local_storage (settings, FALSE);
  webkit_settings_set_enable_html5_database (settings, FALSE);
  webkit_settings_set_enable_webgl (settings, FALSE);
  webkit_settings_set_enable_webaudio (settings, FALSE);
  webkit_settings_set_enable_media (settings, FALSE);
  webkit_settings_set_enable_back_forward_navigation_gestures (settings, FALSE);
  webkit_settings_set_enable_page_cache (settings, FALSE);
  webkit_settings_set_enable_fullscreen (settings, FALSE);
  webkit_settings_set_javascript_can_open_windows_automatically (settings, FALSE);
  /* Equal times without the GPU, at 60 MB less in the web process. */
  webkit_settings_set_hardware_acceleration_policy (settings,
                                                    WEBKIT_HARDWARE_ACCELERATION_POLICY_NEVER);
  return settings;
}

static void
download_started_cb (WebKitNetworkSession *session, WebKitDownload *download)
{
  webkit_download_cancel (download);
}

static WebKitNetworkSession *
create_session (void)
{
  WebKitNetworkSession *session = webkit_network_session_new_ephemeral ();
  WebKitNetworkProxySettings *proxy = webkit_network_proxy_settings_new (DEAD_PROXY, NULL);

  webkit_network_session_set_proxy_settings (session, WEBKIT_NETWORK_PROXY_MODE_CUSTOM, proxy);
  webkit_network_session_set_persistent_credential_storage_enabled (session, FALSE);
  webkit_network_proxy_settings_free (proxy);
  g_signal_connect (session, "download-started", G_CALLBACK (download_started_cb), NULL);
  return session;
}

/* The shell that the program has loaded or is loading, and places in it ("…#fn-1"): a link in a
 * story leads to no other template. */
static gboolean
is_shell (WebKitWebView *view, const char *uri)
{
  const char *shell = webkit_web_view_get_uri (view);
  gsize length = strcspn (uri, "#");

  return (g_str_has_prefix (uri, MARBRE_PREVIEW_SHELLS) ||
          g_str_has_prefix (uri, MARBRE_PREVIEW_LAYOUTS)) &&
         shell != NULL && strcspn (shell, "#") == length && strncmp (uri, shell, length) == 0;
}

static void
report_link (Policy *policy, WebKitNavigationAction *action, const char *uri)
{
  if (webkit_navigation_action_get_navigation_type (action) !=
          WEBKIT_NAVIGATION_TYPE_LINK_CLICKED ||
      !webkit_navigation_action_is_user_gesture (action))
    return;
  if (g_str_has_prefix (uri, "https://") || g_str_has_prefix (uri, "http://"))
    policy->link (uri, policy->data);
  else if (g_str_has_prefix (uri, SCHEME_PREFIX "/"))
    policy->link (uri + strlen (SCHEME_PREFIX), policy->data);
}

static gboolean
decide_policy_cb (WebKitWebView *view,
                  WebKitPolicyDecision *decision,
                  WebKitPolicyDecisionType type,
                  gpointer user_data)
{
  WebKitNavigationAction *action;
  const char *uri;

  if (type == WEBKIT_POLICY_DECISION_TYPE_RESPONSE)
    {
      if (webkit_response_policy_decision_is_mime_type_supported (
              WEBKIT_RESPONSE_POLICY_DECISION (decision)))
        webkit_policy_decision_use (decision);
      else
        webkit_policy_decision_ignore (decision);
      return TRUE;
    }

  action = webkit_navigation_policy_decision_get_navigation_action (
      WEBKIT_NAVIGATION_POLICY_DECISION (decision));
  uri = webkit_uri_request_get_uri (webkit_navigation_action_get_request (action));
  if (type == WEBKIT_POLICY_DECISION_TYPE_NAVIGATION_ACTION && is_shell (view, uri))
    webkit_policy_decision_use (decision);
  else
    {
      webkit_policy_decision_ignore (decision);
      report_link (user_data, action, uri);
    }
  return TRUE;
}

static gboolean
permission_request_cb (WebKitWebView *view, WebKitPermissionRequest *request)
{
  webkit_permission_request_deny (request);
  return TRUE;
}

/* Reload, Back and the like make no sense here; Copy does. */
static gboolean
context_menu_cb (WebKitWebView *view, WebKitContextMenu *menu)
{
  g_autoptr (GList) items = g_list_copy (webkit_context_menu_get_items (menu));

  for (GList *l = items; l; l = l->next)
    switch (webkit_context_menu_item_get_stock_action (l->data))
      {
      case WEBKIT_CONTEXT_MENU_ACTION_COPY:
      case WEBKIT_CONTEXT_MENU_ACTION_SELECT_ALL:
      case WEBKIT_CONTEXT_MENU_ACTION_COPY_LINK_TO_CLIPBOARD:
        break;
      default:
        webkit_context_menu_remove (menu, l->data);
      }
  return webkit_context_menu_get_n_items (menu) == 0;
}

/**
 * marbre_preview_locks_create_view:
 * @context: the preview's own context
 * @link: told of clicked links
 * @data: for @link
 *
 * Returns: (transfer floating): a locked view. Load nothing before
 *   marbre_preview_locks_compile_async() has finished.
 */
WebKitWebView *
marbre_preview_locks_create_view (WebKitWebContext *context,
                                  MarbrePreviewLinkFunc link,
                                  gpointer data)
{
  g_autoptr (WebKitSettings) settings = create_settings ();
  g_autoptr (WebKitNetworkSession) session = create_session ();
  g_autoptr (WebKitUserContentManager) content = webkit_user_content_manager_new ();
  Policy *policy = g_new0 (Policy, 1);
  WebKitWebView *view;

  view = g_object_new (WEBKIT_TYPE_WEB_VIEW, "web-context", context, "network-session", session,
                       "user-content-manager", content, "settings", settings, NULL);
  policy->link = link;
  policy->data = data;
  g_signal_connect_data (view, "decide-policy", G_CALLBACK (decide_policy_cb), policy, policy_free,
                         0);
  g_signal_connect (view, "permission-request", G_CALLBACK (permission_request_cb), NULL);
  g_signal_connect (view, "context-menu", G_CALLBACK (context_menu_cb), NULL);
  return view;
}

static void
filter_saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  WebKitUserContentFilter *filter = webkit_user_content_filter_store_save_finish (
      WEBKIT_USER_CONTENT_FILTER_STORE (object), result, &error);

  if (filter == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (!g_task_return_error_if_cancelled (task))
    {
      webkit_user_content_manager_add_filter (
          webkit_web_view_get_user_content_manager (g_task_get_source_object (task)), filter);
      g_task_return_boolean (task, TRUE);
    }
  webkit_user_content_filter_unref (filter);
}

/**
 * marbre_preview_locks_compile_async:
 * @view: a view of marbre_preview_locks_create_view()
 * @cancellable: (nullable): a cancellable
 * @callback: called when the filter is in force
 * @user_data: for @callback
 *
 * Compiles the content filter (in WebKit's own thread, kept in the cache folder) and puts it on.
 */
void
marbre_preview_locks_compile_async (WebKitWebView *view,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autofree char *folder =
      g_build_filename (g_get_user_cache_dir (), MARBRE_DATA_NAME, "filters", NULL);
  g_autoptr (WebKitUserContentFilterStore) store = webkit_user_content_filter_store_new (folder);
  g_autoptr (GBytes) rules = g_bytes_new_static (filter_rules, strlen (filter_rules));
  GTask *task = g_task_new (view, cancellable, callback, user_data);

  g_task_set_source_tag (task, marbre_preview_locks_compile_async);
  webkit_user_content_filter_store_save (store, FILTER_ID, rules, cancellable, filter_saved_cb,
                                         task);
}

/**
 * marbre_preview_locks_compile_finish:
 *
 * Returns: %FALSE with @error set if the filter is not in force; then nothing may be loaded. The
 *   usual reason is a full or read-only disk.
 */
gboolean
marbre_preview_locks_compile_finish (WebKitWebView *view, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, view), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
