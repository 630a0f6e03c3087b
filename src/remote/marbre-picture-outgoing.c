/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pictures made fit to be sent; see marbre-picture-outgoing.h.
 *
 * Only what tells the place by coordinates goes: a source may live there. City and country, which
 * an agency's editor wrote, are part of the caption's facts and stay.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-picture-outgoing.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n.h>
#include <string.h>

#include "marbre-picture-metadata.h"
#include "marbre-picture-type.h"
#include "marbre-remote-error.h"

#define JPEG_QUALITY "85"
/* A file may claim more pixels than fit into memory. */
#define MAX_PIXELS (200 * 1000 * 1000)

/* The longer side, in the order tried. The first is what WordPress itself shows at most, and wide
 * enough for any page. */
static const int sides[] = { 2560, 1600, 1024 };

/* Exif has a chapter for it; XMP writes it into several, structures too. */
static gboolean
is_place (const char *tag)
{
  return g_str_has_prefix (tag, "Exif.GPSInfo.") || g_str_equal (tag, "Exif.Image.GPSTag") ||
         strstr (tag, "GPS") != NULL;
}

static guint
clear_places (GExiv2Metadata *metadata, char **tags)
{
  guint cleared = 0;

  for (guint i = 0; tags && tags[i]; i++)
    if (is_place (tags[i]) && gexiv2_metadata_try_clear_tag (metadata, tags[i], NULL))
      cleared++;
  return cleared;
}

static gboolean
has_place (GExiv2Metadata *metadata)
{
  g_auto (GStrv) exif = gexiv2_metadata_get_exif_tags (metadata);
  g_auto (GStrv) xmp = gexiv2_metadata_get_xmp_tags (metadata);

  for (guint i = 0; exif && exif[i]; i++)
    if (is_place (exif[i]))
      return TRUE;
  for (guint i = 0; xmp && xmp[i]; i++)
    if (is_place (xmp[i]))
      return TRUE;
  return FALSE;
}

/* Removes the place from @metadata. Returns whether there was one. */
static gboolean
forget_place (GExiv2Metadata *metadata)
{
  g_auto (GStrv) exif = gexiv2_metadata_get_exif_tags (metadata);
  g_auto (GStrv) xmp = gexiv2_metadata_get_xmp_tags (metadata);

  return clear_places (metadata, exif) + clear_places (metadata, xmp) > 0;
}

/* Looks once more: what could not be removed must not go out. */
static gboolean
is_clean (GBytes *bytes)
{
  g_autoptr (GExiv2Metadata) metadata = marbre_picture_metadata_open (bytes);

  return metadata != NULL && !has_place (metadata);
}

/**
 * marbre_picture_outgoing_clean:
 * @bytes: a picture
 * @error: %MARBRE_REMOTE_ERROR_REJECTED if it says where it was taken and that cannot be removed
 *
 * Returns: (transfer full) (nullable): the picture without its place; @bytes itself if it says none
 */
GBytes *
marbre_picture_outgoing_clean (GBytes *bytes, GError **error)
{
  GExiv2Metadata *metadata;
  g_autoptr (GError) failure = NULL;
  GBytes *clean = NULL;

  g_return_val_if_fail (bytes != NULL, NULL);

  marbre_picture_metadata_lock ();
  metadata = marbre_picture_metadata_open (bytes);
  if (metadata == NULL || !forget_place (metadata))
    clean = g_bytes_ref (bytes);
  else
    {
      clean = marbre_picture_metadata_write (metadata, bytes, &failure);
      if (clean && !is_clean (clean))
        g_clear_pointer (&clean, g_bytes_unref);
    }
  g_clear_object (&metadata);
  marbre_picture_metadata_unlock ();
  if (clean == NULL)
    {
      g_debug ("A picture's place was not removed: %s", failure ? failure->message : "still there");
      g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_REJECTED,
                           _ ("The picture’s file says where it was taken, and that cannot be "
                              "removed from it. Save it as JPEG, and add it again."));
    }
  return clean;
}

