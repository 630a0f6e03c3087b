/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files with a maximum; see marbre-file-load.h.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-file-load.h"

#include <glib/gi18n.h>

typedef struct
{
  GFile *file; /* (owned) */
  gsize max;   /* bytes */
} Load;

static void
load_free (Load *load)
{
  g_object_unref (load->file);
  g_free (load);
}

/* Opening a pipe waits for who writes into it, for ever. */
static gboolean
check_type (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE,
                                                  G_FILE_QUERY_INFO_NONE, cancellable, error);
  GFileType type;

  if (info == NULL)
    return FALSE;
  type = g_file_info_get_file_type (info);
  /* What one may not even look at says so when it is opened. */
  if (type == G_FILE_TYPE_REGULAR || type == G_FILE_TYPE_UNKNOWN)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE,
                       type == G_FILE_TYPE_DIRECTORY ? _("This is a folder.")
                                                     : _("This is no file that can be read."));
  return FALSE;
}

/* What the system says of a file names a path and a system call; the writer knows the file. */
static void
say_plainly (GError *error)
{
  const char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    text = _("You may not read it. Ask whose file it is, or for a copy.");
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    text = _("It is not there any more.");
  if (text == NULL)
    return;
  g_free (error->message);
  error->message = g_strdup (text);
}

static void
read_bytes (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Load *load = data;
  GError *error = NULL;
  g_autoptr (GFileInputStream) stream = check_type (load->file, cancellable, &error)
                                            ? g_file_read (load->file, cancellable, &error)
                                            : NULL;
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  gsize read = 0;

  if (stream == NULL)
    {
      say_plainly (error);
      g_task_return_error (task, error);
      return;
    }
  while (read <= load->max)
    {
      g_autoptr (GBytes) part =
          g_input_stream_read_bytes (G_INPUT_STREAM (stream), 64 * 1024, cancellable, &error);

      if (part == NULL || g_bytes_get_size (part) == 0)
        break;
      read += g_bytes_get_size (part);
      if (g_output_stream_write_bytes (memory, part, cancellable, &error) < 0)
        break;
    }
  if (error == NULL && read > load->max)
    error = g_error_new (G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, _("It is larger than %u MB."),
                         (guint) (load->max / (1024 * 1024)));
  if (error != NULL || !g_output_stream_close (memory, cancellable, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (
        task, g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory)),
        (GDestroyNotify) g_bytes_unref);
}

/**
 * marbre_file_load_async:
 * @file: a file
 * @max: the most bytes that it may have
 * @cancellable: (nullable): stops it
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Reads a file.
 */
void
marbre_file_load_async (GFile *file,
                        gsize max,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Load *load;

  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, marbre_file_load_async);
  load = g_new0 (Load, 1);
  load->file = g_object_ref (file);
  load->max = max;
  g_task_set_task_data (task, load, (GDestroyNotify) load_free);
  g_task_run_in_thread (task, read_bytes);
}

/**
 * marbre_file_load_finish:
 * @error: %G_IO_ERROR_MESSAGE_TOO_LARGE, or why the file cannot be read; a sentence for the writer
 *   if it is a folder, not there, or not allowed
 *
 * Returns: (transfer full) (nullable): what the file has
 */
GBytes *
marbre_file_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
