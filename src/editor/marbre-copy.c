/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Copied Markdown; see marbre-copy.h.
 */
#define G_LOG_DOMAIN "marbre-editor"

#include "config.h"

#include "marbre-copy.h"

#include <string.h>

#include "marbre-blocks.h"
#include "marbre-html-paste.h"

#define MARKDOWN "text/markdown"
#define HTML     "text/html"

struct _MarbreCopy
{
  GdkContentProvider parent_instance;

  char *markdown; /* (owned) */
};

G_DEFINE_FINAL_TYPE (MarbreCopy, marbre_copy, GDK_TYPE_CONTENT_PROVIDER)

static GdkContentFormats *
marbre_copy_ref_formats (GdkContentProvider *provider)
{
  GdkContentFormatsBuilder *builder = gdk_content_formats_builder_new ();

  gdk_content_formats_builder_add_gtype (builder, G_TYPE_STRING);
  gdk_content_formats_builder_add_mime_type (builder, MARKDOWN);
  gdk_content_formats_builder_add_mime_type (builder, HTML);
  return gdk_content_formats_builder_free_to_formats (builder);
}

static gboolean
marbre_copy_get_value (GdkContentProvider *provider, GValue *value, GError **error)
{
  MarbreCopy *self = MARBRE_COPY (provider);

  if (!G_VALUE_HOLDS_STRING (value))
    return GDK_CONTENT_PROVIDER_CLASS (marbre_copy_parent_class)
        ->get_value (provider, value, error);
  g_value_set_string (value, self->markdown);
  return TRUE;
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* The task has the stream; @text lives as long as the task. */
static void
write_text (GTask *task, char *text)
{
  g_object_set_data_full (G_OBJECT (task), "text", text, g_free);
  g_output_stream_write_all_async (g_task_get_task_data (task), text, strlen (text),
                                   g_task_get_priority (task), g_task_get_cancellable (task),
                                   written_cb, g_object_ref (task));
}

static void
convert (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (MarbreBlocks) blocks = marbre_blocks_parse (data, -1, NULL, NULL, NULL);
  g_autofree char *html = marbre_blocks_to_html (blocks);

  g_task_return_pointer (task, g_strconcat (MARBRE_HTML_GENERATOR, html, NULL), g_free);
}

static void
converted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *html = g_task_propagate_pointer (G_TASK (result), &error);

  if (html == NULL)
    g_task_return_error (task, error);
  else
    write_text (task, html);
}

static void
marbre_copy_write_mime_type_async (GdkContentProvider *provider,
                                   const char *mime_type,
                                   GOutputStream *stream,
                                   int io_priority,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  MarbreCopy *self = MARBRE_COPY (provider);
  g_autoptr (GTask) task = NULL;
  g_autoptr (GTask) conversion = NULL;

  if (strcmp (mime_type, MARKDOWN) != 0 && strcmp (mime_type, HTML) != 0)
    {
      GDK_CONTENT_PROVIDER_CLASS (marbre_copy_parent_class)
          ->write_mime_type_async (provider, mime_type, stream, io_priority, cancellable, callback,
                                   user_data);
      return;
    }
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_priority (task, io_priority);
  g_task_set_source_tag (task, marbre_copy_write_mime_type_async);
  g_task_set_task_data (task, g_object_ref (stream), g_object_unref);
  if (strcmp (mime_type, MARKDOWN) == 0)
    {
      write_text (task, g_strdup (self->markdown));
      return;
    }
  conversion = g_task_new (NULL, cancellable, converted_cb, g_object_ref (task));
  g_task_set_task_data (conversion, g_strdup (self->markdown), g_free);
  g_task_run_in_thread (conversion, convert);
}

static gboolean
marbre_copy_write_mime_type_finish (GdkContentProvider *provider,
                                    GAsyncResult *result,
                                    GError **error)
{
  if (!g_async_result_is_tagged (result, marbre_copy_write_mime_type_async))
    return GDK_CONTENT_PROVIDER_CLASS (marbre_copy_parent_class)
        ->write_mime_type_finish (provider, result, error);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
marbre_copy_finalize (GObject *object)
{
  g_free (MARBRE_COPY (object)->markdown);
  G_OBJECT_CLASS (marbre_copy_parent_class)->finalize (object);
}

static void
marbre_copy_class_init (MarbreCopyClass *klass)
{
  GdkContentProviderClass *provider_class = GDK_CONTENT_PROVIDER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = marbre_copy_finalize;
  provider_class->ref_formats = marbre_copy_ref_formats;
  provider_class->get_value = marbre_copy_get_value;
  provider_class->write_mime_type_async = marbre_copy_write_mime_type_async;
  provider_class->write_mime_type_finish = marbre_copy_write_mime_type_finish;
}

static void
marbre_copy_init (MarbreCopy *self)
{
}

/**
 * marbre_copy_new:
 * @markdown: what is copied
 *
 * Returns: (transfer full): what the clipboard offers of it
 */
GdkContentProvider *
marbre_copy_new (const char *markdown)
{
  MarbreCopy *self;

  g_return_val_if_fail (markdown != NULL, NULL);

  self = g_object_new (MARBRE_TYPE_COPY, NULL);
  self->markdown = g_strdup (markdown);
  return GDK_CONTENT_PROVIDER (self);
}
