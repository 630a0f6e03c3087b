/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a file of a picture says of itself: in its first bytes its type and its size, in its last
 * whether it is all there. Not a decoder: what lies between may still be broken. Any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MarbrePictureType:
 * @mime: "image/jpeg", "image/png", "image/gif", "image/webp", "image/avif" or "image/svg+xml"
 * @width: pixels as stored, before any rotation; 0 for a drawing, which has no size of its own
 * @height: the same
 */
typedef struct
{
  const char *mime;
  guint width;
  guint height;
} MarbrePictureType;

gboolean marbre_picture_type_read (GBytes            *bytes,
                                   MarbrePictureType *type);
gboolean marbre_picture_type_is_whole (GBytes *bytes);

G_END_DECLS
