/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A story as a text file: Markdown under a YAML front matter with the field names of DESIGN §2. Not
 * for reading or writing the file itself: callers have the bytes. Any thread.
 */
#pragma once

#include "marbre-story.h"

G_BEGIN_DECLS

/* A larger file is refused: it is no story, and every step after this one copies it. */
#define MARBRE_STORY_FILE_MAX_BYTES (16 * 1024 * 1024)

MarbreStory *marbre_story_file_parse      (const char    *text,
                                           gssize         length,
                                           GError       **error) G_GNUC_WARN_UNUSED_RESULT;
MarbreStory *marbre_story_file_parse_as   (const char    *text,
                                           gssize         length,
                                           const char    *id,
                                           GError       **error) G_GNUC_WARN_UNUSED_RESULT;
char        *marbre_story_file_format     (MarbreStory   *story) G_GNUC_WARN_UNUSED_RESULT;
char        *marbre_story_file_one_line   (const char    *text) G_GNUC_WARN_UNUSED_RESULT;
const char  *marbre_story_file_moment_key (MarbreMoment   moment);

G_END_DECLS
