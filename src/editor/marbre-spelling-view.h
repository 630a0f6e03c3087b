/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Underlines what is misspelt in a text view, as long as it lives: all of it when a text is loaded,
 * afterwards the paragraphs that change, in pauses of typing. Changes no text. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "marbre-spelling.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_SPELLING_VIEW (marbre_spelling_view_get_type ())
G_DECLARE_FINAL_TYPE (MarbreSpellingView, marbre_spelling_view, MARBRE, SPELLING_VIEW, GObject)

MarbreSpellingView *marbre_spelling_view_new           (MarbreSpelling     *spelling,
                                                        GtkTextView        *view,
                                                        MarbreProseMode     mode)
                                                        G_GNUC_WARN_UNUSED_RESULT;
MarbreSpelling     *marbre_spelling_view_get_spelling  (MarbreSpellingView *self);
void                marbre_spelling_view_set_language  (MarbreSpellingView *self,
                                                        const char         *language);
const char         *marbre_spelling_view_get_language  (MarbreSpellingView *self);
void                marbre_spelling_view_set_active    (MarbreSpellingView *self,
                                                        gboolean            spelling,
                                                        gboolean            reading);
void                marbre_spelling_view_set_spoken    (MarbreSpellingView *self,
                                                        gboolean            spoken);
void                marbre_spelling_view_check_again   (MarbreSpellingView *self);
gboolean            marbre_spelling_view_is_idle       (MarbreSpellingView *self);
gboolean            marbre_spelling_view_find          (MarbreSpellingView *self,
                                                        const GtkTextIter  *place,
                                                        GtkTextIter        *start,
                                                        GtkTextIter        *end);
gboolean            marbre_spelling_view_find_next     (MarbreSpellingView *self,
                                                        const GtkTextIter  *place,
                                                        GtkTextIter        *start,
                                                        GtkTextIter        *end);

G_END_DECLS
