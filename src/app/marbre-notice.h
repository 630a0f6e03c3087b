/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The strip below the header bar that says what needs the writer's attention, with one button for
 * the remedy. Not for good news that may pass (a toast) nor for questions (a dialog). Main thread.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MARBRE_TYPE_NOTICE (marbre_notice_get_type ())
G_DECLARE_FINAL_TYPE (MarbreNotice, marbre_notice, MARBRE, NOTICE, GtkWidget)

void        marbre_notice_show     (MarbreNotice *self,
                                    const char   *text,
                                    const char   *button,
                                    const char   *action,
                                    GVariant     *target);
void        marbre_notice_hide     (MarbreNotice *self);
const char *marbre_notice_get_text (MarbreNotice *self);

G_END_DECLS
