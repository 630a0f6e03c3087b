/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files that were opened or dropped: those that cannot be read say why in plain words, without a
 * path or a system call, and none keeps anybody waiting.
 */
#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "marbre-file-load.h"

#define MAX_BYTES (1024 * 1024)
#define NOBODY    65534

typedef struct
{
  char *folder; /* (owned) */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("marbre-test-XXXXXX", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
}

static void
wait_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GBytes *
load (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;

  marbre_file_load_async (file, MAX_BYTES, NULL, wait_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return marbre_file_load_finish (result, error);
}

static void
assert_refused (const char *path, int code, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = load (path, &error);

  g_assert_null (bytes);
  g_assert_error (error, G_IO_ERROR, code);
  g_assert_cmpstr (error->message, ==, message);
}

static char *
write_file (Fixture *self, const char *name, gsize length)
{
  char *path = g_build_filename (self->folder, name, NULL);
  g_autofree char *text = g_strnfill (length, 'a');

  g_assert_true (g_file_set_contents (path, text, (gssize) length, NULL));
  return path;
}

static void
test_good (Fixture *self, gconstpointer data)
{
  g_autofree char *path = write_file (self, "story.md", MAX_BYTES);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = load (path, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, MAX_BYTES);
  g_unlink (path);
}

static void
test_refused (Fixture *self, gconstpointer data)
{
  g_autofree char *large = write_file (self, "large.md", MAX_BYTES + 1);
  g_autofree char *gone = g_build_filename (self->folder, "gone.md", NULL);
  g_autofree char *inside = g_build_filename (large, "inside.md", NULL);
  g_autofree char *pipe = g_build_filename (self->folder, "pipe.md", NULL);

  assert_refused (self->folder, G_IO_ERROR_NOT_REGULAR_FILE, "This is a folder.");
  assert_refused (large, G_IO_ERROR_MESSAGE_TOO_LARGE, "It is larger than 1 MB.");
  assert_refused (gone, G_IO_ERROR_NOT_FOUND, "It is not there any more.");
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  assert_refused (pipe, G_IO_ERROR_NOT_REGULAR_FILE, "This is no file that can be read.");
  g_unlink (pipe);
  g_unlink (large);
}

/* Another's file, and a file in a folder of another's. Nothing is refused to root, who is somebody
 * else for as long as this takes. */
static void
test_not_allowed (Fixture *self, gconstpointer data)
{
  static const char message[] = "You may not read it. Ask whose file it is, or for a copy.";
  g_autofree char *path = write_file (self, "private.md", 10);
  gboolean is_root = geteuid () == 0;

  g_assert_cmpint (g_chmod (path, 0000), ==, 0);
  g_assert_cmpint (g_chmod (self->folder, 0755), ==, 0);
  if (is_root)
    g_assert_cmpint (seteuid (NOBODY), ==, 0);
  assert_refused (path, G_IO_ERROR_PERMISSION_DENIED, message);
  if (is_root)
    g_assert_cmpint (seteuid (0), ==, 0);

  g_assert_cmpint (g_chmod (self->folder, 0000), ==, 0);
  if (is_root)
    g_assert_cmpint (seteuid (NOBODY), ==, 0);
  assert_refused (path, G_IO_ERROR_PERMISSION_DENIED, message);
  if (is_root)
    g_assert_cmpint (seteuid (0), ==, 0);
  g_assert_cmpint (g_chmod (self->folder, 0755), ==, 0);
  g_unlink (path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/app/file-load/good", Fixture, NULL, set_up, test_good, tear_down);
  g_test_add ("/app/file-load/refused", Fixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/app/file-load/not-allowed", Fixture, NULL, set_up, test_not_allowed, tear_down);
  return g_test_run ();
}
