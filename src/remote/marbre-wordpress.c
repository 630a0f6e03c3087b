/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WordPress: the connection, its errors in plain words, and the sign-in check; see
 * marbre-wordpress.h. What is said of WordPress in this family of files was tried on 6.1 and 7.1.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-wordpress.h"

#include <glib/gi18n.h>
#include <string.h>

#include "marbre-address.h"
#include "marbre-compat.h"
#include "marbre-html.h"
#include "marbre-remote-error.h"
#include "marbre-wordpress-private.h"

static void endpoint_iface_init (MarbreEndpointInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MarbreWordpress,
                               marbre_wordpress,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MARBRE_TYPE_ENDPOINT, endpoint_iface_init))

static void
marbre_wordpress_finalize (GObject *object)
{
  MarbreWordpress *self = MARBRE_WORDPRESS (object);

  g_clear_object (&self->site);
  g_clear_object (&self->http);
  g_clear_pointer (&self->api, g_uri_unref);
  g_clear_pointer (&self->names, g_hash_table_unref);
  G_OBJECT_CLASS (marbre_wordpress_parent_class)->finalize (object);
}

static void
marbre_wordpress_class_init (MarbreWordpressClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = marbre_wordpress_finalize;
}

static void
release_name (gpointer object)
{
  g_clear_pointer ((JsonObject **) &object, json_object_unref);
}

static void
marbre_wordpress_init (MarbreWordpress *self)
{
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, release_name);
  self->page_size = MARBRE_WORDPRESS_PAGE_SIZE;
}

/* An application password: 24 letters and digits, in groups or not. */
static gboolean
is_application_password (const char *secret)
{
  guint count = 0;

  for (; *secret; secret++)
    if (g_ascii_isalnum (*secret))
      count++;
    else if (*secret != ' ')
      return FALSE;
  return count == 24;
}

/**
 * marbre_wordpress_new:
 * @site: the site; its api is the root of the API, "https://example.org/wp-json/" or, with plain
 *   permalinks, "https://example.org/index.php?rest_route=/"
 * @secret: the application password of the site's user; spaces do not matter
 * @error: %MARBRE_REMOTE_ERROR_NOT_FOUND if the api is no address
 *
 * Returns: (transfer full) (nullable): an endpoint
 */
MarbreEndpoint *
marbre_wordpress_new (MarbreSite *site, const char *secret, GError **error)
{
  g_autoptr (GUri) api = marbre_address_parse (marbre_site_get_api (site), error);
  g_autofree char *pair = NULL;
  g_autofree char *encoded = NULL;
  g_autofree char *header = NULL;
  MarbreWordpress *self;

  if (api == NULL)
    return NULL;
  pair = g_strconcat (marbre_site_get_user (site), ":", secret, NULL);
  encoded = g_base64_encode ((const guchar *) pair, strlen (pair));
  header = g_strconcat ("Basic ", encoded, NULL);

  self = g_object_new (MARBRE_TYPE_WORDPRESS, NULL);
  self->site = marbre_site_copy (site);
  self->api = g_steal_pointer (&api);
  self->plausible = is_application_password (secret);
  self->http = marbre_http_new (header);
  marbre_http_set_trusted (self->http, marbre_site_get_certificate (site));
  return MARBRE_ENDPOINT (self);
}

/**
 * marbre_wordpress_route:
 * @route: a route of the API, "/wp/v2/posts"
 *
 * Returns: (transfer full): its address; parameters are added by marbre_address_with_query()
 */
GUri *
marbre_wordpress_route (MarbreWordpress *self, const char *route)
{
  const char *query = g_uri_get_query (self->api);
  g_autofree char *path = NULL;
  gsize length;

  if (query && strstr (query, "rest_route="))
    {
      g_autoptr (GUri) index = marbre_address_with_path (self->api, g_uri_get_path (self->api));

      return marbre_address_with_query (index, "rest_route", route, NULL);
    }
  length = strlen (g_uri_get_path (self->api));
  while (length > 0 && g_uri_get_path (self->api)[length - 1] == '/')
    length--;
  path = g_strdup_printf ("%.*s%s", (int) length, g_uri_get_path (self->api), route);
  return marbre_address_with_path (self->api, path);
}

