/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * When a message goes to the page: one at a time, at most one a frame. What it says is
 * marbre-preview-patch.c's; wishes gather there while one is on its way.
 */
#define G_LOG_DOMAIN "marbre-preview"

#include "config.h"

#include "marbre-preview-private.h"

#include "marbre-preview-script.h"

static GVariant *
string_argument (const char *name, const char *value)
{
  GVariantDict arguments;

  g_variant_dict_init (&arguments, NULL);
  g_variant_dict_insert (&arguments, name, "s", value);
  return g_variant_dict_end (&arguments);
}

static void
html_called_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JSCValue) value = webkit_web_view_call_async_javascript_function_finish (
      WEBKIT_WEB_VIEW (object), result, &error);

  if (value)
    g_task_return_pointer (task, jsc_value_to_string (value), g_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
answer_html_tasks (MarbrePreview *self)
{
  GTask *task;

  while ((task = g_queue_pop_head (&self->html_tasks)) != NULL)
    marbre_preview_script_call (self->view, "return marbre.html()", NULL,
                                g_task_get_cancellable (task), html_called_cb, task);
}

static void
flushed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MarbrePreview) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JSCValue) value = webkit_web_view_call_async_javascript_function_finish (
      WEBKIT_WEB_VIEW (object), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  self->in_flight = FALSE;
  if (value)
    {
      /* The other faces have no places. */
      if (self->shown_face == MARBRE_FACE_ARTICLE)
        self->line = jsc_value_to_double (value);
    }
  else if (self->is_loaded)
    {
      /* The process has died, or the page does not show what we think: begin anew. */
      g_message ("The preview did not take a change: %s", error->message);
      _marbre_preview_recover (self);
    }
  _marbre_preview_flush (self);
}

static void
send_patch (MarbrePreview *self)
{
  g_autofree char *patch = marbre_preview_patch_take (self->patch);

  self->in_flight = TRUE;
  marbre_preview_script_call (self->view, "return marbre.apply(JSON.parse(patch))",
                              string_argument ("patch", patch), self->cancellable, flushed_cb,
                              g_object_ref (self));
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  MarbrePreview *self = MARBRE_PREVIEW (widget);

  self->tick = 0;
  _marbre_preview_flush (self);
  return G_SOURCE_REMOVE;
}

/* Whether this frame has had its message; then the next one is asked for. Without frames (a hidden
 * pane) the page's own answer is the only brake. */
static gboolean
wait_for_frame (MarbrePreview *self)
{
  GdkFrameClock *clock = gtk_widget_get_mapped (GTK_WIDGET (self))
                             ? gtk_widget_get_frame_clock (GTK_WIDGET (self))
                             : NULL;
  gint64 frame;

  if (clock == NULL)
    return FALSE;
  frame = gdk_frame_clock_get_frame_counter (clock);
  if (frame != self->last_frame)
    {
      self->last_frame = frame;
      return FALSE;
    }
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
  return TRUE;
}

/* Sends what the page has not been told, now or when the page and the frame allow it. */
void
_marbre_preview_flush (MarbrePreview *self)
{
  if (!self->is_loaded || self->in_flight || self->frozen > 0)
    return;
  if (self->wants_shell)
    _marbre_preview_load_shell (self);
  else if (!marbre_preview_patch_is_pending (self->patch))
    answer_html_tasks (self);
  else if (self->tick == 0 && !wait_for_frame (self))
    send_patch (self);
}

static gboolean
flush_cb (gpointer data)
{
  MarbrePreview *self = MARBRE_PREVIEW (data);

  self->flush_source = 0;
  _marbre_preview_flush (self);
  return G_SOURCE_REMOVE;
}

/* Likewise, once the event that is being handled is through. The caret moves before the text that
 * comes with it is told; sent alone, it would keep that text waiting for the page's answer. */
void
_marbre_preview_flush_soon (MarbrePreview *self)
{
  if (self->flush_source == 0)
    self->flush_source = g_idle_add_full (G_PRIORITY_DEFAULT, flush_cb, self, NULL);
}
