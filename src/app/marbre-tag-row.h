/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A tag in the list of all: its name, its other names or what it is close to, and how many stories
 * have it. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkListItemFactory *marbre_tag_row_factory_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
