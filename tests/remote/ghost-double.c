/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Enough of Ghost in memory; see ghost-double.h.
 */
#include "config.h"

#include "ghost-double.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define API "/ghost/api/admin/"

struct _GhostDouble
{
  GMutex lock;
  GPtrArray *posts; /* (mutex lock) (owned) (element-type JsonObject) */
  int changes;      /* (mutex lock): how often a post was changed */
  char *document;   /* (mutex lock) (owned) (nullable): what new posts have in their editor */
  int lag;          /* (mutex lock): how many seconds the client's clock is behind ours */
};

static void
answer (SoupServerMessage *message, guint status, const char *text)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, text,
                                    strlen (text));
}

static void
refuse (SoupServerMessage *message, guint status, const char *code, const char *context)
{
  g_autofree char *text = g_strdup_printf (
      "{\"errors\":[{\"message\":\"No.\",\"context\":\"%s\",\"code\":\"%s\"}]}", context, code);

  answer (message, status, text);
}

static void
answer_posts (SoupServerMessage *message, guint status, GPtrArray *posts)
{
  g_autoptr (JsonObject) whole = json_object_new ();
  JsonArray *array = json_array_new ();
  g_autoptr (JsonNode) node = json_node_alloc ();
  g_autofree char *text = NULL;

  for (guint i = 0; i < posts->len; i++)
    json_array_add_object_element (array, json_object_ref (g_ptr_array_index (posts, i)));
  json_object_set_array_member (whole, "posts", array);
  json_node_init_object (node, whole);
  text = json_to_string (node, FALSE);
  answer (message, status, text);
}

static void
answer_post (SoupServerMessage *message, guint status, JsonObject *post)
{
  g_autoptr (GPtrArray) posts = g_ptr_array_new ();

  g_ptr_array_add (posts, post);
  answer_posts (message, status, posts);
}

/* The text of one part of a token. */
static char *
decode (const char *part)
{
  g_autofree char *padded = g_strconcat (part, "===", NULL);
  gsize length;
  g_autofree guchar *bytes = NULL;

  padded[strlen (part) + (4 - strlen (part) % 4) % 4] = '\0';
  g_strdelimit (padded, "-", '+');
  g_strdelimit (padded, "_", '/');
  bytes = g_base64_decode (padded, &length);
  return g_strndup ((const char *) bytes, length);
}

static gint64
claim (const char *claims, const char *name)
{
  const char *found = strstr (claims, name);

  return found ? g_ascii_strtoll (found + strlen (name), NULL, 10) : 0;
}

/* As Ghost does: the right key, the right signature, not older than five minutes. */
static gboolean
check_token (GhostDouble *self, SoupServerMessage *message)
{
  static const guchar secret[] = { 0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77,
                                   0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff };
  const char *header = soup_message_headers_get_one (
      soup_server_message_get_request_headers (message), "Authorization");
  g_auto (GStrv) parts = NULL;
  g_autofree char *head = NULL;
  g_autofree char *claims = NULL;
  g_autofree char *signature = NULL;
  g_autoptr (GHmac) hmac = NULL;
  const gint64 now = g_get_real_time () / G_USEC_PER_SEC + self->lag;
  guint8 digest[32];
  gsize length = sizeof digest;
  g_autofree char *expected = NULL;
  gsize end;

  if (header == NULL || !g_str_has_prefix (header, "Ghost "))
    {
      refuse (message, 403, "", "Authorization failed");
      return FALSE;
    }
  parts = g_strsplit (header + strlen ("Ghost "), ".", 4);
  g_assert_cmpuint (g_strv_length (parts), ==, 3);
  head = decode (parts[0]);
  if (strstr (head, "\"kid\":\"6b036400c0ffee0000000001\"") == NULL)
    {
      refuse (message, 401, "UNKNOWN_ADMIN_API_KEY", "");
      return FALSE;
    }
  claims = decode (parts[1]);
  signature = g_strconcat (parts[0], ".", parts[1], NULL);
  hmac = g_hmac_new (G_CHECKSUM_SHA256, secret, sizeof secret);
  g_hmac_update (hmac, (const guchar *) signature, (gssize) strlen (signature));
  g_hmac_get_digest (hmac, digest, &length);
  expected = g_base64_encode (digest, length);
  end = strcspn (expected, "=");
  g_strdelimit (expected, "+", '-');
  g_strdelimit (expected, "/", '_');
  if (strlen (parts[2]) != end || strncmp (expected, parts[2], end) != 0 ||
      claim (claims, "\"iat\":") < now - 300 || claim (claims, "\"exp\":") < now)
    {
      refuse (message, 401, "INVALID_JWT", "");
      return FALSE;
    }
  g_assert_nonnull (strstr (claims, "\"aud\":\"/admin/\""));
  g_assert_cmpint (claim (claims, "\"exp\":") - claim (claims, "\"iat\":"), <=, 300);
  return TRUE;
}

