/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Micropub: the list of a site's posts. The Recommendation has none; q=source without an address is
 * an extension that many servers know, with limit and offset or with a cursor of their own. None of
 * them knows "changed since" or promises an order, so every page is read, whatever the mark.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include <glib/gi18n.h>

#include "marbre-address.h"
#include "marbre-micropub-private.h"
#include "marbre-remote-error.h"

#define PAGE_SIZE "50"

/**
 * marbre_micropub_is_deleted:
 * @item: what q=source answered for one post
 *
 * Returns: whether the site only keeps the post to undelete it
 */
gboolean
marbre_micropub_is_deleted (JsonNode *item)
{
  JsonObject *properties = marbre_json_object (marbre_json_node_object (item), "properties");
  JsonArray *deleted = marbre_json_array (properties, "deleted");

  return deleted && json_array_get_length (deleted) > 0;
}

/* The posts of a page, without those that the site only keeps to undelete them. */
static JsonArray *
list_items (JsonNode *node)
{
  JsonArray *items = marbre_json_array (marbre_json_node_object (node), "items");
  JsonArray *present = json_array_new ();

  for (guint i = 0; items && i < json_array_get_length (items); i++)
    {
      JsonNode *item = json_array_get_element (items, i);

      if (!marbre_micropub_is_deleted (item))
        json_array_add_element (present, json_node_copy (item));
    }
  return present;
}

/* A cursor of the site's own is marked with a dash, which no offset begins with. */
static GUri *
list_uri (MarbreMicropub *self, const char *cursor)
{
  g_autoptr (GUri) uri =
      marbre_address_with_query (self->api, "q", "source", "limit", PAGE_SIZE, NULL);

  if (cursor && *cursor == '-')
    return marbre_address_with_query (uri, "after", cursor + 1, NULL);
  return marbre_address_with_query (uri, "offset", cursor ? cursor : "0", NULL);
}

/* How many posts a page has is the site's to say: the list is at its end when a page is empty. */
static char *
find_next (JsonNode *node, const char *cursor, guint length)
{
  JsonObject *paging = marbre_json_object (marbre_json_node_object (node), "paging");
  const char *after = marbre_json_string (paging, "after");

  if (*after)
    return g_strconcat ("-", after, NULL);
  if (length == 0 || paging)
    return NULL;
  return g_strdup_printf ("%" G_GUINT64_FORMAT,
                          (cursor ? g_ascii_strtoull (cursor, NULL, 10) : 0) + length);
}

/**
 * marbre_micropub_ask_page: implements MarbreEndpointInterface.ask_page
 */
MarbreListPage *
marbre_micropub_ask_page (MarbreEndpoint *endpoint,
                          const MarbreListing *listing,
                          const char *cursor,
                          GCancellable *cancellable,
                          GError **error)
{
  MarbreMicropub *self = MARBRE_MICROPUB (endpoint);
  g_autoptr (GUri) uri = list_uri (self, cursor);
  g_autoptr (JsonNode) node = marbre_micropub_query (self, uri, cancellable, error);
  JsonArray *items = marbre_json_array (marbre_json_node_object (node), "items");
  g_autofree char *next = NULL;

  if (node == NULL)
    return NULL;
  if (items == NULL)
    {
      g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_FOUND,
                           _ ("The site does not list its articles, so they cannot be fetched."));
      return NULL;
    }
  next = find_next (node, cursor, json_array_get_length (items));
  return marbre_list_page_new (node, next, -1);
}

static MarbreRemotePost *
read_item (JsonNode *item, gpointer unused, GError **error)
{
  return marbre_micropub_read_item (item, NULL, error);
}

/**
 * marbre_micropub_read_page: implements MarbreEndpointInterface.read_page
 */
GPtrArray *
marbre_micropub_read_page (MarbreEndpoint *endpoint, MarbreListPage *page, GError **error)
{
  g_autoptr (JsonArray) items = list_items (page->node);

  return marbre_list_page_read (page, items, read_item, NULL, error);
}
