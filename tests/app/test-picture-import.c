/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pictures into the store: files and pixels, in order; what is none is told and keeps nobody.
 */
#include "config.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <string.h>

#include "marbre-picture-import.h"
#include "scene.h"

static void
wait_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GFile *
write_file (Scene *scene, const char *name, GBytes *bytes)
{
  g_autofree char *path = g_build_filename (scene->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                      (gssize) g_bytes_get_size (bytes), NULL));
  return g_file_new_for_path (path);
}

static GdkTexture *
make_texture (void)
{
  static const guint8 pixel[] = { 255, 0, 0, 255 };
  g_autoptr (GBytes) bytes = g_bytes_new_static (pixel, sizeof pixel);

  return gdk_memory_texture_new (1, 1, GDK_MEMORY_R8G8B8A8, bytes, sizeof pixel);
}

static void
test_import (void)
{
  Scene scene = { 0 };
  g_autoptr (GListStore) items = g_list_store_new (G_TYPE_OBJECT);
  g_autoptr (GdkTexture) texture = make_texture ();
  g_autoptr (GBytes) png = gdk_texture_save_to_png_bytes (texture);
  g_autoptr (GBytes) text = g_bytes_new_static ("no picture", 10);
  g_autoptr (GFile) good = NULL;
  g_autoptr (GFile) bad = NULL;
  g_autoptr (GFile) folder = NULL;
  g_autoptr (GFile) web = g_file_new_for_uri ("http://127.0.0.1:1/picture");
  g_autoptr (MarbreFetcher) fetcher = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  MarbrePictureReport *report;
  MarbreImported *first;

  scene_set_up (&scene);
  fetcher = marbre_fetcher_new (scene.folder);
  good = write_file (&scene, "good.png", png);
  bad = write_file (&scene, "bad.jpg", text);
  folder = g_file_new_for_path (scene.folder);
  g_list_store_append (items, bad);
  g_list_store_append (items, good);
  g_list_store_append (items, folder);
  g_list_store_append (items, texture);
  g_list_store_append (items, web);
  marbre_picture_import_async (scene.archive, fetcher, G_LIST_MODEL (items), NULL, wait_cb,
                               &result);
  scene_wait_until (result != NULL);
  report = marbre_picture_import_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->errors->len, ==, 3);
  g_assert_nonnull (strstr (g_ptr_array_index (report->errors, 0), "bad.jpg"));
  g_assert_nonnull (strstr (g_ptr_array_index (report->errors, 1), "This is a folder."));
  g_assert_nonnull (strstr (g_ptr_array_index (report->errors, 2), "picture"));
  /* The file and the same pixels are one picture: its name is its content's. */
  g_assert_cmpuint (report->pictures->len, ==, 2);
  first = g_ptr_array_index (report->pictures, 0);
  g_assert_true (marbre_media_equal (
      first->media, ((MarbreImported *) g_ptr_array_index (report->pictures, 1))->media));
  g_assert_true (g_str_has_prefix (marbre_media_get_src (first->media), "media/"));
  g_assert_nonnull (first->thumbnail);
  marbre_picture_report_free (report);
  scene_tear_down (&scene);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/picture-import", test_import);
  return g_test_run ();
}