/**
 * marbre_wordpress_call:
 * @method: "GET" or "POST"
 * @uri: a route with its parameters
 * @body: (nullable): what is sent
 * @headers: (out) (optional) (transfer full): the answer's headers
 * @cancellable: (nullable): stops it
 * @error: what WordPress's refusal means
 *
 * Returns: (transfer full) (nullable): the answer's JSON
 */
JsonNode *
marbre_wordpress_call (MarbreWordpress *self,
                       const char *method,
                       GUri *uri,
                       const MarbreHttpBody *body,
                       SoupMessageHeaders **headers,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (MarbreHttpAnswer) answer =
      marbre_http_send (self->http, method, uri, body, cancellable, error);

  if (answer == NULL || !marbre_wordpress_check_answer (answer, error))
    return NULL;
  if (headers)
    *headers = soup_message_headers_ref (answer->headers);
  return marbre_http_answer_get_json (answer, error);
}

/**
 * marbre_wordpress_post:
 * @uri: a route with its parameters
 * @body: what is sent
 * @cancellable: (nullable): stops it
 * @error: as marbre_wordpress_call()
 *
 * Returns: (transfer full) (nullable): the answer's JSON
 */
JsonNode *
marbre_wordpress_post (MarbreWordpress *self,
                       GUri *uri,
                       JsonObject *body,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (GBytes) bytes = marbre_json_to_bytes (body);
  const MarbreHttpBody json = { "application/json", bytes, NULL };

  return marbre_wordpress_call (self, SOUP_METHOD_POST, uri, &json, NULL, cancellable, error);
}

/* Whether the site offers application passwords at all; TRUE if it does not say. */
static gboolean
offers_application_passwords (MarbreWordpress *self, GCancellable *cancellable)
{
  g_autoptr (GUri) root = marbre_wordpress_route (self, "/");
  g_autoptr (GUri) uri = marbre_address_with_query (root, "_fields", "authentication", NULL);
  g_autoptr (JsonNode) node =
      marbre_wordpress_call (self, SOUP_METHOD_GET, uri, NULL, NULL, cancellable, NULL);
  JsonObject *index = marbre_json_node_object (node);

  if (index == NULL || !json_object_has_member (index, "authentication"))
    return TRUE;
  return marbre_json_object (marbre_json_object (index, "authentication"),
                             "application-passwords") != NULL;
}

/* Why WordPress did not accept the sign-in, as far as it can be told from here. */
static GError *
explain_sign_in (MarbreWordpress *self, const GError *failure, GCancellable *cancellable)
{
  if (!offers_application_passwords (self, cancellable))
    return marbre_wordpress_sign_in_error ("application_passwords_disabled");
  if (!self->plausible)
    return marbre_wordpress_sign_in_error ("wrong_kind");
  return g_error_copy (failure);
}

/* "Europe/Paris", or the hours that an older site was told: 5.5, "-3". */
static char *
read_zone (JsonObject *index)
{
  const char *name = marbre_json_string (index, "timezone_string");
  JsonNode *offset = index && json_object_has_member (index, "gmt_offset")
                         ? json_object_get_member (index, "gmt_offset")
                         : NULL;
  int minutes;

  if (*name != '\0')
    return g_strdup (name);
  if (offset == NULL || !JSON_NODE_HOLDS_VALUE (offset))
    return NULL;
  minutes = (int) (60 * (json_node_get_value_type (offset) == G_TYPE_STRING
                             ? g_ascii_strtod (json_node_get_string (offset), NULL)
                             : json_node_get_double (offset)));
  return g_strdup_printf ("%c%02d:%02d", minutes < 0 ? '-' : '+', ABS (minutes) / 60 % 24,
                          ABS (minutes) % 60);
}

/* A site that does not say it is none that does not work. */
static char *
ask_zone (MarbreWordpress *self, GCancellable *cancellable)
{
  g_autoptr (GUri) root = marbre_wordpress_route (self, "/");
  g_autoptr (GUri) uri =
      marbre_address_with_query (root, "_fields", "timezone_string,gmt_offset", NULL);
  g_autoptr (JsonNode) node =
      marbre_wordpress_call (self, SOUP_METHOD_GET, uri, NULL, NULL, cancellable, NULL);

  return read_zone (marbre_json_node_object (node));
}

