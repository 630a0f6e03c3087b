/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Layouts that are not built in, and pointing at their parts. Their files come from a loader, as
 * the story's pictures do; the preview knows neither sites nor disks.
 */
#define G_LOG_DOMAIN "marbre-preview"

#include "config.h"

#include <string.h>

#include "marbre-preview-private.h"
#include "marbre-printer.h"
#include "marbre-preview-scheme.h"
#include "marbre-preview-script.h"

#define PICK_SCRIPT "/io/github/marbre/Marbre/preview/preview-pick.js"

/**
 * marbre_preview_set_layout_loader:
 * @load: starts to load "PATH/FILE" of a layout
 * @finish: ends it
 * @data: for both; must outlive the loads that it started
 *
 * Says where the files of layouts come from.
 */
void
marbre_preview_set_layout_loader (MarbrePreview *self,
                                  MarbreMediaLoadFunc load,
                                  MarbreMediaFinishFunc finish,
                                  gpointer data)
{
  g_return_if_fail (MARBRE_IS_PREVIEW (self));

  self->load_layout = load;
  self->finish_layout = finish;
  self->layout_data = data;
  marbre_preview_scheme_set_layouts (self->scheme, load, finish, data);
}

/**
 * marbre_preview_instruct_printer:
 * @printer: a printer that has not been used yet
 *
 * Has @printer set stories in the letters of the layout that is shown, if that is one of a site.
 * The loader's data must outlive the printer.
 */
void
marbre_preview_instruct_printer (MarbrePreview *self, MarbrePrinter *printer)
{
  g_return_if_fail (MARBRE_IS_PREVIEW (self));
  g_return_if_fail (MARBRE_IS_PRINTER (printer));

  if (self->load_layout != NULL)
    marbre_printer_set_layout (printer, self->layout, self->load_layout, self->finish_layout,
                               self->layout_data);
}

/**
 * marbre_preview_set_layout:
 * @path: (nullable): where the layout's page.html is for the loader; %NULL for the template that
 *   marbre_preview_set_template() chose
 *
 * Lays the page out as another site does, at the place that the pane shows.
 */
void
marbre_preview_set_layout (MarbrePreview *self, const char *path)
{
  g_return_if_fail (MARBRE_IS_PREVIEW (self));

  if (g_strcmp0 (self->layout, path) == 0)
    return;
  g_free (self->layout);
  self->layout = g_strdup (path);
  _marbre_preview_update_paper (self);
  self->wants_shell = self->is_locked;
  _marbre_preview_flush (self);
}

/* The colour behind the page, so that a dark pane does not flash white while it loads. A site's own
 * page has the browser's white behind it. */
void
_marbre_preview_update_paper (MarbrePreview *self)
{
  const GdkRGBA white = { 1, 1, 1, 1 };
  const GdkRGBA black = { 0.11f, 0.11f, 0.12f, 1 };

  if (self->view != NULL)
    webkit_web_view_set_background_color (self->view,
                                          self->dark && self->layout == NULL ? &black : &white);
}

static void
picked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JSCValue) value = webkit_web_view_call_async_javascript_function_finish (
      WEBKIT_WEB_VIEW (object), result, &error);

  if (value != NULL)
    g_task_return_pointer (task, jsc_value_to_string (value), g_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * marbre_preview_pick_async:
 * @wider: %TRUE to take the element around the one that is picked, %FALSE to wait for a click
 * @cancellable: (nullable): a cancellable
 * @callback: called when something is picked
 * @user_data: for @callback
 *
 * Lets the reader point at an element of a layout. What is under the pointer is framed.
 */
void
marbre_preview_pick_async (MarbrePreview *self,
                           gboolean wider,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GBytes) script = NULL;
  GVariantDict arguments;
  GTask *task;

  g_return_if_fail (MARBRE_IS_PREVIEW (self));
  g_return_if_fail (self->view != NULL);

  script = g_resources_lookup_data (PICK_SCRIPT, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, marbre_preview_pick_async);
  g_variant_dict_init (&arguments, NULL);
  g_variant_dict_insert (&arguments, "wider", "i", wider ? 1 : 0);
  marbre_preview_script_call (self->view, g_bytes_get_data (script, NULL),
                              g_variant_dict_end (&arguments), cancellable, picked_cb, task);
}

/**
 * marbre_preview_pick_finish:
 * @element: (out): the element's data-marbre-node
 * @error: set if the page went away meanwhile
 *
 * Returns: %TRUE if something was picked, %FALSE without @error if the reader pressed Escape
 */
gboolean
marbre_preview_pick_finish (MarbrePreview *self,
                            GAsyncResult *result,
                            guint *element,
                            GError **error)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  text = g_task_propagate_pointer (G_TASK (result), error);
  if (text == NULL || *text == '\0')
    return FALSE;
  *element = (guint) g_ascii_strtoull (text, NULL, 10);
  return TRUE;
}
