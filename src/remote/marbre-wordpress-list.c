/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WordPress: the list of its posts, page by page.
 *
 * Only what is read is asked for, by name: with the rendered texts, which the site makes anew of
 * the blocks of each post, a page takes it five to ten times as long (tried on 7.1).
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-address.h"
#include "marbre-remote-error.h"
#include "marbre-time.h"
#include "marbre-wordpress-private.h"

/* What marbre_wordpress_read_post() reads; the names come from marbre-wordpress-names.c. */
#define FIELDS                                                                                     \
  "id,link,slug,status,date_gmt,modified_gmt,title.raw,excerpt.raw,content.raw,author,"            \
  "categories,tags,featured_media,meta,sticky,password"
#define ENTRY_FIELDS "id,modified_gmt,status"
#define LEAST_PAGE_SIZE 10
/* Posts that were changed while a page was being read, or by a server whose clock is a little off,
 * are read again: repeating is harmless. */
#define OVERLAP_SECONDS 300

/* @mark less the overlap, with its Z: without one WordPress reads the site's own time. */
static char *
modified_after (const char *mark)
{
  gint64 seconds;

  if (mark == NULL || !marbre_time_parse_iso8601 (mark, &seconds))
    return g_strdup ("1970-01-01T00:00:00Z");
  return marbre_time_format_iso8601 (seconds - OVERLAP_SECONDS);
}

static gboolean
is_short (const MarbreListing *listing)
{
  return listing->only_entries || listing->only_total;
}

/* By offset and not by page, so that the size of a page may change on the way. Lists of ids are in
 * the order of the ids, which no edit changes; the others have the oldest change first, so that a
 * post which is changed meanwhile moves towards the end and is not skipped. */
static GUri *
list_uri (MarbreWordpress *self, const MarbreListing *listing, guint64 offset)
{
  g_autoptr (GUri) route = marbre_wordpress_route (self, "/wp/v2/posts");
  g_autofree char *start = g_strdup_printf ("%" G_GUINT64_FORMAT, offset);
  g_autofree char *size = g_strdup_printf ("%u", listing->only_total ? 1 : self->page_size);
  g_autoptr (GUri) base = marbre_address_with_query (
      route, "context", "edit", "status", "any", "order", "asc", "per_page", size, "offset", start,
      "_fields", is_short (listing) ? ENTRY_FIELDS : FIELDS, NULL);
  g_autofree char *after = NULL;
  g_autofree char *include = NULL;

  if (listing->ids)
    {
      include = g_strjoinv (",", (GStrv) listing->ids);
      return marbre_address_with_query (base, "include", include, NULL);
    }
  if (is_short (listing))
    return marbre_address_with_query (base, "orderby", "id", NULL);
  after = modified_after (listing->since);
  return marbre_address_with_query (base, "orderby", "modified", "modified_after", after, NULL);
}

static gint64
get_number (SoupMessageHeaders *headers, const char *name)
{
  const char *text = soup_message_headers_get_one (headers, name);
  gint64 number;

  return text && g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, &number, NULL) ? number : -1;
}

/* How many posts of the list this page stands for. Posts that the account may not edit are left out
 * of a page after it was cut, so a short page is not the site's own size, unless the site counts
 * more pages than there are of ours. */
static guint
get_step (MarbreWordpress *self, JsonArray *posts, SoupMessageHeaders *headers, gint64 total)
{
  const gint64 pages = get_number (headers, "X-WP-TotalPages");
  const guint length = json_array_get_length (posts);

  return length > 0 && pages > (total + self->page_size - 1) / self->page_size ? length
                                                                               : self->page_size;
}

static char *
find_next (MarbreWordpress *self, JsonArray *posts, SoupMessageHeaders *headers, guint64 offset)
{
  const gint64 total = get_number (headers, "X-WP-Total");
  const guint64 next = offset + get_step (self, posts, headers, total);
  const gboolean more =
      total >= 0 ? next < (guint64) total : json_array_get_length (posts) == self->page_size;

  return more ? g_strdup_printf ("%" G_GUINT64_FORMAT, next) : NULL;
}

/* Asks in smaller portions if the site does not take the size, or breaks down over it. */
static JsonNode *
ask (MarbreWordpress *self,
     const MarbreListing *listing,
     guint64 offset,
     SoupMessageHeaders **headers,
     GCancellable *cancellable,
     GError **error)
{
  for (;;)
    {
      g_autoptr (GUri) uri = list_uri (self, listing, offset);
      g_autoptr (GError) failure = NULL;
      JsonNode *node =
          marbre_wordpress_call (self, SOUP_METHOD_GET, uri, NULL, headers, cancellable, &failure);

      if (node)
        return node;
      if (self->page_size <= LEAST_PAGE_SIZE ||
          (!g_error_matches (failure, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_REJECTED) &&
           !marbre_remote_error_was_sent (failure)))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
      self->page_size = MAX (self->page_size / 2, LEAST_PAGE_SIZE);
    }
}

/**
 * marbre_wordpress_ask_page: implements MarbreEndpointInterface.ask_page
 */
MarbreListPage *
marbre_wordpress_ask_page (MarbreEndpoint *endpoint,
                           const MarbreListing *listing,
                           const char *cursor,
                           GCancellable *cancellable,
                           GError **error)
{
  MarbreWordpress *self = MARBRE_WORDPRESS (endpoint);
  const guint64 offset = cursor ? g_ascii_strtoull (cursor, NULL, 10) : 0;
  g_autoptr (SoupMessageHeaders) headers = NULL;
  g_autoptr (JsonNode) node = ask (self, listing, offset, &headers, cancellable, error);
  JsonArray *posts = marbre_json_node_array (node);
  g_autofree char *next = NULL;

  if (node == NULL)
    return NULL;
  if (posts == NULL)
    {
      g_propagate_error (error, marbre_wordpress_shape_error ());
      return NULL;
    }
  if (!is_short (listing) && !marbre_wordpress_embed_names (self, posts, cancellable, error))
    return NULL;
  if (!listing->only_total)
    next = find_next (self, posts, headers, offset);
  return marbre_list_page_new (node, next, get_number (headers, "X-WP-Total"));
}

static MarbreRemotePost *
read_item (JsonNode *item, gpointer unused, GError **error)
{
  return marbre_wordpress_read_post (item, error);
}

/**
 * marbre_wordpress_read_page: implements MarbreEndpointInterface.read_page
 */
GPtrArray *
marbre_wordpress_read_page (MarbreEndpoint *endpoint, MarbreListPage *page, GError **error)
{
  return marbre_list_page_read (page, marbre_json_node_array (page->node), read_item, NULL, error);
}

/**
 * marbre_wordpress_read_entries: implements MarbreEndpointInterface.read_entries
 */
GPtrArray *
marbre_wordpress_read_entries (MarbreEndpoint *endpoint, MarbreListPage *page, GError **error)
{
  JsonArray *posts = marbre_json_node_array (page->node);
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) marbre_post_entry_free);

  for (guint i = 0; i < json_array_get_length (posts); i++)
    {
      JsonObject *post = marbre_json_node_object (json_array_get_element (posts, i));
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, marbre_json_int (post, "id"));

      if (marbre_json_int (post, "id") <= 0)
        {
          g_propagate_error (error, marbre_wordpress_shape_error ());
          return NULL;
        }
      g_ptr_array_add (entries,
                       marbre_post_entry_new (id, marbre_json_string (post, "modified_gmt"),
                                              marbre_json_string (post, "status")));
    }
  return g_steal_pointer (&entries);
}
