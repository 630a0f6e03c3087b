/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Micropub: the requests; see marbre-micropub.h. A post's id is its address.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-micropub.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-address.h"
#include "marbre-http.h"
#include "marbre-micropub-private.h"
#include "marbre-remote-error.h"

static void endpoint_iface_init (MarbreEndpointInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MarbreMicropub,
                               marbre_micropub,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MARBRE_TYPE_ENDPOINT, endpoint_iface_init))

static void
marbre_micropub_finalize (GObject *object)
{
  MarbreMicropub *self = MARBRE_MICROPUB (object);

  g_clear_object (&self->site);
  g_clear_object (&self->http);
  g_clear_pointer (&self->api, g_uri_unref);
  g_clear_pointer (&self->media, g_uri_unref);
  G_OBJECT_CLASS (marbre_micropub_parent_class)->finalize (object);
}

static void
marbre_micropub_class_init (MarbreMicropubClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = marbre_micropub_finalize;
}

static void
marbre_micropub_init (MarbreMicropub *self)
{
}

/**
 * marbre_micropub_new:
 * @site: the site; its api is the Micropub endpoint
 * @token: the access token
 * @error: %MARBRE_REMOTE_ERROR_NOT_FOUND if the api is no address
 *
 * Returns: (transfer full) (nullable): an endpoint
 */
MarbreEndpoint *
marbre_micropub_new (MarbreSite *site, const char *token, GError **error)
{
  g_autoptr (GUri) api = marbre_address_parse (marbre_site_get_api (site), error);
  g_autofree char *header = g_strconcat ("Bearer ", token, NULL);
  MarbreMicropub *self;

  if (api == NULL)
    return NULL;
  self = g_object_new (MARBRE_TYPE_MICROPUB, NULL);
  self->site = marbre_site_copy (site);
  self->api = g_steal_pointer (&api);
  self->http = marbre_http_new (header);
  marbre_http_set_trusted (self->http, marbre_site_get_certificate (site));
  return MARBRE_ENDPOINT (self);
}

/* A server's own explanation is a text for programmers; only what is wrong with the content is
 * worth showing. */
static gboolean
check_answer (MarbreHttpAnswer *answer, GError **error)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *body;
  const char *code;

  if (SOUP_STATUS_IS_SUCCESSFUL (answer->status))
    return TRUE;
  node = marbre_http_answer_get_json (answer, NULL);
  body = marbre_json_node_object (node);
  code = marbre_json_string (body, "error");
  if (answer->status == SOUP_STATUS_UNAUTHORIZED || g_str_equal (code, "unauthorized") ||
      (answer->status == SOUP_STATUS_FORBIDDEN && !g_str_equal (code, "insufficient_scope")))
    {
      /* Some answer 403 to a token that they do not know. */
      g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_SIGN_IN,
                           _ ("The site did not accept the token. Make a new one there and enter "
                              "it in the site’s settings."));
      return FALSE;
    }
  if (g_str_equal (code, "insufficient_scope"))
    {
      g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_FORBIDDEN,
                           _ ("The token does not allow this. Make one at the site that may "
                              "create, update and add media."));
      return FALSE;
    }
  if (answer->status == SOUP_STATUS_BAD_REQUEST)
    {
      const char *description = marbre_json_string (body, "error_description");

      g_set_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_REJECTED,
                   _ ("The site refuses the article: %s"),
                   *description ? description : (*code ? code : "400"));
      return FALSE;
    }
  return marbre_http_answer_check (answer, error);
}

static MarbreHttpAnswer *
call (MarbreMicropub *self,
      const char *method,
      GUri *uri,
      const MarbreHttpBody *body,
      GCancellable *cancellable,
      GError **error)
{
  g_autoptr (MarbreHttpAnswer) answer =
      marbre_http_send (self->http, method, uri, body, cancellable, error);

  if (answer == NULL || !check_answer (answer, error))
    return NULL;
  return g_steal_pointer (&answer);
}

static MarbreHttpAnswer *
post_json (MarbreMicropub *self, JsonObject *object, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes = marbre_json_to_bytes (object);
  const MarbreHttpBody body = { "application/json", bytes, NULL };

  return call (self, SOUP_METHOD_POST, self->api, &body, cancellable, error);
}

