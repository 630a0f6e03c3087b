/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a Micropub update does to the properties of a post: replace, add, delete. Not for reading or
 * storing posts. Any thread.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

gboolean marbre_press_properties_update (JsonObject  *properties,
                                         JsonObject  *request,
                                         GError     **error);

G_END_DECLS