static void
size_prepared_cb (GdkPixbufLoader *loader, int width, int height, gpointer data)
{
  const double scale = (double) *(int *) data / MAX (width, height);

  if (scale < 1)
    gdk_pixbuf_loader_set_size (loader, MAX (1, (int) (width * scale)),
                                MAX (1, (int) (height * scale)));
}

/* Returns: (transfer full) (nullable): upright, its longer side at most @side */
static GdkPixbuf *
decode (GBytes *bytes, const char *mime, int side)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new_with_mime_type (mime, NULL);
  GdkPixbuf *pixbuf;
  gboolean written;

  if (loader == NULL)
    return NULL;
  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), &side);
  written = gdk_pixbuf_loader_write_bytes (loader, bytes, NULL);
  if (!gdk_pixbuf_loader_close (loader, NULL) || !written)
    return NULL;
  pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  return pixbuf ? gdk_pixbuf_apply_embedded_orientation (pixbuf) : NULL;
}

/* The same kind of file: its name at the site has the original's ending. */
static GBytes *
encode (GdkPixbuf *pixbuf, const char *mime)
{
  const gboolean jpeg = g_str_equal (mime, "image/jpeg");
  char *buffer = NULL;
  gsize length = 0;

  if (!gdk_pixbuf_save_to_buffer (pixbuf, &buffer, &length, jpeg ? "jpeg" : "png", NULL,
                                  jpeg ? "quality" : "compression", jpeg ? JPEG_QUALITY : "9",
                                  NULL))
    return NULL;
  return g_bytes_new_take (buffer, length);
}

/* Who took it and what it shows stays with the smaller picture. */
static GBytes *
keep_texts (GBytes *original, GBytes *smaller, int width, int height)
{
  GExiv2Metadata *metadata;
  GBytes *result = NULL;

  marbre_picture_metadata_lock ();
  metadata = marbre_picture_metadata_open (original);
  if (metadata)
    {
      gexiv2_metadata_try_set_orientation (metadata, GEXIV2_ORIENTATION_NORMAL, NULL);
      gexiv2_metadata_try_set_metadata_pixel_width (metadata, width, NULL);
      gexiv2_metadata_try_set_metadata_pixel_height (metadata, height, NULL);
      gexiv2_metadata_try_erase_exif_thumbnail (metadata, NULL);
      result = marbre_picture_metadata_write (metadata, smaller, NULL);
    }
  g_clear_object (&metadata);
  marbre_picture_metadata_unlock ();
  return result ? result : g_bytes_ref (smaller);
}

/**
 * marbre_picture_outgoing_fit:
 * @bytes: a picture
 * @max_bytes: how large its file may be at most
 * @error: %MARBRE_REMOTE_ERROR_TOO_LARGE if none that is wide enough for a page is small enough
 *
 * Makes a picture smaller, JPEG and PNG only, keeping its texts.
 *
 * Returns: (transfer full) (nullable): the largest that fits
 */
GBytes *
marbre_picture_outgoing_fit (GBytes *bytes, gsize max_bytes, GError **error)
{
  MarbrePictureType type;
  gboolean can;

  g_return_val_if_fail (bytes != NULL, NULL);

  can = marbre_picture_type_read (bytes, &type) &&
        (g_str_equal (type.mime, "image/jpeg") || g_str_equal (type.mime, "image/png")) &&
        (guint64) type.width * type.height <= MAX_PIXELS;
  for (guint i = 0; can && i < G_N_ELEMENTS (sides); i++)
    {
      g_autoptr (GdkPixbuf) pixbuf = decode (bytes, type.mime, sides[i]);
      g_autoptr (GBytes) smaller = pixbuf ? encode (pixbuf, type.mime) : NULL;
      g_autoptr (GBytes) whole = NULL;

      if (smaller == NULL)
        break;
      whole = keep_texts (bytes, smaller, gdk_pixbuf_get_width (pixbuf),
                          gdk_pixbuf_get_height (pixbuf));
      if (g_bytes_get_size (whole) <= max_bytes)
        return g_steal_pointer (&whole);
    }
  g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_TOO_LARGE,
                       _ ("The picture’s file is larger than the site takes. Make it smaller, or "
                          "ask whoever runs the site to raise its limit."));
  return NULL;
}
