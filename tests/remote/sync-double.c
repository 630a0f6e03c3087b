/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A WordPress with many posts; see sync-double.h.
 */
#include "config.h"

#include "sync-double.h"

#include <string.h>

#include "marbre-time.h"

#define FIRST_CHANGE 1700000000

typedef struct
{
  gint64 id;
  gint64 modified;
  const char *status; /* static */
  guint edits;
  gboolean removed;
  gboolean hidden; /* not for this account */
  gboolean broken; /* no post to speak of */
} Post;

struct _SyncDouble
{
  RemoteDouble *wire; /* (owned) */
  char *body;         /* (owned): of each post */

  GMutex lock;     /* of all that follows */
  GArray *posts;   /* (owned) (element-type Post): by number */
  GArray *ordered; /* (owned) (nullable) (element-type guint): places in posts, by change */
  GHashTable *ports; /* (owned): of the connections that came */
  gint64 clock;
  guint fail_offset;
  guint fail_status; /* once; 0 for none */
  guint retry_after;
  guint largest; /* posts on a page */
  gboolean refuses; /* to give more than that, instead of giving less */
};

static Post *
get_post (SyncDouble *self, gint64 id)
{
  return id >= 1 && id <= self->posts->len ? &g_array_index (self->posts, Post, id - 1) : NULL;
}

static int
compare_changes (gconstpointer a, gconstpointer b, gpointer data)
{
  SyncDouble *self = data;
  const Post *first = &g_array_index (self->posts, Post, *(const guint *) a);
  const Post *second = &g_array_index (self->posts, Post, *(const guint *) b);

  return first->modified != second->modified ? (first->modified < second->modified ? -1 : 1)
                                             : (first->id < second->id ? -1 : 1);
}

static GArray *
get_ordered (SyncDouble *self)
{
  if (self->ordered)
    return self->ordered;
  self->ordered = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < self->posts->len; i++)
    g_array_append_val (self->ordered, i);
  g_array_sort_with_data (self->ordered, compare_changes, self);
  return self->ordered;
}

static void
append_post (SyncDouble *self, GString *json, const Post *post, gboolean entry)
{
  g_autofree char *modified = marbre_time_format_iso8601 (post->modified);

  modified[strlen (modified) - 1] = '\0';
  g_string_append_printf (json, "{\"id\":%" G_GINT64_FORMAT ",\"modified_gmt\":\"%s\","
                                "\"status\":\"%s\"",
                          post->id, modified, post->status);
  if (!entry && !post->broken)
    g_string_append_printf (
        json,
        ",\"date_gmt\":\"%s\",\"slug\":\"post-%" G_GINT64_FORMAT "\","
        "\"link\":\"https://example.org/post-%" G_GINT64_FORMAT "\","
        "\"title\":{\"raw\":\"Post %" G_GINT64_FORMAT ", edition %u\"},\"excerpt\":{\"raw\":\"\"},"
        "\"content\":{\"raw\":\"%s\"},\"author\":1,\"categories\":[%d],\"tags\":[%d,%d],"
        "\"featured_media\":0",
        modified, post->id, post->id, post->id, post->edits, self->body, (int) (post->id % 7) + 1,
        (int) (post->id % 90) + 1, (int) (post->id % 31) + 100);
  g_string_append_c (json, '}');
}

static void
answer (SoupServerMessage *message, guint status, const char *json)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, json,
                                    strlen (json));
}

/* Names of anything, by number. */
static void
serve_names (SoupServerMessage *message, const char *taxonomy, GHashTable *query)
{
  g_auto (GStrv) ids = g_strsplit (g_hash_table_lookup (query, "include"), ",", -1);
  g_autoptr (GString) json = g_string_new ("[");

  for (char **id = ids; *id; id++)
    g_string_append_printf (json,
                            "%s{\"id\":%s,\"name\":\"%s %s\",\"slug\":\"s-%s\","
                            "\"taxonomy\":\"%s\"}",
                            json->len > 1 ? "," : "", *id, taxonomy, *id, *id, taxonomy);
  g_string_append_c (json, ']');
  answer (message, 200, json->str);
}

static gboolean
fails (SyncDouble *self, SoupServerMessage *message, guint offset)
{
  g_autofree char *pause = NULL;

  if (self->fail_status == 0 || offset < self->fail_offset)
    return FALSE;
  pause = g_strdup_printf ("%u", self->retry_after);
  if (self->retry_after)
    soup_message_headers_append (soup_server_message_get_response_headers (message),
                                 "Retry-After", pause);
  answer (message, self->fail_status, "{}");
  self->fail_status = 0;
  return TRUE;
}

