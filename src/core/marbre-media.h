/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A picture as a story mentions it: where it is and what is said of it. Not the bytes (the archive
 * keeps them) and not the copy on a server (a posting knows it). Immutable, so any thread may read.
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define MARBRE_TYPE_MEDIA (marbre_media_get_type ())
G_DECLARE_FINAL_TYPE (MarbreMedia, marbre_media, MARBRE, MEDIA, GObject)

MarbreMedia *marbre_media_new         (const char  *src,
                                       const char  *alt,
                                       const char  *caption,
                                       const char  *credit) G_GNUC_WARN_UNUSED_RESULT;
const char  *marbre_media_get_src     (MarbreMedia *self);
const char  *marbre_media_get_alt     (MarbreMedia *self);
const char  *marbre_media_get_caption (MarbreMedia *self);
const char  *marbre_media_get_credit  (MarbreMedia *self);
gboolean     marbre_media_equal       (MarbreMedia *self,
                                       MarbreMedia *other);

G_END_DECLS
