/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where others cut a text that is too long for them: after a number of characters, or after a width
 * in their letters. For marbre-face-slots.c. No state; any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *marbre_face_cut_chars  (const char *text,
                              guint       max_chars) G_GNUC_WARN_UNUSED_RESULT;
char *marbre_face_cut_pixels (const char *text,
                              double      font_size,
                              double      max_pixels) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
