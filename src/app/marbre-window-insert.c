/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is put into the story on the desk by menu or by "/", as far as it comes from the archive,
 * and the way to a heading.
 */
#define G_LOG_DOMAIN "marbre-app"

#include "config.h"

#include "marbre-heading-picker.h"
#include "marbre-story-picker.h"
#include "marbre-window-private.h"

static void
stories_picked_cb (MarbreWindow *self, GListModel *stories)
{
  marbre_desk_insert_stories (self->desk, stories);
}

static void
pick_stories (MarbreWindow *self)
{
  MarbreStory *story = marbre_document_get_story (marbre_desk_get_document (self->desk));
  GtkWidget *picker = marbre_story_picker_new (
      GTK_WINDOW (self), marbre_newsroom_get_archive (self->newsroom), marbre_story_get_id (story));

  g_signal_connect_object (picker, "picked", G_CALLBACK (stories_picked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (picker));
}

/* The writer wants to insert what the editor does not have. */
void
_marbre_window_insert_requested (MarbreWindow *self, const char *name)
{
  if (g_str_equal (name, "picture"))
    _marbre_window_insert_picture (self);
  else if (g_str_equal (name, "read-also"))
    pick_stories (self);
}

static void
heading_picked_cb (MarbreWindow *self, guint line)
{
  marbre_editor_go_to (self->editor, MARBRE_FIELD_BODY, line, 0);
}

/* Asks to which heading of the story to go. */
void
_marbre_window_go_to_heading (MarbreWindow *self)
{
  MarbreBlocks *blocks = marbre_desk_get_blocks (self->desk);
  GtkWidget *picker;

  if (blocks == NULL)
    return; /* a story that has just been opened */
  picker = marbre_heading_picker_new (GTK_WINDOW (self), blocks);
  g_signal_connect_object (picker, "picked", G_CALLBACK (heading_picked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (picker));
}