static MarbreSiteReport *
read_rights (JsonObject *user)
{
  JsonObject *rights = marbre_json_object (user, "capabilities");
  MarbreSiteReport *report = g_new0 (MarbreSiteReport, 1);
  g_autoptr (GString) text = g_string_new (NULL);

  report->user = g_strdup (marbre_json_string (user, "name"));
  report->can_publish = marbre_json_is_true (rights, "publish_posts");
  report->can_upload = marbre_json_is_true (rights, "upload_files");
  report->can_pin = marbre_json_is_true (rights, "edit_others_posts");

  g_string_append_printf (text, _ ("Signed in as %s."), report->user);
  g_string_append_c (text, '\n');
  if (!marbre_json_is_true (rights, "edit_posts"))
    g_string_append (text, _ ("This account may only read. Ask an administrator for the role of "
                              "author."));
  else if (report->can_publish)
    g_string_append (text, _ ("You may publish articles."));
  else
    g_string_append (text, _ ("You may hand over drafts; an editor publishes them."));
  g_string_append_c (text, '\n');
  if (report->can_upload)
    g_string_append (text, _ ("You may add pictures."));
  else
    g_string_append (text, _ ("You may not add pictures: stories with pictures of your own will be "
                              "refused."));
  if (!marbre_json_is_true (rights, "manage_categories"))
    {
      g_string_append_c (text, '\n');
      g_string_append (text, _ ("You may not make new sections: only those that the site has are "
                                "used."));
    }
  report->text = marbre_string_steal (g_steal_pointer (&text));
  return report;
}

static MarbreSiteReport *
marbre_wordpress_check (MarbreEndpoint *endpoint, GCancellable *cancellable, GError **error)
{
  MarbreWordpress *self = MARBRE_WORDPRESS (endpoint);
  g_autoptr (GUri) route = marbre_wordpress_route (self, "/wp/v2/users/me");
  g_autoptr (GUri) uri = marbre_address_with_query (
      route, "context", "edit", "_fields", "id,name,capabilities", NULL);
  g_autoptr (GError) failure = NULL;
  g_autoptr (JsonNode) node =
      marbre_wordpress_call (self, SOUP_METHOD_GET, uri, NULL, NULL, cancellable, &failure);
  MarbreSiteReport *report;

  if (g_error_matches (failure, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_SIGN_IN) &&
      marbre_remote_error_get_cause (failure) != MARBRE_CAUSE_TWO_FACTOR)
    {
      g_propagate_error (error, explain_sign_in (self, failure, cancellable));
      return NULL;
    }
  if (node == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (marbre_json_int (marbre_json_node_object (node), "id") == 0)
    {
      g_propagate_error (error, marbre_wordpress_shape_error ());
      return NULL;
    }
  report = read_rights (marbre_json_node_object (node));
  report->zone = ask_zone (self, cancellable);
  return report;
}

static MarbreCapabilities
marbre_wordpress_get_capabilities (MarbreEndpoint *endpoint)
{
  return MARBRE_WORDPRESS_CAPABILITIES;
}

static void
endpoint_iface_init (MarbreEndpointInterface *iface)
{
  iface->get_capabilities = marbre_wordpress_get_capabilities;
  iface->digest = marbre_wordpress_digest;
  iface->check = marbre_wordpress_check;
  iface->reserve = marbre_wordpress_reserve;
  iface->update = marbre_wordpress_update;
  iface->lookup = marbre_wordpress_lookup;
  iface->fetch = marbre_wordpress_fetch;
  iface->list_media = marbre_wordpress_list_media;
  iface->trash = marbre_wordpress_trash;
  iface->upload_media = marbre_wordpress_upload_media;
  iface->ask_page = marbre_wordpress_ask_page;
  iface->read_page = marbre_wordpress_read_page;
  iface->read_entries = marbre_wordpress_read_entries;
}
