/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Watches the Markdown file that a story came from or was saved to, and tells when another program
 * has put another text there. It changes neither file nor story. Main thread; the file is read on a
 * thread.
 */
#pragma once

#include <gio/gio.h>

#include "marbre-story.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_FILE_WATCH (marbre_file_watch_get_type ())
G_DECLARE_FINAL_TYPE (MarbreFileWatch, marbre_file_watch, MARBRE, FILE_WATCH, GObject)

MarbreFileWatch *marbre_file_watch_new          (GFile           *file,
                                                 const char      *story_id,
                                                 GBytes          *known) G_GNUC_WARN_UNUSED_RESULT;
GFile           *marbre_file_watch_get_file     (MarbreFileWatch *self);
const char      *marbre_file_watch_get_story_id (MarbreFileWatch *self);
MarbreStory     *marbre_file_watch_get_text     (MarbreFileWatch *self);

G_END_DECLS
