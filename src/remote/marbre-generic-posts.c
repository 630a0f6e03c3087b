/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any JSON API: making, changing and finding articles.
 *
 * An article is made in one request that carries our reference. If its answer is lost, it is looked
 * up by the reference; a system that cannot be asked for it leaves the doubt to the user. An update
 * is built on the article as it was read last, and names it, where the system can compare.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-address.h"
#include "marbre-generic-private.h"
#include "marbre-json-pointer.h"
#include "marbre-json.h"
#include "marbre-mapping-place.h"
#include "marbre-remote-error.h"

/**
 * marbre_generic_forget:
 *
 * What was seen is not what is there any more.
 */
void
marbre_generic_forget (MarbreGeneric *self)
{
  g_clear_pointer (&self->seen.id, g_free);
  g_clear_pointer (&self->seen.item, json_node_unref);
  g_clear_pointer (&self->seen.etag, g_free);
  g_clear_pointer (&self->seen.modified, g_free);
}

static void
remember (MarbreGeneric *self, const char *id, JsonNode *item, MarbreHttpAnswer *answer)
{
  marbre_generic_forget (self);
  self->seen.id = g_strdup (id);
  self->seen.item = json_node_copy (item);
  self->seen.etag = g_strdup (soup_message_headers_get_one (answer->headers, "ETag"));
  self->seen.modified = g_strdup (soup_message_headers_get_one (answer->headers, "Last-Modified"));
}

static GError *
uncertain_error (void)
{
  return g_error_new_literal (
      MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_UNCERTAIN,
      _ ("The connection broke off while the article was being sent, and this site cannot be asked "
         "whether it arrived. Look at the site: if it is not there, send it again."));
}

static GError *
nothing_error (void)
{
  return g_error_new_literal (MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_FOUND,
                              _ ("The article did not arrive at the site."));
}

/* One article of a list or of an answer, if it is the one with our reference. */
static MarbreRemotePost *
take_if_ours (MarbreGeneric *self, JsonNode *item, const char *client_ref)
{
  g_autoptr (MarbreRemotePost) post = item ? marbre_generic_read_item (self, item, NULL) : NULL;

  if (post && g_str_equal (marbre_remote_post_get_client_ref (post), client_ref))
    return g_steal_pointer (&post);
  return NULL;
}

/* What a lookup answered. Articles that are not ours say that the system does not look at the
 * reference, and then its silence proves nothing. */
static MarbreRemotePost *
find_ours (MarbreGeneric *self, JsonNode *node, const char *client_ref, GError **error)
{
  JsonObject *request = marbre_mapping_get_request (self->mapping, "lookup");
  const gboolean many = json_object_has_member (request, "items");
  JsonNode *found =
      marbre_json_pointer_get (node, marbre_json_string (request, many ? "items" : "item"));
  JsonArray *array = marbre_json_node_array (found);
  MarbreRemotePost *post = NULL;
  gboolean others = !many && marbre_json_node_object (found);

  if (!many)
    post = take_if_ours (self, found, client_ref);
  for (guint i = 0; many && array && i < json_array_get_length (array) && post == NULL; i++)
    {
      JsonNode *item = marbre_json_pointer_get (json_array_get_element (array, i),
                                                marbre_json_string (request, "each"));

      others = TRUE;
      post = take_if_ours (self, item, client_ref);
    }
  if (post)
    return post;
  if (others || (many && array == NULL))
    g_propagate_error (error, uncertain_error ());
  else
    g_propagate_error (error, nothing_error ());
  return NULL;
}

/**
 * marbre_generic_lookup: implements MarbreEndpointInterface.lookup
 */
