/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A head and a text view that scroll as one centred column. Main thread only.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MARBRE_TYPE_MANUSCRIPT (marbre_manuscript_get_type ())
G_DECLARE_FINAL_TYPE (MarbreManuscript, marbre_manuscript, MARBRE, MANUSCRIPT, GtkWidget)

void     marbre_manuscript_scroll_to_line (MarbreManuscript *self,
                                           double            line);
void     marbre_manuscript_show_caret     (MarbreManuscript *self);
void     marbre_manuscript_follow_caret   (MarbreManuscript *self);
void     marbre_manuscript_set_measure    (MarbreManuscript *self,
                                           guint             measure);
void     marbre_manuscript_set_typewriter (MarbreManuscript *self,
                                           gboolean          typewriter);
gboolean marbre_manuscript_is_holding     (MarbreManuscript *self);
gboolean marbre_manuscript_is_moving      (MarbreManuscript *self);
double   marbre_manuscript_get_line       (MarbreManuscript *self);

G_END_DECLS
