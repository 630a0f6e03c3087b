/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asks which stories of the archive to point to, and in which order. Only stories that readers can
 * open are offered. Main thread.
 */
#pragma once

#include <adwaita.h>

#include "marbre-archive.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_STORY_PICKER (marbre_story_picker_get_type ())
G_DECLARE_FINAL_TYPE (MarbreStoryPicker, marbre_story_picker, MARBRE, STORY_PICKER, AdwWindow)

GtkWidget *marbre_story_picker_new (GtkWindow     *parent,
                                    MarbreArchive *archive,
                                    const char    *own_id);

G_END_DECLS
