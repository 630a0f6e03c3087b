/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The view in which sheets are made: the page of a site's layout first, if its letters are wanted,
 * then the empty page of a template, which ui/printer.js fills and divides. Locked as the preview
 * is, and seen by nobody. Main thread.
 */
#define G_LOG_DOMAIN "marbre-preview"

#include "config.h"

#include "marbre-printer-private.h"

#include <glib/gi18n.h>

#include "marbre-preview-locks.h"
#include "marbre-preview-scheme.h"
#include "marbre-preview-script.h"

#define RESOURCES "/io/github/marbre/Marbre/preview/"
#define WORLD     "marbre"

static void
load_picture (const char *name,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer callback_data,
              gpointer data)
{
  MarbrePrinter *self = data;

  self->load (name, cancellable, callback, callback_data, self->data);
}

/* On a screen the scheme draws why a picture is missing; a load that is called off is not
 * explained, and the sheets say in words what the picture shows. */
static GBytes *
finish_picture (GAsyncResult *result, char **mime, gpointer data, GError **error)
{
  MarbrePrinter *self = data;
  GBytes *bytes = self->finish (result, mime, self->data, NULL);

  if (bytes == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Missing on paper");
  return bytes;
}

static void
laid_out_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JSCValue) sheets = webkit_web_view_call_async_javascript_function_finish (
      WEBKIT_WEB_VIEW (object), result, &error);

  if (sheets == NULL)
    _marbre_printer_fail (task, error->message);
  else if (jsc_value_to_int32 (sheets) <= 0)
    {
      if (_marbre_printer_end (task))
        g_task_return_new_error (task, MARBRE_PRINTER_ERROR, MARBRE_PRINTER_ERROR_FAILED,
                                 _("It has no pages of these numbers."));
    }
  else
    _marbre_printer_draw (task);
}

static void
load_template (MarbrePrinterJob *job)
{
  g_autofree char *uri = g_strconcat (MARBRE_PREVIEW_SHELLS, job->template, ".html", NULL);

  webkit_web_view_load_uri (job->view, uri);
}

static void
letters_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  MarbrePrinterJob *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (JSCValue) letters = webkit_web_view_call_async_javascript_function_finish (
      WEBKIT_WEB_VIEW (object), result, &error);

  if (job->ended)
    return;
  /* A page that cannot be read is no reason not to print. */
  if (letters == NULL)
    g_message ("A layout’s letters cannot be read: %s", error->message);
  else
    {
      g_free (job->letters);
      job->letters = jsc_value_to_string (letters);
    }
  load_template (job);
}

static void
load_changed_cb (WebKitWebView *view, WebKitLoadEvent event, GTask *task)
{
  MarbrePrinterJob *job = g_task_get_task_data (task);
  GVariantDict arguments;

  if (event != WEBKIT_LOAD_FINISHED)
    return;
  if (job->layout != NULL)
    {
      g_clear_pointer (&job->layout, g_free);
      marbre_preview_script_call (view, "return marbreLetters()", NULL,
                                  g_task_get_cancellable (task), letters_read_cb,
                                  g_object_ref (task));
      return;
    }
  g_variant_dict_init (&arguments, NULL);
  g_variant_dict_insert (&arguments, "wanted", "s", job->wanted);
  g_variant_dict_insert (&arguments, "letters", "s", job->letters);
  marbre_preview_script_call (
      view, "return marbrePrinter.paginate(JSON.parse(wanted), JSON.parse(letters))",
      g_variant_dict_end (&arguments), g_task_get_cancellable (task), laid_out_cb,
      g_object_ref (task));
}

/* No page of WebKit's own in place of a layout that is not there any more. */
static gboolean
load_failed_cb (WebKitWebView *view, WebKitLoadEvent event, const char *uri, GError *error)
{
  return TRUE;
}

static void
terminated_cb (WebKitWebView *view, WebKitWebProcessTerminationReason reason, GTask *task)
{
  _marbre_printer_fail (task, "the web process ended");
}

static void
locked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  MarbrePrinterJob *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!marbre_preview_locks_compile_finish (WEBKIT_WEB_VIEW (object), result, &error))
    _marbre_printer_fail_no_room (task);
  else if (job->layout != NULL)
    {
      g_autofree char *uri = g_strconcat (MARBRE_PREVIEW_LAYOUTS, job->layout, "/page.html", NULL);

      webkit_web_view_load_uri (job->view, uri);
    }
  else
    load_template (job);
}

static void
add_script (WebKitUserContentManager *content, const char *path)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  WebKitUserScript *script = webkit_user_script_new_for_world (
      g_bytes_get_data (bytes, NULL), WEBKIT_USER_CONTENT_INJECT_TOP_FRAME,
      WEBKIT_USER_SCRIPT_INJECT_AT_DOCUMENT_START, WORLD, NULL, NULL);

  webkit_user_content_manager_add_script (content, script);
  webkit_user_script_unref (script);
}

static void
add_style (WebKitUserContentManager *content)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data (
      RESOURCES "printer.css", G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  WebKitUserStyleSheet *style = webkit_user_style_sheet_new (
      g_bytes_get_data (bytes, NULL), WEBKIT_USER_CONTENT_INJECT_TOP_FRAME,
      WEBKIT_USER_STYLE_LEVEL_AUTHOR, NULL, NULL);

  webkit_user_content_manager_add_style_sheet (content, style);
  webkit_user_style_sheet_unref (style);
}

/* Nobody sees the view, so nobody clicks. */
static void
link_cb (const char *uri, gpointer data)
{
}

/* Opens the task's view, and loads the first page of it. */
void
_marbre_printer_open_view (GTask *task)
{
  MarbrePrinter *self = g_task_get_source_object (task);
  MarbrePrinterJob *job = g_task_get_task_data (task);
  g_autoptr (WebKitWebContext) context = webkit_web_context_new ();
  MarbrePreviewScheme *scheme;
  WebKitUserContentManager *content;

  scheme = marbre_preview_scheme_register (context, load_picture, finish_picture, self, job->loads);
  marbre_preview_scheme_set_remote_allowed (scheme, self->remote_allowed);
  if (self->layout != NULL)
    marbre_preview_scheme_set_layouts (scheme, self->load_layout, self->finish_layout,
                                       self->layout_data);
  job->view = g_object_ref_sink (marbre_preview_locks_create_view (context, link_cb, NULL));
  content = webkit_web_view_get_user_content_manager (job->view);
  add_script (content, RESOURCES "printer.js");
  add_script (content, RESOURCES "printer-letters.js");
  add_style (content);
  g_signal_connect (job->view, "load-failed", G_CALLBACK (load_failed_cb), NULL);
  g_signal_connect_data (job->view, "load-changed", G_CALLBACK (load_changed_cb),
                         g_object_ref (task), (GClosureNotify) (GCallback) g_object_unref, 0);
  g_signal_connect_data (job->view, "web-process-terminated", G_CALLBACK (terminated_cb),
                         g_object_ref (task), (GClosureNotify) (GCallback) g_object_unref, 0);
  marbre_preview_locks_compile_async (job->view, g_task_get_cancellable (task), locked_cb,
                                      g_object_ref (task));
}
