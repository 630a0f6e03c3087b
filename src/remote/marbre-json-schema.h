/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Checks JSON that a person wrote against a JSON Schema (draft 2020-12), and says where it is wrong
 * and what may stand there. Only the keywords that our own schema uses; not for schemas of
 * strangers. Any thread.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

gboolean marbre_json_schema_check (JsonNode  *schema,
                                   JsonNode  *value,
                                   GError   **error);

G_END_DECLS
