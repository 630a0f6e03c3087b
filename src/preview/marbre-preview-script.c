/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Puts the preview's scripts and style into its pages; see marbre-preview-script.h.
 */
#define G_LOG_DOMAIN "marbre-preview"

#include "config.h"

#include "marbre-preview-script.h"

#define RESOURCES "/io/github/marbre/Marbre/preview/"

/* The script world that the page cannot see. */
#define WORLD "marbre"

static GBytes *
lookup (const char *file)
{
  g_autofree char *path = g_strconcat (RESOURCES, file, NULL);

  return g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
}

static void
add_script (WebKitUserContentManager *content, const char *file)
{
  g_autoptr (GBytes) bytes = lookup (file);
  WebKitUserScript *script = webkit_user_script_new_for_world (
      g_bytes_get_data (bytes, NULL), WEBKIT_USER_CONTENT_INJECT_TOP_FRAME,
      WEBKIT_USER_SCRIPT_INJECT_AT_DOCUMENT_START, WORLD, NULL, NULL);

  webkit_user_content_manager_add_script (content, script);
  webkit_user_script_unref (script);
}

/**
 * marbre_preview_script_add:
 * @content: the manager of the preview's view; its room's resource must be registered
 *
 * Each page that is loaded from now on gets the scripts, in a world of their own, and the style.
 */
void
marbre_preview_script_add (WebKitUserContentManager *content)
{
  g_autoptr (GBytes) style_bytes = lookup ("preview.css");
  WebKitUserStyleSheet *style = webkit_user_style_sheet_new (
      g_bytes_get_data (style_bytes, NULL), WEBKIT_USER_CONTENT_INJECT_TOP_FRAME,
      WEBKIT_USER_STYLE_LEVEL_AUTHOR, NULL, NULL);

  webkit_user_content_manager_register_script_message_handler (content, MARBRE_PREVIEW_HANDLER,
                                                               WORLD);
  add_script (content, "preview-cards.js");
  add_script (content, "preview-place.js");
  add_script (content, "preview-morph.js");
  add_script (content, "preview-house.js");
  add_script (content, "preview-theme.js");
  add_script (content, "preview.js");
  webkit_user_content_manager_add_style_sheet (content, style);
  webkit_user_style_sheet_unref (style);
}

/**
 * marbre_preview_script_call:
 * @view: a view with the script
 * @body: a function's body in the script's world
 * @arguments: (nullable): a{sv}; a floating reference is sunk
 * @cancellable: (nullable): a cancellable
 * @callback: ends it with webkit_web_view_call_async_javascript_function_finish()
 * @user_data: for @callback
 */
void
marbre_preview_script_call (WebKitWebView *view,
                            const char *body,
                            GVariant *arguments,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  webkit_web_view_call_async_javascript_function (view, body, -1, arguments, WORLD, NULL,
                                                  cancellable, callback, user_data);
}
