/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading JSON that a stranger wrote: json-glib aborts the read with a critical where a member has
 * another type than expected, and recurses as deep as the input likes. These never do either. Not
 * for writing. Any thread.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Answers of the REST kinds nest about ten deep. */
#define MARBRE_JSON_MAX_DEPTH 100

JsonNode   *marbre_json_parse       (GBytes      *bytes,
                                     GError     **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    marbre_json_is_shallow  (const char  *text,
                                     gsize        length);
JsonObject *marbre_json_node_object (JsonNode    *node);
JsonArray  *marbre_json_node_array  (JsonNode    *node);
const char *marbre_json_node_string (JsonNode    *node);
JsonObject *marbre_json_object      (JsonObject  *object,
                                     const char  *name);
JsonArray  *marbre_json_array       (JsonObject  *object,
                                     const char  *name);
const char *marbre_json_string      (JsonObject  *object,
                                     const char  *name);
gint64      marbre_json_int         (JsonObject  *object,
                                     const char  *name);
gboolean    marbre_json_is_true     (JsonObject  *object,
                                     const char  *name);
GBytes     *marbre_json_to_bytes    (JsonObject  *object) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