MarbreRemotePost *
marbre_generic_lookup (MarbreEndpoint *endpoint,
                       const char *client_ref,
                       GCancellable *cancellable,
                       GError **error)
{
  MarbreGeneric *self = MARBRE_GENERIC (endpoint);
  const MarbreVariable variables[] = { { "reference", client_ref },
                                       { "user", marbre_site_get_user (self->site) },
                                       { NULL } };
  g_autoptr (GError) failure = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (marbre_mapping_get_request (self->mapping, "lookup") == NULL)
    {
      g_propagate_error (error, uncertain_error ());
      return NULL;
    }
  node = marbre_generic_ask (self, "lookup", variables, NULL, cancellable, &failure);
  if (node)
    return find_ours (self, node, client_ref, error);
  if (g_error_matches (failure, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_FOUND))
    g_propagate_error (error, nothing_error ());
  else
    g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/**
 * marbre_generic_fetch: implements MarbreEndpointInterface.fetch
 */
MarbreRemotePost *
marbre_generic_fetch (MarbreEndpoint *endpoint,
                      const char *remote_id,
                      GCancellable *cancellable,
                      GError **error)
{
  MarbreGeneric *self = MARBRE_GENERIC (endpoint);
  JsonObject *request = marbre_mapping_get_request (self->mapping, "fetch");
  const MarbreVariable variables[] = { { "id", remote_id },
                                       { "user", marbre_site_get_user (self->site) },
                                       { NULL } };
  g_autoptr (MarbreHttpAnswer) answer = NULL;
  g_autoptr (JsonNode) node =
      marbre_generic_ask (self, "fetch", variables, &answer, cancellable, error);
  JsonNode *item;
  MarbreRemotePost *post;

  if (node == NULL)
    return NULL;
  item = marbre_json_pointer_get (node, marbre_json_string (request, "item"));
  post = marbre_generic_read_item (self, item, error);
  if (post)
    remember (self, remote_id, item, answer);
  return post;
}

/* The id of the article that an answer to a create or an update is about, from its body or from its
 * Location; "" if it does not say. */
static char *
answered_id (MarbreGeneric *self, JsonObject *request, MarbreHttpAnswer *answer)
{
  g_autoptr (JsonNode) node = marbre_http_answer_get_json (answer, NULL);
  JsonNode *item =
      node ? marbre_json_pointer_get (node, marbre_json_string (request, "item")) : NULL;
  g_autofree char *id =
      item ? marbre_mapping_place_text (marbre_mapping_get_place (self->mapping, "id"), item)
           : g_strdup ("");
  const char *location = soup_message_headers_get_one (answer->headers, "Location");
  JsonObject *fetch = marbre_mapping_get_request (self->mapping, "fetch");
  g_autoptr (GUri) uri = NULL;
  g_autofree char *base = NULL;

  if (*id || location == NULL)
    return g_steal_pointer (&id);
  uri = marbre_address_resolve (answer->uri, location, NULL);
  if (uri == NULL)
    return g_steal_pointer (&id);
  /* Where articles are known by their addresses, this is it; elsewhere its last part is. */
  if (g_str_equal (marbre_json_string (fetch, "address"), "{id}"))
    return g_uri_to_string (uri);
  base = g_path_get_basename (g_uri_get_path (uri));
  g_free (id);
  id = g_uri_unescape_string (base, NULL);
  return id ? g_steal_pointer (&id) : g_strdup ("");
}

/* What the site has now. If it will not say, it has accepted the article all the same: then the
 * version stays unknown and the next update is not compared. */
static MarbreRemotePost *
read_back (MarbreGeneric *self,
           const char *id,
           const MarbreSubmission *submission,
           GCancellable *cancellable)
{
  g_autoptr (MarbreRemotePost) post =
      marbre_generic_fetch (MARBRE_ENDPOINT (self), id, cancellable, NULL);
  MarbreRemotePost *result =
      marbre_remote_post_new (id, post ? marbre_remote_post_get_url (post) : NULL,
                              post ? marbre_remote_post_get_version (post) : NULL,
                              post ? marbre_remote_post_get_status (post) : submission->status,
                              submission->client_ref, submission->story);

  marbre_generic_add_warnings (self, submission->story, result);
  if (post)
    marbre_remote_post_check_date (
        result, marbre_remote_post_get_status (post),
        marbre_story_get_time (marbre_remote_post_get_story (post), MARBRE_MOMENT_PUBLISH_AT),
        submission->status, submission->date);
  return result;
}

static gboolean
check_status (MarbreGeneric *self, const char *status, GError **error)
{
  if (marbre_generic_write_status (self, status))
    return TRUE;
  if (g_str_equal (status, "future"))
    g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_REJECTED,
                         _ ("This kind of site cannot publish at a later time. Send the story as a "
                            "draft, or publish it when the time has come."));
  else if (g_str_equal (status, "publish"))
    g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_REJECTED,
                         _ ("Nothing can be published at this site from here: its profile has no "
                            "such state. Hand the story over as a draft."));
  else
    g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_REJECTED,
                         _ ("This site keeps no drafts: its profile has no such state. Publish the "
                            "story when it is ready."));
  return FALSE;
}

