/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ghost: the connection and the sign-in check; see marbre-ghost.h. What is said of Ghost in this
 * family of files was tried on 6.65, and its answers compared with those of 5.130.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-ghost.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-address.h"
#include "marbre-compat.h"
#include "marbre-ghost-private.h"
#include "marbre-remote-error.h"
#include "marbre-time.h"

static void endpoint_iface_init (MarbreEndpointInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MarbreGhost,
                               marbre_ghost,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MARBRE_TYPE_ENDPOINT, endpoint_iface_init))

static void
marbre_ghost_finalize (GObject *object)
{
  MarbreGhost *self = MARBRE_GHOST (object);

  g_clear_object (&self->site);
  g_clear_object (&self->http);
  g_clear_pointer (&self->key, marbre_ghost_key_free);
  g_clear_pointer (&self->api, g_uri_unref);
  g_clear_pointer (&self->seen, json_object_unref);
  G_OBJECT_CLASS (marbre_ghost_parent_class)->finalize (object);
}

static void
marbre_ghost_class_init (MarbreGhostClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = marbre_ghost_finalize;
}

static void
marbre_ghost_init (MarbreGhost *self)
{
}

/**
 * marbre_ghost_new:
 * @site: the site; its api is the root of the Admin API, "https://example.org/ghost/api/admin/"
 * @key: an integration's Admin API key, or a staff access token: "id:secret"
 * @error: %MARBRE_REMOTE_ERROR_NOT_FOUND if the api is no address; %MARBRE_REMOTE_ERROR_SIGN_IN if
 *   the key cannot be one
 *
 * Returns: (transfer full) (nullable): an endpoint
 */
MarbreEndpoint *
marbre_ghost_new (MarbreSite *site, const char *key, GError **error)
{
  g_autoptr (GUri) api = marbre_address_parse (marbre_site_get_api (site), error);
  g_autoptr (MarbreGhostKey) parsed = NULL;
  MarbreGhost *self;

  if (api == NULL)
    return NULL;
  parsed = marbre_ghost_key_parse (key, error);
  if (parsed == NULL)
    return NULL;
  self = g_object_new (MARBRE_TYPE_GHOST, NULL);
  self->site = marbre_site_copy (site);
  self->api = g_steal_pointer (&api);
  self->key = g_steal_pointer (&parsed);
  self->http = marbre_http_new (NULL);
  marbre_http_set_trusted (self->http, marbre_site_get_certificate (site));
  return MARBRE_ENDPOINT (self);
}

/**
 * marbre_ghost_route:
 * @route: a route of the API, "posts/", with the slash at its end: without it Ghost redirects
 *
 * Returns: (transfer full): its address; parameters are added by marbre_address_with_query()
 */
GUri *
marbre_ghost_route (MarbreGhost *self, const char *route)
{
  const char *root = g_uri_get_path (self->api);
  g_autofree char *path =
      g_strconcat (root, g_str_has_suffix (root, "/") ? "" : "/", route, NULL);

  return marbre_address_with_path (self->api, path);
}

/**
 * marbre_ghost_call:
 * @method: "GET", "POST" or "PUT"
 * @uri: a route with its parameters
 * @body: (nullable): what is sent
 * @cancellable: (nullable): stops it
 * @error: what Ghost's refusal means
 *
 * Returns: (transfer full) (nullable): the answer's JSON
 */
JsonNode *
marbre_ghost_call (MarbreGhost *self,
                   const char *method,
                   GUri *uri,
                   const MarbreHttpBody *body,
                   GCancellable *cancellable,
                   GError **error)
{
  /* One for each request: a sync may take longer than a token lives. */
  g_autofree char *token = marbre_ghost_key_sign (self->key, marbre_time_now ());
  g_autoptr (MarbreHttpAnswer) answer = NULL;

  marbre_http_set_authorization (self->http, token);
  answer = marbre_http_send (self->http, method, uri, body, cancellable, error);
  if (answer == NULL || !marbre_ghost_check_answer (answer, marbre_time_now (), error))
    return NULL;
  return marbre_http_answer_get_json (answer, error);
}

/**
 * marbre_ghost_ask_user:
 * @cancellable: (nullable): stops it
 * @error: %MARBRE_REMOTE_ERROR_NOT_FOUND if the key is an integration's, which is nobody
 *
 * Returns: (transfer full) (nullable): the member of staff whose key it is, with the roles
 */
