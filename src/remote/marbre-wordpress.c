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
  G_OBJECT_CLASS (marbre_wordpress_parent_class)->finalize (object);
}

static void
marbre_wordpress_class_init (MarbreWordpressClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = marbre_wordpress_finalize;
}

static void
marbre_wordpress_init (MarbreWordpress *self)
{
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
  self->http = marbre_http_new (header);
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
 * marbre_wordpress_shape_error:
 *
 * Returns: (transfer full): that the JSON is not what WordPress answers
 */
GError *
marbre_wordpress_shape_error (void)
{
  GError *error =
      g_error_new_literal (MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_AN_API,
                           _ ("The answer is not what WordPress gives. Check the site’s address; a "
                              "plugin may also change its API."));

  /* It was a success, so whatever was asked may have been done. */
  marbre_remote_error_set_was_sent (error);
  return error;
}

static GError *
sign_in_error (const char *code)
{
  const char *text =
      _ ("WordPress did not accept the sign-in. Make a new application password there (Users, "
         "Profile, Application Passwords) and enter it here with your user name; the log-in "
         "password does not work. If it is right, the web server may be dropping the Authorization "
         "header: ask whoever runs the site.");

  if (g_str_equal (code, "invalid_username") || g_str_equal (code, "invalid_email"))
    text = _ ("WordPress does not know this user name. Check its spelling in the site’s settings.");
  else if (g_str_equal (code, "application_passwords_disabled") ||
           g_str_equal (code, "application_passwords_disabled_for_user"))
    text = _ ("Application passwords are switched off at this site. Ask whoever runs it to allow "
              "them; they need https.");
  return g_error_new_literal (MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_SIGN_IN, text);
}

static GError *
forbidden_error (const char *code)
{
  const char *text = _ ("Your account may not do this at the site. Ask an administrator for the "
                        "right.");

  if (g_str_equal (code, "rest_cannot_publish"))
    text = _ ("Your account may not publish at this site. Hand the story over as a draft, or ask "
              "an administrator for the right.");
  else if (g_str_equal (code, "rest_cannot_edit"))
    text = _ ("Your account may not change this article, which belongs to somebody else. Ask its "
              "author or an administrator.");
  return g_error_new_literal (MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_FORBIDDEN, text);
}

/* WordPress's own words for what it refuses, as plain text. */
static GError *
rejected_error (JsonObject *body)
{
  const char *message = marbre_json_string (body, "message");
  g_autofree char *text = marbre_html_to_text (message, -1);

  return g_error_new (MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_REJECTED,
                      _ ("WordPress refuses the article: %s"), g_strstrip (text));
}

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
  code = marbre_json_string (body, "code");
  if (*code == '\0')
    return marbre_http_answer_check (answer, error);

  if (answer->status == SOUP_STATUS_UNAUTHORIZED)
    g_propagate_error (error, sign_in_error (code));
  else if (answer->status == SOUP_STATUS_FORBIDDEN)
    g_propagate_error (error, forbidden_error (code));
  else if (g_str_equal (code, "rest_no_route"))
    g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_FOUND,
                         _ ("This part of the REST API is switched off at the site, often by a "
                            "security plugin. Ask whoever runs it to allow “wp/v2”."));
  else if (answer->status == SOUP_STATUS_NOT_FOUND || answer->status == SOUP_STATUS_GONE)
    g_set_error_literal (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_FOUND,
                         _ ("The article was deleted at the site."));
  else if (answer->status == SOUP_STATUS_BAD_REQUEST ||
           g_str_equal (code, "rest_upload_sideload_error"))
    g_propagate_error (error, rejected_error (body));
  else
    return marbre_http_answer_check (answer, error);
  return FALSE;
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

  if (answer == NULL || !check_answer (answer, error))
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

static MarbreSiteReport *
read_rights (JsonObject *user)
{
  JsonObject *rights = marbre_json_object (user, "capabilities");
  MarbreSiteReport *report = g_new0 (MarbreSiteReport, 1);
  g_autoptr (GString) text = g_string_new (NULL);

  report->user = g_strdup (marbre_json_string (user, "name"));
  report->can_publish = marbre_json_is_true (rights, "publish_posts");
  report->can_upload = marbre_json_is_true (rights, "upload_files");

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

  if (g_error_matches (failure, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_SIGN_IN) &&
      !offers_application_passwords (self, cancellable))
    {
      g_propagate_error (error, sign_in_error ("application_passwords_disabled"));
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
  return read_rights (marbre_json_node_object (node));
}

static MarbreCapabilities
marbre_wordpress_get_capabilities (MarbreEndpoint *endpoint)
{
  return MARBRE_CAN_DRAFT | MARBRE_CAN_SCHEDULE | MARBRE_CAN_RESERVE | MARBRE_CAN_LIST;
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
  iface->upload_media = marbre_wordpress_upload_media;
  iface->list_changes = marbre_wordpress_list_changes;
}
