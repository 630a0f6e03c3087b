/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * JSON Pointers (RFC 6901): reading a value at a place that a site profile names, and putting one
 * there. Any thread.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The largest index that is written; nobody's article has more of anything. */
#define MARBRE_JSON_POINTER_MAX_INDEX 1000

JsonNode *marbre_json_pointer_get    (JsonNode    *root,
                                      const char  *pointer);
char     *marbre_json_pointer_text   (JsonNode    *root,
                                      const char  *pointer) G_GNUC_WARN_UNUSED_RESULT;
void      marbre_json_pointer_set    (JsonNode    *root,
                                      const char  *pointer,
                                      JsonNode    *value);
void      marbre_json_pointer_remove (JsonNode    *root,
                                      const char  *pointer);
char     *marbre_json_node_to_text   (JsonNode    *node) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *marbre_json_node_thaw      (JsonNode    *node) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
