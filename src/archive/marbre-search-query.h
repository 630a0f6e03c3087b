/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person types into a search field, as an FTS5 query that is never a syntax error, and as
 * what columns must say. Private to the archive; any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Longer input is cut; more words are left out. */
#define MARBRE_SEARCH_QUERY_MAX_BYTES 1000
#define MARBRE_SEARCH_QUERY_MAX_WORDS 32

/**
 * MarbreSearchQuery:
 * @match: (owned) (nullable): an FTS5 query; %NULL if no words are asked for
 * @excluded: (owned) (nullable): an FTS5 query of what must not occur, if @match is %NULL
 * @ranked: words were asked for that say what a story is about, so that the best come first
 * @sections: (owned) (element-type utf8): of one of them, folded
 * @other_sections: (owned) (element-type utf8): of none of them
 * @sites: (owned) (element-type utf8): at one of them, folded
 * @other_sites: (owned) (element-type utf8): at none of them
 * @states: a bit for each state that is asked for; 0 = any
 * @stands: (owned) (element-type utf8): how one of its copies at sites stands: "pending", "pinned"
 * @other_stands: (owned) (element-type utf8): how none of them does
 * @after: seconds UTC from which on; G_MININT64 = no limit
 * @before: seconds UTC before which; G_MAXINT64 = no limit
 */
typedef struct
{
  char *match;
  char *excluded;
  gboolean ranked;
  GPtrArray *sections;
  GPtrArray *other_sections;
  GPtrArray *sites;
  GPtrArray *other_sites;
  guint states;
  GPtrArray *stands;
  GPtrArray *other_stands;
  gint64 after;
  gint64 before;
} MarbreSearchQuery;

MarbreSearchQuery *marbre_search_query_new           (const char        *text)
    G_GNUC_WARN_UNUSED_RESULT;
void               marbre_search_query_free          (MarbreSearchQuery *self);
char              *marbre_search_query_dup_valid     (const char        *text)
    G_GNUC_WARN_UNUSED_RESULT;
void               marbre_search_query_append_phrase (GString           *query,
                                                      const char        *text,
                                                      gsize              length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreSearchQuery, marbre_search_query_free)

G_END_DECLS
