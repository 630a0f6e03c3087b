/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the Micropub kind share; nobody else includes it.
 */
#pragma once

#include "marbre-endpoint.h"
#include "marbre-json.h"

G_BEGIN_DECLS

JsonObject       *marbre_micropub_write_create (const MarbreSubmission *submission)
                                                G_GNUC_WARN_UNUSED_RESULT;
JsonObject       *marbre_micropub_write_update (const MarbreSubmission *submission,
                                                const char             *url)
                                                G_GNUC_WARN_UNUSED_RESULT;
JsonObject       *marbre_micropub_write_delete (const MarbreSubmission *submission,
                                                const char             *url,
                                                JsonNode               *item)
                                                G_GNUC_WARN_UNUSED_RESULT;
char             *marbre_micropub_digest       (MarbreEndpoint         *endpoint,
                                                const MarbreSubmission *submission)
                                                G_GNUC_WARN_UNUSED_RESULT;
MarbreRemotePost *marbre_micropub_read_item    (JsonNode    *node,
                                                const char  *url,
                                                GError     **error) G_GNUC_WARN_UNUSED_RESULT;
GError           *marbre_micropub_shape_error  (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
