/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An entry for one paragraph that wraps: each field above the body. Main thread only.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MARBRE_TYPE_PROSE_ENTRY (marbre_prose_entry_get_type ())
G_DECLARE_FINAL_TYPE (MarbreProseEntry, marbre_prose_entry, MARBRE, PROSE_ENTRY, GtkTextView)

GtkWidget  *marbre_prose_entry_new          (void);
const char *marbre_prose_entry_get_text     (MarbreProseEntry *self);
void        marbre_prose_entry_set_text     (MarbreProseEntry *self,
                                             const char       *text);
void        marbre_prose_entry_replace      (MarbreProseEntry *self,
                                             int               offset,
                                             int               length,
                                             const char       *text);
void        marbre_prose_entry_set_editable (MarbreProseEntry *self,
                                             gboolean          editable);

G_END_DECLS
