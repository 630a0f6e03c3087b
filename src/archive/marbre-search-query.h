/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person types into a search field, as an FTS5 query that is never a syntax error. Private
 * to the archive; any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Longer input is cut; more words are left out. */
#define MARBRE_SEARCH_QUERY_MAX_BYTES 1000
#define MARBRE_SEARCH_QUERY_MAX_WORDS 32

char *marbre_search_query_build         (const char *text) G_GNUC_WARN_UNUSED_RESULT;
void  marbre_search_query_append_phrase (GString    *query,
                                         const char *text,
                                         gsize       length);

G_END_DECLS
