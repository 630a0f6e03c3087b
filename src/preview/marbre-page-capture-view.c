/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The view of a capture: it keeps nothing, has no more than a page needs, and nobody is there to
 * answer what a page asks. Main thread.
 */
#define G_LOG_DOMAIN "marbre-preview"

#include "config.h"

#include "marbre-page-capture-private.h"

/* MB of the web process; it ends before a page of gigabytes ends us. */
#define MEMORY_LIMIT_MB 1024

static gboolean
permission_request_cb (WebKitWebView *view, WebKitPermissionRequest *request)
{
  webkit_permission_request_deny (request);
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

WebKitWebView *
_marbre_capture_create_view (void)
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
