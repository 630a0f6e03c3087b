/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The parts of a block's Markdown that say nothing on the page: where links lead, tags, fences,
 * markers. A scanner's guess and no parse: whoever uses it compares with what the page says.
 * Any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gsize marbre_source_hidden_line     (const char *source,
                                     gsize       length,
                                     gsize       at);
gsize marbre_source_hidden_fence    (const char *source,
                                     gsize       length,
                                     gsize       at);
gsize marbre_source_hidden_number   (const char *source,
                                     gsize       length,
                                     gsize       at);
gsize marbre_source_hidden_inline   (const char *source,
                                     gsize       length,
                                     gsize       at,
                                     gboolean    titles);
gsize marbre_source_find_code_end   (const char *source,
                                     gsize       length,
                                     gsize       at);
gsize marbre_source_entity_length   (const char *source,
                                     gsize       length,
                                     gsize       at);

G_END_DECLS
