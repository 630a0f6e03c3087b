/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finding a site's API, and signing in once; see marbre-discovery.h.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-discovery.h"

#include <glib/gi18n.h>

#include "marbre-address.h"
#include "marbre-ghost.h"
#include "marbre-html.h"
#include "marbre-http.h"
#include "marbre-json.h"
#include "marbre-micropub.h"
#include "marbre-remote-error.h"
#include "marbre-wordpress.h"

#define WORDPRESS_REL "https://api.w.org/"
#define MICROPUB_REL "micropub"

/* Somebody waits in a dialog. */
#define IDLE_SECONDS 15
#define TOTAL_SECONDS 30

/* A link of the page, from its headers or else from its HTML. */
static GUri *
find_link (MarbreHttpAnswer *page, const char *rel)
{
  g_autofree char *reference = marbre_http_answer_find_link (page, rel);
  gsize length;
  const char *html = g_bytes_get_data (page->body, &length);

  if (reference == NULL && length > 0)
    reference = marbre_html_find_link (html, (gssize) length, rel);
  return reference ? marbre_address_resolve (page->uri, reference, NULL) : NULL;
}

/* Asks whether the root of a WordPress API is at @api, and takes the site's name and address from
 * it. With plain permalinks /wp-json/ answers 200 with the home page, so the JSON has to be looked
 * at. */
static MarbreSite *
ask_wordpress (MarbreHttp *http, GUri *api, GCancellable *cancellable, GError **error)
{
  g_autoptr (GUri) uri =
      marbre_address_with_query (api, "_fields", "name,url,home,namespaces", NULL);
  g_autoptr (MarbreHttpAnswer) answer =
      marbre_http_send (http, SOUP_METHOD_GET, uri, NULL, cancellable, error);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GUri) home = NULL;
  g_autofree char *home_text = NULL;
  g_autofree char *api_text = NULL;
  g_autofree char *name = NULL;
  JsonObject *index;

  if (answer == NULL)
    return NULL;
  node = marbre_http_answer_get_json (answer, error);
  index = marbre_json_node_object (node);
  /* One that tells strangers nothing refuses in WordPress's way: "rest_" and what is wrong. */
  if (marbre_json_array (index, "namespaces") == NULL &&
      !g_str_has_prefix (marbre_json_string (index, "code"), "rest_"))
    return NULL;
  home = marbre_address_parse (marbre_json_string (index, "home"), NULL);
  if (home == NULL)
    home = marbre_address_with_path (api, "/");
  home_text = g_uri_to_string (home);
  api_text = g_uri_to_string (api);
  name = marbre_html_to_text (marbre_json_string (index, "name"), -1);
  g_strstrip (name);
  return marbre_site_new (NULL, *name ? name : g_uri_get_host (home), MARBRE_SITE_WORDPRESS,
                          home_text, api_text, NULL);
}

/* @page, made a directory if it is none. */
static GUri *
directory_of (GUri *page)
{
  g_autofree char *directory = NULL;

  if (g_str_has_suffix (g_uri_get_path (page), "/"))
    return g_uri_ref (page);
  directory = g_strconcat (g_uri_get_path (page), "/", NULL);
  return marbre_address_with_path (page, directory);
}

/* Asks whether the root of a Ghost's Admin API is at @api, and takes the site's name and address
 * from it: of all that is there, strangers are told just that. The API may answer at a host of its
 * own, to which the site sends on. */
static MarbreSite *
ask_ghost (MarbreHttp *http, GUri *api, GCancellable *cancellable)
{
  g_autoptr (GUri) uri = marbre_address_resolve (api, "site/", NULL);
  g_autoptr (MarbreHttpAnswer) answer =
      uri ? marbre_http_send (http, SOUP_METHOD_GET, uri, NULL, cancellable, NULL) : NULL;
  g_autoptr (JsonNode) node =
      answer && SOUP_STATUS_IS_SUCCESSFUL (answer->status)
          ? marbre_http_answer_get_json (answer, NULL)
          : NULL;
  JsonObject *about = marbre_json_object (marbre_json_node_object (node), "site");
  g_autoptr (GUri) root = NULL;
  g_autoptr (GUri) home = NULL;
  g_autofree char *home_text = NULL;
  g_autofree char *api_text = NULL;
  const char *name = marbre_json_string (about, "title");

  if (*marbre_json_string (about, "version") == '\0' ||
      *marbre_json_string (about, "url") == '\0')
    return NULL;
  root = marbre_address_resolve (answer->uri, "../", NULL);
  home = marbre_address_parse (marbre_json_string (about, "url"), NULL);
  if (root == NULL || home == NULL)
    return NULL;
  home_text = g_uri_to_string (home);
  api_text = g_uri_to_string (root);
  return marbre_site_new (NULL, *name ? name : g_uri_get_host (home), MARBRE_SITE_GHOST, home_text,
                          api_text, NULL);
}

/* No page of a Ghost says where its API is, but it is always at the same place below its root. */
static MarbreSite *
guess_ghost (MarbreHttp *http, GUri *page, GCancellable *cancellable)
{
  static const char *const guesses[] = { "ghost/api/admin/", "/ghost/api/admin/" };

  for (guint i = 0; i < G_N_ELEMENTS (guesses); i++)
    {
      g_autoptr (GUri) base = directory_of (page);
      g_autoptr (GUri) api = marbre_address_resolve (base, guesses[i], NULL);
      MarbreSite *site;

      if (i > 0 && g_str_equal (g_uri_get_path (base), "/"))
        return NULL;
      site = api ? ask_ghost (http, api, cancellable) : NULL;
      if (site)
        return site;
    }
  return NULL;
}

