/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One field of a story in an article's JSON: at a pointer, or in the elements of an array that have
 * certain values ("the headline whose role is main"). Any thread.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* More tags than this are nobody's. */
#define MARBRE_MAPPING_MAX_VALUES 500

GStrv     marbre_mapping_place_read    (JsonNode           *place,
                                        JsonNode           *item) G_GNUC_WARN_UNUSED_RESULT;
char     *marbre_mapping_place_text    (JsonNode           *place,
                                        JsonNode           *item) G_GNUC_WARN_UNUSED_RESULT;
void      marbre_mapping_place_write   (JsonNode           *place,
                                        JsonNode           *item,
                                        const char *const  *values,
                                        gboolean            many);
char     *marbre_mapping_place_member  (JsonNode           *place) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *marbre_mapping_place_find    (JsonObject         *place,
                                        JsonNode           *item);
JsonNode *marbre_mapping_place_make    (JsonObject         *place,
                                        JsonNode           *item);
void      marbre_mapping_place_set_all (JsonNode           *target,
                                        JsonObject         *constants);

G_END_DECLS
