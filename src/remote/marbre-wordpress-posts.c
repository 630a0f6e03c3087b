/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WordPress: making, changing and finding posts.
 *
 * WordPress has no key against doing a request twice. So a post is made in two steps: a draft whose
 * slug is our reference, and then an update by its number with everything, which may be repeated.
 * If the answer to the first step is lost, the draft is found by its slug; if a request that was
 * given up arrives late all the same, what is left over is an empty draft, never a second article.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-address.h"
#include "marbre-encode.h"
#include "marbre-remote-error.h"
#include "marbre-time.h"
#include "marbre-wordpress-private.h"

#define EMBED "author,wp:term,wp:featuredmedia"

static GUri *
post_uri (MarbreWordpress *self, const char *remote_id)
{
  g_autofree char *escaped = g_uri_escape_string (remote_id, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/wp/v2/posts/", escaped, NULL);

  return marbre_wordpress_route (self, path);
}

/**
 * marbre_wordpress_reserve: implements MarbreEndpointInterface.reserve
 */
MarbreRemotePost *
marbre_wordpress_reserve (MarbreEndpoint *endpoint,
                          const char *client_ref,
                          const char *headline,
                          GCancellable *cancellable,
                          GError **error)
{
  MarbreWordpress *self = MARBRE_WORDPRESS (endpoint);
  g_autoptr (GUri) route = marbre_wordpress_route (self, "/wp/v2/posts");
  g_autoptr (GUri) uri = marbre_address_with_query (route, "context", "edit", NULL);
  g_autoptr (JsonObject) draft = json_object_new ();
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *title = marbre_encode_html (headline);

  json_object_set_string_member (draft, "status", "draft");
  json_object_set_string_member (draft, "slug", client_ref);
  json_object_set_string_member (draft, "title", *title ? title : client_ref);
  node = marbre_wordpress_post (self, uri, draft, cancellable, error);
  return node ? marbre_wordpress_read_post (node, error) : NULL;
}

/* What is at the site now: what does not change in it keeps its bytes. A draft that was reserved is
 * empty, or has what an earlier attempt put there. */
static gboolean
read_present (MarbreWordpress *self,
              const char *remote_id,
              gboolean fresh,
              MarbreWordpressPresent *present,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (GUri) route = post_uri (self, remote_id);
  g_autoptr (GUri) uri = marbre_address_with_query (route, "context", "edit", "_fields",
                                                    "content,_links,_embedded", "_embed", "author",
                                                    NULL);
  g_autoptr (JsonNode) node = NULL;

  if (fresh)
    {
      present->content = marbre_wp_content_read ("", error);
      return present->content != NULL;
    }
  node = marbre_wordpress_call (self, SOUP_METHOD_GET, uri, NULL, NULL, cancellable, error);
  return node != NULL && marbre_wordpress_present_read (present, node, error);
}

/**
 * marbre_wordpress_update: implements MarbreEndpointInterface.update
 */
MarbreRemotePost *
marbre_wordpress_update (MarbreEndpoint *endpoint,
                         const char *remote_id,
                         const MarbreSubmission *submission,
                         GCancellable *cancellable,
                         GError **error)
{
  MarbreWordpress *self = MARBRE_WORDPRESS (endpoint);
  g_autoptr (GUri) route = post_uri (self, remote_id);
  g_autoptr (GUri) uri = marbre_address_with_query (
      route, "context", "edit", "_fields", "id,link,status,slug,date_gmt,modified_gmt", NULL);
  g_auto (MarbreWordpressPresent) present = { 0 };
  g_autoptr (GPtrArray) warnings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (JsonObject) body = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *post;
  MarbreRemotePost *result;
  gint64 kept = 0;

  if (!read_present (self, remote_id, submission->fresh, &present, cancellable, error))
    return NULL;
  body = marbre_wordpress_write_post (submission, &present, warnings);
  if (!marbre_wordpress_write_terms (self, submission, body, warnings, cancellable, error))
    return NULL;
  node = marbre_wordpress_post (self, uri, body, cancellable, error);
  if (node == NULL)
    return NULL;
  post = marbre_json_node_object (node);
  if (marbre_json_int (post, "id") != g_ascii_strtoll (remote_id, NULL, 10) ||
      *marbre_json_string (post, "modified_gmt") == '\0')
    {
      g_propagate_error (error, marbre_wordpress_shape_error ());
      return NULL;
    }
  result = marbre_remote_post_new (remote_id, marbre_json_string (post, "link"),
                                   marbre_json_string (post, "modified_gmt"),
                                   marbre_json_string (post, "status"), submission->client_ref,
                                   submission->story);
  for (guint i = 0; i < warnings->len; i++)
    marbre_remote_post_add_warning (result, g_ptr_array_index (warnings, i));
  marbre_time_parse_iso8601 (marbre_json_string (post, "date_gmt"), &kept);
  marbre_remote_post_check_date (result, marbre_json_string (post, "status"), kept,
                                 submission->status, submission->date);
  return result;
}

/**
 * marbre_wordpress_trash: implements MarbreEndpointInterface.trash
 */
gboolean
marbre_wordpress_trash (MarbreEndpoint *endpoint,
                        const char *remote_id,
                        GCancellable *cancellable,
                        GError **error)
{
  MarbreWordpress *self = MARBRE_WORDPRESS (endpoint);
  g_autoptr (GUri) uri = post_uri (self, remote_id);
  g_autoptr (GError) failure = NULL;
  g_autoptr (JsonNode) node =
      marbre_wordpress_call (self, SOUP_METHOD_DELETE, uri, NULL, NULL, cancellable, &failure);

  /* It lies there already (410), or was deleted for good. */
  if (node || g_error_matches (failure, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * marbre_wordpress_lookup: implements MarbreEndpointInterface.lookup
 */
MarbreRemotePost *
marbre_wordpress_lookup (MarbreEndpoint *endpoint,
                         const char *client_ref,
                         GCancellable *cancellable,
                         GError **error)
{
  MarbreWordpress *self = MARBRE_WORDPRESS (endpoint);
  g_autoptr (GUri) route = marbre_wordpress_route (self, "/wp/v2/posts");
  g_autoptr (GUri) uri = marbre_address_with_query (route, "context", "edit", "status", "any",
                                                    "slug", client_ref, NULL);
  g_autoptr (JsonNode) node =
      marbre_wordpress_call (self, SOUP_METHOD_GET, uri, NULL, NULL, cancellable, error);
  JsonArray *posts = marbre_json_node_array (node);

  if (node == NULL)
    return NULL;
  if (posts == NULL)
    {
      g_propagate_error (error, marbre_wordpress_shape_error ());
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (posts); i++)
    {
      JsonNode *post = json_array_get_element (posts, i);

      if (g_str_equal (marbre_json_string (marbre_json_node_object (post), "slug"), client_ref))
        return marbre_wordpress_read_post (post, error);
    }
  g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_FOUND,
                       _ ("The article did not arrive at the site."));
  return NULL;
}

/**
 * marbre_wordpress_fetch: implements MarbreEndpointInterface.fetch
 */
MarbreRemotePost *
marbre_wordpress_fetch (MarbreEndpoint *endpoint,
                        const char *remote_id,
                        GCancellable *cancellable,
                        GError **error)
{
  MarbreWordpress *self = MARBRE_WORDPRESS (endpoint);
  g_autoptr (GUri) route = post_uri (self, remote_id);
  g_autoptr (GUri) uri =
      marbre_address_with_query (route, "context", "edit", "_embed", EMBED, NULL);
  g_autoptr (JsonNode) node =
      marbre_wordpress_call (self, SOUP_METHOD_GET, uri, NULL, NULL, cancellable, error);

  /* What lies in the trash still answers, but no reader has it. */
  if (node &&
      g_str_equal (marbre_json_string (marbre_json_node_object (node), "status"), "trash"))
    {
      g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_FOUND,
                           _ ("The article is in the site’s trash. Restore it there, or publish it "
                              "as a new one."));
      return NULL;
    }
  return node ? marbre_wordpress_read_post (node, error) : NULL;
}
