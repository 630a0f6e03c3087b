/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a paste goes: what stands around it, and what it needs to stand there. Inside the editor
 * room only. The functions on texts: any thread; on iterators: main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

guint    marbre_paste_place_next_note (const char        *before,
                                       const char        *after);
gboolean marbre_paste_place_is_code   (const char        *before);
char    *marbre_paste_place_fit       (const GtkTextIter *start,
                                       const GtkTextIter *end,
                                       const char        *html,
                                       const char        *markdown) G_GNUC_WARN_UNUSED_RESULT;
gboolean marbre_paste_place_link      (GtkTextBuffer     *buffer,
                                       const char        *address);

G_END_DECLS
