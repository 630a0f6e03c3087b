/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A CMS in memory; see generic-double.h. An article has its id in every member that a profile might
 * look for it in.
 */
#include "config.h"

#include "generic-double.h"

#include <string.h>

#include "marbre-json-pointer.h"
#include "marbre-json.h"

#define API "/api/"
/* However many are asked for. */
#define PAGE_SIZE 2

struct _GenericDouble
{
  GMutex lock;
  GPtrArray *items; /* (mutex lock) (owned) (element-type JsonNode) */
  GenericScheme scheme;
  gboolean mute;    /* says nothing but where a new article is */
  gboolean wrapped; /* (mutex lock): articles travel in a member "data" */
  gboolean deaf;    /* does not look at what a list is asked for */
  guint made;       /* (mutex lock) */
};

static void
answer_text (SoupServerMessage *message, guint status, const char *text)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, text,
                                    strlen (text));
}

static void
refuse (SoupServerMessage *message, guint status, const char *code)
{
  g_autofree char *text = g_strdup_printf (
      "{\"error\":{\"code\":\"%s\",\"text\":\"The CMS says no.\"},\"message\":\"No.\"}", code);

  answer_text (message, status, text);
}

static void
set_text (JsonNode *item, const char *pointer, const char *text)
{
  g_autoptr (JsonNode) value = json_node_init_string (json_node_alloc (), text);

  marbre_json_pointer_set (item, pointer, value);
}

static char *
etag_of (JsonNode *item)
{
  g_autofree char *version = marbre_json_pointer_text (item, "/version");

  return g_strdup_printf ("\"%s\"", version);
}

static void
answer_item (GenericDouble *self, SoupServerMessage *message, guint status, JsonNode *item)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autofree char *etag = etag_of (item);
  g_autofree char *text = json_to_string (item, FALSE);
  g_autofree char *whole = g_strdup_printf (self->wrapped ? "{\"data\":%s}" : "%s", text);

  soup_message_headers_replace (headers, "ETag", etag);
  answer_text (message, status, whole);
}

/* Where an article is known by no member but its place. */
static void
answer_made (GenericDouble *self, SoupServerMessage *message, JsonNode *item)
{
  g_autofree char *id = marbre_json_pointer_text (item, "/id");
  g_autofree char *location = g_strconcat (API "articles/", id, NULL);

  if (!self->mute)
    {
      answer_item (self, message, 201, item);
      return;
    }
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Location",
                                location);
  soup_server_message_set_status (message, 201, NULL);
}

static const char *
request_header (SoupServerMessage *message, const char *name)
{
  const char *value =
      soup_message_headers_get_one (soup_server_message_get_request_headers (message), name);

  return value ? value : "";
}

/* METHOD, path and query, date, body: a line each. */
static gboolean
check_hmac (SoupServerMessage *message)
{
  g_autoptr (GBytes) body =
      soup_message_body_flatten (soup_server_message_get_request_body (message));
  GUri *uri = soup_server_message_get_uri (message);
  g_autofree char *head = g_strdup_printf (
      "%s\n%s%s%s\n%s\n", soup_server_message_get_method (message), g_uri_get_path (uri),
      g_uri_get_query (uri) ? "?" : "", g_uri_get_query (uri) ? g_uri_get_query (uri) : "",
      request_header (message, "X-Date"));
  g_autoptr (GHmac) hmac =
      g_hmac_new (G_CHECKSUM_SHA256, (const guchar *) GENERIC_SECRET, strlen (GENERIC_SECRET));
  g_autofree char *expected = NULL;

  g_hmac_update (hmac, (const guchar *) head, (gssize) strlen (head));
  if (g_bytes_get_size (body) > 0)
    g_hmac_update (hmac, g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body));
  expected = g_strconcat ("HMAC " GENERIC_USER ":", g_hmac_get_string (hmac), NULL);
  return *request_header (message, "X-Date") &&
         g_str_equal (request_header (message, "Authorization"), expected);
}

static gboolean
is_signed (GenericDouble *self, SoupServerMessage *message)
{
  g_autofree char *pair = g_base64_encode ((const guchar *) GENERIC_USER ":" GENERIC_SECRET,
                                           strlen (GENERIC_USER ":" GENERIC_SECRET));
  g_autofree char *basic = g_strconcat ("Basic ", pair, NULL);

  switch (self->scheme)
    {
    case GENERIC_BASIC:
      return g_str_equal (request_header (message, "Authorization"), basic);
    case GENERIC_HEADER:
      return g_str_equal (request_header (message, "X-Api-Key"), "key=" GENERIC_SECRET);
    case GENERIC_HMAC:
      return check_hmac (message);
    case GENERIC_BEARER:
    default:
      return g_str_equal (request_header (message, "Authorization"), "Bearer " GENERIC_SECRET);
    }
}

