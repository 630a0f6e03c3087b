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
#include "marbre-remote-error.h"
#include "marbre-wordpress-private.h"

#define MAX_FILE_NAME 80

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
