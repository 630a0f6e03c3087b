/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pictures made fit to be shown: decoded no larger than is looked at, upright, and in a form that
 * costs the web process little. Not for what is published: that is the file as it is. Any thread
 * but one that draws.
 */
#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/* Pixels of the longer side beyond which a picture is made smaller for the preview. */
#define MARBRE_PICTURE_MAX_SIDE 2560
/* Nobody's picture has more pixels; a file of a few bytes may claim any number. */
#define MARBRE_PICTURE_MAX_PIXELS (120 * 1000 * 1000)

GdkPixbuf *marbre_picture_scaler_decode (GBytes      *bytes,
                                         int          max_side,
                                         GError     **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes    *marbre_picture_scaler_fit    (GBytes      *bytes,
                                         char       **mime,
                                         GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
