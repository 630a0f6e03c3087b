/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The capture; see marbre-page-capture.h. The site's own scripts run, for pages that they finish;
 * scripts, frames and requests of third parties are blocked, so that neither advertising nor a
 * consent banner becomes part of the layout. The session keeps nothing, and the view goes nowhere
 * else: once the page is there, every further navigation is refused.
 */
#define G_LOG_DOMAIN "marbre-preview"

#include "config.h"

#include "marbre-page-capture-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-html.h"

#define WORLD     "marbre-capture"
#define FILTER_ID "marbre-capture"

/* A reader's screen, so that the page is laid out as on one. */
#define VIEW_WIDTH  1280
#define VIEW_HEIGHT 900

/* After the last load: what scripts do then. */
#define SETTLE_MSEC 600
/* A picture that never comes does not hold up the page; a page that never comes is given up. */
#define PATIENCE_SECONDS 25

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

static void
capture_free (gpointer data)
{
  MarbreCapture *self = data;

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
  MarbreCapture *self = g_task_get_task_data (task);

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

void
_marbre_capture_fail (GTask *task, MarbrePreviewError code, const char *message)
{
  MarbreCapture *self = g_task_get_task_data (task);

  if (self->ended)
    return;
  end (task);
  g_task_return_new_error (task, MARBRE_PREVIEW_ERROR, (int) code, "%s", message);
  drop_later (task);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  MarbreCapture *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JSCValue) value = webkit_web_view_call_async_javascript_function_finish (
      WEBKIT_WEB_VIEW (object), result, &error);
  g_autofree char *text = value ? jsc_value_to_string (value) : NULL;

  if (self->ended)
    return;
  if (text == NULL || g_str_equal (text, "loading"))
    _marbre_capture_fail (
        task, MARBRE_PREVIEW_ERROR_UNREACHABLE,
        _("The page did not finish loading. Try again later, or choose another page."));
  else if (g_str_equal (text, "large") || strlen (text) > MARBRE_HTML_MAX_BYTES)
    _marbre_capture_fail (task, MARBRE_PREVIEW_ERROR_TOO_LARGE,
                          _("The page is too large to be a layout. Choose a shorter story."));
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
  MarbreCapture *self = g_task_get_task_data (task);
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
  MarbreCapture *self = g_task_get_task_data (data);

  self->settling = 0;
  read_page (data);
  return G_SOURCE_REMOVE;
}

static gboolean
patience_cb (gpointer data)
{
  MarbreCapture *self = g_task_get_task_data (data);

  self->patience = 0;
  if (self->committed && !self->reading)
    read_page (data);
  else
    _marbre_capture_fail (
        data, MARBRE_PREVIEW_ERROR_UNREACHABLE,
        _("The site does not answer. Check the address in a browser, and try again."));
  return G_SOURCE_REMOVE;
}

static void
load_changed_cb (WebKitWebView *view, WebKitLoadEvent event, GTask *task)
{
  MarbreCapture *self = g_task_get_task_data (task);

  if (event == WEBKIT_LOAD_COMMITTED)
    self->committed = TRUE;
  else if (event == WEBKIT_LOAD_FINISHED && self->committed && self->settling == 0)
    self->settling = g_timeout_add (SETTLE_MSEC, settled_cb, task);
}

static gboolean
load_failed_cb (
    WebKitWebView *view, WebKitLoadEvent event, const char *uri, GError *error, GTask *task)
{
  g_message ("A page could not be captured: %s %d", g_quark_to_string (error->domain), error->code);
  _marbre_capture_fail (
      task, MARBRE_PREVIEW_ERROR_UNREACHABLE,
      _("The site does not answer. Check the address in a browser, and try again."));
  return TRUE;
}

static gboolean
load_failed_tls_cb (WebKitWebView *view,
                    const char *uri,
                    GTlsCertificate *certificate,
                    GTlsCertificateFlags errors,
                    GTask *task)
{
  _marbre_capture_fail (
      task, MARBRE_PREVIEW_ERROR_REFUSED,
      _("The site’s certificate is not valid, so this may be another site. Tell those who run "
        "it."));
  return TRUE;
}

static void
terminated_cb (WebKitWebView *view, WebKitWebProcessTerminationReason reason, GTask *task)
{
  if (reason == WEBKIT_WEB_PROCESS_EXCEEDED_MEMORY_LIMIT)
    _marbre_capture_fail (task, MARBRE_PREVIEW_ERROR_TOO_LARGE,
                          _("The page is too large to be a layout. Choose a shorter story."));
  else
    _marbre_capture_fail (
        task, MARBRE_PREVIEW_ERROR_UNREACHABLE,
        _("The page did not finish loading. Try again later, or choose another page."));
}

static void
progress_cb (WebKitWebView *view, GParamSpec *pspec, GTask *task)
{
  MarbreCapture *self = g_task_get_task_data (task);

  if (self->progress != NULL)
    self->progress (webkit_web_view_get_estimated_load_progress (view), self->progress_data);
}

static void
connect_view (GTask *task)
{
  MarbreCapture *self = g_task_get_task_data (task);

  g_signal_connect (self->view, "load-changed", G_CALLBACK (load_changed_cb), task);
  g_signal_connect (self->view, "load-failed", G_CALLBACK (load_failed_cb), task);
  g_signal_connect (self->view, "load-failed-with-tls-errors", G_CALLBACK (load_failed_tls_cb),
                    task);
  g_signal_connect (self->view, "web-process-terminated", G_CALLBACK (terminated_cb), task);
  _marbre_capture_watch_policy (task);
  g_signal_connect (self->view, "notify::estimated-load-progress", G_CALLBACK (progress_cb), task);
}

static gboolean
cancelled_idle_cb (gpointer data)
{
  GTask *task = data;
  MarbreCapture *self = g_task_get_task_data (task);

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
  MarbreCapture *self = g_task_get_task_data (task);
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
  webkit_user_content_manager_add_filter (webkit_web_view_get_user_content_manager (self->view),
                                          filter);
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
  MarbreCapture *self;

  g_return_if_fail (address != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, marbre_page_capture_async);
  asked = _marbre_capture_parse_address (address);
  if (asked == NULL)
    {
      g_task_return_new_error (task, MARBRE_PREVIEW_ERROR, MARBRE_PREVIEW_ERROR_ADDRESS, "%s",
                               _("This is not the address of a page. It begins with https://."));
      g_object_unref (task);
      return;
    }
  self = g_new0 (MarbreCapture, 1);
  self->address = g_strdup (address);
  self->asked = g_steal_pointer (&asked);
  self->progress = progress;
  self->progress_data = progress_data;
  self->cancellable = cancellable ? g_object_ref (cancellable) : NULL;
  self->view = _marbre_capture_create_view ();
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
      MarbreCapture *self = g_task_get_task_data (G_TASK (result));

      *uri = html != NULL ? g_strdup (self->uri) : NULL;
    }
  return html;
}
