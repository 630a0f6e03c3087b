/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writing beside and renaming; see marbre-print-file.h. GLib does it for what has a path; elsewhere
 * (a server that is mounted) the file system's own way of replacing is as good as it gets.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-print-file.h"

#include <glib/gi18n.h>

/* In words that say what to do. */
static const char *
explain (const GError *error)
{
  static const struct
  {
    int file, io;
    const char *text;
  } causes[] = {
    { G_FILE_ERROR_NOSPC, G_IO_ERROR_NO_SPACE,
      N_("The disk is full. Make room there, or choose another folder.") },
    { G_FILE_ERROR_ACCES, G_IO_ERROR_PERMISSION_DENIED,
      N_("You may not write in this folder. Choose another one.") },
    { G_FILE_ERROR_PERM, G_IO_ERROR_PERMISSION_DENIED,
      N_("You may not write in this folder. Choose another one.") },
    { G_FILE_ERROR_ROFS, G_IO_ERROR_READ_ONLY,
      N_("You may not write in this folder. Choose another one.") },
    { G_FILE_ERROR_NOENT, G_IO_ERROR_NOT_FOUND,
      N_("The folder is no longer there. Choose another one.") },
    { G_FILE_ERROR_NOTDIR, G_IO_ERROR_NOT_DIRECTORY,
      N_("The folder is no longer there. Choose another one.") },
    { G_FILE_ERROR_ISDIR, G_IO_ERROR_IS_DIRECTORY,
      N_("There is a folder of this name. Choose another name.") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (causes); i++)
    if (g_error_matches (error, G_FILE_ERROR, causes[i].file) ||
        g_error_matches (error, G_IO_ERROR, causes[i].io))
      return _(causes[i].text);
  return error->message;
}

static void
write_file (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const char *path = g_file_peek_path (source);
  gsize length;
  const char *contents = g_bytes_get_data (data, &length);
  g_autoptr (GError) error = NULL;
  gboolean written;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (path != NULL)
    written = g_file_set_contents_full (
        path, contents, (gssize) length,
        G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0666, &error);
  else
    written = g_file_replace_contents (source, contents, length, NULL, FALSE,
                                       G_FILE_CREATE_REPLACE_DESTINATION, NULL, cancellable,
                                       &error);
  if (written)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, error->domain, error->code, "%s", explain (error));
}

/**
 * marbre_print_file_write_async:
 * @file: where to; if it exists it is replaced
 * @bytes: what to write
 * @cancellable: (nullable): a cancellable
 * @callback: called when the file is there
 * @user_data: for @callback
 *
 * Writes a file, or leaves everything as it was.
 */
void
marbre_print_file_write_async (GFile *file,
                               GBytes *bytes,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (bytes != NULL);

  task = g_task_new (file, cancellable, callback, user_data);
  g_task_set_source_tag (task, marbre_print_file_write_async);
  g_task_set_task_data (task, g_bytes_ref (bytes), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, write_file);
}

/**
 * marbre_print_file_write_finish:
 *
 * Returns: %FALSE with a #GFileError or a #GIOErrorEnum whose message may be shown; then nothing
 *   has changed
 */
gboolean
marbre_print_file_write_finish (GFile *file, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, file), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