static guint
get_number (GHashTable *query, const char *name)
{
  const char *text = g_hash_table_lookup (query, name);

  return text ? (guint) g_ascii_strtoull (text, NULL, 10) : 0;
}

static gboolean
matches (const Post *post, GHashTable *query, gint64 after)
{
  const char *include = g_hash_table_lookup (query, "include");
  g_auto (GStrv) ids = NULL;
  g_autofree char *id = NULL;

  if (post->removed || g_str_equal (post->status, "trash") || post->modified <= after)
    return FALSE;
  if (include == NULL)
    return TRUE;
  ids = g_strsplit (include, ",", -1);
  id = g_strdup_printf ("%" G_GINT64_FORMAT, post->id);
  return g_strv_contains ((const char *const *) ids, id);
}

/* As WordPress does it: counted and cut first, and what this account may not see is taken out of
 * the page. */
static void
serve_list (SyncDouble *self, SoupServerMessage *message, GHashTable *query)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  const char *fields = g_hash_table_lookup (query, "_fields");
  const char *after_text = g_hash_table_lookup (query, "modified_after");
  const gboolean entry = fields && strstr (fields, "content") == NULL;
  const guint offset = get_number (query, "offset");
  const guint asked = get_number (query, "per_page");
  const guint size = MIN (asked, self->largest);
  const gboolean by_id = g_strcmp0 (g_hash_table_lookup (query, "orderby"), "modified") != 0;
  g_autoptr (GString) json = g_string_new ("[");
  g_autofree char *total_text = NULL;
  g_autofree char *pages_text = NULL;
  gint64 after = 0;
  guint total = 0;

  if (asked > self->largest && self->refuses)
    {
      answer (message, 400,
              "{\"code\":\"rest_invalid_param\",\"message\":\"Invalid parameter(s): per_page\","
              "\"data\":{\"status\":400,\"params\":{\"per_page\":\"at most 30\"}}}");
      return;
    }
  if (!entry && fails (self, message, offset))
    return;
  if (after_text)
    g_assert_true (marbre_time_parse_iso8601 (after_text, &after));
  for (guint i = 0; i < self->posts->len; i++)
    {
      const guint place = by_id ? i : g_array_index (get_ordered (self), guint, i);
      const Post *post = &g_array_index (self->posts, Post, place);

      if (!matches (post, query, after))
        continue;
      if (total >= offset && total < offset + size && !post->hidden)
        {
          g_string_append (json, json->len > 1 ? "," : "");
          append_post (self, json, post, entry);
        }
      total++;
    }
  g_string_append_c (json, ']');
  total_text = g_strdup_printf ("%u", total);
  pages_text = g_strdup_printf ("%u", (total + size - 1) / size);
  soup_message_headers_append (headers, "X-WP-Total", total_text);
  soup_message_headers_append (headers, "X-WP-TotalPages", pages_text);
  answer (message, 200, json->str);
}

static void
serve_post (SyncDouble *self, SoupServerMessage *message, gint64 id)
{
  const Post *post = get_post (self, id);
  g_autoptr (GString) json = g_string_new (NULL);

  if (post == NULL || post->removed)
    answer (message, 404, "{\"code\":\"rest_post_invalid_id\",\"data\":{\"status\":404}}");
  else if (post->hidden)
    answer (message, 403, "{\"code\":\"rest_forbidden_context\",\"data\":{\"status\":403}}");
  else
    {
      append_post (self, json, post, FALSE);
      answer (message, 200, json->str);
    }
}

static void
serve (SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  static const char posts[] = "/wp-json/wp/v2/posts";
  SyncDouble *self = data;
  GSocketAddress *address = soup_server_message_get_remote_address (message);

  g_mutex_lock (&self->lock);
  g_hash_table_add (self->ports,
                    GUINT_TO_POINTER (g_inet_socket_address_get_port (
                        G_INET_SOCKET_ADDRESS (address))));
  if (g_str_equal (path, posts))
    serve_list (self, message, query);
  else if (g_str_has_prefix (path, posts))
    serve_post (self, message, g_ascii_strtoll (path + strlen (posts) + 1, NULL, 10));
  else if (g_str_has_suffix (path, "/categories"))
    serve_names (message, "category", query);
  else if (g_str_has_suffix (path, "/tags"))
    serve_names (message, "post_tag", query);
  else if (g_str_has_suffix (path, "/users"))
    answer (message, 200, "[{\"id\":1,\"name\":\"Camille Roux\"}]");
  else
    answer (message, 404, "{\"code\":\"rest_no_route\",\"data\":{\"status\":404}}");
  g_mutex_unlock (&self->lock);
}

/**
 * sync_double_new:
 * @n_posts: how many posts it has, a minute apart
 * @words: how long each is
 */
