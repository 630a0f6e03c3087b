/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The part of a text that is out at the worker: where it is by now, and whether it was edited since
 * it was sent. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _MarbreSpellingPart MarbreSpellingPart;

MarbreSpellingPart *marbre_spelling_part_new             (const GtkTextIter  *first,
                                                          const GtkTextIter  *last)
                                                          G_GNUC_WARN_UNUSED_RESULT;
void                marbre_spelling_part_free            (MarbreSpellingPart *self);
GCancellable       *marbre_spelling_part_get_cancellable (MarbreSpellingPart *self);
void                marbre_spelling_part_get_bounds      (MarbreSpellingPart *self,
                                                          GtkTextIter        *first,
                                                          GtkTextIter        *last);
void                marbre_spelling_part_note_edit       (MarbreSpellingPart *self,
                                                          const GtkTextIter  *start,
                                                          const GtkTextIter  *end);
gboolean            marbre_spelling_part_is_edited       (MarbreSpellingPart *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreSpellingPart, marbre_spelling_part_free)

G_END_DECLS
