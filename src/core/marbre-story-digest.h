/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A fingerprint of what a story says, to see whether it changed since it was sent. Not of where it
 * stands (state, address, times): publishing changes those by itself. Any thread.
 */
#pragma once

#include "marbre-story.h"

G_BEGIN_DECLS

char *marbre_story_digest (MarbreStory *story) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
