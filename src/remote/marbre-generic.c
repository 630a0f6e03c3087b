/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any JSON API: the connection and its addresses; see marbre-generic.h.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-generic.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-address.h"
#include "marbre-generic-private.h"
#include "marbre-json.h"
#include "marbre-remote-error.h"
#include "marbre-time.h"

static void endpoint_iface_init (MarbreEndpointInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MarbreGeneric,
                               marbre_generic,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MARBRE_TYPE_ENDPOINT, endpoint_iface_init))

static void
marbre_generic_finalize (GObject *object)
{
  MarbreGeneric *self = MARBRE_GENERIC (object);

  marbre_generic_forget (self);
  g_clear_object (&self->site);
  g_clear_object (&self->mapping);
  g_clear_object (&self->http);
  g_clear_pointer (&self->sign, marbre_generic_sign_free);
  g_clear_pointer (&self->api, g_uri_unref);
  g_clear_pointer (&self->headers, soup_message_headers_unref);
  g_clear_pointer (&self->first, json_node_unref);
  G_OBJECT_CLASS (marbre_generic_parent_class)->finalize (object);
}

static void
marbre_generic_class_init (MarbreGenericClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = marbre_generic_finalize;
}

static void
marbre_generic_init (MarbreGeneric *self)
{
  self->headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
}

static void
copy_header_cb (const char *name, const char *value, gpointer headers)
{
  soup_message_headers_replace (headers, name, value);
}

static void
decorate_cb (const char *method,
             GUri *uri,
             const MarbreHttpBody *body,
             SoupMessageHeaders *headers,
             gpointer user_data)
{
  MarbreGeneric *self = user_data;

  soup_message_headers_foreach (self->headers, copy_header_cb, headers);
  marbre_generic_sign_add (self->sign, method, uri, body, marbre_time_now (), headers);
}

/* The API's root with a slash at its end, so that addresses are resolved below it. */
static GUri *
parse_root (const char *api, GError **error)
{
  g_autoptr (GUri) root = marbre_address_parse (api, error);
  g_autofree char *path = NULL;

  if (root == NULL || g_str_has_suffix (g_uri_get_path (root), "/"))
    return g_steal_pointer (&root);
  path = g_strconcat (g_uri_get_path (root), "/", NULL);
  return marbre_address_with_path (root, path);
}

/**
 * marbre_generic_new:
 * @site: the site; its api is the root below which the profile's addresses are, its mapping the
 *   profile
 * @secret: the password, token or key
 * @error: %MARBRE_REMOTE_ERROR_NOT_FOUND if the api is no address, %MARBRE_REMOTE_ERROR_PROFILE if
 *   the profile is none, %MARBRE_REMOTE_ERROR_SIGN_IN if the secret cannot be one
 *
 * Returns: (transfer full) (nullable): an endpoint
 */
MarbreEndpoint *
marbre_generic_new (MarbreSite *site, const char *secret, GError **error)
{
  const char *text = marbre_site_get_mapping (site);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (MarbreMapping) mapping = marbre_mapping_parse (bytes, error);
  g_autoptr (GUri) api = mapping ? parse_root (marbre_site_get_api (site), error) : NULL;
  MarbreGenericSign *sign =
      api ? marbre_generic_sign_new (mapping, marbre_site_get_user (site), secret, error) : NULL;
  MarbreGeneric *self;

  if (sign == NULL)
    return NULL;
  self = g_object_new (MARBRE_TYPE_GENERIC, NULL);
  self->site = marbre_site_copy (site);
  self->mapping = g_steal_pointer (&mapping);
  self->api = g_steal_pointer (&api);
  self->sign = sign;
  self->http = marbre_http_new (NULL);
  marbre_http_set_trusted (self->http, marbre_site_get_certificate (site));
  marbre_http_set_decorate (self->http, decorate_cb, self);
  return MARBRE_ENDPOINT (self);
}

/**
 * marbre_generic_make_site:
 * @mapping: the profile of the system
 * @api: what a person typed: the root below which the profile's addresses are
 * @error: %MARBRE_REMOTE_ERROR_NOT_FOUND if it is no address
 *
 * Returns: (transfer full) (nullable): the site, without a user, named after its host
 */