static void
touch (GhostDouble *self, JsonObject *post)
{
  g_autofree char *moment =
      g_strdup_printf ("2026-01-01T00:%02d:%02d.000Z", self->changes / 60 % 60, self->changes % 60);

  self->changes++;
  json_object_set_string_member (post, "updated_at", moment);
}

/* The members of what was sent. */
static JsonObject *
read_sent (SoupServerMessage *message)
{
  g_autoptr (GBytes) bytes =
      soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *posts;

  g_assert_true (json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL),
                                             (gssize) g_bytes_get_size (bytes), NULL));
  posts = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)),
                                        "posts");
  g_assert_cmpuint (json_array_get_length (posts), ==, 1);
  return json_object_ref (json_array_get_object_element (posts, 0));
}

static void
take_members (GhostDouble *self, JsonObject *post, JsonObject *sent)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, sent);
  while (json_object_iter_next (&iter, &name, &value))
    json_object_set_member (post, name, json_node_copy (value));
  touch (self, post);
}

static void
create (GhostDouble *self, SoupServerMessage *message)
{
  g_autoptr (JsonObject) sent = read_sent (message);
  JsonObject *post = json_object_new ();
  g_autofree char *id = g_strdup_printf ("id%u", self->posts->len + 1);

  g_ptr_array_add (self->posts, post);
  json_object_set_string_member (post, "id", id);
  json_object_set_string_member (post, "url", "http://127.0.0.1/quai/");
  json_object_set_null_member (post, "html");
  if (self->document != NULL)
    json_object_set_string_member (post, "lexical", self->document);
  take_members (self, post, sent);
  answer_post (message, 201, post);
}

static void
update (GhostDouble *self, SoupServerMessage *message, JsonObject *post)
{
  g_autoptr (JsonObject) sent = read_sent (message);

  if (!json_object_has_member (sent, "updated_at"))
    refuse (message, 422, "", "updated_at is missing");
  else if (!g_str_equal (json_object_get_string_member (sent, "updated_at"),
                         json_object_get_string_member (post, "updated_at")))
    refuse (message, 409, "UPDATE_COLLISION", "Saving failed!");
  else
    {
      take_members (self, post, sent);
      answer_post (message, 200, post);
    }
}

static void
list (GhostDouble *self, SoupServerMessage *message, GHashTable *query)
{
  const char *filter = query ? g_hash_table_lookup (query, "filter") : NULL;
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  for (guint i = 0; i < self->posts->len; i++)
    {
      JsonObject *post = g_ptr_array_index (self->posts, i);
      g_autofree char *by_slug =
          g_strdup_printf ("slug:'%s'", json_object_get_string_member (post, "slug"));

      if (filter == NULL || g_str_equal (filter, by_slug) ||
          g_str_has_prefix (filter, "updated_at:>="))
        g_ptr_array_add (found, post);
    }
  answer_posts (message, 200, found);
}

