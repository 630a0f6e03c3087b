/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A stage for the tests of app: an archive in a folder of its own, stories in it, and ways to wait
 * for a state and to find a widget. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "marbre-archive.h"

typedef struct
{
  char *folder; /* (owned) */
  MarbreArchive *archive; /* (owned): open */
} Scene;

void         scene_set_up       (Scene            *scene);
void         scene_tear_down    (Scene            *scene);
void         scene_remove       (const char       *folder);
char        *scene_add_story    (Scene            *scene,
                                 const char       *headline,
                                 const char       *body,
                                 MarbreStoryState  state);
MarbreStory *scene_load_story   (Scene            *scene,
                                 const char       *id);
GtkWidget   *scene_find         (GtkWidget        *root,
                                 GType             type);
GtkWidget   *scene_find_button  (GtkWidget        *root,
                                 const char       *label);

/* Waits for a state; the test's own time limit ends a wait that would never end. */
#define scene_wait_until(condition)                                                                \
  while (!(condition))                                                                             \
  g_main_context_iteration (NULL, TRUE)
