/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Scaling; see marbre-picture-scaler.h. The size is asked for before the first pixel, since the
 * JPEG decoder then leaves out most of the work and memory: a picture of 40 megapixels is decoded
 * at an eighth of its size.
 */
#define G_LOG_DOMAIN "marbre-preview"

#include "config.h"

#include "marbre-picture-scaler.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "marbre-picture-type.h"

/* Types that GdkPixbuf may not know (it has no WebP on many desktops, and no AVIF) go to the web
 * process as they are, if that process can bear them. */
#define MAX_UNSCALED_PIXELS (40 * 1000 * 1000)
#define JPEG_QUALITY        "85"

typedef struct
{
  int max_side;
  gboolean fits; /* the picture was no larger to begin with */
} Wish;

static void
size_prepared_cb (GdkPixbufLoader *loader, int width, int height, gpointer data)
{
  Wish *wish = data;
  double scale = (double) wish->max_side / MAX (width, height);

  wish->fits = scale >= 1;
  if (!wish->fits)
    gdk_pixbuf_loader_set_size (loader, MAX (1, (int) (width * scale)),
                                MAX (1, (int) (height * scale)));
}

/* A decoder's own words ("Error interpreting JPEG image file (…)") say nothing to a journalist. */
static void
set_broken (GError **error, const GError *reason)
{
  g_debug ("A picture could not be decoded: %s", reason ? reason->message : "cut, or no pixels");
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       _("The picture’s file is damaged. Ask for it again, or choose another."));
}

static GdkPixbuf *
decode (GBytes *bytes, const char *mime, Wish *wish, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new_with_mime_type (mime, &failure);
  GdkPixbuf *pixbuf;
  gboolean written;

  if (loader == NULL)
    {
      g_debug ("A picture is not decoded here: %s", failure->message);
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                           _("This computer cannot read pictures of this kind. Save it as JPEG "
                             "or PNG, and insert it again."));
      return NULL;
    }
  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), wish);
  written = gdk_pixbuf_loader_write_bytes (loader, bytes, &failure);
  /* A loader must be closed in any case; the first failure is the one that tells. */
  if (!gdk_pixbuf_loader_close (loader, written ? &failure : NULL) || !written)
    {
      set_broken (error, failure);
      return NULL;
    }
  pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  if (pixbuf == NULL)
    {
      set_broken (error, NULL);
      return NULL;
    }
  return gdk_pixbuf_apply_embedded_orientation (pixbuf);
}

static gboolean
read_type (GBytes *bytes, MarbrePictureType *type, GError **error)
{
  if (!marbre_picture_type_read (bytes, type))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                           _("This is not a picture that Marbre can show. Use JPEG, PNG, WebP, "
                             "AVIF, GIF or SVG."));
      return FALSE;
    }
  if (!marbre_picture_type_is_whole (bytes))
    {
      set_broken (error, NULL);
      return FALSE;
    }
  if ((guint64) type->width * type->height > MARBRE_PICTURE_MAX_PIXELS)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                   _("The picture is too large: %u × %u pixels. Make it smaller first."),
                   type->width, type->height);
      return FALSE;
    }
  return TRUE;
}

/**
 * marbre_picture_scaler_decode:
 * @bytes: a picture, of any origin
 * @max_side: pixels that the longer side may have
 * @error: %G_IO_ERROR_INVALID_DATA if it is damaged, _MESSAGE_TOO_LARGE if it has too many pixels,
 *   _NOT_SUPPORTED if it is no picture or this desktop has no decoder for it; in words for a person
 *
 * Returns: (transfer full) (nullable): the picture, upright
 */
GdkPixbuf *
marbre_picture_scaler_decode (GBytes *bytes, int max_side, GError **error)
{
  MarbrePictureType type;
  Wish wish = { max_side, FALSE };

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (max_side > 0, NULL);

  return read_type (bytes, &type, error) ? decode (bytes, type.mime, &wish, error) : NULL;
}

/* Photographs as photographs; what can be seen through stays so. */
static GBytes *
encode (GdkPixbuf *pixbuf, char **mime, GError **error)
{
  char *buffer = NULL;
  gsize length = 0;
  gboolean clear = gdk_pixbuf_get_has_alpha (pixbuf);
  gboolean saved =
      clear ? gdk_pixbuf_save_to_buffer (pixbuf, &buffer, &length, "png", error, "compression",
                                         "1", NULL)
            : gdk_pixbuf_save_to_buffer (pixbuf, &buffer, &length, "jpeg", error, "quality",
                                         JPEG_QUALITY, NULL);

  if (!saved)
    return NULL;
  *mime = g_strdup (clear ? "image/png" : "image/jpeg");
  return g_bytes_new_take (buffer, length);
}

/**
 * marbre_picture_scaler_fit:
 * @bytes: a picture, of any origin
 * @mime: (out) (transfer full): the type of what is returned
 * @error: as marbre_picture_scaler_decode()
 *
 * Decodes the picture, which tells whether it is whole, and makes one smaller whose longer side is
 * above %MARBRE_PICTURE_MAX_SIDE. One that fits stays as it is: the web view turns it upright by
 * itself, and an animation goes on. So do drawings, and types that this desktop has no decoder for.
 *
 * Returns: (transfer full) (nullable): what to show
 */
GBytes *
marbre_picture_scaler_fit (GBytes *bytes, char **mime, GError **error)
{
  MarbrePictureType type;
  Wish wish = { MARBRE_PICTURE_MAX_SIDE, FALSE };
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  g_autoptr (GError) failure = NULL;
  guint64 pixels;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (mime != NULL, NULL);

  if (!read_type (bytes, &type, error))
    return NULL;
  pixels = (guint64) type.width * type.height;
  if (pixels > 0)
    pixbuf = decode (bytes, type.mime, &wish, &failure);
  if (pixbuf != NULL && !wish.fits)
    return encode (pixbuf, mime, error);
  if (pixbuf == NULL && pixels > 0 &&
      !(g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED) &&
        pixels <= MAX_UNSCALED_PIXELS))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  *mime = g_strdup (type.mime);
  return g_bytes_ref (bytes);
}
