/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ghost: the list of its posts, page by page.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include <string.h>

#include "marbre-address.h"
#include "marbre-compat.h"
#include "marbre-ghost-private.h"
#include "marbre-time.h"

/* More than 100 are silently cut to 100 by Ghost 6; pages are counted by what it says. */
#define PAGE_SIZE "100"
/* Posts that were changed while a page was being read, or by a server whose clock is a little off,
 * are read again: repeating is harmless. */
#define OVERLAP_SECONDS 300

/* @mark less the overlap, in the only form that Ghost compares well with every database. */
static char *
changed_since (const char *mark)
{
  g_autofree char *date = NULL;
  gint64 seconds = OVERLAP_SECONDS;

  if (mark)
    marbre_time_parse_iso8601 (mark, &seconds);
  date = marbre_time_format_iso8601 (seconds - OVERLAP_SECONDS);
  g_strdelimit (date, "T", ' ');
  g_strdelimit (date, "Z", '\0');
  return g_strdup_printf ("updated_at:>='%s'", date);
}

/* Ids are letters and digits; whatever is not could end the filter's list. */
static char *
one_of (const char *const *ids)
{
  g_autoptr (GString) filter = g_string_new ("id:[");

  for (; *ids; ids++)
    if (**ids && (*ids)[strspn (*ids, "0123456789abcdefABCDEF")] == '\0')
      g_string_append_printf (filter, "%s%s", g_str_has_suffix (filter->str, "[") ? "" : ",", *ids);
  g_string_append (filter, "]");
  return marbre_string_steal (g_steal_pointer (&filter));
}

/* Oldest change first, so that a post which is changed while the pages are read moves towards the
 * end and is not skipped. */
static GUri *
list_uri (MarbreGhost *self, const MarbreListing *listing, const char *page)
{
  g_autofree char *filter = listing->ids ? one_of (listing->ids) : changed_since (listing->since);
  g_autoptr (GUri) route = NULL;

  if (listing->only_entries || listing->only_total)
    {
      route = marbre_ghost_route (self, "posts/");
      return marbre_address_with_query (route, "fields", "id,status", "order", "id asc", "limit",
                                        listing->only_total ? "1" : PAGE_SIZE, "page", page, NULL);
    }
  route = marbre_ghost_posts_uri (self, NULL);
  return marbre_address_with_query (route, "filter", filter, "order", "updated_at asc,id asc",
                                    "limit", PAGE_SIZE, "page", page, NULL);
}

/**
 * marbre_ghost_ask_page: implements MarbreEndpointInterface.ask_page
 */
MarbreListPage *
marbre_ghost_ask_page (MarbreEndpoint *endpoint,
                       const MarbreListing *listing,
                       const char *cursor,
                       GCancellable *cancellable,
                       GError **error)
{
  MarbreGhost *self = MARBRE_GHOST (endpoint);
  g_autoptr (GUri) uri = list_uri (self, listing, cursor ? cursor : "1");
  g_autoptr (JsonNode) node =
      marbre_ghost_call (self, SOUP_METHOD_GET, uri, NULL, cancellable, error);
  JsonObject *answer = marbre_json_node_object (node);
  JsonObject *pagination = marbre_json_object (marbre_json_object (answer, "meta"), "pagination");
  g_autofree char *next = NULL;

  if (node == NULL)
    return NULL;
  if (marbre_json_array (answer, "posts") == NULL)
    {
      g_propagate_error (error, marbre_ghost_shape_error ());
      return NULL;
    }
  if (!listing->only_total && marbre_json_int (pagination, "next") > 0)
    next = g_strdup_printf ("%" G_GINT64_FORMAT, marbre_json_int (pagination, "next"));
  return marbre_list_page_new (node, next,
                               pagination && json_object_has_member (pagination, "total")
                                   ? marbre_json_int (pagination, "total")
                                   : -1);
}

static MarbreRemotePost *
read_item (JsonNode *item, gpointer self, GError **error)
{
  return marbre_ghost_read_post (self, marbre_json_node_object (item), error);
}

/**
 * marbre_ghost_read_page: implements MarbreEndpointInterface.read_page
 */
GPtrArray *
marbre_ghost_read_page (MarbreEndpoint *endpoint, MarbreListPage *page, GError **error)
{
  JsonArray *posts = marbre_json_array (marbre_json_node_object (page->node), "posts");

  return marbre_list_page_read (page, posts, read_item, endpoint, error);
}

/**
 * marbre_ghost_read_entries: implements MarbreEndpointInterface.read_entries
 *
 * Without versions: those of Ghost's posts are made of their texts.
 */
GPtrArray *
marbre_ghost_read_entries (MarbreEndpoint *endpoint, MarbreListPage *page, GError **error)
{
  JsonArray *posts = marbre_json_array (marbre_json_node_object (page->node), "posts");
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) marbre_post_entry_free);

  for (guint i = 0; i < json_array_get_length (posts); i++)
    {
      JsonObject *post = marbre_json_node_object (json_array_get_element (posts, i));

      if (*marbre_json_string (post, "id") == '\0')
        {
          g_propagate_error (error, marbre_ghost_shape_error ());
          return NULL;
        }
      g_ptr_array_add (entries,
                       marbre_post_entry_new (marbre_json_string (post, "id"), NULL, NULL));
    }
  return g_steal_pointer (&entries);
}