/**
 * marbre_micropub_query:
 * @uri: the endpoint with its parameters
 * @cancellable: (nullable): stops it
 * @error: what the site's refusal means
 *
 * Returns: (transfer full) (nullable): the JSON that a GET answers
 */
JsonNode *
marbre_micropub_query (MarbreMicropub *self,
                       GUri *uri,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (MarbreHttpAnswer) answer =
      call (self, SOUP_METHOD_GET, uri, NULL, cancellable, error);

  return answer ? marbre_http_answer_get_json (answer, error) : NULL;
}

/* Where a created thing is. */
static char *
read_location (MarbreHttpAnswer *answer, GError **error)
{
  const char *location = soup_message_headers_get_one (answer->headers, "Location");
  g_autoptr (GUri) uri = NULL;

  if (location == NULL)
    {
      g_propagate_error (error, marbre_micropub_shape_error ());
      return NULL;
    }
  uri = g_uri_parse_relative (answer->uri, location, SOUP_HTTP_URI_FLAGS, NULL);
  if (uri == NULL)
    {
      g_propagate_error (error, marbre_micropub_shape_error ());
      return NULL;
    }
  return g_uri_to_string (uri);
}

/**
 * marbre_micropub_look_up_capabilities:
 * @site: a site that speaks Micropub
 *
 * The specification knows no schedule; the embedded site hides a post until its date. What was
 * deleted can be undeleted.
 *
 * Returns: what it can do
 */
MarbreCapabilities
marbre_micropub_look_up_capabilities (MarbreSite *site)
{
  return MARBRE_CAN_DRAFT | MARBRE_CAN_LIST | MARBRE_LISTS_ALL | MARBRE_CAN_TRASH |
         (marbre_site_is_embedded (site) ? MARBRE_CAN_SCHEDULE : 0);
}

static MarbreCapabilities
marbre_micropub_get_capabilities (MarbreEndpoint *endpoint)
{
  return marbre_micropub_look_up_capabilities (MARBRE_MICROPUB (endpoint)->site);
}

static JsonNode *
query_config (MarbreMicropub *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GUri) uri = marbre_address_with_query (self->api, "q", "config", NULL);
  g_autoptr (JsonNode) node = marbre_micropub_query (self, uri, cancellable, error);

  if (node && marbre_json_node_object (node) == NULL)
    {
      g_propagate_error (error, marbre_micropub_shape_error ());
      return NULL;
    }
  return g_steal_pointer (&node);
}

static MarbreSiteReport *
marbre_micropub_check (MarbreEndpoint *endpoint, GCancellable *cancellable, GError **error)
{
  MarbreMicropub *self = MARBRE_MICROPUB (endpoint);
  g_autoptr (JsonNode) node = query_config (self, cancellable, error);
  JsonObject *config = marbre_json_node_object (node);
  MarbreSiteReport *report;

  if (node == NULL)
    return NULL;
  report = g_new0 (MarbreSiteReport, 1);
  report->user = g_strdup ("");
  report->can_publish = TRUE;
  report->can_upload = *marbre_json_string (config, "media-endpoint") != '\0';
  report->text = g_strconcat (_ ("The site accepts the token."), "\n",
                              report->can_upload ? _ ("You may add pictures.")
                                                 : _ ("The site takes no pictures."),
                              NULL);
  return report;
}

static JsonNode *
query_source (MarbreMicropub *self, const char *url, GCancellable *cancellable, GError **error)
{
  g_autoptr (GUri) uri = marbre_address_with_query (self->api, "q", "source", "url", url, NULL);

  return marbre_micropub_query (self, uri, cancellable, error);
}

static MarbreRemotePost *
marbre_micropub_fetch (MarbreEndpoint *endpoint,
                       const char *remote_id,
                       GCancellable *cancellable,
                       GError **error)
{
  MarbreMicropub *self = MARBRE_MICROPUB (endpoint);
  g_autoptr (JsonNode) node = query_source (self, remote_id, cancellable, error);

  if (node && marbre_micropub_is_deleted (node))
    {
      g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_FOUND,
                           _ ("The article was deleted at the site."));
      return NULL;
    }
  return node ? marbre_micropub_read_item (node, remote_id, error) : NULL;
}

/* After a change was accepted: what the site made of it. A site that will not say it has accepted
 * the change all the same, so then the version stays unknown and the next update is not
 * compared. */
