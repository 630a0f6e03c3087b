/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ids of headings, each once in a body. Which one a heading gets depends on those before it, and
 * on nothing else. Inside the text room only. One thread at a time.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GHashTable *marbre_heading_ids_new  (void) G_GNUC_WARN_UNUSED_RESULT;
char       *marbre_heading_ids_take (GHashTable *ids,
                                     const char *slug) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
