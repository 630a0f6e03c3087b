/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A post as Micropub says it: the "properties" of an mf2 JSON h-entry, each an array. Not for
 * requests around them (marbre-press-request.h) and not for storage. Any thread.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "marbre-press-post.h"

G_BEGIN_DECLS

char       *marbre_press_properties_format_updated (gint64                 updated)
                                                    G_GNUC_WARN_UNUSED_RESULT;
JsonObject *marbre_press_properties_from_post      (const MarbrePressPost *post,
                                                    const char            *origin)
                                                    G_GNUC_WARN_UNUSED_RESULT;
gboolean    marbre_press_properties_to_post        (JsonObject            *properties,
                                                    const char            *origin,
                                                    MarbrePressPost       *post,
                                                    GError               **error);

G_END_DECLS