/* Where a WordPress API is when the page does not say: below the page, with either permalinks. */
static MarbreSite *
guess_wordpress (MarbreHttp *http, GUri *page, GCancellable *cancellable)
{
  static const char *const guesses[] = { "wp-json/", "index.php?rest_route=/" };

  for (guint i = 0; i < G_N_ELEMENTS (guesses); i++)
    {
      g_autoptr (GUri) base = directory_of (page);
      g_autoptr (GUri) api = marbre_address_resolve (base, guesses[i], NULL);
      MarbreSite *site = api ? ask_wordpress (http, api, cancellable, NULL) : NULL;

      if (site)
        return site;
    }
  return NULL;
}

static MarbreSite *
micropub_site (MarbreHttpAnswer *page, GUri *api)
{
  g_autofree char *home = g_uri_to_string (page->uri);
  g_autofree char *api_text = g_uri_to_string (api);

  return marbre_site_new (NULL, g_uri_get_host (page->uri), MARBRE_SITE_MICROPUB, home, api_text,
                          NULL);
}

/**
 * marbre_discovery_run_sync:
 * @address: what a person knows of the site: "example.org", or a URL of any of its pages
 * @trusted: the fingerprint of the certificate that the user trusts there, "" for none
 * @cancellable: (nullable): stops it
 * @error: %MARBRE_REMOTE_ERROR_NOT_AN_API if the site was reached and offers nothing that Marbre
 *   speaks; else why it was not reached
 *
 * Looks for the APIs of a site, without signing in. For a worker thread or a command line tool.
 *
 * Returns: (transfer full) (element-type MarbreSite) (nullable): at least one site, without a user
 */
GPtrArray *
marbre_discovery_run_sync (const char *address,
                           const char *trusted,
                           GCancellable *cancellable,
                           GError **error)
{
  g_autoptr (GUri) uri = marbre_address_parse (address, error);
  g_autoptr (MarbreHttp) http = NULL;
  g_autoptr (MarbreHttpAnswer) page = NULL;
  g_autoptr (GUri) wordpress = NULL;
  g_autoptr (GUri) micropub = NULL;
  g_autoptr (GPtrArray) sites = g_ptr_array_new_with_free_func (g_object_unref);
  MarbreSite *site;

  if (uri == NULL)
    return NULL;
  http = marbre_http_new (NULL);
  marbre_http_set_patience (http, IDLE_SECONDS, TOTAL_SECONDS);
  marbre_http_set_trusted (http, trusted);
  page = marbre_http_send (http, SOUP_METHOD_GET, uri, NULL, cancellable, error);
  if (page == NULL)
    return NULL;

  wordpress = find_link (page, WORDPRESS_REL);
  site = wordpress ? ask_wordpress (http, wordpress, cancellable, NULL) : NULL;
  if (site == NULL)
    site = guess_wordpress (http, page->uri, cancellable);
  if (site == NULL)
    site = guess_ghost (http, page->uri, cancellable);
  if (site)
    g_ptr_array_add (sites, site);
  micropub = find_link (page, MICROPUB_REL);
  if (micropub)
    g_ptr_array_add (sites, micropub_site (page, micropub));

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  for (guint i = 0; i < sites->len; i++)
    marbre_site_set_certificate (g_ptr_array_index (sites, i), trusted);
  if (sites->len > 0)
    return g_steal_pointer (&sites);
  if (marbre_http_answer_check (page, error))
    g_set_error (error, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_AN_API,
                 _ ("“%s” answers, but shows no API of WordPress, Ghost or Micropub. Its API may "
                    "be switched off by a security plugin: ask whoever runs the site."),
                 g_uri_get_host (page->uri));
  return NULL;
}

typedef struct
{
  char *address; /* (owned) */
  char *trusted; /* (owned) */
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_free (search->address);
  g_free (search->trusted);
  g_free (search);
}

static void
run_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  Search *search = task_data;
  GPtrArray *sites =
      marbre_discovery_run_sync (search->address, search->trusted, cancellable, &error);

  if (sites)
    g_task_return_pointer (task, sites, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * marbre_discovery_run_async:
 * @address: what a person knows of the site
 * @trusted: the fingerprint of the certificate that the user trusts there, "" for none
 * @cancellable: (nullable): stops it
 * @callback: called on the thread-default main context
 * @user_data: for @callback
 *
 * Looks for the APIs of a site, see marbre_discovery_run_sync().
 */
void
marbre_discovery_run_async (const char *address,
                            const char *trusted,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Search *search;

  g_return_if_fail (address != NULL);
  g_return_if_fail (trusted != NULL);

  search = g_new0 (Search, 1);
  search->address = g_strdup (address);
  search->trusted = g_strdup (trusted);
  g_task_set_source_tag (task, marbre_discovery_run_async);
  g_task_set_task_data (task, search, search_free);
  g_task_run_in_thread (task, run_in_thread);
}

/**
 * marbre_discovery_run_finish:
 * @result: the result
 * @error: as marbre_discovery_run_sync()
 *
 * Returns: (transfer full) (element-type MarbreSite) (nullable): at least one site
 */
GPtrArray *
marbre_discovery_run_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
