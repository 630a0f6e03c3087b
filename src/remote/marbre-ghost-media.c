/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ghost: pictures. Ghost keeps them by address alone, encodes them anew, and has no texts with
 * them: alt text and caption are the post's.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include <string.h>

#include "marbre-ghost-private.h"

/**
 * marbre_ghost_upload_media: implements MarbreEndpointInterface.upload_media
 */
MarbreUploaded *
marbre_ghost_upload_media (MarbreEndpoint *endpoint,
                           MarbreMedia *media,
                           GBytes *bytes,
                           const char *type,
                           GCancellable *cancellable,
                           GError **error)
{
  MarbreGhost *self = MARBRE_GHOST (endpoint);
  g_autoptr (GUri) uri = marbre_ghost_route (self, "images/upload/");
  g_autofree char *base = g_path_get_basename (marbre_media_get_src (media));
  g_autofree char *name = g_str_to_ascii (base, "C"); /* of "é" Ghost would make "--" */
  g_autoptr (GBytes) encoded = NULL;
  g_autoptr (JsonNode) node = NULL;
  MarbreHttpBody body = { NULL, NULL, NULL };
  SoupMultipart *multipart = soup_multipart_new (SOUP_FORM_MIME_TYPE_MULTIPART);
  SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_MULTIPART);
  JsonArray *images;
  const char *url = "";
  MarbreUploaded *uploaded;

  g_strcanon (name, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-_.", '-');
  soup_multipart_append_form_file (multipart, "file", name, type, bytes);
  soup_multipart_append_form_string (multipart, "purpose", "image");
  soup_multipart_to_message (multipart, headers, &encoded);
  soup_multipart_free (multipart);
  body.type = soup_message_headers_get_one (headers, "Content-Type");
  body.bytes = encoded;
  node = marbre_ghost_call (self, SOUP_METHOD_POST, uri, &body, cancellable, error);
  soup_message_headers_unref (headers);
  if (node == NULL)
    return NULL;
  images = marbre_json_array (marbre_json_node_object (node), "images");
  if (images && json_array_get_length (images) > 0)
    url = marbre_json_string (marbre_json_node_object (json_array_get_element (images, 0)), "url");
  if (*url == '\0')
    {
      g_propagate_error (error, marbre_ghost_shape_error ());
      return NULL;
    }
  uploaded = g_new0 (MarbreUploaded, 1);
  uploaded->remote_id = g_strdup ("");
  uploaded->url = g_strdup (url);
  return uploaded;
}
