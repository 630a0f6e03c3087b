/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pictures made fit to be shown: size, orientation, memory's bounds, and words for what is broken.
 */
#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "marbre-picture-scaler.h"
#include "marbre-picture-type.h"
#include "marbre-preview-pictures.h"

/* The left half red, the right half blue. */
static GdkPixbuf *
make_pixbuf (int width, int height, gboolean clear)
{
  GdkPixbuf *pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, clear, 8, width, height);
  g_autoptr (GdkPixbuf) right =
      gdk_pixbuf_new_subpixbuf (pixbuf, width / 2, 0, width - width / 2, height);

  gdk_pixbuf_fill (pixbuf, 0xff0000ff);
  gdk_pixbuf_fill (right, 0x0000ffff);
  return pixbuf;
}

static GBytes *
make_file (int width, int height, const char *type)
{
  g_autoptr (GdkPixbuf) pixbuf = make_pixbuf (width, height, g_str_equal (type, "png"));
  char *buffer;
  gsize length;
  g_autoptr (GError) error = NULL;

  gdk_pixbuf_save_to_buffer (pixbuf, &buffer, &length, type, &error, NULL);
  g_assert_no_error (error);
  return g_bytes_new_take (buffer, length);
}

/* Exif 2.32, 4.5: a JPEG that a camera took while it was turned. */
static GBytes *
turn (GBytes *jpeg, guint8 orientation)
{
  guint8 exif[] = { 0xff, 0xe1, 0x00, 0x22, 'E',  'x',  'i',  'f', 0, 0, 'M', 'M', 0, 0x2a, 0, 0, 0,
                    8,    0,    1,    0x01, 0x12, 0x00, 0x03, 0,   0, 0, 1,   0,   0, 0,    0, 0, 0,
                    0,    0 };
  g_autoptr (GByteArray) file = g_byte_array_new ();
  gsize length;
  const guint8 *data = g_bytes_get_data (jpeg, &length);

  exif[29] = orientation;
  g_byte_array_append (file, data, 2);
  g_byte_array_append (file, exif, sizeof exif);
  g_byte_array_append (file, data + 2, (guint) length - 2);
  return g_byte_array_free_to_bytes (g_steal_pointer (&file));
}

static gboolean
is_red (GdkPixbuf *pixbuf, int x, int y)
{
  const guint8 *pixel = gdk_pixbuf_read_pixels (pixbuf) + y * gdk_pixbuf_get_rowstride (pixbuf) +
                        x * gdk_pixbuf_get_n_channels (pixbuf);

  return pixel[0] > 200 && pixel[2] < 60;
}

static void
test_fits (void)
{
  static const char svg[] = "<svg xmlns='http://www.w3.org/2000/svg'/>";
  g_autoptr (GBytes) drawing = g_bytes_new_static (svg, strlen (svg));
  g_autoptr (GBytes) png = make_file (MARBRE_PICTURE_MAX_SIDE, 10, "png");
  GBytes *files[] = { drawing, png };
  static const char *const types[] = { "image/svg+xml", "image/png" };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *mime = NULL;
      g_autoptr (GBytes) fitted = marbre_picture_scaler_fit (files[i], &mime, &error);

      g_assert_no_error (error);
      g_assert_true (fitted == files[i]);
      g_assert_cmpstr (mime, ==, types[i]);
    }
}

/* Made smaller, the longer side to the maximum; what can be seen through stays so. */
static void
test_scaled (void)
{
  static const char *const types[][2] = { { "jpeg", "image/jpeg" }, { "png", "image/png" } };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GBytes) file = make_file (7680, 1200, types[i][0]);
      g_autoptr (GError) error = NULL;
      g_autofree char *mime = NULL;
      g_autoptr (GBytes) fitted = marbre_picture_scaler_fit (file, &mime, &error);
      MarbrePictureType type;

      g_assert_no_error (error);
      g_assert_cmpstr (mime, ==, types[i][1]);
      g_assert_true (marbre_picture_type_read (fitted, &type));
      g_assert_cmpuint (type.width, ==, MARBRE_PICTURE_MAX_SIDE);
      g_assert_cmpuint (type.height, ==, 400);
    }
}