static JsonNode *
read_sent (GenericDouble *self, SoupServerMessage *message)
{
  g_autoptr (GBytes) bytes =
      soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (text, &error);
  JsonNode *data;

  g_assert_no_error (error);
  data = marbre_json_pointer_get (node, "/data");
  self->wrapped = data != NULL;
  return data ? marbre_json_node_thaw (data) : g_steal_pointer (&node);
}

static void
set_ids (GenericDouble *self, JsonNode *item, const char *id)
{
  g_autofree char *version = g_strdup_printf ("v%u", ++self->made);
  g_autofree char *url = g_strconcat ("http://127.0.0.1/lire/", id, NULL);

  set_text (item, "/id", id);
  set_text (item, "/@id", id);
  set_text (item, "/url", url);
  set_text (item, "/link", url);
  set_text (item, "/version", version);
  set_text (item, "/versionCreated", version);
}

static int
find (GenericDouble *self, const char *id)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      g_autofree char *own = marbre_json_pointer_text (g_ptr_array_index (self->items, i), "/id");

      if (g_str_equal (own, id))
        return (int) i;
    }
  return -1;
}

static void
make (GenericDouble *self, SoupServerMessage *message, const char *wanted)
{
  JsonNode *item = read_sent (self, message);
  g_autofree char *id = wanted
                            ? g_strdup (wanted)
                            : g_strdup_printf (self->mute ? "a%u" : "a/%u", self->items->len + 1);

  set_ids (self, item, id);
  g_ptr_array_add (self->items, item);
  answer_made (self, message, item);
}

static void
merge (JsonNode *item, JsonNode *sent)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, json_node_get_object (sent));
  while (json_object_iter_next (&iter, &name, &value))
    if (JSON_NODE_HOLDS_NULL (value))
      json_object_remove_member (json_node_get_object (item), name);
    else
      json_object_set_member (json_node_get_object (item), name, json_node_copy (value));
}

static void
change (GenericDouble *self, SoupServerMessage *message, guint index)
{
  JsonNode *item = g_ptr_array_index (self->items, index);
  g_autoptr (JsonNode) sent = read_sent (self, message);
  g_autofree char *id = marbre_json_pointer_text (item, "/id");
  g_autofree char *etag = etag_of (item);
  g_autofree char *version = marbre_json_pointer_text (sent, "/version");
  const char *match = request_header (message, "If-Match");
  JsonNode *changed;

  if ((*match && !g_str_equal (match, etag)) || g_str_equal (version, "stale"))
    {
      refuse (message, 412, "stale");
      return;
    }
  if (g_str_equal (request_header (message, "If-None-Match"), "*"))
    {
      refuse (message, 412, "there");
      return;
    }
  changed = marbre_json_node_thaw (
      g_str_equal (soup_server_message_get_method (message), "PATCH") ? item : sent);
  if (g_str_equal (soup_server_message_get_method (message), "PATCH"))
    merge (changed, sent);
  set_ids (self, changed, id);
  json_node_unref (item);
  self->items->pdata[index] = changed;
  answer_item (self, message, 200, changed);
}

static const char *
parameter (GHashTable *query, const char *name)
{
  const char *value = query ? g_hash_table_lookup (query, name) : NULL;

  return value ? value : "";
}

/* Whether @item has @reference anywhere. */
static gboolean
mentions (JsonNode *item, const char *reference)
{
  g_autofree char *text = json_to_string (item, FALSE);

  return *reference == '\0' || strstr (text, reference) != NULL;
}

static void
list (GenericDouble *self, SoupServerMessage *message, GHashTable *query)
{
  const char *reference = self->deaf
                              ? ""
                              : (*parameter (query, "ref") ? parameter (query, "ref")
                                                           : parameter (query, "identifier"));
  const char *page = parameter (query, "page");
  const char *cursor =
      *parameter (query, "cursor") ? parameter (query, "cursor") : parameter (query, "offset");
  guint start = (guint) g_ascii_strtoull (*cursor ? cursor : "0", NULL, 10);
  g_autoptr (JsonNode) whole = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();
  g_autofree char *text = NULL;
  g_autofree char *link = NULL;
  guint total = 0;

  if (*page && !self->deaf)
    start = ((guint) g_ascii_strtoull (page, NULL, 10) - 1) * PAGE_SIZE;
  for (guint i = 0; i < self->items->len; i++)
    {
      JsonNode *item = g_ptr_array_index (self->items, i);

      if (!mentions (item, reference))
        continue;
      if (total >= start && total < start + PAGE_SIZE)
        json_array_add_element (array, json_node_copy (item));
      total++;
    }
  json_node_take_array (node, array);
  json_node_take_object (whole, json_object_new ());
  json_object_set_int_member (json_node_get_object (whole), "total", total);
  json_object_set_int_member (json_node_get_object (whole), "numberOfItems", total);
  marbre_json_pointer_set (whole, "/items", node);
  marbre_json_pointer_set (whole, "/itemListElement", node);
  if (start + PAGE_SIZE < total)
    {
      g_autofree char *next = g_strdup_printf ("%u", start + PAGE_SIZE);
      g_autofree char *address = g_strconcat (API "articles?offset=", next, NULL);

      set_text (whole, "/meta/cursor", next);
      set_text (whole, "/meta/next", address);
      set_text (whole, "/meta/away", "https://elsewhere.example/articles");
      link = g_strdup_printf ("<%s>; rel=\"next\", <" API ">; rel=\"first\"", address);
      soup_message_headers_replace (soup_server_message_get_response_headers (message), "Link",
                                    link);
    }
  text = json_to_string (whole, FALSE);
  answer_text (message, 200, text);
}

