/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a page says of itself in its head, to search engines and social networks. Only
 * marbre-template.c calls it. Any thread that owns the page.
 */
#pragma once

#include "marbre-page.h"

G_BEGIN_DECLS

char *marbre_template_head_dup_title (MarbrePage *page) G_GNUC_WARN_UNUSED_RESULT;
void  marbre_template_head_append    (MarbrePage *page,
                                      GString    *out);

G_END_DECLS
