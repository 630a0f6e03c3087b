/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A story that is being written: the story's fields and the buffer with its body, with one signal
 * for whatever changes. Not for storage and not a widget. Main thread only.
 */
#pragma once

#include <gtksourceview/gtksource.h>

#include "marbre-story.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_DOCUMENT (marbre_document_get_type ())
G_DECLARE_FINAL_TYPE (MarbreDocument, marbre_document, MARBRE, DOCUMENT, GObject)

MarbreDocument  *marbre_document_new             (MarbreStory    *story) G_GNUC_WARN_UNUSED_RESULT;
MarbreStory     *marbre_document_get_story       (MarbreDocument *self);
MarbreStory     *marbre_document_snapshot        (MarbreDocument *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean         marbre_document_take_edited_line (MarbreDocument *self,
                                                  guint          *line,
                                                  char          **text);
GtkSourceBuffer *marbre_document_get_buffer      (MarbreDocument *self);
guint64          marbre_document_get_generation  (MarbreDocument *self);
gboolean         marbre_document_get_read_only   (MarbreDocument *self);
void             marbre_document_set_read_only   (MarbreDocument *self,
                                                  gboolean        read_only);
void             marbre_document_insert_markdown (MarbreDocument *self,
                                                  const char     *markdown);

G_END_DECLS
