/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A story that is being written: the story's fields and the buffer with its body, with one signal
 * for whatever changes. Not for storage and not a widget. Main thread only.
 */
#pragma once

#include <gtksourceview/gtksource.h>

#include "marbre-blocks.h"
#include "marbre-story.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_DOCUMENT (marbre_document_get_type ())
G_DECLARE_FINAL_TYPE (MarbreDocument, marbre_document, MARBRE, DOCUMENT, GObject)

/**
 * MarbreDocumentEdit:
 * @fields: a field, the tags or the lead picture may have changed
 * @body: the body may have changed
 * @kept_before: how many lines at the body's beginning are as they were
 * @kept_after: how many lines at its end are as they were
 * @text: (nullable): the lines between them as they are now, with their ends; %NULL if @body is
 *   unset, or if the body's lines are not those of Markdown
 * @removed: how many characters of the body were taken out, in all
 *
 * What was changed in a document.
 */
typedef struct
{
  gboolean fields;
  gboolean body;
  guint kept_before;
  guint kept_after;
  char *text; /* (owned) (nullable) */
  gsize removed;
} MarbreDocumentEdit;

MarbreDocument  *marbre_document_new             (MarbreStory    *story) G_GNUC_WARN_UNUSED_RESULT;
MarbreStory     *marbre_document_get_story       (MarbreDocument *self);
MarbreStory     *marbre_document_snapshot        (MarbreDocument *self) G_GNUC_WARN_UNUSED_RESULT;
void             marbre_document_take_edit       (MarbreDocument *self,
                                                  MarbreDocumentEdit *edit);
void             marbre_document_edit_clear      (MarbreDocumentEdit *edit);
const char      *marbre_document_get_id          (MarbreDocument *self);
const char      *marbre_document_get_headline    (MarbreDocument *self);
const char      *marbre_document_get_language    (MarbreDocument *self);
GtkSourceBuffer *marbre_document_get_buffer      (MarbreDocument *self);
MarbreBlocks    *marbre_document_get_blocks      (MarbreDocument *self);
void             marbre_document_set_blocks      (MarbreDocument *self,
                                                  MarbreBlocks   *blocks);
guint64          marbre_document_get_generation  (MarbreDocument *self);
gboolean         marbre_document_get_read_only   (MarbreDocument *self);
void             marbre_document_set_read_only   (MarbreDocument *self,
                                                  gboolean        read_only);
void             marbre_document_insert_markdown (MarbreDocument *self,
                                                  const char     *markdown);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MarbreDocumentEdit, marbre_document_edit_clear)

G_END_DECLS