static void
serve_articles (GenericDouble *self, SoupServerMessage *message, const char *id, GHashTable *query)
{
  const char *method = soup_server_message_get_method (message);
  const int index = *id ? find (self, id) : -1;

  if (*id == '\0' && g_str_equal (method, "POST"))
    make (self, message, NULL);
  else if (*id == '\0')
    list (self, message, query);
  else if (index >= 0 && g_str_equal (method, "GET"))
    answer_item (self, message, 200, g_ptr_array_index (self->items, (guint) index));
  else if (index >= 0)
    change (self, message, (guint) index);
  else if (g_str_equal (method, "PUT"))
    make (self, message, id);
  else
    refuse (message, 404, "gone");
}

static void
serve_cb (SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  GenericDouble *self = data;
  const char *rest = g_str_has_prefix (path, API) ? path + strlen (API) : "";
  const char *slash = strchr (rest, '/');

  g_mutex_lock (&self->lock);
  if (!is_signed (self, message))
    refuse (message, 401, "who");
  else if (g_str_has_prefix (rest, "articles") || g_str_has_prefix (rest, "items"))
    serve_articles (self, message, slash ? slash + 1 : "", query);
  else if (g_str_equal (rest, "me"))
    answer_text (message, 200, "{\"who\":\"La rédaction\",\"scope\":\"read articles.publish\"}");
  else if (g_str_equal (rest, "images") || g_str_equal (rest, "renditions"))
    answer_text (message, 201,
                 "{\"id\":7,\"contentUrl\":\"/media/quai.png\",\"href\":\"/media/quai.png\"}");
  else if (g_str_equal (rest, "says-ok"))
    refuse (message, 200, "nope");
  else
    refuse (message, 404, "gone");
  g_mutex_unlock (&self->lock);
}

/* Answers in place of @wire's own WordPress; @wire goes first. */
GenericDouble *
generic_double_new (RemoteDouble *wire)
{
  GenericDouble *self = g_new0 (GenericDouble, 1);

  g_mutex_init (&self->lock);
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  remote_double_set_serve (wire, serve_cb, self);
  return self;
}

void
generic_double_free (GenericDouble *self)
{
  g_ptr_array_unref (self->items);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* Before the first request. */
void
generic_double_set_scheme (GenericDouble *self, GenericScheme scheme)
{
  self->scheme = scheme;
}

void
generic_double_set_mute (GenericDouble *self, gboolean mute)
{
  self->mute = mute;
}

void
generic_double_set_deaf (GenericDouble *self, gboolean deaf)
{
  self->deaf = deaf;
}

guint
generic_double_n_items (GenericDouble *self)
{
  guint count;

  g_mutex_lock (&self->lock);
  count = self->items->len;
  g_mutex_unlock (&self->lock);
  return count;
}

/* What the last article has at @pointer, as JSON. */
char *
generic_double_get (GenericDouble *self, const char *pointer)
{
  JsonNode *found;
  char *text;

  g_mutex_lock (&self->lock);
  found = marbre_json_pointer_get (g_ptr_array_index (self->items, self->items->len - 1), pointer);
  text = found ? json_to_string (found, FALSE) : g_strdup ("");
  g_mutex_unlock (&self->lock);
  return text;
}

/* Somebody at the site changes the last article. */
void
generic_double_edit (GenericDouble *self, const char *pointer, const char *text)
{
  JsonNode *item;
  g_autofree char *id = NULL;

  g_mutex_lock (&self->lock);
  item = g_ptr_array_index (self->items, self->items->len - 1);
  id = marbre_json_pointer_text (item, "/id");
  set_text (item, pointer, text);
  set_ids (self, item, id);
  g_mutex_unlock (&self->lock);
}

void
generic_double_add (GenericDouble *self, const char *json)
{
  g_autofree char *id = NULL;
  JsonNode *item = json_from_string (json, NULL);

  g_assert_nonnull (item);
  g_mutex_lock (&self->lock);
  id = g_strdup_printf ("b%u", self->items->len + 1);
  set_ids (self, item, id);
  g_ptr_array_add (self->items, item);
  g_mutex_unlock (&self->lock);
}
