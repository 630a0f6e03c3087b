/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One finding of the checks, or the heading of a kind. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "marbre-checks.h"

G_BEGIN_DECLS

const char *marbre_check_row_get_icon    (MarbreSeverity     severity);
char       *marbre_check_row_quote       (MarbreStory       *story,
                                          const MarbreCheck *check) G_GNUC_WARN_UNUSED_RESULT;
GtkWidget  *marbre_check_row_new         (const MarbreCheck *check,
                                          const char        *quote,
                                          gboolean           with_message,
                                          GtkWidget        **button)
                                          G_GNUC_WARN_UNUSED_RESULT;
GtkWidget  *marbre_check_row_new_heading (const MarbreCheck *check,
                                          guint              count,
                                          guint              fixes,
                                          GtkWidget        **button)
                                          G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
