/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WordPress: pictures. The file goes up as it is, then its texts by a second request, since the two
 * fit into one only as multipart, where WordPress does not check that the file arrived whole.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include <string.h>

#include "marbre-address.h"
#include "marbre-caption-line.h"
#include "marbre-encode.h"
#include "marbre-html.h"
#include "marbre-remote-error.h"
#include "marbre-site-media.h"
#include "marbre-wordpress-private.h"

#define MAX_FILE_NAME 80
#define PAGE_SIZE     "24"

/* The last part of the picture's name, in letters that a header and WordPress take. */
static char *
disposition (MarbreMedia *media)
{
  g_autofree char *base = g_path_get_basename (marbre_media_get_src (media));
  g_autofree char *ascii = g_str_to_ascii (base, "C");

  g_strcanon (ascii, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-_.", '-');
  /* The end is kept: WordPress judges a file by its extension. */
  return g_strdup_printf ("attachment; filename=\"%s\"",
                          strlen (ascii) > MAX_FILE_NAME ? ascii + strlen (ascii) - MAX_FILE_NAME
                                                         : ascii);
}

static gboolean
describe (MarbreWordpress *self,
          const char *remote_id,
          MarbreMedia *media,
          GCancellable *cancellable,
          GError **error)
{
  g_autofree char *path = g_strconcat ("/wp/v2/media/", remote_id, NULL);
  g_autoptr (GUri) route = marbre_wordpress_route (self, path);
  g_autoptr (GUri) uri = marbre_address_with_query (route, "_fields", "id", NULL);
  g_autofree char *joined = marbre_caption_line_join (media, NULL);
  g_autofree char *caption = marbre_encode_html (joined);
  g_autoptr (JsonObject) texts = json_object_new ();
  g_autoptr (JsonNode) node = NULL;

  json_object_set_string_member (texts, "alt_text", marbre_media_get_alt (media));
  json_object_set_string_member (texts, "caption", caption);
  node = marbre_wordpress_post (self, uri, texts, cancellable, error);
  return node != NULL;
}

/**
 * marbre_wordpress_upload_media: implements MarbreEndpointInterface.upload_media
 */
MarbreUploaded *
marbre_wordpress_upload_media (MarbreEndpoint *endpoint,
                               MarbreMedia *media,
                               GBytes *bytes,
                               const char *type,
                               GCancellable *cancellable,
                               GError **error)
{
  MarbreWordpress *self = MARBRE_WORDPRESS (endpoint);
  g_autoptr (GUri) route = marbre_wordpress_route (self, "/wp/v2/media");
  g_autoptr (GUri) uri = marbre_address_with_query (route, "_fields", "id,source_url", NULL);
  g_autofree char *header = disposition (media);
  const MarbreHttpBody body = { type, bytes, header };
  g_autoptr (JsonNode) node =
      marbre_wordpress_call (self, SOUP_METHOD_POST, uri, &body, NULL, cancellable, error);
  JsonObject *answer = marbre_json_node_object (node);
  g_autoptr (MarbreUploaded) uploaded = NULL;

  if (node == NULL)
    return NULL;
  if (marbre_json_int (answer, "id") <= 0 || *marbre_json_string (answer, "source_url") == '\0')
    {
      g_propagate_error (error, marbre_wordpress_shape_error ());
      return NULL;
    }
  uploaded = g_new0 (MarbreUploaded, 1);
  uploaded->remote_id = g_strdup_printf ("%" G_GINT64_FORMAT, marbre_json_int (answer, "id"));
  uploaded->url = g_strdup (marbre_json_string (answer, "source_url"));
  if (!describe (self, uploaded->remote_id, media, cancellable, error))
    return NULL;
  return g_steal_pointer (&uploaded);
}

/* About three hundred pixels wide; a small picture has no smaller one. */
static const char *
read_thumbnail (JsonObject *item)
{
  JsonObject *sizes =
      marbre_json_object (marbre_json_object (item, "media_details"), "sizes");
  const char *medium =
      marbre_json_string (marbre_json_object (sizes, "medium"), "source_url");

  return *medium ? medium : marbre_json_string (item, "source_url");
}

/* A text of the site as plain text: "raw" where the account may see it. */
static char *
read_text (JsonObject *item, const char *member)
{
  JsonObject *text = marbre_json_object (item, member);
  const char *raw = marbre_json_string (text, "raw");

  return g_strstrip (
      marbre_html_to_text (*raw ? raw : marbre_json_string (text, "rendered"), -1));
}

static MarbreSiteMedia *
read_media (JsonObject *item)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, marbre_json_int (item, "id"));
  g_autofree char *title = read_text (item, "title");
  g_autofree char *joined = read_text (item, "caption");
  g_autofree char *alt = marbre_html_to_text (marbre_json_string (item, "alt_text"), -1);
  g_autofree char *caption = NULL;
  g_autofree char *credit = NULL;
  g_autoptr (MarbreMedia) media = NULL;

  marbre_caption_line_split (joined, &caption, &credit);
  media = marbre_media_new (marbre_json_string (item, "source_url"), g_strstrip (alt), caption,
                            credit);
  return marbre_site_media_new (id, title, read_thumbnail (item), media);
}

/**
 * marbre_wordpress_list_media: implements MarbreEndpointInterface.list_media
 */
GPtrArray *
marbre_wordpress_list_media (MarbreEndpoint *endpoint,
                             const char *search,
                             guint page,
                             gboolean *more,
                             GCancellable *cancellable,
                             GError **error)
{
  MarbreWordpress *self = MARBRE_WORDPRESS (endpoint);
  g_autofree char *number = g_strdup_printf ("%u", page + 1);
  g_autoptr (GUri) route = marbre_wordpress_route (self, "/wp/v2/media");
  g_autoptr (GUri) all = marbre_address_with_query (
      route, "context", "edit", "media_type", "image", "per_page", PAGE_SIZE, "page", number,
      "_fields", "id,title,caption,alt_text,source_url,media_details", NULL);
  g_autoptr (GUri) uri =
      *search ? marbre_address_with_query (all, "search", search, NULL) : g_uri_ref (all);
  g_autoptr (SoupMessageHeaders) headers = NULL;
  g_autoptr (JsonNode) node =
      marbre_wordpress_call (self, SOUP_METHOD_GET, uri, NULL, &headers, cancellable, error);
  JsonArray *items = marbre_json_node_array (node);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  const char *pages;

  *more = FALSE;
  if (node == NULL)
    return NULL;
  if (items == NULL)
    {
      g_propagate_error (error, marbre_wordpress_shape_error ());
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *item = marbre_json_node_object (json_array_get_element (items, i));

      if (marbre_json_int (item, "id") > 0 && *marbre_json_string (item, "source_url") != '\0')
        g_ptr_array_add (found, read_media (item));
    }
  pages = soup_message_headers_get_one (headers, "X-WP-TotalPages");
  *more = pages && g_ascii_strtoull (pages, NULL, 10) > page + 1;
  return g_steal_pointer (&found);
}
