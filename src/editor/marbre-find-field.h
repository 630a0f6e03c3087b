/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A text of the story in which something is looked for, a field or the body: its selection, the
 * places that were found in it, and changes of it. Main thread only.
 */
#pragma once

#include <gtk/gtk.h>

#include "marbre-find-job.h"

G_BEGIN_DECLS

#define MARBRE_TYPE_FIND_FIELD (marbre_find_field_get_type ())
G_DECLARE_FINAL_TYPE (MarbreFindField, marbre_find_field, MARBRE, FIND_FIELD, GObject)

MarbreFindField *marbre_find_field_new           (GtkTextView     *view)
    G_GNUC_WARN_UNUSED_RESULT;
GtkTextView     *marbre_find_field_get_view      (MarbreFindField *self);
gboolean         marbre_find_field_is_usable     (MarbreFindField *self);
char            *marbre_find_field_dup_text      (MarbreFindField *self) G_GNUC_WARN_UNUSED_RESULT;
guint            marbre_find_field_get_length    (MarbreFindField *self);
MarbreFindPlace  marbre_find_field_get_selection (MarbreFindField *self);
void             marbre_find_field_select        (MarbreFindField *self,
                                                  MarbreFindPlace  place);
gboolean         marbre_find_field_apply         (MarbreFindField *self,
                                                  GArray          *edits);
void             marbre_find_field_undo          (MarbreFindField *self,
                                                  gboolean         forward);
void             marbre_find_field_set_places    (MarbreFindField *self,
                                                  GArray          *places);
guint            marbre_find_field_count         (MarbreFindField *self);
MarbreFindPlace  marbre_find_field_get_place     (MarbreFindField *self,
                                                  guint            index);
guint            marbre_find_field_search        (MarbreFindField *self,
                                                  guint            offset);
int              marbre_find_field_get_current   (MarbreFindField *self);
void             marbre_find_field_set_current   (MarbreFindField *self,
                                                  int              index);
void             marbre_find_field_set_marked    (MarbreFindField *self,
                                                  gboolean         marked);
void             marbre_find_field_set_range     (MarbreFindField *self,
                                                  const MarbreFindPlace *range);
gboolean         marbre_find_field_get_range     (MarbreFindField *self,
                                                  MarbreFindPlace *range);

G_END_DECLS
