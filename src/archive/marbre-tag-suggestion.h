/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A tag of the newsroom that fits a draft. Immutable, so any thread may read.
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Stories with a tag are counted up to so many: some tags are on every other story. */
#define MARBRE_TAG_SUGGESTION_MAX_COUNT 1000

#define MARBRE_TYPE_TAG_SUGGESTION (marbre_tag_suggestion_get_type ())
G_DECLARE_FINAL_TYPE (MarbreTagSuggestion, marbre_tag_suggestion, MARBRE, TAG_SUGGESTION, GObject)

const char *marbre_tag_suggestion_get_name        (MarbreTagSuggestion *self);
guint       marbre_tag_suggestion_get_story_count (MarbreTagSuggestion *self);
double      marbre_tag_suggestion_get_score       (MarbreTagSuggestion *self);
gboolean    marbre_tag_suggestion_get_mentioned   (MarbreTagSuggestion *self);

G_END_DECLS
