/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A picture as it may leave this computer: without the place where it was taken, and smaller where
 * a site does not take it whole. The original in the media store is never touched. Not for showing
 * pictures. Any worker thread.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GBytes *marbre_picture_outgoing_clean (GBytes    *bytes,
                                       GError   **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes *marbre_picture_outgoing_fit   (GBytes    *bytes,
                                       gsize      max_bytes,
                                       GError   **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
