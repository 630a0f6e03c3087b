/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WordPress: the names of sections, tags and authors and the pictures of a page of posts, which has
 * their numbers only. WordPress would put them beside each post if asked to (_embed), by a request
 * of its own inside for every one of them, the same tag a thousand times; this way each is asked
 * for once, and what takes the site longest is gone.
 */
#define G_LOG_DOMAIN "marbre-remote"

#include "config.h"

#include "marbre-address.h"
#include "marbre-remote-error.h"
#include "marbre-wordpress-private.h"

#define MAX_IDS 100

/* Where names are, which of their members are read, which member of a post has their numbers. */
typedef struct
{
  const char *route;
  const char *fields;
  const char *member;
} Source;

static const Source terms[] = { { "categories", "id,name,slug,taxonomy", "categories" },
                                { "tags", "id,name,slug,taxonomy", "tags" } };
static const Source authors = { "users", "id,name", "author" };
static const Source pictures = { "media", "id,source_url,alt_text,caption", "featured_media" };

static char *
make_key (const Source *source, gint64 id)
{
  return g_strdup_printf ("%s/%" G_GINT64_FORMAT, source->route, id);
}

/* The numbers that a post has of a source: a list of them or a single one. */
static guint
count_ids (JsonObject *post, const Source *source)
{
  JsonArray *list = marbre_json_array (post, source->member);

  return list ? json_array_get_length (list) : marbre_json_int (post, source->member) > 0;
}

static gint64
get_id (JsonObject *post, const Source *source, guint index)
{
  JsonArray *list = marbre_json_array (post, source->member);
  JsonNode *node = list ? json_array_get_element (list, index) : NULL;

  if (list == NULL)
    return marbre_json_int (post, source->member);
  return JSON_NODE_HOLDS_VALUE (node) ? json_node_get_int (node) : 0;
}

/* Notes an id that is asked for now. Until the answer has it, it counts as hidden. */
static void
want (MarbreWordpress *self, const Source *source, gint64 id, GPtrArray *wanted)
{
  g_autofree char *key = make_key (source, id);

  if (id <= 0 || g_hash_table_contains (self->names, key))
    return;
  g_hash_table_insert (self->names, g_steal_pointer (&key), NULL);
  g_ptr_array_add (wanted, g_strdup_printf ("%" G_GINT64_FORMAT, id));
}

/* What a site keeps from this account, or from everybody: many have their list of users closed. */
static gboolean
is_hidden (const GError *failure)
{
  return g_error_matches (failure, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_SIGN_IN) ||
         g_error_matches (failure, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_FORBIDDEN) ||
         g_error_matches (failure, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_NOT_FOUND) ||
         g_error_matches (failure, MARBRE_REMOTE_ERROR, MARBRE_REMOTE_ERROR_REJECTED);
}

static gboolean
ask_names (MarbreWordpress *self,
           const Source *source,
           const char *ids,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree char *path = g_strconcat ("/wp/v2/", source->route, NULL);
  g_autoptr (GUri) route = marbre_wordpress_route (self, path);
  g_autoptr (GUri) uri =
      marbre_address_with_query (route, "include", ids, "per_page", G_STRINGIFY (MAX_IDS),
                                 "_fields", source->fields, NULL);
  g_autoptr (GError) failure = NULL;
  g_autoptr (JsonNode) node =
      marbre_wordpress_call (self, SOUP_METHOD_GET, uri, NULL, NULL, cancellable, &failure);
  JsonArray *found = marbre_json_node_array (node);

  if (node == NULL && !is_hidden (failure))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  for (guint i = 0; found && i < json_array_get_length (found); i++)
    {
      JsonObject *name = marbre_json_node_object (json_array_get_element (found, i));

      if (name)
        g_hash_table_replace (self->names, make_key (source, marbre_json_int (name, "id")),
                              json_object_ref (name));
    }
  return TRUE;
}

/* Asks for what is not known yet of the numbers that the posts have. */
static gboolean
learn (MarbreWordpress *self,
       const Source *source,
       JsonArray *posts,
       GCancellable *cancellable,
       GError **error)
{
  g_autoptr (GPtrArray) wanted = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < json_array_get_length (posts); i++)
    {
      JsonObject *post = marbre_json_node_object (json_array_get_element (posts, i));

      for (guint n = 0; n < count_ids (post, source); n++)
        want (self, source, get_id (post, source, n), wanted);
    }
  for (guint from = 0; from < wanted->len; from += MAX_IDS)
    {
      g_autoptr (GString) ids = g_string_new (NULL);

      for (guint i = from; i < MIN (from + MAX_IDS, wanted->len); i++)
        g_string_append_printf (ids, "%s%s", i > from ? "," : "",
                                (const char *) g_ptr_array_index (wanted, i));
      if (!ask_names (self, source, ids->str, cancellable, error))
        return FALSE;
    }
  return TRUE;
}

/* The names of a post's numbers, in their order, as _embed has them. */
static JsonArray *
list_names (MarbreWordpress *self, const Source *source, JsonObject *post)
{
  JsonArray *names = json_array_new ();

  for (guint n = 0; n < count_ids (post, source); n++)
    {
      g_autofree char *key = make_key (source, get_id (post, source, n));
      JsonObject *name = g_hash_table_lookup (self->names, key);

      if (name)
        json_array_add_object_element (names, json_object_ref (name));
    }
  return names;
}

static void
embed (MarbreWordpress *self, JsonObject *post)
{
  JsonObject *embedded = json_object_new ();
  JsonArray *lists = json_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (terms); i++)
    json_array_add_array_element (lists, list_names (self, &terms[i], post));
  json_object_set_array_member (embedded, "author", list_names (self, &authors, post));
  json_object_set_array_member (embedded, "wp:term", lists);
  json_object_set_array_member (embedded, "wp:featuredmedia",
                                list_names (self, &pictures, post));
  json_object_set_object_member (post, "_embedded", embedded);
}

static gboolean
is_picture_cb (gpointer key, gpointer value, gpointer unused)
{
  return g_str_has_prefix (key, pictures.route);
}

/**
 * marbre_wordpress_embed_names:
 * @posts: (inout): posts as a list gives them; gets what _embed would have added
 * @cancellable: (nullable): stops it
 * @error: why the site did not answer
 *
 * Names are remembered from page to page, pictures are not: nearly every post has its own.
 *
 * Returns: %FALSE on error
 */
gboolean
marbre_wordpress_embed_names (MarbreWordpress *self,
                              JsonArray *posts,
                              GCancellable *cancellable,
                              GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (terms); i++)
    if (!learn (self, &terms[i], posts, cancellable, error))
      return FALSE;
  if (!learn (self, &authors, posts, cancellable, error) ||
      !learn (self, &pictures, posts, cancellable, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (posts); i++)
    {
      JsonObject *post = marbre_json_node_object (json_array_get_element (posts, i));

      if (post)
        embed (self, post);
    }
  g_hash_table_foreach_remove (self->names, is_picture_cb, NULL);
  return TRUE;
}
