/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * gexiv2 made safe to use; see marbre-picture-metadata.h.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-picture-metadata.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

static GMutex mutex;

/**
 * marbre_picture_metadata_lock:
 *
 * To be called before anything of gexiv2 is; it waits for other threads that read a picture.
 */
void
marbre_picture_metadata_lock (void)
{
  static gsize ready = 0;

  g_mutex_lock (&mutex);
  if (g_once_init_enter (&ready))
    {
      gexiv2_initialize ();
      /* It writes to the terminal what it thinks of each camera's maker. */
      gexiv2_log_set_level (GEXIV2_LOG_LEVEL_MUTE);
      g_once_init_leave (&ready, 1);
    }
}

/**
 * marbre_picture_metadata_unlock:
 *
 * Ends what marbre_picture_metadata_lock() began.
 */
void
marbre_picture_metadata_unlock (void)
{
  g_mutex_unlock (&mutex);
}

/**
 * marbre_picture_metadata_open:
 * @bytes: a picture, of any origin
 *
 * Returns: (transfer full) (nullable): what stands beside its pixels; %NULL if it is of a kind that
 *   gexiv2 does not read, or is broken
 */
GExiv2Metadata *
marbre_picture_metadata_open (GBytes *bytes)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  g_autoptr (GExiv2Metadata) metadata = gexiv2_metadata_new ();
  g_autoptr (GError) failure = NULL;

  if (length > G_MAXLONG || !gexiv2_metadata_open_buf (metadata, data, (glong) length, &failure))
    {
      g_debug ("A picture's metadata was not read: %s", failure ? failure->message : "too long");
      return NULL;
    }
  return g_steal_pointer (&metadata);
}

/**
 * marbre_picture_metadata_has:
 * @tag: "Exif.GPSInfo.GPSLatitude"
 *
 * Returns: %TRUE if the picture says that of itself
 */
gboolean
marbre_picture_metadata_has (GExiv2Metadata *metadata, const char *tag)
{
  return gexiv2_metadata_try_has_tag (metadata, tag, NULL);
}

/**
 * marbre_picture_metadata_write:
 * @metadata: what is to stand beside its pixels
 * @picture: a picture
 * @error: %G_IO_ERROR or %G_FILE_ERROR, or gexiv2's if it does not write that kind of picture
 *
 * Goes through a file that only this user can read, and which is gone afterwards.
 *
 * Returns: (transfer full) (nullable): @picture with all of @metadata and nothing else
 */
GBytes *
marbre_picture_metadata_write (GExiv2Metadata *metadata, GBytes *picture, GError **error)
{
  g_autofree char *path = NULL;
  char *data = NULL;
  gsize length = 0;
  gboolean written;
  int fd = g_file_open_tmp ("marbre-XXXXXX", &path, error);

  if (fd < 0)
    return NULL;
  g_close (fd, NULL);
  written = g_file_set_contents_full (path, g_bytes_get_data (picture, NULL),
                                      (gssize) g_bytes_get_size (picture),
                                      G_FILE_SET_CONTENTS_NONE, 0600, error) &&
            gexiv2_metadata_save_file (metadata, path, error) &&
            g_file_get_contents (path, &data, &length, error);
  g_unlink (path);
  return written ? g_bytes_new_take (data, length) : NULL;
}
