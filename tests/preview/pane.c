/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A preview in a window for tests; see pane.h.
 */
#include "config.h"

#include "pane.h"

#include <string.h>

/* The longest of the tests takes half as long on a slow machine. */
#define WATCHDOG_SEC 100

static gboolean
timed_out_cb (gpointer data)
{
  g_error ("nothing happened in time");
  return G_SOURCE_REMOVE;
}

/* A WebP whose head is all there is of it. */
#define HEAD_OF_WEBP "RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x7f\x07\0\x37\x04\0"

/* A red square; nothing for names that begin with "missing", no pixels for "damaged". */
static void
load_cb (const char *name,
         GCancellable *cancellable,
         GAsyncReadyCallback callback,
         gpointer callback_data,
         gpointer data)
{
  static const char svg[] = "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='30'>"
                            "<rect width='40' height='30' fill='red'/></svg>";
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, callback_data);

  g_ptr_array_add (data, g_strdup (name));
  if (g_str_has_prefix (name, "missing"))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "No such picture");
  else if (g_str_has_prefix (name, "damaged"))
    g_task_return_pointer (task, g_bytes_new_static (HEAD_OF_WEBP, sizeof HEAD_OF_WEBP - 1),
                           (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_pointer (task, g_bytes_new_static (svg, strlen (svg)),
                           (GDestroyNotify) g_bytes_unref);
}

static GBytes *
finish_cb (GAsyncResult *result, char **mime, gpointer data, GError **error)
{
  *mime = g_strdup ("image/svg+xml");
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * pane_open:
 *
 * Makes @self: an empty preview in a window of 700 × 500 px. Ends the test if it takes too long.
 */
void
pane_open (Pane *self)
{
  self->watchdog = g_timeout_add_seconds (WATCHDOG_SEC, timed_out_cb, NULL);
  self->loads = g_ptr_array_new_with_free_func (g_free);
  self->preview = MARBRE_PREVIEW (marbre_preview_new (load_cb, finish_cb, self->loads));
  self->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 700, 500);
  gtk_window_set_child (GTK_WINDOW (self->window), GTK_WIDGET (self->preview));
  gtk_window_present (GTK_WINDOW (self->window));
}

/**
 * pane_close:
 *
 * Takes the window away and waits until the preview is gone.
 */
void
pane_close (Pane *self)
{
  GtkWidget *preview = GTK_WIDGET (self->preview);

  g_object_add_weak_pointer (G_OBJECT (preview), (gpointer *) &preview);
  gtk_window_destroy (GTK_WINDOW (self->window));
  while (preview)
    g_main_context_iteration (NULL, TRUE);
  g_ptr_array_unref (self->loads);
  g_source_remove (self->watchdog);
}

/**
 * pane_show:
 * @headline: of a story in English
 * @body: its Markdown
 *
 * Asks the page to show the story; the same story each time.
 */
void
pane_show (MarbrePreview *preview, const char *headline, const char *body)
{
  g_autoptr (MarbreStory) story = marbre_story_new_with_id ("story");
  g_autoptr (MarbreBlocks) blocks = marbre_blocks_parse (body, -1, "en", NULL, NULL);
  g_autoptr (MarbrePage) page = NULL;

  marbre_story_set_text (story, MARBRE_FIELD_HEADLINE, headline);
  marbre_story_set_text (story, MARBRE_FIELD_LANGUAGE, "en");
  page = marbre_page_new (story, blocks);
  marbre_preview_set_page (preview, page, blocks);
}

static void
got_html_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  *(char **) data = marbre_preview_get_html_finish (MARBRE_PREVIEW (object), result, &error);
  g_assert_no_error (error);
}

/**
 * pane_get_html:
 *
 * Waits until the page shows what it was asked to show last.
 *
 * Returns: (transfer full): the page
 */
char *
pane_get_html (MarbrePreview *preview)
{
  char *html = NULL;

  marbre_preview_get_html_async (preview, NULL, got_html_cb, &html);
  while (html == NULL)
    g_main_context_iteration (NULL, TRUE);
  return html;
}

/**
 * pane_find_view:
 * @widget: a preview, or what a view is in
 *
 * Returns: (transfer none) (nullable): the view
 */
WebKitWebView *
pane_find_view (GtkWidget *widget)
{
  if (WEBKIT_IS_WEB_VIEW (widget))
    return WEBKIT_WEB_VIEW (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      WebKitWebView *view = pane_find_view (child);

      if (view)
        return view;
    }
  return NULL;
}

static void
ran_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  *(JSCValue **) data = webkit_web_view_call_async_javascript_function_finish (
      WEBKIT_WEB_VIEW (object), result, &error);
  g_assert_no_error (error);
}

static JSCValue *
run (MarbrePreview *preview, const char *script)
{
  JSCValue *value = NULL;

  webkit_web_view_call_async_javascript_function (pane_find_view (GTK_WIDGET (preview)), script, -1,
                                                  NULL, "marbre", NULL, NULL, ran_cb, &value);
  while (value == NULL)
    g_main_context_iteration (NULL, TRUE);
  return value;
}

/**
 * pane_run_script:
 * @script: the body of a function, run in the preview's own world
 *
 * Returns: the number that @script returns
 */
double
pane_run_script (MarbrePreview *preview, const char *script)
{
  g_autoptr (JSCValue) value = run (preview, script);

  return jsc_value_to_double (value);
}

/**
 * pane_ask_script:
 * @script: as pane_run_script() takes it
 *
 * Returns: (transfer full): the text that @script returns
 */
char *
pane_ask_script (MarbrePreview *preview, const char *script)
{
  g_autoptr (JSCValue) value = run (preview, script);

  return jsc_value_to_string (value);
}
