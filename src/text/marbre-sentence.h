/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a sentence of French or English prose begins and ends. Any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void marbre_sentence_find (const char *text,
                           gsize       length,
                           gsize       at,
                           gsize      *start,
                           gsize      *end);

G_END_DECLS