/* Sends the article of a create or an update. */
static MarbreHttpAnswer *
send_item (MarbreGeneric *self,
           JsonObject *request,
           const MarbreVariable *variables,
           JsonNode *item,
           GCancellable *cancellable,
           GError **error)
{
  const char *type = marbre_json_string (request, "type");
  const char *wrap = marbre_json_string (request, "wrap");
  g_autoptr (GUri) uri = marbre_generic_address (self, request, variables, error);
  g_autoptr (JsonNode) whole = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  MarbreHttpBody body = { *type ? type : "application/json", NULL, NULL };

  if (uri == NULL)
    return NULL;
  json_node_take_object (whole, json_object_new ());
  if (*wrap)
    marbre_json_pointer_set (whole, wrap, item);
  text = json_to_string (*wrap ? whole : item, FALSE);
  bytes = g_bytes_new (text, strlen (text));
  body.bytes = bytes;
  return marbre_generic_call (self, request, marbre_json_string (request, "method"), uri, variables,
                              &body, cancellable, error);
}

/**
 * marbre_generic_create: implements MarbreEndpointInterface.create
 */
MarbreRemotePost *
marbre_generic_create (MarbreEndpoint *endpoint,
                       const MarbreSubmission *submission,
                       GCancellable *cancellable,
                       GError **error)
{
  MarbreGeneric *self = MARBRE_GENERIC (endpoint);
  JsonObject *request = marbre_mapping_get_request (self->mapping, "create");
  const MarbreVariable variables[] = { { "reference", submission->client_ref },
                                       { "user", marbre_site_get_user (self->site) },
                                       { NULL } };
  g_autoptr (JsonNode) item = NULL;
  g_autoptr (MarbreHttpAnswer) answer = NULL;
  g_autoptr (GError) failure = NULL;
  g_autofree char *id = NULL;

  if (!check_status (self, submission->status, error))
    return NULL;
  item = marbre_generic_write_item (self, submission, NULL, FALSE);
  answer = send_item (self, request, variables, item, cancellable, &failure);
  if (g_error_matches (failure, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_CONFLICT))
    {
      /* Something with our reference is there: an earlier request arrived after all. */
      GError *there = g_error_new_literal (MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_TRY_LATER,
                                           _ ("The site seems to have the article already. Marbre "
                                              "looks for it there."));

      marbre_remote_error_set_was_sent (there);
      g_propagate_error (error, there);
      return NULL;
    }
  if (answer == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  id = answered_id (self, request, answer);
  if (*id == '\0' && marbre_mapping_get_request (self->mapping, "lookup"))
    {
      g_autoptr (MarbreRemotePost) found =
          marbre_generic_lookup (endpoint, submission->client_ref, cancellable, NULL);

      g_free (id);
      id = g_strdup (found ? marbre_remote_post_get_remote_id (found) : "");
    }
  if (*id == '\0')
    {
      g_propagate_error (error, marbre_generic_shape_error (self, "id"));
      return NULL;
    }
  return read_back (self, id, submission, cancellable);
}

/* Says what the update was built on, so that the site refuses it if that has changed since. */
static void
name_seen (MarbreGeneric *self)
{
  JsonObject *conflict = marbre_mapping_get_section (self->mapping, "conflict");
  const char *send = marbre_json_string (conflict, "send");

  if (g_str_equal (send, "if-match") && self->seen.etag)
    soup_message_headers_replace (self->headers, "If-Match", self->seen.etag);
  else if (g_str_equal (send, "if-unmodified-since") && self->seen.modified)
    soup_message_headers_replace (self->headers, "If-Unmodified-Since", self->seen.modified);
}

/**
 * marbre_generic_update: implements MarbreEndpointInterface.update
 */
MarbreRemotePost *
marbre_generic_update (MarbreEndpoint *endpoint,
                       const char *remote_id,
                       const MarbreSubmission *submission,
                       GCancellable *cancellable,
                       GError **error)
{
  MarbreGeneric *self = MARBRE_GENERIC (endpoint);
  JsonObject *request = marbre_mapping_get_request (self->mapping, "update");
  const MarbreVariable variables[] = { { "id", remote_id },
                                       { "reference", submission->client_ref },
                                       { "user", marbre_site_get_user (self->site) },
                                       { NULL } };
  const gboolean patch = g_str_equal (marbre_json_string (request, "method"), "PATCH");
  g_autoptr (JsonNode) item = NULL;
  g_autoptr (MarbreHttpAnswer) answer = NULL;

  if (!check_status (self, submission->status, error))
    return NULL;
  if (g_strcmp0 (self->seen.id, remote_id) != 0)
    {
      g_autoptr (MarbreRemotePost) now =
          marbre_generic_fetch (endpoint, remote_id, cancellable, error);

      if (now == NULL)
        return NULL;
    }
  item = marbre_generic_write_item (self, submission, self->seen.item, patch);
  name_seen (self);
  answer = send_item (self, request, variables, item, cancellable, error);
  marbre_generic_forget (self);
  return answer ? read_back (self, remote_id, submission, cancellable) : NULL;
}