JsonNode *
marbre_ghost_ask_user (MarbreGhost *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GUri) route = marbre_ghost_route (self, "users/me/");
  g_autoptr (GUri) uri = marbre_address_with_query (route, "include", "roles", NULL);
  g_autoptr (JsonNode) node =
      marbre_ghost_call (self, SOUP_METHOD_GET, uri, NULL, cancellable, error);
  JsonArray *users = marbre_json_array (marbre_json_node_object (node), "users");

  if (node == NULL)
    return NULL;
  if (users == NULL || json_array_get_length (users) != 1 ||
      marbre_json_node_object (json_array_get_element (users, 0)) == NULL)
    {
      g_propagate_error (error, marbre_ghost_shape_error ());
      return NULL;
    }
  return json_node_copy (json_array_get_element (users, 0));
}

/* Whether the member of staff has nothing but the role of a contributor, who only drafts. */
static gboolean
is_contributor (JsonObject *user)
{
  JsonArray *roles = marbre_json_array (user, "roles");
  gboolean contributor = FALSE;

  for (guint i = 0; roles && i < json_array_get_length (roles); i++)
    {
      JsonObject *role = marbre_json_node_object (json_array_get_element (roles, i));

      if (!g_str_equal (marbre_json_string (role, "name"), "Contributor"))
        return FALSE;
      contributor = TRUE;
    }
  return contributor;
}

static MarbreSiteReport *
make_report (JsonObject *user)
{
  MarbreSiteReport *report = g_new0 (MarbreSiteReport, 1);
  g_autofree char *who = NULL;

  report->user = g_strdup (marbre_json_string (user, "name"));
  report->can_publish = user == NULL || !is_contributor (user);
  report->can_upload = TRUE;
  report->can_pin = report->can_publish;
  who = user ? g_strdup_printf (_ ("Signed in as %s."), report->user)
             : g_strdup (_ ("Signed in as an integration. At the site the articles belong to its "
                            "owner; your byline stands in the text."));
  report->text =
      g_strconcat (who, "\n",
                   report->can_publish
                       ? _ ("You may publish articles.")
                       : _ ("You may hand over drafts; an editor publishes them."),
                   "\n", _ ("You may add pictures."), NULL);
  return report;
}

/* An integration is nobody, but it may list posts, which a stranger may not. */
static gboolean
may_list (MarbreGhost *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GUri) route = marbre_ghost_route (self, "posts/");
  g_autoptr (GUri) uri = marbre_address_with_query (route, "limit", "1", "fields", "id", NULL);
  g_autoptr (JsonNode) node =
      marbre_ghost_call (self, SOUP_METHOD_GET, uri, NULL, cancellable, error);

  if (node == NULL)
    return FALSE;
  if (marbre_json_array (marbre_json_node_object (node), "posts") != NULL)
    return TRUE;
  g_propagate_error (error, marbre_ghost_shape_error ());
  return FALSE;
}

static MarbreSiteReport *
marbre_ghost_check (MarbreEndpoint *endpoint, GCancellable *cancellable, GError **error)
{
  MarbreGhost *self = MARBRE_GHOST (endpoint);
  g_autoptr (GError) failure = NULL;
  g_autoptr (JsonNode) user = marbre_ghost_ask_user (self, cancellable, &failure);

  if (user)
    return make_report (marbre_json_node_object (user));
  if (!g_error_matches (failure, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  return may_list (self, cancellable, error) ? make_report (NULL) : NULL;
}

static MarbreCapabilities
marbre_ghost_get_capabilities (MarbreEndpoint *endpoint)
{
  return MARBRE_GHOST_CAPABILITIES;
}

static void
endpoint_iface_init (MarbreEndpointInterface *iface)
{
  iface->get_capabilities = marbre_ghost_get_capabilities;
  iface->digest = marbre_ghost_digest;
  iface->check = marbre_ghost_check;
  iface->reserve = marbre_ghost_reserve;
  iface->update = marbre_ghost_update;
  iface->lookup = marbre_ghost_lookup;
  iface->fetch = marbre_ghost_fetch;
  iface->upload_media = marbre_ghost_upload_media;
  iface->ask_page = marbre_ghost_ask_page;
  iface->read_page = marbre_ghost_read_page;
  iface->read_entries = marbre_ghost_read_entries;
}