/* A picture that is turned by its Exif data, small (for a thumbnail) and large (for the page). */
static void
test_upright (void)
{
  g_autoptr (GBytes) small = make_file (400, 200, "jpeg");
  g_autoptr (GBytes) large = make_file (5120, 2560, "jpeg");
  g_autoptr (GBytes) small_turned = turn (small, 6);
  g_autoptr (GBytes) large_turned = turn (large, 6);
  g_autofree char *mime = NULL;
  g_autoptr (GBytes) fitted = marbre_picture_scaler_fit (large_turned, &mime, NULL);
  GBytes *files[] = { small_turned, large_turned, fitted };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GdkPixbuf) pixbuf = marbre_picture_scaler_decode (files[i], 100, &error);

      g_assert_no_error (error);
      g_assert_cmpint (gdk_pixbuf_get_width (pixbuf), ==, 50);
      g_assert_cmpint (gdk_pixbuf_get_height (pixbuf), ==, 100);
      g_assert_true (is_red (pixbuf, 25, 20));
      g_assert_false (is_red (pixbuf, 25, 80));
    }
}

static void
test_refused (void)
{
  g_autoptr (GBytes) whole = make_file (600, 400, "png");
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (whole, 0, g_bytes_get_size (whole) / 3);
  g_autoptr (GBytes) whole_jpeg = make_file (600, 400, "jpeg");
  g_autoptr (GBytes) cut_jpeg =
      g_bytes_new_from_bytes (whole_jpeg, 0, g_bytes_get_size (whole_jpeg) - 20);
  g_autoptr (GBytes) text = g_bytes_new_static ("<html>", 6);
  g_autoptr (GBytes) bomb =
      g_bytes_new_static ("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\xff\xff\0\0\xff\xff\x08\x06....IEND",
                          34);
  /* A type that is passed on undecoded may not be that large. */
  g_autoptr (GBytes) webp =
      g_bytes_new_static ("RIFF....WEBPVP8X\x0a\0\0\0\0\0\0\0\xff\x1f\0\xff\x1f\0", 30);
  const struct
  {
    GBytes *bytes;
    int code;
  } cases[] = {
    { cut, G_IO_ERROR_INVALID_DATA },
    { cut_jpeg, G_IO_ERROR_INVALID_DATA },
    { text, G_IO_ERROR_NOT_SUPPORTED },
    { bomb, G_IO_ERROR_MESSAGE_TOO_LARGE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *mime = NULL;

      g_assert_null (marbre_picture_scaler_fit (cases[i].bytes, &mime, &error));
      g_assert_error (error, G_IO_ERROR, cases[i].code);
      g_assert_null (mime);
    }
  {
    g_autofree char *mime = NULL;

    g_assert_null (marbre_picture_scaler_fit (webp, &mime, NULL));
  }
}

static void
wait_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GBytes *
fit (MarbrePreviewPictures *pictures, GBytes *bytes)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *mime = NULL;
  GBytes *fitted;

  marbre_preview_pictures_fit_async (pictures, bytes, NULL, wait_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  fitted = marbre_preview_pictures_fit_finish (result, &mime, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (mime, ==, "image/jpeg");
  return fitted;
}

/* The second time, and from another copy of the file, it is there already. */
static void
test_kept (void)
{
  MarbrePreviewPictures *pictures = marbre_preview_pictures_new ();
  g_autoptr (GBytes) file = make_file (3000, 2000, "jpeg");
  g_autoptr (GBytes) copy =
      g_bytes_new (g_bytes_get_data (file, NULL), g_bytes_get_size (file));
  g_autoptr (GBytes) first = fit (pictures, file);
  g_autoptr (GBytes) second = fit (pictures, copy);

  g_assert_true (first == second);
  marbre_preview_pictures_unref (pictures);
}

static void
test_explain (void)
{
  g_autoptr (GBytes) svg = marbre_preview_pictures_explain (
      "media/<script>alert(1)</script>&.jpg",
      "A sentence that is so long that it needs to be broken into lines, or it ends outside.");
  g_autofree char *text = g_strndup (g_bytes_get_data (svg, NULL), g_bytes_get_size (svg));
  MarbrePictureType type;

  g_assert_true (marbre_picture_type_read (svg, &type));
  g_assert_null (strstr (text, "<script"));
  g_assert_nonnull (strstr (text, "script&gt;&amp;.jpg"));
  g_assert_nonnull (strstr (text, "y=\"144\""));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/preview/pictures/fits", test_fits);
  g_test_add_func ("/preview/pictures/scaled", test_scaled);
  g_test_add_func ("/preview/pictures/upright", test_upright);
  g_test_add_func ("/preview/pictures/refused", test_refused);
  g_test_add_func ("/preview/pictures/kept", test_kept);
  g_test_add_func ("/preview/pictures/explain", test_explain);
  return g_test_run ();
}
