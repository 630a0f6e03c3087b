/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Kicker and byline as paragraphs of a class of their own before the body, for sites that have no
 * fields for them; and out of there again. Any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void  marbre_lead_paragraph_append (GString     *content,
                                    const char  *class_name,
                                    const char  *text);
char *marbre_lead_paragraph_take   (const char **content,
                                    const char  *class_name) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