static MarbreRemotePost *
read_back (MarbreMicropub *self,
           const char *url,
           const MarbreSubmission *submission,
           GCancellable *cancellable)
{
  g_autoptr (MarbreRemotePost) post =
      marbre_micropub_fetch (MARBRE_ENDPOINT (self), url, cancellable, NULL);
  MarbreRemotePost *result =
      marbre_remote_post_new (url, url, post ? marbre_remote_post_get_version (post) : NULL,
                              submission->status, submission->client_ref, submission->story);

  if (post)
    marbre_remote_post_check_date (
        result, marbre_remote_post_get_status (post),
        marbre_story_get_time (marbre_remote_post_get_story (post), MARBRE_MOMENT_PUBLISH_AT),
        submission->status, submission->date);
  return result;
}

static gboolean
check_schedule (MarbreMicropub *self, const MarbreSubmission *submission, GError **error)
{
  if (!g_str_equal (submission->status, "future") || marbre_site_is_embedded (self->site))
    return TRUE;
  g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_REJECTED,
                       _ ("This kind of site cannot publish at a later time. Send the story as a "
                          "draft, or publish it when the time has come."));
  return FALSE;
}

static MarbreRemotePost *
marbre_micropub_create (MarbreEndpoint *endpoint,
                        const MarbreSubmission *submission,
                        GCancellable *cancellable,
                        GError **error)
{
  MarbreMicropub *self = MARBRE_MICROPUB (endpoint);
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (MarbreHttpAnswer) answer = NULL;
  g_autofree char *url = NULL;

  if (!check_schedule (self, submission, error))
    return NULL;
  object = marbre_micropub_write_create (submission);
  answer = post_json (self, object, cancellable, error);
  url = answer ? read_location (answer, error) : NULL;
  return url ? read_back (self, url, submission, cancellable) : NULL;
}

/* Takes away what the story does not say any more. */
static gboolean
delete_gone (MarbreMicropub *self,
             const char *url,
             const MarbreSubmission *submission,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (JsonNode) item = query_source (self, url, cancellable, NULL);
  g_autoptr (JsonObject) object = marbre_micropub_write_delete (submission, url, item);
  g_autoptr (MarbreHttpAnswer) answer = NULL;

  if (object == NULL)
    return TRUE;
  answer = post_json (self, object, cancellable, error);
  return answer != NULL;
}

static MarbreRemotePost *
marbre_micropub_update (MarbreEndpoint *endpoint,
                        const char *remote_id,
                        const MarbreSubmission *submission,
                        GCancellable *cancellable,
                        GError **error)
{
  MarbreMicropub *self = MARBRE_MICROPUB (endpoint);
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (MarbreHttpAnswer) answer = NULL;
  g_autofree char *moved = NULL;

  if (!check_schedule (self, submission, error))
    return NULL;
  object = marbre_micropub_write_update (submission, remote_id);
  answer = post_json (self, object, cancellable, error);
  if (answer == NULL)
    return NULL;
  /* 201 with a Location: the change moved the post. */
  if (answer->status == SOUP_STATUS_CREATED)
    moved = read_location (answer, NULL);
  if (!delete_gone (self, moved ? moved : remote_id, submission, cancellable, error))
    return NULL;
  return read_back (self, moved ? moved : remote_id, submission, cancellable);
}

static gboolean
marbre_micropub_trash (MarbreEndpoint *endpoint,
                       const char *remote_id,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (MarbreHttpAnswer) answer = NULL;

  json_object_set_string_member (object, "action", "delete");
  json_object_set_string_member (object, "url", remote_id);
  answer = post_json (MARBRE_MICROPUB (endpoint), object, cancellable, error);
  return answer != NULL;
}

static GError *
uncertain_error (void)
{
  return g_error_new_literal (
      MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_UNCERTAIN,
      _ ("The connection broke off while the article was being sent, and this site cannot be asked "
         "whether it arrived. Look at the site: if it is not there, send it again."));
}

/* The posts of a list, NULL if the site does not answer with one. */
static JsonArray *
list_items (JsonNode *node)
{
  return marbre_json_array (marbre_json_node_object (node), "items");
}

