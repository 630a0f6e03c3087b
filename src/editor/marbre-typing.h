/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The writer's keys in the body: what Enter, Tab, Backspace and signs in pairs do there beyond
 * what a text view does with them. It only decides which of the marbre-typing-*.c is asked; those
 * change the text. Main thread only.
 */
#pragma once

#include <gtk/gtk.h>

#include "marbre-blocks.h"
#include "marbre-document.h"
#include "marbre-slash-menu.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_TYPING (marbre_typing_get_type ())
G_DECLARE_FINAL_TYPE (MarbreTyping, marbre_typing, MARBRE, TYPING, GObject)

MarbreTyping *marbre_typing_new          (GtkTextView     *view) G_GNUC_WARN_UNUSED_RESULT;
void          marbre_typing_set_blocks   (MarbreTyping    *self,
                                          MarbreBlocks    *blocks);
void          marbre_typing_set_document (MarbreTyping    *self,
                                          MarbreDocument  *document);
void          marbre_typing_set_menu     (MarbreTyping    *self,
                                          MarbreSlashMenu *menu);

G_END_DECLS
