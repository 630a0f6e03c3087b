/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keeps two programs with the same archive (the window and marbrectl) from carrying its outbox at
 * once: what one of them has in SENDING would look like the remains of a crash to the other. A
 * worker thread.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

int  marbre_outbox_lock   (GFile         *archive,
                           GCancellable  *cancellable,
                           GError       **error) G_GNUC_WARN_UNUSED_RESULT;
void marbre_outbox_unlock (int lock);

G_END_DECLS
