/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How notes to the desk look in a field of the story, which is one line of text and no Markdown
 * (the body's are marbre-highlighter.h's). Main thread only.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MARBRE_TYPE_NOTE_LOOK (marbre_note_look_get_type ())
G_DECLARE_FINAL_TYPE (MarbreNoteLook, marbre_note_look, MARBRE, NOTE_LOOK, GObject)

MarbreNoteLook *marbre_note_look_new      (GtkTextBuffer  *buffer) G_GNUC_WARN_UNUSED_RESULT;
void            marbre_note_look_set_dark (MarbreNoteLook *self,
                                           gboolean        dark);

G_END_DECLS
