/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Footnotes and comments in foreign HTML: which links call one, and what it says. Inside the text
 * room only. One thread at a time.
 */
#pragma once

#include <gumbo.h>

#include <glib.h>

G_BEGIN_DECLS

/**
 * MarbreNoteLink:
 * @MARBRE_NOTE_LINK_NONE: a link like others
 * @MARBRE_NOTE_LINK_CALL: calls a note that is there
 * @MARBRE_NOTE_LINK_LOST: calls a note that is not there
 * @MARBRE_NOTE_LINK_BACK: leads from a note back to its call
 * @MARBRE_NOTE_LINK_COMMENT: calls a comment
 */
typedef enum
{
  MARBRE_NOTE_LINK_NONE,
  MARBRE_NOTE_LINK_CALL,
  MARBRE_NOTE_LINK_LOST,
  MARBRE_NOTE_LINK_BACK,
  MARBRE_NOTE_LINK_COMMENT,
} MarbreNoteLink;

typedef struct _MarbreHtmlNotes MarbreHtmlNotes;

MarbreHtmlNotes *marbre_html_notes_new       (const GumboNode *root) G_GNUC_WARN_UNUSED_RESULT;
void             marbre_html_notes_free      (MarbreHtmlNotes *self);
MarbreNoteLink   marbre_html_notes_judge     (MarbreHtmlNotes *self,
                                              const GumboNode *link,
                                              guint           *number);
gboolean         marbre_html_notes_is_note   (MarbreHtmlNotes *self,
                                              const GumboNode *node);
guint            marbre_html_notes_get_n     (MarbreHtmlNotes *self);
const GumboNode *marbre_html_notes_get       (MarbreHtmlNotes *self,
                                              guint            number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreHtmlNotes, marbre_html_notes_free)

G_END_DECLS
