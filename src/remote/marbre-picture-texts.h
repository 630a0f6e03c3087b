/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What agencies and photographers write into the file of a picture (XMP, IPTC, Exif): alternative
 * text, caption, credit. To be proposed to a person, who decides. Any worker thread: a file of some
 * megabytes takes some milliseconds.
 */
#pragma once

#include "marbre-media.h"

G_BEGIN_DECLS

/* Longer texts of a file are cut: characters. */
#define MARBRE_PICTURE_TEXTS_MAX 2000

MarbreMedia *marbre_picture_texts_read (GBytes     *bytes,
                                        const char *src) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