static MarbreRemotePost *
marbre_micropub_lookup (MarbreEndpoint *endpoint,
                        const char *client_ref,
                        GCancellable *cancellable,
                        GError **error)
{
  MarbreMicropub *self = MARBRE_MICROPUB (endpoint);
  /* uid= is an extension of ours; a site that ignores it answers its newest posts, where a post
   * that was just sent would be, and whose uid is compared just the same. */
  g_autoptr (GUri) uri = marbre_address_with_query (self->api, "q", "source", "uid", client_ref,
                                                    "limit", "50", NULL);
  g_autoptr (GError) failure = NULL;
  g_autoptr (JsonNode) node = marbre_micropub_query (self, uri, cancellable, &failure);
  JsonArray *items = list_items (node);
  gboolean keeps_uid = FALSE;

  if (g_error_matches (failure, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_REJECTED) ||
      g_error_matches (failure, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_FOUND) ||
      (node && items == NULL))
    {
      g_propagate_error (error, uncertain_error ());
      return NULL;
    }
  if (node == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      g_autoptr (MarbreRemotePost) post = marbre_micropub_read_item (
          json_array_get_element (items, i), NULL, NULL);

      if (post == NULL)
        continue;
      if (g_str_equal (marbre_remote_post_get_client_ref (post), client_ref))
        return g_steal_pointer (&post);
      keeps_uid |= *marbre_remote_post_get_client_ref (post) != '\0';
    }
  /* Posts without any uid: the site drops it, and its silence proves nothing. */
  if (json_array_get_length (items) > 0 && !keeps_uid)
    g_propagate_error (error, uncertain_error ());
  else
    g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_FOUND,
                         _ ("The article did not arrive at the site."));
  return NULL;
}

static gboolean
find_media_endpoint (MarbreMicropub *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonNode) node = NULL;
  const char *address;

  if (self->media)
    return TRUE;
  node = query_config (self, cancellable, error);
  if (node == NULL)
    return FALSE;
  address = marbre_json_string (marbre_json_node_object (node), "media-endpoint");
  if (*address == '\0')
    {
      g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_REJECTED,
                           _ ("The site takes no pictures. Remove the pictures of your own from "
                              "the story, or link to pictures that are on the web."));
      return FALSE;
    }
  self->media = marbre_address_resolve (self->api, address, error);
  return self->media != NULL;
}

static MarbreUploaded *
marbre_micropub_upload_media (MarbreEndpoint *endpoint,
                              MarbreMedia *media,
                              GBytes *bytes,
                              const char *type,
                              GCancellable *cancellable,
                              GError **error)
{
  MarbreMicropub *self = MARBRE_MICROPUB (endpoint);
  g_autofree char *name = g_path_get_basename (marbre_media_get_src (media));
  SoupMultipart *multipart;
  SoupMessageHeaders *headers;
  g_autoptr (GBytes) encoded = NULL;
  g_autoptr (MarbreHttpAnswer) answer = NULL;
  MarbreUploaded *uploaded;
  MarbreHttpBody body = { NULL, NULL, NULL };
  g_autofree char *url = NULL;

  if (!find_media_endpoint (self, cancellable, error))
    return NULL;
  multipart = soup_multipart_new (SOUP_FORM_MIME_TYPE_MULTIPART);
  soup_multipart_append_form_file (multipart, "file", name, type, bytes);
  headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_MULTIPART);
  soup_multipart_to_message (multipart, headers, &encoded);
  soup_multipart_free (multipart);

  body.type = soup_message_headers_get_one (headers, "Content-Type");
  body.bytes = encoded;
  answer = call (self, SOUP_METHOD_POST, self->media, &body, cancellable, error);
  soup_message_headers_unref (headers);
  url = answer ? read_location (answer, error) : NULL;
  if (url == NULL)
    return NULL;
  uploaded = g_new0 (MarbreUploaded, 1);
  uploaded->remote_id = g_strdup ("");
  uploaded->url = g_steal_pointer (&url);
  return uploaded;
}

static void
endpoint_iface_init (MarbreEndpointInterface *iface)
{
  iface->get_capabilities = marbre_micropub_get_capabilities;
  iface->digest = marbre_micropub_digest;
  iface->check = marbre_micropub_check;
  iface->create = marbre_micropub_create;
  iface->update = marbre_micropub_update;
  iface->lookup = marbre_micropub_lookup;
  iface->fetch = marbre_micropub_fetch;
  iface->trash = marbre_micropub_trash;
  iface->upload_media = marbre_micropub_upload_media;
  iface->ask_page = marbre_micropub_ask_page;
  iface->read_page = marbre_micropub_read_page;
}
