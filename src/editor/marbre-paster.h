/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the clipboard's keys do in a text of Markdown: formatted text is pasted as Markdown, an
 * address makes a link of the selected words, and what is copied can be pasted elsewhere with its
 * formatting. One paste is marbre-paste.h; pictures alone are marbre-picture-drop.h. Main thread.
 */
#pragma once

#include "marbre-paste.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_PASTER (marbre_paster_get_type ())
G_DECLARE_FINAL_TYPE (MarbrePaster, marbre_paster, MARBRE, PASTER, GObject)

MarbrePaster *marbre_paster_new         (GtkTextView  *view);
void          marbre_paster_paste_plain (MarbrePaster *self);

G_END_DECLS