static JsonObject *
find (GhostDouble *self, const char *path)
{
  for (guint i = 0; i < self->posts->len; i++)
    {
      JsonObject *post = g_ptr_array_index (self->posts, i);
      g_autofree char *own =
          g_strconcat (API "posts/", json_object_get_string_member (post, "id"), "/", NULL);

      if (g_str_equal (own, path))
        return post;
    }
  return NULL;
}

static void
set_date (GhostDouble *self, SoupServerMessage *message)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) date = g_date_time_add_seconds (now, self->lag);
  g_autofree char *text = soup_date_time_to_string (date, SOUP_DATE_HTTP);

  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Date", text);
}

static void
serve_cb (SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  GhostDouble *self = data;
  const char *method = soup_server_message_get_method (message);
  JsonObject *post;

  g_mutex_lock (&self->lock);
  set_date (self, message);
  post = find (self, path);
  if (g_str_equal (path, API "site/"))
    answer (message, 200,
            "{\"site\":{\"title\":\"Le Quai\",\"url\":\"http://127.0.0.1/\","
            "\"version\":\"6.65\"}}");
  else if (!g_str_has_prefix (path, API))
    answer (message, g_str_equal (path, "/") ? 200 : 404, "{}");
  else if (!check_token (self, message))
    ;
  else if (g_str_equal (path, API "images/upload/"))
    answer (message, 201, "{\"images\":[{\"url\":\"http://127.0.0.1/content/quai.png\"}]}");
  else if (post)
    g_str_equal (method, "PUT") ? update (self, message, post) : answer_post (message, 200, post);
  else if (!g_str_equal (path, API "posts/"))
    refuse (message, 404, "", "Resource not found");
  else if (g_str_equal (method, "POST"))
    create (self, message);
  else
    list (self, message, query);
  g_mutex_unlock (&self->lock);
}

/* Answers in place of @wire's own WordPress; @wire goes first. */
GhostDouble *
ghost_double_new (RemoteDouble *wire)
{
  GhostDouble *self = g_new0 (GhostDouble, 1);

  g_mutex_init (&self->lock);
  self->posts = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  remote_double_set_serve (wire, serve_cb, self);
  return self;
}

void
ghost_double_free (GhostDouble *self)
{
  g_ptr_array_unref (self->posts);
  g_free (self->document);
  g_mutex_clear (&self->lock);
  g_free (self);
}

guint
ghost_double_n_posts (GhostDouble *self)
{
  guint count;

  g_mutex_lock (&self->lock);
  count = self->posts->len;
  g_mutex_unlock (&self->lock);
  return count;
}

/* Somebody at the site changes the title of the last post, and gives it a tag of theirs. */
void
ghost_double_edit (GhostDouble *self, const char *title)
{
  JsonObject *post;
  JsonObject *tag = json_object_new ();
  JsonArray *tags = json_array_new ();

  g_mutex_lock (&self->lock);
  post = g_ptr_array_index (self->posts, self->posts->len - 1);
  json_object_set_string_member (tag, "name", "#une");
  json_object_set_string_member (tag, "visibility", "internal");
  json_array_add_object_element (tags, tag);
  json_object_set_array_member (post, "tags", tags);
  json_object_set_string_member (post, "title", title);
  touch (self, post);
  g_mutex_unlock (&self->lock);
}

/* From now on posts have such documents; the last one, if there is one, has it at once, though what
 * readers see of it is the same. */
void
ghost_double_set_document (GhostDouble *self, const char *document)
{
  JsonObject *post;

  g_mutex_lock (&self->lock);
  g_free (self->document);
  self->document = g_strdup (document);
  if (self->posts->len > 0)
    {
      post = g_ptr_array_index (self->posts, self->posts->len - 1);
      json_object_set_string_member (post, "lexical", document);
      touch (self, post);
    }
  g_mutex_unlock (&self->lock);
}

void
ghost_double_set_lag (GhostDouble *self, int seconds)
{
  g_mutex_lock (&self->lock);
  self->lag = seconds;
  g_mutex_unlock (&self->lock);
}