MarbreSite *
marbre_generic_make_site (MarbreMapping *mapping, const char *api, GError **error)
{
  g_autoptr (GUri) root = parse_root (api, error);
  g_autoptr (GUri) home = root ? marbre_address_with_path (root, "/") : NULL;
  g_autofree char *root_text = NULL;
  g_autofree char *home_text = NULL;
  MarbreSite *site;

  if (root == NULL)
    return NULL;
  root_text = g_uri_to_string (root);
  home_text = g_uri_to_string (home);
  site = marbre_site_new (NULL, g_uri_get_host (root), MARBRE_SITE_GENERIC, home_text, root_text,
                          NULL);
  marbre_site_set_mapping (site, marbre_mapping_get_text (mapping));
  return site;
}

/* A parameter whose variables are all empty is left out: a first page has no cursor, a first sync
 * no date. */
static GUri *
add_query (GUri *address, JsonObject *query, const MarbreVariable *variables)
{
  g_autoptr (GUri) uri = g_uri_ref (address);
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (query == NULL)
    return g_steal_pointer (&uri);
  json_object_iter_init_ordered (&iter, query);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      const MarbreVariable none[] = { { NULL } };
      const char *text = marbre_json_node_string (value);
      g_autofree char *filled = marbre_variables_expand (text, variables);
      g_autofree char *empty = marbre_variables_expand (text, none);
      GUri *longer;

      if (strchr (text, '{') && g_str_equal (filled, empty))
        continue;
      longer = marbre_address_with_query (uri, name, filled, NULL);
      g_uri_unref (uri);
      uri = longer;
    }
  return g_steal_pointer (&uri);
}

static gboolean
is_dots (const MarbreVariable *variables)
{
  for (; variables->name; variables++)
    if (g_strcmp0 (variables->value, ".") == 0 || g_strcmp0 (variables->value, "..") == 0)
      return TRUE;
  return FALSE;
}

/**
 * marbre_generic_address:
 * @request: a request of the profile
 * @variables: what the names in its braces stand for
 * @error: %MARBRE_REMOTE_ERROR_NOT_AN_API if that leads elsewhere than to the API
 *
 * Returns: (transfer full) (nullable): the request's address, with its parameters
 */
GUri *
marbre_generic_address (MarbreGeneric *self,
                        JsonObject *request,
                        const MarbreVariable *variables,
                        GError **error)
{
  const char *pattern = marbre_json_string (request, "address");
  /* An id may be the article's whole address. */
  const gboolean whole = g_str_equal (pattern, "{id}");
  g_autofree char *relative = whole ? marbre_variables_expand (pattern, variables)
                                    : marbre_variables_expand_address (pattern, variables);
  g_autoptr (GUri) uri = marbre_address_resolve (self->api, relative, error);

  if (uri == NULL)
    return NULL;
  if (is_dots (variables) || !marbre_address_same_origin (uri, self->api) ||
      (!whole && !g_str_has_prefix (g_uri_get_path (uri), g_uri_get_path (self->api))))
    {
      g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_AN_API,
                           _ ("An article’s address leads away from the site’s API, so it was not "
                              "asked for. Ask whoever runs the site."));
      return NULL;
    }
  return add_query (uri, marbre_json_object (request, "query"), variables);
}

static void
add_headers (MarbreGeneric *self, JsonObject *request, const MarbreVariable *variables)
{
  JsonObject *headers = marbre_json_object (request, "headers");
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (headers == NULL)
    return;
  json_object_iter_init (&iter, headers);
  while (json_object_iter_next (&iter, &name, &value))
    {
      g_autofree char *text = marbre_variables_expand (marbre_json_node_string (value), variables);

      /* An id comes from the site and may be anything. */
      g_strdelimit (text, "\r\n", ' ');
      soup_message_headers_replace (self->headers, name, text);
    }
}

/**
 * marbre_generic_call:
 * @request: a request of the profile, for its headers
 * @method: "GET", "POST", "PUT" or "PATCH"
 * @uri: its address
 * @variables: what the names in its braces stand for
 * @body: (nullable): what is sent
 * @cancellable: (nullable): stops it
 * @error: what a refusal means
 *
 * Sends a request; what was put into self->headers before goes along, once.
 *
 * Returns: (transfer full) (nullable): the answer, if it is no refusal
 */
