/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A story as a JSON object: one line of an archive's JSONL, the payload of an outbox row, an answer
 * of marbrectl. Not what a site's API wants (the REST kinds in remote/ know that). Any thread.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "marbre-story.h"

G_BEGIN_DECLS

MarbreStory *marbre_story_from_json (JsonObject   *object,
                                     GError      **error) G_GNUC_WARN_UNUSED_RESULT;
JsonObject  *marbre_story_to_json   (MarbreStory  *story) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
