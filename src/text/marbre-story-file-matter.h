/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The YAML front matter of a story file, between a story and libyaml. Only marbre-story-file.c uses
 * it. Any thread.
 */
#pragma once

#include "marbre-story.h"

G_BEGIN_DECLS

/* YAML above this size is refused: a front matter has two dozen short lines. */
#define MARBRE_STORY_FILE_MATTER_MAX_BYTES (256 * 1024)

MarbreStory *marbre_story_file_matter_parse  (const char   *yaml,
                                              gsize         length,
                                              guint         first_line,
                                              const char   *id,
                                              GError      **error) G_GNUC_WARN_UNUSED_RESULT;
char        *marbre_story_file_matter_format (MarbreStory  *story) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
