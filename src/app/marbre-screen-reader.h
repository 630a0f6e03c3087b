/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether a screen reader is on. Not what it is told: that is GTK's, and the widgets'. Main thread.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define MARBRE_TYPE_SCREEN_READER (marbre_screen_reader_get_type ())
G_DECLARE_FINAL_TYPE (MarbreScreenReader, marbre_screen_reader, MARBRE, SCREEN_READER, GObject)

MarbreScreenReader *marbre_screen_reader_new       (void) G_GNUC_WARN_UNUSED_RESULT;
gboolean            marbre_screen_reader_is_active (MarbreScreenReader *self);

G_END_DECLS
