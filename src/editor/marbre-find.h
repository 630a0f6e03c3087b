/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Find and replace in a story that is being written, its fields and its body in a row. Not the bar
 * in which one types what to find. Main thread only.
 */
#pragma once

#include "marbre-editor.h"
#include "marbre-find-pattern.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_FIND (marbre_find_get_type ())
G_DECLARE_FINAL_TYPE (MarbreFind, marbre_find, MARBRE, FIND, GObject)

MarbreFind *marbre_find_new              (MarbreEditor    *editor) G_GNUC_WARN_UNUSED_RESULT;
void        marbre_find_begin            (MarbreFind      *self);
void        marbre_find_end              (MarbreFind      *self);
gboolean    marbre_find_is_open          (MarbreFind      *self);
void        marbre_find_set_needle       (MarbreFind      *self,
                                          const char      *needle,
                                          MarbreFindFlags  flags);
const char *marbre_find_get_needle       (MarbreFind      *self);
void        marbre_find_set_replacement  (MarbreFind      *self,
                                          const char      *text);
gboolean    marbre_find_set_in_selection (MarbreFind      *self,
                                          gboolean         in_selection);
void        marbre_find_step             (MarbreFind      *self,
                                          gboolean         forward);
void        marbre_find_replace          (MarbreFind      *self);
void        marbre_find_replace_all      (MarbreFind      *self);
char       *marbre_find_dup_selection    (MarbreFind      *self) G_GNUC_WARN_UNUSED_RESULT;
guint       marbre_find_get_count        (MarbreFind      *self);
guint       marbre_find_get_position     (MarbreFind      *self);
const char *marbre_find_get_message      (MarbreFind      *self);
gboolean    marbre_find_has_problem      (MarbreFind      *self);
gboolean    marbre_find_is_busy          (MarbreFind      *self);
gboolean    marbre_find_can_replace      (MarbreFind      *self);

G_END_DECLS
