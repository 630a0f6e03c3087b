/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is asked of a site's list of posts, and one page of the answer. Plain values; not the
 * requests (each kind of endpoint makes them) and not the posts, which are read out of a page while
 * the next one is under way.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "marbre-remote-post.h"

G_BEGIN_DECLS

/**
 * MarbreListing:
 * @since: (nullable): posts changed at or after this moment, RFC 3339; %NULL for all
 * @ids: (nullable) (array zero-terminated=1): only the posts of these ids, at most
 *   %MARBRE_LISTING_MAX_IDS; with %MARBRE_CAN_SWEEP
 * @only_entries: ids, versions and statuses only; with %MARBRE_CAN_SWEEP
 * @only_total: one page without use but its total; with %MARBRE_CAN_SWEEP
 *
 * All fields are borrowed.
 */
typedef struct
{
  const char *since;
  const char *const *ids;
  gboolean only_entries;
  gboolean only_total;
} MarbreListing;

#define MARBRE_LISTING_MAX_IDS 50

/**
 * MarbreListPage:
 * @node: (owned): what the site answered
 * @next: (owned) (nullable): what leads to the page after it, in the endpoint's own terms; %NULL at
 *   the end of the list
 * @total: how many posts the whole list has, -1 if the site does not say
 * @n_unreadable: posts that were left out when the page was read
 */
typedef struct
{
  JsonNode *node;
  char *next;
  gint64 total;
  guint n_unreadable;
} MarbreListPage;

/**
 * MarbreListReadItem:
 * @item: one item of the list
 * @user_data: as given
 * @error: why it is no post
 *
 * Returns: (transfer full) (nullable): the post
 */
typedef MarbreRemotePost *(*MarbreListReadItem) (JsonNode  *item,
                                                 gpointer   user_data,
                                                 GError   **error);

/**
 * MarbrePostEntry:
 * @remote_id: (owned): what the site calls the post
 * @version: (owned): as in the posting; "" where a list of ids does not say it
 * @status: (owned): likewise
 *
 * A post without its texts.
 */
typedef struct
{
  char *remote_id;
  char *version;
  char *status;
} MarbrePostEntry;

MarbreListPage     *marbre_list_page_new       (JsonNode       *node,
                                       const char     *next,
                                       gint64          total) G_GNUC_WARN_UNUSED_RESULT;
void            marbre_list_page_free      (MarbreListPage     *self);
GPtrArray      *marbre_list_page_read      (MarbreListPage     *self,
                                       JsonArray      *items,
                                       MarbreListReadItem read_item,
                                       gpointer        user_data,
                                       GError        **error) G_GNUC_WARN_UNUSED_RESULT;
MarbrePostEntry *marbre_post_entry_new  (const char      *remote_id,
                                         const char      *version,
                                         const char      *status) G_GNUC_WARN_UNUSED_RESULT;
void             marbre_post_entry_free (MarbrePostEntry *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MarbreListPage, marbre_list_page_free)

G_END_DECLS
