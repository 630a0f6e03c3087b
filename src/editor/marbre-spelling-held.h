/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The word that is still being typed: nobody is told that it is wrong before it is whole. Main
 * thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _MarbreSpellingHeld MarbreSpellingHeld;

MarbreSpellingHeld *marbre_spelling_held_new       (GtkTextBuffer      *buffer)
                                                    G_GNUC_WARN_UNUSED_RESULT;
void                marbre_spelling_held_free      (MarbreSpellingHeld *self);
gboolean            marbre_spelling_held_hold      (MarbreSpellingHeld *self,
                                                    const GtkTextIter  *start);
gboolean            marbre_spelling_held_release   (MarbreSpellingHeld *self,
                                                    GtkTextIter        *start);
gboolean            marbre_spelling_held_is_letter (gunichar            c);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreSpellingHeld, marbre_spelling_held_free)

G_END_DECLS
