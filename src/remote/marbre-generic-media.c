/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any JSON API: pictures, as a form or as a file alone.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-address.h"
#include "marbre-generic-private.h"
#include "marbre-json-pointer.h"
#include "marbre-json.h"
#include "marbre-remote-error.h"

/* The name as a server takes it, whatever it runs on. */
static char *
plain_name (MarbreMedia *media)
{
  g_autofree char *base = g_path_get_basename (marbre_media_get_src (media));
  char *name = g_str_to_ascii (base, "C");

  return g_strcanon (name, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-_.", '-');
}

/* The upload's answer: id and address, from the body or, for the address, from its Location. */
static MarbreUploaded *
read_upload (MarbreGeneric *self, JsonObject *request, MarbreHttpAnswer *answer, GError **error)
{
  g_autoptr (JsonNode) node = marbre_http_answer_get_json (answer, NULL);
  const char *location = soup_message_headers_get_one (answer->headers, "Location");
  g_autofree char *url = node && json_object_has_member (request, "url")
                             ? marbre_json_pointer_text (node, marbre_json_string (request, "url"))
                             : g_strdup (location ? location : "");
  g_autoptr (GUri) uri =
      *url ? g_uri_parse_relative (answer->uri, url, SOUP_HTTP_URI_FLAGS, NULL) : NULL;
  MarbreUploaded *uploaded;

  if (uri == NULL)
    {
      g_propagate_error (error, marbre_generic_shape_error (self, "url"));
      return NULL;
    }
  uploaded = g_new0 (MarbreUploaded, 1);
  uploaded->remote_id = node && json_object_has_member (request, "id")
                            ? marbre_json_pointer_text (node, marbre_json_string (request, "id"))
                            : g_strdup ("");
  uploaded->url = g_uri_to_string (uri);
  return uploaded;
}

/**
 * marbre_generic_upload_media: implements MarbreEndpointInterface.upload_media
 */
MarbreUploaded *
marbre_generic_upload_media (MarbreEndpoint *endpoint,
                             MarbreMedia *media,
                             GBytes *bytes,
                             const char *type,
                             GCancellable *cancellable,
                             GError **error)
{
  MarbreGeneric *self = MARBRE_GENERIC (endpoint);
  JsonObject *request = marbre_mapping_get_request (self->mapping, "upload");
  const MarbreVariable variables[] = { { "user", marbre_site_get_user (self->site) }, { NULL } };
  const gboolean form = !g_str_equal (marbre_json_string (request, "form"), "file");
  const char *method = marbre_json_string (request, "method");
  const char *field = marbre_json_string (request, "field");
  g_autofree char *name = plain_name (media);
  g_autofree char *disposition = g_strdup_printf ("attachment; filename=\"%s\"", name);
  g_autoptr (GUri) uri = NULL;
  g_autoptr (GBytes) encoded = NULL;
  g_autoptr (MarbreHttpAnswer) answer = NULL;
  SoupMessageHeaders *headers = NULL;
  MarbreHttpBody body = { type, bytes, disposition };

  if (request == NULL)
    {
      g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_REJECTED,
                           _ ("The site takes no pictures. Remove the pictures of your own from "
                              "the story, or link to pictures that are on the web."));
      return NULL;
    }
  uri = marbre_generic_address (self, request, variables, error);
  if (uri == NULL)
    return NULL;
  if (form)
    {
      SoupMultipart *multipart = soup_multipart_new (SOUP_FORM_MIME_TYPE_MULTIPART);

      soup_multipart_append_form_file (multipart, *field ? field : "file", name, type, bytes);
      headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_MULTIPART);
      soup_multipart_to_message (multipart, headers, &encoded);
      soup_multipart_free (multipart);
      body =
          (MarbreHttpBody){ soup_message_headers_get_one (headers, "Content-Type"), encoded, NULL };
    }
  answer = marbre_generic_call (self, request, *method ? method : SOUP_METHOD_POST, uri, variables,
                                &body, cancellable, error);
  g_clear_pointer (&headers, soup_message_headers_unref);
  return answer ? read_upload (self, request, answer, error) : NULL;
}
