/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file that is written whole or not at all: what was there before survives a full disk, and the
 * user is told what to do.
 */
#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "marbre-print-file.h"

typedef struct
{
  char *folder;
  GFile *file;
  GError *error;
  gboolean done;
} Fixture;

static void
setup (Fixture *self, gconstpointer data)
{
  g_autofree char *path = NULL;

  self->folder = g_dir_make_tmp (NULL, NULL);
  path = g_build_filename (self->folder, "story.pdf", NULL);
  self->file = g_file_new_for_path (path);
}

/* Nothing may lie beside the file. */
static void
teardown (Fixture *self, gconstpointer data)
{
  g_file_delete (self->file, NULL, NULL);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_clear_error (&self->error);
  g_object_unref (self->file);
  g_free (self->folder);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *self = user_data;

  self->done = TRUE;
  g_assert_true (marbre_print_file_write_finish (G_FILE (source), result, &self->error) ==
                 (self->error == NULL));
}

static void
write_text (Fixture *self, GFile *file, const char *text, GCancellable *cancellable)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  self->done = FALSE;
  g_clear_error (&self->error);
  marbre_print_file_write_async (file, bytes, cancellable, written_cb, self);
  while (!self->done)
    g_main_context_iteration (NULL, TRUE);
}

static void
assert_text (Fixture *self, const char *expected)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_load_contents (self->file, NULL, &text, NULL, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

static void
test_replace (Fixture *self, gconstpointer data)
{
  write_text (self, self->file, "first", NULL);
  g_assert_no_error (self->error);
  assert_text (self, "first");
  write_text (self, self->file, "second", NULL);
  g_assert_no_error (self->error);
  assert_text (self, "second");
}

/* A limit on what this process may write stands for a disk that fills up. */
static void
test_full (Fixture *self, gconstpointer data)
{
  g_autofree char *large = g_strnfill (100000, 'x');
  struct rlimit before, limit;

  write_text (self, self->file, "old", NULL);
  signal (SIGXFSZ, SIG_IGN);
  getrlimit (RLIMIT_FSIZE, &before);
  limit = before;
  limit.rlim_cur = 50000;
  setrlimit (RLIMIT_FSIZE, &limit);
  write_text (self, self->file, large, NULL);
  setrlimit (RLIMIT_FSIZE, &before);
  g_assert_nonnull (self->error);
  assert_text (self, "old");
}

static void
test_refused (Fixture *self, gconstpointer data)
{
  g_autoptr (GFile) lost = g_file_resolve_relative_path (self->file, "../gone/story.pdf");
  g_autoptr (GFile) folder = g_file_new_for_path (self->folder);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  write_text (self, lost, "text", NULL);
  g_assert_error (self->error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_nonnull (strstr (self->error->message, "Choose another one"));
  write_text (self, folder, "text", NULL);
  g_assert_nonnull (self->error);

  write_text (self, self->file, "old", NULL);
  g_cancellable_cancel (cancellable);
  write_text (self, self->file, "new", cancellable);
  g_assert_error (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_text (self, "old");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/print-file/replace", Fixture, NULL, setup, test_replace, teardown);
  g_test_add ("/print-file/full", Fixture, NULL, setup, test_full, teardown);
  g_test_add ("/print-file/refused", Fixture, NULL, setup, test_refused, teardown);
  return g_test_run ();
}
