/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be done about an underlined word: a menu with suggestions, by right click on the word or
 * by Ctrl+; at the caret, from where it goes to the next one. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "marbre-grammar-view.h"
#include "marbre-spelling-view.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_SPELLING_MENU (marbre_spelling_menu_get_type ())
G_DECLARE_FINAL_TYPE (MarbreSpellingMenu, marbre_spelling_menu, MARBRE, SPELLING_MENU, GObject)

MarbreSpellingMenu *marbre_spelling_menu_new      (MarbreSpellingView *spelling,
                                                   MarbreGrammarView  *grammar,
                                                   GtkTextView        *view)
                                                   G_GNUC_WARN_UNUSED_RESULT;
void                marbre_spelling_menu_popup    (MarbreSpellingMenu *self);

G_END_DECLS
