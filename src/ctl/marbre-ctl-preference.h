/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is chosen in the window's preferences and holds for marbrectl too.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *marbre_ctl_get_preference (const char *key) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