MarbreHttpAnswer *
marbre_generic_call (MarbreGeneric *self,
                     JsonObject *request,
                     const char *method,
                     GUri *uri,
                     const MarbreVariable *variables,
                     const MarbreHttpBody *body,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (MarbreHttpAnswer) answer = NULL;

  add_headers (self, request, variables);
  answer = marbre_http_send (self->http, method, uri, body, cancellable, error);
  soup_message_headers_clear (self->headers);
  if (answer == NULL || !marbre_generic_check_answer (self, answer, error))
    return NULL;
  return g_steal_pointer (&answer);
}

/**
 * marbre_generic_ask:
 * @name: a request of the profile that reads
 * @variables: what the names in its braces stand for
 * @answer: (out) (optional) (transfer full): the whole answer
 * @cancellable: (nullable): stops it
 * @error: what a refusal means
 *
 * Returns: (transfer full) (nullable): the answer's JSON
 */
JsonNode *
marbre_generic_ask (MarbreGeneric *self,
                    const char *name,
                    const MarbreVariable *variables,
                    MarbreHttpAnswer **answer,
                    GCancellable *cancellable,
                    GError **error)
{
  JsonObject *request = marbre_mapping_get_request (self->mapping, name);
  g_autoptr (GUri) uri = marbre_generic_address (self, request, variables, error);
  g_autoptr (MarbreHttpAnswer) got = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (uri == NULL)
    return NULL;
  got = marbre_generic_call (self, request, SOUP_METHOD_GET, uri, variables, NULL, cancellable,
                             error);
  node = got ? marbre_http_answer_get_json (got, error) : NULL;
  if (node && answer)
    *answer = g_steal_pointer (&got);
  return g_steal_pointer (&node);
}

/* Whether the system can be asked for what changed since a moment. */
static gboolean
knows_since (JsonObject *list)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), list);
  g_autofree char *text = json_to_string (node, FALSE);

  return strstr (text, "{since}") != NULL;
}

static MarbreCapabilities
read_capabilities (MarbreMapping *mapping)
{
  static const struct
  {
    const char *status;
    MarbreCapabilities can;
  } states[] = { { "draft", MARBRE_CAN_DRAFT },
                 { "future", MARBRE_CAN_SCHEDULE },
                 { "pending", MARBRE_CAN_PEND },
                 { "private", MARBRE_CAN_HIDE } };
  JsonObject *known = marbre_mapping_get_section (mapping, "statuses");
  JsonObject *list = marbre_mapping_get_request (mapping, "list");
  MarbreCapabilities can =
      (list ? MARBRE_CAN_LIST : 0) | (list && !knows_since (list) ? MARBRE_LISTS_ALL : 0);

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (*marbre_json_string (known, states[i].status) != '\0')
      can |= states[i].can;
  return can;
}

/**
 * marbre_generic_look_up_capabilities:
 * @mapping: a site profile
 *
 * Returns: what the system can do that it describes
 */
MarbreCapabilities
marbre_generic_look_up_capabilities (const char *mapping)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (mapping, strlen (mapping));
  g_autoptr (MarbreMapping) parsed = marbre_mapping_parse (bytes, NULL);

  return parsed ? read_capabilities (parsed) : 0;
}

static MarbreCapabilities
marbre_generic_get_capabilities (MarbreEndpoint *endpoint)
{
  return read_capabilities (MARBRE_GENERIC (endpoint)->mapping);
}

static void
endpoint_iface_init (MarbreEndpointInterface *iface)
{
  iface->get_capabilities = marbre_generic_get_capabilities;
  iface->digest = marbre_generic_digest;
  iface->check = marbre_generic_check;
  iface->create = marbre_generic_create;
  iface->update = marbre_generic_update;
  iface->lookup = marbre_generic_lookup;
  iface->fetch = marbre_generic_fetch;
  iface->upload_media = marbre_generic_upload_media;
  iface->ask_page = marbre_generic_ask_page;
  iface->read_page = marbre_generic_read_page;
}
