/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Headers of pictures: each format's size, and cut or hostile files.
 */
#include "config.h"

#include "marbre-picture-type.h"

#include <string.h>

#define FILE_OF(literal) literal, sizeof (literal) - 1

static const struct
{
  const char *data;
  gsize length;
  const char *mime; /* NULL: no picture */
  guint width;
  guint height;
} cases[] = {
  { FILE_OF ("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x12\x34\0\0\0\x56rest"), "image/png", 0x1234,
    0x56 },
  { FILE_OF ("GIF89a\x05\x01\x07\x00rest"), "image/gif", 0x105, 7 },
  { FILE_OF ("\xff\xd8\xff\xe0\0\x04JF\xff\xff\xc2\0\x11\x08\x03\x20\x04\xb0rest"), "image/jpeg",
    1200, 800 },
  { FILE_OF ("RIFF....WEBPVP8X\x0a\0\0\0\0\0\0\0\x7f\x07\0\x37\x04\0"), "image/webp", 1920, 1080 },
  { FILE_OF ("RIFF....WEBPVP8L\x0a\0\0\0/\xff\xc0\x07\0......"), "image/webp", 256, 32 },
  { FILE_OF ("RIFF....WEBPVP8 \x0a\0\0\0...\x9d\x01\x2a\x40\x01\xf0\0rest"), "image/webp", 320,
    240 },
  { FILE_OF ("\0\0\0\x1c" "ftypavif....ispe\0\0\0\0\0\0\x02\0\0\0\x01\0....ispe\0\0\0\0\0\0\x04\0"
             "\0\0\x03\0"),
    "image/avif", 1024, 768 },
  { FILE_OF ("\xef\xbb\xbf<?xml version='1.0'?>\n<!-- a -->\n<svg xmlns='x'/>"), "image/svg+xml",
    0, 0 },
  { FILE_OF ("<svg width='1'/>"), "image/svg+xml", 0, 0 },
  { FILE_OF (""), NULL, 0, 0 },
  { FILE_OF ("<!DOCTYPE svg PUBLIC '' ''>\n<svg>"), "image/svg+xml", 0, 0 },
  { FILE_OF ("<svgx>"), NULL, 0, 0 },
  { FILE_OF ("<!doctype html><html><body><svg width='1'/>"), NULL, 0, 0 },
  { FILE_OF ("<!-- <svg >"), NULL, 0, 0 },
  { FILE_OF ("<html><body>502</body></html>"), NULL, 0, 0 },
  { FILE_OF ("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\0\0\0\0\x56rest"), NULL, 0, 0 },
  { FILE_OF ("\xff\xd8\xff\xe0\0\0\xff\xe0\0\0\xff\xe0\0\0\xff\xe0\0\0"), NULL, 0, 0 },
  { FILE_OF ("\xff\xd8\xff\xe0\xff\xff"), NULL, 0, 0 },
  { FILE_OF ("RIFF....WAVEfmt ......................"), NULL, 0, 0 },
};

static void
test_types (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (cases[i].data, cases[i].length);
      MarbrePictureType type;

      g_assert_cmpint (marbre_picture_type_read (bytes, &type), ==, cases[i].mime != NULL);
      if (cases[i].mime == NULL)
        continue;
      g_assert_cmpstr (type.mime, ==, cases[i].mime);
      g_assert_cmpuint (type.width, ==, cases[i].width);
      g_assert_cmpuint (type.height, ==, cases[i].height);
    }
}

/* Cut anywhere, in memory of just that length: the sanitizers watch. */
static void
test_cut (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize length = 0; length < cases[i].length; length++)
      {
        g_autoptr (GBytes) bytes = g_bytes_new (cases[i].data, length);
        MarbrePictureType type;

        marbre_picture_type_read (bytes, &type);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/picture-type/types", test_types);
  g_test_add_func ("/core/picture-type/cut", test_cut);
  return g_test_run ();
}
