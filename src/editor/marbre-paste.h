/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One paste of formatted text: the clipboard read bit by bit, made Markdown on a thread, and put
 * where it was asked for, as one step to undo. Pictures that come along are stored by whoever
 * listens. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "marbre-html-paste.h"
#include "marbre-typography.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_PASTE (marbre_paste_get_type ())
G_DECLARE_FINAL_TYPE (MarbrePaste, marbre_paste, MARBRE, PASTE, GObject)

MarbrePaste        *marbre_paste_new            (GtkTextView        *view)
    G_GNUC_WARN_UNUSED_RESULT;
void                marbre_paste_set_typography (MarbrePaste                   *self,
                                                 const char                    *language,
                                                 const MarbreTypographyOptions *options);
void                marbre_paste_start          (MarbrePaste        *self);
void                marbre_paste_cancel         (MarbrePaste        *self);
const MarbrePasted *marbre_paste_get_pasted     (MarbrePaste        *self);
void                marbre_paste_set_names      (MarbrePaste        *self,
                                                 const char *const  *names);
void                marbre_paste_make_plain     (MarbrePaste        *self);

G_END_DECLS
