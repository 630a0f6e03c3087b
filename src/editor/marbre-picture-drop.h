/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Takes pictures that are dropped on a widget or pasted into it: files, pixels, and what a browser
 * drags. It hands them on and opens none: reading and storing is the application's. Main thread
 * only.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MARBRE_TYPE_PICTURE_DROP (marbre_picture_drop_get_type ())
G_DECLARE_FINAL_TYPE (MarbrePictureDrop, marbre_picture_drop, MARBRE, PICTURE_DROP, GObject)

MarbrePictureDrop *marbre_picture_drop_new   (GtkWidget         *widget);
gboolean           marbre_picture_drop_paste (MarbrePictureDrop *self);

G_END_DECLS