SyncDouble *
sync_double_new (guint n_posts, guint words)
{
  SyncDouble *self = g_new0 (SyncDouble, 1);
  g_autoptr (GString) body = g_string_new ("<!-- wp:paragraph -->\\n<p>");

  for (guint i = 0; i < words; i++)
    g_string_append_printf (body, "word%u ", (i * 7919) % 5000);
  g_string_append (body, "</p>\\n<!-- /wp:paragraph -->");
  self->body = g_strdup (body->str);
  g_mutex_init (&self->lock);
  self->posts = g_array_new (FALSE, TRUE, sizeof (Post));
  self->ports = g_hash_table_new (NULL, NULL);
  self->clock = FIRST_CHANGE;
  self->largest = 100;
  for (guint i = 0; i < n_posts; i++)
    sync_double_add (self, 0);
  self->wire = remote_double_new (NULL);
  remote_double_set_serve (self->wire, serve, self);
  return self;
}

void
sync_double_free (SyncDouble *self)
{
  remote_double_free (self->wire);
  g_array_unref (self->posts);
  g_clear_pointer (&self->ordered, g_array_unref);
  g_hash_table_unref (self->ports);
  g_mutex_clear (&self->lock);
  g_free (self->body);
  g_free (self);
}

char *
sync_double_get_api (SyncDouble *self)
{
  return remote_double_get_url (self->wire, "/wp-json/");
}

/* The order is made anew when it is asked for. */
static void
disorder (SyncDouble *self)
{
  g_clear_pointer (&self->ordered, g_array_unref);
}

/**
 * sync_double_add:
 * @modified: when it says it was changed; 0 for a minute after the latest
 *
 * Returns: the number of a new post
 */
gint64
sync_double_add (SyncDouble *self, gint64 modified)
{
  Post post = { .status = "publish" };

  g_mutex_lock (&self->lock);
  self->clock += 60;
  post.id = (gint64) self->posts->len + 1;
  post.modified = modified ? modified : self->clock;
  g_array_append_val (self->posts, post);
  disorder (self);
  g_mutex_unlock (&self->lock);
  return post.id;
}

void
sync_double_edit (SyncDouble *self, gint64 id)
{
  Post *post;

  g_mutex_lock (&self->lock);
  post = get_post (self, id);
  self->clock += 60;
  post->modified = self->clock;
  post->edits++;
  disorder (self);
  g_mutex_unlock (&self->lock);
}

/* The way WP-Cron publishes: it does not count as a change. */
void
sync_double_set_status (SyncDouble *self, gint64 id, const char *status)
{
  g_mutex_lock (&self->lock);
  get_post (self, id)->status = g_intern_string (status);
  g_mutex_unlock (&self->lock);
}

void
sync_double_remove (SyncDouble *self, gint64 id)
{
  g_mutex_lock (&self->lock);
  get_post (self, id)->removed = TRUE;
  g_mutex_unlock (&self->lock);
}

void
sync_double_hide (SyncDouble *self, gint64 id)
{
  g_mutex_lock (&self->lock);
  get_post (self, id)->hidden = TRUE;
  g_mutex_unlock (&self->lock);
}

void
sync_double_break_post (SyncDouble *self, gint64 id)
{
  g_mutex_lock (&self->lock);
  get_post (self, id)->broken = TRUE;
  g_mutex_unlock (&self->lock);
}

/**
 * sync_double_fail_at:
 * @offset: the first page of posts from there on fails, once
 * @status: with this
 * @retry_after: seconds to ask for, 0 for none
 */
void
sync_double_fail_at (SyncDouble *self, guint offset, guint status, guint retry_after)
{
  g_mutex_lock (&self->lock);
  self->fail_offset = offset;
  self->fail_status = status;
  self->retry_after = retry_after;
  g_mutex_unlock (&self->lock);
}

/**
 * sync_double_set_largest:
 * @largest: posts that a page has at most
 * @refuses: whether a larger one is refused, or cut
 */
void
sync_double_set_largest (SyncDouble *self, guint largest, gboolean refuses)
{
  g_mutex_lock (&self->lock);
  self->largest = largest;
  self->refuses = refuses;
  g_mutex_unlock (&self->lock);
}

guint
sync_double_count (SyncDouble *self, const char *request)
{
  return remote_double_count (self->wire, request);
}

guint
sync_double_n_requests (SyncDouble *self)
{
  return remote_double_n_requests (self->wire);
}

/**
 * sync_double_n_ports:
 *
 * Returns: how many connections came
 */
guint
sync_double_n_ports (SyncDouble *self)
{
  guint n;

  g_mutex_lock (&self->lock);
  n = g_hash_table_size (self->ports);
  g_mutex_unlock (&self->lock);
  return n;
}
